"""The plan as a tree: what stands where, what is counted, in a fixed number of queries."""

from datetime import date
from decimal import Decimal

import pytest

from sasando.core.errors import NotFoundForViewer
from sasando.organization.models import Unit
from sasando.planning.actions import assign_programmes, load_nomenclature
from sasando.planning.models import (
    AgencyProgramme,
    Mission,
    NomenclatureNode,
    Objective,
    PlanDocument,
)
from sasando.planning.queries import (
    agencies,
    agency_programmes,
    indicator_view,
    mission_branch,
    mission_tree,
)
from sasando.planning.queries.plan import plan_of, programmes_serving
from sasando.planning.queries.programmes import programme_branches
from sasando.planning.tests.factories import DATA, NOVEMBER, indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def programmes(plan):
    load_nomenclature(DATA / "nasional")
    assign_programmes(2026)


def test_the_tree_holds_missions_objectives_and_their_means(indicators):
    tree = mission_tree(year=2026, now=NOVEMBER)
    assert [branch.mission.number for branch in tree.missions] == list(range(1, 9))
    seventh = tree.missions[6]
    assert [branch.objective.code for branch in seventh.objectives] == [
        "SASARAN-7.1",
        "SASARAN-7.2",
    ]
    assert [row.number for row in tree.priorities] == list(range(1, 11))
    parts = [branch.board.achievement for branch in seventh.objectives]
    assert parts == [Decimal("94.43"), Decimal("99.47")]
    assert seventh.board.achievement == Decimal("96.95")
    assert seventh.board.counted_text == "2 dari 2 indikator terhitung"


def test_every_agenda_stands_in_the_tree_also_without_indicator(plan):
    rows = mission_tree(year=2026, now=NOVEMBER).agendas
    assert [row.agenda.name for row in rows][2] == "Penanganan stunting"
    assert all(row.board is None for row in rows)


def test_a_mission_counts_the_programmes_that_serve_it(programmes):
    branch = mission_branch("MISI-7", year=2026, now=NOVEMBER)
    serving = programmes_serving(branch.mission)
    assert branch.programmes == len(serving)
    assert {row.objective.mission_id for row in serving} == {branch.mission.pk}
    assert ("DLHK", "2.11.11") in {(row.unit.code, row.node.code) for row in serving}


def test_an_empty_mission_says_so(plan):
    Objective.objects.filter(mission__number=2).delete()
    branch = mission_branch("MISI-2", year=2026, now=NOVEMBER)
    assert branch.objectives == ()
    assert branch.board.achievement is None
    assert branch.programmes == 0


@pytest.mark.parametrize(
    ("year", "found"), [(2024, False), (2025, True), (2029, True), (2030, False)]
)
def test_a_plan_is_in_force_in_its_own_years(plan, year, found):
    if found:
        assert plan_of(year) == plan
    else:
        with pytest.raises(NotFoundForViewer):
            plan_of(year)


def amended_plan(plan, **fields):
    return PlanDocument.objects.create(
        **{
            "code": "RPJMD-2025-2029-P1", "name": "Perubahan", "first_year": 2025,
            "last_year": 2029, "version": 2, "supersedes": plan, "legal_act": "Perda 1/2027",
            "adopted_on": date(2027, 5, 1),
        } | fields,
    )  # fmt: skip


def test_an_amendment_in_force_keeps_the_missions_of_the_plan(plan):
    before = mission_tree(year=2027, now=NOVEMBER)
    amended = amended_plan(plan)
    after = mission_tree(year=2027, now=NOVEMBER)
    assert after.plan == amended
    codes = [branch.mission.code for branch in after.missions]
    assert codes == [branch.mission.code for branch in before.missions]


def test_a_draft_amendment_is_not_in_force(plan):
    draft = amended_plan(plan, adopted_on=None, legal_act="")
    Mission.objects.create(plan=plan, added_by=draft, code="MISI-9", number=9, text="Baru")
    tree = mission_tree(year=2027, now=NOVEMBER)
    assert tree.plan == plan
    assert "MISI-9" not in [branch.mission.code for branch in tree.missions]


def test_an_rpd_bridges_the_years_without_an_rpjmd(plan):
    rpd = PlanDocument.objects.create(
        code="RPD-2023-2026", kind="RPD", name="RPD", first_year=2023, last_year=2026,
        legal_act="Perwal", adopted_on=date(2022, 6, 1),
    )  # fmt: skip
    assert plan_of(2024) == rpd
    assert plan_of(2025) == plan


def test_the_tree_takes_the_same_queries_for_more_rows(indicators, django_assert_num_queries):
    mission_tree(year=2026, now=NOVEMBER)
    with django_assert_num_queries(13):
        mission_tree(year=2026, now=NOVEMBER)
    for mission in Mission.objects.all():
        objective = Objective.objects.create(
            mission=mission, code=f"SASARAN-{mission.number}.9", text="Uji"
        )
        indicator(f"IKU-{mission.number}", objective=objective, targets={0: 1}, figures={1: 1})
    with django_assert_num_queries(13):
        mission_tree(year=2026, now=NOVEMBER)


def test_only_tied_programmes_and_support_are_no_habit(programmes):
    own = agency_programmes("DLHK", 2026)
    found = {row.node.code: (row.is_untied, row.is_support) for row in own.programmes}
    assert found["2.11.11"] == (False, False)
    assert found["2.11.09"] == (True, False)
    assert found["X.XX.01"] == (False, True)
    assert own.untied == 7
    (overview,) = [row for row in agencies(2026) if row.unit.code == "DLHK"]
    assert (overview.programmes, overview.untied) == (len(own.programmes), own.untied)


def test_counts_below_a_programme_are_those_of_the_nomenclature(programmes):
    row = next(
        row for row in agency_programmes("DLHK", 2026).programmes if row.node.code == "2.11.11"
    )
    assignment, branches = programme_branches("DLHK", "2.11.11", 2026)
    assert assignment == row.assignment
    assert row.activities == len(branches) == 3
    assert row.sub_activities == sum(len(branch.sub_activities) for branch in branches) == 25


def test_programmes_of_another_version_stay_out(programmes):
    other = NomenclatureNode.objects.create(version=2020, level="URUSAN", code="1", name="Lama")
    old = NomenclatureNode.objects.create(
        version=2020, level="PROGRAM", code="1.01.02", name="Lama", parent=other
    )
    unit = Unit.objects.get(code="DLHK")
    AgencyProgramme.objects.create(unit=unit, node=old)
    # The newest version not after the year is that of 2020 now.
    assert [row.node.name for row in agency_programmes("DLHK", 2026).programmes] == ["Lama"]
    assert len(agency_programmes("DLHK", 2027).programmes) == 11


def test_an_unknown_indicator_is_not_found(plan):
    with pytest.raises(NotFoundForViewer):
        indicator_view("IKU-TIADA", viewer=None, year=2026, now=NOVEMBER)


def test_without_a_viewer_the_indicator_can_be_read_but_not_recorded(indicators):
    view = indicator_view("IKU-SAMPAH", viewer=None, year=2026, now=NOVEMBER)
    assert view.line.value == Decimal("74.6")
    assert not view.may_record
    assert [series.name for series in view.series] == ["contoh"]
    assert view.series[0].rows[0].label == "TW III 2026", "newest first"
    assert [verdict.band for verdict in view.verdicts] == ["Sangat Tinggi", "Sangat Tinggi"]


def test_the_page_of_an_indicator_takes_six_queries(indicators, django_assert_num_queries):
    indicator_view("IKU-IPM", viewer=None, year=2026, now=NOVEMBER)
    with django_assert_num_queries(6):
        indicator_view("IKU-IPM", viewer=None, year=2026, now=NOVEMBER)
