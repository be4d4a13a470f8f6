"""A version of the budget from its opening to its adoption."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, BinaryIO

from django.db import connection, transaction
from django.db.models import ProtectedError

from sasando.budget.access import require_may_manage
from sasando.budget.errors import (
    ActMissing,
    VersionEmpty,
    VersionExists,
    VersionFixed,
    VersionInUse,
    VersionOutOfChain,
    VersionUnbalanced,
)
from sasando.budget.imports.lines import load_lines, standing_report
from sasando.budget.imports.report import KEPT_IN_FILE
from sasando.budget.models import BudgetVersion
from sasando.budget.queries.identities import identities_of
from sasando.core import audit
from sasando.core.errors import NotFoundForViewer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any

    from sasando.budget.imports.report import LineReport
    from sasando.organization.queries import Viewer

MEBIBYTE = 1024**2
CHAIN_LOCK = "sasando.budget.chain"
Stage = BudgetVersion.Stage
_FOLLOWS = {
    Stage.SHIFT: {Stage.ORIGINAL, Stage.SHIFT},
    Stage.AMENDED: {Stage.ORIGINAL, Stage.SHIFT},
    Stage.SHIFT_AFTER: {Stage.AMENDED, Stage.SHIFT_AFTER},
}


@transaction.atomic
def open_version(
    *, viewer: Viewer | None, year: int, stage: str, as_of: date, source: str = "", scope: str = ""
) -> BudgetVersion:
    """Begin the next version of a year as an empty draft.

    The first is the original budget; a shift or amendment follows the last one, which must be
    adopted (Permendagri 77/2020 [M]: one amendment a year). Raises NotPermitted, VersionExists,
    VersionOutOfChain.
    """
    require_may_manage(viewer)
    lock_chain(year)
    last = BudgetVersion.objects.filter(year=year).order_by("-number").first()
    if stage == Stage.ORIGINAL and last is not None:
        raise VersionExists(year=year, number=last.number)
    if stage != Stage.ORIGINAL and (
        last is None or last.adopted_on is None or last.stage not in _FOLLOWS[Stage(stage)]
    ):
        raise VersionOutOfChain(year=year)
    number = 0 if last is None else last.number + 1
    version = BudgetVersion.objects.create(
        code=f"APBD-{year}-{number}",
        year=year,
        number=number,
        stage=stage,
        name=_name(year, stage, number),
        supersedes=last,
        as_of=as_of,
        source=source,
        is_example=viewer is not None and viewer.is_example,
        **({"scope": scope} if scope else {}),
    )
    _trace(viewer, version, "budget.version-opened", after={"tahap": stage})
    return version


def import_lines(
    *,
    viewer: Viewer | None,
    code: str,
    stream: BinaryIO,
    file_name: str,
    apply: bool,
    mapping: Mapping[str, str] | None = None,
) -> LineReport:
    """Load an export into a draft, or with `apply` off only say what would happen.

    All or nothing; the same file twice changes nothing. Raises NotPermitted, NotFoundForViewer,
    VersionFixed, BudgetFileRefused.
    """
    require_may_manage(viewer)
    digest = _digest(stream)
    with transaction.atomic():
        version = _draft(code)
        if version.file_digest == digest:
            return standing_report(version)
        report = load_lines(version, stream, mapping)
        if not apply or not report.is_accepted:
            transaction.set_rollback(True)
            return report
        version.file_digest = digest
        version.source = file_name
        version.save(update_fields=["file_digest", "source"])
        report.applied = True
        facts = {
            "berkas": file_name,
            "sidik": digest,
            "baris": report.rows,
            "pagu": str(report.total),
        }
        _trace(viewer, version, "budget.lines-loaded", after=facts)
    return report


@transaction.atomic
def judge_lines(
    *,
    viewer: Viewer | None,
    code: str,
    stream: BinaryIO,
    mapping: Mapping[str, str] | None = None,
) -> LineReport:
    """Judge an export with every odd row kept, as far as a file holds them; nothing is written.

    Raises as `import_lines`.
    """
    require_may_manage(viewer)
    report = load_lines(_draft(code), stream, mapping, kept_rows=KEPT_IN_FILE)
    transaction.set_rollback(True)
    return report


@transaction.atomic
def discard_version(*, viewer: Viewer | None, code: str) -> None:
    """Throw away a draft with its lines; an adopted version stays for ever.

    Raises NotPermitted, NotFoundForViewer, VersionFixed, VersionInUse (a printed figure or a
    later record names it).
    """
    require_may_manage(viewer)
    version = _draft(code)
    _trace(viewer, version, "budget.version-discarded", after={})
    version.lines.all()._raw_delete(version.lines.db)
    version.totals.all()._raw_delete(version.totals.db)
    try:
        version.delete()
    except ProtectedError as held:
        raise VersionInUse(code=code) from held


@transaction.atomic
def adopt_version(
    *,
    viewer: Viewer | None,
    code: str,
    legal_act: str,
    adopted_on: date,
    approved_on: date | None = None,
) -> BudgetVersion:
    """Enter the legal act of a draft; from then on its lines are fixed by the database.

    Raises NotPermitted, NotFoundForViewer, VersionFixed, VersionEmpty, ActMissing,
    VersionUnbalanced (a budget with revenue and expenditure whose SiLPA is not zero).
    """
    require_may_manage(viewer)
    version = _draft(code)
    if not legal_act.strip() or (approved_on is not None and approved_on > adopted_on):
        raise ActMissing(code=code)
    if not version.totals.exists():
        raise VersionEmpty(code=code)
    sums = identities_of(version)
    if sums.is_whole and sums.remainder:
        raise VersionUnbalanced(code=code, difference=sums.remainder)
    version.legal_act = legal_act.strip()
    version.adopted_on = adopted_on
    version.approved_on = approved_on
    version.save(update_fields=["legal_act", "adopted_on", "approved_on"])
    facts = {"dasar": version.legal_act, "tanggal": adopted_on.isoformat()}
    _trace(viewer, version, "budget.version-adopted", after=facts)
    return version


def lock_chain(year: int) -> None:
    """Let one at a time lengthen the chain of a year; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s), %s)", [CHAIN_LOCK, year])


def _draft(code: str) -> BudgetVersion:
    version = BudgetVersion.objects.select_for_update().filter(code=code).first()
    if version is None:
        raise NotFoundForViewer(kind="versi anggaran")
    if version.adopted_on is not None:
        raise VersionFixed(code=code)
    return version


def _digest(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    while part := stream.read(MEBIBYTE):
        digest.update(part)
    stream.seek(0)
    return digest.hexdigest()


def _name(year: int, stage: str, number: int) -> str:
    label = Stage(stage).label
    return (
        f"{label} {year}"
        if stage in {Stage.ORIGINAL, Stage.AMENDED}
        else f"{label} {number} tahun {year}"
    )


def _trace(
    viewer: Viewer | None, version: BudgetVersion, action: str, *, after: dict[str, Any]
) -> None:
    audit.record(
        actor=viewer,
        action=action,
        subject_kind="budget-version",
        subject_code=version.code,
        subject_label=version.name,
        after=after,
    )
