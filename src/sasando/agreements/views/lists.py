"""*Perjanjian Kinerja*: the list, its download, and the posts that have none in force."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sasando.agreements.access import (
    may_enter_budget_dates,
    may_prepare_any,
    sees_who_is_missing,
)
from sasando.agreements.forms import ListFilter, MissingFilter
from sasando.agreements.queries import (
    Filters,
    agreement_list,
    all_missing,
    all_rows,
    count_missing,
    missing_list,
    units_with_agreements,
    waits_for_signature_of,
    years_of,
)
from sasando.core import clock
from sasando.core.downloads import download
from sasando.core.errors import NotPermitted
from sasando.core.paging import asked_page
from sasando.organization.models import Unit

if TYPE_CHECKING:
    from typing import Any

    from sasando.agreements.models import AgreementParty
    from sasando.organization.requests import CityRequest

COLUMNS = ("kode", "kode_unit", "unit", "jabatan", "tingkat", "tahun", "versi", "keadaan")
PARTY_COLUMNS = ("pihak", "nama", "jabatan_pihak", "ditandatangani", "cara", "tanggal_di_kertas")
MISSING_COLUMNS = ("kode_jabatan", "jabatan", "kode_unit", "unit", "keadaan", "batas", "hari_lewat")


@never_cache
@login_required
@require_GET
def index(request: CityRequest) -> HttpResponse:
    """`/perjanjian/`: agreements of the viewer's scope by year, unit, level and state."""
    form, filters = _filters(request)
    viewer, today = request.viewer, clock.local_day(request.now)
    context = {
        "page": agreement_list(viewer=viewer, filters=filters, page=asked_page(request)),
        "filter_form": form,
        "download_url": f"daftar.csv?{filters.query()}",
        "waiting": waits_for_signature_of(viewer, today),
        "may_prepare": may_prepare_any(viewer),
        "may_enter_dates": may_enter_budget_dates(viewer),
        "missing": (
            count_missing(viewer, year=filters.year, day=today)
            if sees_who_is_missing(viewer)
            else None
        ),
    }
    return render(request, "agreements/list.html", context)


@never_cache
@login_required
@require_GET
def listing_csv(request: CityRequest) -> HttpResponse:
    """`/perjanjian/daftar.csv`: the same rows as a table, one line per party."""
    _form, filters = _filters(request)
    response, writer = _csv(f"perjanjian-{filters.year}.csv")
    writer.writerow([*COLUMNS, *PARTY_COLUMNS])
    for row in all_rows(viewer=request.viewer, filters=filters):
        facts = [
            row.code, row.unit_code, row.unit_name, row.post, row.tier, row.year, row.version,
            row.state,
        ]  # fmt: skip
        cells = [_party_cells(party) for party in row.parties] or [[""] * len(PARTY_COLUMNS)]
        for cell in cells:
            writer.writerow([*facts, *cell])
    return response


@never_cache
@login_required
@require_GET
def missing(request: CityRequest) -> HttpResponse:
    """`/perjanjian/belum/`: posts that should have an agreement in force and have none."""
    form, chosen = _missing_filter(request)
    query = urlencode({name: value for name, value in request.GET.items() if name != "halaman"})
    page = missing_list(
        viewer=request.viewer,
        day=clock.local_day(request.now),
        query=query,
        page=asked_page(request),
        **chosen,
    )
    context = {"page": page, "filter_form": form, "download_url": f"../belum.csv?{query}"}
    return render(request, "agreements/missing.html", context)


@never_cache
@login_required
@require_GET
def missing_download(request: CityRequest) -> HttpResponse:
    """`/perjanjian/belum.csv`: the same posts as a table."""
    _form, chosen = _missing_filter(request)
    response, writer = _csv(f"belum-berlaku-{chosen['year']}.csv")
    writer.writerow(MISSING_COLUMNS)
    day = clock.local_day(request.now)
    for row in all_missing(viewer=request.viewer, day=day, **chosen):
        due = row.due.isoformat() if row.due else ""
        writer.writerow(
            [row.position_code, row.title, row.unit_code, row.unit_name, row.stage, due,
             row.late_days]
        )  # fmt: skip
    return response


def _csv(name: str) -> tuple[HttpResponse, Any]:
    response = download(name)
    return response, csv.writer(response)


def _party_cells(party: AgreementParty) -> list[str]:
    signed = party.signed_at.astimezone(clock.zone()).isoformat() if party.signed_at else ""
    paper = party.paper_date.isoformat() if party.paper_date else ""
    return [party.role, party.name, party.title, signed, party.signature_kind, paper]


def _filters(request: CityRequest) -> tuple[ListFilter, Filters]:
    running = clock.local_day(request.now).year
    form = ListFilter(
        {"tahun": running, **request.GET.dict()},
        years=years_of(request.viewer, running),
        units=units_with_agreements(request.viewer),
    )
    chosen = form.cleaned_data if form.is_valid() else {}
    filters = Filters(
        year=chosen.get("tahun") or running,
        unit_code=chosen.get("unit", ""),
        state=chosen.get("keadaan", ""),
        tier=chosen.get("tingkat", ""),
    )
    return form, filters


def _missing_filter(request: CityRequest) -> tuple[MissingFilter, dict[str, Any]]:
    if not sees_who_is_missing(request.viewer):
        raise NotPermitted
    running = clock.local_day(request.now).year
    units = Unit.objects.visible_to(request.viewer).filter(parent__kind=Unit.Kind.CITY)
    form = MissingFilter(
        {"tahun": running, **request.GET.dict()},
        years=(running + 1, running, running - 1),
        units=list(units.order_by("name").values_list("code", "name")),
    )
    chosen = form.cleaned_data if form.is_valid() else {}
    path = ""
    if chosen.get("unit"):
        path = units.filter(code=chosen["unit"]).values_list("path", flat=True).get()
    return form, {"year": chosen.get("tahun") or running, "unit_path": path}
