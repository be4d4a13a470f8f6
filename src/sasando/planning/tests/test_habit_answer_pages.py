"""The form for answers, the review of them, and judging a year anew, as people meet them."""

import pytest

from sasando.planning.models import HabitAnswer, HabitJudging, HabitReview

from .habit_factories import AWARD, OBJECTIVE, WASTE, award, three_years, waste, yearly

pytestmark = pytest.mark.django_db
ANSWER = f"/perencanaan/kebiasaan/DLHK/{AWARD}/jawab/?tahun=2026"
REVIEW = f"/perencanaan/kebiasaan/DLHK/{AWARD}/putus/?tahun=2026"
JUDGE = "/perencanaan/kebiasaan/nilai/"
LINE = f"/papan/kebiasaan/DLHK/{AWARD}/?tahun=2026"


@pytest.fixture
def judged(plan, as_):
    three_years()
    assert as_("perencana").post(JUDGE, {"tahun": 2026}).status_code == 302


def said(client, address):
    return " ".join(client.get(address).content.decode().split())


def test_a_planner_has_a_year_judged(judged, client):
    assert HabitJudging.objects.get().year == 2026
    assert "2 baris tahun 2026 dinilai, 2 penilaian berubah." in said(client, "/papan/kebiasaan/")


def test_others_cannot_have_a_year_judged(plan, as_):
    three_years()
    for login in ("walikota", "kadis", "staf", "warga"):
        assert as_(login).post(JUDGE, {"tahun": 2026}).status_code == 403
    assert not HabitJudging.objects.exists()


def test_a_year_without_plan_is_refused_in_words(plan, as_):
    answer = as_("perencana").post(JUDGE, {"tahun": 2030})
    assert answer.status_code == 409
    assert "belum ditetapkan" in answer.content.decode()


def test_the_head_answers_and_sees_it_on_the_line(judged, as_):
    yearly(2027, waste(2027), award(2027), adopted=False)
    kadis = as_("kadis")
    page = said(kadis, ANSWER)
    assert "Jawaban tidak mengubah penilaian." in page
    assert f'value="{OBJECTIVE}"' in page
    answer = kadis.post(ANSWER, {"kind": "HUBUNGKAN", "objective": OBJECTIVE})
    assert (answer.status_code, answer["Location"]) == (302, LINE)
    page = said(kadis, LINE)
    assert "menunggu perencana" in page
    assert f"{OBJECTIVE} " in page
    assert 'name="outcome"' not in page, "nobody reviews himself"


def test_a_lacking_answer_keeps_what_was_typed(judged, as_):
    answer = as_("kadis").post(ANSWER, {"kind": "PERTAHANKAN", "reason": "Amanat undang-undang"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Isi alasan dan dasar kewajibannya" in page
    assert "Amanat undang-undang" in page
    assert as_("kadis").post(ANSWER, {}).status_code == 422
    assert not HabitAnswer.objects.exists()


@pytest.mark.parametrize(
    ("login", "status"),
    [("staf", 403), ("kabid", 403), ("walikota", 403), ("orangluar", 404), ("warga", 404)],
)
def test_who_may_not_answer_does_not_get_the_form(judged, as_, login, status):
    assert as_(login).get(ANSWER).status_code == status
    assert as_(login).post(ANSWER, {"kind": "PERBAIKI"}).status_code == status


def test_the_planner_sends_back_with_a_note_and_then_accepts(judged, as_):
    as_("kadis").post(ANSWER, {"kind": "HENTIKAN", "from_year": 2027})
    planner = as_("perencana")
    assert 'value="DITERIMA"' in said(planner, LINE)
    planner.post(REVIEW, {"number": 1, "outcome": "DIKEMBALIKAN"})
    assert "Tulis apa yang masih kurang" in said(planner, LINE)
    assert not HabitReview.objects.exists()
    planner.post(REVIEW, {"number": 1, "outcome": "DIKEMBALIKAN", "note": "Mengapa tidak 2026?"})
    assert "Mengapa tidak 2026?" in said(as_("kadis"), LINE)
    as_("kadis").post(ANSWER, {"kind": "PERBAIKI"})
    as_("perencana").post(REVIEW, {"number": 2, "outcome": "DITERIMA"})
    assert HabitReview.objects.count() == 2
    assert "diterima" in said(as_("kadis"), LINE)


@pytest.mark.parametrize("sent", [{}, {"number": "x"}, {"number": 1, "outcome": "LAIN"}])
def test_an_unreadable_review_changes_nothing(judged, as_, sent):
    as_("kadis").post(ANSWER, {"kind": "PERBAIKI"})
    assert as_("perencana").post(REVIEW, sent).status_code == 302
    assert not HabitReview.objects.exists()


def test_what_is_traced_needs_no_answer(judged, as_):
    kadis = as_("kadis")
    address = f"/perencanaan/kebiasaan/DLHK/{WASTE}/jawab/?tahun=2026"
    answer = kadis.post(address, {"kind": "PERBAIKI"})
    assert answer.status_code == 422
    assert "tidak memerlukan jawaban" in answer.content.decode()
    assert "Penilaian ini tidak memerlukan jawaban." in said(
        kadis, f"/papan/kebiasaan/DLHK/{WASTE}/?tahun=2026"
    )


def test_mending_leads_to_the_line_in_the_draft_one_may_see(judged, as_):
    yearly(2027, waste(2027), award(2027), adopted=False)
    sent = {"kind": "PERBAIKI"}
    assert as_("kadis").post(ANSWER, sent)["Location"] == LINE
    planner = as_("perencana").post(ANSWER, sent)
    assert planner["Location"] == f"/perencanaan/dokumen/RKPD-2027/baris/DLHK/{AWARD}/"
    yearly(2027, award(2027), kind="RENJA", unit="DLHK", adopted=False)
    head = as_("kadis").post(ANSWER, sent)
    assert head["Location"] == f"/perencanaan/dokumen/RENJA-DLHK-2027/baris/DLHK/{AWARD}/"
