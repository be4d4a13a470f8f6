"""Percepatan on one page of A4, however many agencies, programmes and indicators there are."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from sasando.budget.documents.absorption import report_of
from sasando.budget.documents.acceleration_paper import FITS_SMALL, acceleration_pdf, push_pdf
from sasando.budget.queries.acceleration import acceleration_page
from sasando.budget.queries.execution import agency_page
from sasando.core import clock
from sasando.papers.tests.reading import fonts_not_embedded, pages_of, words_of
from sasando.planning.models import Indicator

from .factories import AGENCY
from .test_early_warning import paid, version  # noqa: F401  fixtures of the known figures

DAY = date(2025, 7, 3)
LONG = "DINAS PENGENDALIAN PENDUDUK, KELUARGA BERENCANA, PEMBERDAYAAN PEREMPUAN DAN ANAK"


@pytest.fixture
def page(paid):  # noqa: F811
    return acceleration_page(paid, DAY)


def city(page, count):
    (row,) = page.rows
    named = replace(row, standing=replace(row.standing, name=LONG))
    whole = replace(page, rows=[named] * count)
    report = report_of(page.basis, page.total.standing)
    return acceleration_pdf(whole, report, now=clock.now())


@pytest.mark.parametrize("count", [0, 1, 42, 43, FITS_SMALL, FITS_SMALL + 1, 200])
def test_every_agency_stands_on_one_page(page, count):
    pdf = city(page, count)
    assert pages_of(pdf) == 1
    assert fonts_not_embedded(pdf) == []
    said = words_of(pdf)
    assert said.count("jingga") == min(count, FITS_SMALL) + 1
    assert (f"{count - FITS_SMALL} perangkat daerah lain" in said) == (count > FITS_SMALL)
    assert "Rp 8.459.999.923 pagu yang belum dibayar sampai 3 Juli 2025" in said
    assert "Versi anggaran APBD murni 2025" in said


def test_one_agency_has_its_page_with_the_worst_first(page, paid):  # noqa: F811
    (push,) = page.rows
    agency = agency_page(paid, AGENCY, DAY)
    said = words_of(push_pdf(page, push, agency, now=clock.now()))
    assert "29,50 %" in said
    assert "Rp 3.150.000.000 – Rp 4.920.000.000" in said
    assert "Tidak ada indikator sasaran yang terhubung" in said


def test_what_does_not_fit_is_counted_never_dropped(page, paid):  # noqa: F811
    (push,) = page.rows
    agency = agency_page(paid, AGENCY, DAY)
    many = replace(
        agency, programmes=[replace(row, name=LONG * 3) for row in agency.programmes] * 40
    )
    hanging = replace(push, indicators=[Indicator(name=LONG * 4)] * 30)
    pdf = push_pdf(page, hanging, many, now=clock.now())
    assert pages_of(pdf) == 1
    said = words_of(pdf)
    assert "32 program lain" in said
    assert "dan 24 indikator lain." in said


def test_what_was_paid_this_month_need_not_be_paid_again(page):
    (push,) = page.rows
    assert (push.standing.left, push.standing.paid_since) == (8_460_000_000, 77)
    assert push.to_plan == push.to_ceiling == page.total.to_ceiling == 8_459_999_923
    assert push.weekly_to_ceiling == round(Decimal(8_459_999_923) * 5 / page.days_left)
    assert page.counted_to == DAY


def test_the_paper_is_handed_out_for_all_or_one(paid, as_login, at):  # noqa: F811
    at("2025-07-03 09.00")
    client = as_login("staf")
    address = reverse("budget:acceleration_file")
    whole, one = client.get(address), client.get(address, {"skpd": AGENCY})
    assert whole.content.startswith(b"%PDF")
    assert whole["Content-Disposition"] == 'attachment; filename="percepatan-2025.pdf"'
    assert one["Content-Disposition"] == f'attachment; filename="percepatan-2025-{AGENCY}.pdf"'
    assert client.get(address, {"skpd": "9.99"}).status_code == 404


def test_on_the_page_agencies_are_folded_until_asked_for(paid, as_login, at):  # noqa: F811
    at("2025-07-03 09.00")
    client = as_login("staf")
    address = reverse("budget:acceleration")
    folded = client.get(address).content.decode()
    assert '<details class="push"><summary>' in folded
    assert "sisa rencana Rp 8.459.999.923" in " ".join(folded.split())
    assert '<details class="push" open>' in client.get(address, {"skpd": AGENCY}).content.decode()
