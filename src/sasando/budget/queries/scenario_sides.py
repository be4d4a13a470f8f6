"""Two scenarios of one base side by side: agencies, and the indicators that lose under either."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from sasando.budget.errors import ScenariosNotAlike, ScenarioTwice
from sasando.planning.models import Indicator

from .scenarios import money_by_objective, scenario_result, sums_by

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sasando.budget.models import Scenario

    from .scenarios import ScenarioResult

Pair = tuple["Scenario | None", "Scenario | None"]


class Loss(StrEnum):
    """What an indicator loses of the money of its programmes."""

    ALL = "seluruhnya"
    PART = "sebagian"
    NONE = "tidak berkurang"


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

    @property
    def first_change(self) -> Decimal:
        """What the first scenario changes; below zero what it cuts."""
        return self.first - self.before

    @property
    def second_change(self) -> Decimal:
        """What the second scenario changes; below zero what it cuts."""
        return self.second - self.before


@dataclass(frozen=True)
class IndicatorSide(SideRow):
    """An indicator: the money of its programmes before, and after each of two scenarios. Rupiah.

    The same rupiah may serve several indicators, so rows are never added up. There was money
    before, or nothing could be lost.
    """

    @property
    def first_loss(self) -> Loss:
        """What it loses under the first."""
        return _loss(self.before, self.first)

    @property
    def second_loss(self) -> Loss:
        """What it loses under the second."""
        return _loss(self.before, self.second)

    @property
    def worst(self) -> tuple[Decimal, Decimal]:
        """The least share that is left under either, then under both; the smallest is worst."""
        least = min(self.first, self.second)
        return least / self.before, (self.first + self.second) / self.before


@dataclass(frozen=True)
class Sides:
    """Two scenarios computed: agencies furthest apart first, indicators that lose worst first."""

    first: ScenarioResult
    second: ScenarioResult
    rows: Sequence[SideRow]
    indicators: Sequence[IndicatorSide]

    @property
    def total(self) -> SideRow:
        """The city."""
        first, second = self.first, self.second
        before = first.before.expenditure
        return SideRow("", "", before, first.after.expenditure, second.after.expenditure)


def pair_of(known: Sequence[Scenario], first: str = "", second: str = "") -> Pair:
    """Two different scenarios to begin with: those asked for, else the newest two of one base.

    `known` comes newest first; None where nothing is left to choose. A scenario alone on its base
    stands beside the newest other one, which the comparison then refuses.
    """
    by_code = {row.code: row for row in known}
    one, other = by_code.get(first), by_code.get(second)
    if one is None:
        alike = [row for row in known if _partners(known, row)]
        one = _partner(known, other) if other else next(iter(alike or known), None)
    if one is not None and other is None:
        other = _partner(known, one)
    return one, other


def side_by_side(first: Scenario, second: Scenario) -> Sides:
    """Compute two scenarios.

    Raises ScenarioTwice for one with itself, ScenariosNotAlike when they begin from different
    versions.
    """
    if first.pk == second.pk:
        raise ScenarioTwice(code=first.code)
    if first.base_id != second.base_id:
        raise ScenariosNotAlike(first=first.code, second=second.code)
    one, other = scenario_result(first), scenario_result(second)
    after = {row.code: row.after for row in other.agencies}
    rows = [
        SideRow(row.code, row.name, row.before, row.after, after[row.code]) for row in one.agencies
    ]
    rows.sort(key=lambda row: (-abs(row.apart), row.first - row.before, row.code))
    return Sides(one, other, rows, _indicators(one, other))


def _partner(known: Sequence[Scenario], row: Scenario) -> Scenario | None:
    others = (other for other in known if other.pk != row.pk)
    return next(iter(_partners(known, row)), None) or next(others, None)


def _partners(known: Sequence[Scenario], row: Scenario) -> list[Scenario]:
    return [other for other in known if other.base_id == row.base_id and other.pk != row.pk]


def _indicators(one: ScenarioResult, other: ScenarioResult) -> list[IndicatorSide]:
    """Those that lose under at least one, with what the other leaves, even when it adds."""
    first, second = _served(one), _served(other)
    rows = []
    for indicator in Indicator.objects.filter(objective__in=first):
        _count, before, left = first[indicator.objective_id]
        row = IndicatorSide(
            indicator.code, indicator.name, before, left, second[indicator.objective_id][2]
        )
        if {row.first_loss, row.second_loss} != {Loss.NONE}:
            rows.append(row)
    return sorted(rows, key=lambda row: (row.worst, -row.before, row.code))


def _served(result: ScenarioResult) -> Mapping[int | None, tuple[int, Decimal, Decimal]]:
    return money_by_objective(sums_by(result.board, lambda cell: cell[:2]))


def _loss(before: Decimal, left: Decimal) -> Loss:
    if left >= before:
        return Loss.NONE
    return Loss.PART if left else Loss.ALL
