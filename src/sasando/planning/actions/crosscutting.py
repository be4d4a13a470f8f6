"""Asking another agency or an outside institution for a contribution, and answering."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from sasando.core import audit, clock
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.organization.models import Person, Unit
from sasando.planning.errors import (
    CrosscuttingAsksItself,
    CrosscuttingDueTooEarly,
    CrosscuttingReasonMissing,
    CrosscuttingSettled,
)
from sasando.planning.models import CrosscuttingRequest, Indicator, PerformanceTree
from sasando.planning.tree_access import may_answer_request, require_may_edit

from .tree import insert_node, plant
from .tree_nodes import Level, NodeDraft, locked_tree, next_number, standing_node, tree_of_node

if TYPE_CHECKING:
    from datetime import date, datetime

    from sasando.organization.queries import Viewer

Status = CrosscuttingRequest.Status


@dataclass(frozen=True)
class Asking:
    """What is asked: of one agency (`supplier`, a code) or one institution outside by its name."""

    text: str
    promise: str
    target: str
    due_on: date
    supplier: str = ""
    outside: str = ""
    indicator: str = ""


@dataclass(frozen=True)
class Acceptance:
    """How the supplier takes it up: the node's words and level, and where it stands in his tree."""

    text: str = ""
    level: str = Level.OUTPUT
    parent: str = ""


@transaction.atomic
def ask_crosscutting(
    *, viewer: Viewer, now: datetime, node_code: str, asking: Asking
) -> CrosscuttingRequest:
    """Ask for what a condition needs of others.

    Raises NotFoundForViewer, NotPermitted, CrosscuttingAsksItself, CrosscuttingDueTooEarly.
    """
    tree = locked_tree(viewer, tree_of_node(node_code))
    node = standing_node(tree, node_code)
    supplier = _supplier(tree, asking)
    if asking.due_on < clock.local_day(now):
        raise CrosscuttingDueTooEarly
    row = CrosscuttingRequest.objects.create(
        code=f"{tree.code}.L{next_number(tree)}",
        node=node,
        supplier=supplier,
        outside=asking.outside.strip(),
        text=asking.text.strip(),
        indicator=_indicator(asking.indicator),
        promise=asking.promise.strip(),
        target=asking.target.strip(),
        due_on=asking.due_on,
        asked_by=_person(viewer),
        is_example=tree.is_example,
    )
    asked_of = supplier.name if supplier else row.outside
    after = {"diminta dari": asked_of, "target": row.target, "tenggat": row.due_on.isoformat()}
    _trace(viewer, "tree.crosscutting-asked", row, after=after)
    return row


@transaction.atomic
def accept_crosscutting(
    *, viewer: Viewer, now: datetime, code: str, acceptance: Acceptance, reason: str = ""
) -> CrosscuttingRequest:
    """Promise what is asked; inside the city a linked node then stands in the supplier's tree.

    Without a tree of the supplier for those years one is planted. An outside institution's answer
    is written down by whoever asked, with the letter it came in as `reason`. Raises
    NotFoundForViewer, NotPermitted, CrosscuttingSettled, CrosscuttingReasonMissing, NodeLinkWrong.
    """
    row = _open_request(viewer, code)
    if row.supplier is not None:
        tree = _tree_of_supplier(viewer, row, row.supplier, acceptance.parent)
        draft = NodeDraft(
            level=acceptance.level,
            text=acceptance.text.strip() or row.text,
            unit=row.supplier.code,
            indicators=(row.indicator.code,) if row.indicator else (),
        )
        row.answer = insert_node(
            viewer=viewer, tree=tree, draft=draft, parent_code=acceptance.parent
        )
    elif not reason.strip():
        raise CrosscuttingReasonMissing
    return _answer(viewer, now, row, Status.ACCEPTED, reason)


@transaction.atomic
def refuse_crosscutting(
    *, viewer: Viewer, now: datetime, code: str, reason: str
) -> CrosscuttingRequest:
    """Say no, and why.

    Raises NotFoundForViewer, NotPermitted, CrosscuttingSettled, CrosscuttingReasonMissing.
    """
    row = _open_request(viewer, code)
    if not reason.strip():
        raise CrosscuttingReasonMissing
    return _answer(viewer, now, row, Status.REFUSED, reason)


@transaction.atomic
def withdraw_crosscutting(*, viewer: Viewer, code: str, reason: str = "") -> CrosscuttingRequest:
    """Take a request back; one that was accepted only with a reason. The supplier's node stays.

    Raises NotFoundForViewer, NotPermitted, CrosscuttingSettled, CrosscuttingReasonMissing.
    """
    row = _locked(code)
    require_may_edit(viewer, row.node.tree)
    if row.status not in (Status.WAITING, Status.ACCEPTED):
        raise CrosscuttingSettled(state=row.get_status_display())
    if row.status == Status.ACCEPTED and not reason.strip():
        raise CrosscuttingReasonMissing
    row.status, row.reason = Status.WITHDRAWN, reason.strip()
    row.save()
    _trace(viewer, "tree.crosscutting-withdrawn", row, reason=row.reason)
    return row


def _supplier(tree: PerformanceTree, asking: Asking) -> Unit | None:
    """Raises CrosscuttingAsksItself, NotFoundForViewer."""
    if bool(asking.supplier) == bool(asking.outside.strip()):
        raise CrosscuttingAsksItself
    if not asking.supplier:
        return None
    unit = Unit.objects.filter(code=asking.supplier, parent__kind=Unit.Kind.CITY).first()
    if unit is None:
        raise NotFoundForViewer(kind="perangkat daerah")
    if unit.pk == tree.unit_id:
        raise CrosscuttingAsksItself
    return unit


def _indicator(code: str) -> Indicator | None:
    if not code:
        return None
    row = Indicator.objects.filter(code=code).first()
    if row is None:
        raise NotFoundForViewer(kind="indikator")
    return row


def _person(viewer: Viewer) -> Person:
    return Person.objects.get(pk=viewer.person_id)


def _locked(code: str) -> CrosscuttingRequest:
    row = (
        CrosscuttingRequest.objects.select_for_update(of=("self",))
        .select_related("node__tree__unit", "supplier__parent", "indicator")
        .filter(code=code)
        .first()
    )
    if row is None:
        raise NotFoundForViewer(kind="permintaan lintas sektor")
    return row


def _open_request(viewer: Viewer, code: str) -> CrosscuttingRequest:
    """The request if the viewer may answer it now. Raises as its callers say."""
    row = _locked(code)
    if not may_answer_request(viewer, row):
        raise NotPermitted
    if row.status != Status.WAITING:
        raise CrosscuttingSettled(state=row.get_status_display())
    return row


def _tree_of_supplier(
    viewer: Viewer, row: CrosscuttingRequest, supplier: Unit, parent_code: str
) -> PerformanceTree:
    """The supplier's tree for the years of the asking one, locked; the one named by the parent."""
    asking = row.node.tree
    trees = PerformanceTree.objects.select_for_update(of=("self",), no_key=True).filter(
        unit=supplier, first_year__lte=asking.last_year, last_year__gte=asking.first_year
    )
    if parent_code:
        trees = trees.filter(code=tree_of_node(parent_code))
    tree = trees.order_by("-first_year").first()
    if tree is not None:
        return tree
    if parent_code:
        raise NotFoundForViewer(kind="simpul")
    planted = plant(
        viewer=viewer, unit=supplier, first_year=asking.first_year, last_year=asking.last_year
    )
    if asking.is_example:
        planted.is_example = True
        planted.save(update_fields=["is_example"])
    return planted


def _answer(
    viewer: Viewer, now: datetime, row: CrosscuttingRequest, status: Status, reason: str
) -> CrosscuttingRequest:
    row.status, row.reason = status, reason.strip()
    row.answered_by, row.answered_at = _person(viewer), now
    row.save()
    accepted = status == Status.ACCEPTED
    deed = "tree.crosscutting-accepted" if accepted else "tree.crosscutting-refused"
    after = {"simpul": row.answer.code} if row.answer else None
    _trace(viewer, deed, row, after=after, reason=row.reason)
    return row


def _trace(
    viewer: Viewer,
    action: str,
    row: CrosscuttingRequest,
    *,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    audit.record(
        actor=viewer,
        action=action,
        subject_kind="crosscutting",
        subject_code=row.code,
        subject_label=row.text,
        after=after,
        reason=reason,
    )
