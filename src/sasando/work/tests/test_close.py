"""Closing a day: once, complete, with totals that agree with the entries."""

import uuid
from datetime import date, timedelta

import pytest

from sasando.core.clock import now
from sasando.seals.keys import verifier_key
from sasando.seals.models import Checkpoint, SealedDay
from sasando.seals.receipt import file_bytes
from sasando.seals.verify import verify_file
from sasando.work.actions import close_day, close_due_days, withdraw_entry
from sasando.work.audit import audit_everything
from sasando.work.errors import DayStillOpen
from sasando.work.models import DayClosing, ObjectiveDay, PersonDay, ResultDay, UnitDay
from sasando.work.queries.today import counting_entries, union_minutes
from sasando.work.receipts import proof_of

from .steps import FRIDAY, record, viewer, with_key

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def key():
    with_key()


@pytest.fixture
def friday(at) -> list:
    at("2026-11-20 15.00")
    entries = [
        record("staf", start=480, end=570),
        record("staf", start=540, end=600),
        record("staf2", start=450, end=480),
        record("kabid", start=480, end=540),
        record("stafkel", start=480, end=500),
    ]
    corrected = record("stafkel", start=480, end=510, replaces_code=entries[-1].code)
    withdraw_entry(viewer=viewer("staf2"), now=now(), code=entries[2].code, key=uuid.uuid4())
    return [*entries, corrected]


@pytest.mark.parametrize("moment", ["2026-11-20 15.30", "2026-11-20 23.59.58"])
def test_an_open_day_is_not_closed(friday, at, moment):
    at(moment)
    with pytest.raises(DayStillOpen):
        close_day(day=FRIDAY, now=now())
    assert not SealedDay.objects.exists()


def test_the_database_itself_refuses_to_close_an_open_day(friday):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError, match="still open"):
        DayClosing.objects.create(day=FRIDAY, closed_at=now(), entry_count=0, people_count=0)


def test_closed_at_the_instant_with_every_row_in_the_tree(friday, at):
    at("2026-11-21 00.00.00")
    sealed = close_day(day=FRIDAY, now=now())
    # 5 entries, a correction and a withdrawal: all of them are leaves.
    assert sealed.entry_count == 7
    assert DayClosing.objects.get(day=FRIDAY).people_count == 3


def test_closing_again_changes_nothing(friday, at):
    at("2026-11-21 00.05")
    first = close_day(day=FRIDAY, now=now())
    again = close_day(day=FRIDAY, now=now() + timedelta(hours=1))
    assert first.pk == again.pk
    assert (Checkpoint.objects.count(), PersonDay.objects.count()) == (1, 3)


def test_totals_agree_with_the_entries_and_with_each_other(friday, at):
    at("2026-11-21 00.05")
    close_day(day=FRIDAY, now=now())
    for total in PersonDay.objects.all():
        counting = counting_entries(total.person_id, FRIDAY)
        assert (total.minutes, total.entries) == (union_minutes(counting), len(counting))
    by_unit = {row.unit.code: row for row in UnitDay.objects.select_related("unit")}
    division = by_unit["DLHK.SAMPAH"]
    assert (division.expected, division.filed, division.minutes) == (3, 2, 180)
    assert by_unit["DLHK"].filed == 0
    assert by_unit["DLHK"].expected == 1
    assert sum(row.entries for row in by_unit.values()) == 4
    assert sum(row.entries for row in ResultDay.objects.all()) == 4
    assert ObjectiveDay.objects.get().people == 3


def test_every_entry_has_a_receipt_that_verifies(friday, at):
    at("2026-11-21 00.05")
    close_day(day=FRIDAY, now=now())
    for entry in friday:
        verdict = verify_file(file_bytes(proof_of(entry.code)), trusted_key=str(verifier_key()))
        assert verdict.accepted, verdict.reason


def test_a_promise_before_the_closing_names_the_leaf_that_is_sealed(friday, at):
    promise = proof_of(friday[0].code)
    assert verify_file(file_bytes(promise), trusted_key=str(verifier_key())).accepted
    at("2026-11-21 00.05")
    close_day(day=FRIDAY, now=now())
    assert proof_of(friday[0].code).entry.leaf_hash() == promise.entry.leaf_hash()


def test_a_receipt_with_other_words_is_refused(friday, at):
    at("2026-11-21 00.05")
    close_day(day=FRIDAY, now=now())
    content = file_bytes(proof_of(friday[0].code))
    forged = content.replace(b"12 titik", b"99 titik")
    assert forged != content
    assert not verify_file(forged, trusted_key=str(verifier_key())).accepted


def test_days_are_closed_in_order_and_empty_days_too(friday, at):
    at("2026-11-23 08.00")
    closed = close_due_days(now=now())
    assert [row.day for row in closed] == [FRIDAY + timedelta(days=n) for n in range(3)]
    assert [row.entry_count for row in closed] == [7, 0, 0]
    assert close_due_days(now=now()) == []


def test_the_audit_is_content_with_an_untouched_database(friday, at):
    at("2026-11-23 08.00")
    close_due_days(now=now())
    said: list[str] = []
    assert audit_everything(say=said.append) is None
    assert len(said) == 3


def test_a_day_waits_for_its_last_shift(at):
    from sasando.core.clock import zone
    from sasando.organization.models import Person, RosterShift
    from sasando.work.days import open_roster_windows

    instant = at("2026-11-20 20.00").astimezone(zone())
    RosterShift.objects.create(
        person=Person.objects.get(code="P-PERAWAT"),
        day=FRIDAY,
        name="malam",
        starts_at=instant.replace(hour=21),
        ends_at=instant.replace(hour=21) + timedelta(hours=10),
    )
    open_roster_windows(FRIDAY, FRIDAY)
    record("staf")
    at("2026-11-21 07.59.58")
    with pytest.raises(DayStillOpen):
        close_day(day=FRIDAY, now=now())
    at("2026-11-21 08.00.00")
    assert len(close_day(day=FRIDAY, now=now()).closings) == 2


def test_an_unknown_date_far_back_is_closed_empty_only_when_it_is_over(at):
    at("2026-11-20 15.00")
    assert close_day(day=date(2026, 11, 18), now=now()).entry_count == 0
