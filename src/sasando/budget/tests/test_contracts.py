"""Contracts as people see them: what is left, how late the work is, which are critical and why."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import Error, connection, transaction
from django.urls import reverse

from sasando.budget.actions.execution import (
    import_contract_progress,
    import_contracts,
    import_progress,
)
from sasando.budget.models import Contract, ContractProgress
from sasando.budget.queries.contracts import contract_page, policy_on
from sasando.core import clock
from sasando.core.models import Policy
from sasando.organization.tests.files import csv_of
from sasando.rules.contracts import ContractClass

from .conftest import viewer_of
from .factories import AGENCY, BUILDING, FIRST, GOODS, SECOND
from .test_execution_imports import RFK, city, codes, pay, sp2d  # noqa: F401  August 2025

HEAD = (
    "nomor_kontrak;tahun;kode_sub_skpd;kode_sub_giat;kode_rekening;nilai;tanggal_mulai;"
    "tanggal_selesai;penyedia"
)
WORK = "nomor_kontrak;tahun;bulan;rencana_fisik;realisasi_fisik;catatan"
LIST = reverse("budget:contracts")
DAY = date(2025, 8, 20)

pytestmark = pytest.mark.usefixtures("city")


def load(how, head, *rows):
    return how(
        viewer=viewer_of("perencana"), now=clock.now(), content=csv_of(head, *rows), apply=True
    )


def sign(number="K-1", *, activity=SECOND, ends="2025-12-01", amount=1000):
    account = BUILDING if activity == SECOND else GOODS
    row = f"{number};2025;{AGENCY};{activity};{account};{amount};2025-03-01;{ends};CV {number}"
    report = load(import_contracts, HEAD, row)
    assert report.applied, codes(report)


def told(number="K-1", month=7, planned="60", actual="45"):
    return load(import_contract_progress, WORK, f"{number};2025;{month};{planned};{actual};")


def words(response):
    return " ".join(response.content.decode().split())


def test_a_contract_tells_what_is_left_and_how_late_it_is():
    sign()
    assert pay(sp2d("1", "300", activity=SECOND, contract="K-1"),
               sp2d("2", "99", activity=SECOND)).applied  # fmt: skip
    assert told(month=6, planned="40", actual="40").applied
    assert told().applied
    (row,) = contract_page(2025, DAY).rows
    assert (row.paid, row.left, row.days_left) == (300, 700, 103)
    assert (row.planned, row.actual, row.until) == (60, 45, date(2025, 7, 31))
    assert (row.verdict, row.delay, row.by_time) == (ContractClass.CRITICAL, 15, False)


def test_payments_and_work_after_the_day_do_not_count():
    sign()
    pay(sp2d("1", "300", day="2025-07-04", activity=SECOND, contract="K-1"))
    told()
    (row,) = contract_page(2025, date(2025, 7, 3)).rows
    assert (row.paid, row.verdict) == (0, ContractClass.UNKNOWN)
    (row,) = contract_page(2025, date(2025, 7, 4)).rows
    assert row.paid == 300


def test_without_its_schedule_time_and_sub_activity_stand_in():
    sign()
    assert load(import_progress, RFK, f"2025;7;{AGENCY};{SECOND};;;40;").applied
    (row,) = contract_page(2025, DAY).rows
    # 153 of 276 days were over at the end of July.
    assert (row.planned, row.actual) == (Decimal("55.43"), 40)
    assert row.by_time
    assert row.by_activity
    assert row.verdict is ContractClass.CRITICAL


def test_the_work_of_a_sub_activity_is_not_shared_by_two_contracts():
    sign()
    sign("K-2")
    assert load(import_progress, RFK, f"2025;7;{AGENCY};{SECOND};;;40;").applied
    rows = contract_page(2025, DAY).rows
    assert {row.verdict for row in rows} == {ContractClass.UNKNOWN}


def test_the_gravest_comes_first_and_an_agency_is_chosen():
    for number, actual in (("A", "60"), ("B", "45"), ("C", "55")):
        sign(number)
        assert told(number, actual=actual).applied
    sign("D", ends="2025-08-19")
    assert told("D", planned="100", actual="99").applied
    page = contract_page(2025, DAY, AGENCY)
    assert [row.contract.number for row in page.rows] == ["B", "D", "C", "A"]
    assert page.counts[ContractClass.EXPIRED] == 1
    assert (page.amount, page.critical, page.expired, page.grave_left) == (4000, 1, 1, 2000)
    assert contract_page(2025, DAY, "9.99").rows == []
    assert contract_page(2024, DAY).rows == []


def test_progress_of_a_contract_is_told_again_beside_the_first():
    sign()
    assert told().applied
    assert told().changes_nothing
    again = told(actual="50")
    assert [(one.before, one.after) for one in again.rows[0].changes] == [("45", "50")]
    found = ContractProgress.objects.order_by("number").values_list("number", "actual")
    assert list(found) == [(1, 45), (2, 50)]
    assert contract_page(2025, DAY).rows[0].actual == 50


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("K-9;2025;7;60;45;", ("nomor_kontrak", "contract-unknown")),
        ("K-1;2025;8;60;45;", ("bulan", "month-to-come")),
        ("K-1;2025;2;60;45;", ("bulan", "contract-month-early")),
        ("K-1;2025;7;101;45;", ("rencana_fisik", "number-above")),
        ("K-1;2025;7;60;;", ("realisasi_fisik", "empty")),
        ("K-1;2025;7;60;39;", ("realisasi_fisik", "progress-falls")),
    ],
)
def test_a_wrong_figure_is_told(row, told):
    sign()
    load(import_contract_progress, WORK, "K-1;2025;6;40;40;")
    assert codes(load(import_contract_progress, WORK, row)) == [told]


def test_limits_are_those_of_the_day():
    sign()
    told(actual="51")
    assert contract_page(2025, DAY).rows[0].verdict is ContractClass.LATE
    assert policy_on(DAY).evidence
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_policy WHERE name = 'kontrak-kritis'")
        assert cursor.fetchone() == (1,)
    value = {"batas_rencana": "70", "terlambat_awal": "5", "terlambat_akhir": "5"}
    stands = Policy.objects.get(name="kontrak-kritis")
    assert stands.value["terlambat_awal"] == "10"
    later = clock.local_day(clock.now())
    Policy.objects.create(
        name="kontrak-kritis", value=value, valid_from=date(later.year, 9, 1),
        legal_basis="Perwal contoh", evidence="P",
    )  # fmt: skip
    assert contract_page(2025, date(2025, 8, 31)).rows[0].verdict is ContractClass.LATE
    assert contract_page(2025, date(2025, 9, 1)).rows[0].verdict is ContractClass.CRITICAL


def test_a_ground_that_names_no_limits_leaves_them_to_the_page(at, as_login):
    sign()
    value = {"batas_rencana": "60", "terlambat_awal": "15", "terlambat_akhir": "5"}
    Policy.objects.create(
        name="kontrak-kritis", value=value, valid_from=date(2025, 9, 1), evidence="P",
        legal_basis="Perwal contoh, terlambat 15 poin",
    )  # fmt: skip
    at("2025-09-01 10.00")
    page = words(as_login("staf").get(LIST, {"tahun": 2025}))
    assert "Rencana fisik sampai 60 %: terlambat lebih dari 15 poin." in page
    assert "Perwal contoh, terlambat 15 poin (usulan, bukan aturan)" in page


def test_what_was_told_of_a_contract_stays():
    sign()
    told()
    for statement in (
        "UPDATE budget_contractprogress SET actual = 100",
        "DELETE FROM budget_contractprogress",
        """INSERT INTO budget_contractprogress
           (contract_id, year, month, number, planned, actual, note, is_example)
           SELECT id, 2025, 7, 3, 101, 5, '', false FROM budget_contract""",
    ):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Contract.objects.get().progress.get().actual == 45


def test_the_page_filters_and_its_file_has_every_figure(as_login):
    sign()
    told()
    client = as_login("staf")
    page = words(client.get(LIST, {"tahun": 2025}))
    assert "Dari 1 kontrak, 1 kritis dan 0 lewat masa tanpa laporan selesai; Rp 1.000" in page
    assert "terlambat 15,00 poin" in page
    assert page.count("perlu dipastikan kota") == 1
    assert page.count("terlambat lebih dari 10 poin") == 1
    assert "Muat kontrak" not in page
    assert "Tidak ada kontrak dalam kelas ini" in words(
        client.get(LIST, {"tahun": 2025, "kelas": "SELESAI"})
    )
    table = client.get(reverse("budget:contracts_file", args=["csv"]), {"tahun": 2025})
    cells = table.content.decode("utf-8-sig").splitlines()[1]
    assert cells.startswith(f"K-1;{AGENCY};")
    assert ";1000;0;1000;2025-03-01;2025-12-01;103;60;jadwal kontrak;45;kontrak;" in cells
    assert client.get(LIST, {"skpd": "9.99"}).status_code == 404
    one = words(client.get(LIST, {"tahun": 2025, "skpd": AGENCY}))
    assert "Kontrak 2025: Dinas Lingkungan Hidup" in one
    assert "Muat kontrak" in words(as_login("perencana").get(LIST, {"tahun": 2025}))


def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries):
    for number in range(12):
        sign(f"N-{number}", activity=FIRST if number % 2 else SECOND)
    with django_assert_max_num_queries(4):
        assert len(contract_page(2025, DAY).rows) == 12
