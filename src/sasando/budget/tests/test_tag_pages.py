"""Pages of tags and mandatory spending: read by all, written by planners, honest about blanks."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from sasando.budget.actions import add_tag_row, adopt_version
from sasando.budget.models import SpendingTagRow
from sasando.budget.queries.selection import Selection

from .factories import AGENCY, BUILDING, FIRST, GOODS, NAME, SECOND, agency_with_lines, line
from .files import formulas_of, sheet_of

SALARY, REVENUE = "5.1.01.01.01.0001", "4.1.01.09.01.0001"
STAFF_AGENCY = ("2.15.0.00.0.00.01.0000", "Dinas Perhubungan")
FILLED = {"sign": "1", "account": "5.1.01", "legal_act": "SK BKAD 7/2025", "from_year": "2025"}


@pytest.fixture
def version(planner, draft):
    """An adopted version: 300 of goods, 100 built, 600 on salaries, paid by 1.000 of revenue."""
    revenue = ("2025", AGENCY, NAME, AGENCY, NAME, *("",) * 8, REVENUE, "Pajak", "1000")
    agency_with_lines(
        draft,
        [
            line(FIRST, GOODS, 300),
            line(SECOND, BUILDING, 100),
            line("2.11.03.2.01.0003", SALARY, 600, agency=STAFF_AGENCY),
            revenue,
        ],
    )
    adopt_version(
        viewer=planner, code=draft.code, legal_act="Perda 9/2024", adopted_on=date(2024, 12, 30),
        approved_on=date(2024, 12, 5),
    )  # fmt: skip
    draft.refresh_from_db()
    return draft


@pytest.fixture
def tagged(planner, version):
    """Salaries count as personnel; what is built leaves it out."""
    for selection, sign in ((Selection(account="5.1.01"), 1), (Selection(account="5.2"), -1)):
        add_tag_row(
            viewer=planner, tag_code="PEGAWAI", selection=selection, sign=sign,
            legal_act="SK BKAD 7/2025", from_year=2025,
        )  # fmt: skip
    return version


def text_of(client, name, *args, query=""):
    response = client.get(reverse(f"budget:{name}", args=args) + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_shares_name_their_version_limit_and_basis(as_login, tagged):
    text = text_of(as_login("walikota"), "mandatory", tagged.code)
    assert "60,00 %" in text
    assert 'paling banyak <span class="number">30,00 %</span>' in text
    assert "mengikat mulai anggaran 2027" in text
    assert "belum memenuhi, batas belum mengikat" in text
    assert 'Rp 300<span class="cell-note">lebih dari batas' in text
    assert "UU 1/2022 Pasal 146" in text
    assert "tanggalnya dari ingatan; perlu dipastikan kota" in text
    assert text.count("belum ditandai") == 4
    assert "0,00 %</strong>" not in text.replace("60,00 %</strong>", "")
    assert tagged.name in text
    assert "2 Januari 2025" in text


def test_the_count_is_walked_from_agency_to_account(as_login, tagged):
    client = as_login("staf")
    text = text_of(client, "mandatory_counted", tagged.code, "pegawai")
    assert "Dihitung: rekening 5.1.01" in text
    assert "Dikecualikan: rekening 5.2" in text
    assert f"?skpd={STAFF_AGENCY[0]}" in text
    assert NAME not in text
    query = f"?skpd={STAFF_AGENCY[0]}"
    below = text_of(client, "mandatory_counted", tagged.code, "pegawai", query=query)
    assert "2.11.03.2.01.0003" in below
    query += "&sub=2.11.03.2.01.0003"
    accounts = text_of(client, "mandatory_counted", tagged.code, "pegawai", query=query)
    assert SALARY in accounts
    assert "Rp 600" in accounts


def test_an_untagged_rule_says_so_and_shows_the_way(as_login, version):
    text = text_of(as_login("staf"), "mandatory_counted", version.code, "pendidikan")
    assert "Itu bukan nol" in text
    assert reverse("budget:tag", args=["PENDIDIKAN"]) in text


def test_what_counts_can_be_downloaded(as_login, tagged):
    client = as_login("staf")
    names = (tagged.code, "pegawai")
    table = client.get(reverse("budget:counted_file", args=[*names, "csv"])).content
    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][3] == "belanja_wajib"
    assert [row[4:11:2] for row in rows[1:]] == [
        [STAFF_AGENCY[0], "2.11.03.2.01.0003", SALARY, "600"]
    ]
    sheet = client.get(reverse("budget:counted_file", args=[*names, "xlsx"])).content
    assert sheet_of(sheet)[1][8] == SALARY
    assert client.get(reverse("budget:counted_file", args=[*names, "exe"])).status_code == 404


def test_shares_can_be_downloaded(as_login, tagged):
    client = as_login("staf")
    table = client.get(reverse("budget:mandatory_file", args=[tagged.code, "csv"])).content
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig")), delimiter=";"))
    found = {row["tag"]: (row["persen"], row["jarak_ke_batas"], row["keadaan"]) for row in rows}
    assert found["PEGAWAI"] == ("60", "300", "belum memenuhi, batas belum mengikat")
    assert found["PENDIDIKAN"] == ("", "", "belum ditandai")
    assert (
        client.get(reverse("budget:mandatory_file", args=[tagged.code, "exe"])).status_code == 404
    )


def test_the_workbook_computes_from_what_was_counted(as_login, tagged):
    client = as_login("staf")
    book = client.get(reverse("budget:mandatory_file", args=[tagged.code, "xlsx"])).content
    found = sheet_of(book)
    first = next(place for place, row in enumerate(found) if row[1] == "Tag") + 1
    rows = {row[1]: (first + place, row) for place, row in enumerate(found[first:], start=1)}
    line, row = rows["PEGAWAI"]
    assert row[2:10] == [
        600, 1000, 60, "maksimal", 30, 300, "2027", "belum memenuhi, batas belum mengikat",
    ]  # fmt: skip
    assert rows["PENDIDIKAN"][1][2:6] == ["", 1000, "", "minimal"]
    assert rows["PENDIDIKAN"][1][9] == "belum ditandai"
    formulas = formulas_of(book)
    share = f'IF(OR(C{line}="",D{line}=0),"",ROUND(C{line}/D{line}*100,2))'
    assert formulas[f"E{line}"] == (share, "60")
    assert formulas[f"C{line}"][0].endswith(f"SUMIF(Dihitung!$A:$A,$A{line},Dihitung!$H:$H))")
    assert {cell[0] for cell in formulas} == set("CEHJ")


def test_the_workbook_lists_what_was_counted_and_why(as_login, tagged):
    client = as_login("staf")
    book = client.get(reverse("budget:mandatory_file", args=[tagged.code, "xlsx"])).content
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(book))
    counted = sheets.get_sheet_by_name("Dihitung").to_python()
    assert [row[5:8:2] for row in counted if row[0] == "Belanja pegawai"] == [[SALARY, 600]]
    rows = sheets.get_sheet_by_name("Baris tag").to_python()
    assert [row[2] for row in rows if row[0] == "Belanja pegawai"] == ["dihitung", "dikecualikan"]


def test_the_list_of_tags_tells_what_each_counts(as_login, tagged):
    text = text_of(as_login("staf"), "tags")
    assert "Rp 600" in text
    assert text.count("belum ditandai") == 4
    assert "belanja wajib: belanja pegawai" in text
    assert reverse("budget:tag_new") not in text
    assert reverse("budget:tag_new") in text_of(as_login("perencana"), "tags")


def test_a_planner_adds_and_ends_a_row(as_login, version):
    client = as_login("perencana")
    address = reverse("budget:tag", args=["PEGAWAI"])
    assert client.post(address, FILLED).status_code == 302
    text = text_of(client, "tag", "PEGAWAI")
    assert "Rekening 5.1.01" in text
    assert "SK BKAD 7/2025" in text
    assert "Rp 600" in text
    twice = client.post(address, FILLED)
    assert twice.status_code == 422
    assert "sudah berlaku pada tag PEGAWAI (baris 1)" in twice.content.decode()
    end = reverse("budget:tag_row_end", args=["PEGAWAI", 1])
    early = client.post(end, {"until_year": "2020"})
    assert early.status_code == 422
    assert "paling awal 2024" in " ".join(early.content.decode().split())
    assert client.post(end, {"until_year": "2025"}).status_code == 302
    assert SpendingTagRow.objects.get().until_year == 2025
    assert client.get(end).status_code == 409


@pytest.mark.parametrize(
    ("given", "mend"),
    [
        pytest.param({"account": ""}, "Isi paling sedikit satu", id="takes-everything"),
        pytest.param({"account": "5.9.99"}, "tidak ada di anggaran", id="unknown-account"),
        pytest.param({"legal_act": ""}, "Sebut keputusannya", id="decided-by-nobody"),
        pytest.param({"sign": "7"}, "7", id="unknown-sign"),
    ],
)
def test_a_row_is_refused_with_its_mend(as_login, version, given, mend):
    client = as_login("perencana")
    answer = client.post(reverse("budget:tag", args=["PEGAWAI"]), {**FILLED, **given})
    assert answer.status_code == 422
    assert mend in " ".join(answer.content.decode().split())
    assert not SpendingTagRow.objects.exists()


def test_a_row_that_takes_nothing_is_marked(as_login, version):
    client = as_login("perencana")
    client.post(reverse("budget:tag", args=["PEGAWAI"]), {**FILLED, "account": "5.1.01.03.03"})
    assert "tidak mengambil apa pun" in text_of(client, "tag", "PEGAWAI")


def test_a_new_tag_begins_without_rows(as_login, version):
    client = as_login("perencana")
    answer = client.post(reverse("budget:tag_new"), {"code": "gizi", "name": "Penanganan gizi"})
    assert answer["Location"] == reverse("budget:tag", args=["GIZI"])
    assert "belum punya baris" in text_of(client, "tag", "GIZI")
    again = client.post(reverse("budget:tag_new"), {"code": "GIZI", "name": "Lain"})
    assert again.status_code == 422
    bad = client.post(reverse("budget:tag_new"), {"code": "gizi buruk", "name": "Lain"})
    assert "Kode hanya huruf besar" in bad.content.decode()


def test_tags_stand_before_any_budget(as_login, db):
    text = text_of(as_login("staf"), "tags")
    assert "Belum ada versi anggaran yang ditetapkan" in text
    assert "belum punya baris" in text_of(as_login("staf"), "tag", "PEGAWAI")


def test_queries_of_pages_do_not_grow(as_login, tagged, planner, django_assert_max_num_queries):
    client = as_login("staf")
    for account in ("5.1.02", "5.2.03", "5.2.02", "5.1.02.01"):
        add_tag_row(
            viewer=planner, tag_code="KESEHATAN", selection=Selection(account=account), sign=1,
            legal_act="SK", from_year=2025,
        )  # fmt: skip
    for name, args in (
        ("tags", ()),
        ("tag", ("KESEHATAN",)),
        ("mandatory", (tagged.code,)),
        ("mandatory_counted", (tagged.code, "kesehatan")),
    ):
        with django_assert_max_num_queries(16):
            text_of(client, name, *args)
