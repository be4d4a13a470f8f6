"""The map of the city's objectives and the goals above them: matrix, both ways, editing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from sasando.core.errors import DomainError, NotFoundForViewer, NotPermitted
from sasando.core.listings.files import CSV, table_file
from sasando.core.paging import Crumb
from sasando.core.sentences import sentence_for
from sasando.planning.actions.alignment import add_province_goal, align_objective, word_goal
from sasando.planning.models import HigherGoal, Objective
from sasando.planning.plan_access import may_write_city_plans
from sasando.planning.plan_forms import AlignmentForm, GoalForm, ProvinceGoalForm
from sasando.planning.queries.alignment import alignment_page

from .shared import asked_year, plan_crumb

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.organization.requests import CityRequest


@never_cache
@login_required
@require_GET
def alignment(request: CityRequest) -> HttpResponse:
    """`/perencanaan/penyelarasan/`: objectives by goals above, as a matrix and both ways."""
    kind = _kind(request)
    context = {
        "page": alignment_page(asked_year(request), kind),
        "kind": kind,
        "kinds": HigherGoal.Kind.choices,
        "may_write": may_write_city_plans(request.viewer),
        "trail": [plan_crumb()],
    }
    return render(request, "planning/alignment.html", context)


@login_required
@require_GET
def alignment_file(request: CityRequest) -> HttpResponse:
    """`/perencanaan/penyelarasan/daftar.csv`: every objective with every goal it serves."""
    page = alignment_page(asked_year(request), _kind(request))
    rows = []
    for side in page.objectives:
        row = side.objective
        for link in side.links or (None,):
            goal = link.goal if link else None
            rows.append(
                (
                    row.code, row.text, goal.code if goal else "",
                    goal.get_kind_display() if goal else "", goal.text if goal else "",
                    link.note if link else "", "ya" if link and link.is_example else "tidak",
                )
            )  # fmt: skip
    headings = (
        "sasaran",
        "rumusan",
        "kode_atas",
        "jenis_atas",
        "rumusan_atas",
        "catatan",
        "contoh",
    )
    return table_file("penyelarasan", CSV, headings, rows)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def alignment_edit(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/penyelarasan/sasaran/<code>/`: what one objective serves."""
    _require_planner(request)
    objective = Objective.objects.select_related("mission").filter(code=code).first()
    if objective is None:
        raise NotFoundForViewer(kind="sasaran")
    goals = list(HigherGoal.objects.all())
    links = {row.goal.code: row for row in objective.alignments.select_related("goal")}
    initial = dict.fromkeys(links, True)
    notes = {f"{code}-catatan": row.note for code, row in links.items()}
    form = AlignmentForm(request.POST or None, goals=goals, initial={**initial, **notes})
    if request.method == "POST" and form.is_valid():
        align_objective(viewer=request.viewer, code=code, notes=form.notes())
        messages.success(request, "Penyelarasan tersimpan.")
        return redirect("planning:alignment")
    context = {"objective": objective, "form": form, "trail": _trail()}
    return render(request, "planning/alignment_edit.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def goal_edit(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/penyelarasan/atas/<code>/`: the wording of a goal above the city."""
    _require_planner(request)
    goal = HigherGoal.objects.filter(code=code).first()
    if goal is None:
        raise NotFoundForViewer(kind="sasaran nasional atau provinsi")
    form = GoalForm(request.POST or None, initial={"text": goal.text, "source": goal.source})
    if form.is_valid():
        word_goal(viewer=request.viewer, code=code, words=form.words())
        messages.success(request, f"Rumusan {goal} tersimpan.")
        return redirect("planning:alignment")
    context = {"goal": goal, "form": form, "trail": _trail()}
    status = 422 if form.errors else 200
    return render(request, "planning/goal_edit.html", context, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def goal_new(request: CityRequest) -> HttpResponse:
    """`/perencanaan/penyelarasan/provinsi/`: a goal of the province."""
    _require_planner(request)
    form = ProvinceGoalForm(request.POST or None)
    if form.is_valid():
        try:
            goal = add_province_goal(
                viewer=request.viewer, number=form.cleaned_data["number"], words=form.words()
            )
        except DomainError as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            messages.success(request, f"{goal} tersimpan.")
            return redirect("planning:alignment")
    context = {"goal": None, "form": form, "trail": _trail()}
    status = 422 if form.errors else 200
    return render(request, "planning/goal_edit.html", context, status=status)


def _kind(request: CityRequest) -> str:
    asked = request.GET.get("jenis", "")
    return asked if asked in HigherGoal.Kind.values else ""


def _require_planner(request: CityRequest) -> None:
    if not may_write_city_plans(request.viewer):
        raise NotPermitted


def _trail() -> list[Crumb]:
    return [plan_crumb(), Crumb("Penyelarasan", reverse("planning:alignment"))]
