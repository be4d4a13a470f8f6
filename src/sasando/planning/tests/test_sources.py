"""Indicators that fill themselves from a registered source."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sasando.organization.models import Unit
from sasando.planning import sources
from sasando.planning.models import Measurement
from sasando.planning.queries import indicator_view, indicators_for
from sasando.planning.sources import MeasurementSource, Period
from sasando.planning.tests.factories import NOVEMBER, figure, indicator
from sasando.rules.registry import Status


@pytest.fixture
def asked(monkeypatch):
    """An empty registry with one source; what it was asked is kept, what it answers can be set."""
    monkeypatch.setattr(sources, "_sources", {})
    calls = []
    answers = {}

    def measure(unit, period):
        calls.append((unit.code, period.first, period.last))
        return answers.get(period.last, Decimal("91.5"))

    sources.register(MeasurementSource("HARI-TERISI", "Hari kerja yang terisi", measure))
    calls.clear()
    return calls, answers


def line(code="IKU-UJI", now=NOVEMBER, year=2026):
    return next(row for row in indicators_for(year=year, now=now).lines if row.code == code)


def test_a_source_is_found_by_its_code_and_listed_in_order(asked):
    other = MeasurementSource("ADUAN", "Aduan selesai", lambda unit, period: None)
    sources.register(other)
    assert sources.find_source("ADUAN") is other
    assert [source.code for source in sources.all_sources()] == ["ADUAN", "HARI-TERISI"]
    with pytest.raises(KeyError):
        sources.find_source("TIADA")


def test_a_code_is_taken_once(asked):
    with pytest.raises(ValueError, match="registered twice"):
        sources.register(MeasurementSource("HARI-TERISI", "Lain", lambda unit, period: None))


def test_a_period_does_not_end_before_it_begins():
    assert Period(date(2026, 1, 1), date(2026, 1, 1))
    with pytest.raises(ValueError, match="before it begins"):
        Period(date(2026, 1, 2), date(2026, 1, 1))


@pytest.mark.django_db
def test_the_year_up_to_today_is_measured_for_the_owner(asked):
    calls, _answers = asked
    owner = Unit.objects.get(code="DLHK")
    indicator(source_code="HARI-TERISI", owner=owner, targets={0: 90})
    found = line()
    assert calls == [("DLHK", date(2026, 1, 1), date(2026, 11, 20))]
    assert (found.value, found.source) == (Decimal("91.5"), "Hari kerja yang terisi")
    assert found.as_of == date(2026, 11, 20)
    assert found.achievement == Decimal("101.67")


@pytest.mark.django_db
def test_without_owner_the_city_answers(asked):
    calls, _answers = asked
    indicator(source_code="HARI-TERISI", targets={0: 90})
    line()
    assert calls[0][0] == "KOTA"


@pytest.mark.django_db
def test_quarters_with_targets_are_measured_when_they_have_ended(asked):
    calls, answers = asked
    answers[date(2026, 6, 30)] = Decimal(80)
    indicator(source_code="HARI-TERISI", targets={0: 90, 1: 90, 2: 90, 3: 90, 4: 90},
              aggregation="AVERAGE")  # fmt: skip
    found = line()
    assert [last for _unit, _first, last in calls] == [
        date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30),
    ]  # fmt: skip
    assert found.figures.reported == (1, 2, 3)
    assert found.figures.to_date.value.value == Decimal("97.41")
    assert found.period == "s.d. TW III 2026"


@pytest.mark.django_db
def test_typed_figures_never_stand_in_for_the_source(asked):
    _calls, answers = asked
    answers[date(2026, 11, 20)] = None
    row = indicator(source_code="HARI-TERISI", targets={0: 90})
    figure(row.series.get(), year=2026, quarter=0, value=99)
    found = line()
    assert found.value is None
    assert found.status is Status.NOT_REPORTED
    assert Measurement.objects.count() == 1


@pytest.mark.django_db
def test_a_source_that_is_not_installed_measures_nothing(asked):
    calls, _answers = asked
    indicator(source_code="TIADA", targets={0: 90})
    assert line().status is Status.NOT_REPORTED
    assert calls == []


@pytest.mark.django_db
def test_a_year_to_come_is_not_measured(asked):
    calls, _answers = asked
    indicator(source_code="HARI-TERISI", targets={0: 90}, year=2027)
    assert line(year=2027).value is None
    assert calls == []


@pytest.mark.django_db
def test_a_year_that_is_over_is_measured_to_its_end(asked):
    calls, _answers = asked
    indicator(source_code="HARI-TERISI", targets={0: 90})
    line(now=datetime(2027, 2, 1, tzinfo=UTC))
    assert calls[0][2] == date(2026, 12, 31)


@pytest.mark.django_db
def test_the_page_names_the_source(asked, viewer):
    indicator(source_code="HARI-TERISI", targets={0: 90})
    view = indicator_view("IKU-UJI", viewer=viewer("perencana"), year=2026, now=NOVEMBER)
    assert dict(view.facts)["Sumber data"] == "Diukur sistem: Hari kerja yang terisi (HARI-TERISI)"
    assert not view.may_record
    assert view.verdicts[0].text == "101,67 %"


def test_a_measured_figure_says_its_source_and_its_day_and_waits_for_nobody(asked, as_):
    indicator(source_code="HARI-TERISI", targets={0: 90})
    shown = as_("staf").get("/perencanaan/indikator/IKU-UJI/").content.decode()
    assert "Hari kerja yang terisi, diukur sistem sampai 20 November 2026." in " ".join(
        shown.split()
    )
    assert "belum diverifikasi" not in shown
