"""Where the name of a line stands: beside its end, where it covers least of what is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    Point = tuple[Decimal, Decimal]

LETTER, LINE = Decimal("6.6"), Decimal(14)
SAMPLES = 12
LONGEST = 30


@dataclass(frozen=True)
class Label:
    """A name on the drawing, at its baseline; `anchor` is "start" or "end"."""

    text: str
    x: Decimal
    y: Decimal
    anchor: str

    @property
    def width(self) -> Decimal:
        """About how wide it is written."""
        return LETTER * len(self.text)

    @property
    def left(self) -> Decimal:
        return self.x if self.anchor == "start" else self.x - self.width

    def covers(self, point: Point) -> bool:
        """Whether a point of the drawing lies under the letters."""
        x, y = point
        return self.left <= x <= self.left + self.width and self.y - LINE <= y <= self.y + 3

    def corners(self) -> list[Point]:
        """Its middle line, for names that come later."""
        return [(self.left + self.width * n / SAMPLES, self.y - 5) for n in range(SAMPLES + 1)]


def place_labels(
    lines: Sequence[tuple[str, Sequence[Point]]], *, left: int, right: int, top: int, bottom: int
) -> list[Label]:
    """A label for each named line inside the given edges; earlier lines choose first.

    The edges must leave room for LONGEST letters, and for a line of text above every point.
    """
    taken = [point for _name, points in lines for point in _along(points)]
    labels: list[Label] = []
    for name, points in lines:
        text = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
        fitting = [
            label
            for label in _candidates(text, points, left=left, right=right)
            if left <= label.left
            and label.left + label.width <= right
            and top <= label.y - LINE
            and label.y <= bottom
        ]
        best = min(fitting, key=lambda label: sum(label.covers(point) for point in taken))
        labels.append(best)
        taken += best.corners()
    return labels


def _candidates(text: str, points: Sequence[Point], *, left: int, right: int) -> list[Label]:
    """Above and below the end, at the beginning, and pushed inside; then further off."""
    (first_x, first_y), (last_x, last_y) = points[0], points[-1]
    width = LETTER * len(text)
    pushed = min(max(last_x - width / 2, Decimal(left)), right - width)
    places = [
        (last_x, last_y, "end"),
        (last_x, last_y, "start"),
        (first_x, first_y, "start"),
        (pushed, last_y, "start"),
    ]
    offsets = (Decimal(-7), Decimal(17), Decimal(-22), Decimal(32))
    return [Label(text, x, y + offset, anchor) for offset in offsets for x, y, anchor in places]


def _along(points: Sequence[Point]) -> list[Point]:
    """Points along a line, close enough together that no letter fits between them."""
    found = list(points)
    for (x1, y1), (x2, y2) in pairwise(points):
        found += [
            (x1 + (x2 - x1) * n / SAMPLES, y1 + (y2 - y1) * n / SAMPLES) for n in range(1, SAMPLES)
        ]
    return found
