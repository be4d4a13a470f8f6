"""The example plans: from real texts, marked, repeated over years, the same every time."""

import pytest

from sasando.demo.plan_documents import RENSTRA_UNITS, SERVED, YEARS, load_plan_documents
from sasando.planning.actions import assign_programmes, load_nomenclature, load_rpjmd
from sasando.planning.models import Alignment, PlanDocument, PlanRow, PlanRowTarget
from sasando.planning.queries.plan_findings import findings_page
from sasando.planning.tests.factories import DATA, KUPANG, NOVEMBER, load_units

pytestmark = pytest.mark.django_db


@pytest.fixture
def plans(db):
    load_rpjmd(KUPANG / "rpjmd_2025_2029.json")
    load_units()
    load_nomenclature(DATA / "nasional")
    assign_programmes(2026)
    return load_plan_documents(NOVEMBER)


def test_every_document_and_row_says_that_it_is_an_example(plans):
    own = PlanDocument.objects.exclude(kind="RPJMD")
    assert own.count() == plans + 1
    assert not own.filter(is_example=False).exists()
    assert not PlanRow.objects.filter(is_example=False).exists()
    assert not own.exclude(legal_act="").exclude(legal_act__startswith="Contoh").exists()


def test_objectives_serve_national_goals_as_an_example(plans):
    rows = Alignment.objects.values_list("objective__code", "goal__code", "is_example")
    assert set(rows) == {(code, goal, True) for code, goals in SERVED.items() for goal in goals}


def test_a_second_call_adds_nothing(plans):
    rows = PlanRow.objects.count()
    assert load_plan_documents(NOVEMBER) == 0
    assert PlanRow.objects.count() == rows


def test_years_past_are_adopted_and_there_is_something_of_each_kind(plans):
    stages = dict(PlanDocument.objects.values_list("code", "adopted_on"))
    assert all(stages[f"RKPD-{year}"] for year in YEARS)
    assert stages["RKPD-2026-P1"]
    assert {f"RENSTRA-{unit}-2025-2029" for unit in RENSTRA_UNITS} & set(stages)
    assert "RENJA-DLHK-2026" in stages


def test_much_comes_back_every_year_with_the_same_target(plans):
    rows = PlanRow.objects.filter(document__kind="RKPD", document__version=1, level="SUBKEGIATAN")
    years = {}
    for unit, code, year in rows.values_list("unit__code", "code", "document__first_year"):
        years.setdefault((unit, code), set()).add(year)
    always = [key for key, found in years.items() if found == set(YEARS)]
    assert len(always) > 100
    unit, code = always[0]
    aims = PlanRowTarget.objects.filter(
        indicator__row__unit__code=unit, indicator__row__code=code,
        indicator__row__document__kind="RKPD",
    )  # fmt: skip
    assert len(set(aims.values_list("value", flat=True))) == 1


def test_the_findings_of_a_year_are_some_and_not_everything(plans):
    document = PlanDocument.objects.get(code="RKPD-2026")
    page = findings_page(document)
    assert page.rpjmd is not None
    assert 0 < len(page.rows) < document.rows.count() / 2
