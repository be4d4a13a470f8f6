"""SKP: promising results, each tied upward, and agreeing on them.

A subordinate cannot plan before the superior has planned: there is nothing yet to tie to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from sasando.agreements.models import AgreementItem
from sasando.core import audit, clock
from sasando.core.errors import NotFoundForViewer
from sasando.organization.errors import NoPositionHeld
from sasando.organization.models import Position
from sasando.work.errors import NoteMissing, NotTheDecider, ResultNotTied, ResultStateWrong
from sasando.work.models import PlannedResult, Skp
from sasando.work.queries.plans import superior_results, tieable_items

from .entries import new_code

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from sasando.organization.queries import HeldPost, Viewer

State = PlannedResult.State


@dataclass(frozen=True)
class ResultDraft:
    """What a person promises for the year. Exactly one of the two ties is given."""

    text: str
    indicator_text: str
    target: Decimal
    measure: str
    parent_code: str = ""
    item_code: str = ""
    kind: str = PlannedResult.Kind.MAIN


@transaction.atomic
def add_result(*, viewer: Viewer, now: datetime, draft: ResultDraft) -> PlannedResult:
    """Add a promised result to the viewer's SKP of the running year, as a draft.

    Raises NoPositionHeld, ResultNotTied when the tie is not to a result of the direct superior or
    to an item of a signed agreement of which the viewer is the first party.
    """
    post = viewer.main_post
    if post is None:
        raise NoPositionHeld
    tie = _tie(viewer, post, draft, now)
    skp = _skp(viewer, post, clock.local_day(now).year)
    code = new_code("H")
    result = PlannedResult.objects.create(
        code=code,
        skp=skp,
        person_id=viewer.person_id,
        unit_id=post.unit_id,
        kind=draft.kind,
        text=draft.text,
        indicator_text=draft.indicator_text,
        target=draft.target,
        measure=draft.measure,
        parent=tie if isinstance(tie, PlannedResult) else None,
        agreement_item=tie if isinstance(tie, AgreementItem) else None,
        objective_id=tie.objective_id,
        path=f"{tie.path}{code}/",
        is_example=viewer.is_example,
    )
    _trace(viewer, result, "result.added")
    return result


@transaction.atomic
def submit_result(*, viewer: Viewer, code: str) -> PlannedResult:
    """Hand a draft or returned result over. Raises NotFoundForViewer, ResultStateWrong."""
    result = _locked(code)
    if result.person_id != viewer.person_id:
        raise NotFoundForViewer(kind="hasil kerja")
    _move(result, {State.DRAFT, State.RETURNED}, State.SUBMITTED)
    result.save()
    _trace(viewer, result, "result.submitted")
    return result


@transaction.atomic
def agree_result(*, viewer: Viewer, now: datetime, code: str) -> PlannedResult:
    """Agree to a subordinate's result.

    Raises NotTheDecider, NotFoundForViewer, ResultStateWrong.
    """
    result = _for_superior(viewer, code)
    _move(result, {State.SUBMITTED}, State.AGREED)
    result.agreed_at = now
    result.agreed_by_id = viewer.person_id
    result.save()
    _trace(viewer, result, "result.agreed")
    return result


@transaction.atomic
def return_result(*, viewer: Viewer, code: str, note: str) -> PlannedResult:
    """Give a result back with a note. Raises NoteMissing and as `agree_result`."""
    if not note.strip():
        raise NoteMissing(code=code)
    result = _for_superior(viewer, code)
    _move(result, {State.SUBMITTED}, State.RETURNED)
    result.note = note.strip()
    result.save()
    _trace(viewer, result, "result.returned", reason=note.strip())
    return result


def _tie(
    viewer: Viewer, post: HeldPost, draft: ResultDraft, now: datetime
) -> PlannedResult | AgreementItem:
    if bool(draft.parent_code) == bool(draft.item_code):
        raise ResultNotTied
    day = clock.local_day(now)
    if draft.parent_code:
        parent = superior_results(post, day).filter(code=draft.parent_code).first()
        if parent is None or parent.person_id == viewer.person_id:
            raise ResultNotTied
        return parent
    item = tieable_items(viewer, day.year).filter(code=draft.item_code).first()
    if item is None:
        raise ResultNotTied
    return item


def _skp(viewer: Viewer, post: HeldPost, year: int) -> Skp:
    skp, _created = Skp.objects.get_or_create(
        person_id=viewer.person_id,
        position_id=post.position_id,
        year=year,
        defaults={"code": new_code("S"), "is_example": viewer.is_example},
    )
    return skp


def _locked(code: str) -> PlannedResult:
    result = PlannedResult.objects.select_for_update().filter(code=code).first()
    if result is None:
        raise NotFoundForViewer(kind="hasil kerja")
    return result


def _for_superior(viewer: Viewer, code: str) -> PlannedResult:
    result = _locked(code)
    above = Position.objects.filter(plans=result.skp_id).values_list("reports_to_id", flat=True)
    is_own = result.person_id == viewer.person_id
    if not is_own and above.get() in viewer.position_ids:
        return result
    if is_own or viewer.may_see_path(result.unit.path):
        raise NotTheDecider(code=code)
    raise NotFoundForViewer(kind="hasil kerja")


def _move(result: PlannedResult, allowed: set[State], target: State) -> None:
    if result.state not in allowed:
        raise ResultStateWrong(code=result.code, state=result.get_state_display())
    result.state = target
    result.note = ""


def _trace(viewer: Viewer, result: PlannedResult, action: str, reason: str = "") -> None:
    audit.record(
        actor=viewer,
        action=action,
        subject_kind="result",
        subject_code=result.code,
        subject_label=result.text,
        after={"keadaan": result.state, "target": str(result.target)},
        reason=reason,
    )
