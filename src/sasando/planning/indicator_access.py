"""Who defines indicators, reports their figures, verifies them, and reopens a closed period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from sasando.core.errors import NotPermitted
from sasando.organization.models import Duty

from .models import Measurement

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from sasando.organization.queries import Viewer

    from .models import Indicator
    from .policies import Verifying

CITY_CHECKERS = (Duty.PLANNER, Duty.INSPECTOR)


def may_define(viewer: Viewer) -> bool:
    """Whether the viewer keeps the dictionary of indicators and their targets."""
    return viewer.has(Duty.PLANNER)


def require_may_define(viewer: Viewer) -> None:
    """Raises NotPermitted."""
    if not may_define(viewer):
        raise NotPermitted


def may_report(viewer: Viewer, indicator: Indicator) -> bool:
    """Planners report every figure; whoever holds the responsible post reports its own."""
    return viewer.has(Duty.PLANNER) or (
        indicator.owner_position_id is not None
        and indicator.owner_position_id in viewer.position_ids
    )


def may_verify(viewer: Viewer, indicator: Indicator, verifying: Verifying) -> bool:
    """Whether the viewer is a second person for this indicator, by the policy of the day.

    Planners and inspectors verify for the whole city, a head for the units below him. That
    nobody verifies his own figure is judged with the figure at hand.
    """
    if any(duty in verifying.duties and viewer.has(duty) for duty in CITY_CHECKERS):
        return True
    return Duty.HEAD in verifying.duties and _leads_owner(viewer, indicator)


def waiting_for(viewer: Viewer, verifying: Verifying) -> QuerySet[Measurement]:
    """Submitted figures the viewer may verify, without those he reported himself."""
    waiting = Measurement.objects.filter(state=Measurement.State.SUBMITTED).exclude(
        recorded_by_id=viewer.person_id
    )
    if any(duty in verifying.duties and viewer.has(duty) for duty in CITY_CHECKERS):
        return waiting
    own = Q(pk__in=[])
    if Duty.HEAD in verifying.duties:
        for path in _headed(viewer):
            own |= Q(series__indicator__owner__path__startswith=path)
    return waiting.filter(own)


def may_see_queue(viewer: Viewer, verifying: Verifying) -> bool:
    """Whether the viewer verifies anything at all."""
    return any(viewer.has(duty) for duty in verifying.duties)


def may_see_evidence(viewer: Viewer, indicator: Indicator) -> bool:
    """Evidence may name people: it is shown to checkers, reporters and the leaders above."""
    return (
        viewer.has(Duty.MAYOR, Duty.SECRETARY, *CITY_CHECKERS)
        or may_report(viewer, indicator)
        or _leads_owner(viewer, indicator)
    )


def may_reopen(viewer: Viewer) -> bool:
    """Only the leaders of the city lift a closing, with a written reason."""
    return viewer.has(Duty.MAYOR, Duty.SECRETARY)


def _leads_owner(viewer: Viewer, indicator: Indicator) -> bool:
    """Whether the viewer heads the responsible unit or one above it."""
    owner = indicator.owner
    return owner is not None and any(owner.path.startswith(path) for path in _headed(viewer))


def _headed(viewer: Viewer) -> list[str]:
    return [post.unit_path for post in viewer.posts if post.duty == Duty.HEAD]
