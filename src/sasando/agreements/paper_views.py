"""An agreement on paper, and the public page that tells whether a paper is ours and still holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from sasando.core import clock
from sasando.core.downloads import PDF_TYPE, download
from sasando.core.errors import NotFoundForViewer
from sasando.papers import public
from sasando.papers.queries import file_of, paper_with_code

from . import pact_papers
from .docx import agreement_docx
from .models import SIGNED_STATES
from .pact_papers import draft_pact_pdf, issue_pact, pact_is_whole
from .paper_content import has_plan
from .papers import ACTION_PLAN, AGREEMENT, draft_pdf, issue_agreement, standing_of
from .plan_papers import draft_plan_pdf, issue_plan, newest_plan_of, plan_standing
from .queries import agreement_for
from .queries.pacts import pact_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from sasando.organization.requests import CityRequest
    from sasando.papers.models import IssuedPaper

    from .models import ActionPlan, Agreement
    from .papers import Form

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@never_cache
@login_required
@require_GET
def paper_pdf(request: CityRequest, code: str) -> HttpResponse:
    """`/perjanjian/<code>/dokumen.pdf`: the issued paper, or a draft while signatures miss."""
    return _paper(request, agreement_for(request.viewer, code), AGREEMENT)


@never_cache
@login_required
@require_GET
def plan_pdf(request: CityRequest, code: str) -> HttpResponse:
    """`/perjanjian/<code>/rencana-aksi.pdf`: the newest plan, or the quarters of the agreement."""
    found = agreement_for(request.viewer, code)
    plan = newest_plan_of(request.viewer, found)
    if plan is not None:
        return _plan_paper(request, plan)
    if not has_plan(found):
        raise NotFoundForViewer(kind="rencana aksi")
    return _paper(request, found, ACTION_PLAN)


def _plan_paper(request: CityRequest, plan: ActionPlan) -> HttpResponse:
    if plan.agreed_at is None:
        return download(f"draf-{plan.code}.pdf", draft_plan_pdf(plan, now=request.now), PDF_TYPE)
    paper = issue_plan(viewer=request.viewer, now=request.now, code=plan.code)
    return download(f"{paper.code}.pdf", file_of(paper), PDF_TYPE)


def _paper(request: CityRequest, found: Agreement, form: Form) -> HttpResponse:
    if found.state in SIGNED_STATES:
        paper = issue_agreement(viewer=request.viewer, now=request.now, code=found.code, form=form)
        return download(f"{paper.code}.pdf", file_of(paper), PDF_TYPE)
    name = f"draf-{form.kind}-{found.code}.pdf"
    return download(name, draft_pdf(found, now=request.now, form=form), PDF_TYPE)


@never_cache
@login_required
@require_GET
def pact_pdf(request: CityRequest, code: str) -> HttpResponse:
    """`/perjanjian/pakta/<code>/dokumen.pdf`: the pact, or a draft while the witness misses."""
    pact = pact_for(request.viewer, code)
    if pact_is_whole(pact, clock.local_day(request.now)):
        paper = issue_pact(viewer=request.viewer, now=request.now, code=code)
        return download(f"{paper.code}.pdf", file_of(paper), PDF_TYPE)
    return download(f"draf-{code}.pdf", draft_pact_pdf(pact, now=request.now), PDF_TYPE)


@never_cache
@login_required
@require_GET
def paper_docx(request: CityRequest, code: str) -> HttpResponse:
    """`/perjanjian/<code>/dokumen.docx`: a working copy for Word; only the PDF is valid."""
    found = agreement_for(request.viewer, code)
    content = agreement_docx(found, day=clock.local_day(request.now))
    return download(f"naskah-{code}.docx", content, WORD)


@require_http_methods(["GET", "HEAD", "POST"])
def check_agreement(request: HttpRequest, code: str) -> HttpResponse:
    """`/periksa/PK-<code>/`: a Perjanjian Kinerja on paper, for whoever holds it."""
    return _check(request, f"{AGREEMENT.kind}-{code}", standing_of)


@require_http_methods(["GET", "HEAD", "POST"])
def check_plan(request: HttpRequest, code: str) -> HttpResponse:
    """`/periksa/RA-<code>/`: an action plan on paper."""
    return _check(
        request,
        f"{ACTION_PLAN.kind}-{code}",
        lambda paper: plan_standing(paper) or standing_of(paper),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def check_pact(request: HttpRequest, code: str) -> HttpResponse:
    """`/periksa/PI-<code>/`: an integrity pact on paper."""
    return _check(request, f"{pact_papers.KIND}-{code}", pact_papers.pact_standing)


def _check(
    request: HttpRequest, code: str, standing: Callable[[IssuedPaper], public.Standing]
) -> HttpResponse:
    paper = paper_with_code(code)
    if paper is None:
        return public.unknown(request, code)
    return public.answer(request, paper, standing(paper))
