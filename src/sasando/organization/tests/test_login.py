"""The door: NIP or user name, wrong passwords, the lock, the first change, the end of a session."""

from datetime import timedelta

import pytest
from django.conf import settings as city
from django.contrib.sessions.models import Session

from sasando.core.models import AuditEvent, User
from sasando.demo.cast import PASSWORD
from sasando.organization.models import PersonNumber

pytestmark = pytest.mark.django_db
DOOR, INSIDE = "/masuk/", "/akun/"
NIP = "199204082019032004"
NEW = "Burung-timor-2026"


def knock(client, name, password=PASSWORD, address="10.0.0.7"):
    return client.post(DOOR, {"username": name, "password": password}, REMOTE_ADDR=address)


def is_inside(client):
    return client.get(INSIDE).status_code == 200


@pytest.mark.parametrize("name", ["staf", NIP, "19920408 201903 2 004", " 19920408 201903 2 004 "])
def test_name_and_number_open_the_door(client, name):
    assert knock(client, name).status_code == 302
    assert is_inside(client)


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("staf", "salah-sekali"), (NIP, "salah-sekali"), ("tiada", PASSWORD),
        ("199204082019032999", PASSWORD), ("STAF", PASSWORD),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_without_saying_which(client, name, password):
    response = knock(client, name, password)
    assert response.status_code == 200
    assert "tidak cocok" in response.content.decode()
    assert not is_inside(client)


def test_a_number_of_the_past_opens_nothing(client, at):
    at("2026-11-20 09.00")
    PersonNumber.objects.filter(number=NIP).update(valid_to="2026-11-19")
    knock(client, NIP)
    assert not is_inside(client)


def test_a_closed_account_opens_nothing(client):
    User.objects.filter(username="staf").update(is_active=False)
    knock(client, "staf")
    assert not is_inside(client)


def test_an_account_without_password_opens_nothing(client):
    user = User.objects.get(username="staf")
    user.set_unusable_password()
    user.save()
    for password in ("", user.password, "!"):
        knock(client, "staf", password)
    assert not is_inside(client)


def test_after_five_wrong_passwords_the_right_one_is_locked_too(client):
    for _ in range(4):
        assert knock(client, "staf", "salah-sekali").status_code == 200
    assert knock(client, "staf", "salah-sekali").status_code == 429
    locked = knock(client, "staf")
    assert locked.status_code == 429
    assert "15 menit" in locked.content.decode()
    assert not is_inside(client)


def test_a_colleague_at_the_same_address_is_not_locked(client):
    for _ in range(6):
        knock(client, "staf", "salah-sekali")
    assert knock(client, "staf2").status_code == 302
    assert is_inside(client)


def test_another_address_does_not_go_round_the_lock(client):
    for number in range(5):
        knock(client, "staf", "salah-sekali", address=f"10.0.0.{number}")
    assert knock(client, "staf", address="10.9.9.9").status_code == 429


def test_a_right_password_clears_the_count(client):
    for _ in range(4):
        knock(client, "staf", "salah-sekali")
    knock(client, "staf")
    client.logout()
    for _ in range(4):
        assert knock(client, "staf", "salah-sekali").status_code == 200


def test_a_first_password_must_be_changed_before_anything_else(client):
    User.objects.filter(username="staf").update(must_change_password=True)
    knock(client, "staf")
    for address in (INSIDE, "/organisasi/", "/hari-ini/"):
        assert client.get(address)["Location"] == "/kata-sandi/"
    page = client.get("/kata-sandi/")
    assert page.status_code == 200
    assert "hanya Anda ketahui" in page.content.decode()
    changed = client.post(
        "/kata-sandi/",
        {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW},
    )
    assert changed.status_code == 302
    assert is_inside(client)
    event = AuditEvent.objects.get(action="account.password-changed")
    assert (event.subject_code, event.before, event.after) == ("staf", None, None)
    client.logout()
    knock(client, "staf")
    assert not is_inside(client)
    knock(client, "staf", NEW)
    assert is_inside(client)


@pytest.mark.parametrize("weak", ["pendek", "1234567890", "password123", "staf"])
def test_a_weak_password_does_not_end_the_obligation(client, weak):
    User.objects.filter(username="staf").update(must_change_password=True)
    knock(client, "staf")
    client.post(
        "/kata-sandi/", {"old_password": PASSWORD, "new_password1": weak, "new_password2": weak}
    )
    assert User.objects.get(username="staf").must_change_password


def test_a_session_ends_after_twelve_hours(client):
    knock(client, "staf")
    session = Session.objects.get(session_key=client.session.session_key)
    assert client.session.get_expiry_age() == city.SESSION_COOKIE_AGE == 12 * 60 * 60
    Session.objects.filter(pk=session.pk).update(
        expire_date=session.expire_date - timedelta(hours=12, seconds=1)
    )
    assert client.get(INSIDE).status_code == 302


def test_leaving_ends_the_session_on_the_server(client):
    knock(client, "staf")
    key = client.session.session_key
    client.post("/keluar/")
    assert not Session.objects.filter(session_key=key).exists()


def test_the_door_leads_only_within_the_house(client):
    response = client.post(
        f"{DOOR}?next=https://jahat.contoh.invalid/",
        {"username": "staf", "password": PASSWORD, "next": "https://jahat.contoh.invalid/"},
        REMOTE_ADDR="10.0.0.7",
    )
    assert response["Location"] == "/hari-ini/"
