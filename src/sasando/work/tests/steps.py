"""Steps that tests of the day share: who acts, a draft, a key for the seal."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal

from sasando.core.clock import local_day, now
from sasando.core.models import User
from sasando.organization.queries import Viewer, viewer_for
from sasando.rules.intervals import Interval
from sasando.seals.keys import create_key_file
from sasando.work.actions import Draft, record_entry
from sasando.work.models import DailyEntry

FRIDAY = date(2026, 11, 20)


def viewer(login: str) -> Viewer:
    return viewer_for(User.objects.get(username=login), local_day(now()))


def draft(login: str, *, day: date = FRIDAY, start: int = 480, end: int = 570, **changes) -> Draft:
    given = {
        "key": uuid.uuid4(),
        "day": day,
        "result_code": f"H-{login.upper()}-2026",
        "interval": Interval(start, end),
        "activity": "Mengangkut sampah 12 titik di Oesapa",
        "quantity": Decimal(12),
        "measure": "titik",
    }
    return Draft(**{**given, **changes})


def record(login: str, **changes) -> DailyEntry:
    return record_entry(viewer=viewer(login), now=now(), draft=draft(login, **changes)).entry


def with_key() -> None:
    create_key_file()
