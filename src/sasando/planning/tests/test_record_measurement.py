"""A planner writes down what was measured: who may, when, what is complete, and corrections."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from sasando.core.errors import AttachmentRefused, NotFoundForViewer, NotPermitted
from sasando.core.models import AuditEvent
from sasando.organization.models import Position
from sasando.planning.actions import Report, record_measurement
from sasando.planning.errors import (
    CorrectionUnexplained,
    DraftNotPossible,
    MeasurementFromSystem,
    MeasurementIncomplete,
    MeasurementPeriodOpen,
    MeasurementPeriodUnknown,
    PeriodClosed,
    ReasonMissing,
    RunningTotalFalls,
)
from sasando.planning.models import Indicator, IndicatorSeries, Measurement
from sasando.planning.tests.factories import OCTOBER, figure, indicator

pytestmark = pytest.mark.django_db
ONE_PIXEL = b"\x89PNG\r\n\x1a\n uji"
THIRD = Report(year=2026, quarter=3, value=Decimal("71.5"), source="Laporan triwulan III")


@pytest.fixture
def record(viewer, at):
    """Record as the planner on 5 October; every argument can be changed."""
    at("2026-10-05 12.00")

    def do(report=THIRD, **given):
        given = {"viewer": viewer("perencana"), "now": OCTOBER, "code": "IKU-UJI"} | given
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
def test_a_quarter_can_be_reported_from_its_last_day_in_the_city(record, at, moment, allowed):
    at("2026-09-30 00.00.00")
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
    row = record(replace(THIRD, status=status, value=None), reason="Survei ditunda")
    assert row.value is None
    zero = record(replace(THIRD, value=Decimal(0)), reason="Ternyata nol")
    assert zero.value == 0
    assert zero.status == "TERLAPOR"


def test_what_does_not_apply_says_why(record):
    indicator()
    with pytest.raises(ReasonMissing):
        record(replace(THIRD, status="TIDAK_BERLAKU", value=None))


def test_a_ratio_is_reported_by_its_parts(record):
    indicator(aggregation="RATIO_OF_SUMS")
    parts = replace(THIRD, value=None, numerator=Decimal(2), denominator=Decimal(3))
    row = record(parts)
    assert (row.value, row.numerator, row.denominator) == (Decimal("66.6667"), 2, 3)
    for wrong in (
        THIRD,
        replace(parts, denominator=None),
        replace(parts, denominator=Decimal(0)),
        replace(parts, value=Decimal(66)),
    ):
        with pytest.raises(MeasurementIncomplete):
            record(wrong)


@pytest.mark.parametrize(("place", "allowed"), [("4", True), ("8", False), ("4.5", False)])
def test_a_predicate_is_a_place_on_its_scale(record, at, place, allowed):
    at("2026-02-10 12.00")
    indicator(polarity="PREDICATE", scale="SAKIP", aggregation="ANNUAL_ONLY")
    report = Report(year=2025, quarter=0, value=Decimal(place), source="LHE")
    now = datetime(2026, 2, 10, 4, tzinfo=UTC)
    if allowed:
        assert record(report, now=now).value == 4
        assert AuditEvent.objects.get(subject_code="IKU-UJI").after["tertulis"] == "B"
    else:
        with pytest.raises(MeasurementIncomplete):
            record(report, now=now)


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
    told = [(row.number, row.value, row.reason) for row in row.versions.all()]
    assert told == [(1, Decimal("71.5"), ""), (2, Decimal(72), "Salah ketik")]


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
    again = record(replace(THIRD, value=Decimal(70)), reason="Salah ketik")
    assert again.series == IndicatorSeries.objects.get()


def test_what_the_system_measures_is_not_typed(record):
    indicator(source_code="HARI-TERISI")
    with pytest.raises(MeasurementFromSystem):
        record()


def test_figures_of_an_example_indicator_are_examples(record):
    indicator(is_example=True)
    assert record().is_example


def test_a_draft_is_written_over_counts_nowhere_and_is_submitted(record):
    indicator()
    draft = record(is_draft=True)
    assert (draft.state, draft.version, list(draft.versions.all())) == ("DRAF", 1, [])
    changed = record(replace(THIRD, value=Decimal(70)), is_draft=True)
    assert (changed.value, changed.version) == (70, 1)
    sent = record(replace(THIRD, value=Decimal(70)))
    assert (sent.state, sent.version) == ("DIAJUKAN", 1)
    assert [row.value for row in sent.versions.all()] == [70]
    assert AuditEvent.objects.filter(action="measurement.drafted").count() == 2
    with pytest.raises(DraftNotPossible):
        record(is_draft=True)


def test_files_are_kept_with_the_version_they_show(record):
    indicator()
    photo = SimpleUploadedFile("timbangan.png", ONE_PIXEL)
    paper = SimpleUploadedFile("laporan.pdf", b"%PDF-1.7 uji")
    row = record(uploads=[photo, paper])
    assert [(item.name, item.version) for item in row.evidence.all()] == [
        ("timbangan.png", 1), ("laporan.pdf", 1),
    ]  # fmt: skip
    paper.seek(0)
    record(uploads=[paper])
    assert row.evidence.count() == 2, "the same file is kept once"
    with pytest.raises(AttachmentRefused):
        record(uploads=[SimpleUploadedFile("lembar.xlsx", b"PK")])


def test_a_late_figure_is_refused_and_the_last_second_is_in_time(record, at):
    indicator()
    closing = datetime(2026, 10, 10, 16, tzinfo=UTC)
    for late in (closing, closing + timedelta(seconds=1)):
        with pytest.raises(PeriodClosed) as refusal:
            record(now=late)
    assert refusal.value.values["closed"] == "10 Oktober 2026 pukul 23.59 WITA"
    at("2026-10-10 23.59.58")
    assert record(now=closing - timedelta(seconds=1)).version == 1


def test_who_loses_the_race_with_the_closing_is_told_so(record, at):
    """The request began in time; the database, asked a moment later, has the last word."""
    indicator()
    at("2026-10-11 00.00.00")
    with pytest.raises(PeriodClosed):
        record(now=datetime(2026, 10, 10, 15, 59, 59, tzinfo=UTC))
    assert not Measurement.objects.exists()


def test_a_running_total_does_not_fall(record, at):
    row = indicator(aggregation="SUM", entry_mode="RUNNING_TOTAL")
    figure(row.series.get(), year=2026, quarter=2, value=50)
    with pytest.raises(RunningTotalFalls):
        record(replace(THIRD, value=Decimal(49)))
    assert record(replace(THIRD, value=Decimal(50))).value == 50


def test_a_figure_not_released_in_time_is_filled_at_its_release(record, at):
    """Said in time, it may come until the publisher's own delay is over; not without that."""
    indicator(release_lag=30)
    indicator("IKU-DIAM", release_lag=30)
    unreleased = replace(THIRD, status="BELUM_RILIS", value=None)
    record(unreleased)
    at("2026-11-09 23.59.50")
    late = datetime(2026, 11, 9, 15, 59, 50, tzinfo=UTC)
    released = record(replace(THIRD, released_on=date(2026, 11, 5)), now=late)
    assert (released.value, released.reason) == (Decimal("71.5"), "Angka resmi terbit")
    assert released.released_on == date(2026, 11, 5)
    with pytest.raises(PeriodClosed):
        record(code="IKU-DIAM", now=late)
    at("2026-11-10 00.00.00")
    with pytest.raises(PeriodClosed):
        record(
            replace(THIRD, value=Decimal(1)), now=late + timedelta(seconds=10), reason="Terlambat"
        )


def test_the_holder_of_the_responsible_post_reports_his_own_indicator(record, viewer):
    indicator(owner_position=Position.objects.get(code="DLHK.SAMPAH.KEPALA"))
    assert record(viewer=viewer("kabid")).recorded_by.code == "P-KABID"
    with pytest.raises(NotPermitted):
        record(viewer=viewer("kadis"))


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
