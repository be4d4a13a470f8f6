"""Refusals of core: accounts, clock, files, lists, second factor."""

from typing import Any

from django.utils.translation import gettext_lazy

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
    "second-factor-not-set": gettext_lazy(
        "Tanda tangan memerlukan faktor kedua, dan akun Anda belum memasangnya. Buka Akun saya, "
        "lalu Faktor kedua (/akun/faktor-kedua/), pasang, kemudian tandatangani."
    ),
    "second-factor-wrong": gettext_lazy(
        "Kode tidak cocok atau sudah pernah dipakai, jadi belum ada yang dikerjakan. Tunggu kode "
        "berikutnya di ponsel Anda (paling lama 30 detik), lalu ketik lagi."
    ),
    "second-factor-throttled": gettext_lazy(
        "Sesudah kode yang tidak cocok ada jeda, jadi kode ini belum diperiksa. Tunggu "
        "%(seconds)s detik, lalu ketik kode yang sedang tampil di ponsel Anda."
    ),
    "second-factor-not-begun": gettext_lazy(
        "Pemasangan faktor kedua belum dimulai atau sudah selesai. Mulai dari halaman Faktor kedua."
    ),
    "second-factor-unreadable": gettext_lazy(
        "Faktor kedua Anda tidak terbaca lagi karena kunci server berganti. Minta bagian "
        "kepegawaian mengatur ulang, lalu pasang kembali."
    ),
    "attachment-refused": gettext_lazy(
        "Berkas tidak diterima: %(problem)s. Kirim foto JPEG, PNG atau WebP, atau PDF, "
        "paling besar 5 MB."
    ),
    "import-token-expired": gettext_lazy(
        "Berkas yang tadi diperiksa tidak tersimpan lagi: lewat 30 menit, atau sudah dimuat. "
        "Unggah dan periksa sekali lagi."
    ),
}
