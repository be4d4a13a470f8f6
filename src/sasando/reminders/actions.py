"""Giving, confirming and taking back an address; a calendar's secret address; the daily letters."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from sasando.core import audit, encryption
from sasando.organization.models import Person

from .errors import (
    AddressCodeExpired,
    AddressCodesTooMany,
    AddressCodeWrong,
    NoPersonToRemind,
)
from .models import Address, CalendarFeed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sasando.organization.queries import Viewer

PURPOSE: Final = "sasando.reminder-address"
CODE_DIGITS, CODE_TRIES = 8, 5
CODE_LIVES = timedelta(hours=24)
BETWEEN_CODES = timedelta(minutes=2)


@transaction.atomic
def give_address(
    *, viewer: Viewer, now: datetime, email: str, kinds: Sequence[str], is_on: bool = True
) -> tuple[Address, str]:
    """Keep where reminders go, and which; the code to send there, empty when none is needed.

    A new address is asked to confirm itself first; the old one gets nothing more.
    Raises NoPersonToRemind, AddressCodesTooMany.
    """
    _require_person(viewer)
    row = _locked(viewer) or Address(person_id=viewer.person_id)
    is_same = row.pk is not None and row.email == email
    row.email, row.kinds, row.is_on = email, list(kinds), is_on
    code = ""
    if not is_same or row.confirmed_at is None:
        code = _new_code(row, viewer, now)
        row.confirmed_at = None
    row.save()
    what = {"surat": "ya" if is_on else "tidak", "jenis": list(kinds)}
    _trace(viewer, "reminder.address-given", after={**what, "alamat_baru": bool(code)})
    return row, code


def _new_code(row: Address, viewer: Viewer, now: datetime) -> str:
    if row.code_sent_at is not None and now - row.code_sent_at < BETWEEN_CODES:
        raise AddressCodesTooMany(minutes=int(BETWEEN_CODES.total_seconds() // 60))
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    row.code_digest = _digest(viewer, row.email, code)
    row.code_sent_at = now
    row.code_tries = 0
    return code


def _digest(viewer: Viewer, email: str, code: str) -> bytes:
    text = f"{email}:{code}"
    return encryption.fingerprint(text, purpose=PURPOSE, owner=viewer.person_id)


def confirm_address(*, viewer: Viewer, now: datetime, code: str) -> Address:
    """Accept the code that was sent to the address; five tries, one day.

    A wrong try stays counted. Raises AddressCodeWrong, AddressCodeExpired.
    """
    row, left = _tried(viewer, now, code)
    if row is None:
        raise AddressCodeWrong(left=left)
    return row


@transaction.atomic
def _tried(viewer: Viewer, now: datetime, code: str) -> tuple[Address | None, int]:
    """The address when the code was right, else how many tries are left; both are kept."""
    row = _locked(viewer)
    if row is None or row.code_digest is None or row.code_sent_at is None:
        return None, 0
    if row.code_tries >= CODE_TRIES or now - row.code_sent_at > CODE_LIVES:
        raise AddressCodeExpired
    row.code_tries += 1
    expected = bytes(row.code_digest)
    if not hmac.compare_digest(_digest(viewer, row.email, code), expected):
        row.save(update_fields=["code_tries"])
        return None, CODE_TRIES - row.code_tries
    row.confirmed_at, row.code_digest = now, None
    row.save()
    _trace(viewer, "reminder.address-confirmed")
    return row, 0


@transaction.atomic
def forget_address(*, viewer: Viewer) -> None:
    """Delete the address; no letter goes out any more."""
    row = _locked(viewer)
    if row is not None:
        row.delete()
        _trace(viewer, "reminder.address-forgotten")


@transaction.atomic
def open_calendar(*, viewer: Viewer, now: datetime) -> str:
    """A new secret token for the viewer's calendar; an earlier one is worth nothing from now on.

    It is shown once; only its digest is kept. Raises NoPersonToRemind.
    """
    _require_person(viewer)
    # The lock on the person lets one of two simultaneous tokens through at a time.
    Person.objects.select_for_update().get(pk=viewer.person_id)
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(
        person_id=viewer.person_id,
        defaults={
            "token_digest": digest_of(token),
            "created_at": now,
            "window_began_at": now,
            "reads": 0,
        },
    )
    _trace(viewer, "reminder.calendar-opened")
    return token


@transaction.atomic
def close_calendar(*, viewer: Viewer) -> None:
    """Revoke the secret address."""
    gone, _rows = CalendarFeed.objects.filter(person_id=viewer.person_id or -1).delete()
    if gone:
        _trace(viewer, "reminder.calendar-closed")


def digest_of(token: str) -> str:
    """What is kept of a token: its SHA-256. It is random, so it needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def _require_person(viewer: Viewer) -> None:
    if not viewer.person_id:
        raise NoPersonToRemind


def _locked(viewer: Viewer) -> Address | None:
    return Address.objects.select_for_update().filter(person_id=viewer.person_id or -1).first()


def _trace(viewer: Viewer, action: str, *, after: dict[str, object] | None = None) -> None:
    """The trail says that an address was given, never which."""
    audit.record(
        actor=viewer,
        action=action,
        subject_kind="reminder",
        subject_code=viewer.person_code,
        after=after,
    )
