"""Asking another agency, answering, refusing, taking back; nobody answers for another."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.core.models import AuditEvent
from sasando.planning.actions.crosscutting import (
    Acceptance,
    Asking,
    accept_crosscutting,
    ask_crosscutting,
    refuse_crosscutting,
    withdraw_crosscutting,
)
from sasando.planning.actions.tree import remove_node
from sasando.planning.errors import (
    CrosscuttingAsksItself,
    CrosscuttingDueTooEarly,
    CrosscuttingReasonMissing,
    CrosscuttingSettled,
    NodeAnswersRequest,
    NodeHasRequests,
)
from sasando.planning.models import PerformanceTree

from .tree_factories import fresh, grow, outline, plant

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


@pytest.fixture
def node(viewer):
    """A condition in the tree of DLHK."""
    head = viewer("kadis")
    return grow(head, plant(head, "DLHK"), "Warga memilah sampah")


def asking(**given):
    return Asking(
        **{
            "text": "Jadwal angkut diumumkan di pasar",
            "promise": "Pasar yang mengumumkan jadwal",
            "target": "8 pasar",
            "due_on": date(2026, 12, 31),
            "supplier": "DISHUB",
        }
        | given
    )


def ask(viewer, node, **given):
    return ask_crosscutting(
        viewer=viewer("kadis"), now=NOW, node_code=node.code, asking=asking(**given)
    )


def accept(someone, row, **given):
    reason = given.pop("reason", "")
    return accept_crosscutting(
        viewer=someone, now=NOW, code=row.code, acceptance=Acceptance(**given), reason=reason
    )


def test_a_request_waits_and_leaves_a_trace(viewer, node):
    row = ask(viewer, node)
    assert (row.status, row.code) == ("MENUNGGU", "POHON-DLHK-2026.L2")
    event = AuditEvent.objects.get(action="tree.crosscutting-asked")
    assert event.after["diminta dari"] == "Dinas Perhubungan"


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"supplier": "DLHK"}, CrosscuttingAsksItself),
        ({"supplier": ""}, CrosscuttingAsksItself),
        ({"outside": "BPS"}, CrosscuttingAsksItself),
        ({"supplier": "DLHK.SAMPAH"}, NotFoundForViewer),
        ({"due_on": date(2026, 11, 19)}, CrosscuttingDueTooEarly),
        ({"indicator": "TIDAK-ADA"}, NotFoundForViewer),
    ],
)
def test_what_cannot_be_asked(viewer, node, given, refusal):
    with pytest.raises(refusal):
        ask(viewer, node, **given)


def test_the_last_day_to_be_asked_for_is_today(viewer, node):
    assert ask(viewer, node, due_on=date(2026, 11, 20)).due_on == date(2026, 11, 20)


def test_on_acceptance_a_linked_node_stands_in_the_suppliers_tree(viewer, node):
    row = ask(viewer, node, supplier="RSUD", indicator="IKU-SAMPAH")
    tree = plant(viewer("dirrsud"), "RSUD")
    above = grow(viewer("dirrsud"), tree, "Limbah tertata")
    done = accept(viewer("dirrsud"), row, parent=above.code, level="KELUARAN")
    assert done.status == "DITERIMA"
    assert done.answered_by.code == "P-DIRRSUD"
    assert outline(tree) == ["Limbah tertata", ".Jadwal angkut diumumkan di pasar"]
    assert done.answer.unit.code == "RSUD"
    assert [part.code for part in done.answer.indicators.all()] == ["IKU-SAMPAH"]
    assert fresh(node).parent is None


def test_without_a_tree_of_the_supplier_one_is_planted(viewer, node):
    row = ask(viewer, node, supplier="RSUD")
    done = accept(viewer("dirrsud"), row, text="Kami umumkan")
    tree = PerformanceTree.objects.get(unit__code="RSUD")
    assert (tree.first_year, tree.last_year) == (2026, 2026)
    assert done.answer.tree_id == tree.pk
    assert done.answer.text == "Kami umumkan"


@pytest.mark.parametrize("login", ["kadis", "perencana", "walikota", "sekda", "camat", "perawat"])
def test_nobody_answers_for_another_agency(viewer, node, login):
    row = ask(viewer, node, supplier="RSUD")
    for answer in (
        lambda: accept(viewer(login), row),
        lambda: refuse_crosscutting(viewer=viewer(login), now=NOW, code=row.code, reason="Tidak"),
    ):
        with pytest.raises(NotPermitted):
            answer()


def test_a_planner_answers_for_the_agency_he_works_in(viewer, node):
    done = accept(viewer("perencana"), ask(viewer, node, supplier="BAPPEDA"))
    assert done.answer.tree.unit.code == "BAPPEDA"


def test_a_refusal_says_why(viewer, node):
    row = ask(viewer, node, supplier="RSUD")
    with pytest.raises(CrosscuttingReasonMissing):
        refuse_crosscutting(viewer=viewer("dirrsud"), now=NOW, code=row.code, reason="  ")
    done = refuse_crosscutting(
        viewer=viewer("dirrsud"), now=NOW, code=row.code, reason="Bukan tugas kami"
    )
    assert (done.status, done.reason, done.answer) == ("DITOLAK", "Bukan tugas kami", None)
    assert AuditEvent.objects.get(action="tree.crosscutting-refused").reason == "Bukan tugas kami"


def test_what_is_settled_is_settled(viewer, node):
    row = ask(viewer, node, supplier="RSUD")
    refuse_crosscutting(viewer=viewer("dirrsud"), now=NOW, code=row.code, reason="Tidak")
    for again in (
        lambda: accept(viewer("dirrsud"), row),
        lambda: withdraw_crosscutting(viewer=viewer("kadis"), code=row.code),
    ):
        with pytest.raises(CrosscuttingSettled) as refused:
            again()
        assert refused.value.values["state"] == "Ditolak"


def test_who_asked_may_take_it_back(viewer, node):
    row = ask(viewer, node, supplier="RSUD")
    with pytest.raises(NotPermitted):
        withdraw_crosscutting(viewer=viewer("dirrsud"), code=row.code)
    assert withdraw_crosscutting(viewer=viewer("kadis"), code=row.code).status == "DITARIK"


def test_what_was_accepted_is_taken_back_with_a_reason(viewer, node):
    row = ask(viewer, node, supplier="RSUD")
    done = accept(viewer("dirrsud"), row)
    with pytest.raises(CrosscuttingReasonMissing):
        withdraw_crosscutting(viewer=viewer("kadis"), code=row.code)
    withdraw_crosscutting(viewer=viewer("kadis"), code=row.code, reason="Pasar ditutup")
    assert not fresh(done.answer).is_removed


def test_an_outside_answer_is_written_down_by_who_asked(viewer, node):
    row = ask(viewer, node, supplier="", outside="Balai Wilayah Sungai")
    with pytest.raises(NotPermitted):
        accept(viewer("dirrsud"), row, reason="Surat 12")
    with pytest.raises(CrosscuttingReasonMissing):
        accept(viewer("kadis"), row)
    done = accept(viewer("kadis"), row, reason="Surat 12/BWS/2026")
    assert (done.status, done.answer) == ("DITERIMA", None)


def test_neither_side_vanishes_while_the_promise_stands(viewer, node):
    row = ask(viewer, node, supplier="RSUD")
    with pytest.raises(NodeHasRequests) as refused:
        remove_node(viewer=viewer("kadis"), code=node.code, revision=1, branch=1)
    assert refused.value.values["requests"] == row.code
    done = accept(viewer("dirrsud"), row)
    with pytest.raises(NodeAnswersRequest):
        remove_node(viewer=viewer("dirrsud"), code=done.answer.code, revision=1, branch=1)
    withdraw_crosscutting(viewer=viewer("kadis"), code=row.code, reason="Selesai")
    assert remove_node(viewer=viewer("kadis"), code=node.code, revision=1, branch=1) == 1


# What the database refuses by itself, asked as the application's role.


def refused(statement, *values, match):
    with (
        pytest.raises(IntegrityError, match=match),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values)


CHANGE = "UPDATE planning_crosscuttingrequest SET {} WHERE code = %s"
ANSWERED = "answered_at = now(), answered_by_id = asked_by_id"


def test_sql_answers_for_nobody(viewer, node):
    row = ask(viewer, node, supplier="RSUD")
    accepted = CHANGE.format(f"status = 'DITERIMA', {ANSWERED}")
    refused(accepted, row.code, match="planning_crosscutting_acceptance_linked")
    own = CHANGE.format(f"status = 'DITERIMA', answer_id = {node.pk}, {ANSWERED}")
    refused(own, row.code, match="tree of whoever was asked")
    silent = CHANGE.format(f"status = 'DITOLAK', {ANSWERED}")
    refused(silent, row.code, match="planning_crosscutting_refusal_explained")
    unsigned = CHANGE.format("status = 'DITOLAK', reason = 'Tidak'")
    refused(unsigned, row.code, match="planning_crosscutting_answer_signed")
    refused(CHANGE.format("text = 'Lain'"), row.code, match="was asked and answered so")


def test_sql_rewrites_no_answer(viewer, node):
    row = ask(viewer, node, supplier="RSUD")
    refuse_crosscutting(viewer=viewer("dirrsud"), now=NOW, code=row.code, reason="Tidak")
    refused(CHANGE.format("status = 'MENUNGGU'"), row.code, match="was asked and answered so")
    refused(CHANGE.format("reason = 'Ya'"), row.code, match="was asked and answered so")


def test_sql_asks_only_others_and_begins_by_waiting(viewer, node):
    row = ask(viewer, node, supplier="RSUD")
    columns = (
        "node_id, outside, text, promise, target, due_on, reason, asked_by_id, asked_at, is_example"
    )
    copy = (
        f"INSERT INTO planning_crosscuttingrequest (code, supplier_id, status, {columns}) "
        f"SELECT 'X', {{}}, %s, {columns} FROM planning_crosscuttingrequest WHERE code = %s"
    )
    own = copy.format("(SELECT id FROM organization_unit WHERE code = 'DLHK')")
    refused(own, "MENUNGGU", row.code, match="asks another one")
    refused(copy.format("supplier_id"), "DITARIK", row.code, match="begins by waiting")
