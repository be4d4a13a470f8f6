"""The lists of indicators and figures: judged row by row, whole or not at all, in sentences."""

import time
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from sasando.core.errors import NotPermitted
from sasando.core.listings.files import csv_file, xlsx_file
from sasando.core.models import AuditEvent
from sasando.planning.actions.indicator_lists import import_indicators, import_measurements
from sasando.planning.errors import PeriodClosed
from sasando.planning.imports.indicator_columns import MEASUREMENTS, indicator_listing
from sasando.planning.models import (
    Indicator,
    IndicatorRevision,
    IndicatorTarget,
    IndicatorTargetVersion,
    Measurement,
)
from sasando.planning.queries.indicator_export import indicator_rows, measurement_rows
from sasando.planning.tests.factories import NOVEMBER, OCTOBER, figure, indicator

pytestmark = pytest.mark.django_db
YEARS = range(2025, 2030)
LISTING = indicator_listing(YEARS)
GOOD = {
    "kode": "IKU-BARU", "nama": "Sampah terangkut", "satuan": "persen", "jenis_satuan": "Persen",
    "desimal": "2", "jenis": "OUTCOME", "polaritas": "HIGHER", "agregasi": "SUM",
    "definisi": "Ton terangkut", "sumber_data": "Timbangan", "cara_mengumpulkan": "Rekap",
    "frekuensi": "TRIWULANAN", "sasaran": "SASARAN-7.1", "penanggung_jawab": "DLHK",
    "jabatan": "DLHK.KEPALA", "dasar_target": "RPJMD", "target_2026": "80,5",
    "target_2027_tw1": "20", "tahun_awal": "2024", "kondisi_awal": "1.234,5",
}  # fmt: skip
FIGURE = {"kode": "IKU-UJI", "tahun": "2026", "triwulan": "3", "nilai": "8,24", "sumber": "BPS"}


def listed(*rows):
    headings = list(dict.fromkeys(name for row in rows for name in row))
    return csv_file(headings, [[row.get(name, "") for name in headings] for row in rows])


@pytest.fixture
def load(viewer, at):
    at("2026-11-20 12.00")

    def do(*rows, login="perencana", apply=True, content=None):
        return import_indicators(
            viewer=viewer(login), now=NOVEMBER, years=YEARS, apply=apply,
            content=content or listed(*rows),
        )  # fmt: skip

    return do


@pytest.fixture
def measure(viewer, at):
    """Load figures on 5 October, while the third quarter is open."""
    at("2026-10-05 12.00")

    def do(*rows, login="perencana", apply=True, content=None, now=OCTOBER):
        return import_measurements(
            viewer=viewer(login), now=now, content=content or listed(*rows), apply=apply
        )

    return do


def codes_of(report):
    return [(t.field, t.code) for row in report.rows for t in row.troubles]


def test_a_list_brings_metadata_and_targets(load):
    report = load(GOOD)
    assert report.applied, report.lines()
    row = Indicator.objects.get(code="IKU-BARU")
    assert (row.unit_type, row.baseline_value, row.owner.code) == (
        "PERCENT", Decimal("1234.5"), "DLHK",
    )  # fmt: skip
    assert row.owner_position.code == "DLHK.KEPALA"
    told = {(t.year, t.quarter): (t.value, t.basis) for t in row.targets.all()}
    assert told == {(2026, 0): (Decimal("80.5"), "RPJMD"), (2027, 1): (20, "RPJMD")}
    assert row.series.get().is_current
    event = AuditEvent.objects.get(action="indicator.imported")
    assert (event.after["baru"], event.actor_name) == (1, "Ignasius Contoh")


def test_a_dry_run_writes_nothing_and_the_same_list_changes_nothing(load):
    assert not load(GOOD, apply=False).applied
    assert not Indicator.objects.filter(code="IKU-BARU").exists()
    load(GOOD)
    again = load(GOOD)
    assert again.changes_nothing, again.lines()
    assert AuditEvent.objects.filter(action="indicator.imported").count() == 1


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"target_2026": "1.234"}, ("target_2026", "AMBIGUOUS_NUMBER")),
        ({"target_2026": "8.24"}, ("target_2026", "DOT_IS_NOT_DECIMAL")),
        ({"target_2026": "delapan puluh"}, ("target_2026", "NOT_A_NUMBER")),
        ({"target_2026": "WTP"}, ("target_2026", "label-unexpected")),
        ({"target_2026": "80–90"}, ("target_2026", "range-unexpected")),
        ({"polaritas": "RANGE_HIGHER"}, ("target_2026", "range-needed")),
        ({"target_2026": "90–80"}, ("target_2026", "range-reversed")),
        ({"target_2026": "8,12345"}, ("target_2026", "number-too-fine")),
        ({"polaritas": "PREDICATE", "skala": "SAKIP"}, ("target_2026", "label-unknown")),
        ({"polaritas": "NAIK"}, ("polaritas", "choice-unknown")),
        ({"definisi": ""}, ("definisi", "empty")),
        ({"sumber_data": ""}, ("sumber_data", "empty")),
        ({"cara_mengumpulkan": ""}, ("cara_mengumpulkan", "empty")),
        ({"sasaran": "SASARAN-99"}, ("sasaran", "link-unknown")),
        ({"penanggung_jawab": "TIADA"}, ("penanggung_jawab", "link-unknown")),
        ({"agregasi": "RATIO_OF_SUMS"}, ("arti_pembilang", "ratio-parts-undefined")),
        ({"skala": "SAKIP"}, ("skala", "scale-needs-predicate")),
        (
            {"agregasi": "AVERAGE", "cara_mengisi": "RUNNING_TOTAL"},
            ("cara_mengisi", "running-total-of-level"),
        ),
        ({"tahun_awal": ""}, ("tahun_awal", "baseline-half")),
        ({"dasar_target": ""}, ("dasar_target", "basis-needed")),
        ({"target_2025": "70"}, ("target_2025", "target-over")),
        ({"kode": "iku baru"}, ("kode", "code-malformed")),
        ({"batas_capaian": "0"}, ("batas_capaian", "number-below")),
        ({"desimal": "9"}, ("desimal", "number-above")),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column(load, changed, told):
    report = load({**GOOD, "kode": "IKU-LAIN"}, GOOD | changed)
    assert told in codes_of(report)
    assert not Indicator.objects.filter(code__in=["IKU-BARU", "IKU-LAIN"]).exists(), (
        "all or nothing"
    )


def test_a_code_twice_is_refused(load):
    assert ("kode", "duplicate") in codes_of(load(GOOD, GOOD))


def test_ranges_and_predicates_are_read_as_they_are_written(load):
    scaled = GOOD | {
        "kode": "IKU-OPINI", "polaritas": "PREDICATE", "skala": "AUDIT_OPINION",
        "target_2026": "wtp", "target_2027_tw1": "WDP", "kondisi_awal": "TW",
    }  # fmt: skip
    ranged = GOOD | {
        "polaritas": "RANGE_LOWER", "target_2026": "7 – 8", "target_2027_tw1": "7,5-8,25",
    }  # fmt: skip
    assert load(scaled, ranged).applied
    told = {
        (t.indicator.code, t.year): (t.value, t.upper)
        for t in IndicatorTarget.objects.filter(indicator__code__in=["IKU-OPINI", "IKU-BARU"])
    }
    assert told == {
        ("IKU-OPINI", 2026): (4, None), ("IKU-OPINI", 2027): (3, None),
        ("IKU-BARU", 2026): (7, 8), ("IKU-BARU", 2027): (Decimal("7.5"), Decimal("8.25")),
    }  # fmt: skip
    assert Indicator.objects.get(code="IKU-OPINI").baseline_value == 2
    assert load(scaled, ranged).changes_nothing


def test_a_blank_target_is_left_alone_and_zero_is_a_target(load):
    load(GOOD)
    load(GOOD | {"target_2026": "", "target_2027_tw1": "0", "alasan": "Survei tidak ada"})
    told = dict(
        IndicatorTarget.objects.filter(indicator__code="IKU-BARU").values_list("year", "value")
    )
    assert told == {2026: Decimal("80.5"), 2027: 0}


def test_a_change_needs_its_reason_and_keeps_what_was(load):
    load(GOOD)
    changed = GOOD | {"definisi": "Ton tertimbang", "target_2026": "81"}
    assert ("alasan", "reason-needed") in codes_of(load(changed))
    assert load(changed | {"alasan": "Kartu timbang baru"}).applied
    row = Indicator.objects.get(code="IKU-BARU")
    assert (row.revision, row.definition) == (2, "Ton tertimbang")
    kept = IndicatorRevision.objects.get(indicator=row, number=1)
    assert kept.content["definition"] == "Ton terangkut"
    versions = IndicatorTargetVersion.objects.filter(target__indicator=row, target__year=2026)
    assert [(v.value, v.reason) for v in versions] == [
        (Decimal("80.5"), ""), (81, "Kartu timbang baru"),
    ]  # fmt: skip


def test_what_is_downloaded_can_be_loaded_again(load, indicators, viewer):
    """Every indicator of the demo, with ranges, predicates and old rows without metadata."""
    rows = list(indicator_rows(LISTING, YEARS))
    assert len(rows) == Indicator.objects.count()
    gaps = [LISTING.headings.index(name) for name in ("jenis_satuan", "cara_mengumpulkan",
                                                       "frekuensi")]  # fmt: skip
    for row in rows:
        for gap, filler in zip(gaps, ("NUMBER", "Rekap", "TAHUNAN"), strict=True):
            row[gap] = row[gap] or filler
        row[LISTING.headings.index("alasan")] = "Melengkapi metadata"
        ratio = row[LISTING.headings.index("agregasi")] == "RATIO_OF_SUMS"
        for name in ("arti_pembilang", "arti_penyebut"):
            place = LISTING.headings.index(name)
            row[place] = row[place] or ("Dilayani" if ratio else "")
    for content in (csv_file(LISTING.headings, rows), xlsx_file(LISTING.headings, rows)):
        report = load(content=content)
        assert report.is_accepted, report.lines()[:5]
    assert load(content=csv_file(LISTING.headings, rows)).changes_nothing


@pytest.mark.parametrize("login", ["kadis", "sekda", "kepegawaian", "pengelola", "warga"])
def test_only_planners_load(load, measure, login):
    with pytest.raises(NotPermitted):
        load(GOOD, login=login)
    with pytest.raises(NotPermitted):
        measure(FIGURE, login=login)


def test_ten_thousand_indicators_load_in_seconds(load):
    rows = [GOOD | {"kode": f"IKU-{number}"} for number in range(10_000)]
    content = listed(*rows)
    begun = time.perf_counter()
    report = load(content=content)
    spent = time.perf_counter() - begun
    assert report.applied
    assert Indicator.objects.filter(code__startswith="IKU-").count() >= 10_000
    assert IndicatorRevision.objects.count() >= 10_000
    assert spent < 30, f"{spent:.1f} s"


def test_figures_wait_for_a_second_person(measure):
    indicator()
    report = measure(FIGURE)
    assert report.applied, report.lines()
    row = Measurement.objects.get()
    assert (row.value, row.state, row.recorded_by.code) == (
        Decimal("8.24"), "DIAJUKAN", "P-PERENCANA",
    )  # fmt: skip
    assert measure(FIGURE).changes_nothing


def test_history_is_loaded_as_such_and_stays(measure):
    indicator(release_lag=90)
    past = FIGURE | {"tahun": "2024", "triwulan": "0"}
    assert measure(past).applied
    assert Measurement.objects.get().state == "DIMUAT"
    changed = past | {"nilai": "9", "alasan": "Koreksi"}
    assert ("triwulan", "period-closed") in codes_of(measure(changed))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"nilai": "1.234"}, ("nilai", "AMBIGUOUS_NUMBER")),
        ({"nilai": "8.24"}, ("nilai", "DOT_IS_NOT_DECIMAL")),
        ({"nilai": "banyak sekali"}, ("nilai", "NOT_A_NUMBER")),
        ({"nilai": "WTP"}, ("nilai", "label-unexpected")),
        ({"nilai": "80–90"}, ("nilai", "range-unexpected")),
        ({"nilai": ""}, ("nilai", "figure-incomplete")),
        ({"keadaan": "BELUM_RILIS"}, ("nilai", "figure-incomplete")),
        ({"keadaan": "TIDAK_BERLAKU", "nilai": ""}, ("alasan", "why-needed")),
        ({"pembilang": "1", "penyebut": "2"}, ("nilai", "figure-incomplete")),
        ({"sumber": ""}, ("sumber", "empty")),
        ({"kode": "IKU-TIADA"}, ("kode", "indicator-unknown")),
        ({"kode": "IKU-SISTEM"}, ("kode", "measured-by-system")),
        ({"kode": "IKU-TAHUNAN"}, ("triwulan", "period-unknown")),
        ({"triwulan": "5"}, ("triwulan", "number-above")),
        ({"triwulan": "4"}, ("triwulan", "period-open")),
        ({"tahun": "2027"}, ("triwulan", "period-unknown")),
        ({"tanggal_terbit": "31/02/2026"}, ("tanggal_terbit", "date-malformed")),
    ],
)
def test_a_figure_that_cannot_be_used_is_named(measure, changed, told):
    indicator()
    indicator("IKU-SISTEM", source_code="HARI-TERISI")
    indicator("IKU-TAHUNAN", aggregation="ANNUAL_ONLY")
    indicator("IKU-BAIK")
    report = measure(FIGURE | {"kode": "IKU-BAIK"}, FIGURE | changed)
    assert told in codes_of(report)
    assert not Measurement.objects.exists(), "all or nothing"


def test_a_closed_quarter_takes_no_list_either(measure, at):
    indicator()
    at("2026-10-11 00.00.00")
    late = datetime(2026, 10, 10, 16, tzinfo=UTC)
    report = measure(FIGURE | {"nilai": "1"}, now=late)
    # Before measuring began the quarter is history, loaded once and marked so.
    assert report.applied
    assert Measurement.objects.get().state == "DIMUAT"
    at("2027-01-11 00.00.00")
    january = datetime(2027, 1, 10, 16, tzinfo=UTC)
    fourth = FIGURE | {"triwulan": "4"}
    assert ("triwulan", "period-closed") in codes_of(measure(fourth, now=january))


def test_blank_is_not_zero(measure):
    indicator()
    indicator("IKU-BELUM", release_lag=30)
    blank = FIGURE | {"kode": "IKU-BELUM", "nilai": "", "keadaan": "BELUM_RILIS"}
    assert measure(FIGURE | {"nilai": "0"}, blank).applied
    told = dict(Measurement.objects.values_list("series__indicator__code", "value"))
    assert told == {"IKU-UJI": 0, "IKU-BELUM": None}


def test_a_correction_by_list_needs_its_reason(measure):
    indicator()
    measure(FIGURE)
    assert ("alasan", "reason-needed") in codes_of(measure(FIGURE | {"nilai": "9"}))
    assert measure(FIGURE | {"nilai": "9", "alasan": "Salah salin"}).applied
    row = Measurement.objects.get()
    assert (row.version, row.reason) == (2, "Salah salin")


def test_a_running_total_by_list_does_not_fall(measure):
    row = indicator(aggregation="SUM", entry_mode="RUNNING_TOTAL")
    figure(row.series.get(), year=2026, quarter=2, value=10)
    report = measure(FIGURE)
    assert ("nilai", "running-total-falls") in codes_of(report)


def test_a_predicate_and_a_ratio_by_list(measure):
    indicator(polarity="PREDICATE", scale="SAKIP")
    indicator("IKU-RASIO", aggregation="RATIO_OF_SUMS")
    ratio = FIGURE | {"kode": "IKU-RASIO", "nilai": "", "pembilang": "45", "penyebut": "50"}
    assert measure(FIGURE | {"nilai": "bb"}, ratio).applied
    told = dict(Measurement.objects.values_list("series__indicator__code", "value"))
    assert told == {"IKU-UJI": 5, "IKU-RASIO": 90}


def test_figures_that_are_downloaded_can_be_loaded_again(measure, indicators):
    rows = list(measurement_rows(MEASUREMENTS))
    report = measure(content=csv_file(MEASUREMENTS.headings, rows))
    assert report.changes_nothing, report.lines()[:5]


def test_a_period_that_closes_while_the_list_is_written_is_refused_whole(measure, at):
    """Judged in time by the request, written a moment too late by the database."""
    indicator()
    indicator("IKU-LAIN")
    at("2027-01-11 00.00.00")
    in_time = datetime(2027, 1, 10, 15, 59, 59, tzinfo=UTC)
    rows = [FIGURE | {"kode": code, "triwulan": "4"} for code in ("IKU-UJI", "IKU-LAIN")]
    with pytest.raises(PeriodClosed):
        measure(*rows, now=in_time)
    assert not Measurement.objects.exists()
