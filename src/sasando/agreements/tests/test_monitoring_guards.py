"""The database itself keeps agreed plans, reports and reviews, from the application's own role."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sasando.agreements.models import MonitoringEvidence, MonitoringLine, MonitoringReport

from . import factories as make
from . import plan_scenes as scene
from .test_guards import run
from .test_monitoring import PNG

PLAN_FIXED, STAYS = "agreements_plan_is_fixed", "agreements_report_stays"
PLAN_CHANGES = [
    "UPDATE agreements_actionplan SET reason = 'x' WHERE id = %(plan)s",
    "UPDATE agreements_actionplan SET state = 'DRAF', agreed_at = NULL WHERE id = %(plan)s",
    "UPDATE agreements_actionplan SET agreed_at = now() - interval '9 days' WHERE id = %(plan)s",
    "DELETE FROM agreements_actionplan WHERE id = %(plan)s",
    "UPDATE agreements_actionplantarget SET value = 1 WHERE item_id = %(item)s",
    "DELETE FROM agreements_actionplantarget WHERE item_id = %(item)s",
    """INSERT INTO agreements_actionplantarget (item_id, period, value, text)
    VALUES (%(item)s, 9, 1, '')""",
    "UPDATE agreements_actionplanactivity SET budget = 1 WHERE item_id = %(item)s",
    "DELETE FROM agreements_actionplanactivity WHERE item_id = %(item)s",
    "UPDATE agreements_actionplanitem SET number = 9 WHERE id = %(item)s",
    "DELETE FROM agreements_actionplanitem WHERE id = %(item)s",
]  # fmt: skip


@pytest.fixture
def agreed(db, at):
    at("2026-01-20 10.00")
    made = scene.agreed()
    at("2026-04-01 10.00")
    return made


def keys(plan):
    return {"plan": plan.pk, "item": plan.items.get().pk}


@pytest.mark.parametrize("statement", PLAN_CHANGES)
def test_an_agreed_plan_is_fixed(agreed, statement):
    assert run(statement, **keys(agreed)) == PLAN_FIXED


@pytest.mark.parametrize("statement", PLAN_CHANGES[3:])
def test_a_proposed_plan_is_fixed(db, at, statement):
    at("2026-01-20 10.00")
    assert run(statement, **keys(scene.proposed())) == PLAN_FIXED


@pytest.mark.parametrize("statement", [PLAN_CHANGES[4], PLAN_CHANGES[6], PLAN_CHANGES[7]])
def test_the_same_statements_pass_on_a_draft(db, at, statement):
    at("2026-01-20 10.00")
    scene.signed()
    made = scene.begin()
    scene.targets()
    scene.add_activity()
    assert run(statement, **keys(made)) is None


AGREE = """
    UPDATE agreements_actionplan SET state = 'DISEPAKATI', agreed_at = '2020-01-01',
        agreed_title = 'x', agreed_by_id = {} WHERE id = %(plan)s
"""


def test_nobody_agrees_to_his_own_proposal_in_sql(db, at):
    at("2026-01-20 10.00")
    made = scene.proposed()
    refused = run(AGREE.format("proposed_by_id"), **keys(made))
    assert refused == "agreements_plan_needs_second_person"


def test_no_plan_is_born_agreed_or_agreed_from_a_draft(db, at):
    at("2026-01-20 10.00")
    scene.signed()
    made = scene.begin()
    other = "(SELECT id FROM organization_person WHERE code = 'P-KADIS')"
    refused = run(
        AGREE.format(other + ", proposed_at = now(), proposed_by_id = agreed_by_id"), **keys(made)
    )
    assert refused in {"agreements_plan_needs_second_person", "agreements_plan_agreed_by"}


def test_an_agreement_cannot_be_dated_back(db, at):
    moment = at("2026-01-20 10.00")
    made = scene.proposed()
    other = "(SELECT id FROM organization_person WHERE code = 'P-KADIS')"
    assert run(AGREE.format(other), **keys(made)) is None
    made.refresh_from_db()
    assert abs((made.agreed_at - moment).total_seconds()) < 60


def test_an_unsigned_agreement_has_no_proposed_plan(db, at):
    at("2026-01-20 10.00")
    draft = make.draft(year=2026)
    make.add(draft.code)
    made = scene.begin(draft.code)
    statement = """UPDATE agreements_actionplan SET state = 'DIAJUKAN', proposed_at = now(),
        proposed_by_id = (SELECT id FROM organization_person WHERE code = 'P-KABID')
        WHERE id = %(plan)s"""
    assert run(statement, **keys(made)) == "agreements_plan_of_signed_agreement"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE agreements_monitoringreport SET reported_at = '2026-01-01'",
        "UPDATE agreements_monitoringreport SET due_at = '2030-01-01'",
        "DELETE FROM agreements_monitoringreport",
        "UPDATE agreements_monitoringline SET realisation = 100",
        "DELETE FROM agreements_monitoringline",
        "UPDATE agreements_monitoringprogress SET percent = 100",
        "DELETE FROM agreements_monitoringprogress",
        "UPDATE agreements_monitoringreview SET verdict = 'DICATAT'",
        "DELETE FROM agreements_monitoringreview",
    ],
)
def test_what_was_reported_and_reviewed_stays(agreed, statement):
    made = scene.report(lines=[scene.line(progress={1: (40, "")})])
    scene.review(made)
    assert run(statement) == STAYS


def test_evidence_stays(agreed):
    upload = SimpleUploadedFile("a.png", PNG, content_type="image/png")
    scene.report(lines=[scene.line(uploads=[upload])])
    assert MonitoringEvidence.objects.count() == 1
    assert run("DELETE FROM agreements_monitoringevidence") == STAYS


NEW_REPORT = """
    INSERT INTO agreements_monitoringreport (code, plan_id, position_id, unit_id, year, quarter,
        version, reported_by_id, reported_title, due_at, reported_at, is_example)
    SELECT 'LM-SISIPAN', plan_id, position_id, unit_id, year, {}, {}, reported_by_id, 'x',
        '2030-01-01', '2020-01-01', true
    FROM agreements_monitoringreport LIMIT 1
"""
OF_PLAN = "agreements_report_of_agreed_plan"


@pytest.mark.parametrize(("quarter", "version"), [(1, 3), (1, 0), (2, 1)])
def test_a_report_is_the_next_version_of_a_quarter_that_is_over(agreed, quarter, version):
    scene.report()
    assert run(NEW_REPORT.format(quarter, version)) == OF_PLAN


def test_the_database_writes_the_instants_of_a_report(agreed, at):
    scene.report()
    moment = at("2026-05-05 10.00")
    assert run(NEW_REPORT.format(1, 2)) is None
    made = MonitoringReport.objects.get(code="LM-SISIPAN")
    assert abs((made.reported_at - moment).total_seconds()) < 60
    assert made.is_late


def test_a_line_is_of_the_plan_and_measured_is_as_measured(agreed):
    made = scene.report()
    statement = """
        INSERT INTO agreements_monitoringline
            (report_id, item_id, source, realisation, realisation_text, measurement_id,
             obstacle, follow_up)
        SELECT report_id, item_id + 999, 'DIKETIK', 1, '', NULL, '', ''
        FROM agreements_monitoringline WHERE report_id = %(report)s"""
    assert run(statement, report=made.pk) == "agreements_line_of_plan"
    again = statement.replace("item_id + 999", "item_id")
    assert run(again, report=made.pk) == "agreements_line_once"
    assert MonitoringLine.objects.count() == 1


def test_nobody_reviews_a_report_of_his_own(agreed):
    made = scene.report()
    statement = """
        INSERT INTO agreements_monitoringreview
            (report_id, verdict, note, position_id, reviewed_by_id, title)
        SELECT id, 'DICATAT', '', {}, {}, 'x' FROM agreements_monitoringreport WHERE id = %(pk)s"""
    other = "(SELECT reports_to_id FROM organization_position WHERE id = position_id)"
    refused = "agreements_review_by_another"
    assert run(statement.format(other, "reported_by_id"), pk=made.pk) == refused
    somebody = "(SELECT id FROM organization_person WHERE code = 'P-KADIS')"
    assert run(statement.format("position_id", somebody), pk=made.pk) == refused
    assert run(statement.format(other, somebody), pk=made.pk) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE agreements_obstacle SET text = 'x'",
        "UPDATE agreements_obstacle SET opened_at = opened_at + interval '9 days'",
        "DELETE FROM agreements_obstacle",
        "UPDATE agreements_obstaclerequest SET reason = 'x'",
        "DELETE FROM agreements_obstaclerequest",
        """UPDATE agreements_obstaclerequest SET answered_at = now(), answer = 'x',
        outcome = 'DIJAWAB', answered_by_id = asked_by_id""",
    ],
)
def test_obstacles_and_requests_stay(agreed, statement):
    made = scene.hindered()
    scene.ask(made.code)
    assert run(statement) == "agreements_obstacle_stays"
