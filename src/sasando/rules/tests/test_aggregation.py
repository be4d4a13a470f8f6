"""Quarters to the year: blanks, skipped quarters, running totals, derived targets."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasando.rules.achievement import Blank, Polarity
from sasando.rules.aggregation import (
    Aggregation,
    EntryMode,
    Quarter,
    aggregate,
    year_achievement,
)
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.registry import Status

counts = st.integers(min_value=0, max_value=10**9).map(Decimal)
reports = st.lists(st.none() | counts, min_size=4, max_size=4)


def sheet(realised, targets=(None,) * 4):
    pairs = zip(targets, realised, strict=False)
    return [Quarter(n, target, realisation) for n, (target, realisation) in enumerate(pairs, 1)]


def so_far(aggregation, quarters, **more):
    return aggregate(aggregation=aggregation, quarters=quarters, **more).value


@pytest.mark.parametrize("aggregation", list(Aggregation))
def test_nothing_reported(aggregation):
    found = aggregate(aggregation=aggregation, quarters=[Quarter(1, Decimal(5))])
    assert found.status is Status.NOT_REPORTED
    assert found.value.reported_quarters == ()


@pytest.mark.parametrize(
    ("aggregation", "expected"),
    [(Aggregation.MAX, 9), (Aggregation.MIN, 0), (Aggregation.LAST, 4), (Aggregation.AVERAGE, 4)],
)
def test_reported_zero_counts_and_blank_does_not(aggregation, expected):
    assert so_far(aggregation, sheet([Decimal(9), Decimal(0), None, Decimal(4)])).realisation == (
        Decimal(13) / 3 if aggregation is Aggregation.AVERAGE else expected
    )


def test_annual_only_waits_for_the_fourth_quarter():
    early = aggregate(
        aggregation=Aggregation.ANNUAL_ONLY, quarters=sheet([Decimal(70), None, Decimal(72)])
    )
    assert early.status is Status.NOT_REPORTED
    done = so_far(
        Aggregation.ANNUAL_ONLY,
        sheet([Decimal(70), None, None, Decimal(80)], [None] * 3 + [Decimal(75)]),
    )
    assert (done.realisation, done.target_to_date) == (Decimal(80), Decimal(75))


def test_order_of_typing_does_not_matter():
    rows = sheet([Decimal(1), Decimal(2), Decimal(3), None], [Decimal(1)] * 4)
    assert so_far(Aggregation.LAST, rows[::-1]) == so_far(Aggregation.LAST, rows)


def test_average_of_the_same_quarters_targets():
    found = so_far(
        Aggregation.AVERAGE,
        sheet(
            [Decimal(8), None, Decimal(6), None], [Decimal(4), Decimal(90), Decimal(6), Decimal(8)]
        ),
    )
    assert (found.realisation, found.target_to_date, found.annual_target) == (7, 5, 27)


def test_computed_figures_are_shown_with_four_decimals_and_kept_exact():
    rows = sheet([Decimal(1), Decimal(1), Decimal(2), None])
    found = aggregate(aggregation=Aggregation.AVERAGE, quarters=rows)
    assert found.steps[0].outcome == "1,3333"
    assert found.value.realisation == Decimal(4) / 3
    typed = aggregate(aggregation=Aggregation.LAST, quarters=[Quarter(1, None, Decimal("1.5"))])
    assert typed.steps[0].outcome == "1,5"


def test_sum_without_one_of_its_targets_has_no_target():
    found = so_far(
        Aggregation.SUM,
        sheet([Decimal(1), Decimal(2)], [Decimal(1), None]),
        annual_target=Decimal(9),
    )
    assert (found.target_to_date, found.annual_target) == (None, 9)


def test_annual_targets_are_derived_where_quarters_say_them():
    rows = sheet([Decimal(1)] * 4, [Decimal(10), Decimal(20), Decimal(30), Decimal(40)])
    derived = {kind: so_far(kind, rows).annual_target for kind in Aggregation if kind != "RATIO"}
    assert derived[Aggregation.SUM] == 100
    assert derived[Aggregation.LAST] == derived[Aggregation.ANNUAL_ONLY] == 40
    assert derived[Aggregation.AVERAGE] == 25
    assert derived[Aggregation.MAX] is derived[Aggregation.MIN] is None


def test_running_total_is_its_last_value_against_all_quarters_so_far():
    rows = sheet(
        [Decimal(8), None, Decimal(58), None], [Decimal(10), Decimal(20), Decimal(30), Decimal(40)]
    )
    found = so_far(Aggregation.SUM, rows, entry_mode=EntryMode.RUNNING_TOTAL)
    assert (found.realisation, found.target_to_date, found.annual_target) == (58, 60, 100)


def test_targets_may_be_running_totals_too():
    rows = sheet([Decimal(8), Decimal(30)], [Decimal(10), Decimal(30)])
    found = so_far(
        Aggregation.SUM,
        [*rows, Quarter(4, Decimal(100))],
        entry_mode=EntryMode.RUNNING_TOTAL,
        target_mode=EntryMode.RUNNING_TOTAL,
    )
    assert (found.realisation, found.target_to_date, found.annual_target) == (30, 30, 100)


def test_running_ratio_uses_the_last_totals():
    rows = [
        Quarter(1, numerator=Decimal(45), denominator=Decimal(50)),
        Quarter(2, numerator=Decimal(75), denominator=Decimal(110)),
    ]
    found = so_far(Aggregation.RATIO_OF_SUMS, rows, entry_mode=EntryMode.RUNNING_TOTAL)
    assert found.realisation == Decimal(7500) / 110


@pytest.mark.parametrize(
    ("aggregation", "rows", "field"),
    [
        (Aggregation.SUM, sheet([Decimal(8), None, Decimal(7)]), "quarters.3.realisation"),
        (
            Aggregation.RATIO_OF_SUMS,
            [
                Quarter(1, numerator=Decimal(1), denominator=Decimal(5)),
                Quarter(2, numerator=Decimal(2), denominator=Decimal(4)),
            ],
            "quarters.2.denominator",
        ),
    ],
)
def test_running_total_that_falls_is_refused(aggregation, rows, field):
    with pytest.raises(RuleInputError) as refused:
        so_far(aggregation, rows, entry_mode=EntryMode.RUNNING_TOTAL)
    assert (refused.value.field, refused.value.problem) == (field, Problem.RUNNING_TOTAL_FALLS)


@pytest.mark.parametrize("aggregation", [Aggregation.AVERAGE, Aggregation.MAX, Aggregation.MIN])
def test_running_total_of_a_level_is_refused(aggregation):
    with pytest.raises(RuleInputError) as refused:
        so_far(aggregation, sheet([Decimal(1)]), entry_mode=EntryMode.RUNNING_TOTAL)
    assert refused.value.field == "entry_mode"


def test_quarter_given_twice_is_refused():
    with pytest.raises(RuleInputError) as refused:
        so_far(Aggregation.SUM, [Quarter(2), Quarter(2)])
    assert refused.value.problem is Problem.DUPLICATE


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"number": 0}, "number"),
        ({"number": 5}, "number"),
        ({"number": 1, "numerator": Decimal(1)}, "denominator"),
        ({"number": 1, "denominator": Decimal(1)}, "numerator"),
        ({"number": 1, "numerator": Decimal(1), "denominator": Decimal(-1)}, "denominator"),
    ],
)
def test_impossible_quarter_is_refused(arguments, field):
    with pytest.raises(RuleInputError) as refused:
        Quarter(**arguments)
    assert refused.value.field == field


def test_ratio_over_nothing_is_not_judged():
    rows = [Quarter(1, numerator=Decimal(0), denominator=Decimal(0))]
    found = year_achievement(
        polarity=Polarity.HIGHER,
        aggregation=Aggregation.RATIO_OF_SUMS,
        quarters=rows,
        annual_target=Decimal(80),
    )
    assert found.status is Status.NOT_APPLICABLE
    assert found.value.toward_annual.status is Status.NOT_APPLICABLE


def test_statistic_not_yet_released_is_not_a_missing_report():
    found = year_achievement(
        polarity=Polarity.LOWER_LINEAR,
        aggregation=Aggregation.ANNUAL_ONLY,
        quarters=[Quarter(4, Decimal("8.5"))],
        blank=Blank.NOT_YET_RELEASED,
    ).value
    assert found.toward_annual.status is Status.NOT_YET_RELEASED


def test_range_targets_are_not_judged_by_quarters():
    with pytest.raises(RuleInputError) as refused:
        year_achievement(polarity=Polarity.RANGE_LOWER, aggregation=Aggregation.LAST, quarters=[])
    assert refused.value.field == "polarity"


@given(reports)
def test_sum_is_the_sum_of_what_was_reported(values):
    found = so_far(Aggregation.SUM, sheet(values))
    reported = [value for value in values if value is not None]
    assert found.realisation == (sum(reported) if reported else None)
    assert len(found.reported_quarters) == len(reported)


@given(reports)
def test_running_totals_of_full_reports_give_the_same_year(values):
    typed = [value for value in values if value is not None]
    totals = [sum(typed[: n + 1]) for n in range(len(typed))]
    periodic = so_far(Aggregation.SUM, sheet(typed, [Decimal(1)] * 4))
    running = so_far(
        Aggregation.SUM, sheet(totals, [Decimal(1)] * 4), entry_mode=EntryMode.RUNNING_TOTAL
    )
    assert running.realisation == periodic.realisation
    assert running.target_to_date == periodic.target_to_date


@given(reports)
def test_average_lies_between_lowest_and_highest(values):
    rows = sheet(values)
    low, mean, high = (
        so_far(kind, rows).realisation
        for kind in (Aggregation.MIN, Aggregation.AVERAGE, Aggregation.MAX)
    )
    assert (low is None and mean is None and high is None) or low <= mean <= high


@given(st.lists(st.tuples(counts, counts), min_size=1, max_size=4))
def test_ratio_of_parts_is_never_above_a_hundred(pairs):
    rows = [Quarter(n, numerator=min(p), denominator=max(p)) for n, p in enumerate(pairs, 1)]
    found = so_far(Aggregation.RATIO_OF_SUMS, rows).realisation
    assert found is None or 0 <= found <= 100
