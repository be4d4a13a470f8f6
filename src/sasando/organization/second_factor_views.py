"""The page where a personnel officer clears a lost second factor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .actions.second_factor import lost_factor, reset_second_factor

if TYPE_CHECKING:
    from django.http import HttpResponse

    from .requests import CityRequest


class ResetForm(forms.Form):
    """Why a second factor is cleared."""

    reason = forms.CharField(
        label=gettext_lazy("Alasan"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Misalnya: ponsel hilang, dipastikan bertemu langsung. Alasan ini masuk jejak."
        ),
        error_messages={"required": gettext_lazy("Tulis alasannya.")},
    )


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def reset(request: CityRequest, code: str) -> HttpResponse:
    """`/organisasi/pegawai/P-STAF/faktor-kedua/`: clear somebody else's lost second factor."""
    found = lost_factor(request.viewer, code)
    form = ResetForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        reset_second_factor(viewer=request.viewer, person_code=code, reason=reason)
        messages.success(request, _("Faktor kedua %(name)s diatur ulang.") % {"name": found.name})
        return redirect("organization:person", found.person_code)
    status = 422 if form.errors else 200
    context = {"found": found, "form": form}
    return render(request, "organization/second_factor_reset.html", context, status=status)
