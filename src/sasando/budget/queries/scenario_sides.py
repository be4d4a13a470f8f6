"""Two scenarios of one base side by side."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from sasando.budget.errors import ScenariosNotAlike

from .scenarios import scenario_result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.budget.models import Scenario

    from .scenarios import ScenarioResult


@dataclass(frozen=True)
class SideRow:
    """An agency before, and after each of two scenarios. Rupiah."""

    code: str
    name: str
    before: Decimal
    first: Decimal
    second: Decimal

    @property
    def apart(self) -> Decimal:
        """What the second leaves more than the first; below zero when it leaves less."""
        return self.second - self.first


@dataclass(frozen=True)
class Sides:
    """Two scenarios computed, and their agencies, those furthest apart first."""

    first: ScenarioResult
    second: ScenarioResult
    rows: Sequence[SideRow]

    @property
    def total(self) -> SideRow:
        """The city."""
        first, second = self.first, self.second
        before = first.before.expenditure
        return SideRow("", "", before, first.after.expenditure, second.after.expenditure)


def side_by_side(first: Scenario, second: Scenario) -> Sides:
    """Compute two scenarios. Raises ScenariosNotAlike when they begin from different versions."""
    if first.base_id != second.base_id:
        raise ScenariosNotAlike(first=first.code, second=second.code)
    one, other = scenario_result(first), scenario_result(second)
    after = {row.code: row.after for row in other.agencies}
    rows = [
        SideRow(row.code, row.name, row.before, row.after, after[row.code]) for row in one.agencies
    ]
    rows.sort(key=lambda row: (-abs(row.apart), row.first - row.before, row.code))
    return Sides(one, other, rows)
