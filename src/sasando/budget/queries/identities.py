"""The sums a budget must keep (PP 12/2019, planning_budget C4), from the stored totals."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.db.models import Sum
from django.db.models.functions import Substr

from sasando.budget.models import BudgetTotal
from sasando.rules.printed import budget_balance

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sasando.budget.models import BudgetVersion
    from sasando.rules.printed import Balance

REVENUE, EXPENDITURE, RECEIPTS, OUTLAYS = "4", "5", "6.1", "6.2"
_COVERED: Final = ((REVENUE, "pendapatan"), (EXPENDITURE, "belanja"), ("6", "pembiayaan"))


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

    @property
    def balance(self) -> Balance:
        """The identity as judged: exact figures have a tolerance of zero."""
        return budget_balance(self.revenue, self.expenditure, self.receipts, self.outlays).value

    @property
    def coverage(self) -> str:
        """What a version holds when a part is missing ("hanya belanja"); empty when it is whole."""
        held = {
            "pendapatan": self.revenue, "belanja": self.expenditure,
            "pembiayaan": self.receipts or self.outlays,
        }  # fmt: skip
        there = [name for _prefix, name in _COVERED if held[name]]
        if len(there) == len(held) or not there:
            return "" if there else "belum ada isi"
        return f"hanya {' dan '.join(there)}"


def identities_of(version: BudgetVersion) -> Identities:
    """The sums of a version. One query over its stored totals."""
    return identities_of_all([version])[version.pk]


def identities_of_all(versions: Iterable[BudgetVersion]) -> dict[int, Identities]:
    """The sums of several versions by their row number; one query for all."""
    wanted = [version.pk for version in versions]
    rows = (
        BudgetTotal.objects.filter(version__in=wanted)
        .exclude(group="")
        .annotate(kind=Substr("group", 1, 3))
        .values_list("version", "kind")
        .annotate(Sum("amount"))
    )
    sums: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for version, kind, amount in rows:
        sums[version][kind] = amount
    return {pk: _identities(sums[pk]) for pk in wanted}


def _identities(sums: Mapping[str, Decimal]) -> Identities:
    return Identities(
        revenue=_starting(sums, REVENUE),
        expenditure=_starting(sums, EXPENDITURE),
        receipts=_starting(sums, RECEIPTS),
        outlays=_starting(sums, OUTLAYS),
    )


def _starting(sums: Mapping[str, Decimal], prefix: str) -> Decimal:
    return sum((amount for kind, amount in sums.items() if kind.startswith(prefix)), Decimal(0))
