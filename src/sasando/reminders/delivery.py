"""The daily letters: written down once per person and day, sent, marked.

Sending and marking cannot be one step. A crash between them sends the same letter again, under the
same Message-ID, so that mailboxes may show it once: it arrives at least once, never silently not.
"""

from __future__ import annotations

import hashlib
import smtplib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from sasando.core import clock
from sasando.organization.queries import viewer_for

from .errors import LetterNotSent
from .gathering import Waiting, told_today, waiting_for
from .models import Address, Letter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.core.mail.backends.base import BaseEmailBackend
    from django.db.models import QuerySet

MOST_ATTEMPTS: Final = 5
State = Letter.State


@dataclass(frozen=True)
class Delivered:
    """What one run did: letters written down, sent, no longer needed, and not taken."""

    queued: int
    sent: int
    skipped: int
    failed: int


def remind(*, now: datetime) -> Delivered:
    """Write down today's letters and send what waits; may run again at any time of the day."""
    queued = queue_letters(now=now)
    outcomes = list(_send_waiting(now))
    return Delivered(
        queued=queued,
        sent=outcomes.count(State.SENT),
        skipped=outcomes.count(State.SKIPPED),
        failed=outcomes.count(State.WAITING) + outcomes.count(State.GIVEN_UP),
    )


def queue_letters(*, now: datetime) -> int:
    """A letter for everybody whom something is told today; how many are new.

    Some twenty queries for each confirmed address; the unique row makes a second run a no-op.
    """
    today = clock.local_day(now)
    waiting = Letter.objects.filter(day=today).values("person_id")
    people = _addresses().exclude(person_id__in=waiting)
    letters = [
        Letter(person_id=row.person_id, day=today)
        for row in people.iterator(chunk_size=500)
        if _lines(row, now)
    ]
    before = Letter.objects.filter(day=today).count()
    Letter.objects.bulk_create(letters, ignore_conflicts=True)
    return Letter.objects.filter(day=today).count() - before


def _addresses() -> QuerySet[Address]:
    return (
        Address.objects.filter(is_on=True, confirmed_at__isnull=False, person__user__is_active=True)
        .select_related("person__user")
        .order_by("pk")
    )


def _lines(address: Address, now: datetime) -> list[Waiting]:
    """What the letter of today names."""
    assert address.person.user is not None
    viewer = viewer_for(address.person.user, clock.local_day(now))
    return told_today(waiting_for(viewer, now), clock.local_day(now), address.kinds)


def _send_waiting(now: datetime) -> Iterable[str]:
    """Send letter after letter; several runs at once take different ones (SKIP LOCKED)."""
    tried: set[int] = set()
    with get_connection() as connection:
        while (outcome := _send_next(connection, now, tried)) is not None:
            yield outcome


@transaction.atomic
def _send_next(connection: BaseEmailBackend, now: datetime, tried: set[int]) -> str | None:
    letter = (
        Letter.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(state=State.WAITING)
        .exclude(pk__in=tried)
        .order_by("day", "id")
        .first()
    )
    if letter is None:
        return None
    tried.add(letter.pk)
    address = _addresses().filter(person_id=letter.person_id).first()
    lines = _lines(address, now) if address and letter.day == clock.local_day(now) else []
    if address is None or not lines:
        letter.state = State.SKIPPED
    else:
        _try_to_send(letter, digest_letter(address, lines, letter.day, connection), now)
    letter.save()
    return letter.state


def _try_to_send(letter: Letter, message: EmailMessage, now: datetime) -> None:
    letter.attempts += 1
    try:
        message.send()
    except (smtplib.SMTPException, OSError) as failure:
        # The name of the failure only: a server's answer may repeat the address.
        letter.problem = type(failure).__name__[:60]
        letter.state = State.GIVEN_UP if letter.attempts >= MOST_ATTEMPTS else State.WAITING
        return
    letter.state, letter.sent_at, letter.problem = State.SENT, now, ""


def digest_letter(
    address: Address,
    lines: list[Waiting],
    day: date,
    connection: BaseEmailBackend | None = None,
) -> EmailMessage:
    """The letter of a day to its owner, in Indonesian, as plain text."""
    with translation.override("id"):
        body = render_to_string(
            "reminders/letter.txt",
            {
                "lines": lines,
                "day": day,
                "site": settings.SITE_URL,
                "city": settings.CITY_NAME,
                "is_example": address.person.is_example,
            },
        )
        subject = _("%(number)s hal menunggu Anda") % {"number": len(lines)}
    return _letter(address, subject, body, f"{day}-{address.person_id}", connection)


def send_code(address: Address, code: str) -> None:
    """The letter that proves that an address is read by its owner. Raises LetterNotSent."""
    with translation.override("id"):
        body = render_to_string(
            "reminders/code.txt",
            {"code": code, "city": settings.CITY_NAME, "site": settings.SITE_URL},
        )
        subject = _("Kode untuk memastikan alamat surat Anda")
    letter = _letter(address, subject, body, f"kode-{address.person_id}-{code}", None)
    try:
        letter.send()
    except (smtplib.SMTPException, OSError) as failure:
        raise LetterNotSent from failure


def _letter(
    address: Address,
    subject: str,
    body: str,
    identity: str,
    connection: BaseEmailBackend | None,
) -> EmailMessage:
    host = urlsplit(settings.SITE_URL).hostname
    name = hashlib.sha256(f"{settings.SECRET_KEY}:{identity}".encode()).hexdigest()[:32]
    return EmailMessage(
        subject=f"{subject} · Sasando {settings.CITY_NAME}",
        body=body,
        to=[address.email],
        connection=connection,
        headers={
            "Message-ID": f"<pengingat-{name}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )
