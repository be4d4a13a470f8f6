"""The pages of the day through the front door, as their users meet them."""

import uuid

import pytest

from sasando.core.models import User
from sasando.work.models import DailyEntry, EntryDecision, Objection

from .steps import FRIDAY, record, with_key

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def friday(at):
    with_key()
    at("2026-11-20 15.00")


@pytest.fixture
def as_(client):
    def log_in(login: str):
        client.force_login(User.objects.get(username=login))
        return client

    return log_in


def fields(**changes) -> dict:
    given = {
        "key": str(uuid.uuid4()),
        "day": "2026-11-20",
        "result": "H-STAF-2026",
        "start": "08:00",
        "end": "09:30",
        "quantity": "12",
        "measure": "titik",
        "activity": "Mengangkut 12 titik",
    }
    return {**given, **changes}


def test_the_page_says_when_the_day_closes(as_):
    page = as_("staf").get("/hari-ini/").content.decode()
    assert "Jumat, 20 November 2026" in page
    assert "8 jam 59 menit" in page
    assert "23.59 WITA" in page
    assert "Pengangkutan sampah kelurahan terjadwal" in page


def test_a_plain_post_records_and_comes_back(as_):
    answer = as_("staf").post("/hari-ini/", fields(), follow=True)
    assert answer.redirect_chain
    assert "Mengangkut 12 titik" in answer.content.decode()
    assert DailyEntry.objects.count() == 1


def test_the_phones_post_answers_with_its_key(as_):
    given = fields()
    answer = as_("staf").post("/hari-ini/", given, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert f'data-saved-key="{given["key"]}"' in answer.content.decode()
    again = as_("staf").post("/hari-ini/", given, headers={"HX-Request": "true"})
    assert given["key"] in again.content.decode()
    assert DailyEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "mend"),
    [
        ({"end": "08:00"}, "Jam selesai harus sesudah jam mulai"),
        ({"end": "07:30"}, "Jam selesai harus sesudah jam mulai"),
        ({"start": "25:00"}, "Tulis jam mulai seperti 08.00"),
        ({"quantity": "dua belas"}, "bukan angka yang dikenal"),
        ({"quantity": "1.50"}, "bukan angka yang dikenal"),
        ({"quantity": "1,234"}, "paling banyak 2 angka di belakang koma"),
        ({"quantity": "-3"}, "tidak boleh di bawah nol"),
        ({"activity": "   "}, "Tulis apa yang dikerjakan"),
        ({"result": "H-STAF2-2026"}, "Pilih satu hasil kerja Anda"),
        ({"measure": ""}, "Isi satuannya"),
    ],
)
def test_bad_input_is_explained_and_nothing_is_saved(as_, changes, mend):
    answer = as_("staf").post("/hari-ini/", fields(**changes))
    assert answer.status_code == 422
    assert mend in answer.content.decode()
    assert not DailyEntry.objects.exists()


def test_after_the_closing_the_refusal_says_what_to_do(as_, at):
    at("2026-11-21 00.00.00")
    answer = as_("staf").post("/hari-ini/?hari=2026-11-20", fields())
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Hari kerja 20 November 2026 sudah tutup. Catatan ini tidak masuk." in page
    assert "keberatan" in page


def test_correcting_fills_the_form_and_replaces(as_):
    old = record("staf")
    page = as_("staf").get(f"/hari-ini/?hari=2026-11-20&ganti={old.code}").content.decode()
    assert old.code in page
    as_("staf").post("/hari-ini/", fields(replaces=old.code, activity="Yang benar"))
    assert DailyEntry.objects.latest("id").replaces_id == old.pk


def test_withdrawing(as_):
    old = record("staf")
    assert as_("staf").post(f"/kinerja/catatan/{old.code}/batal/").status_code == 302
    assert as_("staf2").post(f"/kinerja/catatan/{old.code}/batal/").status_code == 404


def test_the_queue_shows_words_and_takes_one_decision(as_):
    entry = record("staf")
    page = as_("kabid").get("/antrean/").content.decode()
    assert "Maria Contoh" in page
    assert "Mengangkut sampah 12 titik" in page
    assert "Terima semua" not in page
    answer = as_("kabid").post(f"/antrean/{entry.code}/", {"decision": "return", "note": ""})
    assert answer.status_code == 302
    assert not EntryDecision.objects.exists()
    as_("kabid").post(f"/antrean/{entry.code}/", {"decision": "accept"})
    assert EntryDecision.objects.get().verdict == "DITERIMA"
    assert as_("kabid").post(f"/antrean/{entry.code}/", {"decision": "accept"}).status_code == 409


def test_the_author_reads_why_it_came_back(as_):
    entry = record("staf")
    as_("kabid").post(f"/antrean/{entry.code}/", {"decision": "return", "note": "Titik mana?"})
    assert "Titik mana?" in as_("staf").get("/hari-ini/").content.decode()


def test_the_queue_of_a_stranger_is_empty_and_deciding_is_refused(as_):
    entry = record("staf")
    assert entry.activity not in as_("orangluar").get("/antrean/").content.decode()
    answer = as_("orangluar").post(f"/antrean/{entry.code}/", {"decision": "accept"})
    assert answer.status_code == 404
    answer = as_("kadis").post(f"/antrean/{entry.code}/", {"decision": "accept"})
    assert answer.status_code == 403


def test_receipt_and_promise_only_for_the_author(as_):
    entry = record("staf")
    answer = as_("staf").get(f"/kinerja/catatan/{entry.code}/tanda-terima.json")
    assert answer.status_code == 200
    assert b"sasando/berkas-janji/v1" in answer.content
    assert as_("staf").get(f"/kinerja/catatan/{entry.code}/tanda-terima/").status_code == 200
    assert as_("kabid").get(f"/kinerja/catatan/{entry.code}/tanda-terima.json").status_code == 404


def test_month_and_day(as_):
    record("staf")
    assert "20 November 2026" in as_("staf").get("/kinerja/bulan/").content.decode()
    assert "Mengangkut sampah" in as_("staf").get("/kinerja/harian/2026-11-20/").content.decode()
    assert "Mengangkut" not in as_("staf2").get("/kinerja/harian/2026-11-20/").content.decode()
    assert as_("staf").get("/kinerja/bulan/2027-01/").status_code == 404
    assert as_("staf").get("/kinerja/harian/kemarin/").status_code == 404


def test_objection_to_a_closed_day_and_its_decision(as_, at):
    at("2026-11-21 09.00")
    given = {"day": FRIDAY.isoformat(), "text": "Listrik padam, catatan sore tidak terkirim"}
    assert as_("staf").post("/keberatan/", given).status_code == 302
    objection = Objection.objects.get()
    assert "Listrik padam" in as_("kepegawaian").get("/keberatan/").content.decode()
    url = f"/keberatan/{objection.code}/putusan/"
    assert as_("kabid").post(url, {"putusan": "kabul", "pertimbangan": "ya"}).status_code == 403
    assert as_("kepegawaian").post(url, {"putusan": "kabul"}).status_code == 422
    as_("kepegawaian").post(url, {"putusan": "kabul", "pertimbangan": "Padam dibenarkan PLN"})
    objection.refresh_from_db()
    assert objection.outcome == "DIKABULKAN"
    assert "Padam dibenarkan" in as_("staf").get("/kinerja/harian/2026-11-20/").content.decode()


def test_an_open_day_takes_no_objection(as_):
    answer = as_("staf").post("/keberatan/", {"day": FRIDAY.isoformat(), "text": "keliru"})
    assert answer.status_code == 409


def test_a_resident_sees_where_to_go(as_):
    assert "tanpa jabatan" in as_("warga").get("/hari-ini/").content.decode()
    assert as_("warga").get("/antrean/").status_code == 403


@pytest.mark.parametrize("entries", [1, 8])
def test_the_number_of_queries_does_not_follow_the_rows(
    as_, django_assert_max_num_queries, entries
):
    for number in range(entries):
        record("staf", start=480 + number * 10, end=485 + number * 10)
    client = as_("staf")
    client.get("/hari-ini/")
    with django_assert_max_num_queries(10):
        client.get("/hari-ini/")
    client = as_("kabid")
    with django_assert_max_num_queries(9):
        client.get("/antrean/")
    client = as_("staf")
    with django_assert_max_num_queries(11):
        client.get("/kinerja/bulan/")
