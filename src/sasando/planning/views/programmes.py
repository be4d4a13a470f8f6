"""The programmes of agencies, down to activities and sub-activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from sasando.core.paging import Crumb
from sasando.planning.actions import tie_programme
from sasando.planning.forms import ServesForm
from sasando.planning.nomenclature import SUPPORT
from sasando.planning.plan_access import may_write_city_plans, require_may_write
from sasando.planning.queries import agencies, agency_programmes
from sasando.planning.queries.habits import objective_choices
from sasando.planning.queries.programmes import programme_branches

from .shared import asked_year, plan_crumb

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.organization.requests import CityRequest
    from sasando.planning.models import AgencyProgramme


@login_required
@require_GET
def agency_list(request: CityRequest) -> HttpResponse:
    """`/perencanaan/program/`: agencies with how many programmes they carry out."""
    year = asked_year(request)
    context = {"rows": agencies(year), "year": year, "trail": [plan_crumb()]}
    return render(request, "planning/agencies.html", context)


@login_required
@require_GET
def programmes(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/program/<unit>/`: the programmes of an agency by field."""
    page = agency_programmes(code, asked_year(request))
    trail = [plan_crumb(), Crumb("Program perangkat daerah", reverse("planning:agencies"))]
    return render(request, "planning/programmes.html", {"page": page, "trail": trail})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def programme(request: CityRequest, code: str, programme_code: str) -> HttpResponse:
    """`/perencanaan/program/<unit>/<programme>/`: what lies below it, and the objective it serves.

    A planner ties it here.
    """
    year = asked_year(request)
    if request.method == "POST":
        require_may_write(request.viewer, None)
    assignment, branches = programme_branches(code, programme_code, year)
    form = _tie_form(request, assignment, year)
    if form is not None and form.is_valid():
        tie_programme(
            viewer=request.viewer,
            unit_code=code,
            code=programme_code,
            year=year,
            objective_code=form.cleaned_data["sasaran"],
        )
        messages.success(request, _("Kaitan dengan sasaran tersimpan."))
        return redirect(request.get_full_path())
    trail = [
        plan_crumb(),
        Crumb("Program perangkat daerah", reverse("planning:agencies")),
        Crumb(assignment.unit.name, reverse("planning:programmes", args=[code])),
    ]
    context = {"assignment": assignment, "branches": branches, "form": form, "trail": trail}
    status = 422 if form is not None and form.errors else 200
    return render(request, "planning/programme.html", context, status=status)


def _tie_form(request: CityRequest, assignment: AgencyProgramme, year: int) -> ServesForm | None:
    """The form of who may tie the programme; the support programme has none."""
    if assignment.node.code == SUPPORT or not may_write_city_plans(request.viewer):
        return None
    objective = assignment.objective
    return ServesForm(
        request.POST or None,
        objectives=objective_choices(year),
        initial={"sasaran": objective.code if objective else ""},
    )
