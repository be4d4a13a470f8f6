"""The columns of each list of a plan document; its years are columns of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import TextChoices

from sasando.core.listings.cells import choice, code, rupiah, text, whole, yes_no
from sasando.core.listings.columns import Column, Listing
from sasando.core.listings.troubles import add_sentences
from sasando.planning.models import PlanRow, PlanRowIndicator

from .cells import baseline, target
from .sentences import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sasando.planning.models import PlanDocument

LINES: Final = "baris"
THREAD: Final = "sasaran"
MOST_INDICATORS: Final = 99


class ThreadKind(TextChoices):
    """What a row of the list of missions is."""

    MISSION = "MISI", "Misi"
    GOAL = "TUJUAN", "Tujuan"
    OBJECTIVE = "SASARAN", "Sasaran"


LINE_REMARKS = (
    Column("lokasi", "location", text(160), "Lokasi.", ("Kota Kupang", ""), default=""),
    Column("sumber_dana", "funding", text(120), "Sumber dana.", ("PAD", ""), default=""),
    Column(
        "alasan",
        "reason",
        text(1000),
        "Alasan bila target atau pagu lain dari RPJMD.",
        ("", ""),
        default="",
    ),
)
REMOVED = Column(
    "hapus",
    "removed",
    yes_no,
    "ya bila baris ini dikeluarkan dari dokumen.",
    ("", ""),
    default=False,
)
EXAMPLE = Column(
    "contoh", "is_example", yes_no, "ya bila baris ini buatan.", ("tidak", ""), default=False
)


def target_name(year: int) -> str:
    """The name under which a row keeps the target of a year."""
    return f"target_{year}"


def ceiling_name(year: int) -> str:
    """The name under which a row keeps the ceiling of a year."""
    return f"ceiling_{year}"


def lines_listing(document: PlanDocument) -> Listing:
    """Programmes, activities and sub-activities of a document, one row per indicator."""
    return Listing(
        LINES,
        "Baris program, kegiatan, dan sub kegiatan",
        "Satu baris per indikator. Baris induk boleh di bawah anaknya.",
        (
            *_line_columns(is_agency=document.unit_id is not None),
            *_indicator_columns(document.years),
            *_ceiling_columns(document.ceiling_years),
            *LINE_REMARKS,
            REMOVED,
            EXAMPLE,
        ),
    )


def _line_columns(*, is_agency: bool) -> tuple[Column, ...]:
    """What a line is; in a plan of the city every row names its agency."""
    return (
        Column(
            "perangkat_daerah",
            "unit",
            code(40),
            "Kode perangkat daerah."
            + (" Kosong berarti pemilik dokumen." if is_agency else " Harus diisi."),
            ("DLHK", "DLHK"),
            needed=not is_agency,
            filled=not is_agency,
            default="",
        ),
        Column(
            "tingkat",
            "level",
            choice(PlanRow.Level),
            "Kosong berarti menurut kodenya; diisi untuk tujuan dan sasaran perangkat daerah.",
            ("PROGRAM", ""),
            default="",
        ),
        Column(
            "kode",
            "code",
            text(40),
            "Kode nomenklatur sebagai teks.",
            ("2.11.11", "2.11.11.2.01"),
            needed=True,
            filled=True,
        ),
        Column(
            "induk",
            "parent",
            text(40),
            "Kode tujuan atau sasaran di atasnya; kegiatan dan sub kegiatan mengikuti kodenya.",
            ("", ""),
            default="",
        ),
        Column(
            "uraian",
            "name",
            text(1000),
            "Nama baris; kosong berarti nama di nomenklatur.",
            ("Program Pengelolaan Persampahan", ""),
            default="",
        ),
        Column(
            "sasaran",
            "objective",
            code(40),
            "Kode sasaran RPJMD yang dilayani.",
            ("SASARAN-7.1", ""),
            default="",
        ),
    )


def thread_listing(document: PlanDocument) -> Listing:
    """Missions, goals and objectives of an RPJMD or RPD with their indicators."""
    return Listing(
        THREAD,
        "Misi, tujuan, dan sasaran",
        "Satu baris per indikator. Baris induk boleh di bawah anaknya.",
        (
            Column(
                "jenis",
                "kind",
                choice(ThreadKind),
                "MISI, TUJUAN, atau SASARAN.",
                ("MISI", "TUJUAN"),
                needed=True,
                filled=True,
            ),
            Column(
                "kode",
                "code",
                code(40),
                "Kode yang dipakai di seluruh Sasando.",
                ("MISI-1", "TUJUAN-1.1"),
                needed=True,
                filled=True,
            ),
            Column(
                "induk",
                "parent",
                code(40),
                "Misi untuk tujuan; tujuan atau misi untuk sasaran.",
                ("", "MISI-1"),
                default="",
            ),
            Column(
                "uraian",
                "name",
                text(1000),
                "Bunyi menurut dokumen.",
                ("Sumber daya manusia yang berkualitas", "Derajat kesehatan yang meningkat"),
                filled=True,
            ),
            *_indicator_columns(document.years),
            REMOVED,
            EXAMPLE,
        ),
    )


def _indicator_columns(years: Iterable[int]) -> tuple[Column, ...]:
    return (
        Column(
            "nomor_indikator",
            "number",
            whole(1, MOST_INDICATORS),
            "1 untuk indikator pertama; baris lain dari kode yang sama memakai 2, 3, dst.",
            ("1", "1"),
            default=1,
            numeric=True,
        ),
        Column(
            "indikator",
            "indicator",
            text(500),
            "Nama indikator.",
            ("Sampah terangkut", "Jumlah titik layanan"),
            default="",
        ),
        Column(
            "jenis_indikator",
            "indicator_kind",
            choice(PlanRowIndicator.Kind),
            "OUTPUT, OUTCOME, atau IMPACT.",
            ("OUTCOME", ""),
            default="",
        ),
        Column("satuan", "measure", text(160), "Satuan.", ("persen", "titik"), default=""),
        Column(
            "kondisi_awal",
            "baseline",
            baseline,
            "Keadaan pada awal periode.",
            ("71,5", ""),
            default="",
            numeric=True,
        ),
        *(
            Column(
                f"target_{year}",
                target_name(year),
                target,
                f"Target {year}: angka, rentang (80-90), atau predikat (WTP). Kosong bukan nol.",
                ("75", "80-90"),
                numeric=True,
            )
            for year in years
        ),
    )


def _ceiling_columns(years: Iterable[int]) -> tuple[Column, ...]:
    return tuple(
        Column(
            f"pagu_{year}",
            ceiling_name(year),
            rupiah,
            f"Pagu indikatif {year} dalam rupiah penuh.",
            ("1500000000", "250000000"),
            numeric=True,
        )
        for year in years
    )


add_sentences(SENTENCES)
