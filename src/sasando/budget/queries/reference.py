"""What the country expects to be paid by the end of each quarter, beside what was."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from sasando.core.models import Policy
from sasando.core.policies import value_on
from sasando.rules.numerals import round_half_up

from .early_warning import HUNDRED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .early_warning import Standing

REFERENCE: Final = "acuan-serapan"
QUARTERS: Final = ("I", "II", "III", "IV")
QUARTER_MONTHS: Final = 3


@dataclass(frozen=True)
class Reference:
    """The share of a year's ceiling expected by the end of each quarter, in percent.

    Of all expenditure, and of belanja modal (5.2) alone.
    """

    spending: Sequence[Decimal]
    capital: Sequence[Decimal]


@dataclass(frozen=True)
class QuarterEnd:
    """A place at the end of the last quarter that is over: paid and expected, in percent.

    `amount` is what was paid by then, in rupiah.
    """

    number: int
    amount: Decimal
    percent: Decimal
    expected: Decimal

    @property
    def word(self) -> str:
        """The quarter as offices write it: "III"."""
        return QUARTERS[self.number - 1]

    @property
    def deviation(self) -> Decimal:
        """Percentage points above what is expected; below zero when behind."""
        return self.percent - self.expected


def reference_on(day: date) -> Reference:
    """The reference in force on a day. Raises PolicyMissing."""
    value = value_on(REFERENCE, day)
    return Reference(*(tuple(map(Decimal, value[name])) for name in ("belanja", "modal")))


def ground_of(day: date) -> str:
    """On what the reference of a day rests, and how sure that is; one query."""
    rows = Policy.objects.filter(name=REFERENCE, valid_from__lte=day)
    row = rows.order_by("-valid_from").first()
    return f"{row.legal_basis} Bukti: {row.get_evidence_display()}." if row else ""


def quarter_end(
    standing: Standing | None, quarter: int, shares: Sequence[Decimal]
) -> QuarterEnd | None:
    """A place at the end of a quarter (1 to 4); None without a ceiling or before the first."""
    if standing is None or not standing.ceiling or not quarter:
        return None
    paid = paid_by(standing, quarter)
    if paid is None:
        return None
    percent = round_half_up(paid * HUNDRED / standing.ceiling)
    return QuarterEnd(quarter, paid, percent, shares[quarter - 1])


def paid_by(standing: Standing, quarter: int) -> Decimal | None:
    """What was paid by the end of a quarter (1 to 4), in rupiah; None while it is not over."""
    return standing.curve[quarter * QUARTER_MONTHS - 1].paid
