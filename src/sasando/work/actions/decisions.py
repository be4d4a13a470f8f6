"""Deciding on what was recorded. The entry stays as it is; the decision stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from sasando.core import audit
from sasando.core.errors import NotFoundForViewer
from sasando.work.errors import EntryAlreadyDecided, NoteMissing, NotTheDecider
from sasando.work.models import DailyEntry, EntryDecision, PendingDecision
from sasando.work.supervision import turn_of

if TYPE_CHECKING:
    from datetime import datetime

    from sasando.organization.queries import Viewer


DEEDS = {
    EntryDecision.Verdict.ACCEPTED: "entry.accepted",
    EntryDecision.Verdict.RETURNED: "entry.returned",
}


@transaction.atomic
def decide(
    *, viewer: Viewer, now: datetime, entry_code: str, verdict: str, note: str = ""
) -> EntryDecision:
    """Accept or return one entry that waits for the viewer.

    Raises NotFoundForViewer, EntryAlreadyDecided, NotTheDecider, NoteMissing (a return without a
    note). The subordinate's timeliness is never touched.
    """
    if verdict == EntryDecision.Verdict.RETURNED and not note.strip():
        raise NoteMissing(code=entry_code)
    # The lock lets one of two simultaneous deciders through; the other finds nothing waiting.
    pending = (
        PendingDecision.objects.select_for_update(of=("self",))
        .select_related("decider", "entry")
        .filter(entry__code=entry_code)
        .first()
    )
    if pending is None:
        if DailyEntry.objects.filter(code=entry_code, decision__isnull=False).exists():
            raise EntryAlreadyDecided(code=entry_code)
        raise NotFoundForViewer(kind="catatan")
    turn = turn_of(viewer, pending, now)
    if turn is None:
        raise NotTheDecider(code=entry_code)
    decision = EntryDecision.objects.create(
        entry=pending.entry,
        verdict=verdict,
        note=note.strip(),
        person_id=viewer.person_id,
        position_id=turn.position_id,
        decided_for_id=pending.decider_id,
        escalated=turn.escalated,
    )
    pending.delete()
    audit.record(
        actor=viewer,
        action=DEEDS[EntryDecision.Verdict(decision.verdict)],
        subject_kind="entry",
        subject_code=entry_code,
        reason=note.strip(),
    )
    return decision
