"""The money behind a promise, and until when it has to be signed."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from sasando.agreements import actions
from sasando.agreements.errors import (
    AmendedBudgetDateMissing,
    BudgetCodeTaken,
    ContentFixed,
    NoPlanLines,
)
from sasando.agreements.models import Agreement, BudgetDocumentDate
from sasando.agreements.pages import agreement_page
from sasando.agreements.queries import agreement_for, budget_table, due_date
from sasando.agreements.queries.due import document_date
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.core.models import AuditEvent
from sasando.organization.models import Unit
from sasando.planning.models import PlanCeiling, PlanDocument, PlanRow

from . import factories as make

pytestmark = pytest.mark.usefixtures("friday")
PAGE = f"/perjanjian/{make.CODE}/"


def line(code="2.11.01", amount="1250000000", *, agreement=make.CODE, login="kabid", **facts):
    return actions.add_budget_line(
        viewer=make.viewer(login),
        code=agreement,
        line_code=code,
        name=f"Kegiatan {code} (contoh)",
        amount=Decimal(amount),
        **facts,
    )


def entered(day, *, unit="", kind="DPA", year=make.YEAR, login="perencana"):
    return actions.set_budget_date(
        viewer=make.viewer(login), year=year, kind=kind, unit_code=unit, authorised_on=day
    )


def test_lines_are_numbered_summed_and_traced():
    made = make.draft()
    line(funding="DAU")
    line("2.11.02", "750000000")
    table = budget_table(made)
    assert (table.total, table.heading) == (Decimal(2_000_000_000), "Kegiatan")
    assert [row.number for row in table.lines] == [1, 2]
    event = AuditEvent.objects.filter(action="agreement.budget-added").first()
    assert event.after == {"kode": "2.11.01", "rupiah": "1250000000", "sumber": "DAU"}
    with pytest.raises(BudgetCodeTaken):
        line()


@pytest.mark.parametrize(
    ("login", "facts", "level"),
    [
        ("kadis", {"unit": "DLHK"}, "PROGRAM"),
        ("kabid", {}, "KEGIATAN"),
        ("staf", {"position": "DLHK.SAMPAH.01"}, "SUBKEGIATAN"),
    ],
)
def test_each_level_lists_its_own_kind_of_line(login, facts, level):
    made = make.draft(login=login, **facts)
    assert line(agreement=made.code, login=login).level == level


def test_taken_out_of_a_draft_and_fixed_with_the_proposal():
    make.draft()
    line()
    actions.remove_budget_line(viewer=make.viewer("kabid"), code=make.CODE, number=1)
    line()
    make.add()
    make.propose()
    with pytest.raises(ContentFixed):
        line("2.11.02")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE agreements_agreementbudgetline SET amount = 1",
        "DELETE FROM agreements_agreementbudgetline",
        """INSERT INTO agreements_agreementbudgetline
            (agreement_id, number, level, code, name, amount, funding)
        SELECT agreement_id, 9, level, 'X', name, 1, '' FROM agreements_agreementbudgetline""",
    ],
)
def test_no_sql_changes_the_money_of_a_proposal(statement):
    make.draft()
    line()
    make.add()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SAVEPOINT before")
        cursor.execute(statement)
        cursor.execute("ROLLBACK TO SAVEPOINT before")
    make.propose()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_money_is_part_of_what_is_signed():
    make.draft()
    make.add()
    digest = make.propose().content_digest
    make.withdraw()
    line()
    assert make.propose().content_digest != digest


def plan(*, amount="1250000000.50", adopted=True):
    """The agency's Renja of the year with one activity; its rows are fixed once it is adopted."""
    unit = Unit.objects.get(code="DLHK")
    document = PlanDocument.objects.create(
        code="RENJA-DLHK-2027", kind="RENJA", unit=unit, name="Renja DLHK 2027 (contoh)",
        first_year=2027, last_year=2027,
    )  # fmt: skip
    row = PlanRow.objects.create(
        document=document, unit=unit, level="KEGIATAN", code="2.11.01.2.01",
        name="Pengangkutan (contoh)", funding="APBD",
    )  # fmt: skip
    PlanCeiling.objects.create(row=row, year=2027, amount=Decimal(amount))
    if adopted:
        PlanDocument.objects.filter(pk=document.pk).update(
            adopted_on=date(2026, 7, 1), legal_act="Perkada (contoh)"
        )


def test_filled_from_the_adopted_plan_in_whole_rupiah_and_only_once():
    plan(adopted=True)
    made = make.draft()
    taken = [actions.prefill_budget(viewer=make.viewer("kabid"), code=make.CODE) for _ in range(2)]
    assert taken == [1, 0]
    row = made.budget_lines.get()
    assert (row.code, row.amount, row.funding) == ("2.11.01.2.01", 1_250_000_001, "APBD")


def test_a_draft_plan_fills_nothing():
    plan(adopted=False)
    make.draft()
    with pytest.raises(NoPlanLines):
        actions.prefill_budget(viewer=make.viewer("kabid"), code=make.CODE)


def test_a_revision_inherits_the_money():
    make.draft()
    line()
    make.add()
    make.propose()
    make.sign("kabid")
    make.sign("kadis")
    assert make.revise().budget_lines.get().amount == 1_250_000_000


def test_the_agencys_date_stands_before_the_citys():
    entered(date(2027, 1, 5))
    entered(date(2027, 1, 31), unit="DLHK")
    path = Unit.objects.get(code=make.UNIT).path
    assert document_date(make.YEAR, "DPA", path) == date(2027, 1, 31)
    other = Unit.objects.get(code="RSUD").path
    assert document_date(make.YEAR, "DPA", other) == date(2027, 1, 5)
    assert document_date(make.YEAR, "DPPA", path) is None


def test_the_last_day_to_sign_is_one_month_later():
    made = make.draft()
    assert due_date(made) is None
    entered(date(2027, 1, 31), unit="DLHK")
    assert due_date(made) == date(2027, 2, 28)
    make.add()
    assert make.propose().budget_authorised_on == date(2027, 1, 31)
    entered(date(2027, 1, 15), unit="DLHK")
    assert due_date(Agreement.objects.get(pk=made.pk)) == date(2027, 2, 28)


def test_late_by_so_many_days(at):
    make.proposal()
    entered(date(2026, 10, 10))
    found = agreement_for(make.viewer("kabid"), make.CODE)
    page = agreement_page(agreement=found, viewer=make.viewer("kabid"), now=make.clock.now())
    assert (page.due.on, page.due.late_days) == (date(2026, 11, 10), 10)


def test_a_change_of_the_budget_is_due_by_its_dppa():
    make.in_force()
    with pytest.raises(AmendedBudgetDateMissing):
        make.revise(budget_authorised_on=None)
    made = make.revise(budget_authorised_on=date(2027, 10, 10))
    assert due_date(made) == date(2027, 11, 10)


def test_a_dppa_entered_before_is_taken():
    make.in_force()
    entered(date(2027, 10, 1), kind="DPPA")
    assert make.revise(budget_authorised_on=None).budget_authorised_on == date(2027, 10, 1)


def test_a_change_of_the_official_has_no_last_day():
    make.in_force()
    entered(date(2027, 10, 1), kind="DPPA")
    assert due_date(make.revise(reason="OFFICIAL_CHANGED")) is None


def test_planners_enter_and_correct_it_and_the_trail_keeps_both():
    entered(date(2027, 1, 5))
    entered(date(2027, 1, 6))
    assert BudgetDocumentDate.objects.get(year=make.YEAR).authorised_on == date(2027, 1, 6)
    events = AuditEvent.objects.filter(action="agreement.budget-date-set").order_by("id")
    assert [event.before for event in events] == [None, {"disahkan": "2027-01-05"}]
    for login in ("kadis", "pemeriksa", "walikota"):
        with pytest.raises(NotPermitted):
            entered(date(2027, 1, 7), login=login)
    with pytest.raises(NotFoundForViewer):
        entered(date(2027, 1, 7), unit="TIDAK-ADA")


def test_through_the_pages(as_):
    make.draft()
    browser = as_("kabid")
    filled = {"line_code": "2.11.01", "name": "Kegiatan (contoh)", "amount": "1.250.000.000"}
    assert browser.post(f"{PAGE}anggaran/", {**filled, "amount": "-1"}).status_code == 422
    assert browser.post(f"{PAGE}anggaran/", {**filled, "amount": "1,5"}).status_code == 422
    assert browser.post(f"{PAGE}anggaran/", filled).url == f"{PAGE}susun/"
    assert browser.post(f"{PAGE}anggaran/", filled).status_code == 422
    assert "Rp 1.250.000.000" in browser.get(PAGE).content.decode()
    assert browser.post(f"{PAGE}anggaran/1/hapus/").status_code == 302
    told = browser.post(f"{PAGE}anggaran/ambil/", follow=True)
    assert told.redirect_chain == [(f"{PAGE}susun/", 302)]
    assert "Isi baris anggaran satu per satu" in told.content.decode()


def test_the_page_of_the_dates(as_):
    browser = as_("perencana")
    filled = {"year": 2026, "kind": "DPA", "unit": "DLHK", "authorised_on": "2026-01-05"}
    assert (
        browser.post("/perjanjian/tanggal-anggaran/", {**filled, "year": 1999}).status_code == 422
    )
    assert browser.post("/perjanjian/tanggal-anggaran/", filled).status_code == 302
    shown = browser.get("/perjanjian/tanggal-anggaran/").content.decode()
    assert "5 Januari 2026" in shown
