"""Reading crosscutting requests: those we made, those made of us, one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from sasando.core.errors import NotFoundForViewer
from sasando.organization.models import Duty, Unit
from sasando.planning.models import CrosscuttingRequest, PerformanceTree
from sasando.planning.tree_access import HEADS, may_answer_request, may_edit

if TYPE_CHECKING:
    from datetime import date

    from sasando.organization.queries import Viewer

Status = CrosscuttingRequest.Status


@dataclass(frozen=True)
class RequestsPage:
    """The requests of the viewer's trees, those asked of his unit, and the city's others."""

    ours: tuple[CrosscuttingRequest, ...]
    of_us: tuple[CrosscuttingRequest, ...]
    others: tuple[CrosscuttingRequest, ...]


@dataclass(frozen=True)
class RequestPage:
    """One request and what the viewer may do with it now."""

    request: CrosscuttingRequest
    may_answer: bool
    may_withdraw: bool
    is_late: bool
    trees: tuple[PerformanceTree, ...]


def requests_page(viewer: Viewer) -> RequestsPage:
    """All requests, split by whose they are for the viewer. Three queries."""
    rows = _rows()
    ours = rows.filter(_ours(viewer))
    of_us = rows.filter(_of_us(viewer))
    others = rows.exclude(_ours(viewer)).exclude(_of_us(viewer))
    return RequestsPage(tuple(ours), tuple(of_us), tuple(others[:200]))


def waiting_for(viewer: Viewer) -> int:
    """How many requests wait for the viewer's answer."""
    waiting = CrosscuttingRequest.objects.filter(_of_us(viewer), status=Status.WAITING)
    return waiting.count()


def request_page(code: str, viewer: Viewer, today: date) -> RequestPage:
    """One request; everybody logged in may read it. Raises NotFoundForViewer."""
    row = _rows().filter(code=code).first()
    if row is None:
        raise NotFoundForViewer(kind="permintaan lintas sektor")
    is_waiting = row.status == Status.WAITING
    asking = row.node.tree
    trees = PerformanceTree.objects.filter(
        unit=row.supplier_id, first_year__lte=asking.last_year, last_year__gte=asking.first_year
    )
    return RequestPage(
        request=row,
        may_answer=is_waiting and may_answer_request(viewer, row),
        may_withdraw=row.status in (Status.WAITING, Status.ACCEPTED) and may_edit(viewer, asking),
        is_late=is_waiting and row.due_on < today,
        trees=tuple(trees) if row.supplier_id else (),
    )


def _rows() -> Any:
    return CrosscuttingRequest.objects.select_related(
        "node__tree__unit", "supplier", "indicator", "asked_by", "answered_by", "answer__tree"
    ).order_by("due_on", "code")


def _units(viewer: Viewer, duties: Any) -> list[int]:
    return [post.unit_id for post in viewer.posts if post.duty in duties]


def _ours(viewer: Viewer) -> Q:
    """Asked from a tree the viewer may tend."""
    if viewer.has(Duty.PLANNER):
        return Q(viewer.scope_filter("node__tree__unit__path"))
    return Q(node__tree__unit__in=_units(viewer, HEADS))


def _of_us(viewer: Viewer) -> Q:
    """Asked of a unit the viewer answers for."""
    answering = Q(supplier__in=_units(viewer, HEADS))
    for post in viewer.posts:
        if post.duty == Duty.PLANNER:
            # The planner's own agency is the unit below the city on his path.
            agency = ".".join(post.unit_path.split(".")[:2]) + "."
            answering |= Q(supplier__in=Unit.objects.filter(path=agency))
    return answering
