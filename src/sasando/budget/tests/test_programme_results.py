"""What programmes came to: reached, missed, or why nobody can say, with the rupiah of each."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sasando.budget.models import BudgetActivity, BudgetUnit
from sasando.budget.queries.results import (
    SUPPORT,
    Untraced,
    programme_results,
    programmes_of_class,
)
from sasando.core.errors import NotFoundForViewer
from sasando.planning.models import (
    AgencyProgramme,
    Indicator,
    IndicatorSeries,
    IndicatorTarget,
    Measurement,
    NomenclatureNode,
)

from .thread_scene import MILLION, NOVEMBER, OBJECTIVE, paid, tied_budget

TODAY = date(2026, 11, 20)


@pytest.fixture
def tied(lists, at):
    at(NOVEMBER)
    Indicator.objects.filter(objective__code=OBJECTIVE).update(source_code="")
    return tied_budget()


def measured(value, *, target=80, year=2025, quarter=0):
    """A figure of an indicator, of a whole year or a quarter, with the target of the year."""
    indicator = Indicator.objects.get(code="IKU-SAMPAH")
    IndicatorTarget.objects.filter(indicator=indicator, year=year).delete()
    series = IndicatorSeries.objects.filter(indicator=indicator, is_current=True).first()
    if series is None:
        series = IndicatorSeries.objects.create(indicator=indicator, is_current=True)
    IndicatorTarget.objects.create(indicator=indicator, year=year, quarter=0, value=target)
    Measurement.objects.create(
        series=series, year=year, quarter=quarter, value=value, source="Contoh", state="DIMUAT"
    )


def only_row(year=2025, version=None):
    (row,) = programme_results(year, TODAY, version).rows
    return row


@pytest.mark.parametrize(("value", "expected"), [(80, "TERCAPAI"), (79, "MELESET")])
def test_the_target_of_the_year_decides(tied, value, expected):
    measured(value)
    row = only_row(version=tied.version)
    assert (row.class_code, row.why, row.measured) == (expected, None, 1)
    assert (row.agency_id, row.programme_ids) == (tied.stood.agency.pk, [tied.stood.programme.pk])


def test_its_money_stands_beside_it(tied):
    paid("1", 3 * MILLION)
    row = only_row(year=2026)
    assert (row.ceiling, row.paid, row.absorption) == (12 * MILLION, 3 * MILLION, Decimal("25.00"))
    assert row.objective_code == OBJECTIVE


def test_a_figure_of_another_year_says_nothing(tied):
    measured(90, year=2024)
    assert only_row(version=tied.version).why is Untraced.NOT_MEASURED


def test_one_unmeasured_indicator_leaves_the_result_open(tied):
    measured(90)
    first = Indicator.objects.get(code="IKU-SAMPAH")
    Indicator.objects.create(
        code="IKU-LAIN", name="Lain", measure="persen", level_type="OUTCOME", polarity="HIGHER",
        aggregation="LAST", objective=first.objective, definition="-", data_source="-",
    )  # fmt: skip
    row = only_row(version=tied.version)
    assert (row.class_code, row.why) == ("TAK_TERTELUSUR", Untraced.PARTLY_MEASURED)
    assert (row.measured, len(row.indicators)) == (1, 2)


def without_objective(tied):
    AgencyProgramme.objects.update(objective=None)


def without_indicator(tied):
    Indicator.objects.update(objective=None)


def never_given(tied):
    AgencyProgramme.objects.all().delete()


def unknown_code(tied):
    BudgetActivity.objects.update(node=None)


def untied_agency(tied):
    BudgetUnit.objects.update(unit=None)


@pytest.mark.parametrize(
    ("break_it", "why"),
    [
        (without_objective, Untraced.NO_OBJECTIVE), (without_indicator, Untraced.NO_INDICATOR),
        (never_given, Untraced.NOT_ASSIGNED), (unknown_code, Untraced.CODE_UNKNOWN),
        (untied_agency, Untraced.AGENCY_UNTIED),
    ],
)  # fmt: skip
def test_it_says_where_the_thread_is_broken(tied, break_it, why):
    measured(90)
    break_it(tied)
    row = only_row(version=tied.version)
    assert (row.class_code, row.why, row.ceiling) == ("TAK_TERTELUSUR", why, 12 * MILLION)


def test_the_support_programme_is_judged_by_nothing(tied):
    BudgetActivity.objects.filter(pk=tied.stood.programme.pk).update(
        code="2.11.01", node=NomenclatureNode.objects.filter(code="X.XX.01").first()
    )
    row = only_row(version=tied.version)
    assert (row.class_code, row.why) == (SUPPORT, None)


def test_the_pairs_of_a_class_are_rows_of_the_budget(tied):
    measured(90)
    pair = {(tied.stood.agency.pk, tied.stood.programme.pk)}
    version = tied.version
    assert programmes_of_class(version, "TERCAPAI", year=2025, day=TODAY) == pair
    assert programmes_of_class(version, "MELESET", year=2025, day=TODAY) == set()


def test_without_a_budget_there_are_no_results(lists, at):
    at(NOVEMBER)
    with pytest.raises(NotFoundForViewer):
        programme_results(2026, TODAY)


def test_the_queries_do_not_grow_with_programmes(tied):
    programme_results(2025, TODAY, tied.version)
    with CaptureQueriesContext(connection) as found:
        programme_results(2025, TODAY, tied.version)
    assert len(found) <= 6
