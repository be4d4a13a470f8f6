"""What can be wrong with the lists of plans, beyond what fits every list."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "plan-unit-outside": (
        "Unit “%(value)s” tidak termasuk dokumen ini.",
        "Pakai kode perangkat daerah pemilik dokumen atau unit di bawahnya.",
    ),
    "plan-objective-unknown": (
        "Sasaran “%(value)s” tidak ada di RPJMD.",
        "Periksa kodenya di halaman misi, atau kosongkan.",
    ),
    "plan-level-wrong": (
        "Tingkat %(level)s tidak cocok dengan kode “%(value)s”.",
        "Kosongkan kolom tingkat, atau perbaiki kodenya.",
    ),
    "plan-level-elsewhere": (
        "Tujuan dan sasaran kota tidak dimuat lewat daftar ini.",
        "Muat lewat daftar misi, tujuan, dan sasaran RPJMD.",
    ),
    "plan-code-not-listed": (
        "Kode ini tidak ada di nomenklatur versi %(version)s.",
        "Baris tetap dapat dimuat, tetapi akan muncul sebagai temuan.",
    ),
    "plan-code-normalised": (
        "Kode dibaca sebagai %(read)s. %(why)s",
        "Periksa bila bukan itu yang dimaksud.",
    ),
    "plan-parent-missing": (
        "Baris induknya, %(parent)s, tidak ada di dokumen ini maupun di berkas.",
        "Tambahkan baris induknya; letaknya boleh di atas atau di bawah.",
    ),
    "plan-parent-fixed": (
        "Induk kegiatan dan sub kegiatan mengikuti kodenya: %(parent)s.",
        "Kosongkan kolom induk.",
    ),
    "plan-has-children": (
        "Baris ini masih punya baris di bawahnya, misalnya %(child)s.",
        "Hapus dahulu atau sekaligus semua baris di bawahnya.",
    ),
    "plan-name-missing": (
        "Uraian kosong dan tidak ada di nomenklatur.",
        "Isi kolom uraian.",
    ),
    "plan-indicator-missing": (
        "Satuan, kondisi awal, atau target terisi tanpa nama indikator.",
        "Isi kolom indikator.",
    ),
    "plan-target-word": (
        "“%(value)s” dibaca sebagai predikat, bukan angka.",
        "Bila seharusnya angka, tulis angkanya.",
    ),
    "plan-mission-parent": (
        "Misi berada di puncak, jadi tidak berinduk.",
        "Kosongkan kolom induk.",
    ),
    "plan-thread-parent": (
        "Induk “%(value)s” bukan misi atau tujuan dokumen ini.",
        "Tujuan berinduk misi; sasaran berinduk tujuan atau misi.",
    ),
    "plan-thread-code": (
        "Kode “%(value)s” sudah dipakai rencana lain.",
        "Pakai kode lain, misalnya dengan tahun awal rencana.",
    ),
    "plan-mission-fixed": (
        "Misi tidak dapat dihapus atau diganti bunyinya lewat perubahan.",
        "Hapus baris ini.",
    ),
    "plan-objective-used": (
        "%(value)s sudah dipakai indikator, perjanjian, atau program.",
        "Akhiri lewat perubahan RPJMD, jangan dihapus.",
    ),
}
