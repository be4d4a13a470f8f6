"""Roll-up: what counts, what is left out, and that the count is always said."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasando.rules.achievement import Polarity, achievement
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.registry import Status
from sasando.rules.rollup import Part, part_of, roll_up

percents = st.decimals(min_value=0, max_value=300, places=2)


def test_parts_without_figure_are_left_out_and_counted():
    parts = [
        Part(Decimal(90)),
        Part(None, Status.NOT_YET_RELEASED),
        Part(None, Status.NOT_APPLICABLE),
        Part(None, Status.NOT_REPORTED),
    ]
    found = roll_up(parts).value
    assert (found.value, found.counted_text) == (Decimal("90.00"), "1 dari 4 terhitung")


def test_unreported_counts_as_zero_only_when_turned_on():
    out = Part(None, Status.NOT_APPLICABLE)
    parts = [Part(Decimal(90)), Part(None, Status.NOT_REPORTED), out, out]
    found = roll_up(parts, unreported_is_zero=True).value
    assert (found.value, found.counted, found.total) == (Decimal("45.00"), 2, 4)


def test_one_indicator_cannot_hide_another():
    parts = [Part(Decimal(300)), Part(Decimal(20))]
    assert roll_up(parts).value.value == Decimal("60.00")
    assert roll_up(parts, cap=None).value.value == Decimal("160.00")


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ([], Status.NOT_APPLICABLE),
        ([Part(None, Status.NOT_APPLICABLE)], Status.NOT_APPLICABLE),
        ([Part(None, Status.NOT_REPORTED)], Status.NOT_REPORTED),
        ([Part(Decimal(80), weight=Decimal(0))], Status.NOT_APPLICABLE),
    ],
)
def test_nothing_to_count(parts, status):
    found = roll_up(parts)
    assert (found.value.value, found.status) == (None, status)
    assert (found.value.counted, found.value.total) == (0, len(parts))


@pytest.mark.parametrize(
    ("arguments", "field", "problem"),
    [
        ({"value": Decimal(1), "weight": Decimal(-1)}, "weight", Problem.OUT_OF_RANGE),
        ({"value": None}, "value", Problem.REQUIRED),
        ({"value": Decimal(1), "status": Status.NOT_REPORTED}, "value", Problem.NOT_ALLOWED_HERE),
    ],
)
def test_impossible_part_is_refused(arguments, field, problem):
    with pytest.raises(RuleInputError) as refused:
        Part(**arguments)
    assert (refused.value.field, refused.value.problem) == (field, problem)


def test_indicator_outcome_becomes_a_part():
    good = achievement(polarity=Polarity.HIGHER, target=Decimal(60), realisation=Decimal(75))
    blank = achievement(polarity=Polarity.HIGHER, target=Decimal(60))
    assert part_of(good, Decimal(3)) == Part(Decimal("125.00"), Status.OK, Decimal(3))
    assert part_of(blank) == Part(None, Status.NOT_REPORTED)


@given(st.lists(percents, min_size=1, max_size=20))
def test_mean_lies_between_its_parts_and_under_the_cap(values):
    found = roll_up([Part(value) for value in values]).value.value
    limited = [min(value, Decimal(100)) for value in values]
    assert min(limited) <= found <= max(limited)


@given(st.lists(percents, min_size=1, max_size=10), st.decimals(1, 99, places=0))
def test_equal_weights_are_no_weights(values, weight):
    plain = roll_up([Part(value) for value in values]).value.value
    assert roll_up([Part(value, weight=weight) for value in values]).value.value == plain
