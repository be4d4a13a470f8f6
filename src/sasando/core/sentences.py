"""The one place where a refusal becomes a sentence: what happened, why, what to do now.

Keyed by the `code` of each DomainError of every package; a test walks all of them.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy

from sasando.rules.numerals import format_date, format_decimal

from .errors import DomainError

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
    "no-position-held": gettext_lazy(
        "Anda tidak memegang jabatan hari ini, jadi halaman ini tidak berlaku. Hubungi bagian "
        "kepegawaian bila ini keliru."
    ),
    "higher-goal-exists": gettext_lazy(
        "Sasaran provinsi bernomor itu sudah ada: %(code)s. Perbaiki bunyinya, atau pakai nomor lain."
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
        "Tanggal dasar hukum belum tiba, atau mendahului dokumen yang diubahnya. Periksa tanggalnya."
    ),
    "plan-empty": gettext_lazy(
        "%(name)s belum berisi satu baris pun, jadi belum dapat ditetapkan. Muat barisnya lebih dulu."
    ),
    "plan-not-summary": gettext_lazy(
        "%(name)s bukan ringkasan, jadi tidak ada yang perlu dinyatakan lengkap."
    ),
    "nomenclature-version-missing": gettext_lazy(
        "Nomenklatur versi %(version)s belum dimuat. Pilih versi lain, atau minta pengelola memuatnya."
    ),
    "import-refused": gettext_lazy(
        "Berkas tidak dimuat karena ada baris yang belum benar. Perbaiki baris yang ditandai, lalu "
        "unggah lagi."
    ),
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
        "Perubahan strategi atau anggaran mengikuti DPPA. Isi tanggal DPPA disahkan, lalu lanjutkan."
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
        "Anda yang mengunggah pindaian perjanjian %(code)s. Pemeriksaannya oleh perencana lain atau "
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
        "Pakta %(code)s disaksikan atasan penanda tangannya. Jabatan Anda hari ini bukan atasan itu."
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
        "Rencana aksi %(code)s Anda ajukan sendiri, jadi disepakati oleh orang lain. Minta pemegang "
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
    "agreement-revision-ground-missing": gettext_lazy(
        "Perjanjian hanya dapat diubah dengan satu dari tiga alasan dan penjelasannya. Lengkapi "
        "keduanya, lalu kirim lagi."
    ),
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
    "import-token-expired": gettext_lazy(
        "Berkas yang tadi diperiksa tidak tersimpan lagi: lewat 30 menit, atau sudah dimuat. "
        "Unggah dan periksa sekali lagi."
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
    "demo-refused-here": gettext_lazy(
        "Data contoh tidak dapat dimuat di sini karena basis data ini bukan peragaan. Gunakan "
        "basis data peragaan."
    ),
    "scale-unknown": gettext_lazy(
        "Ukuran kota contoh %(scale)s tidak dikenal. Pilih small, city, atau province."
    ),
    "no-bulk-ground": gettext_lazy(
        "Catatan untuk pengukuran tidak dapat dibuat dengan pilihan ini. Bangun kota contoh "
        "dahulu, lalu pilih jumlah orang yang punya hasil kerja, 1–16 catatan sehari, dan hari "
        "sebelum segel pertama."
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
    "nomenclature-missing": gettext_lazy(
        "Nomenklatur untuk tahun %(year)s belum dimuat. Minta pengelola memuatnya."
    ),
    "budget-file-refused": gettext_lazy(
        "Berkas anggaran tidak dapat dibaca (baris %(row)s), jadi tidak ada yang dimuat. Periksa "
        "berkasnya, lalu unggah lagi."
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
        "%(code)s tidak seimbang: SiLPA Rp %(difference)s, seharusnya tepat nol. Periksa pendapatan, "
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


def sentence_for(failure: DomainError) -> str:
    """The sentence shown to the person, in the language of the request."""
    return str(SENTENCES[failure.code]) % {
        name: shown(value) for name, value in failure.values.items()
    }


def shown(value: Any) -> Any:
    """A value as a sentence says it: dates in words, figures with decimal comma."""
    if isinstance(value, Decimal):
        return format_decimal(value)
    return format_date(value) if isinstance(value, date) else value
