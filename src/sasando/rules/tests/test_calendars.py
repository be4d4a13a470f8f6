"""Working days: weeks, holidays, rosters and the refusal of impossible calendars."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasando.rules.calendars import (
    SIX_DAY_WEEK,
    RosterCalendar,
    WorkCalendar,
    add_working_days,
    calendar_from,
    next_working_day,
    working_days_after,
)
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.registry import evaluate

FRIDAY = date(2026, 3, 6)
SATURDAY, MONDAY, TUESDAY = date(2026, 3, 7), date(2026, 3, 9), date(2026, 3, 10)
OFFICE = WorkCalendar()


def test_weekend_is_skipped_by_a_five_day_office_only():
    assert next_working_day(FRIDAY, OFFICE) == MONDAY
    assert next_working_day(FRIDAY, WorkCalendar(SIX_DAY_WEEK)) == SATURDAY
    assert next_working_day(SATURDAY, WorkCalendar(SIX_DAY_WEEK)) == MONDAY


def test_holidays_are_skipped():
    calendar = WorkCalendar(holidays=frozenset({MONDAY}))
    assert next_working_day(FRIDAY, calendar) == TUESDAY
    assert not calendar.is_working_day(MONDAY)


def test_next_working_day_from_a_holiday_is_not_the_holiday():
    assert next_working_day(SATURDAY, OFFICE) == MONDAY


def test_adding_no_days_stays_even_on_a_holiday():
    assert add_working_days(SATURDAY, 0, OFFICE) == SATURDAY
    assert add_working_days(FRIDAY, 6, OFFICE) == date(2026, 3, 16)


def test_roster_defines_the_days_off():
    roster = RosterCalendar(frozenset({FRIDAY, TUESDAY}))
    assert roster.next_working_day(FRIDAY) == TUESDAY
    assert roster.is_working_day(FRIDAY)
    assert not roster.is_working_day(MONDAY)


def test_after_the_roster_the_fallback_answers_or_nobody():
    with pytest.raises(RuleInputError) as refused:
        RosterCalendar(frozenset({FRIDAY})).next_working_day(FRIDAY)
    assert refused.value.problem is Problem.OUTSIDE_ROSTER
    assert RosterCalendar(frozenset({FRIDAY}), OFFICE).next_working_day(FRIDAY) == MONDAY


@pytest.mark.parametrize(
    ("weekdays", "problem"),
    [(frozenset(), Problem.EMPTY), (frozenset({7}), Problem.OUT_OF_RANGE)],
)
def test_impossible_week_is_refused(weekdays, problem):
    with pytest.raises(RuleInputError) as refused:
        WorkCalendar(weekdays)
    assert (refused.value.field, refused.value.problem) == ("weekdays", problem)


def test_a_year_of_holidays_is_a_wrong_calendar():
    year = frozenset(FRIDAY + timedelta(days=n) for n in range(400))
    with pytest.raises(RuleInputError) as refused:
        WorkCalendar(holidays=year).next_working_day(FRIDAY)
    assert refused.value.problem is Problem.NO_WORKING_DAY


def test_the_last_day_of_the_search_is_still_found():
    closed = frozenset(FRIDAY + timedelta(days=n) for n in range(1, 366))
    daily = WorkCalendar(frozenset(range(7)), closed)
    assert daily.next_working_day(FRIDAY) == FRIDAY + timedelta(days=366)


def test_a_year_of_working_days_can_be_added():
    daily = WorkCalendar(frozenset(range(7)))
    assert add_working_days(FRIDAY, 366, daily) == FRIDAY + timedelta(days=366)


@pytest.mark.parametrize("count", [-1, 367])
def test_count_out_of_range_is_refused(count):
    with pytest.raises(RuleInputError) as refused:
        add_working_days(FRIDAY, count, OFFICE)
    assert refused.value.field == "working_days"


def test_calendar_from_facts():
    assert calendar_from() == OFFICE
    assert calendar_from([0, 1], [MONDAY]) == WorkCalendar(frozenset({0, 1}), frozenset({MONDAY}))
    assert calendar_from(duty_days=[FRIDAY]) == RosterCalendar(frozenset({FRIDAY}))
    both = calendar_from([0], duty_days=[FRIDAY])
    assert both == RosterCalendar(frozenset({FRIDAY}), WorkCalendar(frozenset({0})))


def test_working_days_after_explains_itself():
    (step,) = working_days_after(FRIDAY, 1).steps
    assert (step.input, step.outcome) == ("6 Maret 2026 + 1 hari kerja", "9 Maret 2026")


def test_json_calendar():
    found = evaluate(
        "working-days",
        {"day": "2026-03-06", "calendar": {"weekdays": [0, 1], "holidays": ["2026-03-09"]}},
    )
    assert found.value == TUESDAY


calendars = st.builds(
    WorkCalendar,
    st.frozensets(st.integers(0, 6), min_size=1),
    st.frozensets(st.dates(FRIDAY, date(2026, 6, 1)), max_size=40),
)
days = st.dates(FRIDAY, date(2026, 6, 1))


@given(calendars, days)
def test_next_working_day_is_the_first_later_one(calendar, day):
    found = next_working_day(day, calendar)
    skipped = [day + timedelta(days=n) for n in range(1, (found - day).days)]
    assert calendar.is_working_day(found)
    assert not any(calendar.is_working_day(other) for other in skipped)


@given(calendars, days, st.integers(0, 20), st.integers(0, 20))
def test_adding_in_two_parts_is_adding_at_once(calendar, day, first, second):
    halfway = add_working_days(day, first, calendar)
    assert add_working_days(halfway, second, calendar) == add_working_days(
        day, first + second, calendar
    )
