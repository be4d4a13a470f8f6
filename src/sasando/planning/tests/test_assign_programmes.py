"""Programmes of the nomenclature in the hands of agencies."""

import pytest

from sasando.organization.models import Unit
from sasando.planning.actions import assign_programmes
from sasando.planning.files import read_table
from sasando.planning.models import AgencyProgramme, NomenclatureNode, Objective
from sasando.planning.queries.programmes import nomenclature_version
from sasando.planning.tests.factories import DATA, load_units

pytestmark = pytest.mark.django_db


def programmes_of(code):
    return AgencyProgramme.objects.filter(unit__code=code).order_by("node__code")


def test_an_agency_gets_the_programmes_of_its_field_and_the_support_programme(plan):
    load_units()
    assert assign_programmes(2026) > 100
    codes = list(programmes_of("DISHUB").values_list("node__code", flat=True))
    assert codes == ["2.15.02", "2.15.03", "2.15.04", "2.15.05", "X.XX.01"]
    assert "1.05.03" not in programmes_of("SATPOLPP").values_list("node__code", flat=True)
    districts = AgencyProgramme.objects.filter(node__code="7.01.03")
    assert districts.count() == 6


def test_some_programmes_serve_an_example_objective_and_some_none(plan):
    load_units()
    assign_programmes(2026)
    waste = programmes_of("DLHK").get(node__code="2.11.11")
    assert waste.objective.code == "SASARAN-7.1"
    assert waste.priority.name == "Kupang Berseri"
    assert waste.is_example
    award = programmes_of("DLHK").get(node__code="2.11.09")
    assert award.objective is None
    assert not award.is_example


def test_agencies_that_come_later_are_served_by_assigning_again(plan):
    first = assign_programmes(2026)
    load_units()
    second = assign_programmes(2026)
    assert first < second
    assert assign_programmes(2026) == 0
    assert AgencyProgramme.objects.count() == first + second


def test_what_a_planner_chose_stays(plan):
    assign_programmes(2026)
    chosen = Objective.objects.get(code="SASARAN-5.2")
    programmes_of("DLHK").filter(node__code="2.11.11").update(objective=chosen)
    assign_programmes(2026)
    assert programmes_of("DLHK").get(node__code="2.11.11").objective == chosen


@pytest.mark.parametrize(("year", "version"), [(2026, 2027), (2027, 2027), (2029, 2028)])
def test_a_year_is_planned_with_the_newest_version_before_it(plan, year, version):
    NomenclatureNode.objects.create(version=2028, level="URUSAN", code="1", name="A")
    assert nomenclature_version(year) == version


def test_every_row_of_the_table_names_a_code_and_an_agency_that_exist(plan):
    load_units()
    codes = set(NomenclatureNode.objects.values_list("code", flat=True))
    units = set(Unit.objects.values_list("code", flat=True))
    rows = read_table(DATA / "kupang" / "opd_bidang.csv", "kode", "opd", "status")
    assert not [row for row in rows if row["kode"] not in codes or row["opd"] not in units]
    assert {row["status"] for row in rows} == {"perlu diverifikasi kota"}
