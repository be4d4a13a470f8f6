"""Closing a day: wait for what came in time, store the totals, seal, all in one transaction.

May run twice, late, or again after a crash: a day that is closed stays as it is.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import connection, transaction

from sasando.core import audit, clock
from sasando.seals.actions import seal_day
from sasando.seals.models import SealedDay
from sasando.work.days import closing_of
from sasando.work.errors import DayStillOpen
from sasando.work.leaves import records_of_day
from sasando.work.models import DailyEntry, DayClosing, DayWindow

from .totals import store_totals

# The same key as in work_guard_entry: shared by entries of a day, exclusive for its closing.
LOCK_DAY = "SELECT pg_advisory_xact_lock(7301, %s::date - date '2000-01-01')"
ORDINARY_PATTERN = "LIMA_HARI"


def closings_of(day: date) -> list[datetime]:
    """All closing instants in force for a day, first to last; the ordinary one always."""
    opened = set(DayWindow.objects.filter(day=day).values_list("closes_at", flat=True))
    return sorted(opened | {closing_of(day, pattern=ORDINARY_PATTERN)})


@transaction.atomic
def close_day(*, day: date, now: datetime) -> SealedDay:
    """Close and seal one day. Raises DayStillOpen before the last of its closing instants."""
    closings = closings_of(day)
    if now < closings[-1]:
        raise DayStillOpen(day=day, closes_at=closings[-1])
    with connection.cursor() as cursor:
        cursor.execute(LOCK_DAY, [day])
    sealed = SealedDay.objects.filter(day=day).first()
    if sealed is not None:
        return sealed
    leaf_hashes = [record.leaf_hash() for _code, record in records_of_day(day)]
    people = store_totals(day)
    DayClosing.objects.create(
        day=day, closed_at=now, entry_count=len(leaf_hashes), people_count=people
    )
    sealed = seal_day(day=day, leaf_hashes=leaf_hashes, closings=closings, now=now)
    audit.record(
        actor=None,
        action="day.closed",
        subject_kind="day",
        subject_code=day.isoformat(),
        after={"catatan": len(leaf_hashes), "orang": people, "akar": bytes(sealed.root).hex()},
    )
    return sealed


def close_due_days(*, now: datetime) -> list[SealedDay]:
    """Close every day that is over and not yet closed, oldest first; what is still open waits."""
    sealed: list[SealedDay] = []
    day = _first_open_day(now)
    while day is not None and day < clock.local_day(now):
        if now < closings_of(day)[-1]:
            break
        sealed.append(close_day(day=day, now=now))
        day += timedelta(days=1)
    return sealed


def _first_open_day(now: datetime) -> date | None:
    last = SealedDay.objects.order_by("-leaf_index").values_list("day", flat=True).first()
    if last is not None:
        return last + timedelta(days=1)
    first = DailyEntry.objects.order_by("day").values_list("day", flat=True).first()
    return first if first is not None else clock.local_day(now) - timedelta(days=1)
