"""Saying which sub-activity pays for a promised result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from sasando.budget.queries.sub_activities import budgeted_activities
from sasando.core import audit, clock
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.organization.models import Position
from sasando.work.errors import SubActivityNotBudgeted
from sasando.work.models import PlannedResult

if TYPE_CHECKING:
    from datetime import datetime

    from sasando.organization.queries import Viewer


def require_may_tie(viewer: Viewer, result: PlannedResult | None) -> PlannedResult:
    """The result, for the person who promised it and for the holder of the post above.

    Raises NotPermitted for others who may see it, NotFoundForViewer for everybody else.
    """
    if result is None:
        raise NotFoundForViewer(kind="hasil kerja")
    above = Position.objects.filter(plans=result.skp_id).values_list("reports_to_id", flat=True)
    if result.person_id == viewer.person_id or above.get() in viewer.position_ids:
        return result
    if viewer.may_see_path(result.unit.path):
        raise NotPermitted
    raise NotFoundForViewer(kind="hasil kerja")


@transaction.atomic
def tie_sub_activity(
    *, viewer: Viewer, now: datetime, code: str, sub_activity: str
) -> PlannedResult:
    """Say which sub-activity of the agency pays for a result; an empty code unties it.

    It tells where the money is and changes nothing of the promise, so an agreed result may be tied
    too. Raises NotFoundForViewer, NotPermitted, SubActivityNotBudgeted.
    """
    found = PlannedResult.objects.select_for_update(of=("self",)).select_related("unit", "skp")
    result = require_may_tie(viewer, found.filter(code=code).first())
    node_id = None
    if sub_activity:
        day = clock.local_day(now)
        known = budgeted_activities(result.unit.path, result.skp.year, day)
        nodes = [row.node_id for row in known if row.code == sub_activity]
        if not nodes:
            raise SubActivityNotBudgeted(sub_activity=sub_activity)
        node_id = nodes[0]
    result.sub_activity_id = node_id
    result.save(update_fields=["sub_activity"])
    audit.record(
        actor=viewer,
        action="result.money-tied",
        subject_kind="result",
        subject_code=result.code,
        subject_label=result.text,
        after={"sub_kegiatan": sub_activity},
    )
    return result
