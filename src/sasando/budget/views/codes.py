"""Printed codes: agencies tied to units, codes no list knows, old and new tax objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from sasando.budget.access import may_manage, require_may_manage
from sasando.budget.actions import tie_agency
from sasando.budget.forms.versions import TieForm
from sasando.budget.queries.codes import agency_code, agency_codes, agency_units, odd_codes
from sasando.budget.queries.taxes import tax_objects, tax_series
from sasando.budget.queries.versions import version_for
from sasando.core.errors import NotFoundForViewer
from sasando.core.listings.files import KINDS, table_file
from sasando.core.paging import Crumb

from .shared import budget_crumb, today_of, version_trail

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.organization.requests import CityRequest

ODD_HEADINGS = ("jenis", "kode", "nama_tercetak", "baris", "jumlah", "baris_pertama_di_berkas")


@never_cache
@login_required
@require_GET
def codes(request: CityRequest) -> HttpResponse:
    """`/anggaran/kode/`: every SKPD code met in an export and the unit it is tied to."""
    rows = agency_codes(today_of(request))
    context = {
        "rows": sorted(rows, key=lambda row: (row.unit is not None, row.code)),
        "untied": sum(row.unit is None for row in rows),
        "may_manage": may_manage(request.viewer),
        "trail": [budget_crumb()],
    }
    return render(request, "budget/codes.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def code_tie(request: CityRequest, code: str) -> HttpResponse:
    """`/anggaran/kode/<code>/`: tie an SKPD code to a unit, or untie it."""
    require_may_manage(request.viewer)
    today = today_of(request)
    row = agency_code(code, today)
    proposed = row.unit or row.suggestion
    form = TieForm(
        request.POST or None,
        units=agency_units(today),
        initial={"unit": proposed.code if proposed else ""},
    )
    if request.method == "POST" and form.is_valid():
        unit = form.cleaned_data["unit"]
        tie_agency(viewer=request.viewer, code=code, unit_code=unit)
        messages.success(request, _("Kode dihubungkan.") if unit else _("Kode dilepas."))
        return redirect("budget:codes")
    trail = [budget_crumb(), Crumb(_("Kode SKPD"), reverse("budget:codes"))]
    context = {"row": row, "form": form, "trail": trail}
    status = 422 if form.errors else 200
    return render(request, "budget/code_tie.html", context, status=status)


@never_cache
@login_required
@require_GET
def version_codes(request: CityRequest, code: str) -> HttpResponse:
    """`/anggaran/<code>/kode/`: what a version holds that no list knows, and in which rows."""
    version = version_for(code)
    context = {"version": version, "found": odd_codes(version), "trail": version_trail(version)}
    return render(request, "budget/version_codes.html", context)


@login_required
@require_GET
def version_codes_file(request: CityRequest, code: str, kind: str) -> HttpResponse:
    """`/anggaran/<code>/kode.csv` or `.xlsx`: the same codes, to be put right at their source."""
    if kind not in KINDS:
        raise NotFoundForViewer(kind="berkas")
    version = version_for(code)
    found = odd_codes(version)
    parts = {
        "rekening": found.accounts, "sumber dana": found.funding, "sub kegiatan": found.activities,
    }  # fmt: skip
    rows = (
        (part, row.code, row.name, row.lines, row.amount, " ".join(map(str, row.rows)))
        for part, codes in parts.items()
        for row in codes
    )
    return table_file(f"kode-tak-dikenal-{code.lower()}", kind, ODD_HEADINGS, rows)


@never_cache
@login_required
@require_GET
def taxes(request: CityRequest) -> HttpResponse:
    """`/anggaran/pajak/?objek=`: one tax over the years, whatever code it was booked under."""
    objects = tax_objects()
    asked = request.GET.get("objek", "")
    chosen = next((row for row in objects if asked in {row.code, row.former} and asked), None)
    if asked and chosen is None:
        raise NotFoundForViewer(kind="objek pajak")
    chosen = chosen or next((row for row in objects if row.former), None)
    context = {
        "objects": objects,
        "series": tax_series(chosen) if chosen else None,
        "trail": [budget_crumb()],
    }
    return render(request, "budget/taxes.html", context)
