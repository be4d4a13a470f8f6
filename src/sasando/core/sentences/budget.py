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
    "budget-tie-refused": gettext_lazy(
        "Kode %(printed)s belum dikaitkan. Pilih sub kegiatan SKPD itu atau rekening belanja yang "
        "dikenal, dan tulis alasannya."
    ),
    "budget-version-exists": gettext_lazy(
        "Tahun %(year)s sudah punya versi anggaran, jadi APBD murni tidak dapat dibuka lagi. "
        "Lanjutkan drafnya; bila sudah ditetapkan, pilih pergeseran atau perubahan."
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
        "Tabel ini %(rows)s baris, terlalu panjang untuk kertas (paling banyak %(most)s). "
        "Persempit ke satu perangkat daerah, atau unduh Excel."
    ),
    "budget-versions-missing": gettext_lazy(
        "Baru ada satu versi anggaran, jadi belum ada yang dibandingkan. Muat versi berikutnya "
        "dahulu."
    ),
    "spending-tag-exists": gettext_lazy(
        "Tag %(code)s sudah ada, jadi tidak dibuat lagi. Tambahkan baris pada tag itu."
    ),
    "spending-tag-row-empty": gettext_lazy(
        "Baris tag %(code)s belum disimpan, sebab tanpa kode seluruh belanja ikut terhitung. Isi "
        "paling sedikit satu: perangkat daerah, kegiatan, rekening, atau sumber dana."
    ),
    "spending-tag-row-twice": gettext_lazy(
        "Baris yang sama sudah berlaku pada tag %(code)s (baris %(number)s), jadi tidak ditambah "
        "lagi. Akhiri baris itu dahulu bila keputusannya berganti."
    ),
    "spending-tag-row-ends-early": gettext_lazy(
        "Baris %(number)s tag %(code)s belum diakhiri: tahun terakhirnya paling awal "
        "%(earliest)s, yang berarti baris itu ditarik seluruhnya. Isi tahun itu atau sesudahnya."
    ),
    "spending-tag-row-ended": gettext_lazy(
        "Baris %(number)s tag %(code)s sudah diakhiri dan tidak diubah lagi. Tambahkan baris baru "
        "bila cara hitungnya berganti."
    ),
    "printed-figure-refused": gettext_lazy(
        "Angka tercetak %(year)s belum disimpan. Pilih pos yang ada, nilai di atas nol, sumber, "
        "dan versi dari tahun yang sama."
    ),
    "scenario-base-refused": gettext_lazy(
        "Skenario berangkat dari versi yang sudah ditetapkan dan memuat belanja; %(code)s belum. "
        "Pilih versi lain, atau tetapkan versi itu dahulu."
    ),
    "scenario-fixed": gettext_lazy(
        "Skenario %(code)s sudah menjadi %(version)s, jadi isinya tetap. Salin skenario ini untuk "
        "mengubahnya."
    ),
    "scenario-rule-refused": gettext_lazy(
        "Aturan untuk %(code)s belum disimpan: periksa nilainya. Isi persen di atas 0 sampai 100, "
        "atau rupiah bulat di atas nol; perlindungan tidak memakai nilai."
    ),
    "scenario-parts-refused": gettext_lazy(
        "Aturan untuk %(code)s belum disimpan: hanya “Batasi” yang dapat berlaku tiap perangkat "
        "daerah atau sub kegiatan. Pilih seluruh pilihan sekaligus."
    ),
    "scenario-rule-takes-nothing": gettext_lazy(
        "Tidak ada baris belanja yang cocok dengan pilihan ini, jadi aturan untuk %(code)s belum "
        "disimpan. Periksa kodenya, atau kurangi syaratnya."
    ),
    "scenario-too-long": gettext_lazy(
        "Skenario %(code)s sudah memuat %(most)s aturan. Gabungkan atau hapus aturan lama dahulu."
    ),
    "scenario-without-effect": gettext_lazy(
        "Skenario %(code)s tidak mengubah satu baris pun, jadi belum ada yang dijadikan versi. "
        "Tambahkan aturan potong, batas, atau tambah."
    ),
    "scenario-overtaken": gettext_lazy(
        "%(last)s sudah menyusul %(base)s, dasar skenario %(code)s. Buat skenario baru di atas "
        "%(last)s, supaya perubahan yang sudah berlaku tidak hilang."
    ),
    "scenario-draft-stands": gettext_lazy(
        "%(version)s sudah menempati tempat itu, jadi skenario %(code)s tidak menimpanya. Buang "
        "draf itu bila tidak dipakai, atau tetapkan dahulu."
    ),
    "scenario-twice": gettext_lazy(
        "Pertama dan Kedua sama-sama %(code)s, jadi tidak ada bedanya. Pilih skenario lain dengan "
        "dasar yang sama untuk salah satunya."
    ),
    "scenarios-not-alike": gettext_lazy(
        "%(first)s dan %(second)s berangkat dari versi yang berbeda, jadi tidak dapat dibandingkan "
        "berdampingan. Pilih dua skenario dengan dasar yang sama."
    ),
}
