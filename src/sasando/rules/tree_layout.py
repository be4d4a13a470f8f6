"""Drawing a performance tree on sheets of paper: where each card stands, and what goes on where.

Left to right: causes stand to the right of their effect, one column for each step, each branch in
a strip of its own, so that no two cards can meet. What a sheet cannot hold goes on on another; the
card it hangs on is drawn there again, and both say where the other is. Lengths are points (1/72
inch). Geometry only: a design of this system, without legal source.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

# Advance widths of Helvetica for the characters 32 to 126, in thousandths of the size; fonts made
# to take its place (Arial, Liberation Sans) have the same, and serifs for paper are narrower.
_PLAIN: Final = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
_BOLD: Final = (
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
    611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
    278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
)  # fmt: skip
_OTHER: Final = 1000
CARD_WIDTH: Final = 200.0
PAD_X, PAD_Y = 11.0, 6.0
GUTTER, GAP, STRIP_GAP = 32.0, 9.0, 27.0
MOST_LINES: Final = 16
ELLIPSIS: Final = "…"


@dataclass(frozen=True)
class Style:
    """How a line of a card is set: size and distance to the next line."""

    size: float
    leading: float
    bold: bool = False


STYLES: Final[Mapping[str, Style]] = {
    "label": Style(7, 9.5, bold=True),
    "text": Style(9, 11),
    "note": Style(7.5, 9.5),
}


def text_width(text: str, style: Style) -> float:
    """How wide a text is set; characters we have no width for are taken as wide as they get."""
    widths = _BOLD if style.bold else _PLAIN
    units = sum(widths[ord(sign) - 32] if 32 <= ord(sign) <= 126 else _OTHER for sign in text)
    return units * style.size / 1000


def wrap(text: str, width: float, style: Style) -> tuple[str, ...]:
    """The text in lines that fit; a word too long for any line is broken."""
    lines: list[str] = []
    line, used, space = "", 0.0, text_width(" ", style)
    for word in text.split():
        own = text_width(word, style)
        if line and used + space + own <= width:
            line, used = f"{line} {word}", used + space + own
            continue
        if line:
            lines.append(line)
        *full, line = [word] if own <= width else _broken(word, width, style)
        lines += full
        used = text_width(line, style)
    return (*lines, line) if line else tuple(lines)


def _broken(word: str, width: float, style: Style) -> list[str]:
    parts = [""]
    for sign in word:
        if parts[-1] and text_width(parts[-1] + sign, style) > width:
            parts.append("")
        parts[-1] += sign
    return parts


@dataclass(frozen=True)
class Line:
    """One line of a card, set in one of the `STYLES`."""

    text: str
    style: str


@dataclass(frozen=True)
class Card:
    """A node to be drawn: its lines already fit. `parent` is empty for a root."""

    key: str
    parent: str
    lines: tuple[Line, ...]

    @property
    def height(self) -> float:
        return 2 * PAD_Y + sum(STYLES[line.style].leading for line in self.lines)


def card(key: str, parent: str, paragraphs: Iterable[tuple[str, str]]) -> Card:
    """A card of paragraphs (style, text), wrapped; what is too long for a card ends in "…"."""
    inner = CARD_WIDTH - 2 * PAD_X
    lines = [
        Line(text, style)
        for style, paragraph in paragraphs
        for text in wrap(paragraph, inner, STYLES[style])
    ]
    if len(lines) > MOST_LINES:
        last = lines[MOST_LINES - 1]
        short = last.text
        while short and text_width(short + ELLIPSIS, STYLES[last.style]) > inner:
            short = short[:-1]
        lines = [*lines[: MOST_LINES - 1], replace(last, text=short + ELLIPSIS)]
    return Card(key, parent, tuple(lines))


@dataclass(frozen=True)
class Paper:
    """A sheet on its side and the room on it for cards, in points."""

    name: str
    width: float
    height: float
    columns: int

    @property
    def body_width(self) -> float:
        return self.columns * CARD_WIDTH + (self.columns - 1) * GUTTER

    @property
    def body_height(self) -> float:
        return self.height - HEAD - FOOT


HEAD, FOOT, MARGIN = 76.0, 62.0, 30.0
A3: Final = Paper("a3", 1190.55, 841.89, 5)
A4: Final = Paper("a4", 841.89, 595.28, 3)
PAPERS: Final = {paper.name: paper for paper in (A3, A4)}


@dataclass(frozen=True)
class Placed:
    """A card on a sheet, from the upper left corner of the body.

    `repeats` says that it was drawn before and stands here to be continued; `comes_from` and
    `goes_on` are the numbers of the sheets before and after, 0 for none.
    """

    card: Card
    x: float
    y: float
    repeats: bool = False
    comes_from: int = 0
    goes_on: int = 0


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cards, and the lines between them as pairs of keys."""

    number: int
    cards: tuple[Placed, ...]
    links: tuple[tuple[str, str], ...]
    width: float
    height: float


Children = Mapping[str, Sequence[Card]]


@dataclass(frozen=True)
class _Strip:
    """A part of the tree on one sheet: heads at the left, and whose children are drawn."""

    head: Card | None
    tops: Sequence[Card]
    opened: frozenset[str] = frozenset()

    def levels(self, children: Children) -> list[list[Card]]:
        """The cards drawn, column by column."""
        columns = [[self.head]] if self.head else []
        layer = list(self.tops)
        while layer:
            columns.append(layer)
            layer = [kid for top in layer if top.key in self.opened for kid in children[top.key]]
        return columns

    def drawn_below(self, card: Card, children: Children) -> Sequence[Card]:
        if self.head is not None and card.key == self.head.key:
            return self.tops
        return children[card.key] if card.key in self.opened else ()

    def shape(self, children: Children) -> _Shape:
        """The strip drawn as tightly as its columns allow, from the causes back to the effect."""
        shapes: dict[str, _Shape] = {}
        for column in reversed(self.levels(children)):
            for top in column:
                below = self.drawn_below(top, children)
                shapes[top.key] = _beside(top, _stacked([shapes.pop(kid.key) for kid in below]))
        heads = [self.head] if self.head else self.tops
        return _stacked([shapes[head.key] for head in heads])

    def unfolded(self, children: Children, columns: int, fits: Callable[[_Shape], bool]) -> _Strip:
        """The strip with further children, upper levels first, as long as it fits."""
        strip = self
        waiting = deque(self.tops)
        depth = dict.fromkeys((top.key for top in self.tops), 2 if self.head else 1)
        while waiting:
            top = waiting.popleft()
            if not children.get(top.key) or depth[top.key] >= columns:
                continue
            wider = replace(strip, opened=strip.opened | {top.key})
            if not fits(wider.shape(children)):
                continue
            strip = wider
            for kid in children[top.key]:
                depth[kid.key] = depth[top.key] + 1
                waiting.append(kid)
        return strip


@dataclass(frozen=True)
class _Shape:
    """Cards in columns: the top and bottom edge in each column, and the shapes it is made of.

    The parts keep their own heights; `card` stands in the first column of a part that has one.
    """

    edges: tuple[tuple[float, float], ...] = ()
    parts: tuple[tuple[_Shape, float], ...] = ()
    card: Card | None = None
    card_y: float = 0.0

    @property
    def top(self) -> float:
        return min((top for top, _bottom in self.edges), default=0.0)

    @property
    def height(self) -> float:
        return max((bottom for _top, bottom in self.edges), default=0.0) - self.top

    @property
    def middle(self) -> float:
        """The height at which a line from the left meets what stands in the first column."""
        cards = [(shape, down) for shape, down in self.parts if shape.card is not None]
        if not cards:
            return 0.0
        (first, above), (last, below) = cards[0], cards[-1]
        return (first.card_middle + above + last.card_middle + below) / 2

    @property
    def card_middle(self) -> float:
        assert self.card is not None
        return self.card_y + self.card.height / 2

    def all_cards(self) -> Iterator[tuple[Card, int, float]]:
        """Every card with its column and height, without recursion."""
        waiting: list[tuple[_Shape, int, float]] = [(self, 0, 0.0)]
        while waiting:
            shape, column, down = waiting.pop()
            if shape.card is not None:
                yield shape.card, column, shape.card_y + down
            step = 1 if shape.card is not None else 0
            waiting += [(part, column + step, down + by) for part, by in reversed(shape.parts)]


def _beside(card: Card, below: _Shape) -> _Shape:
    """A card to the left of its causes, halfway between the first and the last."""
    y = below.middle - card.height / 2
    return _Shape(((y, y + card.height), *below.edges), below.parts, card, y)


def _stacked(shapes: Sequence[_Shape]) -> _Shape:
    """Shapes under one another, each pushed up until it nearly meets one above in any column."""
    edges: list[tuple[float, float]] = []
    parts: list[tuple[_Shape, float]] = []
    for shape in shapes:
        pairs = zip(edges, shape.edges, strict=False)
        down = max((above[1] + GAP - own[0] for above, own in pairs), default=0.0)
        parts.append((shape, down))
        moved = [(top + down, bottom + down) for top, bottom in shape.edges]
        edges = (
            [
                (min(old[0], new[0]), max(old[1], new[1]))
                for old, new in zip(edges, moved, strict=False)
            ]
            + edges[len(moved) :]
            + moved[len(edges) :]
        )
    return _Shape(tuple(edges), tuple(parts))


def in_one_piece(cards: Sequence[Card]) -> Sheet:
    """The whole tree on one sheet as large as it needs."""
    children = _children(cards)
    opened = frozenset(card.key for card in cards if children.get(card.key))
    strip = _Strip(None, children.get("", ()), opened)
    shape = strip.shape(children)
    width = max(1, len(shape.edges)) * (CARD_WIDTH + GUTTER) - GUTTER
    placed = tuple(_placed(_Spot(strip, shape, 0, -shape.top)))
    return Sheet(1, placed, _links(strip, children), width, shape.height)


def on_sheets(cards: Sequence[Card], paper: Paper) -> tuple[Sheet, ...]:
    """The tree on as many sheets as it needs; the first is the overview from the roots."""
    children = _children(cards)
    waiting = [_unfolded(None, children.get("", ()), children, paper)]
    sheets: list[Sheet] = []
    left_on: dict[str, int] = {}
    while waiting and waiting[0].strip.tops:
        number = len(sheets) + 1
        spots, waiting = _fill(waiting, children, paper)
        sheet = _sheet(number, spots, children, paper)
        cut = _cut_cards(sheet, spots, children)
        left_on.update((card.key, number) for card in cut)
        waiting += [_unfolded(card, children[card.key], children, paper) for card in cut]
        sheets.append(sheet)
    return _with_marks(sheets, left_on)


def _children(cards: Sequence[Card]) -> dict[str, list[Card]]:
    found: dict[str, list[Card]] = {}
    for row in cards:
        found.setdefault(row.parent, []).append(row)
    return found


@dataclass(frozen=True)
class _Spot:
    """A strip on a sheet: in which column it begins, and how far down it is pushed."""

    strip: _Strip
    shape: _Shape
    column: int
    down: float


@dataclass(frozen=True)
class _Waiting:
    """A strip that waits for a sheet, drawn as far as a sheet of its own would hold it."""

    strip: _Strip
    shape: _Shape


def _unfolded(
    head: Card | None, tops: Sequence[Card], children: Children, paper: Paper
) -> _Waiting:
    strip = _Strip(head, tops).unfolded(
        children, paper.columns, lambda shape: shape.height <= paper.body_height
    )
    return _Waiting(strip, strip.shape(children))


def _fill(
    waiting: Sequence[_Waiting], children: Children, paper: Paper
) -> tuple[list[_Spot], list[_Waiting]]:
    """Let one sheet take the first that waits and whatever else finds room; and who waits on."""
    spots: list[_Spot] = []
    left: list[_Waiting] = []
    floor = [0.0] * paper.columns
    for one in waiting:
        spot = _spot(one, floor, paper)
        if spot is None and not spots:
            part, rest = _first_part(one.strip, children, paper)
            left.append(rest)
            spot = _spot(part, floor, paper)
        if spot is None:
            left.append(one)
            continue
        spots.append(spot)
        for number, (_top, bottom) in enumerate(spot.shape.edges, spot.column):
            floor[number] = bottom + spot.down + STRIP_GAP
    return spots, left


def _spot(one: _Waiting, floor: Sequence[float], paper: Paper) -> _Spot | None:
    """The highest place with room for a strip, the leftmost of equals; None without room."""
    shape = one.shape
    best: _Spot | None = None
    for column in range(paper.columns - len(shape.edges) + 1):
        under = floor[column : column + len(shape.edges)]
        down = max(low - top for low, (top, _bottom) in zip(under, shape.edges, strict=True))
        down = max(down, -shape.top)
        lowest = max(bottom for _top, bottom in shape.edges) + down
        if lowest <= paper.body_height and (best is None or down < best.down):
            best = _Spot(one.strip, shape, column, down)
    return best


def _first_part(strip: _Strip, children: Children, paper: Paper) -> tuple[_Waiting, _Waiting]:
    """Of a family too large for one sheet the part that fits (at least one), and the rest."""
    count = len(strip.tops) - 1
    while count > 1:
        if _Strip(strip.head, strip.tops[:count]).shape(children).height <= paper.body_height:
            break
        count -= 1
    first, rest = strip.tops[:count], strip.tops[count:]
    return (
        _unfolded(strip.head, first, children, paper),
        _unfolded(strip.head, rest, children, paper),
    )


def _cut_cards(sheet: Sheet, spots: Sequence[_Spot], children: Children) -> list[Card]:
    """The cards of a sheet whose children are not drawn on it, from top to bottom."""
    opened = {key for spot in spots for key in spot.strip.opened}
    cut = [
        placed
        for placed in sheet.cards
        if not placed.repeats and children.get(placed.card.key) and placed.card.key not in opened
    ]
    return [placed.card for placed in sorted(cut, key=lambda placed: placed.y)]


def _sheet(number: int, spots: Sequence[_Spot], children: Children, paper: Paper) -> Sheet:
    cards = [placed for spot in spots for placed in _placed(spot)]
    links = tuple(link for spot in spots for link in _links(spot.strip, children))
    return Sheet(number, tuple(cards), links, paper.body_width, paper.body_height)


def _placed(spot: _Spot) -> Iterator[Placed]:
    head = spot.strip.head.key if spot.strip.head else ""
    for card, column, y in spot.shape.all_cards():
        x = (spot.column + column) * (CARD_WIDTH + GUTTER)
        yield Placed(card, x, y + spot.down, repeats=card.key == head)


def _links(strip: _Strip, children: Children) -> tuple[tuple[str, str], ...]:
    return tuple(
        (top.key, kid.key)
        for column in strip.levels(children)
        for top in column
        for kid in strip.drawn_below(top, children)
    )


def _with_marks(sheets: Sequence[Sheet], left_on: Mapping[str, int]) -> tuple[Sheet, ...]:
    """Let each cut card say where it goes on, and each repeated one where it comes from."""
    parts: dict[str, list[int]] = {}
    for sheet in sheets:
        for placed in sheet.cards:
            if placed.repeats:
                parts.setdefault(placed.card.key, []).append(sheet.number)

    def marked(placed: Placed, number: int) -> Placed:
        on = parts.get(placed.card.key, [])
        later = next((sheet for sheet in on if sheet > number), 0)
        if not placed.repeats:
            return replace(placed, goes_on=later)
        earlier = [sheet for sheet in on if sheet < number]
        before = earlier[-1] if earlier else left_on.get(placed.card.key, 0)
        return replace(placed, comes_from=before, goes_on=later)

    return tuple(
        replace(sheet, cards=tuple(marked(row, sheet.number) for row in sheet.cards))
        for sheet in sheets
    )
