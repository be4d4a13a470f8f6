"""Scenarios as pages show them: what is cut, what is not, who bears it, which indicators lose."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeVar

from sasando.budget.access import require_may_read_scenarios
from sasando.budget.models import (
    Account,
    BudgetActivity,
    BudgetUnit,
    BudgetVersion,
    Scenario,
    ScenarioRule,
)
from sasando.core.errors import NotFoundForViewer
from sasando.planning.models import AgencyProgramme, Indicator
from sasando.rules.numerals import round_half_up
from sasando.rules.scenarios import Operation

from .comparison import Change
from .identities import EXPENDITURE, OUTLAYS, RECEIPTS, REVENUE, Identities, identities_of
from .mandatory import mandatory_after, mandatory_of
from .scenario_board import board_of, day_of, selection_of
from .selection import selection_names, selection_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from sasando.organization.queries import Viewer
    from sasando.rules.scenarios import Effect

    from .mandatory import MandatoryCheck
    from .scenario_board import Board, Cell

ZERO: Final = Decimal(0)
HUNDRED: Final = Decimal(100)
_PARTS: Final = (REVENUE, EXPENDITURE, RECEIPTS, OUTLAYS)
PERCENTS: Final = frozenset(row for row in Operation if row.is_percent)
Key = TypeVar("Key")


@dataclass(frozen=True)
class RuleRow:
    """A rule, its place in the order from 1, the lines it takes in words, and what it did."""

    place: int
    rule: ScenarioRule
    taken: str
    effect: Effect


@dataclass(frozen=True)
class IndicatorLoss:
    """An indicator whose programmes lose money: all of their money before and after, in rupiah.

    The same rupiah may serve several indicators, so rows are never added up.
    """

    indicator: Indicator
    programmes: int
    before: Decimal
    after: Decimal

    @property
    def cut(self) -> Decimal:
        """What the programmes behind it lose."""
        return self.before - self.after

    @property
    def percent(self) -> Decimal:
        """The loss in percent of what stood there; there was something, or nothing was lost."""
        return round_half_up(self.cut * HUNDRED / self.before)

    @property
    def loses_all(self) -> bool:
        """Whether nothing is left."""
        return not self.after


@dataclass(frozen=True)
class MandatoryChange:
    """One rule of mandatory spending, before and after a scenario."""

    before: MandatoryCheck
    after: MandatoryCheck


@dataclass(frozen=True)
class ScenarioResult:
    """A scenario computed: the city before and after, its agencies, programmes, kinds and rules.

    `before` and `after` hold revenue, expenditure and financing; rows of `agencies`, `programmes`
    and `groups` are expenditure, those that change most first. `protected` is what rules protect
    of the expenditure.
    """

    scenario: Scenario
    board: Board
    before: Identities
    after: Identities
    agencies: Sequence[Change]
    programmes: Sequence[Change]
    groups: Sequence[Change]
    rules: Sequence[RuleRow]
    indicators: Sequence[IndicatorLoss]
    protected: Decimal

    @property
    def change(self) -> Decimal:
        """What expenditure grows by; below zero what is cut."""
        return self.after.expenditure - self.before.expenditure

    @property
    def cut(self) -> Decimal:
        """What is cut from expenditure in all; below zero when it grows."""
        return -self.change

    @property
    def percent(self) -> Decimal | None:
        """The change of expenditure in percent; None without expenditure."""
        whole = self.before.expenditure
        return round_half_up(self.change * HUNDRED / whole) if whole else None

    @property
    def short(self) -> Sequence[RuleRow]:
        """Rules that could not take (or add) everything they ask for."""
        return [row for row in self.rules if row.effect.shortfall]

    @property
    def idle(self) -> Sequence[RuleRow]:
        """Rules by percent that found lines and moved nothing."""
        return [
            row
            for row in self.rules
            if row.rule.operation in PERCENTS and row.effect.lines and not row.effect.moved
        ]

    @property
    def changed_agencies(self) -> int:
        """How many agencies get another amount."""
        return sum(bool(row.change) for row in self.agencies)


def scenarios_for(viewer: Viewer) -> QuerySet[Scenario]:
    """Every scenario, newest first, with its base and what it became.

    Raises NotPermitted: working papers are for planners, the mayor, the secretary, inspectors.
    """
    require_may_read_scenarios(viewer)
    return Scenario.objects.select_related("base", "became", "author").order_by(
        "-created_at", "-code"
    )


def scenario_for(viewer: Viewer, code: str) -> Scenario:
    """One scenario. Raises NotPermitted, NotFoundForViewer."""
    found = scenarios_for(viewer).filter(code=code).first()
    if found is None:
        raise NotFoundForViewer(kind="skenario")
    return found


def bases() -> list[BudgetVersion]:
    """Versions a scenario may begin from, newest first: adopted, with expenditure."""
    found = BudgetVersion.objects.adopted().filter(totals__group__startswith=EXPENDITURE)
    return list(found.distinct().order_by("-year", "-number"))


def scenario_result(scenario: Scenario) -> ScenarioResult:
    """Compute a scenario. The number of queries does not grow with lines or agencies."""
    board = board_of(scenario)
    before = identities_of(scenario.base)
    programmes = _by_programme(board)
    return ScenarioResult(
        scenario=scenario,
        board=board,
        before=before,
        after=_after(board, before),
        agencies=_by_agency(board),
        programmes=programmes,
        groups=_by_group(board),
        rules=_rule_rows(board),
        indicators=_indicators(board),
        protected=_protected(board),
    )


def mandatory_changes(result: ScenarioResult, today: date) -> list[MandatoryChange]:
    """Mandatory spending before and after, by the rules of the year drafted; seven queries.

    Tags count as known today, or on the day the scenario became a version.
    """
    scenario = result.scenario
    day = day_of(scenario) or today
    before = mandatory_of(scenario.base, day=day, year=scenario.year)
    after = mandatory_after(scenario.base, result.board.cuts, day=day, year=scenario.year)
    return [MandatoryChange(*pair) for pair in zip(before, after, strict=True)]


def _after(board: Board, before: Identities) -> Identities:
    moved: dict[str, Decimal] = defaultdict(Decimal)
    for (_agency, _programme, group), (old, new) in board.cells.items():
        part = next((part for part in _PARTS if group.startswith(part)), "")
        moved[part] += new - old
    return replace(
        before,
        revenue=before.revenue + moved[REVENUE],
        expenditure=before.expenditure + moved[EXPENDITURE],
        receipts=before.receipts + moved[RECEIPTS],
        outlays=before.outlays + moved[OUTLAYS],
    )


def _by_agency(board: Board) -> list[Change]:
    sums = sums_by(board, lambda cell: cell[0])
    named = BudgetUnit.objects.in_bulk(list(sums))
    merged: dict[tuple[str, str, str], list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
    names: dict[str, str] = {}
    for pk, pair in sums.items():
        unit = named[pk]
        name = names.setdefault(unit.code, unit.name)
        _add(merged["", unit.code, name], pair)
    return _rows(merged)


def _by_programme(board: Board) -> list[Change]:
    sums = sums_by(board, lambda cell: cell[:2])
    units = dict(BudgetUnit.objects.values_list("pk", "code"))
    held = BudgetActivity.objects.in_bulk({programme for _agency, programme in sums if programme})
    merged: dict[tuple[str, str, str], list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
    names: dict[str, str] = {}
    for (agency, programme), pair in sums.items():
        row = held.get(programme) if programme else None
        code = row.code if row else ""
        name = names.setdefault(code, row.name if row else "Tanpa program")
        _add(merged[units[agency], code, name], pair)
    return _rows(merged)


def _by_group(board: Board) -> list[Change]:
    sums = sums_by(board, lambda cell: cell[2])
    names = dict(Account.objects.filter(code__in=sums).values_list("code", "name"))
    return _rows({("", code, names.get(code, "")): pair for code, pair in sums.items()})


def _rows(merged: Mapping[tuple[str, str, str], Sequence[Decimal]]) -> list[Change]:
    rows = [
        Change(agency, code, name, before, after, stood_before=True, stands_after=True)
        for (agency, code, name), (before, after) in merged.items()
    ]
    return sorted(rows, key=lambda row: (-abs(row.change), row.agency, row.code))


def sums_by(board: Board, key: Callable[[Cell], Key]) -> Mapping[Key, list[Decimal]]:
    """Expenditure before and after by a key of the cells."""
    found: dict[Key, list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
    for cell, pair in board.cells.items():
        if cell[2].startswith(EXPENDITURE):
            _add(found[key(cell)], pair)
    return found


def _add(sums: list[Decimal], pair: Sequence[Decimal]) -> None:
    sums[0] += pair[0]
    sums[1] += pair[1]


def _rule_rows(board: Board) -> list[RuleRow]:
    names = selection_names([selection_of(rule) for rule in board.rules])
    return [
        RuleRow(place, rule, selection_words(selection_of(rule), names), effect)
        for place, (rule, effect) in enumerate(board.effects, start=1)
    ]


def _protected(board: Board) -> Decimal:
    held = (board.played.after[place] for place in board.played.protected)
    return sum(held, ZERO)


def _indicators(board: Board) -> list[IndicatorLoss]:
    """Indicators of the objectives that programmes with less money serve, worst first."""
    served = money_by_objective(sums_by(board, lambda cell: cell[:2]))
    rows = []
    for indicator in Indicator.objects.filter(objective__in=served).order_by("code"):
        programmes, before, after = served[indicator.objective_id]
        if after < before:
            rows.append(IndicatorLoss(indicator, programmes, before, after))
    return sorted(rows, key=lambda row: (-row.percent, -row.cut, row.indicator.code))


def money_by_objective(
    sums: Mapping[tuple[int, int | None], Sequence[Decimal]],
) -> Mapping[int | None, tuple[int, Decimal, Decimal]]:
    """How many programmes serve an objective with how much money, before and after."""
    units = dict(BudgetUnit.objects.filter(unit__isnull=False).values_list("pk", "unit_id"))
    programmes = {programme for _agency, programme in sums}
    nodes = dict(
        BudgetActivity.objects.filter(pk__in=programmes, node__isnull=False)
        .values_list("pk", "node__code")
    )  # fmt: skip
    links = AgencyProgramme.objects.filter(objective__isnull=False)
    serves = {
        (unit, node): objective
        for unit, node, objective in links.values_list("unit_id", "node__code", "objective_id")
    }
    found: dict[int | None, tuple[int, Decimal, Decimal]] = {}
    for (agency, programme), (before, after) in sums.items():
        place = (units.get(agency), nodes.get(programme) if programme else None)
        objective = serves.get(place)  # type: ignore[arg-type]
        if objective is not None and before:
            count, whole, rest = found.get(objective, (0, ZERO, ZERO))
            found[objective] = (count + 1, whole + before, rest + after)
    return found
