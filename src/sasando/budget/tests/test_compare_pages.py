"""The comparison on the page, as CSV, as a workbook that computes, and on paper."""

from dataclasses import replace
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from sasando.budget.documents.workbook import HEAD_ROW, comparison_workbook
from sasando.budget.queries.comparison import Dimension, Scope, compare
from sasando.budget.queries.finding import finding_of
from sasando.budget.queries.rollup import Part
from sasando.papers.tests.reading import fonts_not_embedded, pages_of, words_of

from .files import formulas_of, sheet_of

PERHUBUNGAN = "2.15.2.10.0.00.01.0000"
FINDING = (
    "Belanja Perubahan APBD 2025 lebih besar Rp 263.291.453 (2,85 %) daripada APBD murni 2025."
)


def at(**query):
    return f"{reverse('budget:compare')}?{urlencode(query)}"


def file_at(kind, **query):
    return f"{reverse('budget:compare_file', args=[kind])}?{urlencode(query)}"


def words(response):
    return " ".join(response.content.decode().split())


def test_murni_and_perubahan_are_compared_when_nobody_chose(versions, as_login):
    page = words(as_login("staf").get(reverse("budget:compare")))
    assert FINDING in page
    assert "2 perangkat daerah ada di keduanya, 2 berubah; 0 baru, 0 hilang." in page
    assert "Rp 527.448.599" in page
    assert "-Rp 264.157.146" in page
    assert "cakupan: hanya belanja" in page


def test_the_finding_counts_what_came_and_went(versions):
    found = compare(*versions, Dimension.SUB_ACTIVITY, Scope(account="5"))
    said = finding_of(found, Part.EXPENDITURE)
    assert said.startswith(FINDING)
    assert "42 sub kegiatan ada di keduanya, 16 berubah" in said
    same = compare(versions[0], versions[0], Dimension.AGENCY)
    assert "sama besar" in finding_of(same, Part.EXPENDITURE)
    nothing = compare(*versions, Dimension.AGENCY, Scope(account="4"))
    assert "tidak memuat pendapatan" in finding_of(nothing, Part.REVENUE)
    back = compare(versions[1], versions[0], Dimension.AGENCY)
    assert "lebih kecil Rp 263.291.453 (2,77 %)" in finding_of(back, Part.EXPENDITURE)


def test_a_part_one_version_never_held_is_no_cut(versions):
    found = compare(*versions, Dimension.AGENCY)
    emptied = replace(
        found, rows=[replace(row, after=Decimal(0), stands_after=False) for row in found.rows]
    )
    said = finding_of(emptied, Part.EXPENDITURE)
    assert said.startswith(
        "Perubahan APBD 2025 tidak memuat belanja menurut pilihan ini, sedangkan APBD murni 2025 "
        "memuat Rp 9.239.668.432."
    )
    assert "lebih kecil" not in said
    assert "hilang" not in said


def test_versions_of_different_scope_say_so(versions):
    found = compare(*versions, Dimension.AGENCY)
    assert "Cakupannya berbeda" not in finding_of(found, Part.EXPENDITURE)
    found.new.scope = "Dinas Perhubungan saja"
    said = finding_of(found, Part.EXPENDITURE)
    assert f"Cakupannya berbeda: {found.old.scope} dan Dinas Perhubungan saja;" in said


@pytest.mark.parametrize("dimension", [dimension.value for dimension in Dimension])
def test_each_dimension_has_its_page_in_few_queries(
    versions, as_login, dimension, django_assert_max_num_queries
):
    client = as_login("staf")
    client.get(at(menurut=dimension))
    with django_assert_max_num_queries(11):
        page = words(client.get(at(menurut=dimension)))
    assert "Rp 9.502.959.885" in page


def test_only_changed_rows_are_listed_and_the_sums_stay(versions, as_login):
    client = as_login("staf")
    every = words(client.get(at(menurut="subkegiatan")))
    changed = words(client.get(at(menurut="subkegiatan", hanya="berubah")))
    assert every.count("</svg>tetap") > 0
    assert changed.count("</svg>tetap") == 0
    assert changed.count("</svg>bertambah") == every.count("</svg>bertambah")
    assert "Rp 9.502.959.885" in changed


def test_a_row_leads_down_and_back_up(versions, as_login):
    client = as_login("staf")
    top = words(client.get(reverse("budget:compare")))
    assert f"menurut=program&amp;bagian=belanja&amp;skpd={PERHUBUNGAN}" in top
    page = words(client.get(at(menurut="program", skpd=PERHUBUNGAN)))
    assert "lebih kecil Rp 264.157.146" in page
    assert "tampilkan semua" in page


def test_long_lists_are_read_page_by_page(versions, as_login):
    client = as_login("staf")
    total = len(compare(*versions, Dimension.ACCOUNT).rows)
    first = words(client.get(at(menurut="rekening")))
    assert f"1–50 dari {total}" in first
    last = words(client.get(at(menurut="rekening", halaman=99)))
    assert f"{(total - 1) // 50 * 50 + 1}–{total} dari {total}" in last
    assert "menurut=rekening" in last.partition('rel="prev"')[2][:200]


def test_any_two_versions_can_be_compared(versions, as_login):
    murni, amended = versions
    page = words(as_login("staf").get(at(lama=amended.code, baru=murni.code)))
    assert "lebih kecil Rp 263.291.453" in page


def test_one_version_alone_cannot(draft, as_login):
    found = as_login("staf").get(reverse("budget:compare"))
    assert found.status_code == 404
    assert "Baru ada satu versi" in words(found)


def test_the_csv_has_every_row(versions, as_login):
    text = as_login("staf").get(file_at("csv", menurut="skpd")).content.decode("utf-8-sig")
    lines = text.splitlines()
    assert lines[0] == "skpd;kode;uraian;semula;menjadi;selisih;persen;tanda"
    assert lines[2].endswith("3982109603;3717952457;-264157146;-6,63;berkurang")


def computed(formula, cells):
    """What the three kinds of formulas of the sheet come to, by another way than ours."""
    if formula.startswith("SUM("):
        first, last = formula[4:-1].split(":")
        column = first[0]
        rows = range(int(first[1:]), int(last[1:]) + 1)
        return sum((cells[f"{column}{row}"] for row in rows), Decimal(0))
    if formula.startswith("IF("):
        row = formula.partition("=0")[0][4:]
        before, change = cells[f"D{row}"], cells[f"F{row}"]
        assert formula == f'IF(D{row}=0,"",ROUND(F{row}*100/D{row},2))'
        return round(change * 100 / before, 2) if before else ""
    after, before = formula.split("-")
    return cells[after] - cells[before]


@pytest.mark.parametrize("dimension", [Dimension.AGENCY, Dimension.SUB_ACTIVITY, Dimension.ACCOUNT])
def test_the_workbook_computes_what_we_computed(versions, dimension):
    found = compare(*versions, dimension)
    content = comparison_workbook(found, finding="temuan", scope="semua")
    rows = sheet_of(content)
    table = rows[HEAD_ROW + 1 :]
    assert len(table) == len(found.rows) + 1
    cells = {
        f"{letter}{HEAD_ROW + 2 + line}": Decimal(str(row[column] or 0))
        for line, row in enumerate(table)
        for column, letter in ((3, "D"), (4, "E"), (5, "F"))
    }
    formulas = formulas_of(content)
    assert len(formulas) == 2 * len(found.rows) + 4
    for formula, stored in formulas.values():
        expected = computed(formula, cells)
        assert stored == "" if expected == "" else Decimal(stored) == expected
    for row, line in zip(found.rows, table, strict=False):
        assert (line[3], line[4], line[5]) == (row.before, row.after, row.change)
        assert line[6] == (float(row.percent) if row.percent is not None else "")
    last = table[-1]
    assert (last[3], last[4], last[5], Decimal(str(last[6]))) == (
        found.before, found.after, found.change, found.percent,
    )  # fmt: skip


def test_the_workbook_says_what_it_is_of(versions, as_login):
    rows = sheet_of(as_login("staf").get(file_at("xlsx")).content)
    assert rows[0][0] == (
        "CONTOH, bukan dokumen resmi. Perbandingan APBD murni 2025 dengan Perubahan APBD 2025"
    )
    assert rows[1][0] == "Semula: APBD murni 2025, keadaan 2 Januari 2025"
    assert rows[3][0] == "Cakupan: Belanja; Seluruh perangkat daerah"
    assert rows[4][0].startswith(FINDING)


def test_sen_stay_exact_in_the_workbook(versions):
    found = compare(*versions, Dimension.AGENCY)
    row = replace(found.rows[0], before=Decimal(0), after=Decimal("9999999999999.37"))
    content = comparison_workbook(replace(found, rows=[row]), finding="", scope="")
    formulas = formulas_of(content)
    assert Decimal(formulas[f"F{HEAD_ROW + 2}"][1]) == row.after
    assert Decimal(formulas[f"E{HEAD_ROW + 3}"][1]) == row.after
    assert formulas[f"G{HEAD_ROW + 2}"][1] == ""


def test_the_paper_repeats_its_head_and_counts_its_pages(versions, as_login):
    client = as_login("staf")
    pdf = client.get(file_at("pdf", menurut="rekening")).content
    said = words_of(pdf)
    pages = pages_of(pdf)
    assert pages > 1
    assert f"Halaman {pages} dari {pages}" in said
    assert said.count("Semula") == pages
    assert said.count("CONTOH bukan dokumen resmi") == pages
    assert FINDING in said
    assert "9.502.959.885" in said
    assert fonts_not_embedded(pdf) == []


def test_a_paper_nobody_would_read_is_refused(versions, as_login, monkeypatch):
    monkeypatch.setattr("sasando.budget.documents.paper.MOST_ROWS", 1)
    found = as_login("staf").get(file_at("pdf"))
    assert found.status_code == 422
    assert "terlalu panjang untuk kertas" in words(found)
