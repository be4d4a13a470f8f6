"""The address: given, proved by a code from a letter, changed, forgotten; never told to others."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from sasando.agreements.tests.factories import viewer
from sasando.core import clock
from sasando.core.models import AuditEvent
from sasando.reminders import actions
from sasando.reminders.errors import (
    AddressCodeExpired,
    AddressCodesTooMany,
    AddressCodeWrong,
    NoPersonToRemind,
)
from sasando.reminders.models import Address

pytestmark = pytest.mark.usefixtures("db")
EMAIL = "benyamin@contoh.invalid"


def give(login="kabid", email=EMAIL, kinds=("LAPORAN",), now=None, **facts):
    return actions.give_address(
        viewer=viewer(login), now=now or clock.now(), email=email, kinds=kinds, **facts
    )


def confirm(code, login="kabid", now=None):
    return actions.confirm_address(viewer=viewer(login), now=now or clock.now(), code=code)


def other(code):
    return f"{(int(code) + 1) % 10**8:08d}"


def test_a_code_of_eight_digits_confirms_it():
    row, code = give()
    assert re.fullmatch(r"[0-9]{8}", code)
    assert row.confirmed_at is None
    assert confirm(code).confirmed_at is not None


def test_the_code_itself_is_not_kept():
    row, code = give()
    assert code.encode() not in bytes(row.code_digest)


def test_a_wrong_code_is_counted_and_five_are_enough():
    _row, code = give()
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(AddressCodeWrong) as refused:
            confirm(other(code))
        assert refused.value.values == {"left": left}
    with pytest.raises(AddressCodeExpired):
        confirm(code)


@pytest.mark.parametrize(("seconds", "passes"), [(-1, True), (0, True), (1, False)])
def test_a_code_lives_a_day(seconds, passes):
    now = clock.now()
    _row, code = give(now=now)
    later = now + timedelta(hours=24, seconds=seconds)
    if passes:
        assert confirm(code, now=later).confirmed_at == later
    else:
        with pytest.raises(AddressCodeExpired):
            confirm(code, now=later)


def test_a_code_confirms_the_address_it_was_sent_to_and_its_owner_alone():
    now = clock.now()
    _row, code = give(now=now)
    _row, _new = give(email="lain@contoh.invalid", now=now + timedelta(minutes=3))
    with pytest.raises(AddressCodeWrong):
        confirm(code)
    give("kadis", email=EMAIL)
    with pytest.raises(AddressCodeWrong):
        confirm(code, "kadis")


def test_the_same_address_with_other_kinds_stays_confirmed():
    _row, code = give()
    confirm(code)
    row, again = give(kinds=("LAPORAN", "PAKTA"), is_on=False)
    assert (again, row.confirmed_at is not None, row.is_on) == ("", True, False)


def test_another_address_has_to_be_confirmed_anew():
    now = clock.now()
    _row, code = give(now=now)
    confirm(code)
    row, again = give(email="lain@contoh.invalid", now=now + timedelta(minutes=3))
    assert (bool(again), row.confirmed_at) == (True, None)


def test_codes_are_not_sent_in_a_row():
    now = clock.now()
    give(now=now)
    with pytest.raises(AddressCodesTooMany):
        give(now=now + timedelta(seconds=119))
    assert give(now=now + timedelta(seconds=120))[1]


def test_who_is_no_civil_servant_has_no_address():
    with pytest.raises(NoPersonToRemind):
        give("warga")


def test_the_trail_says_that_it_was_given_and_never_which():
    _row, code = give()
    confirm(code)
    actions.forget_address(viewer=viewer("kabid"))
    events = AuditEvent.objects.filter(subject_kind="reminder").order_by("id")
    assert [event.action for event in events] == [
        "reminder.address-given", "reminder.address-confirmed", "reminder.address-forgotten",
    ]  # fmt: skip
    assert not any("contoh.invalid" in str(vars(event)) for event in events)
    assert not Address.objects.exists()


def test_the_page_sends_the_code_and_takes_it(as_):
    page = as_("kabid")
    sent = {"email": EMAIL, "kinds": ["LAPORAN"], "is_on": "on"}
    assert page.post(reverse("reminders:give_address"), sent).status_code == 302
    (letter,) = mail.outbox
    assert letter.to == [EMAIL]
    code = re.search(r"\b[0-9]{8}\b", letter.body)[0]
    assert "Ketik kode" in page.get(reverse("reminders:index")).content.decode()
    wrong = page.post(reverse("reminders:confirm_address"), {"code": other(code)})
    assert wrong.status_code == 422
    assert "tersisa 4 percobaan" in wrong.content.decode()
    typed = f"{code[:4]} {code[4:]}"
    assert page.post(reverse("reminders:confirm_address"), {"code": typed}).status_code == 302
    assert Address.objects.get().confirmed_at is not None
    shown = page.get(reverse("reminders:index")).content.decode()
    assert "surat dikirim" in shown
    page.post(reverse("reminders:forget_address"))
    assert not Address.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [({"email": "bukan", "kinds": ["LAPORAN"]}, "belum lengkap"),
     ({"email": EMAIL}, "Pilih sedikitnya satu"),
     ({"email": EMAIL, "kinds": ["X"]}, "X")],
)  # fmt: skip
def test_what_cannot_be_is_explained(as_, sent, said):
    response = as_("kabid").post(reverse("reminders:give_address"), sent)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert mail.outbox == []


def test_a_mail_server_that_does_not_answer_is_said(as_, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 1, False
    sent = {"email": EMAIL, "kinds": ["LAPORAN"]}
    response = as_("kabid").post(reverse("reminders:give_address"), sent)
    assert response.status_code == 422
    assert "belum terkirim" in response.content.decode()


def test_my_page_shows_my_address_and_nobody_else_s(as_):
    give("kadis", email="yohana@contoh.invalid")
    assert (
        "yohana@contoh.invalid" not in as_("kabid").get(reverse("reminders:index")).content.decode()
    )
