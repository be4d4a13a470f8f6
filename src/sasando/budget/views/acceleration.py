"""The page of the last quarter: what each agency must still do before the year ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sasando.budget.curves import finding_of
from sasando.budget.queries.acceleration import acceleration_page
from sasando.budget.queries.execution import version_in_force

from .execution import shown
from .shared import budget_crumb, today_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.organization.requests import CityRequest


@never_cache
@login_required
@require_GET
def acceleration(request: CityRequest) -> HttpResponse:
    """`/anggaran/percepatan/?skpd=`: the rest of this year, one sheet of paper per agency."""
    today = today_of(request)
    page = acceleration_page(version_in_force(today.year, today), today)
    wanted = request.GET.get("skpd", "")
    pushes = [push for push in page.rows if wanted in {"", push.standing.code}]
    context = {
        "page": page,
        "basis": page.basis,
        "pushes": [
            {**shown(push.standing), "push": push, "finding": finding_of(push.standing)}
            for push in pushes
        ],
        "choices": sorted((row.standing.name, row.standing.code) for row in page.rows),
        "wanted": wanted,
        "trail": [budget_crumb()],
    }
    return render(request, "budget/acceleration.html", context)
