"""*Papan*: what was reached for the money spent, per objective and per programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sasando.core import clock
from sasando.core.downloads import download
from sasando.core.errors import NotFoundForViewer
from sasando.core.paging import Crumb
from sasando.organization.requests import CityRequest
from sasando.scoreboard.efficiency_files import efficiency_table, efficiency_workbook
from sasando.scoreboard.forms import PeriodForm
from sasando.scoreboard.periods import plan_years
from sasando.scoreboard.queries.efficiency import NO_SCORE, efficiency_page

from .answers import file_of, print_head, wanted_slice

if TYPE_CHECKING:
    from sasando.scoreboard.queries.efficiency import EfficiencyPage

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@login_required
@require_GET
def efficiency(request: CityRequest) -> HttpResponse:
    """`/papan/efisiensi/`: achievement, absorption, and what may be said of both."""
    form, found = _asked(request)
    query = wanted_slice(request).address(tahun=found.span.year, triwulan=found.span.quarter)
    files = {
        kind: f"{reverse('scoreboard:efficiency_file', args=[kind])}{query}"
        for kind in ("xlsx", "csv")
    }
    context = {
        "page": found,
        "filter_form": form,
        "files": files,
        "no_score": NO_SCORE,
        "trail": [Crumb(_("Papan"), reverse("scoreboard:board"))] if request.viewer.posts else [],
        "print_head": print_head(request, f"{_('Efisiensi')} {found.span.label}"),
    }
    return render(request, "scoreboard/efficiency.html", context)


@never_cache
@login_required
@require_GET
def efficiency_file(request: CityRequest, kind: str) -> HttpResponse:
    """`/papan/efisiensi.xlsx`, `.csv`: the same with its formulas, or plain."""
    _form, found = _asked(request)
    name = f"efisiensi-{found.span.label}"
    if kind == "csv":
        return file_of(efficiency_table(found), name)
    if kind != "xlsx":
        raise NotFoundForViewer(kind="berkas", code=kind)
    safe = name.lower().replace(" ", "-")
    return download(f"{safe}.xlsx", efficiency_workbook(found), WORKBOOK)


def _asked(request: CityRequest) -> tuple[PeriodForm, EfficiencyPage]:
    today = clock.local_day(request.now)
    form = PeriodForm(request.GET, years=plan_years(today), today=today)
    return form, efficiency_page(span=form.span, now=request.now)
