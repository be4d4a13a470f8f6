"""The example payments: every class can be seen, all is marked, and it is made once."""

import pytest

from sasando.budget.models import CashPlanMonth, ContractProgress, Payment, PhysicalProgress
from sasando.budget.queries.contracts import contract_page
from sasando.budget.queries.execution import city_page, version_in_force
from sasando.budget.queries.loose_payments import loose_codes
from sasando.core import clock
from sasando.demo.budget import load_budgets
from sasando.demo.execution import load_execution
from sasando.demo.plan_documents import load_plan_documents
from sasando.planning.actions import assign_programmes, load_nomenclature, load_rpjmd
from sasando.planning.tests.factories import DATA, KUPANG, NOVEMBER, load_units
from sasando.rules.absorption import EarlyWarning
from sasando.rules.contracts import ContractClass

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


def test_contracts_of_every_kind_are_seen_and_paid(executed):
    today = clock.local_day(NOVEMBER)
    page = contract_page(today.year, today)
    seen = {kind for kind, count in page.counts.items() if count}
    assert seen == set(ContractClass)
    assert 0 < page.critical < len(page.rows) / 2
    assert all(row.contract.is_example for row in page.rows)
    assert all(row.left >= 0 for row in page.rows)
    assert any(row.paid for row in page.rows)
    assert not ContractProgress.objects.filter(is_example=False).exists()


def test_a_few_payments_carry_a_mistyped_code(executed):
    year = clock.local_day(NOVEMBER).year
    rows = loose_codes(year)
    assert 0 < len(rows) < 60
    assert {row.kind for row in rows} == {"SUB"}
    assert loose_codes(year - 1) == []
