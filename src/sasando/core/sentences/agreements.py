"""Refusals of agreements, pacts and action plans."""

from typing import Any

from django.utils.translation import gettext_lazy

SENTENCES: dict[str, Any] = {
    "agreement-year-not-open": gettext_lazy(
        "Perjanjian tahun %(year)s tidak dapat disusun sekarang. Yang terbuka hanya tahun "
        "berjalan, %(running)s, dan tahun sesudahnya."
    ),
    "agreement-exists": gettext_lazy(
        "Jabatan ini sudah punya perjanjian untuk tahun itu: %(code)s. Buka perjanjian itu, lalu "
        "susun atau buat perubahannya di sana."
    ),
    "unit-without-head": gettext_lazy(
        "Jabatan yang memimpin %(unit)s tidak ada, lebih dari satu, atau sedang tidak terisi. "
        "Minta bagian kepegawaian membetulkan daftar jabatan, lalu ulangi."
    ),
    "agreement-superior-missing": gettext_lazy(
        "Jabatan atasan dari %(title)s belum diatur atau sedang tidak terisi, jadi pihak kedua "
        "belum ada. Minta bagian kepegawaian membetulkan daftar jabatan, lalu ulangi."
    ),
    "agreement-signs-with-self": gettext_lazy(
        "%(name)s akan menjadi pihak pertama dan pihak kedua sekaligus. Perjanjian dengan diri "
        "sendiri tidak dapat diajukan. Ajukan sesudah salah satu jabatan dipegang orang lain."
    ),
    "agreement-content-fixed": gettext_lazy(
        "Perjanjian %(code)s sudah diajukan, jadi isinya tetap. Selama belum ada tanda tangan, "
        "pengajuannya dapat ditarik; sesudah itu buat perubahan."
    ),
    "agreement-empty": gettext_lazy(
        "Perjanjian %(code)s belum berisi butir. Tambahkan sasaran, indikator, dan target, lalu "
        "ajukan."
    ),
    "indicator-of-other-objective": gettext_lazy(
        "Indikator “%(indicator)s” mengukur sasaran lain, bukan “%(objective)s”. Pilih indikator "
        "dari sasaran ini."
    ),
    "indicator-already-promised": gettext_lazy(
        "Indikator “%(indicator)s” sudah ada di perjanjian ini. Hapus butir lamanya bila "
        "targetnya hendak diganti."
    ),
    "target-too-fine": gettext_lazy(
        "Target ini terlalu halus. Indikatornya diukur sampai %(decimals)s angka di belakang "
        "koma. Bulatkan, lalu simpan lagi."
    ),
    "agreement-not-proposed": gettext_lazy(
        "Perjanjian %(code)s masih draf, jadi belum dapat ditandatangani atau ditarik. Ajukan "
        "lebih dulu."
    ),
    "agreement-already-signed": gettext_lazy(
        "Perjanjian %(code)s sudah bertanda tangan. Tanda tangan tetap, dan isinya hanya dapat "
        "diganti dengan perubahan."
    ),
    "agreement-not-signed": gettext_lazy(
        "Perjanjian %(code)s belum ditandatangani siapa pun. Tarik pengajuannya dan betulkan; "
        "perubahan hanya untuk yang sudah bertanda tangan."
    ),
    "agreement-not-a-party": gettext_lazy(
        "Nama Anda bukan pihak dalam perjanjian %(code)s, jadi Anda tidak dapat menandatanganinya."
    ),
    "agreement-post-no-longer-held": gettext_lazy(
        "Anda tercatat di perjanjian ini sebagai %(title)s, tetapi hari ini tidak memegang "
        "jabatan itu. Minta penyusun menarik pengajuan dan mengajukannya lagi, atau membuat "
        "perubahan."
    ),
    "agreement-content-differs": gettext_lazy(
        "Isi perjanjian %(code)s tidak sama dengan yang Anda baca atau yang diajukan, jadi belum "
        "ditandatangani. Muat ulang halaman, baca lagi, lalu tandatangani. Bila tetap begini, "
        "laporkan kepada pemeriksa."
    ),
    "agreement-revision-exists": gettext_lazy(
        "Perjanjian %(code)s sudah punya versi berikutnya: %(later)s. Lanjutkan di versi itu."
    ),
    "agreement-position-vacant": gettext_lazy(
        "Jabatan %(title)s sedang tidak terisi, jadi belum ada yang dapat berjanji. Ajukan sesudah "
        "jabatan itu terisi."
    ),
    "agreement-chain-too-long": gettext_lazy(
        "Rantai atasan dari %(title)s tidak berujung pada Wali Kota. Minta bagian kepegawaian "
        "membetulkan daftar jabatan, lalu ulangi."
    ),
    "agreement-dictionary-indicator-needed": gettext_lazy(
        "Perjanjian kota dan perangkat daerah memakai indikator dari kamus indikator. Pilih "
        "indikator dari daftar."
    ),
    "agreement-own-indicator-incomplete": gettext_lazy(
        "Pilih indikator dari daftar, atau tulis indikator sendiri lengkap dengan satuannya."
    ),
    "agreement-objective-missing": gettext_lazy(
        "Butir ini belum terhubung ke atas. Pilih butir atasan yang didukung, atau sasaran rencana."
    ),
    "agreement-direct-needs-same-indicator": gettext_lazy(
        "Mendukung secara langsung berarti memakai indikator yang sama: “%(indicator)s”. Pilih "
        "indikator itu, atau pilih cara tidak langsung."
    ),
    "agreement-target-missing": gettext_lazy(
        "Target belum diisi. Tulis angka, rentang, atau predikat, lalu simpan lagi."
    ),
    "agreement-target-must-be-number": gettext_lazy(
        "Indikator ini diukur dengan angka, jadi “%(label)s” bukan targetnya. Tulis angka atau "
        "rentang."
    ),
    "agreement-target-label-unknown": gettext_lazy(
        "“%(label)s” tidak ada pada skala indikator ini. Yang dikenal: %(known)s."
    ),
    "agreement-quarter-needs-number": gettext_lazy(
        "Target triwulan hanya untuk target berupa satu angka. Kosongkan target triwulan, atau "
        "tulis target tahunnya sebagai angka."
    ),
    "agreement-target-already-realised": gettext_lazy(
        "Indikator “%(indicator)s” sudah punya realisasi. Menurut kebijakan kota targetnya tidak "
        "diubah lagi tahun ini."
    ),
    "agreement-budget-code-taken": gettext_lazy(
        "Baris %(code)s sudah ada di tabel anggaran ini. Hapus baris lamanya bila jumlahnya harus "
        "diganti."
    ),
    "agreement-no-plan-lines": gettext_lazy(
        "Belum ada dokumen rencana yang ditetapkan dengan baris dan pagu %(year)s untuk %(unit)s. "
        "Isi baris anggaran satu per satu, atau tunggu rencananya ditetapkan."
    ),
    "agreement-amended-budget-date-missing": gettext_lazy(
        "Perubahan strategi atau anggaran mengikuti DPPA. Isi tanggal DPPA disahkan, lalu "
        "lanjutkan."
    ),
    "agreement-not-your-turn": gettext_lazy(
        "Perjanjian %(code)s ditandatangani bergiliran, dan sekarang giliran %(name)s. Anda dapat "
        "menandatangani sesudahnya."
    ),
    "agreement-return-reason-missing": gettext_lazy(
        "Tulis alasannya, supaya penyusun tahu apa yang perlu dibetulkan."
    ),
    "agreement-holder-unchanged": gettext_lazy(
        "%(title)s masih dipegang orang yang sama, jadi tidak ada yang diserahterimakan. Bila ada "
        "alasan lain, buat perubahan."
    ),
    "agreement-scan-exists": gettext_lazy(
        "Pindaian perjanjian %(code)s sudah diunggah dan menunggu diperiksa orang kedua."
    ),
    "agreement-scan-missing": gettext_lazy(
        "Tidak ada pindaian perjanjian %(code)s yang menunggu diperiksa. Muat ulang halamannya."
    ),
    "agreement-scan-of-own-paper": gettext_lazy(
        "Nama Anda ada di perjanjian %(code)s, jadi pindaiannya diunggah dan diperiksa orang lain."
    ),
    "agreement-scan-needs-other-person": gettext_lazy(
        "Anda yang mengunggah pindaian perjanjian %(code)s. Pemeriksaannya oleh perencana lain "
        "atau "
        "pemeriksa."
    ),
    "agreement-scan-roles-wrong": gettext_lazy(
        "Pilih pihak yang tanda tangannya ada di kertas dan belum tercatat di sini."
    ),
    "agreement-paper-date-impossible": gettext_lazy(
        "Tanggal di kertas, %(day)s, belum tiba atau mendahului perjanjian ini disusun. Periksa "
        "tanggalnya."
    ),
    "pact-exists": gettext_lazy(
        "Pakta integritas tahun ini untuk jabatan itu sudah Anda tanda tangani: %(code)s."
    ),
    "pact-post-missing": gettext_lazy(
        "Pakta integritas ditandatangani pemegang jabatan itu sendiri. Hari ini Anda tidak "
        "memegangnya."
    ),
    "pact-already-witnessed": gettext_lazy("Pakta %(code)s sudah disaksikan."),
    "pact-not-witness": gettext_lazy(
        "Pakta %(code)s disaksikan atasan penanda tangannya. Jabatan Anda hari ini bukan atasan "
        "itu."
    ),
    "pact-text-changed": gettext_lazy(
        "Bunyi pakta berubah sejak halaman ini dibuka. Baca bunyi yang baru, lalu tandatangani."
    ),
    "action-plan-exists": gettext_lazy(
        "Perjanjian ini sudah punya rencana aksi %(code)s. Lanjutkan yang itu, atau buat "
        "perubahannya dengan alasan."
    ),
    "action-plan-fixed": gettext_lazy(
        "Rencana aksi %(code)s sudah diajukan atau disepakati, jadi isinya tetap. Tarik "
        "pengajuannya, atau buat perubahan dengan alasan."
    ),
    "action-plan-empty": gettext_lazy(
        "Rencana aksi %(code)s belum berisi target atau kegiatan. Isi sedikitnya satu butir, lalu "
        "ajukan."
    ),
    "action-plan-needs-signed-agreement": gettext_lazy(
        "Perjanjian %(code)s belum berlaku atau sudah digantikan. Rencana aksi diajukan dan "
        "disepakati untuk perjanjian yang sedang berlaku."
    ),
    "action-plan-not-proposed": gettext_lazy(
        "Rencana aksi %(code)s tidak sedang menunggu persetujuan. Muat ulang halamannya."
    ),
    "action-plan-not-agreed": gettext_lazy(
        "Hanya rencana aksi terakhir yang sudah disepakati dapat dibuat perubahannya. Buka rencana "
        "aksi %(code)s yang terbaru."
    ),
    "action-plan-change-unexplained": gettext_lazy(
        "Perubahan rencana aksi perlu alasan. Tulis apa yang berubah dan mengapa, lalu simpan lagi."
    ),
    "not-the-superior": gettext_lazy(
        "Ini dijawab oleh pemegang jabatan di atas %(title)s. Jabatan Anda hari ini bukan "
        "atasannya."
    ),
    "agrees-with-oneself": gettext_lazy(
        "Rencana aksi %(code)s Anda ajukan sendiri, jadi disepakati oleh orang lain. Minta "
        "pemegang "
        "jabatannya mengajukan, atau atasan lain menyepakati."
    ),
    "superior-note-missing": gettext_lazy("Jawaban ini perlu kata-kata. Tulis dahulu, lalu kirim."),
    "activity-months-reversed": gettext_lazy(
        "Kegiatan selesai sebelum dimulai. Pilih bulan selesai yang sama atau sesudah bulan mulai."
    ),
    "no-agreed-action-plan": gettext_lazy(
        "%(title)s belum punya rencana aksi %(year)s yang disepakati, jadi belum ada yang "
        "dilaporkan. Susun dan ajukan rencana aksinya dahulu."
    ),
    "quarter-still-running": gettext_lazy(
        "%(quarter)s masih berjalan. Laporannya dapat masuk mulai %(last_day)s."
    ),
    "not-reporting-post": gettext_lazy(
        "Laporan ini ditulis oleh pemegang jabatan %(title)s. Anda tidak memegang jabatan itu hari "
        "ini."
    ),
    "realisation-unexplained": gettext_lazy(
        "Butir %(number)s belum ada angkanya dan belum dijelaskan. Isi realisasinya, atau tulis "
        "pada kendala mengapa belum ada."
    ),
    "realisation-too-fine": gettext_lazy(
        "Realisasi butir %(number)s terlalu rinci. Tulis paling banyak %(decimals)s angka di "
        "belakang koma."
    ),
    "report-outdated": gettext_lazy(
        "Laporan ini sudah diperbaiki pelapornya. Tinjau versi terbaru, %(code)s."
    ),
    "obstacle-already-closed": gettext_lazy("Kendala %(code)s sudah dinyatakan teratasi."),
    "obstacle-already-passed-up": gettext_lazy(
        "Permintaan bantuan atas kendala ini masih menunggu jawaban %(title)s. Tunggu jawabannya."
    ),
    "nobody-above": gettext_lazy(
        "Di atas %(title)s tidak ada jabatan lain yang dapat dimintai bantuan."
    ),
    "no-request-waiting": gettext_lazy(
        "Tidak ada permintaan bantuan atas kendala %(code)s yang menunggu jawaban Anda. Muat ulang "
        "halamannya."
    ),
    "agreement-revision-ground-missing": gettext_lazy(
        "Perjanjian hanya dapat diubah dengan satu dari tiga alasan dan penjelasannya. Lengkapi "
        "keduanya, lalu kirim lagi."
    ),
}
