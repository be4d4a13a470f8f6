"""Deciding: by post, in turn, with a note, never on oneself, never all at once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from sasando.core.clock import now
from sasando.core.errors import NotFoundForViewer
from sasando.organization.models import Appointment, Person, Position
from sasando.work.actions import decide
from sasando.work.errors import EntryAlreadyDecided, NoteMissing, NotTheDecider
from sasando.work.models import EntryDecision, PendingDecision
from sasando.work.supervision import waiting_for

from .steps import record, viewer

pytestmark = pytest.mark.django_db
ACCEPTED, RETURNED = EntryDecision.Verdict.ACCEPTED, EntryDecision.Verdict.RETURNED


def judge(login: str, code: str, verdict: str = ACCEPTED, note: str = "") -> EntryDecision:
    return decide(viewer=viewer(login), now=now(), entry_code=code, verdict=verdict, note=note)


def queue(login: str) -> set[str]:
    waiting = waiting_for(viewer(login), now())
    return set(waiting.values_list("entry__code", flat=True))


def test_the_direct_superior_accepts(at):
    at("2026-11-20 15.00")
    entry = record("staf")
    decision = judge("kabid", entry.code)
    assert (decision.verdict, decision.escalated) == (ACCEPTED, False)
    assert not PendingDecision.objects.exists()


def test_accepting_works_after_the_day_is_closed(at):
    at("2026-11-20 15.00")
    entry = record("staf")
    at("2026-11-23 09.00")
    assert judge("kabid", entry.code).verdict == ACCEPTED


def test_a_return_needs_a_note_and_says_it(at):
    at("2026-11-20 15.00")
    entry = record("staf")
    with pytest.raises(NoteMissing):
        judge("kabid", entry.code, RETURNED, "  ")
    assert judge("kabid", entry.code, RETURNED, "Titiknya yang mana?").note


def test_the_database_too_refuses_a_return_without_note(at):
    at("2026-11-20 15.00")
    entry = record("staf")
    boss = Appointment.objects.get(person__user__username="kabid")
    with pytest.raises(IntegrityError, match="work_return_needs_note"), transaction.atomic():
        EntryDecision.objects.create(
            entry=entry, verdict=RETURNED, person=boss.person, position=boss.position,
            decided_for=boss.position,
        )  # fmt: skip


@pytest.mark.parametrize("login", ["kadis", "camat", "staf2", "walikota", "kepegawaian"])
def test_nobody_else_decides_before_the_deadline(at, login):
    at("2026-11-20 15.00")
    entry = record("staf")
    with pytest.raises(NotTheDecider):
        judge(login, entry.code)


def test_twice_is_once(at):
    at("2026-11-20 15.00")
    entry = record("staf")
    judge("kabid", entry.code)
    with pytest.raises(EntryAlreadyDecided):
        judge("kabid", entry.code, RETURNED, "berubah pikiran")
    with pytest.raises(NotFoundForViewer):
        judge("kabid", "C-TIDAKADA")


class TestDeadline:
    """The head of division has until Tuesday 24 November 24.00; then it rises."""

    @pytest.fixture
    def entry(self, at):
        at("2026-11-20 15.00")
        return record("staf")

    def test_a_second_before_it_is_still_his(self, entry, at):
        at("2026-11-24 23.59.58")
        assert (queue("kabid"), queue("kadis")) == ({entry.code}, set())

    @pytest.mark.parametrize("moment", ["2026-11-25 00.00.00", "2026-11-25 00.00.01"])
    def test_at_the_deadline_it_rises(self, entry, at, moment):
        at(moment)
        assert (queue("kabid"), queue("kadis")) == (set(), {entry.code})
        with pytest.raises(NotTheDecider):
            judge("kabid", entry.code)
        decision = judge("kadis", entry.code)
        assert decision.escalated
        assert decision.decided_for.code == "DLHK.SAMPAH.KEPALA"

    def test_the_employee_stays_in_time(self, entry, at):
        at("2026-11-25 00.00.01")
        entry.refresh_from_db()
        assert entry.recorded_at < entry.closes_at


class TestActing:
    """The agency head also holds the division for a while (Plt), and the division's own log."""

    @pytest.fixture(autouse=True)
    def acting(self, at):
        at("2026-11-20 15.00")
        division = Position.objects.get(code="DLHK.SAMPAH.KEPALA")
        Appointment.objects.filter(position=division).update(valid_to=date(2026, 11, 18))
        Appointment.objects.create(
            person=Person.objects.get(code="P-KADIS"),
            position=division,
            kind=Appointment.Kind.PLT,
            valid_from=date(2026, 11, 19),
        )

    def test_the_acting_holder_decides_for_the_post(self):
        entry = record("staf")
        assert queue("kadis") == {entry.code}
        assert judge("kadis", entry.code).position.code == "DLHK.SAMPAH.KEPALA"

    def test_nobody_decides_on_himself_through_an_acting_post(self, at):
        """The clerk becomes Plt of the post that decides on him: his own entry goes one up."""
        Appointment.objects.filter(kind=Appointment.Kind.PLT).update(
            person=Person.objects.get(code="P-STAF")
        )
        entry = record("staf")
        assert entry.code not in queue("staf")
        with pytest.raises(NotTheDecider):
            judge("staf", entry.code)
        assert queue("kadis") == {entry.code}
        assert not judge("kadis", entry.code).escalated

    def test_the_database_refuses_it_as_well(self):
        entry = record("staf")
        author = Appointment.objects.filter(person__code="P-STAF").first()
        with pytest.raises(IntegrityError, match="nobody decides on his own"), transaction.atomic():
            EntryDecision.objects.create(
                entry=entry, verdict=ACCEPTED, person=author.person, position=author.position,
                decided_for=author.position,
            )  # fmt: skip


def test_a_vacant_post_passes_the_turn_up_at_once(at):
    at("2026-11-20 15.00")
    Appointment.objects.filter(position__code="DLHK.SAMPAH.KEPALA").update(
        valid_to=date(2026, 11, 18)
    )
    entry = record("staf")
    assert queue("kadis") == {entry.code}
