"""Plan documents from draft to amendment, and what the database refuses whoever asks."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.core.listings.writing import copy_rows
from sasando.core.models import AuditEvent
from sasando.planning.actions.documents import (
    LegalAct,
    NewPlan,
    adopt_plan,
    amend_plan,
    complete_plan,
    discard_draft,
    draft_plan,
    remove_line,
)
from sasando.planning.errors import (
    NomenclatureVersionMissing,
    PlanActDateWrong,
    PlanActMissing,
    PlanAmendmentOpen,
    PlanEmpty,
    PlanExists,
    PlanIsFixed,
    PlanNotAdopted,
    PlanNotSummary,
    PlanUnitWrong,
    PlanYearsWrong,
)
from sasando.planning.models import Objective, PlanCeiling, PlanDocument

from .factories import NOVEMBER, load_lines, plan_draft

pytestmark = pytest.mark.django_db
HEAD = "kode;uraian;indikator;target_2025;pagu_2025"
ROWS = ("2.11.11;Program;Sampah;75;1000", "2.11.11.2.01;Kegiatan;;;500")
ACT = LegalAct("Perwal Nomor 9 Tahun 2025", date(2025, 9, 20))


@pytest.fixture
def adopted(plan):
    document = plan_draft()
    load_lines(document, HEAD, *ROWS)
    return adopt_plan(viewer=None, now=NOVEMBER, code=document.code, act=ACT)


@pytest.mark.parametrize(
    ("new", "code", "name"),
    [
        (NewPlan("RPJMD", 2030, 2034), "RPJMD-2030-2034", "RPJMD 2030-2034"),
        (NewPlan("RPD", 2023, 2026), "RPD-2023-2026", "RPD 2023-2026"),
        (NewPlan("RKPD", 2026, 2026), "RKPD-2026", "RKPD 2026"),
        (
            NewPlan("RENJA", 2026, 2026, "DLHK"), "RENJA-DLHK-2026",
            "Renja Dinas Lingkungan Hidup dan Kebersihan 2026",
        ),
    ],
)  # fmt: skip
def test_a_plan_gets_its_code_and_name(plan, new, code, name):
    document = draft_plan(viewer=None, plan=new)
    assert (document.code, document.name, document.stage) == (code, name, "draf")
    assert AuditEvent.objects.get(subject_code=code).action == "plan.drafted"


@pytest.mark.parametrize(
    ("new", "failure"),
    [
        (NewPlan("RKPD", 2026, 2027), PlanYearsWrong),
        (NewPlan("RPJMD", 2034, 2030), PlanYearsWrong),
        (NewPlan("RPJMD", 2030, 2037), PlanYearsWrong),
        (NewPlan("RKPD", 26, 26), PlanYearsWrong),
        (NewPlan("RKPD", 2026, 2026, "DLHK"), PlanUnitWrong),
        (NewPlan("RENJA", 2026, 2026), PlanUnitWrong),
        (NewPlan("RENJA", 2026, 2026, "KOTA"), PlanUnitWrong),
        (NewPlan("KUA", 2026, 2026), PlanUnitWrong),
        (NewPlan("RENJA", 2026, 2026, "TIDAK-ADA"), NotFoundForViewer),
        (NewPlan("RKPD", 2026, 2026, nomenclature_version=1999), NomenclatureVersionMissing),
        (NewPlan("RPJMD", 2025, 2029), PlanExists),
    ],
)
def test_what_is_no_plan_is_refused(plan, new, failure):
    with pytest.raises(failure):
        draft_plan(viewer=None, plan=new)


@pytest.mark.parametrize(
    ("login", "city", "own"),
    [
        ("perencana", True, True), ("kadis", False, True), ("dirrsud", False, False),
        ("staf", False, False), ("sekda", False, False), ("walikota", False, False),
        ("pemeriksa", False, False), ("pengelola", False, False), ("orangluar", False, False),
    ],
)  # fmt: skip
def test_who_may_begin_a_plan(plan, viewer, login, city, own):
    for new, may in (
        (NewPlan("RKPD", 2026, 2026), city),
        (NewPlan("RENJA", 2026, 2026, "DLHK"), own),
    ):
        if may:
            assert draft_plan(viewer=viewer(login), plan=new).pk
        else:
            with pytest.raises(NotPermitted):
                draft_plan(viewer=viewer(login), plan=new)


def test_adoption_needs_number_date_and_lines(plan):
    empty = plan_draft()
    with pytest.raises(PlanEmpty):
        adopt_plan(viewer=None, now=NOVEMBER, code=empty.code, act=ACT)
    load_lines(empty, HEAD, *ROWS)
    with pytest.raises(PlanActMissing):
        adopt_plan(viewer=None, now=NOVEMBER, code=empty.code, act=LegalAct(" ", ACT.day))
    tomorrow = LegalAct("Perwal", date(2026, 11, 21))
    with pytest.raises(PlanActDateWrong):
        adopt_plan(viewer=None, now=NOVEMBER, code=empty.code, act=tomorrow)
    today = LegalAct("Perwal", date(2026, 11, 20))
    document = adopt_plan(viewer=None, now=NOVEMBER, code=empty.code, act=today)
    assert (document.stage, document.is_fixed) == ("penetapan", True)
    with pytest.raises(PlanIsFixed):
        adopt_plan(viewer=None, now=NOVEMBER, code=empty.code, act=today)


def test_an_amendment_is_a_copy_of_everything(adopted):
    amended = amend_plan(viewer=None, code=adopted.code)
    assert (amended.code, amended.version, amended.stage) == (
        "RENSTRA-DLHK-2025-2029-P1", 2, "draf perubahan"
    )  # fmt: skip
    copied = amended.rows.order_by("code")
    assert [(row.code, row.parent.code if row.parent else "") for row in copied] == [
        ("2.11.11", ""), ("2.11.11.2.01", "2.11.11")
    ]  # fmt: skip
    assert all(row.parent is None or row.parent.document_id == amended.pk for row in copied)
    aims = [aim.value for held in copied[0].indicators.all() for aim in held.targets.all()]
    assert aims == [75]
    assert [row.amount for row in copied[1].ceilings.all()] == [500]
    with pytest.raises(PlanAmendmentOpen):
        amend_plan(viewer=None, code=adopted.code)
    with pytest.raises(PlanNotAdopted):
        amend_plan(viewer=None, code=amended.code)


def test_amendments_follow_each_other_by_date_and_number(adopted):
    first = amend_plan(viewer=None, code=adopted.code)
    early = LegalAct("Perwal", date(2025, 1, 1))
    with pytest.raises(PlanActDateWrong):
        adopt_plan(viewer=None, now=NOVEMBER, code=first.code, act=early)
    act = LegalAct("Perwal 2", date(2026, 3, 1))
    adopt_plan(viewer=None, now=NOVEMBER, code=first.code, act=act)
    second = amend_plan(viewer=None, code=first.code)
    assert second.code == "RENSTRA-DLHK-2025-2029-P2"
    assert second.name.startswith("Perubahan kedua atas Renstra Dinas Lingkungan")


def test_a_line_goes_with_all_below_it(plan):
    document = plan_draft()
    load_lines(document, HEAD, *ROWS)
    gone = remove_line(viewer=None, code=document.code, unit_code="DLHK", row_code="2.11.11")
    assert gone == 2
    assert not document.rows.exists()
    with pytest.raises(NotFoundForViewer):
        remove_line(viewer=None, code=document.code, unit_code="DLHK", row_code="2.11.11")


def test_only_drafts_are_thrown_away_or_shortened(adopted):
    with pytest.raises(PlanIsFixed):
        discard_draft(viewer=None, code=adopted.code)
    with pytest.raises(PlanIsFixed):
        remove_line(viewer=None, code=adopted.code, unit_code="DLHK", row_code="2.11.11")
    draft = amend_plan(viewer=None, code=adopted.code)
    discard_draft(viewer=None, code=draft.code)
    assert PlanDocument.objects.filter(kind="RENSTRA").count() == 1


def test_only_a_summary_is_completed_once(plan, adopted):
    with pytest.raises(PlanNotSummary):
        complete_plan(viewer=None, code=adopted.code, act="x")
    with pytest.raises(PlanActMissing):
        complete_plan(viewer=None, code=plan.code, act=" ")
    complete_plan(viewer=None, code=plan.code, act="Perda 5/2025")
    with pytest.raises(PlanNotSummary):
        complete_plan(viewer=None, code=plan.code, act="Perda 5/2025")


# What the database refuses to the application's own role.

ROW = "(SELECT id FROM planning_planrow WHERE document_id = %(plan)s ORDER BY code LIMIT 1)"
HELD = f"(SELECT id FROM planning_planrowindicator WHERE row_id = {ROW})"
BREAKS = (
    "UPDATE planning_planrow SET name = 'lain' WHERE document_id = %(plan)s",
    (
        "DELETE FROM planning_planceiling WHERE row_id IN"
        " (SELECT id FROM planning_planrow WHERE document_id = %(plan)s)"
    ),
    (
        "INSERT INTO planning_planrow (document_id, unit_id, level, code, name, location, funding,"
        " reason, is_example) SELECT %(plan)s, id, 'PROGRAM', '9.99.99', 'x', '', '', '', false"
        " FROM organization_unit LIMIT 1"
    ),
    (
        "UPDATE planning_planrow SET document_id = (SELECT min(id) FROM planning_plandocument)"
        " WHERE document_id = %(plan)s"
    ),
    f"INSERT INTO planning_planceiling (row_id, year, amount) VALUES ({ROW}, 2027, 5)",
    f"UPDATE planning_planceiling SET amount = 1 WHERE row_id = {ROW}",
    (
        f"INSERT INTO planning_planrowtarget (indicator_id, year, value, text)"
        f" VALUES ({HELD}, 2027, 5, '')"
    ),
    f"UPDATE planning_planrowtarget SET value = 1 WHERE indicator_id = {HELD}",
    f"DELETE FROM planning_planrowtarget WHERE indicator_id = {HELD}",
    f"UPDATE planning_planrowindicator SET text = 'x' WHERE id = {HELD}",
    (
        f"INSERT INTO planning_planrowindicator (row_id, number, text, kind, measure, baseline)"
        f" VALUES ({ROW}, 9, 'x', '', '', '')"
    ),
    "UPDATE planning_plandocument SET adopted_on = NULL WHERE id = %(plan)s",
    "UPDATE planning_plandocument SET is_summary = true WHERE id = %(plan)s",
    "UPDATE planning_plandocument SET legal_act = 'lain' WHERE id = %(plan)s",
    "UPDATE planning_plandocument SET first_year = 2024 WHERE id = %(plan)s",
    "DELETE FROM planning_plandocument WHERE id = %(plan)s",
    # Whole trees at once, so that a row is gone before its children are looked at.
    (
        "WITH aims AS (DELETE FROM planning_planrowtarget RETURNING id),"
        " held AS (DELETE FROM planning_planrowindicator RETURNING id),"
        " money AS (DELETE FROM planning_planceiling RETURNING id)"
        " DELETE FROM planning_planrow WHERE document_id = %(plan)s"
    ),
)


@pytest.mark.parametrize("statement", BREAKS)
def test_an_adopted_plan_cannot_be_written_by_sql(adopted, statement):
    with (
        pytest.raises(IntegrityError) as refusal,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, {"plan": adopted.pk})
    assert "planning_plan_is_fixed" in str(refusal.value.__cause__.diag.constraint_name)


def test_an_adopted_plan_takes_no_copy_either(adopted):
    row = adopted.rows.first()
    with pytest.raises(IntegrityError, match="adopted"), transaction.atomic():
        copy_rows(PlanCeiling, ("row_id", "year", "amount"), [(row.pk, 2028, 1)])


@pytest.mark.parametrize(
    "change",
    [
        {"supersedes": "draft"}, {"version": 3}, {"first_year": 2026},
        {"kind": "RPD"}, {"adopted_on": date(2020, 1, 1), "legal_act": "x"},
    ],
)  # fmt: skip
def test_an_amendment_amends_the_very_plan_before_it(plan, change):
    wanted = {"supersedes": plan, "version": 2, "kind": "RPJMD", "first_year": 2025} | change
    if wanted["supersedes"] == "draft":
        wanted["supersedes"] = plan_draft("RPJMD", "", 2030, 2034)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanDocument.objects.create(code="X-1", name="x", last_year=2029, **wanted)


def test_the_database_wants_a_legal_act_for_an_adoption(plan):
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanDocument.objects.create(
            code="X-1", name="x", kind="RKPD", first_year=2026, last_year=2026,
            adopted_on=date(2026, 1, 1),
        )  # fmt: skip


def test_objectives_of_a_complete_plan_are_fixed_and_end_only_by_a_draft(plan):
    complete_plan(viewer=None, code=plan.code, act="Perda 5/2025")
    objective = Objective.objects.get(code="SASARAN-7.1")
    for change in ({"text": "lain"}, {"ended_by": plan}, {"code": "LAIN"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Objective.objects.filter(pk=objective.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Objective.objects.create(mission=objective.mission, code="BARU-1", text="x")
    draft = amend_plan(viewer=None, code=plan.code)
    Objective.objects.filter(pk=objective.pk).update(ended_by=draft)
    Objective.objects.create(mission=objective.mission, code="BARU-1", text="x", added_by=draft)
    assert objective in Objective.objects.in_force()
