"""Figures and states of indicators as words of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasando.rules.achievement import Polarity, ZeroTarget
from sasando.rules.aggregation import Aggregation, EntryMode
from sasando.rules.numerals import format_decimal, format_percent
from sasando.rules.registry import Status

from .models import Measurement
from .scales import label_at, scale_of

if TYPE_CHECKING:
    from decimal import Decimal

    from .judging import Goal, Judged
    from .models import Indicator

MISSING = "–"
POLARITIES = {
    Polarity.HIGHER: "Semakin tinggi semakin baik",
    Polarity.LOWER_LINEAR: "Semakin rendah semakin baik",
    Polarity.LOWER_RATIO: "Semakin rendah semakin baik (rasio)",
    Polarity.RANGE_HIGHER: "Di dalam rentang; di luarnya semakin tinggi semakin baik",
    Polarity.RANGE_LOWER: "Di dalam rentang; di luarnya semakin rendah semakin baik",
    Polarity.STABILISE: "Stabil: menyimpang ke dua arah sama buruknya",
    Polarity.MAXIMUM_ALLOWED: "Tidak melampaui batas",
    Polarity.MINIMUM_REQUIRED: "Tidak kurang dari batas",
    Polarity.MILESTONE: "Tercapai atau belum",
    Polarity.PREDICATE: "Predikat; semakin tinggi semakin baik",
}
AGGREGATIONS = {
    Aggregation.SUM: "Triwulan dijumlahkan",
    Aggregation.LAST: "Triwulan terakhir",
    Aggregation.AVERAGE: "Rata-rata triwulan",
    Aggregation.RATIO_OF_SUMS: "Jumlah pembilang dibagi jumlah penyebut",
    Aggregation.MAX: "Nilai tertinggi",
    Aggregation.MIN: "Nilai terendah",
    Aggregation.ANNUAL_ONLY: "Sekali setahun",
}
ENTRY_MODES = {
    EntryMode.PERIODIC: "Angka triwulan itu sendiri",
    EntryMode.RUNNING_TOTAL: "Jumlah sejak awal tahun",
}
ZERO_TARGETS = {
    ZeroTarget.EXCLUDE: "Tidak dinilai, tidak ikut rata-rata",
    ZeroTarget.COUNT_AS_ZERO: "Dihitung nol",
}
TONES = {
    Measurement.State.LOADED: "neutral",
    Measurement.State.DRAFT: "local",
    Measurement.State.SUBMITTED: "neutral",
    Measurement.State.VERIFIED: "good",
    Measurement.State.RETURNED: "attention",
}
STATES = {
    Status.OK: "terhitung",
    Status.NOT_REPORTED: "belum dilaporkan",
    Status.NOT_YET_RELEASED: "belum rilis",
    Status.TARGET_MISSING: "target belum ditetapkan",
    Status.TARGET_ZERO: "target nol",
    Status.NOT_APPLICABLE: "tidak berlaku",
    Status.INVALID: "tidak dapat dinilai",
}


def figure_text(indicator: Indicator, value: Decimal | None) -> str:
    """A figure with the indicator's decimals, or its label on a scale, without the unit."""
    if value is None:
        return MISSING
    scale = scale_of(indicator)
    if scale is not None:
        return label_at(scale, value) or MISSING
    return format_decimal(value, indicator.decimals)


def goal_text(indicator: Indicator, goal: Goal | None) -> str:
    """A target, with an en dash between the ends of a range."""
    if goal is None:
        return MISSING
    text = figure_text(indicator, goal.value)
    return text if goal.upper is None else f"{text}–{figure_text(indicator, goal.upper)}"


def judged_text(judged: Judged) -> str:
    """An achievement in percent, or why there is none."""
    return STATES[judged.status] if judged.value is None else format_percent(judged.value.value)
