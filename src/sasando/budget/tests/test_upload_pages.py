"""Upload, report, columns, confirmation: nothing is loaded that was not judged."""

import ast
from pathlib import Path

import pytest
from django.urls import reverse

import sasando.budget
from sasando.budget.errors import BudgetFileRefused
from sasando.budget.imports.report import REFUSING, WORDS, LineReport
from sasando.budget.imports.sentences import REFUSALS, refusal_words
from sasando.budget.models import BudgetActivity, BudgetLine

from .files import AMENDED, MAPPED, export, upload_of


def at(name, version):
    return reverse(f"budget:{name}", args=[version.code])


def words(response):
    return " ".join(response.content.decode().split())


def ticket_in(page):
    return page.partition('name="ticket" value="')[2].partition('"')[0]


@pytest.fixture
def desk(as_login):
    return as_login("perencana")


def test_a_file_is_judged_first_and_then_loaded(draft, desk):
    found = desk.post(at("upload", draft), {"file": export()})
    page = words(found)
    assert found.status_code == 200
    assert "Berkas dapat dimuat. Belum ada yang berubah." in page
    for control in ("131", "Rp 9.239.668.432", "Rp 5.257.558.829", "Rp 63.091.100"):
        assert control in page
    assert "SKPD belum dihubungkan ke perangkat daerah" in page
    assert f'href="{reverse("budget:codes")}">Buka Kode SKPD</a>' in page
    assert 'BELANJA OPERASI<span class="kind">5.1</span>' in page
    assert not BudgetLine.objects.exists()
    sent = {"ticket": ticket_in(page), "file_name": "buru.csv"}
    found = desk.post(at("confirm", draft), sent)
    assert found["Location"] == at("version", draft)
    draft.refresh_from_db()
    assert (draft.lines.count(), draft.source) == (131, "buru.csv")
    assert desk.post(at("confirm", draft), sent).status_code == 410


def test_the_same_file_once_more_says_so(draft, desk, load):
    load(draft)
    page = words(desk.post(at("upload", draft), {"file": export()}))
    assert "Berkas yang sama sudah dimuat" in page
    assert "Muat sekarang" not in page


def test_a_ticket_is_good_for_its_version_and_its_owner(draft, desk, as_login):
    ticket = ticket_in(words(desk.post(at("upload", draft), {"file": export()})))
    assert desk.post(at("confirm", draft), {"ticket": f"{ticket}x"}).status_code == 410
    assert as_login("staf").post(at("confirm", draft), {"ticket": ticket}).status_code == 403
    assert not BudgetLine.objects.exists()


def test_odd_rows_are_told_by_kind_with_their_first_rows(draft, desk):
    text = (export().read()).decode().replace(",2025,", ",2024,", 7)
    page = words(desk.post(at("upload", draft), {"file": upload_of(text.encode())}))
    assert "Berkas belum dapat dimuat." in page
    assert "menahan berkas" in page
    assert "Tahun baris lain dari tahun versi" in page
    assert "7 kali." in page
    assert "baris 2: <code>2024</code>" in page
    assert page.count("<code>2024</code>") == 5
    assert "Muat sekarang" not in page


def test_every_odd_row_comes_as_a_file_and_nothing_is_written(draft, desk, as_login):
    text = (export().read()).decode().replace(",2025,", ",2024,", 7)
    page = words(desk.post(at("upload", draft), {"file": upload_of(text.encode())}))
    sent = {"ticket": ticket_in(page)}
    found = desk.post(at("odd_rows", draft), sent)
    lines = found.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "baris;akibat;masalah;isi_sel;saran"
    wrong = [line for line in lines if ";Tahun baris lain dari tahun versi;2024;" in line]
    assert [line.split(";")[:2] for line in wrong] == [
        [str(row), "menahan berkas"] for row in range(2, 9)
    ]
    assert any(";tetap dimuat;" in line for line in lines)
    assert not BudgetLine.objects.exists()
    assert not BudgetActivity.objects.exists()
    assert as_login("staf").post(at("odd_rows", draft), sent).status_code == 403


def test_a_foreign_file_gives_its_odd_rows_by_the_chosen_columns(draft, desk):
    page = words(desk.post(at("upload", draft), {"file": upload_of(MAPPED)}))
    chosen = {
        "peta-agency_code": "skpd", "peta-agency_name": "nama", "peta-account_code": "rek",
        "peta-amount": "nilai",
    }  # fmt: skip
    sent = {"ticket": ticket_in(page), **chosen}
    found = desk.post(at("odd_rows", draft), sent).content.decode("utf-8-sig")
    assert ";Rekening tidak ada dalam daftar;5.9.99.01.01.0001;" in found
    assert desk.post(at("odd_rows", draft), {"ticket": sent["ticket"]}).status_code == 422


def test_more_odd_rows_than_a_page_keeps_are_all_in_the_file(draft, desk):
    head, first = MAPPED.decode().splitlines()[:2]
    text = "\n".join([head, *[first.replace(";7", ";x")] * 1_200])
    report = desk.post(at("upload", draft), {"file": upload_of(text.encode())})
    chosen = {
        "peta-agency_code": "skpd", "peta-agency_name": "nama", "peta-account_code": "rek",
        "peta-amount": "nilai",
    }  # fmt: skip
    sent = {"ticket": ticket_in(words(report)), **chosen}
    found = desk.post(at("odd_rows", draft), sent).content.decode("utf-8-sig")
    assert found.count(";Pagu tidak terbaca;x;") == 1_200


def test_a_foreign_file_asks_which_column_is_which(draft, desk):
    found = desk.post(at("upload", draft), {"file": upload_of(MAPPED)})
    page = words(found)
    assert found.status_code == 422
    assert "bukan judul ekspor SIPD" in page
    sent = {"ticket": ticket_in(page), "file_name": "lain.csv", "peta-agency_code": "skpd"}
    lacking = words(desk.post(at("map_columns", draft), sent))
    assert "Pilih kolomnya" in lacking
    sent |= {"peta-agency_name": "nama", "peta-account_code": "rek", "peta-amount": "nilai"}
    report = words(desk.post(at("map_columns", draft), sent))
    assert "CSV dengan peta kolom" in report
    assert "Rekening tidak ada dalam daftar" in report
    assert 'name="peta-amount" value="nilai"' in report
    assert desk.post(at("confirm", draft), sent).status_code == 302
    assert sum(draft.lines.values_list("amount", flat=True)) == 42


def test_a_column_that_is_not_in_the_file_is_refused(draft, desk):
    ticket = ticket_in(words(desk.post(at("upload", draft), {"file": upload_of(MAPPED)})))
    sent = {
        "ticket": ticket, "peta-agency_code": "skpd", "peta-agency_name": "nama",
        "peta-account_code": "rek", "peta-amount": "emas",
    }  # fmt: skip
    found = desk.post(at("map_columns", draft), sent)
    assert found.status_code == 422
    with_it = desk.post(at("confirm", draft), sent)
    assert with_it.status_code == 422
    assert not BudgetLine.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0lama", "berbentuk lama"),
        (b"PK\x03\x04rusak", "tidak dapat dibuka"),
        ("KODE SKPD;PAGU\n\u00e9".encode("latin-1"), "bukan teks UTF-8"),
        (b'"buka', "tidak berpasangan"),
    ],
)
def test_a_file_that_cannot_be_read_is_explained(draft, desk, content, said):
    found = desk.post(at("upload", draft), {"file": upload_of(content)})
    assert found.status_code == 422
    assert said in words(found)


def test_a_file_too_big_for_a_page_is_sent_elsewhere(draft, desk, settings):
    settings.LISTING_MAX_BYTES = 100
    found = desk.post(at("upload", draft), {"file": export(AMENDED)})
    assert found.status_code == 422
    assert "lebih besar dari" in words(found)


def test_an_adopted_version_takes_no_file(versions, desk):
    assert desk.get(at("upload", versions[0])).status_code == 409


def problems_in(path):
    """Every problem of BudgetFileRefused that the code names, taken from the code itself."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "BudgetFileRefused":
            for word in node.keywords:
                if word.arg == "problem":
                    yield word.value.value


def test_every_refusal_has_its_words_and_no_words_are_left_over():
    folder = Path(sasando.budget.__file__).parent
    files = [path for path in folder.rglob("*.py") if "tests" not in path.parts]
    named = {problem for path in files for problem in problems_in(path)}
    assert named == set(REFUSALS)
    for problem in named:
        said = refusal_words(BudgetFileRefused(problem=problem, what="amount", row=7))
        assert all(said)
        assert "%" not in "".join(said)


def test_every_kind_of_odd_row_shows_its_first_rows_however_late_it_comes():
    report = LineReport()
    for row in range(1, 1501):
        report.note(row, "account-unknown", "5.9")
    report.note(1501, "year-differs", "2024")
    first, second = report.groups
    assert (first.refuses, first.count, first.first[0].row) == (True, 1, 1501)
    assert (second.count, len(second.first)) == (1500, 5)
    assert set(WORDS) >= REFUSING
