"""Reading the nomenclature and the programmes of agencies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from sasando.core.errors import NotFoundForViewer
from sasando.organization.models import Unit
from sasando.planning.errors import NomenclatureMissing
from sasando.planning.models import AgencyProgramme, NomenclatureNode
from sasando.planning.nomenclature import SUPPORT, Level

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class AgencyRow:
    """An agency with its programmes; `untied` serve no objective and are no support programme."""

    unit: Unit
    programmes: int
    untied: int


@dataclass(frozen=True)
class ProgrammeRow:
    """A programme of an agency with what lies below it in the nomenclature."""

    assignment: AgencyProgramme
    activities: int
    sub_activities: int

    @property
    def node(self) -> NomenclatureNode:
        return self.assignment.node

    @property
    def is_support(self) -> bool:
        """The support programme keeps the office running and serves every objective alike."""
        return self.node.code == SUPPORT

    @property
    def is_untied(self) -> bool:
        """Carried out without an objective to serve: what "because we usually do it" looks like."""
        return self.assignment.objective_id is None and not self.is_support


@dataclass(frozen=True)
class FieldGroup:
    """The programmes of one field."""

    field: NomenclatureNode
    programmes: tuple[ProgrammeRow, ...]


@dataclass(frozen=True)
class AgencyProgrammes:
    """All programmes of one agency by field."""

    unit: Unit
    version: int
    fields: tuple[FieldGroup, ...]

    @property
    def programmes(self) -> tuple[ProgrammeRow, ...]:
        return tuple(row for group in self.fields for row in group.programmes)

    @property
    def untied(self) -> int:
        return sum(row.is_untied for row in self.programmes)


@dataclass(frozen=True)
class ActivityBranch:
    """An activity with its sub-activities."""

    node: NomenclatureNode
    sub_activities: tuple[NomenclatureNode, ...]


def nomenclature_version(year: int) -> int:
    """The version of the nomenclature for a year: the newest not after it, else the first one.

    A version that lists sub-activities only, its parents lent by another, is for comparing. Raises
    NomenclatureMissing when none is loaded.
    """
    versions = sorted(
        NomenclatureNode.objects.filter(level=Level.AFFAIR, is_inferred=False)
        .order_by()
        .values_list("version", flat=True)
        .distinct()
    )
    if not versions:
        raise NomenclatureMissing(year=year)
    return max((version for version in versions if version <= year), default=versions[0])


def agencies(year: int) -> list[AgencyRow]:
    """Every agency with programmes of the year's nomenclature, by name; three queries."""
    counts = list(
        AgencyProgramme.objects.filter(node__version=nomenclature_version(year))
        .order_by()
        .values("unit")
        .annotate(
            total=Count("pk"),
            untied=Count("pk", filter=Q(objective=None) & ~Q(node__code=SUPPORT)),
        )
    )
    units = Unit.objects.in_bulk([row["unit"] for row in counts])
    rows = [AgencyRow(units[row["unit"]], row["total"], row["untied"]) for row in counts]
    return sorted(rows, key=lambda row: row.unit.name)


def agency_programmes(unit_code: str, year: int) -> AgencyProgrammes:
    """The programmes of an agency with counts of what lies below. Raises NotFoundForViewer."""
    unit = Unit.objects.filter(code=unit_code).first()
    if unit is None:
        raise NotFoundForViewer(kind="unit")
    version = nomenclature_version(year)
    rows = (
        AgencyProgramme.objects.filter(unit=unit, node__version=version)
        .select_related("node__parent", "objective", "priority")
        .annotate(
            activity_count=Count("node__children", distinct=True),
            leaf_count=Count("node__children__children", distinct=True),
        )
        .order_by("node__code")
    )
    found = [ProgrammeRow(row, row.activity_count, row.leaf_count) for row in rows]
    return AgencyProgrammes(unit, version, tuple(_by_field(found)))


def programme_branches(
    unit_code: str, code: str, year: int
) -> tuple[AgencyProgramme, tuple[ActivityBranch, ...]]:
    """One programme of an agency with activities and sub-activities. Raises NotFoundForViewer."""
    assignment = (
        AgencyProgramme.objects.filter(
            unit__code=unit_code, node__code=code, node__version=nomenclature_version(year)
        )
        .select_related("unit", "node__parent", "objective__mission", "priority")
        .first()
    )
    if assignment is None:
        raise NotFoundForViewer(kind="program")
    activities = assignment.node.children.order_by("code").prefetch_related("children")
    return assignment, tuple(
        ActivityBranch(node, tuple(node.children.all())) for node in activities
    )


def _by_field(rows: Iterable[ProgrammeRow]) -> list[FieldGroup]:
    groups: dict[int, list[ProgrammeRow]] = {}
    fields: dict[int, NomenclatureNode] = {}
    for row in rows:
        parent = row.node.parent
        if parent is not None:
            fields[parent.pk] = parent
            groups.setdefault(parent.pk, []).append(row)
    return [FieldGroup(fields[pk], tuple(own)) for pk, own in groups.items()]
