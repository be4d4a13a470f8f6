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


def require_may_withdraw(viewer: Viewer) -> None:
    """Raises NotPermitted for anybody but the secretary: a paper speaks for the whole city [D]."""
    if not viewer.has(Duty.SECRETARY):
        raise NotPermitted
