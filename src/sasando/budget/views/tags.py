"""Spending tags: what counts as what, decided by whom; planners add rows and end them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from sasando.budget.access import may_manage, require_may_manage
from sasando.budget.actions import add_tag_row, end_tag_row, open_tag
from sasando.budget.errors import TagRowEnded
from sasando.budget.forms.tags import EndRowForm, TagForm, TagRowForm
from sasando.budget.queries.selection import selection_choices
from sasando.budget.queries.tags import tag_list, tag_page, tag_row
from sasando.core.errors import DomainError
from sasando.core.paging import Crumb
from sasando.core.sentences import sentence_for

from .shared import budget_crumb, today_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.organization.requests import CityRequest


@never_cache
@login_required
@require_GET
def tags(request: CityRequest) -> HttpResponse:
    """`/anggaran/tag/`: every tag and what it counts of the newest version."""
    context = {
        "found": tag_list(today_of(request)),
        "may_manage": may_manage(request.viewer),
        "trail": [budget_crumb()],
    }
    return render(request, "budget/tags.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def tag_new(request: CityRequest) -> HttpResponse:
    """`/anggaran/tag/baru/`: open a tag."""
    require_may_manage(request.viewer)
    form = TagForm(request.POST or None)
    if form.is_valid():
        try:
            tag = open_tag(viewer=request.viewer, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            messages.success(request, _("Tag dibuat. Tambahkan baris yang dihitung."))
            return redirect("budget:tag", tag.code)
    context = {"form": form, "trail": [budget_crumb(), tags_crumb()]}
    status = 422 if form.errors else 200
    return render(request, "budget/tag_new.html", context, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def tag(request: CityRequest, code: str) -> HttpResponse:
    """`/anggaran/tag/<code>/`: the rows of a tag; planners add to them."""
    if request.method == "POST":
        require_may_manage(request.viewer)
    today = today_of(request)
    page = tag_page(code, today)
    year = page.version.year if page.version else today.year
    form = TagRowForm(
        request.POST or None, choices=selection_choices(), initial={"from_year": year}
    )
    if form.is_valid() and _added(request, code, form):
        return redirect("budget:tag", code)
    context = {
        "page": page,
        "year": year,
        "form": form,
        "may_manage": may_manage(request.viewer),
        "trail": [budget_crumb(), tags_crumb()],
    }
    status = 422 if form.errors else 200
    return render(request, "budget/tag.html", context, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def tag_row_end(request: CityRequest, code: str, number: int) -> HttpResponse:
    """`/anggaran/tag/<code>/<number>/akhiri/`: let a row count for the last time."""
    require_may_manage(request.viewer)
    row, words = tag_row(code, number)
    if row.ended_at:
        raise TagRowEnded(code=code, number=number)
    form = EndRowForm(request.POST or None, initial={"until_year": today_of(request).year})
    if form.is_valid():
        try:
            end_tag_row(viewer=request.viewer, tag_code=code, number=number, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            messages.success(request, _("Baris %(number)s diakhiri.") % {"number": number})
            return redirect("budget:tag", code)
    crumb = Crumb(row.tag.name, reverse("budget:tag", args=[code]))
    trail = [budget_crumb(), tags_crumb(), crumb]
    context = {"row": row, "words": words, "form": form, "trail": trail}
    status = 422 if form.errors else 200
    return render(request, "budget/tag_row_end.html", context, status=status)


def tags_crumb() -> Crumb:
    """The list of tags, in the path up."""
    return Crumb(_("Tag belanja"), reverse("budget:tags"))


def _added(request: CityRequest, code: str, form: TagRowForm) -> bool:
    """Add the row that was filled in; what is refused is said in the form."""
    given = form.cleaned_data
    try:
        row = add_tag_row(
            viewer=request.viewer,
            tag_code=code,
            selection=form.selection(),
            sign=given["sign"],
            legal_act=given["legal_act"],
            from_year=given["from_year"],
            note=given["note"],
        )
    except DomainError as refusal:
        form.add_error(None, sentence_for(refusal))
        return False
    messages.success(request, _("Baris %(number)s ditambahkan.") % {"number": row.number})
    return True
