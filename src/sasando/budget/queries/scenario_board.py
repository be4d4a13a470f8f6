"""The lines of a scenario's base, and every line after its rules.

Lines stand in the order of their printed codes, because that order decides who gets the odd rupiah.
They are read in one query, with one yes or no for each rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Final

from django.db.models import BooleanField, ExpressionWrapper, Value
from django.db.models.functions import Coalesce, Collate, Substr

from sasando.budget.models import BudgetLine, ScenarioRule
from sasando.core import clock
from sasando.rules.scenarios import Instruction, Operation, play

from .selection import Selection, condition_of

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import Q

    from sasando.budget.models import BudgetVersion, Scenario
    from sasando.rules.scenarios import Effect, Played

# Codes are compared byte by byte, whatever the language of the database.
BY_BYTES: Final = "C"
BLANK: Final = Value("")


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

    @property
    def cuts(self) -> Mapping[int, Decimal]:
        """What each line loses; below zero where it grew."""
        return {pk: -change for pk, change in self.changes.items()}


def board_of(scenario: Scenario) -> Board:
    """Play a scenario; one query for its rules, one for the lines, one for each rule with a tag.

    Tags and contracts count as known today, or on the day the scenario became a version.
    """
    rules = list(scenario.rules.order_by("position"))
    day = _day_of(scenario)
    flags = {
        f"rule_{rule.number}": ExpressionWrapper(
            taken_by(scenario.base, selection_of(rule), day), output_field=BooleanField()
        )
        for rule in rules
    }
    found = _line_rows(scenario.base, flags)
    columns: list[tuple[object, ...]] = list(zip(*found, strict=True)) or [()] * (6 + len(rules))
    lines = Lines(*columns[:6])  # type: ignore[arg-type]
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
) -> Sequence[tuple[object, ...]]:
    rows = BudgetLine.objects.filter(version=base, amount__isnull=False).annotate(
        programme=Coalesce("activity__parent__parent_id", "activity__parent_id", "activity_id"),
        group=Substr("account__code", 1, 6),
        **flags,
    )
    ordered = rows.order_by(
        Collate("agency__code", BY_BYTES),
        Collate(Coalesce("activity__code", BLANK), BY_BYTES),
        Collate("account__code", BY_BYTES),
        Collate(Coalesce("funding__code", BLANK), BY_BYTES),
        "row",
    )
    return list(
        ordered.values_list(
            "pk", "amount", "agency_id", "activity_id", "programme", "group", *flags
        )
    )


def _day_of(scenario: Scenario) -> date | None:
    return clock.local_day(scenario.became.created_at) if scenario.became else None
