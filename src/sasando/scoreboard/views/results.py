"""*Papan*: what was reached of the plan, and agencies beside agencies of their kind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sasando.core import clock
from sasando.core.paging import Crumb
from sasando.organization.requests import CityRequest
from sasando.planning.periods import Span
from sasando.scoreboard.addresses import results_url
from sasando.scoreboard.charts import way_charts, years_chart
from sasando.scoreboard.drawings import meter_of
from sasando.scoreboard.forms import ComparisonForm, PeriodForm, ResultsForm
from sasando.scoreboard.periods import paid_by, plan_years
from sasando.scoreboard.queries.agency_results import comparison
from sasando.scoreboard.queries.result_tables import (
    comparison_table,
    not_counted_page,
    results_table,
    years_table,
)
from sasando.scoreboard.queries.results import Results, results
from sasando.scoreboard.queries.thread_money import missions_with_money
from sasando.scoreboard.tables import Slice

from .answers import (
    PrintHead,
    drawn_qr,
    file_of,
    list_answer,
    print_head,
    wanted_slice,
    wants_file,
)

if TYPE_CHECKING:
    from sasando.scoreboard.drawings import Meter
    from sasando.scoreboard.queries.agency_results import Comparison, UnitGroup, UnitResult

CHARTS_PER_PAGE = 12
# Of more indicators a phone gets the objectives first, and the rows mission by mission.
ROWS_AT_ONCE = 60


@dataclass(frozen=True)
class GroupView:
    """A kind of unit with a meter for each that is compared."""

    group: UnitGroup
    rows: list[tuple[UnitResult, Meter | None]]


@never_cache
@login_required
@require_GET
def plan_results(request: CityRequest) -> HttpResponse:
    """`/papan/capaian/`: missions, objectives and indicators with what was reached."""
    form, found = _results(request)
    rows = found.narrowed(_mission(form))
    if wants_file(request):
        return file_of(results_table(rows, found.plan.last_year), f"capaian-{found.span.label}")
    chosen = [row for row in found.missions if _mission(form) in ("", row.mission.code)]
    day = paid_by(found.span, request.now)
    missions, ground = missions_with_money(chosen, found.span.year, day)
    context = _context(request, form, found, _("Capaian RPJMD")) | {
        "missions": missions,
        "ground": ground,
        "with_rows": _is_open(request) or bool(_mission(form)) or len(rows) <= ROWS_AT_ONCE,
        "trail": _board_crumb(request),
    }
    return render(request, "scoreboard/results.html", context)


@never_cache
@login_required
@require_GET
def not_counted(request: CityRequest) -> HttpResponse:
    """`/papan/capaian/tidak-terhitung/`: the indicators no mean rests on, and why."""
    form, found = _results(request)
    wanted = wanted_slice(request)
    objective = form.cleaned_data.get("sasaran", "") if form.is_valid() else ""
    page = not_counted_page(found, found.narrowed(_mission(form), objective), wanted)
    return list_answer(
        request,
        page=page,
        wanted=wanted,
        trail=_trail(request, found),
        tab="board",
        subject=("plan", found.plan.code),
        filter_form=form,
    )


@never_cache
@login_required
@require_GET
def years(request: CityRequest) -> HttpResponse:
    """`/papan/capaian/lima-tahun/`: every indicator over its last five years."""
    form, found = _results(request)
    rows = found.narrowed(_mission(form))
    if wants_file(request):
        return file_of(years_table(rows), f"lima-tahun-{found.span.label}")
    asked = wanted_slice(request)
    wanted = Slice(page=asked.page, size=CHARTS_PER_PAGE, query=asked.query)
    shown = rows[wanted.start : wanted.stop]
    context = _context(request, form, found, _("Lima tahun terakhir")) | {
        "charts": [years_chart(row) for row in shown],
        "pager": wanted.pager(len(shown), len(rows)),
        "trail": _trail(request, found),
    }
    return render(request, "scoreboard/result_years.html", context)


@never_cache
@login_required
@require_GET
def distances(request: CityRequest) -> HttpResponse:
    """`/papan/capaian/jarak/`: how far the indicators are from the last year of the plan."""
    form, found = _results(request)
    code = _mission(form)
    missions = [row for row in found.missions if code in ("", row.mission.code)]
    if wants_file(request):
        rows = found.narrowed(code)
        return file_of(results_table(rows, found.plan.last_year), f"jarak-{found.span.label}")
    context = _context(request, form, found, _("Jarak ke akhir RPJMD")) | {
        "charts": way_charts(missions, found.plan.last_year),
        "trail": _trail(request, found),
    }
    return render(request, "scoreboard/result_distances.html", context)


@never_cache
@login_required
@require_GET
def agencies(request: CityRequest) -> HttpResponse:
    """`/papan/perangkat-daerah/`: units by kind, each against its own plan and last year."""
    today = clock.local_day(request.now)
    form = ComparisonForm(request.GET, years=plan_years(today), today=today)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = comparison(
        viewer=request.viewer,
        span=form.span,
        now=request.now,
        order=chosen.get("urut", ""),
        open_all=_is_open(request),
    )
    if wants_file(request):
        return file_of(comparison_table(found), f"perangkat-daerah-{found.span.label}")
    context = {
        "page": found,
        "groups": _with_meters(found),
        "filter_form": form,
        "download_url": wanted_slice(request).address(unduh="csv"),
        "open_url": wanted_slice(request).address(buka="semua"),
        "trail": _board_crumb(request),
        "print_head": _print_head(request, _("Perangkat daerah"), found.span),
    }
    return render(request, "scoreboard/agency_results.html", context)


def _with_meters(found: Comparison) -> list[GroupView]:
    return [
        GroupView(
            group,
            [
                (row, meter_of(row.name, row.value, row.last_year, found.before.label))
                for row in group.compared
            ],
        )
        for group in found.groups
    ]


def _results(request: CityRequest) -> tuple[ResultsForm, Results]:
    today = clock.local_day(request.now)
    years_known = plan_years(today)
    span = PeriodForm(request.GET, years=years_known, today=today).span
    found = results(span=span, now=request.now)
    missions = [(row.mission.code, f"Misi {row.mission.number}") for row in found.missions]
    return ResultsForm(request.GET, years=years_known, today=today, missions=missions), found


def _is_open(request: CityRequest) -> bool:
    """Whether everything that folds is asked for unfolded, as for print."""
    return request.GET.get("buka") == "semua"


def _context(request: CityRequest, form: ResultsForm, found: Results, title: str) -> dict[str, Any]:
    """What every page of the plan's results shows around its own."""
    asked = wanted_slice(request)
    return {
        "page": found,
        "title": title,
        "filter_form": form,
        "download_url": asked.address(unduh="csv"),
        "open_all": _is_open(request),
        "open_url": asked.address(buka="semua"),
        "print_head": _print_head(request, title, found.span),
    }


def _print_head(request: CityRequest, title: str, span: Span) -> PrintHead:
    """The way back from paper names the quarter: next month another one is the usual."""
    asked = wanted_slice(request).address(tahun=span.year, triwulan=span.quarter)
    address = f"{settings.SITE_URL}{request.path}{asked}"
    head = print_head(request, f"{title} {span.label}")
    return replace(head, address=address, qr_svg=drawn_qr(address))


def _mission(form: ResultsForm) -> str:
    return form.cleaned_data.get("misi", "") if form.is_valid() else ""


def _trail(request: CityRequest, found: Results) -> list[Crumb]:
    address = results_url("results", found.span)
    return [*_board_crumb(request), Crumb(_("Capaian RPJMD"), address)]


def _board_crumb(request: CityRequest) -> list[Crumb]:
    """Whoever holds no post has no board to go back to."""
    return [Crumb(_("Papan"), reverse("scoreboard:board"))] if request.viewer.posts else []
