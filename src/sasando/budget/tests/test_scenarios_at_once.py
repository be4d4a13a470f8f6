"""Two planners at the same moment, on real connections: one draft, no rule lost."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connections

from sasando.budget.actions import (
    adopt_version,
    import_lines,
    load_accounts,
    load_funding_sources,
    open_version,
)
from sasando.budget.actions.scenario_draft import scenario_to_draft
from sasando.budget.actions.scenarios import RuleOrder, add_rule, create_scenario
from sasando.budget.errors import ScenarioDraftStands, ScenarioFixed, VersionExists
from sasando.budget.models import BudgetVersion, Scenario
from sasando.budget.queries.selection import Selection
from sasando.planning.actions import load_nomenclature
from sasando.planning.tests.factories import DATA

from .factories import FIRST, GOODS, HEADINGS, SECOND, line

pytestmark = [pytest.mark.concurrency, pytest.mark.usefixtures("own_database")]
CUT = RuleOrder("POTONG_PERSEN", Selection(), Decimal(10))


@pytest.fixture
def base():
    load_nomenclature(DATA / "nasional")
    load_accounts(DATA / "nasional" / "kode_rekening.csv")
    load_funding_sources(DATA / "nasional" / "sumber_dana_2026.csv")
    version = open_version(viewer=None, year=2025, stage="MURNI", as_of=date(2025, 1, 2))
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, line(FIRST, GOODS, 1_000), line(SECOND, GOODS, 500)])
    import_lines(
        viewer=None, code=version.code, stream=io.BytesIO(text.getvalue().encode()),
        file_name="dua.csv", apply=True,
    )  # fmt: skip
    return adopt_version(
        viewer=None, code=version.code, legal_act="Perda 9/2024", adopted_on=date(2024, 12, 30)
    )


def paper(base, purpose):
    found = create_scenario(viewer=None, base_code=base.code, purpose=purpose, protects=False)
    add_rule(viewer=None, code=found.code, order=CUT)
    return found


def draft_of(found):
    return scenario_to_draft(
        viewer=None, code=found.code, stage="PERGESERAN", as_of=date(2025, 3, 1)
    )


def at_once(*deeds):
    """Start all deeds together; what each gave back or how it was refused."""
    together = Barrier(len(deeds))

    def one(deed):
        together.wait(timeout=10)
        try:
            return deed()
        except (ScenarioDraftStands, ScenarioFixed, VersionExists) as refused:
            return type(refused)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [done.result(timeout=30) for done in [pool.submit(one, deed) for deed in deeds]]


def test_one_scenario_makes_one_draft(base):
    found = paper(base, "VERSI_BERIKUT")
    outcomes = at_once(lambda: draft_of(found), lambda: draft_of(found))
    assert outcomes.count(ScenarioFixed) == 1
    assert BudgetVersion.objects.filter(year=2025).count() == 2
    assert BudgetVersion.objects.get(number=1, year=2025).lines.count() == 2


@pytest.mark.parametrize(("purpose", "year"), [("VERSI_BERIKUT", 2025), ("TAHUN_BERIKUT", 2026)])
def test_two_scenarios_for_one_place_make_one_draft(base, purpose, year):
    first, second = paper(base, purpose), paper(base, purpose)
    outcomes = at_once(lambda: draft_of(first), lambda: draft_of(second))
    assert outcomes.count(ScenarioDraftStands) == 1
    assert BudgetVersion.objects.filter(year=year, adopted_on=None).count() == 1
    assert Scenario.objects.filter(became__isnull=False).count() == 1


def test_a_year_is_begun_once():
    def begin():
        return open_version(viewer=None, year=2025, stage="MURNI", as_of=date(2025, 1, 2))

    outcomes = at_once(begin, begin, begin)
    assert outcomes.count(VersionExists) == 2
    assert BudgetVersion.objects.count() == 1


def test_rules_added_at_once_all_stand(base):
    found = paper(base, "VERSI_BERIKUT")
    at_once(*[lambda: add_rule(viewer=None, code=found.code, order=CUT)] * 4)
    assert list(found.rules.values_list("number", "position")) == [(n, n) for n in range(1, 6)]


def test_scenarios_begun_at_once_have_codes_of_their_own(base):
    at_once(*[lambda: paper(base, "TAHUN_BERIKUT")] * 3)
    codes = set(Scenario.objects.values_list("code", flat=True))
    assert codes == {"SKN-2026-1", "SKN-2026-2", "SKN-2026-3"}


def test_a_rule_never_slips_into_what_became_a_version(base):
    found = paper(base, "VERSI_BERIKUT")
    at_once(lambda: draft_of(found), lambda: add_rule(viewer=None, code=found.code, order=CUT))
    found.refresh_from_db()
    left = 1_500 * Decimal("0.9") ** found.rules.count()
    assert sum(found.became.lines.values_list("amount", flat=True)) == left
