"""A sheet of a performance tree as SVG: cards by shape and word, never by colour alone.

Only attributes, no style sheet, so that the file is the same in a browser, in a drawing program
and on paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.html import escape

from sasando.rules.tree import Level
from sasando.rules.tree_layout import (
    CARD_WIDTH,
    FOOT,
    GUTTER,
    HEAD,
    MARGIN,
    PAD_X,
    PAD_Y,
    STYLES,
    Line,
    Placed,
    Sheet,
    text_width,
    wrap,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

INK, QUIET, LINE = "#1b2430", "#51606f", "#7d8995"
ACCENT = "#b5432a"
SCREEN_FONT: Final = "Arial, Helvetica, 'Liberation Sans', sans-serif"
PAPER_FONT: Final = "Libertinus Serif"
CORNER: Final = 9.0
LEGEND: Final = (
    (Level.ULTIMATE, "Hasil akhir"),
    (Level.INTERMEDIATE, "Hasil antara"),
    (Level.IMMEDIATE, "Hasil langsung"),
    (Level.OUTPUT, "Keluaran"),
    (Level.PROCESS, "Proses"),
    (Level.FACTOR, "Faktor kunci"),
)
FILLS: Final[Mapping[str, str]] = {
    Level.ULTIMATE: "#e3f1f2",
    Level.INTERMEDIATE: "#eef6f7",
    Level.IMMEDIATE: "#ffffff",
    Level.OUTPUT: "#fbf5ea",
    Level.PROCESS: "#ffffff",
    Level.FACTOR: "#f3f4f6",
}


@dataclass(frozen=True)
class Caption:
    """What stands at the head and foot of a sheet."""

    title: str
    subtitle: str
    version: str
    example: bool
    sheets: int = 1


def draw(
    sheet: Sheet,
    levels: Mapping[str, str],
    caption: Caption,
    *,
    width: float = 0.0,
    height: float = 0.0,
    font: str = SCREEN_FONT,
) -> str:
    """The sheet with head and legend; `width` and `height` of the paper, or as large as needed."""
    wide = max(width, sheet.width + 2 * MARGIN, 620.0)
    high = max(height, sheet.height + HEAD + FOOT)
    left = (wide - sheet.width) / 2 if width else MARGIN
    body = [*_links(sheet), *(_card(placed, levels) for placed in sheet.cards)]
    parts = [
        _opening(wide, high, font),
        f"<title>{_words(caption.title)}</title>",
        f'<rect width="{_n(wide)}" height="{_n(high)}" fill="#ffffff"/>',
        *_head(caption, sheet.number, wide),
        f'<g transform="translate({_n(left)} {_n(HEAD)})">',
        *body,
        "</g>",
        *_legend(high),
        "</svg>",
    ]
    return "\n".join(parts)


def _opening(wide: float, high: float, font: str) -> str:
    size = f'width="{_n(wide)}pt" height="{_n(high)}pt" viewBox="0 0 {_n(wide)} {_n(high)}"'
    look = f'font-family="{escape(font)}" fill="{INK}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {look}>'


def _words(text: str) -> str:
    """A text inside XML, which knows no control characters."""
    return escape("".join(sign for sign in text if sign.isprintable()))


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _text(
    x: float, y: float, words: str, size: float, *, fill: str = INK, bold: bool = False,
    anchor: str = "",
) -> str:  # fmt: skip
    weight = ' font-weight="bold"' if bold else ""
    side = f' text-anchor="{anchor}"' if anchor else ""
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" fill="{fill}"{weight}{side}>'
        f"{_words(words)}</text>"
    )


def _head(caption: Caption, number: int, wide: float) -> Iterator[str]:
    room = wide - 2 * MARGIN - 190
    title = wrap(caption.title, room, STYLES["text"].__class__(15, 18, bold=True))
    yield _text(MARGIN, 34, title[0] if title else "", 15, bold=True)
    yield _text(MARGIN, 50, caption.subtitle, 9, fill=QUIET)
    yield _text(wide - MARGIN, 34, caption.version, 9, fill=QUIET, anchor="end")
    if caption.sheets > 1:
        words = f"Lembar {number} dari {caption.sheets}"
        yield _text(wide - MARGIN, 50, words, 9, fill=QUIET, anchor="end")
    if caption.example:
        x = wide / 2
        yield (
            f'<rect x="{_n(x - 82)}" y="6" width="164" height="16" rx="2" fill="none" '
            f'stroke="{ACCENT}"/>'
        )
        words = "CONTOH · bukan dokumen resmi"
        yield _text(x, 17.5, words, 8.5, fill=ACCENT, bold=True, anchor="middle")


def _legend(high: float) -> Iterator[str]:
    y = high - 42
    yield _text(MARGIN, y + 13, "Jenjang menurut bentuk:", 8, fill=QUIET)
    x = MARGIN + 104
    for level, word in LEGEND:
        yield _shape(level, x, y, 34, 18)
        yield _text(x + 40, y + 12.5, word, 8)
        x += 54 + text_width(word, STYLES["note"]) + 14
    words = "Dibaca dari kiri: kondisi di kiri terjadi bila kondisi di kanannya terjadi."
    yield _text(MARGIN, y + 32, words, 8, fill=QUIET)


def _shape(level: str, x: float, y: float, width: float, height: float) -> str:
    """The outline that tells the level: double, rounded, plain, cut, dashed, pointed."""
    fill = FILLS[level]
    common = f'fill="{fill}" stroke="{INK}"'
    box = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
    if level == Level.ULTIMATE:
        inner = (
            f'x="{_n(x + 2.5)}" y="{_n(y + 2.5)}" width="{_n(width - 5)}" height="{_n(height - 5)}"'
        )
        return (
            f'<rect {box} {common} stroke-width="1.2"/>'
            f'<rect {inner} fill="none" stroke="{INK}" stroke-width="0.6"/>'
        )
    if level == Level.INTERMEDIATE:
        return f'<rect {box} rx="{_n(CORNER)}" {common} stroke-width="1.1"/>'
    if level == Level.PROCESS:
        return f'<rect {box} {common} stroke-width="0.8" stroke-dasharray="4 3"/>'
    if level in (Level.OUTPUT, Level.FACTOR):
        points = (
            _cut(x, y, width, height) if level == Level.OUTPUT else _pointed(x, y, width, height)
        )
        return f'<polygon points="{points}" {common} stroke-width="0.9"/>'
    return f'<rect {box} {common} stroke-width="0.9"/>'


def _cut(x: float, y: float, width: float, height: float) -> str:
    c = min(CORNER, height / 3)
    corners = (
        (x + c, y), (x + width - c, y), (x + width, y + c), (x + width, y + height - c),
        (x + width - c, y + height), (x + c, y + height), (x, y + height - c), (x, y + c),
    )  # fmt: skip
    return " ".join(f"{_n(a)},{_n(b)}" for a, b in corners)


def _pointed(x: float, y: float, width: float, height: float) -> str:
    c = min(CORNER, height / 2)
    corners = (
        (x + c, y), (x + width - c, y), (x + width, y + height / 2),
        (x + width - c, y + height), (x + c, y + height), (x, y + height / 2),
    )  # fmt: skip
    return " ".join(f"{_n(a)},{_n(b)}" for a, b in corners)


def _links(sheet: Sheet) -> Iterator[str]:
    at = {placed.card.key: placed for placed in sheet.cards}
    for above, below in sheet.links:
        one, two = at[above], at[below]
        x1, y1 = one.x + CARD_WIDTH, one.y + one.card.height / 2
        x2, y2 = two.x, two.y + two.card.height / 2
        bend = x1 + GUTTER / 2
        yield (
            f'<path d="M{_n(x1)} {_n(y1)}H{_n(bend)}V{_n(y2)}H{_n(x2)}" fill="none" '
            f'stroke="{LINE}" stroke-width="0.9"/>'
        )


def _card(placed: Placed, levels: Mapping[str, str]) -> str:
    card = placed.card
    parts = ["<g>", _shape(levels[card.key], placed.x, placed.y, CARD_WIDTH, card.height)]
    y = placed.y + PAD_Y
    for line in card.lines:
        style = STYLES[line.style]
        y += style.leading
        parts.append(_line(placed.x + PAD_X, y - (style.leading - style.size) - 1, line))
    parts += _marks(placed)
    return "".join([*parts, "</g>"])


def _line(x: float, y: float, line: Line) -> str:
    """Set to its measured width, whatever font of the family the reader's machine has."""
    style = STYLES[line.style]
    weight = ' font-weight="bold"' if style.bold else ""
    fill = INK if line.style == "text" else QUIET
    width = text_width(line.text, style)
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(style.size)}" fill="{fill}"{weight} '
        f'textLength="{_n(width)}" lengthAdjust="spacingAndGlyphs">{_words(line.text)}</text>'
    )


def _marks(placed: Placed) -> Iterator[str]:
    """Where the branch comes from and goes on, in words: above the card and in its first line."""
    if placed.comes_from:
        words = f"dari lembar {placed.comes_from}"
        yield _text(placed.x, placed.y - 3, words, 7, fill=ACCENT, bold=True)
    if placed.goes_on:
        x, middle = placed.x + CARD_WIDTH, placed.y + placed.card.height / 2
        yield f'<path d="M{_n(x)} {_n(middle)}h9" stroke="{ACCENT}" stroke-width="1.4"/>'
        words = f"ke lembar {placed.goes_on}"
        y = placed.y + PAD_Y + STYLES["label"].size - 1
        yield _text(x - PAD_X, y, words, 7, fill=ACCENT, bold=True, anchor="end")
