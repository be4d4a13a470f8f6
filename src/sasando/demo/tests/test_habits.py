"""The example city shows every verdict and every kind of answer, once."""

import pytest

from sasando.demo.habits import load_habit_answers
from sasando.demo.plan_documents import load_plan_documents
from sasando.organization.models import Unit
from sasando.planning.actions import assign_programmes, load_nomenclature, load_rpjmd
from sasando.planning.models import HabitAnswer, HabitJudging, HabitReview, HabitVerdict
from sasando.planning.tests.factories import DATA, KUPANG, NOVEMBER, load_units

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(db, at):
    at("2026-11-20 10.00")
    load_rpjmd(KUPANG / "rpjmd_2025_2029.json")
    load_units()
    load_nomenclature(DATA / "nasional")
    assign_programmes(2026)
    load_plan_documents(NOVEMBER)
    return Unit.objects.get(code="KOTA")


def test_every_year_is_judged_and_every_kind_of_answer_given(city):
    assert load_habit_answers(NOVEMBER) == 5
    assert HabitJudging.objects.count() == 4
    assert set(HabitAnswer.objects.values_list("kind", flat=True)) == set(HabitAnswer.Kind)
    assert set(HabitReview.objects.values_list("outcome", flat=True)) == {
        "DITERIMA",
        "DIKEMBALIKAN",
    }
    assert not HabitAnswer.objects.filter(is_example=False).exists()


def test_every_verdict_the_rules_give_occurs_this_year(city):
    load_habit_answers(NOVEMBER)
    found = set(HabitVerdict.objects.filter(year=2026).values_list("verdict", flat=True))
    assert found == set(HabitVerdict.Verdict) - {"UNREADABLE"}


def test_a_second_loading_changes_nothing(city):
    load_habit_answers(NOVEMBER)
    assert load_habit_answers(NOVEMBER) == 0
    assert HabitAnswer.objects.count() == 5


def test_without_plans_nothing_is_answered(db):
    assert load_habit_answers(NOVEMBER) == 0
