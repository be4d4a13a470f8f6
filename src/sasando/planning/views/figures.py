"""Figures one by one: what waits for a second person, verifying, evidence, late openings."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from sasando.core import clock
from sasando.core.attachments import path_of
from sasando.core.errors import DomainError, NotFoundForViewer, NotPermitted
from sasando.core.paging import Crumb
from sasando.core.sentences import sentence_for
from sasando.planning.actions.verification import decide_measurement, reopen_period
from sasando.planning.errors import ReopeningUnexplained, ReturnUnexplained
from sasando.planning.indicator_access import may_see_queue
from sasando.planning.indicator_forms import DecisionForm, ReopeningForm
from sasando.planning.periods import Span
from sasando.planning.policies import verifying_on
from sasando.planning.queries.verification import evidence_file, figure_view, waiting_figures

from .shared import plan_crumb

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.organization.requests import CityRequest

Form = TypeVar("Form", bound=forms.Form)


@never_cache
@login_required
@require_GET
def queue(request: CityRequest) -> HttpResponse:
    """`/perencanaan/indikator/verifikasi/`: submitted figures the viewer may verify."""
    if not may_see_queue(request.viewer, verifying_on(clock.local_day(request.now))):
        raise NotPermitted
    context = {
        "rows": waiting_figures(request.viewer, request.now),
        "trail": [plan_crumb(), Crumb("Indikator", reverse("planning:indicators"))],
    }
    return render(request, "planning/verification_queue.html", context)


@never_cache
@login_required
@require_GET
def figure(request: CityRequest, code: str, year: int, quarter: int) -> HttpResponse:
    """`…/<code>/realisasi/2026/3/`: one figure with its versions, files and verification."""
    return _page(request, code, _span(year, quarter))


@never_cache
@login_required
@require_POST
def decide(request: CityRequest, code: str, year: int, quarter: int) -> HttpResponse:
    """Verify the figure that was read, or return it."""
    span = _span(year, quarter)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, code, span, decision=form)
    try:
        decide_measurement(
            viewer=request.viewer, now=request.now, code=code, span=span, **form.cleaned_data
        )
    except ReturnUnexplained as refusal:
        return _page(request, code, span, decision=_mended(form, refusal))
    messages.success(request, "Putusan tersimpan.")
    return redirect("planning:verification_queue")


@never_cache
@login_required
@require_POST
def reopen(request: CityRequest, code: str, year: int, quarter: int) -> HttpResponse:
    """The leaders' exception: the closed period takes figures until the end of a day."""
    span = _span(year, quarter)
    form = ReopeningForm(request.POST)
    if not form.is_valid():
        return _page(request, code, span, reopening=form)
    try:
        reopen_period(
            viewer=request.viewer, now=request.now, code=code, span=span, **form.cleaned_data
        )
    except ReopeningUnexplained as refusal:
        return _page(request, code, span, reopening=_mended(form, refusal))
    messages.success(request, "Periode dibuka kembali.")
    return redirect("planning:figure", code, year, quarter)


@never_cache
@login_required
@require_GET
def evidence(request: CityRequest, code: str, year: int, quarter: int, digest: str) -> FileResponse:
    """A file of a figure, to checkers, reporters and the leaders above."""
    attachment = evidence_file(code, _span(year, quarter), digest, viewer=request.viewer)
    path = path_of(attachment.sha256)
    if not path.exists():
        raise NotFoundForViewer(kind="bukti")
    response = FileResponse(path.open("rb"), content_type=attachment.media_type)
    # Whatever an uploaded PDF or picture holds, it runs nothing here.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _page(
    request: CityRequest,
    code: str,
    span: Span,
    *,
    decision: DecisionForm | None = None,
    reopening: ReopeningForm | None = None,
) -> HttpResponse:
    """The figure's page; refused to whoever sent a form that is not his."""
    page = figure_view(code, span, viewer=request.viewer, now=request.now)
    if (decision and not page.may_decide) or (reopening and not page.may_reopen):
        raise NotPermitted
    version = page.row.version if page.row else 1
    context = {
        "page": page,
        "decision": decision or DecisionForm(initial={"version": version}),
        "reopening": reopening or ReopeningForm(),
        "trail": [
            plan_crumb(),
            Crumb("Indikator", reverse("planning:indicators")),
            Crumb(page.indicator.name, reverse("planning:indicator", args=[code])),
        ],
    }
    status = 422 if decision or reopening else 200
    return render(request, "planning/figure.html", context, status=status)


def _mended(form: Form, refusal: DomainError) -> Form:
    form.add_error(None, sentence_for(refusal))
    return form


def _span(year: int, quarter: int) -> Span:
    """Raises NotFoundForViewer for a period that does not exist."""
    if not 2000 <= year <= 2100 or quarter > 4:
        raise NotFoundForViewer(kind="periode")
    return Span(year, quarter)
