"""Calendars: what we write, a strict reader of RFC 5545 accepts and reads back unchanged."""

from datetime import UTC, date, datetime, timedelta, timezone

import icalendar
import pytest

from sasando.reminders.calendars import CalendarDay, calendar_text, escaped, folded

from .ics import BrokenCalendar, read

NOW = datetime(2026, 10, 3, 2, 0, 5, tzinfo=UTC)
TITLES = [
    "Batas laporan, TW III; segera",
    "Garis miring \\ terbalik dan \\n yang bukan baris",
    "Dua\nbaris",
    "Ñandú " * 30,
    "𝄞 sasando 🎵 " * 12,
    "x" * 75,
    "",
]


def written(*titles):
    days = [
        CalendarDay(f"a-{n}@contoh.invalid", date(2026, 10, 10), title, "https://contoh.invalid/a")
        for n, title in enumerate(titles)
    ]
    return calendar_text("Sasando Kota Kupang", days, stamped_at=NOW).encode()


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_read_back_as_it_was(title):
    (event,) = read(written(title))
    assert event["SUMMARY"] == title


def test_control_signs_are_left_out():
    (event,) = read(written("a\x00b\x07c\r\nd"))
    assert event["SUMMARY"] == "abc\nd"


def test_an_event_is_a_whole_day_that_ends_the_next():
    (event,) = read(written("Batas"))
    assert (event["DTSTART"], event["DTEND"]) == ("20261010", "20261011")
    assert event["DTSTAMP"] == "20261003T020005Z"


def test_the_stamp_is_in_utc_whatever_the_zone_of_the_instant():
    wita = NOW.astimezone(timezone(timedelta(hours=8)))
    day = CalendarDay("a@b", date(2026, 10, 10), "x", "https://b/")
    assert "DTSTAMP:20261003T020005Z" in calendar_text("x", [day], stamped_at=wita)


def test_an_empty_calendar_is_a_calendar():
    assert read(written()) == []


@pytest.mark.parametrize("length", range(70, 80))
def test_no_line_is_longer_than_seventy_five_octets_and_no_letter_is_cut(length):
    line = "é" * length
    parts = list(folded(line))
    assert all(len(part.encode()) <= 75 for part in parts)
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line


def test_signs_with_a_meaning_are_escaped():
    assert escaped("a;b,c\\d\ne") == "a\\;b\\,c\\\\d\\ne"


@pytest.mark.parametrize(
    "broken",
    [
        b"BEGIN:VCALENDAR\nEND:VCALENDAR\n",
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n",
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nno colon\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nX-WR-CALNAME:a,b\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:" + b"x" * 80 + b"\r\nEND:VCALENDAR\r\n",
    ],
)
def test_the_reader_is_strict(broken):
    with pytest.raises(BrokenCalendar):
        read(broken)


def test_an_independent_reader_reads_the_same():
    calendar = icalendar.Calendar.from_ical(written(*TITLES))
    events = calendar.walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == TITLES
    assert {event.decoded("DTSTART") for event in events} == {date(2026, 10, 10)}
    assert len({str(event["UID"]) for event in events}) == len(TITLES)
