"""The pages of planning as members of the cast see them."""

import csv
import io
import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from sasando.organization.models import Unit
from sasando.planning.actions import assign_programmes, load_nomenclature
from sasando.planning.models import AgencyProgramme, NomenclatureNode
from sasando.planning.tests.factories import DATA, figure, indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(indicators):
    load_nomenclature(DATA / "nasional")
    assign_programmes(2026)


def page(response, status=200):
    assert response.status_code == status, response.content[:300]
    text = response.content.decode()
    assert "style=" not in text
    assert "<script" not in text
    return re.sub(r"\s+", " ", text)


ADDRESSES = [
    "/perencanaan/",
    "/perencanaan/misi/MISI-7/",
    "/perencanaan/indikator/",
    "/perencanaan/indikator/daftar.csv",
    "/perencanaan/indikator/IKU-SAMPAH/",
    "/perencanaan/indikator/IKU-SAMPAH/seri.csv",
    "/perencanaan/program/",
    "/perencanaan/program/DLHK/",
    "/perencanaan/program/DLHK/2.11.11/",
]


def test_everybody_who_is_logged_in_may_read(loaded, as_):
    for login in ("staf", "walikota", "orangluar", "warga", "pengelola"):
        client = as_(login)
        answers = {address: client.get(address).status_code for address in ADDRESSES}
        assert answers == dict.fromkeys(ADDRESSES, 200), login


def test_without_log_in_the_door_is_shown(db):
    for address in (*ADDRESSES, "/perencanaan/indikator/IKU-SAMPAH/catat/"):
        response = Client().get(address)
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("core:login"))


def test_what_does_not_exist_is_not_found(loaded, as_):
    client = as_("staf")
    for address in (
        "/perencanaan/misi/MISI-99/",
        "/perencanaan/indikator/IKU-TIADA/",
        "/perencanaan/program/TIADA/",
        "/perencanaan/program/DLHK/1.02.02/",
        "/perencanaan/?tahun=2050",
    ):
        page(client.get(address), 404)


def test_a_year_that_makes_no_sense_is_the_running_one(plan, as_):
    client = as_("staf")
    for year in ("", "x", "1900", "99999", "٢٠٢٦", "-1"):
        response = client.get("/perencanaan/", {"tahun": year})
        assert response.context["page"].year == 2026, year


def test_the_plan_shows_vision_missions_and_that_its_wording_is_a_summary(loaded, as_):
    text = page(as_("staf").get("/perencanaan/"))
    assert "Kota Kasih sebagai Rumah Bersama" in text
    assert "Rumusan di halaman ini ringkasan" in text
    assert "bukan bunyi resmi" in text
    assert text.count('<span class="kind">Misi ') == 8
    assert "Kupang Berbudaya dan Berkarakter" in text
    assert "2 dari 2 indikator terhitung" in text, "agenda stunting and mission 7"
    assert "Penanganan stunting" in text


def test_a_mission_shows_objectives_indicators_and_programmes(loaded, as_):
    text = page(as_("staf").get("/perencanaan/misi/MISI-7/"))
    assert "SASARAN-7.1 · contoh" in text
    assert "Sampah yang terangkut" in text
    assert "PROGRAM PENGELOLAAN PERSAMPAHAN" in text
    assert "kaitan contoh" in text


def test_an_indicator_shows_chart_steps_series_and_marks(loaded, as_):
    text = page(as_("staf").get("/perencanaan/indikator/IKU-IPM/"))
    assert "83,21 indeks, 2024." in text
    assert text.count('class="series') == 3
    assert 'class="series is-current"' in text
    assert '<path class="goal"' in text
    assert "Indeks Pembangunan Manusia: Naik dari 81,91 (2020) ke 83,21 (2024)" in text
    assert "seri lama, terbit lebih dulu" in text
    assert "baru (basis berubah 2020) · dipakai sekarang" in text
    assert "contoh, bukan target resmi" in text
    assert "belum dilaporkan" in text
    assert "Catat realisasi" not in text


def test_how_it_is_computed_stands_there_step_by_step(loaded, as_):
    text = page(as_("staf").get("/perencanaan/indikator/IKU-PAD/"))
    assert "Sampai triwulan terlapor (I, II, III)" in text
    assert "Jumlah triwulan terlapor" in text
    assert "T 187.000, R 170.120" in text
    assert "90,97 %" in text
    assert "Terhadap target tahun 2026" in text
    assert "64,44 %" in text
    assert "Kategori capaian" in text
    assert "Permendagri 86/2017" in text


def test_a_predicate_is_shown_by_its_label(loaded, as_):
    text = page(as_("staf").get("/perencanaan/indikator/IKU-SAKIP/", {"tahun": "2025"}))
    assert "B predikat, 2025." in text
    assert "Dasar nilai: predikat SAKIP" in text
    assert ">AA</text>" not in text, "the axis keeps to what is drawn"
    assert ">BB</text>" in text


def test_a_range_shows_both_ends(loaded, as_):
    text = page(as_("staf").get("/perencanaan/indikator/IKU-BOR/"))
    assert "60,00–85,00" in text
    assert ">batas atas (contoh)</text>" in text
    assert ">batas bawah (contoh)</text>" in text


def test_an_indicator_without_anything_still_opens(loaded, as_):
    indicator("IKU-KOSONG")
    text = page(as_("staf").get("/perencanaan/indikator/IKU-KOSONG/"))
    assert "Belum ada nilai." in text
    assert "Target belum ditetapkan." in text
    assert '<figure class="chart">' not in text


def test_the_list_is_filtered_by_its_address(loaded, as_):
    client = as_("staf")
    response = client.get("/perencanaan/indikator/", {"unit": "DLHK"})
    assert [line.code for line in response.context["page"].lines] == ["IKU-RTH", "IKU-SAMPAH"]
    response = client.get("/perencanaan/indikator/", {"agenda": "3", "tahun": "2025"})
    assert [line.code for line in response.context["page"].lines] == ["IKU-STUNTING"]
    assert response.context["page"].lines[0].year == 2025
    assert "agenda=3" in response.context["download_url"]
    response = client.get("/perencanaan/indikator/", {"misi": "MISI-8"})
    assert len(response.context["page"].lines) == 4
    response = client.get("/perencanaan/indikator/", {"misi": "MISI-99"})
    assert response.status_code == 200
    assert response.context["filter_form"].errors


def test_the_list_and_a_series_can_be_downloaded(loaded, as_):
    client = as_("staf")
    response = client.get("/perencanaan/indikator/daftar.csv", {"agenda": "3"})
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert [row["kode"] for row in rows] == ["IKU-STUNTING"]
    assert rows[0]["periode"] == "TW III 2026"
    assert rows[0]["sampai"] == "sampai triwulan III"
    assert rows[0]["capaian_sampai_triwulan"] == "98.05"
    assert Decimal(rows[0]["capaian_menuju_target_tahun"]) > 0
    assert rows[0]["metadata"].startswith("metadata belum lengkap:")
    response = client.get("/perencanaan/indikator/IKU-IPM/seri.csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert len(rows) == 14
    assert rows[0]["dipakai_sekarang"] == "ya"
    assert rows[0]["periode"] == "2024"


def test_no_cell_of_a_download_is_taken_for_a_formula(as_):
    row = indicator("IKU-RUMUS", targets={})
    figure(row.series.get(), year=2026, quarter=3, value=-5, source="=1+1")
    response = as_("staf").get("/perencanaan/indikator/IKU-RUMUS/seri.csv")
    (cells,) = csv.DictReader(io.StringIO(response.content.decode()))
    assert cells["sumber"] == "'=1+1"
    assert cells["nilai"] == "-5.0000", "a figure stays a figure"


def test_agencies_show_programmes_without_objective(loaded, as_):
    response = as_("staf").get("/perencanaan/program/")
    waste = next(row for row in response.context["rows"] if row.unit.code == "DLHK")
    assert (waste.programmes, waste.untied) == (11, 7)
    text = page(as_("staf").get("/perencanaan/program/DLHK/"))
    assert "11 program, 7 tanpa sasaran. Nomenklatur versi 2027." in text
    assert "program penunjang" in text
    assert "Sasaran: Kota yang bersih (contoh)" in text


def test_a_programme_shows_activities_and_sub_activities(loaded, as_):
    text = page(as_("staf").get("/perencanaan/program/DLHK/2.11.11/"))
    assert "2.11.11.2.01" in text
    assert "Kupang Berseri" in text
    assert '<th scope="row" role="rowheader">' in text


@pytest.mark.parametrize(
    ("address", "most"),
    [("/perencanaan/", 26), ("/perencanaan/indikator/", 22), ("/perencanaan/program/", 16)],
)
def test_more_rows_take_no_more_queries(
    loaded, as_, address, most, django_assert_max_num_queries, django_assert_num_queries
):
    client = as_("staf")
    client.get(address)
    with django_assert_max_num_queries(most) as few:
        client.get(address)
    owner = Unit.objects.get(code="DISHUB")
    for number in range(10):
        indicator(f"IKU-{number}", owner=owner, targets={0: 10}, figures={3: 8})
    for code in ("PERUMDA-AIR", "PERUMDA-PASAR"):
        node = NomenclatureNode.objects.get(code="2.11.11")
        AgencyProgramme.objects.create(unit=Unit.objects.get(code=code), node=node)
    with django_assert_num_queries(len(few)):
        client.get(address)
