"""Example cash plans, contracts, payments and progress, made from the example budgets.

Every list goes through its real import. Amounts are made up and marked as examples; agencies
differ in how late they pay, so that every class of the early warning can be seen. A few payments
carry a mistyped code, as real ones do.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Sum

from sasando.budget.actions.execution import (
    import_cash_plan,
    import_contract_progress,
    import_contracts,
    import_payments,
    import_progress,
)
from sasando.budget.models import BudgetLine, BudgetVersion, Payment
from sasando.core import clock
from sasando.core.models import User
from sasando.organization.queries import viewer_for
from sasando.rules.apportion import apportion

from .budget import PLANNER
from .chance import chance
from .contracts import (
    CONTRACT_HEADINGS,
    WORK_HEADINGS,
    contract_rows,
    contracts_of,
    work_rows,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sasando.core.listings.report import Report

    from .contracts import Signed

YEARS: Final = (2025, 2026)
MONTHS: Final = 12
EVEN: Final = (8, 8, 8, 8, 8, 8, 8, 8, 9, 9, 9, 9)
LATE: Final = (1, 2, 4, 6, 7, 8, 9, 10, 11, 12, 14, 16)
SALARIES, CAPITAL = "5.1.01", "5.2"
# In the current year one payment in so many has a mistyped sub-activity.
MISTYPED_ONE_IN: Final = 400
# How much of each month's plan an agency really pays, in percent; by turns.
HABITS: Final = (99, 97, 91, 88, 76, 68, 40)
PLAN_HEADINGS: Final = (
    "kode_sub_skpd", "kode_sub_giat", "kode_rekening",
    *(f"bulan_{month}" for month in range(1, 13)), "total_akb", "selisih",
)  # fmt: skip
PAYMENT_HEADINGS: Final = (
    "nomor_sp_2_d", "tanggal_sp_2_d", "jenis_sp_2_d", "kode_sub_skpd", "kode_sub_giat",
    "kode_rekening", "nilai_sp_2_d", "keterangan_sp_2_d", "nomor_kontrak", "contoh",
)  # fmt: skip
PROGRESS_HEADINGS: Final = (
    "tahun", "bulan", "kode_sub_skpd", "kode_sub_giat", "realisasi_fisik", "contoh",
)  # fmt: skip


# Unit, sub-activity, account.
Place = tuple[str, str, str]


@dataclass(frozen=True)
class Spent:
    """An account of a sub-activity with its ceiling and its plan of twelve months, in rupiah."""

    unit: str
    activity: str
    account: str
    amount: int
    months: Sequence[int]


@transaction.atomic
def load_execution(now: datetime, *, only: str = "") -> int:
    """Cash plans, contracts, payments and progress of the example years; how many new payments.

    `only` is the code of one unit, to be quick. Payments end with yesterday. Nothing is made
    where payments stand or budgets are missing.
    """
    if Payment.objects.exists():
        return 0
    today = clock.local_day(now)
    for year in YEARS:
        version = _version(year, today)
        if version is not None:
            spent = list(_spent(version, only))
            _plan(version, spent, today)
            contracts = _sign(spent, year, now) if year == YEARS[-1] else {}
            _pay(version, spent, contracts, now)
            _tell(version, spent, now)
    return Payment.objects.count()


def _version(year: int, today: date) -> BudgetVersion | None:
    found = BudgetVersion.objects.filter(year=year, adopted_on__lte=today)
    return found.order_by("-number").first()


def _spent(version: BudgetVersion, only: str) -> Iterable[Spent]:
    lines = BudgetLine.objects.filter(
        version=version, account__code__startswith="5", activity__isnull=False
    ).order_by("sub_unit__code", "activity__code", "account__code")
    if only:
        lines = lines.filter(agency__unit__code=only)
    rows = lines.values_list("sub_unit__code", "activity__code", "account__code")
    for unit, activity, account, amount in rows.annotate(total=Sum("amount")):
        weights = LATE if account.startswith(CAPITAL) else EVEN
        whole = int(amount)
        yield Spent(unit, activity, account, whole, apportion(whole, list(weights)))


def _plan(version: BudgetVersion, spent: Sequence[Spent], today: date) -> None:
    rows = [
        (row.unit, row.activity, row.account, *map(str, row.months), str(row.amount), "0")
        for row in spent
    ]
    planner = viewer_for(User.objects.get(username=PLANNER), today)
    _accepted(
        import_cash_plan(
            viewer=planner, code=version.code, content=_file(PLAN_HEADINGS, rows), apply=True
        )
    )


def _sign(spent: Sequence[Spent], year: int, now: datetime) -> Mapping[Place, Signed]:
    """The contracts of the current year and what they told until the last month that is over."""
    today = clock.local_day(now)
    contracts = contracts_of(spent, year, lambda unit: _habit(unit, year))
    planner = viewer_for(User.objects.get(username=PLANNER), today)
    closed = MONTHS if today.year > year else today.month - 1
    for load, headings, rows in (
        (import_contracts, CONTRACT_HEADINGS, contract_rows(contracts.values(), year)),
        (import_contract_progress, WORK_HEADINGS, work_rows(contracts.values(), year, closed)),
    ):
        if rows:
            _accepted(load(viewer=planner, now=now, content=_file(headings, rows), apply=True))
    return contracts


def _pay(
    version: BudgetVersion,
    spent: Sequence[Spent],
    contracts: Mapping[Place, Signed],
    now: datetime,
) -> None:
    """One SP2D a month for each sub-activity and account, on a working-like day of the month."""
    today = clock.local_day(now)
    rows: list[Sequence[str]] = []
    for row in spent:
        rng = chance("sp2d", version.year, row.unit, row.activity, row.account)
        habit = 99 if row.account.startswith(SALARIES) else _habit(row.unit, version.year)
        for month, planned in enumerate(row.months, start=1):
            day = date(version.year, month, rng.randint(2, 26))
            amount = planned * min(habit + rng.randint(-4, 4), 100) // 100
            if amount and day < today:
                number = f"C-{len(rows) + 1:06d}/LS/{version.year}"
                bound = contracts.get((row.unit, row.activity, row.account))
                contract = bound.number if bound and day >= bound.signed_on else ""
                is_mistyped = contracts and not bound and len(rows) % MISTYPED_ONE_IN == 0
                activity = _mistyped(row.activity) if is_mistyped else row.activity
                rows.append((number, day.isoformat(), "LS", row.unit, activity, row.account,
                             str(amount), "Contoh pembayaran", contract, "ya"))  # fmt: skip
    planner = viewer_for(User.objects.get(username=PLANNER), today)
    _accepted(
        import_payments(viewer=planner, now=now, content=_file(PAYMENT_HEADINGS, rows), apply=True)
    )


def _mistyped(activity: str) -> str:
    """A sub-activity whose last group was typed wrongly: no nomenclature has one in the 9000s."""
    return f"{activity[:-4]}9{activity[-3:]}"


def _habit(unit: str, year: int) -> int:
    return HABITS[chance("serapan", unit).randint(0, len(HABITS) - 1)] + (year == YEARS[0])


def _tell(version: BudgetVersion, spent: Sequence[Spent], now: datetime) -> None:
    """Progress at the end of the last closed quarter; some sub-activities told none."""
    today = clock.local_day(now)
    closed = MONTHS if today.year > version.year else today.month - 1
    month = closed - closed % 3
    if not month:
        return
    planned: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    whole: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in spent:
        planned[row.unit, row.activity] += sum(row.months[:month])
        whole[row.unit, row.activity] += row.amount
    rows = []
    for (unit, activity), amount in planned.items():
        rng = chance("fisik", version.year, unit, activity)
        if whole[unit, activity] and rng.random() < 0.8:
            share = int(amount * 100 / whole[unit, activity])
            percent = min(max(share * rng.randint(75, 108) // 100, 0), 100)
            rows.append((str(version.year), str(month), unit, activity, str(percent), "ya"))
    planner = viewer_for(User.objects.get(username=PLANNER), today)
    _accepted(
        import_progress(viewer=planner, now=now, content=_file(PROGRESS_HEADINGS, rows), apply=True)
    )


def _file(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode()


def _accepted(report: Report) -> None:
    """Example lists are whole; a refused row would mean that the example itself is wrong."""
    if not report.applied:
        raise ValueError("; ".join(report.lines()[:3]))
