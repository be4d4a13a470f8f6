"""A place on the thread: what it is, what stands above it, and which results hang below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q

from sasando.agreements.models import AgreementItem
from sasando.core import clock
from sasando.core.errors import NotFoundForViewer
from sasando.core.paging import Crumb
from sasando.planning.models import AgencyProgramme
from sasando.scoreboard.addresses import (
    ENTRY,
    ITEM,
    KIND_LABELS,
    MISSION,
    OBJECTIVE,
    PROGRAMME,
    RESULT,
    Fact,
    node_url,
    reverse,
)
from sasando.work.models import DailyEntry, PlannedResult
from sasando.work.queries.entries import visible_entry

from .agreement_lines import AgreementLine, line_with, lines_of_objective
from .chain import Sight, chain_to, sight_of, url_of, with_words
from .plan_tree import MissionLine, ObjectiveLine, PlanTree, tree_with_mission, tree_with_objective

if TYPE_CHECKING:
    from datetime import datetime

    from sasando.organization.queries import Viewer


@dataclass(frozen=True)
class Branch:
    """One closed branch: where it leads, what lies in it, its rupiah; "" leads nowhere."""

    kind_label: str
    label: str
    url: str
    counts: Sequence[Fact] = ()
    is_example: bool = False
    money: Fact | None = None


@dataclass(frozen=True)
class Level:
    """One level above, of the branch one came from, with the branches beside it."""

    kind_label: str
    label: str
    url: str
    siblings_label: str = ""
    siblings: Sequence[Branch] = ()


@dataclass(frozen=True)
class Place:
    """Where one stands. `results` are the planned results below, of `year`."""

    kind: str
    code: str
    label: str
    kind_label: str
    above: Sequence[Level]
    results: Q
    year: int
    is_example: bool = False
    mission: MissionLine | None = None
    objective: ObjectiveLine | None = None
    line: AgreementLine | None = None
    lines: Sequence[AgreementLine] = ()
    chain: Sequence[PlannedResult] = ()
    sight: Sight | None = None
    entry: DailyEntry | None = None
    programme: AgencyProgramme | None = None
    indicators: Q = field(default_factory=lambda: Q(pk__in=[]))

    @property
    def url(self) -> str:
        return node_url(self.kind, self.code)

    @property
    def trail(self) -> list[Crumb]:
        """The path up as breadcrumb, from all missions down to the level above."""
        return [Crumb("Utas", thread_url()), *(Crumb(row.label, row.url) for row in self.above)]


def thread_url() -> str:
    return reverse("scoreboard:thread")


def place_for(*, viewer: Viewer, now: datetime, kind: str, code: str) -> Place:
    """The place with this address. NotFoundForViewer when there is none the viewer may know."""
    finder = _FINDERS.get(kind)
    place = finder(viewer, now, code) if finder else None
    if place is None:
        raise NotFoundForViewer(kind=kind, code=code)
    return place


def _mission(_viewer: Viewer, now: datetime, code: str) -> Place | None:
    tree = tree_with_mission(code)
    mission = tree.mission(code)
    if mission is None:
        return None
    year = clock.local_day(now).year
    return Place(
        kind=MISSION,
        code=code,
        label=mission.text,
        kind_label=mission.kind_label,
        above=(),
        results=Q(objective__mission_id=mission.id, skp__year=year),
        year=year,
        mission=mission,
        indicators=Q(objective__mission_id=mission.id),
    )


def _objective(_viewer: Viewer, now: datetime, code: str) -> Place | None:
    tree = tree_with_objective(code)
    found = tree.objective(code)
    if found is None:
        return None
    mission, objective = found
    year = clock.local_day(now).year
    return Place(
        kind=OBJECTIVE,
        code=code,
        label=objective.text,
        kind_label=objective.kind_label,
        above=(_mission_level(tree, mission),),
        results=Q(objective_id=objective.id, skp__year=year),
        year=year,
        is_example=objective.is_example,
        mission=mission,
        objective=objective,
        lines=lines_of_objective(objective.id, year),
        indicators=Q(objective_id=objective.id),
    )


def _item(viewer: Viewer, _now: datetime, code: str) -> Place | None:
    item = (
        AgreementItem.objects.select_related(
            "agreement__unit", "agreement__position", "objective", "indicator"
        )
        .filter(code=code)
        .first()
    )
    if item is None:
        return None
    year = item.agreement.year
    lines = lines_of_objective(item.objective_id, year, item.agreement.position_id)
    line = line_with(lines, code)
    if line is None:
        return None
    tree = tree_with_objective(item.objective.code)
    results = Q(pk__in=[])
    for path in line.paths:
        results |= Q(path__startswith=path)
    return Place(
        kind=ITEM,
        code=code,
        label=item.shown_indicator,
        kind_label=KIND_LABELS[ITEM],
        above=(*_down_to_objective(tree, item.objective.code), *_item_levels(item)[:-1]),
        results=results,
        year=year,
        is_example=item.agreement.is_example,
        line=line,
        lines=lines,
        sight=sight_of(viewer),
        indicators=Q(pk=item.indicator_id or 0),
    )


def _result(viewer: Viewer, _now: datetime, code: str) -> Place | None:
    result = with_words(PlannedResult.objects.filter(code=code)).first()
    sight = sight_of(viewer)
    if result is None or not sight.may_walk(result):
        return None
    chain = chain_to(result)
    return Place(
        kind=RESULT,
        code=code,
        label=result.text,
        kind_label=KIND_LABELS[RESULT],
        above=_down_to_result(chain[:-1] or chain, sight, whole=len(chain) > 1),
        results=Q(path__startswith=result.path),
        year=result.skp.year,
        is_example=result.is_example,
        chain=chain,
        sight=sight,
    )


def _entry(viewer: Viewer, now: datetime, code: str) -> Place | None:
    entry = visible_entry(viewer, now, code)
    if entry is None:
        return None
    chain = chain_to(entry.result)
    return Place(
        kind=ENTRY,
        code=code,
        label=entry.activity,
        kind_label=KIND_LABELS[ENTRY],
        above=_down_to_result(chain, sight_of(viewer), whole=True),
        results=Q(pk__in=[]),
        year=entry.day.year,
        is_example=entry.is_example,
        chain=chain,
        entry=entry,
    )


def _programme(viewer: Viewer, now: datetime, code: str) -> Place | None:
    unit_code, _tilde, node_code = code.partition("~")
    row = (
        AgencyProgramme.objects.select_related("unit", "node", "objective", "priority")
        .filter(unit__code=unit_code, node__code=node_code)
        .order_by("-node__version")
        .first()
    )
    if row is None:
        return None
    year = clock.local_day(now).year
    above: Sequence[Level] = ()
    if row.objective is not None:
        above = _down_to_objective(tree_with_objective(row.objective.code), row.objective.code)
    return Place(
        kind=PROGRAMME,
        code=code,
        label=row.node.name,
        kind_label=f"Program {row.node.code} · {row.unit.name}",
        above=above,
        results=Q(
            sub_activity__parent__parent_id=row.node_id,
            unit__path__startswith=row.unit.path,
            skp__year=year,
        ),
        year=year,
        is_example=row.is_example,
        sight=sight_of(viewer),
        programme=row,
    )


_FINDERS: dict[str, Callable[[Viewer, datetime, str], Place | None]] = {
    MISSION: _mission,
    OBJECTIVE: _objective,
    ITEM: _item,
    RESULT: _result,
    ENTRY: _entry,
    PROGRAMME: _programme,
}


def _mission_level(tree: PlanTree, mission: MissionLine) -> Level:
    others = [row for row in tree.missions if row.id != mission.id]
    return Level(
        kind_label=mission.kind_label,
        label=mission.text,
        url=node_url(MISSION, mission.code),
        siblings_label=f"{len(others)} misi lain" if others else "",
        siblings=[
            Branch(
                row.kind_label,
                row.text,
                node_url(MISSION, row.code),
                _indicator_fact(row.indicators, node_url(MISSION, row.code, lihat="indikator")),
            )
            for row in others
        ],
    )


def _down_to_objective(tree: PlanTree, code: str) -> tuple[Level, ...]:
    found = tree.objective(code)
    if found is None:
        return ()
    mission, objective = found
    others = [row for row in mission.objectives if row.id != objective.id]
    level = Level(
        kind_label=objective.kind_label,
        label=objective.text,
        url=node_url(OBJECTIVE, objective.code),
        siblings_label=f"{len(others)} sasaran lain" if others else "",
        siblings=[
            Branch(
                row.kind_label,
                row.text,
                node_url(OBJECTIVE, row.code),
                _indicator_fact(row.indicators, node_url(OBJECTIVE, row.code, lihat="indikator")),
                row.is_example,
            )
            for row in others
        ],
    )
    return (_mission_level(tree, mission), level)


def _down_to_result(
    chain: Sequence[PlannedResult], sight: Sight, *, whole: bool
) -> tuple[Level, ...]:
    """The levels down to the last of a chain; to the agreement item only, unless `whole`."""
    top = chain[0]
    above = _down_to_objective(tree_with_objective(top.objective.code), top.objective.code)
    item = top.agreement_item
    if item is not None:
        above = (*above, *_item_levels(item))
    return (*above, *(_result_level(row, sight) for row in chain)) if whole else above


def _item_levels(item: AgreementItem) -> list[Level]:
    """The item and those it serves above, the top one first. At most one query."""
    codes = [code for code in item.path.split("/") if code]
    if len(codes) == 1:
        return [_item_level(item)]
    rows = AgreementItem.objects.filter(code__in=codes).select_related(
        "agreement__unit", "agreement__position", "indicator"
    )
    by_code = {row.code: row for row in rows}
    return [_item_level(by_code[code]) for code in codes if code in by_code]


def _item_level(item: AgreementItem) -> Level:
    agreement = item.agreement
    whose = agreement.unit.name if agreement.leads_unit else agreement.position.title
    kind = f"{KIND_LABELS[ITEM]} · {whose}"
    return Level(kind, item.shown_indicator, node_url(ITEM, item.code))


def _result_level(result: PlannedResult, sight: Sight) -> Level:
    kind = f"{KIND_LABELS[RESULT]} · {result.skp.position.title}"
    return Level(kind, result.text, url_of(result) if sight.may_walk(result) else "")


def _indicator_fact(count: int, url: str) -> tuple[Fact, ...]:
    return (Fact(f"{count} indikator", url),) if count else ()
