"""One tax object over the years, old codes and new ones together (UU 1/2022, TAX_BRIDGE)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.db.models import Exists, OuterRef, Q, Sum

from sasando.budget.models import Account, BudgetLine, BudgetTotal, BudgetVersion
from sasando.rules.codes import TAX_BRIDGE
from sasando.rules.numerals import format_rupiah

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LOCAL_TAXES: Final = "4.1.01"
# An object has four segments, `4.1.01.09`; PBJT is told by its kinds, `4.1.01.19.01`.
_OBJECT_LENGTH: Final = len("4.1.01.09")
_PBJT: Final = "4.1.01.19"
_BACK: Final = {new: old for old, new in TAX_BRIDGE.items()}


@dataclass(frozen=True)
class TaxObject:
    """A tax as it is booked today, and the code it had until 2023, if it moved."""

    code: str
    name: str
    former: str


@dataclass(frozen=True)
class TaxYear:
    """What a year's last version with revenue plans of a tax, and its code at that time."""

    version: BudgetVersion
    code: str
    amount: Decimal


@dataclass(frozen=True)
class TaxSeries:
    """A tax over the years, oldest first; the shape a trend line is drawn from."""

    tax: TaxObject
    years: Sequence[TaxYear]
    target: Decimal | None = None

    @property
    def values(self) -> Sequence[Decimal | None]:
        """The amounts, oldest first."""
        return [year.amount for year in self.years]

    @property
    def finding(self) -> str:
        """From where to where it went."""
        if len(self.years) < 2:
            return "Baru satu tahun yang termuat."
        first, last = self.years[0], self.years[-1]
        change = last.amount - first.amount
        word = "naik" if change > 0 else "turun" if change < 0 else "tetap"
        return (
            f"{self.tax.name}: {word} {format_rupiah(abs(change))} dari "
            f"{first.version.year} ke {last.version.year}"
        )


def tax_objects() -> list[TaxObject]:
    """Every tax object of today's list with the code it came from; one query."""
    accounts = Account.objects.filter(code__startswith=f"{LOCAL_TAXES}.").order_by("code")
    found = []
    for code, name in accounts.values_list("code", "name"):
        is_kind = code.startswith(f"{_PBJT}.") and len(code) == len(f"{_PBJT}.01")
        if is_kind or (len(code) == _OBJECT_LENGTH and code not in {_PBJT, *TAX_BRIDGE}):
            found.append(TaxObject(code, name, _BACK.get(code, "")))
    return found


def tax_series(tax: TaxObject) -> TaxSeries:
    """What each year's last version that holds revenue plans of a tax; two queries."""
    holds = BudgetTotal.objects.filter(version=OuterRef("pk"), group__startswith=LOCAL_TAXES)
    last: dict[int, BudgetVersion] = {}
    for version in BudgetVersion.objects.filter(Exists(holds)).order_by("year", "number"):
        last[version.year] = version
    codes = [code for code in (tax.code, tax.former) if code]
    within = Q()
    for code in codes:
        within |= Q(account__code__startswith=f"{code}.") | Q(account__code=code)
    rows = (
        BudgetLine.objects.filter(within, version__in=last.values())
        .order_by()
        .values_list("version__year", "account__code")
        .annotate(Sum("amount"))
    )
    sums: dict[tuple[int, str], Decimal] = {}
    for year, account, amount in rows:
        key = year, next(code for code in codes if account.startswith(code))
        sums[key] = sums.get(key, Decimal(0)) + (amount or Decimal(0))
    return TaxSeries(tax, list(_years(sums, last)))


def _years(
    sums: dict[tuple[int, str], Decimal], last: dict[int, BudgetVersion]
) -> Iterable[TaxYear]:
    for (year, code), amount in sorted(sums.items()):
        yield TaxYear(last[year], code, amount)
