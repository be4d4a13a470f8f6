"""Breaking the closed day with SQL, as the application's own role. Every way must fail."""

import secrets
import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from sasando.core.clock import now
from sasando.work.actions import close_day
from sasando.work.models import DailyEntry, DayWindow

from .steps import FRIDAY, record, with_key

pytestmark = pytest.mark.django_db

INSERT = """
INSERT INTO work_dailyentry (code, key, person_id, position_id, unit_id, result_id, day, kind,
    start_minute, end_minute, activity, quantity, measure, salt, recorded_at, closes_at, is_example)
SELECT %(code)s, %(key)s, person_id, position_id, unit_id, result_id, day, kind, start_minute,
    end_minute, 'susulan', quantity, measure, salt, %(recorded_at)s, %(closes_at)s, is_example
FROM work_dailyentry WHERE id = %(id)s
"""


def run(statement: str, values=None) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def copy_of(entry: DailyEntry, **changes) -> dict:
    given = {
        "code": f"C-{secrets.token_hex(5)}",
        "key": uuid.uuid4(),
        "recorded_at": entry.recorded_at,
        "closes_at": entry.closes_at,
        "id": entry.pk,
    }
    return {**given, **changes}


@pytest.fixture
def entry(at) -> DailyEntry:
    at("2026-11-20 15.00")
    made = record("staf")
    made.refresh_from_db()
    return made


@pytest.fixture
def closed(entry, at) -> DailyEntry:
    with_key()
    at("2026-11-21 00.05")
    close_day(day=FRIDAY, now=now())
    return entry


def test_the_role_is_the_applications_and_owns_nothing():
    from sasando.core.checks import application_role_owns_nothing

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("sasando_app", False)
    assert application_role_owns_nothing(databases=["default"]) == []


def test_an_honest_insert_while_open_is_taken(entry):
    run(INSERT, copy_of(entry))
    assert DailyEntry.objects.count() == 2


def test_a_back_dated_insert_gets_the_servers_time(entry):
    values = copy_of(entry, recorded_at=entry.recorded_at - timedelta(hours=5))
    run(INSERT, values)
    late = DailyEntry.objects.get(code=values["code"])
    assert late.recorded_at >= entry.recorded_at


@pytest.mark.parametrize("moment", ["2026-11-21 00.00.00", "2026-11-21 00.00.01"])
def test_insert_into_a_day_that_is_over_is_refused_before_any_closing_ran(entry, at, moment):
    at(moment)
    with pytest.raises(IntegrityError, match="takes no entries"):
        run(INSERT, copy_of(entry))


def test_insert_with_an_invented_closing_instant_is_refused(entry, at):
    at("2026-11-21 00.05")
    with pytest.raises(IntegrityError):
        run(INSERT, copy_of(entry, closes_at=now() + timedelta(days=1)))


def test_a_later_closing_instant_cannot_be_added_to_a_day_that_is_over(entry, at):
    at("2026-11-21 00.05")
    with pytest.raises(IntegrityError, match="no closing instant"):
        DayWindow.objects.create(day=FRIDAY, closes_at=now() + timedelta(hours=2))


def test_nor_one_beyond_policy_while_the_day_runs(entry):
    with pytest.raises(IntegrityError, match="no closing instant"):
        DayWindow.objects.create(day=FRIDAY, closes_at=now() + timedelta(days=9))


@pytest.mark.parametrize(
    "table",
    [
        "work_dailyentry",
        "work_daywindow",
        "work_entrydecision",
        "work_dayclosing",
        "work_personday",
        "work_unitday",
        "work_resultday",
        "work_objectiveday",
        "seals_sealedday",
        "seals_checkpoint",
        "seals_tile",
        "core_auditevent",
        "core_policy",
        "core_attachment",
        "core_deployment",
    ],
)
@pytest.mark.parametrize("deed", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_closed_tables_cannot_be_changed_emptied_or_truncated(closed, table, deed):
    with pytest.raises(DatabaseError, match="permission denied"):
        run(deed.format(table))


@pytest.mark.parametrize(
    "deed",
    [
        "ALTER TABLE work_dailyentry DISABLE TRIGGER ALL",
        "ALTER TABLE work_dailyentry DROP CONSTRAINT work_entry_before_closing",
        "DROP TRIGGER work_entry_guard ON work_dailyentry",
        "CREATE OR REPLACE FUNCTION sasando_now() RETURNS timestamptz LANGUAGE sql AS ''",
        "SET session_replication_role = replica",
        "SET ROLE sasando_owner",
        'CREATE TEMP TABLE core_clockmove (id int, "offset" interval)',
        "CREATE TABLE public.core_clockmove2 (id int)",
        "UPDATE core_deployment SET kind = 'demo'",
    ],
)
def test_the_guards_cannot_be_switched_off(closed, deed):
    with pytest.raises(DatabaseError):
        run(deed)


@pytest.mark.parametrize("table", ["work_personday", "work_unitday"])
def test_no_total_is_added_to_a_sealed_day(closed, table):
    with pytest.raises(DatabaseError, match="sealed"):
        run(
            f"INSERT INTO {table} SELECT (SELECT max(id) + 1 FROM {table}) AS id, "
            + ", ".join(_columns(table))
            + f" FROM {table} LIMIT 1"
        )


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
            " AND column_name <> 'id' ORDER BY ordinal_position",
            [table],
        )
        return [name for (name,) in cursor.fetchall()]


def test_a_policy_in_force_cannot_be_changed_backwards(at):
    from sasando.core.models import Policy

    at("2026-11-20 15.00")
    with pytest.raises(IntegrityError, match="from a day to come"):
        Policy.objects.create(
            name="penutupan-hari", valid_from=FRIDAY, value={}, legal_basis="-", evidence="P"
        )
