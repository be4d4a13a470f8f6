"""A roll-up and a comparison as plain tables. Every row names its version, scope and day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sasando.budget.queries.comparison import WITHOUT_PROGRAMME
from sasando.budget.queries.rollup import MISSING_WORDS, name_without

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sasando.budget.models import BudgetVersion
    from sasando.budget.queries.comparison import Change, Comparison, Dimension
    from sasando.budget.queries.rollup import RollUp, Step

ROLLUP_HEADINGS: Final = (
    "versi", "keadaan_per", "cakupan", "bagian", "menurut", "skpd", "kode", "uraian", "jumlah",
    "persen",
)  # fmt: skip
COMPARISON_HEADINGS: Final = (
    "skpd", "kode", "uraian", "semula", "menjadi", "selisih", "persen", "tanda",
)  # fmt: skip
NEW, GONE, SAME = "baru", "hilang", "tetap"
GROWN, SHRUNK = "bertambah", "berkurang"


def rollup_rows(rolled: RollUp) -> tuple[Sequence[str], Iterable[Sequence[Any]]]:
    """Headings and rows of a roll-up."""
    version = rolled.version
    head = (
        version.name, version.as_of, scope_words(version, rolled.path), rolled.part.label,
        rolled.words,
    )  # fmt: skip
    rows = ((*head, row.agency, row.code, row.name, row.amount, row.share) for row in rolled.rows)
    return ROLLUP_HEADINGS, rows


def comparison_rows(found: Comparison) -> Iterable[Sequence[Any]]:
    """The rows of a comparison under `COMPARISON_HEADINGS`."""
    for row in found.rows:
        yield (
            row.agency, shown_code(row.code), change_name(row, found.dimension), row.before,
            row.after, row.change, row.percent, mark_of(row),
        )  # fmt: skip


def change_name(row: Change, dimension: Dimension) -> str:
    """The name of a row; rows without a code say what they hold."""
    return row.name or name_without(row.code, dimension)


def shown_code(code: str) -> str:
    """A code as people see it; rows that stand for a missing one show none."""
    return "" if code in MISSING_WORDS or code == WITHOUT_PROGRAMME else code


def mark_of(row: Change) -> str:
    """What became of a row."""
    if not row.stood_before:
        return NEW
    if not row.stands_after:
        return GONE
    if not row.change:
        return SAME
    return GROWN if row.change > 0 else SHRUNK


def scope_words(version: BudgetVersion, path: Iterable[Step]) -> str:
    """What a figure covers, in words: the version's own scope, then each narrowing by name."""
    return "; ".join([version.scope, *(step.words for step in path)])
