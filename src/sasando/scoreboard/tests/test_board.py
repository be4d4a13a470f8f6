"""The board: every number is that of the rows it leads to, worst first, the same for any unit."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sasando.agreements.models import AgreementItem
from sasando.core.clock import now
from sasando.organization.models import Person, Unit
from sasando.planning.models import (
    Indicator,
    IndicatorSeries,
    Measurement,
    Objective,
    PriorityAgenda,
)
from sasando.scoreboard.tests.papers import signed, unsigned
from sasando.scoreboard.tests.steps import FRIDAY, THURSDAY, counting, seen, shift, two_days
from sasando.work.actions import close_day
from sasando.work.models import DailyEntry, Objection, PendingDecision, PlannedResult

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(at):
    return two_days(at)


def board(client, login: str, address: str = "/papan/"):
    return seen(client, login, address).context["page"]


def row_of(page, name: str):
    (row,) = [row for row in page.units if row.name.startswith(name)]
    return row


def expected_people(path: str) -> set[int]:
    """Who had to file on a working day, walked person by person."""
    holders = Person.objects.filter(
        appointments__kind="DEFINITIF", appointments__position__unit__path__startswith=path
    )
    return {row.pk for row in holders if row.results.filter(state="DISEPAKATI").exists()}


def filers(path: str, day: date) -> set[int]:
    rows = DailyEntry.objects.filter(
        day=day, kind="KERJA", replaced_by__isnull=True, unit__path__startswith=path
    )
    return set(rows.values_list("person_id", flat=True))


@pytest.mark.parametrize("code", ["DLHK", "53.71.03", "RSUD"])
def test_filing_is_that_of_the_entries_and_of_the_list_behind_it(client, entries, code):
    unit = Unit.objects.get(code=code)
    filed, expected = filers(unit.path, THURSDAY), expected_people(unit.path)
    figure = row_of(board(client, "walikota"), unit.name).filing
    assert figure.value == round(Decimal(len(filed) * 100) / len(expected), 2)
    assert figure.note.startswith(f"{len(filed)} dari {len(expected)} orang")
    rows = seen(client, "walikota", figure.url).context["page"].table.rows
    assert sum(row[3].text == "mengisi" for row in rows) == len(filed)
    assert len(rows) == len(expected)


def test_overdue_decisions_are_those_of_the_list_behind_them(client, entries, at):
    at("2026-11-25 08.00")
    today = now()
    page = board(client, "walikota")
    for code, name in (("DLHK", "Dinas Lingkungan"), ("53.71.03", "Kecamatan")):
        path = Unit.objects.get(code=code).path
        overdue = PendingDecision.objects.filter(unit_path__startswith=path, decide_by__lte=today)
        row = row_of(page, name)
        assert row.overdue.value == overdue.count() > 0
        behind = seen(client, "walikota", row.overdue.url).context["page"].table.rows
        assert sum(int(cells[3].text) for cells in behind) == row.overdue.value
        listed = [seen(client, "walikota", cells[3].url).context["page"].table for cells in behind]
        assert sum(table.total for table in listed) == row.overdue.value


def measured(value: str, *, login_unit: str = "DLHK", target: str = "80") -> None:
    """A figure of the third quarter for the cast's indicator, against a signed target."""
    indicator = Indicator.objects.get(code="IKU-SAMPAH")
    series = IndicatorSeries.objects.create(indicator=indicator, name="Timbangan", is_current=True)
    Measurement.objects.create(
        series=series, year=2026, quarter=3, value=Decimal(value), source="Timbangan TPA (contoh)",
        is_example=True,
    )  # fmt: skip
    assert AgreementItem.objects.get(agreement__unit__code=login_unit).target == Decimal(target)


def test_achievement_is_held_against_the_signed_target(client, entries):
    measured("60")
    figure = row_of(board(client, "walikota"), "Dinas Lingkungan").achievement
    assert figure.value == Decimal("75.00")
    assert figure.note == "1 dari 1 indikator terhitung"
    page = seen(client, "walikota", figure.url).context["page"]
    assert "rata-rata sasaran 75,00 %" in page.lead
    assert [cell.text for cell in page.table.rows[0]][2:] == [
        "80,00 persen",
        "60,00 persen",
        "75,00 %",
    ]


def measure(number: int, objective: Objective, value: int) -> Indicator:
    """An indicator of an objective with one figure."""
    indicator = Indicator.objects.create(
        code=f"IKU-{number}", name=f"Ukuran {number}", measure="persen", level_type="OUTCOME",
        polarity="HIGHER", aggregation="LAST", objective=objective, definition="-",
        data_source="-", is_example=True,
    )  # fmt: skip
    series = IndicatorSeries.objects.create(indicator=indicator, name="s", is_current=True)
    Measurement.objects.create(series=series, year=2026, quarter=3, value=value, source="-")
    return indicator


def test_achievement_is_the_mean_of_objectives_not_of_indicators(client, entries):
    first = Objective.objects.get(code="SASARAN-7.1")
    second = Objective.objects.create(mission=first.mission, code="S-2", text="Hijau")
    figures = enumerate(((first, 60), (first, 80), (second, 40)), start=1)
    signed("DISHUB", *(measure(number, *pair) for number, pair in figures))
    figure = row_of(board(client, "walikota"), "Dinas Perhubungan").achievement
    # Objective one: (75 + 100) / 2; objective two: 50. The indicators alone would give 75.
    assert figure.value == Decimal("68.75")
    assert figure.note == "3 dari 3 indikator terhitung"


def test_what_has_no_figure_is_said_and_never_zero(client, entries):
    page = board(client, "walikota")
    row = row_of(page, "Dinas Lingkungan")
    assert row.achievement.value is None
    assert row.achievement.note == "0 dari 1 indikator terhitung"
    assert row.absorption.value is None
    assert row.absorption.note == "belum ada anggaran yang berlaku"
    assert row_of(page, "Dinas Perhubungan").filing.value is None
    assert "Rp" not in seen(client, "walikota", "/papan/").content.decode()


def test_the_worst_against_its_plan_stands_on_top(client, entries):
    rows = board(client, "walikota").units
    gaps = [row.shortfall for row in rows]
    assert gaps == sorted(gaps, reverse=True)
    # Thursday: 3 of 4 in the agency, 1 of 3 in the district, nobody of 2 in the hospital.
    assert [row.name for row in rows[:3]] == [
        "RSUD S.K. Lerik", "Kecamatan Kelapa Lima", "Dinas Lingkungan Hidup dan Kebersihan",
    ]  # fmt: skip
    assert all(row.filing.is_behind for row in rows[:3])


def test_the_same_page_serves_city_agency_district_and_village(client, entries):
    names = {
        "/papan/": "Kota Kupang",
        "/papan/DLHK/": "Dinas Lingkungan Hidup dan Kebersihan",
        "/papan/53.71.03/": "Kecamatan Kelapa Lima",
        "/papan/53.71.03.1010/": "Kelurahan Oesapa",
    }
    for address, name in names.items():
        assert board(client, "sekda", address).unit_name == name


def test_a_unit_with_units_below_shows_its_own_people_apart(client, entries):
    page = board(client, "kadis")
    own = row_of(page, "Langsung di Dinas")
    assert own.filing.note.startswith("0 dari 1 orang")
    assert own.achievement.note == "perjanjian seluruh unit, 0 dari 1 indikator terhitung"
    behind = seen(client, "kadis", own.filing.url).context["page"].table
    assert [row[0].text for row in behind.rows] == ["Yohana Contoh"]
    assert row_of(page, "Bidang Pengelolaan").filing.note.startswith("3 dari 3 orang")


def test_a_trend_has_a_point_for_each_closed_working_day(client, entries, at):
    at("2026-11-21 00.30")
    close_day(day=FRIDAY, now=now())
    row = row_of(board(client, "walikota"), "Dinas Lingkungan")
    assert list(row.trend.values) == [Decimal("75.00"), Decimal("25.00")]
    assert row.trend.finding == "Pengisian turun dari 75,00 % menjadi 25,00 % dalam 2 hari kerja"
    assert row.filing.url == f"/papan/DLHK/pengisian/{FRIDAY}/"


def test_a_day_off_is_no_working_day_of_an_office_but_of_a_shift(client, entries, at):
    shift("PERAWAT", date(2026, 11, 21))
    at("2026-11-22 00.30")
    for day in (FRIDAY, date(2026, 11, 21)):
        close_day(day=day, now=now())
    page = board(client, "walikota")
    assert row_of(page, "Dinas Lingkungan").filing.url.endswith("/2026-11-20/")
    assert row_of(page, "RSUD").filing.url.endswith("/2026-11-21/")


def test_the_seal_of_the_last_closed_day(client, entries):
    seal = board(client, "walikota").seal
    assert (seal.day, seal.url) == (THURSDAY, f"/segel/hari/{THURSDAY}/")
    assert seal.entries == DailyEntry.objects.filter(day=THURSDAY).count()
    assert counting(THURSDAY) == seal.entries - 1


def test_before_the_first_closing_there_is_a_board_too(client, at):
    at("2026-11-20 15.00")
    page = board(client, "walikota")
    assert page.seal is None
    assert all(row.filing.value is None and row.trend is None for row in page.units)


def test_agendas_carry_value_target_date_and_source(client, entries):
    measured("60")
    agendas = [
        PriorityAgenda.objects.create(number=n, name=f"Agenda {n}", year=2025) for n in (1, 2)
    ]
    Indicator.objects.filter(code="IKU-SAMPAH").update(agenda=agendas[0])
    first, second = board(client, "walikota").agendas
    assert (first.value, first.as_of) == (Decimal("60.0000"), date(2026, 9, 30))
    assert first.source == "Timbangan TPA (contoh)"
    assert "contoh" in first.note
    seen(client, "walikota", first.value_url)
    assert (second.value, second.note) == (None, "belum ada indikator")
    assert [row.name for row in board(client, "kadis").agendas] == ["Agenda 1"]
    assert board(client, "camat").agendas == []


def test_decisions_say_in_words_what_waits_and_lead_to_it(client, entries, at):
    staf = Person.objects.get(code="P-STAF")
    Objection.objects.create(code="K-UJI", person=staf, day=THURSDAY, text="Jam saya keliru.")
    PlannedResult.objects.filter(code="H-PERAWAT-2026").update(state="DIAJUKAN", agreed_at=None)
    unsigned("DISHUB", date(2026, 1, 31))
    at("2026-11-25 08.00")
    page = board(client, "walikota")
    assert len(page.decisions) == 7 < page.decisions_total
    texts = " | ".join(line.text for line in page.decisions)
    for words in (
        "catatan Dinas Lingkungan Hidup dan Kebersihan lewat tenggat keputusan",
        "PK-DISHUB-2026-9 Dinas Perhubungan belum ditandatangani, batasnya 28 Februari 2026",
        "Pengisian RSUD S.K. Lerik 0,00 %",
        "3 indikator perjanjian belum punya nilai",
        "1 keberatan menunggu putusan",
        "1 hasil kerja menunggu kesepakatan",
    ):
        assert words in texts
    for line in page.decisions:
        assert seen(client, "walikota", line.url).context["page"].table.total > 0
    every = board(client, "walikota", f"/papan/{page.decisions_more_url}")
    assert len(every.decisions) == page.decisions_total
    assert every.decisions_more_url is None


def test_an_agreement_within_its_month_is_no_line(client, entries):
    unsigned("DISHUB", date(2026, 10, 25))
    lines = board(client, "walikota", "/papan/?putusan=semua").decisions
    assert not any("ditandatangani" in line.text for line in lines)


def test_low_indicators_are_counted_and_listed(client, entries):
    measured("20")
    lines = board(client, "walikota").decisions
    (low,) = [line for line in lines if "rendah" in line.text]
    assert low.text == "3 indikator perjanjian berkategori rendah"
    assert low.age_label == "terendah 25,00 %"
    assert seen(client, "walikota", low.url).context["page"].table.total == 3


def test_a_board_on_paper_leads_back_to_itself(client, entries):
    head = seen(client, "walikota", "/papan/DLHK/").context["print_head"]
    assert head.address.endswith("/papan/DLHK/")
    assert head.printed_at >= datetime(2026, 11, 20, tzinfo=UTC)


def test_a_long_city_shows_the_furthest_behind_and_folds_the_others_by_kind(client, city_plan):
    page = board(client, "walikota")
    assert len(page.units) > 12
    assert page.first_units == page.units[:7]
    folded = [row for _kind, rows in page.folded_units for row in rows]
    assert sorted(row.name for row in folded) == sorted(row.name for row in page.units[7:])
    assert {kind for kind, _rows in page.folded_units} <= {
        "Kota", "Sekretariat", "Inspektorat", "Dinas", "Badan", "Satuan", "Rumah sakit",
        "Kecamatan", "Perumda", "Lainnya",
    }  # fmt: skip
    closed = seen(client, "walikota", "/papan/").content.decode()
    assert '<details class="siblings"><summary>Dinas, ' in closed
    opened = seen(client, "walikota", "/papan/?buka=semua").content.decode()
    assert '<details class="siblings" open><summary>Dinas, ' in opened


def test_a_short_list_is_not_folded(client, entries):
    page = board(client, "kadis")
    assert (page.first_units, page.folded_units) == (page.units, [])
