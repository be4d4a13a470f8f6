"""The way to the last target of the plan: share, what is left, and how much each year."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasando.rules.achievement import Polarity, achievement
from sasando.rules.distance import distance
from sasando.rules.errors import RuleInputError

figures = st.decimals(min_value=1, max_value=10_000, places=2)
TABLE = [
    ("HIGHER", "84.70", None, "83.21", "98.24", "1.49"),
    ("HIGHER", "84.70", None, "85.00", "100.35", "0"),
    ("LOWER_LINEAR", "7.00", None, "8.24", "82.29", "1.24"),
    ("LOWER_LINEAR", "7.00", None, "6.10", "112.86", "0"),
    ("LOWER_LINEAR", "0", None, "1588", None, "1588"),
    ("LOWER_RATIO", "15", None, "23.8", "63.03", "8.8"),
    ("MAXIMUM_ALLOWED", "10", None, "17", "30.00", "7"),
    ("MAXIMUM_ALLOWED", "10", None, "3", "100.00", "0"),
    ("MINIMUM_REQUIRED", "20", None, "18.7", "93.50", "1.3"),
    ("STABILISE", "2.5", None, "1.53", "61.20", "0.97"),
    ("STABILISE", "2.5", None, "3.47", "61.20", "0.97"),
    ("MILESTONE", "1", None, "0", "0.00", "1"),
    ("MILESTONE", "1", None, "1", "100.00", "0"),
    ("PREDICATE", "5", None, "4", "80.00", "1"),
    ("RANGE_HIGHER", "60", "85", "58.4", "97.33", "1.6"),
    ("RANGE_HIGHER", "60", "85", "70", "100.00", "0"),
    ("RANGE_LOWER", "3", "5", "6.2", "76.00", "1.2"),
    ("RANGE_LOWER", "3", "5", "2.5", "116.67", "0"),
]


@pytest.mark.parametrize(("polarity", "target", "high", "realised", "progress", "gap"), TABLE)
def test_share_and_rest(polarity, target, high, realised, progress, gap):
    found = distance(
        polarity=Polarity(polarity),
        target=Decimal(target),
        target_high=None if high is None else Decimal(high),
        realisation=Decimal(realised),
        year=2026,
        last_year=2029,
    ).value
    assert found.progress == (None if progress is None else Decimal(progress))
    assert found.gap == Decimal(gap)
    assert found.is_reached == (Decimal(gap) == 0)
    assert (found.years_left, found.per_year) == (3, Decimal(gap) / 3)


def test_the_last_year_leaves_no_share_for_later():
    found = distance(
        polarity=Polarity.HIGHER, target=Decimal(80), realisation=Decimal(70), year=2029,
        last_year=2029,
    )  # fmt: skip
    assert (found.value.years_left, found.value.per_year) == (0, None)
    assert "sisa 10" in found.steps[0].outcome


def test_a_year_after_the_plan_is_refused():
    with pytest.raises(RuleInputError) as refused:
        distance(
            polarity=Polarity.HIGHER, target=Decimal(80), realisation=Decimal(70), year=2030,
            last_year=2029,
        )  # fmt: skip
    assert refused.value.field == "year"


@given(polarity=st.sampled_from(list(Polarity)), target=figures, realised=figures, width=figures)
def test_reached_means_the_formula_says_a_hundred_or_more(polarity, target, realised, width):
    high = target + width if polarity.name.startswith("RANGE") else None
    found = distance(
        polarity=polarity, target=target, realisation=realised, target_high=high, year=2026,
        last_year=2029,
    ).value  # fmt: skip
    raw = achievement(
        polarity=polarity, target=target, realisation=realised, target_high=high
    ).value.raw
    assert raw >= 100 if found.is_reached else raw <= 100
