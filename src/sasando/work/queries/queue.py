"""The page *Antrean*: what waits for the viewer's decision, grouped by person and day."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q
from django.urls import reverse

from sasando.core.paging import Pager, pager_of
from sasando.work.days import last_moment
from sasando.work.models import EntryDecision, PendingDecision
from sasando.work.supervision import waiting_for

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from django.db.models import QuerySet

    from sasando.organization.queries import Viewer

PAGE_SIZE = 20


@dataclass(frozen=True)
class Evidence:
    """A photo or file laid beside an entry."""

    url: str
    thumbnail_url: str | None
    label: str


@dataclass(frozen=True)
class QueueEntry:
    """One entry that waits, or has just been decided."""

    code: str
    decide_url: str
    activity: str
    result_label: str
    result_url: str
    measure: str
    quantity: Decimal
    start_minute: int
    end_minute: int
    decide_by: datetime
    is_overdue: bool
    escalated_reason: str
    evidence: Sequence[Evidence]
    return_note: str = ""
    return_mend: str = ""
    decided_tone: str = ""
    decided_label: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True)
class QueueGroup:
    """The waiting entries of one person and day."""

    person_name: str
    post: str
    day: date
    entries: Sequence[QueueEntry]


@dataclass(frozen=True)
class QueuePage:
    """The queue of one viewer."""

    waiting: int
    overdue: int
    nearest_deadline: datetime | None
    groups: Sequence[QueueGroup]
    pager: Pager | None


def waiting_count(viewer: Viewer, now: datetime) -> int | None:
    """How many entries wait for the viewer; None for somebody who decides on nobody."""
    if not any(post.has_subordinates for post in viewer.posts):
        return None
    return waiting_for(viewer, now).count()


def queue_page(
    *, viewer: Viewer, now: datetime, filters: Q, page: int = 1, query: str = ""
) -> QueuePage:
    """What waits for the viewer, what waits longest first."""
    waiting = waiting_for(viewer, now)
    sums = waiting.aggregate(
        total=Count("pk"),
        overdue=Count("pk", filter=Q(decide_by__lte=now)),
        nearest=Min("decide_by", filter=Q(decide_by__gt=now)),
    )
    rows = list(_with_words(waiting.filter(filters))[(page - 1) * PAGE_SIZE : page * PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    return QueuePage(
        waiting=sums["total"],
        overdue=sums["overdue"],
        nearest_deadline=last_moment(sums["nearest"]) if sums["nearest"] else None,
        groups=_groups(shown, now),
        pager=_pager(page, shown, sums["total"], has_more=len(rows) > PAGE_SIZE, query=query),
    )


def queue_entry(pending: PendingDecision, now: datetime) -> QueueEntry:
    """One waiting entry with its words and evidence."""
    entry = pending.entry
    overdue = pending.decide_by <= now
    evidence = []
    if entry.evidence is not None:
        url = reverse("work:evidence", args=[entry.code])
        picture = url if entry.evidence.media_type.startswith("image/") else None
        evidence.append(Evidence(url, picture, "Bukti"))
    return QueueEntry(
        code=entry.code,
        decide_url=reverse("work:decide", args=[entry.code]),
        activity=entry.activity,
        result_label=entry.result.text,
        result_url=reverse("scoreboard:node", args=["hasil", entry.result.code]),
        measure=entry.measure,
        quantity=entry.shown_quantity,
        start_minute=entry.start_minute,
        end_minute=entry.end_minute,
        decide_by=last_moment(pending.decide_by),
        is_overdue=overdue,
        escalated_reason=f"{pending.decider.title} melewati tenggatnya." if overdue else "",
        evidence=evidence,
    )


def pending_entry(code: str) -> PendingDecision | None:
    """One waiting entry by its code, with what the queue shows of it."""
    return _with_words(PendingDecision.objects.filter(entry__code=code)).first()


def verdict_words(verdict: str) -> tuple[str, str]:
    """Tone and word of a decision."""
    if verdict == EntryDecision.Verdict.ACCEPTED:
        return "good", "diterima"
    return "attention", "dikembalikan"


def _with_words(rows: QuerySet[PendingDecision]) -> QuerySet[PendingDecision]:
    return rows.select_related(
        "decider", "author", "entry__result", "entry__evidence", "entry__position"
    ).order_by("decide_by", "author__name", "day", "entry_id")


def _groups(rows: list[PendingDecision], now: datetime) -> list[QueueGroup]:
    def key(row: PendingDecision) -> tuple[int, date]:
        return row.author_id, row.day

    groups = []
    for _key, members in groupby(rows, key):
        found = list(members)
        first = found[0]
        groups.append(
            QueueGroup(
                person_name=first.author.name,
                post=first.entry.position.title,
                day=first.day,
                entries=[queue_entry(row, now) for row in found],
            )
        )
    return groups


def _pager(
    page: int, shown: list[PendingDecision], total: int, *, has_more: bool, query: str
) -> Pager | None:
    if page == 1 and not has_more:
        return None
    return pager_of(page=page, size=PAGE_SIZE, shown=len(shown), total=total, query=query)
