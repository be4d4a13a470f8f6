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
    from sasando.budget.queries.reference import Reference

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
    """What a template draws in percent of the ceiling: plan, payments, the national reference.

    `plan` and `paid` are points of months, empty without a cash plan or while no month is over;
    `expected` are the ends of the four quarters as the country expects them.
    """

    title: str
    finding: str
    plan: Sequence[tuple[int, int]]
    paid: Sequence[tuple[int, int]]
    expected: Sequence[tuple[int, int]]
    x_ticks: Sequence[Tick]
    y_ticks: Sequence[Tick]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    bottom: int = BOTTOM

    @property
    def plan_path(self) -> str:
        """The plan from the beginning of the year, as SVG writes it."""
        return self._path(self.plan)

    @property
    def paid_path(self) -> str:
        """The payments from the beginning of the year."""
        return self._path(self.paid)

    @property
    def expected_path(self) -> str:
        """The reference from the beginning of the year."""
        return self._path(self.expected)

    def _path(self, points: Sequence[tuple[int, int]]) -> str:
        steps = "".join(f"L{x} {y}" for x, y in points)
        return f"M{self.left} {self.bottom}{steps}" if steps else ""


def curve_pictures(standing: Standing, reference: Reference) -> list[Curve]:
    """All expenditure, and belanja modal where there is any; none without a ceiling."""
    found = [_picture(standing, reference.spending, "Belanja")]
    if standing.capital is not None:
        found.append(_picture(standing.capital, reference.capital, "Belanja modal"))
    return [picture for picture in found if picture is not None]


def _picture(standing: Standing, expected: Sequence[Decimal], title: str) -> Curve | None:
    if not standing.ceiling:
        return None
    planned = [(p.month, p.planned) for p in standing.curve if p.planned is not None]
    paid = [(p.month, p.paid) for p in standing.curve if p.paid is not None]
    said = finding_of(standing)
    tallest = max([standing.ceiling, *(amount for _month, amount in (*planned, *paid))])
    return Curve(
        title=title,
        finding=f"{title}: {said[0].lower()}{said[1:]}",
        plan=[_at(month, amount, tallest) for month, amount in planned],
        paid=[_at(month, amount, tallest) for month, amount in paid],
        expected=[
            _at(quarter * 3, standing.ceiling * share / FULL, tallest)
            for quarter, share in enumerate(expected, start=1)
        ],
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
