"""*Rencana*: promise results for the year, agree to those of one's people."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sasando.budget.queries.sub_activities import budgeted_activities
from sasando.core import clock
from sasando.core.paging import Crumb
from sasando.organization.errors import NoPositionHeld
from sasando.organization.requests import CityRequest
from sasando.work.actions import (
    add_result,
    agree_result,
    return_result,
    submit_result,
    tie_sub_activity,
)
from sasando.work.actions.money import require_may_tie
from sasando.work.actions.plans import ResultDraft
from sasando.work.forms import ResultForm, ResultMoneyForm
from sasando.work.models import PlannedResult
from sasando.work.queries.plan_page import plan_page, ties


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def plan(request: CityRequest) -> HttpResponse:
    """The viewer's results of the year, a form to add one, and what waits for his agreement."""
    post = request.viewer.main_post
    if post is None:
        raise NoPositionHeld
    choices = ties(request.viewer, post, request.now)
    form = ResultForm(request.POST or None, ties=choices) if choices else None
    if request.method == "POST" and form is not None and form.is_valid():
        result = add_result(viewer=request.viewer, now=request.now, draft=_draft(form))
        messages.success(request, f"Hasil kerja {result.code} tersimpan sebagai draf.")
        return redirect("work:plan")
    page = plan_page(viewer=request.viewer, post=post, now=request.now)
    context = {"page": page, "form": form, "form_action": ""}
    status = 422 if form is not None and form.errors else 200
    return render(request, "work/plan.html", context, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def result_money(request: CityRequest, code: str) -> HttpResponse:
    """`/rencana/<code>/anggaran/`: which sub-activity pays for a result."""
    results = PlannedResult.objects.select_related("unit", "skp").filter(code=code)
    found = require_may_tie(request.viewer, results.first())
    day = clock.local_day(request.now)
    known = budgeted_activities(found.unit.path, found.skp.year, day)
    now_tied = [row.code for row in known if row.node_id == found.sub_activity_id]
    form = ResultMoneyForm(
        request.POST if request.method == "POST" else None,
        known=known,
        initial={"sub_activity": "".join(now_tied[:1])},
    )
    if form.is_valid():
        chosen = form.cleaned_data["sub_activity"]
        tie_sub_activity(viewer=request.viewer, now=request.now, code=code, sub_activity=chosen)
        messages.success(request, "Sub kegiatan tersimpan.")
        return redirect("scoreboard:node", "hasil", code)
    context = {
        "result": found, "form": form, "known": bool(known),
        "trail": [Crumb("Rencana", reverse("work:plan"))],
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "work/result_money.html", context, status=status)


@login_required
@require_POST
def submit(request: CityRequest, code: str) -> HttpResponse:
    """Hand one's own result to the superior."""
    submit_result(viewer=request.viewer, code=code)
    messages.success(request, "Hasil kerja diajukan kepada penilai.")
    return redirect("work:plan")


@login_required
@require_POST
def agree(request: CityRequest, code: str) -> HttpResponse:
    """Agree to a subordinate's result."""
    agree_result(viewer=request.viewer, now=request.now, code=code)
    messages.success(request, "Hasil kerja disepakati.")
    return redirect("work:plan")


@login_required
@require_POST
def give_back(request: CityRequest, code: str) -> HttpResponse:
    """Return a subordinate's result with a note."""
    return_result(viewer=request.viewer, code=code, note=request.POST.get("note", "")[:1000])
    messages.success(request, "Hasil kerja dikembalikan dengan catatan Anda.")
    return redirect("work:plan")


def _draft(form: ResultForm) -> ResultDraft:
    data = form.cleaned_data
    where, _colon, code = data["tie"].partition(":")
    return ResultDraft(
        text=data["text"],
        indicator_text=data["indicator_text"],
        target=data["target"],
        measure=data["measure"],
        kind=data["kind"],
        parent_code=code if where == "hasil" else "",
        item_code=code if where == "butir" else "",
    )
