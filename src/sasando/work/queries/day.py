"""One own day: every entry with its decision, corrections and withdrawals, and the seal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from sasando.seals.models import SealedDay
from sasando.work.days import open_days
from sasando.work.models import DailyEntry, Objection

from .today import EntryRow, entry_row, union_minutes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sasando.organization.queries import Viewer


@dataclass(frozen=True)
class DayPage:
    """A day of the viewer: what counts, what was replaced, its seal and objections."""

    day: date
    is_open: bool
    minutes: int
    entries: Sequence[EntryRow]
    replaced: Sequence[EntryRow]
    seal: SealedDay | None
    seal_url: str
    objections: Sequence[Objection]
    objection_url: str


def day_page(*, viewer: Viewer, now: datetime, day: date) -> DayPage:
    """The viewer's own day; the number of queries is fixed."""
    assert viewer.main_post is not None
    opened = open_days(person_id=viewer.person_id, post=viewer.main_post, now=now)
    is_open = any(row.day == day for row in opened)
    rows = list(
        DailyEntry.objects.filter(person_id=viewer.person_id, day=day)
        .select_related("result", "decision", "evidence", "replaced_by")
        .order_by("start_minute", "id")
    )
    counting = [row for row in rows if _counts(row)]
    return DayPage(
        day=day,
        is_open=is_open,
        minutes=union_minutes(counting),
        entries=[entry_row(row, is_open=is_open) for row in counting],
        replaced=[entry_row(row, is_open=False) for row in rows if not _counts(row)],
        seal=SealedDay.objects.filter(day=day).first(),
        seal_url=reverse("seals:day", args=[day.isoformat()]),
        objections=list(Objection.objects.filter(person_id=viewer.person_id, day=day)),
        objection_url=f"{reverse('work:objections')}?hari={day.isoformat()}",
    )


def _counts(row: DailyEntry) -> bool:
    return row.kind == DailyEntry.Kind.WORK and not hasattr(row, "replaced_by")
