"""The money behind a place: what is counted, by which version, until which day, in one query."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sasando.budget.actions import adopt_version, open_version
from sasando.budget.actions.execution import import_account_report
from sasando.budget.models import BudgetUnit
from sasando.budget.queries.comparison import Dimension, Scope, sums_of
from sasando.budget.queries.money_behind import Ask, Money, money_behind, money_of_programmes
from sasando.budget.shown import Behind, in_short, paid_url
from sasando.core import clock
from sasando.organization.models import Unit
from sasando.organization.tests.files import csv_of
from sasando.planning.models import AgencyProgramme, Objective

from .factories import AGENCY, FIRST, GOODS, SECOND, agency_with_lines, line
from .thread_scene import MILLION, NOVEMBER, OBJECTIVE, paid, tied_budget

TODAY = date(2026, 11, 20)


@pytest.fixture
def tied(lists, at):
    at(NOVEMBER)
    return tied_budget()


@pytest.fixture
def objective(db):
    return Objective.objects.get(code=OBJECTIVE)


def money(*asks, day=TODAY, year=2026):
    book = money_behind(year, day, asks)
    return book.of(asks[0])


def test_an_objective_has_the_money_of_the_programmes_that_serve_it(tied, objective):
    paid("1", 3 * MILLION)
    found = money(Ask(objective=objective.pk))
    assert (found.ceiling, found.paid) == (Decimal(12 * MILLION), Decimal(3 * MILLION))
    assert (found.absorption, found.programmes, found.agencies) == (Decimal("25.00"), 1, 1)
    assert found.ground.words == (
        "APBD murni 2026, seluruh perangkat daerah, keadaan per 2 Januari 2026; "
        "pembayaran (SP2D) sampai 31 Oktober 2026"
    )


def test_it_says_what_the_page_it_leads_to_says(tied, objective):
    version = tied.version
    rows = sums_of(version, Dimension.OBJECTIVE, Scope(account="5")).rows
    (own,) = [row for row in rows if row.code == OBJECTIVE]
    assert money(Ask(objective=objective.pk)).ceiling == own.after


def test_payments_count_until_the_last_month_that_is_over(tied, objective):
    paid("1", 3 * MILLION, "2026-10-31")
    paid("2", 5 * MILLION, "2026-11-01")
    assert money(Ask(objective=objective.pk)).paid == 3 * MILLION
    assert money(Ask(objective=objective.pk), day=date(2026, 12, 1)).paid == 8 * MILLION


def test_before_any_payment_nobody_knows_what_was_paid(tied, objective):
    found = money(Ask(objective=objective.pk))
    assert (found.paid, found.absorption) == (None, None)
    assert found.ground.words.endswith("pembayaran belum tercatat")
    assert in_short(found) == ("Rp 12.000.000", "")


def test_a_later_version_changes_the_ceiling_from_its_day_on_and_no_payment(tied, objective):
    paid("1", 3 * MILLION)
    later = open_version(viewer=None, year=2026, stage="PERGESERAN", as_of=date(2026, 6, 2))
    agency_with_lines(later, [line(FIRST, GOODS, 6 * MILLION, 2026),
                              line(SECOND, GOODS, 0, 2026)])  # fmt: skip
    adopt_version(viewer=None, code=later.code, legal_act="Perwal 4", adopted_on=date(2026, 6, 1))
    before = money(Ask(objective=objective.pk), day=date(2026, 5, 31))
    after = money(Ask(objective=objective.pk), day=date(2026, 6, 1))
    assert (before.ceiling, after.ceiling) == (12 * MILLION, 6 * MILLION)
    assert before.paid == after.paid == 3 * MILLION
    assert after.absorption == Decimal("50.00")


def test_a_sub_activity_and_a_code_narrow_further(tied, objective):
    path = Unit.objects.get(code="DLHK.SAMPAH").path
    node = tied.stood.activity.node_id
    assert money(Ask(path=path, sub_activity=node)).ceiling == 8 * MILLION
    activity = Ask(objective=objective.pk, path=path, codes=frozenset({"2.11.03.2.01"}))
    assert money(activity).ceiling == 12 * MILLION
    leaf = Ask(objective=objective.pk, path=path, codes=frozenset({SECOND}))
    assert money(leaf).ceiling == 4 * MILLION
    assert f"sub={SECOND}" in money(leaf).url


def part_of(part, **other):
    return part._replace(**other)


@pytest.mark.parametrize(
    ("other", "asked"),
    [
        ({"agency_code": "1.03", "objective_code": "SASARAN-1.1"}, "menurut=sasaran#rincian"),
        ({"agency_code": "1.03"}, f"sasaran={OBJECTIVE}"),
        ({"programme_code": "2.11.05"}, f"skpd={AGENCY}&sasaran={OBJECTIVE}"),
        (
            {"programme_code": "2.11.05", "objective_code": "SASARAN-1.1"},
            f"skpd={AGENCY}&menurut=sasaran#rincian",
        ),
    ],
)
def test_a_sum_leads_to_what_its_parts_share_or_to_the_rows_it_is_made_of(
    tied, objective, other, asked
):
    found = money(Ask(objective=objective.pk))
    (own,) = found.parts
    both = Money(found.ground, [own, part_of(own, **other)])
    assert both.url == f"/anggaran/{tied.version.code}/?{asked}"
    assert not both.is_one_row


def test_some_sub_activities_of_a_programme_lead_to_its_list_of_them(tied, objective):
    both = money(Ask(objective=objective.pk, codes=frozenset({FIRST, SECOND})))
    assert both.url.endswith(f"?skpd={AGENCY}&program=2.11.03&menurut=subkegiatan#rincian")


def test_payments_lead_only_where_a_row_holds_the_same_sum(tied, objective):
    paid("1", 3 * MILLION)
    found = money(Ask(objective=objective.pk))
    (own,) = found.parts
    address = f"/anggaran/serapan/{AGENCY}/?tahun=2026"
    assert Behind(found, found.ground, "").paid_url == address
    assert Behind(found, found.ground, "", is_of_earlier_month=True).paid_url == ""
    for other in ({"programme_code": "2.11.05"}, {"agency_code": "1.03", "agency_id": 0}):
        both = Money(found.ground, [own, part_of(own, **other)])
        assert Behind(both, found.ground, "").paid_url == ""
    assert paid_url(both) == ""


@pytest.mark.parametrize("code", ["2.11.0", "2.11.03.2.0", "2.11.03.2.02"])
def test_the_beginning_of_a_segment_is_not_a_code(tied, objective, code):
    assert money(Ask(objective=objective.pk, codes=frozenset({code}))) is None


def test_another_agency_has_nothing_of_it(tied, objective):
    other = Unit.objects.get(code="RSUD")
    assert money(Ask(objective=objective.pk, path=other.path)) is None


def test_a_programme_that_serves_nothing_stands_behind_no_objective(lists, at, objective):
    at(NOVEMBER)
    tied = tied_budget(objective=None)
    assert money(Ask(objective=objective.pk)) is None
    own = Ask(path=tied.unit.path, programme=tied.link.node_id)
    assert money(own).ceiling == 12 * MILLION
    behind = Behind(None, money(own).ground, "")
    assert (behind.missing, behind.paid_url) == ("belum terhubung ke anggaran", "")


def test_without_a_budget_there_is_no_ground(db, objective):
    book = money_behind(2026, TODAY, [Ask(objective=objective.pk)])
    assert (book.ground, book.parts) == (None, [])
    assert Behind(None, None, "").missing == "belum ada anggaran yang berlaku"


def test_a_report_stands_in_only_while_no_payment_is_recorded(tied, objective):
    head = "sampai_tgl;kode_sub_skpd;kode_sub_giat;kode_akun;nama_akun;nilai;realisasi"
    rows = f"2026-09-30;{AGENCY};{FIRST};{GOODS};Barang;{8 * MILLION};{2 * MILLION}"
    report = import_account_report(
        viewer=None, now=clock.now(), content=csv_of(head, rows), apply=True
    )
    assert report.applied, report.lines()
    found = money(Ask(objective=objective.pk))
    assert (found.paid, found.ground.paid_until) == (2 * MILLION, date(2026, 9, 30))
    assert "realisasi laporan SIPD sampai 30 September 2026" in found.ground.words
    paid("1", 3 * MILLION)
    assert money(Ask(objective=objective.pk)).paid == 3 * MILLION


def test_one_query_for_any_number_of_asks(tied, objective):
    asks = [Ask(objective=pk) for pk in Objective.objects.values_list("pk", flat=True)]
    asks += [Ask(path=tied.unit.path, programme=tied.link.node_id)] * 20
    paid("1", MILLION)
    with CaptureQueriesContext(connection) as found:
        money_behind(2026, TODAY, asks)
    assert len(found) == 1
    with CaptureQueriesContext(connection) as found:
        assert money_behind(2026, TODAY, []).parts == []
    assert len(found) == 0


def test_while_nothing_is_paid_one_query_more_looks_for_a_report(tied, objective):
    with CaptureQueriesContext(connection) as found:
        money(Ask(objective=objective.pk))
    assert len(found) == 2


def test_the_whole_is_the_sum_of_the_version(tied):
    book = money_of_programmes(2026, TODAY)
    assert sum(part.ceiling for part in book.parts) == 12 * MILLION
    BudgetUnit.objects.update(unit=None)
    AgencyProgramme.objects.all().delete()
    (part,) = money_of_programmes(2026, TODAY, tied.version).parts
    assert (part.unit_id, part.objective_id, part.ceiling) == (None, None, 12 * MILLION)
