"""Shares of mandatory spending against their limits (planning_budget C5, H 16)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.mandatory_spending import (
    Direction,
    Tier,
    Verdict,
    limit_for,
    mandatory_spending,
)
from sasando.rules.registry import Status

TRILLION = Decimal(10**12)
TIERS = (
    Tier(TRILLION, Decimal(1)),
    Tier(2 * TRILLION, Decimal("0.75")),
    Tier(None, Decimal("0.5")),
)
BOUND = date(2027, 1, 5)
rupiah = st.integers(min_value=0, max_value=10**13).map(Decimal)


def share(counted, expenditure, **facts):
    given_count = None if counted is None else Decimal(counted)
    return mandatory_spending(Decimal(expenditure), counted=given_count, **facts)


def test_personnel_of_kupang_2026():
    found = share(
        840_971_777_914, 1_341_000_000_000,
        direction=Direction.AT_MOST, limit=Decimal(30), binds_on=BOUND, year=2026,
    )  # fmt: skip
    assert found.value.percent == Decimal("62.71")
    assert found.value.gap == Decimal(840_971_777_914) - Decimal(402_300_000_000)
    assert found.value.verdict is Verdict.EARLY_MISSED
    assert [step.outcome for step in found.steps] == [
        "62,71 %", "belum memenuhi, batas belum mengikat", "lebih Rp 438.671.777.914", "2027",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("direction", "counted", "verdict", "gap"),
    [
        pytest.param("minimal", 20, Verdict.MET, 0, id="exactly-at-least"),
        pytest.param("minimal", "19.99999", Verdict.MISSED, "0.00001", id="rounding-keeps-nothing"),
        pytest.param("minimal", 0, Verdict.MISSED, 20, id="tagged-but-nothing-budgeted"),
        pytest.param("maksimal", 20, Verdict.MET, 0, id="exactly-at-most"),
        pytest.param("maksimal", "20.00001", Verdict.MISSED, "0.00001", id="just-above"),
        pytest.param("maksimal", 0, Verdict.MET, 0, id="none-is-below"),
    ],
)
def test_the_limit_itself_keeps_it(direction, counted, verdict, gap):
    found = share(counted, 100, direction=Direction(direction), limit=Decimal(20))
    assert (found.value.verdict, found.value.gap) == (verdict, Decimal(gap))


@pytest.mark.parametrize(
    ("year", "counted", "verdict"),
    [
        pytest.param(2026, 31, Verdict.EARLY_MISSED, id="year-before"),
        pytest.param(2026, 30, Verdict.EARLY_MET, id="year-before-kept"),
        pytest.param(2027, 31, Verdict.MISSED, id="year-it-binds"),
        pytest.param(2028, 31, Verdict.MISSED, id="year-after"),
    ],
)
def test_a_limit_binds_from_the_year_of_its_day(year, counted, verdict):
    found = share(
        counted, 100, direction=Direction.AT_MOST, limit=Decimal(30), binds_on=BOUND, year=year
    )
    assert found.value.verdict is verdict


def test_transfers_leave_the_denominator():
    found = share(380, 1_000, deducted=Decimal(50), direction=Direction.AT_LEAST, limit=Decimal(40))
    assert (found.value.base, found.value.percent) == (Decimal(950), Decimal("40.00"))
    assert found.value.verdict is Verdict.MET
    assert found.steps[0].outcome == "Rp 950"


def test_without_a_tag_nothing_is_judged():
    found = share(None, 1_000, direction=Direction.AT_LEAST, limit=Decimal(20))
    assert (found.status, found.value.percent) == (Status.NOT_REPORTED, None)
    assert found.steps[0].outcome == "belum ditandai"


def test_without_a_limit_the_share_is_only_shown():
    found = share(123, 1_000)
    assert found.value.percent == Decimal("12.30")
    assert (found.value.verdict, found.value.gap) == (Verdict.WITHOUT_LIMIT, None)


def test_without_expenditure_nothing_is_judged():
    found = share(0, 0, direction=Direction.AT_LEAST, limit=Decimal(20))
    assert (found.status, found.value.verdict) == (
        Status.NOT_APPLICABLE, Verdict.WITHOUT_SPENDING,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("expenditure", "limit"),
    [
        pytest.param(TRILLION - 1, "1", id="below-one"),
        pytest.param(TRILLION, "0.75", id="at-one"),
        pytest.param(2 * TRILLION - 1, "0.75", id="below-two"),
        pytest.param(2 * TRILLION, "0.5", id="at-two"),
    ],
)
def test_oversight_by_the_size_of_the_budget(expenditure, limit):
    assert limit_for(expenditure, TIERS) == Decimal(limit)
    found = mandatory_spending(
        expenditure, counted=Decimal(0), direction=Direction.AT_LEAST, tiers=TIERS
    )
    assert found.value.limit == Decimal(limit)


@pytest.mark.parametrize(
    "tiers",
    [
        pytest.param((TIERS[1], TIERS[0]), id="falling"),
        pytest.param((TIERS[2], TIERS[0]), id="open-one-first"),
        pytest.param((TIERS[0], TIERS[0]), id="twice"),
    ],
)
def test_tiers_out_of_order_are_refused(tiers):
    with pytest.raises(RuleInputError) as refused:
        limit_for(TRILLION, tiers)
    assert refused.value.problem is Problem.OUT_OF_ORDER


def test_a_budget_above_every_tier_has_no_limit():
    assert limit_for(TRILLION, TIERS[:1]) is None
    assert limit_for(TRILLION, ()) is None


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        pytest.param("counted", {"counted": Decimal(-1), "expenditure": TRILLION}, id="negative"),
        pytest.param("expenditure", {"counted": None, "expenditure": Decimal(-1)}, id="spending"),
        pytest.param(
            "deducted",
            {"counted": None, "expenditure": Decimal(5), "deducted": Decimal(6)},
            id="more-than-all",
        ),
        pytest.param(
            "limit",
            {"counted": None, "expenditure": TRILLION, "limit": Decimal(101)},
            id="above-hundred",
        ),
    ],
)
def test_impossible_amounts_are_refused(field, facts):
    with pytest.raises(RuleInputError) as refused:
        mandatory_spending(**facts)
    assert (refused.value.field, refused.value.problem) == (field, Problem.OUT_OF_RANGE)


@given(counted=rupiah, expenditure=rupiah, limit=st.integers(0, 100).map(Decimal))
def test_closing_the_gap_keeps_the_limit(counted, expenditure, limit):
    """Adding what lacks, or taking what is too much, is exactly enough."""
    for direction, sign in ((Direction.AT_LEAST, 1), (Direction.AT_MOST, -1)):
        found = mandatory_spending(
            expenditure, counted=counted, direction=direction, limit=limit
        ).value
        if found.gap is None:
            assert not expenditure
            continue
        mended = mandatory_spending(
            expenditure, counted=counted + sign * found.gap, direction=direction, limit=limit
        )
        assert mended.value.verdict is Verdict.MET
