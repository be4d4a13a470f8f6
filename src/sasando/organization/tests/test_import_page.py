"""Loading a list on the page: judged, confirmed, and only the very file that was judged."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sasando.core.listings import uploads
from sasando.core.listings.errors import ImportTokenExpired
from sasando.organization.models import Unit

from .files import csv_of, viewer

pytestmark = pytest.mark.django_db
PAGE = "/organisasi/impor/unit/"
HEAD = "kode;nama;jenis;induk;sejak"
GOOD = csv_of(HEAD, "UJI;Dinas Uji;DINAS;KOTA;2026-01-01")
BAD = csv_of(HEAD, "UJI;Dinas Uji;DINAZ;KOTA;2026-01-01")


def send(client, content, page=PAGE):
    return client.post(page, {"file": SimpleUploadedFile("unit.csv", content)})


def ticket_in(response):
    return re.search(r'name="ticket" value="([^"]+)"', response.content.decode())[1]


def waiting(settings):
    return [path.name for path in (settings.DATA_DIR / "impor").glob("*")]


@pytest.mark.parametrize("address", ["/organisasi/impor/", PAGE, f"{PAGE}templat.csv"])
@pytest.mark.parametrize(
    ("login", "expected"),
    [("kepegawaian", 200), ("pengelola", 200), ("kadis", 403), ("sekda", 403), ("warga", 403)],
)
def test_who_gets_the_pages(as_, login, expected, address):
    assert as_(login).get(address).status_code == expected


@pytest.mark.parametrize("part", ["", "muat/", "laporan.csv"])
def test_who_may_not_send(as_, part):
    assert as_("kadis").post(f"{PAGE}{part}", {"ticket": "x"}).status_code == 403


def test_an_unknown_list_is_not_found(as_):
    assert as_("kepegawaian").get("/organisasi/impor/kucing/").status_code == 404


def test_a_good_file_is_judged_then_loaded_then_gone(as_, settings):
    client = as_("kepegawaian")
    judged = send(client, GOOD)
    assert judged.status_code == 200
    assert "Muat sekarang" in judged.content.decode()
    assert not Unit.objects.filter(code="UJI").exists()
    assert len(waiting(settings)) == 1
    loaded = client.post(f"{PAGE}muat/", {"ticket": ticket_in(judged)})
    assert (loaded.status_code, loaded["Location"]) == (302, PAGE)
    assert Unit.objects.get(code="UJI").name == "Dinas Uji"
    assert waiting(settings) == []
    assert "Tidak ada yang berubah." in send(client, GOOD).content.decode()


def test_a_bad_file_is_explained_and_cannot_be_confirmed(as_):
    client = as_("kepegawaian")
    judged = send(client, BAD)
    text = judged.content.decode()
    assert judged.status_code == 422
    assert "Muat sekarang" not in text
    assert "DINAZ" in text
    assert client.post(f"{PAGE}muat/", {"ticket": ticket_in(judged)}).status_code == 422
    assert not Unit.objects.filter(code="UJI").exists()


def test_a_file_that_no_longer_fits_is_judged_anew_at_confirmation(as_):
    client = as_("kepegawaian")
    content = csv_of(HEAD, "UJI;Dinas Uji;BIDANG;DISHUB;2026-01-01")
    judged = send(client, content)
    Unit.objects.filter(code="DISHUB").update(code="DISHUB2")
    response = client.post(f"{PAGE}muat/", {"ticket": ticket_in(judged)})
    assert response.status_code == 422
    assert not Unit.objects.filter(code="UJI").exists()


def test_the_whole_report_can_be_downloaded_without_formulas(as_):
    client = as_("kepegawaian")
    judged = send(client, csv_of(HEAD, "UJI;=1+1;DINAS;KOTA;2026-01-01", "UJI2;Uji;X;KOTA;"))
    response = client.post(f"{PAGE}laporan.csv", {"ticket": ticket_in(judged)})
    lines = response.content.decode().splitlines()
    assert lines[1].startswith("2;UJI;baru")
    assert lines[2].startswith("3;UJI2;ditolak;jenis")


def test_nothing_chosen_and_too_much_are_explained(as_, settings):
    client = as_("kepegawaian")
    assert "Pilih dahulu berkas" in client.post(PAGE).content.decode()
    settings.LISTING_MAX_BYTES = 10
    assert "lebih besar dari 20 MB" in send(client, GOOD).content.decode()


def test_the_template_opens_in_a_spreadsheet(as_):
    response = as_("kepegawaian").get(f"{PAGE}templat.csv")
    assert response.content.startswith(b"\xef\xbb\xbfkode;nama;jenis")


def test_a_ticket_is_good_for_its_owner_its_list_and_its_time(settings, monkeypatch):
    officer, other = viewer("kepegawaian"), viewer("pengelola")
    ticket = uploads.keep(owner=officer.user_id, kind="unit", content=GOOD)
    assert uploads.fetch(owner=officer.user_id, kind="unit", ticket=ticket).content == GOOD
    wrong = [(other, "unit", ticket), (officer, "jabatan", ticket), (officer, "unit", ticket + "x")]
    for who, kind, shown in wrong:
        with pytest.raises(ImportTokenExpired):
            uploads.fetch(owner=who.user_id, kind=kind, ticket=shown)
    monkeypatch.setattr(uploads, "LIFETIME_SECONDS", -1)
    with pytest.raises(ImportTokenExpired):
        uploads.fetch(owner=officer.user_id, kind="unit", ticket=ticket)


def test_a_file_changed_on_the_disk_is_not_loaded(settings):
    officer = viewer("kepegawaian")
    ticket = uploads.keep(owner=officer.user_id, kind="unit", content=GOOD)
    (path,) = (settings.DATA_DIR / "impor").glob("*")
    assert path.stat().st_mode & 0o077 == 0
    path.write_bytes(BAD)
    with pytest.raises(ImportTokenExpired):
        uploads.fetch(owner=officer.user_id, kind="unit", ticket=ticket)


def test_files_nobody_came_back_for_are_removed(settings, monkeypatch):
    officer = viewer("kepegawaian")
    uploads.keep(owner=officer.user_id, kind="unit", content=GOOD)
    monkeypatch.setattr(uploads, "LIFETIME_SECONDS", -60)
    uploads.keep(owner=officer.user_id, kind="unit", content=BAD)
    assert len(waiting(settings)) == 1
