"""Plan documents: the list, one document, drafting, adopting, amending, comparing, findings."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sasando.core import clock
from sasando.core.errors import DomainError, NotFoundForViewer, NotPermitted
from sasando.core.listings.files import CSV, table_file
from sasando.core.paging import Crumb, Pager, pager_of
from sasando.core.sentences import sentence_for
from sasando.planning.actions.documents import (
    adopt_plan,
    amend_plan,
    complete_plan,
    discard_draft,
    draft_plan,
    remove_line,
)
from sasando.planning.models import PlanDocument
from sasando.planning.plan_access import agencies_of, may_begin_any, plan_for
from sasando.planning.plan_forms import (
    AdoptionForm,
    CompletionForm,
    DocumentFilterForm,
    NewPlanForm,
)
from sasando.planning.queries.comparison import compare
from sasando.planning.queries.documents import (
    PAGE_SIZE,
    document_list,
    document_page,
    document_units,
    line_of,
)
from sasando.planning.queries.nomenclature import versions
from sasando.planning.queries.plan_findings import findings_page

from .shared import plan_crumb

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.organization.requests import CityRequest
    from sasando.planning.queries.comparison import Comparison
    from sasando.planning.queries.documents import DocumentFilter, DocumentList


@never_cache
@login_required
@require_GET
def documents(request: CityRequest) -> HttpResponse:
    """`/perencanaan/dokumen/`: every plan the viewer may know of, by kind, year, agency, state."""
    form = DocumentFilterForm(request.GET, units=document_units(request.viewer))
    wanted = form.asked()
    page = document_list(request.viewer, wanted)
    context = {
        "page": page,
        "filter_form": form,
        "pager": _pager(page, wanted),
        "may_write": may_begin_any(request.viewer, clock.local_day(request.now)),
        "trail": [plan_crumb()],
    }
    return render(request, "planning/documents.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def document_new(request: CityRequest) -> HttpResponse:
    """`/perencanaan/dokumen/baru/`: begin a draft."""
    today = clock.local_day(request.now)
    if not may_begin_any(request.viewer, today):
        raise NotPermitted
    units = agencies_of(request.viewer, today)
    form = NewPlanForm(request.POST or None, units=units, versions=versions())
    if form.is_valid():
        try:
            document = draft_plan(viewer=request.viewer, plan=form.plan())
        except DomainError as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            messages.success(request, "Draf dibuat. Muat barisnya dari berkas.")
            return redirect("planning:document", document.code)
    context = {"form": form, "trail": [plan_crumb(), documents_crumb()]}
    status = 422 if form.errors else 200
    return render(request, "planning/document_new.html", context, status=status)


@never_cache
@login_required
@require_GET
def document(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/dokumen/<code>/`: a document, its versions, and the tree of one unit."""
    plan = plan_for(request.viewer, code)
    page = document_page(request.viewer, plan, request.GET.get("unit", ""))
    trail = [plan_crumb(), documents_crumb()]
    if page.unit and len(page.shares) > 1:
        trail.append(Crumb(plan.name, reverse("planning:document", args=[code])))
    return render(request, "planning/document.html", {"page": page, "trail": trail})


@never_cache
@login_required
@require_GET
def document_line(request: CityRequest, code: str, unit: str, row: str) -> HttpResponse:
    """`/perencanaan/dokumen/<code>/baris/<unit>/<row>/`: one line with all it promises."""
    plan = plan_for(request.viewer, code)
    page = document_page(request.viewer, plan, unit)
    context = {
        "page": page,
        "line": line_of(plan, unit, row),
        "trail": [plan_crumb(), documents_crumb(), document_crumb(plan, unit)],
    }
    return render(request, "planning/document_line.html", context)


@login_required
@require_POST
def document_line_remove(request: CityRequest, code: str, unit: str, row: str) -> HttpResponse:
    """Take a line and all below it out of a draft."""
    plan_for(request.viewer, code)
    gone = remove_line(viewer=request.viewer, code=code, unit_code=unit, row_code=row)
    messages.success(request, f"{gone} baris dihapus dari draf.")
    return redirect("planning:document", code)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def document_adopt(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/dokumen/<code>/tetapkan/`: enter the legal act, or say a summary is whole."""
    plan = plan_for(request.viewer, code)
    page = document_page(request.viewer, plan)
    if not page.may_write:
        raise NotPermitted
    form = (CompletionForm if plan.is_summary else AdoptionForm)(request.POST or None)
    if form.is_valid():
        try:
            _settle(request, plan, form)
        except DomainError as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            messages.success(request, f"{plan.name} ditetapkan. Isinya sekarang tetap.")
            return redirect("planning:document", code)
    context = {
        "page": page,
        "form": form,
        "findings": len(findings_page(plan).rows),
        "trail": [plan_crumb(), documents_crumb(), document_crumb(plan)],
    }
    status = 422 if form.errors else 200
    return render(request, "planning/document_adopt.html", context, status=status)


def _settle(
    request: CityRequest, plan: PlanDocument, form: AdoptionForm | CompletionForm
) -> PlanDocument:
    if isinstance(form, AdoptionForm):
        return adopt_plan(viewer=request.viewer, now=request.now, code=plan.code, act=form.act())
    return complete_plan(viewer=request.viewer, code=plan.code, act=form.cleaned_data["number"])


@login_required
@require_POST
def document_amend(request: CityRequest, code: str) -> HttpResponse:
    """Begin the next version of an adopted plan."""
    plan_for(request.viewer, code)
    amended = amend_plan(viewer=request.viewer, code=code)
    messages.success(request, "Draf perubahan dibuat sebagai salinan.")
    return redirect("planning:document", amended.code)


@login_required
@require_POST
def document_discard(request: CityRequest, code: str) -> HttpResponse:
    """Throw a draft away."""
    plan = plan_for(request.viewer, code)
    discard_draft(viewer=request.viewer, code=code)
    messages.success(request, f"Draf {plan.name} dibuang.")
    return redirect("planning:documents")


@never_cache
@login_required
@require_GET
def document_compare(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/dokumen/<code>/banding/`: this version beside the one before."""
    page = _comparison(request, code)
    trail = [plan_crumb(), documents_crumb(), document_crumb(page.after)]
    return render(request, "planning/document_compare.html", {"page": page, "trail": trail})


@login_required
@require_GET
def document_compare_file(request: CityRequest, code: str) -> HttpResponse:
    """`banding.csv`: every change as a row."""
    page = _comparison(request, code)
    rows = (
        (change.kind, change.unit, change.code, change.name, part.label, part.before, part.after)
        if part
        else (change.kind, change.unit, change.code, change.name, "", "", "")
        for change in page.changes
        for part in (change.changes or (None,))
    )
    headings = ("hasil", "perangkat_daerah", "kode", "uraian", "bagian", "semula", "menjadi")
    return table_file(f"banding-{code.lower()}", CSV, headings, rows)


@never_cache
@login_required
@require_GET
def document_findings(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/dokumen/<code>/temuan/`: where it does not keep to the plans above it."""
    plan = plan_for(request.viewer, code)
    unit, fault = request.GET.get("unit", ""), request.GET.get("jenis", "")
    context = {
        "page": findings_page(plan, unit, fault),
        "unit": unit,
        "fault": fault,
        "query": urlencode({"unit": unit, "jenis": fault}),
        "trail": [plan_crumb(), documents_crumb(), document_crumb(plan)],
    }
    return render(request, "planning/document_findings.html", context)


@login_required
@require_GET
def document_findings_file(request: CityRequest, code: str) -> HttpResponse:
    """`temuan.csv`: the same findings as a table."""
    plan = plan_for(request.viewer, code)
    page = findings_page(plan, request.GET.get("unit", ""), request.GET.get("jenis", ""))
    rows = (
        (
            row.title, row.finding.unit, row.finding.code, row.name, row.finding.year or "",
            row.finding.indicator, row.expected, row.found, row.mend,
        )
        for row in page.rows
    )  # fmt: skip
    headings = (
        "temuan", "perangkat_daerah", "kode", "uraian", "tahun", "indikator", "seharusnya",
        "tertulis", "cara_memperbaiki",
    )  # fmt: skip
    return table_file(f"temuan-{code.lower()}", CSV, headings, rows)


def documents_crumb() -> Crumb:
    """The list of documents, in the path up."""
    return Crumb("Dokumen", reverse("planning:documents"))


def document_crumb(plan: PlanDocument, unit: str = "") -> Crumb:
    """A document, or one unit in it, in the path up."""
    address = reverse("planning:document", args=[plan.code])
    return Crumb(plan.name, f"{address}?{urlencode({'unit': unit})}" if unit else address)


def _comparison(request: CityRequest, code: str) -> Comparison:
    plan = plan_for(request.viewer, code)
    if plan.supersedes is None:
        raise NotFoundForViewer(kind="versi sebelumnya")
    return compare(plan.supersedes, plan)


def _pager(page: DocumentList, wanted: DocumentFilter) -> Pager:
    asked = {
        "jenis": wanted.kind, "tahun": wanted.year or "", "unit": wanted.unit,
        "keadaan": wanted.state,
    }  # fmt: skip
    return pager_of(
        page=page.page,
        size=PAGE_SIZE,
        shown=len(page.rows),
        total=page.total,
        query=urlencode(asked),
    )
