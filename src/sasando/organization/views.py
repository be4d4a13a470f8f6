"""Pages of the organisation: the tree, a unit, a person, acting holders, one's own account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sasando.core import clock
from sasando.core.errors import DomainError
from sasando.core.paging import asked_page
from sasando.core.sentences import sentence_for

from .access import may_import, require_personnel
from .actions import Mandate, appoint, end_acting, issue_first_password, view_person
from .actions.posts import position_for
from .errors import NoPositionHeld
from .forms import ActingForm, SearchForm
from .models import Duty, valid_on
from .pages import own_number, scope_in_words, unit_page, unit_tree
from .queries import may_read_trail

if TYPE_CHECKING:
    from django.http import HttpResponse

    from .models import Appointment, Position
    from .requests import CityRequest


@never_cache
@login_required
@require_GET
def tree(request: CityRequest) -> HttpResponse:
    """`/organisasi/`: the units in one's scope, as a tree or as the finds of a search."""
    if not request.viewer.posts:
        raise NoPositionHeld
    form = SearchForm(request.GET)
    search = form.cleaned_data["cari"] if form.is_valid() else ""
    context = {
        "nodes": unit_tree(request.viewer, clock.local_day(request.now), search),
        "search": search,
        "filter_form": form,
        "may_import": may_import(request.viewer),
    }
    return render(request, "organization/tree.html", context)


@never_cache
@login_required
@require_GET
def unit(request: CityRequest, code: str) -> HttpResponse:
    """`/organisasi/unit/DLHK/`: posts and holders of a unit."""
    page = unit_page(request.viewer, clock.local_day(request.now), code, asked_page(request))
    context = {"page": page, "pager": page.pager, "trail": page.trail}
    return render(request, "organization/unit.html", context)


@never_cache
@login_required
@require_GET
def person(request: CityRequest, code: str) -> HttpResponse:
    """`/organisasi/pegawai/P-STAF/`: a person; looking at somebody else is traced."""
    page = view_person(viewer=request.viewer, now=request.now, code=code)
    return render(request, "organization/person.html", {"page": page})


@never_cache
@login_required
@require_POST
def issue_password(request: CityRequest, code: str) -> HttpResponse:
    """Make a first password and show it this once; it stands nowhere afterwards."""
    issued = issue_first_password(viewer=request.viewer, person_code=code)
    return render(request, "organization/password_issued.html", {"issued": issued})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def appoint_acting(request: CityRequest, code: str) -> HttpResponse:
    """`/organisasi/jabatan/DLHK.KEPALA/penjabat/`: let somebody act for a post."""
    position = position_for(request.viewer, code)
    require_personnel(request.viewer)
    form = ActingForm(request.POST) if request.method == "POST" else ActingForm()
    if form.is_valid():
        try:
            row = appoint(
                viewer=request.viewer, now=request.now, mandate=_mandate(position.code, form)
            )
        except DomainError as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            messages.success(request, f"{row.get_kind_display()} {position.title} tercatat.")
            return redirect("organization:unit", position.unit.code)
    context = {"position": position, "form": form, "holders": _holders(request, position)}
    status = 422 if form.errors else 200
    return render(request, "organization/appoint.html", context, status=status)


def _mandate(position_code: str, form: ActingForm) -> Mandate:
    data = form.cleaned_data
    return Mandate(
        position_code=position_code,
        person_code=data["person"],
        kind=data["kind"],
        first=data["first"],
        last=data["last"],
        decree=data["decree"],
    )


def _holders(request: CityRequest, position: Position) -> list[Appointment]:
    today = valid_on(clock.local_day(request.now))
    return list(position.appointments.filter(today).select_related("person").order_by("kind"))


@login_required
@require_POST
def end_acting_today(request: CityRequest, code: str) -> HttpResponse:
    """Today is the last day of whoever acts for the post."""
    row = end_acting(viewer=request.viewer, now=request.now, position_code=code)
    messages.success(request, f"{row.get_kind_display()} {row.position.title} berakhir hari ini.")
    return redirect("organization:unit", row.position.unit.code)


@never_cache
@login_required
@require_GET
def account(request: CityRequest) -> HttpResponse:
    """`/akun/`: one's own name, posts, scope and NIP."""
    context = {
        "username": request.user.username,
        "number": own_number(request.viewer, clock.local_day(request.now)),
        "scope": scope_in_words(request.viewer),
        "may_import": may_import(request.viewer),
        "may_read_trail": may_read_trail(request.viewer),
        "keeps_crest": request.viewer.has(Duty.ADMINISTRATOR),
    }
    return render(request, "core/account.html", context)
