"""Whose turn it is to decide: by post, not by person, and never oneself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Q

from sasando.organization.models import Appointment
from sasando.rules.supervision import Capacity, Holder, Post, decider_for

from .models import PendingDecision

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from sasando.organization.queries import HeldPost, Viewer

# The posts above a post, nearest first, each with whoever holds it on a day.
CHAIN = """
WITH RECURSIVE above AS (
    SELECT q.id, q.code, q.reports_to_id, 0 AS level
    FROM organization_position q WHERE q.id = %(first)s
    UNION ALL
    SELECT q.id, q.code, q.reports_to_id, above.level + 1
    FROM organization_position q JOIN above ON q.id = above.reports_to_id
    WHERE above.level < 12
)
SELECT above.id, above.code, p.code, a.kind, a.valid_from, a.valid_to
FROM above
LEFT JOIN organization_appointment a ON a.position_id = above.id
    AND a.valid_from <= %(day)s AND (a.valid_to IS NULL OR a.valid_to >= %(day)s)
LEFT JOIN organization_person p ON p.id = a.person_id
ORDER BY above.level, a.id
"""
CAPACITIES = {
    Appointment.Kind.DEFINITIVE: Capacity.DEFINITIVE,
    Appointment.Kind.PLT: Capacity.PLT,
    Appointment.Kind.PLH: Capacity.PLH,
}


@dataclass(frozen=True)
class Turn:
    """Through which post the viewer may decide, and whether it fell to him by escalation."""

    position_id: int
    escalated: bool


def deciding_position(post: HeldPost, *, author_code: str, day: date) -> int | None:
    """The post that decides on work done in `post` on a day: the nearest one above that somebody
    other than the author fills. None at the very top. See `rules.supervision`.
    """
    if post.reports_to_id is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(CHAIN, {"first": post.reports_to_id, "day": day})
        rows = cursor.fetchall()
    ids = {code: position_id for position_id, code, *_holder in rows}
    # A Plh is appointed for days on which the definitive holder is away.
    away = {code for _id, code, _person, kind, *_dates in rows if kind == Appointment.Kind.PLH}
    holders: dict[str, list[Holder]] = {code: [] for code in ids}
    for _id, code, person, kind, since, until in rows:
        if person is not None:
            is_away = code in away and kind == Appointment.Kind.DEFINITIVE
            holders[code].append(Holder(person, CAPACITIES[kind], since, until, is_away))
    chain = [Post(code, tuple(found)) for code, found in holders.items()]
    decider = decider_for(chain, author_code, day)
    return ids[decider.post] if decider else None


def waiting_for(viewer: Viewer, now: datetime) -> QuerySet[PendingDecision]:
    """What waits for the viewer: in his own turn, and what a post below him let pass its deadline.

    Nobody's own work is ever among it, whatever acting posts he holds.
    """
    own_turn = Q(decider_id__in=viewer.position_ids, decide_by__gt=now)
    passed = Q(decider__reports_to_id__in=viewer.position_ids, decide_by__lte=now)
    top_passed = Q(
        decider_id__in=viewer.position_ids, decide_by__lte=now, decider__reports_to__isnull=True
    )
    return PendingDecision.objects.filter(own_turn | passed | top_passed).exclude(
        author_id=viewer.person_id
    )


def turn_of(viewer: Viewer, pending: PendingDecision, now: datetime) -> Turn | None:
    """The viewer's turn on one waiting entry, or None when it is not his to decide."""
    if pending.author_id == viewer.person_id:
        return None
    above = pending.decider.reports_to_id
    if pending.decide_by > now or above is None:
        if pending.decider_id in viewer.position_ids:
            return Turn(pending.decider_id, escalated=False)
        return None
    return Turn(above, escalated=True) if above in viewer.position_ids else None
