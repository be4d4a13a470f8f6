"""Pages of monitoring: what waits, the branches, a quarter, its report form, obstacles, files."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sasando.agreements.models import MonitoringReport
from sasando.core.models import User

from . import plan_scenes as scene
from .test_monitoring import PNG


@pytest.fixture
def as_(db, client):
    def log_in(login):
        client.force_login(User.objects.get(username=login))
        return client

    return log_in


@pytest.fixture
def april(db, at):
    """The division's plan is agreed; it is 1 April 2026."""
    at("2026-01-20 10.00")
    made = scene.agreed()
    at("2026-04-01 10.00")
    return made


def url(name, *parts):
    return reverse(f"agreements:{name}", args=parts)


def text_of(response, status=200):
    assert response.status_code == status, response.content.decode()[:3000]
    return response.content.decode()


QUARTER = (scene.POST, 2026, 1)


def sent(**facts):
    return {
        "butir1-realisation": "28,5", "butir1-obstacle": "", "butir1-follow_up": "",
        "butir1-percent_1": "40", "butir1-words_1": "Empat jalur", **facts,
    }  # fmt: skip


def test_the_front_names_what_waits_and_until_when(april, as_):
    page = text_of(as_("kabid").get(url("monitoring")))
    assert "Laporan TW I 2026" in page
    assert "batas 10 April 2026" in page


def test_a_report_is_written_and_the_superior_sees_it_wait(april, as_):
    form = url("monitoring_report", *QUARTER)
    assert "Membuka jalur angkut baru" in text_of(as_("kabid").get(form))
    assert as_("kabid").post(form, sent()).url == url("monitoring_quarter", *QUARTER)
    shown = text_of(as_("kabid").get(url("monitoring_quarter", *QUARTER)))
    assert "28,50" in shown
    assert "masuk tepat waktu" in shown
    assert "Empat jalur" in shown
    assert "Laporan TW I 2026, Kepala Bidang" in text_of(as_("kadis").get(url("monitoring")))


def test_a_report_mended_after_the_days_of_grace_says_so(april, as_, at):
    scene.report()
    at("2026-05-01 10.00")
    scene.report(lines=[scene.line(value="29")])
    shown = text_of(as_("kadis").get(url("monitoring_quarter", *QUARTER)))
    assert "masuk tepat waktu, diperbaiki setelah batas" in shown


def test_a_blank_without_a_word_is_explained_at_its_field(april, as_):
    response = as_("kabid").post(
        url("monitoring_report", *QUARTER), sent(**{"butir1-realisation": ""})
    )
    assert "belum ada angkanya dan belum dijelaskan" in text_of(response, 422)
    assert not MonitoringReport.objects.exists()


@pytest.mark.parametrize("typed", ["28.5", "dua puluh"])
def test_what_is_no_number_is_explained(april, as_, typed):
    response = as_("kabid").post(
        url("monitoring_report", *QUARTER), sent(**{"butir1-realisation": typed})
    )
    assert "bukan angka yang dikenal" in text_of(response, 422)


def test_the_form_to_mend_begins_with_what_was_reported(april, as_):
    as_("kabid").post(url("monitoring_report", *QUARTER), sent())
    page = text_of(as_("kabid").get(url("monitoring_report", *QUARTER)))
    assert 'value="28,50"' in page
    assert 'value="Empat jalur"' in page


def test_evidence_is_shown_to_the_superior_and_to_nobody_else(april, as_):
    upload = SimpleUploadedFile("timbangan.png", PNG, content_type="image/png")
    as_("kabid").post(url("monitoring_report", *QUARTER), sent(**{"butir1-evidence": upload}))
    report = MonitoringReport.objects.get()
    digest = report.lines.get().evidence.get().attachment.sha256
    address = url("report_evidence", report.code, digest)
    response = as_("kadis").get(address)
    assert b"".join(response.streaming_content) == PNG
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    for login in ("staf", "camat", "orangluar"):
        assert as_(login).get(address).status_code == 404, login
    assert as_("kadis").get(url("report_evidence", report.code, "0" * 64)).status_code == 404


def test_a_review_is_written_and_seen_by_the_owner(april, as_):
    made = scene.report()
    address = url("review_report", made.code)
    refused = as_("kadis").post(address, {"verdict": "KEPUTUSAN", "note": ""})
    assert "Tulis catatan atau isi keputusannya" in text_of(refused, 422)
    as_("kadis").post(address, {"verdict": "KEPUTUSAN", "note": "Sewa dua truk (contoh)"})
    shown = text_of(as_("kabid").get(url("monitoring_quarter", *QUARTER)))
    assert "Sewa dua truk" in shown
    assert "Keputusan pimpinan" in shown
    listed = text_of(as_("kadis").get(url("monitoring_decisions")))
    assert "Sewa dua truk" in listed


def test_the_owner_and_his_staff_do_not_review(april, as_):
    made = scene.report()
    address = url("review_report", made.code)
    assert as_("kabid").post(address, {"verdict": "DICATAT"}).status_code == 403
    assert as_("staf").post(address, {"verdict": "DICATAT"}).status_code == 404
    assert as_("kadis").post(url("review_report", "LM-X"), {"verdict": "X"}).status_code == 404


def test_one_level_down_at_a_time(april, as_):
    scene.report()
    top = text_of(as_("walikota").get(url("monitoring")))
    assert "Sekretaris Daerah" in top
    assert "Kepala Bidang Pengelolaan Sampah" not in top
    below = text_of(as_("walikota").get(url("monitoring_post", "DLHK.KEPALA")))
    assert "Kepala Bidang Pengelolaan Sampah" in below
    assert "1 wajib lapor: 1 tepat waktu" in below


def test_other_branches_are_not_known(april, as_):
    for name in ("monitoring_post", "monitoring_csv"):
        assert as_("camat").get(url(name, "DLHK.KEPALA")).status_code == 404
    assert as_("camat").get(url("monitoring_quarter", *QUARTER)).status_code == 404
    assert as_("camat").get(url("monitoring_report", *QUARTER)).status_code == 404
    assert as_("kadis").get(url("monitoring_report", *QUARTER)).status_code == 403


def test_the_branches_as_a_table(april, as_):
    scene.report()
    response = as_("sekda").get(url("monitoring_csv", "SEKDA") + "?tahun=2026&triwulan=1")
    assert 'filename="pemantauan-SEKDA-2026-TW1.csv"' in response["Content-Disposition"]
    table = list(csv.DictReader(io.StringIO(response.content.decode())))
    row = next(row for row in table if row["kode_jabatan"] == "DLHK.KEPALA")
    assert (row["wajib_lapor"], row["tepat_waktu"], row["belum_lapor"]) == ("1", "1", "0")


def test_the_filter_chooses_the_quarter(april, as_):
    page = text_of(as_("sekda").get(url("monitoring") + "?tahun=2026&triwulan=4"))
    assert "TW IV 2026" in page
    text_of(as_("sekda").get(url("monitoring") + "?tahun=1&triwulan=9"))


@pytest.mark.parametrize(("year", "number"), [(2026, 5), (2026, 0), (1, 1)])
def test_quarters_that_do_not_exist(april, as_, year, number):
    address = url("monitoring_quarter", scene.POST, year, number)
    assert as_("kadis").get(address).status_code == 404


def test_who_has_no_post_has_nothing_to_monitor(db, as_):
    assert as_("warga").get(url("monitoring")).status_code == 403
    assert as_("warga").get(url("monitoring_decisions")).status_code == 403


def test_an_obstacle_goes_up_and_comes_back_answered(april, as_):
    made = scene.hindered()
    address = url("obstacle", made.code)
    assert "Minta bantuan atasan" in text_of(as_("kabid").get(address))
    as_("kabid").post(address, {"langkah": "minta", "minta-note": "Perlu anggaran"})
    assert "Dua truk rusak" in text_of(as_("kadis").get(url("monitoring")))
    assert "Teruskan ke atasan saya" in text_of(as_("kadis").get(address))
    as_("kadis").post(address, {"langkah": "teruskan", "teruskan-note": "Di luar kewenangan"})
    as_("sekda").post(address, {"langkah": "jawab", "jawab-note": "Dua truk dipinjamkan"})
    shown = text_of(as_("kabid").get(address))
    assert "Di luar kewenangan" in shown
    assert "Dua truk dipinjamkan" in shown
    as_("kabid").post(address, {"langkah": "teratasi", "teratasi-note": "Truk tiba"})
    assert "Truk tiba" in text_of(as_("kadis").get(address))


def test_a_step_that_is_not_ones_own_is_refused(april, as_):
    made = scene.hindered()
    address = url("obstacle", made.code)
    assert as_("kadis").post(address, {"langkah": "jawab", "jawab-note": "x"}).status_code == 403
    assert "Tulis dahulu" in text_of(
        as_("kabid").post(address, {"langkah": "minta", "minta-note": ""}), 422
    )
    assert as_("camat").get(address).status_code == 404


def test_a_returned_report_asks_its_owner_again(april, as_):
    scene.review(scene.report(), "DIKEMBALIKAN", "Lampirkan timbangan")
    page = text_of(as_("kabid").get(url("monitoring")))
    assert "Lampirkan timbangan" in page
    assert "perbaiki" in page


def queries_of(client, address):
    with CaptureQueriesContext(connection) as seen:
        text_of(client.get(address))
    return len(seen)


def test_the_front_costs_the_same_however_much_waits(april, as_, at):
    scene.report()
    client = as_("kadis")
    address = url("monitoring") + "?tahun=2026&triwulan=1"
    queries_of(client, address)
    one = queries_of(client, address)
    at("2026-10-01 10.00")
    for quarter in (scene.Q2, scene.Q3):
        scene.report(quarter)
    client = as_("kadis")
    queries_of(client, address)
    assert queries_of(client, address) == one
