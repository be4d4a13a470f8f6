"""Opening a tag, adding a row to it, ending a row."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from sasando.budget.models import SpendingTagRow
from sasando.organization.models import CODE

from .selection import CodesForm
from .versions import FIRST_YEAR, LAST_YEAR

_SIGNS = [
    (SpendingTagRow.Sign.COUNTED.value, _("dihitung")),
    (SpendingTagRow.Sign.LEFT_OUT.value, _("dikecualikan")),
]


class TagForm(forms.Form):
    """A new tag."""

    code = forms.CharField(
        label=_("Kode"),
        max_length=40,
        help_text=_("Huruf besar, angka, titik, atau strip, misalnya GIZI."),
        error_messages={"required": _("Isi kodenya.")},
    )
    name = forms.CharField(
        label=_("Nama"),
        max_length=120,
        help_text=_("Misalnya Penanganan gizi."),
        error_messages={"required": _("Isi namanya.")},
    )

    def clean_code(self) -> str:
        """The code in capitals."""
        code = str(self.cleaned_data["code"]).upper()
        CODE(code)
        return code


class TagRowForm(CodesForm):
    """What a row takes, whether it counts, and who decided it."""

    sign = forms.TypedChoiceField(label=_("Cara hitung"), choices=_SIGNS, coerce=int)
    legal_act = forms.CharField(
        label=_("Diputuskan dengan"),
        max_length=160,
        help_text=_("Keputusan BKAD atau wali kota: jenis, nomor, dan tahun."),
        error_messages={"required": _("Sebut keputusannya; yang menentukan bukan sistem ini.")},
    )
    from_year = forms.IntegerField(
        label=_("Mulai tahun anggaran"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={"required": _("Isi tahun mulainya.")},
    )
    note = forms.CharField(label=_("Catatan"), max_length=200, required=False)
    field_order = [
        "sign", "agency", "activity", "account", "funding", "legal_act", "from_year", "note",
    ]  # fmt: skip


class EndRowForm(forms.Form):
    """The last budget year a row counts for."""

    until_year = forms.IntegerField(
        label=_("Tahun anggaran terakhir"),
        min_value=FIRST_YEAR - 1,
        max_value=LAST_YEAR,
        help_text=_("Tahun sebelum tahun mulainya berarti baris ini ditarik seluruhnya."),
        error_messages={"required": _("Isi tahun terakhirnya.")},
    )
