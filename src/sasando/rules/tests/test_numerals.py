"""Numbers as people type them: read exactly, or refused with the reason."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import (
    NumberStyle,
    checked,
    format_date,
    format_decimal,
    format_percent,
    format_rupiah,
    parse_decimal,
    parse_rupiah,
    round_half_up,
)

INDONESIAN, PLAIN = NumberStyle.INDONESIAN, NumberStyle.PLAIN


def problem_of(read, *arguments, **more):
    with pytest.raises(RuleInputError) as refused:
        read(*arguments, **more)
    return refused.value.problem


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8,24", "8.24"),
        ("0", "0"),
        ("-3", "-3"),
        ("−3,5", "-3.5"),
        (" 12 ", "12"),
        ("1234", "1234"),
        ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("0,5", "0.5"),
        ("-0", "0"),
    ],
)
def test_clear_numbers_need_no_declared_style(text, expected):
    assert str(parse_decimal(text)) == expected


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1.234", Problem.AMBIGUOUS_NUMBER),
        ("-1.234", Problem.AMBIGUOUS_NUMBER),
        ("1.50", Problem.DOT_IS_NOT_DECIMAL),
        ("0.234", Problem.DOT_IS_NOT_DECIMAL),
        ("1234.567", Problem.DOT_IS_NOT_DECIMAL),
        ("1.2345", Problem.DOT_IS_NOT_DECIMAL),
        ("NaN", Problem.NOT_FINITE),
        ("-Infinity", Problem.NOT_FINITE),
        ("inf", Problem.NOT_FINITE),
        ("1e5", Problem.NOT_A_NUMBER),
        ("", Problem.NOT_A_NUMBER),
        ("8,", Problem.NOT_A_NUMBER),
        (",5", Problem.NOT_A_NUMBER),
        ("1,234.5", Problem.NOT_A_NUMBER),
        ("1.23.456", Problem.NOT_A_NUMBER),
        ("1_000", Problem.NOT_A_NUMBER),
        ("١٢", Problem.NOT_A_NUMBER),
        ("12 %", Problem.NOT_A_NUMBER),
        ("9" * 19, Problem.OUT_OF_RANGE),
        ("9" * 400, Problem.OUT_OF_RANGE),
        ("0,0000000001", Problem.OUT_OF_RANGE),
    ],
)
def test_unclear_numbers_are_refused(text, problem):
    assert problem_of(parse_decimal, text) is problem


def test_declared_style_settles_the_dot():
    assert parse_decimal("1.234", style=INDONESIAN) == 1234
    assert parse_decimal("1.234", style=PLAIN) == Decimal("1.234")
    assert parse_decimal("1.50", style=PLAIN) == Decimal("1.50")
    assert problem_of(parse_decimal, "1.50", style=INDONESIAN) is Problem.DOT_IS_NOT_DECIMAL
    assert problem_of(parse_decimal, "8,24", style=PLAIN) is Problem.NOT_A_NUMBER


def test_refusal_names_the_callers_field():
    with pytest.raises(RuleInputError) as refused:
        parse_decimal("1.234", field="baris 7, target")
    assert refused.value.field == "baris 7, target"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rp 1.234.567", "1234567"),
        ("Rp1.234.567", "1234567"),
        ("rp. 1.234", "1234"),
        ("Rp\u00a05.000,-", "5000"),
        ("1234567", "1234567"),
        ("1.234,50", "1234.50"),
        ("-Rp 2.000", "-2000"),
    ],
)
def test_rupiah(text, expected):
    assert str(parse_rupiah(text)) == expected


@pytest.mark.parametrize("text", ["1.50", "1.5", "Rp 12.34.567", "1234.567", "Rp", "Rp 1,234.50"])
def test_unclear_rupiah_is_refused(text):
    problem = problem_of(parse_rupiah, text)
    assert problem in (Problem.DOT_IS_NOT_DECIMAL, Problem.NOT_A_NUMBER)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("1234.5", None, "1.234,5"),
        ("1234567", None, "1.234.567"),
        ("-1234.565", 2, "-1.234,57"),
        ("0.005", 2, "0,01"),
        ("8.2", 2, "8,20"),
        ("-0.001", 2, "0,00"),
        ("1E+3", None, "1.000"),
    ],
)
def test_format_decimal(value, places, expected):
    assert format_decimal(Decimal(value), places) == expected


def test_format_money_percent_and_date():
    assert format_rupiah(1234567) == "Rp 1.234.567"
    assert format_rupiah(Decimal("1234.5")) == "Rp 1.234,50"
    assert format_rupiah(Decimal(-500)) == "-Rp 500"
    assert format_rupiah(Decimal("7.00")) == "Rp 7"
    assert format_rupiah(0) == "Rp 0"
    assert format_rupiah(Decimal("0.5")) == "Rp 0,50"
    assert format_percent(Decimal("97.944")) == "97,94 %"
    assert format_date(date(2026, 3, 6)) == "6 Maret 2026"


@pytest.mark.parametrize("text", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_checked_refuses_what_is_not_finite(text):
    assert problem_of(checked, Decimal(text), "x") is Problem.NOT_FINITE


@pytest.mark.parametrize("text", ["1E+18", "1E-10", "1E+999999"])
def test_checked_refuses_sizes_the_rules_cannot_hold(text):
    assert problem_of(checked, Decimal(text), "x") is Problem.OUT_OF_RANGE


@pytest.mark.parametrize("text", ["9E+17", "1E-9"])
def test_checked_lets_the_largest_and_smallest_through(text):
    assert checked(Decimal(text), "x") == Decimal(text)


def test_checked_knows_only_one_zero():
    assert str(checked(Decimal("-0.00"), "x")) == "0"


@pytest.mark.parametrize(
    ("value", "expected"), [("2.675", "2.68"), ("-2.675", "-2.68"), ("2.6749", "2.67")]
)
def test_half_up(value, expected):
    assert str(round_half_up(Decimal(value))) == expected


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_rupiah_survives_printing_and_reading(amount):
    assert parse_rupiah(format_rupiah(amount)) == amount


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_decimal_survives_printing_and_reading(value):
    assert parse_decimal(format_decimal(value), style=INDONESIAN) == value


@given(st.text(max_size=30), st.sampled_from(NumberStyle))
def test_any_text_is_a_number_or_a_refusal(text, style):
    try:
        read = parse_decimal(text, style=style)
    except RuleInputError:
        read = None
    assert read is None or checked(read, "value") == read
