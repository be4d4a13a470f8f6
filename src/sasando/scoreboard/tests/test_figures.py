"""Figures of a year, read light for a board, must be those that planning itself reads."""

from decimal import Decimal

import pytest

from sasando.core.clock import local_day, now
from sasando.organization.models import Unit
from sasando.planning import sources
from sasando.planning.judging import Goal
from sasando.planning.models import Indicator, IndicatorSeries, IndicatorTarget, Measurement
from sasando.planning.queries.indicators import load_rows, yardstick_on
from sasando.scoreboard.queries.figures import Judge, rows_of_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator(at) -> Indicator:
    at("2026-11-20 15.00")
    row = Indicator.objects.get(code="IKU-SAMPAH")
    for quarter, value in enumerate((80, 70, 75, 80, 85)):
        IndicatorTarget.objects.create(indicator=row, year=2026, quarter=quarter, value=value)
    IndicatorTarget.objects.create(indicator=row, year=2025, quarter=0, value=60)
    old = IndicatorSeries.objects.create(indicator=row, name="lama")
    current = IndicatorSeries.objects.create(indicator=row, name="baru", is_current=True)
    for series, year, quarter, value in (
        (old, 2026, 1, 10), (current, 2025, 4, 20), (current, 2026, 1, 60), (current, 2026, 2, 66),
        (current, 2026, 4, 99),
    ):  # fmt: skip
        Measurement.objects.create(
            series=series, year=year, quarter=quarter, value=value, source=f"TW {quarter}"
        )
    return row


def test_they_are_what_planning_reads_of_the_year(indicator):
    (light,) = rows_of_year([indicator], 2026, local_day(now())).values()
    (full,) = load_rows(Indicator.objects.filter(pk=indicator.pk), local_day(now()))
    assert light.goals == full.goals(2026)
    assert light.readings == full.readings(2026)
    assert set(light.readings) == {1, 2}, "the fourth quarter has not ended"
    assert (light.period, light.source) == ("TW II 2026", "TW 2")


def test_a_source_of_the_system_is_asked_instead(indicator, monkeypatch):
    def measure(unit: Unit, _period: sources.Period) -> Decimal:
        assert unit.code == "DLHK"
        return Decimal(42)

    source = sources.MeasurementSource("uji", "Timbangan sendiri", measure)
    monkeypatch.setitem(sources._sources, "uji", source)
    indicator.source_code = "uji"
    indicator.save()
    (rows,) = rows_of_year([indicator], 2026, local_day(now())).values()
    assert {reading.value for reading in rows.readings.values()} == {Decimal(42)}
    assert rows.source == "Timbangan sendiri"


def test_a_kept_judgement_answers_only_for_the_same_figures(indicator):
    judge = Judge(yardstick_on(2026, now()))
    (rows,) = rows_of_year([indicator], 2026, local_day(now())).values()
    first = judge(indicator, rows.goals, rows.readings)
    assert judge(indicator, rows.goals, rows.readings) is first
    stricter = judge(indicator, {**rows.goals, 2: Goal(Decimal(88))}, rows.readings)
    assert stricter.headline.value.value == Decimal("75.00")
    assert first.headline.value.value == Decimal("88.00")
    indicator.polarity = "LOWER_LINEAR"
    assert judge(indicator, rows.goals, rows.readings).headline != first.headline
