"""Absorption, deviation, forecasts and curves of a small budget, with the figures known before."""

from datetime import date
from decimal import Decimal

import pytest

from sasando.budget.actions import adopt_version, open_version
from sasando.budget.actions.execution import import_cash_plan, import_payments, import_progress
from sasando.budget.queries.early_warning import Sums, closed_months, method_errors
from sasando.budget.queries.execution import absorption_of_unit, agency_page, city_page
from sasando.core import clock
from sasando.organization.models import Unit
from sasando.organization.tests.files import csv_of
from sasando.planning.sources import Period
from sasando.rules.absorption import EarlyWarning
from sasando.rules.forecast import Method, usual_share

from .factories import AGENCY, BUILDING, FIRST, GOODS, SECOND, agency_with_lines, line
from .test_execution_imports import PLAN, RFK, SP2D, months, sp2d

# planning_budget H9: monthly plan in percent of 12 billion.
SHARES = (3, 5, 7, 8, 8, 9, 9, 9, 10, 10, 11, 11)
H9_PLAN = [share * 120_000_000 for share in SHARES]
JULY = "2025-07-03 09.00"


def load(how, head, *rows, **more):
    report = how(viewer=None, content=csv_of(head, *rows), apply=True, **more)
    assert report.applied, [(t.field, t.problem) for row in report.rows for t in row.troubles]


@pytest.fixture
def version(draft, at):
    at(JULY)
    rows = [line(FIRST, GOODS, 12_000_000_000), line(SECOND, BUILDING, 0)]
    agency_with_lines(draft, rows)
    adopt_version(viewer=None, code=draft.code, legal_act="Perda 9", adopted_on=date(2024, 12, 30))
    draft.refresh_from_db()
    return draft


@pytest.fixture
def paid(version):
    load(import_cash_plan, PLAN, months(H9_PLAN, 12_000_000_000), code=version.code)
    rows = [sp2d("1", 3_000_000_000), sp2d("2", 600_000_000, day="2025-06-30"),
            sp2d("3", -60_000_000, day="2025-06-30"), sp2d("4", 77, day="2025-07-01")]  # fmt: skip
    load(import_payments, SP2D, *rows, now=clock.now())
    return version


def test_the_known_figures_end_to_end(paid):
    page = city_page(paid, date(2025, 7, 3))
    (row,) = page.rows
    found = row.absorption
    assert (row.ceiling, row.paid, row.planned) == (
        Decimal(12_000_000_000), Decimal(3_540_000_000), Decimal(4_800_000_000)
    )  # fmt: skip
    assert (found.percent, found.planned_percent) == (Decimal("29.50"), Decimal("40.00"))
    assert (found.deviation, found.relative_deviation) == (Decimal("-10.50"), Decimal("26.25"))
    assert (found.ratio, found.warning) == (Decimal("0.7375"), EarlyWarning.ORANGE)
    forecasts = {one.method: (one.amount, one.percent) for one in row.forecasts}
    assert forecasts[Method.PLAN_RATIO] == (Decimal(8_850_000_000), Decimal("73.75"))
    assert forecasts[Method.RUN_RATE] == (Decimal(7_080_000_000), Decimal("59.00"))
    assert forecasts[Method.HISTORY] == forecasts[Method.CONTRACTS] == (None, None)
    assert row.unspent == (Decimal(3_150_000_000), Decimal(4_920_000_000))
    assert (page.basis.quarter, page.basis.reference.spending[1]) == (2, 40)
    assert page.total.paid == row.paid


def test_the_curve_ends_with_the_last_closed_month(paid):
    curve = city_page(paid, date(2025, 7, 31)).rows[0].curve
    assert [point.paid is None for point in curve] == [False] * 6 + [True] * 6
    assert (curve[5].planned, curve[11].planned) == (
        Decimal(4_800_000_000), Decimal(12_000_000_000)
    )  # fmt: skip
    assert city_page(paid, date(2025, 8, 1)).rows[0].curve[6].paid == Decimal(3_540_000_077)
    assert closed_months(2025, date(2026, 1, 1)) == 12
    assert closed_months(2025, date(2024, 12, 31)) == 0


def test_without_a_plan_the_class_is_grey(version):
    load(import_payments, SP2D, sp2d("1", 5), now=clock.now())
    row = city_page(version, date(2025, 7, 3)).rows[0]
    assert (row.warning, row.planned, row.behind) == (EarlyWarning.GREY, None, None)


def test_physical_progress_is_weighted_by_ceiling(draft, at):
    at(JULY)
    third = "2.11.03.2.01.0003"
    agency_with_lines(
        draft,
        [line(FIRST, GOODS, 500_000_000), line(SECOND, GOODS, 300_000_000),
         line(third, GOODS, 200_000_000)],
    )  # fmt: skip
    rows = [f"2025;6;{AGENCY};{code};;;{share};" for code, share in
            ((FIRST, 80), (SECOND, 50), (third, 0))]  # fmt: skip
    load(import_progress, RFK, *rows[:2], now=clock.now())
    part = agency_page(draft, AGENCY, date(2025, 7, 3)).standing
    assert (part.physical, part.physical_share) == (Decimal("68.75"), Decimal("80.00"))
    load(import_progress, RFK, rows[2], now=clock.now())
    page = agency_page(draft, AGENCY, date(2025, 7, 3))
    assert page.standing.physical == page.programmes[0].physical == Decimal("55.00")
    assert page.standing.gap == Decimal("55.00")
    assert {row.physical for row in page.activities} == {Decimal(80), Decimal(50), Decimal(0)}


def test_a_new_version_changes_the_ceiling_and_no_payment(paid):
    after = open_version(viewer=None, year=2025, stage="PERUBAHAN", as_of=date(2025, 6, 20))
    agency_with_lines(after, [line(FIRST, GOODS, 6_000_000_000), line(SECOND, GOODS, 0)])
    adopt_version(viewer=None, code=after.code, legal_act="Perda 6", adopted_on=date(2025, 6, 25))
    after.refresh_from_db()
    page = city_page(after, date(2025, 7, 3))
    assert page.rows[0].absorption.percent == Decimal("59.00")
    assert page.basis.plan_version == paid
    assert city_page(paid, date(2025, 7, 3)).rows[0].absorption.percent == Decimal("29.50")


def test_the_number_of_queries_does_not_grow(paid, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        city_page(paid, date(2025, 7, 3))
    with django_assert_max_num_queries(18):
        agency_page(paid, AGENCY, date(2025, 7, 3))


def test_absorption_is_a_source_of_measurements(paid):
    unit = Unit.objects.get(code="DLHK") if Unit.objects.filter(code="DLHK").exists() else None
    unit = unit or Unit.objects.exclude(parent=None).first()
    agency = agency_page(paid, AGENCY, date(2025, 7, 3)).agency
    agency.unit = unit
    agency.save(update_fields=["unit"])
    half = Period(date(2025, 1, 1), date(2025, 6, 30))
    assert absorption_of_unit(unit, half) == Decimal("29.50")
    assert absorption_of_unit(Unit.objects.exclude(pk=unit.pk).first(), half) is None
    assert absorption_of_unit(unit, Period(date(2023, 1, 1), date(2023, 6, 30))) is None


def year_of(*amounts):
    return [Decimal(amount) for amount in amounts] + [Decimal(0)] * (12 - len(amounts))


def test_usual_shares_and_errors_of_past_years():
    early, late = year_of(50, 50), year_of(30, 70)
    assert usual_share([early, late], 1) == Decimal(40)
    assert usual_share([year_of()], 1) is None
    past = {
        2023: {1: Sums(ceiling=Decimal(200), paid=early)},
        2024: {1: Sums(ceiling=Decimal(200), paid=late)},
    }
    errors = method_errors(past, 1)
    # 2024 from 2023: 30 / 50 % = 60 for 100 paid.
    assert errors[Method.HISTORY] == Decimal("40.00")
    # 50 x 12 and 30 x 12 are capped at the ceiling of 200: each is off by its whole.
    assert errors[Method.RUN_RATE] == Decimal("100.00")
    assert errors[Method.PLAN_RATIO] is None
