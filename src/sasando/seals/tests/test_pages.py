"""The public pages and files of the seals, as somebody without an account sees them."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sasando.seals import queries
from sasando.seals.actions import promise_for
from sasando.seals.merkle import Tree
from sasando.seals.models import SealedDay
from sasando.seals.note import TreeHead, VerifierKey, verified_text
from sasando.seals.receipt import file_bytes
from sasando.seals.tests.factories import FIRST, day_number, seal
from sasando.seals.tests.samples import closing_of, entries_of, entry_of
from sasando.seals.tiles import split_bundle
from sasando.seals.verify import MAX_FILE_SIZE

pytestmark = pytest.mark.django_db
INDEX = "/segel/"


def send(client, content):
    return client.post(INDEX, {"receipt": SimpleUploadedFile("tanda-terima.json", content)})


def page(response, status=200):
    assert response.status_code == status
    text = response.content.decode()
    assert "style=" not in text
    assert "<script" not in text
    return re.sub(r"\s+", " ", text)


def receipt_bytes(number=1, day=FIRST):
    return file_bytes(queries.receipt_for(entry=entry_of(day, number), index=number))


def test_the_page_shows_heads_key_and_how_to_check(client, key):
    sealed = seal(FIRST, 1234)
    text = page(client.get(INDEX))
    assert "Senin, 18 November 2024" in text
    assert sealed.short_root in text
    assert "1.234" in text
    assert key.fingerprint in text
    assert str(key) in text
    assert "sasando verify" in text


def test_the_page_opens_before_the_first_sealing_and_without_a_key(client):
    text = page(client.get(INDEX))
    assert "Belum ada hari yang disegel." in text
    assert "Kunci segel belum dibuat" in text


def test_the_page_takes_the_same_queries_for_more_days(client, key, django_assert_num_queries):
    seal(FIRST, 1)
    client.get(INDEX)
    with CaptureQueriesContext(connection) as few:
        client.get(INDEX)
    for number in range(1, 20):
        seal(day_number(number), 1)
    with django_assert_num_queries(len(few)):
        client.get(INDEX)


def test_the_last_31_days_are_shown_and_a_month_can_be_chosen(client, key):
    for number in range(33):
        seal(day_number(number), 0)
    text = page(client.get(INDEX))
    assert "18 November 2024" not in text
    assert "20 Desember 2024" in text
    text = page(client.get(INDEX, {"bulan": "2024-11"}))
    assert "18 November 2024" in text
    assert "Desember 2024</a>" not in text
    assert "/segel/kepala.csv?bulan=2024-11" in text


@pytest.mark.parametrize("month", ["2023-01", "2024-12"])
def test_a_month_without_seals_says_so(client, key, month):
    seal(FIRST, 1)
    assert "Tidak ada hari yang disegel pada bulan ini." in page(
        client.get(INDEX, {"bulan": month})
    )


@pytest.mark.parametrize("month", ["2024-13", "besok", "9999-12", "0001-01", ""])
def test_a_strange_month_does_no_harm(client, key, month):
    seal(FIRST, 1)
    page(client.get(INDEX, {"bulan": month}))
    assert client.get("/segel/kepala.csv", {"bulan": month}).status_code == 200


def test_all_heads_can_be_downloaded(client, key):
    sealed = [seal(FIRST, 3), seal(day_number(30), 0)]
    response = client.get("/segel/kepala.csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert [row["kepala_hari"] for row in rows] == [day.root_hex for day in reversed(sealed)]
    assert rows[1]["catatan"] == "3"
    november = client.get("/segel/kepala.csv", {"bulan": "2024-11"}).content.decode()
    assert november.count("\r\n") == 2


def test_a_true_receipt_is_accepted_and_not_stored(client, key):
    seal(FIRST, 3)
    text = page(send(client, receipt_bytes()))
    assert "Cocok" in text
    assert "Catatan CH-1118-0001 ada di hari itu, kata demi kata, urutan 2 dari 3." in text


def test_a_true_promise_is_accepted(client, key):
    entry = entry_of(FIRST, 1)
    closing = closing_of(FIRST)
    promise = promise_for(entry=entry, recorded_at=closing - timedelta(hours=1), closes_at=closing)
    assert "Hari itu belum disegel." in page(send(client, file_bytes(promise)))


def test_a_changed_receipt_is_refused_with_its_reason(client, key):
    seal(FIRST, 3)
    changed = receipt_bytes().replace(b"menyapu", b"menyapi")
    text = page(send(client, changed))
    assert "Tidak cocok" in text
    assert "Catatan ini tidak terbukti ada di dalam hari yang disegel." in text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<html>", "Berkas ini bukan JSON yang utuh."),
        (b"\xff\xfe", "Berkas ini bukan JSON yang utuh."),
        (b"{}", "Bentuk berkas tidak dikenal."),
        (b'{ "format": 1 }', "Susunan huruf berkas berubah sejak diunduh."),
        (b'{"<script>x":1.5}', "jenis nilai yang tidak dipakai segel"),
        (b"", "Berkas ini kosong."),
        (b" " * (MAX_FILE_SIZE + 1), "lebih besar dari 256 KB"),
    ],
)
def test_any_other_file_gets_a_clear_answer(client, key, content, said):
    assert said in page(send(client, content))


def test_sending_nothing_says_what_to_do(client, key):
    assert "Pilih dahulu berkas yang akan diperiksa." in page(client.post(INDEX))


def test_a_file_is_only_checked_with_the_token_of_the_form(key):
    assert send(Client(enforce_csrf_checks=True), b"{}").status_code == 403


def test_a_day_shows_its_head_and_the_text_that_was_hashed(client, key):
    sealed = seal(FIRST, 3)
    text = page(client.get("/segel/hari/2024-11-18/"))
    assert sealed.root_hex in text
    assert "{&quot;akar&quot;:" in text
    assert "18 November 2024 23.59 WITA" in text
    assert 'href="/segel/hari/2024-11-18/tile/0/000.p/3"' in text


def test_an_empty_day_has_a_page_without_tiles(client, key):
    seal(FIRST, 0)
    assert "Unduh ubin" not in page(client.get("/segel/hari/2024-11-18/"))


def test_a_day_tells_whether_a_hash_is_in_it(client, key):
    seal(FIRST, 3)
    found = {"daun": entry_of(FIRST, 2).leaf_hash().hex()}
    assert "urutan 3." in page(client.get("/segel/hari/2024-11-18/", found))
    absent = {"daun": "0" * 64}
    assert "Tidak ada catatan dengan sidik ini" in page(
        client.get("/segel/hari/2024-11-18/", absent)
    )
    malformed = {"daun": "<b>"}
    assert "64 angka heksadesimal" in page(client.get("/segel/hari/2024-11-18/", malformed))


@pytest.mark.parametrize("day", ["2024-11-19", "2024-11-31", "20241118", "kemarin"])
def test_a_day_that_is_not_sealed_is_not_found(client, key, day):
    seal(FIRST, 1)
    assert client.get(f"/segel/hari/{day}/").status_code == 404
    assert client.get(f"/segel/hari/{day}/tile/0/000.p/1").status_code == 404


def test_the_checkpoint_is_served_as_a_note(client, key):
    assert client.get("/segel/checkpoint").status_code == 404
    sealed = seal(FIRST, 3)
    response = client.get("/segel/checkpoint")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=60"
    text, _signers = verified_text(response.content.decode(), [key])
    assert TreeHead.parse(text).root == sealed.record().leaf_hash()


def test_the_key_is_served_in_one_line(client, key):
    assert VerifierKey.parse(client.get("/segel/kunci").content.decode().strip()) == key


def test_the_whole_log_can_be_rebuilt_from_its_files(client, key):
    for number in range(258):
        seal(day_number(number), 0)
    entries = []
    for name in ("000", "001.p/2"):
        entries += split_bundle(client.get(f"/segel/tile/entries/{name}").content)
        assert len(client.get(f"/segel/tile/0/{name}").content) == 32 * (
            256 if name == "000" else 2
        )
    records = [day.record().leaf_bytes() for day in SealedDay.objects.order_by("leaf_index")]
    assert entries == records
    hashes = client.get("/segel/tile/0/000").content + client.get("/segel/tile/0/001.p/2").content
    log = Tree.of_leaf_hashes([hashes[at : at + 32] for at in range(0, len(hashes), 32)])
    text, _signers = verified_text(client.get("/segel/checkpoint").content.decode(), [key])
    assert TreeHead.parse(text).root == log.root()
    assert client.get("/segel/tile/1/000.p/1").content == log.levels[8]


def test_tiles_may_be_kept_for_ever(client, key):
    seal(FIRST, 300)
    for path in ("/segel/tile/0/000.p/1", "/segel/hari/2024-11-18/tile/0/000"):
        response = client.get(path)
        assert response["Content-Type"] == "application/octet-stream"
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"


def test_the_hashes_of_a_day_are_published_but_not_its_words(client, key):
    seal(FIRST, 300)
    leaves = [entry.leaf_hash() for entry in entries_of(FIRST, 300)]
    full = client.get("/segel/hari/2024-11-18/tile/0/000").content
    partial = client.get("/segel/hari/2024-11-18/tile/0/001.p/44").content
    assert full + partial == b"".join(leaves)
    assert client.get("/segel/hari/2024-11-18/tile/entries/000").status_code == 404


@pytest.mark.parametrize(
    "path", ["0/000.p/2", "0/000", "0/001.p/1", "1/000.p/1", "entries/000.p/2", "0/0", "x", "9/000"]
)
def test_a_tile_that_is_not_there_is_not_found(client, key, path):
    seal(FIRST, 1)
    assert client.get(f"/segel/tile/{path}").status_code == 404
    assert client.get(f"/segel/hari/2024-11-18/tile/{path}").status_code == 404


def test_a_narrower_tile_of_the_past_is_still_served(client, key):
    for number in range(3):
        seal(day_number(number), 0)
    wide = client.get("/segel/tile/0/000.p/3").content
    assert client.get("/segel/tile/0/000.p/2").content == wide[:64]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("heads_csv", []),
        ("verifier_key", []),
        ("checkpoint", []),
        ("log_tile", ["0/000.p/1"]),
        ("day", ["2024-11-18"]),
        ("day_tile", ["2024-11-18", "0/000.p/1"]),
    ],
)
def test_nothing_but_the_check_takes_a_post(client, key, name, arguments):
    seal(FIRST, 1)
    address = reverse(f"seals:{name}", args=arguments)
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 405
