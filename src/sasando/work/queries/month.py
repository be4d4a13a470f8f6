"""Own days: the month as stored totals plus today, and one day with what became of it."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse

from sasando.core import clock, policies
from sasando.seals.models import SealedDay
from sasando.work.days import calendar_of, period_of
from sasando.work.models import DailyEntry, EntryDecision, PersonDay

from .today import counting_entries, union_minutes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sasando.organization.queries import HeldPost, Viewer


@dataclass(frozen=True)
class MonthDay:
    """One day of the viewer's month, every figure with the address of its rows."""

    day: date
    url: str
    note: str
    minutes: int
    target_minutes: int
    entries: int
    accepted: int
    returned: int
    waiting: int
    tone: str
    state_label: str
    seal_url: str | None

    @property
    def entries_url(self) -> str:
        return self.url

    @property
    def accepted_url(self) -> str:
        return f"{self.url}?putusan=DITERIMA"

    @property
    def returned_url(self) -> str:
        return f"{self.url}?putusan=DIKEMBALIKAN"

    @property
    def waiting_url(self) -> str:
        return f"{self.url}?putusan=MENUNGGU"


@dataclass(frozen=True)
class MonthPage:
    """The viewer's month."""

    month: date
    previous_url: str | None
    next_url: str | None
    download_url: str | None
    days: Sequence[MonthDay]

    @property
    def minutes(self) -> int:
        return sum(row.minutes for row in self.days)

    @property
    def target_minutes(self) -> int:
        return sum(row.target_minutes for row in self.days)

    @property
    def entries(self) -> int:
        return sum(row.entries for row in self.days)

    @property
    def accepted(self) -> int:
        return sum(row.accepted for row in self.days)

    @property
    def returned(self) -> int:
        return sum(row.returned for row in self.days)

    @property
    def waiting(self) -> int:
        return sum(row.waiting for row in self.days)


def month_page(*, viewer: Viewer, post: HeldPost, now: datetime, month: date) -> MonthPage:
    """The days of a month up to today, latest first. The number of queries is fixed."""
    today = clock.local_day(now)
    last = min(date(month.year, month.month, _length(month)), today)
    days = [last - timedelta(days=back) for back in range((last - month).days + 1)]
    stored = {
        row.period: row
        for row in PersonDay.objects.filter(
            person_id=viewer.person_id, period__range=(period_of(month), period_of(last))
        )
    }
    decided = _decided(viewer.person_id, month, last)
    sealed = set(SealedDay.objects.filter(day__range=(month, last)).values_list("day", flat=True))
    open_days = [day for day in days if day not in sealed and (today - day).days <= 1]
    live = counting_entries(viewer.person_id, *open_days) if open_days else []
    targets = _targets(post, days)
    by_day = {day: [row for row in live if row.day == day] for day in open_days}
    rows = [
        _row(
            day,
            stored.get(period_of(day)),
            decided.get(day, {}),
            by_day.get(day, []),
            targets[day],
            is_sealed=day in sealed,
        )
        for day in days
    ]
    return MonthPage(
        month=month,
        previous_url=_month_url(month - timedelta(days=1)),
        next_url=_month_url(last + timedelta(days=1)) if last < today else None,
        download_url=None,
        days=rows,
    )


def _row(
    day: date,
    stored: PersonDay | None,
    decided: dict[str, int],
    live: list[DailyEntry],
    target: int,
    *,
    is_sealed: bool,
) -> MonthDay:
    entries = stored.entries if stored else len(live)
    accepted, returned = decided.get("accepted", 0), decided.get("returned", 0)
    return MonthDay(
        day=day,
        url=reverse("work:day", args=[day.isoformat()]),
        note="",
        minutes=stored.minutes if stored else union_minutes(live),
        target_minutes=target,
        entries=entries,
        accepted=accepted,
        returned=returned,
        waiting=max(entries - accepted - returned, 0),
        tone="good" if is_sealed else "neutral",
        state_label="tutup dan tersegel" if is_sealed else "terbuka atau menunggu segel",
        seal_url=reverse("seals:day", args=[day.isoformat()]) if is_sealed else None,
    )


def _decided(person_id: int, first: date, last: date) -> dict[date, dict[str, int]]:
    rows = (
        EntryDecision.objects.filter(
            entry__person_id=person_id,
            entry__day__range=(first, last),
            entry__replaced_by__isnull=True,
        )
        .values("entry__day")
        .annotate(
            accepted=Count("id", filter=Q(verdict=EntryDecision.Verdict.ACCEPTED)),
            returned=Count("id", filter=Q(verdict=EntryDecision.Verdict.RETURNED)),
        )
    )
    return {row["entry__day"]: row for row in rows}


def _targets(post: HeldPost, days: list[date]) -> dict[date, int]:
    minutes: int = policies.value_on("menit-kerja-sehari", days[0])[post.unit_pattern]
    if post.unit_pattern == "GILIR":
        return dict.fromkeys(days, minutes)
    working = calendar_of(post.unit_pattern, around=days[-1] + timedelta(days=10))
    return {day: minutes if working.is_working_day(day) else 0 for day in days}


def _length(month: date) -> int:
    return calendar.monthrange(month.year, month.month)[1]


def _month_url(day: date) -> str:
    return reverse("work:month", args=[f"{day.year:04}-{day.month:02}"])
