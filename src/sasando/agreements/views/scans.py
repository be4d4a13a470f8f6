"""An agreement signed on paper: bringing its scan, comparing it, and the file itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from sasando.agreements.access import may_bring_scan, may_check_scan, may_prepare
from sasando.agreements.actions import bring_scan, refuse_scan, verify_scan
from sasando.agreements.forms import NoteForm, ScanForm
from sasando.agreements.queries import agreement_for
from sasando.core.attachments import path_of
from sasando.core.errors import DomainError, NotFoundForViewer, NotPermitted

from .answers import mend, shown, status_of

if TYPE_CHECKING:
    from sasando.agreements.models import Agreement, PaperScan
    from sasando.organization.requests import CityRequest

SCAN_FIELDS = {
    "attachment-refused": "scan",
    "agreement-paper-date-impossible": "signed_on",
    "agreement-scan-roles-wrong": "roles",
}


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def scan(request: CityRequest, code: str) -> HttpResponse:
    """`/perjanjian/<code>/kertas/`: a planner brings the scan of the signed paper."""
    found = agreement_for(request.viewer, code)
    if not may_bring_scan(request.viewer, found):
        raise NotPermitted
    unsigned = found.parties.filter(signed_at__isnull=True).order_by("-role")
    parties = [(row.role, f"{row.name}, {row.title}") for row in unsigned]
    form = ScanForm(request.POST or None, request.FILES or None, parties=parties)
    if request.method == "POST" and form.is_valid() and _brought(request, code, form):
        messages.success(request, _("Pindaian tersimpan dan menunggu diperiksa orang kedua."))
        return redirect("agreements:agreement", code)
    context = {**shown(request, found), "form": form}
    return render(request, "agreements/scan.html", context, status=status_of(form))


def _brought(request: CityRequest, code: str, form: ScanForm) -> bool:
    chosen = form.cleaned_data
    try:
        bring_scan(
            viewer=request.viewer,
            now=request.now,
            code=code,
            upload=chosen["scan"],
            signed_on=chosen["signed_on"],
            roles=chosen["roles"],
        )
    except DomainError as failure:
        return mend(form, failure, SCAN_FIELDS)
    return True


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def check_scan(request: CityRequest, code: str) -> HttpResponse:
    """`/perjanjian/<code>/kertas/periksa/`: a second person compares scan and proposal."""
    found = agreement_for(request.viewer, code)
    if not may_check_scan(request.viewer, found):
        raise NotPermitted
    refuses = request.method == "POST" and request.POST.get("putusan") == "tolak"
    form = NoteForm(request.POST if refuses else None)
    if refuses and form.is_valid():
        note = form.cleaned_data["note"]
        refuse_scan(viewer=request.viewer, now=request.now, code=code, note=note)
        messages.success(request, _("Pindaian ditolak dengan alasan Anda."))
        return redirect("agreements:agreement", code)
    if request.method == "POST" and not refuses:
        verify_scan(viewer=request.viewer, now=request.now, code=code)
        messages.success(request, _("Pindaian cocok. Tanda tangan di atas kertas tercatat."))
        return redirect("agreements:agreement", code)
    context = {**shown(request, found), "form": form}
    brought = context["page"].scan
    context["is_own_scan"] = brought and brought.uploaded_by_id == request.viewer.person_id
    return render(request, "agreements/check_scan.html", context, status=status_of(form))


@never_cache
@login_required
@require_GET
def scan_file(request: CityRequest, code: str) -> HttpResponse | FileResponse:
    """`/perjanjian/<code>/kertas/pindaian`: the newest scan, for parties, preparers, checkers.

    It shows signatures and personal numbers, so colleagues who may read the agreement do not see
    it.
    """
    found = agreement_for(request.viewer, code)
    newest = found.scans.select_related("attachment").order_by("-uploaded_at").first()
    if newest is None or not _may_see(request, found, newest):
        raise NotFoundForViewer(kind="pindaian")
    path = path_of(newest.attachment.sha256)
    if not path.exists():
        raise NotFoundForViewer(kind="pindaian")
    response = FileResponse(path.open("rb"), content_type=newest.attachment.media_type)
    # Whatever an uploaded PDF or picture holds, it runs nothing here.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _may_see(request: CityRequest, found: Agreement, newest: PaperScan) -> bool:
    viewer = request.viewer
    return (
        may_prepare(viewer, found)
        or may_check_scan(viewer, found)
        or newest.uploaded_by_id == viewer.person_id
        or found.parties.filter(person_id=viewer.person_id or -1).exists()
    )
