"""Years and their chain of versions; one version rolled up; opening, adopting, throwing away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sasando.budget.access import may_manage, may_read_scenarios, require_may_manage
from sasando.budget.actions import adopt_version, discard_version, open_version
from sasando.budget.documents.tables import rollup_rows
from sasando.budget.errors import VersionFixed
from sasando.budget.forms.versions import (
    AdoptVersionForm,
    NewVersionForm,
    RollUpForm,
    asked_scope,
    first_of_year,
    scope_query,
)
from sasando.budget.models import BudgetVersion
from sasando.budget.policies import BudgetCalendar
from sasando.budget.queries.identities import identities_of
from sasando.budget.queries.printed import printed_of_year
from sasando.budget.queries.rollup import MISSING_WORDS, roll_up
from sasando.budget.queries.versions import (
    steps_of,
    version_for,
    year_page,
)
from sasando.core.errors import DomainError, NotFoundForViewer
from sasando.core.listings.files import KINDS, table_file
from sasando.core.paging import Crumb
from sasando.core.sentences import sentence_for

from .shared import budget_crumb, shown_page, today_of, version_crumb, version_trail, year_crumb

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.budget.queries.rollup import RollUp, RollUpRow
    from sasando.organization.requests import CityRequest


@dataclass(frozen=True)
class LinkedRow:
    """A row of a roll-up with the address of what lies below it; empty at the end of the walk."""

    row: RollUpRow
    url: str
    is_missing: bool


@never_cache
@login_required
@require_GET
def years(request: CityRequest) -> HttpResponse:
    """`/anggaran/?tahun=`: the versions of a year beside the calendar of the law."""
    text = request.GET.get("tahun", "")
    year = int(text[:4]) if text.isascii() and text[:4].isdigit() else None
    page = year_page(year, today_of(request))
    context = {
        "page": page,
        "printed": printed_of_year(page.year),
        "may_manage": may_manage(request.viewer),
        "reads_scenarios": may_read_scenarios(request.viewer),
    }
    return render(request, "budget/years.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def version_new(request: CityRequest) -> HttpResponse:
    """`/anggaran/baru/`: begin the next version of a year."""
    require_may_manage(request.viewer)
    today = today_of(request)
    given = {"year": first_of_year(today), "as_of": today}
    form = NewVersionForm(request.POST or None, initial=given)
    if form.is_valid():
        try:
            version = open_version(viewer=request.viewer, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            messages.success(request, _("Draf dibuka. Muat ekspor SIPD ke dalamnya."))
            return redirect("budget:upload", version.code)
    context = {"form": form, "trail": [budget_crumb()]}
    status = 422 if form.errors else 200
    return render(request, "budget/version_new.html", context, status=status)


@never_cache
@login_required
@require_GET
def version(request: CityRequest, code: str) -> HttpResponse:
    """`/anggaran/<code>/`: a version, rolled up as the address says."""
    found = version_for(code)
    form, rolled = _rolled(request, found)
    at_top = not rolled.path
    trail = [budget_crumb(), year_crumb(found.year)]
    if not at_top:
        trail += [version_crumb(found)]
        trail += [
            Crumb(step.name or step.code, f"?{urlencode(_query(form, scope_query(step.scope)))}")
            for step in rolled.path[:-1]
        ]
    context = {
        "version": found,
        "rolled": rolled,
        "here": rolled.path[-1] if rolled.path else None,
        "sums": identities_of(found),
        "head": _head(request, found) if at_top else None,
        "pager": shown_page(rolled.rows, form.page, _address(form, rolled), partial(_linked, form)),
        "filter_form": form,
        "kept": scope_query(rolled.scope),
        "query": urlencode(_address(form, rolled)),
        "may_manage": may_manage(request.viewer),
        "reads_scenarios": may_read_scenarios(request.viewer),
        "trail": trail,
    }
    return render(request, "budget/version.html", context)


@login_required
@require_GET
def version_file(request: CityRequest, code: str, kind: str) -> HttpResponse:
    """`/anggaran/<code>/rincian.csv` or `.xlsx`: the same roll-up as a table."""
    if kind not in KINDS:
        raise NotFoundForViewer(kind="berkas")
    found = version_for(code)
    _form, rolled = _rolled(request, found)
    headings, rows = rollup_rows(rolled)
    return table_file(f"anggaran-{code.lower()}-{rolled.dimension}", kind, headings, rows)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def version_adopt(request: CityRequest, code: str) -> HttpResponse:
    """`/anggaran/<code>/tetapkan/`: enter the legal act of a draft."""
    require_may_manage(request.viewer)
    found = version_for(code)
    if found.adopted_on:
        raise VersionFixed(code=code)
    form = AdoptVersionForm(request.POST or None)
    if form.is_valid():
        try:
            adopt_version(viewer=request.viewer, code=code, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            words = _("%(name)s ditetapkan. Isinya sekarang tetap.")
            messages.success(request, words % {"name": found.name})
            return redirect("budget:version", code)
    context = {
        "version": found,
        "sums": identities_of(found),
        "form": form,
        "trail": version_trail(found),
    }
    status = 422 if form.errors else 200
    return render(request, "budget/version_adopt.html", context, status=status)


@login_required
@require_POST
def version_discard(request: CityRequest, code: str) -> HttpResponse:
    """Throw a draft away."""
    found = version_for(code)
    discard_version(viewer=request.viewer, code=code)
    messages.success(request, _("Draf %(name)s dibuang.") % {"name": found.name})
    return redirect("budget:years")


def _rolled(request: CityRequest, found: BudgetVersion) -> tuple[RollUpForm, RollUp]:
    form = RollUpForm(request.GET)
    form.full_clean()
    scope = asked_scope(request.GET)
    return form, roll_up(found, form.part(), form.dimension(), scope)


def _head(request: CityRequest, found: BudgetVersion) -> dict[str, object]:
    printed = [
        row
        for source in printed_of_year(found.year)
        for row in source.rows
        if row.figure.version_id == found.pk
    ]
    return {
        "chain": BudgetVersion.objects.filter(year=found.year).order_by("number"),
        "steps": steps_of(found, BudgetCalendar(found.year), today_of(request)),
        "printed": printed,
        "has_lines": bool(found.file_digest),
    }


def _linked(form: RollUpForm, row: RollUpRow) -> LinkedRow:
    base = {} if form.part().value == "belanja" else {"bagian": form.part().value}
    url = f"?{urlencode({**base, **scope_query(row.below)})}" if row.below else ""
    return LinkedRow(row, url, row.code in {"", *MISSING_WORDS})


def _query(form: RollUpForm, scope: dict[str, str]) -> dict[str, str]:
    part = form.part().value
    return {**({} if part == "belanja" else {"bagian": part}), **scope}


def _address(form: RollUpForm, rolled: RollUp) -> dict[str, str]:
    chosen = form.dimension()
    held = _query(form, scope_query(rolled.scope))
    return {**held, "menurut": chosen.value} if chosen else held
