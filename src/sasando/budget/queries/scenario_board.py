"""The lines of a scenario's base, and every line after its rules.

Lines stand in the order of their printed codes, because that order decides who gets the odd rupiah.
They are read in one query, with one yes or no for each rule, and sorted by codes read beside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from django.db.models import BooleanField, ExpressionWrapper

from sasando.budget.models import (
    Account,
    BudgetActivity,
    BudgetLine,
    BudgetUnit,
    FundingSource,
    ScenarioRule,
)
from sasando.core import clock
from sasando.rules.scenarios import Instruction, Operation, play

from .selection import Selection, condition_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import Q

    from sasando.budget.models import BudgetVersion, Scenario
    from sasando.rules.scenarios import Effect, Played

ZERO: Final = Decimal(0)
# An account's first three segments: "5.1.02".
GROUP: Final = 6
NONE: Final = -1
# Agency, programme and account group of a line.
Cell = tuple[int, int | None, str]


@dataclass(frozen=True)
class Lines:
    """The lines of a version with an amount, one value a line in each column.

    `group` is the account's first three segments. Agencies and programmes are row numbers of
    printed codes; revenue and financing have no activity and no programme.
    """

    ids: Sequence[int]
    amounts: Sequence[Decimal]
    agencies: Sequence[int]
    activities: Sequence[int | None]
    programmes: Sequence[int | None]
    groups: Sequence[str]


@dataclass(frozen=True)
class Board:
    """A scenario played to its end."""

    lines: Lines
    rules: Sequence[ScenarioRule]
    played: Played

    @property
    def effects(self) -> Sequence[tuple[ScenarioRule, Effect]]:
        """What each rule did."""
        return list(zip(self.rules, self.played.effects, strict=True))

    @cached_property
    def changes(self) -> Mapping[int, Decimal]:
        """The new amount less the old one, of each line that changed, by row number of the line."""
        lines = self.lines
        return {
            pk: after - before
            for pk, before, after in zip(lines.ids, lines.amounts, self.played.after, strict=True)
            if after != before
        }

    @cached_property
    def cells(self) -> Mapping[Cell, Sequence[Decimal]]:
        """Rupiah before and after by agency, programme and account group; lines are read once."""
        lines = self.lines
        found: dict[Cell, list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
        keys = zip(lines.agencies, lines.programmes, lines.groups, strict=True)
        for key, before, after in zip(keys, lines.amounts, self.played.after, strict=True):
            sums = found[key]
            sums[0] += before
            sums[1] += after
        return found

    @property
    def cuts(self) -> Mapping[int, Decimal]:
        """What each line loses; below zero where it grew."""
        return {pk: -change for pk, change in self.changes.items()}


def board_of(scenario: Scenario) -> Board:
    """Play a scenario: six queries, and those of rules that select by a tag or by results.

    Tags and contracts count as known today, or on the day the scenario became a version.
    """
    rules = list(scenario.rules.order_by("position"))
    day = day_of(scenario)
    flags = {
        f"rule_{rule.number}": ExpressionWrapper(
            taken_by(scenario.base, selection_of(rule), day), output_field=BooleanField()
        )
        for rule in rules
    }
    found = _line_rows(scenario.base, flags)
    columns: list[tuple[Any, ...]] = list(zip(*found, strict=True)) or [()] * (6 + len(rules))
    lines = Lines(*columns[:6])
    instructions = [
        instruction_of(rule, lines, [place for place, taken in enumerate(flag) if taken])
        for rule, flag in zip(rules, columns[6:], strict=True)
    ]
    return Board(lines, rules, play(lines.amounts, instructions))


def selection_of(rule: ScenarioRule) -> Selection:
    """The lines a rule takes."""
    return Selection(
        rule.agency, rule.activity, rule.account, rule.funding, rule.tag, rule.results,
        rule.contracted,
    )  # fmt: skip


def taken_by(base: BudgetVersion, selection: Selection, day: date | None = None) -> Q:
    """The condition a selection asks of the lines of a base on a day."""
    return condition_of(base, selection, results_year=base.year, day=day)


def instruction_of(rule: ScenarioRule, lines: Lines, places: Sequence[int]) -> Instruction:
    """A rule as the pure rule plays it."""
    return Instruction(Operation(rule.operation), places, rule.value, _parts(rule, lines, places))


def _parts(rule: ScenarioRule, lines: Lines, places: Sequence[int]) -> Sequence[int]:
    if rule.per == ScenarioRule.Per.WHOLE:
        return ()
    by_activity = rule.per == ScenarioRule.Per.SUB_ACTIVITY
    numbers: dict[tuple[int, int | None], int] = {}
    return [
        numbers.setdefault(key, len(numbers))
        for place in places
        for key in ((lines.agencies[place], lines.activities[place] if by_activity else None),)
    ]


def _line_rows(
    base: BudgetVersion, flags: Mapping[str, ExpressionWrapper]
) -> Sequence[tuple[Any, ...]]:
    """The columns of `Lines`, then the flags, a row a line, in the order of codes."""
    book = _Book()
    found = BudgetLine.objects.filter(version=base, amount__isnull=False).annotate(**flags)
    rows = found.order_by("row").values_list(
        "pk", "amount", "agency_id", "activity_id", "account_id", "funding_id", *flags
    )
    return [
        (pk, amount, agency, activity, book.programmes.get(activity), book.groups[account], *taken)
        for pk, amount, agency, activity, account, _funding, *taken in sorted(
            rows, key=book.place_of
        )
    ]


class _Book:
    """Printed codes read once: sorting lines by joined texts would take most of the time."""

    def __init__(self) -> None:
        activities = BudgetActivity.objects.order_by().values_list(
            "pk", "code", "parent_id", "parent__parent_id"
        )
        accounts = dict(Account.objects.order_by().values_list("pk", "code"))
        held = list(activities)
        self.programmes = {pk: top or above or pk for pk, _code, above, top in held}
        self.groups = {pk: code[:GROUP] for pk, code in accounts.items()}
        self._ranks = (
            _ranks(BudgetUnit.objects.order_by().values_list("pk", "code")),
            _ranks((pk, code) for pk, code, _above, _top in held),
            _ranks(accounts.items()),
            _ranks(FundingSource.objects.order_by().values_list("pk", "code")),
        )

    def place_of(self, row: tuple[Any, ...]) -> tuple[int, ...]:
        """Where a line stands: by agency, sub-activity, account, funding; none comes first."""
        units, activities, accounts, funding = self._ranks
        return (
            units[row[2]],
            activities.get(row[3], NONE),
            accounts[row[4]],
            funding.get(row[5], NONE),
        )


def _ranks(codes: Iterable[tuple[int, str]]) -> dict[int, int]:
    """The place of each row by its code; rows of one code stand together."""
    known = dict(codes)
    order = {code: place for place, code in enumerate(sorted(set(known.values())))}
    return {pk: order[code] for pk, code in known.items()}


def day_of(scenario: Scenario) -> date | None:
    """The day a scenario became a version; None while it is a paper."""
    return clock.local_day(scenario.became.created_at) if scenario.became else None
