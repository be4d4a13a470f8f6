"""The sub-activities that an agency has money for, to be tied to what its people promise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

_BUDGETED = """
SELECT s.code, max(s.name), s.node_id, sum(t.amount)
FROM budget_budgettotal t
JOIN budget_budgetunit u ON u.id = t.agency_id
JOIN organization_unit unit ON unit.id = u.unit_id AND starts_with(%(path)s, unit.path)
JOIN budget_budgetactivity s ON s.id = t.activity_id AND s.node_id IS NOT NULL
WHERE starts_with(t."group", '5') AND t.version_id = (
    SELECT id FROM budget_budgetversion WHERE year = %(year)s AND adopted_on <= %(day)s
    ORDER BY number DESC LIMIT 1)
GROUP BY s.code, s.node_id
ORDER BY s.code
"""


@dataclass(frozen=True)
class BudgetedActivity:
    """A sub-activity as printed, its row in the nomenclature, and its ceiling in rupiah."""

    code: str
    name: str
    node_id: int
    ceiling: Decimal


def budgeted_activities(path: str, year: int, day: date) -> Sequence[BudgetedActivity]:
    """The sub-activities of the agency a unit with this path belongs to; one query.

    By the version in force on the day; those the nomenclature does not know are left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BUDGETED, {"path": path, "year": year, "day": day})
        return [BudgetedActivity(*row) for row in cursor.fetchall()]
