"""Why a file of budget lines cannot be read at all, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sasando.budget.errors import BudgetFileRefused

FIELD_WORDS: Final = {
    "year": "Tahun",
    "agency_code": "Kode SKPD",
    "agency_name": "Nama SKPD",
    "sub_unit_code": "Kode sub unit",
    "sub_unit_name": "Nama sub unit",
    "programme_code": "Kode program",
    "programme_name": "Nama program",
    "activity_code": "Kode kegiatan",
    "activity_name": "Nama kegiatan",
    "sub_activity_code": "Kode sub kegiatan",
    "sub_activity_name": "Nama sub kegiatan",
    "funding_code": "Kode sumber dana",
    "funding_name": "Nama sumber dana",
    "account_code": "Kode rekening",
    "account_name": "Nama rekening",
    "amount": "Pagu",
    "package": "Paket",
}
REFUSALS: Final[dict[str, tuple[str, str]]] = {
    "file-empty": ("Berkas kosong.", "Ekspor sekali lagi dari SIPD, lalu unggah."),
    "file-old-excel": (
        "Berkas Excel ini berbentuk lama (.xls).",
        "Simpan ulang sebagai .xlsx atau CSV UTF-8.",
    ),
    "file-broken": (
        "Berkas Excel ini tidak dapat dibuka.",
        "Buka di aplikasi lembar kerja, simpan ulang sebagai .xlsx tanpa kata sandi.",
    ),
    "file-too-long": (
        "Berkas Excel ini berisi lebih dari %(what)s baris atau terlalu besar bila dibuka.",
        "Simpan sebagai CSV, lalu minta pengelola memuatnya dengan perintah import-budget.",
    ),
    "file-not-utf8": (
        "Isi berkas bukan teks UTF-8 mulai baris %(row)s.",
        "Simpan ulang sebagai CSV UTF-8, atau kirim berkas Excel (.xlsx).",
    ),
    "quotes-open": (
        "Tanda kutip pada atau sebelum baris %(row)s tidak berpasangan.",
        "Ekspor sekali lagi, atau perbaiki tanda kutip di baris itu.",
    ),
    "headings-none": (
        "Baris pertama berkas ini bukan judul kolom.",
        "Pakai ekspor CSV atau Excel (.xlsx) dari SIPD dengan judul kolom di baris pertama.",
    ),
    "headings-unknown": (
        "Judul kolom berkas ini bukan judul ekspor SIPD: %(what)s.",
        "Pilih di bawah kolom mana yang berisi apa, atau unggah ekspor rekap dari SIPD.",
    ),
    "heading-missing": (
        "Kolom “%(what)s” tidak ada.",
        "Ekspor sekali lagi tanpa menghapus kolom, atau pilih kolomnya di bawah.",
    ),
    "heading-twice": ("Kolom “%(what)s” ada dua kali.", "Hapus salah satunya dari berkas."),
    "field-missing": (
        "Kolom untuk “%(what)s” belum dipilih.",
        "Pilih kolomnya; tanpa itu baris tidak dapat ditempatkan.",
    ),
    "field-unknown": (
        "Isian “%(what)s” tidak dikenal.",
        "Muat ulang halaman, lalu pilih kolomnya lagi.",
    ),
    "account-malformed": (
        "Kode rekening “%(what)s” pada baris %(row)s tidak sah.",
        "Perbaiki kode itu di daftar rekening.",
    ),
    "amount-unreadable": (
        "Nilai “%(what)s” pada baris %(row)s bukan angka.",
        "Tulis angka rupiah tanpa titik ribuan.",
    ),
    "post-unknown": (
        "Pos “%(what)s” pada baris %(row)s tidak dikenal.",
        "Pakai salah satu pos yang ada di halaman Angka tercetak.",
    ),
}
# A file refused for these may still be read when somebody says which column is which.
MENDED_BY_MAP: Final = frozenset({"headings-unknown", "heading-missing", "field-missing"})


def refusal_words(refusal: BudgetFileRefused) -> tuple[str, str]:
    """What is wrong with the file, and what to do now."""
    values = dict(refusal.values)
    values["what"] = FIELD_WORDS.get(values["what"], values["what"])
    problem, mend = REFUSALS[values["problem"]]
    return problem % values, mend % values
