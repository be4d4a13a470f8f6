"""The pages of the dictionary, of verification and of the lists, as people meet them."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sasando.core.models import User
from sasando.organization.models import Unit
from sasando.planning.models import Indicator, Measurement, PeriodReopening
from sasando.planning.tests.factories import indicator

pytestmark = pytest.mark.django_db
BASE = "/perencanaan/indikator"
FIGURE = f"{BASE}/IKU-UJI/realisasi/2026/3/"
REPORT = {
    "year": "2026", "quarter": "3", "status": "TERLAPOR", "value": "71,5", "source": "Timbangan",
}  # fmt: skip
DEFINED = {
    "code": "IKU-BARU", "name": "Sampah terangkut", "definition": "Ton terangkut",
    "measure": "persen", "level_type": "OUTCOME", "unit_type": "PERCENT", "decimals": "2",
    "data_source": "Timbangan", "collection_method": "Rekap harian", "frequency": "BULANAN",
    "release_lag": "0", "polarity": "HIGHER", "aggregation": "LAST", "entry_mode": "PERIODIC",
    "owner": "DLHK", "owner_position": "DLHK.KEPALA", "baseline_year": "2024", "baseline": "72,5",
}  # fmt: skip


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def in_october(as_, at):
    """A browser of whoever is named, on 5 October 2026."""

    def open_browser(login):
        client = as_(login)
        at("2026-10-05 10.00")
        return client

    return open_browser


@pytest.fixture
def reported(in_october, client):
    """A figure of the third quarter that the planner has sent; the browser is free again."""
    indicator(owner=Unit.objects.get(code="DLHK"), targets={3: 80})
    in_october("perencana").post(f"{BASE}/IKU-UJI/catat/", REPORT)

    def log_in(login):
        client.force_login(User.objects.get(username=login))
        return client

    return log_in


def test_the_queue_leads_to_the_figure_and_the_figure_is_verified(reported):
    head = reported("kadis")
    text = text_of(head.get(f"{BASE}/verifikasi/"))
    assert "1 angka menunggu Anda." in text
    assert "Ignasius Contoh" in text
    assert FIGURE in text
    page = text_of(head.get(FIGURE))
    assert "71,50 persen" in page
    assert "belum diverifikasi" in page
    sent = {"version": "1", "verdict": "TERVERIFIKASI", "note": ""}
    text = text_of(head.post(f"{FIGURE}putusan/", sent, follow=True))
    assert "Putusan tersimpan." in text
    assert "Tidak ada angka yang menunggu Anda." in text
    assert "Yohana Contoh, Kepala Dinas Lingkungan Hidup dan Kebersihan" in text_of(
        head.get(FIGURE)
    )


def test_a_return_without_note_is_explained_and_keeps_the_page(reported):
    sent = {"version": "1", "verdict": "DIKEMBALIKAN", "note": ""}
    response = reported("kadis").post(f"{FIGURE}putusan/", sent)
    assert response.status_code == 422
    assert "Angka dikembalikan tanpa catatan." in text_of(response)
    assert Measurement.objects.get().state == "DIAJUKAN"


def test_the_reporter_finds_his_own_figure_without_a_verdict(reported):
    planner = reported("perencana")
    page = text_of(planner.get(FIGURE))
    assert "Simpan putusan" not in page
    assert "Tidak ada angka yang menunggu Anda." in text_of(planner.get(f"{BASE}/verifikasi/"))
    sent = {"version": "1", "verdict": "TERVERIFIKASI"}
    assert planner.post(f"{FIGURE}putusan/", sent).status_code == 403


def test_unverified_figures_are_marked_on_every_list_and_download(reported):
    clerk = reported("staf")
    assert "belum diverifikasi" in text_of(clerk.get(f"{BASE}/"))
    assert "belum diverifikasi" in clerk.get(f"{BASE}/daftar.csv").content.decode()
    assert "belum diverifikasi" in clerk.get(f"{BASE}/IKU-UJI/seri.csv").content.decode()


def test_the_mayor_reopens_and_it_stays_on_the_indicators_page(reported, at):
    at("2026-10-12 09.00")
    mayor = reported("walikota")
    assert "Sudah tutup sejak 10 Oktober 2026 pukul 23.59 WITA." in text_of(mayor.get(FIGURE))
    wrong = mayor.post(f"{FIGURE}buka/", {"reason": "Banjir", "until": "2026-12-31"})
    assert wrong.status_code == 422
    assert "paling lama 14 hari" in text_of(wrong)
    sent = {"reason": "Banjir di TPA", "until": "2026-10-20"}
    text = text_of(mayor.post(f"{FIGURE}buka/", sent, follow=True))
    assert "Periode dibuka kembali." in text
    assert "Dibuka kembali sampai 20 Oktober 2026 pukul 23.59 WITA." in text
    at("2026-11-20 09.00")
    shown = text_of(reported("warga").get(f"{BASE}/IKU-UJI/"))
    assert "TW III 2026 dibuka kembali" in shown
    assert "Banjir di TPA" in shown
    assert PeriodReopening.objects.count() == 1


@pytest.mark.parametrize("period", ["1999/3", "2026/5", "2101/1"])
def test_a_period_that_does_not_exist_is_not_found(as_, period):
    indicator()
    assert as_("staf").get(f"{BASE}/IKU-UJI/realisasi/{period}/").status_code == 404


def test_a_planner_adds_an_indicator_sets_its_target_and_revises_it(in_october):
    planner = in_october("perencana")
    text = text_of(planner.post(f"{BASE}/baru/", DEFINED, follow=True))
    assert "Indikator tersimpan. Tetapkan targetnya." in text
    aimed = {"year": "2026", "quarter": "4", "value": "80,5", "basis": "RKPD 2026"}
    text = text_of(planner.post(f"{BASE}/IKU-BARU/target/", aimed, follow=True))
    assert "80,50" in text
    again = planner.post(f"{BASE}/IKU-BARU/target/", aimed | {"value": "81"})
    assert again.status_code == 422
    assert "perubahan perlu alasan" in text_of(again)
    explained = aimed | {"value": "81", "reason": "APBD Perubahan"}
    text = text_of(planner.post(f"{BASE}/IKU-BARU/target/", explained, follow=True))
    assert "80,50, RKPD 2026, 5 Oktober 2026" in text
    changed = DEFINED | {"definition": "Ton tertimbang", "reason": "Kartu timbang baru"}
    assert planner.post(f"{BASE}/IKU-BARU/ubah/", changed).status_code == 302
    text = text_of(planner.get(f"{BASE}/IKU-BARU/revisi/"))
    assert "Berlaku sejak 5 Oktober 2026." in text
    assert re.search("definisi operasional.*Ton terangkut.*Ton tertimbang", text)
    assert "Kartu timbang baru" in text


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"collection_method": ""}, "Bidang ini tidak boleh kosong."),
        ({"aggregation": "RATIO_OF_SUMS"}, "arti pembilang, arti penyebut"),
        ({"baseline": "banyak"}, "Tulis angka seperti 66,44, atau label skalanya."),
        ({"baseline": ""}, "tahun kondisi awal"),
        ({"code": "iku baru"}, "Kode hanya huruf besar"),
        ({"code": "IKU-UJI"}, "sudah dipakai indikator lain"),
        ({"display_cap": "0"}, "batas atas capaian"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(in_october, changed, message):
    indicator()
    response = in_october("perencana").post(f"{BASE}/baru/", DEFINED | changed)
    assert response.status_code == 422
    shown = text_of(response)
    assert message in shown
    assert not Indicator.objects.filter(code="IKU-BARU").exists()


def test_a_predicate_baseline_is_typed_as_its_label(in_october):
    scaled = DEFINED | {
        "polarity": "PREDICATE", "scale": "SAKIP", "unit_type": "PREDICATE", "baseline": "b",
    }  # fmt: skip
    planner = in_october("perencana")
    planner.post(f"{BASE}/baru/", scaled)
    assert Indicator.objects.get(code="IKU-BARU").baseline_value == 4
    assert 'value="B"' in text_of(planner.get(f"{BASE}/IKU-BARU/ubah/"))
    assert '<option value="BB">' in text_of(planner.get(f"{BASE}/IKU-BARU/target/"))


def test_gaps_of_old_rows_are_findings_for_the_planner(in_october):
    indicator()
    planner = in_october("perencana")
    assert "metadata belum lengkap: 2 dari 9" in text_of(planner.get(f"{BASE}/"))
    shown = text_of(planner.get(f"{BASE}/IKU-UJI/"))
    assert "metadata belum lengkap: 2 dari 9" in shown
    assert "rumus" in shown


def test_a_list_is_judged_confirmed_and_downloaded_again(in_october):
    indicator()
    planner = in_october("perencana")
    content = b"kode;tahun;triwulan;nilai;sumber\nIKU-UJI;2026;3;8,24;BPS\n"
    judged = planner.post(
        f"{BASE}/daftar/pengukuran/muat/", {"file": SimpleUploadedFile("p.csv", content)}
    )
    assert judged.status_code == 200
    assert not Measurement.objects.exists()
    ticket = re.search(r'name="ticket" value="([^"]+)"', judged.content.decode())[1]
    done = planner.post(f"{BASE}/daftar/pengukuran/muat/simpan/", {"ticket": ticket}, follow=True)
    assert "1 baru" in text_of(done)
    assert Measurement.objects.get().state == "DIAJUKAN"
    downloaded = planner.get(f"{BASE}/daftar/pengukuran/unduh.csv").content.decode()
    assert "IKU-UJI;2026;3;8,24" in downloaded
    for kind in ("indikator", "pengukuran"):
        for form in ("csv", "xlsx"):
            assert planner.get(f"{BASE}/daftar/{kind}/templat.{form}").status_code == 200
            assert planner.get(f"{BASE}/daftar/{kind}/unduh.{form}").status_code == 200
    assert planner.get(f"{BASE}/daftar/lain/muat/").status_code == 404
    assert planner.get(f"{BASE}/daftar/indikator/unduh.pdf").status_code == 404


def test_a_wrong_list_names_its_rows_and_loads_nothing(in_october):
    indicator()
    content = b"kode;tahun;triwulan;nilai;sumber\nIKU-UJI;2026;3;1.234;BPS\n"
    judged = in_october("perencana").post(
        f"{BASE}/daftar/pengukuran/muat/", {"file": SimpleUploadedFile("p.csv", content)}
    )
    assert judged.status_code == 422
    assert "1.234" in text_of(judged)
    assert not Measurement.objects.exists()
