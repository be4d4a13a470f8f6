"""An agreement signed on paper: one planner brings the scan, a second person finds it right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from sasando.agreements.access import may_bring_scan, may_check_scan
from sasando.agreements.content import digest_of
from sasando.agreements.errors import (
    ContentDiffers,
    NotProposed,
    PaperDateImpossible,
    ReturnReasonMissing,
    ScanExists,
    ScanMissing,
    ScanNeedsOtherPerson,
    ScanOfOwnPaper,
    ScanRolesWrong,
)
from sasando.agreements.models import AgreementParty, PaperScan
from sasando.core import clock
from sasando.core.attachments import store
from sasando.core.errors import NotPermitted

from .finding import locked_agreement, require_last, trace

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from sasando.agreements.models import Agreement
    from sasando.organization.queries import Viewer


@transaction.atomic
def bring_scan(
    *,
    viewer: Viewer,
    now: datetime,
    code: str,
    upload: UploadedFile,
    signed_on: date,
    roles: Collection[str],
) -> PaperScan:
    """Keep the scan of a signed proposal; nobody counts as signed until it is found right.

    `roles` are the parties whose signatures stand on it. Raises NotFoundForViewer, NotPermitted,
    NotProposed, RevisionExists, ScanOfOwnPaper, ScanExists, ScanRolesWrong, PaperDateImpossible,
    AttachmentRefused.
    """
    agreement = locked_agreement(viewer, code)
    if not may_bring_scan(viewer, agreement):
        raise NotPermitted
    if agreement.proposed_at is None:
        raise NotProposed(code=code)
    require_last(agreement)
    _require_no_party(agreement, viewer)
    if agreement.scans.filter(verified_at__isnull=True, refused_at__isnull=True).exists():
        raise ScanExists(code=code)
    missing = set(agreement.parties.filter(signed_at__isnull=True).values_list("role", flat=True))
    if not roles or not set(roles) <= missing:
        raise ScanRolesWrong
    today, begun = clock.local_day(now), clock.local_day(agreement.created_at)
    if not begun <= signed_on <= today:
        raise PaperDateImpossible(day=signed_on)
    scan = PaperScan.objects.create(
        agreement=agreement,
        digest=agreement.content_digest,
        attachment=store(upload=upload, by_id=viewer.user_id),
        roles=sorted(roles),
        signed_on=signed_on,
        uploaded_by_id=viewer.person_id,
        uploaded_at=now,
    )
    facts = {"pindaian": scan.attachment.sha256, "tanggal": signed_on.isoformat()}
    trace(viewer, agreement, "agreement.scan-brought", after={**facts, "pihak": scan.roles})
    return scan


@transaction.atomic
def verify_scan(*, viewer: Viewer, now: datetime, code: str) -> PaperScan:
    """Find a scan right: it shows the proposal, signed by the named parties.

    Raises NotFoundForViewer, NotPermitted, ScanMissing, ScanNeedsOtherPerson, ScanOfOwnPaper,
    ContentDiffers.
    """
    agreement, scan = _to_check(viewer, code)
    if scan.digest != agreement.content_digest or digest_of(agreement) != scan.digest:
        raise ContentDiffers(code=code)
    scan.verified_by_id = viewer.person_id
    scan.verified_at = now
    scan.save(update_fields=["verified_by", "verified_at"])
    for party in agreement.parties.filter(role__in=scan.roles, signed_at__isnull=True):
        party.signed_at = now
        party.signed_digest = scan.digest
        party.signature_kind = AgreementParty.SignatureKind.PAPER
        party.paper_date = scan.signed_on
        party.save()
    facts = {"pindaian": scan.attachment.sha256, "pihak": scan.roles}
    trace(viewer, agreement, "agreement.scan-verified", after=facts)
    return scan


@transaction.atomic
def refuse_scan(*, viewer: Viewer, now: datetime, code: str, note: str) -> PaperScan:
    """Refuse a scan that does not show the proposal or lacks a signature, with a reason.

    Raises as `verify_scan`, and ReturnReasonMissing.
    """
    agreement, scan = _to_check(viewer, code)
    if not note.strip():
        raise ReturnReasonMissing
    scan.refused_by_id = viewer.person_id
    scan.refused_at = now
    scan.refusal = note.strip()
    scan.save(update_fields=["refused_by", "refused_at", "refusal"])
    trace(viewer, agreement, "agreement.scan-refused", reason=scan.refusal)
    return scan


def _to_check(viewer: Viewer, code: str) -> tuple[Agreement, PaperScan]:
    agreement = locked_agreement(viewer, code)
    if not may_check_scan(viewer, agreement):
        raise NotPermitted
    scan = (
        agreement.scans.select_related("attachment")
        .filter(verified_at__isnull=True, refused_at__isnull=True)
        .first()
    )
    if scan is None:
        raise ScanMissing(code=code)
    if scan.uploaded_by_id == viewer.person_id:
        raise ScanNeedsOtherPerson(code=code)
    _require_no_party(agreement, viewer)
    return agreement, scan


def _require_no_party(agreement: Agreement, viewer: Viewer) -> None:
    if agreement.parties.filter(person_id=viewer.person_id).exists():
        raise ScanOfOwnPaper(code=agreement.code)
