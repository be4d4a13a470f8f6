"""What a picture of a tree shows: one card for each node, in the order of the tree."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sasando.planning.models import CrosscuttingRequest, PerformanceNode, PerformanceTree
from sasando.rules.numerals import format_decimal
from sasando.rules.tree_layout import Card, card

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

MOST_GAUGES = 3
SHOWN = (CrosscuttingRequest.Status.WAITING, CrosscuttingRequest.Status.ACCEPTED)


@dataclass(frozen=True)
class Picture:
    """The cards of a tree with the level of each, and what stands in the head of every sheet."""

    tree: PerformanceTree
    cards: tuple[Card, ...]
    levels: Mapping[str, str]
    example: bool


def picture(tree: PerformanceTree) -> Picture:
    """The whole tree as cards, wrapped and measured. Three queries."""
    rows = (
        PerformanceNode.objects.standing()
        .filter(tree=tree)
        .select_related("parent", "unit", "position", "supports")
        .prefetch_related("indicators")
        .order_by("place")
    )
    asked = _asked(tree)
    nodes = list(rows)
    return Picture(
        tree=tree,
        cards=tuple(_card(node, asked.get(node.pk, [])) for node in nodes),
        levels={node.code: node.level for node in nodes},
        example=tree.is_example or any(node.is_example for node in nodes),
    )


def weight_text(weight: Decimal) -> str:
    """A weight without the zeros nobody typed: "60" or "33,33"."""
    return format_decimal(weight, 0 if weight == weight.to_integral_value() else 2)


def _asked(tree: PerformanceTree) -> Mapping[int, list[CrosscuttingRequest]]:
    found: dict[int, list[CrosscuttingRequest]] = defaultdict(list)
    rows = CrosscuttingRequest.objects.filter(node__tree=tree, status__in=SHOWN)
    for row in rows.select_related("supplier").order_by("code"):
        found[row.node_id].append(row)
    return found


def _card(node: PerformanceNode, requests: list[CrosscuttingRequest]) -> Card:
    label = f"{node.get_level_display().upper()} · {node.code.rpartition('.')[2]}"
    if node.weight is not None:
        label += f" · bobot {weight_text(node.weight)}"
    owner = node.position.title if node.position else node.unit.name if node.unit else ""
    gauges = [f"Ukuran: {row.name}" for row in node.indicators.all()]
    notes = [owner, *gauges[:MOST_GAUGES]]
    if len(gauges) > MOST_GAUGES:
        notes.append(f"dan {len(gauges) - MOST_GAUGES} indikator lagi")
    if node.supports:
        notes.append(f"Mendukung kota: {node.supports.text}")
    notes += [
        f"Lintas sektor: {row.supplier.name if row.supplier else row.outside}, "
        f"{row.get_status_display().lower()}"
        for row in requests
    ]
    paragraphs = [("label", label), ("text", node.text), *(("note", n) for n in notes if n)]
    return card(node.code, node.parent.code if node.parent else "", paragraphs)
