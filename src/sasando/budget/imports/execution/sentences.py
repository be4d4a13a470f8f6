"""What can be wrong with these lists, beyond what fits every list."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "budget-agency-unknown": (
        "SKPD “%(value)s” tidak ada dalam anggaran.",
        "Muat anggaran tahun itu lebih dahulu, atau periksa kodenya.",
    ),
    "budget-activity-unknown": (
        "Sub kegiatan “%(value)s” tidak ada dalam anggaran SKPD itu.",
        "Baris tetap dihitung pada SKPD-nya. Periksa kodenya; kode SP2D dapat dikaitkan nanti.",
    ),
    "budget-activity-needed": (
        "Sub kegiatan “%(value)s” tidak ada dalam anggaran SKPD itu.",
        "Periksa kodenya pada DPA; kemajuan fisik selalu milik satu sub kegiatan.",
    ),
    "sipd-id-unsaid": (
        "Arti %(kind)s belum lengkap.",
        "id_skpd menyebut SKPD, id_sub_giat sub kegiatan, kode_sbl keduanya. Kosongkan yang lain.",
    ),
    "sipd-activity-unbudgeted": (
        "Sub kegiatan “%(value)s” tidak ada dalam anggaran tahun %(year)s.",
        "Baris tetap dimuat. Periksa kodenya pada DPA.",
    ),
    "sipd-unit-unknown": (
        "Arti %(value)s belum dikenal, dipakai %(count)s baris.",
        "Muat dahulu daftar Id SIPD yang menyebut SKPD-nya, lalu unggah berkas ini lagi.",
    ),
    "sipd-activity-unknown": (
        "Arti %(value)s belum dikenal, dipakai %(count)s baris.",
        "Barisnya dihitung pada SKPD saja. Muat daftar Id SIPD agar sampai ke sub kegiatan.",
    ),
    "sipd-activity-needed": (
        "Arti %(value)s belum dikenal, dipakai %(count)s baris.",
        "Muat dahulu daftar Id SIPD; kemajuan fisik selalu milik satu sub kegiatan.",
    ),
    "contract-month-early": (
        "Kontrak “%(value)s” belum ditandatangani pada bulan itu.",
        "Periksa bulan dan tahunnya.",
    ),
    "payment-differs": (
        "SP2D ini sudah dimuat dengan isi lain.",
        "SP2D tidak diubah. Muat baris bernilai lawan dengan kolom membatalkan, lalu yang benar.",
    ),
    "payment-account-unknown": (
        "Rekening “%(value)s” tidak ada dalam daftar resmi maupun anggaran tahun itu.",
        "Baris tetap dimuat. Kaitkan kodenya di halaman SP2D tak terkait.",
    ),
    "payment-zero": ("Nilai SP2D nol.", "Hapus baris ini, atau perbaiki nilainya."),
    "payment-to-come": ("Tanggal SP2D masih akan datang.", "Periksa tanggalnya."),
    "contract-unknown": (
        "Kontrak “%(value)s” tidak ada.",
        "Muat daftar kontrak lebih dahulu, atau kosongkan kolom ini.",
    ),
    "reversed-unknown": (
        "SP2D “%(value)s” yang dibatalkan tidak ada.",
        "Periksa nomornya; bagiannya harus sama.",
    ),
    "reversal-differs": (
        "Baris pembatalan tidak sama dengan lawan SP2D “%(value)s”.",
        "Pakai SKPD, sub kegiatan, dan rekening yang sama, dengan nilai lawannya.",
    ),
    "reversed-already": (
        "SP2D “%(value)s” sudah dibatalkan.",
        "Satu SP2D dibatalkan paling banyak satu kali.",
    ),
    "plan-sum-differs": (
        "Jumlah dua belas bulan %(found)s, tetapi total_akb %(printed)s.",
        "Perbaiki salah satunya di berkas asal.",
    ),
    "plan-above-ceiling": (
        "Rencana %(planned)s berbeda dari pagu rekening itu, %(ceiling)s.",
        "Baris tetap dimuat. Periksa anggaran kas di SIPD.",
    ),
    "plan-difference-printed": (
        "Kolom selisih mencetak %(printed)s, pagu dikurangi rencana %(found)s.",
        "Baris tetap dimuat. Periksa kolom selisih di berkas asal.",
    ),
    "plan-lost": (
        "Rencana kas %(agency)s: %(gone)s pada %(count)s kelompok rekening akan hilang.",
        "Rencana SKPD itu diganti dari %(before)s menjadi %(after)s. Lengkapi berkas bila keliru.",
    ),
    "contract-above-ceiling": (
        "Nilai kontrak %(amount)s melebihi pagu sub kegiatannya, %(ceiling)s (%(version)s).",
        "Baris tetap dimuat. Periksa nilai, tahun, dan kode sub kegiatannya.",
    ),
    "month-to-come": ("Bulan ini belum selesai.", "Muat setelah bulan itu berakhir."),
    "progress-falls": (
        "Kemajuan fisik turun dari %(before)s menjadi %(after)s persen.",
        "Baris tetap dimuat. Pastikan angka ini, dan tulis sebabnya.",
    ),
    "paid-differs": (
        "Pembayaran tercetak %(printed)s, menurut SP2D %(found)s.",
        "Baris tetap dimuat. Cocokkan RFK dengan daftar SP2D.",
    ),
    "day-differs": (
        "Hari sampai_tgl lain dari baris pertama.",
        "Satu berkas memuat satu hari laporan.",
    ),
    "row-without-code": (
        "Baris ini tidak berkode, jadi tidak dimuat.",
        "Surplus, pembiayaan neto, dan SiLPA dihitung sendiri dari akunnya.",
    ),
    "level-differs": (
        "Kolom level mencetak %(printed)s, kodenya bertingkat %(found)s.",
        "Baris tetap dimuat menurut kodenya.",
    ),
    "percent-differs": (
        "Persen tercetak %(printed)s, dihitung %(found)s.",
        "Baris tetap dimuat; persen selalu dihitung ulang dari rupiahnya.",
    ),
    "sum-differs": (
        "Jumlah %(printed)s, tetapi rinciannya berjumlah %(found)s.",
        "Perbaiki di berkas asal: baris jumlah dan rinciannya harus sama.",
    ),
    "begins-late": (
        "Laporan ini tidak mulai 1 Januari.",
        "Ambil laporan sejak 1 Januari; angkanya harus kumulatif.",
    ),
}
