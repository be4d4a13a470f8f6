"""The page of efficiency: what it says, never says, where its figures lead, what its file holds."""

import csv
import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from sasando.budget.tests.factories import SECOND
from sasando.budget.tests.thread_scene import MILLION, NOVEMBER, OBJECTIVE, paid, tied_budget
from sasando.core.clock import now
from sasando.core.templatetags.sasando_format import persen
from sasando.planning.models import (
    Indicator,
    IndicatorSeries,
    IndicatorTarget,
    Measurement,
)
from sasando.planning.periods import Span
from sasando.scoreboard.queries.efficiency import NO_SCORE, Saying, efficiency_page
from sasando.scoreboard.tests.steps import seen

pytestmark = pytest.mark.django_db
ADDRESS = "/papan/efisiensi/?tahun=2026&triwulan=3"


@pytest.fixture
def tied(lists, at):
    at(NOVEMBER)
    Indicator.objects.filter(objective__code=OBJECTIVE).update(source_code="")
    return tied_budget()


def measured(value, *, target=80, year=2026):
    """A figure of the third quarter, against a target of the year."""
    indicator = Indicator.objects.get(code="IKU-SAMPAH")
    IndicatorTarget.objects.filter(indicator=indicator).delete()
    IndicatorTarget.objects.create(indicator=indicator, year=year, quarter=0, value=target)
    series, _new = IndicatorSeries.objects.get_or_create(indicator=indicator, is_current=True)
    Measurement.objects.filter(series=series).delete()
    Measurement.objects.create(
        series=series, year=year, quarter=3, value=value, source="Contoh", state="DIMUAT"
    )


def only_objective():
    (one,) = efficiency_page(span=Span(2026, 3), now=now()).objectives
    return one


@pytest.mark.parametrize(
    ("value", "spent", "saying"),
    [
        (80, 9, Saying.EFFICIENT), (80, 12, Saying.FAIRLY), (60, 3, Saying.MISSED),
        (79, 0, Saying.NO_PAYMENT), (40, 12, Saying.NOT_EFFICIENT), (76, 12, Saying.MISSED),
    ],
)  # fmt: skip
def test_what_is_said_of_result_and_money(tied, value, spent, saying):
    measured(value)
    if spent:
        paid("1", spent * MILLION)
    assert only_objective().row.saying is saying


def test_low_absorption_with_a_missed_target_is_never_called_efficient(tied, client):
    measured(40)
    paid("1", MILLION)
    row = only_objective().row
    assert row.figures.gap > 5
    assert (row.saying, row.figures.unspent) == (Saying.MISSED, None)
    page = seen(client, "walikota", ADDRESS).content.decode()
    assert "target belum tercapai, tidak disebut efisien" in page
    assert not re.search(r"●|>\s*efisien\s*<", page.split("<table", 1)[1])


def test_the_three_ways_of_an_objective(tied):
    measured(80)
    paid("1", 9 * MILLION)
    one = only_objective()
    figures = one.row.figures
    assert (figures.absorption, figures.unspent, figures.gap) == (
        Decimal("75.00"), Decimal("25.00"), Decimal("25.00")
    )  # fmt: skip
    # (12 - 9) / 12 is 25 %, clamped to 20: the best score.
    assert (one.output.before_clamp, one.output.efficiency, one.output.score) == (
        Decimal("25.00"), Decimal(20), Decimal("100.00")
    )  # fmt: skip
    (programme,) = one.programmes
    assert programme.url == "/utas/program/DLHK~2.11.03/"


def test_payments_after_the_period_do_not_stand_against_its_achievement(tied, client):
    measured(80)
    paid("1", 6 * MILLION, "2026-09-30")
    paid("2", 3 * MILLION, "2026-10-01")
    row = only_objective().row
    assert (row.money.paid, row.figures.absorption) == (6 * MILLION, Decimal("50.00"))
    assert row.money.ground.paid_until == date(2026, 9, 30)
    later = efficiency_page(span=Span(2026, 4), now=now())
    assert later.objectives[0].row.money.paid == 9 * MILLION


@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_the_page_of_results_and_this_one_say_the_same_of_a_period(tied, client, quarter):
    measured(80)
    for month in (2, 5, 8, 10):
        paid(str(month), MILLION, f"2026-{month:02}-15")
    period = f"?tahun=2026&triwulan={quarter}"
    results = seen(client, "walikota", f"/papan/capaian/{period}").context
    here = seen(client, "walikota", f"/papan/efisiensi/{period}").context["page"]
    (branch,) = [
        one for mission in results["missions"] for one in mission.objectives
        if one.objective.code == OBJECTIVE
    ]  # fmt: skip
    (own,) = [one.row for one in here.objectives if one.row.code == OBJECTIVE]
    assert branch.money.note == f"terserap {persen(own.money.absorption)}"
    assert results["ground"] == here.ground
    assert own.money.paid == quarter * MILLION


def test_a_missed_target_has_no_score_on_page_or_in_a_file(tied, client):
    measured(40)
    paid("1", MILLION)
    page = seen(client, "walikota", ADDRESS).content.decode()
    # 12 million by half the result less 1 million spent, by 6 million: far beyond the clamp.
    assert "20,00 %" in page
    assert f"nilai {NO_SCORE}" in page
    assert "nilai 100,00; 1 dari 1 program belum mencapai target sasarannya" in page
    assert page.count("100,00") == 1
    answer = seen(client, "staf", "/papan/efisiensi.csv?tahun=2026&triwulan=3")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["Nilai cara 3"] for row in rows[:2]] == [NO_SCORE] * 2
    assert {row["Cara 3 (%)"] for row in rows} == {"20,00"}
    assert "1 dari 1 program belum mencapai target" in rows[2]["Nilai cara 3"]
    answer = seen(client, "walikota", "/papan/efisiensi.xlsx?tahun=2026&triwulan=3")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        sheet = book.read("xl/worksheets/sheet2.xml").decode()
        texts = book.read("xl/sharedStrings.xml").decode()
    assert re.search(rf'<c r="J\d+"[^>]*><f>[^<]*</f><v>{NO_SCORE}</v>', sheet)
    assert "1 dari 1 program belum mencapai target sasarannya" in texts


def test_refunds_beyond_payments_are_not_judged(tied):
    measured(80)
    paid("1", -MILLION)
    assert only_objective().row.saying is Saying.REFUNDED


def test_money_without_a_figure_is_not_judged(tied):
    paid("1", MILLION)
    Measurement.objects.all().delete()
    assert only_objective().row.saying is Saying.NO_FIGURE


def test_a_running_year_is_provisional_and_an_ended_one_is_not(tied, client, at):
    measured(80)
    assert "Sementara" in seen(client, "walikota", ADDRESS).content.decode()
    at("2027-01-04 09.00")
    page = efficiency_page(span=Span(2026, 4), now=now())
    assert page.is_provisional is False


def test_without_a_budget_the_page_says_so(client, at):
    at(NOVEMBER)
    measured(80)
    page = seen(client, "walikota", ADDRESS).content.decode()
    assert Saying.NO_MONEY.value in page


def test_the_workbook_computes_with_the_same_figures(tied, client):
    measured(80)
    paid("1", 9 * MILLION)
    answer = seen(client, "walikota", "/papan/efisiensi.xlsx?tahun=2026&triwulan=3")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        first, second = (
            book.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2)
        )
    cells = dict(re.findall(r'<c r="(\w+)"[^>]*><f>[^<]*</f><v>([^<]*)</v>', first))
    formulas = dict(re.findall(r'<c r="(\w+)"[^>]*><f>([^<]*)</f>', first))
    (row,) = {name[1:] for name in formulas}
    assert formulas[f"G{row}"].endswith(f"ROUND(E{row}*100/D{row},2))")
    assert [cells[f"{column}{row}"] for column in "GHI"] == ["75", "25", "25"]
    scored = dict(re.findall(r'<c r="(\w)\d+"[^>]*><f>[^<]*</f><v>([^<]*)</v>', second))
    assert scored == {"G": "12000000", "H": "25", "I": "20", "J": "100"}


def test_the_plain_file_holds_objective_and_programme(tied, client):
    measured(80)
    paid("1", 9 * MILLION)
    answer = seen(client, "staf", "/papan/efisiensi.csv?tahun=2026&triwulan=3")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["Putusan"] for row in rows] == ["efisien", "efisien", ""]
    assert [row["Nilai cara 3"] for row in rows[:2]] == ["100,00", "100,00"]
    assert rows[2]["Nilai cara 3"].endswith("semua 1 program mencapai target sasarannya.")
    assert rows[1]["Perangkat daerah"] == "Dinas Lingkungan Hidup"
    assert "keadaan per 2 Januari 2026" in rows[0]["Dasar"]
    seen(client, "staf", "/papan/efisiensi.exe", 404)


def test_the_page_takes_the_same_queries_whatever_it_holds(tied, client, queries_of):
    measured(80)
    paid("1", MILLION)
    seen(client, "walikota", ADDRESS)
    before = queries_of(client, ADDRESS)
    paid("2", MILLION, activity=SECOND)
    assert queries_of(client, ADDRESS) == before <= 20
