"""From quarters to the year: which realisation and which target stand for the year so far.

Two figures are always published: to date (against the targets of the reported quarters) and
toward the year (against the annual target). Blank is not zero. The year to date is the reported
quarters, never the wall clock. Sources: practice of regional measurement sheets [V]; the rules
where practice contradicts itself [D].
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final

from sasando.rules.achievement import (
    DEFAULT_POLICY,
    HUNDRED,
    JUDGING_ARGUMENTS,
    ZERO,
    Achievement,
    AchievementPolicy,
    Blank,
    Polarity,
    achievement,
)
from sasando.rules.arguments import DECIMAL, INTEGER, Argument, choice, list_of, record
from sasando.rules.bands import FIVE_BANDS, BandSet
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import format_decimal, round_half_up
from sasando.rules.registry import Mark, Outcome, Status, Step, rule


class Aggregation(StrEnum):
    """How quarters become a year."""

    SUM = "SUM"
    LAST = "LAST"
    AVERAGE = "AVERAGE"
    RATIO_OF_SUMS = "RATIO_OF_SUMS"
    MAX = "MAX"
    MIN = "MIN"
    ANNUAL_ONLY = "ANNUAL_ONLY"


class EntryMode(StrEnum):
    """Whether an office types each quarter's own figure or the running total of the year."""

    PERIODIC = "PERIODIC"
    RUNNING_TOTAL = "RUNNING_TOTAL"


@dataclass(frozen=True)
class Quarter:
    """Target and realisation of one quarter; for RATIO_OF_SUMS the parts of the ratio."""

    number: int
    target: Decimal | None = None
    realisation: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    def __post_init__(self) -> None:
        if self.number not in range(1, 5):
            raise RuleInputError("number", Problem.OUT_OF_RANGE, self.number)
        if (self.numerator is None) != (self.denominator is None):
            missing = "numerator" if self.numerator is None else "denominator"
            raise RuleInputError(missing, Problem.REQUIRED)
        if self.denominator is not None and self.denominator < 0:
            raise RuleInputError("denominator", Problem.OUT_OF_RANGE, self.denominator)


@dataclass(frozen=True)
class YearSoFar:
    """The realisation that stands for the year so far, and both targets to hold it against."""

    realisation: Decimal | None
    target_to_date: Decimal | None
    annual_target: Decimal | None
    reported_quarters: tuple[int, ...]


@dataclass(frozen=True)
class YearAchievement:
    """The two published figures, each with its own status and steps."""

    so_far: YearSoFar
    to_date: Outcome[Achievement | None]
    toward_annual: Outcome[Achievement | None]


_CLAUSE = "Kaidah penggabungan triwulan [D]"
_LEVELS: Final = (Aggregation.AVERAGE, Aggregation.MAX, Aggregation.MIN)
_TOTALLED: Final = {
    Aggregation.SUM: ("realisation",),
    Aggregation.RATIO_OF_SUMS: ("numerator", "denominator"),
}
_TITLES: Final = {
    Aggregation.SUM: "Jumlah triwulan terlapor",
    Aggregation.LAST: "Triwulan terlapor terakhir",
    Aggregation.AVERAGE: "Rata-rata triwulan terlapor",
    Aggregation.RATIO_OF_SUMS: "Jumlah pembilang / jumlah penyebut × 100",
    Aggregation.MAX: "Nilai tertinggi yang terlapor",
    Aggregation.MIN: "Nilai terendah yang terlapor",
    Aggregation.ANNUAL_ONLY: "Hanya nilai tahunan (triwulan IV)",
}
_YEAR_ARGUMENTS: Final = (
    Argument("aggregation", choice(Aggregation), "Cara menggabungkan triwulan"),
    Argument(
        "quarters",
        list_of(
            record(
                Quarter,
                Argument("number", INTEGER, "Nomor triwulan, 1–4"),
                Argument("target", DECIMAL, "Target triwulan", None),
                Argument("realisation", DECIMAL, "Realisasi; kosong bukan nol", None),
                Argument("numerator", DECIMAL, "Pembilang untuk RATIO_OF_SUMS", None),
                Argument("denominator", DECIMAL, "Penyebut untuk RATIO_OF_SUMS", None),
            )
        ),
        "Triwulan yang ada targetnya atau laporannya",
    ),
    Argument("annual_target", DECIMAL, "Target tahunan; kosong berarti diturunkan", None),
    Argument("entry_mode", choice(EntryMode), "Cara mengisi realisasi", EntryMode.PERIODIC),
    Argument("target_mode", choice(EntryMode), "Cara mengisi target", EntryMode.PERIODIC),
)
_EXAMPLE_QUARTERS: Final = [
    {"number": 1, "target": "10", "realisation": "8"},
    {"number": 2, "target": "20", "realisation": "22"},
    {"number": 3, "target": "30", "realisation": "28"},
    {"number": 4, "target": "40"},
]


@rule(
    "aggregation",
    title="Realisasi sampai dengan triwulan terlapor",
    source="Lembar pengukuran kinerja daerah; kosong bukan nol",
    mark=Mark.VERIFIED,
    arguments=_YEAR_ARGUMENTS,
    example={"aggregation": "SUM", "quarters": _EXAMPLE_QUARTERS},
)
def aggregate(
    *,
    aggregation: Aggregation,
    quarters: Sequence[Quarter],
    annual_target: Decimal | None = None,
    entry_mode: EntryMode = EntryMode.PERIODIC,
    target_mode: EntryMode = EntryMode.PERIODIC,
) -> Outcome[YearSoFar]:
    """The year so far; NOT_REPORTED without a figure, NOT_APPLICABLE for a ratio over nothing.

    Without `annual_target` it is derived where the quarters say it (SUM: all four, LAST and
    ANNUAL_ONLY: the fourth, AVERAGE: mean of all four). Raises RuleInputError for a quarter given
    twice, a running total that falls, or running totals of an average, highest or lowest value.
    """
    sheet = _Sheet(aggregation, tuple(quarters), entry_mode, target_mode)
    annual = sheet.derived_annual() if annual_target is None else annual_target
    numbers = tuple(quarter.number for quarter in sheet.reported())
    title = _TITLES[aggregation]
    if not numbers:
        step = Step(title, "belum ada laporan", "–", _CLAUSE)
        return Outcome(YearSoFar(None, None, annual, ()), Status.NOT_REPORTED, (step,))
    realised = sheet.realised()
    so_far = YearSoFar(realised, sheet.target_to_date(annual), annual, numbers)
    if realised is None:
        step = Step(title, "penyebut nol", "tidak dinilai", _CLAUSE)
        return Outcome(so_far, Status.NOT_APPLICABLE, (step,))
    shown = ", ".join(f"TW {number}" for number in numbers)
    step = Step(title, shown, _shown(realised), _CLAUSE)
    return Outcome(so_far, Status.OK, (step, _target_step(so_far)))


@rule(
    "year-achievement",
    title="Capaian sampai triwulan ini dan terhadap target tahun",
    source="Lembar pengukuran kinerja daerah; dua angka selalu ditampilkan",
    mark=Mark.VERIFIED,
    arguments=(
        Argument("polarity", choice(Polarity), "Arah dan rumus penilaian"),
        *_YEAR_ARGUMENTS,
        Argument("blank", choice(Blank), "Sebab realisasi kosong", Blank.NOT_REPORTED),
        *JUDGING_ARGUMENTS,
    ),
    example={"polarity": "HIGHER", "aggregation": "SUM", "quarters": _EXAMPLE_QUARTERS},
)
def year_achievement(
    *,
    polarity: Polarity,
    aggregation: Aggregation,
    quarters: Sequence[Quarter],
    annual_target: Decimal | None = None,
    entry_mode: EntryMode = EntryMode.PERIODIC,
    target_mode: EntryMode = EntryMode.PERIODIC,
    blank: Blank = Blank.NOT_REPORTED,
    policy: AchievementPolicy = DEFAULT_POLICY,
    bands: BandSet = FIVE_BANDS,
) -> Outcome[YearAchievement]:
    """Both published figures of an indicator with point targets.

    Raises RuleInputError as aggregate does, and for range targets: they have two edges and are
    judged with `achievement` alone. Source: two figures always, section 3.3 of the practice [V].
    """
    if polarity in (Polarity.RANGE_HIGHER, Polarity.RANGE_LOWER):
        raise RuleInputError("polarity", Problem.NOT_ALLOWED_HERE, polarity)
    year = aggregate(
        aggregation=aggregation,
        quarters=quarters,
        annual_target=annual_target,
        entry_mode=entry_mode,
        target_mode=target_mode,
    )
    why_blank = Blank.NOT_APPLICABLE if year.status is Status.NOT_APPLICABLE else blank

    def judged(target: Decimal | None) -> Outcome[Achievement | None]:
        return achievement(
            polarity=polarity,
            target=target,
            realisation=year.value.realisation,
            blank=why_blank,
            policy=policy,
            bands=bands,
        )

    so_far = year.value
    figures = YearAchievement(so_far, judged(so_far.target_to_date), judged(so_far.annual_target))
    return Outcome(figures, year.status, year.steps)


@dataclass(frozen=True)
class _Sheet:
    """The quarters of one indicator, in order, with the way they were typed."""

    aggregation: Aggregation
    quarters: tuple[Quarter, ...]
    entry_mode: EntryMode
    target_mode: EntryMode

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.quarters, key=lambda quarter: quarter.number))
        object.__setattr__(self, "quarters", ordered)
        for earlier, later in pairwise(ordered):
            if earlier.number == later.number:
                raise RuleInputError("quarters", Problem.DUPLICATE, later.number)
        if self.entry_mode is EntryMode.RUNNING_TOTAL:
            self._refuse_wrong_totals()

    def _refuse_wrong_totals(self) -> None:
        if self.aggregation in _LEVELS:
            raise RuleInputError("entry_mode", Problem.NOT_ALLOWED_HERE, self.entry_mode)
        for name in _TOTALLED.get(self.aggregation, ()):
            filled = [q for q in self.quarters if getattr(q, name) is not None]
            for earlier, later in pairwise(filled):
                if getattr(later, name) < getattr(earlier, name):
                    field = f"quarters.{later.number}.{name}"
                    raise RuleInputError(field, Problem.RUNNING_TOTAL_FALLS, getattr(later, name))

    def reported(self) -> tuple[Quarter, ...]:
        """The quarters with a report; a reported zero is a report."""
        if self.aggregation is Aggregation.RATIO_OF_SUMS:
            return tuple(q for q in self.quarters if q.denominator is not None)
        first = 4 if self.aggregation is Aggregation.ANNUAL_ONLY else 1
        return tuple(q for q in self.quarters if q.number >= first and q.realisation is not None)

    def realised(self) -> Decimal | None:
        """The one realisation of the reported quarters; None for a ratio over nothing."""
        used = self.reported()
        if self.entry_mode is EntryMode.RUNNING_TOTAL:
            used = used[-1:]
        if self.aggregation is Aggregation.RATIO_OF_SUMS:
            return _ratio(used)
        values = [q.realisation for q in used if q.realisation is not None]
        match self.aggregation:
            case Aggregation.SUM:
                return sum(values, ZERO)
            case Aggregation.AVERAGE:
                return sum(values, ZERO) / len(values)
            case Aggregation.MAX:
                return max(values)
            case Aggregation.MIN:
                return min(values)
        return values[-1]

    def target_to_date(self, annual: Decimal | None) -> Decimal | None:
        """The target of the reported quarters.

        A running total covers every quarter up to the last one reported, also a skipped one, so
        its target does as well [D].
        """
        numbers = [quarter.number for quarter in self.reported()]
        if self.aggregation is Aggregation.LAST:
            return self._target(numbers[-1])
        if self.aggregation is Aggregation.AVERAGE:
            total = self._total_target(numbers)
            return annual if total is None else total / len(numbers)
        if self.aggregation is not Aggregation.SUM:
            return annual
        if self.target_mode is EntryMode.RUNNING_TOTAL:
            return self._target(numbers[-1])
        if self.entry_mode is EntryMode.RUNNING_TOTAL:
            return self._total_target(range(1, numbers[-1] + 1))
        return self._total_target(numbers)

    def derived_annual(self) -> Decimal | None:
        """The annual target, where the quarters say it."""
        if self.aggregation in (Aggregation.LAST, Aggregation.ANNUAL_ONLY):
            return self._target(4)
        if self.aggregation is Aggregation.SUM:
            is_total = self.target_mode is EntryMode.RUNNING_TOTAL
            return self._target(4) if is_total else self._total_target(range(1, 5))
        if self.aggregation is Aggregation.AVERAGE:
            total = self._total_target(range(1, 5))
            return None if total is None else total / 4
        return None

    def _target(self, number: int) -> Decimal | None:
        return next((q.target for q in self.quarters if q.number == number), None)

    def _total_target(self, numbers: Iterable[int]) -> Decimal | None:
        """The sum of these quarters' targets, or nothing when one of them is missing."""
        total = ZERO
        for number in numbers:
            target = self._target(number)
            if target is None:
                return None
            total += target
        return total


def _ratio(quarters: Sequence[Quarter]) -> Decimal | None:
    numerator = sum((q.numerator for q in quarters if q.numerator is not None), ZERO)
    denominator = sum((q.denominator for q in quarters if q.denominator is not None), ZERO)
    return numerator * HUNDRED / denominator if denominator else None


def _shown(value: Decimal | None) -> str:
    """A figure for a step: every typed decimal, at most four of a computed one."""
    if value is None:
        return "–"
    rounded = round_half_up(value, 4)
    return format_decimal(value if value == rounded else rounded)


def _target_step(so_far: YearSoFar) -> Step:
    to_date, annual = _shown(so_far.target_to_date), _shown(so_far.annual_target)
    return Step("Target pembanding", f"sampai triwulan ini {to_date}", f"tahun {annual}", _CLAUSE)
