"""Who may write which plan document: planners within their scope, heads for their own agency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.organization.models import Duty, Unit, valid_on

from .models import PlanDocument

if TYPE_CHECKING:
    from datetime import date

    from sasando.organization.queries import Viewer

# Who writes a Renstra and a Renja: agencies, not the divisions and kelurahan within them.
AGENCY_KINDS: Final = (
    Unit.Kind.SETDA, Unit.Kind.SETWAN, Unit.Kind.INSPEKTORAT, Unit.Kind.DINAS, Unit.Kind.BADAN,
    Unit.Kind.SATUAN, Unit.Kind.KECAMATAN, Unit.Kind.RSUD,
)  # fmt: skip


def may_write_city_plans(viewer: Viewer) -> bool:
    """Whether the viewer prepares the plans of the whole city."""
    return viewer.has(Duty.PLANNER)


def may_write_for(viewer: Viewer, unit: Unit | None) -> bool:
    """Whether the viewer prepares plans of the city (no unit) or of this agency."""
    if unit is None:
        return may_write_city_plans(viewer)
    if viewer.has(Duty.PLANNER) and viewer.may_see_path(unit.path):
        return True
    return any(
        post.duty == Duty.HEAD and unit.path.startswith(post.unit_path) for post in viewer.posts
    )


def agencies_of(viewer: Viewer, day: date) -> list[Unit]:
    """The agencies the viewer prepares a Renstra or Renja for; one query."""
    if not viewer.has(Duty.PLANNER, Duty.HEAD):
        return []
    units = Unit.objects.filter(valid_on(day), kind__in=AGENCY_KINDS)
    return [unit for unit in units.order_by("name") if may_write_for(viewer, unit)]


def may_begin_any(viewer: Viewer, day: date) -> bool:
    """Whether there is any plan the viewer may begin."""
    return may_write_city_plans(viewer) or bool(agencies_of(viewer, day))


def require_may_write(viewer: Viewer | None, unit: Unit | None) -> None:
    """Raises NotPermitted. No viewer is the operator of the machine, who needs no post."""
    if viewer is not None and not may_write_for(viewer, unit):
        raise NotPermitted


def plan_for(viewer: Viewer, code: str) -> PlanDocument:
    """The plan with this code, if the viewer may know of it. Raises NotFoundForViewer."""
    found = PlanDocument.objects.visible_to(viewer).select_related("unit", "supersedes")
    document = found.filter(code=code).first()
    if document is None:
        raise NotFoundForViewer(kind="dokumen rencana")
    return document
