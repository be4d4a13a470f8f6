"""Where the payments of an agency, programme or sub-activity stand, computed from sums alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from sasando.core.policies import value_on
from sasando.rules.absorption import (
    Absorption,
    EarlyWarning,
    WarningLimits,
    Work,
    absorption,
    physical_progress,
)
from sasando.rules.forecast import Method, mean_error, usual_share, year_end_forecast
from sasando.rules.numerals import round_half_up

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sasando.rules.forecast import Forecast

ZERO: Final = Decimal(0)
HUNDRED: Final = Decimal(100)
MONTHS: Final = 12
LIMITS: Final = "batas-peringatan-dini"
# From the gravest; grey stands last: without a plan nothing is known.
GRAVITY: Final = {
    EarlyWarning.RED: 0,
    EarlyWarning.ORANGE: 1,
    EarlyWarning.YELLOW: 2,
    EarlyWarning.GREEN: 3,
    EarlyWarning.GREY: 4,
}


def closed_months(year: int, day: date) -> int:
    """How many months of a year are over on a day in the city, 0 to 12."""
    if day.year != year:
        return MONTHS if day.year > year else 0
    return day.month - 1


def limits_on(day: date) -> WarningLimits:
    """The limits of the warning classes in force on a day. Raises PolicyMissing."""
    value = value_on(LIMITS, day)
    return WarningLimits(*(Decimal(value[name]) for name in ("hijau", "kuning", "jingga")))


def _year() -> list[Decimal]:
    return [ZERO] * MONTHS


@dataclass
class Flow:
    """Rupiah of one place: its ceiling, cash plan and payments by month."""

    ceiling: Decimal = ZERO
    plan: list[Decimal] = field(default_factory=_year)
    paid: list[Decimal] = field(default_factory=_year)

    def take(self, other: Flow) -> None:
        """Take in the rupiah of a part."""
        self.ceiling += other.ceiling
        for month in range(MONTHS):
            self.plan[month] += other.plan[month]
            self.paid[month] += other.paid[month]

    @property
    def planned_year(self) -> Decimal:
        """The cash plan of the whole year."""
        return sum(self.plan, ZERO)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever budgeted, planned or paid here."""
        return not (self.ceiling or any(self.plan) or any(self.paid))


@dataclass
class Sums(Flow):
    """All expenditure of one place, and the work done by ceiling.

    `capital` is the part of it that is belanja modal (5.2). `committed` is what contracts and
    salaries still bind, None where no contract is recorded.
    """

    works: list[Work] = field(default_factory=list)
    committed: Decimal | None = None
    capital: Flow = field(default_factory=Flow)

    def add(self, other: Sums) -> None:
        """Take in the sums of a part."""
        self.take(other)
        self.capital.take(other.capital)
        self.works += other.works
        if other.committed is not None:
            self.committed = (self.committed or ZERO) + other.committed

    @property
    def told(self) -> Decimal:
        """The ceilings of the sub-activities whose progress was told."""
        return sum((work.ceiling for work in self.works), ZERO)

    @property
    def done(self) -> Decimal:
        """The rupiah's worth of work done: ceilings times progress, to the sen."""
        worth = sum((work.ceiling * work.progress for work in self.works), ZERO)
        return round_half_up(worth / HUNDRED)


@dataclass(frozen=True)
class Point:
    """A month of an S-curve: cumulative plan and payments; `paid` is None while it is not over."""

    month: int
    planned: Decimal | None
    paid: Decimal | None


@dataclass(frozen=True)
class Standing:
    """Where one place stands at the end of the last closed month. Money in rupiah.

    `absorption` is None without a ceiling. `physical` is the progress weighted by ceiling over
    those sub-activities that told any: `done` of `told` rupiah, whose share of the ceiling is
    `physical_share`. `usual_share` (percent) and `committed` (rupiah) are what two of the
    forecasts rest on. `capital` is the same of belanja modal alone, None where there is none.
    `paid_since` are payments recorded after that month: in no percentage, but paid all the same.
    """

    code: str
    name: str
    ceiling: Decimal
    paid: Decimal
    planned: Decimal | None
    absorption: Absorption | None
    physical: Decimal | None
    physical_share: Decimal | None
    forecasts: Sequence[Forecast]
    curve: Sequence[Point]
    closed: int
    told: Decimal = ZERO
    done: Decimal = ZERO
    usual_share: Decimal | None = None
    committed: Decimal | None = None
    capital: Standing | None = None
    paid_since: Decimal = ZERO

    @property
    def warning(self) -> EarlyWarning:
        """The warning class; grey where nothing can be compared."""
        return self.absorption.warning if self.absorption else EarlyWarning.GREY

    @property
    def gap(self) -> Decimal | None:
        """Work done less money paid, in percentage points, over the same sub-activities' place."""
        if self.physical is None or self.absorption is None:
            return None
        return self.physical - self.absorption.percent

    @property
    def left(self) -> Decimal:
        """What is not paid of the ceiling."""
        return self.ceiling - self.paid

    @property
    def left_today(self) -> Decimal:
        """What is not paid of the ceiling when the running month is counted too."""
        return self.left - self.paid_since

    @property
    def behind(self) -> Decimal | None:
        """What should have been paid by the plan and was not; zero when ahead."""
        return None if self.planned is None else max(self.planned - self.paid, ZERO)

    @property
    def unspent(self) -> tuple[Decimal, Decimal] | None:
        """The least and the most that will stay unpaid by the forecasts; None without any."""
        found = [row.amount for row in self.forecasts if row.amount is not None]
        return (self.ceiling - max(found), self.ceiling - min(found)) if found else None

    @property
    def order(self) -> tuple[int, Decimal, str]:
        """Sorts the worst relative to the plan first."""
        ratio = self.absorption.ratio if self.absorption else None
        return (GRAVITY[self.warning], ratio if ratio is not None else ZERO, self.code)


def standing_of(
    sums: Sums,
    closed: int,
    limits: WarningLimits,
    *,
    named: tuple[str, str] = ("", ""),
    share: Decimal | None = None,
) -> Standing:
    """A place, named by code and name, judged at the end of month `closed`.

    `share` is the usual share of the year reached by then (`usual_share`).
    """
    paid = sum(sums.paid[:closed], ZERO)
    planned = sum(sums.plan[:closed], ZERO) if sums.planned_year else None
    found = absorption(sums.ceiling, paid, planned, limits).value
    told = sums.told
    return Standing(
        code=named[0],
        name=named[1],
        ceiling=sums.ceiling,
        paid=paid,
        planned=planned,
        absorption=found,
        physical=physical_progress(sums.works).value,
        physical_share=round_half_up(told * HUNDRED / sums.ceiling) if sums.ceiling else None,
        forecasts=forecasts_of(sums, closed, share),
        curve=curve_of(sums, closed),
        closed=closed,
        told=told,
        done=sums.done,
        usual_share=share,
        committed=sums.committed,
        capital=_capital_of(sums, closed, limits),
        paid_since=sum(sums.paid[closed:], ZERO),
    )


def _capital_of(sums: Sums, closed: int, limits: WarningLimits) -> Standing | None:
    flow = sums.capital
    if flow.is_empty:
        return None
    alone = Sums(flow.ceiling, flow.plan, flow.paid)
    return standing_of(alone, closed, limits, named=("5.2", "Belanja modal"))


def forecasts_of(sums: Sums, closed: int, share: Decimal | None) -> Sequence[Forecast]:
    """The four forecasts at the end of month `closed`."""
    return year_end_forecast(
        ceiling=sums.ceiling,
        paid=sum(sums.paid[:closed], ZERO),
        months=closed,
        planned=sum(sums.plan[:closed], ZERO) or None,
        usual_share=share,
        committed=max(sums.committed, ZERO) if sums.committed is not None else None,
    ).value


def curve_of(sums: Flow, closed: int) -> list[Point]:
    """Cumulative plan and payments of twelve months; payments end with the last closed month."""
    has_plan = bool(sums.planned_year)
    return [
        Point(
            month,
            sum(sums.plan[:month], ZERO) if has_plan else None,
            sum(sums.paid[:month], ZERO) if month <= closed else None,
        )
        for month in range(1, MONTHS + 1)
    ]


def method_errors(
    past: Mapping[int, Mapping[int, Sums]], closed: int
) -> dict[Method, Decimal | None]:
    """How far each method was off at this month in past years, mean over agencies and years.

    `past` holds the sums of each agency by year. A year is foretold from the years before it.
    """
    pairs: dict[Method, list[tuple[Decimal, Decimal]]] = {method: [] for method in Method}
    for year, agencies in past.items():
        for agency, sums in agencies.items():
            before = [
                found[agency].paid for at, found in past.items() if at < year and agency in found
            ]
            actual = sum(sums.paid, ZERO)
            for row in forecasts_of(sums, closed, usual_share(before, closed)):
                if row.amount is not None:
                    pairs[row.method].append((row.amount, actual))
    return {method: mean_error(found) for method, found in pairs.items()}
