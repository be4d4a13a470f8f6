"""Parsing what is sent to the pages of the organisation. No rule is decided here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sasando.core.trail import TrailFilter

from .models import Appointment

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
DAY_MEND = {"invalid": _("Tulis tanggal seperti 2026-11-20."), "required": _("Isi tanggalnya.")}


class SearchForm(forms.Form):
    """Units by name or code."""

    cari = forms.CharField(label=_("Nama atau kode unit"), required=False, max_length=80)


class ActingForm(forms.Form):
    """An order to act for a post."""

    person = forms.CharField(
        label=_("Kode pegawai"),
        max_length=16,
        help_text=_("Kode kepegawaian, bukan NIP."),
        error_messages={"required": _("Isi kode pegawai yang ditunjuk.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    kind = forms.ChoiceField(
        label=_("Cara"),
        choices=[
            (Appointment.Kind.PLT.value, _("Plt., jabatan lowong")),
            (Appointment.Kind.PLH.value, _("Plh., pejabatnya berhalangan sementara")),
        ],
        error_messages={"required": _("Pilih Plt. atau Plh.")},
    )
    first = forms.DateField(
        label=_("Sejak"), widget=DAY, input_formats=DAY_FORMATS, error_messages=DAY_MEND
    )
    last = forms.DateField(
        label=_("Sampai"), widget=DAY, input_formats=DAY_FORMATS, error_messages=DAY_MEND
    )
    decree = forms.CharField(
        label=_("Nomor surat perintah"),
        max_length=120,
        error_messages={"required": _("Isi nomor surat perintahnya.")},
    )

    def clean_person(self) -> str:
        """Codes are written in capitals."""
        code: str = self.cleaned_data["person"]
        return code.strip().upper()


class TrailForm(forms.Form):
    """What to look for in the audit trail."""

    dari = forms.DateField(
        label=_("Dari"),
        required=False,
        widget=DAY,
        input_formats=DAY_FORMATS,
        error_messages=DAY_MEND,
    )
    sampai = forms.DateField(
        label=_("Sampai"),
        required=False,
        widget=DAY,
        input_formats=DAY_FORMATS,
        error_messages=DAY_MEND,
    )
    pelaku = forms.CharField(label=_("Nama pelaku"), required=False, max_length=80)
    perbuatan = forms.CharField(label=_("Perbuatan"), required=False, max_length=60)
    kode = forms.CharField(label=_("Kode"), required=False, max_length=60)

    def asked(self) -> TrailFilter:
        """The filter; what could not be read is not asked for, and the form says so."""
        self.full_clean()
        found: dict[str, Any] = self.cleaned_data
        return TrailFilter(
            first=found.get("dari"),
            last=found.get("sampai"),
            actor=found.get("pelaku", ""),
            action=found.get("perbuatan", ""),
            subject=found.get("kode", ""),
        )
