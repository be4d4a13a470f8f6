"""Naming a difference between a report of realised spending and the payment orders (SP2D).

Neither is taken for the truth; only what the figures themselves show is said, the most certain
first [D].
"""

from decimal import Decimal
from enum import StrEnum
from typing import Final

from sasando.rules.arguments import BOOLEAN, DECIMAL, INTEGER, Argument
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import format_rupiah
from sasando.rules.registry import Mark, Outcome, Status, Step, rule

ZERO: Final = Decimal(0)


class Naming(StrEnum):
    """What can be seen of a difference."""

    SAME = "SAME"
    REFUNDS = "REFUNDS"
    LATER = "LATER"
    ONLY_REPORT = "ONLY_REPORT"
    ONLY_ORDERS = "ONLY_ORDERS"
    REPORT_MORE = "REPORT_MORE"
    REPORT_LESS = "REPORT_LESS"


NAMING_WORDS: Final = {
    Naming.SAME: "sama",
    Naming.REFUNDS: "sebesar pengembalian",
    Naming.LATER: "sebesar SP2D sesudah tanggal laporan",
    Naming.ONLY_REPORT: "hanya di laporan",
    Naming.ONLY_ORDERS: "hanya di SP2D",
    Naming.REPORT_MORE: "laporan lebih besar",
    Naming.REPORT_LESS: "laporan lebih kecil",
}


@rule(
    "statement-difference",
    title="Selisih laporan realisasi dan SP2D: apa yang terlihat darinya",
    source="LRA dan daftar SP2D dicatat sendiri-sendiri: rancangan",
    mark=Mark.DESIGN,
    arguments=(
        Argument("realised", DECIMAL, "Realisasi menurut laporan (rupiah)"),
        Argument("paid", DECIMAL, "SP2D sampai tanggal laporan (rupiah)"),
        Argument("refunds", DECIMAL, "Pengembalian di dalamnya, di bawah nol (rupiah)", ZERO),
        Argument("later", DECIMAL, "SP2D bulan itu sesudah tanggal laporan (rupiah)", ZERO),
        Argument("count", INTEGER, "Banyaknya SP2D", 1),
        Argument("stands_in_report", BOOLEAN, "Kelompok ini ada di laporan", default=True),
    ),
    example={"realised": 120, "paid": 100, "refunds": -20},
)
def statement_difference(
    *,
    realised: Decimal,
    paid: Decimal,
    refunds: Decimal = ZERO,
    later: Decimal = ZERO,
    count: int = 1,
    stands_in_report: bool = True,
) -> Outcome[Naming]:
    """What can be seen of the difference, exact to the sen; nothing is rounded.

    Raises RuleInputError (OUT_OF_RANGE) for refunds above zero or a count below it.
    """
    _refuse(refunds, count)
    difference = realised - paid
    if not difference:
        found = Naming.SAME
    elif not count:
        found = Naming.ONLY_REPORT
    elif not stands_in_report:
        found = Naming.ONLY_ORDERS
    elif refunds and difference == -refunds:
        found = Naming.REFUNDS
    elif later and difference == later:
        found = Naming.LATER
    else:
        found = Naming.REPORT_MORE if difference > 0 else Naming.REPORT_LESS
    inputs = f"laporan {format_rupiah(realised)}, SP2D {format_rupiah(paid)}"
    step = Step("Selisih", inputs, NAMING_WORDS[found], "Rancangan [D]")
    return Outcome(found, Status.OK, (step,))


def _refuse(refunds: Decimal, count: int) -> None:
    if refunds > 0:
        raise RuleInputError("refunds", Problem.OUT_OF_RANGE, refunds)
    if count < 0:
        raise RuleInputError("count", Problem.OUT_OF_RANGE, count)
