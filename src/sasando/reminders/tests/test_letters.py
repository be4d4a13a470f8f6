"""The daily letters: one per person and day; crashes, refusals, and runs side by side."""

import smtplib
import socketserver
import threading
from email import message_from_bytes
from email.policy import default

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, connection, connections, transaction

from sasando.agreements.tests import plan_scenes as scene
from sasando.cli import remind as command
from sasando.core import clock
from sasando.core.models import User
from sasando.organization.models import Person
from sasando.reminders import delivery
from sasando.reminders.models import Address, Letter, every_kind

EMAIL = "benyamin@contoh.invalid"


def address(login="kabid", email=EMAIL, **facts):
    values = {"kinds": every_kind(), "confirmed_at": clock.now(), **facts}
    return Address.objects.create(
        person=Person.objects.get(user__username=login), email=email, **values
    )


def remind():
    return delivery.remind(now=clock.now())


def test_one_letter_with_everything_that_is_told_today(october):
    address()
    done = remind()
    assert (done.queued, done.sent, done.failed) == (1, 1, 0)
    (letter,) = mail.outbox
    assert letter.to == [EMAIL]
    assert "hal menunggu Anda · Sasando Kota Kupang" in letter.subject
    assert "Laporan rencana aksi TW III 2026" in letter.body
    assert "batas 10 Oktober 2026" in letter.body
    assert "/pengingat/" in letter.body
    assert "contoh" in letter.body
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_second_run_of_the_day_sends_nothing(october, at):
    address()
    remind()
    at("2026-10-03 18.00")
    assert remind().sent == 0
    assert len(mail.outbox) == 1


def test_the_next_day_with_something_to_tell_is_another_letter(october, at):
    address()
    remind()
    at("2026-10-07 06.30")
    remind()
    assert len(mail.outbox) == 2
    identities = {letter.extra_headers["Message-ID"] for letter in mail.outbox}
    assert len(identities) == 2


@pytest.mark.parametrize(
    "facts",
    [{"is_on": False}, {"confirmed_at": None}, {"kinds": ["SKP"]}],
    ids=["off", "unconfirmed", "other kinds"],
)
def test_who_did_not_ask_gets_none(october, facts):
    address(**facts)
    assert remind().queued == 0
    assert mail.outbox == []


def test_a_closed_account_gets_none(october):
    address()
    User.objects.filter(username="kabid").update(is_active=False)
    assert remind().queued == 0


def test_what_was_done_meanwhile_is_not_sent(october):
    address(kinds=["LAPORAN"])
    assert delivery.queue_letters(now=clock.now()) == 1
    scene.report(scene.Q3)
    assert remind().skipped == 1
    assert mail.outbox == []


def test_a_letter_of_yesterday_is_not_sent_today(october, at):
    address()
    delivery.queue_letters(now=clock.now())
    at("2026-10-04 06.30")
    assert remind().skipped == 1


class Refusing(EmailBackend):
    """A server that takes no letter."""

    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected(f"no letter to {EMAIL}")


def test_a_refusal_is_kept_by_its_name_alone_and_tried_again(october, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    address()
    assert remind().failed == 1
    letter = Letter.objects.get()
    assert (letter.state, letter.attempts, letter.problem) == (
        "MENUNGGU", 1, "SMTPServerDisconnected",
    )  # fmt: skip
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert remind().sent == 1


def test_after_five_refusals_it_is_given_up(october, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    address()
    for _run in range(6):
        remind()
    letter = Letter.objects.get()
    assert (letter.state, letter.attempts) == ("DIHENTIKAN", 5)


class Dying(EmailBackend):
    """The machine stops after the server took the letter and before it was marked."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise SystemExit


def test_a_crash_between_sending_and_marking_sends_it_again_under_the_same_name(october, settings):
    address()
    settings.EMAIL_BACKEND = f"{__name__}.Dying"
    with pytest.raises(SystemExit), transaction.atomic():
        remind()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert remind().sent == 1
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reminders_letter SET state = 'MENUNGGU', sent_at = NULL",
        "UPDATE reminders_letter SET day = day - 1",
        "DELETE FROM reminders_letter",
        """INSERT INTO reminders_letter (person_id, day, state, attempts, problem, sent_at)
        SELECT person_id, day + 1, 'TERKIRIM', 1, '', now() FROM reminders_letter""",
    ],
)
def test_what_was_sent_stays_sent(october, statement):
    address()
    remind()
    with (
        pytest.raises(IntegrityError) as refused,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert refused.value.__cause__.diag.constraint_name == "reminders_letter_stays"


def test_one_letter_a_person_and_day_whatever_writes(october):
    address()
    remind()
    row = Letter.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.create(person_id=row.person_id, day=row.day)


class Taking(socketserver.StreamRequestHandler):
    """Enough of RFC 5321 to take a letter."""

    def handle(self):
        self.say("220 contoh")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(maxsplit=1)[0].upper()
            if verb == "QUIT":
                self.say("221 selesai")
                return
            if verb == "DATA":
                self.say("354 lanjut")
                self.server.letters.append(self.body())
            self.say("250 ya")

    def body(self):
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines)

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def mail_server(settings):
    """A mail server of this machine, with the letters it took."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Taking) as server:
        server.daemon_threads = True
        server.letters = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER = False, ""
        yield server
        server.shutdown()


def test_a_real_server_receives_a_letter_that_can_be_read(october, mail_server):
    address()
    assert remind().sent == 1
    (raw,) = mail_server.letters
    letter = message_from_bytes(raw, policy=default)
    assert letter["To"] == EMAIL
    assert "Laporan rencana aksi TW III 2026" in letter.get_content()
    assert letter["Message-ID"].startswith("<pengingat-")


@pytest.mark.concurrency
def test_runs_side_by_side_send_each_letter_once(own_database, at, mail_server):
    at("2026-01-20 10.00")
    scene.agreed()
    at("2026-10-03 10.00")
    for login in ("kabid", "kadis", "sekda", "camat"):
        address(login, f"{login}@contoh.invalid")
    delivery.queue_letters(now=clock.now())
    queued = Letter.objects.filter(state="MENUNGGU").count()
    assert queued >= 2
    now = clock.now()

    def run():
        try:
            delivery.remind(now=now)
        finally:
            connections.close_all()

    runs = [threading.Thread(target=run) for _run in range(3)]
    for thread in runs:
        thread.start()
    for thread in runs:
        thread.join(timeout=60)
    assert len(mail_server.letters) == queued
    assert Letter.objects.filter(state="TERKIRIM").count() == queued


def test_the_command_says_what_it_did(october, capsys, monkeypatch):
    monkeypatch.setattr(command, "start_django", lambda: None)
    address()
    assert command.remind([]) == 0
    assert capsys.readouterr().out == "1 surat baru, 1 terkirim, 0 tidak perlu lagi.\n"
