"""Refusals of reminders."""

from typing import Any

from django.utils.translation import gettext_lazy

SENTENCES: dict[str, Any] = {
    "no-person-to-remind": gettext_lazy(
        "Akun ini bukan milik pegawai, jadi tidak ada yang diingatkan. Masuk dengan akun pegawai "
        "Anda."
    ),
    "reminder-code-wrong": gettext_lazy(
        "Kode tidak cocok, jadi alamatnya belum dipastikan. Periksa surat terbaru; tersisa "
        "%(left)s percobaan."
    ),
    "reminder-code-expired": gettext_lazy(
        "Kode itu tidak berlaku lagi. Simpan alamat Anda sekali lagi supaya kode baru dikirim."
    ),
    "reminder-codes-too-many": gettext_lazy(
        "Kode baru saja dikirim. Tunggu %(minutes)s menit, periksa kotak surat Anda, lalu coba "
        "lagi."
    ),
    "reminder-letter-not-sent": gettext_lazy(
        "Alamat tersimpan, tetapi surat kodenya belum terkirim karena peladen surat tidak "
        "menjawab. Simpan sekali lagi beberapa menit lagi."
    ),
    "calendar-asked-too-often": gettext_lazy(
        "Kalender ini terlalu sering diambil. Coba lagi dalam %(minutes)s menit."
    ),
}
