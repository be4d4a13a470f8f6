"""The running week: which of its days are closed, with totals, and which still take entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sasando.core import clock
from sasando.work.days import period_of
from sasando.work.models import DayClosing


@dataclass(frozen=True)
class Week:
    """Monday up to today. Closed days are read from their totals, `open_days` from entries."""

    today: date
    open_days: tuple[date, ...]

    @property
    def first(self) -> date:
        return self.today - timedelta(days=self.today.weekday())

    @property
    def first_period(self) -> int:
        return period_of(self.first)

    @property
    def last_period(self) -> int:
        return period_of(self.today)

    @property
    def days(self) -> list[date]:
        """All days of the week so far, the latest first."""
        return [self.today - timedelta(days=back) for back in range(self.today.weekday() + 1)]


def running_week(now: datetime) -> Week:
    """The week of an instant. One query."""
    today = clock.local_day(now)
    week = Week(today, ())
    closed = set(
        DayClosing.objects.filter(day__range=(week.first, today)).values_list("day", flat=True)
    )
    return Week(today, tuple(day for day in week.days if day not in closed))
