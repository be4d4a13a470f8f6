"""What tests of the thread and the board share: two days in the city, and counting by hand."""

from __future__ import annotations

import secrets
import uuid
from datetime import UTC, date, datetime, timedelta

from sasando.core.clock import now, zone
from sasando.core.models import User
from sasando.organization.models import Appointment, Person, Position, RosterShift
from sasando.seals.records import SALT_SIZE
from sasando.work.actions import close_day
from sasando.work.actions.entries import new_code
from sasando.work.models import DailyEntry, DayWindow, PlannedResult, Skp
from sasando.work.tests.steps import record, with_key

THURSDAY, FRIDAY = date(2026, 11, 19), date(2026, 11, 20)
WEEK = (THURSDAY, FRIDAY)


def two_days(at) -> dict[str, DailyEntry]:
    """Thursday closed with six entries of four people; Friday 15.00 with three of two, so far."""
    with_key()
    for login in ("DIRRSUD", "PERAWAT"):
        shift(login, THURSDAY)
        shift(login, FRIDAY)
    at("2026-11-19 15.00")
    found = {
        "kabid": record("kabid", day=THURSDAY),
        "staf-1": record("staf", day=THURSDAY),
        "staf-2": record("staf", day=THURSDAY, start=600, end=660),
        "staf2": record("staf2", day=THURSDAY, start=480, end=510),
        "stafkel": record("stafkel", day=THURSDAY),
    }
    found["staf2"] = record(
        "staf2", day=THURSDAY, start=480, end=540, replaces_code=found["staf2"].code
    )
    at("2026-11-20 15.00")
    close_day(day=THURSDAY, now=now())
    found["today-1"] = record("staf")
    found["today-2"] = record("staf", start=600, end=690)
    found["today-kel"] = record("stafkel")
    return found


def shift(login: str, day: date) -> None:
    """A morning shift of somebody in the hospital."""
    begins = datetime(day.year, day.month, day.day, 7, tzinfo=zone())
    RosterShift.objects.create(
        person=Person.objects.get(code=f"P-{login}"), day=day, name="Pagi",
        starts_at=begins, ends_at=begins + timedelta(hours=7),
    )  # fmt: skip


def counting(*days: date, **conditions) -> int:
    """Entries that count, straight from the entries: work, the last of each chain."""
    return DailyEntry.objects.filter(
        day__in=days, kind="KERJA", replaced_by__isnull=True, **conditions
    ).count()


def below(result_code: str) -> dict[str, object]:
    """Entries of a result and everything tied to it, walked by parents and not by paths."""
    codes, found = [result_code], {result_code}
    while codes:
        codes = list(
            PlannedResult.objects.filter(parent__code__in=codes).values_list("code", flat=True)
        )
        found |= set(codes)
    return {"result__code__in": found}


def log_in(client, login: str) -> None:
    client.force_login(User.objects.get(username=login))


def seen(client, login: str, address: str, status: int = 200):
    """The page as this member of the cast meets it, with the status it must have."""
    log_in(client, login)
    answer = client.get(address)
    assert answer.status_code == status, (login, address, answer.status_code)
    return answer


def colleagues(count: int, *, entries: int = 1) -> None:
    """More clerks beside Maria, each with a result under her superior's and entries today."""
    superior = Position.objects.select_related("unit").get(code="DLHK.SAMPAH.KEPALA")
    above = PlannedResult.objects.select_related("person", "objective").get(code="H-KABID-2026")
    closes_at = DailyEntry.objects.filter(day=FRIDAY).values_list("closes_at", flat=True)[0]
    assert DayWindow.objects.filter(day=FRIDAY, closes_at=closes_at).exists()
    for number in range(count):
        tail = f"{number}-{secrets.token_hex(2)}".upper()
        position = Position.objects.create(
            code=f"DLHK.SAMPAH.X{tail}", title="Petugas (contoh)", unit=superior.unit,
            kind="PELAKSANA", reports_to=superior, valid_from=date(2025, 1, 1), is_example=True,
        )  # fmt: skip
        person = Person.objects.create(
            code=f"P-X{tail}", name=f"Petugas {tail} Contoh", employment="PNS", is_example=True
        )
        Appointment.objects.create(
            person=person, position=position, kind="DEFINITIF", valid_from=date(2025, 1, 1)
        )
        skp = Skp.objects.create(code=f"S-X{tail}", person=person, position=position, year=2026)
        result = _result(f"H-X{tail}", skp, above)
        for turn in range(entries):
            _entry(result, position, 450 + 10 * turn, closes_at)


def _result(code: str, skp: Skp, above: PlannedResult) -> PlannedResult:
    return PlannedResult.objects.create(
        code=code, skp=skp, person=skp.person, unit=skp.position.unit, text="Titik bersih (contoh)",
        indicator_text="Titik", target=10, measure="titik", parent=above,
        objective=above.objective, path=f"{above.path}{code}/", state="DISEPAKATI",
        agreed_at=datetime(2026, 1, 20, tzinfo=UTC), agreed_by=above.person, is_example=True,
    )  # fmt: skip


def _entry(result: PlannedResult, position: Position, start: int, closes_at: datetime) -> None:
    DailyEntry.objects.create(
        code=new_code("C"), key=uuid.uuid4(), person=result.person, position=position,
        unit=result.unit, result=result, day=FRIDAY, start_minute=start, end_minute=start + 10,
        activity="Menyapu titik kumpul", quantity=1, measure="titik",
        salt=secrets.token_bytes(SALT_SIZE), closes_at=closes_at, is_example=True,
    )  # fmt: skip
