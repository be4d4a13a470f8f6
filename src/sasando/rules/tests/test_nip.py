"""NIP: vectors 31 to 33 of the personnel reference, edges of dates and age, and privacy."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.nip import Employment, Sex, Unusual, check_nip, compose_nip, parse_nip
from sasando.rules.registry import evaluate, outcome_as_json

TODAY = date(2026, 3, 6)


def problem_of(text, today=TODAY):
    with pytest.raises(RuleInputError) as refused:
        parse_nip(text, today=today)
    assert refused.value.field == "nip"
    return refused.value.problem


def test_vector_31_pns():
    parts = parse_nip("198609262015051001", today=TODAY).parts
    assert parts.employment is Employment.PNS
    assert parts.born_on == date(1986, 9, 26)
    assert (parts.start_year, parts.start_month, parts.contract_code) == (2015, 5, None)
    assert (parts.sex, parts.serial, parts.warnings) == (Sex.MALE, "001", ())


@pytest.mark.parametrize(
    ("text", "year", "code", "sex", "serial"),
    [
        ("198804052022211007", 2022, 21, Sex.MALE, "007"),
        ("199009132025242014", 2025, 24, Sex.FEMALE, "014"),
    ],
)
def test_vector_32_pppk(text, year, code, sex, serial):
    parts = parse_nip(text, today=TODAY).parts
    assert parts.employment is Employment.PPPK
    assert (parts.start_year, parts.start_month, parts.contract_code) == (year, None, code)
    assert (parts.sex, parts.serial) == (sex, serial)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("198613262015051001", Problem.NIP_BIRTH_DATE),
        ("198609262015131001", Problem.NIP_START_MONTH),
        ("198609262015053001", Problem.NIP_SEX),
    ],
)
def test_vector_33_invalid(text, problem):
    assert problem_of(text) is problem


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("19860926201505100", Problem.NIP_LENGTH),
        ("1986092620150510011", Problem.NIP_LENGTH),
        ("19860926201505100A", Problem.NIP_LENGTH),
        ("١٩٨٦٠٩٢٦٢٠١٥٠٥١٠٠١", Problem.NIP_LENGTH),
        ("", Problem.NIP_LENGTH),
        ("198602302015051001", Problem.NIP_BIRTH_DATE),
        ("000001012015051001", Problem.NIP_BIRTH_DATE),
        ("198609262015001001", Problem.NIP_START_MONTH),
        ("198609262015201001", Problem.NIP_START_MONTH),
        ("198609262015050001", Problem.NIP_SEX),
        ("198609262015051000", Problem.NIP_SERIAL),
    ],
)
def test_broken_numbers(text, problem):
    assert problem_of(text) is problem


def test_blanks_are_ignored():
    number = parse_nip(" 19860926 201505\u00a01 001\n", today=TODAY)
    assert number.digits == "198609262015051001"
    assert number.display == "19860926 201505 1 001"


@pytest.mark.parametrize(
    ("text", "today", "is_refused"),
    [
        ("199509262026031001", date(2026, 3, 1), False),
        ("199509262026031001", date(2026, 2, 28), True),
        ("199509262026211001", date(2026, 1, 1), False),
        ("199509262027211001", date(2026, 12, 31), True),
    ],
)
def test_start_may_not_lie_after_today(text, today, is_refused):
    if is_refused:
        assert problem_of(text, today) is Problem.NIP_START_IN_FUTURE
    else:
        assert parse_nip(text, today=today).digits == text


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        ("199805012015051001", (Unusual.YOUNG_AT_START,)),  # 17 on the first day of the month
        ("199705012015051001", ()),  # 18
        ("199609262015051001", ()),  # 18, birthday later in the year
        ("197405022015051001", ()),  # 40, 41 tomorrow
        ("197405012015051001", (Unusual.OLD_AT_START,)),  # 41
        ("195505012015051001", (Unusual.OLD_AT_START,)),  # 60
        ("197005012022211001", ()),  # a contract at 52 is usual
    ],
)
def test_unusual_age_is_a_warning(text, warnings):
    assert parse_nip(text, today=TODAY).parts.warnings == warnings


@pytest.mark.parametrize(
    "text", ["199805022015051001", "195405012015051001", "201505012015051001", "196101012022211001"]
)
def test_impossible_age_is_refused(text):
    assert problem_of(text) is Problem.NIP_AGE


def test_the_number_is_not_printed():
    number = parse_nip("198609262015051001", today=TODAY)
    assert "1986" not in f"{number!r} {number}"
    with pytest.raises(RuleInputError) as refused:
        parse_nip("198613262015051001", today=TODAY)
    assert "1986" not in f"{refused.value!r} {refused.value}"
    assert refused.value.value is None


def test_check_says_how_the_kind_is_told():
    assert check_nip("198609262015051001", TODAY).steps[1].input == "digit 13–14: bulan 01–12"
    pppk = check_nip("198804052022211007", TODAY).steps[1]
    assert (pppk.input, pppk.outcome) == ("digit 13–14: kode kontrak 21–99", "PPPK")


def test_check_shows_parts_but_not_the_number():
    shown = outcome_as_json(check_nip("198609262015051001", TODAY))
    assert shown["value"]["born_on"] == "1986-09-26"
    assert "198609262015051001" not in str(shown)


def test_a_number_typed_as_json_number_is_refused_without_its_digits():
    with pytest.raises(RuleInputError) as refused:
        evaluate("nip-check", {"nip": 198609262015051001, "today": "2026-03-06"})
    assert (refused.value.problem, refused.value.value) == (Problem.NOT_TEXT, None)


def test_compose_refuses_a_code_of_the_other_kind():
    with pytest.raises(RuleInputError) as refused:
        compose_nip(
            employment=Employment.PNS,
            born_on=date(1990, 1, 1),
            start_year=2020,
            start_code=21,
            sex=Sex.FEMALE,
            serial=1,
            today=TODAY,
        )
    assert refused.value.problem is Problem.NIP_START_MONTH


@given(
    born_on=st.dates(date(1966, 1, 1), date(1996, 12, 31)),
    month=st.integers(1, 12),
    contract=st.integers(21, 99),
    employment=st.sampled_from(Employment),
    sex=st.sampled_from(Sex),
    serial=st.integers(1, 999),
)
def test_what_is_composed_reads_back(born_on, month, contract, employment, sex, serial):
    code = month if employment is Employment.PNS else contract
    number = compose_nip(
        employment=employment,
        born_on=born_on,
        start_year=2015,
        start_code=code,
        sex=sex,
        serial=serial,
        today=TODAY,
    )
    parts = parse_nip(number.display, today=TODAY).parts
    assert parts == number.parts
    assert (parts.employment, parts.born_on, parts.sex) == (employment, born_on, sex)
    assert int(parts.serial) == serial
    assert (parts.start_month or parts.contract_code) == code


@given(st.text(max_size=25) | st.from_regex(r"[0-9]{18}", fullmatch=True))
def test_any_text_is_a_number_or_a_refusal(text):
    try:
        digits = parse_nip(text, today=TODAY).digits
    except RuleInputError:
        digits = None
    assert digits is None or digits == "".join(text.split())
