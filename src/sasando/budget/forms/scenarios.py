"""Parsing what is asked of scenarios; no rule is here."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from sasando.budget.actions.scenarios import RuleOrder
from sasando.budget.models import Account, BudgetVersion, Scenario, ScenarioRule
from sasando.budget.queries.selection import beginning
from sasando.rules.codes import parse_account_code
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import parse_decimal, parse_rupiah
from sasando.rules.scenarios import Operation

from .selection import SelectionForm
from .versions import DAY, DAY_FORMATS, DAY_MENDS

if TYPE_CHECKING:
    from collections.abc import Sequence

PURPOSES: Final = {"versi-berikut": "VERSI_BERIKUT", "tahun-berikut": "TAHUN_BERIKUT"}
# Money that comes in, and financing: a fall of transfers can be played through as well.
OTHER_PARTS: Final = ("4", "6")


class NewScenarioForm(forms.Form):
    """Where a scenario begins."""

    base = forms.ChoiceField(
        label=_("Berangkat dari"),
        help_text=_("Hanya versi yang sudah ditetapkan; isinya tidak berubah lagi."),
        error_messages={"required": _("Pilih versinya."), "invalid_choice": _("Pilih versinya.")},
    )
    tujuan = forms.ChoiceField(
        label=_("Menjadi rancangan"),
        choices=[
            ("versi-berikut", _("versi berikutnya pada tahun yang sama")),
            ("tahun-berikut", _("APBD murni tahun berikutnya")),
        ],
        error_messages={
            "required": _("Pilih akan menjadi apa."),
            "invalid_choice": _("Pilih akan menjadi apa."),
        },
    )
    name = forms.CharField(
        label=_("Nama"),
        max_length=120,
        required=False,
        help_text=_("Misalnya: Perjalanan dinas dipotong separuh."),
    )
    note = forms.CharField(
        label=_("Catatan"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    unprotected = forms.BooleanField(
        label=_("Mulai tanpa perlindungan gaji, kontrak, dan dana khusus"), required=False
    )

    def __init__(self, *args: Any, versions: Sequence[BudgetVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["base"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(version.code, version.name) for version in versions]

    def asked(self) -> dict[str, Any]:
        """What `create_scenario` is asked."""
        data = self.cleaned_data
        return {
            "base_code": data["base"],
            "purpose": PURPOSES[data["tujuan"]],
            "name": data["name"],
            "note": data["note"],
            "protects": not data["unprotected"],
        }


class RuleForm(SelectionForm):
    """A rule: what it does, to which lines, why."""

    operation = forms.ChoiceField(label=_("Aturan"), choices=ScenarioRule.Doing.choices)
    value = forms.CharField(
        label=_("Nilai"),
        max_length=40,
        required=False,
        help_text=_("Persen (12,5) atau rupiah bulat (1.500.000.000). Perlindungan tidak perlu."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    per = forms.ChoiceField(
        label=_("Batas berlaku untuk"),
        choices=ScenarioRule.Per.choices,
        required=False,
        help_text=_("Hanya untuk aturan batas."),
    )
    account = forms.CharField(
        label=_("Kode rekening"),
        max_length=40,
        required=False,
        help_text=_(
            "Awal kode sudah cukup: 5.1.02.04 perjalanan dinas, 4.2 pendapatan transfer. Kosong "
            "berarti belanja."
        ),
    )
    reason = forms.CharField(label=_("Alasan"), max_length=200, required=False)

    def clean_account(self) -> str:
        """Expenditure as everywhere; revenue and financing may be played through too."""
        printed = self.cleaned_data["account"]
        if not printed.strip().startswith(OTHER_PARTS):
            return super().clean_account()
        try:
            code = parse_account_code(printed).text
        except RuleInputError as refusal:
            raise forms.ValidationError(
                _("Tulis kode rekening seperti 5.1.02 atau 4.2.01.")
            ) from refusal
        if not Account.objects.filter(beginning(code)).exists():
            raise forms.ValidationError(
                _("Kode %(code)s tidak ada di daftar rekening. Periksa kodenya."),
                params={"code": code},
            )
        return code

    def clean(self) -> dict[str, Any]:
        """The value read as its operation wants it."""
        data = super().clean() or self.cleaned_data
        operation = data.get("operation")
        if operation and "value" in data:
            try:
                data["value"] = value_of(Operation(operation), data["value"].strip())
            except RuleInputError:
                self.add_error("value", _VALUE_MENDS[Operation(operation).is_percent])
        return data

    def order(self) -> RuleOrder:
        """The rule that was asked for."""
        data = self.cleaned_data
        per = data["per"] or ScenarioRule.Per.WHOLE
        return RuleOrder(data["operation"], self.selection(), data["value"], per, data["reason"])


class DraftForm(forms.Form):
    """What a scenario becomes, and the day its figures stand for."""

    stage = forms.ChoiceField(label=_("Tahap"))
    as_of = forms.DateField(
        label=_("Keadaan per"), widget=DAY, input_formats=DAY_FORMATS, error_messages=DAY_MENDS
    )

    def __init__(self, *args: Any, scenario: Scenario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["stage"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = stages_for(scenario)


class CompareScenariosForm(forms.Form):
    """Which two scenarios stand side by side."""

    a = forms.ChoiceField(label=_("Pertama"), required=False)
    b = forms.ChoiceField(label=_("Kedua"), required=False)

    def __init__(self, *args: Any, scenarios: Sequence[Scenario], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("a", "b"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [
                (row.code, f"{row.code} · {row.name} ({row.base.name})") for row in scenarios
            ]


def stages_for(scenario: Scenario) -> list[tuple[str, Any]]:
    """The stages a scenario may become."""
    stage = BudgetVersion.Stage
    if scenario.purpose == Scenario.Purpose.NEXT_YEAR:
        found = [stage.ORIGINAL]
    elif scenario.base.stage in {stage.AMENDED, stage.SHIFT_AFTER}:
        found = [stage.SHIFT_AFTER]
    else:
        found = [stage.SHIFT, stage.AMENDED]
    return [(row.value, row.label) for row in found]


_VALUE_MENDS: Final = {
    True: _("Tulis persennya dengan paling banyak dua angka di belakang koma, misalnya 12,5."),
    False: _("Tulis rupiahnya, misalnya 1.500.000.000."),
}


def value_of(operation: Operation, text: str) -> Decimal:
    """A value as its operation reads it; empty for a protection. Raises RuleInputError."""
    if operation is Operation.PROTECT and not text:
        return Decimal(0)
    if not operation.is_percent:
        return parse_rupiah(text)
    found = parse_decimal(text.rstrip("% "))
    if found != round(found, 2):
        raise RuleInputError("value", Problem.OUT_OF_RANGE, found)
    return found
