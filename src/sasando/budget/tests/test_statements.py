"""A report of another system beside the payment orders: every difference is named, none dropped."""

from decimal import Decimal

import pytest
from django.urls import reverse

from sasando.budget.actions.execution import import_account_report, import_statement
from sasando.budget.documents.statements import statement_finding, statement_workbook
from sasando.budget.models import RealisationReport
from sasando.budget.queries.statements import By, report_code, statement_page
from sasando.core import clock
from sasando.organization.tests.files import csv_of
from sasando.rules.statements import Naming

from .calculator import Workbook
from .factories import AGENCY, BUILDING, FIRST, GOODS, SECOND
from .test_early_warning import version  # noqa: F401  a small adopted budget
from .test_execution_imports import LRA, pay, sp2d

PAGE = reverse("budget:statements")
ACCOUNTS = "sampai_tgl;kode_sub_skpd;kode_sub_giat;kode_akun;nilai;realisasi"


def words(response):
    return " ".join(response.content.decode().split())


def orders(*rows):
    report = pay(*rows)
    assert report.applied, [(t.field, t.code) for row in report.rows for t in row.troubles]


def lra(day, *rows):
    lines = [f"2025-01-01;{day};{code};;{name};{ceiling};{realised};;"
             for code, name, ceiling, realised in rows]  # fmt: skip
    report = import_statement(viewer=None, now=clock.now(), content=csv_of(LRA, *lines), apply=True)
    assert report.applied, [(t.field, t.code) for row in report.rows for t in row.troubles]
    return RealisationReport.objects.order_by("pk").last()


def of(page):
    return {row.code: (row.realised, row.orders.paid, row.naming) for row in page.rows}


def test_each_difference_is_named(version):  # noqa: F811
    orders(
        sp2d("1", 100), sp2d("2", -30), sp2d("3", 7, day="2025-06-30"),
        sp2d("4", 50, day="2025-07-01").replace(GOODS, "5.1.04.01.01.0001"),
        sp2d("5", 9).replace(GOODS, "5.1.05.01.01.0001"),
        sp2d("6", 4).replace(GOODS, "5.1.06.01.01.0001"),
    )  # fmt: skip
    report = lra(
        "2025-06-30",
        ("5.1.02", "Barang", 12_000_000_000, 107), ("5.1.03", "Bunga", 5, 5),
        ("5.1.05", "Hibah", 9, 10), ("5.1.06", "Bansos", 4, 1), ("4.1.01", "Pajak", 900, 800),
    )  # fmt: skip
    page = statement_page(report)
    assert of(page) == {
        "5.1.02": (107, 77, Naming.REFUNDS),
        "5.1.03": (5, 0, Naming.ONLY_REPORT),
        "5.1.05": (10, 9, Naming.REPORT_MORE),
        "5.1.06": (1, 4, Naming.REPORT_LESS),
        "5.2.03": (0, 0, Naming.SAME),
    }
    assert sum(page.named.values()) == page.total.difference == 33
    assert page.left_out == 1
    assert statement_finding(page) == (
        "Laporan realisasi anggaran per 30 Juni 2025 mencatat Rp 123, SP2D Rp 90: laporan lebih "
        "besar Rp 33. 1 dari 5 jenis belanja sama."
    )
    assert page.total.ceiling_difference == 18


def test_a_report_within_a_month_takes_the_orders_up_to_its_day(version):  # noqa: F811
    orders(sp2d("1", 100), sp2d("2", 20, day="2025-06-14"), sp2d("3", 5, day="2025-06-16"))
    page = statement_page(lra("2025-06-15", ("5.1.02", "Barang", 1, 120)))
    assert of(page)["5.1.02"] == (120, 120, Naming.SAME)
    later = statement_page(lra("2025-06-15", ("5.1.02", "Barang", 1, 125)))
    assert of(later)["5.1.02"] == (125, 120, Naming.LATER)
    assert report_code(later.report) == "LRA-2025-06-15-2"


def test_a_coarser_report_gathers_the_groups_below_it(version):  # noqa: F811
    orders(
        sp2d("1", 100), sp2d("2", 20).replace(GOODS, "5.1.05.01.01.0001"),
        sp2d("3", 3, activity=SECOND).replace(GOODS, BUILDING),
    )  # fmt: skip
    page = statement_page(lra("2025-06-30", ("5.1", "Operasi", 1, 120)))
    assert of(page) == {
        "5.1": (120, 120, Naming.SAME),
        "5.2.03": (0, 3, Naming.ONLY_ORDERS),
    }


def test_orders_without_an_account_are_told_apart(version):  # noqa: F811
    orders(sp2d("1", 100), sp2d("2", 40).replace(GOODS, ""))
    page = statement_page(lra("2025-06-30", ("5.1.02", "Barang", 1, 100)))
    assert (page.float_paid, page.total.orders.paid) == (40, 100)


def test_a_report_per_account_is_compared_by_agency_too(version, as_login):  # noqa: F811
    orders(sp2d("1", 100))
    report = import_account_report(
        viewer=None, now=clock.now(), apply=True,
        content=csv_of(ACCOUNTS, f"2025-06-30;{AGENCY};{FIRST};{GOODS};12000000000;90"),
    )  # fmt: skip
    assert report.applied
    page = statement_page(RealisationReport.objects.get(), By.AGENCY)
    assert of(page) == {AGENCY: (90, 100, Naming.REPORT_LESS)}
    shown = words(as_login("staf").get(PAGE, {"menurut": "skpd"}))
    assert "Dinas Lingkungan Hidup" in shown
    assert "0 dari 1 perangkat daerah sama" in shown


def test_the_number_of_queries_does_not_grow(version, django_assert_num_queries):  # noqa: F811
    orders(sp2d("1", 100), sp2d("2", -1), sp2d("3", 5).replace(GOODS, "5.1.05.01.01.0001"))
    report = lra("2025-06-30", ("5.1.02", "Barang", 1, 100), ("5.1.03", "Bunga", 1, 1))
    with django_assert_num_queries(6):
        statement_page(report)


def test_the_page_and_its_files_say_the_same(version, as_login):  # noqa: F811
    client = as_login("staf")
    assert "Belum ada laporan realisasi yang dimuat" in words(client.get(PAGE))
    assert client.get(reverse("budget:statements_file", args=["csv"])).status_code == 404
    orders(sp2d("1", 100), sp2d("2", -30))
    report = lra("2025-06-30", ("5.1.02", "Barang", 11_000_000_000, 100))
    page = words(client.get(PAGE))
    assert "sebesar pengembalian" in page
    assert "pagu versi Rp 12.000.000.000" in page
    assert "APBD murni 2025" in page
    table = client.get(reverse("budget:statements_file", args=["csv"])).content.decode("utf-8-sig")
    assert (
        "5.1.02;Belanja Barang dan Jasa;11000000000;12000000000;-1000000000;100;70;30;-30" in table
    )
    book = Workbook(client.get(reverse("budget:statements_file", args=["xlsx"])).content)
    name = "LRA dan SP2D"
    for cell, stored in book.stored[name].items():
        assert book.computed(name, cell) == stored, cell
    assert len(book.formulas[name]) == 2 * 2 + 8
    assert book.stored[name]["H7"] == Decimal(30)
    assert client.get(PAGE, {"laporan": report_code(report)}).status_code == 200
    assert client.get(PAGE, {"laporan": "LRA-1999-01-01-1"}).status_code == 404
    assert client.get(reverse("budget:statements_file", args=["exe"])).status_code == 404


@pytest.mark.parametrize("by", list(By))
def test_a_workbook_of_nothing_has_no_sums(version, by):  # noqa: F811
    report = lra("2025-06-30", ("4.1.01", "Pajak", 5, 5))
    page = statement_page(report, by)
    empty = page.__class__(**{**page.__dict__, "rows": []})
    assert Workbook(statement_workbook(empty)).formulas["LRA dan SP2D"] == {}
