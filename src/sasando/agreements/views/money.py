"""The money of a draft, and the days on which budget documents were authorised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sasando.agreements.access import may_enter_budget_dates
from sasando.agreements.actions import (
    add_budget_line,
    prefill_budget,
    remove_budget_line,
    set_budget_date,
)
from sasando.agreements.errors import NoPlanLines
from sasando.agreements.forms import BudgetDateForm, BudgetLineForm
from sasando.agreements.queries import budget_dates
from sasando.agreements.queries.budget import agencies_with_budget
from sasando.core import clock
from sasando.core.errors import DomainError, NotPermitted
from sasando.core.sentences import sentence_for

from .answers import draft_of, mend, status_of
from .preparing import edit_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.organization.requests import CityRequest


@login_required
@require_POST
def add_budget(request: CityRequest, code: str) -> HttpResponse:
    """Write one line of money into a draft."""
    found = draft_of(request, code)
    form = BudgetLineForm(request.POST)
    if not form.is_valid() or not _added(request, code, form):
        return edit_page(request, found, budget_form=form)
    messages.success(request, _("Baris anggaran tersimpan."))
    return redirect("agreements:edit", code)


def _added(request: CityRequest, code: str, form: BudgetLineForm) -> bool:
    try:
        add_budget_line(viewer=request.viewer, code=code, **form.cleaned_data)
    except DomainError as failure:
        return mend(form, failure, {"agreement-budget-code-taken": "line_code"})
    return True


@login_required
@require_POST
def remove_budget(request: CityRequest, code: str, number: int) -> HttpResponse:
    """Take one line of money out of a draft."""
    remove_budget_line(viewer=request.viewer, code=code, number=number)
    messages.success(request, _("Baris anggaran dihapus dari draf."))
    return redirect("agreements:edit", code)


@login_required
@require_POST
def take_from_plan(request: CityRequest, code: str) -> HttpResponse:
    """Fill the table of a draft from the adopted plan of the year."""
    draft_of(request, code)
    try:
        taken = prefill_budget(viewer=request.viewer, code=code)
    except NoPlanLines as failure:
        # What to do instead stands on the page of the draft itself.
        messages.warning(request, sentence_for(failure))
        return redirect("agreements:edit", code)
    words = ngettext(
        "%(count)s baris diambil dari rencana.", "%(count)s baris diambil dari rencana.", taken
    )
    messages.success(request, words % {"count": taken})
    return redirect("agreements:edit", code)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def document_dates(request: CityRequest) -> HttpResponse:
    """`/perjanjian/tanggal-anggaran/`: when DPA and DPPA were authorised, of the city or agency."""
    if not may_enter_budget_dates(request.viewer):
        raise NotPermitted
    running = clock.local_day(request.now).year
    form = BudgetDateForm(request.POST or None, running=running, units=agencies_with_budget())
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        set_budget_date(
            viewer=request.viewer,
            year=chosen["year"],
            kind=chosen["kind"],
            unit_code=chosen["unit"],
            authorised_on=chosen["authorised_on"],
            number=chosen["number"],
        )
        messages.success(request, _("Tanggal tersimpan. Batas tanda tangan dihitung darinya."))
        return redirect("agreements:document_dates")
    years = [(year, budget_dates(year)) for year in (running + 1, running, running - 1)]
    context = {"form": form, "years": [(year, rows) for year, rows in years if rows]}
    return render(request, "agreements/document_dates.html", context, status=status_of(form))
