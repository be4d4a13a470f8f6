"""Figures printed elsewhere: vectors 15 and 19 of planning_budget H, rounding, edges."""

from decimal import Decimal

import pytest

from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.printed import budget_balance, printed_figure, printed_percent, rounding_of
from sasando.rules.registry import Status

D = Decimal
MILLION = D(1_000_000)


@pytest.mark.parametrize(
    ("part", "whole", "printed", "recomputed", "differs"),
    [
        ("2401947800", "4100000000", "49.80", "58.58", True),
        ("2036947800", "4100000000", "49.80", "49.68", True),
        ("2036947800", "4100000000", "49.68", "49.68", False),
        ("134041317522", "133924000000", "100.09", "100.09", False),
        ("1", "8", "13", "13", False),
        ("1", "8", "12.5", "12.5", False),
        ("1", "8", "12.50", "12.50", False),
        ("0", "8", "0.00", "0.00", False),
        ("1", "3", "0.00", "33.33", True),
    ],
)
def test_printed_percentages(part, whole, printed, recomputed, differs):
    found = printed_percent(D(part), D(whole), D(printed)).value
    assert (found.recomputed, found.differs) == (D(recomputed), differs)
    assert found.recomputed.as_tuple().exponent == D(recomputed).as_tuple().exponent


def test_a_percentage_of_nothing_is_not_known():
    found = printed_percent(D(1), D(0), D("49.80"))
    assert (found.value, found.status) == (None, Status.TARGET_ZERO)


@pytest.mark.parametrize(
    ("printed", "computed", "rounded_to", "difference", "differs"),
    [
        ("1000000", "999500", "1000", "500", False),
        ("1000000", "999499", "1000", "501", True),
        ("1000000", "1000500", "1000", "-500", False),
        ("1000000", "1000501", "1000", "-501", True),
        ("100", "100", "1", "0", False),
        ("100", "99.50", "1", "0.50", False),
        ("100", "99.49", "1", "0.51", True),
    ],
)
def test_rounding_explains_half_a_unit(printed, computed, rounded_to, difference, differs):
    found = printed_figure(D(printed), D(computed), rounded_to=D(rounded_to)).value
    assert (found.difference, found.differs) == (D(difference), differs)
    assert found.tolerance == D(rounded_to) / 2


@pytest.mark.parametrize(
    ("amounts", "unit"),
    [
        ([], 1),
        ([0], 1),
        ([1_272_695_000_000, 2_000_000_000], 1_000_000),
        ([2_000_000_000, 7_000_000_000], 1_000_000_000),
        ([1_156_532_343_091], 1),
        ([5_000, 2_000_000], 1_000),
        ([D("1000.50"), D(1000)], 1),
    ],
)
def test_the_unit_is_the_largest_that_divides_all(amounts, unit):
    assert rounding_of([D(amount) for amount in amounts]) == unit


def test_kupang_2024_balances_exactly():
    found = budget_balance(1_272_695 * MILLION, 1_267_695 * MILLION, 2_000 * MILLION,
                           7_000 * MILLION).value  # fmt: skip
    assert (found.surplus, found.net_financing) == (5_000 * MILLION, -5_000 * MILLION)
    assert (found.remainder, found.tolerance, found.holds) == (0, 0, True)


@pytest.mark.parametrize(
    ("remainder", "rounded_to", "holds"),
    [(-1, 0, False), (-1, 1, True), (2, 1, True), (3, 1, False), (0, 0, True)],
)
def test_rounded_figures_balance_within_a_stated_tolerance(remainder, rounded_to, holds):
    found = budget_balance(
        (100 + remainder) * MILLION, 100 * MILLION, D(0), D(0), rounded_to=rounded_to * MILLION
    )
    assert found.value.holds is holds
    assert found.value.tolerance == 2 * rounded_to * MILLION
    assert found.steps[-1].outcome.endswith("seimbang")


@pytest.mark.parametrize(
    ("rule", "given", "field"),
    [
        (printed_figure, {"printed": D(1), "computed": D(1), "rounded_to": D(0)}, "rounded_to"),
        (printed_figure, {"printed": D("NaN"), "computed": D(1)}, "printed"),
        (printed_percent, {"part": D(1), "whole": D("Infinity"), "printed": D(1)}, "whole"),
        (
            budget_balance,
            {"revenue": D(1), "expenditure": D(1), "receipts": D(0), "outlays": D(0),
             "rounded_to": D(-1)},
            "rounded_to",
        ),
    ],
)  # fmt: skip
def test_what_is_no_figure_is_refused(rule, given, field):
    with pytest.raises(RuleInputError) as refusal:
        rule(**given)
    assert refusal.value.field == field
    assert refusal.value.problem in {Problem.OUT_OF_RANGE, Problem.NOT_FINITE}
