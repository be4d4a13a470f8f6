"""Doors and signs of the house: log-in, password, health, refusals."""

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from . import audit
from .audit import ByUser
from .forms import ChangePasswordForm, LogInForm
from .models import User


class LogIn(LoginView):
    """The door: NIP or user name and password, locked for a while after repeated failures."""

    template_name = "core/login.html"
    authentication_form = LogInForm
    redirect_authenticated_user = True


def locked_out(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """Too many wrong passwords for one account: closed for a quarter of an hour."""
    sentence = (
        "Terlalu banyak percobaan masuk yang tidak cocok. Akun ini dikunci 15 menit. Coba lagi "
        "nanti, atau minta bagian kepegawaian mengatur ulang kata sandi."
    )
    return render(request, "core/refused.html", {"sentence": sentence, "status": 429}, status=429)


def front(request: HttpRequest) -> HttpResponse:
    """The bare address leads to one's day, or to the door."""
    return redirect("work:today" if request.user.is_authenticated else "core:login")


@login_required
def change_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; a first password must be changed before anything else."""
    assert isinstance(request.user, User)
    form = ChangePasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.user.must_change_password = False
            form.save()
            audit.record(
                actor=ByUser(request.user),
                action="account.password-changed",
                subject_kind="account",
                subject_code=request.user.username,
            )
        update_session_auth_hash(request, form.user)
        return redirect("work:today")
    return render(
        request,
        "core/password_change.html",
        {"form": form, "forced": request.user.must_change_password},
    )


@login_required
@require_GET
def pages(request: HttpRequest) -> HttpResponse:
    """`/semua/`: every page a newcomer may look for, by subject."""
    return render(request, "core/pages.html")


@never_cache
@require_GET
def health(_request: HttpRequest) -> HttpResponse:
    """`/sehat`: 200 when the database answers; for the machine that watches the machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"sehat": True})


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long or came from elsewhere."""
    sentence = (
        "Formulir ini sudah kedaluwarsa atau dikirim dari halaman lain, jadi tidak disimpan. "
        "Kembali ke halaman sebelumnya, muat ulang, lalu kirim sekali lagi."
    )
    return render(request, "core/refused.html", {"sentence": sentence, "status": 403}, status=403)


def server_failure(request: HttpRequest) -> HttpResponse:
    """An unknown failure: seen in the log as 500, and shown with the code that finds it there."""
    reference = request.META.get("SASANDO_REQUEST_CODE", "")
    return render(request, "500.html", {"reference": reference}, status=500)
