"""What was reached of the plan: missions, objectives and indicators of a year up to a quarter.

An indicator is judged by planning alone. An objective is the mean of its indicators, a mission
and the city the mean of their objectives; the city never the mean of its agencies.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from sasando.core import clock
from sasando.core.templatetags.sasando_format import persen
from sasando.planning.models import Indicator, Measurement, Mission, Objective
from sasando.planning.queries.indicators import line_of, load_rows, yardstick_on
from sasando.planning.queries.plan import missions_of, plan_of
from sasando.planning.shown import STATES
from sasando.rules.achievement import HUNDRED
from sasando.rules.registry import Status
from sasando.rules.rollup_tree import Node, roll_up_tree
from sasando.scoreboard.addresses import results_url
from sasando.scoreboard.periods import known_at, spans_until

from .figures import Judge
from .progress import Progress, YearPoint, progress_of, years_of, years_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from sasando.budget.shown import MoneyLine
    from sasando.planning.judging import Judged, YearFigures
    from sasando.planning.models import PlanDocument
    from sasando.planning.periods import Span
    from sasando.planning.policies import Yardstick
    from sasando.planning.queries.indicators import IndicatorLine
    from sasando.planning.readings import IndicatorRows
    from sasando.rules.rollup import RollUp
    from sasando.rules.rollup_tree import Figure, RolledTree

# Two years of quarters: what a small line can still show.
QUARTERS_SHOWN = 8
NOT_YET_TIME = "angka setahun sekali, belum waktunya"
RETURNED = "dikembalikan untuk diperbaiki"


@dataclass(frozen=True)
class BandMark:
    """The name of a band and its place among all, the lowest being 1."""

    code: str
    name: str
    place: int
    total: int

    @property
    def steps(self) -> list[bool]:
        """One per band, true up to its place: the shape beside the word."""
        return [number <= self.place for number in range(1, self.total + 1)]


@dataclass(frozen=True)
class Series:
    """Values of the last quarters, oldest first, with what they show in words."""

    values: tuple[Decimal | None, ...]
    target: Decimal | None
    finding: str


@dataclass(frozen=True)
class Summary:
    """A roll-up: to date, toward the year, and how many indicators stand behind each.

    `to_date` is what boards show everywhere: against the targets of the reported quarters, or of
    the year where an indicator has none by quarter. `missing` counts why indicators are left out,
    `unverified` those that are counted while they wait for a second person.
    The addresses lead to the rows it is made of, and to those that are left out.
    """

    to_date: RollUp
    toward_year: RollUp
    band: BandMark | None
    trend: Series | None
    missing: tuple[tuple[str, int], ...]
    unverified: int
    here_url: str
    missing_url: str

    @property
    def counted_text(self) -> str:
        return f"{self.to_date.counted} dari {self.to_date.total} indikator terhitung"

    @property
    def missing_text(self) -> str:
        """Why the others are not counted: "2 belum dilaporkan, 1 belum rilis"."""
        return ", ".join(f"{number} {words}" for words, number in self.missing)


@dataclass(frozen=True)
class IndicatorResult:
    """An indicator with both its achievements, its band, its years and its way to the last year."""

    line: IndicatorLine
    band: BandMark | None
    why_not: str
    years: tuple[YearPoint, ...]
    progress: Progress | None

    @property
    def to_date(self) -> Judged | None:
        return self.line.figures.to_date

    @property
    def toward_year(self) -> Judged:
        return self.line.figures.toward_year

    @property
    def is_counted(self) -> bool:
        return self.line.status is Status.OK

    @property
    def is_target_too_low(self) -> bool:
        """Whether the figure lies so far above its target that the target is in doubt."""
        return self.line.is_target_too_low


@dataclass(frozen=True)
class ObjectiveResult:
    """A goal or objective with its indicators; its money where a page asks for it."""

    objective: Objective
    summary: Summary
    indicators: tuple[IndicatorResult, ...]
    money: MoneyLine | None = None


@dataclass(frozen=True)
class MissionResult:
    """A mission with its objectives."""

    mission: Mission
    summary: Summary
    objectives: tuple[ObjectiveResult, ...]

    @property
    def indicators(self) -> list[IndicatorResult]:
        return [row for objective in self.objectives for row in objective.indicators]


@dataclass(frozen=True)
class Results:
    """The plan's results of a year up to a quarter, as known at its end or now."""

    plan: PlanDocument
    span: Span
    as_of: datetime
    summary: Summary
    missions: tuple[MissionResult, ...]

    @property
    def indicators(self) -> list[IndicatorResult]:
        return [row for mission in self.missions for row in mission.indicators]

    def narrowed(self, mission_code: str, objective_code: str = "") -> list[IndicatorResult]:
        """The indicators of a mission, or of one objective; of all without a code."""
        return [
            row
            for mission in self.missions
            if mission_code in ("", mission.mission.code)
            for branch in mission.objectives
            if objective_code in ("", branch.objective.code)
            for row in branch.indicators
        ]


def results(*, span: Span, now: datetime) -> Results:
    """The results of the plan in force in a year. Seven queries, whatever the plan holds.

    An indicator that names a source of the system adds that source's own. Raises NotFoundForViewer
    for a year without plan.
    """
    plan, seen_at = plan_of(span.year), known_at(span, now)
    missions = list(missions_of(plan))
    in_force = Objective.objects.in_force().filter(mission__in=missions)
    objectives = list(in_force.order_by("code"))
    of_plan = Indicator.objects.filter(objective__in=in_force)
    judged = _Judged(load_rows(of_plan, clock.local_day(seen_at)), plan, span, seen_at)
    tree = _Tree(judged, objectives, missions)
    return Results(
        plan=plan,
        span=span,
        as_of=seen_at,
        summary=tree.summary(tree.city, judged.results, "#misi"),
        missions=tuple(_mission(row, objectives, tree, judged) for row in missions),
    )


def _mission(
    mission: Mission, objectives: Iterable[Objective], tree: _Tree, judged: _Judged
) -> MissionResult:
    branches = []
    for objective in objectives:
        if objective.mission_id == mission.pk:
            own = judged.of_objective(objective.pk)
            place = tree.objectives[objective.pk]
            summary = tree.summary(place, own, f"#{objective.code}", sasaran=objective.code)
            branches.append(ObjectiveResult(objective, summary, tuple(own)))
    below = [row for branch in branches for row in branch.indicators]
    here = results_url("results", judged.span, misi=mission.code)
    summary = tree.summary(tree.missions[mission.pk], below, here, misi=mission.code)
    return MissionResult(mission, summary, tuple(branches))


class _Judged:
    """The indicators of the plan, judged for the quarter asked for and the ones before it."""

    def __init__(
        self, loaded: Sequence[IndicatorRows], plan: PlanDocument, span: Span, seen_at: datetime
    ) -> None:
        self.rows, self.span = loaded, span
        self.yardstick = yardstick_on(span.year, seen_at)
        self.spans = spans_until(span, QUARTERS_SHOWN)
        self._judges = {year: Judge(yardstick_on(year, seen_at)) for year in years_until(span.year)}
        self.results = [self._result(rows, plan) for rows in loaded]

    def of_objective(self, objective_id: int) -> list[IndicatorResult]:
        return [row for row in self.results if row.line.indicator.objective_id == objective_id]

    def history(self, place: int) -> list[Figure]:
        """The figures of an indicator, quarter by quarter."""
        rows = self.rows[place]
        before = [self._before(rows, span) for span in self.spans[:-1]]
        return [_figure(judged.headline) for judged in (*before, self.results[place].line.figures)]

    def _before(self, rows: IndicatorRows, span: Span) -> YearFigures:
        """An earlier quarter, by what is known of it today."""
        readings = {
            quarter: reading
            for quarter, reading in rows.readings(span.year).items()
            if 0 < quarter <= span.quarter or (quarter == 0 and span.quarter == 4)
        }
        said = rows.said_in(span.year)
        return self._judges[span.year](said, rows.goals(span.year), readings)

    def _result(self, rows: IndicatorRows, plan: PlanDocument) -> IndicatorResult:
        line = line_of(rows, self.span.year, self.yardstick)
        years = years_of(rows, line.figures, self.span.year, self._judges)
        return IndicatorResult(
            line=line,
            band=band_mark(line.achievement, self.yardstick),
            why_not="" if line.status is Status.OK else why_not(rows, line, self.span),
            years=years,
            progress=progress_of(rows, line, years, plan.last_year),
        )


class _Tree:
    """Indicators below objectives, objectives below missions and below the city alike."""

    def __init__(
        self, judged: _Judged, objectives: Sequence[Objective], missions: Sequence[Mission]
    ) -> None:
        self._judged = judged
        above: list[Node] = []
        first = len(judged.results)
        below: dict[int | None, list[int]] = {}
        for place, row in enumerate(judged.results):
            below.setdefault(row.line.indicator.objective_id, []).append(place)
        self.objectives = {row.pk: first + place for place, row in enumerate(objectives)}
        above += [Node(children=below.get(row.pk, ())) for row in objectives]
        self.missions = {row.pk: first + len(above) + n for n, row in enumerate(missions)}
        above += [
            Node(children=[self.objectives[o.pk] for o in objectives if o.mission_id == row.pk])
            for row in missions
        ]
        self.city = first + len(above)
        above.append(Node(children=list(self.objectives.values())))
        self._history = self._rolled([judged.history(n) for n in range(first)], above)
        year = [[_figure(row.toward_year)] for row in judged.results]
        self._toward_year = self._rolled(year, above)

    def summary(
        self, node: int, indicators: Iterable[IndicatorResult], here_url: str, **narrow: str
    ) -> Summary:
        """The figures of a node, with the indicators below it; `narrow` is the filter for them."""
        last = len(self._judged.spans) - 1
        to_date = self._history.roll_up(node, last)
        below = list(indicators)
        missing = Counter(row.why_not for row in below if not row.is_counted)
        return Summary(
            to_date=to_date,
            toward_year=self._toward_year.roll_up(node, 0),
            band=band_mark(to_date.value, self._judged.yardstick),
            trend=self._trend(node),
            missing=tuple(missing.most_common()),
            unverified=sum(row.is_counted and row.line.is_unverified for row in below),
            here_url=here_url,
            missing_url=results_url("results_missing", self._judged.span, **narrow),
        )

    def _rolled(self, figures: Sequence[Sequence[Figure]], above: Sequence[Node]) -> RolledTree:
        leaves = [Node(figures=row) for row in figures]
        periods = len(figures[0]) if figures else len(self._judged.spans)
        cap = self._judged.yardstick.limits.aggregation_cap
        return roll_up_tree([*leaves, *above], periods=periods, cap=cap)

    def _trend(self, node: int) -> Series | None:
        spans = self._judged.spans
        rolled = [self._history.roll_up(node, period) for period in range(len(spans))]
        known = [(span, row) for span, row in zip(spans, rolled, strict=True) if row.counted]
        if len(known) < 2:
            return None
        (first, was), (last, now) = known[0], known[-1]
        return Series(
            values=tuple(row.value for row in rolled),
            target=HUNDRED,
            finding=change_text(
                was.value,
                now.value,
                f"{first.label}, {was.counted} indikator",
                f"{last.label}, {now.counted} indikator",
            ),
        )


def change_text(
    was: Decimal | None, now: Decimal | None, earlier: str, later: str, write: Write = persen
) -> str:
    """How a value moved, in words: "Naik dari 90,00 % (2025) ke 95,00 % (2026)"."""
    if was is None or now is None:
        return ""
    if was == now:
        return f"Tetap {write(now)} dari {earlier} sampai {later}"
    way = "Naik" if now > was else "Turun"
    return f"{way} dari {write(was)} ({earlier}) ke {write(now)} ({later})"


def band_mark(value: Decimal | None, yardstick: Yardstick) -> BandMark | None:
    """The band of a percentage; None without one."""
    if value is None:
        return None
    found, bands = yardstick.bands.classify(value), yardstick.bands.bands
    return BandMark(found.code, found.name, bands.index(found) + 1, len(bands))


def why_not(rows: IndicatorRows, line: IndicatorLine, span: Span) -> str:
    """Why an indicator is not counted, in words.

    A figure that comes once a year is not late before the year is over, and one that was sent
    back has been reported.
    """
    if line.status is not Status.NOT_REPORTED:
        return STATES[line.status]
    if _was_returned(rows, span.year):
        return RETURNED
    return NOT_YET_TIME if span.quarter < 4 and _is_yearly(line) else STATES[line.status]


def _was_returned(rows: IndicatorRows, year: int) -> bool:
    return any(
        row.state == Measurement.State.RETURNED and row.year == year
        for series in rows.series
        if series.is_current
        for row in rows.measurements(series)
    )


def _is_yearly(line: IndicatorLine) -> bool:
    """By the dictionary; where it does not say, by an indicator without anything by quarter."""
    frequency = line.indicator.frequency
    if frequency:
        return frequency == Indicator.Frequency.YEARLY
    return line.figures.to_date is None


def _figure(judged: Judged) -> Figure:
    return judged.status if judged.value is None else judged.value.value


if TYPE_CHECKING:
    Write = Callable[[Decimal | None], str]
