"""The columns of the lists of indicators and of their figures, and how their cells are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sasando.core.listings.cells import (
    CellRefused,
    NumberText,
    choice,
    code,
    day,
    number,
    text,
    whole,
    yes_no,
)
from sasando.core.listings.columns import Column, Listing
from sasando.core.listings.troubles import add_sentences
from sasando.planning.models import Indicator, Measurement
from sasando.planning.periods import Span
from sasando.planning.shown import AGGREGATIONS, ENTRY_MODES, POLARITIES, ZERO_TARGETS
from sasando.rules.aggregation import EntryMode
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import format_decimal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

DECIMALS = 4
_RANGE = re.compile(r"(?P<low>[^–]+?)(?:\s*–\s*|\s+-\s+|(?<=\d)-(?=\d)|\s+s\.d\.\s+)(?P<high>.+)")
_LABEL = re.compile(r"[A-Za-z]{1,5}")
_read_number = number(decimals=DECIMALS)


@dataclass(frozen=True)
class Figure:
    """A target or figure as typed: a number, both ends of a range, or a label of a scale."""

    value: Decimal | None
    upper: Decimal | None = None
    label: str = field(default="", compare=False)

    def __str__(self) -> str:
        if self.label:
            return self.label
        ends = [format_decimal(end) for end in (self.value, self.upper) if end is not None]
        return "–".join(ends)


def figure(cell: str) -> Figure:
    """Read "8,24", "80–90" or "WTP". Raises RuleInputError for what is none of them."""
    if isinstance(cell, NumberText):
        return Figure(_read_number(cell))
    ends = _RANGE.fullmatch(cell)
    if ends is not None:
        low, high = _read_number(ends["low"].strip()), _read_number(ends["high"].strip())
        if high < low:
            raise CellRefused("range-reversed", value=cell)
        return Figure(low, high)
    try:
        return Figure(_read_number(cell))
    except RuleInputError as failure:
        if failure.problem == Problem.NOT_A_NUMBER and _LABEL.fullmatch(cell):
            return Figure(None, label=cell.upper())
        raise


def word(words: Mapping[Any, str]) -> Callable[[str], str]:
    """A reader of one of the rules' own choices, by its code or by its words."""
    found = {said.casefold(): str(value) for value, said in words.items()}
    found.update({str(value).casefold(): str(value) for value in words})

    def read(cell: str) -> str:
        if cell.casefold() not in found:
            raise CellRefused("choice-unknown", value=cell, known=", ".join(map(str, words)))
        return found[cell.casefold()]

    return read


def _words(
    heading: str, name: str, words: Mapping[Any, str], meaning: str, default: str | None = None
) -> Column:
    example = str(next(iter(words)))
    return Column(
        heading, name, word(words), meaning, (example, example),
        filled=default is None, default=default,
    )  # fmt: skip


ABOUT = (
    Column(
        "kode", "code", code(40), "Kode indikator.", ("IKU-CONTOH", "IKU-OPINI"),
        needed=True, filled=True,
    ),
    Column("nama", "name", text(200), "Nama indikator.", ("Sampah terangkut", "Opini BPK"),
           filled=True),
    Column("satuan", "measure", text(60), "Satuan yang dicetak.", ("persen", "opini"), filled=True),
    Column("jenis_satuan", "unit_type", choice(Indicator.UnitType), "Jenis satuan.",
           ("PERCENT", "PREDICATE"), filled=True),
    Column("desimal", "decimals", whole(0, DECIMALS), "Angka di belakang koma.", ("2", "0"),
           default=2, numeric=True),
    Column("jenis", "level_type", choice(Indicator.LevelType), "Tingkat indikator.",
           ("OUTCOME", "OUTCOME"), filled=True),
    Column("polaritas", "polarity", word(POLARITIES), "Arah yang baik.", ("HIGHER", "PREDICATE"),
           filled=True),
    _words("agregasi", "aggregation", AGGREGATIONS, "Dari triwulan menjadi tahun."),
    _words("cara_mengisi", "entry_mode", ENTRY_MODES, "Angka triwulan atau jumlah berjalan.",
           EntryMode.PERIODIC.value),
    Column("skala", "scale", choice(Indicator.Scale), "Skala predikat.", ("", "AUDIT_OPINION"),
           default=""),
)  # fmt: skip
MEASURED = (
    Column("definisi", "definition", text(2000), "Definisi operasional.",
           ("Ton terangkut dibagi ton timbul", "Opini atas LKPD"), filled=True),
    Column("rumus", "formula", text(2000), "Rumus.", ("A / B × 100", ""), default=""),
    Column("arti_pembilang", "numerator_definition", text(300), "Arti pembilang.",
           ("Ton terangkut", ""), default=""),
    Column("arti_penyebut", "denominator_definition", text(300), "Arti penyebut.",
           ("Ton timbul", ""), default=""),
    Column("sumber_data", "data_source", text(200), "Sumber data.", ("Timbangan TPA", "LHP BPK"),
           filled=True),
    Column("cara_mengumpulkan", "collection_method", text(2000), "Cara mengumpulkan data.",
           ("Rekap harian", "Disalin dari LHP"), filled=True),
    Column("frekuensi", "frequency", choice(Indicator.Frequency), "Frekuensi pengumpulan.",
           ("TRIWULANAN", "TAHUNAN"), filled=True),
    Column("jeda_terbit", "release_lag", whole(0, 1000), "Hari sampai angka resmi terbit.",
           ("0", "150"), default=0, numeric=True),
    Column("tahun_awal", "baseline_year", whole(1990, 2100), "Tahun kondisi awal.",
           ("2024", "2024"), numeric=True),
    Column("kondisi_awal", "baseline", figure, "Kondisi awal.", ("72,5", "WTP"), numeric=True),
    Column("batas_capaian", "display_cap", number(lowest=Decimal("0.01"), decimals=2),
           "Batas atas capaian khusus; kosong berarti kebijakan kota.", ("", ""), numeric=True),
    _words("target_nol", "zero_target", ZERO_TARGETS, "Arti target nol; kosong: kebijakan kota.",
           ""),
)  # fmt: skip
PLACED = (
    Column("sasaran", "objective", code(40), "Kode sasaran.", ("SASARAN-7.1", ""), default=""),
    Column("agenda", "agenda", text(4), "Nomor agenda prioritas.", ("", ""), default="",
           numeric=True),
    Column("penanggung_jawab", "owner", code(40), "Kode unit.", ("DLHK", "BAPPEDA"), default=""),
    Column("jabatan", "owner_position", code(40), "Kode jabatan.", ("DLHK.KEPALA", ""),
           default=""),
    Column("contoh", "is_example", yes_no, "ya bila buatan, bukan data nyata.", ("tidak", ""),
           default=False),
    Column("alasan", "reason", text(1000), "Alasan, bila mengubah yang sudah ada.", ("", ""),
           default=""),
    Column("dasar_target", "basis", text(200), "Dokumen dasar target.", ("RPJMD 2025–2029", ""),
           default=""),
)  # fmt: skip


def indicator_listing(years: Iterable[int]) -> Listing:
    """The list of indicators with a column for each target of these years and their quarters."""
    targets = tuple(_target_column(Span(year, n)) for year in years for n in range(5))
    return Listing(
        "indikator",
        "Indikator dan targetnya",
        "Kamus indikator dengan target per tahun dan triwulan. Sel target yang kosong berarti "
        "tidak diubah; nol ditulis 0. Rentang ditulis 80–90, predikat ditulis labelnya.",
        (*ABOUT, *MEASURED, *PLACED, *targets),
    )


def target_name(span: Span) -> str:
    """The name of a target's value in a row: "target 2026/3"."""
    return f"target {span.year}/{span.quarter}"


def target_heading(span: Span) -> str:
    """The heading of a target: "target_2026" or "target_2026_tw3"."""
    return f"target_{span.year}_tw{span.quarter}" if span.quarter else f"target_{span.year}"


def _target_column(span: Span) -> Column:
    meaning = f"Target {span.label}."
    examples = ("" if span.quarter else "80", "" if span.quarter else "WTP")
    return Column(target_heading(span), target_name(span), figure, meaning, examples, numeric=True)


MEASUREMENTS = Listing(
    "pengukuran",
    "Realisasi indikator",
    "Satu baris untuk satu periode satu indikator. Kosong bukan nol: bila angkanya belum ada, isi "
    "keadaan. Triwulan 0 berarti setahun.",
    (
        Column("kode", "code", code(40), "Kode indikator.", ("IKU-CONTOH", "IKU-OPINI"),
               needed=True, filled=True),
        Column("tahun", "year", whole(2000, 2100), "Tahun.", ("2026", "2026"), needed=True,
               filled=True, numeric=True),
        Column("triwulan", "quarter", whole(0, 4), "1–4, atau 0 untuk setahun.", ("3", "0"),
               needed=True, filled=True, numeric=True),
        Column("nilai", "figure", figure, "Realisasi; kosong bila belum ada.", ("71,5", ""),
               numeric=True),
        Column("pembilang", "numerator", number(decimals=DECIMALS), "Untuk rasio.", ("", ""),
               numeric=True),
        Column("penyebut", "denominator", number(decimals=DECIMALS), "Untuk rasio.", ("", ""),
               numeric=True),
        Column("keadaan", "status", choice(Measurement.Status), "Kosong berarti TERLAPOR.",
               ("TERLAPOR", "BELUM_RILIS"), default=Measurement.Status.REPORTED),
        Column("sumber", "source", text(200), "Dari mana angkanya.",
               ("Timbangan TPA", "LHP BPK"), filled=True),
        Column("tanggal_terbit", "released_on", day, "Hari angka resmi terbit.", ("", "")),
        Column("alasan", "reason", text(1000), "Wajib untuk koreksi dan untuk tidak berlaku.",
               ("", ""), default=""),
    ),
)  # fmt: skip

add_sentences(
    {
        "range-reversed": (
            "Rentang “%(value)s” terbalik.",
            "Tulis batas yang rendah lebih dahulu, misalnya 80–90.",
        ),
        "range-needed": (
            "Indikator ini bertarget rentang, tetapi targetnya satu angka.",
            "Tulis kedua batasnya, misalnya 80–90.",
        ),
        "range-unexpected": (
            "Indikator ini tidak bertarget rentang.",
            "Tulis satu angka, atau ubah polaritasnya.",
        ),
        "label-unknown": (
            "“%(value)s” bukan label skala indikator ini.",
            "Pilih salah satu: %(known)s.",
        ),
        "label-unexpected": (
            "“%(value)s” bukan angka, dan indikator ini tidak memakai skala predikat.",
            "Tulis angkanya, atau isi kolom skala.",
        ),
        "link-unknown": ("“%(value)s” tidak ada.", "Periksa kodenya, atau muat dahulu datanya."),
        "scale-needs-predicate": (
            "Skala hanya untuk polaritas PREDICATE.",
            "Kosongkan skala, atau ubah polaritasnya.",
        ),
        "running-total-of-level": (
            "Jumlah berjalan tidak berlaku untuk rata-rata, nilai tertinggi, atau terendah.",
            "Pakai PERIODIC, atau ubah agregasinya.",
        ),
        "baseline-half": (
            "Kondisi awal perlu tahun dan nilainya.",
            "Isi keduanya, atau kosongkan keduanya.",
        ),
        "ratio-parts-undefined": (
            "Rasio perlu arti pembilang dan penyebut.",
            "Isi kedua kolom itu.",
        ),
        "reason-needed": (
            "Baris ini mengubah yang sudah ada, tetapi alasannya kosong.",
            "Isi kolom alasan. Yang lama tetap tersimpan.",
        ),
        "basis-needed": ("Target baru tanpa dasar.", "Isi kolom dasar_target."),
        "target-over": (
            "%(period)s sudah berakhir, jadi targetnya tetap.",
            "Hapus isian target itu, atau samakan dengan yang tercatat: %(value)s.",
        ),
        "indicator-unknown": (
            "Indikator “%(value)s” tidak ada.",
            "Periksa kodenya, atau muat dahulu daftar indikator.",
        ),
        "measured-by-system": (
            "Indikator ini diukur sistem, jadi angkanya tidak diketik.",
            "Hapus baris ini.",
        ),
        "period-unknown": (
            "Periode itu tidak ada untuk indikator ini.",
            "Indikator tahunan memakai triwulan 0; tahunnya paling akhir tahun berjalan.",
        ),
        "period-open": ("Periode ini belum berakhir.", "Muat sesudah hari terakhirnya."),
        "period-closed": (
            "%(period)s sudah tutup sejak %(closed)s.",
            "Hapus baris ini, atau minta Wali Kota atau Sekretaris Daerah membukanya kembali.",
        ),
        "figure-incomplete": (
            "Angka, pembilang, penyebut, dan keadaan tidak cocok.",
            "TERLAPOR perlu angka, rasio hanya pembilang dan penyebut; keadaan lain tanpa angka.",
        ),
        "why-needed": ("Tidak berlaku tanpa alasan.", "Isi kolom alasan."),
        "running-total-falls": (
            "Jumlah sejak awal tahun turun dibanding triwulan lain.",
            "Periksa angka ini dan angka triwulan sebelum dan sesudahnya.",
        ),
    }
)
