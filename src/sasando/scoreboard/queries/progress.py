"""An indicator over its last years, and how far it is from the last target of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from sasando.planning.judging import QUARTERS
from sasando.planning.scales import scale_of
from sasando.planning.shown import figure_text, goal_text
from sasando.rules.achievement import Polarity
from sasando.rules.aggregation import Aggregation
from sasando.rules.distance import distance
from sasando.rules.numerals import format_decimal, round_half_up

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sasando.planning.judging import Goal, YearFigures
    from sasando.planning.models import Indicator
    from sasando.planning.queries.indicators import IndicatorLine
    from sasando.planning.readings import IndicatorRows
    from sasando.rules.distance import Distance

    from .figures import Judge

YEARS_SHOWN = 5
_DOWNWARD = frozenset({Polarity.LOWER_LINEAR, Polarity.LOWER_RATIO, Polarity.MAXIMUM_ALLOWED})
_RANGES = frozenset({Polarity.RANGE_HIGHER, Polarity.RANGE_LOWER})


@dataclass(frozen=True)
class YearPoint:
    """One year of an indicator: what was realised, its target, and the achievement in percent.

    `is_whole` says that no part of the year is missing, `is_comparable` that it may stand beside
    other years: a sum of three quarters may not.
    """

    year: int
    realisation: Decimal | None
    goal: Goal | None
    achievement: Decimal | None
    is_whole: bool
    is_comparable: bool


@dataclass(frozen=True)
class Progress:
    """The way to the last target of the plan, in numbers and in words."""

    goal: Goal
    goal_text: str
    value: Decimal
    value_text: str
    period: str
    distance: Distance
    gap_text: str
    rest_text: str


def years_until(year: int) -> range:
    """The years a table of years shows, this one the last."""
    return range(year - YEARS_SHOWN + 1, year + 1)


def years_of(
    rows: IndicatorRows, current: YearFigures, year: int, judges: Mapping[int, Judge]
) -> tuple[YearPoint, ...]:
    """The last years up to this one, the oldest first (table T2 of the LKjIP)."""
    points = []
    for one in years_until(year):
        readings = rows.readings(one)
        figures = (
            current if one == year else judges[one](rows.said_in(one), rows.goals(one), readings)
        )
        judged = figures.toward_year.value
        is_whole = 0 in readings or figures.reported == QUARTERS
        points.append(
            YearPoint(
                year=one,
                realisation=figures.realisation,
                goal=figures.goal,
                achievement=None if judged is None else judged.value,
                is_whole=is_whole,
                is_comparable=is_whole or rows.indicator.aggregation != Aggregation.SUM,
            )
        )
    return tuple(points)


def progress_of(
    rows: IndicatorRows, line: IndicatorLine, years: Sequence[YearPoint], last_year: int
) -> Progress | None:
    """The distance to the plan's last year (table T3); None without a figure or a last target.

    What is summed over a year is held against a year's target only when the year is whole.
    """
    goal = rows.goals(last_year).get(0)
    value, period = _figure_to_compare(line, years)
    if goal is None or value is None:
        return None
    indicator = rows.indicator
    found = distance(
        polarity=Polarity(indicator.polarity),
        target=goal.value,
        target_high=goal.upper,
        realisation=value,
        year=line.year,
        last_year=last_year,
    ).value
    return Progress(
        goal=goal,
        goal_text=goal_text(indicator, goal),
        value=value,
        value_text=figure_text(indicator, value),
        period=period,
        distance=found,
        gap_text=gap_text(indicator, found),
        rest_text=rest_text(indicator, found),
    )


def _figure_to_compare(
    line: IndicatorLine, years: Sequence[YearPoint]
) -> tuple[Decimal | None, str]:
    if line.indicator.aggregation != Aggregation.SUM:
        return line.value, line.period
    whole = [row for row in years if row.is_whole and row.realisation is not None]
    return (whole[-1].realisation, str(whole[-1].year)) if whole else (None, "")


def rest_text(indicator: Indicator, found: Distance) -> str:
    """What is left and for how long: "kurang 1,49 indeks, 3 tahun lagi (0,50 setiap tahun)"."""
    if found.is_reached:
        return gap_text(indicator, found)
    left = f"{found.years_left} tahun lagi" if found.years_left else "tahun terakhir rencana"
    is_amount = indicator.polarity != Polarity.MILESTONE and scale_of(indicator) is None
    each = ""
    if is_amount and found.per_year is not None and found.years_left > 1:
        each = f" ({_amount(indicator, found.per_year)} setiap tahun)"
    return f"{gap_text(indicator, found)}, {left}{each}"


def gap_text(indicator: Indicator, found: Distance) -> str:
    """What is left, in the indicator's unit: "kurang 1,49 indeks"."""
    polarity = Polarity(indicator.polarity)
    if found.is_reached:
        return "sudah tercapai"
    if polarity is Polarity.MILESTONE:
        return "belum tercapai"
    if scale_of(indicator) is not None:
        return f"kurang {format_decimal(found.gap)} tingkat"
    return f"{_way(polarity)} {_amount(indicator, found.gap)} {_unit(indicator)}"


def _way(polarity: Polarity) -> str:
    if polarity in _DOWNWARD:
        return "masih harus turun"
    if polarity in _RANGES:
        return "di luar rentang"
    return "selisih" if polarity is Polarity.STABILISE else "kurang"


def _amount(indicator: Indicator, value: Decimal) -> str:
    return format_decimal(round_half_up(value, indicator.decimals), indicator.decimals)


def _unit(indicator: Indicator) -> str:
    """A difference of percentages is counted in points."""
    return "poin persen" if indicator.measure == "persen" else indicator.measure
