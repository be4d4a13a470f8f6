"""*Hari ini*: see the day, record an entry, mend it, take it back."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sasando.core import clock
from sasando.core.errors import DomainError, NotFoundForViewer
from sasando.core.sentences import sentence_for
from sasando.organization.errors import NoPositionHeld
from sasando.organization.models import Unit
from sasando.organization.queries import HeldPost
from sasando.organization.requests import CityRequest
from sasando.work.actions import Draft, record_entry, withdraw_entry
from sasando.work.days import open_days
from sasando.work.forms import EntryForm, first_values
from sasando.work.models import DailyEntry, PlannedResult
from sasando.work.queries.today import agreed_results, saved_day, today_page


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def today(request: CityRequest) -> HttpResponse:
    """The open day of whoever looks, with the form; a post records one entry."""
    if request.viewer.main_post is None and request.method == "GET":
        return render(request, "work/no_post.html")
    post = _post(request)
    chosen = _chosen_day(request)
    results = agreed_results(request.viewer, chosen or clock.local_day(request.now))
    if request.method == "POST":
        return _record(request, post, results, chosen)
    page = _page(request, post, results, chosen)
    form = _form(request, results, initial=_initial(request, page.day, results))
    return render(request, "work/today.html", {"page": page, "form": form})


@login_required
@require_POST
def withdraw(request: CityRequest, code: str) -> HttpResponse:
    """Take back one's own entry while its day is open."""
    recorded = withdraw_entry(viewer=request.viewer, now=request.now, code=code, key=uuid.uuid4())
    messages.success(request, "Catatan dibatalkan. Catatan dan pembatalannya tetap tersimpan.")
    return redirect(f"{reverse('work:today')}?hari={recorded.entry.day.isoformat()}")


@never_cache
@require_GET
def city_clock(request: CityRequest) -> HttpResponse:
    """The instant by which the city acts, for the countdown on the phone."""
    return JsonResponse({"now": request.now.isoformat()})


def _record(
    request: CityRequest, post: HeldPost, results: list[PlannedResult], chosen: date | None
) -> HttpResponse:
    form = _form(request, results, data=request.POST, files=request.FILES)
    if not form.is_valid():
        return _to_mend(request, post, results, chosen, form)
    try:
        recorded = record_entry(
            viewer=request.viewer,
            now=request.now,
            draft=_draft(form),
            upload=form.cleaned_data["evidence"],
        )
    except DomainError as failure:
        form.add_error(None, sentence_for(failure))
        return _to_mend(request, post, results, chosen, form)
    if "HX-Request" in request.headers:
        page = saved_day(
            viewer=request.viewer,
            post=post,
            day=recorded.entry.day,
            is_open=request.now < recorded.entry.closes_at,
        )
        saved = {"page": page, "saved_key": str(form.cleaned_data["key"])}
        return render(request, "work/_saved.html", saved)
    messages.success(request, f"Tersimpan. Kode catatan {recorded.entry.code}.")
    return redirect(f"{reverse('work:today')}?hari={recorded.entry.day.isoformat()}")


def _to_mend(
    request: CityRequest,
    post: HeldPost,
    results: list[PlannedResult],
    chosen: date | None,
    form: EntryForm,
) -> HttpResponse:
    page = _page(request, post, results, chosen)
    template = "work/_entry_form.html" if "HX-Request" in request.headers else "work/today.html"
    return render(request, template, {"page": page, "form": form}, status=422)


def _draft(form: EntryForm) -> Draft:
    data = form.cleaned_data
    return Draft(
        key=data["key"],
        day=data["day"],
        result_code=data["result"],
        interval=form.interval,
        activity=data["activity"],
        quantity=data["quantity"],
        measure=data["measure"],
        replaces_code=data["replaces"],
    )


def _post(request: CityRequest) -> HeldPost:
    if request.viewer.main_post is None:
        raise NoPositionHeld
    return request.viewer.main_post


def _page(
    request: CityRequest, post: HeldPost, results: list[PlannedResult], chosen: date | None
) -> Any:
    return today_page(
        viewer=request.viewer, post=post, now=request.now, results=results, chosen=chosen
    )


def _form(request: CityRequest, results: list[PlannedResult], **given: Any) -> EntryForm:
    is_shift = _post(request).unit_pattern == Unit.Pattern.ROSTER
    return EntryForm(results=results, is_shift=is_shift, **given)


def _initial(request: CityRequest, day: date, results: list[PlannedResult]) -> dict[str, Any]:
    code = request.GET.get("ganti", "")
    old = None
    if code:
        old = (
            DailyEntry.objects.select_related("result")
            .filter(code=code, person_id=request.viewer.person_id, replaced_by__isnull=True)
            .first()
        )
        if old is None:
            raise NotFoundForViewer(kind="catatan")
    return first_values(day=day.isoformat(), results=results, old=old)


def _chosen_day(request: CityRequest) -> date | None:
    text = request.GET.get("hari", "")
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NotFoundForViewer(kind="hari") from None
    opened = open_days(person_id=request.viewer.person_id, post=_post(request), now=request.now)
    return day if any(row.day == day for row in opened) else min(day, clock.local_day(request.now))
