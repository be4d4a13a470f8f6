"""Recording: in time or refused, one's own agreed result, a repeat is a no-op."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sasando.core.clock import now
from sasando.core.errors import AttachmentRefused, NotFoundForViewer
from sasando.core.models import AuditEvent
from sasando.rules.intervals import Interval
from sasando.work.actions import record_entry, withdraw_entry
from sasando.work.days import open_roster_windows
from sasando.work.errors import (
    DayAlreadyClosed,
    DayNotOpen,
    EntryAlreadyReplaced,
    ResultNotOpen,
)
from sasando.work.models import DailyEntry, PendingDecision
from sasando.work.queries.today import counting_entries, union_minutes

from .steps import FRIDAY, draft, record, viewer

pytestmark = pytest.mark.django_db


def test_an_entry_is_recorded_with_the_servers_time_and_its_closing(at):
    instant = at("2026-11-20 15.04")
    entry = record("staf")
    entry.refresh_from_db()
    assert timedelta(0) <= entry.recorded_at - instant < timedelta(seconds=5)
    assert entry.closes_at.isoformat() == "2026-11-20T16:00:00+00:00"
    assert entry.code.startswith("C-")


def test_the_supervisor_gets_it_to_decide_by_two_working_days(at):
    at("2026-11-20 15.04")
    pending = PendingDecision.objects.get(entry=record("staf"))
    assert pending.decider.code == "DLHK.SAMPAH.KEPALA"
    assert pending.decide_by.isoformat() == "2026-11-24T16:00:00+00:00"


def test_recording_leaves_a_trace_with_the_deed(at):
    at("2026-11-20 15.04")
    entry = record("staf")
    event = AuditEvent.objects.get(subject_code=entry.code)
    assert (event.action, event.actor_name) == ("entry.recorded", "Maria Contoh")


@pytest.mark.parametrize("moment", ["23.59.57", "23.59.58"])
def test_accepted_in_the_last_seconds(at, moment):
    at(f"2026-11-20 {moment}")
    assert record("staf").day == FRIDAY


@pytest.mark.parametrize("moment", ["2026-11-21 00.00.00", "2026-11-21 00.00.01"])
def test_refused_at_the_closing_instant_and_a_second_after(at, moment):
    at(moment)
    with pytest.raises(DayAlreadyClosed) as refused:
        record("staf")
    assert refused.value.values == {"day": FRIDAY}
    assert not DailyEntry.objects.exists()


def test_a_page_that_believes_it_is_earlier_is_refused_by_the_database(at):
    """The view read the clock before closing, the row arrives after it."""
    early = at("2026-11-20 23.59.50")
    record("staf2")
    at("2026-11-21 00.00.00")
    with pytest.raises(DayAlreadyClosed):
        record_entry(viewer=viewer("staf"), now=early, draft=draft("staf"))
    assert DailyEntry.objects.count() == 1


def test_tomorrow_is_not_open(at):
    at("2026-11-20 15.00")
    with pytest.raises(DayNotOpen):
        record("staf", day=date(2026, 11, 21))


def test_the_same_key_again_changes_nothing(at):
    at("2026-11-20 15.00")
    first = draft("staf")
    one = record_entry(viewer=viewer("staf"), now=now(), draft=first)
    two = record_entry(viewer=viewer("staf"), now=now(), draft=first)
    assert (one.is_new, two.is_new) == (True, False)
    assert one.entry.pk == two.entry.pk
    assert DailyEntry.objects.count() == 1


def test_the_same_key_of_another_person_is_another_entry(at):
    at("2026-11-20 15.00")
    key = uuid.uuid4()
    assert record("staf", key=key).pk != record("staf2", key=key).pk


def test_only_an_own_agreed_result(at):
    at("2026-11-20 15.00")
    with pytest.raises(ResultNotOpen):
        record("staf", result_code="H-STAF2-2026")


def test_a_correction_is_a_new_entry_and_only_it_counts(at):
    at("2026-11-20 15.00")
    old = record("staf")
    new = record("staf", end=600, replaces_code=old.code)
    assert [row.code for row in counting_entries(old.person_id, FRIDAY)] == [new.code]
    assert set(PendingDecision.objects.values_list("entry__code", flat=True)) == {new.code}
    with pytest.raises(EntryAlreadyReplaced):
        record("staf", replaces_code=old.code)


def test_nobody_corrects_a_colleagues_entry(at):
    at("2026-11-20 15.00")
    old = record("staf")
    with pytest.raises(NotFoundForViewer):
        record("staf2", replaces_code=old.code)


def test_a_withdrawal_keeps_both_rows_and_nothing_waits(at):
    at("2026-11-20 15.00")
    old = record("staf")
    withdraw_entry(viewer=viewer("staf"), now=now(), code=old.code, key=uuid.uuid4())
    assert DailyEntry.objects.count() == 2
    assert counting_entries(old.person_id, FRIDAY) == []
    assert not PendingDecision.objects.exists()


def test_withdrawing_after_the_closing_is_refused(at):
    at("2026-11-20 15.00")
    old = record("staf")
    at("2026-11-21 00.00.00")
    with pytest.raises(DayAlreadyClosed):
        withdraw_entry(viewer=viewer("staf"), now=now(), code=old.code, key=uuid.uuid4())


def test_the_days_minutes_are_the_union(at):
    at("2026-11-20 15.00")
    record("staf", start=480, end=570)
    entry = record("staf", start=540, end=600)
    assert union_minutes(counting_entries(entry.person_id, FRIDAY)) == 120


def test_evidence_is_judged_by_its_content(at):
    at("2026-11-20 15.00")
    script = SimpleUploadedFile("foto.jpg", b"<script>alert(1)</script>", "image/jpeg")
    with pytest.raises(AttachmentRefused):
        record_entry(viewer=viewer("staf"), now=now(), draft=draft("staf"), upload=script)
    assert not DailyEntry.objects.exists()


def test_the_same_photo_twice_is_kept_once(at):
    at("2026-11-20 15.00")
    kept = []
    for _ in range(2):
        photo = SimpleUploadedFile("foto.jpg", b"\xff\xd8\xff" + b"0" * 100, "image/jpeg")
        made = record_entry(viewer=viewer("staf"), now=now(), draft=draft("staf"), upload=photo)
        kept.append(made.entry.evidence_id)
    assert kept[0] == kept[1]


class TestNightShift:
    """The nurse's night shift of the 19th runs to 07.00 on the 20th; its entries are the 19th's."""

    @pytest.fixture(autouse=True)
    def roster(self, at):
        from sasando.core.clock import zone
        from sasando.organization.models import Person, RosterShift

        at("2026-11-19 20.00")
        nurse = Person.objects.get(code="P-PERAWAT")
        starts = now().astimezone(zone()).replace(hour=21, minute=0, second=0, microsecond=0)
        RosterShift.objects.create(
            person=nurse,
            day=date(2026, 11, 19),
            name="malam",
            starts_at=starts,
            ends_at=starts + timedelta(hours=10),
        )
        open_roster_windows(date(2026, 11, 19), date(2026, 11, 19))

    def test_work_after_midnight_belongs_to_the_day_the_shift_began(self, at):
        at("2026-11-20 03.00")
        entry = record("perawat", day=date(2026, 11, 19), start=60, end=150)
        assert (entry.day, entry.start_minute, entry.end_minute) == (date(2026, 11, 19), 1500, 1590)
        assert entry.closes_at.isoformat() == "2026-11-20T00:00:00+00:00"

    def test_it_closes_an_hour_after_the_shift(self, at):
        at("2026-11-20 07.59.58")
        record("perawat", day=date(2026, 11, 19), start=60, end=150)
        at("2026-11-20 08.00.00")
        with pytest.raises(DayAlreadyClosed):
            record("perawat", day=date(2026, 11, 19), start=150, end=200)

    def test_a_day_worker_has_no_such_time(self, at):
        at("2026-11-20 03.00")
        with pytest.raises(DayAlreadyClosed):
            record("staf", day=date(2026, 11, 19))

    def test_nobody_else_writes_into_the_next_morning(self, at):
        at("2026-11-20 15.00")
        with pytest.raises(DayNotOpen):
            record("staf", interval=Interval(1380, 1500))
