"""The money behind planned results: their sub-activity, else what their agreement item counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, OuterRef, Value
from django.urls import reverse

from sasando.agreements.models import AgreementBudgetLine
from sasando.budget.queries.money_behind import Ask, money_behind
from sasando.budget.shown import Mend, MoneyLines, line_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from sasando.work.models import PlannedResult


def with_budget(rows: QuerySet[PlannedResult]) -> QuerySet[PlannedResult]:
    """Results with what `money_of_results` needs: the path of their unit, and the codes in the
    budget table of the agreement at the top of their chain; no query more.
    """
    lines = AgreementBudgetLine.objects.filter(agreement__items__code=OuterRef("top_item"))
    return rows.alias(
        top_item=Func(F("path"), Value("/"), Value(1), function="split_part")
    ).annotate(
        unit_path=F("unit__path"), budget_codes=ArraySubquery(lines.order_by("id").values("code"))
    )


def ask_of_result(result: PlannedResult, path: str, codes: Iterable[str]) -> Ask:
    """What of the budget stands behind a result of a unit with this path.

    `codes` are those in the budget table of the agreement the result hangs on.
    """
    if result.sub_activity_id is not None:
        return Ask(path=path, sub_activity=result.sub_activity_id)
    return Ask(objective=result.objective_id, path=path, codes=frozenset(codes))


def money_of_results(results: Sequence[PlannedResult], day: date) -> MoneyLines:
    """The money behind each of these results on a day, in their order. One query.

    They come from `with_budget`, or from a statement that gives the same.
    """
    asks = [ask_of_result(row, row.unit_path, row.budget_codes or ()) for row in results]  # type: ignore[attr-defined]
    book = money_behind(day.year, day, asks)
    found = zip(results, asks, strict=True)
    return MoneyLines(
        book.ground, [line_of(row.text, book.of(ask), mend_of_result(row)) for row, ask in found]
    )


def mend_of_result(result: PlannedResult) -> Mend:
    """Where one's own result, or one of one's people, is tied to what pays for it."""
    label = "Sebut sub kegiatannya" if result.sub_activity_id is None else "Ubah sub kegiatannya"
    return Mend(label, reverse("work:result_money", args=[result.code]))
