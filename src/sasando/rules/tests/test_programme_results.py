"""The class of a programme's result, by what is known of its indicators."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasando.rules.programme_results import ResultClass, programme_result
from sasando.rules.registry import Status, evaluate
from sasando.rules.rollup import Part

REACHED, MISSED, UNTRACED = ResultClass.REACHED, ResultClass.MISSED, ResultClass.UNTRACED


def at(value):
    return Part(Decimal(value))


def without(status):
    return Part(None, status)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], UNTRACED),
        ([at("100")], REACHED),
        ([at("99.99")], MISSED),
        ([at("100.01"), at("100")], REACHED),
        ([at("150"), at("0")], MISSED),
        ([at("100"), without(Status.NOT_REPORTED)], UNTRACED),
        ([at("90"), without(Status.NOT_REPORTED)], MISSED),
        ([at("100"), without(Status.NOT_YET_RELEASED)], REACHED),
        ([at("100"), without(Status.NOT_APPLICABLE)], REACHED),
        ([at("100"), without(Status.TARGET_MISSING)], UNTRACED),
        ([without(Status.NOT_YET_RELEASED)], UNTRACED),
        ([without(Status.NOT_REPORTED)], UNTRACED),
        ([without(Status.INVALID), at("120")], UNTRACED),
    ],
)
def test_the_class_follows_the_indicators(parts, expected):
    assert programme_result(parts).value is expected


def test_the_step_says_how_many_were_measured():
    (step,) = programme_result([at("100"), at("80"), without(Status.NOT_REPORTED)]).steps
    assert step.input == "2 dari 3 indikator terukur, 1 mencapai 100 %"
    assert step.outcome == "meleset"


def test_the_catalogue_computes_its_example():
    given_json = {"indicators": [{"value": Decimal(100)}, {"status": "NOT_REPORTED"}]}
    assert evaluate("programme-result", given_json).value is UNTRACED


@given(st.lists(st.decimals("0", "300", places=2).map(Part)), st.decimals("0", "99.99", places=2))
def test_one_missed_target_is_never_hidden_by_others(parts, low):
    assert programme_result([*parts, Part(low)]).value is MISSED
