"""Targets as documents print them: number, range, money, predicate, blank."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasando.rules.achievement import AUDIT_OPINION, SAKIP_PREDICATE
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import NumberStyle, format_decimal
from sasando.rules.targets import NO_TARGET, Target, parse_target


@pytest.mark.parametrize(
    ("text", "value", "upper"),
    [
        ("8,24", "8.24", None),
        ("1.234,5", "1234.5", None),
        ("0", "0", None),
        ("-3", "-3", None),
        ("8,24 %", "8.24", None),
        ("95 persen", "95", None),
        ("80-90", "80", "90"),
        ("80 – 90", "80", "90"),
        ("80%—90%", "80", "90"),
        ("7 s.d. 8", "7", "8"),
        ("7 s/d 8", "7", "8"),
        ("7 sd 8", "7", "8"),
        ("7 sampai dengan 8", "7", "8"),
        ("7 hingga 8", "7", "8"),
        ("-3 - 5", "-3", "5"),
        ("80-80", "80", "80"),
        ("Rp 1.234.567,-", "1234567", None),
        ("Rp 1.000,- s.d. Rp 2.000,-", "1000", "2000"),
    ],
)
def test_numbers_ranges_and_money(text, value, upper):
    expected = Target(Decimal(value), None if upper is None else Decimal(upper))
    assert parse_target(text) == expected


@pytest.mark.parametrize("text", ["", "  ", "-", "–", "\u00a0"])
def test_blank_is_missing_and_never_zero(text):
    assert parse_target(text) is NO_TARGET
    assert NO_TARGET.is_blank
    assert not parse_target("0").is_blank


@pytest.mark.parametrize(
    ("text", "scale", "label"),
    [
        ("WTP", None, "WTP"),
        ("BB", None, "BB"),
        ("wtp", AUDIT_OPINION, "WTP"),
        (" bb ", SAKIP_PREDICATE, "BB"),
        ("Paripurna (Utama)", None, "Paripurna (Utama)"),
    ],
)
def test_predicates(text, scale, label):
    assert parse_target(text, scale=scale) == Target(label=label)


def test_the_unit_printed_behind_is_left_out():
    assert parse_target("12 dokumen", measure="Dokumen") == Target(Decimal(12))
    assert parse_target("B predikat", measure="predikat", scale=SAKIP_PREDICATE).label == "B"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1.234", Problem.AMBIGUOUS_NUMBER),
        ("1.234-2.345", Problem.AMBIGUOUS_NUMBER),
        ("1.50", Problem.DOT_IS_NOT_DECIMAL),
        ("90-80", Problem.OUT_OF_ORDER),
        ("12 dokumen", Problem.NOT_A_NUMBER),
        ("#REF!", Problem.NOT_A_NUMBER),
        ("1O0", Problem.NOT_A_NUMBER),
        ("3-", Problem.NOT_A_NUMBER),
        ("80-90-95", Problem.NOT_A_NUMBER),
        ("NaN", Problem.NOT_FINITE),
        ("A" * 61, Problem.TOO_LONG),
    ],
)
def test_what_cannot_be_read_is_refused_by_field(text, problem):
    with pytest.raises(RuleInputError) as refused:
        parse_target(text, field="baris 7, target")
    assert (refused.value.field, refused.value.problem) == ("baris 7, target", problem)


def test_an_unknown_label_names_the_known_ones():
    with pytest.raises(RuleInputError) as refused:
        parse_target("WTPP", scale=AUDIT_OPINION)
    assert (refused.value.problem, refused.value.allowed) == (
        Problem.NOT_A_CHOICE,
        AUDIT_OPINION.labels,
    )


def test_a_declared_style_settles_the_dot():
    assert parse_target("1.234", style=NumberStyle.INDONESIAN).value == 1234
    assert parse_target("1.234", style=NumberStyle.PLAIN).value == Decimal("1.234")


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"value": Decimal(1), "label": "WTP"}, Problem.NOT_ALLOWED_HERE),
        ({"upper": Decimal(1)}, Problem.REQUIRED),
        ({"value": Decimal(2), "upper": Decimal(1)}, Problem.OUT_OF_ORDER),
    ],
)
def test_a_target_is_one_thing(values, problem):
    with pytest.raises(RuleInputError) as refused:
        Target(**values)
    assert refused.value.problem is problem


def test_how_a_target_is_printed():
    shown = [parse_target(text).text for text in ("8,24", "80-90", "WTP", "")]
    assert shown == ["8,24", "80 – 90", "WTP", ""]


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.integers(0, 1000))
def test_a_range_survives_printing_and_reading(low, more):
    target = Target(low, low + more)
    assert parse_target(target.text, style=NumberStyle.INDONESIAN) == target
    assert format_decimal(low) in target.text


@given(st.text(max_size=70))
def test_any_text_is_a_target_or_a_refusal(text):
    try:
        read = parse_target(text)
    except RuleInputError:
        read = NO_TARGET
    assert read.is_blank == (not read.text)
