"""The example scenarios: one that is enough, one that is not, one for next year."""

import pytest

from sasando.budget.models import BudgetVersion, Scenario
from sasando.budget.queries.scenarios import scenario_result
from sasando.demo.budget import load_budgets
from sasando.demo.plan_documents import load_plan_documents
from sasando.demo.scenarios import load_scenarios
from sasando.planning.actions import assign_programmes, load_nomenclature, load_rpjmd
from sasando.planning.tests.factories import DATA, KUPANG, NOVEMBER, load_units

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenarios(at):
    at("2026-11-20 15.00")
    load_rpjmd(KUPANG / "rpjmd_2025_2029.json")
    load_units()
    load_nomenclature(DATA / "nasional")
    assign_programmes(2026)
    load_plan_documents(NOVEMBER)
    load_budgets(NOVEMBER)
    return load_scenarios(NOVEMBER)


def result_of(code):
    return scenario_result(Scenario.objects.select_related("base", "became").get(code=code))


def test_they_are_examples_on_adopted_versions_and_made_once(scenarios):
    assert scenarios == Scenario.objects.count() == 3
    assert not Scenario.objects.filter(is_example=False).exists()
    assert not BudgetVersion.objects.filter(made_from__isnull=False).exists()
    assert load_scenarios(NOVEMBER) == 0


def test_travel_is_halved_and_nothing_else_is_touched(scenarios):
    result = result_of("SKN-2026-1")
    travel = result.rules[-1].effect
    assert result.cut == travel.moved == travel.before / 2
    assert not result.short
    assert result.indicators


def test_the_lump_sum_says_what_it_could_not_take(scenarios):
    result = result_of("SKN-2026-2")
    (short,) = result.short
    assert short.place == 5
    assert result.cut == 45_000_000_000 - short.effect.shortfall


def test_next_year_is_whole_and_says_what_is_missing(scenarios):
    result = result_of("SKN-2027-1")
    assert result.before.is_whole
    assert result.after.revenue < result.before.revenue
    assert result.after.remainder == (
        result.after.revenue - result.before.revenue - result.change
    )  # fmt: skip
