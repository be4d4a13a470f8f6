"""Days of a year by who answered for a post."""

from datetime import date
from itertools import pairwise

import pytest

from sasando.rules.agreements import AgreementTier, agreement_tier
from sasando.rules.errors import RuleInputError
from sasando.rules.officials import Hold, Tenure, official_spans

A = Tenure("A", Hold.DEFINITIVE, date(2020, 1, 1), date(2026, 6, 30))
B = Tenure("B", Hold.DEFINITIVE, date(2026, 7, 1))
PLT = Tenure("C", Hold.PLT, date(2026, 7, 10), date(2026, 9, 30))
PLH = Tenure("D", Hold.PLH, date(2026, 3, 1), date(2026, 3, 14))


def seen(*tenures, year=2026):
    return [
        (span.tenure.who if span.tenure else None, span.days)
        for span in official_spans(tenures, year)
    ]


@pytest.mark.parametrize(
    ("tenures", "expected"),
    [
        ((A, B), [("A", 181), ("B", 184)]),
        ((B, A), [("A", 181), ("B", 184)]),
        ((A,), [("A", 181), (None, 184)]),
        ((), [(None, 365)]),
        ((A, PLT), [("A", 181), (None, 9), ("C", 83), (None, 92)]),
        ((A, PLH), [("A", 181), (None, 184)]),
        ((A, B, PLT), [("A", 181), ("B", 184)]),
    ],
)
def test_who_answers_for_which_days(tenures, expected):
    assert seen(*tenures) == expected


def test_no_gap_no_overlap_and_quarters_add_up():
    spans = official_spans([A, PLT], 2026)
    assert sum(span.days for span in spans) == 365
    for before, after in pairwise(spans):
        assert (after.first - before.last).days == 1
    totals = [sum(span.quarter_days[q] for span in spans) for q in range(4)]
    assert totals == [90, 91, 92, 92]
    assert all(sum(span.quarter_days) == span.days for span in spans)


def test_a_leap_year_has_its_day():
    assert seen(B, year=2028) == [("B", 366)]


def test_a_tenure_that_ends_before_it_begins_is_refused():
    with pytest.raises(RuleInputError):
        official_spans([Tenure("A", Hold.PLT, date(2026, 2, 1), date(2026, 1, 1))], 2026)


@pytest.mark.parametrize(
    ("steps", "leads", "tier"),
    [
        (0, True, AgreementTier.CITY),
        (1, True, AgreementTier.AGENCY),
        (2, True, AgreementTier.DIVISION),
        (3, True, AgreementTier.SECTION),
        (5, True, AgreementTier.SECTION),
        (1, False, AgreementTier.STAFF),
        (4, False, AgreementTier.STAFF),
    ],
)
def test_the_tier_follows_from_who_reports_to_whom(steps, leads, tier):
    assert agreement_tier(steps, leads=leads) == tier


def test_no_post_stands_above_the_mayor():
    with pytest.raises(RuleInputError):
        agreement_tier(-1, leads=True)
