"""The geometry of the charts of results, made on the server as numbers for SVG.

All charts of a kind share one scale that begins at zero, so that they can be laid side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from sasando.core.templatetags.sasando_format import persen

if TYPE_CHECKING:
    from collections.abc import Sequence

HUNDRED = Decimal(100)
METER_LEFT, METER_ROOM, METER_MOST = 6, 208, Decimal(110)
BAR_ROOM, BAR_MOST = 340, Decimal(150)
BAR_ROW, BAR_TOP, BAR_WIDTH = 54, 26, 360
LONGEST_NAME = 50


@dataclass(frozen=True)
class Mark:
    """A value on the line of a meter, with its label beside it."""

    x: str
    label: str
    label_x: str
    anchor: str


@dataclass(frozen=True)
class Meter:
    """One line from 0 to 110 percent: now, the year before, and the target at 100."""

    finding: str
    now: Mark | None
    before: Mark | None
    start_x: str
    target_x: str
    end_x: str


@dataclass(frozen=True)
class Bar:
    """One bar of a chart, with its name above and its words below."""

    name: str
    words: str
    name_y: int
    bar_y: int
    words_y: int
    width: str
    is_reached: bool
    is_cut: bool


@dataclass(frozen=True)
class BarChart:
    """Bars that begin at zero and a line at the target of 100 percent."""

    code: str
    finding: str
    bars: tuple[Bar, ...]
    target_x: str
    width: int
    height: int


def meter_of(
    name: str, now: Decimal | None, before: Decimal | None, before_label: str
) -> Meter | None:
    """A meter of one unit or objective; None where there is nothing to mark."""
    if now is None:
        return None
    return Meter(
        finding=_meter_finding(name, now, before, before_label),
        now=_mark(now, persen(now)),
        before=None if before is None else _mark(before, f"{before_label}: {persen(before)}"),
        start_x=_number(_meter_x(Decimal(0))),
        target_x=_number(_meter_x(HUNDRED)),
        end_x=_number(_meter_x(METER_MOST)),
    )


def bars_of(
    code: str, finding: str, rows: Sequence[tuple[str, Decimal, str, bool]]
) -> BarChart | None:
    """Bars of (name, percent, words, reached); longer ones than 150 percent are cut and say so."""
    if not rows:
        return None
    bars = []
    for place, (name, value, words, is_reached) in enumerate(rows):
        top = BAR_TOP + place * BAR_ROW
        bars.append(
            Bar(
                name=name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…",
                words=f"{persen(value)}, {words}",
                name_y=top,
                bar_y=top + 6,
                words_y=top + 33,
                width=_number(BAR_ROOM * min(value, BAR_MOST) / BAR_MOST),
                is_reached=is_reached,
                is_cut=value > BAR_MOST,
            )
        )
    return BarChart(
        code=code,
        finding=finding,
        bars=tuple(bars),
        target_x=_number(BAR_ROOM * HUNDRED / BAR_MOST),
        width=BAR_WIDTH,
        height=BAR_TOP + len(bars) * BAR_ROW,
    )


def _meter_finding(name: str, now: Decimal, before: Decimal | None, before_label: str) -> str:
    found = f"{name}: {persen(now)} dari target"
    if before is None:
        return f"{found}; {before_label} belum cukup data"
    if now == before:
        return f"{found}, sama dengan {before_label}"
    return f"{found}, {'naik' if now > before else 'turun'} dari {persen(before)} ({before_label})"


def _mark(value: Decimal, label: str) -> Mark:
    """A label stands toward the middle, so that it never leaves the drawing."""
    x = _meter_x(value)
    is_right = value > METER_MOST / 2
    return Mark(
        _number(x), label, _number(x + (5 if is_right else -5)), "end" if is_right else "start"
    )


def _meter_x(value: Decimal) -> Decimal:
    return METER_LEFT + METER_ROOM * min(value, METER_MOST) / METER_MOST


def _number(value: Decimal) -> str:
    return f"{value:.1f}"
