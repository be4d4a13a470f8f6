"""Example answers to the habit detector: some accepted, one sent back, some still waiting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sasando.core import clock
from sasando.core.models import User
from sasando.organization.queries import viewer_for
from sasando.planning.actions.habit_answers import (
    AnswerDraft,
    LineKey,
    answer_habit,
    review_answer,
)
from sasando.planning.actions.habits import judge_habits, years_with_plans
from sasando.planning.models import HabitAnswer, HabitJudging, HabitVerdict

if TYPE_CHECKING:
    from datetime import datetime

    from sasando.organization.queries import Viewer

PLANNER = "perencana"
ACCEPTED, RETURNED = "DITERIMA", "DIKEMBALIKAN"


@dataclass(frozen=True)
class Example:
    """What a head answers to the next line of a verdict, and what the planner says to it."""

    login: str
    unit: str
    verdict: str
    answer: AnswerDraft
    outcome: str = ""
    note: str = ""


def examples(year: int) -> tuple[Example, ...]:
    """The example answers about a year's lines."""
    return (
        Example(
            "kadis", "DLHK", "HABIT",
            AnswerDraft(
                "HUBUNGKAN", objective_code="SASARAN-7.1",
                reason="Mendukung kota bersih (contoh)",
            ),
            ACCEPTED,
        ),
        Example(
            "kadis", "DLHK", "HABIT",
            AnswerDraft("HENTIKAN", from_year=year + 2, reason="Tidak ada penerima lagi (contoh)"),
        ),
        Example(
            "kadis", "DLHK", "ON_PAPER",
            AnswerDraft("PERBAIKI", reason="Indikator hasil sedang disusun (contoh)"), ACCEPTED,
        ),
        Example(
            "camat", "53.71.03", "HABIT",
            AnswerDraft(
                "PERTAHANKAN", reason="Tugas umum camat (contoh)",
                legal_duty="UU 23/2014 Pasal 225 (contoh, periksa kembali)",
            ),
        ),
        Example(
            "camat", "53.71.03", "ON_PAPER",
            AnswerDraft("PERBAIKI"), RETURNED, "Sebutkan indikator penggantinya (contoh).",
        ),
    )  # fmt: skip


def load_habit_answers(now: datetime) -> int:
    """Judge the years that were not yet, and answer some of this year's lines; how many answers.

    Does nothing when there is an answer already or no plan of this year.
    """
    year = clock.local_day(now).year
    judged = set(HabitJudging.objects.values_list("year", flat=True))
    for one in sorted(years_with_plans() - judged):
        judge_habits(viewer=None, now=now, year=one)
    if HabitAnswer.objects.exists() or year not in years_with_plans():
        return 0
    return sum(_give(now, year, example) for example in examples(year))


def _give(now: datetime, year: int, example: Example) -> bool:
    """Whether there was a line to answer to."""
    answered = HabitAnswer.objects.filter(unit__code=example.unit).values("code")
    line = (
        HabitVerdict.objects.filter(unit__code=example.unit, year=year, verdict=example.verdict)
        .exclude(code__in=answered)
        .order_by("-level", "code")
        .first()
    )
    if line is None:
        return False
    key = LineKey(example.unit, line.code, year)
    made = answer_habit(viewer=_viewer(now, example.login), line=key, answer=example.answer)
    if example.outcome:
        review_answer(
            viewer=_viewer(now, PLANNER),
            line=key,
            number=made.number,
            outcome=example.outcome,
            note=example.note,
        )
    return True


def _viewer(now: datetime, login: str) -> Viewer:
    return viewer_for(User.objects.get(username=login), clock.local_day(now))
