"""*Utas*: walk the thread up and down, and see the rows behind its counts."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sasando.core.errors import NotFoundForViewer
from sasando.core.paging import Crumb
from sasando.organization.requests import CityRequest
from sasando.scoreboard.forms import SearchForm, ThreadListForm
from sasando.scoreboard.queries.places import Place, place_for
from sasando.scoreboard.queries.thread import ThreadPage, missions_page, place_page
from sasando.scoreboard.queries.thread_lists import (
    branch_table,
    entry_list,
    indicator_list,
    people_list,
)
from sasando.scoreboard.tables import ListPage, Slice
from sasando.scoreboard.week import running_week

from .answers import file_of, list_answer, print_head, wanted_slice, wants_file


@never_cache
@login_required
@require_GET
def thread(request: CityRequest) -> HttpResponse:
    """All missions of the running plan."""
    return _answer(request, missions_page(now=request.now), [], "semua-misi")


@never_cache
@login_required
@require_GET
def node(request: CityRequest, kind: str, code: str) -> HttpResponse:
    """One place of the thread; with `lihat` the rows behind one of its counts."""
    chosen = request.GET.get("lihat", "")
    if chosen:
        return _rows(request, kind, code, chosen)
    place, page = place_page(viewer=request.viewer, now=request.now, kind=kind, code=code)
    return _answer(request, page, place.trail, f"{kind}-{code}")


def _answer(request: CityRequest, page: ThreadPage, trail: list[Crumb], name: str) -> HttpResponse:
    form = SearchForm(request.GET)
    words = form.cleaned_data["cari"].casefold() if form.is_valid() else ""
    found = [row for row in page.branches if words in f"{row.kind_label} {row.label}".casefold()]
    if wants_file(request):
        return file_of(branch_table(found), name)
    wanted = wanted_slice(request)
    is_long = len(page.branches) > wanted.size
    shown = found[wanted.start : wanted.stop]
    context = {
        "page": replace(page, branches=shown),
        "pager": wanted.pager(len(shown), len(found)),
        "filter_form": form if is_long else None,
        "trail": trail,
        "download_url": wanted.address(unduh="csv") if page.branches else None,
        "print_head": print_head(request, page.here.label),
    }
    return render(request, "scoreboard/thread.html", context)


def _rows(request: CityRequest, kind: str, code: str, chosen: str) -> HttpResponse:
    place = place_for(viewer=request.viewer, now=request.now, kind=kind, code=code)
    wanted = wanted_slice(request)
    form = ThreadListForm(request.GET) if chosen == "catatan" else None
    page = _list(request, place, wanted, chosen, form)
    return list_answer(
        request,
        page=page,
        wanted=wanted,
        trail=[*place.trail, Crumb(place.label, place.url)],
        tab="thread",
        subject=(kind, code),
        filter_form=form,
    )


def _list(
    request: CityRequest, place: Place, wanted: Slice, chosen: str, form: ThreadListForm | None
) -> ListPage:
    if chosen == "indikator":
        return indicator_list(place, wanted)
    if chosen == "orang":
        return people_list(place, request.viewer, wanted)
    if form is None:
        raise NotFoundForViewer(kind="daftar", code=chosen)
    day = form.cleaned_data["hari"] if form.is_valid() else None
    return entry_list(place, request.viewer, running_week(request.now), wanted, day)
