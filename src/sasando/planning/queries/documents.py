"""Plan documents: the list, one document with its lines as a tree, its versions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Q, Sum

from sasando.core.errors import NotFoundForViewer
from sasando.organization.models import Unit
from sasando.planning.imports.standing import standing_lines
from sasando.planning.models import PlanCeiling, PlanDocument, PlanRow
from sasando.planning.plan_access import may_write_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from sasando.organization.queries import Viewer
    from sasando.planning.imports.standing import Key, StandingLine

PAGE_SIZE: Final = 50
Level = PlanRow.Level
# What is as deep as its ceilings say it all: the levels above repeat those below.
TOP_LEVELS: Final = (Level.PROGRAMME,)


@dataclass(frozen=True)
class DocumentFilter:
    """What is looked for in the list; empty parts ask for nothing."""

    kind: str = ""
    year: int | None = None
    unit: str = ""
    state: str = ""
    page: int = 1


@dataclass(frozen=True)
class DocumentList:
    """One page of the list, and how many there are in all."""

    rows: tuple[PlanDocument, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass
class Branch:
    """A line with the lines below it."""

    line: StandingLine
    children: list[Branch] = field(default_factory=list)

    @property
    def row(self) -> PlanRow:
        return self.line.row

    @property
    def size(self) -> int:
        """How many lines lie below it."""
        return sum(1 + child.size for child in self.children)


@dataclass(frozen=True)
class UnitShare:
    """What a unit has in a document: lines, programmes, the ceiling of one year."""

    unit: Unit
    lines: int
    programmes: int
    ceiling: Decimal | None


@dataclass(frozen=True)
class DocumentPage:
    """A document as its page shows it: per unit, and the tree of one unit."""

    document: PlanDocument
    versions: tuple[PlanDocument, ...]
    shares: tuple[UnitShare, ...]
    unit: Unit | None
    tree: tuple[Branch, ...]
    year: int
    may_write: bool

    @property
    def later(self) -> PlanDocument | None:
        """The version after this one."""
        number = self.document.version + 1
        return next((row for row in self.versions if row.version == number), None)

    @property
    def earlier(self) -> PlanDocument | None:
        """The version before this one."""
        return self.document.supersedes

    @property
    def lines(self) -> int:
        return sum(share.lines for share in self.shares)


def document_list(viewer: Viewer, wanted: DocumentFilter) -> DocumentList:
    """The documents the viewer may know of, the newest years first; two queries."""
    found = PlanDocument.objects.visible_to(viewer).select_related("unit")
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.year:
        found = found.covering(wanted.year)
    if wanted.unit:
        found = found.filter(unit__code=wanted.unit)
    if wanted.state:
        found = found.filter(adopted_on__isnull=wanted.state == "draf")
    total = found.count()
    first = (wanted.page - 1) * PAGE_SIZE
    ordered = found.order_by("-last_year", "kind", "unit__name", "-version")
    return DocumentList(tuple(ordered[first : first + PAGE_SIZE]), total, wanted.page)


def document_units(viewer: Viewer) -> list[Unit]:
    """The agencies that have documents of their own the viewer may know of."""
    plans = PlanDocument.objects.visible_to(viewer).filter(unit__isnull=False)
    return list(Unit.objects.filter(pk__in=plans.values("unit")).order_by("name"))


def document_page(viewer: Viewer, document: PlanDocument, unit_code: str = "") -> DocumentPage:
    """A document with the tree of one unit: the one asked for, or the only one there is.

    A fixed number of queries, and only the lines of that unit are read. Raises NotFoundForViewer
    for a unit without lines here.
    """
    year = document.first_year
    shares = _shares(document, year)
    unit = _chosen(shares, unit_code)
    lines = standing_lines(document, unit.code) if unit else {}
    versions = PlanDocument.objects.visible_to(viewer).filter(
        kind=document.kind, unit=document.unit, first_year=document.first_year
    )
    return DocumentPage(
        document=document,
        versions=tuple(versions.order_by("version")),
        shares=shares,
        unit=unit,
        tree=tuple(tree_of(lines)),
        year=year,
        may_write=may_write_for(viewer, document.unit),
    )


def line_of(document: PlanDocument, unit_code: str, code: str) -> StandingLine:
    """One line of a document with its indicators. Raises NotFoundForViewer."""
    line = standing_lines(document, unit_code).get((unit_code, code)) if unit_code else None
    if line is None:
        raise NotFoundForViewer(kind="baris rencana")
    return line


def tree_of(lines: dict[Key, StandingLine]) -> list[Branch]:
    """The lines as trees, parents before children, each level by code."""
    branches = {line.row.pk: Branch(line) for line in lines.values()}
    tops: list[Branch] = []
    for branch in branches.values():
        above = branches.get(branch.row.parent_id or 0)
        (above.children if above else tops).append(branch)
    return tops


def adopted_in(year: int, kind: str, unit: Unit | None = None) -> PlanDocument | None:
    """The last adopted version of a kind of plan that runs in a year, of the city or an agency."""
    found = PlanDocument.objects.adopted().covering(year).filter(kind=kind, unit=unit)
    return found.latest_first().first()


def _shares(document: PlanDocument, year: int) -> tuple[UnitShare, ...]:
    rows = PlanRow.objects.filter(document=document).order_by()
    counts = list(
        rows.values("unit").annotate(
            lines=Count("pk"), programmes=Count("pk", filter=Q(level=Level.PROGRAMME))
        )
    )
    money = dict(
        PlanCeiling.objects.filter(row__document=document, row__level__in=TOP_LEVELS, year=year)
        .order_by()
        .values_list("row__unit")
        .annotate(Sum("amount"))
    )
    units = Unit.objects.in_bulk([count["unit"] for count in counts])
    shares = (
        UnitShare(
            units[count["unit"]], count["lines"], count["programmes"], money.get(count["unit"])
        )
        for count in counts
    )
    return tuple(
        sorted(shares, key=lambda share: (share.unit.parent_id is not None, share.unit.name))
    )


def _chosen(shares: Iterable[UnitShare], code: str) -> Unit | None:
    units = [share.unit for share in shares]
    if code:
        found = next((unit for unit in units if unit.code == code), None)
        if found is None:
            raise NotFoundForViewer(kind="unit")
        return found
    return units[0] if len(units) == 1 else None
