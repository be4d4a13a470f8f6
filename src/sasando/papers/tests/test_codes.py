"""Public codes of papers."""

import re

import pytest

from sasando.papers.codes import ALPHABET, PATTERN, new_code, normal_code


def test_a_code_has_its_kind_and_twelve_letters():
    assert re.fullmatch(PATTERN, new_code("PK"))
    assert new_code("PK").startswith("PK-")


def test_codes_do_not_repeat():
    assert len({new_code("PK") for _time in range(2000)}) == 2000


def test_letters_that_are_misread_are_not_used():
    assert not set(ALPHABET) & set("01OILU")


@pytest.mark.parametrize(
    "typed",
    ["PK-7K3M-9QXW-2HTD", "pk-7k3m-9qxw-2htd", " PK 7K3M 9QXW 2HTD ", "pk7k3m9qxw2htd",
     "PK–7K3M–9QXW–2HTD"],
)  # fmt: skip
def test_a_code_may_be_typed_in_many_ways(typed):
    assert normal_code(typed) == "PK-7K3M-9QXW-2HTD"


@pytest.mark.parametrize(
    "typed", ["", "PK", "PK-7K3M-9QXW", "PK-7K3M-9QXW-2HT0", "7K3M-9QXW-2HTD", "PK-7K3M-9QXW-2HTDX"]
)
def test_what_is_no_code_is_not_bent_into_one(typed):
    assert normal_code(typed) is None
