"""Band sets: complete, without gap or overlap, and the name of every percentage."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasando.rules.bands import FIVE_BANDS, Band, BandSet, band_of
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.registry import evaluate


def bands(*made: Band) -> BandSet:
    return BandSet("uji", date(2026, 1, 1), "uji", made)


LOW = Band("LOW", "Rendah", Decimal(0), Decimal(50), includes_lower=True)
TOP = Band("TOP", "Tinggi", Decimal(50), None)


def test_lower_edges_may_be_included_instead_of_upper_ones():
    colours = bands(
        Band("RED", "Merah", Decimal(0), Decimal(70), includes_lower=True, includes_upper=False),
        Band("YELLOW", "Kuning", Decimal(70), Decimal(90), includes_lower=True),
        Band("GREEN", "Hijau", Decimal(90), None),
    )
    found = [colours.classify(Decimal(v)).code for v in ("69.99", "70", "90", "90.01")]
    assert found == ["RED", "YELLOW", "YELLOW", "GREEN"]


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        ((), Problem.EMPTY),
        ((LOW, Band("LOW", "Lagi", Decimal(50), None)), Problem.DUPLICATE),
        ((LOW, Band("TOP", "Tinggi", Decimal(51), None)), Problem.BANDS_HAVE_GAP),
        (
            (LOW, Band("TOP", "Tinggi", Decimal(50), None, includes_lower=True)),
            Problem.BANDS_OVERLAP,
        ),
        ((LOW, Band("TOP", "Tinggi", Decimal(49), None)), Problem.BANDS_OVERLAP),
        ((LOW, Band("TOP", "Tinggi", Decimal(50), Decimal(100))), Problem.BANDS_OPEN_END),
        (
            (Band("LOW", "Rendah", Decimal(0), None, includes_lower=True), TOP),
            Problem.BANDS_OPEN_END,
        ),
        ((Band("LOW", "Rendah", Decimal(0), Decimal(50)), TOP), Problem.BANDS_HAVE_GAP),
        ((TOP,), Problem.BANDS_HAVE_GAP),
        (
            (Band("LOW", "Rendah", Decimal(50), Decimal(50), includes_lower=True), TOP),
            Problem.OUT_OF_ORDER,
        ),
        (
            (
                Band(
                    "LOW", "R", Decimal(0), Decimal(50), includes_lower=True, includes_upper=False
                ),
                TOP,
            ),
            Problem.BANDS_HAVE_GAP,
        ),
    ],
)
def test_broken_set_is_refused(made, problem):
    with pytest.raises(RuleInputError) as refused:
        bands(*made)
    assert refused.value.problem is problem


def test_below_zero_has_no_band():
    with pytest.raises(RuleInputError) as refused:
        FIVE_BANDS.classify(Decimal("-0.01"))
    assert (refused.value.field, refused.value.problem) == ("value", Problem.OUT_OF_RANGE)


def test_value_is_rounded_before_it_is_named():
    assert FIVE_BANDS.classify(Decimal("50.004")).code == "VERY_LOW"
    assert FIVE_BANDS.classify(Decimal("50.005")).code == "LOW"


def test_band_set_given_as_json():
    given_bands = [
        {"code": "L", "name": "Kurang", "lower": 0, "upper": 55, "includes_lower": True},
        {"code": "H", "name": "Cukup", "lower": 55},
    ]
    assert evaluate("band", {"value": 55, "bands": given_bands}).value.code == "L"


def test_broken_json_set_names_its_argument():
    with pytest.raises(RuleInputError) as refused:
        evaluate("band", {"value": 1, "bands": [{"code": "A", "name": "A", "lower": 1}]})
    assert (refused.value.field, refused.value.problem) == ("bands", Problem.BANDS_HAVE_GAP)


def test_step_prints_the_stretch():
    (step,) = band_of(Decimal("90")).steps
    assert (step.input, step.outcome) == ("90,00 (75 < x ≤ 90)", "Tinggi")


@given(st.decimals(min_value=0, max_value=10**6, places=3))
def test_every_percentage_has_exactly_one_band(value):
    rounded = FIVE_BANDS.classify(value)
    holding = [band for band in FIVE_BANDS.bands if band.holds(value.quantize(Decimal("0.01")))]
    assert len(holding) == 1
    assert rounded in FIVE_BANDS.bands


@given(st.decimals(min_value=0, max_value=500), st.decimals(min_value=0, max_value=500))
def test_a_better_percentage_never_has_a_lower_band(first, second):
    low, high = sorted((first, second))
    order = FIVE_BANDS.bands.index
    assert order(FIVE_BANDS.classify(low)) <= order(FIVE_BANDS.classify(high))
