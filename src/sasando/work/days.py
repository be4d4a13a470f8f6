"""Which days are open to a person now, and when each of them closes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import monotonic

from django.db import transaction

from sasando.core import clock, policies
from sasando.organization.models import Holiday, RosterShift, Unit
from sasando.organization.queries import HeldPost
from sasando.rules.calendars import FIVE_DAY_WEEK, SIX_DAY_WEEK, Calendar, WorkCalendar
from sasando.rules.closing import ClosingMode, ClosingPolicy, closes_at, decide_by
from sasando.rules.intervals import MINUTES_PER_DAY, Interval

from .models import DayWindow

ONE_DAY = timedelta(days=1)
HOLIDAY_MEMORY = 60.0
MANY_DAYS = 100
_known_windows: set[tuple[date, datetime]] = set()
_known_holidays: dict[date, tuple[float, frozenset[date]]] = {}


@dataclass(frozen=True)
class OpenDay:
    """A day that takes entries of one person now. `shift` names the shift it belongs to, if any,
    and `shift_start` is its first minute since the day's midnight.
    """

    day: date
    closes_at: datetime
    shift: str = ""
    shift_start: int = 0

    def placed(self, interval: Interval) -> Interval:
        """The interval on this day: on a shift, times before its start are of the next morning."""
        if not self.shift or interval.start >= self.shift_start:
            return interval
        return Interval(interval.start + MINUTES_PER_DAY, interval.end + MINUTES_PER_DAY)


def closing_policy(day: date) -> ClosingPolicy:
    """How days close, as in force on that day (policy row `penutupan-hari`)."""
    value = policies.value_on("penutupan-hari", day)
    return ClosingPolicy(
        mode=ClosingMode(value["cara"]),
        close_minute=value["menit_tutup"],
        shift_grace_minutes=value["tenggang_gilir_menit"],
    )


def calendar_of(pattern: str, *, around: date) -> Calendar:
    """The working week of a unit with the holidays of the weeks around a day."""
    week = SIX_DAY_WEEK if pattern == Unit.Pattern.SIX_DAYS else FIVE_DAY_WEEK
    return WorkCalendar(week, _holidays(around))


def _holidays(around: date) -> frozenset[date]:
    """Holidays near a day; a decree entered while the city works is known a minute later."""
    read_at, known = _known_holidays.get(around, (-HOLIDAY_MEMORY, frozenset()))
    if monotonic() - read_at < HOLIDAY_MEMORY:
        return known
    days = Holiday.objects.filter(day__range=(around - 10 * ONE_DAY, around + 30 * ONE_DAY))
    known = frozenset(days.values_list("day", flat=True))
    if len(_known_holidays) > MANY_DAYS:
        _known_holidays.clear()
    _known_holidays[around] = (monotonic(), known)
    return known


def is_working_day(pattern: str, day: date) -> bool:
    """Whether a unit of that pattern is on duty on a day; roster units always are."""
    if pattern == Unit.Pattern.ROSTER:
        return True
    return calendar_of(pattern, around=day).is_working_day(day)


def closing_of(day: date, *, pattern: str, shift_end: datetime | None = None) -> datetime:
    """The closing instant of a day for a unit of that pattern, or for one shift of it."""
    policy = closing_policy(day)
    if policy.mode is ClosingMode.SAME_DAY:
        return closes_at(day, policy, clock.zone(), shift_end)
    return closes_at(day, policy, clock.zone(), shift_end, calendar_of(pattern, around=day))


def open_days(*, person_id: int, post: HeldPost, now: datetime) -> tuple[OpenDay, ...]:
    """The days that take this person's entries now, the running one last."""
    today = clock.local_day(now)
    shifts = _shifts(person_id, post, today)
    candidates = [today - back * ONE_DAY for back in range(_look_back(today), -1, -1)]
    found = []
    for day in candidates:
        shift = shifts.get(day)
        closing = closing_of(
            day, pattern=post.unit_pattern, shift_end=shift.ends_at if shift else None
        )
        if now < closing:
            found.append(_opened(day, closing, shift))
    return tuple(found)


def decision_deadline(closing: datetime, *, pattern: str, day: date) -> datetime:
    """Until when the superior has to decide on an entry of a day that closes then."""
    working_days = policies.value_on("tenggat-keputusan", day)["hari_kerja"]
    return decide_by(closing, working_days, calendar_of(pattern, around=day), clock.zone())


def ensure_window(day: date, closing: datetime) -> None:
    """Put a closing instant in force for a day; does nothing when it is already.

    Raises IntegrityError (work_window_is_over) for a day that is over.
    """
    if (day, closing) in _known_windows:
        return
    if not DayWindow.objects.filter(day=day, closes_at=closing).exists():
        DayWindow.objects.bulk_create(
            [DayWindow(day=day, closes_at=closing)], ignore_conflicts=True
        )
    transaction.on_commit(lambda: _known_windows.add((day, closing)))


def open_roster_windows(first: date, last: date) -> None:
    """Put the closing instants of all planned shifts in force, before their days are over."""
    shifts = RosterShift.objects.filter(day__range=(first, last)).values_list("day", "ends_at")
    for day, ends_at in shifts.distinct():
        closing = closing_of(day, pattern=Unit.Pattern.ROSTER, shift_end=ends_at)
        ensure_window(day, closing)


def forget() -> None:
    """Drop what is remembered of windows and holidays; tests call this between databases."""
    _known_windows.clear()
    _known_holidays.clear()


def last_moment(instant: datetime) -> datetime:
    """A deadline as people read it: midnight is the last second of the day it ends, 23.59."""
    local = instant.astimezone(clock.zone())
    is_midnight = (local.hour, local.minute) == (0, 0)
    return instant - timedelta(seconds=1) if is_midnight else instant


def period_of(day: date) -> int:
    """A day as the integer key of totals: 20261120."""
    return day.year * 10_000 + day.month * 100 + day.day


def _opened(day: date, closing: datetime, shift: RosterShift | None) -> OpenDay:
    if shift is None:
        return OpenDay(day, closing)
    start = shift.starts_at.astimezone(clock.zone())
    return OpenDay(day, closing, shift.name, start.hour * 60 + start.minute)


def _look_back(today: date) -> int:
    longest: int = policies.value_on("penutupan-hari", today).get("hari_terpanjang", 1)
    return longest


def _shifts(person_id: int, post: HeldPost, today: date) -> dict[date, RosterShift]:
    if post.unit_pattern != Unit.Pattern.ROSTER:
        return {}
    days = [today - ONE_DAY, today]
    return {row.day: row for row in RosterShift.objects.filter(person_id=person_id, day__in=days)}
