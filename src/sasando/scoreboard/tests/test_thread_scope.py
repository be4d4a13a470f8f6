"""Counts are for everybody; names and words only where the scope reaches."""

import pytest

from sasando.core.models import AuditEvent
from sasando.scoreboard.tests.steps import log_in, seen, two_days

pytestmark = pytest.mark.django_db

WORD = "Mengangkut sampah 12 titik di Oesapa"
OPEN_TO_ALL = (
    "/utas/", "/utas/misi/MISI-7/", "/utas/sasaran/SASARAN-7.1/", "/utas/butir/PK-DLHK-2026-1.1/",
)  # fmt: skip
EVERYBODY = (
    "walikota", "sekda", "kadis", "kabid", "staf", "staf2", "camat", "lurah", "stafkel", "dirrsud",
    "perawat", "perencana", "kepegawaian", "pemeriksa", "pengelola", "orangluar", "warga",
)  # fmt: skip
CITY = {"walikota", "sekda", "perencana", "kepegawaian", "pemeriksa"}


@pytest.fixture(autouse=True)
def entries(at):
    return two_days(at)


@pytest.mark.parametrize("login", EVERYBODY)
def test_everybody_walks_missions_objectives_and_agreements(client, login):
    for address in OPEN_TO_ALL:
        page = seen(client, login, address).content.decode()
        assert WORD not in page


@pytest.mark.parametrize("login", EVERYBODY)
def test_a_result_is_known_to_those_it_serves_and_to_its_scope(client, login):
    walkers = CITY | {"kadis", "kabid", "staf"}
    status = 200 if login in walkers else 404
    seen(client, login, "/utas/hasil/H-STAF-2026/", status)
    status = 200 if login in walkers | {"staf2"} else 404
    seen(client, login, "/utas/hasil/H-KABID-2026/", status)


@pytest.mark.parametrize("login", EVERYBODY)
def test_an_entry_is_read_by_its_author_and_his_scope_alone(client, login, entries):
    readers = CITY | {"kadis", "kabid", "staf"}
    address = f"/utas/catatan/{entries['today-1'].code}/"
    page = seen(client, login, address, 200 if login in readers else 404)
    assert (WORD in page.content.decode()) == (login in readers)


def test_who_works_for_a_result_may_know_it_but_not_read_its_entries(client):
    page = seen(client, "staf", "/utas/hasil/H-KABID-2026/")
    assert "Benyamin Contoh" in page.content.decode()
    assert WORD not in page.content.decode()
    assert "1 catatan minggu ini" in page.content.decode()


def test_beside_the_own_branch_there_are_only_counts(client):
    page = seen(client, "staf", "/utas/hasil/H-KABID-2026/").context["page"]
    assert page.hidden == "1 hasil kerja di luar lingkup Anda, dengan 1 catatan minggu ini."
    assert "/utas/hasil/H-STAF2-2026/" not in [branch.url for branch in page.branches]


def test_an_agreement_outside_the_scope_names_posts_not_people(client):
    page = seen(client, "orangluar", "/utas/butir/PK-DLHK-2026-1.1/")
    assert "Kepala Dinas Lingkungan Hidup dan Kebersihan" in page.content.decode()
    assert "Yohana" not in page.content.decode()
    assert "Yohana" in seen(client, "perencana", page.request["PATH_INFO"]).content.decode()


@pytest.mark.parametrize(
    ("login", "named", "others"), [("walikota", 9, 0), ("kabid", 3, 6), ("staf", 1, 8)]
)
def test_the_people_behind_a_count_are_named_in_scope_and_counted_outside(
    client, login, named, others
):
    page = seen(client, login, "/utas/misi/MISI-7/?lihat=orang").context["page"]
    assert page.table.total == named == len(page.table.rows)
    told = [f"{others} orang lain di luar lingkup Anda."] if others else []
    assert list(page.notes) == told


@pytest.mark.parametrize(("login", "open_to", "others"), [("sekda", 8, 0), ("kabid", 6, 2)])
def test_the_entries_behind_a_count_are_read_in_scope_and_counted_outside(
    client, login, open_to, others
):
    page = seen(client, login, "/utas/misi/MISI-7/?lihat=catatan").context["page"]
    assert page.table.total == open_to == len(page.table.rows)
    assert list(page.notes) == ([f"{others} catatan lain di luar lingkup Anda."] if others else [])


def test_the_entries_of_one_day(client):
    page = seen(client, "sekda", "/utas/misi/MISI-7/?lihat=catatan&hari=2026-11-20")
    assert page.context["page"].table.total == 3


def test_looking_at_named_people_leaves_a_trace(client):
    log_in(client, "kabid")
    before = AuditEvent.objects.filter(action="people.viewed").count()
    client.get("/utas/misi/MISI-7/")
    client.get("/utas/misi/MISI-7/?lihat=indikator")
    assert AuditEvent.objects.filter(action="people.viewed").count() == before
    client.get("/utas/misi/MISI-7/?lihat=orang&unduh=csv")
    event = AuditEvent.objects.filter(action="people.viewed").latest("id")
    assert (event.actor_name, event.subject_kind, event.subject_code) == (
        "Benyamin Contoh", "misi", "MISI-7",
    )  # fmt: skip
    assert event.after == {"baris": 3}


def test_the_indicators_behind_a_count_are_open(client):
    page = seen(client, "warga", "/utas/sasaran/SASARAN-7.1/?lihat=indikator")
    assert "Timbangan TPA (contoh)" in page.content.decode()
    assert page.context["page"].table.total == 1


def test_an_unknown_list_is_not_found(client):
    seen(client, "walikota", "/utas/misi/MISI-7/?lihat=gaji", 404)


def test_logged_out_there_is_only_the_door(client):
    assert client.get("/utas/").status_code == 302
    assert client.get("/papan/").status_code == 302
