"""Crosscutting requests: asking, the lists of both sides, answering, taking back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sasando.core import clock
from sasando.core.errors import NotPermitted
from sasando.core.paging import Crumb
from sasando.core.sentences import sentence_for
from sasando.planning.actions.crosscutting import (
    accept_crosscutting,
    ask_crosscutting,
    refuse_crosscutting,
    withdraw_crosscutting,
)
from sasando.planning.errors import (
    CrosscuttingAsksItself,
    CrosscuttingDueTooEarly,
    CrosscuttingReasonMissing,
)
from sasando.planning.queries.crosscutting import request_page, requests_page
from sasando.planning.queries.tree import node_page
from sasando.planning.queries.tree_choices import agencies, all_indicators, nodes_of
from sasando.planning.tree_access import require_may_edit
from sasando.planning.tree_forms import AnswerForm, AskForm, WithdrawForm

from .shared import plan_crumb
from .tree import tree_crumbs, trees_crumb

if TYPE_CHECKING:
    from sasando.organization.requests import CityRequest
    from sasando.planning.queries.crosscutting import RequestPage


@login_required
@require_GET
def requests(request: CityRequest) -> HttpResponse:
    """`/perencanaan/lintas/`: what we asked, and what is asked of us."""
    context = {
        "page": requests_page(request.viewer),
        "today": clock.local_day(request.now),
        "trail": [plan_crumb(), trees_crumb()],
    }
    return render(request, "planning/tree_requests.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def ask(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/simpul/<code>/lintas/`: ask another for what a condition needs."""
    row = node_page(code, request.viewer).node
    require_may_edit(request.viewer, row.tree)
    form = AskForm(request.POST or None, agencies=agencies(row.tree), indicators=all_indicators())
    if request.method == "POST" and form.is_valid():
        try:
            made = ask_crosscutting(
                viewer=request.viewer, now=request.now, node_code=code, asking=form.asking()
            )
        except (CrosscuttingAsksItself, CrosscuttingDueTooEarly) as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            messages.success(request, "Permintaan terkirim dan menunggu jawaban.")
            return redirect("planning:request", made.code)
    context = {
        "form": form,
        "title": "Minta lintas sektor",
        "lead": f"Untuk: {row.text}",
        "button": "Kirim permintaan",
        "base": "core/base.html",
        "trail": [
            *tree_crumbs(row.tree), Crumb(row.text, reverse("planning:node", args=[code])),
        ],
    }  # fmt: skip
    return render(request, "planning/tree_form.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def answer(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/lintas/<code>/`: one request, and the answer of whoever is asked."""
    page = request_page(code, request.viewer, clock.local_day(request.now))
    form = AnswerForm(
        request.POST or None,
        parents=nodes_of(page.trees) if page.may_answer else [],
        is_outside=page.request.supplier is None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            _answer(request, page, form)
        except CrosscuttingReasonMissing as refusal:
            form.add_error("reason", sentence_for(refusal))
        else:
            messages.success(request, "Jawaban tersimpan.")
            return redirect("planning:request", code)
    context = {
        "page": page,
        "form": form,
        "withdraw_form": WithdrawForm(),
        "trail": [
            plan_crumb(), trees_crumb(), Crumb("Lintas sektor", reverse("planning:requests")),
        ],
    }  # fmt: skip
    return render(
        request, "planning/tree_request.html", context, status=422 if form.errors else 200
    )


def _answer(request: CityRequest, page: RequestPage, form: AnswerForm) -> None:
    """Hand the answer to its action; without one of the two nothing is answered."""
    code, reason = page.request.code, form.cleaned_data["reason"]
    decision = request.POST.get("jawaban", "")
    if decision == "terima":
        accept_crosscutting(
            viewer=request.viewer, now=request.now, code=code, acceptance=form.acceptance(),
            reason=reason,
        )  # fmt: skip
    elif decision == "tolak":
        refuse_crosscutting(viewer=request.viewer, now=request.now, code=code, reason=reason)
    else:
        raise NotPermitted


@login_required
@require_POST
def withdraw(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/lintas/<code>/tarik/`: take a request back."""
    request_page(code, request.viewer, clock.local_day(request.now))
    reason = request.POST.get("reason", "")[:1000]
    try:
        withdraw_crosscutting(viewer=request.viewer, code=code, reason=reason)
    except CrosscuttingReasonMissing as refusal:
        messages.error(request, sentence_for(refusal))
    else:
        messages.success(request, "Permintaan ditarik.")
    return redirect("planning:request", code)
