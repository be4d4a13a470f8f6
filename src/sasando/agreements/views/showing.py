"""One agreement: its legal form, its content as bytes, its changes, its cascading sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sasando.agreements.comparison import compare_with_superseded
from sasando.agreements.content import content_of, signature_facts
from sasando.agreements.models import OPEN_STATES
from sasando.agreements.pages import print_head_of, reason_label
from sasando.agreements.queries import agreement_for, cascade_sheet
from sasando.agreements.queries.money import money_of_items
from sasando.core import clock
from sasando.core.downloads import JSON_TYPE, download
from sasando.core.errors import NotFoundForViewer

from .answers import head, shown

if TYPE_CHECKING:
    from sasando.organization.requests import CityRequest


@never_cache
@login_required
@require_GET
def agreement(request: CityRequest, code: str) -> HttpResponse:
    """`/perjanjian/<code>/`: the agreement in its legal form."""
    found = agreement_for(request.viewer, code)
    context = {
        **shown(request, found),
        "money": money_of_items(found, request.viewer, clock.local_day(request.now)),
        "print_head": print_head_of(found, request.now),
    }
    return render(request, "agreements/agreement.html", context)


@never_cache
@login_required
@require_GET
def content(request: CityRequest, code: str) -> HttpResponse:
    """`/perjanjian/<code>/isi.json`: the very bytes whose SHA-256 is signed."""
    found = agreement_for(request.viewer, code)
    if found.state in OPEN_STATES:
        raise NotFoundForViewer(kind="isi")
    return download(f"{found.code}.json", content_of(found), JSON_TYPE)


@never_cache
@login_required
@require_GET
def signatures(request: CityRequest, code: str) -> HttpResponse:
    """`/perjanjian/<code>/tanda-tangan.json`: how each party signed, in Sasando or on paper."""
    found = agreement_for(request.viewer, code)
    if found.state in OPEN_STATES:
        raise NotFoundForViewer(kind="tanda tangan")
    facts = {"kode": found.code, "sidik_isi": found.content_digest}
    return JsonResponse({**facts, "tanda_tangan": signature_facts(found)})


@never_cache
@login_required
@require_GET
def compare(request: CityRequest, code: str) -> HttpResponse:
    """`/perjanjian/<code>/banding/`: a revision beside the version before it."""
    found = agreement_for(request.viewer, code)
    context = {
        **head(request, found),
        "comparison": compare_with_superseded(found),
        "reason_label": reason_label(found),
    }
    return render(request, "agreements/compare.html", context)


@never_cache
@login_required
@require_GET
def cascade(request: CityRequest, code: str) -> HttpResponse:
    """`/perjanjian/<code>/cascading/`: what each item serves above, and who serves it below."""
    found = agreement_for(request.viewer, code)
    context = {**head(request, found), "lines": cascade_sheet(found, request.viewer)}
    return render(request, "agreements/cascade.html", context)
