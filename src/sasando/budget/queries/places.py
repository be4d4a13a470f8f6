"""The rupiah of every sub-activity of a year: ceilings, cash plan, payments, work, what is bound.

Everything comes from stored totals in a fixed number of queries. Expenditure only; payments
without an account (uang persediaan) are no expenditure yet.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q, Sum

from sasando.budget.models import (
    BudgetTotal,
    BudgetVersion,
    CashPlanMonth,
    Contract,
    PaymentTotal,
    PhysicalProgress,
    RealisationReport,
)
from sasando.rules.absorption import Work

from .early_warning import ZERO, Sums

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .execution import Basis

EXPENDITURE, CAPITAL, SALARIES = "5", "5.2", "5.1.01"
# Agency and sub-activity; a payment without a known sub-activity has None.
Place = tuple[int, int | None]
# The part of a total that is belanja modal.
CAPITAL_TOTAL: Final = Sum("amount", filter=Q(group__startswith=CAPITAL), default=ZERO)


def sums_of(basis: Basis, agency: int) -> dict[Place, Sums]:
    """The sums of every sub-activity of one agency; six queries."""
    return _sums(basis, {"agency_id": agency}, ("agency_id", "activity_id"))


def agency_sums(basis: Basis) -> dict[int, Sums]:
    """The sums of each agency; six queries, and months are added up by the database."""
    return by_agency(_sums(basis, {}, ("agency_id",)))


def _sums(basis: Basis, scope: Mapping[str, int], fine: Sequence[str]) -> dict[Place, Sums]:
    """Months are kept as fine as asked for; ceilings always, for work is weighed by them."""
    found: dict[Place, Sums] = defaultdict(Sums)
    _add_ceilings(found, basis.version, scope)
    if basis.plan_version is not None:
        plan = CashPlanMonth.objects.filter(
            version=basis.plan_version, group__startswith=EXPENDITURE, **scope
        )
        _add_months(found, plan, "plan", fine)
    if basis.report is not None:
        _add_report(found, basis.report, scope)
    else:
        paid = PaymentTotal.objects.filter(
            year=basis.version.year, group__startswith=EXPENDITURE, **scope
        )
        _add_months(found, paid, "paid", fine)
    _add_works(found, basis, scope)
    _add_commitments(found, basis, scope)
    return dict(found)


def by_agency(places: Mapping[Place, Sums]) -> dict[int, Sums]:
    """The sums of each agency."""
    found: dict[int, Sums] = defaultdict(Sums)
    for (agency, _activity), sums in places.items():
        found[agency].add(sums)
    return dict(found)


def _add_ceilings(
    found: dict[Place, Sums], version: BudgetVersion, scope: Mapping[str, int]
) -> None:
    rows = BudgetTotal.objects.filter(version=version, group__startswith=EXPENDITURE, **scope)
    places = rows.order_by().values_list("agency_id", "activity_id")
    for agency, activity, total, capital in places.annotate(
        total=Sum("amount"), capital=CAPITAL_TOTAL
    ):
        sums = found[agency, activity]
        sums.ceiling += total
        sums.capital.ceiling += capital


def _add_months(found: dict[Place, Sums], rows: Any, name: str, fine: Sequence[str]) -> None:
    months = rows.order_by().values_list("month", *fine)
    for month, agency, *activity, total, capital in months.annotate(
        total=Sum("amount"), capital=CAPITAL_TOTAL
    ):
        sums = found[agency, activity[0] if activity else None]
        getattr(sums, name)[month - 1] += total
        getattr(sums.capital, name)[month - 1] += capital


def _add_report(
    found: dict[Place, Sums], report: RealisationReport, scope: Mapping[str, int]
) -> None:
    """A report says how much, not when: all of it is put into its last month."""
    lines = report.lines.filter(is_leaf=True, account_code__startswith=EXPENDITURE, **scope)
    rows = lines.order_by().values_list("agency_id", "activity_id")
    of_capital = Q(account_code__startswith=CAPITAL)
    for agency, activity, total, capital in rows.annotate(
        total=Sum("realised"), capital=Sum("realised", filter=of_capital, default=ZERO)
    ):
        sums = found[agency, activity]
        sums.paid[report.as_of.month - 1] += total
        sums.capital.paid[report.as_of.month - 1] += capital


def _add_works(found: dict[Place, Sums], basis: Basis, scope: Mapping[str, int]) -> None:
    rows = PhysicalProgress.objects.filter(
        year=basis.version.year, month__lte=basis.closed, **scope
    ).order_by("month", "number")
    last = {
        (agency, activity): percent
        for agency, activity, percent in rows.values_list("agency_id", "activity_id", "percent")
    }
    for place, percent in last.items():
        if place in found and found[place].ceiling > 0:
            found[place].works.append(Work(found[place].ceiling, percent))


def _add_commitments(found: dict[Place, Sums], basis: Basis, scope: Mapping[str, int]) -> None:
    """What contracts still bind, and the salaries planned for the months to come.

    Only where an agency has contracts: elsewhere nobody knows what is bound.
    """
    never = Q(payments__year__lt=0)
    paid = Q(payments__paid_on__lte=basis.closes_on) if basis.closes_on else never
    contracts = Contract.objects.filter(year=basis.version.year, **scope).annotate(
        paid=Sum("payments__amount", filter=paid)
    )
    agencies = set()
    for row in contracts:
        agencies.add(row.agency_id)
        sums = found[row.agency_id, row.activity_id]
        sums.committed = (sums.committed or ZERO) + max(row.amount - (row.paid or ZERO), ZERO)
    if basis.plan_version is None:
        return
    salaries = CashPlanMonth.objects.filter(
        version=basis.plan_version, group=SALARIES, month__gt=basis.closed, agency__in=agencies
    )
    rows = salaries.order_by().values_list("agency_id", "activity_id")
    for agency, activity, total in rows.annotate(total=Sum("amount")):
        found[agency, activity].committed = (found[agency, activity].committed or ZERO) + total
