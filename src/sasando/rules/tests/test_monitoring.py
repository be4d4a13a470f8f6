"""Monitoring: the instant from which a report is late, one second before, at it and after."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sasando.rules.errors import RuleInputError
from sasando.rules.monitoring import last_day_to_report, monitoring_report_late, report_due_at
from sasando.rules.registry import evaluate

WITA = ZoneInfo("Asia/Makassar")
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("year", "quarter", "grace", "due"),
    [
        (2026, 1, 10, "2026-04-10T16:00:00"),
        (2026, 3, 10, "2026-10-10T16:00:00"),
        (2026, 4, 10, "2027-01-10T16:00:00"),
        (2028, 1, 0, "2028-03-31T16:00:00"),
    ],
)
def test_due_at_the_midnight_after_the_days_of_grace(year, quarter, grace, due):
    expected = datetime.fromisoformat(due).replace(tzinfo=UTC)
    assert report_due_at(year, quarter, grace, WITA) == expected


def test_the_last_day_is_the_day_before_that_midnight():
    assert last_day_to_report(2026, 4, 10).isoformat() == "2027-01-10"


@pytest.mark.parametrize(("shift", "late"), [(-SECOND, False), (0 * SECOND, True), (SECOND, True)])
def test_a_second_before_exactly_at_and_after(shift, late):
    due = report_due_at(2026, 3, 10, WITA)
    assert monitoring_report_late(2026, 3, WITA, due + shift).value is late


def test_the_zone_of_the_city_decides():
    early, later = (report_due_at(2026, 1, 10, ZoneInfo(name)) for name in (
        "Asia/Jayapura", "Asia/Jakarta",
    ))  # fmt: skip
    assert later - early == timedelta(hours=2)


def test_the_rule_says_until_when():
    found = evaluate(
        "monitoring-report-late",
        {"year": 2026, "quarter": 1, "zone": "Asia/Makassar",
         "reported_at": "2026-04-10T23:59:59+08:00"},
    )  # fmt: skip
    assert found.value is False
    assert found.steps[0].outcome == "10 April 2026 pukul 23.59 WITA"


@pytest.mark.parametrize(("quarter", "grace"), [(0, 10), (5, 10), (1, -1), (1, 367)])
def test_what_does_not_exist_is_refused(quarter, grace):
    with pytest.raises(RuleInputError):
        report_due_at(2026, quarter, grace, WITA)
