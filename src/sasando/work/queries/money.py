"""The money behind a planned result: its sub-activity, else what its agreement item counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasando.budget.queries.money_behind import Ask

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sasando.work.models import PlannedResult


def ask_of_result(result: PlannedResult, path: str, codes: Iterable[str]) -> Ask:
    """What of the budget stands behind a result of a unit with this path.

    `codes` are those in the budget table of the agreement the result hangs on.
    """
    if result.sub_activity_id is not None:
        return Ask(path=path, sub_activity=result.sub_activity_id)
    return Ask(objective=result.objective_id, path=path, codes=frozenset(codes))
