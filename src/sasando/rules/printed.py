"""Figures printed elsewhere beside the computed ones, and the identity every budget must keep.

A newspaper rounds, and sometimes computes wrongly. So a printed figure is compared with a stated
tolerance, half of the unit it was rounded to, and a printed percentage is computed once more from
its own two figures. Nothing is put right: both stay, and the difference is told [D].
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sasando.rules.arguments import DECIMAL, Argument
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import checked, format_percent, format_rupiah, round_half_up
from sasando.rules.registry import Mark, Outcome, Status, Step, rule

HUNDRED: Final = Decimal(100)
# What offices and newspapers round to: rupiah, thousands, millions, billions.
UNITS: Final = (1_000_000_000, 1_000_000, 1_000, 1)
_CLAUSE: Final = "Banding angka tercetak [D]"
_BALANCE_CLAUSE: Final = "PP 12/2019, struktur APBD [M]"


@dataclass(frozen=True)
class Compared:
    """A printed figure beside the computed one; `difference` is printed less computed."""

    difference: Decimal
    tolerance: Decimal

    @property
    def differs(self) -> bool:
        """Whether rounding alone does not explain the difference."""
        return abs(self.difference) > self.tolerance


@dataclass(frozen=True)
class PrintedPercent:
    """A printed percentage and the one its own figures give, with as many decimals."""

    printed: Decimal
    recomputed: Decimal

    @property
    def differs(self) -> bool:
        """Whether the printed percentage does not follow from its figures."""
        return self.printed != self.recomputed


@dataclass(frozen=True)
class Balance:
    """Surplus, net financing and what is left of a budget (SiLPA), with its stated tolerance."""

    surplus: Decimal
    net_financing: Decimal
    remainder: Decimal
    tolerance: Decimal

    @property
    def holds(self) -> bool:
        """Whether the budget balances within the tolerance."""
        return abs(self.remainder) <= self.tolerance


def rounding_of(amounts: Iterable[Decimal]) -> int:
    """The unit in which figures of one source were printed: the largest that divides them all.

    1 when there are none, or when one of them has sen.
    """
    held = [amount for amount in amounts if amount]
    return next((unit for unit in UNITS if held and all(a % unit == 0 for a in held)), 1)


@rule(
    "printed-figure",
    title="Angka tercetak di samping angka terhitung",
    source="Selisih dengan toleransi setengah satuan pembulatan: rancangan",
    mark=Mark.DESIGN,
    arguments=(
        Argument("printed", DECIMAL, "Angka tercetak dalam rupiah"),
        Argument("computed", DECIMAL, "Angka terhitung dalam rupiah"),
        Argument("rounded_to", DECIMAL, "Satuan pembulatan angka tercetak", Decimal(1)),
    ),
    example={"printed": "1272695000000", "computed": "1272694812345", "rounded_to": "1000000"},
)
def printed_figure(
    printed: Decimal, computed: Decimal, *, rounded_to: Decimal = Decimal(1)
) -> Outcome[Compared]:
    """Printed less computed, and whether more than rounding stands between them.

    Raises RuleInputError (OUT_OF_RANGE) for a unit that is not above zero.
    """
    if rounded_to <= 0:
        raise RuleInputError("rounded_to", Problem.OUT_OF_RANGE, rounded_to)
    printed, computed = checked(printed, "printed"), checked(computed, "computed")
    found = Compared(printed - computed, rounded_to / 2)
    inputs = f"{format_rupiah(printed)} − {format_rupiah(computed)}"
    verdict = "berbeda" if found.differs else "cocok"
    steps = (
        Step("Selisih", inputs, format_rupiah(found.difference), _CLAUSE),
        Step("Toleransi pembulatan", format_rupiah(found.tolerance), verdict, _CLAUSE),
    )
    return Outcome(found, Status.OK, steps)


@rule(
    "printed-percent",
    title="Persentase tercetak dihitung ulang",
    source="Bagian dibagi keseluruhan, dibulatkan seperti tercetak: rancangan",
    mark=Mark.DESIGN,
    arguments=(
        Argument("part", DECIMAL, "Bagian, misalnya realisasi"),
        Argument("whole", DECIMAL, "Keseluruhan, misalnya target"),
        Argument("printed", DECIMAL, "Persentase tercetak, dengan desimal seperti tercetak"),
    ),
    example={"part": "2401947800", "whole": "4100000000", "printed": "49.80"},
)
def printed_percent(
    part: Decimal, whole: Decimal, printed: Decimal
) -> Outcome[PrintedPercent | None]:
    """The percentage once more, with as many decimals as were printed.

    TARGET_ZERO when there is nothing to divide by.
    """
    part, whole = checked(part, "part"), checked(whole, "whole")
    checked(printed, "printed")
    exponent = printed.as_tuple().exponent
    places = max(-exponent, 0) if isinstance(exponent, int) else 0
    if not whole:
        step = Step("Persentase", f"{format_rupiah(part)} ÷ 0", "–", _CLAUSE)
        return Outcome(None, Status.TARGET_ZERO, (step,))
    found = PrintedPercent(printed, round_half_up(part * HUNDRED / whole, places))
    inputs = f"{format_rupiah(part)} ÷ {format_rupiah(whole)}"
    verdict = "berbeda" if found.differs else "cocok"
    steps = (
        Step("Persentase", inputs, format_percent(found.recomputed, places), _CLAUSE),
        Step("Tercetak", format_percent(printed, places), verdict, _CLAUSE),
    )
    return Outcome(found, Status.OK, steps)


@rule(
    "budget-balance",
    title="Keseimbangan APBD",
    source="SiLPA anggaran = pendapatan − belanja + penerimaan − pengeluaran = 0 (PP 12/2019)",
    mark=Mark.MEMORY,
    arguments=(
        Argument("revenue", DECIMAL, "Pendapatan"),
        Argument("expenditure", DECIMAL, "Belanja"),
        Argument("receipts", DECIMAL, "Penerimaan pembiayaan"),
        Argument("outlays", DECIMAL, "Pengeluaran pembiayaan"),
        Argument("rounded_to", DECIMAL, "Satuan pembulatan; 0 bila angkanya tepat", Decimal(0)),
    ),
    example={
        "revenue": "1272695000000",
        "expenditure": "1267695000000",
        "receipts": "2000000000",
        "outlays": "7000000000",
        "rounded_to": "1000000",
    },
)
def budget_balance(
    revenue: Decimal,
    expenditure: Decimal,
    receipts: Decimal,
    outlays: Decimal,
    *,
    rounded_to: Decimal = Decimal(0),
) -> Outcome[Balance]:
    """Surplus, net financing, and what is left: zero, within four half units of rounding.

    Raises RuleInputError (OUT_OF_RANGE) for a unit below zero.
    """
    if rounded_to < 0:
        raise RuleInputError("rounded_to", Problem.OUT_OF_RANGE, rounded_to)
    surplus = checked(revenue, "revenue") - checked(expenditure, "expenditure")
    net = checked(receipts, "receipts") - checked(outlays, "outlays")
    found = Balance(surplus, net, surplus + net, rounded_to * 2)
    verdict = "seimbang" if found.holds else "tidak seimbang"
    limit = f"toleransi {format_rupiah(found.tolerance)}"
    steps = (
        Step("Surplus", "pendapatan − belanja", format_rupiah(surplus), _BALANCE_CLAUSE),
        Step("Pembiayaan neto", "penerimaan − pengeluaran", format_rupiah(net), _BALANCE_CLAUSE),
        Step("SiLPA", limit, f"{format_rupiah(found.remainder)}, {verdict}", _BALANCE_CLAUSE),
    )
    return Outcome(found, Status.OK, steps)
