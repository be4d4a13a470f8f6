"""Indicators with their achievement, one alone or many on a board, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from sasando.core import clock
from sasando.core.errors import NotFoundForViewer
from sasando.planning.completeness import completeness_of
from sasando.planning.judging import Goal, YearFigures, judge_year
from sasando.planning.models import Indicator
from sasando.planning.periods import ROMAN
from sasando.planning.policies import yardstick_for
from sasando.planning.readings import IndicatorRows, city_if_needed
from sasando.planning.shown import STATES, figure_text, goal_text, judged_text
from sasando.planning.trends import trend_of
from sasando.rules.aggregation import Aggregation
from sasando.rules.registry import Outcome, Status
from sasando.rules.rollup import Part, RollUp, part_of, roll_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from django.db.models import QuerySet

    from sasando.organization.models import Unit
    from sasando.planning.completeness import Completeness
    from sasando.planning.judging import Judged
    from sasando.planning.models import IndicatorTarget, Objective, PriorityAgenda
    from sasando.planning.policies import Yardstick
    from sasando.planning.readings import Known
    from sasando.planning.trends import Trend


@dataclass(frozen=True)
class Published:
    """One of the two achievements that are always shown together; None for a yearly figure."""

    label: str
    judged: Judged | None

    @property
    def text(self) -> str:
        """In percent, or why there is none."""
        return "hanya setahun sekali" if self.judged is None else judged_text(self.judged)

    @property
    def value(self) -> Decimal | None:
        """In percent, as shown."""
        return self.judged.value.value if self.judged and self.judged.value else None

    @property
    def state(self) -> str:
        """Why there is no percentage, in words; "terhitung" when there is one."""
        return "hanya setahun sekali" if self.judged is None else STATES[self.judged.status]


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator of a year as boards show it.

    `indicator` is what it was in that year, by its revisions. `latest` is the newest figure known
    by the day, also one of an earlier year; `figures` judge the year itself. `achievement` is in
    percent, None unless the status is OK; `to_date` and `toward_year` are the two published ones.
    """

    indicator: Indicator
    year: int
    latest: Known | None
    target: IndicatorTarget | None
    figures: YearFigures
    trend: Trend | None
    band: str

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def name(self) -> str:
        return self.indicator.name

    @property
    def is_example(self) -> bool:
        """Whether the indicator, its target or its figure is made up."""
        parts = (self.indicator, self.target, self.latest)
        return any(part is not None and part.is_example for part in parts)

    @property
    def is_unverified(self) -> bool:
        """Whether the newest figure waits for a second person."""
        return self.latest is not None and self.latest.is_unverified

    @property
    def status(self) -> Status:
        return self.figures.headline.status

    @property
    def state(self) -> str:
        """Why there is no achievement, in words; "terhitung" when there is one."""
        return STATES[self.status]

    @property
    def achievement(self) -> Decimal | None:
        """The headline achievement in percent, as shown."""
        value = self.figures.headline.value
        return None if value is None else value.value

    @property
    def metadata(self) -> Completeness:
        """What the dictionary has and lacks of this indicator."""
        return completeness_of(self.indicator)

    @property
    def to_date(self) -> Published:
        """The reported quarters against their own targets."""
        return Published(self.to_date_label, self.figures.to_date)

    @property
    def toward_year(self) -> Published:
        """The same realisation against the target of the year."""
        return Published("menuju target tahun", self.figures.toward_year)

    @property
    def to_date_label(self) -> str:
        """How far the first figure reaches: "sampai triwulan III"."""
        reported = self.figures.reported
        return f"sampai triwulan {ROMAN[reported[-1]]}" if reported else "sampai triwulan"

    @property
    def is_target_too_low(self) -> bool:
        """Whether an achievement is so high that the planner should look at the target again."""
        both = (self.figures.to_date, self.figures.toward_year)
        return any(one and one.value and one.value.is_target_too_low for one in both)

    @property
    def against(self) -> str:
        """What the achievement is held against, in words."""
        if self.figures.is_to_date:
            return "terhadap target sampai triwulan terlapor"
        return "terhadap target tahun"

    @property
    def value(self) -> Decimal | None:
        """The realisation of the year so far, else the newest figure of an earlier year."""
        if self.figures.realisation is not None:
            return self.figures.realisation
        return self.latest.value if self.latest else None

    @property
    def period(self) -> str:
        """The period of `value`: "2024", "TW III 2026", "s.d. TW III 2026"; empty without one."""
        if self.latest is None:
            return ""
        label = self.latest.span.label
        spans_quarters = self.indicator.aggregation != Aggregation.LAST and self.figures.reported
        return f"s.d. {label}" if spans_quarters else label

    @property
    def as_of(self) -> date | None:
        """The last day `value` covers."""
        return self.latest.as_of if self.latest else None

    @property
    def source(self) -> str:
        """Where `value` comes from; the kind of source the indicator names while there is none."""
        return self.latest.source if self.latest else self.indicator.data_source

    @property
    def value_text(self) -> str:
        return figure_text(self.indicator, self.value)

    @property
    def target_text(self) -> str:
        return goal_text(self.indicator, self.figures.goal)


@dataclass(frozen=True)
class ObjectiveFigure:
    """The mean of one objective's indicators; `objective` None holds those without objective."""

    objective: Objective | None
    mean: Outcome[RollUp]


@dataclass(frozen=True)
class IndicatorBoard:
    """Indicators of a unit, an agenda, an objective or the city, and their mean.

    The mean goes over objectives, each the mean of its own indicators, never over indicators at
    once. `counted_text` says how many indicators it rests on.
    """

    lines: tuple[IndicatorLine, ...]
    objectives: tuple[ObjectiveFigure, ...]
    mean: Outcome[RollUp]

    @property
    def counted(self) -> int:
        return sum(line.status is Status.OK for line in self.lines)

    @property
    def counted_text(self) -> str:
        return f"{self.counted} dari {len(self.lines)} indikator terhitung"

    @property
    def achievement(self) -> Decimal | None:
        return self.mean.value.value


def indicators_for(
    *,
    year: int,
    now: datetime,
    unit: Unit | None = None,
    agenda: PriorityAgenda | None = None,
    objective: Objective | None = None,
) -> IndicatorBoard:
    """The indicators of a unit with all below it, of an agenda, of an objective; or all.

    Four queries, whatever the number of indicators; each indicator that names a source of the
    system adds that source's own.
    """
    rows = Indicator.objects.all()
    if unit is not None and unit.parent_id is not None:
        rows = rows.filter(owner__path__startswith=unit.path)
    if agenda is not None:
        rows = rows.filter(agenda=agenda)
    if objective is not None:
        rows = rows.filter(objective=objective)
    return board_of(lines_of(rows, year=year, now=now), yardstick_on(year, now))


def indicators_by_unit(*, year: int, now: datetime) -> dict[str, IndicatorBoard]:
    """The board of every unit that owns an indicator itself, by the unit's code; four queries."""
    lines = lines_of(Indicator.objects.exclude(owner=None), year=year, now=now)
    grouped: dict[str, list[IndicatorLine]] = {}
    for line in lines:
        if line.indicator.owner is not None:
            grouped.setdefault(line.indicator.owner.code, []).append(line)
    yardstick = yardstick_on(year, now)
    return {code: board_of(own, yardstick) for code, own in grouped.items()}


def indicators_by_agenda(*, year: int, now: datetime) -> dict[int, IndicatorBoard]:
    """The board of every priority agenda that has an indicator, by its number; four queries."""
    lines = lines_of(Indicator.objects.exclude(agenda=None), year=year, now=now)
    grouped: dict[int, list[IndicatorLine]] = {}
    for line in lines:
        if line.indicator.agenda is not None:
            grouped.setdefault(line.indicator.agenda.number, []).append(line)
    yardstick = yardstick_on(year, now)
    return {number: board_of(own, yardstick) for number, own in sorted(grouped.items())}


def yardstick_on(year: int, now: datetime) -> Yardstick:
    """What a year is judged with, seen from this instant."""
    return yardstick_for(year, clock.local_day(now))


def lines_of(indicators: QuerySet[Indicator], *, year: int, now: datetime) -> list[IndicatorLine]:
    """Judged indicators in the order of their codes."""
    yardstick = yardstick_on(year, now)
    loaded = load_rows(indicators, clock.local_day(now))
    return [line_of(rows, year, yardstick) for rows in loaded]


def load_rows(indicators: QuerySet[Indicator], today: date) -> list[IndicatorRows]:
    """Indicators with targets, series and figures; four queries, one more with revisions."""
    found = list(
        indicators.select_related("objective__mission", "owner", "owner_position", "agenda")
        .prefetch_related("targets", "series__measurements")
        .order_by("code")
    )
    prefetch_related_objects([row for row in found if row.revision > 1], "revisions")
    city = city_if_needed(found)
    return [IndicatorRows(indicator, today, city) for indicator in found]


def rows_of(code: str, today: date) -> IndicatorRows:
    """One indicator with everything known of it. Raises NotFoundForViewer."""
    found = load_rows(Indicator.objects.filter(code=code), today)
    if not found:
        raise NotFoundForViewer(kind="indikator")
    return found[0]


def line_of(rows: IndicatorRows, year: int, yardstick: Yardstick) -> IndicatorLine:
    """One indicator of a year, judged."""
    said = rows.said_in(year)
    figures = judge_year(said, rows.goals(year), rows.readings(year), yardstick)
    return IndicatorLine(
        indicator=said,
        year=year,
        latest=rows.latest(year),
        target=rows.targets(year).get(0),
        figures=figures,
        trend=trend_of(said, rows.current, _trend_target(figures.goal)),
        band=_band_name(figures, yardstick),
    )


def board_of(lines: Sequence[IndicatorLine], yardstick: Yardstick) -> IndicatorBoard:
    """Indicators with the mean over their objectives."""
    cap = yardstick.limits.aggregation_cap
    grouped: dict[int | None, list[IndicatorLine]] = {}
    for line in lines:
        grouped.setdefault(line.indicator.objective_id, []).append(line)
    objectives = tuple(
        ObjectiveFigure(
            own[0].indicator.objective,
            roll_up([part_of(line.figures.headline) for line in own], cap=cap),
        )
        for own in grouped.values()
    )
    mean = roll_up(_parts(objectives), cap=cap)
    return IndicatorBoard(tuple(lines), objectives, mean)


def _parts(objectives: Iterable[ObjectiveFigure]) -> list[Part]:
    return [Part(figure.mean.value.value, figure.mean.status) for figure in objectives]


def _band_name(figures: YearFigures, yardstick: Yardstick) -> str:
    judged = figures.headline.value
    return "" if judged is None else yardstick.bands.classify(judged.value).name


def _trend_target(goal: Goal | None) -> Decimal | None:
    """One line for a point target; the two ends of a range are left to the indicator's page."""
    return goal.value if goal is not None and goal.upper is None else None
