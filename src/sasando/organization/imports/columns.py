"""The columns of each list, in one place: what they mean and how they are read."""

from sasando.core.listings.cells import choice, clock_time, code, day, text, yes_no
from sasando.core.listings.columns import Column, Listing
from sasando.core.listings.troubles import add_sentences
from sasando.organization.models import Appointment, Duty, Person, Position, Unit

from .numbers import nip
from .sentences import SENTENCES

SINCE = Column(
    "sejak", "valid_from", day, "Tanggal mulai berlaku.", ("2026-01-01", "01/02/2026"), filled=True
)
UNTIL = Column(
    "sampai", "valid_to", day, "Hari terakhir berlaku; kosong berarti seterusnya.", ("", "")
)
EXAMPLE = Column(
    "contoh",
    "is_example",
    yes_no,
    "ya bila baris ini buatan, bukan data nyata.",
    ("tidak", ""),
    default=False,
)

UNITS = Listing(
    "unit",
    "Unit organisasi",
    "Perangkat daerah, bagian, bidang, kecamatan, kelurahan. Induk boleh berada di bawah anaknya.",
    (
        Column(
            "kode",
            "code",
            code(40),
            "Kode unit.",
            ("CONTOH", "CONTOH.SATU"),
            needed=True,
            filled=True,
        ),
        Column(
            "nama", "name", text(160), "Nama resmi.", ("Dinas Contoh", "Bidang Satu"), filled=True
        ),
        Column("jenis", "kind", choice(Unit.Kind), "Jenis unit.", ("DINAS", "BIDANG"), filled=True),
        Column(
            "induk", "parent", code(40), "Kode unit di atasnya.", ("KOTA", "CONTOH"), default=""
        ),
        Column(
            "pola",
            "pattern",
            choice(Unit.Pattern),
            "Pola hari kerja.",
            ("LIMA_HARI", "GILIR"),
            default=Unit.Pattern.FIVE_DAYS,
        ),
        SINCE,
        UNTIL,
        Column("sumber", "source", text(160), "Dasar atau sumber.", ("Perda", ""), default=""),
        EXAMPLE,
    ),
)

POSITIONS = Listing(
    "jabatan",
    "Jabatan",
    "Semua jabatan, juga yang lowong. Atasan boleh berada di bawah bawahannya.",
    (
        Column(
            "kode",
            "code",
            code(40),
            "Kode jabatan.",
            ("CONTOH.KEPALA", "CONTOH.01"),
            needed=True,
            filled=True,
        ),
        Column(
            "nama", "title", text(160), "Nama jabatan.", ("Kepala Dinas", "Analis"), filled=True
        ),
        Column("unit", "unit", code(40), "Kode unitnya.", ("CONTOH", "CONTOH"), filled=True),
        Column(
            "jenis",
            "kind",
            choice(Position.Kind),
            "Jenis jabatan.",
            ("JPT_PRATAMA", "PELAKSANA"),
            filled=True,
        ),
        Column(
            "jenjang",
            "level",
            choice(Position.Level),
            "Eselon atau jenjang.",
            ("II.b", ""),
            default=Position.Level.NONE,
        ),
        Column(
            "tugas",
            "duty",
            choice(Duty),
            "Wewenang jabatan di Sasando.",
            ("KEPALA", "STAF"),
            default=Duty.STAFF,
        ),
        Column(
            "atasan",
            "reports_to",
            code(40),
            "Kode jabatan atasan langsung.",
            ("SEKDA", "CONTOH.KEPALA"),
            default="",
        ),
        SINCE,
        UNTIL,
        EXAMPLE,
    ),
)

PEOPLE = Listing(
    "pegawai",
    "Pegawai dan jabatannya",
    "Satu baris untuk satu jabatan yang dipegang; pegawai dengan dua jabatan memakai dua baris.",
    (
        Column(
            "kode",
            "code",
            code(16),
            "Kode kepegawaian, bukan NIP.",
            ("P-1001", "P-1002"),
            needed=True,
            filled=True,
        ),
        Column(
            "nama",
            "name",
            text(120),
            "Nama dengan gelar.",
            ("Ani Contoh", "Budi Contoh"),
            filled=True,
        ),
        Column(
            "status",
            "employment",
            choice(Person.Employment),
            "PNS, PPPK, atau TERPILIH.",
            ("PNS", "PPPK"),
            filled=True,
        ),
        Column("golongan", "grade", text(6), "Golongan ruang.", ("III/d", "IX"), default=""),
        Column(
            "nip",
            "nip",
            nip,
            "NIP 18 angka sebagai teks; kosong berarti tidak berubah.",
            ("198609262015051001", "199009132025242014"),
        ),
        Column(
            "nip_sejak", "nip_from", day, "Tanggal mulai NIP; wajib bila NIP berganti.", ("", "")
        ),
        Column(
            "jabatan",
            "position",
            code(40),
            "Kode jabatan yang dipegang.",
            ("CONTOH.KEPALA", "CONTOH.01"),
            default="",
        ),
        Column(
            "cara",
            "kind",
            choice(Appointment.Kind),
            "DEFINITIF, PLT, atau PLH.",
            ("DEFINITIF", ""),
            default=Appointment.Kind.DEFINITIVE,
        ),
        Column("sejak", "valid_from", day, "Tanggal mulai jabatan.", ("2026-01-01", "2026-02-01")),
        UNTIL,
        Column("sk", "decree", text(120), "Nomor surat keputusan.", ("800/1/2026", ""), default=""),
        EXAMPLE,
    ),
)

SHIFTS = Listing(
    "jadwal-gilir",
    "Jadwal gilir",
    "Gilir kerja hari ini dan hari depan. Gilir malam ditulis pada tanggal mulainya.",
    (
        Column(
            "pegawai",
            "person",
            code(16),
            "Kode pegawai.",
            ("P-1001", "P-1001"),
            needed=True,
            filled=True,
        ),
        Column(
            "tanggal",
            "day",
            day,
            "Tanggal mulai gilir.",
            ("2026-12-01", "2026-12-02"),
            needed=True,
            filled=True,
        ),
        Column(
            "gilir", "name", text(40), "Nama gilir.", ("Pagi", "Malam"), needed=True, filled=True
        ),
        Column(
            "mulai", "start", clock_time, "Jam mulai.", ("07.00", "21.00"), needed=True, filled=True
        ),
        Column(
            "selesai",
            "end",
            clock_time,
            "Jam selesai; bila lebih awal dari mulai, esoknya.",
            ("14.00", "07.00"),
            needed=True,
            filled=True,
        ),
    ),
)

LISTINGS = {listing.code: listing for listing in (UNITS, POSITIONS, PEOPLE, SHIFTS)}

add_sentences(SENTENCES)
