"""One person's day as it is told."""

from datetime import UTC, date, datetime, timedelta
from itertools import count, pairwise

import pytest

from sasando.demo import story
from sasando.demo.chance import chance, code_of
from sasando.demo.history import first_day_of_history
from sasando.demo.story import Hours, Storyteller, Worker
from sasando.demo.words import AIMS, DEEDS, TITLES, Field, field_of

MIDNIGHT = datetime(2026, 11, 19, 16, tzinfo=UTC)
CLOSING = MIDNIGHT + timedelta(days=1)
DEADLINE = CLOSING + timedelta(days=2)
LONG_AFTER = MIDNIGHT + timedelta(days=30)
OFFICE = Hours(450, 960, MIDNIGHT, CLOSING, DEADLINE)
NIGHT = Hours(1260, 1860, MIDNIGHT, MIDNIGHT + timedelta(hours=32), DEADLINE)


def worker(decider_id=9):
    return Worker(1, 2, 3, [4, 5], decider_id, is_head=False)


def told(hours=OFFICE, now=LONG_AFTER, days=300, **changed):
    codes = (code_of("C", n) for n in count(1))
    teller = Storyteller(now, chance("story"), codes)
    who = worker(**changed)
    return [line for _ in range(days) for line in teller.day_of(who, hours, Field.WASTE)]


@pytest.mark.parametrize("hours", [OFFICE, NIGHT])
def test_work_lies_within_the_hours_and_is_written_before_the_closing(hours):
    for line in told(hours):
        assert hours.first - 15 <= line.start_minute < line.end_minute <= hours.last
        assert hours.midnight <= line.recorded_at < hours.closes_at
        assert line.result_id in {4, 5}


def test_nothing_is_told_of_what_has_not_happened_yet():
    morning = MIDNIGHT + timedelta(hours=9)
    lines = told(now=morning)
    assert lines
    assert all(line.recorded_at < morning for line in lines)
    assert all(line.decided_at is None or line.decided_at < morning for line in lines)


def test_office_work_pauses_at_noon():
    assert not [row for row in told() if row.start_minute < 765 and row.end_minute > 780]


def test_some_intervals_overlap_but_few():
    lines = told()
    overlapping = sum(
        0 < first.end_minute - second.start_minute <= 15
        for first, second in pairwise(lines)
        if second.start_minute > first.start_minute
    )
    assert 0 < overlapping < len(lines) / 10


def test_a_correction_names_what_it_replaces_and_comes_later():
    lines = {line.code: line for line in told()}
    mended = [line for line in lines.values() if line.replaces_code]
    assert {line.kind for line in mended} == {"KERJA", "BATAL"}
    for line in mended:
        old = lines[line.replaces_code]
        assert old.is_replaced
        assert not old.verdict
        assert old.recorded_at < line.recorded_at < line.closes_at


def test_a_returned_entry_has_a_reason_and_an_escalated_one_is_late():
    lines = told(days=600)
    returned = [line for line in lines if line.verdict == "DIKEMBALIKAN"]
    assert returned
    assert all(line.note for line in returned)
    for line in lines:
        assert line.escalated == (line.decided_at is not None and line.decided_at >= DEADLINE)


def test_a_slow_superior_leaves_more_waiting(monkeypatch):
    def waiting(pace):
        monkeypatch.setitem(story._paces, 9, pace)
        return sum(not line.verdict for line in told())

    assert waiting(400) > waiting(4)


def test_at_the_very_top_nobody_decides():
    assert not [line for line in told(decider_id=None) if line.verdict]


@pytest.mark.parametrize("field", list(Field))
def test_every_field_has_words_that_fit_the_columns(field):
    assert AIMS[field]
    assert TITLES[field]
    assert all(len(deed.text) <= 200 and len(deed.measure) <= 40 for deed in DEEDS[field])


@pytest.mark.parametrize(
    ("agency", "kind", "name", "field"),
    [
        ("DLHK", "DINAS", "", Field.WASTE),
        ("DLHK", "BIDANG", "Sekretariat (contoh)", Field.OFFICE),
        ("53.71.01.1001", "KELURAHAN", "", Field.VILLAGE),
        ("DISDIKBUD", "SEKOLAH", "SD Contoh 01", Field.SCHOOL),
        ("LAIN", "DINAS", "", Field.OFFICE),
    ],
)
def test_the_field_follows_the_agency(agency, kind, name, field):
    assert field_of(agency, kind, name) is field


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("today", "days", "first"),
    [
        (date(2026, 11, 20), 5, date(2026, 11, 13)),
        (date(2026, 11, 22), 1, date(2026, 11, 20)),
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 1, 6), 10, date(2026, 1, 1)),
    ],
)
def test_history_begins_so_many_working_days_before_and_never_last_year(today, days, first):
    assert first_day_of_history(today, days) == first
