"""*Perencanaan*: the plan, its indicators step by step, and the programmes of agencies."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from sasando.core import clock
from sasando.core.errors import NotPermitted
from sasando.core.sentences import sentence_for
from sasando.core.trail import safe_cell

from .actions import record_measurement
from .errors import (
    CorrectionUnexplained,
    MeasurementIncomplete,
    MeasurementPeriodOpen,
    MeasurementPeriodUnknown,
)
from .forms import IndicatorFilter, MeasurementForm
from .queries import agencies, agency_programmes, indicator_view, mission_branch, mission_tree
from .queries.indicator_list import IndicatorFilters, filter_choices, indicator_list
from .queries.plan import plan_of, programmes_serving
from .queries.programmes import programme_branches

if TYPE_CHECKING:
    from django.http import QueryDict

    from sasando.organization.requests import CityRequest

    from .models import Indicator, Measurement

FIRST_YEAR, LAST_YEAR = 2018, 2100
MENDABLE = (
    CorrectionUnexplained,
    MeasurementIncomplete,
    MeasurementPeriodOpen,
    MeasurementPeriodUnknown,
)
LIST_COLUMNS = (
    "kode", "indikator", "satuan", "penanggung_jawab", "nilai", "periode", "target", "capaian",
    "kategori", "keadaan", "sumber", "contoh",
)  # fmt: skip


@dataclass(frozen=True)
class Crumb:
    """One step of the path up the thread."""

    label: str
    url: str


@login_required
@require_GET
def rpjmd(request: CityRequest) -> HttpResponse:
    """`/perencanaan/`: vision, missions, priority programmes and agendas of the plan."""
    page = mission_tree(year=_year(request), now=request.now)
    return render(request, "planning/rpjmd.html", {"page": page})


@login_required
@require_GET
def mission(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/misi/<code>/`: one mission down to indicators and programmes."""
    branch = mission_branch(code, year=_year(request), now=request.now)
    context = {
        "page": branch,
        "programmes": programmes_serving(branch.mission),
        "trail": [_plan_crumb()],
    }
    return render(request, "planning/mission.html", context)


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
        "trail": [_plan_crumb()],
    }
    return render(request, "planning/indicators.html", context)


@login_required
@require_GET
def indicators_file(request: CityRequest) -> HttpResponse:
    """`/perencanaan/indikator/daftar.csv`: the same rows as a table."""
    _form, filters = _filters(request)
    response = _table(f"indikator-{filters.year}.csv")
    writer = csv.writer(response)
    writer.writerow(LIST_COLUMNS)
    for line in indicator_list(filters, now=request.now).lines:
        row = line.indicator
        writer.writerow(
            [
                row.code, safe_cell(row.name), row.measure, row.owner.name if row.owner else "",
                _cell(line.value), line.period, line.target_text, _cell(line.achievement),
                line.band, line.state, safe_cell(line.source),
                "ya" if line.is_example else "tidak",
            ]
        )  # fmt: skip
    return response


@login_required
@require_GET
def indicator(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/indikator/<code>/`: series, target, and how achievement is computed."""
    year = _year(request)
    page = indicator_view(code, viewer=request.viewer, year=year, now=request.now)
    context = {"page": page, "trail": _trail(page.indicator)}
    return render(request, "planning/indicator.html", context)


@login_required
@require_GET
def series_file(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/indikator/<code>/seri.csv`: every series of the indicator."""
    page = indicator_view(code, viewer=request.viewer, year=_year(request), now=request.now)
    response = _table(f"{page.indicator.code.lower()}.csv")
    writer = csv.writer(response)
    writer.writerow(["seri", "dipakai_sekarang", "periode", "nilai", "keadaan", "sumber", "contoh"])
    for series in page.series:
        current = "ya" if series.is_current else "tidak"
        for row in series.rows:
            example = "ya" if row.is_example else "tidak"
            cells = [_cell(row.value), row.state, safe_cell(row.source), example]
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
    form = MeasurementForm(
        request.POST or None,
        indicator=page.indicator,
        this_year=year,
        initial=_asked_period(request.GET),
    )
    if request.method == "POST" and form.is_valid():
        saved = _record(request, form, code)
        if saved is not None:
            messages.success(request, "Angka tersimpan.")
            return redirect("planning:indicator", code)
    context = {
        "page": page,
        "form": form,
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
        )
    except MENDABLE as refusal:
        form.add_error(None, sentence_for(refusal))
        return None


@login_required
@require_GET
def agency_list(request: CityRequest) -> HttpResponse:
    """`/perencanaan/program/`: agencies with how many programmes they carry out."""
    year = _year(request)
    context = {"rows": agencies(year), "year": year, "trail": [_plan_crumb()]}
    return render(request, "planning/agencies.html", context)


@login_required
@require_GET
def programmes(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/program/<unit>/`: the programmes of an agency by field."""
    page = agency_programmes(code, _year(request))
    trail = [_plan_crumb(), Crumb("Program perangkat daerah", reverse("planning:agencies"))]
    return render(request, "planning/programmes.html", {"page": page, "trail": trail})


@login_required
@require_GET
def programme(request: CityRequest, code: str, programme_code: str) -> HttpResponse:
    """`/perencanaan/program/<unit>/<programme>/`: activities and sub-activities."""
    assignment, branches = programme_branches(code, programme_code, _year(request))
    trail = [
        _plan_crumb(),
        Crumb("Program perangkat daerah", reverse("planning:agencies")),
        Crumb(assignment.unit.name, reverse("planning:programmes", args=[code])),
    ]
    context = {"assignment": assignment, "branches": branches, "trail": trail}
    return render(request, "planning/programme.html", context)


def _year(request: CityRequest) -> int:
    """The year in the address when it can be judged, else the running one."""
    text = request.GET.get("tahun", "")
    if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:5]) <= LAST_YEAR:
        return int(text)
    return clock.local_day(request.now).year


def _filters(request: CityRequest) -> tuple[IndicatorFilter, IndicatorFilters]:
    year = _year(request)
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


def _asked_period(given: QueryDict) -> dict[str, str]:
    """The period a "koreksi" link leads to; anything else in the address is left aside."""
    wanted = {"year": given.get("tahun", ""), "quarter": given.get("triwulan", "")}
    return {name: text for name, text in wanted.items() if text.isascii() and text.isdigit()}


def _trail(row: Indicator) -> list[Crumb]:
    if row.objective is None:
        return [_plan_crumb()]
    above = row.objective.mission
    return [
        _plan_crumb(),
        Crumb(f"Misi {above.number}", reverse("planning:mission", args=[above.code])),
    ]


def _plan_crumb() -> Crumb:
    return Crumb("RPJMD", reverse("planning:rpjmd"))


def _url(row: Indicator) -> str:
    return reverse("planning:indicator", args=[row.code])


def _table(name: str) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _cell(value: object) -> str:
    return "" if value is None else str(value)
