"""The programmes of agencies, down to activities and sub-activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from sasando.core.paging import Crumb
from sasando.planning.queries import agencies, agency_programmes
from sasando.planning.queries.programmes import programme_branches

from .shared import asked_year, plan_crumb

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.organization.requests import CityRequest


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


@login_required
@require_GET
def programme(request: CityRequest, code: str, programme_code: str) -> HttpResponse:
    """`/perencanaan/program/<unit>/<programme>/`: activities and sub-activities."""
    assignment, branches = programme_branches(code, programme_code, asked_year(request))
    trail = [
        plan_crumb(),
        Crumb("Program perangkat daerah", reverse("planning:agencies")),
        Crumb(assignment.unit.name, reverse("planning:programmes", args=[code])),
    ]
    context = {"assignment": assignment, "branches": branches, "trail": trail}
    return render(request, "planning/programme.html", context)
