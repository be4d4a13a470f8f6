"""When a contract is critical: every limit a hair before, at and after it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasando.rules.contracts import (
    ContractClass,
    CriticalLimits,
    contract_schedule,
    contract_standing,
)
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.registry import Status, evaluate

NOVEMBER, DECEMBER, NEXT = date(2026, 11, 20), date(2026, 12, 15), date(2027, 1, 15)
percents = st.decimals(min_value=0, max_value=100, places=2)


def standing(planned, actual, ends_on=DECEMBER, day=NOVEMBER, **more):
    figures = (None if figure is None else Decimal(figure) for figure in (planned, actual))
    return contract_standing(*figures, ends_on=ends_on, day=day, year=2026, **more)


@pytest.mark.parametrize(
    ("planned", "actual", "expected"),
    [
        ("40", "40", ContractClass.ON_TIME),
        ("40", "55", ContractClass.ON_TIME),
        ("40", "39.99", ContractClass.LATE),
        ("40", "30", ContractClass.LATE),
        ("40", "29.99", ContractClass.CRITICAL),
        ("70", "60", ContractClass.LATE),
        ("70", "59.99", ContractClass.CRITICAL),
        ("70.01", "65.01", ContractClass.LATE),
        ("70.01", "65", ContractClass.CRITICAL),
        ("100", "95", ContractClass.LATE),
        ("100", "94.99", ContractClass.CRITICAL),
        ("100", "100", ContractClass.DONE),
        ("0", "0", ContractClass.ON_TIME),
        (None, "30", ContractClass.UNKNOWN),
        ("30", None, ContractClass.UNKNOWN),
        (None, None, ContractClass.UNKNOWN),
        (None, "100", ContractClass.DONE),
    ],
)
def test_classes_of_a_contract_that_ends_within_the_year(planned, actual, expected):
    assert standing(planned, actual).value.verdict is expected


@pytest.mark.parametrize(
    ("planned", "actual", "expected"),
    [
        ("70", "69.99", ContractClass.LATE),
        ("70.01", "70.00", ContractClass.CRITICAL),
        ("90", "85", ContractClass.CRITICAL),
        ("90", "90", ContractClass.ON_TIME),
    ],
)
def test_late_work_that_ends_after_the_year_is_critical_near_its_end(planned, actual, expected):
    assert standing(planned, actual, ends_on=NEXT).value.verdict is expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 12, 15), ContractClass.ON_TIME),
        (date(2026, 12, 16), ContractClass.EXPIRED),
    ],
)
def test_the_last_day_still_belongs_to_the_term(day, expected):
    assert standing("90", "95", day=day).value.verdict is expected


def test_a_term_that_is_over_tells_nothing_of_unknown_work():
    found = standing(None, None, day=NEXT)
    assert (found.value.verdict, found.status) == (ContractClass.UNKNOWN, Status.NOT_REPORTED)
    assert standing(None, "99.99", day=NEXT).value.verdict is ContractClass.EXPIRED


def test_the_steps_tell_the_delay():
    found = evaluate(
        "contract-standing",
        {"planned": 82, "actual": 76, "ends_on": "2026-12-15", "day": "2026-11-20", "year": 2026},
    )
    assert [(step.input, step.outcome) for step in found.steps] == [
        ("82,00 % – 76,00 %", "6,00 poin"), ("6,00 poin", "kritis"),
    ]  # fmt: skip
    assert found.value.delay == 6


@pytest.mark.parametrize(
    ("day", "percent"),
    [
        (date(2026, 2, 28), "0"),
        (date(2026, 3, 1), "10"),
        (date(2026, 3, 5), "50"),
        (date(2026, 3, 10), "100"),
        (date(2026, 4, 1), "100"),
    ],
)
def test_a_schedule_by_time(day, percent):
    found = contract_schedule(date(2026, 3, 1), date(2026, 3, 10), day)
    assert found.value == Decimal(percent)


def test_a_contract_of_one_day_is_over_on_that_day():
    assert contract_schedule(NOVEMBER, NOVEMBER, NOVEMBER).value == 100


@pytest.mark.parametrize(
    ("limits", "problem"),
    [
        ({"turning": Decimal(0)}, Problem.OUT_OF_RANGE),
        ({"turning": Decimal(100)}, Problem.OUT_OF_RANGE),
        ({"late": Decimal(11)}, Problem.OUT_OF_ORDER),
        ({"late": Decimal(-1)}, Problem.OUT_OF_ORDER),
    ],
)
def test_limits_out_of_order_are_refused(limits, problem):
    with pytest.raises(RuleInputError) as refusal:
        CriticalLimits(**limits)
    assert refusal.value.problem is problem


def test_impossible_figures_are_refused():
    for planned, actual in (("101", "5"), ("5", "-1")):
        with pytest.raises(RuleInputError):
            standing(planned, actual)
    with pytest.raises(RuleInputError):
        contract_schedule(DECEMBER, NOVEMBER, NOVEMBER)


@given(percents, percents, percents)
def test_more_work_never_makes_a_contract_worse(planned, actual, more):
    order = [
        ContractClass.CRITICAL, ContractClass.LATE, ContractClass.ON_TIME, ContractClass.DONE,
    ]  # fmt: skip
    less, greater = sorted((actual, more))
    before, after = (standing(planned, figure).value.verdict for figure in (less, greater))
    assert order.index(before) <= order.index(after)
