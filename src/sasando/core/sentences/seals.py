"""Refusals of seals and receipts."""

from typing import Any

from django.utils.translation import gettext_lazy

SENTENCES: dict[str, Any] = {
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
