"""Figures printed elsewhere: kept with their source, compared, corrected, never put right."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from sasando.budget.actions import Printed, load_printed, record_printed
from sasando.budget.errors import BudgetFileRefused, PrintedFigureRefused
from sasando.budget.models import PrintedFigure
from sasando.budget.queries.printed import POSTS, printed_of_year
from sasando.core.errors import NotPermitted
from sasando.core.models import AuditEvent
from sasando.planning.tests.factories import KUPANG

from .conftest import viewer_of

SPENT = Decimal(9_239_668_432)


def printed(version=None, **given):
    values = {
        "year": 2025, "document": "murni", "post": "belanja", "amount": SPENT,
        "source": "Koran, 3 Januari 2025", "version_code": version.code if version else "",
    }  # fmt: skip
    return Printed(**{**values, **given})


@pytest.mark.parametrize(
    ("amount", "rounded_to", "difference", "differs"),
    [
        (SPENT, 1, 0, False),
        (9_240_000_000, 1_000_000, 331_568, False),
        (9_241_000_000, 1_000_000, 1_331_568, True),
        (9_000_000_000, 1_000_000_000, -239_668_432, False),
        (SPENT + 1, 1, 1, True),
    ],
)
def test_a_figure_is_compared_within_its_rounding(
    planner, draft, load, amount, rounded_to, difference, differs
):
    load(draft)
    given = printed(draft, amount=Decimal(amount), rounded_to=rounded_to)
    record_printed(viewer=planner, printed=given)
    (source,) = printed_of_year(2025)
    (row,) = source.rows
    assert (row.computed, row.compared.difference) == (SPENT, difference)
    assert (row.compared.differs, source.differing) == (differs, int(differs))


def test_a_part_the_version_does_not_hold_is_no_difference(planner, draft, load):
    load(draft)
    record_printed(viewer=planner, printed=printed(draft, post="pendapatan"))
    (source,) = printed_of_year(2025)
    assert (source.rows[0].computed, source.rows[0].compared) == (None, None)


def test_the_same_document_post_and_source_correct_the_figure(planner, draft):
    record_printed(viewer=planner, printed=printed(amount=Decimal(7)))
    record_printed(viewer=planner, printed=printed(amount=Decimal(9)))
    assert PrintedFigure.objects.get().amount == 9
    trace = AuditEvent.objects.filter(action="budget.figure-printed").order_by("pk").last()
    assert (trace.before, trace.after) == ({"nilai": "Rp 7"}, {"nilai": "Rp 9"})


@pytest.mark.parametrize(
    "wrong",
    [{"post": "emas"}, {"amount": Decimal(0)}, {"source": " "}, {"year": 2024}],
)
def test_what_cannot_be_a_printed_figure_is_refused(planner, draft, wrong):
    with pytest.raises(PrintedFigureRefused):
        record_printed(viewer=planner, printed=printed(draft, **wrong))
    assert not PrintedFigure.objects.exists()


def test_only_planners_keep_figures(db):
    with pytest.raises(NotPermitted):
        record_printed(viewer=viewer_of("kadis"), printed=printed())


def test_the_published_totals_of_the_city(db):
    path = KUPANG / "apbd.csv"
    assert load_printed(path) == 14
    assert load_printed(path) == 0
    (of_2024,) = printed_of_year(2024)
    assert (of_2024.rounding, of_2024.balance.remainder) == ("juta rupiah", 0)
    assert of_2024.balance.tolerance == 2_000_000
    (of_2026,) = printed_of_year(2026)
    assert (of_2026.document, of_2026.rounding, of_2026.balance) == (
        "KUA-PPAS",
        "rupiah penuh",
        None,
    )
    assert {row.figure.post for row in of_2026.rows} <= set(POSTS)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("tahun,pos\n2024,belanja", "heading-missing"),
        ("tahun,versi,pos,nilai_rupiah,sumber\n2024,murni,belanja,sejuta,x", "amount-unreadable"),
        ("tahun,versi,pos,nilai_rupiah,sumber\n2024,murni,emas,5,x", "post-unknown"),
    ],
)
def test_a_file_of_totals_that_cannot_be_read(db, tmp_path, text, problem):
    path = tmp_path / "apbd.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BudgetFileRefused) as refusal:
        load_printed(path)
    assert refusal.value.values["problem"] == problem
    assert not PrintedFigure.objects.exists()


def test_the_database_knows_the_units_of_rounding(planner, draft):
    record_printed(viewer=planner, printed=printed())
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE budget_printedfigure SET rounded_to = 7")


def test_a_planner_writes_a_figure_down_and_everybody_reads_it(draft, load, as_login):
    load(draft)
    page = reverse("budget:printed")
    sent = {
        "year": 2025, "document": "murni", "version": draft.code, "post": "belanja",
        "amount": "9.300.000.000", "rounded_to": 1_000_000, "source": "Koran, 3 Januari 2025",
    }  # fmt: skip
    client = as_login("perencana")
    assert client.post(page, {**sent, "amount": "banyak"}).status_code == 422
    assert client.post(page, sent)["Location"] == f"{page}?tahun=2025"
    shown = as_login("warga").get(page, {"tahun": 2025}).content.decode()
    for words in ("Rp 9.300.000.000", "Rp 60.331.568", "toleransi Rp 500.000", "berbeda"):
        assert words in shown
    assert "Catat angka tercetak" not in shown
    version = reverse("budget:version", args=[draft.code])
    assert "Rp 60.331.568" in as_login("warga").get(version).content.decode()


def test_more_figures_take_no_more_queries(planner, draft, load, django_assert_num_queries):
    load(draft)
    for post in POSTS:
        record_printed(viewer=planner, printed=printed(draft, post=post))
    with django_assert_num_queries(2):
        (source,) = printed_of_year(2025)
    assert [row.figure.post for row in source.rows] == list(POSTS)
