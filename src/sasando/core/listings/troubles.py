"""What can be wrong with a file, a row or a cell, each with what to do about it.

The sentences here fit every list. A package adds those of its own lists once, with `add_sentences`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sasando.rules.errors import Problem

# NIP (18 digits) and NIK (16), also when somebody put blanks, dots or strokes between them.
_PERSONAL_NUMBER = re.compile(r"\d(?:[\s.\-]?\d){13,}")
# The code of an agency (planning_budget B5) has 15 digits and is nobody's number.
_AGENCY_CODE = re.compile(r"(?:\d\.\d{2}\.){3}\d{2}\.\d{4}")
SHOWN_DIGITS: Final = 3
SHOWN_TEXT: Final = 60


def masked(text: str) -> str:
    """A text fit for a report: long runs of digits keep only their last three."""
    return _PERSONAL_NUMBER.sub(_mask, text)[:SHOWN_TEXT]


def _mask(found: re.Match[str]) -> str:
    return found[0] if _AGENCY_CODE.fullmatch(found[0]) else f"…{found[0][-SHOWN_DIGITS:]}"


@dataclass(frozen=True)
class Trouble:
    """One thing to mend: in which column, what is wrong, what to do."""

    field: str
    code: str
    problem: str
    mend: str


_NOT_A_NUMBER: Final = (
    "“%(value)s” bukan angka.",
    "Tulis angka seperti 8,24 atau 1.234,5, tanpa satuan dan tanpa tanda persen.",
)
SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "file-empty": ("Berkas kosong.", "Isi berkas mulai dari templat, lalu unggah lagi."),
    "file-too-large": (
        "Berkas lebih besar dari %(limit)s MB.",
        "Bagi berkas menjadi beberapa bagian.",
    ),
    "file-too-long": (
        "Berkas berisi lebih dari %(limit)s baris.",
        "Bagi berkas menjadi beberapa bagian.",
    ),
    "file-not-utf8": (
        "Isi berkas bukan teks UTF-8.",
        "Simpan ulang sebagai CSV UTF-8, atau kirim berkas Excel (.xlsx).",
    ),
    "file-old-excel": (
        "Berkas Excel ini berbentuk lama (.xls).",
        "Simpan ulang sebagai .xlsx atau CSV UTF-8.",
    ),
    "file-broken": (
        "Berkas Excel ini tidak dapat dibuka.",
        "Buka di aplikasi lembar kerja, simpan ulang sebagai .xlsx tanpa kata sandi.",
    ),
    "file-bad-quotes": (
        "Tanda kutip pada baris %(line)s tidak berpasangan.",
        "Perbaiki tanda kutipnya, atau simpan ulang dari aplikasi lembar kerja.",
    ),
    "column-unknown": (
        "Kolom “%(column)s” tidak dikenal.",
        "Hapus atau ganti namanya. Kolom yang dikenal: %(known)s.",
    ),
    "column-twice": ("Kolom “%(column)s” ada dua kali.", "Hapus salah satunya."),
    "column-missing": ("Kolom “%(column)s” tidak ada.", "Tambahkan kolom itu; lihat templat."),
    "row-too-wide": (
        "Baris ini berisi lebih banyak sel daripada judul kolom.",
        "Hapus sel berlebih. Teks yang memuat pemisah kolom harus diapit tanda kutip.",
    ),
    "cell-rounded": (
        "Sel ini angka panjang yang sudah dibulatkan oleh Excel, jadi angkanya tidak utuh lagi.",
        "Ubah format kolom menjadi Teks, lalu ketik ulang angkanya dari sumber asli.",
    ),
    "cell-not-text": (
        "Sel ini angka pecahan %(value)s, padahal kolomnya teks; kode 1.10 pun menjadi 1,1.",
        "Ubah format kolom menjadi Teks, lalu ketik ulang isinya dari sumber asli.",
    ),
    "empty": ("Isian kosong.", "Isi kolom ini."),
    "too-long": ("Isian lebih dari %(limit)s huruf.", "Persingkat isiannya."),
    "control-character": ("Isian memuat huruf yang tidak tercetak.", "Ketik ulang isian ini."),
    "code-malformed": (
        "Kode “%(value)s” tidak sah.",
        "Pakai huruf besar, angka, titik, atau strip, paling panjang %(limit)s huruf.",
    ),
    "code-personal": (
        "Kode ini tampak seperti NIP atau NIK.",
        "Pakai kode kepegawaian yang tidak memuat data pribadi.",
    ),
    "choice-unknown": ("“%(value)s” bukan pilihan yang dikenal.", "Pilih salah satu: %(known)s."),
    "date-malformed": (
        "“%(value)s” bukan tanggal yang ada.",
        "Tulis tanggal seperti 2026-01-31 atau 31/01/2026.",
    ),
    "time-malformed": ("“%(value)s” bukan jam.", "Tulis jam seperti 07.30."),
    "dates-reversed": ("Tanggal sampai mendahului tanggal sejak.", "Periksa kedua tanggal."),
    "duplicate": (
        "Sudah ada pada baris %(line)s.",
        "Sisakan satu baris saja.",
    ),
    "differs-in-file": (
        "Isian ini berbeda dengan baris %(line)s untuk kode yang sama.",
        "Samakan isian kedua baris.",
    ),
    "cycle": (
        "Baris ini berputar: %(chain)s.",
        "Perbaiki salah satu induk atau atasan di rantai itu.",
    ),
    "columns-unknown": (
        "%(count)s kolom tidak dikenal, antara lain %(columns)s.",
        "Hapus atau ganti namanya. Kolom yang dikenal: %(known)s.",
    ),
    "heading-none": (
        "Baris pertama tidak memuat satu pun judul kolom yang dikenal.",
        "Mulai dari templat: judul kolom satu baris di paling atas, tanpa sel gabungan.",
    ),
    "heading-below": (
        "Judul kolom baru ditemukan pada baris %(line)s, padahal harus pada baris pertama.",
        "Hapus semua baris di atasnya, juga judul bertingkat dan sel gabungan.",
    ),
    "heading-blank": (
        "Kolom ke-%(number)s berisi data, tetapi judulnya kosong.",
        "Isi judulnya; sel judul tidak boleh digabung.",
    ),
    "file-too-wide": (
        "Berkas berisi lebih dari %(limit)s kolom.",
        "Sisakan kolom yang ada di templat.",
    ),
    Problem.AMBIGUOUS_NUMBER: (
        "“%(value)s” dapat dibaca dua cara: ribuan atau pecahan.",
        "Tulis ribuan tanpa titik (1234) atau pecahan dengan koma (1,234).",
    ),
    Problem.DOT_IS_NOT_DECIMAL: (
        "“%(value)s” memakai titik sebagai tanda desimal.",
        "Tulis tanda desimal dengan koma, misalnya 8,24.",
    ),
    Problem.NOT_A_NUMBER: _NOT_A_NUMBER,
    Problem.NOT_FINITE: _NOT_A_NUMBER,
    Problem.OUT_OF_RANGE: (
        "Angka “%(value)s” terlalu besar atau terlalu halus.",
        "Periksa angkanya: paling banyak 18 angka di depan dan 9 di belakang koma.",
    ),
    Problem.OUT_OF_ORDER: (
        "Rentang “%(value)s” terbalik.",
        "Tulis dari yang kecil ke yang besar, misalnya 80-90.",
    ),
    Problem.TOO_LONG: ("Isian ini terlalu panjang.", "Persingkat isiannya."),
    Problem.REQUIRED: ("Isian kosong.", "Isi kolom ini."),
    Problem.CODE_SEGMENTS: (
        "Jumlah segmen kode “%(value)s” tidak ada tingkatnya.",
        "Tulis seperti 1.02.02, 1.02.02.2.01, atau 1.02.02.2.01.0001, dengan format Teks.",
    ),
    Problem.CODE_DIGITS: (
        "Kode “%(value)s” tidak sah.",
        "Tulis seperti 1.02.02.2.01.0001, dengan format Teks.",
    ),
    Problem.CODE_NEEDS_MAPPING: (
        "Kode “%(value)s” berbentuk lama (dua angka di belakang).",
        "Ganti dengan kode barunya menurut daftar resmi; jangan hanya ditambah nol.",
    ),
    "number-below": ("Angka ini kurang dari %(limit)s.", "Periksa angkanya."),
    "number-above": ("Angka ini lebih dari %(limit)s.", "Periksa angkanya."),
    "number-not-whole": ("Angka ini pecahan, padahal harus bulat.", "Tulis bilangan bulat."),
    "number-too-fine": (
        "Angka ini punya lebih dari %(limit)s angka di belakang koma.",
        "Bulatkan angkanya.",
    ),
    "parent-unknown": (
        "Induk “%(value)s” tidak ada, baik di Sasando maupun di berkas ini.",
        "Tambahkan baris induknya, di atas atau di bawah baris ini.",
    ),
}


def add_sentences(own: Mapping[str, tuple[str, str]]) -> None:
    """Add what can be wrong with a package's own lists. Raises ValueError for a code in use."""
    taken = [code for code in own if SENTENCES.get(code, own[code]) != own[code]]
    if taken:
        raise ValueError(f"trouble codes in use: {', '.join(taken)}")
    SENTENCES.update(own)


def trouble(field: str, code: str, **values: Any) -> Trouble:
    """A trouble in words. Values that came from a file are masked."""
    shown = {name: masked(value) if name == "value" else value for name, value in values.items()}
    problem, mend = SENTENCES[code]
    return Trouble(field, str(code), problem % shown, mend % shown)
