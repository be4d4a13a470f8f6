"""Likeness of plan texts: what is forgiven, what is not, and what the quick search finds."""

import csv
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasando.rules.lexicon import LEXICON
from sasando.rules.stems import stem_of
from sasando.rules.texts import (
    Pair,
    compare,
    near_duplicates,
    read_text,
    similarity,
    text_similarity,
    words_of,
    written_substance,
)
from sasando.rules.vocabulary import STOP, WEAK

DATA = Path(__file__).resolve().parents[4] / "data" / "nasional"
LIMIT = 760
VOCABULARY = """jumlah sd sekolah dasar smp dibangun bangunan tidak 2025 warga masyarakat
pelayanan palayanan dan B3 3"""
WORDS = st.lists(st.sampled_from(VOCABULARY.split()), max_size=8).map(" ".join)


def indicators(count):
    path = DATA / "nomenklatur_subkegiatan_kabkota_2027.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [row["indikator"] for row in csv.DictReader(file)][:count]


@pytest.mark.parametrize(
    "forms",
    [
        "penyusunan menyusun tersusunnya disusun",
        "pengelolaan dikelola terkelolanya mengelola",
        "pembangunan membangun dibangun bangunan",
        "penyediaan menyediakan disediakan tersedianya",
        "peningkatan meningkatnya meningkatkan",
        "penanganan menangani ditangani",
        "pemeliharaan dipelihara terpelihara pelihara",
        "pemenuhan dipenuhi terpenuhinya",
        "pengawasan diawasi",
        "perbaikan diperbaiki",
        "pengujian diuji",
        "kemiskinan miskin",
        "kesehatan sehat",
        "rehabilitasi direhabilitasi terehabilitasi",
    ],
)
def test_forms_of_one_word_have_one_stem(forms):
    assert len({stem_of(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "words",
    [
        "pengelolaan pengolahan",
        "kelurahan kecamatan",
        "koperasi operasi",
        "kawasan pengawasan",
        "pendapatan dapat",
        "jalan",
        "ternak",
        "sd",
    ],
)
def test_different_words_keep_different_stems(words):
    listed = words.split()
    assert len({stem_of(word) for word in listed}) == len(listed)
    assert all(len(stem_of(word)) >= min(len(word), 3) for word in listed)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Jumlah Sekolah Dasar yang direhabilitasi", "Jml SD yg di-rehab"),
        ("Persentase rumah tidak layak huni", "Persentase RTLH"),
        ("Jumlah kunjungan tahun 2025", "jumlah kunjungan, tahun 2026"),
        ("Jumlah dokumen perencanaan", "Jumlah dokumen perencanan"),
        ("Jumlah warga masyarakat yang hadir", "Jumlah masyarakat yang hadir"),
        ("PROGRAM PENGELOLAAN PENDIDIKAN", "Program pengelolaan pendidikan"),
    ],
)
def test_what_says_the_same(first, second):
    assert similarity(first, second) >= 900


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Jumlah SD yang dibangun", "Jumlah SMP yang dibangun"),
        ("Jumlah sapi yang divaksin", "Jumlah babi yang divaksin"),
        ("Persentase rumah layak huni", "Persentase rumah tidak layak huni"),
        ("Jumlah siswa kelas 3 yang diuji", "Jumlah siswa kelas 6 yang diuji"),
        ("Jumlah korban yang dievakuasi", "Jumlah korban yang dievaluasi"),
        ("Panjang bangunan yang dibangun", "Panjang bangunan yang dipelihara"),
        ("Jumlah pengaduan barang", "Jumlah pengadaan barang"),
    ],
)
def test_one_word_may_change_the_meaning(first, second):
    assert similarity(first, second) < LIMIT


def test_a_replaced_word_counts_as_much_in_a_long_sentence():
    long = "Jumlah peserta didik {} yang menerima peralatan laboratorium ilmu alam standar nasional"
    assert similarity(long.format("SD"), long.format("SMP")) < LIMIT


def test_blank_texts_are_like_nothing():
    assert similarity("", "") == 0
    assert similarity("Jumlah", "") == 0
    assert similarity("2025", "2025") == 0


def test_the_deciding_words_are_told():
    likeness = compare(read_text("Jumlah SD baru"), read_text("Jumlah SMP baru"))
    assert likeness.shared == ("jumlah", "baru")
    assert (likeness.only_first, likeness.only_second) == (("sd",), ("smp",))
    steps = text_similarity("Jumlah SD baru", "Jumlah SMP baru").steps
    assert [step.outcome for step in steps[:3]] == ["jumlah, baru", "sd", "smp"]
    assert text_similarity("Jumlah", "Jumlah").steps[1].outcome == "tidak ada"


def test_words_and_substance():
    assert words_of("Jml SD th 2025") == ("jumlah", "sd", "tahun")
    assert written_substance("Persentase pelaksanaan pengelolaan arsip") == {"pengelolaan", "arsip"}


@given(WORDS, WORDS)
def test_likeness_is_mutual_and_within_bounds(first, second):
    found = similarity(first, second)
    assert found == similarity(second, first)
    assert 0 <= found <= 1000


@given(WORDS)
def test_a_text_is_wholly_like_itself_unless_it_says_nothing(text):
    assert similarity(text, text) == (1000 if read_text(text).words else 0)


@pytest.mark.parametrize("limit", [600, 760, 900, 1000])
def test_the_search_finds_exactly_what_comparing_all_finds(limit):
    real = indicators(150)
    slips = [text.replace("Telah", "Telh").replace("sekolah", "sekolh") for text in real[:60]]
    texts = real + slips + ["", "Jumlah", "2025"]
    every = [
        Pair(first, second, likeness)
        for first, second in combinations(range(len(texts)), 2)
        if (likeness := similarity(texts[first], texts[second])) >= limit
    ]
    assert list(near_duplicates(texts, at_least=limit)) == every
    assert len(every) > 10


def test_tables_hold_lower_case_words():
    for table in (STOP, WEAK, LEXICON):
        assert all(word.isalpha() and word == word.casefold() for word in table)
    assert STOP.isdisjoint(WEAK)
