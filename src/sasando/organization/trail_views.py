"""The audit trail on a page: searched by the address, downloaded as a table."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sasando.core.trail import download, trail_page

from .access import require_trail_reader
from .forms import TrailForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from .requests import CityRequest


class _Echo:
    """A file that gives back what is written, so that a table can be sent while it is read."""

    def write(self, line: str) -> str:
        return line


@never_cache
@login_required
@require_GET
def trail(request: CityRequest) -> HttpResponse:
    """`/jejak/`: who did what, newest first."""
    require_trail_reader(request.viewer)
    form = TrailForm(request.GET)
    query = request.GET.copy()
    cursor = query.pop("sebelum", [""])[0]
    page = trail_page(form.asked(), cursor)
    top = f"?{query.urlencode()}"
    query["sebelum"] = page.older
    context = {
        "page": page,
        "filter_form": form,
        "download_url": f"{reverse('organization:trail_csv')}{top}",
        "newest_url": top if cursor else None,
        "older_url": f"?{query.urlencode()}" if page.older else None,
    }
    return render(request, "core/audit.html", context)


@never_cache
@login_required
@require_GET
def trail_csv(request: CityRequest) -> StreamingHttpResponse:
    """`/jejak/unduh.csv`: the same rows as a table; the download is itself traced."""
    require_trail_reader(request.viewer)
    rows = download(actor=request.viewer, asked=TrailForm(request.GET).asked())
    writer = csv.writer(_Echo())
    return StreamingHttpResponse(
        (writer.writerow(row) for row in rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="jejak.csv"'},
    )
