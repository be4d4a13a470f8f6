"""When a period of measuring closes: ends of periods, days of grace, releases, the city's zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.measuring import (
    MeasuringPolicy,
    last_second_text,
    measurement_closing,
    period_closes_at,
    period_end,
)
from sasando.rules.registry import evaluate

WITA = ZoneInfo("Asia/Makassar")
USUAL = MeasuringPolicy(10, 59)


@pytest.mark.parametrize(
    ("year", "quarter", "lag", "closing"),
    [
        (2026, 1, 0, "2026-04-10T16:00:00"),
        (2026, 2, 0, "2026-07-10T16:00:00"),
        (2026, 3, 0, "2026-10-10T16:00:00"),
        (2026, 4, 0, "2027-01-10T16:00:00"),
        (2026, 0, 0, "2027-02-28T16:00:00"),
        (2027, 0, 0, "2028-02-28T16:00:00"),
        (2026, 0, 120, "2027-06-28T16:00:00"),
        (2026, 1, 30, "2026-05-10T16:00:00"),
    ],
)
def test_the_closing_is_the_midnight_after_the_last_day_of_grace(year, quarter, lag, closing):
    expected = datetime.fromisoformat(closing).replace(tzinfo=UTC)
    assert period_closes_at(year, quarter, USUAL, WITA, release_lag=lag) == expected


def test_no_grace_closes_with_the_period_itself():
    none = MeasuringPolicy(0, 0)
    assert period_closes_at(2026, 1, none, WITA) == datetime(2026, 3, 31, 16, tzinfo=UTC)
    assert period_closes_at(2026, 0, none, ZoneInfo("Asia/Jayapura")) == datetime(
        2026, 12, 31, 15, tzinfo=UTC
    )


@pytest.mark.parametrize(("quarter", "day"), [(0, "2028-12-31"), (1, "2028-03-31")])
def test_the_end_of_a_period(quarter, day):
    assert period_end(2028, quarter).isoformat() == day


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (lambda: period_end(2026, 5), "quarter"),
        (lambda: MeasuringPolicy(-1, 0), "quarter_days"),
        (lambda: MeasuringPolicy(1, 367), "year_days"),
        (lambda: period_closes_at(2026, 1, USUAL, WITA, release_lag=-1), "release_lag"),
    ],
)
def test_what_cannot_be_is_refused(call, field):
    with pytest.raises(RuleInputError) as refusal:
        call()
    assert (refusal.value.field, refusal.value.problem) == (field, Problem.OUT_OF_RANGE)


def test_the_steps_say_both_closings():
    found = measurement_closing(2026, 1, WITA, release_lag=30)
    assert [step.outcome for step in found.steps] == [
        "10 April 2026 pukul 23.59 WITA", "10 Mei 2026 pukul 23.59 WITA",
    ]  # fmt: skip
    assert len(measurement_closing(2026, 1, WITA).steps) == 1
    assert last_second_text(found.value, WITA) == "10 Mei 2026 pukul 23.59 WITA"


def test_anyone_can_recompute_it():
    asked = {"year": 2026, "quarter": 3, "zone": "Asia/Makassar", "policy": {"quarter_days": 5}}
    found = evaluate("measurement-closing", asked)
    assert found.value == datetime(2026, 10, 5, 16, tzinfo=UTC)
