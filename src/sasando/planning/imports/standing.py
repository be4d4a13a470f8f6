"""What stands in a document already, read in a fixed number of queries, to compare rows with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sasando.planning.models import PlanCeiling, PlanRow, PlanRowIndicator, PlanRowTarget
from sasando.rules.targets import Target

if TYPE_CHECKING:
    from decimal import Decimal

    from sasando.planning.models import PlanDocument

Key = tuple[str, str]


@dataclass
class StandingIndicator:
    """An indicator of a line with its targets by year."""

    row: PlanRowIndicator
    targets: dict[int, Target] = field(default_factory=dict)


@dataclass
class StandingLine:
    """A line of a document with its indicators by number and its ceilings by year."""

    row: PlanRow
    indicators: dict[int, StandingIndicator] = field(default_factory=dict)
    ceilings: dict[int, Decimal] = field(default_factory=dict)


def _bare(value: Decimal | None) -> Decimal | None:
    """Without the zeros the database pads with, so that 75,0000 reads 75."""
    return None if value is None else value.normalize()


def standing_lines(document: PlanDocument, unit: str = "") -> dict[Key, StandingLine]:
    """Every line of a document, or of one unit in it, by the code of its unit and its own.

    Four queries; by unit, then code.
    """
    rows = PlanRow.objects.filter(document=document)
    if unit:
        rows = rows.filter(unit__code=unit)
    mine = rows.values("pk")
    known = rows.select_related("unit", "parent", "objective__mission")
    by_id = {row.pk: StandingLine(row) for row in known.order_by("unit__code", "code")}
    indicators: dict[int, StandingIndicator] = {}
    for held in PlanRowIndicator.objects.filter(row__in=mine).order_by("row", "number"):
        indicators[held.pk] = StandingIndicator(held)
        by_id[held.row_id].indicators[held.number] = indicators[held.pk]
    targets = PlanRowTarget.objects.filter(indicator__row__in=mine)
    for indicator_id, year, value, upper, text in targets.values_list(
        "indicator_id", "year", "value", "upper", "text"
    ):
        indicators[indicator_id].targets[year] = Target(_bare(value), _bare(upper), text)
    ceilings = PlanCeiling.objects.filter(row__in=mine).order_by("year")
    for row_id, year, amount in ceilings.values_list("row_id", "year", "amount"):
        by_id[row_id].ceilings[year] = amount
    return {(line.row.unit.code, line.row.code): line for line in by_id.values()}
