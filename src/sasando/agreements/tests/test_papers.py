"""The Perjanjian Kinerja on paper, as other people's programs read it."""

import io
import re
import shutil
from decimal import Decimal

import pytest
from docx import Document

from sasando.agreements import docx as agreement_word
from sasando.agreements.models import Agreement
from sasando.agreements.papers import ACTION_PLAN, draft_pdf, issue_agreement, standing_of
from sasando.core import clock
from sasando.core.errors import NotFoundForViewer
from sasando.organization.models import Unit
from sasando.papers.errors import SignerMissing
from sasando.papers.models import IssuedPaper
from sasando.papers.queries import file_of
from sasando.papers.tests.reading import (
    checked_by_qpdf,
    fonts_not_embedded,
    inside,
    pages_of,
    raw_words_of,
    signatures_by_poppler,
    text_of,
    words_of,
)
from sasando.rules.agreements import AgreementTier

from .factories import policy, viewer
from .paper_rows import (
    drafted,
    holder,
    in_force,
    item,
    line,
    proposed,
    signed,
    signed_on_paper,
    with_dictionary,
)


@pytest.fixture(autouse=True)
def _readers(settings, tmp_path):
    settings.SIGNING_TEST_CERTIFICATE = tmp_path / "uji.pem"
    missing = [tool for tool in ("qpdf", "pdftotext", "pdfsig") if not shutil.which(tool)]
    assert not missing, f"install qpdf and poppler-utils: {missing} is missing"


def issued(agreement, login="kabid"):
    return issue_agreement(viewer=viewer(login), now=clock.now(), code=agreement.code)


def draft(agreement):
    return draft_pdf(Agreement.objects.with_state().get(pk=agreement.pk), now=clock.now())


def test_the_paper_says_what_the_form_wants(friday):
    agreement = in_force(lines=2)
    words = words_of(file_of(issued(agreement)))
    for part in (
        "PEMERINTAH KOTA KUPANG",
        "PERJANJIAN KINERJA TAHUN 2027",
        "selanjutnya disebut pihak pertama,",
        "selaku atasan pihak pertama, selanjutnya disebut pihak kedua.",
        "memberi penghargaan dan sanksi",
        "LAMPIRAN PERJANJIAN KINERJA TAHUN 2027",
        "No. Sasaran Indikator Kinerja Target",
        "80,50 %",
        "Rp 1.234.567.890",
        "Jumlah Rp 3.703.703.670",
        "Kupang, 20 November 2026",
        "Ditandatangani secara elektronik",
        "Tanda tangan uji: CONTOH, tidak sah",
        "CONTOH bukan dokumen resmi",
        "Halaman 1 dari 2",
        holder("kabid").person.name,
        holder("kadis").position.title,
    ):
        assert part in words, part
    assert "D R A F" not in raw_words_of(file_of(issued(agreement)))
    assert "PERUBAHAN" not in words


def test_the_second_party_stands_left_and_the_first_right(friday):
    rows = [
        line for line in text_of(file_of(issued(in_force()))).splitlines() if "Pihak kedua," in line
    ]
    assert rows
    assert all(row.index("Pihak kedua,") < row.index("Pihak pertama,") for row in rows)


def numbers_on(words):
    """Which of both parties' NIPs stand on a paper."""
    logins = ("kabid", "kadis")
    own = {login: holder(login).person.numbers.get().number for login in logins}
    return {login for login, number in own.items() if number in words.replace(" ", "")}


def test_rank_and_number_stand_under_the_name(friday):
    words = words_of(file_of(issued(in_force())))
    assert "Pembina" in words or "Penata" in words
    assert numbers_on(words) == {"kabid", "kadis"}


def test_a_draft_has_no_number_before_it_is_signed(friday):
    assert numbers_on(words_of(draft(proposed(drafted("kabid"))))) == set()


def test_a_city_that_publishes_papers_prints_no_number(friday, at):
    policy("nip-pada-dokumen", {"cetak": False})
    at("2026-11-23 09.00")
    assert numbers_on(words_of(file_of(issued(in_force())))) == set()


def test_the_mayor_promises_alone_for_the_city(friday):
    Agreement.objects.all()
    agreement = drafted("walikota", tier=AgreementTier.CITY)
    assert agreement.unit.kind == Unit.Kind.CITY
    words = words_of(file_of(issued(signed(proposed(agreement, "walikota", None)), "walikota")))
    assert "menjadi tanggung jawab kami" in words
    assert "pihak pertama" not in words.lower()
    assert f"{holder('walikota').position.title}," in words


def test_a_revision_says_so_and_why(friday):
    first = in_force()
    second = drafted(version=2, supersedes=first, revision_reason="STRATEGY_OR_BUDGET_CHANGED",
                     revision_note="APBD Perubahan ditetapkan.")  # fmt: skip
    words = words_of(file_of(issued(signed(proposed(second)))))
    assert "PERJANJIAN KINERJA PERUBAHAN TAHUN 2027" in words
    assert "Alasan perubahan:" in words
    assert "APBD Perubahan ditetapkan." in words


def test_two_signatures_in_turn_and_both_hold(friday, tmp_path):
    pdf = file_of(issued(in_force()))
    assert signatures_by_poppler(pdf, tmp_path) == [
        ("PihakPertama", True, True, False),
        ("PihakKedua", True, True, True),
    ]


def test_the_file_is_sound_pdf_a_with_a_qr(friday, tmp_path):
    paper = issued(in_force())
    pdf = file_of(paper)
    found = checked_by_qpdf(pdf, tmp_path)
    assert found.returncode == 0, found.stdout + found.stderr
    assert fonts_not_embedded(pdf) == []
    objects = inside(pdf, tmp_path)
    assert b"<pdfaid:part>2</pdfaid:part>" in objects
    assert f"/periksa/{paper.code}/" in words_of(pdf)


def test_a_draft_says_draf_and_has_no_code(friday, tmp_path):
    words = raw_words_of(draft(drafted()))
    assert words.count("D R A F") == 2, "slanted across both pages"
    assert "Para pihak ditetapkan saat perjanjian diajukan." in words
    assert "/periksa/" not in words
    assert not IssuedPaper.objects.exists()


def test_a_city_without_a_certificate_reads_drafts_and_issues_nothing(friday, monkeypatch):
    agreement = drafted()
    monkeypatch.setattr(clock, "is_production", lambda: True)
    assert draft(agreement).startswith(b"%PDF-")
    signed(proposed(agreement))
    with pytest.raises(SignerMissing):
        issued(agreement)


def test_a_half_signed_draft_has_one_signature(friday, tmp_path):
    pdf = draft(signed(proposed(drafted()), "PERTAMA"))
    assert [one[:2] for one in signatures_by_poppler(pdf, tmp_path)] == [("PihakPertama", True)]
    assert "belum ditandatangani" in words_of(pdf)
    assert "D R A F" in raw_words_of(pdf)


def test_what_was_signed_on_paper_is_said_in_words(friday, tmp_path):
    pdf = file_of(issued(signed_on_paper(proposed(drafted()), clock.local_day(friday))))
    assert "di atas kertas, 20 November 2026" in words_of(pdf)
    assert "secara elektronik" not in words_of(pdf)
    assert [one[:2] for one in signatures_by_poppler(pdf, tmp_path)] == [("Salinan", True)]


def test_a_paper_is_issued_once(friday):
    agreement = in_force()
    first, second = issued(agreement), issued(agreement, "kadis")
    assert first == second
    assert file_of(first) == file_of(second)
    assert IssuedPaper.objects.count() == 1


@pytest.mark.parametrize("roles", [(), ("PERTAMA",)])
def test_nothing_is_issued_while_a_signature_is_missing(friday, roles):
    agreement = proposed(drafted())
    if roles:
        signed(agreement, *roles)
    with pytest.raises(NotFoundForViewer):
        issued(agreement)


def test_what_is_out_of_scope_is_not_issued(friday):
    with pytest.raises(NotFoundForViewer):
        issued(in_force(), "orangluar")


def test_a_replaced_version_is_still_ours_and_names_the_next(friday):
    first = in_force()
    paper = issued(first)
    assert standing_of(paper).label == "berlaku"
    second = drafted(version=2, supersedes=first, revision_reason="OFFICIAL_CHANGED",
                     revision_note="Mutasi.")  # fmt: skip
    second = signed(proposed(second))
    assert standing_of(paper).label == "digantikan"
    assert standing_of(paper).later_code == ""
    assert standing_of(paper).later_code == "" != issued(second).code
    assert standing_of(paper).later_code == issued(second).code
    assert standing_of(issued(second)).label == "berlaku"


def test_sixty_indicators_run_over_several_pages(friday, tmp_path):
    agreement = signed(proposed(drafted(items=60, lines=12)))
    pdf = file_of(issued(agreement))
    pages = text_of(pdf).split("\f")
    assert pages_of(pdf) >= 4
    assert all("Halaman" in page for page in pages if page.strip())
    assert sum("Indikator Kinerja" in page for page in pages) >= 2, "the head is repeated"
    assert all(f"Indikator uji nomor {number}" in words_of(pdf) for number in range(1, 61))
    assert checked_by_qpdf(pdf, tmp_path).returncode == 0


HOSTILE = 'PT "#panic()" $x$ @a \\ <b>&amp; {{ 7*7 }} {% for %} *tebal*'


def hostile_agreement():
    agreement = drafted(items=0, unit_name=HOSTILE)
    item(agreement, 1, indicator_name=f"{HOSTILE} 😀", measure="#sys", statement="$sum$ नमस्ते")
    line(agreement, 1, name=f"{HOSTILE} {'Panjang' * 40}", funding="@dana")
    return signed(proposed(agreement))


def test_words_of_users_stay_words(friday, tmp_path):
    pdf = file_of(issued(hostile_agreement()))
    words = words_of(pdf)
    assert f"{HOSTILE.upper()}" in words
    assert "$sum$" in words
    assert "#sys" in words
    assert checked_by_qpdf(pdf, tmp_path).returncode == 0


def test_a_target_of_the_dictionary_has_its_unit(friday):
    agreement = drafted(items=0)
    with_dictionary(agreement, 1, Decimal("66.44"))
    assert "66,44 %" in words_of(draft(agreement))


# Word


def word_of(agreement):
    found = Agreement.objects.with_state().select_related("unit").get(pk=agreement.pk)
    content = agreement_word.agreement_docx(found, day=clock.local_day(clock.now()))
    return Document(io.BytesIO(content))


def all_words(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in document.paragraphs), *cells])


def test_the_word_file_has_the_same_content(friday):
    document = word_of(in_force(lines=2))
    words = all_words(document)
    for part in ("PERJANJIAN KINERJA TAHUN 2027", "80,50 %", "Rp 1.234.567.890",
                 "Indikator uji nomor 2", "Pihak kedua", holder("kabid").person.name):  # fmt: skip
        assert part in words, part
    assert "{{" not in words
    assert "{%" not in words
    assert "yang sah hanya PDF" in document.sections[0].footer.paragraphs[0].text


def test_the_word_file_spans_an_objective_over_its_indicators(friday):
    annex = word_of(in_force(items=3)).tables[1]
    assert [row.cells[2].text for row in annex.rows][1:] == [
        f"Indikator uji nomor {number}" for number in (1, 2, 3)
    ]
    assert len({row.cells[1].text for row in annex.rows[1:]}) == 1
    merges = re.findall(r'<w:vMerge w:val="(\w+)"', annex._tbl.xml)
    assert merges == ["restart", "restart", "continue", "continue", "continue", "continue"]


def test_a_drafted_word_file_says_so(friday):
    assert "DRAF CONTOH" in all_words(word_of(drafted()))


def test_the_mayors_word_file_has_one_party(friday):
    agreement = drafted("walikota", tier=AgreementTier.CITY)
    words = all_words(word_of(signed(proposed(agreement, "walikota", None))))
    assert "pihak pertama" not in words.lower()


def test_words_of_users_are_no_tags_of_word(friday):
    words = all_words(word_of(hostile_agreement()))
    assert "{{ 7*7 }}" in words
    assert "<b>&amp;" in words


# The action plan


def test_the_action_plan_says_what_each_quarter_is_to_reach(friday, tmp_path):
    agreement = drafted(items=0)
    item(agreement, 1, quarter_1=Decimal("20.5"), quarter_2=Decimal(40), quarter_4=Decimal("80.5"))
    agreement = signed(proposed(agreement))
    paper = issue_agreement(
        viewer=viewer("kabid"), now=clock.now(), code=agreement.code, form=ACTION_PLAN
    )
    pdf = file_of(paper)
    words = words_of(pdf)
    assert paper.code.startswith("RA-")
    assert "RENCANA AKSI TAHUN 2027" in words
    assert "20,50 40,00 – 80,50 80,50 %" in words
    assert len(signatures_by_poppler(pdf, tmp_path)) == 2
    assert issued(agreement) != paper, "the agreement and its plan are two papers"
    assert standing_of(paper).label == "berlaku"
