"""The vectors of the measuring reference (sakip 4, 1-26 and 31), from typed figure to the page."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from sasando.planning.queries import indicators_for
from sasando.planning.tests.factories import figure, indicator, target

pytestmark = pytest.mark.django_db
JANUARY = datetime(2027, 1, 5, 4, tzinfo=UTC)
LIN, RAT = "LOWER_LINEAR", "LOWER_RATIO"


@pytest.fixture
def judged(at):
    """The line of one indicator with targets and figures of 2026 by quarter."""

    def judge(targets, figures, *, uppers=None, year=2026, **fields):
        at("2026-11-20 10.00")
        row = indicator(**fields)
        for quarter, value in targets.items():
            target(row, year=year, quarter=quarter, value=value, upper=(uppers or {}).get(quarter))
        series = row.series.get()
        for quarter, value in figures.items():
            parts = value if isinstance(value, tuple) else None
            if parts is None:
                figure(series, year=year, quarter=quarter, value=value)
            else:
                figure(series, year=year, quarter=quarter, value=Decimal(100) * parts[0] / parts[1],
                       numerator=parts[0], denominator=parts[1])  # fmt: skip
        lines = indicators_for(year=year, now=JANUARY).lines
        return next(line for line in lines if line.code == "IKU-UJI")

    return judge


@pytest.mark.parametrize(
    ("number", "polarity", "goal", "realised", "expected"),
    [
        (1, "HIGHER", 80, 76, "95.00"),
        (2, "HIGHER", 60, 75, "125.00"),
        (3, "HIGHER", "66.44", "65.07", "97.94"),
        (4, LIN, "8.50", "8.24", "103.06"),
        (4, RAT, "8.50", "8.24", "103.16"),
        (5, LIN, 20, "17.2", "114.00"),
        (5, RAT, 20, "17.2", "116.28"),
        (6, LIN, 10, 15, "50.00"),
        (6, RAT, 10, 15, "66.67"),
        (7, LIN, 10, 20, "0.00"),
        (7, RAT, 10, 20, "50.00"),
        (8, LIN, 10, 25, "0.00"),
        (8, RAT, 10, 25, "40.00"),
        (9, LIN, 10, 0, "200.00"),
        (9, RAT, 10, 0, "100.00"),
        (10, LIN, 0, 0, "100.00"),
        (10, LIN, 0, 3, "0.00"),
        (16, "STABILISE", 100, 95, "95.00"),
        (16, "STABILISE", 100, 105, "95.00"),
        (16, "STABILISE", "2.5", "1.53", "61.20"),
        (31, "HIGHER", 75, "41.56", "55.41"),
    ],
)
def test_one_figure_against_one_target(judged, number, polarity, goal, realised, expected):
    line = judged({0: goal}, {0: realised}, polarity=polarity)
    assert line.achievement == Decimal(expected), number
    assert line.toward_year.text == f"{expected.replace('.', ',')} %"


@pytest.mark.parametrize(("cap", "expected"), [("120", "120.00"), ("100", "100.00")])
@pytest.mark.parametrize(("polarity", "goal", "realised"), [("HIGHER", 60, 75), (LIN, 10, 0)])
def test_2_and_9_an_own_cap(judged, cap, expected, polarity, goal, realised):
    line = judged({0: goal}, {0: realised}, polarity=polarity, display_cap=Decimal(cap))
    assert line.achievement == Decimal(expected)


def test_11_a_target_of_zero_is_not_judged(judged):
    line = judged({0: 0}, {0: 5})
    assert (line.achievement, line.state) == (None, "target nol")


@pytest.mark.parametrize(
    ("number", "polarity", "low", "high", "realised", "expected"),
    [
        (12, "RANGE_HIGHER", 80, 90, 70, "87.50"),
        (13, "RANGE_HIGHER", 80, 90, 92, "102.22"),
        (14, "RANGE_LOWER", 7, 8, "6.5", "107.14"),
        (14, "RANGE_LOWER", 7, 8, 9, "87.50"),
        (15, "RANGE_HIGHER", 80, 90, 85, "100.00"),
    ],
)
def test_ranges(judged, number, polarity, low, high, realised, expected):
    line = judged({0: low}, {0: realised}, uppers={0: high}, polarity=polarity)
    assert line.achievement == Decimal(expected), number


def by_quarter(*values):
    return {number: value for number, value in enumerate(values, 1) if value is not None}


@pytest.mark.parametrize(
    ("number", "aggregation", "targets", "figures", "to_date", "toward"),
    [
        (17, "SUM", {0: 100, **by_quarter(10, 20, 30, 40)}, by_quarter(8, 22, 28),
         "96.67", "58.00"),
        (18, "LAST", {0: 75, **by_quarter(70, 72, 74, 75)}, by_quarter(71, None, 73),
         "98.65", "97.33"),
        (19, "AVERAGE", {0: 83}, by_quarter("82.10", "83.40", "81.90", "84.20"),
         "99.88", "99.88"),
        (20, "RATIO_OF_SUMS", {0: 100}, by_quarter((45, 50), (30, 60), (80, 90)),
         "77.50", "77.50"),
        (21, "LAST", {0: 100, **by_quarter(100, 100, 100, 100)}, by_quarter(95, 97, 98, 99),
         "99.00", "99.00"),
        (21, "SUM", by_quarter(100, 100, 100, 100), by_quarter(95, 97, 98, 99),
         "97.25", "97.25"),
        (22, "SUM", by_quarter(5, 5), by_quarter(5), "100.00", None),
        (22, "SUM", by_quarter(5, 5), by_quarter(5, 0), "50.00", None),
    ],
)  # fmt: skip
def test_from_quarters_to_the_year(judged, number, aggregation, targets, figures, to_date, toward):
    line = judged(targets, figures, aggregation=aggregation)
    assert line.to_date.value == Decimal(to_date), number
    assert line.toward_year.value == (None if toward is None else Decimal(toward)), number
    reported = max(figures)
    assert line.to_date.label == f"sampai triwulan {('I', 'II', 'III', 'IV')[reported - 1]}"


@pytest.mark.parametrize(
    ("number", "scale", "goal", "realised", "expected"),
    [(23, "AUDIT_OPINION", 4, 3, "75.00"), (24, "SAKIP", 5, 4, "80.00")],
)
def test_predicates(judged, number, scale, goal, realised, expected):
    line = judged({0: goal}, {0: realised}, polarity="PREDICATE", scale=scale)
    assert line.achievement == Decimal(expected), number
    assert line.figures.toward_year.steps[0].rule.startswith("Dasar nilai: ")


def test_24_the_same_predicate_as_a_number(judged):
    line = judged({0: "70.01"}, {0: "65.07"})
    assert line.achievement == Decimal("92.94")


def test_25_an_objective_is_the_mean_of_its_capped_indicators(at):
    at("2026-11-20 10.00")
    for code, polarity, goal, realised in (
        ("IKU-A", "HIGHER", "66.44", "65.07"), ("IKU-B", LIN, "8.50", "8.24"),
    ):  # fmt: skip
        row = indicator(code, polarity=polarity)
        target(row, year=2026, value=goal)
        figure(row.series.get(), year=2026, value=realised)
    board = indicators_for(year=2026, now=JANUARY)
    (mean,) = [part.mean for part in board.objectives if part.objective is None]
    assert (mean.value.value, mean.value.counted_text) == (Decimal("98.97"), "2 dari 2 terhitung")


def test_22_a_blank_that_was_explained_is_not_a_zero(judged):
    line = judged({0: 10, 1: 5, 2: 5}, {1: 5}, aggregation="SUM")
    assert line.figures.reported == (1,)


@pytest.mark.parametrize(
    ("status", "reason", "state"),
    [("BELUM_RILIS", "", "belum rilis"), ("TIDAK_BERLAKU", "Survei ditunda", "tidak berlaku")],
)
def test_a_blank_says_why_wherever_it_is_shown(at, status, reason, state):
    at("2026-11-20 10.00")
    row = indicator(targets={0: 10})
    figure(row.series.get(), year=2026, status=status, reason=reason)
    lines = indicators_for(year=2026, now=JANUARY).lines
    line = next(line for line in lines if line.code == "IKU-UJI")
    assert (line.toward_year.text, line.toward_year.value) == (state, None)
