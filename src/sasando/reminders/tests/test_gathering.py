"""What waits for each member of the cast, in words that name nobody else."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sasando.agreements.tests import factories as make
from sasando.agreements.tests import plan_scenes as scene
from sasando.core import clock
from sasando.demo.cast import CAST
from sasando.reminders.gathering import days_to_come, told_today, waiting_for
from sasando.reminders.models import Kind, every_kind


def waiting(login, kind=None):
    rows = waiting_for(make.viewer(login), clock.now())
    return [row for row in rows if kind is None or row.kind == kind]


def told(login):
    today = clock.local_day(clock.now())
    return [row.kind for row in told_today(waiting(login), today, every_kind())]


def test_the_owner_is_told_of_the_report_and_its_last_day(october):
    (row,) = waiting("kabid", Kind.REPORT)
    assert "TW III 2026" in row.text
    assert row.last_day.isoformat() == "2026-10-10"
    assert row.url.endswith("/2026/3/lapor/")


@pytest.mark.parametrize(
    ("day", "is_told"),
    [("2026-10-02", False), ("2026-10-03", True), ("2026-10-04", False), ("2026-10-07", True),
     ("2026-10-09", True), ("2026-10-10", False), ("2026-10-11", True), ("2026-10-12", False),
     ("2026-10-17", True)],
)  # fmt: skip
def test_a_letter_names_it_seven_three_and_one_day_before_and_when_late(october, at, day, is_told):
    at(f"{day} 06.30")
    assert (Kind.REPORT in told("kabid")) is is_told


def test_what_is_reported_waits_no_more_but_for_the_superior(october):
    scene.report(scene.Q3)
    assert waiting("kabid", Kind.REPORT) == []
    (row,) = waiting("kadis", Kind.REVIEW)
    assert row.text == "3 laporan rencana aksi menunggu tinjauan Anda"


def test_a_returned_report_is_told_as_one_to_mend(october):
    made = scene.report(scene.Q3)
    scene.review(made, "DIKEMBALIKAN", "Lengkapi")
    (row,) = waiting("kabid", Kind.REPORT)
    assert row.text.startswith("Perbaiki laporan")


def test_signatures_pacts_and_plans_wait(october):
    make.proposal(year=2027)
    assert [row.kind for row in waiting("kabid", Kind.SIGNATURE)] == [Kind.SIGNATURE]
    assert any("Pakta integritas" in row.text for row in waiting("kabid", Kind.PACT))
    assert waiting("staf", Kind.PACT) == []


def test_a_request_for_help_and_a_plan_wait_for_the_superior(db, at):
    at("2026-01-20 10.00")
    scene.proposed()
    assert [row.text[:1] for row in waiting("kadis", Kind.REVIEW)] == ["1"]
    scene.agree()
    at("2026-04-01 10.00")
    scene.ask(scene.hindered().code)
    texts = " ".join(row.text for row in waiting("kadis", Kind.REVIEW))
    assert "1 permintaan bantuan" in texts


def test_somebody_without_a_post_has_nothing(october):
    assert waiting("warga") == []


def test_nobody_else_is_named(october):
    scene.ask(scene.hindered(quarter=scene.Q3).code)
    names = [role.name for role in CAST]
    for role in CAST:
        for row in waiting(role.login):
            assert not any(name in row.text for name in names), row.text


def test_it_costs_the_same_however_much_waits(october):
    def queries(login):
        viewer = make.viewer(login)
        with CaptureQueriesContext(connection) as seen:
            waiting_for(viewer, clock.now())
        return len(seen)

    scene.ask(scene.hindered(quarter=scene.Q3).code)
    make.proposal(year=2027)
    make.sign("kabid")
    queries("kadis")
    before = queries("kadis")
    for value in ("27", "28"):
        scene.report(scene.Q2, lines=[scene.line(value=value)])
    make.proposal(year=2026, position="DLHK.SAMPAH.01", login="staf", promise=make.own())
    assert len(waiting("kadis")) >= 3
    assert queries("kadis") == before
    assert before <= 30


def test_the_calendar_of_the_owner_holds_the_last_days_of_his_reports(october):
    days = days_to_come(make.viewer("kabid"), clock.now())
    assert [row.day.isoformat() for row in days] == ["2026-10-10", "2027-01-10"]
    assert days[0].uid == "lapor-DLHK.SAMPAH.KEPALA-2026-3@127.0.0.1"
    assert days_to_come(make.viewer("staf"), clock.now()) == []


def test_an_unsigned_agreement_stands_in_the_calendar_of_its_first_party(db, at):
    at("2026-11-20 10.00")
    make.proposal(year=2027)
    assert days_to_come(make.viewer("kabid"), clock.now()) == []
    make.withdraw()
    make.propose(budget_authorised_on=date(2026, 11, 10))
    (day,) = days_to_come(make.viewer("kabid"), clock.now())
    assert (day.day.isoformat(), day.uid.split("@")[0]) == (
        "2026-12-10", "tanda-tangan-PK-DLHK.SAMPAH-2027-1",
    )  # fmt: skip
