"""What needs a decision, as lines in words, the gravest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from sasando.core import clock
from sasando.core.templatetags.sasando_format import hari_tanggal, persen, tanggal
from sasando.scoreboard.addresses import (
    achievement_url,
    days_in_words,
    filing_url,
    number,
    waiting_url,
)

from .achievement import LOW, MISSING, Judged
from .agreements import AgreementFacts, past_due
from .units import OWN, Family, name_of
from .waiting import AGREEMENTS, OBJECTIONS, RESULTS, WaitingSummary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .filing import FilingDay


@dataclass(frozen=True)
class Decision:
    """One thing that needs a decision, in words, with its rows and its age."""

    text: str
    url: str
    age_label: str


@dataclass(frozen=True)
class Grounds:
    """What the lines are drawn from."""

    family: Family
    filing: dict[str, list[FilingDay]]
    waiting: WaitingSummary
    judged: Judged
    agreements: Sequence[AgreementFacts]
    threshold: Decimal


def decisions_from(grounds: Grounds, now: datetime) -> list[Decision]:
    """All lines. The worst of every kind comes before the second worst of any."""
    kinds = (
        _overdue(grounds, now),
        _unsigned(grounds, clock.local_day(now)),
        _low_filing(grounds, clock.local_day(now)),
        _low_indicators(grounds),
        _missing_indicators(grounds),
        _objections(grounds, now),
        _results(grounds),
    )
    ranked = [
        (place, order, line)
        for order, lines in enumerate(kinds)
        for place, line in enumerate(lines)
    ]
    return [line for _place, _order, line in sorted(ranked, key=lambda row: row[:2])]


def _overdue(grounds: Grounds, now: datetime) -> list[Decision]:
    found = []
    for key, unit in grounds.family.rows:
        waiting = grounds.waiting.overdue.get(key)
        if waiting is not None and waiting.oldest is not None:
            url = waiting_url(unit.code, lewat="on", **_only(grounds.family, key))
            text = f"{number(waiting.count)} catatan {name_of(unit)} lewat tenggat keputusan"
            line = Decision(text, url, f"terlama {days_in_words(now - waiting.oldest)}")
            found.append((waiting.count, line))
    return [line for _count, line in sorted(found, key=lambda row: -row[0])]


def _unsigned(grounds: Grounds, today: date) -> list[Decision]:
    url = waiting_url(grounds.family.unit.code, jenis=AGREEMENTS)
    return [
        Decision(
            f"{row.code} {row.unit_name} belum ditandatangani, batasnya {tanggal(due)}",
            url,
            f"lewat {days_in_words(today - due)}",
        )
        for row, due in past_due(grounds.agreements, today)
    ]


def _low_filing(grounds: Grounds, today: date) -> list[Decision]:
    found = []
    for key, unit in grounds.family.rows:
        days = grounds.filing.get(key)
        if days and days[-1].rate < grounds.threshold:
            last = days[-1]
            url = filing_url(unit.code, last.day, **_only(grounds.family, key))
            text = (
                f"Pengisian {name_of(unit)} {persen(last.rate)} pada {hari_tanggal(last.day)}, "
                f"{last.counted_text}"
            )
            found.append(
                (last.rate, Decision(text, url, f"{days_in_words(today - last.day)} lalu"))
            )
    return [line for _rate, line in sorted(found, key=lambda row: row[0])]


def _low_indicators(grounds: Grounds) -> list[Decision]:
    low = [row for row in grounds.judged.items if row.is_low]
    if not low:
        return []
    worst = min(low, key=lambda row: row.achievement or Decimal(0))
    text = f"{number(len(low))} indikator perjanjian berkategori rendah"
    url = achievement_url(grounds.family.unit.code, cakupan="semua", keadaan=LOW)
    return [Decision(text, url, f"terendah {persen(worst.achievement)}")]


def _missing_indicators(grounds: Grounds) -> list[Decision]:
    missing = [row for row in grounds.judged.items if row.is_missing]
    if not missing:
        return []
    text = f"{number(len(missing))} indikator perjanjian belum punya nilai"
    url = achievement_url(grounds.family.unit.code, cakupan="semua", keadaan=MISSING)
    return [Decision(text, url, f"dari {number(len(grounds.judged.items))}")]


def _objections(grounds: Grounds, now: datetime) -> list[Decision]:
    waiting = grounds.waiting.objections
    if waiting.oldest is None:
        return []
    text = f"{number(waiting.count)} keberatan menunggu putusan"
    url = waiting_url(grounds.family.unit.code, jenis=OBJECTIONS)
    return [Decision(text, url, f"terlama {days_in_words(now - waiting.oldest)}")]


def _results(grounds: Grounds) -> list[Decision]:
    waiting = grounds.waiting.results
    if not waiting.count:
        return []
    text = f"{number(waiting.count)} hasil kerja menunggu kesepakatan"
    return [Decision(text, waiting_url(grounds.family.unit.code, jenis=RESULTS), "")]


def _only(family: Family, key: str) -> dict[str, str]:
    """The filter for the unit's own people where units below it have rows of their own."""
    return {} if key or not family.children else {"unit": OWN}
