"""Own days that are past: the month, one day with its decisions, objections."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sasando.core import clock
from sasando.core.errors import NotFoundForViewer
from sasando.organization.errors import NoPositionHeld
from sasando.organization.models import Duty
from sasando.organization.queries import HeldPost
from sasando.organization.requests import CityRequest
from sasando.work.actions import decide_objection, file_objection
from sasando.work.forms import ObjectionForm
from sasando.work.models import Objection
from sasando.work.queries.day import day_page
from sasando.work.queries.month import month_page


@never_cache
@login_required
@require_GET
def month(request: CityRequest, month: str = "") -> HttpResponse:
    """The viewer's month, this one unless another is named (2026-11)."""
    first = _month(month) if month else clock.local_day(request.now).replace(day=1)
    if first > clock.local_day(request.now):
        raise NotFoundForViewer(kind="bulan")
    page = month_page(viewer=request.viewer, post=_post(request), now=request.now, month=first)
    return render(request, "work/month.html", {"page": page})


@never_cache
@login_required
@require_GET
def day(request: CityRequest, day: str) -> HttpResponse:
    """One of the viewer's own days with its entries, what was decided, and its seal."""
    _post(request)
    page = day_page(viewer=request.viewer, now=request.now, day=_day(day))
    return render(request, "work/day.html", {"page": page, "verdict": request.GET.get("putusan")})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def objections(request: CityRequest) -> HttpResponse:
    """File an objection to a closed day; see one's own, or all that wait for a decision."""
    _post(request)
    initial: dict[str, Any] = {"day": request.GET.get("hari", "")}
    form = ObjectionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        filed = file_objection(
            viewer=request.viewer,
            now=request.now,
            day=form.cleaned_data["day"],
            text=form.cleaned_data["text"],
        )
        messages.success(request, f"Keberatan {filed.code} tercatat dan menunggu putusan.")
        return redirect("work:objections")
    own = Objection.objects.filter(person_id=request.viewer.person_id)
    waiting = Objection.objects.none()
    if request.viewer.has(Duty.PERSONNEL):
        waiting = Objection.objects.filter(outcome=Objection.Outcome.OPEN).exclude(
            person_id=request.viewer.person_id
        )
    context = {"form": form, "own": own, "waiting": waiting.select_related("person")}
    return render(request, "work/objections.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def decide_on_objection(request: CityRequest, code: str) -> HttpResponse:
    """A personnel officer grants or rejects, with a reason."""
    outcome = (
        Objection.Outcome.GRANTED
        if request.POST.get("putusan") == "kabul"
        else Objection.Outcome.REJECTED
    )
    decide_objection(
        viewer=request.viewer,
        now=request.now,
        code=code,
        outcome=outcome,
        reason=request.POST.get("pertimbangan", "")[:2000],
    )
    messages.success(request, "Putusan tersimpan. Hari yang tutup tetap seperti adanya.")
    return redirect(reverse("work:objections"))


def _post(request: CityRequest) -> HeldPost:
    if request.viewer.main_post is None:
        raise NoPositionHeld
    return request.viewer.main_post


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotFoundForViewer(kind="hari") from None


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise NotFoundForViewer(kind="bulan") from None
