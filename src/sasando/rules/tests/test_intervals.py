"""Minutes of a day: vectors 27, 28 and 35 of the personnel reference, and the union for all."""

from datetime import time
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.intervals import (
    Interval,
    interval_of,
    interval_union,
    join,
    minutes_share,
    minutes_text,
)
from sasando.rules.registry import Status, evaluate

intervals = st.builds(
    lambda start, length: Interval(start, start + length),
    st.integers(0, 2000),
    st.integers(1, 800),
)
days = st.lists(intervals, max_size=8)


def minutes_of(made):
    return {minute for interval in made for minute in range(interval.start, interval.end)}


def test_vector_27_overlap_counts_once_and_is_flagged():
    found = interval_union([Interval(480, 570), Interval(540, 600)]).value
    assert (found.minutes, found.has_overlap) == (120, True)


def test_vector_28_night_shift_belongs_to_its_first_day():
    shift = interval_of(time(21), time(7), is_night_shift=True)
    assert shift == Interval(1260, 1860)
    assert interval_union([shift]).value.minutes == 600


@pytest.mark.parametrize(("worked", "share"), [(359, "92.05"), (360, "92.31")])
def test_vector_35_minutes_not_decimal_hours(worked, share):
    assert minutes_share(worked, 390).value == Decimal(share)


def test_touching_intervals_do_not_overlap():
    found = interval_union([Interval(480, 540), Interval(540, 600)]).value
    assert (found.minutes, found.has_overlap, found.joined) == (120, False, (Interval(480, 600),))


def test_the_same_interval_twice_is_an_overlap():
    assert interval_union([Interval(480, 540)] * 2).value.has_overlap is True


def test_breaks_are_taken_out_once():
    found = interval_union(
        [Interval(450, 960)], breaks=[Interval(720, 780), Interval(750, 780)]
    ).value
    assert found.minutes == 450


def test_break_outside_work_costs_nothing():
    assert interval_union([Interval(450, 700)], breaks=[Interval(720, 780)]).value.minutes == 250


@pytest.mark.parametrize(("cap", "minutes", "is_capped"), [(450, 450, True), (510, 510, False)])
def test_cap_at_the_scheduled_minutes(cap, minutes, is_capped):
    found = interval_union([Interval(450, 960)], cap=cap).value
    assert (found.minutes, found.minutes_before_cap, found.is_capped) == (minutes, 510, is_capped)


def test_steps_say_overlap_break_and_cap():
    steps = interval_union([Interval(0, 100)], breaks=[Interval(0, 10)], cap=50).steps
    assert [step.outcome for step in steps] == ["100 menit", "90 menit", "50 menit"]


def test_steps_are_silent_about_what_did_not_happen():
    steps = interval_union([Interval(0, 100)], cap=100).steps
    assert [step.input for step in steps] == ["1 rentang, jumlah 100 menit"]


def test_an_empty_day():
    found = interval_union([]).value
    assert (found.minutes, found.has_overlap, found.joined) == (0, False, ())


@pytest.mark.parametrize(
    ("start", "end", "field", "problem"),
    [
        (-1, 10, "start", Problem.OUT_OF_RANGE),
        (2881, 2882, "start", Problem.OUT_OF_RANGE),
        (0, 2881, "end", Problem.OUT_OF_RANGE),
        (10, 10, "end", Problem.OUT_OF_ORDER),
        (10, 9, "end", Problem.OUT_OF_ORDER),
    ],
)
def test_impossible_interval_is_refused(start, end, field, problem):
    with pytest.raises(RuleInputError) as refused:
        Interval(start, end)
    assert (refused.value.field, refused.value.problem) == (field, problem)


@pytest.mark.parametrize(
    ("start", "end", "is_night"),
    [(time(9), time(8), False), (time(9), time(9), False), (time(9), time(9), True)],
)
def test_end_before_start_is_only_for_night_shifts(start, end, is_night):
    with pytest.raises(RuleInputError) as refused:
        interval_of(start, end, is_night_shift=is_night)
    assert refused.value.field == "end"


def test_both_ends_of_the_two_days_are_allowed():
    assert Interval(0, 2880).minutes == 2880


def test_minutes_of_the_clock_count():
    assert interval_of(time(8, 15), time(9, 30)) == Interval(495, 570)


def test_end_before_start_is_refused_by_default():
    with pytest.raises(RuleInputError):
        interval_of(time(21), time(7))


def test_a_day_without_scheduled_minutes_counts_none():
    assert interval_union([Interval(0, 10)], cap=0).value.minutes == 0


def test_day_shift_marked_as_night_keeps_its_hours():
    assert interval_of(time(8), time(9, 30), is_night_shift=True) == Interval(480, 570)


def test_negative_minutes_are_refused():
    with pytest.raises(RuleInputError):
        interval_union([], cap=-1)
    with pytest.raises(RuleInputError):
        minutes_share(-1, 390)
    with pytest.raises(RuleInputError):
        minutes_share(1, -390)


def test_share_is_capped_and_needs_required_minutes():
    assert minutes_share(7100, 6750).value == 100
    assert minutes_share(10, 0).status is Status.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(340, "5 j 40 m"), (450, "7 j 30 m"), (40, "40 m"), (0, "0 m"), (60, "1 j 0 m")],
)
def test_minutes_as_text(minutes, text):
    assert minutes_text(minutes) == text


def test_json_field_of_a_wrong_interval():
    wrong = {"intervals": [{"start": 0, "end": 5}, {"start": 9, "end": 3}]}
    with pytest.raises(RuleInputError) as refused:
        evaluate("interval-union", wrong)
    assert refused.value.field == "intervals.2.end"


@given(days)
def test_union_counts_each_minute_once(made):
    found = interval_union(made).value
    assert found.minutes == len(minutes_of(made))
    assert found.has_overlap == (sum(interval.minutes for interval in made) > found.minutes)


@given(days)
def test_joined_intervals_are_apart_and_cover_the_same(made):
    joined = join(made)
    assert minutes_of(joined) == minutes_of(made)
    assert all(a.end < b.start for a, b in pairwise(joined))


@given(days, days, st.none() | st.integers(0, 1440))
def test_breaks_and_cap_only_take_away(made, breaks, cap):
    found = interval_union(made, breaks, cap).value
    expected = len(minutes_of(made) - minutes_of(breaks))
    assert found.minutes_before_cap == expected
    assert found.minutes == (expected if cap is None else min(expected, cap))
