"""Who may load, adopt and tie budgets: planners and finance officers of the city."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasando.core.errors import NotPermitted
from sasando.organization.models import Duty

if TYPE_CHECKING:
    from sasando.budget.models import BudgetUnit
    from sasando.organization.queries import Viewer


def may_manage(viewer: Viewer) -> bool:
    """Whether the viewer may write budgets. The whole city may read them."""
    return viewer.has(Duty.PLANNER)


def require_may_manage(viewer: Viewer | None) -> None:
    """Raises NotPermitted. No viewer is the operator of the machine, who needs no post."""
    if viewer is not None and not may_manage(viewer):
        raise NotPermitted


def may_read_scenarios(viewer: Viewer) -> bool:
    """Whether the viewer may read scenarios: working papers of those who prepare and decide."""
    return viewer.has(Duty.PLANNER, Duty.MAYOR, Duty.SECRETARY, Duty.INSPECTOR)


def require_may_read_scenarios(viewer: Viewer) -> None:
    """Raises NotPermitted."""
    if not may_read_scenarios(viewer):
        raise NotPermitted


def may_open_evidence(viewer: Viewer, agency: BudgetUnit) -> bool:
    """Whether the viewer may open what an agency shows of its work: who leads it or the city.

    Photos may show people, so the rest of the city reads the figures alone.
    """
    if viewer.has(Duty.PLANNER, Duty.INSPECTOR, Duty.SECRETARY, Duty.MAYOR):
        return True
    return agency.unit is not None and any(
        post.duty == Duty.HEAD and agency.unit.path.startswith(post.unit_path)
        for post in viewer.posts
    )
