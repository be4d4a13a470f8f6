"""*Papan*: how a unit is doing, and the rows behind each of its numbers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sasando.core import clock
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.organization.requests import CityRequest
from sasando.planning.periods import Span
from sasando.scoreboard.forms import AchievementForm, FilingForm, WaitingForm
from sasando.scoreboard.periods import has_begun
from sasando.scoreboard.queries.achievement import achievement_list
from sasando.scoreboard.queries.board import board_page
from sasando.scoreboard.queries.filing import filing_list
from sasando.scoreboard.queries.units import Family, family_with_rows, trail_of
from sasando.scoreboard.queries.waiting import ENTRIES, KINDS, Ask, waiting_list
from sasando.scoreboard.tables import ListPage, Slice

from .answers import list_answer, print_head, wanted_slice

if TYPE_CHECKING:
    from django.forms import Form


@never_cache
@login_required
@require_GET
def board(request: CityRequest) -> HttpResponse:
    """The board of the viewer's top unit; refused to whoever holds no post."""
    if not request.viewer.posts:
        raise NotPermitted
    return _board(request, "")


@never_cache
@login_required
@require_GET
def unit(request: CityRequest, code: str) -> HttpResponse:
    """The board of one unit in the viewer's scope."""
    return _board(request, code)


@never_cache
@login_required
@require_GET
def filing(request: CityRequest, code: str, day: str) -> HttpResponse:
    """Who of a unit filed on a day."""
    family = _family(request, code)
    form = FilingForm(request.GET, units=family.choices)
    chosen = _chosen(form)
    wanted = wanted_slice(request)
    page = filing_list(
        extent=family.narrowed(chosen["unit"]),
        day=_day(day),
        now=request.now,
        state=chosen["keadaan"],
        wanted=wanted,
    )
    return _list(request, family, page, wanted, form)


@never_cache
@login_required
@require_GET
def waiting(request: CityRequest, code: str) -> HttpResponse:
    """What waits for a decision in a unit."""
    family = _family(request, code)
    form = WaitingForm(request.GET, units=family.choices, kinds=KINDS)
    chosen = _chosen(form)
    ask = Ask(chosen["jenis"] or ENTRIES, chosen["jabatan"], bool(chosen["lewat"]))
    wanted = wanted_slice(request)
    extent = family.narrowed(chosen["unit"])
    page = waiting_list(extent=extent, now=request.now, ask=ask, wanted=wanted)
    return _list(request, family, page, wanted, form)


@never_cache
@login_required
@require_GET
def achievement(request: CityRequest, code: str) -> HttpResponse:
    """What was reached of a unit's signed promises."""
    family = _family(request, code)
    form = AchievementForm(request.GET)
    chosen = _chosen(form)
    wanted = wanted_slice(request)
    page = achievement_list(
        unit=family.unit,
        now=request.now,
        state=chosen["keadaan"],
        whole_branch=chosen["cakupan"] == "semua",
        wanted=wanted,
        span=_begun(form.span, clock.local_day(request.now)),
    )
    return _list(request, family, page, wanted, form)


def _board(request: CityRequest, code: str) -> HttpResponse:
    family, page = board_page(
        viewer=request.viewer,
        now=request.now,
        code=code,
        all_decisions=request.GET.get("putusan") == "semua",
        open_all=request.GET.get("buka") == "semua",
    )
    context = {
        "page": page,
        "trail": trail_of(request.viewer, family),
        "print_head": print_head(request, f"Papan {page.unit_name}"),
    }
    return render(request, "scoreboard/board.html", context)


def _list(
    request: CityRequest, family: Family, page: ListPage, wanted: Slice, form: Form
) -> HttpResponse:
    return list_answer(
        request,
        page=page,
        wanted=wanted,
        trail=trail_of(request.viewer, family, itself=True),
        tab="board",
        subject=("unit", family.unit.code),
        filter_form=form,
    )


def _family(request: CityRequest, code: str) -> Family:
    return family_with_rows(request.viewer, code, clock.local_day(request.now))


def _chosen(form: Form) -> dict[str, Any]:
    """What the filter asks for. NotFoundForViewer for an address no filter of ours makes."""
    if not form.is_valid():
        raise NotFoundForViewer(kind="saringan")
    return form.cleaned_data


def _begun(span: Span | None, today: date) -> Span | None:
    """A period of the address. NotFoundForViewer for one that is still to come."""
    if span is not None and not has_begun(span, today):
        raise NotFoundForViewer(kind="triwulan")
    return span


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotFoundForViewer(kind="hari") from None
