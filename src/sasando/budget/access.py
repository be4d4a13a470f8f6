"""Who may load, adopt and tie budgets: planners and finance officers of the city."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasando.core.errors import NotPermitted
from sasando.organization.models import Duty

if TYPE_CHECKING:
    from sasando.organization.queries import Viewer


def may_manage(viewer: Viewer) -> bool:
    """Whether the viewer may write budgets. The whole city may read them."""
    return viewer.has(Duty.PLANNER)


def require_may_manage(viewer: Viewer | None) -> None:
    """Raises NotPermitted. No viewer is the operator of the machine, who needs no post."""
    if viewer is not None and not may_manage(viewer):
        raise NotPermitted
