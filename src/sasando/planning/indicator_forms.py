"""Parsing what is typed about definitions, targets, verification and reopening; no rule is here."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sasando.core.fields import DecimalField
from sasando.organization.models import CODE, Duty, Position, Unit
from sasando.rules.achievement import Polarity
from sasando.rules.errors import RuleInputError
from sasando.rules.numerals import NumberStyle, parse_decimal

from .actions.dictionary import RANGES, Definition, Place, Target
from .forms import FigureField, read_as
from .models import Indicator, MeasurementDecision, Objective, PriorityAgenda
from .periods import ROMAN, Span
from .readings import trimmed
from .scales import label_at, scale_of
from .shown import AGGREGATIONS, ENTRY_MODES, POLARITIES, ZERO_TARGETS
from .sources import all_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

LONG = {"rows": 3}
QUARTERS = [("0", _("Setahun penuh")), *((str(n), f"Triwulan {ROMAN[n]}") for n in range(1, 5))]
NOTHING = [("", "–")]
SECTIONS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("Apa yang diukur"), ("code", "name", "definition", "level_type", "measure", "unit_type",
                            "decimals", "scale")),
    (_("Cara mengukur"), ("formula", "numerator_definition", "denominator_definition",
                          "data_source", "collection_method", "frequency", "release_lag",
                          "source_code")),
    (_("Cara menilai"), ("polarity", "aggregation", "entry_mode", "display_cap", "zero_target")),
    (_("Kondisi awal"), ("baseline_year", "baseline")),
    (_("Penempatan"), ("objective", "agenda", "owner", "owner_position")),
    (_("Perubahan"), ("reason",)),
)  # fmt: skip


def _choices(words: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(value.value, said) for value, said in words.items()]


class DefinitionForm(forms.Form):
    """Everything the dictionary says of an indicator, in sections."""

    code = forms.CharField(
        label=_("Kode"), max_length=40, validators=[CODE], help_text=_("Misalnya IKU-SAMPAH.")
    )
    name = forms.CharField(label=_("Nama indikator"), max_length=200)
    definition = forms.CharField(label=_("Definisi operasional"), widget=forms.Textarea(LONG))
    level_type = forms.ChoiceField(label=_("Jenis"), choices=Indicator.LevelType.choices)
    measure = forms.CharField(label=_("Satuan"), max_length=60, help_text=_("Seperti dicetak."))
    unit_type = forms.ChoiceField(label=_("Jenis satuan"), choices=Indicator.UnitType.choices)
    decimals = forms.TypedChoiceField(
        label=_("Angka di belakang koma"), coerce=int, choices=[(n, str(n)) for n in range(5)]
    )
    scale = forms.ChoiceField(
        label=_("Skala predikat"), required=False, choices=[*NOTHING, *Indicator.Scale.choices]
    )
    formula = forms.CharField(label=_("Rumus"), required=False, widget=forms.Textarea(LONG))
    numerator_definition = forms.CharField(
        label=_("Arti pembilang"), required=False, max_length=300,
        help_text=_("Wajib bila triwulan digabung dari pembilang dan penyebut."),
    )  # fmt: skip
    denominator_definition = forms.CharField(
        label=_("Arti penyebut"), required=False, max_length=300
    )
    data_source = forms.CharField(label=_("Sumber data"), max_length=200)
    collection_method = forms.CharField(
        label=_("Cara mengumpulkan data"), widget=forms.Textarea(LONG)
    )
    frequency = forms.ChoiceField(label=_("Frekuensi"), choices=Indicator.Frequency.choices)
    release_lag = forms.IntegerField(
        label=_("Jeda terbit (hari)"), min_value=0, max_value=1000, initial=0,
        help_text=_("0 bila angkanya langsung ada. BPS terbit berbulan-bulan kemudian."),
    )  # fmt: skip
    source_code = forms.ChoiceField(
        label=_("Diukur sistem"), required=False,
        help_text=_("Bila dipilih, angkanya tidak diketik."),
    )  # fmt: skip
    polarity = forms.ChoiceField(label=_("Arah yang baik"), choices=_choices(POLARITIES))
    aggregation = forms.ChoiceField(
        label=_("Dari triwulan menjadi tahun"), choices=_choices(AGGREGATIONS)
    )
    entry_mode = forms.ChoiceField(label=_("Cara mengisi"), choices=_choices(ENTRY_MODES))
    display_cap = DecimalField(
        places=2, smallest=0, label=_("Batas atas capaian (%)"), required=False,
        help_text=_("Kosong berarti mengikuti kebijakan kota."),
    )  # fmt: skip
    zero_target = forms.ChoiceField(
        label=_("Arti target nol"), required=False,
        choices=[("", _("Mengikuti kebijakan kota")), *_choices(ZERO_TARGETS)],
    )  # fmt: skip
    baseline_year = forms.IntegerField(
        label=_("Tahun"), required=False, min_value=1990, max_value=2100
    )
    baseline = forms.CharField(
        label=_("Nilai"), required=False, max_length=40,
        help_text=_("Angka dengan koma desimal, atau label predikatnya."),
    )  # fmt: skip
    objective = forms.ChoiceField(label=_("Sasaran"), required=False)
    agenda = forms.ChoiceField(label=_("Agenda prioritas"), required=False)
    owner = forms.ChoiceField(label=_("Unit penanggung jawab"), required=False)
    owner_position = forms.ChoiceField(
        label=_("Jabatan penanggung jawab"), required=False,
        help_text=_("Pemegang jabatan ini juga dapat mencatat angkanya."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Alasan perubahan"), required=False, max_length=1000,
        widget=forms.Textarea(LONG),
        help_text=_("Wajib bila definisi atau cara menilai berubah. Yang lama tetap tersimpan."),
    )  # fmt: skip

    def __init__(self, data: Any, *, row: Indicator | None, today: date) -> None:
        super().__init__(data, initial=None if row is None else _initial(row))
        if row is not None:
            del self.fields["code"]
        else:
            del self.fields["reason"]
        choices: dict[str, Iterable[tuple[str, str]]] = {
            "source_code": [(source.code, source.label) for source in all_sources()],
            "objective": [(o.code, f"{o.code}: {o.text}") for o in Objective.objects.all()],
            "agenda": [(str(a.number), a.name) for a in PriorityAgenda.objects.all()],
            "owner": Unit.objects.current(today).order_by("name").values_list("code", "name"),
            "owner_position": _positions(row),
        }
        for name, options in choices.items():
            self.fields[name].choices = [*NOTHING, *options]  # type: ignore[attr-defined]

    def sections(self) -> Iterator[tuple[Any, list[forms.BoundField]]]:
        """The fields under their headings, in the order people think of them."""
        for heading, names in SECTIONS:
            found = [self[name] for name in names if name in self.fields]
            if found:
                yield heading, found

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        text = data.get("baseline", "").strip()
        data["baseline_value"] = None
        if text:
            scale = scale_of(Indicator(scale=data.get("scale", "")))
            try:
                data["baseline_value"] = (
                    parse_decimal(text, style=NumberStyle.INDONESIAN)
                    if scale is None
                    else scale.score(text.upper(), "baseline")
                )
            except RuleInputError:
                self.add_error("baseline", _("Tulis angka seperti 66,44, atau label skalanya."))
        return data

    def definition_typed(self) -> Definition:
        """What was typed, for the action. The form must be valid."""
        names = [part.name for part in fields(Definition)]
        return Definition(**{name: self.cleaned_data[name] for name in names})

    def place(self) -> Place:
        """Where the indicator belongs. The form must be valid."""
        return Place(**{part.name: self.cleaned_data[part.name] for part in fields(Place)})


def _positions(row: Indicator | None) -> list[tuple[str, str]]:
    """Posts that lead something, and the one that answers for it today."""
    leading = Position.objects.exclude(duty=Duty.STAFF).order_by("title")
    found = [(post.code, f"{post.title} ({post.code})") for post in leading]
    own = row.owner_position if row is not None else None
    if own is not None and own.duty == Duty.STAFF:
        found.append((own.code, f"{own.title} ({own.code})"))
    return found


def _initial(row: Indicator) -> dict[str, Any]:
    said = {part.name: getattr(row, part.name) for part in fields(Definition)}
    links = {
        "objective": row.objective.code if row.objective else "",
        "agenda": str(row.agenda.number) if row.agenda else "",
        "owner": row.owner.code if row.owner else "",
        "owner_position": row.owner_position.code if row.owner_position else "",
        "source_code": row.source_code,
    }
    return {**said, **links, "baseline": _typed(row, row.baseline_value),
            "display_cap": _typed(Indicator(), row.display_cap)}  # fmt: skip


def _typed(row: Indicator, value: Any) -> str:
    """A figure as it would be typed into its field."""
    if value is None:
        return ""
    scale = scale_of(row)
    if scale is not None:
        return label_at(scale, value) or ""
    return f"{trimmed(value):f}".replace(".", ",")


class TargetForm(forms.Form):
    """The target of one period with the document it rests on."""

    year = forms.TypedChoiceField(label=_("Tahun"), coerce=int)
    quarter = forms.TypedChoiceField(label=_("Periode"), coerce=int, choices=QUARTERS)
    value = FigureField(places=4, label=_("Target"))
    upper = FigureField(places=4, label=_("Batas atas"))
    basis = forms.CharField(
        label=_("Dasar"), max_length=200, help_text=_("Nama dokumennya, misalnya RKPD 2027.")
    )
    reason = forms.CharField(
        label=_("Alasan perubahan"), required=False, max_length=1000,
        widget=forms.Textarea(LONG),
        help_text=_("Wajib bila target periode ini sudah ada. Yang lama tetap tersimpan."),
    )  # fmt: skip

    def __init__(
        self, data: Any, *, indicator: Indicator, years: Iterable[int], **given: Any
    ) -> None:
        super().__init__(data, **given)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        if Polarity(indicator.polarity) not in RANGES:
            del self.fields["upper"]
        else:
            self.fields["value"].label = _("Batas bawah")
        read_as(self, indicator)
        scale = scale_of(indicator)
        if scale is not None:
            self.fields["value"] = forms.TypedChoiceField(
                label=_("Predikat"),
                coerce=lambda label: scale.score(label, "value"),
                choices=[(label, label) for label in scale.labels],
            )

    def target(self) -> Target:
        """What was typed, for the action. The form must be valid."""
        data = self.cleaned_data
        span = Span(data["year"], data["quarter"])
        return Target(span, data["value"], data["basis"], data.get("upper"))


class DecisionForm(forms.Form):
    """What a second person found of the version he read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        label=_("Putusan"), choices=MeasurementDecision.Verdict.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Catatan"), required=False, max_length=1000, widget=forms.Textarea(LONG),
        help_text=_("Wajib bila dikembalikan: apa yang perlu diperbaiki."),
    )  # fmt: skip


class ReopeningForm(forms.Form):
    """The leaders' written exception."""

    reason = forms.CharField(
        label=_("Alasan"), max_length=1000, widget=forms.Textarea(LONG),
        help_text=_("Tercantum selamanya di halaman indikator."),
    )  # fmt: skip
    until = forms.DateField(
        label=_("Terbuka sampai akhir hari"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
