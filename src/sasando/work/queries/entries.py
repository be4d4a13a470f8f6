"""One entry, as far as the viewer may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasando.work.models import DailyEntry
from sasando.work.supervision import waiting_for

if TYPE_CHECKING:
    from datetime import datetime

    from sasando.organization.queries import Viewer


def visible_entry(viewer: Viewer, now: datetime, code: str) -> DailyEntry | None:
    """The entry with this code when it is the viewer's own, in his scope, or waits for him."""
    entry = (
        DailyEntry.objects.select_related(
            "person", "position", "unit", "result", "evidence", "decision__person", "replaces"
        )
        .filter(code=code)
        .first()
    )
    if entry is None:
        return None
    if entry.person_id == viewer.person_id or viewer.may_see_path(entry.unit.path):
        return entry
    return entry if waiting_for(viewer, now).filter(entry_id=entry.pk).exists() else None
