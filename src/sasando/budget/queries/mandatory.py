"""Mandatory spending of a version: what its tags count, against the limits of law.

The number of queries is fixed: the rules, the rows of their tags, and one sum over the lines.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.db.models import Case, Q, Sum, Value, When

from sasando.budget.models import (
    Account,
    BudgetActivity,
    BudgetUnit,
    SpendingTagRow,
)
from sasando.budget.policies import mandatory_rules
from sasando.core.errors import NotFoundForViewer
from sasando.rules.mandatory_spending import mandatory_spending

from .selection import (
    EVERYTHING,
    NOTHING,
    Selection,
    by_codes,
    lines_where,
    selection_of,
    spending,
    tag_rows,
    tagged,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sasando.budget.models import BudgetVersion
    from sasando.budget.policies import MandatoryRule
    from sasando.rules.mandatory_spending import MandatoryShare
    from sasando.rules.registry import Outcome

ZERO: Final = Decimal(0)
# The kinds of code counted money is listed by.
_NAMED: Final = (BudgetUnit, BudgetActivity, Account)
_ALL: Final = "expenditure"


class CountedBy(StrEnum):
    """By what the counted money is listed: each step narrows to the one before."""

    AGENCY = "skpd"
    SUB_ACTIVITY = "subkegiatan"
    ACCOUNT = "rekening"


_GROUPED: Final = {
    CountedBy.AGENCY: ("agency",),
    CountedBy.SUB_ACTIVITY: ("agency", "activity"),
    CountedBy.ACCOUNT: ("agency", "activity", "account"),
}


@dataclass(frozen=True)
class MandatoryCheck:
    """One rule, what came of it, and the rows of its tag that decided what counts."""

    rule: MandatoryRule
    outcome: Outcome[MandatoryShare]
    rows: Sequence[SpendingTagRow]

    @property
    def share(self) -> MandatoryShare:
        """The share against its limit."""
        return self.outcome.value


@dataclass(frozen=True)
class CountedRow:
    """Money a tag counts: its agency, its sub-activity and account as far as listed, in rupiah."""

    amount: Decimal
    agency: str
    agency_name: str
    activity: str
    activity_name: str
    account: str
    account_name: str


def mandatory_of(
    version: BudgetVersion, *, day: date, year: int | None = None
) -> Sequence[MandatoryCheck]:
    """Every rule for a version, as its tags were known on a day; three queries.

    `year` judges the version by the rules and tags of another budget year than its own.
    """
    return mandatory_after(version, {}, day=day, year=year)


def mandatory_after(
    version: BudgetVersion, cuts: Mapping[int, Decimal], *, day: date, year: int | None = None
) -> Sequence[MandatoryCheck]:
    """The same once lines lose `cuts`: rupiah by row number of a line, below zero where one grows.

    Four queries. Raises RuleInputError (OUT_OF_RANGE) when lines lose more than they hold.
    """
    asked = year or version.year
    rules = mandatory_rules(asked)
    rows = _rows_of(rules, asked, day)
    parts = _parts(rules, rows)
    sums = _sums(version, parts)
    lost = _cuts(version, parts, cuts)
    left = {name: amount - lost[name] for name, amount in sums.items()}
    return [_check(rule, rows.get(rule.tag, ()), left, asked) for rule in rules]


def mandatory_check(version: BudgetVersion, code: str, *, day: date) -> MandatoryCheck:
    """One rule of a version. Raises NotFoundForViewer."""
    found = next((row for row in mandatory_of(version, day=day) if row.rule.code == code), None)
    if found is None:
        raise NotFoundForViewer(kind="belanja wajib")
    return found


def counted_rows(
    version: BudgetVersion,
    rows: Sequence[SpendingTagRow],
    by: CountedBy,
    scope: Selection = EVERYTHING,
) -> list[CountedRow]:
    """What rows of one tag count of a version, summed as asked, in the order of codes.

    `scope` narrows to an agency, and to a sub-activity. One query for the sums, and one for the
    names of each kind of code.
    """
    if not rows:
        return []
    taken = spending() & tagged(rows) & by_codes(scope)
    fields = _GROUPED[by]
    sums = lines_where(version, taken).order_by().values_list(*fields)
    found = list(sums.annotate(total=Sum("amount")))
    named = [_named(model, found, place) for place, model in enumerate(_NAMED[: len(fields)])]
    counted = [
        CountedRow(
            total or ZERO, *_cells([names[pk] for names, pk in zip(named, ids, strict=True)])
        )
        for *ids, total in found
    ]
    return sorted(counted, key=lambda row: (row.agency, row.activity, row.account))


def _named(
    model: type[BudgetUnit | BudgetActivity | Account], found: Sequence[Sequence[int]], place: int
) -> Mapping[int | None, tuple[str, str]]:
    """Code and name of every row of one kind that sums name; no row has neither."""
    rows = model._default_manager.filter(pk__in={row[place] for row in found} - {None})
    pairs: dict[int | None, tuple[str, str]] = {None: ("", "")}
    pairs |= {pk: (code, name) for pk, code, name in rows.values_list("pk", "code", "name")}
    return pairs


def _cells(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Codes and names beside each other; what is not listed stays empty."""
    cells = [cell for pair in pairs for cell in pair]
    return cells + [""] * (2 * len(_NAMED) - len(cells))


def sums_of_rows(version: BudgetVersion, rows: Sequence[SpendingTagRow]) -> Mapping[int, Decimal]:
    """What each row of a tag takes by itself, by row number; lines taken twice stand in both."""
    if not rows:
        return {}
    found = lines_where(version, spending()).aggregate(
        **{f"row_{row.pk}": Sum("amount", filter=by_codes(selection_of(row))) for row in rows}
    )
    return {row.pk: found[f"row_{row.pk}"] or ZERO for row in rows}


def _rows_of(
    rules: Sequence[MandatoryRule], year: int, day: date
) -> Mapping[str, Sequence[SpendingTagRow]]:
    found: dict[str, list[SpendingTagRow]] = defaultdict(list)
    for row in tag_rows(year, day, {rule.tag for rule in rules}):
        found[row.tag.code].append(row)
    return found


def _check(
    rule: MandatoryRule,
    rows: Sequence[SpendingTagRow],
    sums: Mapping[str, Decimal],
    year: int,
) -> MandatoryCheck:
    is_tagged = any(row.sign == SpendingTagRow.Sign.COUNTED for row in rows)
    outcome = mandatory_spending(
        sums[_ALL],
        counted=sums[_tag_key(rule)] if is_tagged else None,
        deducted=sums[_deducted_key(rule)],
        direction=rule.direction,
        limit=rule.limit,
        tiers=rule.tiers,
        binds_on=rule.binds_on,
        year=year,
    )
    return MandatoryCheck(rule, outcome, rows)


def _parts(
    rules: Sequence[MandatoryRule], rows: Mapping[str, Sequence[SpendingTagRow]]
) -> dict[str, Q]:
    """What is summed besides all expenditure: for each rule what counts and what is deducted."""
    parts = {}
    for rule in rules:
        parts[_tag_key(rule)] = tagged(rows.get(rule.tag, ()))
        deducted = NOTHING
        for account in rule.deducted:
            deducted |= by_codes(Selection(account=account))
        parts[_deducted_key(rule)] = deducted
    return parts


def _sums(version: BudgetVersion, parts: Mapping[str, Q]) -> dict[str, Decimal]:
    found = lines_where(version, spending()).aggregate(
        **{_ALL: Sum("amount")},
        **{name: Sum("amount", filter=part) for name, part in parts.items()},
    )
    return {name: amount or ZERO for name, amount in found.items()}


def _cuts(
    version: BudgetVersion, parts: Mapping[str, Q], cuts: Mapping[int, Decimal]
) -> dict[str, Decimal]:
    """How much of the cuts falls into each part; each line tells its parts as bits of a number."""
    if not cuts:
        return {_ALL: ZERO, **dict.fromkeys(parts, ZERO)}
    bits = {name: 1 << place for place, name in enumerate(parts)}
    mask = sum(
        (Case(When(part, then=bits[name]), default=0) for name, part in parts.items()),
        start=Value(0),
    )
    lines = lines_where(version, spending()).annotate(mask=mask).order_by()
    by_mask: dict[int, Decimal] = defaultdict(Decimal)
    for pk, taken in lines.values_list("pk", "mask"):
        if pk in cuts:
            by_mask[taken] += cuts[pk]
    found = {
        name: sum((cut for taken, cut in by_mask.items() if taken & bit), ZERO)
        for name, bit in bits.items()
    }
    return {_ALL: sum(by_mask.values(), ZERO), **found}


def _tag_key(rule: MandatoryRule) -> str:
    return f"counted_{rule.code}"


def _deducted_key(rule: MandatoryRule) -> str:
    return f"deducted_{rule.code}"
