"""What belongs to one entry: its receipt as a file and on paper, and its evidence."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sasando.core.attachments import path_of
from sasando.core.downloads import JSON_TYPE, download
from sasando.core.errors import NotFoundForViewer
from sasando.organization.requests import CityRequest
from sasando.seals.printing import sheet_of_promise, sheet_of_receipt
from sasando.seals.receipt import Receipt, file_bytes
from sasando.work.queries.entries import visible_entry
from sasando.work.receipts import own_proof


@never_cache
@login_required
@require_GET
def receipt_file(request: CityRequest, code: str) -> HttpResponse:
    """The author's receipt (or promise, while the day is not sealed) as JSON."""
    proof = own_proof(request.viewer, code)
    return download(f"sasando-{code}.json", file_bytes(proof), JSON_TYPE)


@never_cache
@login_required
@require_GET
def receipt_page(request: CityRequest, code: str) -> HttpResponse:
    """The receipt as a page to print, with a QR code to the public page of its day."""
    proof = own_proof(request.viewer, code)
    is_sealed = isinstance(proof, Receipt)
    sheet = sheet_of_receipt(proof) if isinstance(proof, Receipt) else sheet_of_promise(proof)
    context = {"code": code, "sheet": sheet, "is_sealed": is_sealed}
    return render(request, "work/receipt.html", context)


@never_cache
@login_required
@require_GET
def evidence(request: CityRequest, code: str) -> HttpResponse | FileResponse:
    """The photo or file of an entry, to its author and to whoever has it in scope."""
    entry = visible_entry(request.viewer, request.now, code)
    if entry is None or entry.evidence is None:
        raise NotFoundForViewer(kind="bukti")
    path = path_of(entry.evidence.sha256)
    if not path.exists():
        raise NotFoundForViewer(kind="bukti")
    response = FileResponse(path.open("rb"), content_type=entry.evidence.media_type)
    # Whatever an uploaded PDF or picture holds, it runs nothing here.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
