"""Filling a document from a file, and taking it out as one, in the same columns."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.urls import reverse
from django.views.decorators.http import require_GET

from sasando.core.errors import NotFoundForViewer
from sasando.core.listings.files import CSV, XLSX, table_file, template_file
from sasando.core.listings.pages import Desk, Links, desk_views
from sasando.planning.actions.plan_import import import_plan, listings_of
from sasando.planning.errors import PlanIsFixed
from sasando.planning.plan_access import plan_for, require_may_write
from sasando.planning.queries.plan_export import export_rows

from .documents import document_crumb, documents_crumb
from .shared import plan_crumb

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.core.listings.columns import Listing
    from sasando.organization.requests import CityRequest
    from sasando.planning.models import PlanDocument


@login_required
@require_GET
def document_template_csv(request: CityRequest, code: str, kind: str) -> HttpResponse:
    """An empty list for this document."""
    return template_file(_listing(plan_for(request.viewer, code), kind), CSV)


@login_required
@require_GET
def document_template_xlsx(request: CityRequest, code: str, kind: str) -> HttpResponse:
    """The same as a workbook."""
    return template_file(_listing(plan_for(request.viewer, code), kind), XLSX)


@login_required
@require_GET
def document_export_csv(request: CityRequest, code: str, kind: str) -> HttpResponse:
    """The lines of a document in the columns in which they can be loaded again."""
    return _export(request, code, kind, CSV)


@login_required
@require_GET
def document_export_xlsx(request: CityRequest, code: str, kind: str) -> HttpResponse:
    """The same as a workbook."""
    return _export(request, code, kind, XLSX)


def _export(request: CityRequest, code: str, kind: str, form: str) -> HttpResponse:
    plan = plan_for(request.viewer, code)
    listing = _listing(plan, kind)
    name = f"{plan.code.lower()}-{kind}"
    return table_file(name, form, listing.headings, export_rows(plan, listing))


def _listing(plan: PlanDocument, kind: str) -> Listing:
    listing = listings_of(plan).get(kind)
    if listing is None:
        raise NotFoundForViewer(kind="daftar")
    return listing


def _desk(request: CityRequest, code: str, kind: str) -> Desk:
    plan = plan_for(request.viewer, code)
    require_may_write(request.viewer, plan.unit)
    listing = _listing(plan, kind)
    if plan.is_fixed:
        raise PlanIsFixed(name=plan.name)
    names = ("upload", "confirm", "report", "template_csv", "template_xlsx", "export_csv",
             "export_xlsx")  # fmt: skip
    links = Links(*(reverse(f"planning:document_{name}", args=[code, kind]) for name in names))
    return Desk(
        listing,
        f"plan-{kind}:{plan.code}",
        links,
        partial(import_plan, viewer=request.viewer, document=plan, kind=kind),
        about=plan.name,
        after=reverse("planning:document", args=[code]),
        context={"trail": [plan_crumb(), documents_crumb(), document_crumb(plan)]},
    )


# `/perencanaan/dokumen/<code>/impor/<kind>/`, `muat/` and `laporan.csv`.
document_upload, document_confirm, document_report = desk_views(_desk)
