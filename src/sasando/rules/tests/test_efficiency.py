"""Efficiency: the three ways, the clamp, and the word "efficient" withheld."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasando.rules.efficiency import (
    GapVerdict,
    Spending,
    efficiency,
    efficiency_score,
    gap_verdict,
    output_efficiency,
)
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.registry import Status

rupiah = st.integers(min_value=0, max_value=10**13).map(Decimal)
percents = st.decimals(min_value=0, max_value=200, places=2)


def test_low_spending_with_a_missed_target_is_not_called_efficient():
    found = efficiency(Decimal(1000), Decimal(400), Decimal(60)).value
    assert (found.gap, found.verdict) == (Decimal("20.00"), GapVerdict.EFFICIENT)
    assert found.unspent is None
    assert found.is_called_efficient is False


def test_target_met_with_money_left_is_efficient():
    found = efficiency(Decimal(1000), Decimal("889.90"), Decimal("100.45")).value
    assert (found.absorption, found.unspent) == (Decimal("88.99"), Decimal("11.01"))
    assert found.is_called_efficient is True


def test_overspending_shows_as_negative_remainder():
    assert efficiency(Decimal(100), Decimal(110), Decimal(100)).value.unspent == Decimal("-10.00")


def test_without_budget_nothing_is_judged():
    assert efficiency(Decimal(0), Decimal(0), Decimal(100)).status is Status.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("gap", "verdict"),
    [
        ("5.01", GapVerdict.EFFICIENT),
        ("5", GapVerdict.FAIRLY_EFFICIENT),
        ("-5", GapVerdict.FAIRLY_EFFICIENT),
        ("-5.01", GapVerdict.NOT_EFFICIENT),
    ],
)
def test_gap_edges(gap, verdict):
    assert gap_verdict(Decimal(gap)) is verdict


@pytest.mark.parametrize("field", ["budget", "realised", "achievement"])
def test_negative_figures_are_refused(field):
    figures = {
        "budget": Decimal(1),
        "realised": Decimal(1),
        "achievement": Decimal(1),
        field: Decimal(-1),
    }
    with pytest.raises(RuleInputError) as refused:
        efficiency(**figures)
    assert (refused.value.field, refused.value.problem) == (field, Problem.OUT_OF_RANGE)


def test_outputs_are_weighed_by_their_budget():
    outputs = [
        Spending(Decimal(900), Decimal(900), Decimal(100)),
        Spending(Decimal(100), Decimal(50), Decimal(100)),
    ]
    found = output_efficiency(outputs).value
    assert (found.before_clamp, found.efficiency, found.score) == (
        Decimal("5.00"),
        Decimal("5.00"),
        Decimal("62.50"),
    )


@pytest.mark.parametrize(
    ("realised", "before", "efficiency", "score"),
    [(Decimal(10), "90.00", "20", "100.00"), (Decimal(300), "-200.00", "-20", "0.00")],
)
def test_clamp_at_both_ends(realised, before, efficiency, score):
    found = output_efficiency([Spending(Decimal(100), realised, Decimal(100))]).value
    assert found.before_clamp == Decimal(before)
    assert (found.efficiency, found.score) == (Decimal(efficiency), Decimal(score))


def test_no_result_at_all_is_not_judged():
    assert output_efficiency([]).status is Status.NOT_APPLICABLE
    assert (
        output_efficiency([Spending(Decimal(5), Decimal(5), Decimal(0))]).status
        is Status.NOT_APPLICABLE
    )


@given(st.decimals(min_value=-1000, max_value=1000))
def test_score_never_leaves_its_scale(percent):
    assert 0 <= efficiency_score(percent) <= 100


@given(st.lists(st.builds(Spending, rupiah, rupiah, percents), max_size=5))
def test_output_efficiency_never_leaves_its_clamp(outputs):
    found = output_efficiency(outputs).value
    assert found is None or -20 <= found.efficiency <= 20
