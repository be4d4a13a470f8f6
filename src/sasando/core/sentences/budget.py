"""Refusals of the budget."""

from typing import Any

from django.utils.translation import gettext_lazy

SENTENCES: dict[str, Any] = {
    "budget-file-refused": gettext_lazy(
        "Berkas anggaran tidak dapat dibaca (baris %(row)s), jadi tidak ada yang dimuat. Periksa "
        "berkasnya, lalu unggah lagi."
    ),
    "budget-progress-refused": gettext_lazy(
        "Kemajuan fisik ini belum dapat dicatat: bulannya harus sudah selesai dan persennya antara "
        "0 dan 100. Periksa kedua isian itu."
    ),
    "budget-version-exists": gettext_lazy(
        "Tahun %(year)s sudah punya versi anggaran, jadi APBD murni tidak dapat dibuka lagi. Pilih "
        "pergeseran atau perubahan."
    ),
    "budget-version-out-of-chain": gettext_lazy(
        "Versi ini belum dapat dibuka. Pergeseran dan perubahan %(year)s mengikuti versi terakhir "
        "yang sudah ditetapkan, dan perubahan APBD hanya sekali setahun."
    ),
    "budget-version-fixed": gettext_lazy(
        "%(code)s sudah ditetapkan, jadi isinya tetap. Buka versi berikutnya untuk perubahan."
    ),
    "budget-version-empty": gettext_lazy(
        "%(code)s belum berisi baris. Muat ekspor SIPD dahulu, lalu tetapkan."
    ),
    "budget-version-unbalanced": gettext_lazy(
        "%(code)s tidak seimbang: SiLPA Rp %(difference)s, seharusnya tepat nol. Periksa "
        "pendapatan, "
        "belanja, dan pembiayaan di berkas asal, lalu muat lagi."
    ),
    "budget-version-in-use": gettext_lazy(
        "%(code)s sudah dirujuk catatan lain, jadi tidak dapat dibuang. Muat berkas yang benar ke "
        "draf ini."
    ),
    "budget-act-missing": gettext_lazy(
        "Penetapan %(code)s memerlukan nomor dasar hukum, dan tanggal persetujuan bersama tidak "
        "boleh sesudah tanggal penetapan. Lengkapi keduanya."
    ),
    "budget-paper-too-long": gettext_lazy(
        "Perbandingan ini %(rows)s baris, terlalu panjang untuk kertas (paling banyak %(most)s). "
        "Persempit ke satu perangkat daerah, atau unduh Excel."
    ),
    "budget-versions-missing": gettext_lazy(
        "Baru ada satu versi anggaran, jadi belum ada yang dibandingkan. Muat versi berikutnya "
        "dahulu."
    ),
    "printed-figure-refused": gettext_lazy(
        "Angka tercetak %(year)s belum disimpan. Pilih pos yang ada, nilai di atas nol, sumber, "
        "dan versi dari tahun yang sama."
    ),
}
