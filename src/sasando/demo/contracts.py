"""Example contracts: the largest works of each unit, some late, some critical, one or two done.

All made up and marked so; firms are called Contoh. How late a contract is follows from how late its
unit pays.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from .chance import chance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .execution import Spent

PER_UNIT: Final = 3
SMALLEST: Final = 100_000_000
CAPITAL, GOODS = "5.2", "5.1.02"
TERMS: Final = (180, 210, 240, 270, 285, 300, 320)
TRADES: Final = ("Karya", "Bangun", "Sarana", "Niaga", "Teknik", "Cipta")
CONTRACT_HEADINGS: Final = (
    "nomor_kontrak", "tahun", "kode_sub_skpd", "kode_sub_giat", "kode_rekening", "nilai",
    "tanggal_mulai", "tanggal_selesai", "penyedia", "contoh",
)  # fmt: skip
WORK_HEADINGS: Final = (
    "nomor_kontrak", "tahun", "bulan", "rencana_fisik", "realisasi_fisik", "contoh",
)  # fmt: skip


class Signed(NamedTuple):
    """A contract for a whole account of a sub-activity; `pace` is its work in percent of plan."""

    number: str
    spent: Spent
    signed_on: date
    ends_on: date
    firm: str
    pace: int


def contracts_of(
    spent: Iterable[Spent], year: int, habit_of: Callable[[str], int]
) -> dict[tuple[str, str, str], Signed]:
    """The contracts of a year by unit, sub-activity and account: the largest of each unit."""
    largest: dict[str, list[Spent]] = defaultdict(list)
    for row in spent:
        if row.amount >= SMALLEST and row.account.startswith((CAPITAL, GOODS)):
            largest[row.unit].append(row)
    found: dict[tuple[str, str, str], Signed] = {}
    for unit, rows in largest.items():
        # Works before goods, the larger before the smaller.
        rows.sort(key=lambda row: (not row.account.startswith(CAPITAL), -row.amount, row.activity))
        for row in rows[:PER_UNIT]:
            number = f"C-{len(found) + 1:03d}/KONTRAK/{year}"
            found[unit, row.activity, row.account] = _signed(number, row, year, habit_of(unit))
    return found


def contract_rows(signed: Iterable[Signed], year: int) -> list[Sequence[str]]:
    """The contracts as a list brings them."""
    return [
        (
            row.number, str(year), row.spent.unit, row.spent.activity, row.spent.account,
            str(row.spent.amount), row.signed_on.isoformat(), row.ends_on.isoformat(), row.firm,
            "ya",
        )
        for row in signed
    ]  # fmt: skip


def work_rows(signed: Iterable[Signed], year: int, closed: int) -> list[Sequence[str]]:
    """What each contract told at the end of every month since it was signed; some told nothing."""
    return [
        (row.number, str(year), str(month), *_work(row, year, month), "ya")
        for row in signed
        for month in range(row.signed_on.month, closed + 1)
        if chance("fisik-kontrak", row.number).random() < 0.9
    ]


def _signed(number: str, row: Spent, year: int, habit: int) -> Signed:
    rng = chance("kontrak", year, row.unit, row.activity, row.account)
    signed_on = date(year, rng.randint(2, 5), rng.randint(1, 28))
    ends_on = signed_on + timedelta(days=rng.choice(TERMS))
    firm = f"{rng.choice(('CV', 'PT'))} Contoh {rng.choice(TRADES)} {rng.randint(1, 40)}"
    pace = 100 - (100 - habit) // 3 + rng.randint(-4, 5)
    return Signed(number, row, signed_on, ends_on, firm, pace)


def _work(row: Signed, year: int, month: int) -> tuple[str, str]:
    """Planned and done: slow at first, quick in the middle, slow at the end."""
    end = date(year, month, monthrange(year, month)[1])
    term = (row.ends_on - row.signed_on).days
    part = min(Decimal((end - row.signed_on).days) / term, Decimal(1))
    planned = part * part * (3 - 2 * part) * 100
    done = min(planned * row.pace / 100, Decimal(100))
    return _typed(planned), _typed(done)


def _typed(percent: Decimal) -> str:
    return str(round(percent, 1)).replace(".", ",")
