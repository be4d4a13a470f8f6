"""What can be wrong with the lists of the organisation, beyond what fits every list."""

from typing import Final

from sasando.rules.errors import Problem

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "unit-unknown": (
        "Unit “%(value)s” tidak ada, baik di Sasando maupun di berkas ini.",
        "Periksa kodenya, atau muat daftar unit lebih dahulu.",
    ),
    "position-unknown": (
        "Jabatan “%(value)s” tidak ada, baik di Sasando maupun di berkas ini.",
        "Periksa kodenya, atau muat daftar jabatan lebih dahulu.",
    ),
    "person-unknown": (
        "Pegawai “%(value)s” tidak ada.",
        "Periksa kodenya, atau muat daftar pegawai lebih dahulu.",
    ),
    "root-has-parent": ("Kota berada di puncak, jadi tidak berinduk.", "Kosongkan kolom induk."),
    "second-root": (
        "Puncak organisasi sudah ada: %(value)s.",
        "Ganti jenis unit ini, lalu isi induknya.",
    ),
    "too-deep": ("Unit ini lebih dari %(limit)s tingkat di bawah kota.", "Pilih induk lebih atas."),
    "own-post": (
        "Baris ini mengubah jabatan, tugas, atau wewenang Anda sendiri.",
        "Minta pengelola kepegawaian lain memuat baris ini.",
    ),
    "position-ended": (
        "Jabatan itu tidak lagi berlaku pada tanggal sejak.",
        "Pilih jabatan yang masih berlaku, atau perbaiki tanggalnya.",
    ),
    "holder-overlaps": (
        (
            "Pada tanggal itu jabatan %(position)s sudah dipegang definitif oleh %(person)s "
            "(%(since)s)."
        ),
        "Isi tanggal sampai untuk pemegang lama, di berkas ini juga.",
    ),
    "acting-overlaps": (
        "Pada tanggal itu jabatan %(position)s sudah dijalankan oleh %(person)s (%(since)s).",
        "Isi tanggal sampai untuk Plt./Plh. yang lama, di berkas ini juga.",
    ),
    "post-overlaps": (
        "Pada tanggal itu pegawai ini masih memegang definitif jabatan %(position)s (%(since)s).",
        "Tambahkan baris jabatan lama dengan tanggal sampai, di berkas ini juga.",
    ),
    "appointment-incomplete": (
        "Jabatan, cara, sejak, sampai, atau sk hanya terisi sebagian.",
        "Isi jabatan dan sejak, atau kosongkan semuanya.",
    ),
    "nip-taken": (
        "NIP berakhiran %(tail)s sudah tercatat untuk pegawai lain.",
        "Periksa NIP ini pada surat keputusannya.",
    ),
    "nip-twice": (
        "NIP berakhiran %(tail)s juga dipakai pada baris %(line)s oleh pegawai lain.",
        "Periksa NIP kedua baris.",
    ),
    "nip-former": (
        "NIP berakhiran %(tail)s adalah NIP lama pegawai ini.",
        "Isi NIP yang berlaku sekarang, atau kosongkan.",
    ),
    "nip-needs-date": (
        "NIP berubah dari yang berakhiran %(old)s ke %(tail)s tanpa tanggal mulai.",
        "Isi nip_sejak dengan tanggal mulai berlakunya NIP baru.",
    ),
    "nip-date-wrong": (
        "nip_sejak tidak sesuai dengan catatan: NIP berakhiran %(tail)s berlaku sejak %(since)s.",
        "Kosongkan nip_sejak bila NIP tidak berubah, atau perbaiki tanggalnya.",
    ),
    "nip-employment": (
        "NIP berakhiran %(tail)s adalah nomor %(employment)s, tidak sesuai dengan status.",
        "Perbaiki status atau NIP.",
    ),
    "nip-elected": ("Pejabat terpilih tidak ber-NIP.", "Kosongkan NIP, atau perbaiki status."),
    "nip-missing": ("Pegawai baru berstatus PNS atau PPPK harus ber-NIP.", "Isi NIP-nya."),
    "account-taken": (
        "Nama pengguna “%(value)s” sudah dipakai akun lain.",
        "Beri pegawai ini kode lain.",
    ),
    "shift-past": (
        "Tanggal itu sudah lewat, jadi jadwalnya tidak dapat diubah.",
        "Hapus baris ini. Hari yang sudah lewat tetap seperti tercatat.",
    ),
    "shift-overlaps": (
        "Gilir ini bertumpuk dengan gilir tanggal %(day)s.",
        "Periksa jam mulai dan selesai kedua gilir.",
    ),
    "shift-not-roster": (
        "Pada tanggal itu pegawai ini tidak bertugas di unit dengan jadwal gilir.",
        "Hapus baris ini, atau ubah pola hari kerja unitnya lebih dahulu.",
    ),
    Problem.NIP_LENGTH: ("NIP tidak terdiri dari 18 angka.", "Salin NIP dari surat keputusannya."),
    Problem.NIP_BIRTH_DATE: (
        "Angka 1–8 NIP bukan tanggal lahir yang ada.",
        "Periksa NIP pada surat keputusannya.",
    ),
    Problem.NIP_START_MONTH: (
        "Angka 13–14 NIP bukan bulan pengangkatan dan bukan kode kontrak.",
        "Periksa NIP pada surat keputusannya.",
    ),
    Problem.NIP_START_IN_FUTURE: (
        "Bulan atau tahun pengangkatan pada NIP belum tiba.",
        "Periksa NIP pada surat keputusannya.",
    ),
    Problem.NIP_SEX: ("Angka ke-15 NIP bukan 1 atau 2.", "Periksa NIP pada surat keputusannya."),
    Problem.NIP_SERIAL: ("Nomor urut NIP tidak boleh 000.", "Periksa NIP pada surat keputusannya."),
    Problem.NIP_AGE: (
        "Menurut NIP, usia saat diangkat di luar 17–60 tahun.",
        "Periksa NIP pada surat keputusannya.",
    ),
}
