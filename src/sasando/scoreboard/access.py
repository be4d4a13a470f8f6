"""Whose board one may see, and where people are named.

Everybody logged in may walk missions, objectives, agreement items and counts. A board is open
within the viewer's scope; whoever has none sees that of his own unit, with counts and no names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasando.core.errors import NotFoundForViewer, NotPermitted

if TYPE_CHECKING:
    from sasando.organization.models import Unit
    from sasando.organization.queries import Viewer


def require_board(viewer: Viewer, unit: Unit | None) -> Unit:
    """The unit, if the viewer may see its board. Raises NotFoundForViewer."""
    own = {post.unit_id for post in viewer.posts}
    if unit is None or not (viewer.may_see_path(unit.path) or unit.pk in own):
        raise NotFoundForViewer(kind="unit")
    return unit


def may_see_rows(viewer: Viewer, unit: Unit) -> bool:
    """Whether the rows behind the unit's numbers, which name people, are open to the viewer."""
    return viewer.may_see_path(unit.path)


def require_rows(viewer: Viewer, unit: Unit | None) -> Unit:
    """The unit, if its rows are open. Raises NotFoundForViewer, or NotPermitted for one's own unit
    without the duty to look after it.
    """
    found = require_board(viewer, unit)
    if not may_see_rows(viewer, found):
        raise NotPermitted
    return found
