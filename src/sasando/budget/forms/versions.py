"""Parsing what is typed or asked about budgets; no rule is here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from sasando.budget.actions import Printed
from sasando.budget.imports.layouts import FIELDS, NEEDED, RECAP, tidy
from sasando.budget.imports.sentences import FIELD_WORDS
from sasando.budget.models import BudgetVersion, PrintedFigure
from sasando.budget.queries.comparison import Dimension, Scope
from sasando.budget.queries.printed import POSTS
from sasando.budget.queries.rollup import DIMENSION_WORDS, Part
from sasando.rules.errors import RuleInputError
from sasando.rules.numerals import parse_rupiah

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from decimal import Decimal

    from sasando.organization.models import Unit

DAY: Final = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
DAY_FORMATS: Final = ["%Y-%m-%d", "%d/%m/%Y"]
DAY_MENDS: Final = {
    "invalid": _("Tulis tanggal seperti 2026-11-20."),
    "required": _("Isi tanggalnya."),
}
FIRST_YEAR, LAST_YEAR = 2018, 2100
# Sums are kept down to the group (jenis), so nothing deeper narrows a roll-up.
_ACCOUNT: Final = re.compile(r"[4-6](\.\d(\.\d{2})?)?", re.ASCII)
SCOPE_FIELDS: Final = {
    "skpd": "agency_code",
    "program": "programme_code",
    "kegiatan": "activity_code",
    "sub": "sub_activity_code",
    "jenis": "account",
    "sasaran": "objective_code",
}
_DIMENSIONS: Final = [(dimension.value, DIMENSION_WORDS[dimension]) for dimension in Dimension]


class NewVersionForm(forms.Form):
    """The next version of a year."""

    year = forms.IntegerField(
        label=_("Tahun anggaran"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={"required": _("Isi tahun anggarannya.")},
    )
    stage = forms.ChoiceField(label=_("Tahap"), choices=BudgetVersion.Stage.choices)
    as_of = forms.DateField(
        label=_("Keadaan per"),
        widget=DAY,
        input_formats=DAY_FORMATS,
        error_messages=DAY_MENDS,
        help_text=_("Hari data ini diambil dari SIPD."),
    )
    scope = forms.CharField(
        label=_("Cakupan"),
        max_length=200,
        required=False,
        help_text=_("Kosong berarti seluruh perangkat daerah."),
    )


class AdoptVersionForm(forms.Form):
    """The legal act of a version."""

    legal_act = forms.CharField(
        label=_("Dasar hukum"),
        max_length=160,
        help_text=_("Jenis, nomor, dan tahun, misalnya Perda Nomor 9 Tahun 2025."),
        error_messages={"required": _("Isi nomor dasar hukumnya.")},
    )
    approved_on = forms.DateField(
        label=_("Tanggal persetujuan bersama"),
        widget=DAY,
        input_formats=DAY_FORMATS,
        error_messages=DAY_MENDS,
        required=False,
        help_text=_("Pergeseran tidak memerlukannya."),
    )
    adopted_on = forms.DateField(
        label=_("Tanggal penetapan"),
        widget=DAY,
        input_formats=DAY_FORMATS,
        error_messages=DAY_MENDS,
    )


class MapForm(forms.Form):
    """Which column of a file holds which field; what is not there stays empty."""

    def __init__(self, *args: Any, headings: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("tidak ada")), *((heading, heading) for heading in headings if heading)]
        # What must be there is asked first.
        for name in sorted(FIELDS, key=lambda field: field not in NEEDED):
            self.fields[name] = forms.ChoiceField(
                label=FIELD_WORDS[name],
                choices=choices,
                required=name in NEEDED,
                initial=_alike(name, headings),
                error_messages={"required": _("Pilih kolomnya; tanpa ini baris tidak terbaca.")},
            )

    def mapping(self) -> dict[str, str]:
        """The heading of each field that was chosen."""
        return {name: heading for name, heading in self.cleaned_data.items() if heading}


class RollUpForm(forms.Form):
    """How a version is rolled up; the rest of the address stays as it is."""

    bagian = forms.ChoiceField(
        label=_("Bagian"), required=False, choices=[(part.value, part.label) for part in Part]
    )
    menurut = forms.ChoiceField(
        label=_("Menurut"), required=False, choices=[("", _("tingkat di bawahnya")), *_DIMENSIONS]
    )
    halaman = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def part(self) -> Part:
        """The part asked for; expenditure when none could be read."""
        found = self.cleaned_data.get("bagian")
        return Part(found) if found else Part.EXPENDITURE

    def dimension(self) -> Dimension | None:
        """The dimension asked for, if any."""
        found = self.cleaned_data.get("menurut")
        return Dimension(found) if found else None

    @property
    def page(self) -> int:
        """The page of the list, counted from 1."""
        return self.cleaned_data.get("halaman") or 1


class CompareForm(RollUpForm):
    """Which two versions are compared, and by what."""

    lama = forms.ChoiceField(label=_("Dari"), required=False)
    baru = forms.ChoiceField(label=_("Ke"), required=False)
    hanya = forms.ChoiceField(
        label=_("Baris"),
        required=False,
        choices=[("", _("semua")), ("berubah", _("hanya yang berubah"))],
    )
    field_order = ["lama", "baru", "menurut", "bagian", "hanya", "halaman"]

    def __init__(self, *args: Any, versions: Sequence[BudgetVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._versions = {version.code: version for version in versions}
        choices = [(version.code, version.name) for version in reversed(versions)]
        for name in ("lama", "baru"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        by = self.fields["menurut"]
        assert isinstance(by, forms.ChoiceField)
        by.choices = _DIMENSIONS

    def chosen(self, default: tuple[BudgetVersion, BudgetVersion]) -> tuple[BudgetVersion, ...]:
        """The two versions asked for; what is missing comes from the default."""
        asked = (self.cleaned_data.get("lama"), self.cleaned_data.get("baru"))
        return tuple(
            self._versions.get(code or "", fallback)
            for code, fallback in zip(asked, default, strict=True)
        )


class TieForm(forms.Form):
    """The unit an SKPD code means."""

    unit = forms.ChoiceField(label=_("Perangkat daerah"), required=False)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("belum dihubungkan")), *((unit.code, unit.name) for unit in units)]


class PrintedForm(forms.Form):
    """A figure printed elsewhere."""

    year = forms.IntegerField(label=_("Tahun anggaran"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    document = forms.CharField(
        label=_("Dokumen"),
        max_length=60,
        help_text=_("Misalnya murni, perubahan, atau KUA-PPAS."),
        error_messages={"required": _("Sebut dokumen yang diberitakan.")},
    )
    version = forms.ChoiceField(
        label=_("Bandingkan dengan versi"),
        required=False,
        help_text=_("Kosong bila dokumen itu belum dimuat."),
    )
    post = forms.ChoiceField(label=_("Pos"), choices=[(post, post) for post in POSTS])
    amount = forms.CharField(
        label=_("Nilai"),
        max_length=40,
        help_text=_("Rupiah penuh, misalnya 1.272.695.000.000."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"required": _("Isi nilainya.")},
    )
    rounded_to = forms.TypedChoiceField(
        label=_("Tercetak dalam"), choices=PrintedFigure.Rounding.choices, coerce=int
    )
    source = forms.CharField(
        label=_("Sumber"),
        max_length=200,
        help_text=_("Nama media atau dokumen dan tanggalnya."),
        error_messages={"required": _("Sebut sumbernya.")},
    )

    def __init__(self, *args: Any, versions: Iterable[BudgetVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["version"]
        assert isinstance(field, forms.ChoiceField)
        names = ((version.code, version.name) for version in versions)
        field.choices = [("", _("belum ada")), *names]

    def clean_amount(self) -> Decimal:
        """The amount, written as offices write it."""
        try:
            return parse_rupiah(self.cleaned_data["amount"])
        except RuleInputError as refusal:
            raise forms.ValidationError(
                _("Tulis angka seperti 1.272.695.000.000, tanpa kata.")
            ) from refusal

    def printed(self) -> Printed:
        """The parsed figure."""
        data = self.cleaned_data
        return Printed(
            year=data["year"],
            document=data["document"],
            post=data["post"],
            amount=data["amount"],
            source=data["source"],
            rounded_to=data["rounded_to"],
            version_code=data["version"],
        )


def asked_scope(given: Any) -> Scope:
    """The scope in an address; an account that is none asks for nothing."""
    wanted = {field: given.get(name, "")[:60] for name, field in SCOPE_FIELDS.items()}
    if not _ACCOUNT.fullmatch(wanted["account"]):
        wanted["account"] = ""
    return Scope(**wanted)


def scope_query(scope: Scope) -> dict[str, str]:
    """A scope as the address has it."""
    held = {name: getattr(scope, field) for name, field in SCOPE_FIELDS.items()}
    return {name: value for name, value in held.items() if value}


def first_of_year(today: date) -> int:
    """The year a new version is proposed for: the next one from September, when it is prepared."""
    return today.year + (today.month >= 9)


def _alike(name: str, headings: Sequence[str]) -> str:
    """The heading under which SIPD has the field, if the file has one like it."""
    wanted = RECAP.get(name, "nama paket/kelompok")
    exact = [heading for heading in headings if tidy(heading) == wanted]
    return exact[0] if exact else ""
