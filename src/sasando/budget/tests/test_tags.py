"""Tags of spending: rows are added and ended, never changed; who may, and who comes first."""

import threading
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from sasando.budget.actions import add_tag_row, end_tag_row, open_tag
from sasando.budget.errors import (
    TagExists,
    TagRowEmpty,
    TagRowEnded,
    TagRowEndsEarly,
    TagRowTwice,
)
from sasando.budget.models import SpendingTag, SpendingTagRow
from sasando.budget.queries.selection import Selection, tag_rows
from sasando.core import clock
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.core.models import AuditEvent

from .conftest import viewer_of

STAFF = Selection(account="5.1.01")


def add(viewer, selection=STAFF, code="PEGAWAI", **given):
    facts = {"sign": 1, "legal_act": "Keputusan Kepala BKAD 7/2026", "from_year": 2026, **given}
    return add_tag_row(viewer=viewer, tag_code=code, selection=selection, **facts)


def test_a_row_names_its_decision_and_leaves_a_trace(planner):
    row = add(planner, note="Gaji dan tunjangan")
    again = add(planner, Selection(account="5.1.01", funding="1.2"), sign=-1)
    assert (row.number, again.number) == (1, 2)
    assert row.entered_by_id == planner.person_id
    traces = AuditEvent.objects.filter(subject_kind="spending-tag").order_by("pk")
    assert [trace.action for trace in traces] == ["budget.tag-row-added"] * 2
    assert traces[0].after == {
        "number": 1, "agency": "", "activity": "", "account": "5.1.01", "funding": "", "sign": 1,
        "from_year": 2026, "legal_act": "Keputusan Kepala BKAD 7/2026",
    }  # fmt: skip


@pytest.mark.parametrize("login", ["walikota", "kadis", "staf", "warga"])
def test_only_planners_tag(db, login):
    viewer = viewer_of(login)
    with pytest.raises(NotPermitted):
        add(viewer)
    with pytest.raises(NotPermitted):
        open_tag(viewer=viewer, code="GIZI", name="Gizi")
    with pytest.raises(NotPermitted):
        end_tag_row(viewer=viewer, tag_code="PEGAWAI", number=1, until_year=2026)


def test_a_row_needs_a_code_and_stands_once(planner):
    with pytest.raises(TagRowEmpty):
        add(planner, Selection(tag="PEGAWAI", contracted=True))
    add(planner)
    with pytest.raises(TagRowTwice) as refused:
        add(planner, from_year=2027)
    assert refused.value.values["number"] == 1
    add(planner, sign=-1)
    with pytest.raises(NotFoundForViewer):
        add(planner, code="TIDAK-ADA")


def test_a_row_is_ended_once_and_added_anew(planner):
    add(planner)
    with pytest.raises(TagRowEndsEarly):
        end_tag_row(viewer=planner, tag_code="PEGAWAI", number=1, until_year=2024)
    end_tag_row(viewer=planner, tag_code="PEGAWAI", number=1, until_year=2026)
    with pytest.raises(TagRowEnded):
        end_tag_row(viewer=planner, tag_code="PEGAWAI", number=1, until_year=2027)
    with pytest.raises(NotFoundForViewer):
        end_tag_row(viewer=planner, tag_code="PEGAWAI", number=9, until_year=2027)
    assert add(planner, from_year=2027).number == 2
    today = clock.local_day(clock.now())
    counted = {year: [row.number for row in tag_rows(year, today, ["PEGAWAI"])]
               for year in (2025, 2026, 2027)}  # fmt: skip
    assert counted == {2025: [], 2026: [1], 2027: [2]}


def test_a_row_can_be_taken_back_altogether(planner):
    add(planner)
    end_tag_row(viewer=planner, tag_code="PEGAWAI", number=1, until_year=2025)
    assert not tag_rows(2026, clock.local_day(clock.now()), ["PEGAWAI"])


def test_a_tag_is_opened_once(planner):
    open_tag(viewer=planner, code="GIZI", name="Penanganan gizi")
    with pytest.raises(TagExists):
        open_tag(viewer=planner, code="GIZI", name="Lain")
    assert SpendingTag.objects.get(code="GIZI").name == "Penanganan gizi"


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE budget_spendingtagrow SET account = '5.2'", id="another-account"),
        pytest.param("UPDATE budget_spendingtagrow SET sign = -1", id="another-sign"),
        pytest.param("UPDATE budget_spendingtagrow SET until_year = 2030", id="end-without-day"),
        pytest.param(
            "UPDATE budget_spendingtagrow SET until_year = 2024, ended_at = now(), account = '5'",
            id="end-and-change",
        ),
        pytest.param("DELETE FROM budget_spendingtagrow", id="row-gone"),
        pytest.param("UPDATE budget_spendingtag SET name = 'Lain'", id="another-name"),
        pytest.param("DELETE FROM budget_spendingtag WHERE code = 'KESEHATAN'", id="tag-gone"),
        pytest.param(
            "INSERT INTO budget_spendingtagrow (tag_id, number, agency, activity, account, "
            "funding, sign, note, legal_act, from_year, is_example) SELECT id, 2, '', '', '', '', "
            "1, '', 'SK', 2026, false FROM budget_spendingtag LIMIT 1",
            id="row-that-takes-everything",
        ),
        pytest.param(
            "INSERT INTO budget_spendingtagrow (tag_id, number, agency, activity, account, "
            "funding, sign, note, legal_act, from_year, is_example, until_year, ended_at) SELECT "
            "id, 2, '', '', '5', '', 1, '', 'SK', 2026, false, 2026, now() "
            "FROM budget_spendingtag LIMIT 1",
            id="row-born-ended",
        ),
    ],
)
def test_sql_of_the_application_cannot_rewrite_what_counted(planner, statement):
    add(planner)
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_an_ended_row_stays_ended(planner):
    row = add(planner)
    end_tag_row(viewer=planner, tag_code="PEGAWAI", number=1, until_year=2026)
    with pytest.raises(IntegrityError), transaction.atomic():
        SpendingTagRow.objects.filter(pk=row.pk).update(until_year=None, ended_at=None)


def test_days_of_a_row_are_the_databases_own(planner, at):
    at("2026-03-02 09.00")
    row = add(planner)
    early = clock.midnight_before(date(2020, 1, 1))
    SpendingTagRow.objects.create(
        tag=row.tag, number=2, account="5.2", legal_act="SK", from_year=2020, recorded_at=early
    )
    SpendingTagRow.objects.filter(number=2).update(until_year=2020, ended_at=early)
    dated = SpendingTagRow.objects.get(number=2)
    assert dated.recorded_at.year == 2026
    assert dated.ended_at.year == 2026


def test_two_at_once_add_one_row(own_database):
    """Two planners press the button together: the second is told that the row stands."""
    outcomes = []
    start = threading.Barrier(2)

    def press():
        viewer = viewer_of("perencana")
        start.wait(timeout=30)
        try:
            add(viewer)
            outcomes.append("added")
        except TagRowTwice:
            outcomes.append("twice")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(outcomes) == ["added", "twice"]
    assert SpendingTagRow.objects.count() == 1
