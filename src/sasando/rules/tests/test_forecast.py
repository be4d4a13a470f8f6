"""Year-end forecasts by four methods (planning_budget H 9) and how far they were off."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.forecast import Lacking, Method, mean_error, year_end_forecast

rupiah = st.integers(min_value=0, max_value=10**13).map(Decimal)


def _by_method(**facts):
    return {row.method: row for row in year_end_forecast(**facts).value}


def test_half_year_of_the_reference():
    found = _by_method(
        ceiling=Decimal(12_000_000_000),
        paid=Decimal(3_540_000_000),
        months=6,
        planned=Decimal(4_800_000_000),
    )
    plan, pace = found[Method.PLAN_RATIO], found[Method.RUN_RATE]
    assert (plan.amount, plan.percent) == (Decimal(8_850_000_000), Decimal("73.75"))
    assert (pace.amount, pace.percent) == (Decimal(7_080_000_000), Decimal("59.00"))
    assert found[Method.HISTORY].lacking is Lacking.NO_HISTORY
    assert found[Method.CONTRACTS].lacking is Lacking.NO_CONTRACTS


def test_history_and_contracts():
    found = _by_method(
        ceiling=Decimal(1000), paid=Decimal(300), months=6,
        usual_share=Decimal(40), committed=Decimal(550),
    )  # fmt: skip
    assert found[Method.HISTORY].amount == Decimal(750)
    assert found[Method.CONTRACTS].amount == Decimal(850)


@pytest.mark.parametrize(
    ("planned", "lacking"),
    [(99, Lacking.PLAN_TOO_SMALL), (100, None), (None, Lacking.PLAN_TOO_SMALL)],
)
def test_a_plan_below_a_tenth_projects_nothing(planned, lacking):
    facts = {"ceiling": Decimal(1000), "paid": Decimal(10), "months": 1}
    found = _by_method(**facts, planned=None if planned is None else Decimal(planned))
    assert found[Method.PLAN_RATIO].lacking is lacking


def test_in_january_there_is_no_pace():
    assert (
        _by_method(ceiling=Decimal(10), paid=Decimal(0), months=0)[Method.RUN_RATE].lacking
        is Lacking.NO_MONTH_YET
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [("ceiling", -1), ("planned", -1), ("committed", -1), ("months", 13), ("usual_share", 101)],
)
def test_impossible_facts_are_refused(field, value):
    facts = {"ceiling": Decimal(1), "paid": Decimal(1), "months": 1}
    facts[field] = value if field == "months" else Decimal(value)
    with pytest.raises(RuleInputError) as refusal:
        year_end_forecast(**facts)
    assert (refusal.value.field, refusal.value.problem) == (field, Problem.OUT_OF_RANGE)


@given(rupiah, rupiah, st.integers(0, 12), rupiah, st.integers(0, 100).map(Decimal), rupiah)
def test_no_forecast_leaves_the_budget(ceiling, paid, months, planned, share, committed):
    outcome = year_end_forecast(
        ceiling=ceiling, paid=paid, months=months, planned=planned, usual_share=share,
        committed=committed,
    )  # fmt: skip
    assert [row.method for row in outcome.value] == list(Method)
    for row in outcome.value:
        assert (row.amount is None) == (row.lacking is not None)
        assert row.amount is None or 0 <= row.amount <= ceiling


def test_mean_error():
    pairs = [(Decimal(90), Decimal(100)), (Decimal(130), Decimal(100)), (Decimal(5), Decimal(0))]
    assert mean_error(pairs) == Decimal("20.00")
    assert mean_error([(Decimal(1), Decimal(0))]) is None
