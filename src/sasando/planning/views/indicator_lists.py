"""Loading and downloading the lists of indicators and of their figures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.urls import reverse
from django.views.decorators.http import require_GET

from sasando.core import clock
from sasando.core.errors import NotFoundForViewer
from sasando.core.listings.files import CSV, KINDS, XLSX, table_file, template_file
from sasando.core.listings.pages import Desk, Links, desk_views
from sasando.core.paging import Crumb
from sasando.planning.actions.indicator_lists import import_indicators, import_measurements
from sasando.planning.imports.indicator_columns import MEASUREMENTS, indicator_listing
from sasando.planning.indicator_access import require_may_define
from sasando.planning.queries.indicator_export import indicator_rows, measurement_rows
from sasando.planning.queries.plan import plan_of

from .shared import plan_crumb

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.core.listings.columns import Listing
    from sasando.organization.requests import CityRequest

INDICATORS = "indikator"


@login_required
@require_GET
def template(request: CityRequest, kind: str, form: str) -> HttpResponse:
    """`templat.csv`, `templat.xlsx`: an empty list with its headings and two example rows."""
    require_may_define(request.viewer)
    return template_file(_listing(request, kind), _form(form))


@login_required
@require_GET
def export(request: CityRequest, kind: str, form: str) -> HttpResponse:
    """`unduh.csv`, `unduh.xlsx`: what stands, in the shape in which it can be loaded again."""
    listing = _listing(request, kind)
    rows = (
        indicator_rows(listing, _years(request))
        if kind == INDICATORS
        else measurement_rows(listing)
    )
    return table_file(listing.code, _form(form), listing.headings, rows)


def _desk(request: CityRequest, kind: str) -> Desk:
    require_may_define(request.viewer)
    listing = _listing(request, kind)
    load = partial(import_measurements, viewer=request.viewer, now=request.now)
    if kind == INDICATORS:
        load = partial(
            import_indicators, viewer=request.viewer, now=request.now, years=_years(request)
        )
    trail = [plan_crumb(), Crumb("Indikator", reverse("planning:indicators"))]
    return Desk(
        listing,
        f"planning-{kind}",
        _links(kind),
        lambda content, *, apply: load(content=content, apply=apply),
        context={"trail": trail},
    )


# `…/daftar/<kind>/muat/`, `simpan/` and `laporan.csv`.
upload, confirm, report = desk_views(_desk)


def _links(kind: str) -> Links:
    pages = (
        reverse(f"planning:list_{name}", args=[kind]) for name in ("upload", "confirm", "report")
    )
    files = (
        reverse(f"planning:list_{name}", args=[kind, form])
        for name in ("template", "export")
        for form in (CSV, XLSX)
    )
    return Links(*pages, *files)


def _listing(request: CityRequest, kind: str) -> Listing:
    if kind == INDICATORS:
        return indicator_listing(_years(request))
    if kind == MEASUREMENTS.code:
        return MEASUREMENTS
    raise NotFoundForViewer(kind="daftar")


def _years(request: CityRequest) -> range:
    """The years of the plan that is in force."""
    plan = plan_of(clock.local_day(request.now).year)
    return range(plan.first_year, plan.last_year + 1)


def _form(form: str) -> str:
    if form not in KINDS:
        raise NotFoundForViewer(kind="berkas")
    return form
