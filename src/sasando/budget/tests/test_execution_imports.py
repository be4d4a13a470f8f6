"""The lists of a budget on its way: judged first, loaded whole or not at all, twice is once."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sasando.budget.actions import adopt_version, open_version
from sasando.budget.actions.execution import (
    import_account_report,
    import_cash_plan,
    import_contracts,
    import_payments,
    import_progress,
    import_statement,
)
from sasando.budget.imports.execution.columns import LISTINGS
from sasando.budget.models import (
    CashPlanMonth,
    Contract,
    Payment,
    PaymentTotal,
    PhysicalProgress,
    RealisationReport,
)
from sasando.core import clock
from sasando.core.errors import NotPermitted
from sasando.core.models import AuditEvent
from sasando.organization.tests.files import csv_of, xlsx_of

from .conftest import viewer_of
from .factories import AGENCY, BUILDING, FIRST, GOODS, SECOND, agency_with_lines, line

SP2D = (
    "nomor_sp_2_d;tanggal_sp_2_d;jenis_sp_2_d;kode_sub_skpd;kode_sub_giat;kode_rekening;"
    "nilai_sp_2_d;nomor_kontrak;membatalkan"
)
PLAN = "kode_sub_skpd;kode_sub_giat;kode_rekening;" + ";".join(
    f"bulan_{month}" for month in range(1, 13)
) + ";total_akb;selisih"  # fmt: skip
RFK = "tahun;bulan;kode_sub_skpd;kode_sub_giat;rak;realisasi_anggaran;realisasi_fisik;permasalahan"
LRA = (
    "mulai_tgl;sampai_tgl;kode_rekening;level;nama_rekening;nominal;realisasi;presentase;"
    "previous_realisasi"
)


@pytest.fixture
def city(draft, at):
    at("2025-08-20 10.00")
    return agency_with_lines(draft)


def sp2d(number, amount, *, day="2025-03-04", activity=FIRST, contract="", takes_back=""):
    return f"{number};{day};LS;{AGENCY};{activity};{GOODS};{amount};{contract};{takes_back}"


def pay(*rows, apply=True):
    return import_payments(
        viewer=viewer_of("perencana"), now=clock.now(), content=csv_of(SP2D, *rows), apply=apply
    )


def codes(report):
    return [(t.field, t.code) for row in report.rows for t in (*row.troubles, *row.notices)]


def months(amounts, total, activity=FIRST, account=GOODS, difference="0"):
    return ";".join((AGENCY, activity, account, *map(str, amounts), str(total), difference))


def test_payments_load_once(city):
    assert not pay(sp2d("1", "1.000.000"), apply=False).applied
    assert not Payment.objects.exists()
    report = pay(sp2d("1", "1.000.000"), sp2d("2", "-250,50"))
    assert report.applied
    assert PaymentTotal.objects.get().amount == Decimal("999749.50")
    assert pay(sp2d("1", "1.000.000"), sp2d("2", "-250,50")).changes_nothing
    assert Payment.objects.count() == 2
    event = AuditEvent.objects.get(action="budget.execution-loaded")
    assert event.after["baru"] == 2


def test_a_loaded_payment_is_not_changed_but_taken_back(city):
    pay(sp2d("1", "100"))
    assert codes(pay(sp2d("1", "101"))) == [("nomor_sp_2_d", "payment-differs")]
    assert pay(sp2d("1B", "-100", takes_back="1"), sp2d("1C", "101")).applied
    assert PaymentTotal.objects.get().amount == 101
    assert codes(pay(sp2d("1D", "-100", takes_back="1"))) == [("membatalkan", "reversed-already")]
    assert codes(pay(sp2d("9", "-5", takes_back="8"))) == [("membatalkan", "reversed-unknown")]
    assert codes(pay(sp2d("9", "-5", takes_back="1C"))) == [("membatalkan", "reversal-differs")]
    assert pay(sp2d("1B", "-100", takes_back="1")).changes_nothing


def test_a_payment_and_what_takes_it_back_may_come_in_one_file(city):
    assert pay(sp2d("B", "-7", takes_back="A"), sp2d("A", "7")).applied
    assert Payment.objects.get(number="B").reverses == Payment.objects.get(number="A")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (sp2d("1", "0"), ("nilai_sp_2_d", "payment-zero")),
        (sp2d("1", "5", day="2025-09-01"), ("tanggal_sp_2_d", "payment-to-come")),
        (sp2d("1", "5", contract="K-9"), ("nomor_kontrak", "contract-unknown")),
        (sp2d("1", "5").replace(AGENCY, "9.99"), ("kode_sub_skpd", "budget-agency-unknown")),
    ],
)
def test_one_wrong_row_keeps_the_file_out(city, row, told):
    report = pay(sp2d("0", "5"), row)
    assert codes(report) == [told]
    assert not Payment.objects.exists()


def test_an_unknown_sub_activity_is_told_and_kept(city):
    report = pay(sp2d("1", "5", activity="2.11.09.2.01.0007"))
    assert report.applied
    assert codes(report) == [("kode_sub_giat", "budget-activity-unknown")]
    kept = Payment.objects.get()
    assert (kept.activity, kept.activity_code) == (None, "2.11.09.2.01.0007")


def test_only_planners_load(city):
    with pytest.raises(NotPermitted):
        import_payments(
            viewer=viewer_of("kadis"), now=clock.now(), content=csv_of(SP2D, sp2d("1", "1")),
            apply=True,
        )  # fmt: skip


def plan(version, *rows, apply=True):
    return import_cash_plan(
        viewer=viewer_of("perencana"), code=version.code, content=csv_of(PLAN, *rows), apply=apply
    )


def test_a_cash_plan_is_checked_against_its_total_and_ceiling(city, draft):
    even = [600_000_000] * 11 + [1_400_000_000]
    assert plan(draft, months(even, 8_000_000_000)).applied
    assert CashPlanMonth.objects.get(month=12).amount == 1_400_000_000
    assert plan(draft, months(even, 8_000_000_000)).changes_nothing
    assert codes(plan(draft, months(even, 7))) == [("total_akb", "plan-sum-differs")]
    short = plan(draft, months([1] * 12, 12))
    assert codes(short) == [
        ("total_akb", "plan-above-ceiling"), ("selisih", "plan-difference-printed"),
    ]  # fmt: skip
    assert short.applied
    assert {row.amount for row in CashPlanMonth.objects.all()} == {Decimal(1)}


def test_a_plan_of_an_agency_is_replaced_whole_and_the_report_says_so(city, draft):
    flat = [1] * 12
    whole = [months(flat, 12), months([3] * 12, 36, SECOND, BUILDING)]
    assert not plan(draft, *whole).warnings
    report = plan(draft, months(flat, 12), apply=False)
    assert not report.changes_nothing
    assert report.lines()[0] == (
        "Rencana kas Dinas Lingkungan Hidup: Rp 36 pada 1 kelompok rekening akan hilang. "
        "Rencana SKPD itu diganti dari Rp 48 menjadi Rp 12. Lengkapi berkas bila keliru."
    )
    assert not plan(draft, *whole, apply=False).warnings
    # What a file with a refused row would do as a whole is not known.
    assert not plan(draft, months(flat, 12), months(flat, 7, SECOND, BUILDING)).warnings
    assert plan(draft, months(flat, 12)).applied
    assert CashPlanMonth.objects.count() == 12
    event = AuditEvent.objects.filter(action="budget.execution-loaded").latest("pk")
    assert event.after["peringatan"] == [report.warnings[0].problem]
    assert plan(draft, months(flat, 12)).changes_nothing


def test_what_a_plan_loses_stands_on_top_of_its_report(city, draft, as_login):
    flat = [1] * 12
    plan(draft, months(flat, 12), months([3] * 12, 36, SECOND, BUILDING))
    client = as_login("perencana")
    page = f"{reverse('budget:list_upload', args=['anggaran-kas'])}?versi={draft.code}"
    file = SimpleUploadedFile("rak.csv", csv_of(PLAN, months(flat, 12)))
    shown = client.post(page, {"file": file}).content.decode()
    lost = "Rencana kas Dinas Lingkungan Hidup: Rp 36 pada 1 kelompok rekening akan hilang."
    assert shown.index(lost) < shown.index("Muat sekarang")
    ticket = shown.split('name="ticket" value="')[1].split('"')[0]
    address = reverse("budget:list_report", args=["anggaran-kas"])
    whole = client.post(f"{address}?versi={draft.code}", {"ticket": ticket})
    first = whole.content.decode("utf-8-sig").splitlines()[1]
    assert first.startswith(f";;peringatan;;{lost};")


def contract(amount="3000000000", ends="2025-12-01", activity=SECOND, year=2025):
    head = (
        "nomor_kontrak;tahun;kode_sub_skpd;kode_sub_giat;kode_rekening;nilai;tanggal_mulai;"
        "tanggal_selesai;penyedia"
    )
    row = f"K-1;{year};{AGENCY};{activity};{BUILDING};{amount};2025-03-01;{ends};PT Contoh"
    return import_contracts(
        viewer=viewer_of("perencana"), now=clock.now(), content=csv_of(head, row), apply=True
    )


def test_a_contract_is_changed_by_its_number(city):
    assert contract().applied
    assert contract().changes_nothing
    assert contract("3200000000").applied
    found = Contract.objects.get()
    assert (found.amount, found.firm, found.ends_on) == (
        Decimal(3_200_000_000), "PT Contoh", date(2025, 12, 1)
    )  # fmt: skip
    assert codes(contract(ends="2025-02-01")) == [("tanggal_selesai", "dates-reversed")]
    assert pay(sp2d("1", "5", contract="K-1")).applied
    assert Payment.objects.get().contract == found


def test_a_contract_above_its_sub_activity_is_told_and_loaded(city, draft, planner):
    assert codes(contract("4000000000")) == []
    report = contract("4000000001")
    assert report.applied
    [notice] = report.rows[0].notices
    assert notice.field == "nilai"
    assert notice.problem == (
        "Nilai kontrak Rp 4.000.000.001 melebihi pagu sub kegiatannya, Rp 4.000.000.000 "
        f"({draft.name})."
    )
    assert codes(contract("9999999999", activity="2.11.09.2.01.0007")) == [
        ("kode_sub_giat", "budget-activity-unknown")
    ]


def test_the_ceiling_of_a_contract_is_of_the_adopted_budget(city, draft, planner):
    adopt_version(
        viewer=planner, code=draft.code, legal_act="Perda contoh", adopted_on=date(2024, 12, 30)
    )
    later = open_version(viewer=planner, year=2025, stage="PERGESERAN", as_of=date(2025, 3, 1))
    lines = [line(FIRST, GOODS, 3_000_000_000), line(SECOND, BUILDING, 9_000_000_000)]
    agency_with_lines(later, lines)
    assert codes(contract("5000000000")) == [("nilai", "contract-above-ceiling")]


def rfk(*rows):
    return import_progress(
        viewer=viewer_of("perencana"), now=clock.now(), content=csv_of(RFK, *rows), apply=True
    )


def test_progress_is_told_again_beside_the_first(city):
    pay(sp2d("1", "100"))
    assert rfk(f"2025;6;{AGENCY};{FIRST};100;100;45;").applied
    again = rfk(f"2025;6;{AGENCY};{FIRST};100;90;40;Menunggu bahan")
    assert codes(again) == [("realisasi_anggaran", "paid-differs")]
    told = PhysicalProgress.objects.order_by("number").values_list("number", "percent")
    assert list(told) == [(1, Decimal(45)), (2, Decimal(40))]
    falls = rfk(f"2025;7;{AGENCY};{FIRST};;;39,5;")
    assert codes(falls) == [("realisasi_fisik", "progress-falls")]
    assert codes(rfk(f"2025;8;{AGENCY};{FIRST};;;50;")) == [("bulan", "month-to-come")]
    assert codes(rfk(f"2025;7;{AGENCY};{FIRST};;;101;")) == [("realisasi_fisik", "number-above")]
    unknown = rfk(f"2025;7;{AGENCY};2.11.09.2.01.0007;;;50;")
    assert ("kode_sub_giat", "budget-activity-needed") in codes(unknown)


def lra(*rows):
    return import_statement(
        viewer=viewer_of("perencana"), now=clock.now(), content=csv_of(LRA, *rows), apply=True
    )


def test_a_statement_must_add_up(city):
    head = "2025-01-01;2025-06-30"
    rows = (
        f"{head};5;1;BELANJA;1000;400;40;300",
        f"{head};5.1;2;OPERASI;700;300;42,86;300",
        f"{head};5.2;2;MODAL;300;100;33,33;0",
    )
    assert lra(*rows).applied
    report = RealisationReport.objects.get()
    assert [row.is_leaf for row in report.lines.order_by("row")] == [False, True, True]
    assert lra(*rows).changes_nothing
    wrong = lra(f"{head};5;1;BELANJA;1000;401;40;300", *rows[1:])
    assert codes(wrong) == [("realisasi", "sum-differs"), ("presentase", "percent-differs")]
    assert not wrong.applied
    later = lra(rows[0].replace("400", "410"), rows[1].replace(";300;42", ";310;42"), rows[2])
    assert later.applied
    assert [row.number for row in RealisationReport.objects.all()] == [1, 2]


def test_rows_without_a_code_are_told_and_left_out(city):
    head = "2025-01-01;2025-06-30"
    report = lra(f"{head};5;1;BELANJA;-1000;400;-40;300")
    assert codes(report) == [("nominal", "number-below")]
    report = lra(f"{head};5;1;BELANJA;1000;400;40;300", f"{head};;;SURPLUS/DEFISIT;-1000;-400;;")
    assert codes(report) == [("kode_rekening", "row-without-code")]
    assert report.applied
    assert RealisationReport.objects.get().lines.count() == 1


def test_an_account_report_comes_from_a_workbook_too(city):
    content = xlsx_of(
        ["sampai_tgl", "kode_sub_skpd", "kode_sub_giat", "kode_akun", "nilai", "realisasi"],
        ["2025-06-30", AGENCY, FIRST, GOODS, 8_000_000_000, 3_540_000_000],
    )
    report = import_account_report(
        viewer=viewer_of("perencana"), now=clock.now(), content=content, apply=True
    )
    assert report.applied
    line = RealisationReport.objects.get().lines.get()
    assert (line.realised, line.agency, line.activity) == (
        Decimal(3_540_000_000), city.agency, city.activity
    )  # fmt: skip


def test_every_list_has_examples_that_can_be_read():
    for listing in LISTINGS.values():
        for column in listing.columns:
            for example in column.examples:
                if example:
                    assert column.read(example) is not None
