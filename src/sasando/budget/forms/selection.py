"""Asking which lines of expenditure are meant; codes nobody knows are refused, never empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sasando.budget.models import Account, BudgetActivity, FundingSource
from sasando.budget.queries.selection import (
    EXPENDITURE,
    RESULT_WORDS,
    Selection,
    activity_beginning,
    beginning,
)
from sasando.rules.codes import parse_account_code, parse_nomenclature_code
from sasando.rules.errors import RuleInputError

if TYPE_CHECKING:
    from sasando.budget.queries.selection import SelectionChoices


class CodesForm(forms.Form):
    """A choice of lines by their codes alone."""

    agency = forms.ChoiceField(label=_("Perangkat daerah"), required=False)
    activity = forms.CharField(
        label=_("Kode program, kegiatan, atau sub kegiatan"),
        max_length=40,
        required=False,
        help_text=_(
            "Awal kode sudah cukup, misalnya 1.02.02. X.XX.01 berarti program penunjang semua "
            "perangkat daerah."
        ),
    )
    account = forms.CharField(
        label=_("Kode rekening belanja"),
        max_length=40,
        required=False,
        help_text=_("Awal kode sudah cukup, misalnya 5.1.02.04 untuk perjalanan dinas."),
    )
    funding = forms.CharField(
        label=_("Kode sumber dana"),
        max_length=40,
        required=False,
        help_text=_("Awal kode sudah cukup; 2 berarti dana khusus."),
    )

    def __init__(self, *args: Any, choices: SelectionChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in (("agency", choices.agencies), ("tag", choices.tags)):
            field = self.fields.get(name)
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("semua")), *found]

    def clean_activity(self) -> str:
        """The code in its usual form; it must take something."""
        printed = self.cleaned_data["activity"]
        if not printed:
            return ""
        try:
            code = parse_nomenclature_code(printed).text
        except RuleInputError as refusal:
            raise forms.ValidationError(
                _("Tulis kode seperti 1.02.02, 1.02.02.2.01, atau X.XX.01.")
            ) from refusal
        if not BudgetActivity.objects.filter(activity_beginning(code)).exists():
            raise _unknown(code)
        return code

    def clean_account(self) -> str:
        """The account in its usual form, of expenditure only."""
        printed = self.cleaned_data["account"]
        if not printed:
            return ""
        try:
            code = parse_account_code(printed).text
        except RuleInputError as refusal:
            raise forms.ValidationError(
                _("Tulis kode rekening seperti 5.1.02 atau 5.1.02.04.01.0001.")
            ) from refusal
        if not code.startswith(EXPENDITURE):
            raise forms.ValidationError(
                _("Yang dipilih di sini hanya belanja. Tulis rekening yang berawal 5.")
            )
        if not Account.objects.filter(beginning(code)).exists():
            raise _unknown(code)
        return code

    def clean_funding(self) -> str:
        """The funding code as the list of the year has it."""
        code = self.cleaned_data["funding"].strip().rstrip(".")
        if code and not FundingSource.objects.filter(beginning(code)).exists():
            raise _unknown(code)
        return code

    def selection(self) -> Selection:
        """The choice that was made."""
        asked = {name: self.cleaned_data[name] for name in self.fields if name in _PARTS}
        return Selection(**asked)


class SelectionForm(CodesForm):
    """A choice of lines by everything a selection can ask."""

    tag = forms.ChoiceField(label=_("Tag belanja"), required=False)
    results = forms.ChoiceField(
        label=_("Hasil program"),
        required=False,
        choices=[("", _("semua")), *RESULT_WORDS.items()],
    )
    contracted = forms.BooleanField(label=_("Hanya yang sudah terikat kontrak"), required=False)


_PARTS = frozenset(Selection.__dataclass_fields__)


def _unknown(code: str) -> forms.ValidationError:
    return forms.ValidationError(
        _("Kode %(code)s tidak ada di anggaran yang dimuat. Periksa kodenya di rincian versi."),
        params={"code": code},
    )
