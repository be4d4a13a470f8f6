"""Undoing one's own changes of a performance tree, the last one first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from sasando.core.errors import NotFoundForViewer
from sasando.core.templatetags.sasando_format import waktu
from sasando.planning.errors import (
    NodeBelowItself,
    NothingToUndo,
    UndoHasNoPlace,
    UndoOvertaken,
)
from sasando.planning.models import NodeChange, PerformanceNode

from .tree import codes_below, put, step_up, take_out
from .tree_nodes import (
    NodeDraft,
    locked_tree,
    open_place,
    remember,
    standing_node,
    state_of,
    write_draft,
)

if TYPE_CHECKING:
    from sasando.organization.queries import Viewer

Kind = NodeChange.Kind


def last_undoable(user_id: int, tree_code: str) -> NodeChange | None:
    """The account's last change of a tree that is not undone, and no undoing itself."""
    rows = NodeChange.objects.filter(
        tree__code=tree_code, user_id=user_id, undoes=None, undone_by=None
    )
    return rows.select_related("node").order_by("-number").first()


@transaction.atomic
def undo_last(*, viewer: Viewer, tree_code: str) -> NodeChange:
    """Undo the viewer's last change of the tree; the change that does so.

    Refused when somebody changed the same node since. Raises NotFoundForViewer, NotPermitted,
    NothingToUndo, UndoOvertaken, UndoHasNoPlace, NodeHasRequests, NodeAnswersRequest,
    NodeCarriesOthers.
    """
    tree = locked_tree(viewer, tree_code)
    change = last_undoable(viewer.user_id, tree_code)
    if change is None:
        raise NothingToUndo
    node = change.node
    node.tree = tree
    _refuse_overtaken(change)
    undo = {
        Kind.ADDED: _take_back,
        Kind.EDITED: _write_back,
        Kind.MOVED: _move_back,
        Kind.REMOVED: _bring_back,
    }[Kind(change.kind)]
    return undo(viewer, change)


def _refuse_overtaken(change: NodeChange) -> None:
    """Raises UndoOvertaken. A later change that is itself undone left the node as it was."""
    node = change.node
    later = NodeChange.objects.filter(
        tree_id=change.tree_id, number__gt=change.number, undoes=None, undone_by=None
    )
    touching = later.filter(node=node).order_by("number").first()
    if touching is None and node.is_removed and change.kind != Kind.REMOVED:
        removals = later.filter(kind=Kind.REMOVED, nodes__contains=[node.code])
        touching = removals.order_by("number").first()
    if touching is None and change.kind == Kind.ADDED:
        # What somebody has put under the new node would go with it.
        below = later.filter(node__path__startswith=node.path, node__is_removed=False)
        touching = below.order_by("number").first()
    if touching is not None:
        raise UndoOvertaken(name=touching.user_name, moment=waktu(touching.at))


def _take_back(viewer: Viewer, change: NodeChange) -> NodeChange:
    node = standing_node(change.node.tree, change.node.code)
    before, codes = state_of(node), codes_below(node)
    take_out(node, codes)
    step_up(node)
    return remember(
        viewer=viewer, node=node, kind=Kind.REMOVED, before=before, nodes=codes, undoes=change
    )


def _write_back(viewer: Viewer, change: NodeChange) -> NodeChange:
    node = standing_node(change.node.tree, change.node.code)
    before = state_of(node)
    try:
        write_draft(node, NodeDraft.from_state(change.before or {}))
    except NotFoundForViewer as gone:
        raise UndoHasNoPlace from gone
    step_up(node)
    return remember(viewer=viewer, node=node, kind=Kind.EDITED, before=before, undoes=change)


def _move_back(viewer: Viewer, change: NodeChange) -> NodeChange:
    node = standing_node(change.node.tree, change.node.code)
    before, origin = state_of(node), change.before or {}
    try:
        put(node, origin["parent"], origin["place"])
        write_draft(node, NodeDraft.from_state({**before, "supports": origin["supports"]}))
    except (NotFoundForViewer, NodeBelowItself) as gone:
        raise UndoHasNoPlace from gone
    return remember(viewer=viewer, node=node, kind=Kind.MOVED, before=before, undoes=change)


def _bring_back(viewer: Viewer, change: NodeChange) -> NodeChange:
    node, origin = change.node, change.before or {}
    tree = node.tree
    if node.parent is not None and node.parent.is_removed:
        raise UndoHasNoPlace
    place = open_place(tree, node.parent_id, origin["place"])
    PerformanceNode.objects.filter(pk=node.pk).update(place=place)
    PerformanceNode.objects.filter(code__in=change.nodes).update(is_removed=False)
    step_up(node)
    return remember(
        viewer=viewer, node=node, kind=Kind.RESTORED, before=None, nodes=change.nodes, undoes=change
    )
