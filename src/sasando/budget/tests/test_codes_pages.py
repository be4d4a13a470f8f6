"""Tying SKPD codes, codes no list knows, and taxes under their old and new codes."""

import io
from datetime import date

import pytest
from django.urls import reverse

from sasando.budget.actions import import_lines, open_version, tie_agency
from sasando.budget.models import Account, BudgetUnit
from sasando.budget.queries.codes import agency_codes, odd_codes
from sasando.budget.queries.taxes import TaxObject, tax_objects, tax_series
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.core.models import AuditEvent
from sasando.organization.models import Unit
from sasando.rules.codes import TAX_BRIDGE

from .conftest import viewer_of
from .files import MAPPED

TODAY = date(2026, 11, 20)
DLH = "2.11.3.28.0.00.01.0000"
MAPPING = {
    "agency_code": "skpd", "agency_name": "nama", "account_code": "rek",
    "account_name": "uraian", "amount": "nilai",
}  # fmt: skip


def words(response):
    return " ".join(response.content.decode().split())


def filled(planner, year, *rows):
    """A version of revenue rows: account and amount."""
    version = open_version(viewer=planner, year=year, stage="MURNI", as_of=date(year, 1, 2))
    lines = ["skpd;nama;rek;uraian;nilai"]
    lines += [f"{DLH};Dinas Lingkungan Hidup;{code};x;{amount}" for code, amount in rows]
    import_lines(
        viewer=planner, code=version.code, stream=io.BytesIO("\n".join(lines).encode()),
        file_name="x.csv", apply=True, mapping=MAPPING,
    )  # fmt: skip
    return version


def test_a_likely_unit_is_proposed_and_the_planner_ties_it(draft, load, as_login):
    load(draft)
    (row,) = [row for row in agency_codes(TODAY) if row.code == DLH]
    assert (row.unit, row.suggestion.code) == (None, "DLHK")
    client, page = as_login("perencana"), reverse("budget:code_tie", args=[DLH])
    assert "selected>Dinas Lingkungan Hidup" in words(client.get(page))
    assert "belum dihubungkan" in words(client.get(reverse("budget:codes")))
    assert client.post(page, {"unit": "DLHK"}).status_code == 302
    assert BudgetUnit.objects.get(code=DLH).unit.code == "DLHK"
    assert client.post(page, {"unit": ""}).status_code == 302
    assert BudgetUnit.objects.get(code=DLH).unit is None
    deeds = AuditEvent.objects.filter(subject_code=DLH).order_by("pk")
    assert list(deeds.values_list("action", flat=True)) == [
        "budget.agency-tied", "budget.agency-untied",
    ]  # fmt: skip


def test_every_name_printed_under_a_code_is_tied_alike(draft, load, planner):
    load(draft)
    BudgetUnit.objects.create(code=DLH, name="DINAS LH")
    tie_agency(viewer=planner, code=DLH, unit_code="DLHK")
    assert set(BudgetUnit.objects.filter(code=DLH).values_list("unit__code", flat=True)) == {"DLHK"}
    before = AuditEvent.objects.count()
    tie_agency(viewer=planner, code=DLH, unit_code="DLHK")
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize(("code", "unit"), [("9.9", "DLHK"), (DLH, "TIDAK-ADA")])
def test_what_is_not_there_is_not_tied(draft, load, planner, code, unit):
    load(draft)
    with pytest.raises(NotFoundForViewer):
        tie_agency(viewer=planner, code=code, unit_code=unit)


def test_only_planners_tie(draft, load):
    load(draft)
    with pytest.raises(NotPermitted):
        tie_agency(viewer=viewer_of("kadis"), code=DLH, unit_code="DLHK")


def test_the_number_of_codes_does_not_change_the_queries(draft, load, django_assert_num_queries):
    load(draft)
    BudgetUnit.objects.bulk_create(
        BudgetUnit(code=f"1.0{n}.0.00.0.00.01.0000", name=f"Dinas {n}", unit=Unit.objects.first())
        for n in range(1, 7)
    )
    with django_assert_num_queries(3):
        assert len(agency_codes(TODAY)) == 8


def test_unknown_codes_come_as_a_file(draft, planner, as_login):
    import_lines(
        viewer=planner, code=draft.code, stream=io.BytesIO(MAPPED), file_name="x.csv", apply=True,
        mapping=MAPPING,
    )  # fmt: skip
    client = as_login("staf")
    address = reverse("budget:version_codes_file", args=[draft.code, "csv"])
    assert address in words(client.get(reverse("budget:version_codes", args=[draft.code])))
    lines = client.get(address).content.decode("utf-8-sig").splitlines()
    assert lines[0] == "jenis;kode;nama_tercetak;baris;jumlah;baris_pertama_di_berkas"
    assert "rekening;5.9.99.01.01.0001;Asing;1;35;3" in lines
    unknown = reverse("budget:version_codes_file", args=[draft.code, "exe"])
    assert client.get(unknown).status_code == 404


def test_unknown_codes_are_shown_with_their_rows(draft, planner, as_login):
    import_lines(
        viewer=planner, code=draft.code, stream=io.BytesIO(MAPPED), file_name="x.csv",
        apply=True, mapping=MAPPING,
    )  # fmt: skip
    found = odd_codes(draft)
    (account,) = found.accounts
    assert (account.code, account.amount, account.lines, account.rows) == (
        "5.9.99.01.01.0001", 35, 1, [3],
    )  # fmt: skip
    assert found.count == 1
    page = words(as_login("staf").get(reverse("budget:version_codes", args=[draft.code])))
    assert "5.9.99.01.01.0001" in page
    assert "tidak satu pun dibuang" in page


def test_a_version_of_known_codes_says_so(planner, lists, as_login):
    version = filled(planner, 2026, ("4.1.01.19.01.0001", 1))
    page = words(as_login("staf").get(reverse("budget:version_codes", args=[version.code])))
    assert "Semua kode versi ini ada dalam daftar." in page


@pytest.mark.parametrize(("old", "new"), TAX_BRIDGE.items())
def test_each_moved_tax_is_one_line_over_the_years(planner, lists, old, new):
    filled(planner, 2023, (f"{old}.01.0001", 100), ("4.1.01.09.01.0001", 5))
    filled(planner, 2025, (f"{new}.0001", 130), ("4.1.01.09.01.0001", 6))
    series = tax_series(TaxObject(new, "Pajak", old))
    assert [(year.version.year, year.code, year.amount) for year in series.years] == [
        (2023, old, 100), (2025, new, 130),
    ]  # fmt: skip
    assert "naik Rp 30 dari 2023 ke 2025" in series.finding


def test_the_objects_of_today_name_the_code_they_came_from(lists):
    found = {tax.code: tax.former for tax in tax_objects()}
    assert found["4.1.01.19.01"] == "4.1.01.07"
    assert found["4.1.01.09"] == ""
    assert not set(TAX_BRIDGE) & set(found)
    assert set(TAX_BRIDGE.values()) <= set(found)


def test_a_version_without_revenue_does_not_hide_the_one_before(planner, lists, as_login):
    filled(planner, 2025, ("4.1.01.19.01.0001", 130))
    filled(planner, 2026, ("5.1.02.01.01.0024", 9))
    client = as_login("staf")
    page = words(client.get(reverse("budget:taxes"), {"objek": "4.1.01.07"}))
    assert "Rp 130" in page
    assert "Baru satu tahun yang termuat." in page
    assert client.get(reverse("budget:taxes"), {"objek": "4.1"}).status_code == 404


def test_without_a_list_of_accounts_the_page_says_so(own_database, as_login):
    assert not Account.objects.exists()
    assert "belum dimuat" in words(as_login("staf").get(reverse("budget:taxes")))
