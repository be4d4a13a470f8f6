"""The page of the last quarter: what each agency must still do before the year ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sasando.budget.curves import finding_of
from sasando.budget.documents.absorption import report_of
from sasando.budget.documents.acceleration_paper import acceleration_pdf, push_pdf
from sasando.budget.queries.acceleration import acceleration_page
from sasando.budget.queries.execution import agency_page, version_in_force
from sasando.core.downloads import PDF_TYPE, download
from sasando.core.errors import NotFoundForViewer

from .shared import budget_crumb, today_of
from .standing import shown

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.budget.queries.acceleration import AccelerationPage
    from sasando.organization.requests import CityRequest


@never_cache
@login_required
@require_GET
def acceleration(request: CityRequest) -> HttpResponse:
    """`/anggaran/percepatan/?skpd=`: the rest of this year, agency by agency."""
    page = _page(request)
    wanted = request.GET.get("skpd", "")
    pushes = [push for push in page.rows if wanted in {"", push.standing.code}]
    context = {
        "page": page,
        "basis": page.basis,
        "pushes": [
            {
                **shown(push.standing, page.basis),
                "push": push,
                "finding": finding_of(push.standing),
            }
            for push in pushes
        ],
        "choices": sorted((row.standing.name, row.standing.code) for row in page.rows),
        "wanted": wanted if pushes else "",
        "trail": [budget_crumb()],
    }
    return render(request, "budget/acceleration.html", context)


@login_required
@require_GET
def acceleration_file(request: CityRequest) -> HttpResponse:
    """`/anggaran/percepatan.pdf?skpd=`: one sheet of paper, of every agency or of one."""
    page = _page(request)
    year, wanted = page.basis.version.year, request.GET.get("skpd", "")
    if not wanted:
        report = report_of(page.basis, page.total.standing)
        content = acceleration_pdf(page, report, now=request.now)
        return download(f"percepatan-{year}.pdf", content, PDF_TYPE)
    push = next((push for push in page.rows if push.standing.code == wanted), None)
    if push is None:
        raise NotFoundForViewer(kind="SKPD")
    agency = agency_page(page.basis.version, wanted, page.basis.day)
    content = push_pdf(page, push, agency, now=request.now)
    return download(f"percepatan-{year}-{wanted}.pdf", content, PDF_TYPE)


def _page(request: CityRequest) -> AccelerationPage:
    today = today_of(request)
    return acceleration_page(version_in_force(today.year, today), today)
