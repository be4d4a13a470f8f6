"""The money behind an item of an agreement.

Counted are the programmes of the agency that serve the item's objective; where the agreement has a
budget table, only what stands in it. The same rupiah may stand behind several items.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.urls import reverse

from sasando.agreements.models import AgreementBudgetLine, AgreementItem
from sasando.budget.access import may_manage
from sasando.budget.queries.money_behind import Ask, money_behind
from sasando.budget.shown import Mend, MoneyLines, line_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sasando.agreements.models import Agreement
    from sasando.organization.queries import Viewer


def line_codes(agreement: str) -> ArraySubquery:
    """The codes in the budget table of the agreement a row names by this field; no query more."""
    lines = AgreementBudgetLine.objects.filter(agreement=OuterRef(agreement))
    return ArraySubquery(lines.order_by("number").values("code"))


def ask_of_item(item: AgreementItem, codes: Iterable[str]) -> Ask:
    """What of the budget stands behind an item; the mayor's items ask every agency."""
    unit = item.agreement.unit
    path = "" if unit.parent_id is None else unit.path
    return Ask(objective=item.objective_id, path=path, codes=frozenset(codes))


def money_of_items(agreement: Agreement, viewer: Viewer, day: date) -> MoneyLines:
    """The money behind each item of an agreement on a day. Two queries."""
    items = (
        AgreementItem.objects.filter(agreement=agreement)
        .select_related("agreement__unit", "indicator")
        .annotate(budget_codes=line_codes("agreement"))
        .order_by("number")
    )
    asks = {item: ask_of_item(item, getattr(item, "budget_codes", ())) for item in items}
    book = money_behind(agreement.year, day, asks.values())
    mend = mend_of_unit(viewer, agreement.unit.code)
    rows = [line_of(item.shown_indicator, book.of(ask), mend) for item, ask in asks.items()]
    return MoneyLines(book.ground, rows)


def mend_of_unit(viewer: Viewer, unit_code: str) -> Mend | None:
    """Where the programmes of an agency are seen with what they serve; for those who may tie."""
    if not may_manage(viewer):
        return None
    address = reverse("planning:programmes", args=[unit_code])
    return Mend("Lihat kaitan program dengan sasaran", address)
