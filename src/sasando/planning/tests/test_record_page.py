"""The form for a figure: parsed as Indonesians write, and explained when it cannot be used."""

import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sasando.core.models import User
from sasando.organization.models import Unit
from sasando.planning.models import Measurement
from sasando.planning.tests.factories import indicator

pytestmark = pytest.mark.django_db
ADDRESS = "/perencanaan/indikator/IKU-UJI/catat/"
TYPED = {
    "year": "2026", "quarter": "3", "status": "TERLAPOR", "value": "71,5", "source": "Laporan",
    "reason": "",
}  # fmt: skip


@pytest.fixture
def planner(as_, at):
    """The planner's browser on 5 October, while the third quarter is open."""
    client = as_("perencana")
    at("2026-10-05 10.00")
    return client


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_figure_is_saved_and_the_indicator_is_shown(planner):
    indicator(targets={3: 70, 0: 75})
    response = planner.post(ADDRESS, TYPED, follow=True)
    assert response.redirect_chain == [("/perencanaan/indikator/IKU-UJI/", 302)]
    assert Measurement.objects.get().value == Decimal("71.5")
    text = text_of(response)
    assert "Angka tersimpan." in text
    assert "102,14 %" in text


@pytest.mark.parametrize(
    ("typed", "value"),
    [("71,5", "71.5"), ("1250", "1250"), ("1.250,75", "1250.75"), ("0", "0"), ("-2,5", "-2.5")],
)
def test_numbers_are_read_as_indonesians_write_them(planner, typed, value):
    indicator()
    assert planner.post(ADDRESS, TYPED | {"value": typed}).status_code == 302
    assert Measurement.objects.get().value == Decimal(value)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"value": "71.5"}, "“71.5” bukan angka yang dikenal."),
        ({"value": "1.234"}, "“1.234” dapat dibaca dua cara."),
        ({"value": "banyak"}, "“banyak” bukan angka yang dikenal."),
        ({"value": "9" * 17}, "Angka ini terlalu besar"),
        ({"value": "1,23456"}, "paling banyak 4 angka"),
        ({"source": ""}, "Tulis dari mana angka ini."),
        ({"value": ""}, "belum lengkap"),
        ({"status": "BELUM_RILIS"}, "belum lengkap"),
        ({"quarter": "4"}, "TW IV 2026 belum berakhir"),
        ({"quarter": "4"}, "31 Desember 2026"),
    ],
)
def test_what_cannot_be_used_is_explained_and_kept_in_the_form(planner, changed, message):
    indicator()
    response = planner.post(ADDRESS, TYPED | changed)
    assert response.status_code == 422
    text = text_of(response)
    assert message in text
    assert 'value="2026" selected' in text
    assert not Measurement.objects.exists()


def test_in_rupiah_a_dot_is_always_a_group(planner):
    indicator(unit_type="CURRENCY")
    assert planner.post(ADDRESS, TYPED | {"value": "238.030"}).status_code == 302
    assert Measurement.objects.get().value == Decimal(238030)


def test_a_closed_quarter_says_so_before_it_asks_for_a_reason(planner, at):
    indicator()
    planner.post(ADDRESS, TYPED)
    at("2026-11-20 15.00")
    answer = planner.post(ADDRESS, TYPED | {"value": "80"})
    assert answer.status_code == 422
    assert "sudah tutup" in text_of(answer)
    assert Measurement.objects.get().value == Decimal("71.5")


def test_a_correction_asks_for_its_reason_and_is_shown(planner):
    indicator()
    planner.post(ADDRESS, TYPED)
    response = planner.post(ADDRESS, TYPED | {"value": "72"})
    assert response.status_code == 422
    assert "sudah pernah diisi dengan angka lain" in text_of(response)
    corrected = TYPED | {"value": "72", "reason": "Salah ketik"}
    text = text_of(planner.post(ADDRESS, corrected, follow=True))
    assert "TW III 2026: 71,50 persen → 72,00 persen" in text
    assert "Ignasius Contoh: Salah ketik" in text


def test_a_blank_can_be_recorded(planner):
    indicator()
    blank = TYPED | {"value": "", "status": "TIDAK_BERLAKU", "reason": "Survei ditunda"}
    text = text_of(planner.post(ADDRESS, blank, follow=True))
    assert "Tidak berlaku" in text
    assert Measurement.objects.get().value is None


def test_the_form_has_what_the_indicator_is_reported_by(planner):
    indicator()
    text = text_of(planner.get(ADDRESS))
    assert 'name="value"' in text
    assert 'name="numerator"' not in text
    assert "Dalam persen, dengan koma desimal." in text
    indicator("IKU-RASIO", aggregation="RATIO_OF_SUMS")
    text = text_of(planner.get("/perencanaan/indikator/IKU-RASIO/catat/"))
    assert 'name="numerator"' in text
    assert 'name="value"' not in text


def test_a_predicate_is_chosen_by_its_label_once_a_year(planner, at):
    at("2026-02-10 10.00")
    indicator(polarity="PREDICATE", scale="SAKIP", aggregation="ANNUAL_ONLY")
    text = text_of(planner.get(ADDRESS))
    assert '<option value="5">BB</option>' in text
    assert "Triwulan" not in text
    typed = TYPED | {"year": "2025", "quarter": "0", "value": "4"}
    assert "B persen, 2025." in text_of(planner.post(ADDRESS, typed, follow=True))


def test_a_ratio_is_typed_by_its_parts(planner):
    indicator(aggregation="RATIO_OF_SUMS")
    typed = {name: text for name, text in TYPED.items() if name != "value"}
    response = planner.post(ADDRESS, typed | {"numerator": "2", "denominator": "3"})
    assert response.status_code == 302
    assert Measurement.objects.get().value == Decimal("66.6667")


def test_a_correction_link_brings_its_period(planner):
    indicator(figures={2: 70})
    indicator("IKU-LAIN", figures={3: 70})
    closed = text_of(planner.get("/perencanaan/indikator/IKU-UJI/realisasi/2026/2/"))
    assert "Sudah tutup sejak 10 Juli 2026 pukul 23.59 WITA." in closed
    assert "Koreksi angka" not in closed
    page = text_of(planner.get("/perencanaan/indikator/IKU-LAIN/realisasi/2026/3/"))
    assert "/IKU-LAIN/catat/?tahun=2026&amp;triwulan=3" in page
    form = text_of(planner.get(ADDRESS, {"tahun": "2026", "triwulan": "2"}))
    assert '<option value="2" selected>Triwulan II</option>' in form


def test_a_draft_is_kept_for_the_reporter_alone(planner, client):
    indicator()
    text = text_of(planner.post(ADDRESS, TYPED | {"draft": "1"}, follow=True))
    assert "Draf tersimpan, belum diajukan." in text
    assert "Draf yang belum diajukan:" in text
    assert "71,50" not in text
    client.force_login(User.objects.get(username="kadis"))
    seen = text_of(client.get("/perencanaan/indikator/IKU-UJI/"))
    assert "Draf yang belum diajukan:" not in seen
    assert "71,50" not in text_of(client.get("/perencanaan/indikator/IKU-UJI/realisasi/2026/3/"))


def test_files_are_sent_with_the_figure_and_shown_to_checkers_only(planner, client):
    indicator(owner=Unit.objects.get(code="DLHK"))
    files = [
        SimpleUploadedFile("timbangan.png", b"\x89PNG\r\n\x1a\n uji"),
        SimpleUploadedFile("laporan.pdf", b"%PDF-1.7 uji"),
    ]
    assert planner.post(ADDRESS, TYPED | {"evidence": files}).status_code == 302
    figure = "/perencanaan/indikator/IKU-UJI/realisasi/2026/3/"
    file = re.search(rf'href="({figure}bukti/\w+/)"', planner.get(figure).content.decode())[1]
    for login, status in (("kadis", 200), ("pemeriksa", 200), ("walikota", 200), ("staf", 404)):
        client.force_login(User.objects.get(username=login))
        response = client.get(file)
        assert response.status_code == status
        if response.streaming:
            assert b"".join(response.streaming_content)
    assert "2 bukti, dapat dibuka pemeriksa." in text_of(client.get(figure))


def test_a_file_of_another_kind_is_refused_by_its_content(planner):
    indicator()
    sent = TYPED | {"evidence": SimpleUploadedFile("bukti.pdf", b"MZ bukan pdf")}
    response = planner.post(ADDRESS, sent)
    assert response.status_code == 422
    assert "bukan foto atau PDF" in text_of(response)
    assert not Measurement.objects.exists()


@pytest.mark.parametrize("login", ["kadis", "walikota", "warga", "kepegawaian"])
def test_others_neither_see_the_form_nor_send_it(as_, login):
    indicator()
    client = as_(login)
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, TYPED).status_code == 403
    assert "Catat realisasi" not in text_of(client.get("/perencanaan/indikator/IKU-UJI/"))
    assert not Measurement.objects.exists()


def test_what_the_system_measures_has_no_form(planner):
    indicator(source_code="HARI-TERISI")
    assert planner.get(ADDRESS).status_code == 403
    assert "belum terpasang" in text_of(planner.get("/perencanaan/indikator/IKU-UJI/"))


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-10-05 10.00", "Masih terbuka: TW III 2026 sampai 10 Oktober 2026 pukul 23.59 WITA."),
        ("2026-11-20 10.00", "Tidak ada periode yang terbuka sekarang."),
        (
            "2027-01-05 10.00",
            "WITA; 2026 sampai 28 Februari 2027 pukul 23.59 WITA.",
        ),
    ],
)
def test_the_form_says_what_is_still_open(planner, at, moment, said):
    indicator()
    at(moment)
    assert said in text_of(planner.get(ADDRESS))


def test_the_form_opens_at_the_period_that_waits(planner):
    indicator()
    form = text_of(planner.get(ADDRESS))
    assert '<option value="3" selected>Triwulan III</option>' in form
    assert '<option value="2026" selected>2026</option>' in form
