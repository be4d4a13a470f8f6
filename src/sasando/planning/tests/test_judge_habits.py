"""Lines of real plans judged as the rules say, kept once, and never silently out of date."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sasando.core.errors import NotPermitted
from sasando.core.models import AuditEvent
from sasando.organization.models import Unit
from sasando.planning.actions.habits import judge_habits
from sasando.planning.errors import HabitYearUnknown
from sasando.planning.models import (
    AgencyProgramme,
    HabitVerdict,
    NomenclatureNode,
    NomenclatureReplacement,
    Objective,
)
from sasando.planning.queries.habit_judging import facts_digest
from sasando.planning.queries.habits import is_current, judging_of
from sasando.rules.evidence import Ground

from .factories import NOVEMBER
from .habit_factories import (
    AWARD,
    OBJECTIVE,
    WASTE,
    add_lines,
    adopt,
    award,
    line,
    three_years,
    waste,
    yearly,
)

pytestmark = pytest.mark.django_db
TODAY = NOVEMBER.date()


@pytest.fixture
def plans(plan):
    return three_years()


def judged(year=2026):
    judge_habits(viewer=None, now=NOVEMBER, year=year)
    return {
        (row.unit.code, row.code): row
        for row in HabitVerdict.objects.filter(year=year).select_related("unit")
    }


def verdicts(year=2026):
    return {code: row.verdict for (_unit, code), row in judged(year).items()}


def grounds(row):
    return [found.ground for found in row.found]


def test_a_programme_with_an_objective_is_traced_and_one_without_is_a_habit(plans):
    found = judged()
    assert found["DLHK", WASTE].verdict == "TRACED"
    assert found["DLHK", WASTE].objective == OBJECTIVE
    habit = found["DLHK", AWARD]
    assert habit.verdict == "HABIT"
    assert grounds(habit)[:2] == [Ground.NO_OBJECTIVE, Ground.REPEATED]
    assert habit.found[0].years == (2024, 2025, 2026)
    assert habit.ceiling == 500_000_000


def test_the_first_year_alone_is_no_habit(plans):
    assert verdicts(2024)[AWARD] == "UNKNOWN"
    assert Ground.TOO_FEW_YEARS in grounds(judged(2024)["DLHK", AWARD])


def test_a_line_serves_the_objective_of_the_line_above_it(plan):
    for year in (2025, 2026):
        yearly(
            year, waste(year),
            line(f"{WASTE}.2.01", "Pengangkutan Sampah", parent=WASTE,
                 indicators=[("Persentase titik terangkut", 60 + year - 2025)]),
        )  # fmt: skip
    assert verdicts()[f"{WASTE}.2.01"] == "TRACED"


def test_the_renstra_of_the_year_gives_the_objective_the_yearly_plan_leaves_out(plans):
    assert verdicts()[AWARD] == "HABIT"
    renstra = yearly(2025, kind="RENSTRA", unit="DLHK", adopted=False)
    renstra.last_year = 2029
    renstra.save()
    add_lines(renstra, award(2025, objective=OBJECTIVE))
    assert verdicts()[AWARD] == "HABIT", "a draft says nothing yet"
    adopt(renstra)
    found = judged()["DLHK", AWARD]
    assert found.objective == OBJECTIVE
    assert grounds(judged(2025)["DLHK", AWARD]).count(Ground.NO_OBJECTIVE) == 0
    assert verdicts(2024)[AWARD] == "UNKNOWN"


def test_where_no_line_of_a_document_names_an_objective_nothing_is_known(plan):
    for year in (2025, 2026):
        yearly(year, award(year))
    found = judged()["DLHK", AWARD]
    assert found.verdict == "UNKNOWN"
    assert grounds(found)[0] == Ground.OBJECTIVE_NOT_KNOWN


def test_the_standing_link_speaks_where_the_documents_are_silent(plan, nomenclature):
    for year in (2025, 2026):
        yearly(year, award(year))
    AgencyProgramme.objects.create(
        unit=Unit.objects.get(code="DLHK"),
        node=NomenclatureNode.objects.get(version=2027, code=AWARD),
        objective=Objective.objects.get(code=OBJECTIVE),
    )
    assert judged()["DLHK", AWARD].objective == OBJECTIVE


def test_the_standing_link_never_speaks_against_a_document_that_names_objectives(
    plans, nomenclature
):
    AgencyProgramme.objects.create(
        unit=Unit.objects.get(code="DLHK"),
        node=NomenclatureNode.objects.get(version=2027, code=AWARD),
        objective=Objective.objects.get(code=OBJECTIVE),
    )
    assert verdicts()[AWARD] == "HABIT"


def test_the_last_adopted_version_of_a_year_counts(plans):
    amended = yearly(2026, waste(2026), award(2026, objective=OBJECTIVE), version=2, adopted=False)
    assert verdicts()[AWARD] == "HABIT"
    amended.legal_act, amended.adopted_on = "Perwali perubahan uji", TODAY
    amended.save()
    assert judged()["DLHK", AWARD].objective == OBJECTIVE


def test_the_renja_speaks_for_an_agency_the_rkpd_leaves_out(plans):
    lamps = line("2.15.02", "Program Lalu Lintas", unit="DISHUB", objective=OBJECTIVE)
    yearly(2026, lamps, kind="RENJA", unit="DISHUB")
    yearly(2026, award(2026, objective=OBJECTIVE), kind="RENJA", unit="DLHK")
    found = judged()
    assert found["DISHUB", "2.15.02"].verdict == "ON_PAPER"
    assert found["DLHK", AWARD].verdict == "HABIT"


def test_the_support_programme_is_itself_whatever_its_printed_field(plan):
    for year in (2025, 2026):
        code = "X.XX.01" if year == 2025 else "2.11.01"
        yearly(year, waste(year), line(code, "Program Penunjang", indicators=[("Nilai SAKIP", 60)]))
    row = judged()["DLHK", "2.11.01"]
    assert row.verdict == "SUPPORT"
    assert row.stored == "X.XX.01"
    assert row.found[0].years == (2025, 2026)


def test_a_sub_activity_keeps_its_past_under_the_code_it_had(plan):
    old, new = "2.11.09.2.01.0001", "2.11.09.2.01.0909"
    field = NomenclatureNode.objects.get(version=2027, code="2")
    node = NomenclatureNode.objects.create(
        version=2027, level="SUBKEGIATAN", code=new, name="Penghargaan", parent=field
    )
    NomenclatureReplacement.objects.create(node=node, former_code=old, former_name="Penghargaan")
    for year, code in ((2025, old), (2026, new)):
        yearly(year, waste(year), line(code, "Pemberian Penghargaan", ceiling=10))
    row = judged()["DLHK", new]
    assert row.verdict == "HABIT"
    assert row.found[0].years == (2025, 2026)


def test_the_indicator_the_nomenclature_sets_is_no_copy(plan):
    text = "Jumlah dokumen laporan sampah"
    root = NomenclatureNode.objects.get(version=2027, code="2")
    code = f"{WASTE}.2.01.0909"
    NomenclatureNode.objects.create(
        version=2027, level="SUBKEGIATAN", code=code, name="Laporan", indicator=text, parent=root
    )
    for year in (2025, 2026):
        yearly(
            year, waste(year),
            line(code, "Laporan sampah", objective=OBJECTIVE, indicators=[(text, year)]),
        )  # fmt: skip
    assert verdicts()[code] == "TRACED"


def test_an_indicator_used_for_another_result_of_the_agency_is_named_with_its_line(plan):
    shared = "Persentase sampah yang terkelola"
    for year in (2025, 2026):
        yearly(
            year, waste(year),
            line("2.11.08", "Program Keanekaragaman Hayati", objective=OBJECTIVE,
                 indicators=[(shared, 5 + year)]),
        )  # fmt: skip
    row = judged()["DLHK", "2.11.08"]
    assert row.verdict == "ON_PAPER"
    assert (row.found[0].ground, row.found[0].other_code) == (Ground.INDICATOR_SHARED, WASTE)


def test_a_like_indicator_of_another_agency_is_told_beside_the_verdict(plans):
    like = line(
        "2.15.02", "Program Jalan", unit="DISHUB", indicators=[("Jumlah penghargaan diberikan", 1)]
    )
    yearly(2026, like, kind="RENJA", unit="DISHUB")
    assert judged()["DLHK", AWARD].elsewhere == [
        {
            "unit": "DISHUB",
            "code": "2.15.02",
            "text": "Jumlah penghargaan diberikan",
            "per_mille": 1000,
        }
    ]


@pytest.mark.parametrize("code", ["2.11.09.2.01.01", "program lama", "1/2"])
def test_a_code_that_cannot_be_read_is_kept_and_reported(plan, code):
    yearly(2026, waste(2026), line(code, "Baris lama", ceiling=7))
    row = judged()["DLHK", code]
    assert (row.verdict, row.evidences, row.ceiling) == ("UNREADABLE", [], Decimal(7))


def test_judging_again_writes_nothing_anew(plans):
    first = judged()
    again = judge_habits(viewer=None, now=NOVEMBER, year=2026)
    assert (again.lines, again.changed, again.gone) == (2, 0, 0)
    after = HabitVerdict.objects.filter(year=2026).values_list("pk", "judged_at", "digest")
    assert sorted(after) == sorted((row.pk, row.judged_at, row.digest) for row in first.values())


def test_only_what_changed_is_judged_anew(plans, at):
    before = judged()
    amended = yearly(2026, waste(2026), award(2026, ceiling=1), version=2, adopted=False)
    amended.legal_act, amended.adopted_on = "Perwali perubahan uji", TODAY
    amended.save()
    found = judge_habits(viewer=None, now=NOVEMBER, year=2026)
    assert (found.changed, found.gone) == (1, 0)
    assert HabitVerdict.objects.get(year=2026, code=WASTE).pk == before["DLHK", WASTE].pk


def test_a_line_that_left_the_plan_leaves_the_list(plans):
    judged()
    amended = yearly(2026, waste(2026), version=2, adopted=False)
    amended.legal_act, amended.adopted_on = "Perwali perubahan uji", TODAY
    amended.save()
    assert judge_habits(viewer=None, now=NOVEMBER, year=2026).gone == 1
    assert verdicts() == {WASTE: "TRACED"}


def _amend(plans):
    amended = yearly(2026, waste(2026), version=2, adopted=False)
    amended.legal_act, amended.adopted_on = "Perwali perubahan uji", TODAY
    amended.save()


def _link(plans):
    AgencyProgramme.objects.create(
        unit=Unit.objects.get(code="DLHK"),
        node=NomenclatureNode.objects.get(version=2027, code=AWARD),
        objective=Objective.objects.get(code=OBJECTIVE),
    )


def _replace(plans):
    node = NomenclatureNode.objects.filter(level="SUBKEGIATAN").first()
    NomenclatureReplacement.objects.create(node=node, former_code="9", former_name="Lama")


def _reword(plans):
    NomenclatureNode.objects.filter(level="SUBKEGIATAN").update(indicator="lain")


@pytest.mark.parametrize("change", [_amend, _link, _replace, _reword])
def test_whatever_can_change_a_verdict_marks_the_year_as_out_of_date(plans, nomenclature, change):
    judged()
    assert is_current(judging_of(2026), TODAY)
    change(plans)
    assert not is_current(judging_of(2026), TODAY)
    judged()
    assert is_current(judging_of(2026), TODAY)


def test_a_summary_that_is_still_being_completed_is_looked_into(plan):
    year = yearly(2026, waste(2026), adopted=False, is_summary=True)
    adopt(year)
    before = facts_digest(2026, TODAY)
    add_lines(year, award(2026))
    assert facts_digest(2026, TODAY) != before


def test_only_a_planner_has_a_year_judged_and_only_one_with_a_plan(plans, viewer):
    for login in ("kadis", "staf", "walikota", "warga"):
        with pytest.raises(NotPermitted):
            judge_habits(viewer=viewer(login), now=NOVEMBER, year=2026)
    with pytest.raises(HabitYearUnknown):
        judge_habits(viewer=viewer("perencana"), now=NOVEMBER, year=2030)
    judge_habits(viewer=viewer("perencana"), now=NOVEMBER, year=2026)
    trace = AuditEvent.objects.get(action="habit.judged")
    assert trace.actor_name == "Ignasius Contoh"
    assert trace.after == {"baris": 2, "berubah": 2, "TRACED": 1, "HABIT": 1}


def test_ten_times_the_lines_cost_no_query_more(plan):
    def count(lines):
        for year in (2025, 2026):
            own = [
                line(f"2.11.09.2.01.{n:04}", f"Sub kegiatan {n}", ceiling=n) for n in range(lines)
            ]
            version = 1 if lines < 10 else 2
            made = yearly(year, waste(year), *own, version=version, adopted=False)
            made.legal_act, made.adopted_on = "Perwali uji", TODAY
            made.save()
        with CaptureQueriesContext(connection) as found:
            judge_habits(viewer=None, now=NOVEMBER, year=2026)
        return len(found)

    assert count(4) + 1 >= count(40)
