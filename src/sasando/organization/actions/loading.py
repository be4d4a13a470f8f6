"""Loading a list: judged whole, then written whole, with its trace in the same transaction."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import IntegrityError, connection, transaction

from sasando.core import audit, clock
from sasando.organization.access import require_may_import
from sasando.organization.errors import ImportOverlaps
from sasando.organization.imports.columns import PEOPLE, POSITIONS, SHIFTS, UNITS, Listing
from sasando.organization.imports.context import Context, Importer
from sasando.organization.imports.people import PeopleImport
from sasando.organization.imports.positions import PositionImport
from sasando.organization.imports.report import Outcome, Report, Row, parsed_rows
from sasando.organization.imports.shifts import ShiftImport
from sasando.organization.imports.table import read_table
from sasando.organization.imports.units import UnitImport

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sasando.organization.queries import Viewer

IMPORTERS: dict[str, Callable[[Sequence[Row], Context], Importer]] = {
    UNITS.code: UnitImport,
    POSITIONS.code: PositionImport,
    PEOPLE.code: PeopleImport,
    SHIFTS.code: ShiftImport,
}
# One list at a time in the whole city: two that pass each other could judge what the other changes.
LOCK = "SELECT pg_advisory_xact_lock(hashtext('sasando.organization.import'))"


def import_list(
    *, viewer: Viewer | None, now: datetime, listing: Listing, content: bytes, apply: bool
) -> Report:
    """Judge a file row by row and, with `apply`, load it when nothing stands against it.

    No viewer means the operator of the machine. Raises NotPermitted, and ImportOverlaps when
    posts were filled by somebody else in the same moment; a wrong file raises nothing, its report
    says what to mend.
    """
    require_may_import(viewer)
    table = read_table(content, listing)
    digest = sha256(content).hexdigest()
    if table.troubles:
        return Report(listing, digest, [], table.troubles)
    rows = parsed_rows(table, listing)
    return import_rows(
        viewer=viewer, now=now, listing=listing, rows=rows, digest=digest, apply=apply
    )


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
        with transaction.atomic():
            return _load(
                viewer, Context(clock.local_day(now), viewer), listing, rows, digest, apply=apply
            )
    except IntegrityError as failure:
        raise ImportOverlaps from failure


def _load(
    viewer: Viewer | None,
    context: Context,
    listing: Listing,
    rows: Sequence[Row],
    digest: str,
    *,
    apply: bool,
) -> Report:
    if apply:
        with connection.cursor() as cursor:
            cursor.execute(LOCK)
    importer = IMPORTERS[listing.code](rows, context)
    importer.judge()
    report = Report(listing, digest, rows)
    if not apply or not report.is_accepted or report.changes_nothing:
        return report
    importer.write()
    _trace(viewer, report)
    new = [row.values["code"] for row in rows if row.is_new] if listing is PEOPLE else []
    return Report(listing, digest, rows, applied=True, new_people=new)


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
