"""The chart of verdicts: for each, its share of the rupiah and of the lines, as bars from zero."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from sasando.rules.evidence import per_mille_text
from sasando.rules.numerals import format_rupiah

from .addresses import number

if TYPE_CHECKING:
    from .queries.habits import HabitBoard, VerdictShare

ROOM, LEFT, ROW, TOP = 300, 0, 62, 16
FULL: Final = 1000


@dataclass(frozen=True)
class VerdictBar:
    """One verdict: its name above, rupiah as a patterned bar, lines as an outlined one."""

    verdict: str
    label: str
    name_y: int
    amount_y: int
    amount_width: str
    amount_words: str
    words_y: int
    line_y: int
    line_width: str


@dataclass(frozen=True)
class VerdictChart:
    """The bars of all verdicts outside support programmes."""

    finding: str
    bars: tuple[VerdictBar, ...]
    width: int
    height: int


def verdict_chart(board: HabitBoard) -> VerdictChart | None:
    """The chart of a board; None without lines."""
    if not board.sums.judged.lines:
        return None
    bars = tuple(_bar(place, share) for place, share in enumerate(board.shares))
    return VerdictChart(chart_finding(board), bars, LEFT + 360, TOP + len(bars) * ROW)


def chart_finding(board: HabitBoard) -> str:
    """What the chart shows, in words."""
    traced = next(one for one in board.shares if one.verdict == "TRACED")
    return f"{per_mille_text(traced.amount_share)} rupiah tertelusur sampai sasaran RPJMD"


def _bar(place: int, share: VerdictShare) -> VerdictBar:
    top = TOP + place * ROW
    return VerdictBar(
        verdict=share.verdict.value,
        label=share.verdict.label,
        name_y=top,
        amount_y=top + 6,
        amount_width=_width(share.amount_share),
        amount_words=(
            f"{per_mille_text(share.amount_share)} rupiah ({format_rupiah(share.sum.amount)}), "
            f"{per_mille_text(share.line_share)} baris ({number(share.sum.lines)})"
        ),
        words_y=top + 38,
        line_y=top + 21,
        line_width=_width(share.line_share),
    )


def _width(per_mille: int) -> str:
    return f"{Decimal(ROOM * per_mille) / FULL:.1f}"
