"""What was reached of what was signed: by item of an agreement, and as a mean of a unit.

An item is judged by planning's own figures and rules, held against the target that was signed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from sasando.core import clock
from sasando.core.templatetags.sasando_format import persen
from sasando.planning.judging import Goal
from sasando.planning.models import Indicator
from sasando.planning.periods import Span
from sasando.planning.queries.indicators import yardstick_on
from sasando.planning.readings import trimmed
from sasando.planning.shown import STATES, figure_text, goal_text
from sasando.rules.registry import Status
from sasando.rules.rollup import Part, part_of, roll_up
from sasando.scoreboard.addresses import ITEM, marked, node_url
from sasando.scoreboard.periods import known_at
from sasando.scoreboard.tables import Cell, Column, ListPage, Slice, Table

from .agreements import AgreementFacts, PromisedItem, agreements_below, in_force
from .figures import AgendaLine, Judge, YearRows, agenda_lines, rows_of_year
from .last_year import figures_before
from .units import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from decimal import Decimal

    from sasando.organization.models import Unit
    from sasando.planning.judging import YearFigures
    from sasando.planning.policies import Yardstick
    from sasando.rules.rollup_tree import Figure

LOW, MISSING = "rendah", "belum-ada"
LOW_BANDS = frozenset({"VERY_LOW", "LOW"})
COLUMNS = (
    Column("Indikator", note="Perjanjian"), Column("Sasaran"),
    Column("Target", is_number=True), Column("Realisasi", is_number=True, note="Sumber"),
    Column("Capaian", is_number=True, note="Kategori"),
)  # fmt: skip
NO_FIGURE = frozenset({Status.NOT_REPORTED, Status.TARGET_MISSING, Status.INVALID})


@dataclass(frozen=True)
class JudgedItem:
    """One signed promise with what was reached of it in its year so far."""

    agreement: AgreementFacts
    item: PromisedItem
    indicator: Indicator
    known: YearRows
    figures: YearFigures
    band: str
    band_name: str

    @property
    def achievement(self) -> Decimal | None:
        value = self.figures.headline.value
        return None if value is None else value.value

    @property
    def is_low(self) -> bool:
        return self.band in LOW_BANDS

    @property
    def is_missing(self) -> bool:
        """Whether a figure should be there by now; one not yet released is not missing."""
        return self.figures.headline.status in NO_FIGURE


@dataclass(frozen=True)
class UnitAchievement:
    """The mean over the objectives of a unit's agreement, and what it rests on."""

    value: Decimal | None
    counted_text: str
    is_low: bool


@dataclass(frozen=True)
class Judged:
    """Judged items of several agreements, and the indicators of the priority agendas."""

    items: Sequence[JudgedItem]
    agendas: Sequence[AgendaLine]
    yardstick: Yardstick

    def of_unit(self, unit_id: int) -> UnitAchievement | None:
        """A unit's mean over the objectives of its own agreement; None without agreement."""
        own = [row for row in self.items if row.agreement.unit_id == unit_id]
        if not own:
            return None
        cap = self.yardstick.limits.aggregation_cap
        by_objective: dict[int, list[Part]] = {}
        for row in own:
            by_objective.setdefault(row.item.objective_id, []).append(part_of(row.figures.headline))
        means = [roll_up(parts, cap=cap) for parts in by_objective.values()]
        whole = roll_up([Part(mean.value.value, mean.status) for mean in means], cap=cap).value
        counted = sum(row.figures.headline.status is Status.OK for row in own)
        total = len(own) + own[0].agreement.own_words
        is_low = (
            whole.value is not None and self.yardstick.bands.classify(whole.value).code in LOW_BANDS
        )
        return UnitAchievement(whole.value, f"{counted} dari {total} indikator terhitung", is_low)


def judged(found: Iterable[AgreementFacts], now: datetime, year: int) -> Judged:
    """Judge the items of agreements in force, and the priority agendas. Three queries.

    An indicator that names a source of the system adds that source's own.
    """
    promises = [(row, item) for row in found for item in row.items]
    wanted = Q(pk__in={item.indicator_id for _row, item in promises}) | Q(agenda__isnull=False)
    indicators = list(
        Indicator.objects.filter(wanted).select_related("owner", "agenda").order_by("code")
    )
    by_id = {row.pk: row for row in indicators}
    today, judge = clock.local_day(now), Judge(yardstick_on(year, now))
    known = rows_of_year(indicators, year, today)
    return Judged(
        items=[
            _judge(row, item, by_id[item.indicator_id], known[item.indicator_id], judge)
            for row, item in promises
        ],
        agendas=agenda_lines(indicators, known, year, today, judge),
        yardstick=judge.yardstick,
    )


def _signed_goals(item: PromisedItem, planned: Mapping[int, Goal]) -> dict[int, Goal]:
    """The signed targets; the plan's quarters where none were signed.

    Papers from before ranges were signed have the other end only in the plan.
    """
    year = planned.get(0)
    upper = item.upper
    if upper is None and year is not None and year.value == item.target:
        upper = year.upper
    signed = {
        quarter: Goal(trimmed(value))
        for quarter, value in enumerate(item.quarters, start=1)
        if value is not None
    }
    quarters = signed or {quarter: goal for quarter, goal in planned.items() if quarter}
    return {0: Goal(trimmed(item.target), None if upper is None else trimmed(upper)), **quarters}


def _judge(
    agreement: AgreementFacts,
    item: PromisedItem,
    indicator: Indicator,
    known: YearRows,
    judge: Judge,
) -> JudgedItem:
    figures = judge(known.said, _signed_goals(item, known.goals), known.readings)
    value = figures.headline.value
    band = None if value is None else judge.yardstick.bands.classify(value.value)
    return JudgedItem(
        agreement=agreement,
        item=item,
        indicator=indicator,
        known=known,
        figures=figures,
        band=band.code if band else "",
        band_name=band.name if band else "",
    )


def achievement_list(
    *,
    unit: Unit,
    now: datetime,
    state: str,
    whole_branch: bool,
    wanted: Slice,
    span: Span | None = None,
) -> ListPage:
    """The signed promises of a unit, or of it and all below, each with its figures.

    Of this year until now; or of the year of a quarter as known at its end, beside the same
    quarter of the year before.
    """
    year = span.year if span else clock.local_day(now).year
    now = known_at(span, now) if span else now
    binding = in_force(agreements_below(unit, year))
    if not whole_branch:
        binding = [row for row in binding if row.unit_id == unit.pk]
    found = judged(binding, now, year)
    rows = [row for row in found.items if _has_state(row, state)]
    whole = None if whole_branch else found.of_unit(unit.pk)
    shown = rows[wanted.start : wanted.stop]
    columns, cells = list(COLUMNS), [_row(row) for row in shown]
    if span is not None:
        before = figures_before([row.indicator for row in shown], span, now)
        columns.append(Column(f"Capaian {Span(year - 1, span.quarter).label}", is_number=True))
        last = (Cell(_figure_words(before[row.indicator.pk])) for row in shown)
        cells = [(*row, cell) for row, cell in zip(cells, last, strict=True)]
    return ListPage(
        title=f"Capaian perjanjian {span.label if span else year}",
        lead=_lead(unit, whole, whole_branch=whole_branch),
        table=Table(columns, cells, len(rows)),
        empty="Tidak ada indikator perjanjian yang cocok.",
        file_name=f"capaian-{unit.code}-{year}",
    )


def _has_state(row: JudgedItem, state: str) -> bool:
    if state == LOW:
        return row.is_low
    return row.is_missing if state == MISSING else True


def _lead(unit: Unit, whole: UnitAchievement | None, *, whole_branch: bool) -> str:
    if whole_branch:
        return f"{name_of(unit)} dan semua unit di bawahnya."
    if whole is None:
        return f"{name_of(unit)}: belum ada perjanjian yang berlaku."
    return (
        f"{name_of(unit)}: rata-rata sasaran {persen(whole.value)}, {whole.counted_text}. Setiap "
        "sasaran adalah rata-rata indikatornya."
    )


def _figure_words(figure: Figure) -> str:
    return STATES[figure] if isinstance(figure, Status) else persen(figure)


def _source_words(row: JudgedItem) -> str:
    known = row.known
    mark = "belum diverifikasi" if known.is_unverified else ""
    parts = (known.source or row.indicator.data_source, known.period, mark)
    return ", ".join(filter(None, parts))


def _row(row: JudgedItem) -> tuple[Cell, ...]:
    indicator, measure = row.indicator, row.indicator.measure
    judged_value = row.achievement
    return (
        Cell(
            marked(indicator.name, is_example=indicator.is_example),
            node_url(ITEM, row.item.code),
            row.agreement.code,
        ),
        Cell(row.item.objective_text),
        Cell(f"{goal_text(indicator, row.figures.goal)} {measure}"),
        Cell(
            f"{figure_text(indicator, row.figures.realisation)} {measure}"
            if row.figures.realisation is not None
            else STATES[row.figures.headline.status],
            "",
            _source_words(row),
        ),
        Cell(
            persen(judged_value) if judged_value is not None else "belum terhitung",
            "",
            row.band_name,
            row.is_low,
        ),
    )
