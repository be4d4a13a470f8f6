"""Planting a performance tree; adding, changing, moving and removing its nodes."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import F

from sasando.core import audit
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.core.templatetags.sasando_format import waktu
from sasando.organization.models import Unit
from sasando.planning.errors import (
    NodeAnswersRequest,
    NodeBelowItself,
    NodeCarriesOthers,
    NodeChangedMeanwhile,
    NodeHasRequests,
    TreeExists,
    TreeNotForUnit,
)
from sasando.planning.models import (
    CrosscuttingRequest,
    NodeChange,
    PerformanceNode,
    PerformanceTree,
)
from sasando.planning.tree_access import may_build_for

from .tree_nodes import (
    NodeDraft,
    close_place,
    last_place,
    locked_tree,
    next_number,
    open_place,
    remember,
    siblings,
    standing_node,
    state_of,
    tree_of_node,
    write_draft,
)

if TYPE_CHECKING:
    from sasando.organization.queries import Viewer

Kind = NodeChange.Kind
LONGEST_SPAN = 10
OPEN_REQUESTS = (CrosscuttingRequest.Status.WAITING, CrosscuttingRequest.Status.ACCEPTED)


class Step(StrEnum):
    """A move by one: among the brothers, under the brother above, or beside the parent."""

    UP = "naik"
    DOWN = "turun"
    IN = "masuk"
    OUT = "keluar"


@transaction.atomic
def plant_tree(
    *, viewer: Viewer, unit_code: str, first_year: int, last_year: int, name: str = ""
) -> PerformanceTree:
    """Begin the tree of the city or of an agency (a unit directly below the city).

    Raises NotFoundForViewer, NotPermitted, TreeNotForUnit, TreeExists.
    """
    unit = Unit.objects.select_related("parent").filter(code=unit_code).first()
    if unit is None:
        raise NotFoundForViewer(kind="unit")
    if not may_build_for(viewer, unit):
        raise NotPermitted
    return plant(viewer=viewer, unit=unit, first_year=first_year, last_year=last_year, name=name)


def plant(
    *, viewer: Viewer, unit: Unit, first_year: int, last_year: int, name: str = ""
) -> PerformanceTree:
    """Plant without asking who does it: for an answer that needs a tree to stand in."""
    is_agency = unit.parent is not None and unit.parent.kind == Unit.Kind.CITY
    is_span = first_year <= last_year < first_year + LONGEST_SPAN
    if not is_span or not (unit.kind == Unit.Kind.CITY or is_agency):
        raise TreeNotForUnit
    code = f"POHON-{unit.code}-{first_year}"
    years = str(first_year) if first_year == last_year else f"{first_year}–{last_year}"
    try:
        with transaction.atomic():
            tree = PerformanceTree.objects.create(
                code=code, unit=unit, name=name.strip() or f"Pohon kinerja {unit.name} {years}",
                first_year=first_year, last_year=last_year,
            )  # fmt: skip
    except IntegrityError as taken:
        raise TreeExists(code=code) from taken
    audit.record(
        actor=viewer,
        action="tree.planted",
        subject_kind="tree",
        subject_code=tree.code,
        subject_label=tree.name,
        after={"tahun": years},
    )
    return tree


@transaction.atomic
def add_node(
    *,
    viewer: Viewer,
    tree_code: str,
    draft: NodeDraft,
    parent_code: str = "",
    place: int | None = None,
) -> PerformanceNode:
    """Add a node under a parent (or as a root), at a place or at the end.

    Raises NotFoundForViewer, NotPermitted, NodeLinkWrong.
    """
    tree = locked_tree(viewer, tree_code)
    return insert_node(viewer=viewer, tree=tree, draft=draft, parent_code=parent_code, place=place)


def insert_node(
    *,
    viewer: Viewer,
    tree: PerformanceTree,
    draft: NodeDraft,
    parent_code: str = "",
    place: int | None = None,
) -> PerformanceNode:
    """Add a node to a tree that is locked already. Raises NotFoundForViewer, NodeLinkWrong."""
    parent = standing_node(tree, parent_code) if parent_code else None
    node = PerformanceNode(
        tree=tree,
        code=f"{tree.code}.{next_number(tree)}",
        parent=parent,
        place=open_place(tree, parent.pk if parent else None, place),
        is_example=tree.is_example,
    )
    write_draft(node, draft)
    remember(viewer=viewer, node=node, kind=Kind.ADDED, before=None)
    return standing_node(tree, node.code)


@transaction.atomic
def edit_node(*, viewer: Viewer, code: str, revision: int, draft: NodeDraft) -> PerformanceNode:
    """Change what a node says and is linked to; a draft that changes nothing is no change.

    Raises NotFoundForViewer, NotPermitted, NodeChangedMeanwhile, NodeLinkWrong.
    """
    tree = locked_tree(viewer, tree_of_node(code))
    node = standing_node(tree, code)
    refuse_stale(node, revision)
    before = state_of(node)
    write_draft(node, draft)
    if state_of(standing_node(tree, code)) == before:
        return node
    step_up(node)
    remember(viewer=viewer, node=node, kind=Kind.EDITED, before=before)
    return standing_node(tree, code)


@transaction.atomic
def move_node(
    *, viewer: Viewer, code: str, revision: int, parent_code: str = "", place: int | None = None
) -> PerformanceNode:
    """Move a node with its branch under another parent, or to another place under its own.

    `place` counts the new brothers without the node itself; None is the end. Raises
    NotFoundForViewer, NotPermitted, NodeChangedMeanwhile, NodeBelowItself.
    """
    tree = locked_tree(viewer, tree_of_node(code))
    node = standing_node(tree, code)
    refuse_stale(node, revision)
    return _move(viewer, node, parent_code, place)


@transaction.atomic
def shift_node(*, viewer: Viewer, code: str, revision: int, step: Step) -> PerformanceNode:
    """Move a node by one step; where there is no room for the step nothing changes.

    Raises NotFoundForViewer, NotPermitted, NodeChangedMeanwhile.
    """
    tree = locked_tree(viewer, tree_of_node(code))
    node = standing_node(tree, code)
    refuse_stale(node, revision)
    target = _target(node, step)
    return _move(viewer, node, *target) if target else node


def _target(node: PerformanceNode, step: Step) -> tuple[str, int | None] | None:
    """The parent and the place a step leads to, None where it leads nowhere."""
    parent, place = node.parent, node.place
    own = parent.code if parent else ""
    if step is Step.UP:
        return (own, place - 1) if place > 1 else None
    if step is Step.DOWN:
        return (own, place + 1) if place < last_place(node.tree, node.parent_id) else None
    if step is Step.IN:
        above = siblings(node.tree, node.parent_id).filter(place=place - 1).first()
        return (above.code, None) if above else None
    if parent is None:
        return None
    return (parent.parent.code if parent.parent else "", parent.place + 1)


def _move(
    viewer: Viewer, node: PerformanceNode, parent_code: str, place: int | None
) -> PerformanceNode:
    before = state_of(node)
    if not put(node, parent_code, place):
        return node
    remember(viewer=viewer, node=node, kind=Kind.MOVED, before=before)
    return standing_node(node.tree, node.code)


def put(node: PerformanceNode, parent_code: str, place: int | None) -> bool:
    """Take a node out of its place and put it into another; whether it stands elsewhere now.

    Raises NotFoundForViewer, NodeBelowItself.
    """
    tree = node.tree
    parent = standing_node(tree, parent_code) if parent_code else None
    if parent is not None and parent.path.startswith(node.path):
        raise NodeBelowItself
    was = (node.parent_id, node.place)
    parent_id = parent.pk if parent else None
    # Out of the way first, so that the places of its brothers can close and open.
    PerformanceNode.objects.filter(pk=node.pk).update(place=0)
    close_place(tree, *was)
    node.place = open_place(tree, parent_id, place)
    node.parent = parent
    if parent is not None:
        node.supports = None
    node.save(update_fields=["parent", "place", "supports"])
    if (node.parent_id, node.place) == was:
        return False
    step_up(node)
    return True


@transaction.atomic
def remove_node(*, viewer: Viewer, code: str, revision: int, branch: int) -> int:
    """Remove a node and everything below it; how many nodes. It can be undone.

    `branch` is how many nodes the person saw in it. Raises NotFoundForViewer, NotPermitted,
    NodeChangedMeanwhile, NodeHasRequests, NodeAnswersRequest, NodeCarriesOthers.
    """
    tree = locked_tree(viewer, tree_of_node(code))
    node = standing_node(tree, code)
    refuse_stale(node, revision)
    before = state_of(node)
    codes = codes_below(node)
    if len(codes) != branch:
        refuse_changed(node)
    take_out(node, codes)
    remember(viewer=viewer, node=node, kind=Kind.REMOVED, before=before, nodes=codes)
    return len(codes)


def codes_below(node: PerformanceNode) -> list[str]:
    """The codes of the node and of all that stands below it."""
    rows = PerformanceNode.objects.standing().below(node)
    return list(rows.order_by("path").values_list("code", flat=True))


def take_out(node: PerformanceNode, codes: list[str]) -> None:
    """Mark a branch as removed. Raises NodeHasRequests, NodeAnswersRequest, NodeCarriesOthers."""
    requests = CrosscuttingRequest.objects.filter(status__in=OPEN_REQUESTS)
    _refuse_while(NodeHasRequests, "requests", requests.filter(node__code__in=codes))
    _refuse_while(NodeAnswersRequest, "requests", requests.filter(answer__code__in=codes))
    hanging = PerformanceNode.objects.standing().filter(supports__code__in=codes)
    _refuse_while(NodeCarriesOthers, "nodes", hanging)
    PerformanceNode.objects.filter(code__in=codes).update(is_removed=True)
    close_place(node.tree, node.parent_id, node.place)


def _refuse_while(refusal: Any, name: str, rows: Any) -> None:
    codes = list(rows.order_by("code").values_list("code", flat=True)[:3])
    if codes:
        raise refusal(**{name: ", ".join(codes)})


def step_up(node: PerformanceNode) -> None:
    """Count one more change of the node."""
    PerformanceNode.objects.filter(pk=node.pk).update(revision=F("revision") + 1)


def refuse_stale(node: PerformanceNode, revision: int) -> None:
    """Raises NodeChangedMeanwhile when the node is no longer as the person saw it."""
    if node.revision != revision:
        refuse_changed(node)


def refuse_changed(node: PerformanceNode) -> None:
    """Raises NodeChangedMeanwhile with whoever changed the node or its branch last."""
    last = NodeChange.objects.filter(node__path__startswith=node.path).order_by("-number").first()
    raise NodeChangedMeanwhile(
        name=last.user_name if last else "–", moment=waktu(last.at if last else None)
    )
