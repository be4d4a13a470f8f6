"""Finding a paper, the answer for codes nobody issued, and the city's crest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sasando.core.errors import NotFoundForViewer

from . import public
from .access import require_crest_keeper, require_may_withdraw
from .actions import set_crest, withdraw
from .errors import CrestRefused
from .forms import CodeForm, CrestForm, FileForm, WithdrawForm
from .queries import crest_on_paper, crests, paper_with_code, paper_with_digest

if TYPE_CHECKING:
    from sasando.organization.requests import CityRequest


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """`/periksa/`: type the code from a paper, or send the PDF itself."""
    asked = "kode" in request.GET
    code_form = CodeForm(request.GET if asked else None)
    if code_form.is_valid():
        return redirect("papers:check", code_form.cleaned_data["kode"])
    sent = request.method == "POST"
    file_form = FileForm(request.POST, request.FILES) if sent else FileForm()
    digest = file_form.cleaned_data["berkas"] if file_form.is_valid() else ""
    found = paper_with_digest(digest) if digest else None
    context = {"code_form": code_form, "file_form": file_form, "digest": digest, "found": found}
    return render(request, "papers/find.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, code: str) -> HttpResponse:
    """`/periksa/<code>/` of a code whose kind no package has claimed: nobody issued it."""
    return public.unknown(request, code)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def withdraw_paper(request: CityRequest, code: str) -> HttpResponse:
    """`/dokumen/<code>/cabut/`: call a paper back, with a reason the public will read."""
    require_may_withdraw(request.viewer)
    paper = paper_with_code(code)
    if paper is None:
        raise NotFoundForViewer(kind="dokumen")
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw(viewer=request.viewer, code=paper.code, reason=form.cleaned_data["reason"])
        messages.success(request, _("Dokumen dicabut. Halaman pemeriksaannya sudah mengatakannya."))
        return redirect("papers:check", paper.code)
    context = {"paper": paper, "form": form}
    status = 422 if form.errors else 200
    return render(request, "papers/withdraw.html", context, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def crest(request: CityRequest) -> HttpResponse:
    """`/dokumen/lambang/`: the crest in use, those before it, and a place for the next."""
    require_crest_keeper(request.viewer)
    form = CrestForm(request.POST, request.FILES) if request.method == "POST" else CrestForm()
    if form.is_valid() and _set(request, form):
        messages.success(
            request, _("Lambang tersimpan. Dokumen yang terbit mulai sekarang memakainya.")
        )
        return redirect("papers:crest")
    context = {"form": form, "crests": crests()}
    return render(request, "papers/crest.html", context, status=422 if form.errors else 200)


def _set(request: CityRequest, form: CrestForm) -> bool:
    try:
        set_crest(viewer=request.viewer, content=form.cleaned_data["image"])
    except CrestRefused as failure:
        words = _("Gambar ini tidak dapat dipakai: %(problem)s. Pilih gambar lain.")
        form.add_error("image", words % failure.values)
        return False
    return True


@require_safe
def crest_image(_request: HttpRequest) -> HttpResponse:
    """`/dokumen/lambang/gambar`: the crest in use, for anybody. Raises NotFoundForViewer."""
    picture = crest_on_paper()
    if picture is None:
        raise NotFoundForViewer(kind="lambang")
    caching = {"Cache-Control": "public, max-age=300"}
    return HttpResponse(picture.content, content_type=picture.media_type, headers=caching)
