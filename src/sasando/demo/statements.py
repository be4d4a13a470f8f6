"""An example LRA of the last quarter that is over, made from the example payments.

It differs from them as reports really do: spending without a payment order, a group that is not
booked in full. Loaded through its real import, marked as an example.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Sum

from sasando.budget.actions.execution import import_statement
from sasando.budget.models import (
    Account,
    BudgetTotal,
    BudgetVersion,
    PaymentTotal,
    RealisationReport,
)
from sasando.core import clock
from sasando.core.listings.files import csv_file
from sasando.core.models import User
from sasando.organization.queries import viewer_for

from .budget import PLANNER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

HEADINGS: Final = (
    "mulai_tgl", "sampai_tgl", "kode_rekening", "nama_rekening", "nominal", "realisasi", "contoh",
)  # fmt: skip
# Rupiah by which the example report differs: BLUD spends without SP2D, a delivery is not booked.
DIFFERS: Final = {"5.1.02": Decimal(350_000_000), "5.2.02": Decimal(-12_500_000)}
CONTINGENCY, TAXES = "5.3.01", "4.1.01"


@transaction.atomic
def load_statement(now: datetime) -> int:
    """The LRA of the last quarter that is over this year; how many reports are new.

    Nothing is made before April, where a report stands, or where payments are missing.
    """
    today = clock.local_day(now)
    month = (today.month - 1) // 3 * 3
    paid = PaymentTotal.objects.filter(year=today.year, group__startswith="5", month__lte=month)
    if not month or RealisationReport.objects.exists() or not paid.exists():
        return 0
    day = date(today.year, month, monthrange(today.year, month)[1])
    planner = viewer_for(User.objects.get(username=PLANNER), today)
    content = csv_file(HEADINGS, _rows(day, paid))
    report = import_statement(viewer=planner, now=now, content=content, apply=True)
    if not report.applied:
        raise ValueError("; ".join(report.lines()[:3]))
    return 1


def _rows(day: date, paid: QuerySet[PaymentTotal]) -> Iterator[tuple[object, ...]]:
    version = BudgetVersion.objects.filter(year=day.year, adopted_on__lte=day).order_by("number")
    totals = BudgetTotal.objects.filter(version=version.last(), group__startswith="5").order_by()
    ceilings = dict(totals.values_list("group").annotate(total=Sum("amount")))
    spent = dict(paid.order_by().values_list("group").annotate(total=Sum("amount")))
    amounts = {
        **{group: (ceilings.get(group, Decimal(0)), spent[group]) for group in spent},
        CONTINGENCY: (Decimal(1_000_000_000), Decimal(75_000_000)),
        TAXES: (Decimal(160_000_000_000), Decimal(118_250_000_000)),
    }
    names = dict(Account.objects.filter(code__in=amounts).values_list("code", "name"))
    begins = date(day.year, 1, 1)
    for group, (ceiling, realised) in sorted(amounts.items()):
        booked = realised + DIFFERS.get(group, Decimal(0))
        yield begins, day, group, names.get(group, ""), ceiling, booked, True
