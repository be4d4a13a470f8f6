"""Reading how a year's budget is being carried out: sums by agency, programme, sub-activity.

Everything comes from stored totals in a fixed number of queries. Expenditure only; payments
without an account (uang persediaan) are no expenditure yet.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Sum

from sasando.budget.models import (
    BudgetActivity,
    BudgetTotal,
    BudgetUnit,
    BudgetVersion,
    CashPlanMonth,
    PaymentTotal,
    RealisationReport,
)
from sasando.core.errors import NotFoundForViewer
from sasando.rules.forecast import usual_share

from .early_warning import (
    MONTHS,
    ZERO,
    Standing,
    Sums,
    closed_months,
    limits_on,
    method_errors,
    standing_of,
)
from .history import paid_of, past_sums
from .places import EXPENDITURE, agency_sums, by_agency, sums_of
from .reference import QUARTER_MONTHS, QUARTERS, reference_on

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from sasando.organization.models import Unit
    from sasando.planning.sources import Period
    from sasando.rules.absorption import WarningLimits
    from sasando.rules.forecast import Method

    from .reference import Reference

UNTIED = "Tidak terkait sub kegiatan"


@dataclass(frozen=True)
class Basis:
    """What the figures of a page rest on: the versions, the day, the last closed month.

    `plan_version` is the newest version that has a cash plan, None without any. `report` is the
    report payments are taken from where no SP2D is recorded. `reference` is what the country
    expects by the end of each quarter.
    """

    version: BudgetVersion
    plan_version: BudgetVersion | None
    report: RealisationReport | None
    day: date
    closed: int
    reference: Reference

    @property
    def closes_on(self) -> date | None:
        """The last day counted; None while no month is over."""
        if not self.closed:
            return None
        year = self.version.year
        return date(year, self.closed, monthrange(year, self.closed)[1])

    @property
    def quarter(self) -> int:
        """The last quarter that is over, 0 without any or when nobody knows its payments.

        A report tells payments since January, not month by month: it knows its own month only.
        """
        if self.report is not None and self.closed % QUARTER_MONTHS:
            return 0
        return self.closed // QUARTER_MONTHS

    @property
    def quarter_word(self) -> str:
        """That quarter as offices write it: "III"; empty without any."""
        return QUARTERS[self.quarter - 1] if self.quarter else ""


@dataclass(frozen=True)
class CityPage:
    """The agencies of a year, worst relative to the plan first, and the city as their sum."""

    basis: Basis
    rows: Sequence[Standing]
    total: Standing
    errors: Mapping[Method, Decimal | None]


@dataclass(frozen=True)
class AgencyPage:
    """One agency, its programmes and its sub-activities.

    `untied` is what cannot be said of any sub-activity, None without such rupiah: with it the
    parts make the whole.
    """

    basis: Basis
    agency: BudgetUnit
    standing: Standing
    programmes: Sequence[Standing]
    activities: Sequence[Standing]
    untied: Standing | None
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
        report = last_report(version.year, closed)
        closed = report.as_of.month if report else closed
    return Basis(
        version=version,
        plan_version=with_plan.order_by("-number").first(),
        report=report,
        day=day,
        closed=closed,
        reference=reference_on(day),
    )


def city_page(version: BudgetVersion, day: date) -> CityPage:
    """Every agency of a version; the number of queries does not grow with them."""
    basis = basis_of(version, day)
    limits = limits_on(day)
    found = agency_sums(basis)
    past = past_sums(version.year)
    units = {row.pk: row for row in BudgetUnit.objects.filter(pk__in=found)}
    rows, total = [], Sums()
    for agency, sums in found.items():
        total.add(sums)
        share = usual_share(paid_of(past, agency), basis.closed)
        unit = units[agency]
        rows.append(_named(unit, sums, basis.closed, limits, share))
    if any(sums.committed is None for sums in found.values()):
        # What is bound in some agencies only would foretell the city too low.
        total.committed = None
    whole = usual_share(paid_of(past, None), basis.closed)
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
    past = past_sums(version.year)
    share = usual_share(paid_of(past, agency.pk), basis.closed)
    whole = by_agency(places).get(agency.pk, Sums())
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
        untied=_untied(places.get((agency.pk, None)), basis.closed, limits),
        errors=method_errors(past, basis.closed),
    )  # fmt: skip


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


def last_report(year: int, closed: int) -> RealisationReport | None:
    """The newest report per agency that ends with a closed month."""
    reports = RealisationReport.objects.filter(
        year=year, form=RealisationReport.Form.ACCOUNTS, as_of__month__lte=closed
    ).order_by("-as_of", "-number")
    return next(
        (row for row in reports if row.as_of.day == monthrange(year, row.as_of.month)[1]), None
    )


def _untied(sums: Sums | None, closed: int, limits: WarningLimits) -> Standing | None:
    if sums is None or sums.is_empty:
        return None
    return standing_of(sums, closed, limits, named=("", UNTIED))


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
