"""What even the owner's role meets, on a committed database of the test's own."""

from datetime import timedelta

import psycopg
import pytest
from django.db import IntegrityError

from sasando.core.models import ClockMove
from sasando.work.models import DailyEntry

from .steps import record
from .test_guards import INSERT, copy_of


def test_the_owner_too_meets_the_trigger(own_database, at):
    at("2026-11-20 15.00")
    made = record("staf")
    with psycopg.connect(own_database.owner_url) as owner:
        for deed in ("UPDATE work_dailyentry SET activity = 'x'", "DELETE FROM work_dailyentry"):
            with pytest.raises(psycopg.errors.CheckViolation, match="append-only"):
                owner.execute(deed)
            owner.rollback()
    assert DailyEntry.objects.get().pk == made.pk


def test_exactly_the_closing_instant_violates_the_constraint_itself(own_database, at):
    """With the trigger away (only the owner can), the check still refuses equality."""
    at("2026-11-20 15.00")
    made = record("staf")
    with psycopg.connect(own_database.owner_url) as owner:
        owner.execute("ALTER TABLE work_dailyentry DISABLE TRIGGER work_entry_guard")
        values = copy_of(made, recorded_at=made.closes_at)
        with pytest.raises(psycopg.errors.CheckViolation, match="work_entry_before_closing"):
            owner.execute(INSERT, values)
        owner.rollback()


def test_the_clock_of_a_production_database_cannot_be_moved(own_database):
    with psycopg.connect(own_database.owner_url) as owner:
        owner.execute("ALTER TABLE core_deployment DISABLE TRIGGER USER")
        owner.execute("UPDATE core_deployment SET kind = 'production'")
        owner.execute("ALTER TABLE core_deployment ENABLE TRIGGER USER")
    with pytest.raises(IntegrityError, match="cannot be moved"):
        ClockMove.objects.create(offset=timedelta(hours=-1))
