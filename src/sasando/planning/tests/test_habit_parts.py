"""The parts of the habit detector one by one: findings, limits, likeness, scope, facts, command."""

from dataclasses import fields
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sasando.core import policies
from sasando.core.errors import NotFoundForViewer, NotPermitted, PolicyMissing
from sasando.core.models import Policy
from sasando.organization.models import Unit
from sasando.planning.actions.habits import judge_after, judge_habits
from sasando.planning.habit_access import (
    may_answer,
    may_read_city,
    may_read_unit,
    may_review,
    require_may_read,
    require_may_read_city,
)
from sasando.planning.habit_findings import finding_as_kept, finding_from
from sasando.planning.habit_limits import limits_for
from sasando.planning.models import HabitJudging, HabitVerdict, PerformanceNode, PerformanceTree
from sasando.planning.queries.habit_alike import MOST_NAMED, AlikeLines, Worded
from sasando.planning.queries.habit_facts import PlanLine, facts_of, readable, stored_form
from sasando.planning.queries.habits import judged_state, line_page
from sasando.rules.evidence import Evidence, Ground
from sasando.rules.habit import DEFAULT_LIMITS, HabitLimits, Relation

from .factories import NOVEMBER
from .habit_factories import AWARD, OBJECTIVE, award, line, three_years, waste, yearly

pytestmark = pytest.mark.django_db
TODAY = NOVEMBER.date()


@pytest.mark.parametrize(
    "found",
    [
        Evidence(Ground.NO_YEAR),
        Evidence(Ground.REPEATED, (2024, 2025), text="Nama", per_mille=0),
        Evidence(Ground.SAME_CEILING, (2025, 2026), amounts=(Decimal("1.50"), Decimal(0))),
        Evidence(
            Ground.INDICATOR_SHARED, (2026,), text="a", other="b", other_code="1.02.02",
            per_mille=1000,
        ),
        Evidence(Ground.TARGET_UNCHANGED, (2024, 2025, 2026), text="x", target="8,24 %"),
    ],
)  # fmt: skip
def test_a_finding_comes_back_as_it_was_kept(found):
    kept = finding_as_kept(found)
    assert finding_from(kept) == found
    assert finding_from(kept).sentence == found.sentence


def test_a_finding_the_rules_do_not_know_is_refused():
    with pytest.raises(ValueError, match="BARU"):
        finding_from({"ground": "BARU"})


def test_the_stored_limits_are_those_the_benchmark_measures(db):
    assert limits_for(2026, TODAY) == DEFAULT_LIMITS
    assert Policy.objects.get(name="batas-kebiasaan").evidence == "P"
    assert len(fields(HabitLimits)) == len(Policy.objects.get(name="batas-kebiasaan").value)


def test_a_later_limit_leaves_the_verdict_of_an_earlier_year(plan):
    value = Policy.objects.get(name="batas-kebiasaan").value | {"tahun_kebiasaan": 4}
    Policy.objects.create(
        name="batas-kebiasaan", valid_from="2027-01-01", value=value, legal_basis="uji",
        evidence="P",
    )  # fmt: skip
    policies.forget()
    february = TODAY.replace(year=2027, month=2)
    assert limits_for(2026, february).habit_years == 2
    assert limits_for(2027, february).habit_years == 4
    with pytest.raises(PolicyMissing):
        limits_for(1999, TODAY)


@pytest.mark.parametrize(
    ("code", "stored"),
    [
        ("2.11.01.2.01.0001", "X.XX.01.2.01.0001"),
        ("X.XX.01", "X.XX.01"),
        ("2.11.11", "2.11.11"),
        ("bukan kode", "bukan kode"),
    ],
)
def test_a_code_and_the_form_the_nomenclature_keeps(code, stored):
    assert stored_form(code) == stored
    assert (readable(code) is None) == (code == "bukan kode")


def worded(unit, code, name, *texts, level="PROGRAM"):
    return Worded(
        PlanLine(0, 0, unit, level, code, name, None, None, None, is_example=False), texts
    )


SHARED = "Persentase sampah yang terkelola"


def test_likeness_in_the_same_agency_is_of_another_result_and_elsewhere_of_another_code():
    own = worded(1, "A", "Program Persampahan", SHARED)
    same_result = worded(1, "B", "Program Persampahan", SHARED)
    other_result = worded(1, "C", "Program Kehutanan", "Presentase sampah yg terkelola")
    other_level = worded(1, "D", "Kegiatan Kehutanan", SHARED, level="KEGIATAN")
    same_code = worded(2, "A", "Program Persampahan", SHARED)
    abroad = worded(3, "E", "Program Pasar", SHARED)
    alike = AlikeLines(
        [own, same_result, other_result, other_level, same_code, abroad], DEFAULT_LIMITS
    )
    assert [(one.code, one.relation) for one in alike.others_of(own)] == [("C", Relation.OTHER)]
    assert [(one.unit_id, one.code) for one in alike.elsewhere_of(own)] == [(3, "E")]
    assert alike.elsewhere_of(own)[0].per_mille == 1000
    assert alike.others_of(other_level) == ()


def test_only_a_few_like_lines_are_named_one_an_agency():
    own = worded(0, "A", "Program Persampahan", SHARED)
    abroad = [worded(unit, f"B{n}", "Program Pasar", SHARED) for unit in range(1, 9) for n in "12"]
    found = AlikeLines([own, *abroad], DEFAULT_LIMITS).elsewhere_of(own)
    assert len(found) == MOST_NAMED
    assert len({one.unit_id for one in found}) == MOST_NAMED


def test_a_line_without_indicator_is_like_nothing():
    blank, own = worded(1, "A", "Program"), worded(2, "B", "Program", SHARED)
    alike = AlikeLines([blank, own], DEFAULT_LIMITS)
    assert alike.others_of(blank) == ()
    assert alike.elsewhere_of(blank) == ()


@pytest.mark.parametrize(
    ("login", "city", "dlhk", "dishub", "answers", "reviews"),
    [
        ("walikota", True, True, True, False, False),
        ("sekda", True, True, True, False, False),
        ("perencana", True, True, True, True, True),
        ("pemeriksa", True, True, True, False, False),
        ("kadis", False, True, False, True, False),
        ("kabid", False, True, False, False, False),
        ("staf", False, True, False, False, False),
        ("camat", False, False, False, False, False),
        ("kepegawaian", False, False, False, False, False),
        ("orangluar", False, False, True, False, False),
        ("warga", False, False, False, False, False),
    ],
)
def test_who_reads_answers_and_reviews(viewer, login, city, dlhk, dishub, answers, reviews):
    who = viewer(login)
    own, other = Unit.objects.get(code="DLHK"), Unit.objects.get(code="DISHUB")
    assert may_read_city(who) is city
    assert (may_read_unit(who, own), may_read_unit(who, other)) == (dlhk, dishub)
    assert (may_answer(who, own), may_review(who)) == (answers, reviews)
    if not city:
        with pytest.raises(NotPermitted):
            require_may_read_city(who)


def test_an_agency_that_is_not_there_is_not_found_by_anybody(viewer):
    with pytest.raises(NotFoundForViewer):
        require_may_read(viewer("walikota"), None)


def test_facts_of_one_agency_are_those_of_the_city_for_it(plan):
    three_years()
    yearly(2026, line("2.15.02", "Program Jalan", unit="DISHUB"), kind="RENJA", unit="DISHUB")
    own = Unit.objects.get(code="DLHK").pk
    part, whole = facts_of(2026, units=[own]), facts_of(2026)
    assert part.units == [own]
    assert len(whole.units) == 2
    assert part.years[own, 2026] == whole.years[own, 2026]
    assert part.known_years(own) == whole.known_years(own) == (2024, 2025, 2026)


def test_whether_a_document_names_objectives_is_a_matter_of_all_its_agencies(plan):
    for year in (2025, 2026):
        yearly(year, award(year), line("2.15.02", "Jalan", unit="DISHUB", objective=OBJECTIVE))
    own = Unit.objects.get(code="DLHK").pk
    documents = {row.id for row in facts_of(2026).documents if row.is_yearly}
    assert not facts_of(2026, units=[own]).silent & documents


def test_the_line_page_finds_the_condition_of_the_tree_it_hangs_on(plan, viewer):
    plans = three_years()
    judge_habits(viewer=None, now=NOVEMBER, year=2026)
    tree = PerformanceTree.objects.create(
        code="POHON-UJI", unit=Unit.objects.get(code="DLHK"), name="Uji", first_year=2026,
        last_year=2026,
    )  # fmt: skip
    PerformanceNode.objects.create(
        tree=tree, code="POHON-UJI.1", place=1, level="OUTPUT", text="Warga dihargai",
        plan_row=plans[-1].rows.get(code=AWARD),
    )  # fmt: skip
    page = line_page(viewer("kadis"), "DLHK", AWARD, year=2026, today=TODAY)
    assert [node.text for node in page.trace] == ["Warga dihargai"]
    assert page.verdict.verdict == "HABIT", "a fact beside the verdict, not in it"
    assert [column.year for column in page.columns] == [2024, 2025, 2026]
    assert page.is_current
    assert page.preview is None


def test_an_amendment_of_the_year_is_shown_as_the_next_draft(plan, viewer):
    three_years()
    judge_habits(viewer=None, now=NOVEMBER, year=2026)
    yearly(2026, waste(2026), award(2026, objective=OBJECTIVE), version=2, adopted=False)
    page = line_page(viewer("perencana"), "DLHK", AWARD, year=2026, today=TODAY)
    assert page.preview.year == 2026
    assert page.preview.document_code == "RKPD-2026-P2"
    assert page.preview.verdict == "ON_PAPER"
    assert [(column.year, column.is_draft) for column in page.columns][-1] == (2026, True)
    assert page.verdict.verdict == "HABIT"


def test_a_line_page_of_another_agency_or_a_line_that_is_not_there(plan, viewer):
    three_years()
    judge_habits(viewer=None, now=NOVEMBER, year=2026)
    for who, unit, code, year in (
        ("orangluar", "DLHK", AWARD, 2026),
        ("walikota", "DLHK", "9.99.99", 2026),
        ("walikota", "TIDAK-ADA", AWARD, 2026),
        ("walikota", "DLHK", AWARD, 2024),
    ):
        with pytest.raises(NotFoundForViewer):
            line_page(viewer(who), unit, code, year=year, today=TODAY)


def test_adoption_has_the_years_it_touches_judged_once_it_stands(
    plan, django_capture_on_commit_callbacks
):
    documents = three_years()
    with django_capture_on_commit_callbacks(execute=True):
        judge_after(now=NOVEMBER, document=documents[1])
        assert not HabitJudging.objects.exists()
    assert list(HabitJudging.objects.values_list("year", flat=True)) == [2025, 2026]
    again = django_capture_on_commit_callbacks(execute=True)
    with CaptureQueriesContext(connection) as found, again:
        judge_after(now=NOVEMBER, document=documents[1])
    assert not [query for query in found if "INSERT" in query["sql"]], "nothing was out of date"


def test_the_state_of_a_year(plan):
    three_years()
    assert judged_state(2026, TODAY) is None
    judge_habits(viewer=None, now=NOVEMBER, year=2026)
    state = judged_state(2026, TODAY)
    assert (state.year, state.judged_at, state.is_current) == (2026, NOVEMBER, True)


def test_the_operator_has_all_years_judged_and_reads_what_was_found(plan):
    three_years()
    said = StringIO()
    call_command("judge_habits", stdout=said)
    lines = said.getvalue().splitlines()
    assert lines[2] == "2026: 2 baris (kebiasaan 1, tertelusur 1); berubah 2"
    assert len(lines) == 3
    said = StringIO()
    call_command("judge_habits", "2026", stdout=said)
    assert said.getvalue() == "2026: 2 baris (kebiasaan 1, tertelusur 1); berubah 0\n"
    assert HabitVerdict.objects.count() == 6
