"""A lost second factor is cleared by a personnel officer, for a reason, and never his own."""

import pytest

from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.core.models import AuditEvent, User
from sasando.core.second_factor import codes_left, has_second_factor
from sasando.core.second_factor_setup import renew_codes
from sasando.demo.second_factor import code_for
from sasando.organization.actions.second_factor import reset_second_factor
from sasando.organization.errors import (
    AccountMissing,
    OwnSecondFactorNotReset,
    SecondFactorAbsent,
    SecondFactorResetUnexplained,
)
from sasando.organization.models import Person

from .files import viewer

pytestmark = pytest.mark.django_db
PAGE = "/organisasi/pegawai/P-STAF/faktor-kedua/"
REASON = "Ponsel hilang, dipastikan bertemu langsung."


def clear(person="P-STAF", by="kepegawaian", reason=REASON):
    return reset_second_factor(viewer=viewer(by), person_code=person, reason=reason)


def staf():
    return User.objects.get(username="staf")


def test_secret_and_recovery_codes_end_and_the_reason_is_traced():
    renew_codes(user=staf(), code=code_for("staf"))
    clear()
    assert not has_second_factor(staf())
    assert codes_left(staf()) == 0
    event = AuditEvent.objects.get(action="account.factor-cleared")
    assert (event.subject_code, event.subject_label) == ("staf", "Maria Contoh")
    assert (event.actor_name, event.reason) == ("Regina Contoh", REASON)


@pytest.mark.parametrize("login", ["kadis", "kabid", "sekda", "pengelola", "staf", "warga"])
def test_only_a_personnel_officer(login):
    with pytest.raises(NotPermitted):
        clear(by=login)
    assert has_second_factor(staf())


def test_not_ones_own():
    with pytest.raises(OwnSecondFactorNotReset):
        clear("P-KEPEGAWAIAN")
    assert has_second_factor(User.objects.get(username="kepegawaian"))


def test_not_without_a_reason():
    with pytest.raises(SecondFactorResetUnexplained):
        clear(reason="  ")
    assert has_second_factor(staf())


def test_not_where_there_is_nothing():
    with pytest.raises(NotFoundForViewer):
        clear("P-TIADA")
    with pytest.raises(SecondFactorAbsent):
        clear("P-ORANGLUAR")
    Person.objects.create(code="P-TANPA", name="Tanpa Akun", employment="PNS")
    with pytest.raises(AccountMissing):
        clear("P-TANPA")
    assert not AuditEvent.objects.filter(action="account.factor-cleared").exists()


def test_the_page_asks_for_a_reason_first(as_):
    client = as_("kepegawaian")
    assert "Maria Contoh" in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"reason": ""}).status_code == 422
    assert has_second_factor(staf())
    assert client.post(PAGE, {"reason": REASON}).url == "/organisasi/pegawai/P-STAF/"
    assert not has_second_factor(staf())


def test_the_page_says_when_there_is_nothing_to_clear(as_):
    text = as_("kepegawaian").get(PAGE.replace("STAF", "ORANGLUAR")).content.decode()
    assert "belum memasang faktor kedua" in text
    assert "<textarea" not in text


@pytest.mark.parametrize(("login", "expected"), [("kadis", 403), ("staf", 403), ("warga", 403)])
def test_who_is_refused_on_the_page(as_, login, expected):
    assert as_(login).get(PAGE).status_code == expected


def test_the_page_of_a_person_leads_there_for_the_officer_only(as_):
    page = "/organisasi/pegawai/P-STAF/"
    assert PAGE in as_("kepegawaian").get(page).content.decode()
    assert PAGE not in as_("kabid").get(page).content.decode()
