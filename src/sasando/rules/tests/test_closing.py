"""Closing: vectors 29, 30 and 40 of the personnel reference, each edge at three instants."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasando.rules.calendars import RosterCalendar, WorkCalendar
from sasando.rules.closing import (
    DEFAULT_CLOSING,
    POLICY,
    ClosingMode,
    ClosingPolicy,
    closes_at,
    closing_instant,
    decide_by,
    decision_deadline,
    is_in_time,
    last_moment_text,
    sealable_at,
)
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.registry import evaluate

WITA = ZoneInfo("Asia/Makassar")
FRIDAY = date(2026, 3, 6)
NEXT_DAY = ClosingPolicy(ClosingMode.NEXT_WORKING_DAY)
SECOND = timedelta(seconds=1)


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=WITA)


def test_vector_29_last_moment_of_the_next_working_day():
    closing = closes_at(FRIDAY, NEXT_DAY, WITA)
    last = closing - SECOND
    assert last == datetime(2026, 3, 9, 15, 59, 59, tzinfo=UTC)
    assert last == local(2026, 3, 9, 23, 59, 59)


def test_vector_30_midnight_of_tuesday_is_late():
    assert not is_in_time(local(2026, 3, 10), closes_at(FRIDAY, NEXT_DAY, WITA))


@pytest.mark.parametrize(
    ("recorded_at", "in_time"),
    [
        (local(2026, 3, 6, 23, 59, 59), True),
        (local(2026, 3, 7, 0, 0, 0), False),
        (local(2026, 3, 7, 0, 0, 1), False),
        (local(2026, 3, 6, 23, 59, 59) + timedelta(microseconds=999_999), True),
    ],
)
def test_same_day_closes_at_the_end_of_the_day(recorded_at, in_time):
    assert is_in_time(recorded_at, closes_at(FRIDAY, DEFAULT_CLOSING, WITA)) is in_time


@pytest.mark.parametrize(("seconds", "in_time"), [(-1, True), (0, False), (1, False)])
def test_closing_hour_by_policy(seconds, in_time):
    closing = closes_at(FRIDAY, ClosingPolicy(close_minute=20 * 60), WITA)
    recorded_at = local(2026, 3, 6, 20) + timedelta(seconds=seconds)
    assert is_in_time(recorded_at, closing) is in_time


@pytest.mark.parametrize(("seconds", "in_time"), [(-1, True), (0, False), (1, False)])
def test_night_shift_closes_after_its_own_end_and_grace(seconds, in_time):
    closing = closes_at(date(2026, 3, 3), DEFAULT_CLOSING, WITA, local(2026, 3, 4, 7))
    assert closing.tzinfo is UTC
    assert is_in_time(local(2026, 3, 4, 8) + timedelta(seconds=seconds), closing) is in_time


@pytest.mark.parametrize(
    ("shift_end", "closing"),
    [
        (local(2026, 3, 6, 23, 59), local(2026, 3, 7)),
        (local(2026, 3, 7), local(2026, 3, 7, 1)),
        (local(2026, 3, 7, 0, 1), local(2026, 3, 7, 1, 1)),
        (local(2026, 3, 6, 14), local(2026, 3, 7)),
        (local(2026, 3, 8), local(2026, 3, 8, 1)),
    ],
)
def test_only_a_shift_not_over_at_the_closing_moves_it(shift_end, closing):
    assert closes_at(FRIDAY, DEFAULT_CLOSING, WITA, shift_end) == closing


def test_night_shift_never_shortens_the_next_working_day_rule():
    closing = closes_at(FRIDAY, NEXT_DAY, WITA, local(2026, 3, 7, 7))
    assert closing == local(2026, 3, 10)


def test_next_duty_day_comes_from_the_roster():
    roster = RosterCalendar(frozenset({FRIDAY, date(2026, 3, 8)}))
    assert closes_at(FRIDAY, NEXT_DAY, WITA, calendar=roster) == local(2026, 3, 9)


def test_holiday_moves_the_closing():
    calendar = WorkCalendar(holidays=frozenset({date(2026, 3, 9)}))
    assert closes_at(FRIDAY, NEXT_DAY, WITA, calendar=calendar) == local(2026, 3, 11)


def test_other_cities_other_zones():
    assert closes_at(FRIDAY, DEFAULT_CLOSING, ZoneInfo("Asia/Jakarta")).hour == 17
    assert closes_at(FRIDAY, DEFAULT_CLOSING, ZoneInfo("Asia/Jayapura")).hour == 15


@pytest.mark.parametrize(
    ("shift_end", "problem"),
    [
        (datetime(2026, 3, 7, 7), Problem.WITHOUT_ZONE),
        (local(2026, 3, 6), Problem.OUT_OF_RANGE),
        (local(2026, 3, 8, 0, 0, 1), Problem.OUT_OF_RANGE),
    ],
)
def test_impossible_shift_end_is_refused(shift_end, problem):
    with pytest.raises(RuleInputError) as refused:
        closes_at(FRIDAY, DEFAULT_CLOSING, WITA, shift_end)
    assert (refused.value.field, refused.value.problem) == ("shift_end", problem)


@pytest.mark.parametrize(
    "wrong",
    [
        {"close_minute": 0},
        {"close_minute": 1441},
        {"shift_grace_minutes": -1},
        {"shift_grace_minutes": 1441},
    ],
)
def test_impossible_policy_is_refused(wrong):
    with pytest.raises(RuleInputError) as refused:
        ClosingPolicy(**wrong)
    assert refused.value.field in wrong


@pytest.mark.parametrize("grace", [0, 1440])
def test_grace_reaches_from_nothing_to_a_day(grace):
    closing = closes_at(
        FRIDAY, ClosingPolicy(shift_grace_minutes=grace), WITA, local(2026, 3, 7, 7)
    )
    assert closing == local(2026, 3, 7, 7) + timedelta(minutes=grace)


def test_policy_row_reads_from_json():
    stored = {"mode": "NEXT_WORKING_DAY", "close_time": "16:30", "shift_grace_minutes": 30}
    assert POLICY.read(stored, "closing") == ClosingPolicy(
        ClosingMode.NEXT_WORKING_DAY, 16 * 60 + 30, 30
    )
    assert POLICY.read({"close_time": "24:00"}, "closing") == DEFAULT_CLOSING


@pytest.mark.parametrize("text", ["24:01", "7:30", "07:60", "25:00", "0730", "ab:cd", 730])
def test_impossible_clock_time_is_refused(text):
    with pytest.raises(RuleInputError) as refused:
        POLICY.read({"close_time": text}, "closing")
    assert refused.value.field == "closing.close_time"
    assert refused.value.problem is Problem.NOT_A_CLOCK_TIME


def test_midnight_as_closing_time_is_refused():
    with pytest.raises(RuleInputError) as refused:
        POLICY.read({"close_time": "00:00"}, "closing")
    assert refused.value.problem is Problem.OUT_OF_RANGE


def test_last_moment_is_the_minute_before():
    assert last_moment_text(closes_at(FRIDAY, DEFAULT_CLOSING, WITA), WITA) == "23.59 WITA"


def test_explanation_of_a_night_shift():
    found = closing_instant(date(2026, 3, 3), WITA, shift_end=local(2026, 3, 4, 7))
    assert [step.outcome for step in found.steps] == [
        "terakhir 3 Maret 2026 23.59.59 WITA",
        "terakhir 4 Maret 2026 07.59.59 WITA",
    ]


def test_unknown_zone_is_refused():
    for zone in ("Asia/Kupang", "../etc/passwd", "", 8):
        with pytest.raises(RuleInputError) as refused:
            evaluate("closing-instant", {"day": "2026-03-06", "zone": zone})
        assert refused.value.problem is Problem.NOT_A_ZONE


@pytest.mark.parametrize(
    ("closing", "working_days", "deadline"),
    [
        (local(2026, 3, 7), 1, local(2026, 3, 10)),  # closed at the end of Friday
        (local(2026, 3, 6, 20), 1, local(2026, 3, 10)),  # closed on Friday at 20.00
        (local(2026, 3, 10), 2, local(2026, 3, 12)),
        (local(2026, 3, 4, 8), 1, local(2026, 3, 6)),  # night shift closed on Wednesday
    ],
)
def test_supervisor_has_whole_working_days(closing, working_days, deadline):
    assert decide_by(closing, working_days, WorkCalendar(), WITA) == deadline


def test_supervisor_needs_at_least_one_day():
    with pytest.raises(RuleInputError) as refused:
        decision_deadline(local(2026, 3, 7), 0, WITA)
    assert refused.value.field == "working_days"


def test_vector_40_a_missed_decision_does_not_touch_the_employees_time():
    closing = closes_at(FRIDAY, NEXT_DAY, WITA)
    recorded_at = local(2026, 3, 6, 16)
    deadline = decide_by(closing, 2, WorkCalendar(), WITA)
    assert deadline > closing
    assert is_in_time(recorded_at, closing)


def test_day_is_sealable_when_its_last_entry_has_closed():
    night = closes_at(FRIDAY, DEFAULT_CLOSING, WITA, local(2026, 3, 7, 7))
    office = closes_at(FRIDAY, DEFAULT_CLOSING, WITA)
    assert sealable_at([office, night, office]) == night


def test_day_without_closings_is_not_sealable():
    with pytest.raises(RuleInputError) as refused:
        sealable_at([])
    assert refused.value.problem is Problem.EMPTY


@given(
    day=st.dates(date(2025, 1, 1), date(2030, 12, 31)),
    mode=st.sampled_from(ClosingMode),
    minute=st.integers(1, 1440),
    hours=st.integers(-11, 14),
)
def test_closing_lies_after_its_day_begins_and_never_before_same_day(day, mode, minute, hours):
    zone = timezone(timedelta(hours=hours))
    closing = closes_at(day, ClosingPolicy(mode, minute), zone)
    same_day = closes_at(day, ClosingPolicy(ClosingMode.SAME_DAY, minute), zone)
    begin = datetime(day.year, day.month, day.day, tzinfo=zone)
    assert same_day == begin + timedelta(minutes=minute)
    assert closing >= same_day
    assert decide_by(closing, 1, WorkCalendar(), zone) > closing
