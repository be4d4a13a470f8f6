"""Reading, writing and placing the nodes of a tree inside one locked change.

Every function here runs inside the transaction of an action that holds the lock of the tree.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Self

from django.db.models import F, Max

from sasando.core import audit
from sasando.core.errors import NotFoundForViewer
from sasando.organization.models import Position, Unit
from sasando.planning.errors import NodeLinkWrong
from sasando.planning.models import (
    Indicator,
    NodeChange,
    Objective,
    PerformanceNode,
    PerformanceTree,
    PlanRow,
)
from sasando.planning.tree_access import require_may_edit

if TYPE_CHECKING:
    from sasando.organization.queries import Viewer

Kind, Level = NodeChange.Kind, PerformanceNode.Level
LINKS: Final = (
    "parent", "supports", "unit", "position", "objective", "plan_row__document", "plan_row__unit",
)  # fmt: skip
DRAFTED: Final = (
    "level", "text", "basis", "weight", "plan_row", "objective", "unit", "position", "supports",
)  # fmt: skip
DEEDS: Final = {
    Kind.ADDED: "tree.node-added",
    Kind.EDITED: "tree.node-edited",
    Kind.MOVED: "tree.node-moved",
    Kind.REMOVED: "tree.node-removed",
    Kind.RESTORED: "tree.node-restored",
}


@dataclass(frozen=True)
class NodeDraft:
    """What a node says and is linked to, by codes; the weight in percent of its parent."""

    level: str
    text: str
    basis: str = ""
    weight: Decimal | None = None
    plan_row: str = ""
    objective: str = ""
    unit: str = ""
    position: str = ""
    indicators: tuple[str, ...] = ()
    supports: str = ""

    @classmethod
    def of(cls, node: PerformanceNode) -> Self:
        """A standing node as a draft; read with `LINKS` selected and indicators prefetched."""
        return cls(
            level=node.level,
            text=node.text,
            basis=node.basis,
            weight=node.weight,
            plan_row=plan_row_key(node.plan_row),
            objective=node.objective.code if node.objective else "",
            unit=node.unit.code if node.unit else "",
            position=node.position.code if node.position else "",
            indicators=tuple(sorted(row.code for row in node.indicators.all())),
            supports=node.supports.code if node.supports else "",
        )

    def as_state(self) -> dict[str, Any]:
        """The draft as a change keeps it."""
        state: dict[str, Any] = {part.name: getattr(self, part.name) for part in fields(self)}
        state["weight"] = None if self.weight is None else str(self.weight)
        state["indicators"] = list(self.indicators)
        return state

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> Self:
        """The draft a change kept."""
        given = {part.name: state[part.name] for part in fields(cls)}
        weight = given["weight"]
        given["weight"] = None if weight is None else Decimal(weight)
        given["indicators"] = tuple(given["indicators"])
        return cls(**given)


def plan_row_key(row: PlanRow | None) -> str:
    """The public name of a plan's line: document, unit and code."""
    return f"{row.document.code}/{row.unit.code}/{row.code}" if row else ""


def locked_tree(viewer: Viewer, code: str) -> PerformanceTree:
    """The tree, locked until the end of the transaction, so that changes come one by one.

    Raises NotFoundForViewer, NotPermitted.
    """
    tree = (
        PerformanceTree.objects.select_for_update(of=("self",), no_key=True)
        .select_related("unit")
        .filter(code=code)
        .first()
    )
    if tree is None:
        raise NotFoundForViewer(kind="pohon kinerja")
    require_may_edit(viewer, tree)
    return tree


def tree_of_node(code: str) -> str:
    """The code of the tree a node stands in. Raises NotFoundForViewer."""
    found = PerformanceNode.objects.filter(code=code).values_list("tree__code", flat=True).first()
    if found is None:
        raise NotFoundForViewer(kind="simpul")
    return found


def standing_node(tree: PerformanceTree, code: str) -> PerformanceNode:
    """A node of the tree that is not removed. Raises NotFoundForViewer."""
    node = (
        PerformanceNode.objects.standing()
        .select_related(*LINKS)
        .prefetch_related("indicators")
        .filter(tree=tree, code=code)
        .first()
    )
    if node is None:
        raise NotFoundForViewer(kind="simpul")
    # One lock, one tree object: whoever changes the node counts on it.
    node.tree = tree
    return node


def write_draft(node: PerformanceNode, draft: NodeDraft) -> None:
    """Put the draft into the node. Raises NotFoundForViewer, NodeLinkWrong."""
    is_factor = draft.level == Level.FACTOR
    if is_factor and (draft.plan_row or draft.objective or draft.indicators or draft.position):
        raise NodeLinkWrong
    node.level, node.text, node.basis = draft.level, draft.text.strip(), draft.basis.strip()
    node.weight = draft.weight
    node.plan_row = _plan_row(draft.plan_row)
    node.objective = _by_code(Objective, draft.objective, "tujuan atau sasaran")
    node.unit = _by_code(Unit, draft.unit, "unit")
    node.position = _by_code(Position, draft.position, "jabatan")
    node.supports = _carrier(node, draft.supports)
    indicators = list(Indicator.objects.filter(code__in=draft.indicators))
    if len(indicators) != len(set(draft.indicators)):
        raise NotFoundForViewer(kind="indikator")
    # The path is the database's own: only what the draft holds is written to a node that stands.
    node.save(update_fields=None if node.pk is None else DRAFTED)
    node.indicators.set(indicators)


def _by_code(model: Any, code: str, kind: str) -> Any:
    if not code:
        return None
    row = model.objects.filter(code=code).first()
    if row is None:
        raise NotFoundForViewer(kind=kind)
    return row


def _plan_row(key: str) -> PlanRow | None:
    if not key:
        return None
    document, _slash, rest = key.partition("/")
    unit, _slash, code = rest.partition("/")
    row = PlanRow.objects.filter(document__code=document, unit__code=unit, code=code).first()
    if row is None:
        raise NotFoundForViewer(kind="baris rencana")
    return row


def _carrier(node: PerformanceNode, code: str) -> PerformanceNode | None:
    """The node of the city's tree a root hangs on. Raises NotFoundForViewer, NodeLinkWrong."""
    if not code:
        return None
    row = (
        PerformanceNode.objects.standing()
        .select_related("tree__unit")
        .filter(code=code, tree__unit__kind=Unit.Kind.CITY)
        .first()
    )
    if row is None:
        raise NotFoundForViewer(kind="simpul kota")
    if node.parent_id is not None or node.tree.unit.kind == Unit.Kind.CITY:
        raise NodeLinkWrong
    return row


def next_number(tree: PerformanceTree) -> int:
    """A number no node or request of the tree has had before."""
    tree.last_number += 1
    tree.save(update_fields=["last_number"])
    return tree.last_number


def siblings(tree: PerformanceTree, parent_id: int | None) -> Any:
    """The standing nodes under one parent (or the roots)."""
    return PerformanceNode.objects.standing().filter(tree=tree, parent_id=parent_id)


def last_place(tree: PerformanceTree, parent_id: int | None) -> int:
    """The highest place under a parent; 0 when nothing stands there."""
    return int(siblings(tree, parent_id).aggregate(last=Max("place"))["last"] or 0)


def open_place(tree: PerformanceTree, parent_id: int | None, place: int | None) -> int:
    """Make room under a parent and give the place (1 is the first); None is the end."""
    end = last_place(tree, parent_id) + 1
    wanted = end if place is None else max(1, min(place, end))
    _shift(siblings(tree, parent_id).filter(place__gte=wanted), by=1)
    return wanted


def close_place(tree: PerformanceTree, parent_id: int | None, place: int) -> None:
    """Let the later ones move up after a node has left its place."""
    _shift(siblings(tree, parent_id).filter(place__gt=place), by=-1)


def _shift(rows: Any, *, by: int) -> None:
    """In two strokes over negative numbers: each place is held by one node at any instant."""
    keys = list(rows.values_list("pk", flat=True))
    moving = PerformanceNode.objects.filter(pk__in=keys)
    moving.update(place=-(F("place") + by))
    moving.update(place=-F("place"))


def state_of(node: PerformanceNode) -> dict[str, Any]:
    """The node as a change keeps it: its draft, its parent's code and its place."""
    parent = node.parent.code if node.parent else ""
    return {**NodeDraft.of(node).as_state(), "parent": parent, "place": node.place}


def remember(
    *,
    viewer: Viewer,
    node: PerformanceNode,
    kind: str,
    before: dict[str, Any] | None,
    nodes: list[str] | None = None,
    undoes: NodeChange | None = None,
) -> NodeChange:
    """Keep one change of the tree, and its trace for the inspectors."""
    tree = node.tree
    tree.revision += 1
    tree.save(update_fields=["revision"])
    after = None if kind == Kind.REMOVED else state_of(standing_node(tree, node.code))
    change = NodeChange.objects.create(
        tree=tree,
        number=tree.revision,
        node=node,
        kind=kind,
        before=before,
        after=after,
        nodes=nodes or [],
        user_id=viewer.user_id,
        user_name=viewer.name,
        undoes=undoes,
    )
    audit.record(
        actor=viewer,
        action=DEEDS[Kind(kind)],
        subject_kind="tree-node",
        subject_code=node.code,
        subject_label=node.text,
        before=_said(before),
        after=_said(after),
        reason=f"mengurungkan perubahan {undoes.number}" if undoes else "",
    )
    return change


WORDS: Final = {
    "level": "jenjang", "text": "kondisi", "basis": "dasar", "weight": "bobot",
    "plan_row": "baris rencana", "objective": "sasaran", "unit": "unit", "position": "jabatan",
    "indicators": "indikator", "supports": "menggantung pada", "parent": "induk",
    "place": "urutan",
}  # fmt: skip


def _said(state: dict[str, Any] | None) -> dict[str, Any] | None:
    """A state with the words of the office, empty parts left out."""
    if state is None:
        return None
    return {WORDS[name]: value for name, value in state.items() if value not in ("", None, [])}
