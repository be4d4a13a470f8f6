"""Targets and figures of one year for many indicators at once, light enough for a board.

A board judges some hundred indicators and shows one mean of each agency, so their rows are read as
plain values and without other years. What they mean stays planning's: goals, readings, sources.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import prefetch_related_objects

from sasando.planning.judging import Goal, Reading, YearFigures, judge_year, kind_of
from sasando.planning.models import Measurement
from sasando.planning.periods import Span
from sasando.planning.readings import (
    IndicatorRows,
    city_if_needed,
    counted_states,
    known_in,
    span_of,
    trimmed,
)
from sasando.planning.trends import Trend, trend_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from sasando.planning.models import Indicator
    from sasando.planning.policies import Yardstick
    from sasando.planning.readings import Known

TARGET = "target"
MOST_KEPT = 5000
_kept: dict[Yardstick, dict[tuple[object, ...], YearFigures]] = {}
OF_YEAR = """
SELECT 'target', t.indicator_id, t.quarter, t.value, t.upper, NULL::numeric, NULL, NULL, NULL
FROM planning_indicatortarget t
WHERE t.indicator_id = ANY(%(indicators)s) AND t.year = %(year)s
UNION ALL
SELECT 'nilai', s.indicator_id, m.quarter, m.value, m.numerator, m.denominator, m.status, m.source,
       m.state
FROM planning_measurement m JOIN planning_indicatorseries s ON s.id = m.series_id
WHERE s.indicator_id = ANY(%(indicators)s) AND s.is_current AND m.year = %(year)s
  AND m.state = ANY(%(counted)s)
ORDER BY 2, 3
"""


@dataclass
class YearRows:
    """What is known of an indicator's year by quarter; `period` and `source` of its last figure.

    `said` is the indicator as it was defined in that year, by its revisions.
    """

    said: Indicator
    goals: dict[int, Goal] = field(default_factory=dict)
    readings: dict[int, Reading] = field(default_factory=dict)
    period: str = ""
    source: str = ""
    is_unverified: bool = False


@dataclass(frozen=True)
class AgendaLine:
    """The leading facts of an indicator that belongs to a priority agenda."""

    indicator: Indicator
    figures: YearFigures
    latest: Known | None
    trend: Trend | None

    @property
    def value(self) -> Decimal | None:
        """The realisation of the year so far, else the newest figure of an earlier year."""
        if self.figures.realisation is not None:
            return self.figures.realisation
        return self.latest.value if self.latest else None

    @property
    def is_example(self) -> bool:
        return self.indicator.is_example or (self.latest is not None and self.latest.is_example)


class Judge:
    """Planning's judgement of a year, kept for the same figures: it depends on nothing else.

    A board asks the same few hundred questions at every visit, and figures change each quarter.
    """

    def __init__(self, yardstick: Yardstick) -> None:
        self.yardstick = yardstick
        self._kept = _kept.setdefault(yardstick, {})
        if len(self._kept) > MOST_KEPT:
            self._kept.clear()

    def __call__(
        self, indicator: Indicator, goals: Mapping[int, Goal], readings: Mapping[int, Reading]
    ) -> YearFigures:
        """What a year of this kind of indicator comes to."""
        key = (kind_of(indicator), tuple(goals.items()), tuple(readings.items()))
        if key not in self._kept:
            self._kept[key] = judge_year(indicator, goals, readings, self.yardstick)
        return self._kept[key]


def rows_of_year(indicators: Sequence[Indicator], year: int, today: date) -> dict[int, YearRows]:
    """Goals and counted readings by indicator, as known today. One query, two with revisions.

    Indicators that name a source of the system are asked from it instead: one query for their
    targets, and the source's own.
    """
    found = {row.pk: YearRows(said) for row, said in _said(indicators, year, today)}
    counted = sorted(counted_states(today))
    with connection.cursor() as cursor:
        values: dict[str, Any] = {"indicators": list(found), "year": year, "counted": counted}
        cursor.execute(OF_YEAR, values)
        for kind, indicator_id, quarter, value, *others in cursor.fetchall():
            rows, first, second = found[indicator_id], _exact(others[0]), _exact(others[1])
            if kind == TARGET:
                rows.goals[quarter] = Goal(trimmed(value), first)
            elif (span := Span(year, quarter)).last_day <= today:
                rows.readings[quarter] = Reading(_exact(value), first, second, others[2])
                rows.period, rows.source = span.label, others[3]
                rows.is_unverified = others[4] == Measurement.State.SUBMITTED
    for row in _sourced(indicators, today):
        found[row.indicator.pk].readings = row.readings(year)
        found[row.indicator.pk].source = row.source.label if row.source else ""
    return found


def agenda_lines(
    indicators: Sequence[Indicator],
    known: dict[int, YearRows],
    year: int,
    today: date,
    judge: Judge,
) -> list[AgendaLine]:
    """The indicators of priority agendas with their trend over the years. One query at most."""
    of_agendas = [row for row in indicators if row.agenda_id is not None]
    if not of_agendas:
        return []
    history: dict[int, list[Measurement]] = {row.pk: [] for row in of_agendas}
    measured = Measurement.objects.filter(
        series__indicator__in=of_agendas,
        series__is_current=True,
        state__in=counted_states(today),
    )
    for row in measured.select_related("series"):
        if span_of(row).last_day <= today:
            history[row.series.indicator_id].append(row)
    return [_agenda_line(row, known[row.pk], history[row.pk], year, judge) for row in of_agendas]


def _agenda_line(
    indicator: Indicator,
    known: YearRows,
    history: list[Measurement],
    year: int,
    judge: Judge,
) -> AgendaLine:
    rows = sorted(history, key=lambda row: span_of(row).place)
    figures = judge(known.said, known.goals, known.readings)
    goal = figures.goal
    target = goal.value if goal is not None and goal.upper is None else None
    figures_so_far = [known for row in rows if row.year <= year for known in known_in(row)]
    return AgendaLine(
        indicator=indicator,
        figures=figures,
        latest=figures_so_far[-1] if figures_so_far else None,
        trend=trend_of(indicator, rows, target),
    )


def _said(
    indicators: Sequence[Indicator], year: int, today: date
) -> list[tuple[Indicator, Indicator]]:
    """Each indicator with what it said in that year."""
    prefetch_related_objects([row for row in indicators if row.revision > 1], "revisions")
    return [(row, IndicatorRows(row, today, None).said_in(year)) for row in indicators]


def _sourced(indicators: Sequence[Indicator], today: date) -> list[IndicatorRows]:
    sourced = [row for row in indicators if row.source_code]
    if not sourced:
        return []
    prefetch_related_objects(sourced, "targets")
    city = city_if_needed(sourced)
    return [IndicatorRows(row, today, city) for row in sourced]


def _exact(value: Decimal | None) -> Decimal | None:
    return None if value is None else trimmed(value)
