"""Reminders: on which days something is told, before a last day and after it."""

from datetime import date, timedelta

import pytest

from sasando.rules.errors import RuleInputError
from sasando.rules.registry import evaluate
from sasando.rules.reminders import is_told_on

LAST = date(2026, 10, 10)


def told(days_from_last, **facts):
    return is_told_on(
        LAST + timedelta(days=days_from_last), **{"last_day": LAST, "since": None, **facts}
    )


def test_seven_three_and_one_day_before_and_not_between():
    assert [day for day in range(-10, 1) if told(day)] == [-7, -3, -1]


def test_after_the_last_day_at_once_and_then_weekly():
    assert [day for day in range(1, 23) if told(day)] == [1, 7, 14, 21]


def test_what_only_waits_is_told_the_next_day_and_then_weekly():
    days = [day for day in range(16) if told(day, last_day=None, since=LAST)]
    assert days == [1, 7, 14]


def test_the_city_chooses_other_days():
    assert [day for day in range(-20, 1) if told(day, days_before=(14, 2))] == [-14, -2]


def test_what_has_no_date_at_all_is_told_every_day():
    assert all(told(day, last_day=None) for day in range(5))


def test_the_rule_explains_itself():
    found = evaluate("reminder-day", {"day": "2026-10-07", "last_day": "2026-10-10"})
    assert found.value is True
    assert "7 Oktober 2026" in found.steps[0].input


def test_days_before_are_days_before():
    with pytest.raises(RuleInputError):
        told(0, days_before=(0,))
