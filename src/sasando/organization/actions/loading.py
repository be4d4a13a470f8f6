"""Loading a list: judged whole, then written whole, with its trace in the same transaction."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import IntegrityError

from sasando.core import audit, clock
from sasando.core.listings.loading import Loading, load_content, load_rows
from sasando.core.listings.report import Outcome
from sasando.organization.access import require_may_import
from sasando.organization.errors import ImportOverlaps
from sasando.organization.imports.columns import PEOPLE, POSITIONS, SHIFTS, UNITS
from sasando.organization.imports.context import Context
from sasando.organization.imports.people import PeopleImport
from sasando.organization.imports.positions import PositionImport
from sasando.organization.imports.shifts import ShiftImport
from sasando.organization.imports.units import UnitImport

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sasando.core.listings.columns import Listing
    from sasando.core.listings.judging import Importer
    from sasando.core.listings.report import Report, Row
    from sasando.organization.queries import Viewer

IMPORTERS: dict[str, Callable[[Sequence[Row], Context], Importer]] = {
    UNITS.code: UnitImport,
    POSITIONS.code: PositionImport,
    PEOPLE.code: PeopleImport,
    SHIFTS.code: ShiftImport,
}
LOCK = "sasando.organization.import"


def import_list(
    *, viewer: Viewer | None, now: datetime, listing: Listing, content: bytes, apply: bool
) -> Report:
    """Judge a file row by row and, with `apply`, load it when nothing stands against it.

    No viewer means the operator of the machine. Raises NotPermitted, and ImportOverlaps when
    posts were filled by somebody else in the same moment; a wrong file raises nothing, its report
    says what to mend.
    """
    require_may_import(viewer)
    try:
        report = load_content(_loading(viewer, now, listing), content, apply=apply)
    except IntegrityError as failure:
        raise ImportOverlaps from failure
    return _with_people(report)


def import_rows(
    *,
    viewer: Viewer | None,
    now: datetime,
    listing: Listing,
    rows: Sequence[Row],
    digest: str,
    apply: bool,
) -> Report:
    """Judge rows that are read already and, with `apply`, load them. Raises as `import_list`."""
    require_may_import(viewer)
    try:
        report = load_rows(_loading(viewer, now, listing), rows, digest, apply=apply)
    except IntegrityError as failure:
        raise ImportOverlaps from failure
    return _with_people(report)


def _loading(viewer: Viewer | None, now: datetime, listing: Listing) -> Loading:
    context = Context(clock.local_day(now), viewer)
    return Loading(
        listing,
        make=lambda rows: IMPORTERS[listing.code](rows, context),
        lock=LOCK,
        trace=lambda report: _trace(viewer, report),
    )


def _with_people(report: Report) -> Report:
    """The report with the people a loaded list brought, who need their first passwords."""
    if report.listing is not PEOPLE or not report.applied:
        return report
    return replace(report, new_people=[row.values["code"] for row in report.rows if row.is_new])


def _trace(viewer: Viewer | None, report: Report) -> None:
    """One event for the file with the codes it added, one for every thing it changed."""
    kind = report.listing.code
    added = [row.code for row in report.rows if row.outcome is Outcome.NEW]
    changed = [row for row in report.rows if row.outcome is Outcome.CHANGED]
    audit.record(
        actor=viewer,
        action="import.applied",
        subject_kind="import",
        subject_code=f"{kind}-{report.digest[:16]}",
        subject_label=report.listing.title,
        after={
            "sidik": report.digest,
            "baris": len(report.rows),
            "baru": added,
            "berubah": len(changed),
        },
    )
    for row in changed:
        audit.record(
            actor=viewer,
            action="import.row-changed",
            subject_kind=kind,
            subject_code=row.code,
            before={change.field: change.before for change in row.changes},
            after={change.field: change.after for change in row.changes},
        )
