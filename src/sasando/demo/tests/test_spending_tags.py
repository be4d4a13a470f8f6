"""The example tags: every rule has a share, all is marked, and it is made once."""

import pytest

from sasando.budget.models import SpendingTagRow
from sasando.budget.queries.execution import version_in_force
from sasando.budget.queries.mandatory import mandatory_of
from sasando.core import clock
from sasando.demo.budget import load_budgets
from sasando.demo.plan_documents import load_plan_documents
from sasando.demo.spending_tags import load_spending_tags
from sasando.planning.actions import assign_programmes, load_nomenclature, load_rpjmd
from sasando.planning.tests.factories import DATA, KUPANG, NOVEMBER, load_units
from sasando.rules.mandatory_spending import Verdict

pytestmark = pytest.mark.django_db


@pytest.fixture
def tags(at):
    at("2026-11-20 15.00")
    load_rpjmd(KUPANG / "rpjmd_2025_2029.json")
    load_units()
    load_nomenclature(DATA / "nasional")
    assign_programmes(2026)
    load_plan_documents(NOVEMBER)
    load_budgets(NOVEMBER)
    return load_spending_tags(NOVEMBER)


def test_every_rule_is_judged_and_every_row_is_an_example(tags):
    today = clock.local_day(NOVEMBER)
    checks = mandatory_of(version_in_force(today.year, today), day=today)
    assert Verdict.UNTAGGED not in {check.share.verdict for check in checks}
    assert all(check.share.counted for check in checks)
    assert not SpendingTagRow.objects.filter(is_example=False).exists()
    assert tags == SpendingTagRow.objects.count()
    assert load_spending_tags(NOVEMBER) == 0


def test_without_a_budget_nothing_is_tagged(db):
    assert load_spending_tags(NOVEMBER) == 0
