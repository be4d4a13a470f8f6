"""Agreements: due dates of the reference's section 1.6, and which version binds when."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasando.rules.agreements import (
    RevisionReason,
    Version,
    agreement_due_date,
    effective_version,
    quarter_end,
    version_for_quarter,
    version_for_year,
    version_on,
)
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.registry import Status, evaluate

FIRST = Version(1, date(2026, 1, 5), date(2026, 2, 3))
SECOND = Version(
    2, date(2026, 10, 10), date(2026, 10, 20), RevisionReason.STRATEGY_OR_BUDGET_CHANGED
)
DRAFT = Version(3, date(2026, 11, 1))


@pytest.mark.parametrize(
    ("authorised_on", "due"),
    [
        (date(2026, 1, 5), date(2026, 2, 5)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 10, 10), date(2026, 11, 10)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2026, 11, 30), date(2026, 12, 30)),
        (date(2026, 3, 31), date(2026, 4, 30)),
    ],
)
def test_due_one_calendar_month_later(authorised_on, due):
    assert agreement_due_date(authorised_on).value == due


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_due_date_lies_in_the_next_month(authorised_on):
    due = agreement_due_date(authorised_on).value
    assert timedelta(28) <= due - authorised_on <= timedelta(31)
    assert due.month == authorised_on.month % 12 + 1


def test_the_three_legal_reasons():
    assert {reason.value for reason in RevisionReason} == {
        "OFFICIAL_CHANGED",
        "STRATEGY_OR_BUDGET_CHANGED",
        "PRIORITY_OR_ASSUMPTION_CHANGED",
    }


@pytest.mark.parametrize(
    ("quarter", "last"),
    [
        (1, date(2026, 3, 31)),
        (2, date(2026, 6, 30)),
        (3, date(2026, 9, 30)),
        (4, date(2026, 12, 31)),
    ],
)
def test_quarter_end(quarter, last):
    assert quarter_end(2026, quarter) == last


@pytest.mark.parametrize("quarter", [0, 5])
def test_no_fifth_quarter(quarter):
    with pytest.raises(RuleInputError) as refused:
        quarter_end(2026, quarter)
    assert (refused.value.field, refused.value.problem) == ("quarter", Problem.OUT_OF_RANGE)


def test_quarter_is_judged_by_the_version_of_its_last_day():
    versions = [SECOND, DRAFT, FIRST]
    found = [version_for_quarter(versions, 2026, quarter) for quarter in range(1, 5)]
    assert found == [FIRST, FIRST, FIRST, SECOND]


def test_year_is_judged_by_the_last_signed_version():
    assert version_for_year([FIRST, SECOND, DRAFT]) == SECOND
    assert version_for_year([DRAFT]) is None


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 2, 2), None),
        (date(2026, 2, 3), FIRST),
        (date(2026, 10, 19), FIRST),
        (date(2026, 10, 20), SECOND),
    ],
)
def test_a_version_binds_from_its_signature(day, expected):
    assert version_on([FIRST, SECOND], day) == expected


def test_signing_early_does_not_bind_early():
    early = Version(1, date(2026, 1, 5), date(2025, 12, 30))
    assert version_on([early], date(2026, 1, 4)) is None
    assert version_on([early], date(2026, 1, 5)) == early


def test_without_a_binding_version_there_is_no_target():
    found = effective_version([DRAFT], 2026, 1)
    assert (found.value, found.status) == (None, Status.TARGET_MISSING)


def test_version_number_given_twice_is_refused():
    with pytest.raises(RuleInputError) as refused:
        effective_version([FIRST, FIRST], 2026)
    assert refused.value.problem is Problem.DUPLICATE


def test_json_asks_for_the_year():
    versions = [{"number": 1, "effective_on": "2026-01-05", "signed_on": "2026-02-03"}]
    found = evaluate("agreement-version", {"versions": versions, "year": 2026})
    assert found.value.number == 1
