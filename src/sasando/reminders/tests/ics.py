"""A strict reader of calendars after RFC 5545, written from the grammar and not from our writer."""

import re
from datetime import datetime

NAME = re.compile(r"([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:\"[^\"]*\"|[^\";:,]*))*):(.*)", re.DOTALL)
NEEDED = {"VCALENDAR": {"VERSION", "PRODID"}, "VEVENT": {"UID", "DTSTAMP", "DTSTART"}}
ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "URL", "TRANSP", "VERSION", "PRODID"}
TEXT = {"SUMMARY", "UID", "X-WR-CALNAME"}


class BrokenCalendar(Exception):
    """What no calendar application would have to accept."""


def read(raw: bytes) -> list[dict[str, str]]:
    """The events of a calendar as property to value. Raises BrokenCalendar."""
    stack: list[tuple[str, dict[str, str]]] = []
    events: list[dict[str, str]] = []
    for line in _lines(raw):
        found = NAME.fullmatch(line)
        if found is None:
            raise BrokenCalendar(line)
        name, parameters, value = found.groups()
        if name == "BEGIN":
            stack.append((value, {}))
        elif name == "END":
            kind, held = stack.pop()
            if kind != value or not NEEDED[kind] <= held.keys():
                raise BrokenCalendar(kind)
            if kind == "VEVENT":
                events.append(held)
        else:
            _take(stack, name, parameters, value)
    if stack:
        raise BrokenCalendar("not ended")
    return events


def _lines(raw: bytes) -> list[str]:
    if not raw.endswith(b"\r\n") or re.search(rb"(?<!\r)\n|\r(?!\n)", raw):
        raise BrokenCalendar("line ends")
    physical = raw.split(b"\r\n")[:-1]
    if any(len(line) > 75 for line in physical):
        raise BrokenCalendar("longer than 75 octets")
    for line in physical:
        line.decode("utf-8")  # a letter cut in two does not decode
    unfolded = raw.replace(b"\r\n ", b"").decode("utf-8")
    return unfolded.split("\r\n")[:-1]


def _take(stack, name, parameters, value):
    if not stack:
        raise BrokenCalendar(name)
    held = stack[-1][1]
    if name in ONCE and name in held:
        raise BrokenCalendar(f"{name} twice")
    if name == "DTSTAMP":
        datetime.strptime(f"{value}+0000", "%Y%m%dT%H%M%SZ%z")
    if name in {"DTSTART", "DTEND"}:
        if parameters != ";VALUE=DATE":
            raise BrokenCalendar(name)
        datetime.strptime(f"{value}+0000", "%Y%m%d%z")
    held[name] = _unescaped(value) if name in TEXT else value


def _unescaped(value: str) -> str:
    if re.search(r"[\\;,]", re.sub(r"\\[\\;,nN]", "", value)):
        raise BrokenCalendar(value)
    return re.sub(r"\\([\\;,nN])", lambda sign: "\n" if sign[1] in "nN" else sign[1], value)
