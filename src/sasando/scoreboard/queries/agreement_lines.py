"""Agreement items of an objective, all versions of one promise taken together.

A revision gives an item a new code, while the planned results made before keep hanging on the old
one. What one walks is the line: one indicator promised by one unit in one year.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from sasando.agreements.models import AgreementItem, AgreementParty
from sasando.scoreboard.addresses import ITEM, marked, node_url

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class AgreementLine:
    """One promise of a unit: the item that binds now, and the codes of all its versions."""

    item: AgreementItem
    codes: tuple[str, ...]
    is_in_force: bool

    @property
    def url(self) -> str:
        return node_url(ITEM, self.item.code)

    @property
    def label(self) -> str:
        return self.item.indicator_name or self.item.indicator.name

    @property
    def kind_label(self) -> str:
        unit = self.item.agreement.unit
        return marked(f"Butir perjanjian · {unit.name}", is_example=self.item.agreement.is_example)


def lines_of_objective(objective_id: int, year: int) -> list[AgreementLine]:
    """The promises that serve an objective in a year, by unit; drafts bind nobody and stay away."""
    parties = AgreementParty.objects.filter(agreement=OuterRef("agreement_id"))
    rows = (
        AgreementItem.objects.filter(objective_id=objective_id, agreement__year=year)
        .annotate(
            is_signed=Exists(parties.filter(signed_at__isnull=False)),
            is_waited_for=Exists(parties.filter(signed_at__isnull=True)),
        )
        .select_related("agreement__unit", "indicator")
        .order_by("agreement__unit__code", "indicator_id", "-agreement__version")
    )

    def promise(row: AgreementItem) -> tuple[int, int]:
        return row.agreement.unit_id, row.indicator_id

    lines = (_line(list(group)) for _key, group in groupby(rows, key=promise))
    return [line for line in lines if line is not None]


def line_with(lines: Sequence[AgreementLine], code: str) -> AgreementLine | None:
    """The promise one of whose versions has this code."""
    return next((line for line in lines if code in line.codes), None)


def _line(versions: list[AgreementItem]) -> AgreementLine | None:
    signed = [row for row in versions if getattr(row, "is_signed", False)]
    if not signed:
        return None
    in_force = [row for row in signed if not getattr(row, "is_waited_for", True)]
    item = in_force[0] if in_force else signed[0]
    return AgreementLine(item, tuple(row.code for row in versions), bool(in_force))
