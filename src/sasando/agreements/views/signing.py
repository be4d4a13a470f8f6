"""Signing an agreement one has read, or sending it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sasando.agreements.actions import return_proposal, sign
from sasando.agreements.forms import NoteForm, SignForm
from sasando.agreements.queries import agreement_for
from sasando.core import clock
from sasando.core.errors import SecondFactorNotSet, SecondFactorThrottled, SecondFactorWrong
from sasando.core.second_factor import confirm_second_factor, signing_factor
from sasando.core.sentences import sentence_for

from .answers import shown, status_of

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse

    from sasando.organization.requests import CityRequest


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def sign_agreement(request: CityRequest, code: str) -> HttpResponse:
    """`/perjanjian/<code>/tanda-tangan/`: read it whole, prove who one is again, sign."""
    found = agreement_for(request.viewer, code)
    context = shown(request, found)
    if context["page"].sign_url is None and request.method == "GET":
        return redirect("agreements:agreement", code)
    factor = signing_factor(user=request.user, day=clock.local_day(request.now))
    form = SignForm(
        request.POST or None,
        request=request,
        factor=factor,
        initial={"digest": found.content_digest},
    )
    if request.method == "POST" and form.is_valid() and confirmed(request, form):
        sign(
            viewer=request.viewer,
            now=request.now,
            code=code,
            digest=form.cleaned_data["digest"],
        )
        messages.success(request, _("Anda sudah menandatangani perjanjian ini."))
        return redirect("agreements:agreement", code)
    context = {**context, "form": form, "factor": factor}
    return render(request, "agreements/sign.html", context, status=status_of(form))


def confirmed(request: CityRequest, form: forms.Form) -> bool:
    """Spend the code of the second factor; what is wrong with it is said at its field.

    Runs before the signature's own transaction, so that a wrong code stays counted.
    """
    try:
        confirm_second_factor(
            user=request.user, code=form.cleaned_data.get("code", ""), now=request.now
        )
    except (SecondFactorNotSet, SecondFactorWrong, SecondFactorThrottled) as refusal:
        form.add_error("code", sentence_for(refusal))
        return False
    return True


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def give_back(request: CityRequest, code: str) -> HttpResponse:
    """`/perjanjian/<code>/kembalikan/`: a party sends the proposal back, with its reason."""
    found = agreement_for(request.viewer, code)
    context = shown(request, found)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        return_proposal(viewer=request.viewer, now=request.now, code=code, note=note)
        messages.success(request, _("Perjanjian dikembalikan dengan alasan Anda."))
        return redirect("agreements:list")
    if request.method == "GET" and context["page"].return_url is None:
        return redirect("agreements:agreement", code)
    context = {**context, "form": form}
    return render(request, "agreements/return.html", context, status=status_of(form))
