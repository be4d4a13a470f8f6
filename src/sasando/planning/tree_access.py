"""Who may change a performance tree, and who may answer a crosscutting request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sasando.core.errors import NotPermitted
from sasando.organization.models import Duty

if TYPE_CHECKING:
    from sasando.organization.models import Unit
    from sasando.organization.queries import Viewer

    from .models import CrosscuttingRequest, PerformanceTree

HEADS: Final = frozenset({Duty.HEAD, Duty.SECRETARY, Duty.MAYOR})


def may_edit(viewer: Viewer, tree: PerformanceTree) -> bool:
    """A planner within his scope, and the head of the unit whose tree it is."""
    return may_build_for(viewer, tree.unit)


def may_build_for(viewer: Viewer, unit: Unit) -> bool:
    """Whether the viewer may plant and tend a tree of this unit."""
    if viewer.has(Duty.PLANNER) and viewer.may_see_path(unit.path):
        return True
    return _heads(viewer, unit.pk)


def may_answer(viewer: Viewer, supplier: Unit) -> bool:
    """Nobody answers for another agency: its head, or a planner who works in it."""
    works_there = any(
        post.duty == Duty.PLANNER and post.unit_path.startswith(supplier.path)
        for post in viewer.posts
    )
    return works_there or _heads(viewer, supplier.pk)


def may_answer_request(viewer: Viewer, row: CrosscuttingRequest) -> bool:
    """The supplier for itself; for an outside institution whoever asked writes its answer down."""
    if row.supplier is None:
        return may_edit(viewer, row.node.tree)
    return may_answer(viewer, row.supplier)


def require_may_edit(viewer: Viewer, tree: PerformanceTree) -> None:
    """Raises NotPermitted."""
    if not may_edit(viewer, tree):
        raise NotPermitted


def _heads(viewer: Viewer, unit_id: int) -> bool:
    return any(post.duty in HEADS and post.unit_id == unit_id for post in viewer.posts)
