"""The audit finds what even the owner of the database did behind the seal, and names the row."""

import psycopg
import pytest

from sasando.core.clock import now
from sasando.work.actions import close_due_days
from sasando.work.audit import audit_everything
from sasando.work.models import DailyEntry

from .steps import record, with_key


def finding() -> str | None:
    return audit_everything(say=lambda _line: None)


@pytest.fixture
def sealed(own_database, at):
    """Three entries of a closed Friday; gives a way to act as the owner without triggers."""
    with_key()
    at("2026-11-20 15.00")
    entries = [record(login) for login in ("staf", "staf2", "kabid")]
    at("2026-11-21 00.05")
    close_due_days(now=now())
    assert finding() is None

    def as_owner(statement: str, *values: object) -> None:
        with psycopg.connect(own_database.owner_url) as owner:
            owner.execute("ALTER TABLE work_dailyentry DISABLE TRIGGER USER")
            owner.execute("ALTER TABLE work_dayclosing DISABLE TRIGGER USER")
            owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
            owner.execute(statement, values)
            owner.execute("ALTER TABLE work_dailyentry ENABLE TRIGGER USER")
            owner.execute("ALTER TABLE work_dayclosing ENABLE TRIGGER USER")

    return entries, as_owner


@pytest.mark.parametrize(
    "change",
    [
        "activity = activity || '.'",
        "quantity = quantity + 0.01",
        "end_minute = end_minute + 1",
        "recorded_at = recorded_at - interval '1 microsecond'",
        "salt = set_byte(salt, 0, 255 - get_byte(salt, 0))",
        "measure = 'rit'",
        "code = 'C-LAINNYA'",
    ],
)
def test_a_changed_entry_is_named(sealed, change):
    entries, as_owner = sealed
    as_owner(f"UPDATE work_dailyentry SET {change} WHERE id = %s", entries[1].pk)
    code = DailyEntry.objects.get(pk=entries[1].pk).code
    assert f"catatan {code} (urutan 2) tidak cocok" in finding()


def test_a_removed_entry_is_missed(sealed):
    entries, as_owner = sealed
    as_owner("DELETE FROM work_pendingdecision WHERE entry_id = %s", entries[2].pk)
    as_owner("DELETE FROM work_dailyentry WHERE id = %s", entries[2].pk)
    assert "1 catatan terakhir hilang" in finding()


def test_an_added_entry_is_named(sealed):
    _entries, as_owner = sealed
    as_owner(
        "INSERT INTO work_dailyentry (code, key, person_id, position_id, unit_id, result_id, day,"
        " kind, start_minute, end_minute, activity, quantity, measure, salt, recorded_at,"
        " closes_at, is_example) SELECT 'C-SUSULAN', gen_random_uuid(), person_id, position_id,"
        " unit_id, result_id, day, kind, 600, 660, 'susulan', 1, measure, salt, recorded_at,"
        " closes_at, is_example FROM work_dailyentry LIMIT 1"
    )
    assert "catatan C-SUSULAN tidak ada di dalam segel" in finding()


def test_a_day_whose_closing_row_was_changed(sealed):
    _entries, as_owner = sealed
    as_owner("UPDATE work_dayclosing SET entry_count = 99")
    assert "catatan penutupannya hilang atau jumlahnya berbeda" in finding()
