"""Pages of plan documents: who sees what, files in and out, comparison, findings, map."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sasando.planning.actions.alignment import align_objective
from sasando.planning.actions.documents import LegalAct, adopt_plan, amend_plan
from sasando.planning.models import Alignment, HigherGoal, PlanDocument
from sasando.planning.queries.documents import PAGE_SIZE

from .factories import NOVEMBER, load_lines, plan_draft

pytestmark = pytest.mark.django_db
HEAD = "kode;uraian;indikator;target_2025;target_2026;pagu_2025"
ROWS = (
    "2.11.11;Program Persampahan;Sampah terangkut;75;80;1000000",
    "2.11.11.2.01;Pengelolaan Sampah;;;;",
    "2.11.11.2.01.0009;Penanganan Sampah;Titik;5;6;500000",
)
PLACE = "/perencanaan/dokumen/"


@pytest.fixture
def draft(plan):
    document = plan_draft()
    load_lines(document, HEAD, *ROWS)
    return document


@pytest.fixture
def adopted(draft):
    act = LegalAct("Perwal 9/2025", NOVEMBER.date())
    return adopt_plan(viewer=None, now=NOVEMBER, code=draft.code, act=act)


def send(client, code, content, kind="baris"):
    file = SimpleUploadedFile("baris.csv", content)
    return client.post(f"{PLACE}{code}/impor/{kind}/", {"file": file})


def ticket_in(response):
    return re.search(r'name="ticket" value="([^"]+)"', response.content.decode())[1]


@pytest.mark.parametrize(
    ("login", "status"),
    [
        ("perencana", 200), ("kadis", 200), ("sekda", 200), ("walikota", 200), ("pemeriksa", 200),
        ("kabid", 404), ("staf", 404), ("dirrsud", 404), ("kepegawaian", 404), ("warga", 404),
    ],
)  # fmt: skip
def test_a_draft_is_seen_by_those_who_write_or_watch_it(as_, draft, login, status):
    client = as_(login)
    assert client.get(f"{PLACE}{draft.code}/").status_code == status
    listed = draft.name in client.get(PLACE).content.decode()
    assert listed is (status == 200)


def test_an_adopted_plan_is_seen_by_everybody(as_, adopted):
    page = as_("staf").get(f"{PLACE}{adopted.code}/").content.decode()
    assert "Program Persampahan" in page
    assert "Perwal 9/2025" in page
    assert "Muat baris" not in page


def test_the_tree_opens_without_javascript(as_, draft):
    page = as_("kadis").get(f"{PLACE}{draft.code}/").content.decode()
    assert page.count("<details") >= 2
    assert page.index("Program Persampahan") < page.index("Penanganan Sampah")
    assert "2 baris di bawahnya" in page
    assert "<script" not in page.split("plan-tree")[1].split("</ul>")[0]


def test_a_line_shows_all_it_promises(as_, draft):
    page = as_("kadis").get(f"{PLACE}{draft.code}/baris/DLHK/2.11.11/").content.decode()
    for told in ("Sampah terangkut", "75", "80", "Rp 1.000.000", "belum dikaitkan"):
        assert told in page
    assert as_("kadis").get(f"{PLACE}{draft.code}/baris/DLHK/9.99/").status_code == 404


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", True), ("jenis=RENSTRA", True), ("jenis=RKPD", False), ("tahun=2026", True),
        ("tahun=2031", False), ("unit=DLHK", True), ("keadaan=draf", True),
        ("keadaan=tetap", False), ("jenis=KUA", True), ("tahun=abc", True),
    ],
)  # fmt: skip
def test_the_list_is_filtered_by_its_address(as_, draft, query, shown):
    page = as_("perencana").get(f"{PLACE}?{query}").content.decode()
    assert (f"{PLACE}{draft.code}/" in page) is shown


def test_a_long_list_has_pages_and_the_filter_begins_anew(as_, plan):
    for year in range(2030, 2030 + PAGE_SIZE + 5):
        plan_draft("RKPD", "", year, year)
    client = as_("perencana")
    first = client.get(f"{PLACE}?jenis=RKPD").content.decode()
    assert f"1–{PAGE_SIZE} dari {PAGE_SIZE + 5}" in first
    second = client.get(f"{PLACE}?jenis=RKPD&halaman=2").content.decode()
    assert f"{PAGE_SIZE + 1}–{PAGE_SIZE + 5} dari {PAGE_SIZE + 5}" in second
    assert 'name="halaman"' not in second
    for wrong in ("0", "-1", "x", "99999999", "99"):
        assert client.get(f"{PLACE}?halaman={wrong}").status_code == 200


def test_a_plan_is_drafted_filled_adopted_and_amended_on_pages(as_, plan):
    client = as_("kadis")
    made = client.post(
        f"{PLACE}baru/", {"kind": "RENJA", "unit": "DLHK", "first_year": 2026, "last_year": ""}
    )
    assert made["Location"] == f"{PLACE}RENJA-DLHK-2026/"
    content = b"kode;uraian;indikator;target_2026\n2.11.11;Program;Sampah;80\n"
    judged = send(client, "RENJA-DLHK-2026", content)
    assert judged.status_code == 200
    assert not PlanDocument.objects.get(code="RENJA-DLHK-2026").rows.exists()
    loaded = client.post(f"{PLACE}RENJA-DLHK-2026/impor/baris/muat/", {"ticket": ticket_in(judged)})
    assert loaded["Location"] == f"{PLACE}RENJA-DLHK-2026/"
    wrong = client.post(f"{PLACE}RENJA-DLHK-2026/tetapkan/", {"number": "", "day": "2026-01-01"})
    assert wrong.status_code == 422
    late = client.post(f"{PLACE}RENJA-DLHK-2026/tetapkan/", {"number": "SK", "day": "2027-01-01"})
    assert "belum tiba" in late.content.decode()
    settled = client.post(
        f"{PLACE}RENJA-DLHK-2026/tetapkan/", {"number": "SK 1", "day": "2026-01-02"}
    )
    assert settled.status_code == 302
    amended = client.post(f"{PLACE}RENJA-DLHK-2026/perubahan/")
    assert amended["Location"] == f"{PLACE}RENJA-DLHK-2026-P1/"
    gone = client.post(f"{PLACE}RENJA-DLHK-2026-P1/buang/")
    assert gone["Location"] == PLACE


def test_what_cannot_be_drafted_is_said_in_the_form(as_, draft):
    data = {"kind": "RENSTRA", "unit": "DLHK", "first_year": 2025, "last_year": 2029}
    again = as_("perencana").post(f"{PLACE}baru/", data)
    assert again.status_code == 422
    assert "sudah ada" in again.content.decode()


def test_a_bad_file_is_explained_row_by_row(as_, draft):
    judged = send(as_("kadis"), draft.code, b"kode;uraian\n1.02.02.2;Salah\n")
    assert judged.status_code == 422
    page = judged.content.decode()
    assert "Muat sekarang" not in page
    assert "1.02.02.2" in page


def test_what_was_read_otherwise_is_told_before_loading(as_, plan):
    document = plan_draft()
    judged = send(as_("kadis"), document.code, b"kode;uraian\n2 .11.11;Program\n")
    assert judged.status_code == 200
    assert "Spasi di dalam kode dihapus." in judged.content.decode()


def test_a_file_judged_for_one_plan_cannot_be_loaded_into_another(as_, draft):
    client = as_("perencana")
    other = plan_draft("RENJA", "DLHK", 2026, 2026)
    judged = send(client, draft.code, b"kode;uraian\n2.11.10;Program\n")
    refused = client.post(f"{PLACE}{other.code}/impor/baris/muat/", {"ticket": ticket_in(judged)})
    assert refused.status_code == 410


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_downloaded_can_be_sent_back_unchanged(as_, draft, form):
    client = as_("kadis")
    content = client.get(f"{PLACE}{draft.code}/baris.{form}").content
    file = SimpleUploadedFile(f"baris.{form}", content)
    judged = client.post(f"{PLACE}{draft.code}/impor/baris/", {"file": file})
    assert "Semua 3 baris sudah tercatat sama" in judged.content.decode()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_template_fits_the_years_of_the_plan(as_, draft, form):
    answer = as_("kadis").get(f"{PLACE}{draft.code}/impor/baris/templat.{form}")
    assert answer.status_code == 200
    if form == "csv":
        assert "target_2029" in answer.content.decode()
    assert as_("kadis").get(f"{PLACE}{draft.code}/impor/kucing/").status_code == 404


def test_the_comparison_tells_what_came_went_and_changed(as_, adopted):
    amended = amend_plan(viewer=None, code=adopted.code)
    load_lines(
        amended, "kode;uraian;target_2026;pagu_2025;hapus",
        "2.11.11;Program Persampahan;85;2000000;", "2.11.11.2.01.0009;;;;ya",
        "2.11.10;Program Pengaduan;;;",
    )  # fmt: skip
    page = as_("kadis").get(f"{PLACE}{amended.code}/banding/").content.decode()
    for told in ("1</span> baru", "1</span> hilang", "1</span> berubah", "80 → 85"):
        assert told in page
    assert "Rp 1.000.000 → Rp 2.000.000" in page
    table = as_("kadis").get(f"{PLACE}{amended.code}/banding.csv").content.decode()
    assert "berubah;DLHK;2.11.11;Program Persampahan;target 2026 indikator 1;80;85" in table
    assert as_("kadis").get(f"{PLACE}{adopted.code}/banding/").status_code == 404


def test_findings_name_the_fault_and_the_mend(as_, draft):
    page = as_("kadis").get(f"{PLACE}{draft.code}/temuan/").content.decode()
    assert "Tidak ada temuan." in page
    load_lines(draft, HEAD, "2.11.10;Program Pengaduan;;;;")
    page = as_("kadis").get(f"{PLACE}{draft.code}/temuan/").content.decode()
    assert "Program tanpa indikator" in page
    assert "Isi indikator dan targetnya" in page
    table = as_("kadis").get(f"{PLACE}{draft.code}/temuan.csv").content.decode()
    assert "Program tanpa indikator;DLHK;2.11.10" in table
    empty = as_("kadis").get(f"{PLACE}{draft.code}/temuan.csv?jenis=CEILING_ABOVE").content.decode()
    assert "2.11.10" not in empty


def test_a_renja_is_held_beside_the_renstra_and_the_rpjmd(as_, adopted, plan):
    load_lines(
        plan, "perangkat_daerah;kode;uraian;indikator;target_2026;pagu_2026",
        "DLHK;2.11.11;Program Persampahan;Sampah terangkut;80;1000",
    )  # fmt: skip
    renja = plan_draft("RENJA", "DLHK", 2026, 2026)
    load_lines(
        renja, "kode;uraian;indikator;target_2026;pagu_2026",
        "2.11.11;Program Persampahan;Sampah terangkut;70;1001", "2.11.10;Program lain;I;1;1",
    )  # fmt: skip
    page = as_("kadis").get(f"{PLACE}{renja.code}/temuan/").content.decode()
    for told in (
        "Di luar program Renstra", "Target lain dari RPJMD tanpa alasan", "Pagu di atas pagu RPJMD",
        "Rp 1.001",
    ):  # fmt: skip
        assert told in page


def test_no_page_of_a_plan_asks_more_for_more_rows(as_, draft, django_assert_max_num_queries):
    client = as_("kadis")
    addresses = ("", "temuan/", "baris.csv")
    client.get(f"{PLACE}{draft.code}/")
    more = [f"2.11.{n:02d};Program {n};Indikator {n};1;2;3" for n in range(20, 80)]
    load_lines(draft, HEAD, *more)
    for address, most in zip(addresses, (22, 22, 16), strict=True):
        with django_assert_max_num_queries(most):
            client.get(f"{PLACE}{draft.code}/{address}")


# The map of the city's objectives and the goals above them.


def test_the_numbers_of_the_national_plan_stand_without_words(plan):
    counts = {
        kind: HigherGoal.objects.filter(kind=kind, text="").count()
        for kind in ("ASTA_CITA", "PRIORITAS", "HASIL_CEPAT", "PROVINSI")
    }
    assert counts == {"ASTA_CITA": 8, "PRIORITAS": 17, "HASIL_CEPAT": 8, "PROVINSI": 0}


def test_an_objective_is_aligned_and_both_directions_show_it(as_, plan):
    client = as_("perencana")
    data = {"AC-8": "on", "AC-8-catatan": "Lingkungan", "PP-3": "on", "simpan": "1"}
    address = "/perencanaan/penyelarasan/sasaran/SASARAN-7.1/"
    assert client.post(address, data).status_code == 302
    page = client.get("/perencanaan/penyelarasan/").content.decode()
    assert page.count("Asta Cita 8") == 2
    assert "(Lingkungan)" in page
    table = client.get("/perencanaan/penyelarasan/daftar.csv?jenis=ASTA_CITA").content.decode()
    assert "AC-8;Asta Cita;;Lingkungan" in table
    assert "PP-3" not in table
    assert client.post(address, {"simpan": "1"}).status_code == 302
    assert not Alignment.objects.exists()


def test_saving_the_same_map_again_leaves_no_trace(plan, viewer):
    planner = viewer("perencana")
    notes = {"AC-1": "", "AC-2": "x"}
    assert align_objective(viewer=planner, code="SASARAN-7.1", notes=notes) == 2
    assert align_objective(viewer=planner, code="SASARAN-7.1", notes=notes) == 0
    assert align_objective(viewer=planner, code="SASARAN-7.1", notes={"AC-2": "y"}) == 2


def test_the_city_enters_the_words_and_the_goals_of_the_province(as_, plan):
    client = as_("perencana")
    words = {"text": "Rumusan menurut dokumen", "source": "Perpres RPJMN"}
    assert client.post("/perencanaan/penyelarasan/atas/AC-1/", words).status_code == 302
    assert HigherGoal.objects.get(code="AC-1").text == "Rumusan menurut dokumen"
    new = {"number": 4, **words}
    assert client.post("/perencanaan/penyelarasan/provinsi/", new).status_code == 302
    again = client.post("/perencanaan/penyelarasan/provinsi/", new)
    assert again.status_code == 422
    assert "PROV-4" in again.content.decode()
