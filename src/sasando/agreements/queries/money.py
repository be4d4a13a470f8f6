"""The money behind an item of an agreement.

Counted are the programmes of the agency that serve the item's objective; where the agreement has a
budget table, only what stands in it. The same rupiah may stand behind several items.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from sasando.agreements.models import AgreementBudgetLine
from sasando.budget.queries.money_behind import Ask

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sasando.agreements.models import AgreementItem


def line_codes(agreement: str) -> ArraySubquery:
    """The codes in the budget table of the agreement a row names by this field; no query more."""
    lines = AgreementBudgetLine.objects.filter(agreement=OuterRef(agreement))
    return ArraySubquery(lines.order_by("number").values("code"))


def ask_of_item(item: AgreementItem, codes: Iterable[str]) -> Ask:
    """What of the budget stands behind an item; the mayor's items ask every agency."""
    unit = item.agreement.unit
    path = "" if unit.parent_id is None else unit.path
    return Ask(objective=item.objective_id, path=path, codes=frozenset(codes))
