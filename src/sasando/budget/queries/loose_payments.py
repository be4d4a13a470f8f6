"""Payments whose printed code nobody knows: which, how much, and what each code is tied to.

A payment stays as the treasury issued it; its code may be tied to what it means (`PaymentTie`).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Count, Max, Min, Q, Sum

from sasando.budget.models import (
    Account,
    BudgetActivity,
    BudgetLine,
    BudgetTotal,
    BudgetUnit,
    Payment,
    PaymentTie,
    PaymentTotal,
)
from sasando.core.errors import NotFoundForViewer

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

ZERO: Final = Decimal(0)
EXPENDITURE: Final = "5"
SHOWN: Final = 20
Kind = PaymentTie.Kind
# Of the payments of one code, in the order in which `LooseCode` takes them.
FACTS: Final = {
    "total": Sum("amount"),
    "count": Count("pk"),
    "first": Min("paid_on"),
    "last": Max("paid_on"),
    "example": BoolOr("is_example"),
}
# Kind, agency (None for an account), printed code.
Code = tuple[str, int | None, str]


@dataclass(frozen=True)
class Loose:
    """What cannot be placed of a year's expenditure: rupiah and how many payments."""

    year: int
    amount: Decimal
    payments: int


@dataclass(frozen=True)
class LooseCode:
    """A printed code nobody knows, with its payments: rupiah, how many, first and last day.

    `tie` is the last word on it, None where nobody said anything. A sub-activity belongs to one
    agency; `agency` is None for an account. An empty `printed` cannot be tied.
    """

    kind: str
    year: int
    agency: BudgetUnit | None
    printed: str
    amount: Decimal
    payments: int
    first_on: date
    last_on: date
    is_example: bool
    tie: PaymentTie | None

    @property
    def is_tied(self) -> bool:
        """Whether its meaning was told."""
        return self.tie is not None and bool(self.tie.activity_id or self.tie.account_id)

    @property
    def meaning(self) -> BudgetActivity | Account | None:
        """What it is tied to."""
        return (self.tie.activity or self.tie.account) if self.tie else None

    @property
    def kind_word(self) -> str:
        """What the code is of."""
        return str(Kind(self.kind).label)


def loose_of(year: int, closed: int, agency: int | None = None) -> Loose | None:
    """Expenditure up to month `closed` that no sub-activity is known for; None when there is none.

    One query, from stored sums; of one agency where its row number is given.
    """
    rows = PaymentTotal.objects.filter(
        year=year, month__lte=closed, activity=None, group__startswith=EXPENDITURE
    )
    if agency is not None:
        rows = rows.filter(agency_id=agency)
    found = rows.aggregate(amount=Sum("amount"), payments=Sum("payments"))
    if not found["payments"]:
        return None
    return Loose(year, found["amount"] or ZERO, found["payments"])


def loose_codes(year: int) -> list[LooseCode]:
    """Every unknown code of a year's expenditure, untied and heaviest first; at most 5 queries."""
    ties = _ties(year)
    found = [*_activities(year, ties), *_accounts(year, ties)]
    # What was taken back whole leaves nothing to be placed.
    rows = [row for row in found if row.amount or row.is_tied]
    return sorted(rows, key=lambda row: (row.is_tied, -abs(row.amount), row.kind, row.printed))


def loose_code(year: int, kind: str, agency_code: str, printed: str) -> LooseCode:
    """One unknown code that can be tied. Raises NotFoundForViewer."""
    for row in loose_codes(year):
        code = row.agency.code if row.agency else ""
        if printed and (row.kind, code, row.printed) == (kind, agency_code, printed):
            return row
    raise NotFoundForViewer(kind="kode tercetak")


def strange_accounts(years: Collection[int], codes: Collection[str]) -> set[str]:
    """Which of some accounts of expenditure nobody knows and nobody tied; at most three queries."""
    asked = {code for code in codes if code.startswith(EXPENDITURE)}
    listed = Account.objects.filter(code__in=asked, is_listed=True)
    rest = asked - set(listed.values_list("code", flat=True))
    rest -= _budgeted(years, rest)
    return rest - {printed for _agency, printed in tied_codes(years, Kind.ACCOUNT)}


def tied_codes(years: Collection[int], kind: str) -> set[tuple[int | None, str]]:
    """Agency (None for an account) and printed code of what is tied in some years; one query."""
    rows = PaymentTie.objects.filter(year__in=years, kind=kind).order_by("number")
    last = {(row.year, row.agency_id, row.printed): row for row in rows}
    return {
        (agency, printed)
        for (_year, agency, printed), row in last.items()
        if row.activity_id or row.account_id
    }


def payments_of(row: LooseCode) -> Sequence[Payment]:
    """The first payments of a code, as the treasury issued them."""
    if row.agency is not None:
        scope = Q(agency=row.agency, activity=None, activity_code=row.printed)
    else:
        scope = Q(account_code=row.printed)
    rows = Payment.objects.filter(scope, year=row.year)
    return list(rows.order_by("paid_on", "number")[:SHOWN])


def activities_of(year: int, agency: BudgetUnit) -> list[BudgetActivity]:
    """The sub-activities an agency has in the budgets of a year, by code.

    Names may differ between versions; of one code the row of the newest version is given.
    """
    budgeted = BudgetTotal.objects.filter(
        version__year=year, agency=agency, activity__level="SUBKEGIATAN"
    ).select_related("activity")
    found = {
        row.activity.code: row.activity for row in budgeted.order_by("version__number")
        if row.activity is not None
    }  # fmt: skip
    return [found[code] for code in sorted(found)]


def account_of(year: int, code: str) -> Account | None:
    """An account of expenditure the official list or a budget of the year knows."""
    budgeted = BudgetLine.objects.filter(version__year=year, account__code=code)
    known = Account.objects.filter(code=code, code__startswith=EXPENDITURE)
    return known.filter(Q(is_listed=True) | Q(pk__in=budgeted.values("account_id")[:1])).first()


def _ties(year: int) -> dict[Code, PaymentTie]:
    rows = PaymentTie.objects.filter(year=year).select_related("activity", "account", "tied_by")
    return {(row.kind, row.agency_id, row.printed): row for row in rows.order_by("number")}


def _activities(year: int, ties: dict[Code, PaymentTie]) -> list[LooseCode]:
    rows = list(
        Payment.objects.filter(year=year, activity=None, account_code__startswith=EXPENDITURE)
        .order_by()
        .values_list("agency_id", "activity_code")
        .annotate(**FACTS)
    )
    agencies = BudgetUnit.objects.in_bulk({row[0] for row in rows})
    return [
        _row((Kind.SUB_ACTIVITY, agency, printed), agencies[agency], year, facts, ties)
        for agency, printed, *facts in rows
    ]


def _accounts(year: int, ties: dict[Code, PaymentTie]) -> list[LooseCode]:
    """Accounts neither the official list nor any budget of the year knows."""
    paid = Payment.objects.filter(year=year, account_code__startswith=EXPENDITURE).order_by()
    listed = Account.objects.filter(is_listed=True).values("code")
    rows = list(paid.exclude(account_code__in=listed).values_list("account_code").annotate(**FACTS))
    budgeted = _budgeted({year}, [row[0] for row in rows])
    return [
        _row((Kind.ACCOUNT, None, printed), None, year, facts, ties)
        for printed, *facts in rows
        if printed not in budgeted
    ]


def _budgeted(years: Collection[int], codes: Collection[str]) -> set[str]:
    """Which of some accounts the budgets of these years have; asks only when there are any."""
    if not codes:
        return set()
    lines = BudgetLine.objects.filter(version__year__in=years, account__code__in=codes).order_by()
    return set(lines.values_list("account__code", flat=True).distinct())


def _row(
    code: Code,
    agency: BudgetUnit | None,
    year: int,
    facts: Sequence[Any],
    ties: dict[Code, PaymentTie],
) -> LooseCode:
    amount, payments, first_on, last_on, is_example = facts
    return LooseCode(
        code[0], year, agency, code[2], amount, payments, first_on, last_on, is_example,
        ties.get(code),
    )  # fmt: skip
