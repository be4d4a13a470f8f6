"""Refusals of the daily log."""

from typing import Any

from django.utils.translation import gettext_lazy

SENTENCES: dict[str, Any] = {
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
    "sub-activity-not-budgeted": gettext_lazy(
        "Sub kegiatan %(sub_activity)s tidak berpagu pada perangkat daerah ini dalam versi "
        "anggaran yang berlaku. Pilih sub kegiatan dari daftar."
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
}
