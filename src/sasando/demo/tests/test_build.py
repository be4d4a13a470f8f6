"""The example city as it stands after building: marked, whole, closed by the real closing."""

from datetime import date, timedelta
from itertools import groupby

import pytest
from django.db import IntegrityError, connection
from django.db.models import Count, F, Sum

from sasando.agreements.models import Agreement, State
from sasando.budget.queries.sub_activities import budgeted_activities
from sasando.core import clock
from sasando.core.models import AuditEvent, User
from sasando.demo.cast import PASSWORD
from sasando.demo.chance import chance
from sasando.demo.loader import is_built
from sasando.organization.models import Appointment, Person, PersonNumber, Position, RosterShift
from sasando.organization.queries import viewer_for
from sasando.planning.models import Mission
from sasando.rules.intervals import Interval, interval_union
from sasando.rules.nip import parse_nip
from sasando.seals import keys
from sasando.seals.audit import audit_log
from sasando.seals.merkle import Tree
from sasando.seals.models import SealedDay
from sasando.work.days import period_of
from sasando.work.leaves import records_of_day
from sasando.work.models import (
    DailyEntry,
    DayClosing,
    DayWindow,
    EntryDecision,
    Objection,
    PendingDecision,
    PersonDay,
    PlannedResult,
    Skp,
    UnitDay,
)
from sasando.work.supervision import deciding_position

from .conftest import NOW

TODAY = NOW.date()
FIRST = date(2026, 11, 16)
pytestmark = pytest.mark.usefixtures("city")


def test_about_six_hundred_people_all_marked_as_examples():
    assert 570 <= Person.objects.count() <= 630
    for model in (User, Person, Position, Skp, PlannedResult, DailyEntry, Agreement):
        assert not model.objects.filter(is_example=False).exists(), model


def test_every_name_says_that_nobody_is_meant():
    assert not Person.objects.exclude(name__endswith=" Contoh").exists()


def test_numbers_are_valid_and_people_can_log_in():
    numbers = PersonNumber.objects.filter(person__user__username__startswith="contoh")
    assert all(parse_nip(row.number, today=TODAY) for row in numbers)
    assert numbers.count() > 500
    assert User.objects.get(username="contoh7").check_password(PASSWORD)


def test_one_newcomer_has_to_choose_a_password():
    must = User.objects.filter(must_change_password=True)
    assert list(must.values_list("username", flat=True)) == ["staf2"]


def test_every_past_day_is_sealed_in_order_and_today_is_not():
    sealed = list(SealedDay.objects.order_by("leaf_index").values_list("day", flat=True))
    assert sealed == [FIRST + timedelta(days=n) for n in range(4)]
    assert DailyEntry.objects.filter(day=TODAY).exists()
    assert not DayClosing.objects.filter(day=TODAY).exists()


def test_the_seals_pass_the_audit():
    assert audit_log(keys.verifier_key()) is None


def test_sealed_heads_are_those_of_the_entries():
    for sealed in SealedDay.objects.all():
        leaves = [record.leaf_hash() for _code, record in records_of_day(sealed.day)]
        assert Tree.of_leaf_hashes(leaves).root() == bytes(sealed.root)


def test_entries_came_in_before_their_closing_and_in_order():
    assert not DailyEntry.objects.filter(recorded_at__gte=F("closes_at")).exists()
    assert not DailyEntry.objects.filter(recorded_at__gte=NOW).exists()
    for day in DailyEntry.objects.values_list("day", flat=True).distinct().order_by("day"):
        instants = list(
            DailyEntry.objects.filter(day=day).order_by("id").values_list("recorded_at", flat=True)
        )
        assert instants == sorted(instants)
        assert instants[0] >= clock.midnight_before(day)


def test_totals_of_units_are_those_of_their_people():
    people = dict(
        PersonDay.objects.values_list("period").annotate(n=Count("id")).values_list("period", "n")
    )
    for row in UnitDay.objects.values("period").annotate(filed=Sum("filed"), n=Sum("entries")):
        of_people = PersonDay.objects.filter(period=row["period"])
        assert row["filed"] == people[row["period"]]
        assert row["n"] == of_people.aggregate(n=Sum("entries"))["n"]


def test_minutes_of_a_person_are_the_union_of_the_intervals_that_count():
    day = FIRST
    counting = DailyEntry.objects.filter(day=day, kind="KERJA", replaced_by__isnull=True)
    stored = dict(PersonDay.objects.filter(period=period_of(day)).values_list("person", "minutes"))
    rows = counting.order_by("person_id").values_list("person_id", "start_minute", "end_minute")
    recomputed = {
        person: interval_union(Interval(start, end) for _p, start, end in spans).value.minutes
        for person, spans in groupby(rows, key=lambda row: row[0])
    }
    assert stored == recomputed


def test_units_differ_in_how_regularly_they_write():
    rows = (
        UnitDay.objects.filter(expected__gt=2)
        .values("unit")
        .annotate(asked=Sum("expected"), done=Sum("filed"))
    )
    shares = [row["done"] / row["asked"] for row in rows]
    assert min(shares) < 0.6
    assert max(shares) > 0.95


def test_something_was_corrected_withdrawn_and_overlapping():
    assert DailyEntry.objects.filter(kind="KERJA", replaces__isnull=False).exists()
    assert DailyEntry.objects.filter(kind="BATAL").exists()


def test_decisions_are_of_every_kind():
    made = EntryDecision.objects
    assert made.filter(verdict="DITERIMA").count() > made.filter(verdict="DIKEMBALIKAN").count() > 0
    assert not made.filter(verdict="DIKEMBALIKAN", note="").exists()
    assert made.filter(escalated=True).exclude(position=F("decided_for")).exists()
    assert not made.filter(person=F("entry__person")).exists()


def test_what_waits_is_partly_in_time_and_partly_overdue():
    assert PendingDecision.objects.filter(decide_by__lte=NOW).exists()
    assert PendingDecision.objects.filter(decide_by__gt=NOW).exists()
    assert not PendingDecision.objects.filter(entry__decision__isnull=False).exists()
    assert not PendingDecision.objects.filter(entry__replaced_by__isnull=False).exists()


def test_what_waits_lies_with_the_post_the_rule_names():
    waiting = list(PendingDecision.objects.select_related("author__user").order_by("entry_id"))
    for row in chance("sample").sample(waiting, 60):
        viewer = viewer_for(row.author.user, row.day)
        post = viewer.main_post
        expected = deciding_position(post, author_code=viewer.person_code, day=row.day)
        assert row.decider_id == expected


def test_results_hang_on_each_other_up_to_every_mission():
    for row in PlannedResult.objects.select_related("parent", "agreement_item"):
        above = row.parent.path if row.parent else row.agreement_item.path
        assert row.path == f"{above}{row.code}/"
        tied = row.parent or row.agreement_item
        assert row.objective_id == tied.objective_id
    reached = PlannedResult.objects.values_list("objective__mission", flat=True).distinct()
    assert set(reached) == set(Mission.objects.values_list("pk", flat=True))


def test_a_result_hangs_on_one_of_the_direct_superior():
    wrong = PlannedResult.objects.filter(parent__isnull=False).exclude(
        parent__skp__position=F("skp__position__reports_to")
    )
    assert not wrong.exists()


def test_some_have_no_result_yet_and_some_results_wait():
    held = Person.objects.filter(appointments__kind=Appointment.Kind.DEFINITIVE)
    assert held.filter(results__isnull=True).count() > 5
    assert Person.objects.get(code="P-ORANGLUAR").results.count() == 0
    states = set(PlannedResult.objects.values_list("state", flat=True))
    assert {"DISEPAKATI", "DIAJUKAN", "DIKEMBALIKAN"} <= states


def test_agreements_stand_at_every_stage():
    states = dict(Agreement.objects.with_state().values_list("unit__code", "state"))
    assert states["DISKAN"] == State.DRAFT
    assert states["DISPORA"] == State.PROPOSED
    assert states["DPPKB"] == State.PARTLY_SIGNED
    assert states["BAPENDA"] == states["53.71.01"] == State.IN_FORCE
    signed = Agreement.objects.get(unit__code="BAPENDA").parties.order_by("-role")
    assert [row.signed_at.date() for row in signed] == [date(2026, 1, 12), date(2026, 1, 13)]


def test_some_agreements_reach_down_to_the_desks_and_serve_those_above():
    below = Agreement.objects.in_force().exclude(tier__in=["KOTA", "PERANGKAT_DAERAH"])
    assert {"BIDANG", "PEGAWAI"} <= set(below.values_list("tier", flat=True))
    assert below.filter(position__code__endswith=".LURAH").exists()
    for agreement in below.prefetch_related("items__supports__agreement", "budget_lines"):
        [item] = agreement.items.all()
        assert item.path.startswith(item.supports.path)
        assert item.supports.agreement.position_id != agreement.position_id
        assert agreement.budget_lines.get().amount > 0


def test_an_unsigned_head_leaves_everybody_below_without_plan():
    assert not PlannedResult.objects.filter(unit__code__startswith="DISKAN").exists()
    assert PlannedResult.objects.filter(unit__code__startswith="BAPENDA").exists()


def test_vacant_posts_have_acting_holders_who_plan_for_them():
    acting = Appointment.objects.get(position__code="DKP.KEPALA")
    assert acting.kind == Appointment.Kind.PLT
    assert Skp.objects.filter(person=acting.person, position=acting.position).exists()
    assert Appointment.objects.filter(kind=Appointment.Kind.PLH, valid_to__gte=TODAY).count() == 3


def test_nurses_work_by_roster_and_the_nights_to_come_are_open():
    shift = RosterShift.objects.filter(name="malam", day__gt=TODAY).first()
    assert (shift.ends_at - shift.starts_at) == timedelta(hours=10)
    closing = shift.ends_at + timedelta(hours=1)
    assert DayWindow.objects.filter(day=shift.day, closes_at=closing).exists()
    assert DailyEntry.objects.filter(position__unit__code="RSUD", end_minute__gt=1440).exists()


def test_the_guards_are_awake_again():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgenabled <> 'O'")
        assert cursor.fetchone() == (0,)
    with pytest.raises(IntegrityError, match="no closing instant"):
        DayWindow.objects.create(day=FIRST, closes_at=NOW + timedelta(days=1))


def test_objections_stand_beside_closed_days_and_one_is_decided():
    outcomes = sorted(Objection.objects.values_list("outcome", flat=True))
    assert outcomes == ["DIKABULKAN", "TERBUKA", "TERBUKA"]


def test_progress_was_said_up_to_the_end(city):
    last = {label: (done, total) for label, done, total in city.said}
    assert len(last) == 6
    assert all(done == total for done, total in last.values())


def test_building_again_changes_nothing(own_city):
    def counts():
        models = (User, Position, Agreement, PlannedResult, DailyEntry, SealedDay, Objection)
        return [model.objects.count() for model in models]

    before = counts()
    assert is_built()
    own_city.build()
    assert counts() == before
    assert AuditEvent.objects.filter(action="demo.built").count() == 1


def test_results_that_name_a_sub_activity_name_one_of_their_own_agency():
    tied = PlannedResult.objects.filter(sub_activity__isnull=False)
    assert tied.count() > 50
    for result in tied.select_related("unit", "sub_activity")[:40]:
        known = budgeted_activities(result.unit.path, TODAY.year, TODAY)
        assert result.sub_activity_id in {row.node_id for row in known}, result.code
