"""Parsing what visitors of the seal pages send."""

from datetime import date

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from .verify import MAX_FILE_SIZE


class ReceiptForm(forms.Form):
    """A receipt or promise file to be checked."""

    receipt = forms.FileField(
        label=_("Berkas tanda terima atau janji"),
        help_text=_("Berkas .json dari Sasando, paling besar 256 KB. Berkas ini tidak disimpan."),
        error_messages={
            "required": _("Pilih dahulu berkas yang akan diperiksa."),
            "empty": _("Berkas ini kosong. Pilih berkas tanda terima yang Anda unduh."),
        },
        widget=forms.FileInput(attrs={"accept": "application/json,.json"}),
    )

    def clean_receipt(self) -> bytes:
        """The content of the file, of a bearable size."""
        file: UploadedFile = self.cleaned_data["receipt"]
        if not file.size or file.size > MAX_FILE_SIZE:
            raise forms.ValidationError(
                _("Berkas ini lebih besar dari 256 KB, jadi bukan tanda terima Sasando."),
            )
        return file.read()


class MonthForm(forms.Form):
    """Which month of sealed days to show; empty means the last ones."""

    bulan = forms.DateField(
        label=_("Bulan"),
        required=False,
        input_formats=["%Y-%m"],
        error_messages={"invalid": _("Tulis bulan seperti 2026-11.")},
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
    )

    def month(self) -> date | None:
        """The first day of the chosen month; None when none was chosen, or none that exists."""
        return self.cleaned_data["bulan"] if self.is_valid() else None


class LeafForm(forms.Form):
    """The hash of one entry, to be looked for in a sealed day."""

    daun = forms.RegexField(
        label=_("Sidik catatan"),
        regex=r"^[0-9a-f]{64}\Z",
        error_messages={
            "required": _("Tulis sidik catatan yang dicari."),
            "invalid": _("Sidik catatan terdiri dari 64 angka heksadesimal."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
