"""Keberatan: the only answer to something wrong in a closed day, beside the day, never inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from sasando.core import audit, clock
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.organization.models import Duty
from sasando.work.days import open_days
from sasando.work.errors import NoteMissing, NothingToObject
from sasando.work.models import Objection

from .entries import new_code

if TYPE_CHECKING:
    from datetime import date, datetime

    from sasando.organization.queries import Viewer


@transaction.atomic
def file_objection(*, viewer: Viewer, now: datetime, day: date, text: str) -> Objection:
    """Object to one's own closed day. Raises NothingToObject, NotPermitted, NoteMissing."""
    if viewer.person_id == 0 or viewer.main_post is None:
        raise NotPermitted
    still_open = {
        row.day for row in open_days(person_id=viewer.person_id, post=viewer.main_post, now=now)
    }
    if day in still_open or day > clock.local_day(now):
        raise NothingToObject(day=day)
    if not text.strip():
        raise NoteMissing(code="")
    objection = Objection.objects.create(
        code=new_code("K"), person_id=viewer.person_id, day=day, text=text.strip()
    )
    audit.record(
        actor=viewer,
        action="objection.filed",
        subject_kind="objection",
        subject_code=objection.code,
        after={"hari": day.isoformat()},
    )
    return objection


@transaction.atomic
def decide_objection(
    *, viewer: Viewer, now: datetime, code: str, outcome: str, reason: str
) -> Objection:
    """Grant or reject an objection with a reason; a personnel officer, never on his own.

    Raises NotPermitted, NotFoundForViewer, NoteMissing. The closed day itself stays as it is.
    """
    if not viewer.has(Duty.PERSONNEL):
        raise NotPermitted
    if not reason.strip():
        raise NoteMissing(code=code)
    objection = Objection.objects.select_for_update().filter(code=code).first()
    if objection is None or objection.outcome != Objection.Outcome.OPEN:
        raise NotFoundForViewer(kind="keberatan")
    if objection.person_id == viewer.person_id:
        raise NotPermitted
    objection.outcome = outcome
    objection.reason = reason.strip()
    objection.decided_at = now
    objection.decided_by_id = viewer.person_id
    objection.save()
    audit.record(
        actor=viewer,
        action="objection.decided",
        subject_kind="objection",
        subject_code=code,
        after={"putusan": outcome},
        reason=reason.strip(),
    )
    return objection
