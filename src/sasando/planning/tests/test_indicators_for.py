"""Boards of indicators: one figure everywhere, counted honestly, in a fixed number of queries."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sasando.organization.models import Unit
from sasando.planning.models import (
    Indicator,
    IndicatorSeries,
    Objective,
    PriorityAgenda,
)
from sasando.planning.queries import (
    indicators_by_agenda,
    indicators_by_unit,
    indicators_for,
)
from sasando.planning.tests.factories import NOVEMBER, figure, indicator, target
from sasando.rules.registry import Status

pytestmark = pytest.mark.django_db


def board(**given):
    return indicators_for(**({"year": 2026, "now": NOVEMBER} | given))


def line(code, **given):
    return next(row for row in board(**given).lines if row.code == code)


def test_a_line_says_value_target_achievement_band_period_and_source(indicators):
    stunting = line("IKU-STUNTING")
    assert (stunting.value_text, stunting.target_text) == ("15,70", "15,00")
    assert (stunting.period, stunting.as_of) == ("TW III 2026", date(2026, 9, 30))
    assert stunting.achievement == Decimal("98.05")
    assert stunting.band == "Sangat Tinggi"
    assert stunting.against == "terhadap target sampai triwulan terlapor"
    assert stunting.source == "Angka contoh, bukan hasil pengukuran"
    assert stunting.is_example


def test_a_published_indicator_shows_its_newest_figure_with_its_year(indicators):
    inflation = line("IKU-INFLASI")
    assert (inflation.value, inflation.period) == (Decimal("1.53"), "2024")
    assert inflation.source == "timurtoday.id 2025"
    assert (inflation.status, inflation.state) == (Status.NOT_REPORTED, "belum dilaporkan")
    assert inflation.achievement is None
    assert inflation.is_example, "its target is made up"
    assert not inflation.latest.is_example


def test_the_old_series_never_enters_the_trend(indicators):
    trend = line("IKU-IPM").trend
    assert trend.labels == ("2020", "2021", "2022", "2023", "2024")
    assert trend.values[0] == Decimal("81.91")
    assert trend.finding == "Naik dari 81,91 (2020) ke 83,21 (2024)"


def test_the_trend_keeps_eight_periods_and_leaves_gaps(indicators):
    assert len(line("IKU-MISKIN").trend.labels) == 8
    roads = line("IKU-JALAN").trend
    assert roads.values[-2:] == (None, Decimal("75.1"))
    assert roads.labels[-1] == "TW III 2026"
    assert line("IKU-SAKIP").trend is None


def test_figures_of_periods_to_come_are_not_known_yet(indicators):
    in_may = datetime(2026, 5, 2, tzinfo=UTC)
    waste = line("IKU-SAMPAH", now=in_may)
    assert (waste.period, waste.value) == ("TW I 2026", Decimal("72.9"))
    assert waste.figures.reported == (1,)


def test_a_quarter_is_known_on_its_last_day_in_the_city(indicators):
    before = datetime(2026, 9, 29, 15, 59, 59, tzinfo=UTC)
    after = datetime(2026, 9, 29, 16, 0, tzinfo=UTC)
    assert line("IKU-SAMPAH", now=before).period == "TW II 2026"
    assert line("IKU-SAMPAH", now=after).period == "TW III 2026"


def test_a_unit_has_its_own_indicators_and_those_below_it(indicators):
    agency = Unit.objects.get(code="DLHK")
    assert [row.code for row in board(unit=agency).lines] == ["IKU-RTH", "IKU-SAMPAH"]
    division = Unit.objects.get(code="DLHK.SAMPAH")
    indicator("IKU-TITIK", owner=division)
    assert "IKU-TITIK" in [row.code for row in board(unit=agency).lines]
    assert [row.code for row in board(unit=division).lines] == ["IKU-TITIK"]


def test_the_city_has_all_also_those_without_owner(indicators):
    indicator("IKU-YATIM", owner=None)
    city = board(unit=Unit.objects.get(code="KOTA"))
    assert len(city.lines) == Indicator.objects.count()


def test_agenda_and_objective_choose_their_indicators(indicators):
    agenda = PriorityAgenda.objects.get(number=3)
    assert [row.code for row in board(agenda=agenda).lines] == ["IKU-STUNTING"]
    objective = Objective.objects.get(code="SASARAN-6.1")
    codes = [row.code for row in board(objective=objective).lines]
    assert codes == ["IKU-MISKIN", "IKU-MISKIN-EKSTREM"]


def test_the_mean_goes_over_objectives_and_says_what_it_rests_on(plan):
    first, second = (Objective.objects.get(code=code) for code in ("SASARAN-1.1", "SASARAN-1.2"))
    for code, value, objective in (
        ("IKU-A", 100, first), ("IKU-B", 80, first), ("IKU-C", 40, second), ("IKU-D", None, second),
    ):  # fmt: skip
        figures = {} if value is None else {3: value}
        indicator(code, targets={0: 100, 3: 100}, figures=figures, objective=objective)
    both = (
        indicators_for(year=2026, now=NOVEMBER, objective=first),
        indicators_for(year=2026, now=NOVEMBER, objective=second),
    )
    assert [each.achievement for each in both] == [Decimal("90.00"), Decimal("40.00")]
    assert both[1].counted_text == "1 dari 2 indikator terhitung"
    unit = Unit.objects.get(code="DISHUB")
    Indicator.objects.filter(code__in=["IKU-A", "IKU-B", "IKU-C", "IKU-D"]).update(owner=unit)
    agency = board(unit=unit)
    assert agency.achievement == Decimal("65.00")
    assert agency.counted_text == "3 dari 4 indikator terhitung"
    assert [figure.objective.code for figure in agency.objectives] == ["SASARAN-1.1", "SASARAN-1.2"]


def test_one_great_success_cannot_hide_a_failure(plan):
    objective = Objective.objects.get(code="SASARAN-1.1")
    indicator("IKU-A", targets={0: 100}, figures={0: 300}, year=2025, objective=objective)
    indicator("IKU-B", targets={0: 100}, figures={0: 50}, year=2025, objective=objective)
    found = board(objective=objective, year=2025)
    assert found.achievement == Decimal("75.00")
    assert found.lines[0].achievement == Decimal("300.00")
    assert found.lines[0].figures.headline.value.is_target_too_low


def test_an_empty_board_has_no_mean(db):
    nothing = board(unit=Unit.objects.get(code="DISHUB"))
    assert nothing.achievement is None
    assert nothing.counted_text == "0 dari 0 indikator terhitung"


def test_all_units_and_all_agendas_come_at_once_with_the_same_figures(indicators):
    by_unit = indicators_by_unit(year=2026, now=NOVEMBER)
    agency = board(unit=Unit.objects.get(code="DLHK"))
    assert by_unit["DLHK"] == agency
    by_agenda = indicators_by_agenda(year=2026, now=NOVEMBER)
    assert list(by_agenda) == [1, 2, 3, 4, 5]
    assert by_agenda[1] == board(agenda=PriorityAgenda.objects.get(number=1))


@pytest.mark.parametrize(
    "ask",
    [
        lambda: indicators_for(year=2026, now=NOVEMBER),
        lambda: indicators_by_unit(year=2026, now=NOVEMBER),
        lambda: indicators_by_agenda(year=2026, now=NOVEMBER),
    ],
)
def test_more_indicators_take_no_more_queries(indicators, django_assert_num_queries, ask):
    ask()
    with django_assert_num_queries(4):
        ask()
    owner = Unit.objects.get(code="DISHUB")
    agenda = PriorityAgenda.objects.get(number=1)
    for number in range(12):
        row = indicator(f"IKU-{number}", owner=owner, agenda=agenda, targets={0: 10})
        extra = IndicatorSeries.objects.create(indicator=row, name="lama")
        for year in range(2015, 2026):
            figure(extra, year=year, value=year)
        target(row, year=2027, value=5)
    with django_assert_num_queries(4):
        ask()
