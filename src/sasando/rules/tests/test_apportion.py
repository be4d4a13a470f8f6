"""Whole rupiah, pro rata: nothing lost, nothing invented (vector H17)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasando.rules.apportion import apportion, apportionment
from sasando.rules.errors import Problem, RuleInputError


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (100, [1, 1, 1], (34, 33, 33)),
        (200, [1, 1, 1], (67, 67, 66)),
        (10, [Decimal("0.1"), Decimal("0.2"), 3], (0, 1, 9)),
        (100, [0, 5], (0, 100)),
        (0, [1, 2], (0, 0)),
        (0, [0, 0], (0, 0)),
        (0, [], ()),
        (1, [1, 1], (1, 0)),
        (204_000_000_000, [2, 1], (136_000_000_000, 68_000_000_000)),
    ],
)
def test_shares(total, weights, shares):
    assert apportion(total, weights) == shares


@pytest.mark.parametrize(
    ("total", "weights", "field", "problem"),
    [
        (-1, [1], "total", Problem.OUT_OF_RANGE),
        (1, [1, -1], "weights.2", Problem.OUT_OF_RANGE),
        (1, [], "weights", Problem.EMPTY),
        (1, [0, 0], "weights", Problem.EMPTY),
    ],
)
def test_what_cannot_be_shared_is_refused(total, weights, field, problem):
    with pytest.raises(RuleInputError) as refused:
        apportion(total, weights)
    assert (refused.value.field, refused.value.problem) == (field, problem)


def test_the_rule_says_how():
    (step,) = apportionment(100, [Decimal(1)] * 12).steps
    assert step.input.startswith("Rp 100 menurut bobot 1 : 1")
    assert step.input.endswith("…")
    assert step.outcome.startswith("Rp 9; Rp 9; Rp 9; Rp 9; Rp 8")


@given(
    st.integers(0, 10**15),
    st.lists(st.decimals(0, 10**12, places=2), min_size=1, max_size=40).filter(any),
)
def test_the_sum_is_exact_and_no_share_is_a_rupiah_off(total, weights):
    shares = apportion(total, weights)
    assert sum(shares) == total
    whole = sum(weights)
    assert all(
        abs(share * whole - total * weight) < whole
        for share, weight in zip(shares, weights, strict=True)
    )
