"""Judging a year: the same figures as the rules, for every way of counting."""

from datetime import date
from decimal import Decimal

import pytest

from sasando.planning.judging import Goal, Reading, judge_year
from sasando.planning.models import Indicator
from sasando.planning.policies import Yardstick, bands_from, limits_from
from sasando.rules.achievement import DEFAULT_POLICY, Polarity
from sasando.rules.aggregation import Aggregation, Quarter, year_achievement
from sasando.rules.bands import FIVE_BANDS
from sasando.rules.errors import RuleInputError
from sasando.rules.registry import Status

YARDSTICK = Yardstick(DEFAULT_POLICY, FIVE_BANDS)


def made(polarity="HIGHER", aggregation="LAST", scale=""):
    return Indicator(code="IKU-UJI", polarity=polarity, aggregation=aggregation, scale=scale)


def goals(*pairs):
    return {
        quarter: Goal(Decimal(low), None if high is None else Decimal(high))
        for quarter, low, high in pairs
    }


def readings(*values):
    """Readings of the quarters in order; None is a blank one."""
    return {
        quarter: Reading(Decimal(value))
        for quarter, value in enumerate(values, 1)
        if value is not None
    }


def judged(indicator, goals, readings):
    return judge_year(indicator, goals, readings, YARDSTICK)


def test_a_yearly_figure_is_held_against_the_year():
    year = judged(made("LOWER_LINEAR"), goals((0, "8.50", None)), {0: Reading(Decimal("8.24"))})
    assert year.to_date is None
    assert year.toward_year.value.value == Decimal("103.06")
    assert year.headline is year.toward_year
    assert not year.is_to_date
    assert year.toward_year.value.band == "VERY_HIGH"


def test_quarters_give_both_figures():
    year = judged(
        made(aggregation="SUM"),
        goals((0, 100, None), (1, 10, None), (2, 20, None), (3, 30, None), (4, 40, None)),
        readings(8, 22, 28),
    )
    assert year.realisation == 58
    assert year.reported == (1, 2, 3)
    assert year.to_date.value.value == Decimal("96.67")
    assert year.toward_year.value.value == Decimal("58.00")
    assert year.headline is year.to_date
    assert year.steps[0].input == "TW 1, TW 2, TW 3"


@pytest.mark.parametrize("aggregation", [a for a in Aggregation if a != "RATIO_OF_SUMS"])
@pytest.mark.parametrize(
    "polarity", [p for p in Polarity if p not in ("RANGE_HIGHER", "RANGE_LOWER")]
)
def test_point_targets_agree_with_the_public_rule(polarity, aggregation):
    targets, values = (70, 72, 74, 75), (71, None, 73, None)
    year = judged(
        made(polarity, aggregation),
        goals((0, 75, None), *((n, t, None) for n, t in enumerate(targets, 1))),
        readings(*values),
    )
    rule = year_achievement(
        polarity=polarity,
        aggregation=aggregation,
        annual_target=Decimal(75),
        quarters=[
            Quarter(n, Decimal(t), None if v is None else Decimal(v))
            for n, (t, v) in enumerate(zip(targets, values, strict=True), 1)
        ],
    )
    assert year.to_date == rule.value.to_date
    assert year.toward_year == rule.value.toward_annual
    assert year.steps == rule.steps


@pytest.mark.parametrize(
    ("values", "to_date", "toward_year"),
    [
        (("58",), "96.67", "96.67"),
        (("70",), "100.00", "100.00"),
        (("70", "108"), "104.71", "104.71"),
    ],
)
def test_a_range_is_judged_by_its_nearer_end(values, to_date, toward_year):
    year = judged(made("RANGE_HIGHER", "AVERAGE"), goals((0, 60, 85)), readings(*values))
    assert year.to_date.value.value == Decimal(to_date)
    assert year.toward_year.value.value == Decimal(toward_year)


def test_a_range_may_have_a_range_for_each_quarter():
    year = judged(
        made("RANGE_LOWER"), goals((0, 3, 5), (1, 5, 7), (2, 4, 6)), readings("6.5", "6.6")
    )
    assert year.to_date.value.value == Decimal("90.00")
    assert year.toward_year.value.value == Decimal("68.00")


def test_a_ratio_is_computed_from_its_parts():
    parts = {1: (45, 50), 2: (30, 60), 3: (80, 90)}
    year = judged(
        made(aggregation="RATIO_OF_SUMS"),
        goals((0, 80, None)),
        {
            quarter: Reading(Decimal(above) * 100 / below, Decimal(above), Decimal(below))
            for quarter, (above, below) in parts.items()
        },
    )
    assert year.realisation == Decimal("77.5")
    assert year.to_date.value.value == Decimal("96.88")


def test_a_predicate_is_judged_on_its_scale_and_says_so():
    year = judged(made("PREDICATE", scale="SAKIP"), goals((0, 5, None)), {0: Reading(Decimal(4))})
    assert year.toward_year.value.value == Decimal("80.00")
    assert year.toward_year.steps[0].input == "T BB, R B"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("BELUM_RILIS", Status.NOT_YET_RELEASED),
        ("TIDAK_BERLAKU", Status.NOT_APPLICABLE),
    ],
)
def test_a_blank_with_a_reason_is_told_from_a_missing_one(status, expected):
    target = goals((0, 80, None))
    blank = Reading(None, status=status)
    assert judged(made(), target, {0: blank}).headline.status is expected
    assert judged(made(), target, {2: blank}).headline.status is expected
    assert judged(made(), target, {}).headline.status is Status.NOT_REPORTED


def test_blank_is_not_zero():
    target = goals((0, 10, None), (1, 5, None), (2, 5, None))
    blank = judged(made(aggregation="SUM"), target, readings(5, None))
    zero = judged(made(aggregation="SUM"), target, readings(5, 0))
    assert blank.to_date.value.value == Decimal("100.00")
    assert zero.to_date.value.value == Decimal("50.00")


def test_without_a_target_nothing_is_judged():
    year = judged(made(), {}, readings(70))
    assert year.realisation == 70
    assert year.headline.status is Status.TARGET_MISSING


def test_quarters_without_targets_are_held_against_the_year():
    year = judged(made(), goals((0, 80, None)), readings(70))
    assert year.to_date.status is Status.TARGET_MISSING
    assert year.headline is year.toward_year
    assert year.headline.value.value == Decimal("87.50")


def test_the_figure_of_the_whole_year_stands_before_its_quarters():
    year = judged(made(), goals((0, 80, None)), readings(70) | {0: Reading(Decimal(80))})
    assert year.realisation == 80
    assert year.to_date is None


STORED_BANDS = {
    "dasar": "uji",
    "batas_masuk": "bawahnya",
    "kategori": [
        {"kode": "A", "nama": "Rendah", "sampai": "50"},
        {"kode": "B", "nama": "Tinggi", "sampai": None},
    ],
}


@pytest.mark.parametrize(("edge", "at", "above"), [("bawahnya", "A", "B"), ("atasnya", "B", "B")])
def test_an_edge_belongs_below_or_above(edge, at, above):
    bands = bands_from(STORED_BANDS | {"batas_masuk": edge}, date(2026, 1, 1))
    assert bands.classify(Decimal(50)).code == at
    assert bands.classify(Decimal("50.01")).code == above
    assert bands.classify(Decimal(0)).code == "A"
    assert bands.source == "uji"


def test_edges_that_do_not_rise_are_refused():
    kinds = [
        {"kode": "A", "nama": "a", "sampai": "50"},
        {"kode": "B", "nama": "b", "sampai": "40"},
        {"kode": "C", "nama": "c", "sampai": None},
    ]
    with pytest.raises(RuleInputError):
        bands_from(STORED_BANDS | {"kategori": kinds}, date(2026, 1, 1))


def test_stored_limits_are_read_exactly():
    limits = limits_from(
        {
            "tampilan": None,
            "rata_rata": "100",
            "target_terlalu_rendah_di_atas": "150",
            "target_nol": "EXCLUDE",
            "rasio_saat_nol": "100",
        }
    )
    assert limits == DEFAULT_POLICY
