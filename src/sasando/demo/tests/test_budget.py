"""The example budgets: marked, balanced, tied, beside the published totals."""

import pytest

from sasando.budget.models import BudgetUnit, BudgetVersion, PrintedFigure
from sasando.budget.queries.codes import odd_codes
from sasando.budget.queries.comparison import (
    NOT_TIED,
    Dimension,
    Scope,
    compare,
    sums_of,
)
from sasando.budget.queries.identities import identities_of
from sasando.budget.queries.printed import printed_of_year
from sasando.demo.budget import load_budgets
from sasando.demo.plan_documents import load_plan_documents
from sasando.planning.actions import assign_programmes, load_nomenclature, load_rpjmd
from sasando.planning.tests.factories import DATA, KUPANG, NOVEMBER, load_units

pytestmark = pytest.mark.django_db


@pytest.fixture
def budgets(db):
    load_rpjmd(KUPANG / "rpjmd_2025_2029.json")
    load_units()
    load_nomenclature(DATA / "nasional")
    assign_programmes(2026)
    load_plan_documents(NOVEMBER)
    return load_budgets(NOVEMBER)


def test_versions_are_adopted_marked_and_made_once(budgets):
    assert budgets == BudgetVersion.objects.count() == 5
    assert not BudgetVersion.objects.filter(is_example=False).exists()
    assert not BudgetVersion.objects.filter(adopted_on=None).exists()
    assert load_budgets(NOVEMBER) == 0


def test_they_balance_and_say_what_they_hold(budgets):
    sums = {version.code: identities_of(version) for version in BudgetVersion.objects.all()}
    for code in ("APBD-2025-0", "APBD-2025-1", "APBD-2026-0"):
        assert (sums[code].remainder, sums[code].coverage) == (0, "")
    assert sums["APBD-2026-1"].coverage == "hanya belanja"
    assert sums["APBD-2023-0"].coverage == "hanya pendapatan"
    assert sums["APBD-2026-0"].expenditure == sums["APBD-2026-1"].expenditure


def test_every_agency_and_code_is_tied(budgets):
    version = BudgetVersion.objects.get(code="APBD-2026-0")
    assert not BudgetUnit.objects.filter(unit=None).exists()
    assert odd_codes(version).count == 0
    rows = sums_of(version, Dimension.OBJECTIVE, Scope(account="5")).rows
    assert NOT_TIED not in {row.code for row in rows}
    assert len(rows) > 5


def test_the_amendment_changes_some_and_not_all(budgets):
    murni, amended = BudgetVersion.objects.filter(year=2025).order_by("number")
    found = compare(murni, amended, Dimension.SUB_ACTIVITY, Scope(account="5"))
    assert 0 < found.changed_in_both < found.in_both
    assert any(not row.stands_after for row in found.rows)


def test_published_totals_stand_beside_with_their_sources(budgets):
    assert PrintedFigure.objects.filter(version=None).count() == 14
    example, published = sorted(printed_of_year(2026), key=lambda row: row.document, reverse=True)
    assert (example.differing, published.differing) == (1, 0)
    (source,) = printed_of_year(2024)
    assert (source.rounding, source.balance.holds) == ("juta rupiah", True)
