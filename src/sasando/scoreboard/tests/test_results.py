"""What was reached of the plan: the same figures as planning's own, rolled up level by level."""

from decimal import Decimal

import pytest

from sasando.core.clock import local_day, now
from sasando.core.models import User
from sasando.organization.models import Person, Unit
from sasando.organization.queries import viewer_for
from sasando.planning.actions.verification import decide_measurement
from sasando.planning.models import Indicator, Mission, Objective
from sasando.planning.periods import Span
from sasando.planning.queries import indicators_for
from sasando.planning.tests.factories import figure, indicator, target
from sasando.rules.registry import Status
from sasando.rules.rollup import Part, part_of, roll_up
from sasando.scoreboard.periods import known_at
from sasando.scoreboard.queries.results import NOT_YET_TIME, RETURNED, results
from sasando.scoreboard.tests.steps import seen

pytestmark = pytest.mark.django_db
THIRD = Span(2026, 3)
D = Decimal


def found(span=THIRD):
    return results(span=span, now=now())


def row(code, span=THIRD):
    return next(one for one in found(span).indicators if one.line.code == code)


def test_every_indicator_is_judged_as_planning_judges_it(city_plan):
    board = indicators_for(year=2026, now=known_at(THIRD, now()))
    lines = {line.code: line for line in board.lines}
    page = found()
    assert len(page.indicators) == 22
    for one in page.indicators:
        assert one.line.figures.headline == lines[one.line.code].figures.headline
        assert one.line.band == (one.band.name if one.band else "")


def test_the_city_is_the_mean_of_its_objectives_by_the_explained_rule(city_plan):
    page = found()
    means = []
    for mission in page.missions:
        own = []
        for branch in mission.objectives:
            parts = [part_of(one.line.figures.headline) for one in branch.indicators]
            mean = roll_up(parts)
            assert branch.summary.to_date.value == mean.value.value
            own.append(Part(mean.value.value, mean.status))
        assert mission.summary.to_date.value == roll_up(own).value.value
        means += own
    assert page.summary.to_date.value == roll_up(means).value.value
    assert (
        page.summary.to_date.value
        == indicators_for(year=2026, now=known_at(THIRD, now())).achievement
    )


def test_the_city_is_not_the_mean_of_its_missions(city_plan):
    """Mission 7 has two objectives that count, others one: each objective weighs the same."""
    page = found()
    of_missions = roll_up(
        [
            Part(
                m.summary.to_date.value,
                Status.OK if m.summary.to_date.counted else Status.NOT_REPORTED,
            )
            for m in page.missions
        ]
    ).value.value
    assert page.summary.to_date.value != of_missions


def test_both_figures_are_always_there(city_plan):
    waste = row("IKU-SAMPAH")
    assert waste.to_date.value is not None
    assert waste.toward_year.value is not None
    summary = found().summary
    assert summary.to_date.value is not None
    assert summary.toward_year.value is not None
    assert summary.toward_year.value != summary.to_date.value
    tourists = row("IKU-WISATA")
    assert tourists.toward_year.value.value < tourists.to_date.value.value


def test_a_quarter_shows_only_what_was_known_of_it(city_plan):
    first = row("IKU-SAMPAH", Span(2026, 1))
    assert (first.line.value, first.line.period) == (D("72.9"), "TW I 2026")
    assert row("IKU-SAMPAH", Span(2025, 4)).line.value == D("73.2")


def test_what_is_not_counted_says_why(city_plan):
    page = found()
    reasons = {one.line.code: one.why_not for one in page.indicators if not one.is_counted}
    assert reasons["IKU-LITERASI"] == NOT_YET_TIME
    assert page.summary.to_date.counted + len(reasons) == page.summary.to_date.total == 22
    assert sum(number for _words, number in page.summary.missing) == len(reasons)
    assert page.summary.counted_text == f"{22 - len(reasons)} dari 22 indikator terhitung"


def test_a_yearly_figure_is_late_only_after_the_year(city_plan):
    assert row("IKU-EKONOMI", Span(2026, 3)).why_not == NOT_YET_TIME
    assert row("IKU-EKONOMI", Span(2025, 4)).why_not == "belum dilaporkan"


def test_the_small_line_of_the_city_says_what_it_shows(city_plan):
    trend = found().summary.trend
    assert len(trend.values) == 8
    assert trend.values[-1] == found().summary.to_date.value
    assert trend.values[-5] == found(Span(2025, 3)).summary.to_date.value
    assert trend.finding.startswith(("Naik dari", "Turun dari", "Tetap"))
    assert "TW III 2026" in trend.finding


def test_an_indicator_has_five_years_and_its_way_to_the_end(city_plan):
    hdi = row("IKU-IPM")
    assert [point.year for point in hdi.years] == [2022, 2023, 2024, 2025, 2026]
    assert hdi.years[2].realisation == D("83.21")
    assert hdi.progress.distance.progress == D("98.24")
    assert hdi.progress.rest_text == "kurang 1,49 indeks, 3 tahun lagi (0,50 setiap tahun)"
    assert hdi.progress.period == "2024"


def test_less_is_better_is_said_the_other_way_round(city_plan):
    poor = row("IKU-MISKIN")
    assert poor.progress.rest_text.startswith("masih harus turun 1,24 poin persen")
    extreme = row("IKU-MISKIN-EKSTREM")
    assert extreme.progress.distance.progress is None
    assert "1.588 keluarga" in extreme.progress.rest_text


def test_a_sum_is_held_against_the_last_target_only_when_the_year_is_whole(city_plan):
    revenue = row("IKU-PAD")
    assert (revenue.progress.value, revenue.progress.period) == (D(238030), "2025")
    assert not revenue.years[-1].is_whole


def test_a_predicate_counts_steps(city_plan):
    assert row("IKU-SAKIP").progress.rest_text.startswith(("kurang 2 tingkat", "kurang 1 tingkat"))


def test_a_plan_without_indicators_is_a_page_too(city_plan):
    Indicator.objects.filter(objective__isnull=False).update(objective=None)
    page = found()
    assert page.summary.to_date.value is None
    assert page.summary.band is None
    assert page.summary.trend is None
    assert page.summary.counted_text == "0 dari 0 indikator terhitung"


def test_a_target_far_exceeded_is_doubted_and_capped(city_plan):
    mission = Mission.objects.order_by("number").first()
    objective = Objective.objects.create(mission=mission, code="SASARAN-UJI", text="Uji")
    indicator(
        "IKU-MUDAH", objective=objective, targets={0: 10, 3: 10}, figures={3: 40},
    )  # fmt: skip
    easy = row("IKU-MUDAH")
    assert easy.is_target_too_low
    assert easy.line.achievement == D("400.00")
    branch = next(
        one for m in found().missions for one in m.objectives if one.objective == objective
    )
    assert branch.summary.to_date.value == D("100.00")


def test_an_older_figure_is_not_the_achievement_of_this_year(city_plan):
    row_ = Indicator.objects.get(code="IKU-EKONOMI")
    series = row_.series.get(is_current=True)
    figure(series, year=2026, value="5.5")
    target(row_, year=2026, quarter=1, value="5")
    assert row("IKU-EKONOMI", Span(2026, 3)).line.achievement is None


@pytest.fixture
def reported(city_plan, at):
    """A figure of the sanitation agency, reported on 5 October; nobody has verified it."""
    at("2026-10-05 12.00")
    row_ = indicator(
        "IKU-BARU", objective=Objective.objects.get(code="SASARAN-7.1"), targets={0: 80},
        owner=Unit.objects.get(code="DLHK"),
    )  # fmt: skip
    return figure(
        row_.series.get(), year=2026, quarter=3, value=60, state="DIAJUKAN",
        recorded_by=Person.objects.get(code="P-PERENCANA"),
    )  # fmt: skip


def test_a_figure_that_waits_for_a_second_person_is_counted_and_marked(reported, client):
    assert row("IKU-BARU").line.is_unverified
    page = found()
    assert page.summary.unverified == 1
    shown = seen(client, "warga", "/papan/capaian/").content.decode()
    assert "1 terhitung, belum diverifikasi" in shown


def test_a_returned_figure_is_not_counted(reported):
    inspector = viewer_for(User.objects.get(username="pemeriksa"), local_day(now()))
    decide_measurement(
        viewer=inspector, now=now(), code="IKU-BARU", span=THIRD, version=1,
        verdict="DIKEMBALIKAN", note="Sebutkan nomor tiket",
    )  # fmt: skip
    returned = row("IKU-BARU")
    assert (returned.line.achievement, returned.why_not) == (None, RETURNED)
    assert found().summary.unverified == 0
