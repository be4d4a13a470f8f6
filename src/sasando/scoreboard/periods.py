"""Which year and quarter a page of results is about, and what was known of it on its last day."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from sasando.core import clock
from sasando.planning.models import PlanDocument
from sasando.planning.periods import ROMAN, Span, first_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

QUARTERS = (1, 2, 3, 4)


def plan_years(today: date) -> list[int]:
    """The years of the city's adopted plans that have begun, the latest first. One query."""
    found = PlanDocument.objects.with_missions().values_list("first_year", "last_year")
    years = {year for first, last in found for year in range(first, last + 1)}
    return sorted((year for year in years if year <= today.year), reverse=True)


def usual_span(today: date, years: Sequence[int] = ()) -> Span:
    """The last quarter that has ended; within `years`, where there are any."""
    running = (today.month + 2) // 3
    ended = running if Span(today.year, running).last_day == today else running - 1
    span = Span(today.year, ended) if ended else Span(today.year - 1, 4)
    if years and span.year not in years:
        return Span(max(years), 1) if max(years) > span.year else Span(max(years), 4)
    return span


def last_quarter_of(year: int, today: date) -> int:
    """The quarter a year is looked at by default: its fourth, or the last that has ended."""
    if year < today.year:
        return 4
    usual = usual_span(today)
    return usual.quarter if usual.year == year else 1


def has_begun(span: Span, today: date) -> bool:
    """Whether any day of the quarter has come."""
    return first_day(span.year, span.quarter) <= today


def known_at(span: Span, now: datetime) -> datetime:
    """The instant a period is looked at from: its last moment, or now while it still runs."""
    ends = datetime.combine(span.last_day, time(23, 59, 59), tzinfo=clock.zone())
    return min(ends, now)


def paid_by(span: Span, now: datetime) -> date:
    """The day a period's payments are asked on: the day after it ended, or today while it runs.

    Payments count by whole months that are over, so the last month of a period is counted whole
    from the day after, and nothing paid later stands against what the period reached.
    """
    return min(span.last_day + timedelta(days=1), clock.local_day(now))


def spans_until(span: Span, count: int) -> list[Span]:
    """So many consecutive quarters, the oldest first, ending with this one."""
    last = span.year * 4 + span.quarter - 1
    return [Span(place // 4, place % 4 + 1) for place in range(last - count + 1, last + 1)]


def quarter_choices() -> list[tuple[str, str]]:
    """The quarters of a form."""
    return [(str(number), f"Triwulan {ROMAN[number]}") for number in QUARTERS]
