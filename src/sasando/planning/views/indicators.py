"""Indicators: the list, one step by step, its series, and recording a figure."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from sasando.core import clock
from sasando.core.downloads import download
from sasando.core.errors import AttachmentRefused, NotPermitted
from sasando.core.paging import Crumb
from sasando.core.sentences import sentence_for
from sasando.core.trail import safe_cell
from sasando.planning.actions import record_measurement
from sasando.planning.errors import (
    CorrectionUnexplained,
    DraftNotPossible,
    MeasurementIncomplete,
    MeasurementPeriodOpen,
    MeasurementPeriodUnknown,
    PeriodClosed,
    ReasonMissing,
    RunningTotalFalls,
)
from sasando.planning.forms import IndicatorFilter, MeasurementForm
from sasando.planning.indicator_access import may_define, may_see_queue
from sasando.planning.policies import verifying_on
from sasando.planning.queries import indicator_view
from sasando.planning.queries.indicator_list import (
    IndicatorFilters,
    filter_choices,
    indicator_list,
)
from sasando.planning.queries.plan import plan_of
from sasando.planning.queries.verification import open_windows

from .shared import asked_year, cell_text, plan_crumb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse, QueryDict

    from sasando.organization.requests import CityRequest
    from sasando.planning.closings import Window
    from sasando.planning.models import Indicator, Measurement

MENDABLE = (
    AttachmentRefused,
    CorrectionUnexplained,
    DraftNotPossible,
    MeasurementIncomplete,
    MeasurementPeriodOpen,
    MeasurementPeriodUnknown,
    PeriodClosed,
    ReasonMissing,
    RunningTotalFalls,
)
SERIES_COLUMNS = (
    "seri", "dipakai_sekarang", "periode", "nilai", "keadaan", "verifikasi", "sumber", "contoh",
)  # fmt: skip
LIST_COLUMNS = (
    "kode", "indikator", "satuan", "penanggung_jawab", "nilai", "periode", "verifikasi", "target",
    "capaian_sampai_triwulan", "keadaan_sampai_triwulan", "sampai",
    "capaian_menuju_target_tahun", "keadaan_menuju_target_tahun", "kategori", "metadata", "sumber",
    "contoh",
)  # fmt: skip


@login_required
@require_GET
def indicators(request: CityRequest) -> HttpResponse:
    """`/perencanaan/indikator/`: every indicator by unit, mission or agenda."""
    form, filters = _filters(request)
    context = {
        "page": indicator_list(filters, now=request.now),
        "filters": filters,
        "filter_form": form,
        "download_url": f"{reverse('planning:indicators_file')}?{filters.query()}",
        "may_define": may_define(request.viewer),
        "may_verify": may_see_queue(request.viewer, verifying_on(clock.local_day(request.now))),
        "trail": [plan_crumb()],
    }
    return render(request, "planning/indicators.html", context)


@login_required
@require_GET
def indicators_file(request: CityRequest) -> HttpResponse:
    """`/perencanaan/indikator/daftar.csv`: the same rows as a table."""
    _form, filters = _filters(request)
    response = download(f"indikator-{filters.year}.csv")
    writer = csv.writer(response)
    writer.writerow(LIST_COLUMNS)
    for line in indicator_list(filters, now=request.now).lines:
        row = line.indicator
        writer.writerow(
            [
                row.code, safe_cell(row.name), row.measure, row.owner.name if row.owner else "",
                cell_text(line.value), line.period,
                "belum diverifikasi" if line.is_unverified else "", line.target_text,
                cell_text(line.to_date.value), line.to_date.state, line.to_date.label,
                cell_text(line.toward_year.value), line.toward_year.state, line.band,
                line.metadata.text, safe_cell(line.source), "ya" if line.is_example else "tidak",
            ]
        )  # fmt: skip
    return response


@login_required
@require_GET
def indicator(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/indikator/<code>/`: series, target, and how achievement is computed."""
    year = asked_year(request)
    page = indicator_view(code, viewer=request.viewer, year=year, now=request.now)
    context = {"page": page, "trail": _trail(page.indicator)}
    return render(request, "planning/indicator.html", context)


@login_required
@require_GET
def series_file(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/indikator/<code>/seri.csv`: every series of the indicator."""
    page = indicator_view(code, viewer=request.viewer, year=asked_year(request), now=request.now)
    response = download(f"{page.indicator.code.lower()}.csv")
    writer = csv.writer(response)
    writer.writerow(SERIES_COLUMNS)
    for series in page.series:
        current = "ya" if series.is_current else "tidak"
        for row in series.rows:
            example = "ya" if row.is_example else "tidak"
            cells = [
                cell_text(row.value),
                row.state,
                row.verification,
                safe_cell(row.source),
                example,
            ]
            writer.writerow([safe_cell(series.name), current, row.label, *cells])
    return response


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def record(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/indikator/<code>/catat/`: a planner writes down or corrects a figure."""
    year = clock.local_day(request.now).year
    page = indicator_view(code, viewer=request.viewer, year=year, now=request.now)
    if not page.may_record:
        raise NotPermitted
    windows = open_windows(page.indicator, request.now)
    form = MeasurementForm(
        request.POST or None,
        files=request.FILES or None,
        indicator=page.indicator,
        this_year=year,
        initial=_asked_period(request.GET) or _first_open(windows),
    )
    if request.method == "POST" and form.is_valid():
        saved = _record(request, form, code)
        if saved is not None:
            draft = saved.state == saved.State.DRAFT
            said = "Draf tersimpan, belum diajukan." if draft else "Angka tersimpan."
            messages.success(request, said)
            return redirect("planning:indicator", code)
    context = {
        "page": page,
        "form": form,
        "open_windows": windows,
        "trail": [*_trail(page.indicator), Crumb(page.indicator.name, _url(page.indicator))],
    }
    return render(request, "planning/record.html", context, status=422 if form.errors else 200)


def _record(request: CityRequest, form: MeasurementForm, code: str) -> Measurement | None:
    """Hand the figure to the action; what can be mended in the form is said there."""
    try:
        return record_measurement(
            viewer=request.viewer,
            now=request.now,
            code=code,
            report=form.report(),
            reason=form.cleaned_data["reason"],
            uploads=form.cleaned_data["evidence"],
            is_draft="draft" in request.POST,
        )
    except MENDABLE as refusal:
        form.add_error(None, sentence_for(refusal))
        return None


def _filters(request: CityRequest) -> tuple[IndicatorFilter, IndicatorFilters]:
    year = asked_year(request)
    plan = plan_of(year)
    form = IndicatorFilter(
        {"tahun": year, **request.GET.dict()},
        years=range(plan.first_year, plan.last_year + 1),
        **filter_choices(),
    )
    chosen = form.cleaned_data if form.is_valid() else {}
    return form, IndicatorFilters(
        year=chosen.get("tahun") or year,
        unit_code=chosen.get("unit", ""),
        mission_code=chosen.get("misi", ""),
        agenda_number=chosen.get("agenda", ""),
    )


def _first_open(windows: Sequence[Window]) -> dict[str, int]:
    """The newest period that still takes figures, for a form that was opened without one."""
    return {"year": windows[0].span.year, "quarter": windows[0].span.quarter} if windows else {}


def _asked_period(given: QueryDict) -> dict[str, str]:
    """The period a "koreksi" link leads to; anything else in the address is left aside."""
    wanted = {"year": given.get("tahun", ""), "quarter": given.get("triwulan", "")}
    return {name: text for name, text in wanted.items() if text.isascii() and text.isdigit()}


def _trail(row: Indicator) -> list[Crumb]:
    if row.objective is None:
        return [plan_crumb()]
    above = row.objective.mission
    return [
        plan_crumb(),
        Crumb(f"Misi {above.number}", reverse("planning:mission", args=[above.code])),
    ]


def _url(row: Indicator) -> str:
    return reverse("planning:indicator", args=[row.code])
