"""What example people promise and do, by field of work: plain office language, no real text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """Fields of work that differ in what a day holds."""

    LEAD = "LEAD"
    OFFICE = "OFFICE"
    PLAN = "PLAN"
    MONEY = "MONEY"
    WASTE = "WASTE"
    WORKS = "WORKS"
    HEALTH = "HEALTH"
    NURSING = "NURSING"
    SCHOOL = "SCHOOL"
    ORDER = "ORDER"
    SOCIAL = "SOCIAL"
    TRADE = "TRADE"
    SERVICE = "SERVICE"
    VILLAGE = "VILLAGE"


@dataclass(frozen=True)
class Deed:
    """A kind of activity: its text (`{n}` becomes a number of an RT), its measure, a day's most."""

    text: str
    measure: str
    most: int


@dataclass(frozen=True)
class Aim:
    """A kind of planned result: text, indicator, yearly target and its measure."""

    text: str
    indicator: str
    target: int
    measure: str


def _deeds(*rows: tuple[str, str, int]) -> tuple[Deed, ...]:
    return tuple(Deed(*row) for row in rows)


def _aims(*rows: tuple[str, str, int, str]) -> tuple[Aim, ...]:
    return tuple(Aim(*row) for row in rows)


ANYWHERE = _deeds(
    ("Apel pagi dan pembagian tugas", "kegiatan", 1),
    ("Menyusun laporan harian unit", "laporan", 1),
    ("Rapat koordinasi mingguan unit", "rapat", 1),
)
DEEDS: dict[Field, tuple[Deed, ...]] = {
    Field.LEAD: _deeds(
        ("Memimpin rapat evaluasi capaian unit", "rapat", 1),
        ("Memeriksa catatan kerja bawahan dan memberi arahan", "berkas", 12),
        ("Meninjau pelaksanaan kegiatan di lapangan", "lokasi", 3),
        ("Memeriksa dan menandatangani naskah dinas", "naskah", 15),
        ("Menghadiri rapat koordinasi dengan Sekretaris Daerah", "rapat", 1),
    ),
    Field.OFFICE: _deeds(
        ("Mencatat dan mendistribusikan surat masuk", "surat", 25),
        ("Mengetik konsep surat dinas", "surat", 8),
        ("Menata arsip dinamis ke dalam boks", "berkas", 30),
        ("Memutakhirkan data pegawai unit", "data", 20),
        ("Menyiapkan bahan rapat pimpinan", "bahan", 3),
    ),
    Field.PLAN: _deeds(
        ("Memeriksa kesesuaian usulan kegiatan dengan RPJMD", "usulan", 6),
        ("Menghimpun data capaian indikator perangkat daerah", "indikator", 8),
        ("Menyusun bahan evaluasi triwulan", "bahan", 2),
        ("Memeriksa kertas kerja pengawasan", "kertas kerja", 4),
    ),
    Field.MONEY: _deeds(
        ("Memverifikasi setoran pajak daerah", "setoran", 30),
        ("Menagih tunggakan pajak di lapangan", "wajib pajak", 8),
        ("Memeriksa kelengkapan SPJ", "SPJ", 10),
        ("Mencocokkan penerimaan dengan rekening kas daerah", "transaksi", 60),
        ("Memutakhirkan data objek pajak di RT {n}", "objek", 15),
    ),
    Field.WASTE: _deeds(
        ("Mengangkut sampah dari titik resmi RT {n}", "titik", 12),
        ("Menyapu ruas jalan utama", "ruas", 3),
        ("Memeriksa kelayakan kendaraan angkut", "kendaraan", 6),
        ("Menimbang dan mencatat muatan di TPA", "rit", 9),
        ("Memangkas pohon dan membersihkan taman kota", "lokasi", 2),
    ),
    Field.WORKS: _deeds(
        ("Memeriksa kerusakan jalan lingkungan RT {n}", "ruas", 4),
        ("Mengawasi pekerjaan drainase", "lokasi", 2),
        ("Mengukur dan menggambar rencana pekerjaan", "gambar", 3),
        ("Memeriksa volume pekerjaan penyedia", "berkas", 3),
        ("Memperbaiki lampu penerangan jalan", "titik", 7),
    ),
    Field.HEALTH: _deeds(
        ("Menimbang dan mengukur balita di posyandu RT {n}", "balita", 35),
        ("Memeriksa kehamilan ibu", "ibu", 12),
        ("Memberi imunisasi dasar", "anak", 15),
        ("Kunjungan rumah keluarga berisiko stunting", "keluarga", 5),
        ("Pelayanan pasien poli umum", "pasien", 40),
    ),
    Field.NURSING: _deeds(
        ("Asuhan keperawatan pasien rawat inap", "asuhan", 10),
        ("Pemberian obat sesuai jadwal", "pasien", 14),
        ("Serah terima pasien antargilir", "pasien", 16),
        ("Pencatatan tanda vital", "pasien", 16),
        ("Pendampingan tindakan medis", "tindakan", 3),
    ),
    Field.SCHOOL: _deeds(
        ("Mengajar sesuai jadwal", "jam pelajaran", 6),
        ("Menyusun bahan ajar", "bahan", 2),
        ("Memeriksa tugas murid", "tugas", 32),
        ("Pendampingan murid yang tertinggal", "murid", 6),
        ("Rapat guru mata pelajaran", "rapat", 1),
    ),
    Field.ORDER: _deeds(
        ("Patroli ketertiban di wilayah RT {n}", "lokasi", 6),
        ("Pengaturan lalu lintas di simpang padat", "titik", 2),
        ("Penertiban pedagang di bahu jalan", "lokasi", 3),
        ("Siaga dan pemeriksaan peralatan", "unit", 8),
        ("Sosialisasi kesiapsiagaan bencana", "peserta", 40),
    ),
    Field.SOCIAL: _deeds(
        ("Verifikasi keluarga miskin ekstrem di RT {n}", "keluarga", 10),
        ("Pendampingan korban dan rujukan layanan", "orang", 3),
        ("Penyuluhan keluarga berencana", "peserta", 30),
        ("Penyaluran bantuan sosial", "keluarga", 20),
        ("Pembinaan kelompok pemuda", "kelompok", 2),
    ),
    Field.TRADE: _deeds(
        ("Memantau harga bahan pokok di pasar", "komoditas", 18),
        ("Pendampingan usaha mikro", "usaha", 4),
        ("Memeriksa lahan dan hasil tanam kelompok tani", "kelompok", 3),
        ("Mendata calon tenaga kerja", "orang", 20),
        ("Menyiapkan promosi destinasi", "bahan", 2),
    ),
    Field.SERVICE: _deeds(
        ("Menerbitkan dokumen kependudukan", "dokumen", 45),
        ("Memproses permohonan izin usaha", "izin", 10),
        ("Melayani pengguna perpustakaan", "orang", 30),
        ("Menangani gangguan jaringan dan aplikasi", "tiket", 6),
        ("Menjawab pengaduan warga", "pengaduan", 8),
    ),
    Field.VILLAGE: _deeds(
        ("Melayani surat keterangan warga", "berkas", 15),
        ("Memutakhirkan data warga RT {n}", "keluarga", 20),
        ("Mendampingi posyandu RT {n}", "balita", 25),
        ("Menindaklanjuti laporan warga tentang sampah", "laporan", 4),
        ("Rapat dengan ketua RT dan RW", "rapat", 1),
    ),
}
AIMS: dict[Field, tuple[Aim, ...]] = {
    Field.LEAD: _aims(
        ("Target bagian tercapai sesuai rencana", "Target tercapai", 90, "persen"),
        ("Pekerjaan bawahan diputus tepat waktu", "Putusan tepat waktu", 95, "persen"),
    ),
    Field.OFFICE: _aims(
        ("Naskah dinas selesai tepat waktu", "Naskah selesai", 600, "naskah"),
        ("Arsip dan data unit mutakhir", "Berkas tertata", 1200, "berkas"),
        ("Rapat pimpinan tersedia bahannya", "Bahan rapat", 48, "bahan"),
    ),
    Field.PLAN: _aims(
        ("Usulan kegiatan sesuai RPJMD", "Usulan diperiksa", 240, "usulan"),
        ("Data capaian lengkap setiap triwulan", "Indikator terhimpun", 160, "indikator"),
    ),
    Field.MONEY: _aims(
        ("Setoran pajak tercocokkan setiap hari", "Transaksi cocok", 9000, "transaksi"),
        ("Tunggakan pajak tertagih", "Wajib pajak ditagih", 480, "wajib pajak"),
        ("SPJ lengkap dan sah", "SPJ diperiksa", 1200, "SPJ"),
    ),
    Field.WASTE: _aims(
        ("Titik sampah resmi terangkut terjadwal", "Titik terangkut", 2400, "titik"),
        ("Kendaraan angkut siap jalan", "Kendaraan diperiksa", 1200, "kendaraan"),
        ("Ruas utama bersih sebelum jam kerja", "Ruas disapu", 500, "ruas"),
    ),
    Field.WORKS: _aims(
        ("Jalan lingkungan dalam keadaan baik", "Ruas diperiksa", 300, "ruas"),
        ("Pekerjaan penyedia sesuai volume", "Pekerjaan diperiksa", 120, "berkas"),
        ("Lampu jalan menyala", "Titik diperbaiki", 800, "titik"),
    ),
    Field.HEALTH: _aims(
        ("Balita terpantau tumbuh kembangnya", "Balita terukur", 3000, "balita"),
        ("Ibu hamil terlayani sesuai standar", "Pemeriksaan", 1500, "ibu"),
        ("Keluarga berisiko stunting didampingi", "Kunjungan", 400, "keluarga"),
    ),
    Field.NURSING: _aims(
        ("Asuhan keperawatan tercatat lengkap", "Asuhan", 1800, "asuhan"),
        ("Obat diberikan tepat waktu", "Pemberian", 2400, "pasien"),
    ),
    Field.SCHOOL: _aims(
        ("Pembelajaran terlaksana sesuai jadwal", "Jam pelajaran", 960, "jam pelajaran"),
        ("Murid tertinggal didampingi", "Murid didampingi", 60, "murid"),
    ),
    Field.ORDER: _aims(
        ("Wilayah tertib dan aman", "Lokasi dipatroli", 900, "lokasi"),
        ("Peralatan siaga setiap saat", "Pemeriksaan", 365, "kali"),
    ),
    Field.SOCIAL: _aims(
        ("Keluarga miskin ekstrem terdata dan terlayani", "Keluarga", 800, "keluarga"),
        ("Rujukan layanan sampai selesai", "Orang didampingi", 120, "orang"),
    ),
    Field.TRADE: _aims(
        ("Harga bahan pokok terpantau", "Pemantauan", 240, "kali"),
        ("Usaha mikro naik kelas", "Usaha didampingi", 120, "usaha"),
    ),
    Field.SERVICE: _aims(
        ("Dokumen terbit di hari yang sama", "Dokumen terbit", 7200, "dokumen"),
        ("Pengaduan warga terjawab", "Pengaduan dijawab", 900, "pengaduan"),
    ),
    Field.VILLAGE: _aims(
        ("Berkas warga selesai di hari yang sama", "Berkas selesai", 1600, "berkas"),
        ("Data warga mutakhir", "Keluarga termutakhir", 1800, "keluarga"),
        ("Laporan warga ditindaklanjuti", "Laporan selesai", 200, "laporan"),
    ),
}
TITLES: dict[Field, tuple[str, ...]] = {
    Field.LEAD: ("Staf Khusus",),
    Field.OFFICE: ("Pengadministrasi Umum", "Arsiparis Terampil", "Analis Kebijakan Ahli Pertama"),
    Field.PLAN: ("Perencana Ahli Pertama", "Auditor Ahli Pertama", "Pengelola Data"),
    Field.MONEY: ("Pemeriksa Pajak", "Bendahara Pembantu", "Analis Keuangan Ahli Pertama"),
    Field.WASTE: ("Petugas Kebersihan", "Pengemudi Armada", "Pengendali Dampak Ahli Pertama"),
    Field.WORKS: ("Pengawas Lapangan", "Teknik Jalan Ahli Pertama", "Operator Alat"),
    Field.HEALTH: ("Bidan Terampil", "Perawat Terampil", "Dokter Ahli Pertama"),
    Field.NURSING: ("Perawat Terampil", "Perawat Mahir", "Bidan Mahir"),
    Field.SCHOOL: ("Guru Ahli Pertama", "Guru Ahli Muda", "Pengadministrasi Sekolah"),
    Field.ORDER: ("Anggota Satuan", "Penguji Kendaraan Terampil", "Operator Siaga"),
    Field.SOCIAL: ("Pekerja Sosial Ahli Pertama", "Penyuluh KB Terampil", "Pengelola Bantuan"),
    Field.TRADE: ("Penyuluh Pertanian Terampil", "Pengawas Perdagangan Ahli Pertama", "Pendata"),
    Field.SERVICE: ("Pranata Komputer Terampil", "Operator Layanan", "Pustakawan Ahli Pertama"),
    Field.VILLAGE: ("Pengadministrasi Pelayanan", "Pengelola Data Warga", "Petugas Lapangan"),
}
RETURN_NOTES = (
    "Sebutkan lokasi dan hasilnya.",
    "Jumlah belum sesuai dengan buku kendali. Mohon diperiksa.",
    "Uraian terlalu umum. Tulis apa yang selesai.",
    "Kegiatan ini bukan untuk hasil kerja tersebut.",
    "Waktu bertumpuk dengan rapat pagi. Mohon dibetulkan.",
)
PLAN_NOTES = (
    "Target terlalu rendah dibanding tahun lalu.",
    "Indikator belum dapat diukur. Tambahkan satuannya.",
)
OBJECTIONS = (
    "Saya bertugas di posko sampai malam dan tidak ada sinyal. Catatan di buku posko terlampir.",
    "Catatan saya tersimpan di ponsel tetapi belum terkirim sebelum tutup.",
    "Saya mengganti rekan pada gilir malam, namun jadwal belum diubah.",
)
_AGENCIES: dict[Field, str] = {
    Field.PLAN: "BAPPEDA BALITBANGDA INSPEKTORAT",
    Field.MONEY: "BAPENDA BKAD",
    Field.WASTE: "DLHK",
    Field.WORKS: "PUPR PERKIM",
    Field.HEALTH: "DINKES",
    Field.NURSING: "RSUD",
    Field.SCHOOL: "DISDIKBUD",
    Field.ORDER: "SATPOLPP DAMKAR BPBD DISHUB KESBANGPOL",
    Field.SOCIAL: "DINSOS DP3A DPPKB DISPORA",
    Field.TRADE: "DISPERINDAG DISKOPUKM DISTAN DISKAN DKP DISPAR NAKERTRANS",
    Field.SERVICE: "DUKCAPIL DPMPTSP DISARPUS DISKOMINFO",
}
_FIELD_OF_AGENCY = {code: field for field, codes in _AGENCIES.items() for code in codes.split()}


def field_of(agency_code: str, unit_kind: str, unit_name: str = "") -> Field:
    """The field of work of a unit, by its agency's code and its own kind; offices by default."""
    if unit_name.startswith("Sekretariat") or agency_code in {"SETDA", "SETWAN"}:
        return Field.OFFICE
    if unit_kind in {"KELURAHAN", "KECAMATAN"} or agency_code[:1].isdigit():
        return Field.VILLAGE
    return _FIELD_OF_AGENCY.get(agency_code, Field.OFFICE)
