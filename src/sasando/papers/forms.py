"""Parsing what is sent to the pages of papers."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .actions import CREST_MAX_BYTES
from .codes import normal_code

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class CodeForm(forms.Form):
    """The code as somebody reads it from paper."""

    kode = forms.CharField(
        label=_("Kode di kaki dokumen"),
        max_length=40,
        help_text=_("Misalnya PK-7K3M-9QXW-2HTD. Huruf kecil dan spasi tidak apa-apa."),
        error_messages={"required": _("Tulis dahulu kode yang tercetak di kaki dokumen.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_kode(self) -> str:
        """The code in its one form."""
        code = normal_code(self.cleaned_data["kode"])
        if code is None:
            raise forms.ValidationError(
                _("Ini bukan kode dokumen kami. Periksa lagi hurufnya: 0, 1, I, L, O, U tidak ada.")
            )
        return code


class FileForm(forms.Form):
    """A PDF to be compared. Only its digest is computed; the file is neither opened nor kept."""

    berkas = forms.FileField(
        label=_("Berkas PDF"),
        help_text=_("Paling besar 5 MB. Berkas ini hanya dihitung sidiknya, tidak disimpan."),
        error_messages={
            "required": _("Pilih dahulu berkas PDF yang akan dibandingkan."),
            "empty": _("Berkas ini kosong. Pilih berkas PDF yang Anda terima."),
        },
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def clean_berkas(self) -> str:
        """The SHA-256 of the file, which must be a PDF of a bearable size."""
        file: UploadedFile = self.cleaned_data["berkas"]
        if not file.size or file.size > settings.ATTACHMENT_MAX_BYTES:
            raise forms.ValidationError(
                _("Berkas ini lebih besar dari 5 MB, jadi bukan dari kami.")
            )
        content = file.read()
        if not content.startswith(b"%PDF-"):
            raise forms.ValidationError(
                _("Isi berkas ini bukan PDF. Pilih berkas asli, bukan foto atau hasil pindai.")
            )
        return hashlib.sha256(content).hexdigest()


class WithdrawForm(forms.Form):
    """Why a paper is called back."""

    reason = forms.CharField(
        label=_("Alasan pencabutan"),
        max_length=500,
        help_text=_(
            "Terbaca oleh siapa pun yang memeriksa dokumen ini. Jangan sebut data pribadi."
        ),
        error_messages={"required": _("Tulis dahulu alasannya.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CrestForm(forms.Form):
    """A picture of the city's crest."""

    image = forms.FileField(
        label=_("Gambar lambang"),
        help_text=_("PNG atau JPEG, 64–1.200 piksel, paling besar 256 KB."),
        error_messages={
            "required": _("Pilih dahulu gambar lambangnya."),
            "empty": _("Berkas ini kosong. Pilih gambar lambangnya."),
        },
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )

    def clean_image(self) -> bytes:
        """The bytes of a file of a bearable size; what they are is judged by the action."""
        file: UploadedFile = self.cleaned_data["image"]
        if not file.size or file.size > CREST_MAX_BYTES:
            raise forms.ValidationError(_("Berkas ini lebih besar dari 256 KB. Kecilkan dahulu."))
        return file.read()
