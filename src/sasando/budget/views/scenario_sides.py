"""`/anggaran/skenario/banding/`: two scenarios of one base side by side, and their files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sasando.budget.documents.scenario_sides import sides_rows
from sasando.budget.documents.scenario_sides_paper import sides_pdf
from sasando.budget.documents.scenario_sides_workbook import sides_workbook
from sasando.budget.forms.scenarios import CompareScenariosForm
from sasando.budget.queries.scenario_sides import pair_of, side_by_side
from sasando.budget.queries.scenarios import scenario_for, scenarios_for
from sasando.core.downloads import PDF_TYPE, download
from sasando.core.errors import DomainError, NotFoundForViewer
from sasando.core.listings.files import CSV, KINDS, XLSX, table_file
from sasando.core.sentences import sentence_for

from .scenarios import FIRST, PDF, scenarios_crumb, told_of
from .shared import budget_crumb, today_of

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from sasando.budget.models import Scenario
    from sasando.budget.queries.scenario_sides import Pair, Sides
    from sasando.organization.requests import CityRequest


@never_cache
@login_required
@require_GET
def compare_scenarios(request: CityRequest) -> HttpResponse:
    """`/anggaran/skenario/banding/?a=&b=`: without both, the newest two of one base."""
    known = list(scenarios_for(request.viewer))
    first, second = pair_of(known, *_asked(request))
    shown = {"a": first.code if first else "", "b": second.code if second else ""}
    chosen = all(_asked(request))
    form = CompareScenariosForm(request.GET if chosen else None, scenarios=known, initial=shown)
    context: dict[str, Any] = {
        "form": form, "known": len(known), "trail": [budget_crumb(), scenarios_crumb()],
    }  # fmt: skip
    if first and second and _can_compare(form, first, second, chosen=chosen):
        try:
            context |= _sides(side_by_side(first, second), today_of(request))
        except DomainError as refusal:
            form.add_error(None, sentence_for(refusal))
    status = 422 if form.errors else 200
    return render(request, "budget/scenario_compare.html", context, status=status)


@login_required
@require_GET
def compare_scenarios_file(request: CityRequest, kind: str) -> HttpResponse:
    """`/anggaran/skenario/banding.csv`, `.xlsx` (with formulas) or `.pdf`, `?a=&b=`."""
    if kind not in {CSV, XLSX, PDF}:
        raise NotFoundForViewer(kind="berkas")
    first, second = _asked_pair(request)
    if first is None or second is None:
        raise NotFoundForViewer(kind="skenario")
    sides = side_by_side(first, second)
    name = f"banding-{first.code}-{second.code}".lower()
    if kind == CSV:
        return table_file(name, CSV, *sides_rows(sides))
    if kind == XLSX:
        return download(f"{name}.{XLSX}", sides_workbook(sides), KINDS[XLSX])
    return download(f"{name}.{PDF}", sides_pdf(sides, now=request.now), PDF_TYPE)


def _asked(request: CityRequest) -> tuple[str, str]:
    return request.GET.get("a", ""), request.GET.get("b", "")


def _asked_pair(request: CityRequest) -> Pair:
    """The two of a file. Raises NotPermitted, NotFoundForViewer for a code nobody knows."""
    known = list(scenarios_for(request.viewer))
    for code in filter(None, _asked(request)):
        scenario_for(request.viewer, code)
    return pair_of(known, *_asked(request))


def _can_compare(
    form: CompareScenariosForm, first: Scenario, second: Scenario, *, chosen: bool
) -> bool:
    """Whether the two were chosen, or offered and alike: an offer is never refused."""
    return form.is_valid() if chosen else first.base_id == second.base_id


def _sides(sides: Sides, day: date) -> dict[str, Any]:
    told = [told_of(result, day) for result in (sides.first, sides.second)]
    # Drafts of different years may stand under different rules: only what both know is compared.
    other = {row["change"].after.rule.code: row for row in told[1]["mandatory"]}
    pairs = [
        (row, other[row["change"].after.rule.code])
        for row in told[0]["mandatory"]
        if row["change"].after.rule.code in other
    ]
    return {
        "sides": sides,
        "rows": sides.rows[:FIRST],
        "more_rows": sides.rows[FIRST:],
        "indicators": sides.indicators[:FIRST],
        "more_indicators": sides.indicators[FIRST:],
        "told": told,
        "mandatory": pairs,
        "query": urlencode({"a": sides.first.scenario.code, "b": sides.second.scenario.code}),
    }
