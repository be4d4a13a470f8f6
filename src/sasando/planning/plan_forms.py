"""Parsing what is typed about plan documents, the nomenclature and the map; no rule is here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .actions.alignment import GoalWords
from .actions.documents import LegalAct, NewPlan
from .models import HigherGoal, NomenclatureNode, PlanDocument
from .queries.documents import DocumentFilter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sasando.organization.models import Unit

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
FIRST_YEAR, LAST_YEAR = 2000, 2100


class DocumentFilterForm(forms.Form):
    """Which documents are looked for."""

    jenis = forms.ChoiceField(label=_("Jenis"), required=False)
    tahun = forms.IntegerField(
        label=_("Tahun"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR
    )
    unit = forms.ChoiceField(label=_("Perangkat daerah"), required=False)
    keadaan = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[("", _("Semua")), ("tetap", _("Ditetapkan")), ("draf", _("Draf"))],
    )

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = self.fields["jenis"]
        owners = self.fields["unit"]
        assert isinstance(kinds, forms.ChoiceField)
        assert isinstance(owners, forms.ChoiceField)
        kinds.choices = [("", _("Semua")), *PlanDocument.Kind.choices]
        owners.choices = [("", _("Semua")), *((unit.code, unit.name) for unit in units)]

    def asked(self) -> DocumentFilter:
        """The filter; what could not be read is not asked for, and the form says so.

        The page is no field: another filter begins at its first page.
        """
        self.full_clean()
        found: dict[str, Any] = self.cleaned_data
        page = str(self.data.get("halaman", ""))
        return DocumentFilter(
            kind=found.get("jenis") or "",
            year=found.get("tahun"),
            unit=found.get("unit") or "",
            state=found.get("keadaan") or "",
            page=max(int(page), 1) if page.isascii() and page.isdecimal() and len(page) < 6 else 1,
        )


class NewPlanForm(forms.Form):
    """A plan to be drafted."""

    kind = forms.ChoiceField(label=_("Jenis"), choices=PlanDocument.Kind.choices)
    unit = forms.ChoiceField(
        label=_("Perangkat daerah"),
        required=False,
        help_text=_("Hanya untuk Renstra dan Renja."),
    )
    first_year = forms.IntegerField(
        label=_("Tahun awal"), min_value=FIRST_YEAR, max_value=LAST_YEAR
    )
    last_year = forms.IntegerField(
        label=_("Tahun akhir"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        required=False,
        help_text=_("Kosong berarti sama dengan tahun awal."),
    )
    nomenclature_version = forms.TypedChoiceField(
        label=_("Versi nomenklatur"), coerce=int, empty_value=None, required=False
    )

    def __init__(
        self, *args: Any, units: Iterable[Unit], versions: Sequence[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        owners, known = self.fields["unit"], self.fields["nomenclature_version"]
        assert isinstance(owners, forms.ChoiceField)
        assert isinstance(known, forms.ChoiceField)
        owners.choices = [("", _("Kota")), *((unit.code, unit.name) for unit in units)]
        known.choices = [("", _("Belum dipilih")), *((row, str(row)) for row in versions)]

    def plan(self) -> NewPlan:
        """The parsed plan."""
        data = self.cleaned_data
        return NewPlan(
            kind=data["kind"],
            unit_code=data["unit"],
            first_year=data["first_year"],
            last_year=data["last_year"] or data["first_year"],
            nomenclature_version=data["nomenclature_version"],
        )


class AdoptionForm(forms.Form):
    """The legal act that adopts a plan."""

    number = forms.CharField(
        label=_("Dasar hukum"),
        max_length=160,
        help_text=_("Jenis, nomor, dan tahun, misalnya Perwal Nomor 9 Tahun 2026."),
        error_messages={"required": _("Isi nomor dasar hukumnya.")},
    )
    day = forms.DateField(
        label=_("Tanggal penetapan"),
        widget=DAY,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        error_messages={
            "invalid": _("Tulis tanggal seperti 2026-11-20."),
            "required": _("Isi tanggal penetapannya."),
        },
    )

    def act(self) -> LegalAct:
        """The parsed act."""
        return LegalAct(self.cleaned_data["number"], self.cleaned_data["day"])


class CompletionForm(forms.Form):
    """The legal act of a plan that is now completely entered."""

    number = forms.CharField(
        label=_("Dasar hukum"),
        max_length=160,
        error_messages={"required": _("Isi nomor dasar hukumnya.")},
    )


class NomenclatureSearch(forms.Form):
    """A code or words."""

    cari = forms.CharField(label=_("Kode atau kata"), required=False, max_length=80)
    tingkat = forms.ChoiceField(
        label=_("Tingkat"),
        required=False,
        choices=[("", _("Semua")), *NomenclatureNode.Level.choices],
    )


class CarryForm(forms.Form):
    """The version a draft is carried to."""

    version = forms.TypedChoiceField(label=_("Ke versi"), coerce=int)

    def __init__(self, *args: Any, versions: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["version"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(row, str(row)) for row in versions]


class GoalForm(forms.Form):
    """The wording of a higher goal."""

    text = forms.CharField(
        label=_("Rumusan"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Isi rumusannya menurut dokumen.")},
    )
    source = forms.CharField(
        label=_("Sumber"),
        max_length=160,
        error_messages={"required": _("Sebut dokumen tempat rumusan itu dibaca.")},
    )

    def words(self) -> GoalWords:
        """The parsed wording."""
        return GoalWords(self.cleaned_data["text"], self.cleaned_data["source"])


class ProvinceGoalForm(GoalForm):
    """A goal of the province."""

    number = forms.IntegerField(label=_("Nomor"), min_value=1, max_value=999)
    field_order = ("number", "text", "source")


class AlignmentForm(forms.Form):
    """Which goals an objective serves: a tick and a note for each."""

    def __init__(self, *args: Any, goals: Sequence[HigherGoal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = goals
        for goal in goals:
            label = f"{goal}: {goal.text}" if goal.text else str(goal)
            self.fields[goal.code] = forms.BooleanField(label=label, required=False)
            self.fields[f"{goal.code}-catatan"] = forms.CharField(
                label=_("Catatan"), required=False, max_length=500
            )

    def notes(self) -> dict[str, str]:
        """The chosen goals with their notes."""
        data = self.cleaned_data
        return {goal.code: data[f"{goal.code}-catatan"] for goal in self.goals if data[goal.code]}

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each tick with its note, as the page shows them."""
        return [(self[goal.code], self[f"{goal.code}-catatan"]) for goal in self.goals]
