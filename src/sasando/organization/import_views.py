"""Loading lists on a page: upload, read the report, confirm. Nothing is loaded before that."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sasando.core.errors import NotFoundForViewer
from sasando.core.trail import safe_cell

from . import uploads
from .access import require_may_import
from .actions import import_list
from .forms import UploadForm
from .imports.columns import LISTINGS
from .imports.report import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .imports.columns import Listing
    from .imports.report import Report, Row
    from .requests import CityRequest

ROWS_SHOWN = 200
GRAVEST_FIRST = (Outcome.REFUSED, Outcome.CHANGED, Outcome.NEW)


@never_cache
@login_required
@require_GET
def imports(request: CityRequest) -> HttpResponse:
    """`/organisasi/impor/`: the lists that can be loaded."""
    require_may_import(request.viewer)
    return render(request, "organization/imports.html", {"listings": LISTINGS.values()})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def upload(request: CityRequest, kind: str) -> HttpResponse:
    """`/organisasi/impor/pegawai/`: judge a file and show what would happen."""
    listing = _listing(request, kind)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        content = form.cleaned_data["file"]
        report = import_list(
            viewer=request.viewer, now=request.now, listing=listing, content=content, apply=False
        )
        ticket = ""
        if report.rows:
            ticket = uploads.keep(viewer=request.viewer, kind=kind, content=content)
        return _show(request, report, ticket)
    context = {"listing": listing, "form": form}
    status = 422 if form.errors else 200
    return render(request, "organization/import_upload.html", context, status=status)


@never_cache
@login_required
@require_POST
def confirm(request: CityRequest, kind: str) -> HttpResponse:
    """Load the very file that was judged; it is judged once more, for the city may have changed."""
    listing = _listing(request, kind)
    ticket = request.POST.get("ticket", "")
    kept = uploads.fetch(viewer=request.viewer, kind=kind, ticket=ticket)
    report = import_list(
        viewer=request.viewer, now=request.now, listing=listing, content=kept.content, apply=True
    )
    if not report.is_accepted:
        return _show(request, report, ticket)
    uploads.discard(kept)
    messages.success(request, f"{listing.title}: {report.summary}")
    return redirect("organization:upload", kind)


@never_cache
@login_required
@require_POST
def report_csv(request: CityRequest, kind: str) -> HttpResponse:
    """The whole report of a judged file, every row, to mend the list by."""
    listing = _listing(request, kind)
    ticket = request.POST.get("ticket", "")
    kept = uploads.fetch(viewer=request.viewer, kind=kind, ticket=ticket)
    report = import_list(
        viewer=request.viewer, now=request.now, listing=listing, content=kept.content, apply=False
    )
    response = _csv(f"laporan-{kind}.csv")
    writer = csv.writer(response)
    writer.writerow(
        ["baris", "kode", "hasil", "kolom", "sebelum_atau_masalah", "sesudah_atau_saran"]
    )
    for row in report.rows:
        writer.writerows([safe_cell(cell) for cell in cells] for cells in _report_cells(row))
    return response


@login_required
@require_GET
def template_csv(request: CityRequest, kind: str) -> HttpResponse:
    """An empty list with its headings and two example rows."""
    listing = _listing(request, kind)
    response = _csv(f"templat-{kind}.csv")
    # The mark lets a spreadsheet know that the file is UTF-8.
    response.write(f"\ufeff{listing.template()}")
    return response


def _listing(request: CityRequest, kind: str) -> Listing:
    require_may_import(request.viewer)
    listing = LISTINGS.get(kind)
    if listing is None:
        raise NotFoundForViewer(kind="daftar")
    return listing


def _show(request: CityRequest, report: Report, ticket: str) -> HttpResponse:
    may_load = report.is_accepted and not report.changes_nothing
    context = {
        "report": report,
        "listing": report.listing,
        "counts": list(report.counts.items()),
        "rows": _shown_rows(report.rows),
        "rows_shown": ROWS_SHOWN,
        "ticket": ticket,
        "may_load": may_load,
    }
    status = 200 if report.is_accepted else 422
    return render(request, "organization/import_report.html", context, status=status)


def _shown_rows(rows: Sequence[Row]) -> list[Row]:
    """What needs reading first; rows that stay as they are are only counted."""
    told = [row for row in rows if row.outcome in GRAVEST_FIRST]
    return sorted(told, key=lambda row: (GRAVEST_FIRST.index(row.outcome), row.line))[:ROWS_SHOWN]


def _report_cells(row: Row) -> Iterator[list[str]]:
    head = [str(row.line), row.code, row.outcome.value]
    for found in row.troubles:
        yield [*head, found.field, found.problem, found.mend]
    if not row.troubles:
        for change in row.changes:
            yield [*head, change.field, change.before, change.after]
    if not row.troubles and not row.changes:
        yield [*head, "", "", ""]


def _csv(name: str) -> HttpResponse:
    return HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
