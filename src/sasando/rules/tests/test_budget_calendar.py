"""Days of delay against the calendar of the budget: before, on and after the day."""

from datetime import date

import pytest

from sasando.rules.budget_calendar import budget_delay
from sasando.rules.registry import Status

DUE = date(2025, 11, 30)


@pytest.mark.parametrize(
    ("done", "days"),
    [
        (date(2025, 11, 29), 0),
        (date(2025, 11, 30), 0),
        (date(2025, 12, 1), 1),
        (date(2026, 2, 28), 90),
    ],
)
def test_what_is_done_counts_to_its_own_day(done, days):
    found = budget_delay(DUE, date(2026, 11, 20), done)
    assert (found.value.days, found.value.is_open, found.status) == (days, False, Status.OK)


@pytest.mark.parametrize(("today", "days"), [(date(2025, 11, 30), 0), (date(2025, 12, 1), 1)])
def test_what_is_not_done_counts_to_today(today, days):
    found = budget_delay(DUE, today)
    assert (found.value.days, found.value.is_open) == (days, True)
    assert found.status is Status.NOT_REPORTED
    assert ("terlambat" in found.steps[0].outcome) is bool(days)
