"""Action plans: what the targets of the quarters come to, held against the target of the year."""

from decimal import Decimal

import pytest

from sasando.rules.action_plans import PeriodTarget, action_plan_targets, judge_targets, year_of
from sasando.rules.aggregation import Aggregation
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.registry import Status, evaluate


def quarters(*values):
    """Targets of the quarters in order; None where none is set."""
    return {
        number: Decimal(value) for number, value in enumerate(values, start=1) if value is not None
    }


@pytest.mark.parametrize(
    ("way", "values", "reached"),
    [
        ("SUM", ("10", "20", "30", "40"), "100"),
        ("SUM", ("0.5", None, "8.24", None), "8.74"),
        ("LAST", ("70", "72", "74", "75"), "75"),
        ("LAST", ("70", "72", None, None), "72"),
        ("AVERAGE", ("82.10", "83.40", "81.90", "84.20"), "82.90"),
        ("AVERAGE", ("1", "1", "2", None), "1.33"),
        ("MAX", ("3", "9", "4", "1"), "9"),
        ("MIN", ("3", "9", "4", "1"), "1"),
        ("RATIO_OF_SUMS", ("80", "81", "82", "83"), "83"),
        ("ANNUAL_ONLY", (None, None, None, "91"), "91"),
    ],
)
def test_what_quarters_come_to(way, values, reached):
    assert year_of(quarters(*values), Aggregation(way)) == Decimal(reached)


def test_a_blank_quarter_is_not_zero():
    assert year_of({}, Aggregation.SUM) is None
    assert year_of(quarters("0"), Aggregation.SUM) == 0


@pytest.mark.parametrize(
    ("way", "values", "annual", "upper", "fits"),
    [
        ("SUM", ("10", "20", "30", "40"), "100", None, True),
        ("SUM", ("10", "20", "30", "39"), "100", None, False),
        ("LAST", ("10", "20", "30", "40"), "40", None, True),
        ("LAST", ("10", "20", "30", "40"), "100", None, False),
        ("LAST", ("7", "7", "7", "7.5"), "7", "8", True),
        ("LAST", ("7", "7", "7", "8.01"), "7", "8", False),
        ("SUM", ("0", "0", "0", "0"), "0", None, True),
        (None, ("10", "20", "30", "40"), "100", None, True),
        (None, ("10", "20", "30", "40"), "40", None, True),
        (None, ("10", "20", "30", "40"), "41", None, False),
    ],
)
def test_held_against_the_year(way, values, annual, upper, fits):
    judged = judge_targets(
        quarters(*values),
        annual=Decimal(annual),
        upper=None if upper is None else Decimal(upper),
        aggregation=None if way is None else Aggregation(way),
    )
    assert judged.fits is fits


def test_months_are_periods_like_quarters():
    months = dict.fromkeys(range(1, 13), Decimal("2.5"))
    assert judge_targets(months, annual=Decimal(30), aggregation=Aggregation.SUM).fits


def test_the_rule_explains_a_difference():
    found = evaluate(
        "action-plan-targets",
        {"targets": [{"number": 4, "value": "8.24"}], "annual": "8.5", "aggregation": "LAST"},
    )
    assert not found.value.fits
    assert found.steps[-1].outcome.startswith("berbeda")
    assert "8,24" in found.steps[-1].input


def test_without_targets_there_is_no_verdict():
    found = action_plan_targets([], Decimal(10))
    assert found.status is Status.TARGET_MISSING
    assert not found.value.fits


def test_one_period_has_one_target():
    twice = [PeriodTarget(1, Decimal(1)), PeriodTarget(1, Decimal(2))]
    with pytest.raises(RuleInputError) as refused:
        action_plan_targets(twice, Decimal(3))
    assert refused.value.problem is Problem.DUPLICATE


@pytest.mark.parametrize("number", [0, 13])
def test_a_year_has_twelve_months(number):
    with pytest.raises(RuleInputError):
        PeriodTarget(number, Decimal(1))
