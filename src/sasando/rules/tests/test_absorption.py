"""Absorption, its warning classes and weighted physical progress (planning_budget H 9, 10)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasando.rules.absorption import (
    DEFAULT_LIMITS,
    EarlyWarning,
    WarningLimits,
    Work,
    absorption,
    physical_progress,
)
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.registry import Status

rupiah = st.integers(min_value=1, max_value=10**13).map(Decimal)
percents = st.integers(min_value=0, max_value=100).map(Decimal)


def test_half_year_of_the_reference():
    found = absorption(
        Decimal(12_000_000_000), Decimal(3_540_000_000), Decimal(4_800_000_000)
    ).value
    assert found is not None
    assert (found.percent, found.planned_percent) == (Decimal("29.50"), Decimal("40.00"))
    assert (found.deviation, found.relative_deviation) == (Decimal("-10.50"), Decimal("26.25"))
    assert (found.ratio, found.warning) == (Decimal("0.7375"), EarlyWarning.ORANGE)


def test_kupang_in_september_2025_is_red():
    found = absorption(Decimal(10_000), Decimal(4_774), Decimal(7_000)).value
    assert (found.percent, found.warning) == (Decimal("47.74"), EarlyWarning.RED)


@pytest.mark.parametrize(
    ("ratio", "expected"),
    [
        ("1.2", EarlyWarning.GREEN),
        ("0.95", EarlyWarning.GREEN),
        ("0.9499", EarlyWarning.YELLOW),
        ("0.85", EarlyWarning.YELLOW),
        ("0.8499", EarlyWarning.ORANGE),
        ("0.70", EarlyWarning.ORANGE),
        ("0.6999", EarlyWarning.RED),
        ("0", EarlyWarning.RED),
    ],
)
def test_class_edges(ratio, expected):
    assert DEFAULT_LIMITS.classify(Decimal(ratio)) is expected


@pytest.mark.parametrize("planned", [None, Decimal(0)])
def test_without_a_plan_nothing_is_red(planned):
    found = absorption(Decimal(100), Decimal(0), planned).value
    assert (found.warning, found.ratio, found.deviation) == (EarlyWarning.GREY, None, None)
    assert found.percent == Decimal("0.00")


def test_without_a_ceiling_nothing_is_judged():
    assert absorption(Decimal(0), Decimal(5)).status is Status.NOT_APPLICABLE


def test_a_refund_may_exceed_the_payments():
    assert absorption(Decimal(100), Decimal(-5), Decimal(50)).value.percent == Decimal("-5.00")


@pytest.mark.parametrize("field", ["ceiling", "planned"])
def test_negative_amounts_are_refused(field):
    amounts = {"ceiling": Decimal(1), "paid": Decimal(1), "planned": Decimal(1), field: Decimal(-1)}
    with pytest.raises(RuleInputError) as refusal:
        absorption(**amounts)
    assert (refusal.value.field, refusal.value.problem) == (field, Problem.OUT_OF_RANGE)


def test_limits_must_fall():
    with pytest.raises(RuleInputError):
        WarningLimits(Decimal("0.8"), Decimal("0.9"), Decimal("0.7"))


def test_physical_progress_is_weighted_by_ceilings():
    works = [
        Work(Decimal(500_000_000), Decimal(80)),
        Work(Decimal(300_000_000), Decimal(50)),
        Work(Decimal(200_000_000), Decimal(0)),
    ]
    assert physical_progress(works).value == Decimal("55.00")


def test_nothing_to_weigh():
    assert physical_progress([]).status is Status.NOT_APPLICABLE
    assert physical_progress([Work(Decimal(0), Decimal(50))]).value is None


@pytest.mark.parametrize("progress", ["-0.01", "100.01"])
def test_progress_outside_its_range_is_refused(progress):
    with pytest.raises(RuleInputError):
        Work(Decimal(1), Decimal(progress))


@given(st.lists(st.tuples(rupiah, percents), min_size=1, max_size=30))
def test_the_whole_lies_between_its_parts(parts):
    found = physical_progress([Work(*part) for part in parts]).value
    shares = [progress for _ceiling, progress in parts]
    assert min(shares) <= found <= max(shares)


@given(rupiah, rupiah, rupiah)
def test_steps_say_what_the_figures_say(ceiling, paid, planned):
    outcome = absorption(ceiling, paid, planned)
    assert len(outcome.steps) == 4
    assert outcome.value.deviation == outcome.value.percent - outcome.value.planned_percent
