"""Who may load lists, issue passwords, appoint, and see whose number or trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from sasando.core.errors import NotPermitted

from .models import Duty, Unit, UnitQuerySet
from .queries import may_read_trail

if TYPE_CHECKING:
    from .queries import Viewer

IMPORTERS = (Duty.PERSONNEL, Duty.ADMINISTRATOR)


def may_import(viewer: Viewer) -> bool:
    """Whether the viewer may load units, positions, people and shifts."""
    return viewer.has(*IMPORTERS)


def require_may_import(viewer: Viewer | None) -> None:
    """Raises NotPermitted. No viewer is the operator of the machine, who needs no post."""
    if viewer is not None and not may_import(viewer):
        raise NotPermitted


def require_personnel(viewer: Viewer | None) -> None:
    """Raises NotPermitted for anybody but a personnel officer or the operator of the machine."""
    if viewer is not None and not viewer.has(Duty.PERSONNEL):
        raise NotPermitted


def require_trail_reader(viewer: Viewer) -> None:
    """Raises NotPermitted for anybody but inspectors, administrators and the regional secretary."""
    if not may_read_trail(viewer):
        raise NotPermitted


def may_see_number(viewer: Viewer, person_id: int, paths: list[str]) -> bool:
    """Whether a person's NIP is shown: to himself, a personnel officer, a head in scope.

    `paths` are those of the units where the person holds posts today.
    """
    if viewer.person_id == person_id or viewer.has(Duty.PERSONNEL):
        return True
    heads = [post.unit_path for post in viewer.posts if post.duty == Duty.HEAD]
    return any(path.startswith(head) for path in paths for head in heads)


def shown_units(viewer: Viewer) -> UnitQuerySet:
    """The units whose posts and holders the viewer sees: his scope and where he works.

    An administrator sees the whole tree, for he loads it; it gives him no scope over work.
    """
    if viewer.has(Duty.ADMINISTRATOR):
        return Unit.objects.all()
    own = Q(pk__in=[post.unit_id for post in viewer.posts])
    return Unit.objects.filter(viewer.scope_filter("path") | own)
