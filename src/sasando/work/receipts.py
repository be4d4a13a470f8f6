"""What an author keeps of an entry: the promise while the day is open, the receipt once sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasando.core.errors import NotFoundForViewer
from sasando.seals.actions import promise_for
from sasando.seals.models import SealedDay
from sasando.seals.queries import receipt_for
from sasando.seals.receipt import PromiseFile, Receipt

from .leaves import record_of
from .models import DailyEntry

if TYPE_CHECKING:
    from sasando.organization.queries import Viewer


def proof_of(code: str) -> Receipt | PromiseFile:
    """The receipt of an entry, or the signed promise while its day is not sealed yet.

    Raises NotFoundForViewer when no entry has this code.
    """
    entry = DailyEntry.objects.filter(code=code).first()
    if entry is None:
        raise NotFoundForViewer(kind="catatan")
    record = record_of(code)
    if SealedDay.objects.filter(day=entry.day).exists():
        index = DailyEntry.objects.filter(day=entry.day, id__lt=entry.pk).count()
        return receipt_for(entry=record, index=index)
    return promise_for(entry=record, recorded_at=entry.recorded_at, closes_at=entry.closes_at)


def own_proof(viewer: Viewer, code: str) -> Receipt | PromiseFile:
    """The same for the author alone. Raises NotFoundForViewer for anybody else's entry."""
    if not DailyEntry.objects.filter(code=code, person_id=viewer.person_id).exists():
        raise NotFoundForViewer(kind="catatan")
    return proof_of(code)
