"""Figures printed elsewhere beside the computed ones, and what of them does not agree."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.db.models import Sum

from sasando.budget.models import BudgetTotal, PrintedFigure
from sasando.rules.printed import budget_balance, printed_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sasando.rules.printed import Balance, Compared

# What a printed figure may be of, and the beginning of the account codes it sums.
POSTS: Final[dict[str, str]] = {
    "pendapatan": "4",
    "pendapatan asli daerah": "4.1",
    "pendapatan transfer": "4.2",
    "belanja": "5",
    "belanja operasi": "5.1",
    "belanja pegawai": "5.1.01",
    "belanja modal": "5.2",
    "belanja tidak terduga": "5.3",
    "penerimaan pembiayaan": "6.1",
    "pengeluaran pembiayaan": "6.2",
}
_BALANCED: Final = ("pendapatan", "belanja", "penerimaan pembiayaan", "pengeluaran pembiayaan")


@dataclass(frozen=True)
class PrintedRow:
    """A printed figure; `computed` and `compared` are None where nothing is loaded to compare."""

    figure: PrintedFigure
    computed: Decimal | None
    compared: Compared | None


@dataclass(frozen=True)
class PrintedSource:
    """What one source printed of one document; `balance` when it printed all four sums."""

    year: int
    document: str
    source: str
    rounding: str
    rows: Sequence[PrintedRow]
    balance: Balance | None

    @property
    def differing(self) -> int:
        """How many of its figures differ beyond rounding."""
        return sum(row.compared is not None and row.compared.differs for row in self.rows)


def printed_of_year(year: int) -> list[PrintedSource]:
    """Every figure printed of a year, by document and source; two queries."""
    figures = list(PrintedFigure.objects.filter(year=year).select_related("version"))
    sums = _sums({figure.version_id for figure in figures if figure.version_id})
    held: dict[tuple[str, str], list[PrintedFigure]] = defaultdict(list)
    for figure in figures:
        held[figure.document, figure.source].append(figure)
    return [_source(key, rows, sums) for key, rows in sorted(held.items())]


def _source(
    key: tuple[str, str],
    figures: Sequence[PrintedFigure],
    sums: Mapping[int, Mapping[str, Decimal]],
) -> PrintedSource:
    order = list(POSTS)
    ordered = sorted(figures, key=lambda row: order.index(row.post) if row.post in order else 99)
    rows = [_row(figure, sums) for figure in ordered]
    coarsest = max(figures, key=lambda row: row.rounded_to)
    rounding = str(PrintedFigure.Rounding(coarsest.rounded_to).label)
    return PrintedSource(figures[0].year, *key, rounding, rows, _balance(figures))


def _row(figure: PrintedFigure, sums: Mapping[int, Mapping[str, Decimal]]) -> PrintedRow:
    prefix = POSTS.get(figure.post)
    held = sums.get(figure.version_id or 0)
    if held is None or prefix is None:
        return PrintedRow(figure, None, None)
    computed = sum(
        (amount for group, amount in held.items() if group.startswith(prefix)), Decimal(0)
    )
    if not computed:
        # The version does not hold this part: that is no difference but a missing figure.
        return PrintedRow(figure, None, None)
    judged = printed_figure(figure.amount, computed, rounded_to=Decimal(figure.rounded_to))
    return PrintedRow(figure, computed, judged.value)


def _balance(figures: Sequence[PrintedFigure]) -> Balance | None:
    amounts = {figure.post: figure.amount for figure in figures}
    if not set(_BALANCED) <= set(amounts):
        return None
    coarsest = max(figure.rounded_to for figure in figures)
    # Full rupiah are exact; only rounding makes room.
    rounded = Decimal(coarsest if coarsest > 1 else 0)
    return budget_balance(*(amounts[post] for post in _BALANCED), rounded_to=rounded).value


def _sums(versions: Iterable[int]) -> dict[int, dict[str, Decimal]]:
    wanted = sorted(versions)
    found: dict[int, dict[str, Decimal]] = {version: {} for version in wanted}
    rows = (
        BudgetTotal.objects.filter(version__in=wanted)
        .exclude(group="")
        .values_list("version", "group")
        .annotate(Sum("amount"))
    )
    for version, group, amount in rows:
        found[version][group] = amount
    return found
