"""Refusals of plans, trees, indicators and figures."""

from typing import Any

from django.utils.translation import gettext_lazy

SENTENCES: dict[str, Any] = {
    "higher-goal-exists": gettext_lazy(
        "Sasaran provinsi bernomor itu sudah ada: %(code)s. Perbaiki bunyinya, atau pakai nomor "
        "lain."
    ),
    "plan-is-fixed": gettext_lazy(
        "%(name)s sudah ditetapkan, jadi isinya tetap. Perubahan dibuat sebagai versi berikutnya."
    ),
    "plan-not-adopted": gettext_lazy(
        "%(name)s masih draf, jadi belum dapat diubah lewat versi baru. Sunting drafnya langsung."
    ),
    "plan-exists": gettext_lazy(
        "Dokumen seperti itu sudah ada: %(name)s. Buka dokumen itu, lalu sunting atau buat "
        "perubahannya di sana."
    ),
    "plan-amendment-open": gettext_lazy(
        "Versi berikutnya sudah ada: %(name)s. Lanjutkan versi itu."
    ),
    "plan-years-wrong": gettext_lazy(
        "Tahun dokumen tidak sesuai jenisnya. RKPD dan Renja berlaku satu tahun; RPJMD, RPD, dan "
        "Renstra paling lama enam tahun. Periksa tahun awal dan akhirnya."
    ),
    "plan-unit-wrong": gettext_lazy(
        "Renstra dan Renja milik satu perangkat daerah; RPJMD, RPD, dan RKPD milik kota. Periksa "
        "jenis dan perangkat daerahnya."
    ),
    "plan-act-missing": gettext_lazy(
        "Penetapan memerlukan nomor dan tanggal dasar hukum. Isi keduanya, lalu kirim lagi."
    ),
    "plan-act-date-wrong": gettext_lazy(
        "Tanggal dasar hukum belum tiba, atau mendahului dokumen yang diubahnya. Periksa "
        "tanggalnya."
    ),
    "plan-empty": gettext_lazy(
        "%(name)s belum berisi satu baris pun, jadi belum dapat ditetapkan. Muat barisnya lebih "
        "dulu."
    ),
    "plan-not-summary": gettext_lazy(
        "%(name)s bukan ringkasan, jadi tidak ada yang perlu dinyatakan lengkap."
    ),
    "nomenclature-version-missing": gettext_lazy(
        "Nomenklatur versi %(version)s belum dimuat. Pilih versi lain, atau minta pengelola "
        "memuatnya."
    ),
    "data-file-refused": gettext_lazy(
        "Berkas %(file)s tidak dimuat: baris %(row)s, %(problem)s. Betulkan berkasnya, lalu muat "
        "lagi. Tidak ada yang berubah."
    ),
    "measurement-period-open": gettext_lazy(
        "%(period)s belum berakhir, jadi belum ada yang dapat dicatat. Catat mulai %(day)s."
    ),
    "measurement-period-unknown": gettext_lazy(
        "Periode itu tidak ada untuk indikator %(code)s. Pilih tahun yang sudah berjalan; "
        "indikator tahunan hanya punya angka setahun penuh."
    ),
    "measurement-incomplete": gettext_lazy(
        "Angka indikator %(code)s belum lengkap, jadi tidak disimpan. Isi angkanya dan sumbernya "
        "bila terlapor; kosongkan angkanya bila belum rilis atau tidak berlaku. Pembilang dan "
        "penyebut diisi berdua, dan penyebut lebih dari nol."
    ),
    "correction-unexplained": gettext_lazy(
        "%(period)s sudah pernah diisi dengan angka lain. Tulis alasan koreksinya, lalu simpan "
        "lagi."
    ),
    "measurement-from-system": gettext_lazy(
        "Indikator %(code)s diukur oleh sistem sendiri, jadi angkanya tidak diketik. Perbaiki "
        "catatan asalnya bila angkanya keliru."
    ),
    "tree-exists": gettext_lazy(
        "Unit ini sudah punya pohon kinerja yang mulai tahun itu: %(code)s. Buka pohon itu, lalu "
        "lanjutkan di sana."
    ),
    "tree-not-for-unit": gettext_lazy(
        "Pohon kinerja disusun untuk kota atau perangkat daerah, paling lama sepuluh tahun. "
        "Periksa unit dan tahunnya."
    ),
    "node-changed-meanwhile": gettext_lazy(
        "%(name)s mengubah simpul ini atau cabangnya pada %(moment)s, sesudah halaman Anda "
        "dibuka. Perubahan Anda belum disimpan. Baca isinya yang sekarang, lalu simpan lagi bila "
        "masih perlu."
    ),
    "node-below-itself": gettext_lazy(
        "Simpul tidak dapat dipindahkan ke bawah dirinya sendiri atau ke pohon lain. Pilih induk "
        "yang lain."
    ),
    "node-link-wrong": gettext_lazy(
        "Kaitan itu tidak cocok untuk simpul ini. Faktor kunci tidak dikaitkan dengan rencana "
        "atau indikator, dan hanya akar pohon perangkat daerah yang menggantung pada pohon kota."
    ),
    "node-has-requests": gettext_lazy(
        "Simpul ini atau cabangnya masih punya permintaan lintas sektor: %(requests)s. Tarik "
        "permintaan itu dahulu, lalu hapus simpulnya."
    ),
    "node-answers-request": gettext_lazy(
        "Simpul ini atau cabangnya dijanjikan kepada perangkat daerah lain: %(requests)s. Minta "
        "peminta menarik permintaannya dahulu, lalu hapus simpulnya."
    ),
    "node-carries-others": gettext_lazy(
        "Pohon perangkat daerah menggantung pada simpul ini atau cabangnya: %(nodes)s. Pindahkan "
        "kaitannya dahulu, lalu hapus simpulnya."
    ),
    "nothing-to-undo": gettext_lazy(
        "Tidak ada lagi perubahan Anda di pohon ini yang dapat diurungkan."
    ),
    "undo-overtaken": gettext_lazy(
        "Perubahan Anda tidak dapat diurungkan karena sesudah itu %(name)s mengubah simpul yang "
        "sama pada %(moment)s. Ubah simpulnya langsung bila masih perlu."
    ),
    "undo-has-no-place": gettext_lazy(
        "Perubahan Anda tidak dapat diurungkan karena tempat asalnya sudah tidak ada atau kini di "
        "bawah simpul itu sendiri. Pindahkan simpulnya langsung bila masih perlu."
    ),
    "crosscutting-asks-itself": gettext_lazy(
        "Permintaan lintas sektor ditujukan kepada satu perangkat daerah lain atau satu lembaga "
        "di luar kota, bukan kepada unit sendiri. Pilih salah satu."
    ),
    "crosscutting-due-too-early": gettext_lazy(
        "Tenggat permintaan sudah lewat. Pilih tanggal hari ini atau sesudahnya."
    ),
    "crosscutting-settled": gettext_lazy(
        "Permintaan ini sekarang “%(state)s”, jadi langkah itu tidak dapat dilakukan. Muat ulang "
        "halaman."
    ),
    "crosscutting-reason-missing": gettext_lazy(
        "Alasannya belum ditulis. Tulis alasan atau dasar jawabannya, lalu kirim lagi."
    ),
    "period-closed": gettext_lazy(
        "%(period)s sudah tutup sejak %(closed)s. Angka, bukti, dan verifikasi tidak masuk lagi. "
        "Wali Kota atau Sekretaris Daerah dapat membukanya kembali dengan alasan tertulis."
    ),
    "period-still-open": gettext_lazy(
        "%(period)s belum tutup, jadi tidak perlu dibuka kembali. Catat angkanya langsung, "
        "sampai %(until)s."
    ),
    "reopening-unexplained": gettext_lazy(
        "Pembukaan kembali perlu alasan tertulis dan batas waktu paling lama %(days)s hari dari "
        "sekarang. Lengkapi keduanya, lalu simpan lagi."
    ),
    "running-total-falls": gettext_lazy(
        "Indikator ini diisi dengan jumlah sejak awal tahun, jadi angkanya tidak dapat turun. "
        "Angka %(period)s tidak cocok dengan triwulan lain. Periksa keduanya, lalu simpan lagi."
    ),
    "measurement-reason-missing": gettext_lazy(
        "%(period)s dinyatakan tidak berlaku tanpa alasan. Tulis alasannya, lalu simpan lagi."
    ),
    "measurement-draft-not-possible": gettext_lazy(
        "Angka periode ini sudah diajukan, jadi tidak dapat kembali menjadi draf. Kirim koreksinya "
        "dengan alasan."
    ),
    "not-waiting-for-verification": gettext_lazy(
        "Angka ini sekarang “%(state)s” atau baru saja diubah, jadi putusan Anda tidak masuk. Muat "
        "ulang halaman."
    ),
    "verifies-oneself": gettext_lazy(
        "Angka ini Anda laporkan sendiri. Verifikasi dilakukan orang kedua. Minta perencana lain, "
        "kepala unit, atau pemeriksa."
    ),
    "return-unexplained": gettext_lazy(
        "Angka dikembalikan tanpa catatan. Tulis apa yang perlu diperbaiki, lalu kirim lagi."
    ),
    "indicator-code-taken": gettext_lazy(
        "Kode %(code)s sudah dipakai indikator lain. Pilih kode lain, atau ubah indikator itu."
    ),
    "indicator-incomplete": gettext_lazy(
        "Metadata indikator belum dapat disimpan. Periksa: %(parts)s."
    ),
    "revision-unexplained": gettext_lazy(
        "Yang lama tetap tersimpan, jadi perubahan perlu alasan. Tulis alasannya, lalu simpan lagi."
    ),
    "target-period-over": gettext_lazy(
        "%(period)s sudah berakhir, jadi targetnya tetap. Target hanya dapat diubah selama "
        "periodenya masih berjalan."
    ),
    "target-incomplete": gettext_lazy(
        "Target belum lengkap: isi nilainya (untuk rentang kedua batasnya, dari rendah ke tinggi; "
        "untuk predikat sesuai skalanya) dan dasarnya, lalu simpan lagi."
    ),
    "habit-year-unknown": gettext_lazy(
        "RKPD atau Renja %(year)s belum ditetapkan, jadi belum ada yang dinilai. Muat dan tetapkan "
        "dokumennya, lalu nilai lagi."
    ),
    "habit-not-asked": gettext_lazy(
        "Baris %(code)s dinilai “%(verdict)s”, jadi tidak memerlukan jawaban. Muat ulang daftar "
        "kerja."
    ),
    "habit-answer-incomplete": gettext_lazy(
        "Jawaban belum lengkap. Isi %(parts)s, lalu kirim lagi."
    ),
    "habit-answer-overtaken": gettext_lazy(
        "Jawaban ini sudah diputus atau sudah diganti jawaban yang lebih baru. Muat ulang halaman."
    ),
    "habit-reviews-oneself": gettext_lazy(
        "Jawaban ini Anda tulis sendiri. Minta perencana lain memeriksanya."
    ),
    "habit-return-unexplained": gettext_lazy(
        "Jawaban dikembalikan tanpa catatan. Tulis apa yang masih kurang, lalu kirim lagi."
    ),
    "support-serves-all": gettext_lazy(
        "Program penunjang melayani seluruh kantor, jadi tidak dikaitkan dengan satu sasaran. "
        "Pilih program lain."
    ),
    "nomenclature-missing": gettext_lazy(
        "Nomenklatur untuk tahun %(year)s belum dimuat. Minta pengelola memuatnya."
    ),
}
