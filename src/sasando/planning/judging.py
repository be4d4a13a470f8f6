"""From the figures of one year to its achievement; every percentage comes from `sasando.rules`.

Nothing here reads the database: rows come in, outcomes with their steps go out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sasando.rules.achievement import Achievement, Blank, Polarity, ZeroTarget, achievement
from sasando.rules.aggregation import Aggregation, EntryMode, Quarter, YearSoFar, aggregate
from sasando.rules.errors import RuleInputError
from sasando.rules.registry import Outcome, Status, Step

from .models import Measurement
from .scales import label_at, scale_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from .models import Indicator
    from .policies import Yardstick

Judged = Outcome[Achievement | None]
QUARTERS = (1, 2, 3, 4)
_BLANKS = {
    Measurement.Status.NOT_RELEASED.value: Blank.NOT_YET_RELEASED,
    Measurement.Status.NOT_APPLICABLE.value: Blank.NOT_APPLICABLE,
}


@dataclass(frozen=True)
class Reading:
    """What is known of one period: a figure with the parts of its ratio, or why there is none."""

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    status: str = Measurement.Status.REPORTED.value


@dataclass(frozen=True)
class Goal:
    """The target of a year or a quarter; `upper` is the other end of a range."""

    value: Decimal
    upper: Decimal | None = None


@dataclass(frozen=True)
class YearFigures:
    """An indicator's year: what was realised, and both achievements with their steps.

    `to_date` holds the reported quarters against their own targets and is None for a figure that
    comes once a year; `toward_year` holds the same realisation against the target of the year.
    """

    realisation: Decimal | None
    goal: Goal | None
    reported: tuple[int, ...]
    steps: tuple[Step, ...]
    to_date: Judged | None
    toward_year: Judged

    @property
    def headline(self) -> Judged:
        """The figure for boards: against plan so far where quarters have targets, else the year."""
        if self.to_date is None or self.to_date.status is Status.TARGET_MISSING:
            return self.toward_year
        return self.to_date

    @property
    def is_to_date(self) -> bool:
        """Whether the headline is the figure to date."""
        return self.headline is self.to_date


def judge_year(
    indicator: Indicator,
    goals: Mapping[int, Goal],
    readings: Mapping[int, Reading],
    yardstick: Yardstick,
) -> YearFigures:
    """Judge a year from targets and readings by quarter; key 0 is the year as a whole.

    A figure of the whole year stands before its quarters. The indicator's own cap and meaning of a
    zero target stand before the city's. Running totals that fall are not judged (INVALID).
    """
    yardstick = _own_yardstick(indicator, yardstick)
    quarterly = any(quarter in readings or quarter in goals for quarter in QUARTERS)
    if 0 in readings or not quarterly:
        return _whole_year(indicator, goals.get(0), readings.get(0), yardstick)
    try:
        return _by_quarters(indicator, goals, readings, yardstick)
    except RuleInputError:
        return _contradicting(goals.get(0))


def kind_of(indicator: Indicator) -> tuple[object, ...]:
    """Everything of an indicator by which a year is judged: equal kinds, equal judgements."""
    return (
        indicator.polarity,
        indicator.aggregation,
        indicator.entry_mode,
        indicator.scale,
        indicator.display_cap,
        indicator.zero_target,
    )


def _own_yardstick(indicator: Indicator, yardstick: Yardstick) -> Yardstick:
    if indicator.display_cap is None and not indicator.zero_target:
        return yardstick
    limits = yardstick.limits
    if indicator.display_cap is not None:
        limits = replace(limits, display_cap=indicator.display_cap)
    if indicator.zero_target:
        limits = replace(limits, zero_target=ZeroTarget(indicator.zero_target))
    return replace(yardstick, limits=limits)


def _contradicting(goal: Goal | None) -> YearFigures:
    """Figures that contradict the way they are typed: shown as such, never a wrong percentage."""
    step = Step("Capaian tidak dihitung", "jumlah sejak awal tahun turun", "–", "Kaidah [D]")
    judged: Judged = Outcome(None, Status.INVALID, (step,))
    return YearFigures(None, goal, (), (), None, judged)


def _whole_year(
    indicator: Indicator, goal: Goal | None, reading: Reading | None, yardstick: Yardstick
) -> YearFigures:
    value = reading.value if reading else None
    blank = _blank([reading] if reading else [])
    judged = _judged(indicator, goal, value, blank, yardstick)
    return YearFigures(value, goal, (), (), None, judged)


def _by_quarters(
    indicator: Indicator,
    goals: Mapping[int, Goal],
    readings: Mapping[int, Reading],
    yardstick: Yardstick,
) -> YearFigures:
    annual = goals.get(0)
    lower = _aggregated(
        indicator,
        {quarter: goals[quarter].value for quarter in QUARTERS if quarter in goals},
        annual.value if annual else None,
        readings,
    )
    upper = _aggregated(
        indicator,
        {q: goal.upper for q, goal in goals.items() if q in QUARTERS and goal.upper is not None},
        annual.upper if annual else None,
        readings,
    )
    so_far, ends = lower.value, upper.value
    blank = _blank([readings[quarter] for quarter in QUARTERS if quarter in readings])
    if lower.status is Status.NOT_APPLICABLE:
        blank = Blank.NOT_APPLICABLE
    year = _goal(so_far.annual_target, ends.annual_target)
    to_date = _goal(so_far.target_to_date, ends.target_to_date)
    return YearFigures(
        realisation=so_far.realisation,
        goal=year,
        reported=so_far.reported_quarters,
        steps=lower.steps,
        to_date=_judged(indicator, to_date, so_far.realisation, blank, yardstick),
        toward_year=_judged(indicator, year, so_far.realisation, blank, yardstick),
    )


def _aggregated(
    indicator: Indicator,
    targets: Mapping[int, Decimal],
    annual: Decimal | None,
    readings: Mapping[int, Reading],
) -> Outcome[YearSoFar]:
    """The year so far, held against one end of the targets."""
    nothing = Reading(None)
    return aggregate(
        aggregation=Aggregation(indicator.aggregation),
        annual_target=annual,
        entry_mode=EntryMode(indicator.entry_mode),
        quarters=[
            Quarter(
                number=quarter,
                target=targets.get(quarter),
                realisation=readings.get(quarter, nothing).value,
                numerator=readings.get(quarter, nothing).numerator,
                denominator=readings.get(quarter, nothing).denominator,
            )
            for quarter in QUARTERS
        ],
    )


def _goal(value: Decimal | None, upper: Decimal | None) -> Goal | None:
    return None if value is None else Goal(value, upper)


def _judged(
    indicator: Indicator,
    goal: Goal | None,
    realisation: Decimal | None,
    blank: Blank,
    yardstick: Yardstick,
) -> Judged:
    scale = scale_of(indicator)
    if scale is not None:
        return achievement(
            polarity=Polarity.PREDICATE,
            target_label=label_at(scale, goal.value) if goal else None,
            realisation_label=None if realisation is None else label_at(scale, realisation),
            scale=scale,
            blank=blank,
            policy=yardstick.limits,
            bands=yardstick.bands,
        )
    return achievement(
        polarity=Polarity(indicator.polarity),
        target=goal.value if goal else None,
        target_high=goal.upper if goal else None,
        realisation=realisation,
        blank=blank,
        policy=yardstick.limits,
        bands=yardstick.bands,
    )


def _blank(readings: list[Reading]) -> Blank:
    """Why there is no figure: what was said of the last period, if anything was."""
    return _BLANKS.get(readings[-1].status, Blank.NOT_REPORTED) if readings else Blank.NOT_REPORTED
