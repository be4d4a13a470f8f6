"""The absorption report as a workbook that computes and on paper: the same figures as the page."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from sasando.budget.documents.absorption import agency_report, city_report, facts_of
from sasando.budget.documents.absorption_paper import absorption_pdf
from sasando.budget.documents.absorption_workbook import absorption_workbook
from sasando.budget.models import BudgetVersion
from sasando.budget.queries.early_warning import Flow, Sums, limits_on, standing_of
from sasando.budget.queries.execution import Basis, CityPage, agency_page
from sasando.budget.queries.reference import reference_on
from sasando.core import clock
from sasando.papers.tests.reading import fonts_not_embedded, pages_of, words_of
from sasando.rules.absorption import EarlyWarning, Work
from sasando.rules.forecast import Method

from .calculator import Workbook
from .factories import AGENCY, FIRST
from .test_early_warning import paid, version  # noqa: F401  fixtures of the known figures

DAY = date(2025, 11, 20)
MILLION = 1_000_000


def year(*amounts):
    return [Decimal(amount) for amount in amounts] + [Decimal(0)] * (12 - len(amounts))


def place(ceiling, plan, paid_each, **more):
    """Ten months over; every month the same."""
    return Sums(Decimal(ceiling), year(*[plan] * 12), year(*[paid_each] * 10), **more)


CASES = {
    EarlyWarning.GREEN: place(1200 * MILLION, 100 * MILLION, 98 * MILLION),
    EarlyWarning.YELLOW: place("999999999.37", 83_333_333, "74333333.33"),
    EarlyWarning.ORANGE: place(
        7_777_777_777, 648_148_148, 488_888_888,
        works=[Work(Decimal(500 * MILLION), Decimal(80)), Work(Decimal(3 * MILLION), Decimal(50))],
        capital=Flow(Decimal(777 * MILLION), year(*[60 * MILLION] * 12), year(9 * MILLION)),
        committed=Decimal(1_234_567_890),
    ),
    EarlyWarning.RED: place(600 * MILLION, 50 * MILLION, 3 * MILLION),
    EarlyWarning.GREY: place(500 * MILLION, 0, 21 * MILLION),
    "refunded": place(100 * MILLION, 8 * MILLION, -1),
    "without a ceiling": place(0, 0, 5),
}  # fmt: skip


@pytest.fixture
def report(db):
    limits = limits_on(DAY)
    whole = Sums()
    for sums in CASES.values():
        whole.add(sums)
    rows = [
        standing_of(sums, 10, limits, named=(str(number), name), share=Decimal("81.2345"))
        for number, (name, sums) in enumerate(CASES.items())
    ]
    known = BudgetVersion(
        year=2025, number=1, stage="PERGESERAN", as_of=date(2025, 3, 5), is_example=True,
        code="APBD-2025-1", legal_act="Perwal 4", name="Pergeseran 1 tahun 2025",
    )  # fmt: skip
    basis = Basis(known, known, None, DAY, 10, reference_on(DAY))
    whole.committed = None
    errors = dict.fromkeys(Method) | {Method.RUN_RATE: Decimal("3.48")}
    return city_report(
        CityPage(basis, rows, standing_of(whole, 10, limits, named=("", "Kota")), errors)
    )


def unequal(book):
    """Cells whose formula comes to something else than the value stored beside it."""
    return [
        (sheet, cell, formula, book.computed(sheet, cell), book.stored[sheet][cell])
        for sheet, formulas in book.formulas.items()
        for cell, formula in formulas.items()
        if book.computed(sheet, cell) != book.stored[sheet][cell]
    ]


def test_every_formula_comes_to_what_we_computed(report):
    book = Workbook(absorption_workbook(report))
    assert list(book.stored) == ["Perangkat daerah", "Acuan", "Perkiraan", "Kurva S", "Dasar"]
    assert sum(map(len, book.formulas.values())) > 250
    assert unequal(book) == []


def test_a_wrong_figure_would_be_found(report):
    """The calculator can fail: a stored value that is off by a sen is named."""
    wrong = replace(report.total, ceiling=report.total.ceiling + Decimal("0.01"))
    book = Workbook(absorption_workbook(replace(report, total=wrong)))
    assert {sheet for sheet, *_rest in unequal(book)} >= {"Perangkat daerah", "Perkiraan"}


def test_all_classes_are_computed_from_the_limits_of_the_basis(report):
    book = Workbook(absorption_workbook(report))
    words = [book.computed("Perangkat daerah", f"L{row}") for row in range(8, 8 + len(CASES))]
    assert [word.partition(":")[0] for word in words] == [
        "hijau", "kuning", "jingga", "merah", "abu-abu", "merah", "abu-abu",
    ]  # fmt: skip
    book.stored["Dasar"]["B10"] = Decimal("0.99")
    assert book.computed("Perangkat daerah", "L8") == "kuning: mulai tertinggal"
    book.stored["Dasar"]["B16"] = Decimal(50)
    assert book.computed("Acuan", "F8") == Decimal(50)


def test_shares_of_sums_come_from_sums(report):
    book = Workbook(absorption_workbook(report))
    last = 8 + len(CASES)
    sums = {letter: book.computed("Perangkat daerah", f"{letter}{last}") for letter in "CEG"}
    assert sums["G"] == round(sums["E"] * 100 / sums["C"], 2) == report.total.absorption.percent
    assert sums["C"] == report.total.ceiling


def test_months_to_come_stay_empty_and_both_charts_are_there(report):
    content = absorption_workbook(report)
    book = Workbook(content)
    curve = book.stored["Kurva S"]
    assert curve["A19"] == "November"
    assert [cell in curve for cell in ("D19", "E19", "G19", "H18")] == [True, False, False, False]
    assert (curve["H17"], curve["H20"], curve["O17"]) == (70, 100, 65)
    charts = [name for name in book.packed.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 2
    drawn = book.packed.read(charts[0]).decode()
    assert "'Kurva S'!$G$9:$G$20" in drawn
    assert drawn.count("<c:ser>") == 3


def test_forecasts_say_what_they_lack_and_how_far_they_were_off(report):
    foretold = Workbook(absorption_workbook(report)).stored["Perkiraan"]
    last = 8 + len(CASES)
    assert foretold[f"I{last + 1}"] == Decimal("3.48")
    assert foretold[f"K{last + 2}"] == "nilai kontrak dan gaji yang mengikat belum dicatat"
    assert foretold[f"K{last}"] == ""


def test_every_sheet_says_what_it_rests_on(report):
    book = Workbook(absorption_workbook(report))
    for sheet in ("Perangkat daerah", "Acuan", "Perkiraan", "Kurva S"):
        cells = book.stored[sheet]
        assert cells["A1"].startswith("CONTOH, bukan dokumen resmi. Serapan belanja 2025: ")
        assert cells["A2"] == "Versi: Pergeseran 1 tahun 2025, keadaan 5 Maret 2025, Perwal 4"
        assert cells["A3"].startswith("Pembayaran sampai 31 Oktober 2025 menurut daftar SP2D")
    assert "sumber resminya belum dibaca" in book.stored["Dasar"]["B18"]
    assert facts_of(report)[-1] == report.finding


def test_the_paper_shows_the_same_figures(report):
    pdf = absorption_pdf(report, now=clock.now())
    said = words_of(pdf)
    assert "Serapan belanja 2025: seluruh perangkat daerah" in said
    assert "Versi anggaran Pergeseran 1 tahun 2025" in said
    assert report.finding[1:] in said
    assert said.count("CONTOH bukan dokumen resmi") == pages_of(pdf)
    assert "rata-rata 3,48 %" in said
    assert "Belanja modal" in said
    assert fonts_not_embedded(pdf) == []


def test_a_report_of_accounts_knows_its_own_month_only(report):
    """Payments of a report stand in its last month: no quarter before it can be judged."""
    basis = replace(report.basis, report=object.__new__(object))
    assert basis.quarter == 0
    assert replace(basis, closed=9).quarter == 3
    book = Workbook(absorption_workbook(replace(report, basis=replace(report.basis, closed=2))))
    assert "Acuan" not in book.stored


def test_an_agency_has_its_programmes_and_sub_activities(paid, at):  # noqa: F811
    at("2025-07-03 09.00")
    found = agency_report(agency_page(paid, AGENCY, date(2025, 7, 3)))
    book = Workbook(absorption_workbook(found))
    assert list(book.stored)[:2] == ["Program", "Sub kegiatan"]
    assert unequal(book) == []
    assert FIRST in book.stored["Sub kegiatan"].values()
    assert book.stored["Program"]["G9"] == Decimal("29.5")
    assert book.stored["Perkiraan"]["H9"] == 8_850_000_000
    assert FIRST in words_of(absorption_pdf(found, now=clock.now()))


@pytest.mark.parametrize(
    ("kind", "begins"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("pdf", b"%PDF")]
)
def test_files_are_handed_out_by_name(paid, as_login, kind, begins):  # noqa: F811
    client = as_login("staf")
    city = client.get(reverse("budget:absorption_file", args=[kind]))
    one = client.get(reverse("budget:absorption_agency_file", args=[AGENCY, kind]))
    assert city.content.startswith(begins)
    assert one.content.startswith(begins)
    assert city["Content-Disposition"] == f'attachment; filename="serapan-2025.{kind}"'
    assert one["Content-Disposition"] == f'attachment; filename="serapan-2025-{AGENCY}.{kind}"'
