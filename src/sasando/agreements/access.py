"""Who may prepare an agreement, and who may sign it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasando.core.errors import NotPermitted
from sasando.organization.models import Duty

from .parties import HEADS

if TYPE_CHECKING:
    from sasando.organization.queries import Viewer

    from .models import AgreementParty


def may_prepare(viewer: Viewer, unit_path: str) -> bool:
    """A planner within his scope; a head for his own unit and those below it."""
    if viewer.has(Duty.PLANNER) and viewer.may_see_path(unit_path):
        return True
    return any(post.duty in HEADS and unit_path.startswith(post.unit_path) for post in viewer.posts)


def may_prepare_any(viewer: Viewer) -> bool:
    """Whether there is any unit the viewer may prepare for."""
    return viewer.has(Duty.PLANNER, *HEADS)


def require_may_prepare(viewer: Viewer, unit_path: str) -> None:
    """Raises NotPermitted."""
    if not may_prepare(viewer, unit_path):
        raise NotPermitted


def holds_named_post(viewer: Viewer, party: AgreementParty) -> bool:
    """Whether the viewer is the named person and holds the named post today."""
    return party.person_id == viewer.person_id and party.position_id in viewer.position_ids
