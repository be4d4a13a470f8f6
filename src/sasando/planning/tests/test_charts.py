"""The drawing of an indicator: places, round numbers, labels inside the picture."""

from decimal import Decimal
from itertools import pairwise

import pytest

from sasando.planning.chart_labels import Label, place_labels
from sasando.planning.charts import HEIGHT, WIDTH, Line, chart_of, frame_of, round_values
from sasando.planning.models import Indicator
from sasando.planning.periods import Span, first_day
from sasando.planning.trends import finding_of


def values(**places):
    return {int(place[1:]): Decimal(str(value)) for place, value in places.items()}


def draw(lines, targets=(), labels=None, y_labels=None):
    places = {place for line in (*lines, *targets) for place in line.values}
    return chart_of(
        lines,
        targets,
        x_labels=labels or {place: str(place) for place in places},
        y_labels=y_labels,
        finding="uji",
        decimals=2,
    )


@pytest.mark.parametrize(
    ("lowest", "highest", "expected"),
    [
        ("76.5", "84.9", ["80"]),
        ("0", "100", ["0", "50", "100"]),
        ("-3", "3", ["-2", "0", "2"]),
        ("1.50", "2.60", ["1.5", "2.0", "2.5"]),
        ("240000", "351000", ["250000", "300000", "350000"]),
    ],
)
def test_ticks_are_round_numbers_inside(lowest, highest, expected):
    found = round_values(Decimal(lowest), Decimal(highest))
    assert set(map(Decimal, expected)) <= set(found)
    assert all(Decimal(lowest) <= value <= Decimal(highest) for value in found)
    assert len(found) <= 6
    steps = {second - first for first, second in pairwise(found)}
    assert len(steps) == 1


def test_a_line_goes_from_edge_to_edge_and_higher_is_up():
    chart = draw([Line("seri", values(p1=10, p2=20, p3=30))])
    xs = [Decimal(x) for x, _y in chart.lines[0].points]
    ys = [Decimal(y) for _x, y in chart.lines[0].points]
    assert xs == sorted(xs)
    assert ys == sorted(ys, reverse=True)
    assert (xs[0], xs[-1]) == (chart.left, chart.right)
    assert chart.lines[0].path.startswith(f"M{xs[0]} {ys[0]}L")


def test_everything_lies_inside_the_picture():
    chart = draw(
        [Line("a", values(p1=-5, p9=1000)), Line("lama", values(p1=3), is_current=False)],
        [Line("target", values(p9=1200, p12=1300))],
    )
    for line in (*chart.lines, *chart.targets):
        for x, y in (*line.points, (line.label_x, line.label_y)):
            assert 0 <= Decimal(x) <= WIDTH
            assert 0 <= Decimal(y) <= HEIGHT
    for tick in (*chart.x_ticks, *chart.y_ticks):
        assert 0 <= Decimal(tick.at) <= WIDTH


def test_equal_values_and_a_single_point_can_be_drawn():
    assert draw([Line("a", values(p4=0))]).lines[0].points
    flat = draw([Line("a", values(p1=7, p2=7))])
    assert len({y for _x, y in flat.lines[0].points}) == 1
    frame = frame_of([Line("a", values(p1=7))])
    assert frame.lowest < 7 < frame.highest


def test_nothing_is_drawn_from_nothing():
    assert draw([Line("a", {})], [Line("target", values(p1=1))]) is None
    assert draw([Line("a", values(p1=1))], [Line("target", {})]).targets == ()


def test_the_current_series_comes_first_and_labels_stand_apart():
    chart = draw(
        [Line("lama", values(p1=1, p2=2), is_current=False),
         Line("lain", values(p1=1, p2=2), is_current=False),
         Line("baru", values(p2=5, p3=6))],
    )  # fmt: skip
    assert chart.lines[0].label == "baru"
    places = [(line.label_x, line.label_y, line.anchor) for line in chart.lines]
    assert len(set(places)) == 3


def test_many_periods_get_few_labels_and_the_last_one():
    chart = draw([Line("a", {place: Decimal(place) for place in range(30)})])
    assert len(chart.x_ticks) <= 8
    assert any(tick.label == "29" for tick in chart.x_ticks)


def test_a_scale_names_its_height():
    names = {Decimal(4): "B", Decimal(5): "BB", Decimal(7): "AA"}
    chart = draw([Line("a", values(p1=4, p2=5))], y_labels=names)
    assert [tick.label for tick in chart.y_ticks] == ["B", "BB"]


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({}, "Belum ada nilai"),
        ({2024: "1.53"}, "1,53 (2024)"),
        ({2023: "2.21", 2024: "1.53"}, "Turun dari 2,21 (2023) ke 1,53 (2024)"),
        ({2022: "8.61", 2023: "8.61"}, "Tetap 8,61 (2022) sampai 2023"),
    ],
)
def test_the_title_states_what_is_seen(known, words):
    rows = {Span(year): Decimal(value) for year, value in known.items()}
    assert finding_of(Indicator(decimals=2), rows) == words


@pytest.mark.parametrize(
    ("span", "label", "last_day", "following"),
    [
        (Span(2026), "2026", "2026-12-31", Span(2027)),
        (Span(2026, 1), "TW I 2026", "2026-03-31", Span(2026, 2)),
        (Span(2026, 4), "TW IV 2026", "2026-12-31", Span(2027, 1)),
    ],
)
def test_a_period_knows_its_name_end_and_successor(span, label, last_day, following):
    assert (span.label, span.last_day.isoformat(), span.following) == (label, last_day, following)


def test_periods_begin_with_their_first_month():
    assert [first_day(2026, quarter).month for quarter in range(5)] == [1, 1, 4, 7, 10]


def label_of(line):
    return Label(line.label, Decimal(line.label_x), Decimal(line.label_y), line.anchor)


def test_a_name_covers_neither_its_line_nor_its_neighbours():
    chart = draw(
        [Line("contoh", values(p1=58, p2=66, p3=72, p4=69, p5=72, p6=79, p7=88))],
        [Line("batas atas", values(p1=85, p8=85)), Line("batas bawah", values(p1=60, p8=60))],
    )
    drawn = [*chart.lines, *chart.targets]
    for line in drawn:
        label = label_of(line)
        assert not any(label.covers((Decimal(x), Decimal(y))) for x, y in line.points)
        for other in drawn:
            if other is not line:
                assert not any(label.covers(point) for point in label_of(other).corners())


def test_a_long_name_is_shortened_and_stays_inside():
    chart = draw([Line("x" * 80, values(p1=1, p2=2))])
    assert len(chart.lines[0].label) == 30
    label = label_of(chart.lines[0])
    assert label.left >= 0
    assert label.left + label.width <= WIDTH


def test_an_end_far_from_everything_is_named_right_above():
    (label,) = place_labels(
        [("a", [(Decimal(50), Decimal(100)), (Decimal(200), Decimal(100))])],
        left=0, right=300, top=0, bottom=200,
    )  # fmt: skip
    assert (label.x, label.y, label.anchor) == (200, 93, "end")
