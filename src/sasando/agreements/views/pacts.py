"""*Pakta integritas*: one's own, those to witness, whose are missing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from sasando.agreements.access import sees_who_is_missing
from sasando.agreements.actions import sign_pact, witness_pact
from sasando.agreements.errors import PactNotWitness, PactPostMissing
from sasando.agreements.forms import PactSignForm
from sasando.agreements.pact_text import pact_text_on
from sasando.agreements.queries import own_pacts, pact_for, pacts_to_witness, posts_without_pact
from sasando.agreements.queries.agreements import newest_agreement
from sasando.agreements.queries.lists import PAGE_SIZE
from sasando.agreements.queries.pacts import may_witness
from sasando.core import clock
from sasando.core.paging import asked_page, pager_of
from sasando.core.second_factor import signing_factor

from .answers import status_of
from .signing import confirmed

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpResponse

    from sasando.organization.requests import CityRequest


@never_cache
@login_required
@require_GET
def index(request: CityRequest) -> HttpResponse:
    """`/perjanjian/pakta/`: the pacts of the running year around the viewer."""
    today, viewer = clock.local_day(request.now), request.viewer
    context = {
        "year": today.year,
        "own": own_pacts(viewer, today.year),
        "to_witness": pacts_to_witness(viewer, today.year, today),
        **_missing(request, today),
    }
    return render(request, "agreements/pacts.html", context)


def _missing(request: CityRequest, today: date) -> dict[str, Any]:
    if not sees_who_is_missing(request.viewer):
        return {"missing": None}
    found = posts_without_pact(request.viewer, year=today.year, day=today)
    total = found.count()
    page = min(asked_page(request), max(1, -(-total // PAGE_SIZE)))
    rows = list(found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    pager = pager_of(page=page, size=PAGE_SIZE, shown=len(rows), total=total)
    return {"missing": rows, "missing_total": total, "pager": pager}


@never_cache
@login_required
@require_GET
def pact(request: CityRequest, code: str) -> HttpResponse:
    """`/perjanjian/pakta/<code>/`: one signed pact."""
    found = pact_for(request.viewer, code)
    today = clock.local_day(request.now)
    may = found.witness_id is None and may_witness(request.viewer, found, today) is not None
    agreement = newest_agreement(request.viewer, position_id=found.position_id, year=found.year)
    context = {"pact": found, "may_witness": may, "agreement": agreement}
    return render(request, "agreements/pact.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def sign(request: CityRequest, code: str) -> HttpResponse:
    """`/perjanjian/pakta/<post>/tanda-tangan/`: read the text, prove who one is again, sign."""
    post = next((row for row in request.viewer.posts if row.code == code), None)
    if post is None:
        raise PactPostMissing
    today = clock.local_day(request.now)
    text, factor = pact_text_on(today), signing_factor(user=request.user, day=today)
    form = PactSignForm(
        request.POST or None,
        request=request,
        factor=factor,
        initial={"template_from": text.valid_from},
    )
    if request.method == "POST" and form.is_valid() and confirmed(request, form):
        made = sign_pact(
            viewer=request.viewer,
            now=request.now,
            position_code=code,
            template_from=form.cleaned_data["template_from"],
        )
        messages.success(request, _("Pakta integritas sudah Anda tanda tangani."))
        return redirect("agreements:pact", made.code)
    context = {"post": post, "year": today.year, "text": text, "form": form, "factor": factor}
    return render(request, "agreements/pact_sign.html", context, status=status_of(form))


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def witness(request: CityRequest, code: str) -> HttpResponse:
    """`/perjanjian/pakta/<code>/saksi/`: sign as the witness."""
    found = pact_for(request.viewer, code)
    today = clock.local_day(request.now)
    factor = signing_factor(user=request.user, day=today)
    initial = {"template_from": found.template_from}
    form = PactSignForm(request.POST or None, request=request, factor=factor, initial=initial)
    may = may_witness(request.viewer, found, today) is not None
    if request.method == "GET" and (found.witness_id is not None or not may):
        return redirect("agreements:pact", code)
    if not may:
        raise PactNotWitness(code=code)
    if request.method == "POST" and form.is_valid() and confirmed(request, form):
        witness_pact(viewer=request.viewer, now=request.now, code=code)
        messages.success(request, _("Anda sudah menyaksikan pakta ini."))
        return redirect("agreements:pacts")
    context = {"pact": found, "form": form, "factor": factor}
    return render(request, "agreements/pact_witness.html", context, status=status_of(form))
