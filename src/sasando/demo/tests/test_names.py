"""Made names, numbers and codes."""

from datetime import date

from sasando.demo.chance import chance, code_of
from sasando.demo.names import grade_of, name_of, number_of
from sasando.rules.nip import Sex, parse_nip

TODAY = date(2026, 11, 20)


def numbers(employment, count=3_000):
    rng = chance("numbers")
    return [
        number_of(n, employment=employment, sex=Sex.FEMALE, rng=rng, today=TODAY)
        for n in range(1, count)
    ]


def test_numbers_are_valid_unique_and_held_already():
    made = numbers("PNS") + numbers("PPPK")
    for digits, since in made:
        assert parse_nip(digits, today=TODAY).parts.sex is Sex.FEMALE
        assert since <= TODAY
    assert len({digits for digits, _since in made}) == len(made)


def test_numbers_say_what_their_bearer_is():
    assert {parse_nip(digits, today=TODAY).employment for digits, _ in numbers("PNS", 50)} == {
        "PNS"
    }
    assert {parse_nip(digits, today=TODAY).employment for digits, _ in numbers("PPPK", 50)} == {
        "PPPK"
    }


def test_names_end_with_the_mark():
    rng = chance("names")
    assert all(name_of(sex, rng).endswith(" Contoh") for sex in Sex for _ in range(20))


def test_grades_fit_the_employment():
    rng = chance("grades")
    assert all("/" not in grade_of(employment="PPPK", is_head=False, rng=rng) for _ in range(20))
    assert grade_of(employment="PNS", is_head=True, rng=rng) >= "III/c"


def test_codes_never_repeat_and_look_like_real_ones():
    codes = {code_of("C", number) for number in range(20_000)}
    assert len(codes) == 20_000
    assert all(len(code) == 12 and not set(code[2:]) & set("AEIOU01") for code in codes)


def test_the_same_subject_draws_the_same_and_another_draws_otherwise():
    assert chance("a", 1).random() == chance("a", 1).random() != chance("a", 2).random()
