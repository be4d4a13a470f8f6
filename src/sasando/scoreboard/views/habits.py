"""*Papan*: what is done because the plan needs it, and what because it was always done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sasando.core import clock
from sasando.core.errors import NotPermitted
from sasando.core.paging import Crumb
from sasando.organization.models import Unit
from sasando.planning.habit_access import (
    may_answer,
    may_read_city,
    may_review,
    require_may_read,
    require_may_read_city,
)
from sasando.planning.habit_forms import HabitReviewForm
from sasando.planning.habit_limits import limits_for
from sasando.planning.queries.habits import judged_state, judged_years, line_page
from sasando.rules.habit_verdict import habit_verdict
from sasando.scoreboard.habit_charts import verdict_chart
from sasando.scoreboard.habit_forms import (
    ASKED_SLUG,
    HabitLinesForm,
    HabitYearLevelForm,
)
from sasando.scoreboard.habit_tables import agencies_table, lines_page, worklist_table
from sasando.scoreboard.queries.habits import (
    agencies_with_lines,
    agency_sums,
    habit_board,
    habit_lines,
    levels_of,
    with_answers,
)

from .answers import file_of, list_answer, print_head, wanted_slice, wants_file

if TYPE_CHECKING:
    from sasando.organization.requests import CityRequest

# A line with its findings fills a third of a phone's screen.
WORKLIST_SIZE = 20


@never_cache
@login_required
@require_GET
def city(request: CityRequest) -> HttpResponse:
    """`/papan/kebiasaan/`: the whole city; whoever reads one agency only is led to it."""
    if not may_read_city(request.viewer):
        return redirect("scoreboard:habit_unit", own_agency(request).code)
    year = _year(request)
    form = HabitYearLevelForm(
        request.GET, years=judged_years(), year=year, levels=list(levels_of(year))
    )
    board = habit_board(year, form.level)
    if wants_file(request):
        return file_of(agencies_table(board), f"kebiasaan-{year}-{form.level}")
    context = _around(request, year, _("Kebiasaan")) | {
        "board": board,
        "chart": verdict_chart(board),
        "filter_form": form,
        "trail": _board_crumb(request),
    }
    return render(request, "scoreboard/habits.html", context)


@never_cache
@login_required
@require_GET
def lines(request: CityRequest) -> HttpResponse:
    """`/papan/kebiasaan/baris/`: the lines behind the city's numbers."""
    require_may_read_city(request.viewer)
    year, asked = _year(request), wanted_slice(request)
    form = HabitLinesForm(
        request.GET,
        years=judged_years(),
        year=year,
        levels=list(levels_of(year)),
        units=agencies_with_lines(year),
    )
    units = dict(Unit.objects.values_list("code", "pk"))
    found = habit_lines(year, form.wanted(units), start=asked.start, stop=asked.stop)
    return list_answer(
        request,
        page=lines_page(found, year, form.level),
        wanted=asked,
        trail=[*_board_crumb(request), _city_crumb(year)],
        tab="board",
        subject=("habit-year", str(year)),
        filter_form=form,
    )


@never_cache
@login_required
@require_GET
def unit(request: CityRequest, code: str) -> HttpResponse:
    """`/papan/kebiasaan/<unit>/`: the worklist of an agency."""
    agency = require_may_read(request.viewer, Unit.objects.filter(code=code).first())
    year, asked = _year(request), replace(wanted_slice(request), size=WORKLIST_SIZE)
    form = HabitLinesForm(
        request.GET,
        years=judged_years(),
        year=year,
        levels=list(levels_of(year, agency)),
        usual=ASKED_SLUG,
    )
    wanted = replace(form.wanted({}), units=(agency.pk,))
    found = habit_lines(year, wanted, start=asked.start, stop=asked.stop)
    shown = with_answers(found.lines, year, agency)
    if wants_file(request):
        return file_of(worklist_table(shown), f"kebiasaan-{code}-{year}-{form.level}")
    context = _around(request, year, f"{_('Kebiasaan')} {agency.name}") | {
        "agency": agency_sums(year, form.level, agency),
        "lines": shown,
        "total": found.total,
        "pager": asked.pager(len(shown), found.total),
        "filter_form": form,
        "may_answer": may_answer(request.viewer, agency),
        "trail": [*_board_crumb(request), *_above(request, year)],
    }
    return render(request, "scoreboard/habit_unit.html", context)


@never_cache
@login_required
@require_GET
def line(request: CityRequest, unit: str, code: str) -> HttpResponse:
    """`/papan/kebiasaan/<unit>/<code>/`: one line, year beside year, and how it was judged."""
    year, today = _year(request), clock.local_day(request.now)
    page = line_page(request.viewer, unit, code, year=year, today=today)
    steps = habit_verdict(page.history, limits_for(year, today)).steps if page.history else ()
    context = _around(request, year, page.verdict.name) | {
        "page": page,
        "steps": steps,
        "may_answer": may_answer(request.viewer, page.unit) and page.verdict.needs_answer,
        "review_form": HabitReviewForm(auto_id="putusan_%s"),
        "may_review": may_review(request.viewer)
        and page.state.is_waiting
        and page.state.answer is not None
        and page.state.answer.answered_by_id != request.viewer.person_id,
        "trail": [
            *_board_crumb(request),
            *_above(request, year),
            Crumb(page.unit.name, f"{reverse('scoreboard:habit_unit', args=[unit])}?tahun={year}"),
        ],
    }
    return render(request, "scoreboard/habit_line.html", context)


def own_agency(request: CityRequest) -> Unit:
    """The agency in which the viewer works. Raises NotPermitted for whoever works in none."""
    post = request.viewer.main_post
    if post is None or post.unit_path.count(".") < 2:
        raise NotPermitted
    path = ".".join(post.unit_path.split(".")[:2]) + "."
    return Unit.objects.get(path=path)


def _year(request: CityRequest) -> int:
    """The year asked for when it was judged, else the running one, else the last before it."""
    years, asked = judged_years(), request.GET.get("tahun", "")
    if asked.isdecimal() and int(asked) in years:
        return int(asked)
    running = clock.local_day(request.now).year
    return max((year for year in years if year <= running), default=running)


def _around(request: CityRequest, year: int, title: str) -> dict[str, Any]:
    """What every page about habits shows around its own."""
    return {
        "year": year,
        "judged": judged_state(year, clock.local_day(request.now)),
        "may_judge": may_review(request.viewer),
        "download_url": wanted_slice(request).address(unduh="csv"),
        "print_head": print_head(request, f"{title} {year}"),
    }


def _board_crumb(request: CityRequest) -> list[Crumb]:
    return [Crumb(_("Papan"), reverse("scoreboard:board"))] if request.viewer.posts else []


def _above(request: CityRequest, year: int) -> list[Crumb]:
    return [_city_crumb(year)] if may_read_city(request.viewer) else []


def _city_crumb(year: int) -> Crumb:
    return Crumb(_("Kebiasaan"), f"{reverse('scoreboard:habits')}?tahun={year}")
