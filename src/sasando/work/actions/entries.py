"""Recording the day: accepted before the closing instant or refused, and never half."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from sasando.core import audit
from sasando.core.attachments import store
from sasando.core.errors import DomainError, NotFoundForViewer
from sasando.organization.errors import NoPositionHeld
from sasando.rules.intervals import MINUTES_PER_DAY, Interval
from sasando.seals.records import SALT_SIZE
from sasando.work.days import OpenDay, decision_deadline, ensure_window, open_days
from sasando.work.errors import DayAlreadyClosed, DayNotOpen, EntryAlreadyReplaced, ResultNotOpen
from sasando.work.models import DailyEntry, PendingDecision, PlannedResult
from sasando.work.supervision import deciding_position

if TYPE_CHECKING:
    from uuid import UUID

    from django.core.files.uploadedfile import UploadedFile

    from sasando.organization.queries import HeldPost, Viewer

DAY_IS_OVER = {
    "work_day_is_closed",
    "work_window_is_over",
    "work_entry_before_closing",
    "work_entry_window",
}
# No vowels and no look-alikes: a code is read aloud and never spells a word.
CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"


@dataclass(frozen=True)
class Draft:
    """What a person wants to record. `key` is made by the phone, so that a repeat is a no-op."""

    key: UUID
    day: date
    result_code: str
    interval: Interval
    activity: str
    quantity: Decimal
    measure: str
    replaces_code: str = ""


@dataclass(frozen=True)
class Recorded:
    """The entry as the database keeps it; `is_new` is False when the same key came before."""

    entry: DailyEntry
    is_new: bool


def new_code(prefix: str, length: int = 10) -> str:
    """A short random public code, for example C-7KX2M9QTRB."""
    return f"{prefix}-" + "".join(secrets.choice(CODE_LETTERS) for _ in range(length))


def record_entry(
    *, viewer: Viewer, now: datetime, draft: Draft, upload: UploadedFile | None = None
) -> Recorded:
    """Record one entry of the viewer for an open day.

    Raises DayAlreadyClosed, DayNotOpen, ResultNotOpen, EntryAlreadyReplaced, AttachmentRefused,
    NoPositionHeld. The database's clock has the last word on lateness.
    """
    post = _post_of(viewer)
    try:
        open_day = _open_day(viewer, post, draft, now)
        with transaction.atomic():
            ensure_window(open_day.day, open_day.closes_at)
            entry = _write(viewer, post, draft, open_day, upload=upload)
    except (IntegrityError, DomainError) as failure:
        # A phone that sends again, even after the closing, gets its entry and not a refusal.
        earlier = _earlier(viewer, draft.key)
        if earlier is not None:
            return Recorded(earlier, is_new=False)
        _refuse(failure, draft)
        raise
    return Recorded(entry, is_new=True)


def withdraw_entry(*, viewer: Viewer, now: datetime, code: str, key: UUID) -> Recorded:
    """Take back an own entry while its day is open; the entry and its withdrawal both stay.

    Raises NotFoundForViewer, DayAlreadyClosed, EntryAlreadyReplaced.
    """
    old = (
        DailyEntry.objects.select_related("result")
        .filter(code=code, person_id=viewer.person_id)
        .first()
    )
    if old is None:
        raise NotFoundForViewer(kind="catatan")
    draft = Draft(
        key=key,
        day=old.day,
        result_code=old.result.code,
        interval=Interval(old.start_minute, old.end_minute),
        activity=old.activity,
        quantity=old.quantity,
        measure=old.measure,
        replaces_code=old.code,
    )
    post = _post_of(viewer)
    try:
        with transaction.atomic():
            open_day = _open_day(viewer, post, draft, now)
            entry = _write(viewer, post, draft, open_day, kind=DailyEntry.Kind.WITHDRAWAL)
    except IntegrityError as failure:
        _refuse(failure, draft)
        raise
    return Recorded(entry, is_new=True)


def _post_of(viewer: Viewer) -> HeldPost:
    if viewer.main_post is None:
        raise NoPositionHeld
    return viewer.main_post


def _earlier(viewer: Viewer, key: UUID) -> DailyEntry | None:
    return DailyEntry.objects.filter(person_id=viewer.person_id, key=key).first()


def _open_day(viewer: Viewer, post: HeldPost, draft: Draft, now: datetime) -> OpenDay:
    found = {day.day: day for day in open_days(person_id=viewer.person_id, post=post, now=now)}
    if draft.day not in found:
        latest = max(found, default=draft.day)
        failure = DayNotOpen if draft.day > latest else DayAlreadyClosed
        raise failure(day=draft.day)
    if draft.interval.end > MINUTES_PER_DAY and not found[draft.day].shift:
        raise DayNotOpen(day=draft.day)
    return found[draft.day]


def _write(
    viewer: Viewer,
    post: HeldPost,
    draft: Draft,
    open_day: OpenDay,
    *,
    upload: UploadedFile | None = None,
    kind: str = DailyEntry.Kind.WORK,
) -> DailyEntry:
    replaced = _replaced(viewer, draft)
    interval = open_day.placed(draft.interval)
    entry = DailyEntry(
        code=new_code("C"),
        key=draft.key,
        person_id=viewer.person_id,
        position_id=post.position_id,
        unit_id=post.unit_id,
        result_id=_result_id(viewer, draft),
        day=draft.day,
        kind=kind,
        start_minute=interval.start,
        end_minute=interval.end,
        activity=draft.activity,
        quantity=draft.quantity,
        measure=draft.measure,
        evidence=store(upload=upload, by_id=viewer.user_id) if upload else None,
        replaces=replaced,
        salt=secrets.token_bytes(SALT_SIZE),
        closes_at=open_day.closes_at,
        is_example=viewer.is_example,
    )
    entry.save(force_insert=True)
    _queue(viewer, entry, post, replaced)
    audit.record(
        actor=viewer,
        action="entry.withdrawn" if kind == DailyEntry.Kind.WITHDRAWAL else "entry.recorded",
        subject_kind="entry",
        subject_code=entry.code,
        after={"hari": draft.day.isoformat(), "mengganti": draft.replaces_code},
    )
    return entry


def _result_id(viewer: Viewer, draft: Draft) -> int:
    row = (
        PlannedResult.objects.filter(
            code=draft.result_code,
            person_id=viewer.person_id,
            state=PlannedResult.State.AGREED,
        )
        .values_list("id", flat=True)
        .first()
    )
    if row is None:
        raise ResultNotOpen(code=draft.result_code)
    return row


def _replaced(viewer: Viewer, draft: Draft) -> DailyEntry | None:
    if not draft.replaces_code:
        return None
    old = DailyEntry.objects.filter(
        code=draft.replaces_code, person_id=viewer.person_id, day=draft.day
    ).first()
    if old is None:
        raise NotFoundForViewer(kind="catatan")
    return old


def _queue(viewer: Viewer, entry: DailyEntry, post: HeldPost, replaced: DailyEntry | None) -> None:
    if replaced is not None:
        PendingDecision.objects.filter(entry=replaced).delete()
    if entry.kind == DailyEntry.Kind.WITHDRAWAL:
        return
    decider = deciding_position(post, author_code=viewer.person_code, day=entry.day)
    if decider is None:
        return
    PendingDecision.objects.create(
        entry=entry,
        decider_id=decider,
        unit_path=post.unit_path,
        author_id=entry.person_id,
        day=entry.day,
        decide_by=decision_deadline(entry.closes_at, pattern=post.unit_pattern, day=entry.day),
    )


def _refuse(failure: Exception, draft: Draft) -> None:
    """Raise what the database's refusal means in the city; any other failure is left as it is."""
    constraint = getattr(getattr(failure.__cause__, "diag", None), "constraint_name", "")
    if constraint in DAY_IS_OVER:
        raise DayAlreadyClosed(day=draft.day) from failure
    if constraint == "work_dailyentry_replaces_id_key":
        raise EntryAlreadyReplaced(code=draft.replaces_code) from failure
