"""Loading the lists of a budget on its way, and telling how far the work is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from sasando.budget.access import require_may_manage
from sasando.budget.errors import ProgressRefused
from sasando.budget.imports.execution.columns import (
    ACCOUNT_REPORT,
    CASH_PLAN,
    CONTRACT_PROGRESS,
    CONTRACTS,
    PAYMENTS,
    PROGRESS,
    SIPD_IDS,
    STATEMENT,
)
from sasando.budget.imports.execution.contract_progress import ContractProgressImport
from sasando.budget.imports.execution.contracts import ContractImport
from sasando.budget.imports.execution.payments import PaymentImport
from sasando.budget.imports.execution.plan import CashPlanImport
from sasando.budget.imports.execution.progress import ProgressImport
from sasando.budget.imports.execution.reports import ReportImport
from sasando.budget.imports.execution.sipd import SipdIdImport
from sasando.budget.models import BudgetActivity, BudgetTotal, BudgetUnit, PhysicalProgress
from sasando.budget.queries.versions import version_for
from sasando.core import attachments, audit, clock
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.core.listings.loading import LOCK, Loading, load_content, trace_file
from sasando.organization.models import Duty

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from decimal import Decimal

    from django.core.files.uploadedfile import UploadedFile

    from sasando.core.listings.columns import Listing
    from sasando.core.listings.judging import Importer
    from sasando.core.listings.report import Report, Row
    from sasando.organization.queries import Viewer

    Make = Callable[[Sequence[Row]], Importer]

IMPORT_LOCK = "sasando.budget.execution"


def import_payments(*, viewer: Viewer | None, now: datetime, content: bytes, apply: bool) -> Report:
    """Load a list of SP2D; a wrong file raises nothing, its report says what to mend.

    All or nothing, the same file twice changes nothing. Raises NotPermitted, as all of these.
    """
    today = clock.local_day(now)
    return _load(viewer, PAYMENTS, lambda rows: PaymentImport(rows, today), content, apply=apply)


def import_contracts(
    *, viewer: Viewer | None, now: datetime, content: bytes, apply: bool
) -> Report:
    """Load contracts; a number that stands already is changed as an addendum does."""
    return _load(viewer, CONTRACTS, ContractImport, content, apply=apply)


def import_contract_progress(
    *, viewer: Viewer | None, now: datetime, content: bytes, apply: bool
) -> Report:
    """Load how far contracts were at the end of months that are over."""
    today = clock.local_day(now)
    return _load(
        viewer, CONTRACT_PROGRESS, lambda rows: ContractProgressImport(rows, today), content,
        apply=apply,
    )  # fmt: skip


def import_sipd_ids(*, viewer: Viewer | None, now: datetime, content: bytes, apply: bool) -> Report:
    """Load what the inner numbers of SIPD mean; lists loaded before stay as they are."""
    return _load(viewer, SIPD_IDS, SipdIdImport, content, apply=apply)


def import_progress(*, viewer: Viewer | None, now: datetime, content: bytes, apply: bool) -> Report:
    """Load physical progress of months that are over (data_rfk)."""
    today = clock.local_day(now)
    return _load(viewer, PROGRESS, lambda rows: ProgressImport(rows, today), content, apply=apply)


def import_account_report(
    *, viewer: Viewer | None, now: datetime, content: bytes, apply: bool
) -> Report:
    """Load cumulative figures per agency and account (data_realisasi_akun)."""
    return _load_report(viewer, ACCOUNT_REPORT, now, content, apply=apply)


def import_statement(
    *, viewer: Viewer | None, now: datetime, content: bytes, apply: bool
) -> Report:
    """Load the city's statement of realisation (aklap_lra)."""
    return _load_report(viewer, STATEMENT, now, content, apply=apply)


def import_cash_plan(*, viewer: Viewer | None, code: str, content: bytes, apply: bool) -> Report:
    """Load the cash plan of a version; raises NotFoundForViewer besides."""
    require_may_manage(viewer)
    version = version_for(code)
    return _load(
        viewer, CASH_PLAN, lambda rows: CashPlanImport(rows, version), content, apply=apply,
        label=f"{CASH_PLAN.title} {version.name}",
    )  # fmt: skip


@transaction.atomic
def record_progress(
    *,
    viewer: Viewer,
    now: datetime,
    agency_code: str,
    activity_code: str,
    year: int,
    month: int,
    percent: Decimal,
    note: str = "",
    evidence: UploadedFile | None = None,
) -> PhysicalProgress:
    """Tell how far a sub-activity of one's own agency was at the end of a month.

    Raises NotFoundForViewer, NotPermitted (only its head), ProgressRefused (the month
    is not over, or the percentage lies outside 0 to 100), AttachmentRefused.
    """
    agency = progress_agency(agency_code)
    if not may_record_progress(viewer, agency):
        raise NotPermitted
    today = clock.local_day(now)
    if not (1 <= month <= 12 and (year, month) < (today.year, today.month)):
        raise ProgressRefused(problem="month")
    if not 0 <= percent <= 100:
        raise ProgressRefused(problem="percent")
    activity = _activity_of(agency, activity_code, year)
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [IMPORT_LOCK])
    told = PhysicalProgress.objects.filter(
        agency=agency, activity=activity, year=year, month=month
    ).order_by("-number")
    last = told.first()
    made = PhysicalProgress.objects.create(
        agency=agency,
        activity=activity,
        year=year,
        month=month,
        number=last.number + 1 if last else 1,
        percent=percent,
        note=note.strip(),
        evidence=attachments.store(upload=evidence, by_id=viewer.user_id) if evidence else None,
        recorded_by_id=viewer.person_id or None,
        is_example=viewer.is_example,
    )
    facts = {"bulan": f"{year}-{month:02d}", "persen": str(percent), "urutan": made.number}
    before = {"persen": str(last.percent)} if last else {}
    _trace(viewer, agency, activity, before, facts)
    return made


def progress_agency(code: str) -> BudgetUnit:
    """The agency with this printed code. Raises NotFoundForViewer."""
    found = BudgetUnit.objects.select_related("unit").filter(code=code, parent=None)
    agency = found.order_by("unit_id", "-pk").first()
    if agency is None:
        raise NotFoundForViewer(kind="SKPD")
    return agency


def may_record_progress(viewer: Viewer, agency: BudgetUnit) -> bool:
    """Whether the viewer leads this very agency; planners load lists instead."""
    return agency.unit is not None and any(
        post.unit_id == agency.unit_id and post.duty == Duty.HEAD for post in viewer.posts
    )


def _activity_of(agency: BudgetUnit, code: str, year: int) -> BudgetActivity:
    totals = BudgetTotal.objects.filter(
        version__year=year, agency=agency, activity__code=code, activity__level="SUBKEGIATAN"
    ).order_by("-version__number")
    found = totals.select_related("activity").first()
    if found is None or found.activity is None:
        raise NotFoundForViewer(kind="sub kegiatan")
    return found.activity


def _trace(
    viewer: Viewer,
    agency: BudgetUnit,
    activity: BudgetActivity,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    audit.record(
        actor=viewer,
        action="budget.progress-recorded",
        subject_kind="budget-unit",
        subject_code=agency.code,
        subject_label=f"{agency.name}: {activity.code}",
        before=before,
        after=after,
    )


def _load_report(
    viewer: Viewer | None, listing: Listing, now: datetime, content: bytes, *, apply: bool
) -> Report:
    today = clock.local_day(now)
    return _load(
        viewer, listing, lambda rows: ReportImport(rows, listing, today), content, apply=apply
    )


def _load(
    viewer: Viewer | None,
    listing: Listing,
    make: Make,
    content: bytes,
    *,
    apply: bool,
    label: str = "",
) -> Report:
    require_may_manage(viewer)

    def trace(report: Report) -> None:
        trace_file(
            viewer,
            report,
            action="budget.execution-loaded",
            kind="budget-list",
            code=f"{listing.code}-{report.digest[:16]}",
            label=label or listing.title,
        )

    return load_content(Loading(listing, make, IMPORT_LOCK, trace), content, apply=apply)
