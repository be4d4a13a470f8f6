"""Loading the lists of the organisation on a page: upload, read the report, confirm."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sasando.core.errors import NotFoundForViewer
from sasando.core.listings.files import CSV, XLSX, template_file
from sasando.core.listings.pages import Desk, Links, desk_views

from .access import require_may_import
from .actions import import_list
from .imports.columns import LISTINGS

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.core.listings.columns import Listing

    from .requests import CityRequest


@never_cache
@login_required
@require_GET
def imports(request: CityRequest) -> HttpResponse:
    """`/organisasi/impor/`: the lists that can be loaded."""
    require_may_import(request.viewer)
    return render(request, "organization/imports.html", {"listings": LISTINGS.values()})


@login_required
@require_GET
def template_csv(request: CityRequest, kind: str) -> HttpResponse:
    """`templat.csv`: an empty list with its headings and two example rows."""
    return template_file(_listing(request, kind), CSV)


@login_required
@require_GET
def template_xlsx(request: CityRequest, kind: str) -> HttpResponse:
    """`templat.xlsx`: the same as a workbook."""
    return template_file(_listing(request, kind), XLSX)


def _listing(request: CityRequest, kind: str) -> Listing:
    require_may_import(request.viewer)
    listing = LISTINGS.get(kind)
    if listing is None:
        raise NotFoundForViewer(kind="daftar")
    return listing


def _desk(request: CityRequest, kind: str) -> Desk:
    listing = _listing(request, kind)
    load = partial(import_list, viewer=request.viewer, now=request.now, listing=listing)
    return Desk(
        listing, kind, _links(kind), lambda content, *, apply: load(content=content, apply=apply)
    )


# `/organisasi/impor/<kind>/`, `muat/` and `laporan.csv`.
upload, confirm, report_csv = desk_views(_desk)


def _links(kind: str) -> Links:
    names = ("upload", "confirm", "report_csv", "template_csv", "template_xlsx")
    return Links(*(reverse(f"organization:{name}", args=[kind]) for name in names))
