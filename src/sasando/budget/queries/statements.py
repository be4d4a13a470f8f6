"""A report of another system (LRA, or per account) beside what the payment orders say.

Both are compared by account group (jenis) or by agency, for what is paid by SP2D: expenditure
(5) and outgoing financing (6.2). Neither is taken for the truth: each difference is named by what
can be seen of it.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Q, Sum
from django.db.models.functions import Substr

from sasando.budget.models import (
    Account,
    BudgetTotal,
    BudgetUnit,
    BudgetVersion,
    Payment,
    PaymentTotal,
    RealisationReport,
)
from sasando.core.errors import NotFoundForViewer
from sasando.rules.statements import Naming, statement_difference

from .early_warning import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import QuerySet


# What is paid by SP2D; revenue and incoming financing are not.
PAID_BY_ORDER: Final = ("5", "6.2")
GROUP_LENGTH: Final = 6
# Where orders without an account are gathered; no group and no agency has this code.
FLOAT: Final = "UP"


class By(StrEnum):
    """By what a report is compared."""

    GROUP = "jenis"
    AGENCY = "skpd"


@dataclass
class Orders:
    """Payment orders of one group or agency up to the day of a report, in rupiah.

    `refunds` (below zero) are in `paid`; `later` are those of the same month after the day.
    """

    paid: Decimal = ZERO
    refunds: Decimal = ZERO
    later: Decimal = ZERO
    count: int = 0


@dataclass(frozen=True)
class StatementRow:
    """One account group or agency: the report beside the payment orders, in rupiah.

    `ceiling` and `realised` are the report's; `budgeted` is the version's, None without a version.
    """

    code: str
    name: str
    ceiling: Decimal
    realised: Decimal
    budgeted: Decimal | None
    orders: Orders
    stands_in_report: bool

    @property
    def difference(self) -> Decimal:
        """What the report has more than the payment orders."""
        return self.realised - self.orders.paid

    @property
    def ceiling_difference(self) -> Decimal | None:
        """What the report's ceiling has more than the version's."""
        return None if self.budgeted is None else self.ceiling - self.budgeted

    @property
    def naming(self) -> Naming:
        """What can be seen of the difference, the most certain first."""
        return statement_difference(
            realised=self.realised,
            stands_in_report=self.stands_in_report,
            **asdict(self.orders),
        ).value


@dataclass(frozen=True)
class StatementPage:
    """A report beside the payment orders. `version` was in force on its day, None without any.

    `float_paid` are orders without an account (uang persediaan), which no group holds.
    """

    report: RealisationReport
    version: BudgetVersion | None
    by: By
    rows: Sequence[StatementRow]
    total: StatementRow
    named: Mapping[Naming, Decimal]
    float_paid: Decimal
    left_out: int


@dataclass
class _Place:
    """What is gathered of one group or agency."""

    ceiling: Decimal = ZERO
    realised: Decimal = ZERO
    budgeted: Decimal = ZERO
    stands_in_report: bool = False
    orders: Orders = field(default_factory=Orders)


def reports_of() -> QuerySet[RealisationReport]:
    """Every report, the newest first; of one day the LRA before the report per account."""
    return RealisationReport.objects.order_by("-as_of", "-form", "-number")


def report_named(text: str) -> RealisationReport | None:
    """The report of an address, `LRA-2026-09-30-1`; the newest, if any, when nothing is asked.

    Raises NotFoundForViewer for an unknown one.
    """
    reports = reports_of()
    if not text:
        return reports.first()
    found = next((row for row in reports if report_code(row) == text), None)
    if found is None:
        raise NotFoundForViewer(kind="laporan realisasi")
    return found


def report_code(report: RealisationReport) -> str:
    """How an address names a report."""
    return f"{report.form}-{report.as_of.isoformat()}-{report.number}"


def statement_page(report: RealisationReport, by: By = By.GROUP) -> StatementPage:
    """The comparison; the number of queries does not grow with lines or payments."""
    if report.form != RealisationReport.Form.ACCOUNTS:
        by = By.GROUP
    version = BudgetVersion.objects.filter(year=report.year, adopted_on__lte=report.as_of)
    in_force = version.order_by("-number").first()
    places: dict[str, _Place] = defaultdict(_Place)
    left_out = _add_lines(places, report, by)
    keys = _Keys(places, by)
    _add_orders(places, report, by, keys)
    if in_force is not None:
        _add_ceilings(places, in_force, by, keys)
    float_place = places.pop(FLOAT, _Place())
    named = _names(places, by)
    rows = [_row(code, named.get(code, ""), places[code], in_force) for code in sorted(places)]
    differences: dict[Naming, Decimal] = defaultdict(Decimal)
    for row in rows:
        differences[row.naming] += row.difference
    return StatementPage(
        report=report,
        version=in_force,
        by=by,
        rows=rows,
        total=_row("", "Jumlah", _whole(places.values()), in_force),
        named={naming: differences[naming] for naming in Naming if differences[naming]},
        float_paid=float_place.orders.paid,
        left_out=left_out,
    )


class _Keys:
    """Under which row a payment or a ceiling stands.

    A report may stop at a coarser level than the group (only "5.1"): then its own code is the row.
    """

    def __init__(self, reported: Iterable[str], by: By) -> None:
        coarse = reported if by is By.GROUP else ()
        self._coarse = sorted((code for code in coarse if len(code) < GROUP_LENGTH), key=len)

    def of(self, group: str) -> str:
        """The row of a group."""
        inside = (code for code in self._coarse if group.startswith(f"{code}."))
        return next(inside, group)


def _by_order() -> Q:
    """Groups that payment orders pay; without an account is uang persediaan."""
    found = Q(group="")
    for prefix in PAID_BY_ORDER:
        found |= Q(group__startswith=prefix)
    return found


def _add_lines(places: dict[str, _Place], report: RealisationReport, by: By) -> int:
    """Add the report's lowest lines; how many are no payments by order."""
    left_out = 0
    lines = report.lines.filter(is_leaf=True).values_list(
        "agency__code", "account_code", "ceiling", "realised"
    )
    for agency, account, ceiling, realised in lines:
        if not account.startswith(PAID_BY_ORDER):
            left_out += 1
            continue
        place = places[account[:GROUP_LENGTH] if by is By.GROUP else agency or ""]
        place.ceiling += ceiling
        place.realised += realised
        place.stands_in_report = True
    return left_out


def _add_orders(places: dict[str, _Place], report: RealisationReport, by: By, keys: _Keys) -> None:
    """Whole months come from stored sums; the report's own month and refunds from the orders."""
    day = report.as_of
    own_month = Q(paid_on__month=day.month, paid_on__year=day.year)
    whole = day.day == monthrange(day.year, day.month)[1]
    sums = PaymentTotal.objects.filter(
        _by_order(), year=report.year, month__lt=day.month + whole
    ).order_by()
    for agency, group, paid, count in sums.values_list("agency__code", "group").annotate(
        paid=Sum("amount"), count=Sum("payments")
    ):
        orders = _orders(places, by, keys, (agency, group))
        orders.paid += paid
        orders.count += count
    single = (
        Payment.objects.filter(Q(amount__lt=0) | own_month, year=report.year)
        .annotate(group=Substr("account_code", 1, GROUP_LENGTH))
        .filter(_by_order())
        .order_by()
    )
    until = Q(paid_on__lte=day)
    for agency, group, refunds, later, paid, count in single.values_list(
        "agency__code", "group"
    ).annotate(
        refunds=Sum("amount", filter=until & Q(amount__lt=0), default=ZERO),
        later=Sum("amount", filter=own_month & ~until, default=ZERO),
        paid=Sum("amount", filter=own_month & until, default=ZERO),
        count=Count("pk", filter=own_month & until),
    ):
        if not (refunds or later or count):
            continue
        orders = _orders(places, by, keys, (agency, group))
        orders.refunds += refunds
        orders.later += later
        if not whole:
            orders.paid += paid
            orders.count += count


def _orders(places: dict[str, _Place], by: By, keys: _Keys, place: tuple[str, str]) -> Orders:
    agency, group = place
    if not group:
        return places[FLOAT].orders
    return places[keys.of(group) if by is By.GROUP else agency].orders


def _add_ceilings(places: dict[str, _Place], version: BudgetVersion, by: By, keys: _Keys) -> None:
    totals = BudgetTotal.objects.filter(_by_order(), version=version).exclude(group="").order_by()
    for agency, group, amount in totals.values_list("agency__code", "group").annotate(
        total=Sum("amount")
    ):
        places[keys.of(group) if by is By.GROUP else agency].budgeted += amount


def _names(codes: Iterable[str], by: By) -> dict[str, str]:
    if by is By.AGENCY:
        units = BudgetUnit.objects.filter(code__in=list(codes), parent=None)
        return dict(units.values_list("code", "name"))
    return dict(Account.objects.filter(code__in=list(codes)).values_list("code", "name"))


def _row(code: str, name: str, place: _Place, version: BudgetVersion | None) -> StatementRow:
    return StatementRow(
        code=code,
        name=name,
        ceiling=place.ceiling,
        realised=place.realised,
        budgeted=place.budgeted if version else None,
        orders=place.orders,
        stands_in_report=place.stands_in_report,
    )


def _whole(places: Iterable[_Place]) -> _Place:
    whole = _Place(stands_in_report=True)
    for place in places:
        whole.ceiling += place.ceiling
        whole.realised += place.realised
        whole.budgeted += place.budgeted
        whole.orders.paid += place.orders.paid
        whole.orders.refunds += place.orders.refunds
        whole.orders.later += place.orders.later
        whole.orders.count += place.orders.count
    return whole
