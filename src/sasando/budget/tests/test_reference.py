"""Belanja modal beside all expenditure, and both beside what the country expects by a quarter."""

from datetime import date

import pytest
from django.urls import reverse

from sasando.budget.actions import adopt_version
from sasando.budget.actions.execution import (
    import_account_report,
    import_cash_plan,
    import_payments,
)
from sasando.budget.curves import BOTTOM, TOP, curve_pictures
from sasando.budget.queries.early_warning import Sums, limits_on, standing_of
from sasando.budget.queries.execution import agency_page, city_page
from sasando.budget.queries.reference import ground_of, quarter_end, reference_on
from sasando.core import clock

from .factories import AGENCY, BUILDING, FIRST, GOODS, SECOND, agency_with_lines, line
from .test_early_warning import JULY, load
from .test_execution_imports import PLAN, SP2D, months, sp2d

DAY = date(2025, 7, 3)
ACCOUNTS = "sampai_tgl;kode_sub_skpd;kode_sub_giat;kode_akun;nilai;realisasi"
CITY = reverse("budget:absorption")


def built(number, amount, **more):
    return sp2d(number, amount, activity=SECOND, **more).replace(GOODS, BUILDING)


@pytest.fixture
def version(draft, at):
    """8 billion of goods, 4 billion of buildings, planned evenly over the year."""
    at(JULY)
    agency_with_lines(draft)
    adopt_version(viewer=None, code=draft.code, legal_act="Perda 9", adopted_on=date(2024, 12, 30))
    draft.refresh_from_db()
    load(
        import_cash_plan, PLAN,
        months([650_000_000] * 11 + [850_000_000], 8_000_000_000),
        months([300_000_000] * 11 + [700_000_000], 4_000_000_000, SECOND, BUILDING),
        code=draft.code,
    )  # fmt: skip
    return draft


@pytest.fixture
def paid(version):
    load(
        import_payments, SP2D, sp2d("1", 3_000_000_000), built("2", 600_000_000, day="2025-05-05"),
        built("3", 5, day="2025-07-01"), now=clock.now(),
    )  # fmt: skip
    return version


def test_capital_is_a_part_of_the_whole(paid):
    (row,) = city_page(paid, DAY).rows
    assert (row.ceiling, row.paid) == (12_000_000_000, 3_600_000_000)
    capital = row.capital
    assert (capital.ceiling, capital.paid) == (4_000_000_000, 600_000_000)
    assert capital.absorption.percent == 15
    assert (row.planned, capital.planned) == (5_700_000_000, 1_800_000_000)
    assert capital.capital is None
    one = agency_page(paid, AGENCY, DAY)
    assert one.standing.capital == capital
    assert {part.code: part.capital is None for part in one.activities} == {
        FIRST: True, SECOND: False,
    }  # fmt: skip


def test_the_quarter_is_judged_at_its_own_end(paid):
    page = city_page(paid, date(2025, 9, 10))
    assert (page.basis.closed, page.basis.quarter, page.basis.quarter_word) == (8, 2, "II")
    end = quarter_end(page.total, 2, page.basis.reference.spending)
    assert (end.percent, end.expected, end.deviation) == (30, 40, -10)
    capital = quarter_end(page.total.capital, 2, page.basis.reference.capital)
    assert (capital.percent, capital.expected, capital.word) == (15, 35, "II")


def test_before_the_first_quarter_and_without_a_ceiling_nothing_is_judged(paid):
    early = city_page(paid, date(2025, 3, 31))
    assert early.basis.quarter == 0
    assert early.basis.quarter_word == ""
    assert quarter_end(early.total, 0, early.basis.reference.spending) is None
    bare = standing_of(Sums(), 6, limits_on(DAY))
    assert quarter_end(bare, 2, early.basis.reference.spending) is None
    assert quarter_end(None, 2, early.basis.reference.spending) is None
    assert bare.capital is None


def test_a_report_per_account_tells_capital_too(version):
    lines = (
        f"2025-06-30;{AGENCY};{FIRST};{GOODS};8000000000;900",
        f"2025-06-30;{AGENCY};{SECOND};{BUILDING};4000000000;70",
    )
    load(import_account_report, ACCOUNTS, *lines, now=clock.now())
    page = city_page(version, DAY)
    assert page.basis.report is not None
    assert (page.total.paid, page.total.capital.paid) == (970, 70)
    assert page.basis.quarter == 2


def test_the_curves_mark_the_ends_of_the_quarters(paid):
    page = city_page(paid, DAY)
    both = curve_pictures(page.total, page.basis.reference)
    assert [picture.title for picture in both] == ["Belanja", "Belanja modal"]
    whole, capital = both
    assert [y for _x, y in whole.expected] == [
        BOTTOM - int((BOTTOM - TOP) * share / 100) for share in (15, 40, 70, 100)
    ]
    assert whole.expected_path.startswith("M48 240L")
    assert capital.expected[3][1] > whole.expected[3][1]
    assert len(whole.paid) == 6
    assert "belanja" in capital.finding.lower()


def test_without_capital_there_is_one_curve(draft, at):
    at(JULY)
    agency_with_lines(draft, [line(FIRST, GOODS, 8_000_000_000), line(SECOND, GOODS, 7)])
    page = city_page(draft, DAY)
    assert page.total.capital is None
    assert len(curve_pictures(page.total, page.basis.reference)) == 1


def test_the_page_shows_both_and_says_how_sure_the_reference_is(paid, as_login):
    page = " ".join(as_login("staf").get(CITY).content.decode().split())
    assert page.count('<figure class="s-curve">') == 2
    assert "30,00 % dari 40 % (TW II); belanja modal 15,00 % dari 35 % (TW II)" in page
    assert "Acuan ini dari ingatan" in page
    assert "modal 15,00 %, acuan 35 %" in page
    assert "SP2D belanja modal" in page
    assert "dari ingatan" in ground_of(DAY)
    assert ground_of(date(2017, 1, 1)) == ""
    assert reference_on(DAY).capital == (10, 35, 65, 95)


def test_what_is_tied_to_no_sub_activity_is_a_row_of_its_own(paid, as_login):
    unknown = sp2d("9", 77, activity="2.11.09.2.01.0007", day="2025-06-02")
    load(import_payments, SP2D, unknown, now=clock.now())
    page = agency_page(paid, AGENCY, DAY)
    assert page.untied.paid == 77
    parts = sum((row.paid for row in page.programmes), page.untied.paid)
    assert parts == page.standing.paid
    shown = as_login("staf").get(reverse("budget:absorption_agency", args=[AGENCY]))
    assert "Tidak terkait sub kegiatan" in shown.content.decode()


def test_the_table_of_an_agency_counts_no_rupiah_twice(paid, as_login):
    unknown = sp2d("9", 77, activity="2.11.09.2.01.0007", day="2025-06-02")
    load(import_payments, SP2D, unknown, now=clock.now())
    address = reverse("budget:absorption_agency_file", args=[AGENCY, "csv"])
    lines = as_login("staf").get(address).content.decode("utf-8-sig").splitlines()[1:]
    assert sum(int(line.split(";")[3]) for line in lines) == 3_600_000_077
    assert len(lines) == 3
