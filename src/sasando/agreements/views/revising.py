"""Revising a signed agreement, and handing it over to a new official."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sasando.agreements.actions import begin_handover, revise
from sasando.agreements.forms import ReviseForm
from sasando.agreements.queries import officials_of
from sasando.core import clock
from sasando.core.errors import DomainError

from .answers import head, mend, prepared, status_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.agreements.models import Agreement
    from sasando.organization.requests import CityRequest


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def revise_agreement(request: CityRequest, code: str) -> HttpResponse:
    """`/perjanjian/<code>/perubahan/`: begin the next version, with one of three grounds."""
    found = prepared(request, code)
    form = ReviseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = _revised(request, code, form)
        if made is not None:
            return redirect("agreements:edit", made.code)
    context = {**head(request, found), "form": form}
    return render(request, "agreements/revise.html", context, status=status_of(form))


def _revised(request: CityRequest, code: str, form: ReviseForm) -> Agreement | None:
    try:
        return revise(viewer=request.viewer, now=request.now, code=code, **form.cleaned_data)
    except DomainError as failure:
        mend(form, failure, {"agreement-amended-budget-date-missing": "budget_authorised_on"})
    return None


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def handover(request: CityRequest, code: str) -> HttpResponse:
    """`/perjanjian/<code>/serah-terima/`: the new holder takes the agreement over."""
    found = prepared(request, code)
    if request.method == "POST":
        made = begin_handover(viewer=request.viewer, now=request.now, code=code)
        return redirect("agreements:agreement", made.code)
    officials = officials_of(found, clock.local_day(request.now))
    context = {**head(request, found), "officials": officials}
    return render(request, "agreements/handover.html", context)
