"""The unit a board is about, the units below it, and those above."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, Subquery

from sasando.core.paging import Crumb
from sasando.organization.models import Unit, valid_on
from sasando.scoreboard.access import require_board, require_rows
from sasando.scoreboard.addresses import board_url, marked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sasando.organization.queries import Viewer

CHILDREN_LABELS = {
    Unit.Kind.CITY: "Perangkat daerah dan kecamatan",
    Unit.Kind.KECAMATAN: "Kelurahan",
    Unit.Kind.SETDA: "Bagian",
}


OWN = "sendiri"


@dataclass(frozen=True)
class Extent:
    """What a list covers: a unit with everything below it, or its own people alone."""

    unit: Unit
    only_itself: bool = False

    @property
    def pattern(self) -> str:
        """Its paths, for LIKE."""
        return self.unit.path if self.only_itself else f"{self.unit.path}%"

    @property
    def name(self) -> str:
        return f"Langsung di {name_of(self.unit)}" if self.only_itself else name_of(self.unit)

    def within(self, path_field: str) -> Q:
        """Its paths as a filter on a path column."""
        lookup = path_field if self.only_itself else f"{path_field}__startswith"
        return Q(**{lookup: self.unit.path})


@dataclass(frozen=True)
class Family:
    """A unit with the units directly below it, and those above it, the top first."""

    unit: Unit
    children: Sequence[Unit]
    above: Sequence[Unit] = ()

    @property
    def rows(self) -> list[tuple[str, Unit]]:
        """Key and unit of each row: the children, and the unit itself for its own people ("")."""
        return [*((str(child.pk), child) for child in self.children), ("", self.unit)]

    @property
    def children_label(self) -> str:
        return CHILDREN_LABELS.get(Unit.Kind(self.unit.kind), "Unit di bawahnya")

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The children, and the unit's own people, as choices of a filter."""
        own = [(OWN, f"Langsung di {self.unit.name}")] if self.children else []
        return [*own, *((child.code, child.name) for child in self.children)]

    def narrowed(self, code: str) -> Extent:
        """One child with all below it, the unit's own people alone (OWN), or everything."""
        child = next((row for row in self.children if row.code == code), self.unit)
        return Extent(child, only_itself=code == OWN)


# What lies below a unit, grouped by the unit directly below it: "" is the unit itself.
ROW_KEY = "split_part(substr({path}, %(skip)s), '.', 1)"


def row_values(unit: Unit) -> dict[str, Any]:
    """The parameters of `ROW_KEY` and of a filter on the unit's subtree."""
    return {"skip": len(unit.path) + 1, "below": f"{unit.path}%"}


def own_family(viewer: Viewer, day: date) -> Family:
    """The top unit of the viewer's scope, or that of his post. NotFoundForViewer without any."""
    if viewer.scopes:
        return _family(viewer, Q(path=min(viewer.scopes, key=len)), day)
    post = viewer.main_post
    return _family(viewer, Q(pk=post.unit_id if post else None), day)


def family_of(viewer: Viewer, code: str, day: date) -> Family:
    """A unit by its code, if the viewer may see its board. Raises NotFoundForViewer."""
    return _family(viewer, Q(code=code), day)


def family_with_rows(viewer: Viewer, code: str, day: date) -> Family:
    """A unit whose rows are open to the viewer. Raises NotFoundForViewer, NotPermitted."""
    family = family_of(viewer, code, day)
    require_rows(viewer, family.unit)
    return family


def _family(viewer: Viewer, itself: Q, day: date) -> Family:
    """The unit with its relatives. One query, which walks the few hundred units of a city."""
    chosen = Unit.objects.filter(itself)
    related = Unit.objects.annotate(chosen_path=Subquery(chosen.values("path")[:1])).filter(
        Q(pk__in=chosen)
        | (valid_on(day) & Q(parent__in=chosen))
        | Q(chosen_path__startswith=F("path"))
    )
    found = sorted(related, key=lambda row: (len(row.path), row.code))
    itself_found = (row for row in found if row.path == getattr(row, "chosen_path", ""))
    unit = require_board(viewer, next(itself_found, None))
    return Family(
        unit=unit,
        children=[row for row in found if row.parent_id == unit.pk],
        above=[row for row in found if row.path != unit.path and unit.path.startswith(row.path)],
    )


def trail_of(viewer: Viewer, family: Family, *, itself: bool = False) -> list[Crumb]:
    """The boards above a unit that the viewer may see, top first; with its own for its lists."""
    units = [*family.above, family.unit] if itself else family.above
    return [
        Crumb(f"Papan {row.name}", board_url(row.code))
        for row in units
        if viewer.may_see_path(row.path)
    ]


def name_of(unit: Unit) -> str:
    return marked(unit.name, is_example=unit.is_example)
