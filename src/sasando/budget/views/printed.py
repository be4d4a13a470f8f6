"""Figures printed elsewhere beside the computed ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sasando.budget.access import may_manage, require_may_manage
from sasando.budget.actions import record_printed
from sasando.budget.forms.versions import PrintedForm
from sasando.budget.models import BudgetVersion, PrintedFigure
from sasando.budget.queries.printed import printed_of_year
from sasando.core.errors import DomainError
from sasando.core.sentences import sentence_for

from .shared import budget_crumb, today_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.organization.requests import CityRequest


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def printed(request: CityRequest) -> HttpResponse:
    """`/anggaran/tercetak/?tahun=`: what was printed of a year; planners add to it."""
    if request.method == "POST":
        require_may_manage(request.viewer)
    years = _years()
    year = _asked_year(request, years)
    versions = BudgetVersion.objects.order_by("-year", "number")
    form = PrintedForm(request.POST or None, versions=versions, initial={"year": year})
    if request.method == "POST" and form.is_valid():
        try:
            figure = record_printed(viewer=request.viewer, printed=form.printed())
        except DomainError as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            messages.success(request, _("Angka tercetak disimpan."))
            return redirect(f"{reverse('budget:printed')}?tahun={figure.year}")
    context = {
        "year": year,
        "years": years,
        "sources": printed_of_year(year),
        "form": form,
        "may_manage": may_manage(request.viewer),
        "trail": [budget_crumb()],
    }
    status = 422 if form.errors else 200
    return render(request, "budget/printed.html", context, status=status)


def _years() -> list[int]:
    found = PrintedFigure.objects.order_by("-year").values_list("year", flat=True)
    return list(found.distinct())


def _asked_year(request: CityRequest, years: list[int]) -> int:
    text = request.GET.get("tahun", "")
    asked = int(text[:4]) if text.isascii() and text[:4].isdigit() else 0
    if asked in years:
        return asked
    return years[0] if years else today_of(request).year
