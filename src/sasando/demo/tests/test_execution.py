"""The example payments: every class can be seen, all is marked, and it is made once."""

import pytest

from sasando.budget.models import CashPlanMonth, Payment, PhysicalProgress
from sasando.budget.queries.execution import city_page, version_in_force
from sasando.core import clock
from sasando.demo.budget import load_budgets
from sasando.demo.execution import load_execution
from sasando.demo.plan_documents import load_plan_documents
from sasando.planning.actions import assign_programmes, load_nomenclature, load_rpjmd
from sasando.planning.tests.factories import DATA, KUPANG, NOVEMBER, load_units
from sasando.rules.absorption import EarlyWarning

pytestmark = pytest.mark.django_db


@pytest.fixture
def executed(db):
    load_rpjmd(KUPANG / "rpjmd_2025_2029.json")
    load_units()
    load_nomenclature(DATA / "nasional")
    assign_programmes(2026)
    load_plan_documents(NOVEMBER)
    load_budgets(NOVEMBER)
    return load_execution(NOVEMBER)


def test_every_class_is_seen_all_is_marked_and_made_once(executed):
    today = clock.local_day(NOVEMBER)
    page = city_page(version_in_force(today.year, today), today)
    assert page.basis.closed == today.month - 1
    seen = {row.warning for row in page.rows}
    assert seen == set(EarlyWarning) - {EarlyWarning.GREY}
    assert not Payment.objects.filter(is_example=False).exists()
    assert not PhysicalProgress.objects.filter(is_example=False).exists()
    assert CashPlanMonth.objects.exists()
    assert any(error is not None for error in page.errors.values())
    assert executed == Payment.objects.count() > 1_000
    assert load_execution(NOVEMBER) == 0
