"""Parsing what is typed into an action plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sasando.agreements.actions.action_plans import ActivityDraft
from sasando.agreements.models.action_plans import MONTH_NAMES
from sasando.core.fields import DecimalField

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from sasando.agreements.queries.action_plans import PlanLine

MONTHS = [(number, name) for number, name in enumerate(MONTH_NAMES) if name]


class PlanTargetsForm(forms.Form):
    """The targets of one item, a field for each period; empty where none is set."""

    def __init__(self, data: Any = None, *, line: PlanLine) -> None:
        super().__init__(data)
        for number, (label, text) in enumerate(line.targets, start=1):
            field: forms.Field
            if line.is_number:
                field = DecimalField(label=label, required=False, initial=text)
            else:
                field = forms.CharField(label=label, required=False, max_length=60, initial=text)
            self.fields[f"period_{number}"] = field

    def targets(self) -> dict[int, Decimal | str]:
        """What was written, by period."""
        given = {
            int(name.removeprefix("period_")): value for name, value in self.cleaned_data.items()
        }
        return {number: value for number, value in given.items() if value not in {None, ""}}


class ActivityForm(forms.Form):
    """One activity with its months, money, post in charge and output."""

    name = forms.CharField(
        label=_("Kegiatan"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Tulis kegiatannya.")},
    )
    first_month = forms.TypedChoiceField(label=_("Mulai"), coerce=int, choices=MONTHS)
    last_month = forms.TypedChoiceField(label=_("Selesai"), coerce=int, choices=MONTHS, initial=12)
    budget = DecimalField(
        label=_("Anggaran (rupiah)"),
        smallest=0,
        places=0,
        required=False,
        help_text=_("Kosongkan bila tanpa biaya."),
    )
    in_charge = forms.ChoiceField(
        label=_("Penanggung jawab"),
        error_messages={"required": _("Pilih jabatan yang bertanggung jawab.")},
    )
    output = forms.CharField(
        label=_("Keluaran yang diharapkan"),
        max_length=300,
        error_messages={"required": _("Tulis apa yang dihasilkan.")},
    )

    def __init__(self, data: Any = None, *, posts: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["in_charge"].choices = posts  # type: ignore[attr-defined]

    def draft(self) -> ActivityDraft:
        """What the action needs."""
        given = self.cleaned_data
        return ActivityDraft(
            name=given["name"],
            first_month=given["first_month"],
            last_month=given["last_month"],
            in_charge_code=given["in_charge"],
            output=given["output"],
            budget=given["budget"],
        )


class WordsForm(forms.Form):
    """A reason or an answer that has to be written; `label` says what is asked."""

    note = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tulis dahulu, lalu kirim.")},
    )

    def __init__(self, data: Any = None, *, label: Any, prefix: str = "") -> None:
        super().__init__(data, prefix=prefix or None)
        self.fields["note"].label = label


class QuarterFilter(forms.Form):
    """Which year and quarter monitoring is shown for; a GET form."""

    tahun = forms.TypedChoiceField(label=_("Tahun"), coerce=int, required=False)
    triwulan = forms.TypedChoiceField(
        label=_("Triwulan"),
        coerce=int,
        required=False,
        choices=[(1, "TW I"), (2, "TW II"), (3, "TW III"), (4, "TW IV")],
    )

    def __init__(self, data: Any, *, years: Iterable[int]) -> None:
        super().__init__(data)
        self.fields["tahun"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
