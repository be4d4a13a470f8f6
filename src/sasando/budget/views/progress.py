"""What an agency told of its physical progress, and the evidence behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import FileResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sasando.budget.access import may_open_evidence
from sasando.budget.actions.execution import progress_agency
from sasando.budget.curves import MONTH_WORDS
from sasando.budget.queries.execution import execution_years
from sasando.budget.queries.progress import progress_evidence, told_progress
from sasando.core.attachments import path_of
from sasando.core.errors import NotFoundForViewer
from sasando.core.paging import Crumb, asked_page

from .shared import asked_year, budget_crumb, paged

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.organization.requests import CityRequest


@never_cache
@login_required
@require_GET
def told(request: CityRequest, code: str) -> HttpResponse:
    """`/anggaran/serapan/<code>/fisik/riwayat/?tahun=`: every figure told, latest month first."""
    agency, year = progress_agency(code), asked_year(request)
    rows = [(row, MONTH_WORDS[row.progress.month - 1]) for row in told_progress(agency, year)]
    absorption = f"{reverse('budget:absorption')}?tahun={year}"
    context = {
        "agency": agency,
        "year": year,
        "years": execution_years(),
        "pager": paged(rows, asked_page(request), {"tahun": year}),
        "may_open": may_open_evidence(request.viewer, agency),
        "is_example": any(row.progress.is_example for row, _month in rows),
        "trail": [
            budget_crumb(),
            Crumb(_("Serapan"), absorption),
            Crumb(agency.name, reverse("budget:absorption_agency", args=[code])),
        ],
    }
    return render(request, "budget/progress_told.html", context)


@never_cache
@login_required
@require_GET
def evidence(request: CityRequest, code: str, digest: str) -> FileResponse:
    """`…/fisik/bukti/<digest>/`: a photo or PDF, to who leads the agency or checks the city."""
    attachment = progress_evidence(request.viewer, progress_agency(code), digest)
    path = path_of(attachment.sha256)
    if not path.exists():
        raise NotFoundForViewer(kind="bukti")
    response = FileResponse(path.open("rb"), content_type=attachment.media_type)
    # Whatever an uploaded PDF or picture holds, it runs nothing here.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
