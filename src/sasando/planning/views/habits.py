"""Answering findings of the habit detector, reviewing answers, judging a year anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sasando.core import clock
from sasando.core.paging import Crumb
from sasando.core.sentences import sentence_for
from sasando.planning.actions.habit_answers import (
    LineKey,
    answer_habit,
    review_answer,
)
from sasando.planning.actions.habits import judge_habits
from sasando.planning.errors import (
    HabitAnswerIncomplete,
    HabitAnswerOvertaken,
    HabitNotAsked,
    HabitReturnUnexplained,
    HabitReviewsOneself,
)
from sasando.planning.habit_access import require_may_answer
from sasando.planning.habit_forms import HabitAnswerForm, HabitReviewForm, HabitYearForm
from sasando.planning.models import HabitAnswer
from sasando.planning.queries.habits import draft_with, kept_line, objective_choices

from .shared import asked_year, habit_line_url, habit_unit_url

if TYPE_CHECKING:
    from sasando.organization.requests import CityRequest


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def answer(request: CityRequest, unit: str, code: str) -> HttpResponse:
    """`/perencanaan/kebiasaan/<unit>/<code>/jawab/`: what the agency will do about a line."""
    year = asked_year(request)
    line = kept_line(request.viewer, unit, code, year)
    require_may_answer(request.viewer, line.unit)
    form = HabitAnswerForm(
        request.POST if request.method == "POST" else None,
        objectives=objective_choices(year + 1),
        initial={"from_year": year + 1},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = answer_habit(
                viewer=request.viewer, line=LineKey(unit, code, year), answer=form.answer()
            )
        except (HabitAnswerIncomplete, HabitNotAsked) as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            messages.success(request, _said(made))
            return redirect(_draft_line(request, made) or habit_line_url(unit, code, year))
    context = {
        "line": line,
        "form": form,
        "trail": [
            Crumb(line.unit.name, habit_unit_url(unit, year)),
            Crumb(line.name, habit_line_url(unit, code, year)),
        ],
    }
    return render(
        request, "planning/habit_answer.html", context, status=422 if form.errors else 200
    )


def _draft_line(request: CityRequest, made: HabitAnswer) -> str:
    """Where the line stands in the next draft, for whoever wants to mend it."""
    if made.kind != HabitAnswer.Kind.MEND:
        return ""
    draft = draft_with(request.viewer, made)
    return (
        reverse("planning:document_line", args=[draft, made.unit.code, made.code]) if draft else ""
    )


def _said(made: HabitAnswer) -> str:
    """What was kept, and what has to be done by hand."""
    if made.kind == HabitAnswer.Kind.MEND:
        return _("Jawaban tersimpan. Perbaiki indikatornya pada draf rencana berikutnya.")
    if made.written:
        where = ", ".join(made.written)
        return _("Jawaban tersimpan. Sasaran sudah ditulis pada %(where)s.") % {"where": where}
    return _("Jawaban tersimpan dan menunggu perencana kota.")


@login_required
@require_POST
def review(request: CityRequest, unit: str, code: str) -> HttpResponse:
    """`/perencanaan/kebiasaan/<unit>/<code>/putus/`: accept an answer or send it back."""
    year = asked_year(request)
    form = HabitReviewForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Putusan tidak terbaca. Pilih terima atau kembalikan."))
        return redirect(habit_line_url(unit, code, year))
    try:
        made = review_answer(
            viewer=request.viewer,
            line=LineKey(unit, code, year),
            number=form.cleaned_data["number"],
            outcome=form.cleaned_data["outcome"],
            note=form.cleaned_data["note"],
        )
    except (HabitAnswerOvertaken, HabitReturnUnexplained, HabitReviewsOneself) as refusal:
        messages.error(request, sentence_for(refusal))
    else:
        messages.success(
            request, _("Jawaban %(outcome)s.") % {"outcome": made.get_outcome_display()}
        )
    return redirect(habit_line_url(unit, code, year))


@login_required
@require_POST
def judge(request: CityRequest) -> HttpResponse:
    """`/perencanaan/kebiasaan/nilai/`: judge a year anew."""
    form = HabitYearForm(request.POST)
    year = form.cleaned_data["tahun"] if form.is_valid() else clock.local_day(request.now).year
    found = judge_habits(viewer=request.viewer, now=request.now, year=year)
    messages.success(
        request,
        _("%(lines)d baris tahun %(year)d dinilai, %(changed)d penilaian berubah.")
        % {"lines": found.lines, "year": year, "changed": found.changed + found.gone},
    )
    return redirect(habit_unit_url("", year))
