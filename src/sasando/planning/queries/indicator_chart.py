"""What the chart of an indicator is drawn from."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sasando.planning.charts import Line, chart_of
from sasando.planning.judging import QUARTERS
from sasando.planning.periods import ROMAN, Span
from sasando.planning.readings import known_in, span_of
from sasando.planning.scales import scale_of
from sasando.planning.trends import finding_of
from sasando.rules.aggregation import Aggregation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.planning.charts import Chart
    from sasando.planning.judging import Goal
    from sasando.planning.models import Measurement
    from sasando.planning.readings import IndicatorRows


def chart_for(rows: IndicatorRows) -> Chart | None:
    """Every series as a line of its own, and the target; None without figures.

    Quarters are drawn when the current series has them, else years.
    """
    quarterly = any(row.quarter for row in rows.current)
    lines = [
        Line(
            series.name,
            {span.place: v for span, v in _values(rows.counted(series), quarterly=quarterly)},
            series.is_current,
        )
        for series in rows.series
    ]
    targets = _target_lines(rows, quarterly=quarterly)
    places = {place for line in (*lines, *targets) for place in line.values}
    scale = scale_of(rows.indicator)
    current = dict(_values(rows.current, quarterly=quarterly))
    return chart_of(
        lines,
        targets,
        x_labels={place: _place_label(place, quarterly=quarterly) for place in places},
        y_labels={Decimal(n): text for n, text in enumerate(scale.labels, 1)} if scale else None,
        finding=f"{rows.indicator.name}: {finding_of(rows.indicator, current)}",
        decimals=rows.indicator.decimals,
    )


def _values(rows: Sequence[Measurement], *, quarterly: bool) -> list[tuple[Span, Decimal]]:
    return [
        (span_of(row), found.value)
        for row in rows
        if bool(row.quarter) == quarterly
        for found in known_in(row)
    ]


def _target_lines(rows: IndicatorRows, *, quarterly: bool) -> list[Line]:
    """The target, or both ends of a range; quarters only of years that were measured."""
    years = {row.year for row in rows.indicator.targets.all()}
    if quarterly:
        years &= {row.year for row in rows.current}
    goals = {
        place: goal
        for year in sorted(years)
        for place, goal in _goals_of(rows, year, quarterly=quarterly).items()
    }
    is_example = any(row.is_example for row in rows.indicator.targets.all())
    mark = " (contoh)" if is_example else ""
    lower = {place: goal.value for place, goal in goals.items()}
    upper = {place: goal.upper for place, goal in goals.items() if goal.upper is not None}
    if upper:
        return [Line(f"batas atas{mark}", upper), Line(f"batas bawah{mark}", lower)]
    return [Line(f"target{mark}", lower)]


def _goals_of(rows: IndicatorRows, year: int, *, quarterly: bool) -> dict[int, Goal]:
    """A year's targets by place; one target of the year stands for every quarter it is held to."""
    goals = rows.goals(year)
    if not quarterly:
        return {Span(year).place: goals[0]} if 0 in goals else {}
    is_summed = rows.indicator.aggregation == Aggregation.SUM
    whole_year = None if is_summed else goals.get(0)
    chosen = {quarter: goals.get(quarter) or whole_year for quarter in QUARTERS}
    return {Span(year, quarter).place: goal for quarter, goal in chosen.items() if goal}


def _place_label(place: int, *, quarterly: bool) -> str:
    year, quarter = (place - 1) // 4, (place - 1) % 4 + 1
    if not quarterly:
        return str(year)
    return f"{ROMAN[quarter]} {year}" if quarter == 1 else ROMAN[quarter]
