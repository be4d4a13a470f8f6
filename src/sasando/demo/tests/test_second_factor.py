"""The cast's phones: known secrets, each his own, and one of the cast without any."""

import pytest

from sasando.core.models import SealedTotp
from sasando.demo.cast import CAST, WITHOUT_SECOND_FACTOR
from sasando.demo.second_factor import code_for

pytestmark = pytest.mark.django_db


def test_everybody_of_the_cast_but_one_has_a_second_factor():
    enrolled = set(SealedTotp.objects.values_list("user__username", flat=True))
    assert enrolled == {role.login for role in CAST} - {WITHOUT_SECOND_FACTOR}


def test_codes_are_six_digits_and_differ_between_people_and_steps():
    codes = {code_for(role.login, steps=steps) for role in CAST for steps in (0, 1)}
    assert all(len(code) == 6 and code.isdecimal() for code in codes)
    assert len(codes) > 2 * len(CAST) - 3
