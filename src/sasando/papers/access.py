"""Who keeps the city's crest, and who may call a paper back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasando.core.errors import NotPermitted
from sasando.organization.models import Duty

if TYPE_CHECKING:
    from sasando.organization.queries import Viewer


def require_crest_keeper(viewer: Viewer) -> None:
    """Raises NotPermitted for anybody but the administrator of the system."""
    if not viewer.has(Duty.ADMINISTRATOR):
        raise NotPermitted


def may_withdraw(viewer: Viewer) -> bool:
    """Only the secretary: a paper speaks for the whole city [D]."""
    return viewer.has(Duty.SECRETARY)


def require_may_withdraw(viewer: Viewer) -> None:
    """Raises NotPermitted for whoever may not withdraw."""
    if not may_withdraw(viewer):
        raise NotPermitted
