"""What can be wrong with a file, a row or a cell, each with what to do about it."""

import re
from dataclasses import dataclass
from typing import Any, Final

from sasando.rules.errors import Problem

# NIP (18 digits) and NIK (16), also when somebody put blanks, dots or strokes between them.
_PERSONAL_NUMBER = re.compile(r"\d(?:[\s.\-]?\d){13,}")
SHOWN_DIGITS: Final = 3
SHOWN_TEXT: Final = 60


def masked(text: str) -> str:
    """A text fit for a report: long runs of digits keep only their last three."""
    return _PERSONAL_NUMBER.sub(lambda found: f"…{found[0][-SHOWN_DIGITS:]}", text)[:SHOWN_TEXT]


@dataclass(frozen=True)
class Trouble:
    """One thing to mend: in which column, what is wrong, what to do."""

    field: str
    code: str
    problem: str
    mend: str


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
        "Sel ini berformat angka pecahan, padahal kolomnya teks.",
        "Ubah format kolom menjadi Teks, lalu ketik ulang isinya.",
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
    "unit-unknown": (
        "Unit “%(value)s” tidak ada, baik di Sasando maupun di berkas ini.",
        "Periksa kodenya, atau muat daftar unit lebih dahulu.",
    ),
    "position-unknown": (
        "Jabatan “%(value)s” tidak ada, baik di Sasando maupun di berkas ini.",
        "Periksa kodenya, atau muat daftar jabatan lebih dahulu.",
    ),
    "person-unknown": (
        "Pegawai “%(value)s” tidak ada.",
        "Periksa kodenya, atau muat daftar pegawai lebih dahulu.",
    ),
    "root-has-parent": ("Kota berada di puncak, jadi tidak berinduk.", "Kosongkan kolom induk."),
    "second-root": (
        "Puncak organisasi sudah ada: %(value)s.",
        "Ganti jenis unit ini, lalu isi induknya.",
    ),
    "cycle": (
        "Baris ini berputar: %(chain)s.",
        "Perbaiki salah satu induk atau atasan di rantai itu.",
    ),
    "too-deep": ("Unit ini lebih dari %(limit)s tingkat di bawah kota.", "Pilih induk lebih atas."),
    "own-post": (
        "Baris ini mengubah jabatan, tugas, atau wewenang Anda sendiri.",
        "Minta pengelola kepegawaian lain memuat baris ini.",
    ),
    "position-ended": (
        "Jabatan itu tidak lagi berlaku pada tanggal sejak.",
        "Pilih jabatan yang masih berlaku, atau perbaiki tanggalnya.",
    ),
    "holder-overlaps": (
        (
            "Pada tanggal itu jabatan %(position)s sudah dipegang definitif oleh %(person)s "
            "(%(since)s)."
        ),
        "Isi tanggal sampai untuk pemegang lama, di berkas ini juga.",
    ),
    "acting-overlaps": (
        "Pada tanggal itu jabatan %(position)s sudah dijalankan oleh %(person)s (%(since)s).",
        "Isi tanggal sampai untuk Plt./Plh. yang lama, di berkas ini juga.",
    ),
    "post-overlaps": (
        "Pada tanggal itu pegawai ini masih memegang definitif jabatan %(position)s (%(since)s).",
        "Tambahkan baris jabatan lama dengan tanggal sampai, di berkas ini juga.",
    ),
    "appointment-incomplete": (
        "Jabatan, cara, sejak, sampai, atau sk hanya terisi sebagian.",
        "Isi jabatan dan sejak, atau kosongkan semuanya.",
    ),
    "nip-taken": (
        "NIP berakhiran %(tail)s sudah tercatat untuk pegawai lain.",
        "Periksa NIP ini pada surat keputusannya.",
    ),
    "nip-twice": (
        "NIP berakhiran %(tail)s juga dipakai pada baris %(line)s oleh pegawai lain.",
        "Periksa NIP kedua baris.",
    ),
    "nip-former": (
        "NIP berakhiran %(tail)s adalah NIP lama pegawai ini.",
        "Isi NIP yang berlaku sekarang, atau kosongkan.",
    ),
    "nip-needs-date": (
        "NIP berubah dari yang berakhiran %(old)s ke %(tail)s tanpa tanggal mulai.",
        "Isi nip_sejak dengan tanggal mulai berlakunya NIP baru.",
    ),
    "nip-date-wrong": (
        "nip_sejak tidak sesuai dengan catatan: NIP berakhiran %(tail)s berlaku sejak %(since)s.",
        "Kosongkan nip_sejak bila NIP tidak berubah, atau perbaiki tanggalnya.",
    ),
    "nip-employment": (
        "NIP berakhiran %(tail)s adalah nomor %(employment)s, tidak sesuai dengan status.",
        "Perbaiki status atau NIP.",
    ),
    "nip-elected": ("Pejabat terpilih tidak ber-NIP.", "Kosongkan NIP, atau perbaiki status."),
    "nip-missing": ("Pegawai baru berstatus PNS atau PPPK harus ber-NIP.", "Isi NIP-nya."),
    "account-taken": (
        "Nama pengguna “%(value)s” sudah dipakai akun lain.",
        "Beri pegawai ini kode lain.",
    ),
    "shift-past": (
        "Tanggal itu sudah lewat, jadi jadwalnya tidak dapat diubah.",
        "Hapus baris ini. Hari yang sudah lewat tetap seperti tercatat.",
    ),
    "shift-overlaps": (
        "Gilir ini bertumpuk dengan gilir tanggal %(day)s.",
        "Periksa jam mulai dan selesai kedua gilir.",
    ),
    "shift-not-roster": (
        "Pada tanggal itu pegawai ini tidak bertugas di unit dengan jadwal gilir.",
        "Hapus baris ini, atau ubah pola hari kerja unitnya lebih dahulu.",
    ),
    Problem.NIP_LENGTH: ("NIP tidak terdiri dari 18 angka.", "Salin NIP dari surat keputusannya."),
    Problem.NIP_BIRTH_DATE: (
        "Angka 1–8 NIP bukan tanggal lahir yang ada.",
        "Periksa NIP pada surat keputusannya.",
    ),
    Problem.NIP_START_MONTH: (
        "Angka 13–14 NIP bukan bulan pengangkatan dan bukan kode kontrak.",
        "Periksa NIP pada surat keputusannya.",
    ),
    Problem.NIP_START_IN_FUTURE: (
        "Bulan atau tahun pengangkatan pada NIP belum tiba.",
        "Periksa NIP pada surat keputusannya.",
    ),
    Problem.NIP_SEX: ("Angka ke-15 NIP bukan 1 atau 2.", "Periksa NIP pada surat keputusannya."),
    Problem.NIP_SERIAL: ("Nomor urut NIP tidak boleh 000.", "Periksa NIP pada surat keputusannya."),
    Problem.NIP_AGE: (
        "Menurut NIP, usia saat diangkat di luar 17–60 tahun.",
        "Periksa NIP pada surat keputusannya.",
    ),
}


def trouble(field: str, code: str, **values: Any) -> Trouble:
    """A trouble in words. Values that came from a file are masked."""
    shown = {name: masked(value) if name == "value" else value for name, value in values.items()}
    problem, mend = SENTENCES[code]
    return Trouble(field, str(code), problem % shown, mend % shown)
