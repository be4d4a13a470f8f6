"""Pages of the plan's results: numbers lead to their rows, files hold the same, who may look."""

import csv
import io
import re

import pytest

from sasando.planning.models import Mission, Objective
from sasando.planning.tests.factories import indicator
from sasando.scoreboard.tests.steps import log_in, seen

pytestmark = pytest.mark.django_db
PAGES = ("/papan/capaian/", "/papan/capaian/lima-tahun/", "/papan/capaian/jarak/")
EVERY = (*PAGES, "/papan/capaian/tidak-terhitung/")


@pytest.fixture(autouse=True)
def _plan(city_plan):
    return city_plan


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def rows(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("address", EVERY)
@pytest.mark.parametrize("login", ["walikota", "staf", "warga"])
def test_everybody_logged_in_may_see_what_was_reached(client, login, address):
    seen(client, login, address)


@pytest.mark.parametrize("address", EVERY)
def test_a_stranger_is_sent_to_the_door(client, address):
    assert client.get(address).status_code == 302


def test_whoever_has_no_board_gets_no_way_to_one(client):
    assert ">Papan</a>" not in text(seen(client, "warga", "/papan/capaian/")).split("<main")[1]


def test_the_page_speaks_of_the_quarter_in_the_address(client):
    page = text(seen(client, "walikota", "/papan/capaian/?tahun=2025&triwulan=4"))
    assert "sampai dengan TW IV 2025. Yang diketahui pada 31 Desember 2025." in page
    assert "sampai dengan TW III 2026" in text(seen(client, "walikota", "/papan/capaian/"))


def test_a_quarter_that_cannot_be_shown_is_told_and_the_usual_one_shown(client):
    page = text(seen(client, "walikota", "/papan/capaian/?tahun=2026&triwulan=9"))
    assert "sampai dengan TW III 2026" in page
    assert "form-mend" in page or "field-mend" in page


def test_bands_are_words_and_filled_steps(client):
    page = text(seen(client, "walikota", "/papan/capaian/"))
    full = r'<rect class="is-filled"[^>]*/>'
    assert re.search(rf'class="band band-5"><svg[^>]*>({full}){{5}}</svg>Sangat Tinggi', page)


def test_every_figure_leads_to_its_rows(client):
    answer = seen(client, "walikota", "/papan/capaian/")
    main = answer.content.decode().split("<main")[1].split("</main>")[0]
    for figures in re.findall(r"<dd>(.*?)</dd>", main, re.DOTALL):
        if re.search(r"\d+,\d\d %|dari \d+ indikator", figures) and "trend" not in figures:
            assert "<a href=" in figures
    for anchor in set(re.findall(r'href="#([^"]+)"', main)):
        assert f'id="{anchor}"' in main


def test_links_behind_missing_counts_lead_to_exactly_those(client):
    page = text(seen(client, "walikota", "/papan/capaian/"))
    link = re.search(
        r'href="(/papan/capaian/tidak-terhitung/\?[^"]*sasaran=SASARAN-1\.1)">(\d+) dari (\d+)',
        page,
    )
    address, counted, total = link[1].replace("&amp;", "&"), int(link[2]), int(link[3])
    listed = rows(seen(client, "walikota", f"{address}&unduh=csv"))
    assert len(listed) == total - counted


def test_a_mission_alone_shows_its_own(client):
    page = text(seen(client, "walikota", "/papan/capaian/?misi=MISI-7"))
    assert "IKU-SAMPAH" in page
    assert "IKU-IPM" not in page


def test_objectives_open_for_paper(client):
    closed = text(seen(client, "walikota", "/papan/capaian/"))
    opened = text(seen(client, "walikota", "/papan/capaian/?buka=semua"))
    assert 'id="SASARAN-7.1"><summary>' in closed
    assert 'id="SASARAN-7.1" open><summary>' in opened


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_made_for_paper(client, address):
    page = text(seen(client, "walikota", f"{address}?tahun=2026&triwulan=2"))
    assert 'class="qr"' in page
    assert "tahun=2026&amp;triwulan=2" in page.split('class="print-head"')[1][:900]


def test_the_file_holds_the_indicators_of_the_page(client):
    found = rows(seen(client, "walikota", "/papan/capaian/?unduh=csv"))
    assert len(found) == 22
    waste = next(one for one in found if one["Kode"] == "IKU-SAMPAH")
    page = text(seen(client, "walikota", "/papan/capaian/?misi=MISI-7"))
    assert f"{waste['Capaian sampai triwulan terlapor (%)']} %" in page
    assert waste["Sisa"] in page
    assert waste["Contoh"] == "ya"


def test_the_file_of_years_has_a_row_per_indicator_and_year(client):
    found = rows(seen(client, "walikota", "/papan/capaian/lima-tahun/?unduh=csv"))
    assert len(found) == 22 * 5
    hdi = [one for one in found if one["Kode"] == "IKU-IPM"]
    assert [one["Realisasi"] for one in hdi] == ["82,37", "82,77", "83,21", "–", "–"]


def test_charts_have_a_title_that_tells_and_a_table(client):
    page = text(seen(client, "walikota", "/papan/capaian/lima-tahun/"))
    assert 'role="img" aria-labelledby="tahun-IKU-IPM"><title id="tahun-IKU-IPM">' in page
    assert "Naik dari 82,37 (2022) ke 83,21 (2024)" in page
    assert page.count("<svg viewBox") <= page.count("<caption")
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", ["/papan/capaian/lima-tahun/", "/papan/capaian/jarak/"])
def test_the_tables_of_the_charts_unfold_for_print(client, address):
    folded, unfolded = (text(seen(client, "walikota", address + q)) for q in ("", "?buka=semua"))
    tables = folded.count("<summary>Tabel")
    assert tables
    assert folded.count('<details class="unfold" open><summary>Tabel') == 0
    assert unfolded.count('<details class="unfold" open><summary>Tabel') == tables
    assert "buka=semua" in folded


def test_a_mission_counts_also_what_cannot_be_drawn(client):
    page = text(seen(client, "walikota", "/papan/capaian/jarak/?misi=MISI-4"))
    assert "Temuan pemeriksaan yang melewati batas tindak lanjut" in page
    assert "0 dari 2 indikator sudah di target 2029" in page


def test_bars_begin_at_zero_and_name_what_they_show(client):
    page = text(seen(client, "walikota", "/papan/capaian/jarak/"))
    assert 'role="img" aria-labelledby="judul-misi-1"' in page
    widths = [float(width) for width in re.findall(r'<rect class="bar[^>]*width="([\d.]+)"', page)]
    assert widths
    assert max(widths) <= 340
    assert set(re.findall(r'<rect class="bar[^"]*" x="([\d.]+)"', page)) == {"0.5"}
    assert "kurang 1,49 indeks, 3 tahun lagi" in page


def test_many_charts_are_turned_page_by_page(client):
    first = text(seen(client, "walikota", "/papan/capaian/lima-tahun/"))
    second = text(seen(client, "walikota", "/papan/capaian/lima-tahun/?halaman=2"))
    assert first.count("<figure") == 12
    assert second.count("<figure") == 10


def test_more_indicators_cost_no_query_more(client, queries_of):
    log_in(client, "walikota")
    before = {address: queries_of(client, address) for address in EVERY}
    mission = Mission.objects.order_by("number").first()
    for number in range(40):
        objective = Objective.objects.create(
            mission=mission, code=f"SASARAN-X{number}", text=f"Sasaran {number}"
        )
        indicator(
            f"IKU-X{number}", objective=objective, targets={0: 80, 1: 75}, figures={1: 70, 2: 72}
        )
    assert {address: queries_of(client, address) for address in EVERY} == before
    assert max(before.values()) <= 18


def test_names_of_rows_are_escaped_in_drawings(client):
    objective = Objective.objects.get(code="SASARAN-7.1")
    indicator(
        "IKU-TANDA", objective=objective, name='A < B & "C"', targets={0: 80}, figures={1: 70}
    )
    for address in PAGES:
        page = seen(client, "walikota", address).content.decode()
        assert "A < B" not in page


def test_very_many_indicators_are_shown_mission_by_mission(client):
    objective = Objective.objects.get(code="SASARAN-7.1")
    for number in range(45):
        indicator(f"IKU-X{number}", objective=objective, targets={0: 80}, figures={1: 70})
    everything = text(seen(client, "walikota", "/papan/capaian/"))
    assert "IKU-X0" not in everything
    link = re.search(r'href="([^"]+misi=MISI-7#SASARAN-7\.1)">Lihat 46 indikatornya', everything)
    address = link[1].replace("&amp;", "&").split("#")[0]
    assert "IKU-X0" in text(seen(client, "walikota", address))
    assert "IKU-X0" in text(seen(client, "walikota", "/papan/capaian/?buka=semua"))
