"""Agencies answer, the city's planner reviews; neither can be rewritten, none changes a verdict."""

import pytest
from django.db import Error, connection, transaction

from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.core.models import AuditEvent
from sasando.planning.actions.documents import LegalAct, adopt_plan
from sasando.planning.actions.habit_answers import (
    AnswerDraft,
    LineKey,
    answer_habit,
    review_answer,
)
from sasando.planning.actions.habits import judge_habits
from sasando.planning.errors import (
    HabitAnswerIncomplete,
    HabitAnswerOvertaken,
    HabitNotAsked,
    HabitReturnUnexplained,
    HabitReviewsOneself,
)
from sasando.planning.models import (
    AgencyProgramme,
    HabitAnswer,
    HabitReview,
    HabitVerdict,
    PlanRow,
)
from sasando.planning.queries.habits import answer_states, is_current, judging_of

from .factories import NOVEMBER
from .habit_factories import AWARD, OBJECTIVE, WASTE, award, three_years, waste, yearly

pytestmark = pytest.mark.django_db
KEY = LineKey("DLHK", AWARD, 2026)
LINK = AnswerDraft("HUBUNGKAN", objective_code=OBJECTIVE)


@pytest.fixture
def judged(plan):
    three_years()
    judge_habits(viewer=None, now=NOVEMBER, year=2026)
    return HabitVerdict.objects.get(code=AWARD, year=2026)


@pytest.fixture
def answer(judged, viewer):
    def give(draft=LINK, *, by="kadis", key=KEY):
        return answer_habit(viewer=viewer(by), line=key, answer=draft)

    return give


@pytest.fixture
def review(viewer):
    def say(outcome="DITERIMA", *, number=1, note="", by="perencana"):
        return review_answer(viewer=viewer(by), line=KEY, number=number, outcome=outcome, note=note)

    return say


def objective_in(document, code=AWARD):
    row = PlanRow.objects.select_related("objective").get(document__code=document, code=code)
    return row.objective.code if row.objective else ""


def test_an_answer_is_kept_with_who_and_when_and_changes_no_verdict(answer, judged):
    made = answer(AnswerDraft("PERTAHANKAN", reason="Wajib", legal_duty="UU 32/2009 Pasal 9"))
    assert (made.answered_by.name, made.number, made.verdict) == ("Yohana Contoh", 1, "HABIT")
    judge_habits(viewer=None, now=NOVEMBER, year=2026)
    assert HabitVerdict.objects.get(pk=judged.pk).verdict == "HABIT"
    trace = AuditEvent.objects.get(action="habit.answered")
    assert trace.subject_code == "2026/DLHK/2.11.09/1"
    assert trace.reason == "Wajib"


@pytest.mark.parametrize(
    ("draft", "parts"),
    [
        (AnswerDraft("HUBUNGKAN"), "sasaran RPJMD yang dituju"),
        (AnswerDraft("HUBUNGKAN", objective_code="SASARAN-99"), "sasaran RPJMD yang dituju"),
        (AnswerDraft("HENTIKAN"), "tahun mulai dihentikan, sesudah 2026"),
        (AnswerDraft("HENTIKAN", from_year=2026), "tahun mulai dihentikan, sesudah 2026"),
        (AnswerDraft("PERTAHANKAN", reason="Wajib"), "alasan dan dasar kewajibannya"),
        (AnswerDraft("PERTAHANKAN", legal_duty="UU"), "alasan dan dasar kewajibannya"),
        (AnswerDraft("PERTAHANKAN", reason=" ", legal_duty="UU"), "alasan dan dasar kewajibannya"),
        (AnswerDraft("LAIN"), "salah satu dari empat jawaban"),
    ],
)
def test_an_answer_that_lacks_something_says_what(answer, draft, parts):
    with pytest.raises(HabitAnswerIncomplete) as refusal:
        answer(draft)
    assert refusal.value.values == {"parts": parts}
    assert not HabitAnswer.objects.exists()


def test_parts_of_another_kind_of_answer_are_left_out(answer):
    made = answer(
        AnswerDraft("PERBAIKI", objective_code=OBJECTIVE, from_year=2030, legal_duty="UU")
    )
    assert (made.objective, made.from_year, made.legal_duty) == (None, None, "")


@pytest.mark.parametrize(
    ("login", "refusal"),
    [
        ("staf", NotPermitted),
        ("kabid", NotPermitted),
        ("walikota", NotPermitted),
        ("pemeriksa", NotPermitted),
        ("camat", NotFoundForViewer),
        ("orangluar", NotFoundForViewer),
        ("kepegawaian", NotFoundForViewer),
        ("warga", NotFoundForViewer),
    ],
)
def test_nobody_answers_for_another_agency(answer, login, refusal):
    with pytest.raises(refusal):
        answer(by=login)


def test_only_what_is_asked_is_answered(answer):
    with pytest.raises(HabitNotAsked) as refusal:
        answer(key=LineKey("DLHK", WASTE, 2026))
    assert refusal.value.values["verdict"] == "tertelusur"
    for key in (LineKey("DLHK", "9.99", 2026), LineKey("DLHK", AWARD, 2019)):
        with pytest.raises(NotFoundForViewer):
            answer(key=key)


def test_the_link_of_an_agency_goes_into_its_own_draft_at_once_and_into_the_citys_on_acceptance(
    answer, review
):
    yearly(2027, award(2027), kind="RENJA", unit="DLHK", adopted=False)
    yearly(2027, waste(2027), award(2027), adopted=False)
    assert answer().written == ["RENJA-DLHK-2027"]
    assert objective_in("RENJA-DLHK-2027") == OBJECTIVE
    assert objective_in("RKPD-2027") == ""
    assert review().written == ["RKPD-2027"]
    assert objective_in("RKPD-2027") == OBJECTIVE
    assert objective_in("RKPD-2026") == ""
    assert AuditEvent.objects.filter(action="habit.linked").count() == 2


def test_the_standing_link_of_a_programme_is_the_city_planners(answer, review, nomenclature):
    from sasando.planning.actions import assign_programmes

    assign_programmes(2026)
    given = AgencyProgramme.objects.get(unit__code="DLHK", node__code=AWARD)
    assert answer().written == []
    given.refresh_from_db()
    assert given.objective is None
    assert review().written == ["kaitan tetap"]
    given.refresh_from_db()
    assert given.objective.code == OBJECTIVE
    assert HabitVerdict.objects.get(code=AWARD, year=2026).verdict == "HABIT"
    assert not is_current(judging_of(2026), NOVEMBER.date())


def test_without_a_draft_nothing_is_written_and_the_answer_says_so(answer):
    assert answer().written == []


def test_an_answer_sent_back_is_answered_anew(answer, review, judged):
    answer()
    with pytest.raises(HabitReturnUnexplained):
        review("DIKEMBALIKAN", note="  ")
    review("DIKEMBALIKAN", note="Sasaran ini bukan tugas dinas.")
    state = answer_states(2026, judged.unit, [AWARD])[AWARD]
    assert (state.is_returned, state.is_answered, state.is_waiting) == (True, False, False)
    assert answer(AnswerDraft("HENTIKAN", from_year=2027)).number == 2
    state = answer_states(2026, judged.unit, [AWARD])[AWARD]
    assert (state.is_returned, state.is_answered, state.is_waiting) == (False, True, True)


def test_only_the_newest_answer_is_reviewed_and_once(answer, review):
    answer()
    answer(AnswerDraft("PERBAIKI"))
    with pytest.raises(HabitAnswerOvertaken):
        review(number=1)
    review(number=2)
    with pytest.raises(HabitAnswerOvertaken):
        review(number=2)
    with pytest.raises(NotFoundForViewer):
        review(number=3)


def test_nobody_reviews_his_own_answer(answer, review):
    answer(by="perencana")
    with pytest.raises(HabitReviewsOneself):
        review()


@pytest.mark.parametrize("login", ["kadis", "staf", "walikota", "sekda", "pemeriksa", "warga"])
def test_only_the_citys_planner_reviews(answer, review, login):
    answer()
    with pytest.raises(NotPermitted):
        review(by=login)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE planning_habitanswer SET reason = 'lain'",
        "DELETE FROM planning_habitanswer",
        "UPDATE planning_habitreview SET outcome = 'DIKEMBALIKAN', note = 'lain'",
        "DELETE FROM planning_habitreview",
        (
            "INSERT INTO planning_habitanswer (year, unit_id, code, number, name, verdict, kind,"
            " reason, legal_duty, written, answered_by_id, is_example)"
            " SELECT year, unit_id, code, 9, name, verdict, 'PERTAHANKAN', '', '', '[]',"
            " answered_by_id, is_example FROM planning_habitanswer"
        ),
        (
            "INSERT INTO planning_habitanswer (year, unit_id, code, number, name, verdict, kind,"
            " from_year, reason, legal_duty, written, answered_by_id, is_example)"
            " SELECT year, unit_id, code, 9, name, verdict, 'HENTIKAN', year, '', '', '[]',"
            " answered_by_id, is_example FROM planning_habitanswer"
        ),
        (
            "INSERT INTO planning_habitanswer (year, unit_id, code, number, name, verdict, kind,"
            " reason, legal_duty, written, answered_by_id, is_example)"
            " SELECT year, unit_id, code, 9, name, 'TRACED', 'PERBAIKI', '', '', '[]',"
            " answered_by_id, is_example FROM planning_habitanswer"
        ),
        "UPDATE planning_habitverdict SET verdict = 'BAIK'",
    ],
)
def test_the_database_keeps_answers_and_reviews_as_they_are(answer, review, statement):
    answer()
    review()
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_refuses_a_review_by_whoever_answered(answer):
    made = answer()
    with pytest.raises(Error, match="second person"), transaction.atomic():
        HabitReview.objects.create(
            answer=made, outcome="DITERIMA", reviewed_by_id=made.answered_by_id
        )


def test_from_a_habit_to_a_traced_programme_in_two_years(
    answer, review, judged, django_capture_on_commit_callbacks
):
    """The story: three years without a parent, the answer, the draft, the next year's verdict."""
    assert (judged.verdict, judged.found[0].years) == ("HABIT", (2024, 2025, 2026))
    draft = yearly(2027, waste(2027), award(2027), adopted=False)
    answer()
    review()
    indicator = draft.rows.get(code=AWARD).indicators.get()
    indicator.text = "Persentase kelurahan yang meraih penghargaan kampung iklim"
    indicator.save()
    act = LegalAct("Perwali 12/2026", NOVEMBER.date())
    with django_capture_on_commit_callbacks(execute=True):
        adopt_plan(viewer=None, now=NOVEMBER, code=draft.code, act=act)
    after = HabitVerdict.objects.get(code=AWARD, year=2027)
    assert (after.verdict, after.objective) == ("TRACED", OBJECTIVE)
    assert HabitVerdict.objects.get(code=AWARD, year=2026).verdict == "HABIT"
    assert is_current(judging_of(2027), NOVEMBER.date())
