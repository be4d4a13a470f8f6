"""An agency answers one finding twice at the same moment: both stand, with numbers of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from sasando.core.models import User
from sasando.organization.queries import viewer_for
from sasando.planning.actions import load_rpjmd
from sasando.planning.actions.habit_answers import AnswerDraft, LineKey, answer_habit, review_answer
from sasando.planning.actions.habits import judge_habits
from sasando.planning.errors import HabitAnswerOvertaken
from sasando.planning.models import HabitAnswer, HabitReview, HabitVerdict
from sasando.planning.tests.factories import KUPANG, NOVEMBER

from .habit_factories import AWARD, three_years

pytestmark = pytest.mark.concurrency
KEY = LineKey("DLHK", AWARD, 2026)
AT_ONCE = 4


def viewer_of(login):
    return viewer_for(User.objects.get(username=login), NOVEMBER.date())


def at_once(deed):
    """The same deed by several threads at the same moment; what each gave back."""
    start = Barrier(AT_ONCE)

    def do(_):
        start.wait(timeout=20)
        try:
            return deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(do, range(AT_ONCE)))


@pytest.fixture
def judged(own_database):
    load_rpjmd(KUPANG / "rpjmd_2025_2029.json")
    three_years()
    judge_habits(viewer=None, now=NOVEMBER, year=2026)


def test_every_answer_gets_its_number(judged):
    head = viewer_of("kadis")
    numbers = at_once(
        lambda: answer_habit(viewer=head, line=KEY, answer=AnswerDraft("PERBAIKI")).number
    )
    assert sorted(numbers) == [1, 2, 3, 4]
    assert HabitAnswer.objects.count() == AT_ONCE


def test_an_answer_is_reviewed_once(judged):
    answer_habit(viewer=viewer_of("kadis"), line=KEY, answer=AnswerDraft("PERBAIKI"))
    planner = viewer_of("perencana")

    def review():
        try:
            review_answer(viewer=planner, line=KEY, number=1, outcome="DITERIMA")
        except HabitAnswerOvertaken:
            return 0
        return 1

    assert sum(at_once(review)) == 1
    assert HabitReview.objects.count() == 1


def test_a_year_judged_at_once_stands_once(judged):
    HabitVerdict.objects.all().delete()
    found = at_once(lambda: judge_habits(viewer=None, now=NOVEMBER, year=2026).changed)
    assert sorted(found) == [0, 0, 0, 2]
    assert HabitVerdict.objects.count() == 2
