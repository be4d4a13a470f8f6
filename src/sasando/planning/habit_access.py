"""Who may read the verdicts on habits, answer them, and review the answers.

The mayor, the secretary, planners and inspectors read the whole city; everybody who works in an
agency reads that agency's worklist; residents nothing yet. An answer is the agency's own: its
head, or a planner within his scope. The city's planner reviews it, never his own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.organization.models import Duty

from .plan_access import may_write_city_plans, may_write_for
from .tree_access import may_build_for

if TYPE_CHECKING:
    from sasando.organization.models import Unit
    from sasando.organization.queries import Viewer

CITY_READERS: Final = (Duty.MAYOR, Duty.SECRETARY, Duty.PLANNER, Duty.INSPECTOR)


def may_read_city(viewer: Viewer) -> bool:
    """Whether the viewer reads the verdicts on every agency."""
    return viewer.has(*CITY_READERS)


def may_read_unit(viewer: Viewer, unit: Unit) -> bool:
    """Whether the viewer reads the worklist of this agency."""
    return may_read_city(viewer) or any(
        post.unit_path.startswith(unit.path)
        or (post.duty == Duty.HEAD and unit.path.startswith(post.unit_path))
        for post in viewer.posts
    )


def require_may_read(viewer: Viewer, unit: Unit | None) -> Unit:
    """The agency, if its worklist is open to the viewer. Raises NotFoundForViewer."""
    if unit is None or not may_read_unit(viewer, unit):
        raise NotFoundForViewer(kind="unit")
    return unit


def require_may_read_city(viewer: Viewer) -> None:
    """Raises NotPermitted."""
    if not may_read_city(viewer):
        raise NotPermitted


def may_answer(viewer: Viewer, unit: Unit) -> bool:
    """Whether the viewer answers for this agency."""
    return may_write_for(viewer, unit) or may_build_for(viewer, unit)


def require_may_answer(viewer: Viewer, unit: Unit) -> None:
    """Raises NotPermitted."""
    if not may_answer(viewer, unit):
        raise NotPermitted


def may_review(viewer: Viewer) -> bool:
    """Whether the viewer accepts or sends back what agencies answer, and has years judged anew."""
    return may_write_city_plans(viewer)


def require_may_review(viewer: Viewer) -> None:
    """Raises NotPermitted."""
    if not may_review(viewer):
        raise NotPermitted
