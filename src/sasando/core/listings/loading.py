"""Judging a file and loading it: whole or not at all, in one transaction with its trace."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import connection, transaction

from sasando.core import audit

from .judging import Warns
from .report import Outcome, Report, Row, parsed_rows
from .table import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sasando.core.audit import Actor

    from .columns import Listing
    from .judging import Importer

LOCK = "SELECT pg_advisory_xact_lock(hashtext(%s))"


@dataclass(frozen=True)
class Loading:
    """How one list is loaded: who judges and writes it, under which lock, and what is traced.

    One list under a lock at a time: two that pass each other could judge what the other changes.
    `make` and `trace` run inside the transaction; `trace` only after something was written.
    """

    listing: Listing
    make: Callable[[Sequence[Row]], Importer]
    lock: str
    trace: Callable[[Report], None]


def load_content(loading: Loading, content: bytes, *, apply: bool) -> Report:
    """Judge a file row by row and, with `apply`, load it when nothing stands against it.

    A wrong file raises nothing: its report says what to mend.
    """
    table = read_table(content, loading.listing)
    digest = sha256(content).hexdigest()
    if table.troubles:
        return Report(loading.listing, digest, [], table.troubles)
    return load_rows(loading, parsed_rows(table, loading.listing), digest, apply=apply)


@transaction.atomic
def load_rows(loading: Loading, rows: Sequence[Row], digest: str, *, apply: bool) -> Report:
    """Judge rows that are read already and, with `apply`, load them."""
    if apply:
        with connection.cursor() as cursor:
            cursor.execute(LOCK, [loading.lock])
    importer = loading.make(rows)
    importer.judge()
    report = Report(loading.listing, digest, rows)
    # A file with refused rows is judged in part: what it would do as a whole is not known.
    if report.is_accepted and isinstance(importer, Warns):
        report = replace(report, warnings=tuple(importer.warnings))
    if not apply or not report.is_accepted or report.changes_nothing:
        return report
    importer.write()
    report = replace(report, applied=True)
    loading.trace(report)
    return report


def trace_file(
    actor: Actor | None, report: Report, *, action: str, kind: str, code: str, label: str
) -> None:
    """One event for the whole file: its digest, its counts of rows and what was warned of."""
    counts = report.counts
    warned = {"peringatan": [found.problem for found in report.warnings]} if report.warnings else {}
    audit.record(
        actor=actor,
        action=action,
        subject_kind=kind,
        subject_code=code,
        subject_label=label,
        after={
            "sidik": report.digest,
            "baris": len(report.rows),
            "baru": counts[Outcome.NEW],
            "berubah": counts[Outcome.CHANGED],
            **warned,
        },
    )
