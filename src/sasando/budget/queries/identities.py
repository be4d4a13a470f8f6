"""The sums a budget must keep (PP 12/2019, planning_budget C4), from the stored totals."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.db.models.functions import Substr

if TYPE_CHECKING:
    from sasando.budget.models import BudgetVersion

REVENUE, EXPENDITURE, RECEIPTS, OUTLAYS = "4", "5", "6.1", "6.2"


@dataclass(frozen=True)
class Identities:
    """Revenue, expenditure and financing of one version, in rupiah."""

    revenue: Decimal
    expenditure: Decimal
    receipts: Decimal
    outlays: Decimal

    @property
    def surplus(self) -> Decimal:
        """Revenue less expenditure; a deficit is below zero."""
        return self.revenue - self.expenditure

    @property
    def net_financing(self) -> Decimal:
        """Receipts less outlays of financing."""
        return self.receipts - self.outlays

    @property
    def remainder(self) -> Decimal:
        """SiLPA: surplus and net financing; zero in a budget."""
        return self.surplus + self.net_financing

    @property
    def is_whole(self) -> bool:
        """Whether the version holds revenue and expenditure; an export of one of them balances
        nothing.
        """
        return bool(self.revenue) and bool(self.expenditure)


def identities_of(version: BudgetVersion) -> Identities:
    """The sums of a version. One query over its stored totals."""
    rows = (
        version.totals.exclude(group="")
        .annotate(kind=Substr("group", 1, 3))
        .values_list("kind")
        .annotate(Sum("amount"))
    )
    sums = dict(rows)
    return Identities(
        revenue=_starting(sums, REVENUE),
        expenditure=_starting(sums, EXPENDITURE),
        receipts=_starting(sums, RECEIPTS),
        outlays=_starting(sums, OUTLAYS),
    )


def _starting(sums: dict[str, Decimal], prefix: str) -> Decimal:
    return sum((amount for kind, amount in sums.items() if kind.startswith(prefix)), Decimal(0))
