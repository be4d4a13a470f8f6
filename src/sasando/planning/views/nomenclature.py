"""The nomenclature: search, one code in every version, the map, carrying a draft by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from sasando.core.errors import NotPermitted
from sasando.core.listings.files import CSV, table_file
from sasando.core.paging import Crumb
from sasando.planning.actions.carrying import carry_plan, settled
from sasando.planning.errors import PlanIsFixed
from sasando.planning.plan_access import may_write_for, plan_for
from sasando.planning.plan_forms import CarryForm, NomenclatureSearch
from sasando.planning.queries.nomenclature import (
    SAME,
    carried_lines,
    node_page,
    replacements,
    search,
    versions,
)

from .documents import document_crumb, documents_crumb
from .shared import plan_crumb

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.organization.requests import CityRequest


@login_required
@require_GET
def nomenclature(request: CityRequest) -> HttpResponse:
    """`/perencanaan/nomenklatur/`: a code or words, in every version."""
    form = NomenclatureSearch(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    context = {
        "page": search(asked.get("cari", ""), asked.get("tingkat", "")),
        "filter_form": form,
        "trail": [plan_crumb()],
    }
    return render(request, "planning/nomenclature.html", context)


@login_required
@require_GET
def nomenclature_code(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/nomenklatur/<code>/`: one code, what it replaces and what replaced it."""
    trail = [plan_crumb(), Crumb("Nomenklatur", reverse("planning:nomenclature"))]
    return render(
        request, "planning/nomenclature_code.html", {"page": node_page(code), "trail": trail}
    )


@login_required
@require_GET
def nomenclature_map(request: CityRequest) -> HttpResponse:
    """`/perencanaan/nomenklatur/peta.csv`: the whole map of what replaced what."""
    rows = (
        (row.former_code, row.former_name, row.node.code, row.node.name, row.node.version)
        for row in replacements()
    )
    headings = ("kode_sebelumnya", "nama_sebelumnya", "kode", "nama", "versi")
    return table_file("peta-nomenklatur", CSV, headings, rows)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def document_carry(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/dokumen/<code>/nomenklatur/`: carry a draft to another version by the map."""
    plan = plan_for(request.viewer, code)
    if not may_write_for(request.viewer, plan.unit):
        raise NotPermitted
    if plan.is_fixed:
        raise PlanIsFixed(name=plan.name)
    known = versions()
    given = request.POST if request.method == "POST" else request.GET
    form = CarryForm(given or None, versions=known)
    carried = None
    if form.is_valid():
        version = form.cleaned_data["version"]
        if request.method == "POST":
            moved = carry_plan(viewer=request.viewer, code=code, version=version)
            left = sum(not row.code for row in moved)
            messages.success(request, f"Nomenklatur {version} dipakai. {left} baris tanpa padanan.")
            return redirect("planning:document", code)
        carried = [row for row in settled(carried_lines(plan, version)) if row.why != SAME]
    context = {
        "plan": plan,
        "form": form,
        "carried": carried,
        "trail": [plan_crumb(), documents_crumb(), document_crumb(plan)],
    }
    return render(request, "planning/document_carry.html", context)
