"""Recomputing everything that was sealed from the tables as they stand now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sasando.core.clock import local_day, now
from sasando.seals.audit import audit_log
from sasando.seals.keys import verifier_key
from sasando.seals.models import SealedDay
from sasando.seals.queries import day_leaf_hashes

from .leaves import records_of_day
from .models import DailyEntry, DayClosing


def audit_everything(*, say: Callable[[str], None]) -> str | None:
    """The first row that no longer fits its seal, in words; None when all fit.

    Checks the log, its tiles and signed heads, then every entry of every sealed day, then that no
    entry lies in a closed day that has no seal. `say` is told about each day.
    """
    finding = audit_log(verifier_key())
    if finding is not None:
        return str(finding)
    for sealed in SealedDay.objects.order_by("leaf_index"):
        say(f"memeriksa {sealed.day}: {sealed.entry_count} catatan")
        problem = _day_problem(sealed.day)
        if problem:
            return problem
    return _unsealed_problem()


def _day_problem(day: date) -> str | None:
    stored = day_leaf_hashes(day)
    place = 0
    for code, record in records_of_day(day):
        if place >= len(stored):
            return (
                f"Hari {day}: catatan {code} tidak ada di dalam segel; ditambahkan setelah tutup."
            )
        if record.leaf_hash() != stored[place]:
            return f"Hari {day}: catatan {code} (urutan {place + 1}) tidak cocok dengan segelnya."
        place += 1
    if place < len(stored):
        return f"Hari {day}: {len(stored) - place} catatan terakhir hilang dari tabel."
    if not DayClosing.objects.filter(day=day, entry_count=place).exists():
        return f"Hari {day}: catatan penutupannya hilang atau jumlahnya berbeda."
    return None


def _unsealed_problem() -> str | None:
    sealed = SealedDay.objects.values("day")
    today = local_day(now())
    closed = DayClosing.objects.exclude(day__in=sealed).order_by("day").first()
    if closed is not None:
        return f"Hari {closed.day}: tercatat tutup tetapi tidak punya segel."
    last = SealedDay.objects.order_by("-day").first()
    if last is None:
        return None
    stray = (
        DailyEntry.objects.filter(day__lt=min(last.day, today))
        .exclude(day__in=sealed)
        .order_by("day", "id")
        .first()
    )
    return f"Hari {stray.day}: catatan {stray.code} di hari tanpa segel." if stray else None
