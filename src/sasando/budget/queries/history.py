"""What agencies budgeted, planned and paid in past years, from which patterns are read."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from django.db.models import Sum

from sasando.budget.models import BudgetTotal, BudgetVersion, CashPlanMonth, PaymentTotal

from .early_warning import Sums
from .places import EXPENDITURE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

PAST_YEARS: Final = 3


def past_sums(year: int) -> dict[int, dict[int, Sums]]:
    """The sums of each agency in the last three years that have payments; five queries."""
    years = range(year - PAST_YEARS, year)
    found: dict[int, dict[int, Sums]] = defaultdict(lambda: defaultdict(Sums))
    paid = PaymentTotal.objects.filter(year__in=years, group__startswith=EXPENDITURE).order_by()
    for at, agency, month, total in paid.values_list("year", "agency_id", "month").annotate(
        total=Sum("amount")
    ):
        found[at][agency].paid[month - 1] += total
    versions = BudgetVersion.objects.filter(year__in=found, adopted_on__isnull=False)
    last = {row.year: row.pk for row in versions.order_by("number")}
    ceilings = BudgetTotal.objects.filter(
        version__in=last.values(), group__startswith=EXPENDITURE
    ).order_by()
    for at, agency, total in ceilings.values_list("version__year", "agency_id").annotate(
        total=Sum("amount")
    ):
        found[at][agency].ceiling += total
    with_plan = CashPlanMonth.objects.filter(version__in=versions).values("version_id")
    planned = {row.year: row.pk for row in versions.filter(pk__in=with_plan).order_by("number")}
    plan = CashPlanMonth.objects.filter(
        version__in=planned.values(), group__startswith=EXPENDITURE
    ).order_by()
    for at, agency, month, total in plan.values_list(
        "version__year", "agency_id", "month"
    ).annotate(total=Sum("amount")):
        found[at][agency].plan[month - 1] += total
    return {at: dict(agencies) for at, agencies in sorted(found.items())}


def paid_of(past: Mapping[int, Mapping[int, Sums]], agency: int | None) -> list[list[Decimal]]:
    """The monthly payments of an agency, or of the city, in each past year."""
    if agency is not None:
        return [found[agency].paid for found in past.values() if agency in found]
    years = []
    for found in past.values():
        whole = Sums()
        for sums in found.values():
            whole.add(sums)
        years.append(whole.paid)
    return years
