"""Pages of one's own second factor: its state, setting it up, its recovery codes."""

import io
from base64 import b32encode
from typing import TYPE_CHECKING

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from . import second_factor_setup as setup
from .errors import DomainError
from .forms import FirstCodeForm, SecondFactorForm
from .models import SealedTotp, User
from .second_factor import codes_left, example_code, has_second_factor
from .sentences import sentence_for

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import QueryDict

BEGUN = "second_factor_begun"


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """`/akun/faktor-kedua/`: whether it is set; set it up, replace it, turn it off."""
    user = _user(request)
    is_set = has_second_factor(user)
    form = SecondFactorForm(_sent(request), request=request, is_set=is_set)
    if form.is_valid():
        try:
            return _stepped(request, form)
        except DomainError as refusal:
            form.add_error("code" if is_set else None, sentence_for(refusal))
    context = {
        "form": form,
        "is_set": is_set,
        "codes_left": codes_left(user),
        "example_code": example_code(user),
    }
    return render(request, "core/second_factor.html", context, status=_status(form))


def _stepped(request: HttpRequest, form: SecondFactorForm) -> HttpResponse:
    """Do what was asked for; the password is known to be right."""
    user, code = _user(request), form.cleaned_data.get("code", "")
    if form.cleaned_data["step"] == "codes":
        return _codes_page(request, setup.renew_codes(user=user, code=code))
    if form.cleaned_data["step"] == "off":
        setup.turn_off(user=user, code=code)
        request.session.cycle_key()
        messages.success(request, _("Faktor kedua dimatikan."))
        return redirect("core:second_factor")
    request.session[BEGUN] = setup.begin(user=user, code=code).pk
    return redirect("core:second_factor_setup")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def second_factor_setup(request: HttpRequest) -> HttpResponse:
    """`/akun/faktor-kedua/pasang/`: the secret as QR and letters, and its first code."""
    user = _user(request)
    device = setup.pending(user, request.session.get(BEGUN))
    if device is None:
        return redirect("core:second_factor")
    form = FirstCodeForm(_sent(request))
    if form.is_valid():
        try:
            codes = setup.finish(user=user, code=form.cleaned_data["code"])
        except DomainError as refusal:
            form.add_error("code", sentence_for(refusal))
        else:
            del request.session[BEGUN]
            request.session.cycle_key()
            return _codes_page(request, codes)
    context = {"form": form, **_secret(device)}
    return render(request, "core/second_factor_setup.html", context, status=_status(form))


def _codes_page(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """Recovery codes in groups of four, shown this once and kept nowhere readable."""
    shown = [_in_fours(code) for code in codes]
    return render(request, "core/second_factor_codes.html", {"codes": shown})


def _secret(device: SealedTotp) -> dict[str, str]:
    """The address an authenticator reads, as link and QR, and the letters to type instead."""
    address: str = device.config_url
    letters = b32encode(device.bin_key).decode()
    return {"address": address, "qr_svg": _qr(address), "letters": _in_fours(letters)}


def _qr(text: str) -> SafeString:
    """A QR as an inline SVG element, without style attributes (the content policy forbids them)."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn, kind="svg", scale=4, border=4, xmldecl=False, svgns=False, svgclass="qr", nl=False,
        light="#ffffff",
    )  # fmt: skip
    return mark_safe(drawn.getvalue().decode())  # noqa: S308  drawn by segno from our own address


def _in_fours(text: str) -> str:
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _sent(request: HttpRequest) -> "QueryDict | None":
    """What a post carries, be it nothing; None for a page that is only opened."""
    return request.POST if request.method == "POST" else None


def _status(form: "Form") -> int:
    return 422 if form.errors else 200
