"""The page on which one signs: the whole text, and the password typed again."""

import pytest

from sasando.agreements.models import Agreement, State
from sasando.core.models import SealedTotp, User
from sasando.core.tests.factors import wrong_code
from sasando.demo.cast import PASSWORD
from sasando.demo.second_factor import code_for

from . import factories as make

PAGE = f"/perjanjian/{make.CODE}/tanda-tangan/"


@pytest.fixture
def kabid(as_):
    """The head of the division before a proposal that waits for him."""
    make.proposal()
    return as_("kabid")


def digest():
    return Agreement.objects.get(code=make.CODE).content_digest


def filled(login="kabid", **facts):
    """What the signer sends: the digest read, his password, the code on his phone."""
    return {"digest": digest(), "password": PASSWORD, "code": code_for(login), **facts}


def test_the_whole_agreement_and_its_digest_are_shown(kabid):
    shown = kabid.get(PAGE).content.decode()
    assert "LAMPIRAN PERJANJIAN KINERJA" in shown
    assert f'value="{digest()}"' in shown


@pytest.mark.parametrize("password", ["", "Salah-contoh-1", f" {PASSWORD}"])
def test_without_the_right_password_nothing_is_signed(kabid, password):
    answer = kabid.post(PAGE, filled(password=password))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"password"}
    assert PASSWORD not in answer.content.decode()
    assert make.state_of() == State.PROPOSED


def test_the_password_of_another_does_not_do(kabid):
    other = User.objects.get(username="kadis")
    other.set_password("Kata-sandi-kadis-9")
    other.save()
    answer = kabid.post(PAGE, filled(password="Kata-sandi-kadis-9"))
    assert answer.status_code == 422


def test_repeated_guessing_locks_the_account(kabid):
    wrong = filled(password="Salah-contoh-1")
    answers = [kabid.post(PAGE, wrong).status_code for _ in range(5)]
    assert answers[-1] == 429
    assert kabid.post(PAGE, filled()).status_code == 429
    assert make.state_of() == State.PROPOSED


def test_with_the_right_password_it_is_signed_once(kabid):
    assert kabid.post(PAGE, filled()).status_code == 302
    assert make.state_of() == State.PARTLY_SIGNED
    assert kabid.post(PAGE, filled(code=code_for("kabid", steps=1))).status_code == 409


def test_without_a_code_of_the_phone_nothing_is_signed(kabid):
    for code in ("", "12", wrong_code("kabid")):
        answer = kabid.post(PAGE, filled(code=code))
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"code"})
    assert make.state_of() == State.PROPOSED


def test_who_has_no_second_factor_is_led_to_it(as_, kabid):
    SealedTotp.objects.filter(user__username="kabid").delete()
    shown = kabid.get(PAGE).content.decode()
    assert "akun Anda belum memasangnya" in shown
    answer = kabid.post(PAGE, filled())
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"code"})


def test_a_city_that_asks_no_code_gets_none(at, kabid):
    make.policy("faktor-kedua-tanda-tangan", {"wajib": False})
    at("2026-11-21 10.00")
    SealedTotp.objects.filter(user__username="kabid").delete()
    assert kabid.post(PAGE, {"digest": digest(), "password": PASSWORD}).status_code == 302
    assert make.state_of() == State.PARTLY_SIGNED


def test_the_second_party_reads_that_it_is_not_his_turn(as_, kabid):
    answer = as_("kadis").post(PAGE, filled("kadis"))
    assert answer.status_code == 409
    assert "giliran Benyamin Contoh" in answer.content.decode()


def test_after_one_signature_the_next_is_offered(as_, friday):
    """A head of agency with several divisions reads one after the other, never all at once."""
    make.proposal()
    make.sign("kabid")
    position = make.Position.objects.get(code="DLHK.SAMPAH.01")
    make.Position.objects.filter(pk=position.pk).update(
        reports_to=make.Position.objects.get(code="DLHK.KEPALA")
    )
    other = make.proposal(login="staf", position="DLHK.SAMPAH.01")
    make.sign("staf", other.code)
    browser = as_("kadis")
    assert "masih 1 yang menunggu Anda" in browser.get(PAGE).content.decode()
    answer = browser.post(PAGE, filled("kadis"), follow=True)
    assert f"/perjanjian/{other.code}/tanda-tangan/" in answer.content.decode()


def test_what_changed_since_it_was_read_is_not_signed(kabid):
    seen = digest()
    make.withdraw(login="kadis")
    make.indicator("IKU-2", None)
    make.add(of="IKU-2", target="1")
    make.propose()
    assert kabid.post(PAGE, filled(digest=seen)).status_code == 409
    assert make.state_of() == State.PROPOSED


def test_whoever_has_nothing_to_sign_is_led_back(kabid):
    make.sign("kabid")
    assert kabid.get(PAGE).url == f"/perjanjian/{make.CODE}/"


@pytest.mark.parametrize(("login", "status"), [("perencana", 403), ("staf", 404)])
def test_others_cannot_post_a_signature(as_, kabid, login, status):
    answer = as_(login).post(PAGE, filled(login))
    assert answer.status_code == status
