"""Setting up, replacing and turning off one's own second factor, page by page."""

import re
from base64 import b32decode

import pytest
from axes.models import AccessAttempt
from django_otp.oath import totp

from sasando.core.models import AuditEvent, SealedTotp, User
from sasando.core.second_factor import codes_left, confirm_second_factor, has_second_factor
from sasando.core.tests.factors import account, deeds, wait_is_over, wrong_code
from sasando.demo.cast import PASSWORD
from sasando.demo.second_factor import code_for

pytestmark = pytest.mark.django_db
PAGE, SETUP = "/akun/faktor-kedua/", "/akun/faktor-kedua/pasang/"


@pytest.fixture
def as_(client):
    """A browser in which this member of the cast has logged in."""

    def log_in(login):
        client.force_login(account(login), "sasando.organization.login.NumberOrNameBackend")
        return client

    return log_in


def sent(client, step, *, password=PASSWORD, **fields):
    return client.post(PAGE, {"password": password, "step": step, **fields})


def secret_on(page):
    letters = re.search(r'factor-letters">([A-Z2-7 ]+)<', page.content.decode())[1]
    return letters, b32decode(letters.replace(" ", ""))


def recovery_on(page):
    return re.findall(r"<li><code>([\d ]{14})</code></li>", page.content.decode())


def set_up(client):
    """From nothing to a second factor; the secret and the page of recovery codes."""
    assert sent(client, "begin").url == SETUP
    _letters, secret = secret_on(client.get(SETUP))
    return secret, client.post(SETUP, {"code": f"{totp(secret):06d}"})


def test_it_is_set_up_with_a_password_a_secret_and_its_first_code(as_, at):
    client = as_("orangluar")
    assert "Belum terpasang" in client.get(PAGE).content.decode()
    secret, page = set_up(client)
    codes = recovery_on(page)
    assert len(set(codes)) == 10
    user = account("orangluar")
    assert has_second_factor(user)
    assert codes_left(user) == 10
    confirm_second_factor(
        user=user, code=f"{totp(secret, drift=1):06d}", now=at("2026-11-20 15.00")
    )
    confirm_second_factor(user=user, code=codes[0], now=at("2026-11-20 15.00"))
    assert deeds("account.factor-enabled").get().subject_code == "orangluar"


def test_the_page_shows_qr_link_and_letters_of_the_same_secret(as_):
    client = as_("orangluar")
    sent(client, "begin")
    page = client.get(SETUP)
    letters, _secret = secret_on(page)
    assert all(len(group) == 4 for group in letters.split())
    text = page.content.decode()
    address = re.search(r'href="(otpauth://[^"]+)"', text)[1]
    assert f"secret={letters.replace(' ', '')}" in address
    assert "orangluar" in address
    assert re.search(r'<svg [^>]*class="qr"', text)
    assert "data:" not in text
    assert "style=" not in text
    assert "no-store" in page["Cache-Control"]


def test_neither_secret_nor_codes_are_kept_readable_or_shown_again(as_):
    client = as_("orangluar")
    secret, page = set_up(client)
    codes = recovery_on(page)
    assert "no-store" in page["Cache-Control"]
    kept = SealedTotp.objects.get(user=account("orangluar"))
    assert secret.hex() not in kept.key
    assert client.get(SETUP).url == PAGE
    again = client.get(PAGE).content.decode()
    assert not any(code in again for code in codes)
    told = [str(row.__dict__) for row in AuditEvent.objects.all()]
    for word in (secret.hex(), *codes, *(code.replace(" ", "") for code in codes)):
        assert not any(word in row for row in told)


def test_without_the_password_nothing_begins(as_):
    client = as_("orangluar")
    response = sent(client, "begin", password="Salah-sekali-1")
    assert response.status_code == 422
    assert not SealedTotp.objects.filter(user=account("orangluar")).exists()
    assert client.get(SETUP).url == PAGE


def test_a_wrong_first_code_sets_nothing_up(as_):
    client = as_("orangluar")
    sent(client, "begin")
    _letters, secret = secret_on(client.get(SETUP))
    near = {totp(secret, drift=drift) for drift in range(-3, 4)}
    wrong = next(number for number in range(10) if number not in near)
    response = client.post(SETUP, {"code": f"{wrong:06d}"})
    assert response.status_code == 422
    assert "tidak cocok" in response.content.decode()
    assert not has_second_factor(account("orangluar"))


def test_another_session_does_not_see_a_fresh_secret(as_):
    sent(as_("orangluar"), "begin")
    other = as_("orangluar")
    other.session.flush()
    assert as_("orangluar").get(SETUP).url == PAGE


def test_the_session_is_renewed(as_):
    client = as_("orangluar")
    before = client.session.session_key
    set_up(client)
    assert client.session.session_key != before


def test_turning_off_needs_password_and_code(as_):
    client = as_("kadis")
    assert sent(client, "off", code=code_for("kadis"), password="salah").status_code == 422
    assert sent(client, "off").status_code == 422
    assert sent(client, "off", code=wrong_code()).status_code == 422
    assert has_second_factor(account())
    wait_is_over()
    before = client.session.session_key
    assert sent(client, "off", code=code_for("kadis")).url == PAGE
    assert not has_second_factor(account())
    assert codes_left(account()) == 0
    assert client.session.session_key != before
    assert deeds("account.factor-disabled").count() == 1


def test_a_wrong_password_spends_no_code(as_):
    client = as_("kadis")
    code = code_for("kadis")
    sent(client, "off", code=code, password="salah")
    assert sent(client, "codes", code=code).status_code == 200


def test_a_new_phone_takes_over_only_with_its_first_code(as_, at):
    client = as_("kadis")
    assert sent(client, "begin", code=code_for("kadis", steps=-1)).url == SETUP
    _letters, secret = secret_on(client.get(SETUP))
    now = at("2026-11-20 15.00")
    confirm_second_factor(user=account(), code=code_for("kadis"), now=now)
    client.post(SETUP, {"code": f"{totp(secret):06d}"})
    assert SealedTotp.objects.get(user=account()).bin_key == secret
    assert deeds("account.factor-replaced").count() == 1
    assert deeds("account.factor-enabled").count() == 0


def test_a_new_phone_needs_a_code_of_the_old_one(as_):
    client = as_("kadis")
    assert sent(client, "begin").status_code == 422
    assert sent(client, "begin", code=wrong_code()).status_code == 422
    assert client.get(SETUP).url == PAGE


def test_new_recovery_codes_end_the_old_ones(as_):
    client = as_("kadis")
    first = recovery_on(sent(client, "codes", code=code_for("kadis", steps=-1)))
    second = recovery_on(sent(client, "codes", code=code_for("kadis")))
    assert not set(first) & set(second)
    assert sent(client, "off", code=first[0]).status_code == 422
    wait_is_over()
    assert sent(client, "off", code=second[0]).status_code == 302


def test_guessing_the_password_here_locks_as_at_the_door(as_):
    client = as_("kadis")
    statuses = [
        sent(client, "off", password=f"tebak-{n}", code="123456").status_code for n in range(6)
    ]
    assert statuses[0] == 422
    assert statuses[-1] == 429


def test_no_code_lies_in_the_attempts(as_):
    sent(as_("kadis"), "off", password="salah", code="482913")
    attempt = AccessAttempt.objects.get()
    assert "482913" not in str(attempt.__dict__)


def test_a_step_nobody_offers_is_explained(as_):
    response = sent(as_("kadis"), "lain", code=code_for("kadis"))
    assert response.status_code == 422
    assert "Pilih salah satu tombol" in response.content.decode()


def test_an_example_account_sees_its_running_code_marked(as_):
    text = as_("kadis").get(PAGE).content.decode()
    assert re.search(r'<strong class="number">\d{6}</strong> <em>\(contoh\)</em>', text)


def test_a_real_account_sees_no_code(as_):
    User.objects.filter(username="kadis").update(is_example=False)
    text = as_("kadis").get(PAGE).content.decode()
    assert "Terpasang" in text
    assert not re.search(r">\d{6}<", text)


def test_my_account_leads_there(as_):
    assert PAGE in as_("staf").get("/akun/").content.decode()
