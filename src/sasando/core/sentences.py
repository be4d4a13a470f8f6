"""The one place where a refusal becomes a sentence: what happened, why, what to do now.

Keyed by the `code` of each DomainError of every package; a test walks all of them.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from sasando.rules.numerals import format_date

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
        "Unit ini sudah punya perjanjian untuk tahun itu: %(code)s. Buka perjanjian itu, lalu "
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
    "agreement-revision-ground-missing": gettext_lazy(
        "Perjanjian hanya dapat diubah dengan satu dari tiga alasan dan penjelasannya. Lengkapi "
        "keduanya, lalu kirim lagi."
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
    "nomenclature-missing": gettext_lazy(
        "Nomenklatur untuk tahun %(year)s belum dimuat. Minta pengelola memuatnya."
    ),
}


def sentence_for(failure: DomainError) -> str:
    """The sentence shown to the person, in the language of the request."""
    return str(SENTENCES[failure.code]) % {
        name: shown(value) for name, value in failure.values.items()
    }


def shown(value: Any) -> Any:
    """A value as a sentence says it: dates in words."""
    return format_date(value) if isinstance(value, date) else value
