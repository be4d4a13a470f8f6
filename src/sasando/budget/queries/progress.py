"""Physical progress as it was told, month by month, and the evidence behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sasando.budget.access import may_open_evidence
from sasando.budget.models import PhysicalProgress
from sasando.core.errors import NotFoundForViewer

if TYPE_CHECKING:
    from sasando.budget.models import BudgetUnit
    from sasando.core.models import Attachment
    from sasando.organization.queries import Viewer


@dataclass(frozen=True)
class ToldProgress:
    """One figure as it was told; `counts` says that no later one of that month stands beside it."""

    progress: PhysicalProgress
    counts: bool


def told_progress(agency: BudgetUnit, year: int) -> list[ToldProgress]:
    """What an agency told of a year, latest month first; one query."""
    rows = PhysicalProgress.objects.filter(agency__code=agency.code, year=year).select_related(
        "activity", "evidence", "recorded_by"
    )
    found = list(rows.order_by("-month", "activity__code", "-number"))
    last: dict[tuple[int, int], int] = {}
    for row in found:
        last.setdefault((row.month, row.activity_id), row.pk)
    return [ToldProgress(row, last[row.month, row.activity_id] == row.pk) for row in found]


def progress_evidence(viewer: Viewer, agency: BudgetUnit, digest: str) -> Attachment:
    """A file behind a figure of an agency. Raises NotFoundForViewer, as for who may not open it."""
    rows = PhysicalProgress.objects.filter(agency__code=agency.code, evidence__sha256=digest)
    found = rows.select_related("evidence").first()
    if found is None or found.evidence is None or not may_open_evidence(viewer, agency):
        raise NotFoundForViewer(kind="bukti")
    return found.evidence
