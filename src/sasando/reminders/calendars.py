"""A calendar as RFC 5545 wants it: CRLF, lines of at most 75 octets, escaped text, stable UIDs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST_LINE: Final = 75
PRODUCT: Final = "-//Sasando//Pengingat//ID"


@dataclass(frozen=True)
class CalendarDay:
    """One whole-day event: the last day for something. `uid` never changes for the same thing."""

    uid: str
    day: date
    title: str
    url: str


def calendar_text(name: str, days: Iterable[CalendarDay], *, stamped_at: datetime) -> str:
    """The calendar file. `stamped_at` is an aware instant, written in UTC."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
    ]
    for day in days:
        lines.extend(_event(day, stamped_at))
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _event(day: CalendarDay, stamped_at: datetime) -> list[str]:
    utc = stamped_at.utctimetuple()
    stamp = f"{utc.tm_year:04d}{utc.tm_mon:02d}{utc.tm_mday:02d}"
    stamp += f"T{utc.tm_hour:02d}{utc.tm_min:02d}{utc.tm_sec:02d}Z"
    return [
        "BEGIN:VEVENT",
        f"UID:{escaped(day.uid)}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{day.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(day.title)}",
        f"URL:{day.url}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    """Backslash, semicolon, comma and line breaks as TEXT values need them; no control signs."""
    for sign, instead in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\n")):
        text = text.replace(sign, instead)
    text = text.replace("\n", "\\n")
    return "".join(letter for letter in text if letter.isprintable())


def folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets, the later ones led by a space; letters stay whole."""
    part, room = "", LONGEST_LINE
    for letter in line:
        size = len(letter.encode())
        if size > room:
            yield part
            part, room = " ", LONGEST_LINE - 1
        part += letter
        room -= size
    yield part
