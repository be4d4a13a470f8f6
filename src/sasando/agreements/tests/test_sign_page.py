"""The page on which one signs: the whole text, and the password typed again."""

import pytest

from sasando.agreements.models import Agreement, State
from sasando.core.models import User
from sasando.demo.cast import PASSWORD

from . import factories as make

PAGE = f"/perjanjian/{make.CODE}/tanda-tangan/"


@pytest.fixture
def kabid(as_):
    """The head of the division before a proposal that waits for him."""
    make.proposal()
    return as_("kabid")


def digest():
    return Agreement.objects.get(code=make.CODE).content_digest


def test_the_whole_agreement_and_its_digest_are_shown(kabid):
    shown = kabid.get(PAGE).content.decode()
    assert "LAMPIRAN PERJANJIAN KINERJA" in shown
    assert f'value="{digest()}"' in shown


@pytest.mark.parametrize("password", ["", "Salah-contoh-1", f" {PASSWORD}"])
def test_without_the_right_password_nothing_is_signed(kabid, password):
    answer = kabid.post(PAGE, {"digest": digest(), "password": password})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"password"}
    assert PASSWORD not in answer.content.decode()
    assert make.state_of() == State.PROPOSED


def test_the_password_of_another_does_not_do(kabid):
    other = User.objects.get(username="kadis")
    other.set_password("Kata-sandi-kadis-9")
    other.save()
    answer = kabid.post(PAGE, {"digest": digest(), "password": "Kata-sandi-kadis-9"})
    assert answer.status_code == 422


def test_repeated_guessing_locks_the_account(kabid):
    filled = {"digest": digest(), "password": "Salah-contoh-1"}
    answers = [kabid.post(PAGE, filled).status_code for _ in range(5)]
    assert answers[-1] == 429
    assert kabid.post(PAGE, {**filled, "password": PASSWORD}).status_code == 429
    assert make.state_of() == State.PROPOSED


def test_with_the_right_password_it_is_signed_once(kabid):
    filled = {"digest": digest(), "password": PASSWORD}
    assert kabid.post(PAGE, filled).status_code == 302
    assert make.state_of() == State.PARTLY_SIGNED
    assert kabid.post(PAGE, filled).status_code == 409


def test_what_changed_since_it_was_read_is_not_signed(kabid):
    seen = digest()
    make.actions.withdraw_proposal(viewer=make.viewer("kadis"), code=make.CODE)
    make.indicator("IKU-2", None)
    make.add(of="IKU-2", target="1")
    make.propose()
    assert kabid.post(PAGE, {"digest": seen, "password": PASSWORD}).status_code == 409
    assert make.state_of() == State.PROPOSED


def test_whoever_has_nothing_to_sign_is_led_back(kabid):
    make.sign("kabid")
    assert kabid.get(PAGE).url == f"/perjanjian/{make.CODE}/"


@pytest.mark.parametrize(("login", "status"), [("perencana", 403), ("staf", 404)])
def test_others_cannot_post_a_signature(as_, kabid, login, status):
    answer = as_(login).post(PAGE, {"digest": digest(), "password": PASSWORD})
    assert answer.status_code == status
