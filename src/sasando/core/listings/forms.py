"""The file that is sent to be judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class UploadForm(forms.Form):
    """A list to be judged."""

    file = forms.FileField(
        label=_("Berkas daftar"),
        help_text=_("CSV UTF-8 (koma atau titik koma) atau Excel .xlsx, paling besar 20 MB."),
        error_messages={
            "required": _("Pilih dahulu berkas yang akan diperiksa."),
            "empty": _("Berkas ini kosong. Periksa isinya, lalu pilih lagi."),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def clean_file(self) -> bytes:
        """The whole content, of a bearable size."""
        upload: UploadedFile = self.cleaned_data["file"]
        if not upload.size or upload.size > settings.LISTING_MAX_BYTES:
            raise forms.ValidationError(
                _("Berkas ini lebih besar dari 20 MB. Bagi menjadi beberapa bagian.")
            )
        return upload.read()
