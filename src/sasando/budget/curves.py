"""The S-curve of a year as a picture: where each month stands, made on the server."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from sasando.rules.absorption import WARNING_WORDS
from sasando.rules.numerals import format_decimal, format_percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.budget.queries.early_warning import Standing

WIDTH, HEIGHT = 640, 280
LEFT, RIGHT, TOP, BOTTOM = 48, 560, 16, 240
FULL: Final = Decimal(100)
MONTH_WORDS: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip


@dataclass(frozen=True)
class Tick:
    """A label of an axis and where it stands."""

    at: int
    label: str


@dataclass(frozen=True)
class Curve:
    """What the template draws: two paths in percent of the ceiling, with the names at their ends.

    `plan` is empty without a cash plan, `paid` while no month is over.
    """

    finding: str
    plan: str
    paid: str
    dots: Sequence[tuple[int, int]]
    plan_end: tuple[int, int] | None
    paid_end: tuple[int, int] | None
    x_ticks: Sequence[Tick]
    y_ticks: Sequence[Tick]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    bottom: int = BOTTOM


def curve_picture(standing: Standing) -> Curve | None:
    """The picture of a place; None without a ceiling, for then there is no percentage."""
    if not standing.ceiling:
        return None
    planned = [(p.month, p.planned) for p in standing.curve if p.planned is not None]
    paid = [(p.month, p.paid) for p in standing.curve if p.paid is not None]
    tallest = max([standing.ceiling, *(amount for _month, amount in (*planned, *paid))])
    plan_points = [_at(month, amount, tallest) for month, amount in planned]
    paid_points = [_at(month, amount, tallest) for month, amount in paid]
    return Curve(
        finding=finding_of(standing),
        plan=_path(plan_points),
        paid=_path(paid_points),
        dots=paid_points,
        plan_end=plan_points[-1] if plan_points else None,
        paid_end=paid_points[-1] if paid_points else None,
        x_ticks=[Tick(_x(number), word[:3]) for number, word in enumerate(MONTH_WORDS, start=1)],
        y_ticks=[
            Tick(_y(standing.ceiling * share / FULL, tallest), f"{share} %")
            for share in (0, 25, 50, 75, 100)
        ],
    )


def finding_of(standing: Standing) -> str:
    """ "Sampai akhir Oktober serapan 61,20 %, 8,30 poin di bawah rencana (jingga: …)"."""
    found = standing.absorption
    if found is None:
        return "Tidak ada pagu belanja, jadi serapan tidak dihitung."
    if not standing.closed:
        return "Belum ada bulan yang selesai pada tahun anggaran ini."
    said = (
        f"Sampai akhir {MONTH_WORDS[standing.closed - 1]} serapan {format_percent(found.percent)}"
    )
    if found.deviation is None:
        return f"{said}; tanpa rencana kas, jadi kelasnya abu-abu."
    side = "di bawah" if found.deviation < 0 else "di atas"
    points = format_decimal(abs(found.deviation), 2)
    return f"{said}, {points} poin {side} rencana kas ({WARNING_WORDS[found.warning]})."


def _x(month: int) -> int:
    return LEFT + (RIGHT - LEFT) * month // 12


def _y(amount: Decimal, tallest: Decimal) -> int:
    share = max(amount, Decimal(0)) / tallest
    return BOTTOM - int((BOTTOM - TOP) * share)


def _at(month: int, amount: Decimal, tallest: Decimal) -> tuple[int, int]:
    return _x(month), _y(amount, tallest)


def _path(points: Sequence[tuple[int, int]]) -> str:
    if not points:
        return ""
    return f"M{LEFT} {BOTTOM}" + "".join(f"L{x} {y}" for x, y in points)
