"""First passwords: told once, changed at once, and never to oneself."""

import re

import pytest
from axes.models import AccessAttempt

from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.core.models import AuditEvent, User
from sasando.organization.actions import issue_first_password
from sasando.organization.errors import AccountMissing, OwnPasswordNotIssued
from sasando.organization.models import Person
from sasando.organization.passwords import readable_password

from .files import viewer

pytestmark = pytest.mark.django_db
PAGE = "/organisasi/pegawai/P-STAF/kata-sandi/"


def issue(person="P-STAF", by="kepegawaian"):
    return issue_first_password(viewer=viewer(by), person_code=person)


def test_it_works_must_be_changed_and_is_not_kept_readable():
    issued = issue()
    user = User.objects.get(username="staf")
    assert user.check_password(issued.password)
    assert user.must_change_password
    assert issued.password not in user.password
    assert issued.password not in repr(issued)
    event = AuditEvent.objects.get(action="account.password-issued")
    assert (event.subject_code, event.before, event.after) == ("staf", None, None)


def test_it_can_be_read_aloud_and_differs_each_time():
    found = {readable_password() for _ in range(50)}
    assert len(found) == 50
    assert all(re.fullmatch(r"([a-z]{4}-){4}[1-9]\d", password) for password in found)


def test_the_lock_after_wrong_passwords_is_lifted():
    for name in ("staf", "199204082019032004", "kadis"):
        AccessAttempt.objects.create(username=name, failures_since_start=5, ip_address="10.0.0.1")
    issue()
    assert list(AccessAttempt.objects.values_list("username", flat=True)) == ["kadis"]


@pytest.mark.parametrize("login", ["kadis", "kabid", "sekda", "pengelola", "staf", "warga"])
def test_only_a_personnel_officer(login):
    with pytest.raises(NotPermitted):
        issue(by=login)


def test_not_to_oneself_nor_to_nobody():
    with pytest.raises(OwnPasswordNotIssued):
        issue("P-KEPEGAWAIAN")
    with pytest.raises(NotFoundForViewer):
        issue("P-TIADA")
    Person.objects.create(code="P-TANPA", name="Tanpa Akun", employment="PNS")
    with pytest.raises(AccountMissing):
        issue("P-TANPA")


def test_the_page_shows_it_once_and_is_never_kept(as_):
    client = as_("kepegawaian")
    response = client.post(PAGE)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    (password,) = re.findall(r"(?:[a-z]{4}-){4}\d\d", response.content.decode())
    assert User.objects.get(username="staf").check_password(password)
    assert password not in client.get("/organisasi/pegawai/P-STAF/").content.decode()


@pytest.mark.parametrize(("login", "expected"), [("kadis", 403), ("staf", 403), ("warga", 403)])
def test_who_is_refused_on_the_page(as_, login, expected):
    assert as_(login).post(PAGE).status_code == expected


def test_open_sessions_of_the_person_end(as_, client):
    as_("staf")
    assert client.get("/akun/").status_code == 200
    issue()
    assert client.get("/akun/").status_code == 302
