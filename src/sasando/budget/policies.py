"""The dated days of the budget calendar: by when a budget is agreed and adopted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from sasando.budget.models import BudgetVersion
from sasando.core.errors import PolicyMissing
from sasando.core.models import Policy

if TYPE_CHECKING:
    from collections.abc import Mapping

APPROVAL, ADOPTION = "persetujuan-apbd", "penetapan-apbd"
AMENDMENT_APPROVAL = "persetujuan-perubahan-apbd"
# Shifts are made by the mayor's own regulation and have no last day.
_STEPS: Final = {
    BudgetVersion.Stage.ORIGINAL: {"approved_on": APPROVAL, "adopted_on": ADOPTION},
    BudgetVersion.Stage.AMENDED: {"approved_on": AMENDMENT_APPROVAL},
}


@dataclass(frozen=True)
class DueDay:
    """The last day of one step (`approved_on` or `adopted_on`), its ground and how sure it is."""

    step: str
    day: date
    basis: str
    evidence: str


class BudgetCalendar:
    """The days of one year, as the policy in force on its first day has them. One query."""

    def __init__(self, year: int) -> None:
        self._year = year
        rows = Policy.objects.filter(
            name__in=[APPROVAL, ADOPTION, AMENDMENT_APPROVAL], valid_from__lte=date(year, 1, 1)
        )
        self._rows: Mapping[str, Policy] = {row.name: row for row in rows.order_by("valid_from")}

    def due_days(self, stage: str) -> list[DueDay]:
        """The due days of a stage; none for a shift. Raises PolicyMissing."""
        steps = _STEPS.get(BudgetVersion.Stage(stage), {})
        return [self._due(step, name) for step, name in steps.items()]

    def _due(self, step: str, name: str) -> DueDay:
        row = self._rows.get(name)
        if row is None:
            raise PolicyMissing(name=name, day=date(self._year, 1, 1))
        found = row.value
        day = date(self._year + found["tahun"], found["bulan"], found["hari"])
        return DueDay(step, day, row.legal_basis, row.get_evidence_display())
