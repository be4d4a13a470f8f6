"""A planner writes down what was measured: who may, when, what is complete, and corrections."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.core.models import AuditEvent
from sasando.planning.actions import Report, record_measurement
from sasando.planning.errors import (
    CorrectionUnexplained,
    MeasurementFromSystem,
    MeasurementIncomplete,
    MeasurementPeriodOpen,
    MeasurementPeriodUnknown,
)
from sasando.planning.models import Indicator, IndicatorSeries, Measurement
from sasando.planning.tests.factories import NOVEMBER, figure, indicator

pytestmark = pytest.mark.django_db
THIRD = Report(year=2026, quarter=3, value=Decimal("71.5"), source="Laporan triwulan III")


@pytest.fixture
def record(viewer):
    """Record as the planner; every argument can be changed."""

    def do(report=THIRD, **given):
        given = {"viewer": viewer("perencana"), "now": NOVEMBER, "code": "IKU-UJI"} | given
        return record_measurement(report=report, **given)

    return do


def test_a_figure_is_written_with_source_and_audit(record):
    indicator(is_example=False)
    row = record()
    assert (row.value, row.status, row.source) == (
        Decimal("71.5"), "TERLAPOR", "Laporan triwulan III",
    )  # fmt: skip
    assert not row.is_example
    event = AuditEvent.objects.get(action="measurement.recorded")
    assert event.actor_name == "Ignasius Contoh"
    assert (event.subject_kind, event.subject_code) == ("indicator", "IKU-UJI")
    assert event.before is None
    assert event.after["nilai"] == "71.5000"
    assert event.after["periode"] == "TW III 2026"


@pytest.mark.parametrize("login", ["kadis", "walikota", "sekda", "pemeriksa", "staf", "warga"])
def test_nobody_but_a_planner_records(record, viewer, login):
    indicator()
    with pytest.raises(NotPermitted):
        record(viewer=viewer(login))
    assert not Measurement.objects.exists()


def test_an_unknown_indicator_is_not_found(record):
    with pytest.raises(NotFoundForViewer):
        record(code="IKU-TIADA")


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [
        (datetime(2026, 9, 29, 15, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 9, 29, 16, 0, 0, tzinfo=UTC), True),
        (datetime(2026, 9, 29, 16, 0, 1, tzinfo=UTC), True),
    ],
)
def test_a_quarter_can_be_reported_from_its_last_day_in_the_city(record, moment, allowed):
    indicator()
    if allowed:
        assert record(now=moment).pk
    else:
        with pytest.raises(MeasurementPeriodOpen) as refusal:
            record(now=moment)
        assert refusal.value.values["period"] == "TW III 2026"


@pytest.mark.parametrize(
    ("year", "quarter", "aggregation"),
    [(2027, 1, "LAST"), (1999, 1, "LAST"), (2026, 5, "LAST"), (2026, 3, "ANNUAL_ONLY")],
)
def test_a_period_that_does_not_exist_is_refused(record, year, quarter, aggregation):
    indicator(aggregation=aggregation)
    with pytest.raises(MeasurementPeriodUnknown):
        record(replace(THIRD, year=year, quarter=quarter))


@pytest.mark.parametrize(
    "changed",
    [
        {"value": None},
        {"source": "  "},
        {"status": "BELUM_RILIS"},
        {"status": "LAIN"},
        {"numerator": Decimal(1), "denominator": Decimal(2)},
    ],
)
def test_half_a_report_is_refused(record, changed):
    indicator()
    with pytest.raises(MeasurementIncomplete):
        record(replace(THIRD, **changed))
    assert not Measurement.objects.exists()


@pytest.mark.parametrize("status", ["BELUM_RILIS", "TIDAK_BERLAKU"])
def test_a_blank_says_why_and_is_not_zero(record, status):
    indicator()
    row = record(replace(THIRD, status=status, value=None))
    assert row.value is None
    zero = record(replace(THIRD, quarter=2, value=Decimal(0)))
    assert zero.value == 0
    assert zero.status == "TERLAPOR"


def test_a_ratio_is_reported_by_its_parts(record):
    indicator(aggregation="RATIO_OF_SUMS")
    parts = replace(THIRD, value=None, numerator=Decimal(2), denominator=Decimal(3))
    row = record(parts)
    assert (row.value, row.numerator, row.denominator) == (Decimal("66.6667"), 2, 3)
    for wrong in (
        replace(THIRD, quarter=2),
        replace(parts, quarter=2, denominator=None),
        replace(parts, quarter=2, denominator=Decimal(0)),
        replace(parts, quarter=2, value=Decimal(66)),
    ):
        with pytest.raises(MeasurementIncomplete):
            record(wrong)


@pytest.mark.parametrize(("place", "allowed"), [("4", True), ("8", False), ("4.5", False)])
def test_a_predicate_is_a_place_on_its_scale(record, place, allowed):
    indicator(polarity="PREDICATE", scale="SAKIP", aggregation="ANNUAL_ONLY")
    report = Report(year=2025, quarter=0, value=Decimal(place), source="LHE")
    if allowed:
        assert record(report).value == 4
        assert AuditEvent.objects.get(subject_code="IKU-UJI").after["tertulis"] == "B"
    else:
        with pytest.raises(MeasurementIncomplete):
            record(report)


def test_a_correction_needs_a_reason_and_keeps_what_was(record):
    indicator()
    record()
    corrected = replace(THIRD, value=Decimal(72), source="Laporan perbaikan")
    for reason in ("", "   "):
        with pytest.raises(CorrectionUnexplained):
            record(corrected, reason=reason)
    row = record(corrected, reason=" Salah ketik ")
    assert Measurement.objects.get().value == row.value == 72
    event = AuditEvent.objects.get(action="measurement.corrected")
    assert event.reason == "Salah ketik"
    assert (event.before["nilai"], event.after["nilai"]) == ("71.5000", "72.0000")
    assert event.before["sumber"] == "Laporan triwulan III"


def test_sending_the_same_report_twice_changes_nothing(record):
    indicator()
    first = record()
    assert record() == first
    assert AuditEvent.objects.filter(subject_code="IKU-UJI").count() == 1


def test_the_current_series_takes_the_figure_and_older_ones_stay(record):
    row = indicator(figures={})
    old = IndicatorSeries.objects.create(indicator=row, name="lama")
    figure(old, year=2026, quarter=3, value=1)
    assert record().series.name == "uji"
    assert old.measurements.get().value == 1


def test_an_indicator_without_series_gets_one(record):
    indicator()
    IndicatorSeries.objects.all().delete()
    assert record().series.is_current
    assert record(replace(THIRD, quarter=2)).series == IndicatorSeries.objects.get()


def test_what_the_system_measures_is_not_typed(record):
    indicator(source_code="HARI-TERISI")
    with pytest.raises(MeasurementFromSystem):
        record()


def test_figures_of_an_example_indicator_are_examples(record):
    indicator(is_example=True)
    assert record().is_example


@pytest.mark.parametrize(
    "columns",
    [
        {"value": None},
        {"value": Decimal(1), "status": "BELUM_RILIS"},
        {"value": Decimal(1), "numerator": Decimal(1)},
        {"value": Decimal(1), "numerator": Decimal(1), "denominator": Decimal(0)},
    ],
)
def test_the_database_itself_refuses_half_a_figure(db, columns):
    series = indicator().series.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        figure(series, year=2026, **columns)


def test_the_database_refuses_a_scale_for_plain_numbers(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        indicator(polarity="HIGHER", scale="SAKIP")
    assert not Indicator.objects.filter(code="IKU-UJI").exists()
