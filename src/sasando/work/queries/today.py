"""The page *Hari ini*: one open day of the viewer, its entries, and what came of the last one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.urls import reverse

from sasando.core import clock, policies
from sasando.rules.intervals import Interval, interval_union
from sasando.work.days import ONE_DAY, OpenDay, closing_of, is_working_day, last_moment, open_days
from sasando.work.models import DailyEntry, EntryDecision, PlannedResult

from .money import money_of_results

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from sasando.budget.shown import MoneyLines
    from sasando.organization.queries import HeldPost, Viewer

NEAR_MINUTES = 60
LOOK_BACK_DAYS = 5


@dataclass(frozen=True)
class EntryRow:
    """One counting entry of the viewer as a page shows it."""

    code: str
    start_minute: int
    end_minute: int
    activity: str
    quantity: Decimal
    measure: str
    result_label: str
    result_url: str
    tone: str
    state_label: str
    note: str
    evidence_url: str | None
    promise_url: str | None
    correct_url: str | None
    withdraw_url: str | None


@dataclass(frozen=True)
class OtherDay:
    """Another day that still takes the viewer's entries (a night shift's)."""

    day: date
    closes_at: datetime
    url: str


@dataclass(frozen=True)
class DecidedDay:
    """What superiors decided on the viewer's last recorded day."""

    day: date
    accepted: int
    returned: int
    waiting: int
    url: str


@dataclass(frozen=True)
class TodayPage:
    """Everything the page *Hari ini* shows besides its form."""

    day: date
    day_note: str
    is_open: bool
    server_now: datetime
    closing_instant: datetime
    closes_at: datetime
    remaining_minutes: int
    is_near: bool
    closes_same_day: bool
    recorded_minutes: int
    target_minutes: int
    recorded_url: str
    other_days: Sequence[OtherDay]
    yesterday: DecidedDay | None
    no_result_url: str | None
    objection_url: str | None
    form_action: str
    draft_owner: str
    clock_url: str
    entries: Sequence[EntryRow]
    money: MoneyLines


def counting_entries(person_id: int, *days: date) -> list[DailyEntry]:
    """A person's entries of some days that count: the last of each chain of corrections."""
    return list(
        DailyEntry.objects.filter(
            person_id=person_id, day__in=days, kind=DailyEntry.Kind.WORK, replaced_by__isnull=True
        )
        .select_related("result", "decision", "evidence")
        .order_by("start_minute", "id")
    )


AGREED = """
SELECT r.id, r.code, r.text, r.measure, r.sub_activity_id, r.objective_id, u.path AS unit_path,
       ARRAY(SELECT b.code FROM agreements_agreementitem i
             JOIN agreements_agreementbudgetline b ON b.agreement_id = i.agreement_id
             WHERE i.code = split_part(r.path, '/', 1)) AS budget_codes
FROM work_plannedresult r JOIN work_skp s ON s.id = r.skp_id
JOIN organization_unit u ON u.id = r.unit_id
LEFT JOIN LATERAL (
    SELECT e.id FROM work_dailyentry e
    WHERE e.result_id = r.id AND e.day >= %(since)s ORDER BY e.day DESC, e.id DESC LIMIT 1
) last_use ON true
WHERE r.person_id = %(person)s AND s.year = %(year)s AND r.state = 'DISEPAKATI'
ORDER BY last_use.id DESC NULLS LAST, r.id
"""


def agreed_results(viewer: Viewer, day: date) -> list[PlannedResult]:
    """The results the viewer may record for, the one used last first, with what their money needs.

    See `money.with_budget`.
    """
    values = {"person": viewer.person_id, "year": day.year, "since": day - 30 * ONE_DAY}
    return list(PlannedResult.objects.raw(AGREED, values))


def today_page(
    *,
    viewer: Viewer,
    post: HeldPost,
    now: datetime,
    results: Sequence[PlannedResult],
    chosen: date | None = None,
) -> TodayPage:
    """The viewer's open day (or another day chosen, open or closed) as it stands now."""
    opened = open_days(person_id=viewer.person_id, post=post, now=now)
    day = chosen or clock.local_day(now)
    this = next((row for row in opened if row.day == day), None)
    entries = counting_entries(viewer.person_id, day)
    closes_at = this.closes_at if this else closing_of(day, pattern=post.unit_pattern)
    duty_minutes = target_minutes(post.unit_pattern, day)
    remaining = int((closes_at - now).total_seconds() // 60)
    return TodayPage(
        day=day,
        day_note=_day_note(this, duty_minutes),
        is_open=this is not None,
        server_now=now,
        closing_instant=closes_at,
        closes_at=last_moment(closes_at),
        remaining_minutes=max(remaining, 0),
        is_near=remaining <= NEAR_MINUTES,
        closes_same_day=clock.local_day(last_moment(closes_at)) == day,
        recorded_minutes=union_minutes(entries),
        target_minutes=duty_minutes,
        recorded_url=reverse("work:day", args=[day.isoformat()]),
        other_days=[_other_day(row) for row in opened if row.day != day],
        yesterday=_last_decided_day(viewer.person_id, day),
        no_result_url=None if results else reverse("work:plan"),
        objection_url=f"{reverse('work:objections')}?hari={day.isoformat()}",
        form_action=f"{reverse('work:today')}?hari={day.isoformat()}",
        draft_owner=viewer.person_code,
        clock_url=reverse("work:clock"),
        entries=[entry_row(entry, is_open=this is not None) for entry in entries],
        money=money_of_results(results, day),
    )


@dataclass(frozen=True)
class SavedDay:
    """What changes on the page *Hari ini* when an entry was saved."""

    recorded_minutes: int
    target_minutes: int
    recorded_url: str
    entries: Sequence[EntryRow]


def saved_day(*, viewer: Viewer, post: HeldPost, day: date, is_open: bool) -> SavedDay:
    """The day's sum and entries after a save."""
    entries = counting_entries(viewer.person_id, day)
    return SavedDay(
        recorded_minutes=union_minutes(entries),
        target_minutes=target_minutes(post.unit_pattern, day),
        recorded_url=reverse("work:day", args=[day.isoformat()]),
        entries=[entry_row(entry, is_open=is_open) for entry in entries],
    )


def union_minutes(entries: Sequence[DailyEntry]) -> int:
    """Minutes of a day as the union of its intervals (rules.intervals)."""
    outcome = interval_union(Interval(row.start_minute, row.end_minute) for row in entries)
    return outcome.value.minutes


def target_minutes(pattern: str, day: date) -> int:
    """Duty minutes of a day for a unit of that pattern (policy `menit-kerja-sehari`)."""
    if not is_working_day(pattern, day):
        return 0
    minutes: int = policies.value_on("menit-kerja-sehari", day)[pattern]
    return minutes


def entry_row(entry: DailyEntry, *, is_open: bool) -> EntryRow:
    """An entry of the viewer's own as a row with what may be done to it now."""
    decision = getattr(entry, "decision", None)
    tone, label = _state(decision)
    code = entry.code
    return EntryRow(
        code=code,
        start_minute=entry.start_minute,
        end_minute=entry.end_minute,
        activity=entry.activity,
        quantity=entry.shown_quantity,
        measure=entry.measure,
        result_label=entry.result.text,
        result_url=reverse("scoreboard:node", args=["hasil", entry.result.code]),
        tone=tone,
        state_label=label,
        note=decision.note if decision else "",
        evidence_url=reverse("work:evidence", args=[code]) if entry.evidence_id else None,
        promise_url=reverse("work:receipt", args=[code]),
        correct_url=f"{reverse('work:today')}?hari={entry.day}&ganti={code}" if is_open else None,
        withdraw_url=reverse("work:withdraw", args=[code]) if is_open else None,
    )


def _state(decision: EntryDecision | None) -> tuple[str, str]:
    if decision is None:
        return "neutral", "terkirim"
    if decision.verdict == EntryDecision.Verdict.ACCEPTED:
        return "good", "diterima"
    return "attention", "dikembalikan"


def _day_note(this: OpenDay | None, duty_minutes: int) -> str:
    if this and this.shift:
        return f"Gilir {this.shift}"
    return "" if duty_minutes else "Bukan hari kerja unit Anda."


def _other_day(row: OpenDay) -> OtherDay:
    return OtherDay(row.day, row.closes_at, f"{reverse('work:today')}?hari={row.day.isoformat()}")


LAST_DAY = """
SELECT e.day, count(*) FILTER (WHERE d.verdict = 'DITERIMA'),
       count(*) FILTER (WHERE d.verdict = 'DIKEMBALIKAN'), count(*) FILTER (WHERE d.id IS NULL)
FROM work_dailyentry e
LEFT JOIN work_entrydecision d ON d.entry_id = e.id
LEFT JOIN work_dailyentry newer ON newer.replaces_id = e.id
WHERE e.person_id = %(person)s AND e.day BETWEEN %(first)s AND %(last)s
  AND e.kind = 'KERJA' AND newer.id IS NULL
GROUP BY e.day ORDER BY e.day DESC LIMIT 1
"""


def _last_decided_day(person_id: int, day: date) -> DecidedDay | None:
    first, last = day - LOOK_BACK_DAYS * ONE_DAY, day - ONE_DAY
    with connection.cursor() as cursor:
        cursor.execute(LAST_DAY, {"person": person_id, "first": first, "last": last})
        row = cursor.fetchone()
    if row is None:
        return None
    decided_day, accepted, returned, waiting = row
    url = reverse("work:day", args=[decided_day.isoformat()])
    return DecidedDay(decided_day, accepted, returned, waiting, url)
