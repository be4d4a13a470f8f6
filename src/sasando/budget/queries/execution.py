"""Reading how a year's budget is being carried out: sums by agency, programme, sub-activity.

Everything comes from stored totals in a fixed number of queries. Expenditure only; payments
without an account (uang persediaan) are no expenditure yet.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q, Sum

from sasando.budget.models import (
    BudgetActivity,
    BudgetTotal,
    BudgetUnit,
    BudgetVersion,
    CashPlanMonth,
    Contract,
    PaymentTotal,
    PhysicalProgress,
    RealisationReport,
)
from sasando.core.errors import NotFoundForViewer
from sasando.rules.absorption import Work

from .early_warning import (
    MONTHS,
    Standing,
    Sums,
    closed_months,
    limits_on,
    method_errors,
    reference_on,
    standing_of,
    usual_share,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sasando.organization.models import Unit
    from sasando.planning.sources import Period
    from sasando.rules.absorption import WarningLimits
    from sasando.rules.forecast import Method

ZERO: Final = Decimal(0)
EXPENDITURE, SALARIES = "5", "5.1.01"
PAST_YEARS: Final = 3
# Agency and sub-activity; a payment without a known sub-activity has None.
Place = tuple[int, int | None]


@dataclass(frozen=True)
class Basis:
    """What the figures of a page rest on: the versions, the day, the last closed month.

    `plan_version` is the newest version that has a cash plan, None without any. `report` is the
    report payments are taken from where no SP2D is recorded. `reference` is the national share in
    percent by the last quarter that is over.
    """

    version: BudgetVersion
    plan_version: BudgetVersion | None
    report: RealisationReport | None
    day: date
    closed: int
    reference: Decimal | None

    @property
    def closes_on(self) -> date | None:
        """The last day counted; None while no month is over."""
        if not self.closed:
            return None
        year = self.version.year
        return date(year, self.closed, monthrange(year, self.closed)[1])


@dataclass(frozen=True)
class CityPage:
    """The agencies of a year, worst relative to the plan first, and the city as their sum."""

    basis: Basis
    rows: Sequence[Standing]
    total: Standing
    errors: Mapping[Method, Decimal | None]


@dataclass(frozen=True)
class AgencyPage:
    """One agency, its programmes and its sub-activities."""

    basis: Basis
    agency: BudgetUnit
    standing: Standing
    programmes: Sequence[Standing]
    activities: Sequence[Standing]
    errors: Mapping[Method, Decimal | None]


def execution_years() -> list[int]:
    """Years with an adopted budget, newest first."""
    found = BudgetVersion.objects.adopted().filter(totals__group__startswith=EXPENDITURE)
    return sorted(set(found.values_list("year", flat=True)), reverse=True)


def version_in_force(year: int, day: date) -> BudgetVersion:
    """The last version of a year adopted by a day. Raises NotFoundForViewer."""
    found = BudgetVersion.objects.filter(year=year, adopted_on__lte=day)
    version = found.order_by("-number").first()
    if version is None:
        raise NotFoundForViewer(kind="versi anggaran")
    return version


def basis_of(version: BudgetVersion, day: date) -> Basis:
    """What the figures of a version rest on, on a day."""
    planned = BudgetVersion.objects.filter(year=version.year, number__lte=version.number)
    with_plan = planned.filter(pk__in=CashPlanMonth.objects.values("version_id"))
    closed = closed_months(version.year, day)
    report = None
    if not PaymentTotal.objects.filter(year=version.year).exists():
        report = _last_report(version.year, closed)
        closed = report.as_of.month if report else closed
    return Basis(
        version=version,
        plan_version=with_plan.order_by("-number").first(),
        report=report,
        day=day,
        closed=closed,
        reference=reference_on(day, closed),
    )


def city_page(version: BudgetVersion, day: date) -> CityPage:
    """Every agency of a version; the number of queries does not grow with them."""
    basis = basis_of(version, day)
    limits = limits_on(day)
    found = _by_agency(sums_of(basis))
    past = _past(version.year)
    units = {row.pk: row for row in BudgetUnit.objects.filter(pk__in=found)}
    rows, total = [], Sums()
    for agency, sums in found.items():
        total.add(sums)
        share = usual_share(_paid_of(past, agency), basis.closed)
        unit = units[agency]
        rows.append(_named(unit, sums, basis.closed, limits, share))
    if any(sums.committed is None for sums in found.values()):
        # What is bound in some agencies only would foretell the city too low.
        total.committed = None
    whole = usual_share(_paid_of(past, None), basis.closed)
    return CityPage(
        basis,
        sorted(rows, key=lambda row: row.order),
        standing_of(total, basis.closed, limits, named=("", "Kota"), share=whole),
        method_errors(past, basis.closed),
    )


def agency_page(version: BudgetVersion, code: str, day: date) -> AgencyPage:
    """One agency with its parts. Raises NotFoundForViewer."""
    agencies = BudgetUnit.objects.select_related("unit").filter(code=code, parent=None)
    budgeted = BudgetTotal.objects.filter(version=version).values("agency_id")
    agency = agencies.filter(pk__in=budgeted).first()
    if agency is None:
        raise NotFoundForViewer(kind="SKPD")
    basis = basis_of(version, day)
    limits = limits_on(day)
    places = sums_of(basis, agency.pk)
    past = _past(version.year)
    share = usual_share(_paid_of(past, agency.pk), basis.closed)
    whole = _by_agency(places).get(agency.pk, Sums())
    activities = _activities({activity for _agency, activity in places})
    programmes: dict[int, Sums] = defaultdict(Sums)
    for (_agency, activity), sums in places.items():
        if activity is not None:
            programmes[_programme(activities[activity]).pk].add(sums)
    named = {_programme(row).pk: _programme(row) for row in activities.values()}
    return AgencyPage(
        basis=basis,
        agency=agency,
        standing=_named(agency, whole, basis.closed, limits, share),
        programmes=_parts({pk: (named[pk], found) for pk, found in programmes.items()},
                          basis.closed, limits),
        activities=_parts(
            {pk: (row, places[agency.pk, pk]) for pk, row in activities.items()},
            basis.closed, limits,
        ),
        errors=method_errors(past, basis.closed),
    )  # fmt: skip


def sums_of(basis: Basis, agency: int | None = None) -> dict[Place, Sums]:
    """The sums of every sub-activity of a version, or of one agency; four queries."""
    scope = {} if agency is None else {"agency_id": agency}
    found: dict[Place, Sums] = defaultdict(Sums)
    _add_ceilings(found, basis.version, scope)
    if basis.plan_version is not None:
        plan = CashPlanMonth.objects.filter(
            version=basis.plan_version, group__startswith=EXPENDITURE, **scope
        )
        _add_months(found, plan, "plan")
    if basis.report is not None:
        _add_report(found, basis.report, scope)
    else:
        paid = PaymentTotal.objects.filter(
            year=basis.version.year, group__startswith=EXPENDITURE, **scope
        )
        _add_months(found, paid, "paid")
    _add_works(found, basis, scope)
    _add_commitments(found, basis, scope)
    return dict(found)


def absorption_of_unit(unit: Unit, period: Period) -> Decimal | None:
    """The absorption of a unit at the end of a period, in percent: a measurement source.

    None where the unit has no budget, no month is over, or nothing was ever recorded as paid.
    """
    agencies = BudgetUnit.objects.filter(unit=unit, parent=None).values("pk")
    version = (
        BudgetVersion.objects.filter(year=period.last.year, adopted_on__lte=period.last)
        .order_by("-number")
        .first()
    )
    if version is None:
        return None
    closed = closed_months(version.year, period.last + timedelta(days=1))
    ceiling = BudgetTotal.objects.filter(
        version=version, agency__in=agencies, group__startswith=EXPENDITURE
    ).aggregate(total=Sum("amount"))["total"]
    paid = PaymentTotal.objects.filter(
        year=version.year, agency__in=agencies, group__startswith=EXPENDITURE, month__lte=closed
    ).aggregate(total=Sum("amount"))["total"]
    if not ceiling or paid is None:
        return None
    sums = Sums(ceiling=ceiling, paid=[paid] + [ZERO] * (MONTHS - 1))
    found = standing_of(sums, closed, limits_on(period.last)).absorption
    return found.percent if found else None


def _last_report(year: int, closed: int) -> RealisationReport | None:
    """The newest report per agency that ends with a closed month."""
    reports = RealisationReport.objects.filter(
        year=year, form=RealisationReport.Form.ACCOUNTS, as_of__month__lte=closed
    ).order_by("-as_of", "-number")
    return next(
        (row for row in reports if row.as_of.day == monthrange(year, row.as_of.month)[1]), None
    )


def _add_ceilings(
    found: dict[Place, Sums], version: BudgetVersion, scope: Mapping[str, int]
) -> None:
    rows = BudgetTotal.objects.filter(version=version, group__startswith=EXPENDITURE, **scope)
    for agency, activity, total in (
        rows.order_by().values_list("agency_id", "activity_id").annotate(total=Sum("amount"))
    ):
        found[agency, activity].ceiling += total


def _add_months(found: dict[Place, Sums], rows: Any, name: str) -> None:
    months = rows.order_by().values_list("agency_id", "activity_id", "month")
    for agency, activity, month, total in months.annotate(total=Sum("amount")):
        getattr(found[agency, activity], name)[month - 1] += total


def _add_report(
    found: dict[Place, Sums], report: RealisationReport, scope: Mapping[str, int]
) -> None:
    """A report says how much, not when: all of it is put into its last month."""
    lines = report.lines.filter(is_leaf=True, account_code__startswith=EXPENDITURE, **scope)
    rows = lines.order_by().values_list("agency_id", "activity_id")
    for agency, activity, total in rows.annotate(total=Sum("realised")):
        found[agency, activity].paid[report.as_of.month - 1] += total


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


def _by_agency(places: Mapping[Place, Sums]) -> dict[int, Sums]:
    found: dict[int, Sums] = defaultdict(Sums)
    for (agency, _activity), sums in places.items():
        found[agency].add(sums)
    return dict(found)


def _past(year: int) -> dict[int, dict[int, Sums]]:
    """The sums of each agency in the last three years that have payments; three queries."""
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


def _paid_of(past: Mapping[int, Mapping[int, Sums]], agency: int | None) -> list[list[Decimal]]:
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


def _named(
    printed: BudgetUnit | BudgetActivity,
    sums: Sums,
    closed: int,
    limits: WarningLimits,
    share: Decimal | None = None,
) -> Standing:
    return standing_of(sums, closed, limits, named=(printed.code, printed.name), share=share)


def _activities(ids: set[int | None]) -> dict[int, BudgetActivity]:
    rows = BudgetActivity.objects.select_related("parent__parent")
    return rows.in_bulk([pk for pk in ids if pk is not None])


def _programme(row: BudgetActivity) -> BudgetActivity:
    while row.parent is not None:
        row = row.parent
    return row


def _parts(
    parts: Mapping[int, tuple[BudgetActivity, Sums]], closed: int, limits: WarningLimits
) -> list[Standing]:
    rows = [_named(row, sums, closed, limits) for row, sums in parts.values()]
    return sorted(rows, key=lambda row: row.order)
