"""Spending tags with their rows and what they take of the newest adopted version."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.db.models import Sum

from sasando.budget.models import BudgetVersion, SpendingTag, SpendingTagRow
from sasando.budget.policies import mandatory_rules
from sasando.core.errors import NotFoundForViewer

from .mandatory import sums_of_rows
from .selection import (
    lines_where,
    selection_names,
    selection_of,
    selection_words,
    spending,
    tag_rows,
    tagged,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sasando.budget.policies import MandatoryRule

ZERO: Final = Decimal(0)


@dataclass(frozen=True)
class TagLine:
    """A tag, the rule that asks for it if any, its rows in force, and what it counts in rupiah.

    `amount` is None without a version, and without a row that counts.
    """

    tag: SpendingTag
    rule: MandatoryRule | None
    rows: int
    amount: Decimal | None


@dataclass(frozen=True)
class TagList:
    """Every tag; amounts are of `version`, None while no version is adopted."""

    version: BudgetVersion | None
    lines: Sequence[TagLine]


@dataclass(frozen=True)
class RowLine:
    """A row of a tag in words, and what it takes of the version by itself in rupiah."""

    row: SpendingTagRow
    words: str
    is_in_force: bool
    amount: Decimal | None

    @property
    def is_idle(self) -> bool:
        """Whether it is in force and takes nothing, as a mistyped code would."""
        return self.is_in_force and self.amount == 0


@dataclass(frozen=True)
class TagPage:
    """One tag with all its rows, those in force first."""

    tag: SpendingTag
    rule: MandatoryRule | None
    version: BudgetVersion | None
    rows: Sequence[RowLine]
    amount: Decimal | None


def newest_version(day: date) -> BudgetVersion | None:
    """The last version adopted by a day, of whatever year."""
    found = BudgetVersion.objects.filter(adopted_on__lte=day, totals__group__startswith="5")
    return found.order_by("-year", "-number").first()


def tag_list(day: date) -> TagList:
    """Every tag with what it counts; five queries at most."""
    version = newest_version(day)
    year = version.year if version else day.year
    tags = list(SpendingTag.objects.all())
    rows: dict[str, list[SpendingTagRow]] = defaultdict(list)
    for row in tag_rows(year, day, [tag.code for tag in tags]):
        rows[row.tag.code].append(row)
    counted = {code: held for code, held in rows.items() if _counts(held)}
    sums = _sums(version, counted)
    asking = {rule.tag: rule for rule in mandatory_rules(year)}
    lines = [
        TagLine(tag, asking.get(tag.code), len(rows[tag.code]), sums.get(tag.code)) for tag in tags
    ]
    return TagList(version, lines)


def tag_named(code: str) -> SpendingTag:
    """The tag of a code. Raises NotFoundForViewer."""
    tag = SpendingTag.objects.filter(code=code).first()
    if tag is None:
        raise NotFoundForViewer(kind="tag belanja")
    return tag


def tag_page(code: str, day: date) -> TagPage:
    """One tag; a fixed number of queries. Raises NotFoundForViewer."""
    tag = tag_named(code)
    version = newest_version(day)
    year = version.year if version else day.year
    rows = list(tag.rows.select_related("entered_by", "ended_by").order_by("number"))
    in_force = tag_rows(year, day, [code])
    held = {row.pk for row in in_force}
    names = selection_names(selection_of(row) for row in rows)
    taken = sums_of_rows(version, rows) if version else {}
    lines = [
        RowLine(row, selection_words(selection_of(row), names), row.pk in held, taken.get(row.pk))
        for row in rows
    ]
    lines.sort(key=lambda line: (not line.is_in_force, line.row.number))
    rule = next((rule for rule in mandatory_rules(year) if rule.tag == code), None)
    amount = _sums(version, {code: in_force}).get(code) if _counts(in_force) else None
    return TagPage(tag, rule, version, lines, amount)


def tag_row(code: str, number: int) -> tuple[SpendingTagRow, str]:
    """One row and what it takes, in words. Raises NotFoundForViewer."""
    rows = SpendingTagRow.objects.select_related("tag")
    row = rows.filter(tag__code=code, number=number).first()
    if row is None:
        raise NotFoundForViewer(kind="baris tag")
    taken = selection_of(row)
    return row, selection_words(taken, selection_names([taken]))


def _counts(rows: Sequence[SpendingTagRow]) -> bool:
    return any(row.sign == SpendingTagRow.Sign.COUNTED for row in rows)


def _sums(
    version: BudgetVersion | None, rows: Mapping[str, Sequence[SpendingTagRow]]
) -> dict[str, Decimal]:
    """What each tag counts of a version; one query."""
    if version is None or not rows:
        return {}
    parts = {f"tag_{place}": code for place, code in enumerate(rows)}
    found = lines_where(version, spending()).aggregate(
        **{name: Sum("amount", filter=tagged(rows[code])) for name, code in parts.items()}
    )
    return {code: found[name] or ZERO for name, code in parts.items()}
