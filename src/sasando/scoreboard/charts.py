"""The charts of results: the years of an indicator, and the way to the last target by mission."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from sasando.planning.charts import Line, chart_of
from sasando.planning.periods import Span
from sasando.planning.scales import scale_of
from sasando.planning.shown import figure_text, goal_text

from .drawings import bars_of
from .queries.results import change_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.planning.charts import Chart

    from .drawings import BarChart
    from .queries.progress import YearPoint
    from .queries.results import IndicatorResult, MissionResult


@dataclass(frozen=True)
class PointWords:
    """A year of an indicator as the table beside the chart writes it."""

    label: str
    realisation: str
    goal: str
    achievement: Decimal | None


@dataclass(frozen=True)
class YearsChart:
    """The years of an indicator: its chart, None with fewer than two figures, and its table."""

    row: IndicatorResult
    chart: Chart | None
    finding: str
    points: tuple[PointWords, ...]


@dataclass(frozen=True)
class WayChart:
    """A mission's indicators on their way to the last year, and those that cannot be placed."""

    mission: MissionResult
    chart: BarChart | None
    placed: tuple[IndicatorResult, ...]
    others: tuple[IndicatorResult, ...]


def years_chart(row: IndicatorResult) -> YearsChart:
    """Realisation and target of the last years, as two lines (table T2)."""
    indicator, finding = row.line.indicator, years_finding(row)
    realised = {
        _place(point): point.realisation
        for point in row.years
        if point.realisation is not None and point.is_comparable
    }
    lower = {_place(point): point.goal.value for point in row.years if point.goal}
    upper = {
        _place(point): point.goal.upper
        for point in row.years
        if point.goal and point.goal.upper is not None
    }
    goals = (
        [Line("batas atas", upper), Line("batas bawah", lower)]
        if upper
        else [Line("target", lower)]
    )
    scale = scale_of(indicator)
    chart = chart_of(
        [Line("realisasi", realised)],
        goals,
        x_labels={_place(point): _year_label(point) for point in row.years},
        y_labels={Decimal(n): text for n, text in enumerate(scale.labels, 1)} if scale else None,
        finding=finding,
        decimals=indicator.decimals,
    )
    points = tuple(
        PointWords(
            _year_label(point),
            figure_text(indicator, point.realisation),
            goal_text(indicator, point.goal),
            point.achievement,
        )
        for point in row.years
    )
    return YearsChart(row, chart if len(realised) > 1 else None, finding, points)


def years_finding(row: IndicatorResult) -> str:
    """What the years show, in words; a year that is not over says so."""
    indicator = row.line.indicator
    reported = [point for point in row.years if point.realisation is not None]
    known = [point for point in reported if point.is_comparable]
    partly = [point for point in reported if not point.is_comparable]
    so_far = [f"{figure_text(indicator, one.realisation)} ({_year_words(one)})" for one in partly]
    if len(known) < 2:
        alone = [f"{figure_text(indicator, one.realisation)} ({_year_words(one)})" for one in known]
        words = ", ".join([*alone, *so_far]) or "belum ada realisasi dalam lima tahun ini"
        return f"{row.line.name}: {words}"
    first, last = known[0], known[-1]
    moved = change_text(
        first.realisation,
        last.realisation,
        _year_words(first),
        _year_words(last),
        write=lambda value: figure_text(indicator, value),
    )
    return f"{row.line.name}: {', '.join([moved, *so_far])}"


def way_charts(missions: Sequence[MissionResult], last_year: int) -> list[WayChart]:
    """How far each mission's indicators are from the last year's targets (table T3)."""
    found = []
    for mission in missions:
        placed = tuple(row for row in mission.indicators if _share(row) is not None)
        others = tuple(row for row in mission.indicators if _share(row) is None)
        # Of all its indicators: one that cannot be drawn has not thereby disappeared.
        reached = sum(
            row.progress is not None and row.progress.distance.is_reached
            for row in mission.indicators
        )
        finding = f"{reached} dari {len(mission.indicators)} indikator sudah di target {last_year}"
        chart = bars_of(f"misi-{mission.mission.number}", finding, [_bar(row) for row in placed])
        found.append(WayChart(mission, chart, placed, others))
    return found


def _share(row: IndicatorResult) -> Decimal | None:
    return row.progress.distance.progress if row.progress else None


def _bar(row: IndicatorResult) -> tuple[str, Decimal, str, bool]:
    assert row.progress is not None
    share = row.progress.distance.progress
    assert share is not None
    return row.line.name, share, row.progress.gap_text, row.progress.distance.is_reached


def _place(point: YearPoint) -> int:
    return Span(point.year).place


def _year_label(point: YearPoint) -> str:
    return str(point.year) if point.is_whole or point.realisation is None else f"{point.year}*"


def _year_words(point: YearPoint) -> str:
    return str(point.year) if point.is_whole else f"{point.year}, belum setahun penuh"
