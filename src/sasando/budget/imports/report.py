"""What was met in a file: control totals first, then every odd row with what to do about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from decimal import Decimal

KEPT_ROWS: Final = 1_000
# A file of odd rows may be as long as a spreadsheet takes without complaint.
KEPT_IN_FILE: Final = 200_000
ROWS_OF_KIND: Final = 5

# Code: what it means, what to do. A row under a code of REFUSING keeps the whole file out.
WORDS: Final[dict[str, tuple[str, str]]] = {
    "amount-unreadable": ("Pagu tidak terbaca", "Tulis pagu sebagai angka rupiah di berkas asal."),
    "amount-negative": ("Pagu di bawah nol", "Perbaiki di berkas asal; pagu tidak pernah negatif."),
    "amount-too-fine": ("Pagu lebih halus dari sen", "Bulatkan pagu sampai dua angka desimal."),
    "amount-without-account": ("Pagu tanpa rekening", "Lengkapi kode rekening di berkas asal."),
    "agency-missing": ("Kode SKPD kosong", "Lengkapi kode SKPD di berkas asal."),
    "account-malformed": ("Kode rekening tidak sah", "Perbaiki kode rekening di berkas asal."),
    "activity-malformed": ("Kode sub kegiatan tidak sah", "Perbaiki kodenya di berkas asal."),
    "year-differs": ("Tahun baris lain dari tahun versi", "Pilih berkas tahun yang sama."),
    "row-short": ("Jumlah kolom kurang", "Simpan ulang berkas dari SIPD tanpa mengubah kolom."),
    "sub-activity-missing": (
        "Kegiatan tanpa kode sub kegiatan",
        "Baris tetap dimuat di bawah kegiatannya. Periksa pada SIPD.",
    ),
    "activity-unknown": (
        "Sub kegiatan tidak ada dalam nomenklatur tahun itu",
        "Baris tetap dimuat. Periksa versi nomenklatur atau kodenya.",
    ),
    "authority-foreign": (
        "Kewenangan bukan kabupaten/kota umum",
        "Baris tetap dimuat. Periksa segmen keempat kodenya.",
    ),
    "account-unknown": (
        "Rekening tidak ada dalam daftar",
        "Baris tetap dimuat. Minta pengelola memuat daftar rekening terbaru.",
    ),
    "funding-unknown": (
        "Sumber dana tidak ada dalam daftar",
        "Baris tetap dimuat. Minta pengelola memuat daftar sumber dana terbaru.",
    ),
    "agency-malformed": ("Bentuk kode SKPD tidak lazim", "Baris tetap dimuat. Periksa kodenya."),
    "agency-untied": (
        "SKPD belum dihubungkan ke perangkat daerah",
        "Hubungkan di halaman “Kode SKPD”.",
    ),
}
REFUSING: Final = frozenset(
    {
        "amount-unreadable",
        "amount-negative",
        "amount-too-fine",
        "amount-without-account",
        "agency-missing",
        "account-malformed",
        "activity-malformed",
        "year-differs",
        "row-short",
    }
)


@dataclass(frozen=True)
class OddRow:
    """One thing met: the file's row, the code of the trouble, the cell as it stands."""

    row: int
    code: str
    cell: str

    @property
    def words(self) -> tuple[str, str]:
        """What it means and what to do."""
        return WORDS[self.code]


@dataclass(frozen=True)
class OddGroup:
    """Odd rows of one kind: what it means, what to do, whether it keeps the file out."""

    problem: str
    mend: str
    refuses: bool
    count: int
    first: tuple[OddRow, ...]

    @property
    def is_untied(self) -> bool:
        """Whether these rows wait for an SKPD code to be tied to a unit."""
        return any(row.code == "agency-untied" for row in self.first)


@dataclass
class LineReport:
    """A whole file: its form, its control totals in rupiah, its odd rows.

    `odd` keeps the first `kept_rows`; `odd_counts` counts all of them.
    """

    layout: str = ""
    rows: int = 0
    without_account: int = 0
    total: Decimal | None = None
    by_agency: dict[str, Decimal] = field(default_factory=dict)
    by_group: dict[str, Decimal] = field(default_factory=dict)
    odd: list[OddRow] = field(default_factory=list)
    odd_counts: Counter[str] = field(default_factory=Counter)
    same_file: bool = False
    applied: bool = False
    kept_rows: int = KEPT_ROWS

    def note(self, row: int, code: str, cell: str) -> None:
        """Tell of one odd row."""
        self.odd_counts[code] += 1
        # A kind that turns up late still shows its first rows.
        if len(self.odd) < self.kept_rows or self.odd_counts[code] <= ROWS_OF_KIND:
            self.odd.append(OddRow(row, code, cell[:60]))

    @property
    def groups(self) -> list[OddGroup]:
        """The odd rows by kind, those that keep the file out first, then the most frequent."""
        first: dict[str, list[OddRow]] = {code: [] for code in self.odd_counts}
        for row in self.odd:
            if len(first[row.code]) < ROWS_OF_KIND:
                first[row.code].append(row)
        found = [
            OddGroup(*WORDS[code], code in REFUSING, count, tuple(first[code]))
            for code, count in self.odd_counts.items()
        ]
        return sorted(found, key=lambda group: (not group.refuses, -group.count))

    @property
    def is_accepted(self) -> bool:
        """Whether nothing in the file stands against loading it."""
        return REFUSING.isdisjoint(self.odd_counts)
