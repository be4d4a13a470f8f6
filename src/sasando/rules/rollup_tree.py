"""The roll-up of a whole tree over many periods at once.

`rollup.roll_up` explains one mean; this computes thousands of them and comes to the same figures.
It reckons in whole hundredths of a percent: sums of whole numbers are exact, and a mean rounded
half up is one whole division. Means go over the level directly below, as `roll_up` has it [D].
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Final

from sasando.rules.achievement import HUNDRED
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.registry import Status
from sasando.rules.rollup import RollUp

# Below zero a cell says why it has no figure; only the first of these may count as zero.
WAITING: Final = -1
NO_FIGURE: Final = {
    Status.NOT_REPORTED: WAITING,
    Status.NOT_APPLICABLE: -2,
    Status.NOT_YET_RELEASED: -3,
    Status.TARGET_MISSING: -4,
    Status.TARGET_ZERO: -5,
    Status.INVALID: -6,
}
_STATUS: Final = {code: status for status, code in NO_FIGURE.items()}
_CENT: Final = Decimal("0.01")

Figure = Decimal | Status
Cells = list[int]


@dataclass(frozen=True, slots=True)
class Node:
    """An indicator with its figures, or something that rests on others.

    `figures` holds one cell per period: percent of at most 2 decimals, or why there is none.
    `children` are places in the same list, each before the node; a child may serve several nodes.
    `weights` stand beside the children; without them all weigh the same.
    """

    figures: Sequence[Figure] = ()
    children: Sequence[int] = ()
    weights: Sequence[Decimal] = ()


@dataclass(frozen=True, slots=True)
class RolledTree:
    """What every node comes to in every period; cells are hundredths of a percent."""

    cells: Sequence[Cells]
    counted: Sequence[Cells]
    indicators: Cells

    def status(self, node: int, period: int) -> Status:
        """OK, or why the node has no figure in the period."""
        cell = self.cells[node][period]
        return Status.OK if cell >= 0 else _STATUS[cell]

    def roll_up(self, node: int, period: int) -> RollUp:
        """The node's figure with how many of the indicators below it are counted."""
        cell = self.cells[node][period]
        value = cell * _CENT if cell >= 0 else None
        return RollUp(value, self.counted[node][period], self.indicators[node])


def roll_up_tree(
    nodes: Sequence[Node],
    *,
    periods: int,
    cap: Decimal | None = HUNDRED,
    unreported_is_zero: bool = False,
) -> RolledTree:
    """Every mean of the tree in every period, each part at most `cap` percent.

    Equal to `roll_up` applied level by level. Raises RuleInputError for a figure below zero or
    finer than hundredths, a child that does not stand before its parent, a negative weight, and
    rows of another length than `periods` or than the children.
    """
    cells: list[Cells] = []
    counted: list[Cells] = []
    indicators: Cells = []
    limit = None if cap is None else _hundredths(cap)
    for place, node in enumerate(nodes):
        if node.figures:
            row = _leaf(node, periods)
            counts = [int(cell >= 0 or (unreported_is_zero and cell == WAITING)) for cell in row]
            indicators.append(1)
        else:
            _refuse_children(node, place)
            columns = _columns([cells[child] for child in node.children], periods)
            if node.weights:
                weights = _whole_weights(node.weights)
                row = _weighted(columns, weights, limit=limit, waiting_is_zero=unreported_is_zero)
            else:
                row = _means(columns, limit=limit, waiting_is_zero=unreported_is_zero)
            below = [counted[child] for child in node.children]
            counts = [sum(column) for column in _columns(below, periods)]
            indicators.append(sum(indicators[child] for child in node.children))
        cells.append(row)
        counted.append(counts)
    return RolledTree(cells, counted, indicators)


def _leaf(node: Node, periods: int) -> Cells:
    if len(node.figures) != periods or node.children:
        raise RuleInputError("figures", Problem.NOT_ALLOWED_HERE, len(node.figures))
    return [
        NO_FIGURE[figure] if isinstance(figure, Status) else _hundredths(figure)
        for figure in node.figures
    ]


def _hundredths(value: Decimal) -> int:
    exact = value * 100
    whole = int(exact) if value.is_finite() else -1
    if whole != exact or whole < 0:
        raise RuleInputError("figures", Problem.OUT_OF_RANGE, value)
    return whole


def _columns(rows: Sequence[Cells], periods: int) -> Sequence[tuple[int, ...]]:
    """The cells of all children, period by period; empty ones where there are no children."""
    return list(zip(*rows, strict=True)) if rows else [()] * periods


def _means(
    columns: Sequence[tuple[int, ...]], *, limit: int | None, waiting_is_zero: bool
) -> Cells:
    row = []
    for column in columns:
        known = [cell for cell in column if cell >= 0]
        if limit is not None and known and max(known) > limit:
            known = [min(cell, limit) for cell in known]
        number = len(known)
        if waiting_is_zero:
            number += column.count(WAITING)
        row.append((2 * sum(known) + number) // (2 * number) if number else _nothing(column))
    return row


def _weighted(
    columns: Sequence[tuple[int, ...]],
    weights: Sequence[int],
    *,
    limit: int | None,
    waiting_is_zero: bool,
) -> Cells:
    row = []
    for column in columns:
        total = weight = 0
        for cell, own in zip(column, weights, strict=True):
            if cell >= 0:
                total += (cell if limit is None else min(cell, limit)) * own
                weight += own
            elif waiting_is_zero and cell == WAITING:
                weight += own
        row.append((2 * total + weight) // (2 * weight) if weight else _nothing(column))
    return row


def _nothing(column: Sequence[int]) -> int:
    return WAITING if WAITING in column else NO_FIGURE[Status.NOT_APPLICABLE]


def _whole_weights(weights: Sequence[Decimal]) -> list[int]:
    """The same proportions in whole numbers."""
    exponents = [weight.as_tuple().exponent for weight in weights]
    places = max(chain((0,), (-part for part in exponents if isinstance(part, int))))
    return [int(weight.scaleb(places)) for weight in weights]


def _refuse_children(node: Node, place: int) -> None:
    for child in node.children:
        if not 0 <= child < place:
            raise RuleInputError("children", Problem.OUT_OF_ORDER, child)
    if node.weights and len(node.weights) != len(node.children):
        raise RuleInputError("weights", Problem.OUT_OF_RANGE, len(node.weights))
    for weight in node.weights:
        if not weight.is_finite() or weight < 0:
            raise RuleInputError("weights", Problem.OUT_OF_RANGE, weight)
