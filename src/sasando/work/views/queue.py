"""*Antrean*: read what waits, accept it or return it with a note, one by one."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.core.paging import asked_page
from sasando.organization.requests import CityRequest
from sasando.work.actions import decide
from sasando.work.errors import EntryAlreadyDecided, NoteMissing
from sasando.work.forms import QueueFilter
from sasando.work.models import EntryDecision
from sasando.work.queries.entries import visible_entry
from sasando.work.queries.queue import pending_entry, queue_entry, queue_page, verdict_words

VERDICTS = {
    "accept": EntryDecision.Verdict.ACCEPTED,
    "return": EntryDecision.Verdict.RETURNED,
}


@never_cache
@login_required
@require_GET
def queue(request: CityRequest) -> HttpResponse:
    """What waits for the viewer; refused to whoever holds no post."""
    if not request.viewer.posts:
        raise NotPermitted
    form = QueueFilter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    filters = Q()
    if chosen.get("orang"):
        filters &= Q(author__name__icontains=chosen["orang"])
    if chosen.get("hari"):
        filters &= Q(day=chosen["hari"])
    if chosen.get("naik"):
        filters &= Q(decide_by__lte=request.now)
    query = request.GET.copy()
    query.pop("halaman", None)
    page = queue_page(
        viewer=request.viewer,
        now=request.now,
        filters=filters,
        page=asked_page(request),
        query=query.urlencode(),
    )
    context = {"page": page, "filter_form": form, "download_url": None}
    return render(request, "work/queue.html", context)


@login_required
@require_POST
def decide_entry(request: CityRequest, code: str) -> HttpResponse:
    """One decision on one entry; a return without a note is given back to be mended."""
    verdict = VERDICTS.get(request.POST.get("decision", ""))
    pending = pending_entry(code)
    if visible_entry(request.viewer, request.now, code) is None or verdict is None:
        raise NotFoundForViewer(kind="catatan")
    if pending is None:
        raise EntryAlreadyDecided(code=code)
    note = request.POST.get("note", "")[:500]
    entry = queue_entry(pending, request.now)
    try:
        decision = decide(
            viewer=request.viewer, now=request.now, entry_code=code, verdict=verdict, note=note
        )
    except NoteMissing:
        mend = "Tulis alasannya, supaya pegawai tahu apa yang perlu diperbaiki."
        return _answer(request, replace(entry, return_mend=mend), status=422)
    tone, label = verdict_words(decision.verdict)
    entry = replace(
        entry, return_note=note, decided_tone=tone, decided_label=label, decided_at=request.now
    )
    return _answer(request, entry, status=200)


def _answer(request: CityRequest, entry: object, *, status: int) -> HttpResponse:
    if "HX-Request" in request.headers:
        return render(request, "work/_queue_entry.html", {"entry": entry}, status=status)
    if status == 200:
        messages.success(request, "Keputusan tersimpan.")
    else:
        messages.error(request, "Tulis alasannya, supaya pegawai tahu apa yang perlu diperbaiki.")
    return redirect(reverse("work:queue"))
