"""Filling a draft from a list: judged whole, then loaded whole, with its trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasando.core.errors import NotFoundForViewer
from sasando.core.listings.loading import Loading, load_content, trace_file
from sasando.planning.errors import PlanIsFixed
from sasando.planning.imports.columns import LINES, THREAD, lines_listing, thread_listing
from sasando.planning.imports.lines import LISTED_LEVELS, OWN_LEVELS, LineImport
from sasando.planning.imports.thread import ThreadImport
from sasando.planning.models import PlanDocument
from sasando.planning.plan_access import require_may_write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.core.listings.columns import Listing
    from sasando.core.listings.judging import Importer
    from sasando.core.listings.report import Report, Row
    from sasando.organization.queries import Viewer

MEDIUM_TERM = ("RPJMD", "RPD")


def listings_of(document: PlanDocument) -> dict[str, Listing]:
    """The lists a document can be filled from, by their codes."""
    listings = {LINES: lines_listing(document)}
    if document.kind in MEDIUM_TERM:
        listings = {THREAD: thread_listing(document), **listings}
    return listings


def import_plan(
    *, viewer: Viewer | None, document: PlanDocument, kind: str, content: bytes, apply: bool
) -> Report:
    """Judge a list for a document and, with `apply`, load it when nothing stands against it.

    No viewer is the operator of the machine. Loading the same file again changes nothing. Raises
    NotPermitted, NotFoundForViewer for a list the document does not have, PlanIsFixed.
    """
    require_may_write(viewer, document.unit)
    listing = listings_of(document).get(kind)
    if listing is None:
        raise NotFoundForViewer(kind="daftar")
    loading = Loading(
        listing,
        make=lambda rows: _importer(_still_open(document, alone=apply), kind, rows),
        lock=f"sasando.planning.import.{document.code}",
        trace=lambda report: trace_file(
            viewer,
            report,
            action="plan.imported",
            kind="plan",
            code=document.code,
            label=f"{document.name}: {listing.title}",
        ),
    )
    return load_content(loading, content, apply=apply)


def _still_open(document: PlanDocument, *, alone: bool) -> PlanDocument:
    """The document as it stands now; alone with it, nobody adopts it while it is filled."""
    found = PlanDocument.objects.select_related("unit")
    if alone:
        found = found.select_for_update(of=("self",))
    current = found.filter(pk=document.pk).first()
    if current is None:
        raise NotFoundForViewer(kind="dokumen rencana")
    if current.is_fixed:
        raise PlanIsFixed(name=current.name)
    return current


def _importer(document: PlanDocument, kind: str, rows: Sequence[Row]) -> Importer:
    if kind == THREAD:
        return ThreadImport(rows, document)
    levels = LISTED_LEVELS | OWN_LEVELS if document.unit_id else LISTED_LEVELS
    return LineImport(rows, document, levels=frozenset(levels))
