"""Typesetting: what users write stays text, and the PDF is what it claims to be."""

import re
from datetime import date

import pytest

from sasando.papers import typesetting
from sasando.papers.typesetting import TypesettingFailed, printable, printable_data, typeset

from .reading import (
    checked_by_qpdf,
    fonts_not_embedded,
    inside,
    pages_of,
    signatures_by_poppler,
    words_of,
)

DAY = date(2026, 11, 20)
pytestmark = pytest.mark.usefixtures("outside_readers")


@pytest.fixture(autouse=True)
def probe(monkeypatch, tmp_path):
    """A template that prints one text of the data, in a root of its own."""
    source = (
        "#let handed = json(bytes(sys.inputs.handed))\n"
        "#set document(title: handed.document.title)\n"
        '#set text(font: "Libertinus Serif", lang: "id")\n'
        "#for line in handed.data.lines { block(line) }\n"
    )
    (tmp_path / "probe.typ").write_text(source, encoding="utf-8")
    monkeypatch.setattr(typesetting, "ROOT", tmp_path)
    typesetting._compiler.cache_clear()
    yield
    typesetting._compiler.cache_clear()


def pdf_with(*lines, title="Uji"):
    return typeset("probe.typ", {"lines": list(lines)}, title=title, document_date=DAY)


HOSTILE = (
    "#panic()",
    '#read("/settings.py")',
    '#import "x.typ": *',
    "$x^2$ #sys.inputs",
    "@label <label>",
    "\\ \\u{41} \\\\",
    '"); #panic(',
    "*tebal* _miring_ = Judul",
    "// komentar /* */",
    "{{ 7*7 }} {% x %}",
    "`kode` https://contoh.invalid",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_source_in_the_data_stays_words(words):
    assert words in words_of(pdf_with("awal", words, "akhir"))


def test_hostile_titles_stay_words(tmp_path):
    pdf = pdf_with("isi", title='#panic("x") $a$ <b> & "c"')
    assert b"#panic" in inside(pdf, tmp_path)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Bapak \U0001f600 Contoh", "Bapak □ Contoh"),
        ("नमस्ते", "□□□□□□"),
        ("السلام", "□□□□□□"),
        ("e\u0301", "é"),
        ("a\u200bb\ufeffc\u202ed", "abcd"),
        ("satu\ttab\u2028baris", "satu tab baris"),
        ("nol\x00\x07", "nol□□"),
        ("Ŵ Ə́ ł đ ñ ř – — … “ ” ≤ ≥", "Ŵ Ə́ ł đ ñ ř – — … “ ” ≤ ≥"),
    ],
)
def test_what_the_fonts_cannot_draw_is_a_box(words, shown):
    assert printable(words).replace("\u200b", "") == shown


def test_every_character_that_is_kept_can_be_set():
    """Else one name could stop all papers of its unit."""
    ranges = re.findall(r"(.)-(.)|(.)", typesetting._DRAWN, re.DOTALL)
    kept = [
        chr(point)
        for first, last, single in ranges
        for point in range(ord(first or single), ord(last or single) + 1)
    ]
    lines = ["".join(kept[i : i + 40]) for i in range(0, len(kept), 40)]
    assert len(kept) > 1000
    assert pdf_with(*lines).startswith(b"%PDF-")


def test_every_other_character_becomes_printable_too():
    strange = "".join(chr(point) for point in range(0x21, 0x3100) if not 0xD800 <= point < 0xE000)
    lines = [strange[i : i + 60] for i in range(0, len(strange), 60)]
    assert pdf_with(*lines, "\ud800 sendirian").startswith(b"%PDF-")


def test_a_word_without_end_breaks():
    pdf = pdf_with("A" * 1000)
    assert pages_of(pdf) == 1
    assert words_of(pdf).count("A") == 1000
    assert len(max(words_of(pdf).split(), key=len)) < 90


def test_the_same_input_gives_the_same_bytes():
    assert pdf_with("sama") == pdf_with("sama")
    assert pdf_with("sama") != pdf_with("lain")


def test_the_pdf_is_sound_and_says_what_it_is(tmp_path):
    pdf = pdf_with("isi", title="Judul Uji")
    found = checked_by_qpdf(pdf, tmp_path)
    assert found.returncode == 0, found.stdout + found.stderr
    objects = inside(pdf, tmp_path)
    assert b"<pdfaid:part>2</pdfaid:part>" in objects
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in objects
    assert b"/OutputIntents" in objects
    assert b"/Lang (id" in objects
    assert b"/Marked true" in objects
    assert b"/CreationDate (D:20261120" in objects
    assert b"/JavaScript" not in objects
    assert fonts_not_embedded(pdf) == []
    assert signatures_by_poppler(pdf, tmp_path) == []


def test_numbers_come_as_texts():
    with pytest.raises(TypeError):
        typeset("probe.typ", {"lines": [1.5]}, title="Uji", document_date=DAY)
    assert printable_data({"a": (1, None, True, "x")}) == {"a": [1, None, True, "x"]}


def test_a_template_that_fails_says_so_and_the_next_paper_is_set():
    with pytest.raises(TypesettingFailed):
        typeset("probe.typ", {}, title="Uji", document_date=DAY)
    assert "sesudahnya" in words_of(pdf_with("sesudahnya"))


def test_a_panic_of_the_typesetter_is_an_ordinary_failure(monkeypatch):
    """Some scripts stop typst 0.15 itself; should one slip through, only that paper fails."""
    monkeypatch.setattr(typesetting, "printable", lambda text: text)
    strange = " ".join(chr(point) for point in range(0x590, 0x1D00) if chr(point).isprintable())
    with pytest.raises(TypesettingFailed):
        pdf_with(strange)
    assert "hidup" in words_of(pdf_with("hidup"))
