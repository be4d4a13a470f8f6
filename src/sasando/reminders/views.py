"""*Pengingat*: what waits for me, where letters go, and my calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from sasando.core import clock
from sasando.core.errors import DomainError
from sasando.core.sentences import sentence_for
from sasando.organization.queries import viewer_for

from .actions import (
    close_calendar,
    confirm_address,
    forget_address,
    give_address,
    open_calendar,
)
from .calendars import calendar_text
from .delivery import send_code
from .errors import CalendarAskedTooOften
from .forms import AddressForm, ConfirmForm
from .gathering import days_to_come, waiting_for
from .models import every_kind
from .queries import feed_of, own_address, own_feed

if TYPE_CHECKING:
    from sasando.organization.requests import CityRequest


@never_cache
@login_required
@require_GET
def index(request: CityRequest) -> HttpResponse:
    """`/pengingat/`: everything that waits, what is due first."""
    return _page(request)


def _page(
    request: CityRequest,
    *,
    address_form: AddressForm | None = None,
    confirm_form: ConfirmForm | None = None,
    feed_url: str = "",
) -> HttpResponse:
    viewer, today = request.viewer, clock.local_day(request.now)
    address = own_address(viewer)
    begun = {
        "email": address.email if address else "",
        "kinds": address.kinds if address else every_kind(),
        "is_on": address.is_on if address else True,
    }
    form = address_form or AddressForm(initial=begun)
    confirm = confirm_form or ConfirmForm()
    context = {
        "rows": [(row, row.is_late(today)) for row in waiting_for(viewer, request.now)],
        "address": address,
        "form": form,
        "confirm_form": confirm,
        "waits_for_code": address is not None and address.confirmed_at is None,
        "feed": own_feed(viewer),
        "feed_url": feed_url,
        "has_person": bool(viewer.person_id),
    }
    status = 422 if form.errors or confirm.errors else 200
    return render(request, "reminders/reminders.html", context, status=status)


@login_required
@require_POST
def give(request: CityRequest) -> HttpResponse:
    """Keep an address; a new one is sent its code."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, address_form=form)
    given = form.cleaned_data
    try:
        address, code = give_address(
            viewer=request.viewer,
            now=request.now,
            email=given["email"],
            kinds=given["kinds"],
            is_on=given["is_on"],
        )
        if code:
            send_code(address, code)
    except DomainError as failure:
        form.add_error("email", sentence_for(failure))
        return _page(request, address_form=form)
    if code:
        messages.success(request, _("Kode dikirim ke alamat itu. Ketik kodenya di bawah."))
    else:
        messages.success(request, _("Pilihan Anda tersimpan."))
    return redirect("reminders:index")


@login_required
@require_POST
def confirm(request: CityRequest) -> HttpResponse:
    """Confirm the address with its code."""
    form = ConfirmForm(request.POST)
    if form.is_valid():
        try:
            confirm_address(viewer=request.viewer, now=request.now, code=form.cleaned_data["code"])
        except DomainError as failure:
            form.add_error("code", sentence_for(failure))
        else:
            messages.success(request, _("Alamat surat Anda sudah dipastikan."))
            return redirect("reminders:index")
    return _page(request, confirm_form=form)


@login_required
@require_POST
def forget(request: CityRequest) -> HttpResponse:
    """Delete the address."""
    forget_address(viewer=request.viewer)
    messages.success(request, _("Alamat surat Anda dihapus. Tidak ada surat lagi."))
    return redirect("reminders:index")


@never_cache
@login_required
@require_POST
def open_feed(request: CityRequest) -> HttpResponse:
    """Make a secret calendar address and show it this once."""
    token = open_calendar(viewer=request.viewer, now=request.now)
    path = reverse("reminders:calendar", args=[token])
    return _page(request, feed_url=f"{settings.SITE_URL}{path}")


@login_required
@require_POST
def close_feed(request: CityRequest) -> HttpResponse:
    """Revoke the secret address."""
    close_calendar(viewer=request.viewer)
    messages.success(request, _("Alamat kalender dicabut. Kalender lama tidak lagi diperbarui."))
    return redirect("reminders:index")


@require_GET
def calendar(request: CityRequest, token: str) -> HttpResponse:
    """`/pengingat/kalender/<token>.ics`: who knows the secret address reads the owner's last days.

    It names what its owner has to do and nobody else.
    """
    try:
        feed = feed_of(token, request.now)
    except CalendarAskedTooOften as failure:
        busy = HttpResponse(sentence_for(failure), content_type="text/plain; charset=utf-8")
        busy.status_code = failure.status
        busy["Retry-After"] = str(60 * failure.values["minutes"])
        return busy
    assert feed.person.user is not None
    viewer = viewer_for(feed.person.user, clock.local_day(request.now))
    with translation.override("id"):
        days = days_to_come(viewer, request.now)
        text = calendar_text(f"Sasando {settings.CITY_NAME}", days, stamped_at=request.now)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="sasando.ics"'
    response["Cache-Control"] = "private, max-age=900"
    response["X-Robots-Tag"] = "noindex"
    return response
