"""Example scenarios of the city: travel halved, a lump sum pro rata, a draft of next year."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.db import transaction

from sasando.budget.actions.scenarios import RuleOrder, add_rule, create_scenario
from sasando.budget.models import BudgetVersion, Scenario
from sasando.budget.queries.selection import Selection
from sasando.core import clock
from sasando.core.models import User
from sasando.organization.queries import viewer_for
from sasando.rules.scenarios import Operation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sasando.organization.queries import Viewer

PLANNER: Final = "perencana"
YEAR: Final = 2026
NOTE: Final = "Contoh, bukan rencana kota."
TRAVEL, GOODS, SALARIES, TRANSFERS = "5.1.02.04", "5.1.02", "5.1.01", "4.2"
TRAVEL_HALVED: Final = (
    RuleOrder(
        Operation.CUT_PERCENT, Selection(account=TRAVEL), Decimal(50),
        reason="Contoh: perjalanan dinas separuh",
    ),
)  # fmt: skip
# Travel has less than is asked of it once the support programme is protected.
LUMP_SUM: Final = (
    RuleOrder(
        Operation.PROTECT, Selection(activity="X.XX.01"),
        reason="Contoh: penunjang kantor tidak disentuh",
    ),
    RuleOrder(
        Operation.CUT_AMOUNT, Selection(account=TRAVEL), Decimal(20_000_000_000),
        reason="Contoh: perjalanan dinas lebih dahulu",
    ),
    RuleOrder(
        Operation.CUT_AMOUNT, Selection(), Decimal(25_000_000_000),
        reason="Contoh: sisanya dibagi menurut besarnya",
    ),
)  # fmt: skip
NEXT_YEAR: Final = (
    RuleOrder(
        Operation.CUT_PERCENT, Selection(account=TRANSFERS), Decimal(10),
        reason="Contoh: transfer pusat berkurang",
    ),
    RuleOrder(
        Operation.ADD_PERCENT, Selection(account=SALARIES), Decimal("2.5"),
        reason="Contoh: kenaikan gaji berkala",
    ),
    RuleOrder(
        Operation.CUT_PERCENT, Selection(account=GOODS, results="TAK_TERTELUSUR"), Decimal(40),
        reason="Contoh: yang hasilnya tidak tertelusur dipotong lebih dahulu",
    ),
)  # fmt: skip


@transaction.atomic
def load_scenarios(now: datetime) -> int:
    """Three example scenarios; how many are new. Standing ones are left alone.

    Needs the example budgets of the year; without them nothing is made.
    """
    today = clock.local_day(now)
    versions = BudgetVersion.objects.adopted().filter(year=YEAR).order_by("number")
    first, last = versions.first(), versions.last()
    if first is None or last is None or Scenario.objects.exists():
        return 0
    planner = viewer_for(User.objects.get(username=PLANNER), today)
    this_year, next_year = Scenario.Purpose.NEXT_VERSION, Scenario.Purpose.NEXT_YEAR
    _make(planner, last, this_year, "Perjalanan dinas dipotong separuh", TRAVEL_HALVED)
    _make(planner, last, this_year, "Efisiensi Rp 45 miliar", LUMP_SUM)
    name = f"Rancangan APBD {YEAR + 1} bila transfer turun 10 persen"
    _make(planner, first, next_year, name, NEXT_YEAR)
    return 3


def _make(
    planner: Viewer, base: BudgetVersion, purpose: str, name: str, orders: Sequence[RuleOrder]
) -> None:
    scenario = create_scenario(
        viewer=planner, base_code=base.code, purpose=purpose, name=name, note=NOTE
    )
    for order in orders:
        add_rule(viewer=planner, code=scenario.code, order=order)
