"""The one place where a refusal becomes a sentence: what happened, why, what to do now.

Keyed by the `code` of each DomainError of every package; a test walks all of them.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from sasando.rules.numerals import format_date

from .errors import DomainError

SENTENCES: dict[str, Any] = {
    "refused": gettext_lazy("Permintaan ini tidak dapat dikerjakan."),
    "not-permitted": gettext_lazy(
        "Jabatan Anda hari ini tidak berwenang melakukan ini. Hubungi atasan Anda bila menurut "
        "Anda seharusnya boleh."
    ),
    "not-found": gettext_lazy(
        "Yang Anda cari tidak ada atau di luar lingkup Anda. Periksa kembali alamatnya."
    ),
    "clock-is-fixed": gettext_lazy("Jam basis data produksi tidak dapat digeser."),
    "policy-missing": gettext_lazy(
        "Kebijakan “%(name)s” belum ada untuk tanggal itu. Minta pengelola menambahkannya."
    ),
    "attachment-refused": gettext_lazy(
        "Berkas tidak diterima: %(problem)s. Kirim foto JPEG, PNG atau WebP, atau PDF, "
        "paling besar 5 MB."
    ),
    "day-already-closed": gettext_lazy(
        "Hari kerja %(day)s sudah tutup. Catatan ini tidak masuk. Anda dapat mengajukan keberatan."
    ),
    "day-not-open": gettext_lazy(
        "Hari kerja %(day)s belum dimulai, atau jam itu di luar hari tersebut. Periksa tanggal dan "
        "jamnya."
    ),
    "day-still-open": gettext_lazy("Hari kerja %(day)s masih terbuka, jadi belum dapat disegel."),
    "result-not-open": gettext_lazy(
        "Hasil kerja itu bukan milik Anda atau belum disepakati. Pilih hasil kerja lain, atau "
        "minta atasan menyepakatinya."
    ),
    "entry-already-replaced": gettext_lazy(
        "Catatan itu sudah diganti atau dibatalkan. Muat ulang halaman untuk melihat yang terbaru."
    ),
    "entry-already-decided": gettext_lazy(
        "Catatan itu sudah diputus. Muat ulang antrean untuk melihat yang masih menunggu."
    ),
    "not-the-decider": gettext_lazy(
        "Keputusan ini bukan giliran jabatan Anda. Yang berwenang adalah atasan langsung pegawai "
        "itu, atau atasan berikutnya setelah tenggat lewat. Tidak seorang pun memutus miliknya."
    ),
    "note-missing": gettext_lazy(
        "Alasannya belum ditulis. Tulis apa yang perlu diperbaiki, lalu kirim lagi."
    ),
    "result-not-tied": gettext_lazy(
        "Hasil kerja harus mendukung tepat satu hasil atasan langsung atau satu butir perjanjian "
        "yang Anda tandatangani. Pilih salah satu."
    ),
    "result-state-wrong": gettext_lazy(
        "Hasil kerja ini sekarang “%(state)s”, jadi langkah itu tidak dapat dilakukan. Muat ulang "
        "halaman."
    ),
    "nothing-to-object": gettext_lazy(
        "Hari kerja %(day)s belum tutup. Selama masih terbuka, perbaiki catatannya langsung."
    ),
    "no-position-held": gettext_lazy(
        "Anda tidak memegang jabatan hari ini, jadi halaman ini tidak berlaku. Hubungi bagian "
        "kepegawaian bila ini keliru."
    ),
    "import-refused": gettext_lazy(
        "Berkas tidak dimuat karena ada baris yang belum benar. Perbaiki baris yang ditandai, lalu "
        "unggah lagi."
    ),
    "day-not-sealed": gettext_lazy(
        "Hari %(day)s belum atau tidak disegel. Pilih hari lain di halaman Segel."
    ),
    "seal-too-early": gettext_lazy(
        "Hari %(day)s belum tutup, jadi belum dapat disegel. Ulangi sesudah waktu tutupnya."
    ),
    "day-head-mismatch": gettext_lazy(
        "Isi hari %(day)s tidak sama dengan yang sudah disegel. Tidak ada yang disimpan. Hentikan "
        "penutupan, jalankan ./sasando audit, dan laporkan ke Inspektorat."
    ),
    "log-head-mismatch": gettext_lazy(
        "Log segel tidak sama dengan kepala terakhir yang ditandatangani (%(size)s hari), jadi "
        "tidak ada yang disegel. Jalankan ./sasando audit dan laporkan ke Inspektorat."
    ),
    "entry-not-in-day": gettext_lazy(
        "Catatan %(code)s tidak ada di tempatnya pada hari %(day)s yang disegel, jadi tanda terima "
        "tidak diterbitkan. Laporkan kode ini ke Inspektorat."
    ),
    "tile-not-found": gettext_lazy("Berkas segel ini tidak ada. Periksa kembali alamatnya."),
    "seal-key-missing": gettext_lazy(
        "Kunci segel belum ada di mesin ini. Minta pengelola menjalankan ./sasando prepare."
    ),
    "seal-key-unsafe": gettext_lazy(
        "Berkas kunci segel tidak sah atau dapat dibaca akun lain, jadi tidak dipakai. Minta "
        "pengelola memeriksanya (hak 0600)."
    ),
    "seal-key-exists": gettext_lazy(
        "Kunci segel sudah ada dan tidak ditimpa. Pindahkan dahulu kunci lama bila memang harus "
        "diganti."
    ),
}


def sentence_for(failure: DomainError) -> str:
    """The sentence shown to the person, in the language of the request."""
    return str(SENTENCES[failure.code]) % {
        name: shown(value) for name, value in failure.values.items()
    }


def shown(value: Any) -> Any:
    """A value as a sentence says it: dates in words."""
    return format_date(value) if isinstance(value, date) else value
