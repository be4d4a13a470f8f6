"""Refusals of papers."""

from typing import Any

from django.utils.translation import gettext_lazy

SENTENCES: dict[str, Any] = {
    "crest-refused": gettext_lazy(
        "Gambar ini tidak dapat dipakai sebagai lambang: %(problem)s. Pilih gambar lain."
    ),
    "paper-already-withdrawn": gettext_lazy(
        "Dokumen %(code)s sudah dicabut. Pencabutan tidak diulang dan tidak dapat dibatalkan."
    ),
    "signer-missing": gettext_lazy(
        "Sertifikat tanda tangan belum dipasang, jadi dokumen belum dapat terbit. Minta pengelola "
        "memasangnya."
    ),
    "signer-unusable": gettext_lazy(
        "Sertifikat tanda tangan tidak dapat dipakai: berkasnya tidak ada, tidak cocok dengan "
        "kuncinya, atau dapat dibaca akun lain. Minta pengelola memeriksanya (hak 0600)."
    ),
    "signing-service-silent": gettext_lazy(
        "Layanan tanda tangan tidak menjawab, jadi dokumen belum terbit. Tanda tangan Anda di sini "
        "tetap tersimpan. Coba lagi beberapa menit lagi."
    ),
    "signing-service-wrong": gettext_lazy(
        "Jawaban layanan tanda tangan bukan dokumen kami yang ditandatangani, jadi ditolak dan "
        "dokumen belum terbit. Laporkan kepada pengelola."
    ),
}
