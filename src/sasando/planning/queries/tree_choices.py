"""What a node may be linked to, as choices of a form: code and words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, OuterRef, Q

from sasando.organization.models import Duty, Position, Unit
from sasando.planning.actions.tree_nodes import NodeDraft, plan_row_key
from sasando.planning.models import (
    Indicator,
    Objective,
    PerformanceNode,
    PerformanceTree,
    PlanRow,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

Choices = list[tuple[str, str]]
MOST_POSTS: Final = 400
MOST_ROWS: Final = 600
# Units of service: too many to choose from, and never the owner of a city's condition.
SERVICE_UNITS: Final = (Unit.Kind.SEKOLAH, Unit.Kind.KELURAHAN, Unit.Kind.PUSKESMAS)


@dataclass(frozen=True)
class LinkChoices:
    """The choices of a node's form, field by field; no `supports` where nothing may hang."""

    indicators: Choices
    unit: Choices
    position: Choices
    objective: Choices
    plan_row: Choices
    supports: Choices

    def by_field(self) -> dict[str, Choices]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def link_choices(
    tree: PerformanceTree, draft: NodeDraft | None = None, *, is_root: bool = True
) -> LinkChoices:
    """What a node of this tree may be linked to; what it is linked to already is among it."""
    now = draft or NodeDraft(level="", text="")
    is_city = tree.unit.kind == Unit.Kind.CITY
    return LinkChoices(
        indicators=_indicators(tree, now, is_city=is_city),
        unit=_units(tree, now, is_city=is_city),
        position=_positions(tree, now),
        objective=_objectives(tree),
        plan_row=_plan_rows(tree, now, is_city=is_city),
        supports=_carriers(tree, now) if is_root and not is_city else [],
    )


def _indicators(tree: PerformanceTree, now: NodeDraft, *, is_city: bool) -> Choices:
    rows = Indicator.objects.order_by("name")
    if not is_city:
        own = Q(owner__path__startswith=tree.unit.path) | Q(owner=None)
        rows = rows.filter(own | Q(code__in=now.indicators))
    return [(row.code, f"{row.name} ({row.get_level_type_display().lower()})") for row in rows]


def _units(tree: PerformanceTree, now: NodeDraft, *, is_city: bool) -> Choices:
    rows = Unit.objects.filter(path__startswith=tree.unit.path, valid_to=None)
    if is_city:
        rows = rows.exclude(kind__in=SERVICE_UNITS)
    found = rows | Unit.objects.filter(code=now.unit)
    return [
        (row.code, f"{'— ' * max(0, row.depth - tree.unit.depth)}{row.name}")
        for row in found.order_by("path")
    ]


def _positions(tree: PerformanceTree, now: NodeDraft) -> Choices:
    rows = Position.objects.filter(unit__path__startswith=tree.unit.path, valid_to=None)
    if rows.count() > MOST_POSTS:
        below = Position.objects.filter(reports_to=OuterRef("pk"))
        rows = rows.filter(~Q(duty=Duty.STAFF) | Exists(below))
    found = Position.objects.filter(Q(pk__in=rows.values("pk")) | Q(code=now.position))
    return list(found.order_by("unit__path", "code").values_list("code", "title")[:MOST_ROWS])


def _objectives(tree: PerformanceTree) -> Choices:
    rows = Objective.objects.filter(
        mission__plan__first_year__lte=tree.last_year, mission__plan__last_year__gte=tree.first_year
    ).order_by("code")
    return [(row.code, f"{row.code} {row.text}") for row in rows]


def _plan_rows(tree: PerformanceTree, now: NodeDraft, *, is_city: bool) -> Choices:
    rows = PlanRow.objects.filter(
        document__first_year__lte=tree.last_year,
        document__last_year__gte=tree.first_year,
        document__superseded_by=None,
    )
    if is_city:
        rows = rows.filter(level=PlanRow.Level.PROGRAMME)
    else:
        rows = rows.filter(unit__path__startswith=tree.unit.path)
    shown = rows.select_related("document", "unit").order_by("document__code", "unit__path", "code")
    found = [(plan_row_key(row), _row_words(row)) for row in shown[:MOST_ROWS]]
    if now.plan_row and now.plan_row not in {key for key, _words in found}:
        found.append((now.plan_row, now.plan_row))
    return found


def _row_words(row: PlanRow) -> str:
    return f"{row.get_level_display()} {row.code} {row.name} · {row.document.name}"


def _carriers(tree: PerformanceTree, now: NodeDraft) -> Choices:
    """Nodes of the city's trees of these years."""
    rows: Any = PerformanceNode.objects.standing().filter(
        Q(
            tree__unit__kind=Unit.Kind.CITY,
            tree__first_year__lte=tree.last_year,
            tree__last_year__gte=tree.first_year,
        )
        | Q(code=now.supports),
    )
    shown = rows.exclude(level=PerformanceNode.Level.FACTOR).order_by("tree", "path")
    return [
        (code, f"{'— ' * (path.count('.') - 1)}{text}")
        for code, text, path in shown.values_list("code", "text", "path")
    ]


def agencies(but: PerformanceTree) -> Choices:
    """The agencies that can be asked: units below the city other than the tree's own."""
    rows = Unit.objects.filter(parent__kind=Unit.Kind.CITY, valid_to=None).exclude(pk=but.unit_id)
    return list(rows.order_by("name").values_list("code", "name"))


def all_indicators() -> Choices:
    """Every indicator by name."""
    return list(Indicator.objects.order_by("name").values_list("code", "name"))


def nodes_of(trees: Sequence[PerformanceTree]) -> Choices:
    """The nodes of some trees, indented by depth."""
    rows = PerformanceNode.objects.standing().filter(tree__in=trees).order_by("tree", "path")
    return [
        (code, f"{'— ' * (path.count('.') - 1)}{text}")
        for code, text, path in rows.values_list("code", "text", "path")
    ]
