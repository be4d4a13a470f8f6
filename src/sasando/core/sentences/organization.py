"""Refusals of the organisation and its lists."""

from typing import Any

from django.utils.translation import gettext_lazy

SENTENCES: dict[str, Any] = {
    "no-position-held": gettext_lazy(
        "Anda tidak memegang jabatan hari ini, jadi halaman ini tidak berlaku. Hubungi bagian "
        "kepegawaian bila ini keliru."
    ),
    "import-refused": gettext_lazy(
        "Berkas tidak dimuat karena ada baris yang belum benar. Perbaiki baris yang ditandai, lalu "
        "unggah lagi."
    ),
    "import-overlaps": gettext_lazy(
        "Berkas tidak dimuat karena pada saat yang sama data itu diubah orang lain. Periksa "
        "berkasnya sekali lagi."
    ),
    "acting-holder-stands": gettext_lazy(
        "Jabatan %(position)s sudah dijalankan Plt. atau Plh. lain pada sebagian hari itu. Pilih "
        "tanggal lain, atau akhiri yang lama dahulu."
    ),
    "acting-kind-wrong": gettext_lazy(
        "Cara menunjuk tidak sesuai dengan keadaan %(position)s. Pakai Plt. bila jabatan lowong, "
        "Plh. bila pejabatnya berhalangan sementara."
    ),
    "acting-person-wrong": gettext_lazy(
        "%(name)s tidak dapat ditunjuk: ia memegang jabatan itu sendiri, tidak memegang jabatan "
        "definitif, atau penunjukan ini untuk Anda sendiri. Pilih pegawai lain, atau minta "
        "pengelola lain."
    ),
    "acting-dates-wrong": gettext_lazy(
        "Tanggalnya tidak sesuai. Penunjukan paling cepat mulai %(today)s, berakhir tidak sebelum "
        "mulai, dan selama jabatannya berlaku."
    ),
    "account-missing": gettext_lazy(
        "%(name)s belum mempunyai akun yang aktif. Hubungi pengelola sistem."
    ),
    "own-password-not-issued": gettext_lazy(
        "Kata sandi pertama tidak diterbitkan untuk diri sendiri. Pakai halaman Ganti kata sandi."
    ),
    "own-second-factor-not-reset": gettext_lazy(
        "Faktor kedua sendiri tidak diatur ulang di sini. Pakai halaman Faktor kedua di Akun saya, "
        "atau minta petugas kepegawaian lain."
    ),
    "second-factor-absent": gettext_lazy(
        "%(name)s tidak mempunyai faktor kedua, jadi tidak ada yang diatur ulang. Ia dapat "
        "langsung memasangnya."
    ),
    "second-factor-reset-unexplained": gettext_lazy(
        "Alasannya belum ditulis, jadi faktor kedua tidak diatur ulang. Tulis alasannya, lalu "
        "kirim lagi."
    ),
}
