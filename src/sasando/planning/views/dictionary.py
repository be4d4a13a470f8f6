"""The dictionary of indicators: new ones, revisions, targets, and what each said before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from sasando.core import clock
from sasando.core.paging import Crumb
from sasando.core.sentences import sentence_for
from sasando.planning.actions.dictionary import create_indicator, revise_indicator, set_target
from sasando.planning.errors import (
    IndicatorCodeTaken,
    IndicatorIncomplete,
    RevisionUnexplained,
    TargetIncomplete,
    TargetPeriodOver,
)
from sasando.planning.indicator_access import require_may_define
from sasando.planning.indicator_forms import DefinitionForm, TargetForm
from sasando.planning.queries.dictionary import revisions_of, targets_of, to_edit

from .shared import plan_crumb

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.organization.requests import CityRequest
    from sasando.planning.models import Indicator

MENDABLE = (
    IndicatorCodeTaken,
    IndicatorIncomplete,
    RevisionUnexplained,
    TargetIncomplete,
    TargetPeriodOver,
)
YEARS_AHEAD = 5


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def create(request: CityRequest) -> HttpResponse:
    """`/perencanaan/indikator/baru/`: a planner adds an indicator."""
    require_may_define(request.viewer)
    today = clock.local_day(request.now)
    form = DefinitionForm(request.POST or None, row=None, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            row = create_indicator(
                viewer=request.viewer,
                code=form.cleaned_data["code"],
                definition=form.definition_typed(),
                place=form.place(),
            )
        except MENDABLE as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            messages.success(request, "Indikator tersimpan. Tetapkan targetnya.")
            return redirect("planning:indicator_targets", row.code)
    return _form_page(request, form, row=None)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def edit(request: CityRequest, code: str) -> HttpResponse:
    """`…/<code>/ubah/`: a planner revises an indicator; what it said before stays readable."""
    require_may_define(request.viewer)
    row = to_edit(code)
    form = DefinitionForm(request.POST or None, row=row, today=clock.local_day(request.now))
    if request.method == "POST" and form.is_valid():
        try:
            revise_indicator(
                viewer=request.viewer,
                code=code,
                definition=form.definition_typed(),
                place=form.place(),
                reason=form.cleaned_data["reason"],
            )
        except MENDABLE as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            messages.success(request, "Indikator tersimpan.")
            return redirect("planning:indicator", code)
    return _form_page(request, form, row=row)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def targets(request: CityRequest, code: str) -> HttpResponse:
    """`…/<code>/target/`: a planner sets or revises the target of a period that still runs."""
    require_may_define(request.viewer)
    row = to_edit(code)
    this_year = clock.local_day(request.now).year
    years = range(this_year, this_year + YEARS_AHEAD + 1)
    form = TargetForm(request.POST or None, indicator=row, years=years, initial=_asked(request))
    if request.method == "POST" and form.is_valid():
        try:
            set_target(
                viewer=request.viewer,
                now=request.now,
                code=code,
                target=form.target(),
                reason=form.cleaned_data["reason"],
            )
        except MENDABLE as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            messages.success(request, "Target tersimpan.")
            return redirect("planning:indicator_targets", code)
    context = {"row": row, "form": form, "targets": targets_of(row, request.now),
               "trail": _trail(row)}  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "planning/indicator_targets.html", context, status=status)


@login_required
@require_GET
def revisions(request: CityRequest, code: str) -> HttpResponse:
    """`…/<code>/revisi/`: what the indicator said, revision by revision."""
    row = to_edit(code)
    context = {"row": row, "revisions": revisions_of(row), "trail": _trail(row)}
    return render(request, "planning/indicator_revisions.html", context)


def _form_page(request: CityRequest, form: DefinitionForm, row: Indicator | None) -> HttpResponse:
    trail = [plan_crumb(), _list_crumb()] if row is None else _trail(row)
    context: dict[str, Any] = {"form": form, "row": row, "trail": trail}
    status = 422 if form.errors else 200
    return render(request, "planning/indicator_form.html", context, status=status)


def _asked(request: CityRequest) -> dict[str, str]:
    """The period a link leads to."""
    wanted = {"year": request.GET.get("tahun", ""), "quarter": request.GET.get("triwulan", "")}
    return {name: text for name, text in wanted.items() if text.isascii() and text.isdigit()}


def _trail(row: Indicator) -> list[Crumb]:
    return [
        plan_crumb(),
        _list_crumb(),
        Crumb(row.name, reverse("planning:indicator", args=[row.code])),
    ]


def _list_crumb() -> Crumb:
    return Crumb("Indikator", reverse("planning:indicators"))
