"""The tree, a unit, a person, one's own account: what is shown to whom, and what is traced."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sasando.core.models import AuditEvent
from sasando.organization.models import Appointment, Person, Position, Unit

pytestmark = pytest.mark.django_db
STAFF, STAFF_NIP = "/organisasi/pegawai/P-STAF/", "19920408 201903 2 004"


def text_of(response, status=200):
    assert response.status_code == status, response.content.decode()[-800:]
    text = response.content.decode()
    assert "style=" not in text
    assert "<script" not in text
    return " ".join(text.split())


def code(as_, login, address):
    return as_(login).get(address).status_code


@pytest.mark.parametrize(
    "address",
    [
        "/organisasi/",
        "/organisasi/unit/DLHK/",
        STAFF,
        "/organisasi/jabatan/DLHK.KEPALA/penjabat/",
        "/organisasi/impor/",
        "/organisasi/impor/unit/",
        "/organisasi/impor/unit/templat.csv",
        "/akun/",
        "/jejak/",
        "/jejak/unduh.csv",
    ],
)
def test_nobody_enters_without_logging_in(client, address):
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/masuk/")


def test_the_tree_shows_the_scope_and_nothing_else(as_):
    text = text_of(as_("kadis").get("/organisasi/"))
    assert "Bidang Pengelolaan Sampah" in text
    assert "Dinas Perhubungan" not in text
    assert "1 dari 1 jabatan terisi" in text
    city = text_of(as_("kepegawaian").get("/organisasi/"))
    assert "Dinas Perhubungan" in city
    assert "/organisasi/impor/" in city


def test_a_clerk_sees_the_unit_he_works_in(as_):
    text = text_of(as_("staf").get("/organisasi/"))
    assert "Bidang Pengelolaan Sampah" in text
    assert "Badan Perencanaan" not in text


def test_the_tree_can_be_searched_by_the_address(as_):
    text = text_of(as_("sekda").get("/organisasi/", {"cari": "oesapa"}))
    assert "Kelurahan Oesapa" in text
    assert "Dinas Perhubungan" not in text
    assert "Tidak ada unit" in text_of(as_("kadis").get("/organisasi/", {"cari": "oesapa"}))


def test_a_resident_has_no_tree(as_):
    assert code(as_, "warga", "/organisasi/") == 403


def test_the_tree_takes_the_same_queries_for_more_units(as_):
    client = as_("sekda")
    client.get("/organisasi/")
    with CaptureQueriesContext(connection) as few:
        client.get("/organisasi/")
    top = Unit.objects.get(code="KOTA")
    for number in range(30):
        unit = Unit.objects.create(
            code=f"UJI{number}", name="Uji", kind="DINAS", parent=top, valid_from=date(2025, 1, 1)
        )
        Unit.objects.filter(pk=unit.pk).update(path=f"{top.path}{unit.pk}.")
    with CaptureQueriesContext(connection) as many:
        assert "UJI29" in text_of(client.get("/organisasi/"))
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("login", "expected"),
    [
        ("kadis", 200), ("kabid", 404), ("staf", 404), ("camat", 404), ("orangluar", 404),
        ("sekda", 200), ("walikota", 200), ("perencana", 200), ("kepegawaian", 200),
        ("pemeriksa", 200), ("pengelola", 200), ("warga", 404),
    ],
)  # fmt: skip
def test_a_unit_out_of_scope_does_not_exist(as_, login, expected):
    assert code(as_, login, "/organisasi/unit/DLHK/") == expected
    assert code(as_, login, "/organisasi/unit/TIADA/") == 404


def test_a_unit_shows_posts_holders_marks_and_the_path(as_):
    acting = Position.objects.get(code="DLHK.KEPALA")
    Appointment.objects.create(
        person=Person.objects.get(code="P-KABID"),
        position=acting,
        kind="PLH",
        valid_from=date(2025, 1, 1),
        valid_to=date(2099, 1, 1),
    )
    text = text_of(as_("sekda").get("/organisasi/unit/DLHK/"))
    assert "Yohana Contoh" in text
    assert "Plh. <a" in text
    assert "Benyamin Contoh" in text
    assert "contoh" in text
    assert "Kota Kupang</a>" in text
    assert "lowong" not in text
    Appointment.objects.filter(position=acting, kind="DEFINITIF").update(valid_to=date(2025, 6, 1))
    assert "lowong" in text_of(as_("sekda").get("/organisasi/unit/DLHK/"))


def test_a_long_unit_is_shown_in_pages_at_the_same_cost(as_):
    client = as_("sekda")
    client.get("/organisasi/unit/DISHUB/")
    with CaptureQueriesContext(connection) as few:
        client.get("/organisasi/unit/DISHUB/")
    unit = Unit.objects.get(code="DISHUB")
    Position.objects.bulk_create(
        Position(
            code=f"X.{n:03d}",
            title="Staf",
            unit=unit,
            kind="PELAKSANA",
            valid_from=date(2025, 1, 1),
        )
        for n in range(150)
    )
    with CaptureQueriesContext(connection) as many:
        first = text_of(client.get("/organisasi/unit/DISHUB/"))
    assert "1–100 dari 151" in first
    assert "101–151 dari 151" in text_of(client.get("/organisasi/unit/DISHUB/?halaman=2"))
    assert len(many) == len(few)
    assert client.get("/organisasi/unit/DISHUB/?halaman=-1").status_code == 200


@pytest.mark.parametrize(
    ("login", "expected", "sees_number"),
    [
        ("staf", 200, True), ("kabid", 200, True), ("kadis", 200, True), ("kepegawaian", 200, True),
        ("sekda", 200, False), ("walikota", 200, False), ("pemeriksa", 200, False),
        ("perencana", 200, False), ("staf2", 404, False), ("camat", 404, False),
        ("orangluar", 404, False), ("pengelola", 404, False), ("warga", 404, False),
    ],
)  # fmt: skip
def test_who_sees_a_person_and_his_number(as_, login, expected, sees_number):
    response = as_(login).get(STAFF)
    assert response.status_code == expected
    assert (STAFF_NIP in response.content.decode()) is sees_number


def test_looking_at_somebody_is_traced_and_looking_at_oneself_is_not(as_):
    as_("staf").get(STAFF)
    assert not AuditEvent.objects.filter(action="person.viewed").exists()
    assert "tercatat di jejak" in text_of(as_("kabid").get(STAFF))
    as_("sekda").get(STAFF)
    as_("camat").get(STAFF)
    seen = AuditEvent.objects.filter(action="person.viewed").order_by("id")
    assert [(row.actor_name, row.subject_code, row.after["nip"]) for row in seen] == [
        ("Benyamin Contoh", "P-STAF", "terlihat"),
        ("Semuel Contoh", "P-STAF", "tidak terlihat"),
    ]
    assert "1992" not in str(list(seen.values()))


def test_who_holds_no_post_now_is_seen_by_the_personnel_officer_only(as_):
    Appointment.objects.filter(person__code="P-STAF").update(valid_to=date(2025, 6, 1))
    assert code(as_, "kabid", STAFF) == 404
    text = text_of(as_("kepegawaian").get(STAFF))
    assert "Tidak memegang jabatan hari ini." in text
    assert "Pengelola Persampahan" in text


def test_a_staff_member_sees_colleagues_without_a_way_to_their_data(as_):
    text = text_of(as_("staf").get("/organisasi/unit/DLHK.SAMPAH/"))
    assert "Petrus Contoh" in text
    assert "/organisasi/pegawai/P-STAF2/" not in text
    assert "/organisasi/pegawai/P-STAF/" in text


def test_the_own_account_says_posts_scope_and_number(as_):
    text = text_of(as_("kadis").get("/akun/"))
    assert "Kepala Dinas Lingkungan Hidup dan Kebersihan" in text
    assert "dan semua unit di bawahnya" in text
    assert "19720517 199803 2 002" in text
    assert "/kata-sandi/" in text
    assert "/jejak/" not in text
    assert "Catatan dan data Anda sendiri." in text_of(as_("staf").get("/akun/"))
    assert "Seluruh kota" in text_of(as_("sekda").get("/akun/"))
    resident = text_of(as_("warga").get("/akun/"))
    assert "Anda tidak memegang jabatan hari ini." in resident
    assert "NIP" not in resident
