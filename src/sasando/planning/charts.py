"""The geometry of an indicator's chart: lines per series, the target as a line, few ticks.

Made on the server as numbers for SVG, so that it needs no script. The height does not start at
zero: these are lines, not bars.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from sasando.rules.numerals import format_decimal

from .chart_labels import place_labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .chart_labels import Label

WIDTH, HEIGHT = 360, 240
LEFT, RIGHT, TOP, BOTTOM = 52, 20, 28, 32
MOST_TICKS = 8
_NICE = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True)
class Line:
    """A line to draw: its label and its values by place (quarters since year 0)."""

    label: str
    values: Mapping[int, Decimal]
    is_current: bool = True


@dataclass(frozen=True)
class Tick:
    """A mark on an axis, with where its label stands."""

    at: str
    label: str


@dataclass(frozen=True)
class Drawn:
    """A line as SVG draws it: one path, its points, and the label beside its end."""

    label: str
    path: str
    points: tuple[tuple[str, str], ...]
    label_x: str
    label_y: str
    anchor: str
    is_current: bool


@dataclass(frozen=True)
class Chart:
    """Everything the template needs to write the SVG."""

    lines: tuple[Drawn, ...]
    targets: tuple[Drawn, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    finding: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM


@dataclass(frozen=True)
class Frame:
    """Where places and values lie on the drawing."""

    first: int
    last: int
    lowest: Decimal
    highest: Decimal

    def x(self, place: int) -> Decimal:
        """How far from the left edge a place lies."""
        room = Decimal(WIDTH - LEFT - RIGHT)
        if self.last == self.first:
            return LEFT + room / 2
        return LEFT + room * (place - self.first) / (self.last - self.first)

    def y(self, value: Decimal) -> Decimal:
        """How far from the top a value lies."""
        room = Decimal(HEIGHT - TOP - BOTTOM)
        return TOP + room * (self.highest - value) / (self.highest - self.lowest)


def chart_of(
    lines: Sequence[Line],
    targets: Sequence[Line],
    *,
    x_labels: Mapping[int, str],
    y_labels: Mapping[Decimal, str] | None,
    finding: str,
    decimals: int,
) -> Chart | None:
    """Draw the lines that have values; None when there is nothing to draw.

    `y_labels` are the names of a scale; without them the height gets round numbers.
    """
    drawn = [line for line in lines if line.values]
    if not drawn:
        return None
    goals = [line for line in targets if line.values]
    frame = frame_of([*drawn, *goals])
    y_ticks = y_labels or _number_labels(frame, decimals)
    finished = _drawn([*_ordered(drawn), *goals], frame)
    return Chart(
        lines=tuple(finished[: len(drawn)]),
        targets=tuple(finished[len(drawn) :]),
        x_ticks=tuple(
            Tick(_number(frame.x(place)), label)
            for place, label in _thinned(x_labels).items()
            if frame.first <= place <= frame.last
        ),
        y_ticks=tuple(
            Tick(_number(frame.y(value)), label)
            for value, label in y_ticks.items()
            if frame.lowest <= value <= frame.highest
        ),
        finding=finding,
    )


def frame_of(lines: Iterable[Line]) -> Frame:
    """A frame around all values, with a little room above and below."""
    places = [place for line in lines for place in line.values]
    values = [value for line in lines for value in line.values.values()]
    lowest, highest = min(values), max(values)
    room = (highest - lowest) / 10 or max(abs(highest) / 10, Decimal(1))
    return Frame(min(places), max(places), lowest - room, highest + room)


def round_values(lowest: Decimal, highest: Decimal, count: int = 4) -> list[Decimal]:
    """About `count` round numbers between two values, in steps of 1, 2, 2.5 or 5 times ten to n."""
    wanted = (highest - lowest) / count
    magnitude = Decimal(1).scaleb(wanted.adjusted())
    step = next(nice * magnitude for nice in _NICE if nice * magnitude >= wanted)
    first = (lowest / step).to_integral_value(ROUND_CEILING)
    multiples = (step * (first + index) for index in range(count + 2))
    return [value for value in multiples if value <= highest]


def _number_labels(frame: Frame, decimals: int) -> dict[Decimal, str]:
    values = round_values(frame.lowest, frame.highest)
    steps = [high - low for low, high in pairwise(values)]
    places = max((_places(step) for step in steps), default=decimals)
    return {value: format_decimal(value, places) for value in values}


def _places(step: Decimal) -> int:
    exponent = step.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _thinned(labels: Mapping[int, str]) -> dict[int, str]:
    """At most MOST_TICKS labels, evenly chosen, counted back from the last one."""
    places = sorted(labels)
    every = -(-len(places) // MOST_TICKS)
    return {place: labels[place] for place in places[::-1][::every]}


def _ordered(lines: Iterable[Line]) -> list[Line]:
    """The current series first: its name chooses its place before the others."""
    return sorted(lines, key=lambda line: (not line.is_current, -max(line.values)))


def _drawn(lines: Sequence[Line], frame: Frame) -> list[Drawn]:
    points = [
        [(frame.x(place), frame.y(value)) for place, value in sorted(line.values.items())]
        for line in lines
    ]
    labels = place_labels(
        [(line.label, own) for line, own in zip(lines, points, strict=True)],
        left=LEFT,
        right=WIDTH,
        top=0,
        bottom=HEIGHT - BOTTOM,
    )
    return [
        _finished(line, own, label) for line, own, label in zip(lines, points, labels, strict=True)
    ]


def _finished(line: Line, points: Sequence[tuple[Decimal, Decimal]], label: Label) -> Drawn:
    written = tuple((_number(x), _number(y)) for x, y in points)
    return Drawn(
        label=label.text,
        path="M" + "L".join(f"{x} {y}" for x, y in written),
        points=written,
        label_x=_number(label.x),
        label_y=_number(label.y),
        anchor=label.anchor,
        is_current=line.is_current,
    )


def _number(value: Decimal) -> str:
    return f"{value:.1f}"
