"""The plan as a tree: vision, missions, and what each rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sasando.planning.queries import mission_branch, mission_tree
from sasando.planning.queries.plan import programmes_serving

from .shared import asked_year, plan_crumb

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.organization.requests import CityRequest


@login_required
@require_GET
def rpjmd(request: CityRequest) -> HttpResponse:
    """`/perencanaan/`: vision, missions, priority programmes and agendas of the plan."""
    page = mission_tree(year=asked_year(request), now=request.now)
    return render(request, "planning/rpjmd.html", {"page": page})


@login_required
@require_GET
def mission(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/misi/<code>/`: one mission down to indicators and programmes."""
    branch = mission_branch(code, year=asked_year(request), now=request.now)
    context = {
        "page": branch,
        "programmes": programmes_serving(branch.mission),
        "trail": [plan_crumb()],
    }
    return render(request, "planning/mission.html", context)
