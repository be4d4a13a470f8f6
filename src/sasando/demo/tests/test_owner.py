"""What only the owner can do, and where he must not."""

import psycopg
import pytest

from sasando.demo.bulk import copy_entries
from sasando.demo.errors import DemoRefusedHere
from sasando.demo.loader import build_city
from sasando.demo.owner import Sheaf, connect, continue_ids, guards_off, taken_down
from sasando.organization.models import Holiday, Person

from .conftest import NOW

ENTRIES = "work_dailyentry"


def asleep(connection):
    query = "SELECT count(*) FROM pg_trigger WHERE tgenabled <> 'O'"
    return connection.execute(query).fetchone()[0]


def shape(connection):
    """Constraints and indexes of the table of entries."""
    return connection.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass"
        " UNION SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s ORDER BY 1, 2",
        [ENTRIES, ENTRIES],
    ).fetchall()


def make_production(owner_url):
    with psycopg.connect(owner_url) as owner:
        owner.execute("ALTER TABLE core_deployment DISABLE TRIGGER USER")
        owner.execute("UPDATE core_deployment SET kind = 'production'")
        owner.execute("ALTER TABLE core_deployment ENABLE TRIGGER USER")


def test_production_is_refused_before_anything_is_written(own_database):
    make_production(own_database.owner_url)
    people = Person.objects.count()
    with pytest.raises(DemoRefusedHere):
        build_city(owner_url=own_database.owner_url, scale="small", days=1, now=NOW, say=print)
    assert Person.objects.count() == people


def test_bulk_refuses_production(own_database):
    make_production(own_database.owner_url)
    with psycopg.connect(own_database.owner_url) as owner, pytest.raises(DemoRefusedHere):
        copy_entries(owner, people=1, first_day=NOW.date(), days=1, per_day=1)


def test_a_database_without_its_mark_counts_as_production(own_database):
    with psycopg.connect(own_database.owner_url) as owner:
        owner.execute("ALTER TABLE core_deployment DISABLE TRIGGER USER")
        owner.execute("DELETE FROM core_deployment")
    with pytest.raises(DemoRefusedHere):
        connect(own_database.owner_url)


def test_guards_sleep_inside_and_wake_after(own_database):
    with connect(own_database.owner_url) as owner:
        with guards_off(owner, [ENTRIES]):
            assert asleep(owner) == 2
        assert asleep(owner) == 0


def test_guards_wake_after_a_failure_too(own_database):
    with connect(own_database.owner_url) as owner:
        with pytest.raises(psycopg.errors.DivisionByZero), guards_off(owner, [ENTRIES]):
            owner.execute("SELECT 1 / 0")
        assert asleep(owner) == 0


def test_foreign_keys_stay_awake_while_guards_sleep(own_database):
    statement = "INSERT INTO work_daywindow (day, closes_at) VALUES ('2026-01-05', now())"
    entry = (
        "INSERT INTO work_pendingdecision (entry_id, decider_id, unit_path, author_id, day,"
        " decide_by) VALUES (999, 999, '', 999, '2026-01-05', now())"
    )
    with connect(own_database.owner_url) as owner:
        with guards_off(owner, ["work_daywindow"]):
            owner.execute(statement)
        with (
            pytest.raises(psycopg.errors.ForeignKeyViolation),
            guards_off(owner, ["work_daywindow"]),
        ):
            owner.execute(entry)


def test_what_is_taken_down_is_built_again(own_database):
    with connect(own_database.owner_url) as owner:
        before = shape(owner)
        with owner.transaction(), taken_down(owner, [ENTRIES]):
            assert len(shape(owner)) < len(before)
        assert shape(owner) == before


def test_a_sheaf_writes_in_order_and_ids_continue(own_database):
    columns = {"organization_holiday": ("id", "day", "name", "source")}
    with connect(own_database.owner_url) as owner, owner.transaction():
        sheaf = Sheaf(owner, columns)
        for number in (41, 42):
            sheaf.add("organization_holiday", (number, f"2026-01-{number - 30}", "Contoh", "uji"))
        sheaf.write()
        continue_ids(owner, list(columns))
    assert Holiday.objects.create(day="2026-02-02", name="Contoh", source="uji").pk == 43
