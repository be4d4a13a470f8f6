"""Parsing what a person types while preparing an agreement. No rule is decided here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sasando.agreements.access import UNDER_THE_MAYOR
from sasando.agreements.actions.items import ItemDraft, Quarters
from sasando.agreements.models import AgreementItem
from sasando.agreements.pages import REASON_LABELS
from sasando.core.fields import LARGEST, DecimalField
from sasando.rules.errors import RuleInputError
from sasando.rules.numerals import NumberStyle
from sasando.rules.targets import Target, parse_target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.agreements.models import Agreement

CHOOSE = ("", _("Pilih"))
NONE = ("", _("Tidak ada"))
QUARTER_FIELDS = ("quarter_1", "quarter_2", "quarter_3", "quarter_4")
DateInput = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class TargetField(forms.CharField):
    """A target as written: a number, a range, or a label ("80,5", "7 s.d. 8", "WTP")."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "maxlength": 60})
    default_error_messages = {
        "range": _("Angka ini terlalu besar atau terlalu kecil. Periksa kembali nolnya."),
        "target": _("“%(value)s” bukan target yang dikenal. Tulis misalnya 80,5, 7–8, atau WTP."),
    }

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return Target()
        try:
            target = parse_target(text, style=NumberStyle.INDONESIAN)
        except RuleInputError as failure:
            raise forms.ValidationError(
                self.error_messages["target"], code="target", params={"value": text[:40]}
            ) from failure
        if any(abs(value) > LARGEST for value in (target.value, target.upper) if value is not None):
            raise forms.ValidationError(self.error_messages["range"], code="range")
        return target

    def validate(self, value: Any) -> None:
        if value.is_blank and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")


class DraftForm(forms.Form):
    """For which post and year; the post is one of the unit chosen before."""

    unit = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    position = forms.ChoiceField(
        label=_("Jabatan"), error_messages={"required": _("Pilih jabatan yang berjanji.")}
    )
    year = forms.TypedChoiceField(label=_("Tahun"), coerce=int)

    def __init__(
        self, data: Any, *, unit_code: str, posts: Sequence[tuple[str, str]], running: int
    ) -> None:
        super().__init__(data, initial={"unit": unit_code})
        self.fields["position"].choices = [CHOOSE, *posts]  # type: ignore[attr-defined]
        years = [(year, str(year)) for year in (running, running + 1)]
        self.fields["year"].choices = years  # type: ignore[attr-defined]


class UnitChoice(forms.Form):
    """In which unit the post is; a GET form."""

    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, data: Any, *, units: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]


class TargetForm(forms.Form):
    """A target of the year, and if wanted of its quarters."""

    target = TargetField(
        label=_("Target"),
        help_text=_("Angka (80,5), rentang (7–8), atau predikat (WTP)."),
        error_messages={"required": _("Isi target.")},
    )
    quarter_1 = DecimalField(label=_("Target triwulan I"), required=False)
    quarter_2 = DecimalField(label=_("Target triwulan II"), required=False)
    quarter_3 = DecimalField(label=_("Target triwulan III"), required=False)
    quarter_4 = DecimalField(label=_("Target triwulan IV"), required=False)

    def quarters(self) -> Quarters:
        """The four quarterly targets, None where nothing was written."""
        data = self.cleaned_data
        return (data["quarter_1"], data["quarter_2"], data["quarter_3"], data["quarter_4"])

    def main_fields(self) -> list[forms.BoundField]:
        """Everything but the quarters, which few need."""
        return [field for field in self if field.name not in QUARTER_FIELDS]

    def quarter_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in QUARTER_FIELDS]

    @property
    def has_quarters(self) -> bool:
        """Whether a quarter is written or has to be mended, so that its fields are shown."""
        return any(self[name].value() or self[name].errors for name in QUARTER_FIELDS)


class ItemForm(TargetForm):
    """One promise. A dictionary choice is "objective:indicator"; both codes hold no colon.

    Below agency level an indicator in own words may stand instead, and an item of the superior may
    be served; what the tier does not allow is not asked.
    """

    supports = forms.ChoiceField(
        label=_("Mendukung butir atasan"),
        required=False,
        help_text=_("Butir perjanjian atasan Anda yang sudah berlaku."),
    )
    cascade = forms.ChoiceField(
        label=_("Cara mendukung"),
        required=False,
        choices=[NONE, *AgreementItem.Cascade.choices],
    )
    indicator = forms.ChoiceField(
        label=_("Sasaran dan indikator"),
        required=False,
        error_messages={
            "invalid_choice": _("Pilih indikator dari daftar yang belum ada di perjanjian ini."),
        },
    )
    own_indicator = forms.CharField(
        label=_("Atau indikator sendiri"), required=False, max_length=200
    )
    measure = forms.CharField(label=_("Satuan indikator sendiri"), required=False, max_length=60)
    objective = forms.ChoiceField(
        label=_("Sasaran rencana untuk indikator sendiri"),
        required=False,
        help_text=_("Tidak perlu bila mendukung butir atasan."),
    )
    statement = forms.CharField(
        label=_("Rumusan sasaran pada tingkat ini"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = [
        "supports", "cascade", "indicator", "own_indicator", "measure", "objective", "statement",
        "target", *QUARTER_FIELDS,
    ]  # fmt: skip

    def __init__(
        self,
        data: Any,
        *,
        agreement: Agreement,
        indicators: Sequence[tuple[str, Any]],
        supports: Sequence[tuple[str, str]] = (),
        objectives: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(data)
        self.fields["indicator"].choices = [CHOOSE, *indicators]  # type: ignore[attr-defined]
        self.fields["supports"].choices = [NONE, *supports]  # type: ignore[attr-defined]
        self.fields["objective"].choices = [CHOOSE, *objectives]  # type: ignore[attr-defined]
        if agreement.tier in UNDER_THE_MAYOR:
            for name in ("supports", "cascade", "own_indicator", "measure", "objective"):
                del self.fields[name]
            self.fields["indicator"].required = True
            self.fields["indicator"].error_messages["required"] = _(
                "Pilih indikator yang dijanjikan."
            )
        elif not supports:
            del self.fields["supports"], self.fields["cascade"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("supports") and not data.get("cascade"):
            self.add_error("cascade", _("Pilih cara mendukungnya: langsung atau tidak langsung."))
        return data

    def draft(self) -> ItemDraft:
        """What the action needs."""
        data = self.cleaned_data
        objective, _colon, indicator = data["indicator"].partition(":")
        return ItemDraft(
            target=data["target"],
            objective_code=objective or data.get("objective", ""),
            indicator_code=indicator,
            own_indicator=data.get("own_indicator", ""),
            measure=data.get("measure", ""),
            statement=data["statement"],
            supports_code=data.get("supports", ""),
            cascade=data.get("cascade", "") if data.get("supports") else "",
            quarters=self.quarters(),
        )


class BudgetLineForm(forms.Form):
    """One line of the second table; whole rupiah."""

    line_code = forms.CharField(label=_("Kode rekening kegiatan"), max_length=40)
    name = forms.CharField(label=_("Uraian"), max_length=500)
    amount = DecimalField(
        label=_("Anggaran (rupiah)"),
        smallest=0,
        places=0,
        error_messages={"required": _("Isi jumlah anggaran dalam rupiah.")},
    )
    funding = forms.CharField(label=_("Sumber dana"), max_length=120, required=False)


class ProposeForm(forms.Form):
    """When the budget document was authorised, if that is known."""

    budget_authorised_on = forms.DateField(
        label=_("DPA atau DPPA disahkan tanggal"),
        required=False,
        widget=DateInput,
        help_text=_("Kosongkan bila sudah dicatat untuk perangkat daerah atau kota."),
        error_messages={"invalid": _("Tulis tanggal seperti 2026-01-05, atau kosongkan.")},
    )


class ReviseForm(forms.Form):
    """One of the three legal grounds, and why."""

    reason = forms.ChoiceField(
        label=_("Alasan perubahan"),
        widget=forms.RadioSelect,
        choices=[(reason.value, label) for reason, label in REASON_LABELS.items()],
        error_messages={"required": _("Pilih satu dari tiga alasan.")},
    )
    note = forms.CharField(
        label=_("Penjelasan"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Jelaskan apa yang berubah dan mengapa.")},
    )
    budget_authorised_on = forms.DateField(
        label=_("DPPA disahkan tanggal"),
        required=False,
        widget=DateInput,
        help_text=_("Untuk perubahan strategi atau anggaran; batas tanda tangan satu bulan."),
        error_messages={"invalid": _("Tulis tanggal seperti 2026-10-10.")},
    )


class BudgetDateForm(forms.Form):
    """When the DPA or DPPA of the city or of an agency was authorised."""

    year = forms.TypedChoiceField(label=_("Tahun"), coerce=int)
    kind = forms.ChoiceField(
        label=_("Dokumen"), choices=[("DPA", "DPA"), ("DPPA", _("DPPA (perubahan)"))]
    )
    unit = forms.ChoiceField(label=_("Berlaku untuk"), required=False)
    authorised_on = forms.DateField(
        label=_("Disahkan tanggal"),
        widget=DateInput,
        error_messages={
            "required": _("Isi tanggal pengesahannya."),
            "invalid": _("Tulis tanggal seperti 2026-01-05."),
        },
    )
    number = forms.CharField(label=_("Nomor dokumen"), max_length=80, required=False)

    def __init__(self, data: Any, *, running: int, units: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        years = [(year, str(year)) for year in (running, running + 1, running - 1)]
        self.fields["year"].choices = years  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", _("Seluruh kota")), *units]  # type: ignore[attr-defined]
