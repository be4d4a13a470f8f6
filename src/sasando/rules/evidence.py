"""What the habit detector found on a line of a plan, and the Indonesian words for each finding.

The words stand in one table (`GROUND_WORDS`), so that pages, exports and `./sasando rules` say
the same. They describe documents, never people.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from sasando.rules.numerals import format_decimal, format_rupiah


class Verdict(StrEnum):
    """What a line of a plan is; exactly one."""

    TRACED = "TRACED"
    ON_PAPER = "ON_PAPER"
    HABIT = "HABIT"
    SUPPORT = "SUPPORT"
    UNKNOWN = "UNKNOWN"


VERDICT_WORDS: Final[Mapping[Verdict, str]] = {
    Verdict.TRACED: "tertelusur",
    Verdict.ON_PAPER: "tertelusur di atas kertas",
    Verdict.HABIT: "kebiasaan",
    Verdict.SUPPORT: "penunjang",
    Verdict.UNKNOWN: "belum dapat dinilai",
}


class Role(StrEnum):
    """What a finding does to the verdict."""

    GROUND = "GROUND"  # speaks against the line
    FACT = "FACT"  # explains it
    MISSING = "MISSING"  # has to be known before a verdict is possible


class Ground(StrEnum):
    """What was found; in this order findings of one line are told."""

    NO_OBJECTIVE = "NO_OBJECTIVE"
    REPEATED = "REPEATED"
    SAME_INDICATOR = "SAME_INDICATOR"
    SAME_CEILING = "SAME_CEILING"
    NO_INDICATOR = "NO_INDICATOR"
    TARGET_MISSING = "TARGET_MISSING"
    INDICATOR_FROM_NAME = "INDICATOR_FROM_NAME"
    INDICATOR_FROM_PARENT = "INDICATOR_FROM_PARENT"
    INDICATOR_SHARED = "INDICATOR_SHARED"
    OUTPUT_AS_OUTCOME = "OUTPUT_AS_OUTCOME"
    TARGET_UNCHANGED = "TARGET_UNCHANGED"

    NO_YEAR = "NO_YEAR"
    OBJECTIVE_NOT_KNOWN = "OBJECTIVE_NOT_KNOWN"
    TOO_FEW_YEARS = "TOO_FEW_YEARS"

    SERVES_OBJECTIVE = "SERVES_OBJECTIVE"
    SUPPORT_PROGRAMME = "SUPPORT_PROGRAMME"
    SERVED_BEFORE = "SERVED_BEFORE"
    NEW_LINE = "NEW_LINE"
    NOT_REPEATED = "NOT_REPEATED"
    PRESCRIBED_INDICATOR = "PRESCRIBED_INDICATOR"
    TARGET_AT_LIMIT = "TARGET_AT_LIMIT"
    TOO_FEW_TARGETS = "TOO_FEW_TARGETS"


@dataclass(frozen=True)
class GroundWords:
    """How a finding is told: its weight in the verdict, a short title, a sentence to be filled."""

    role: Role
    title: str
    sentence: str


def _words(role: Role, rows: Mapping[Ground, tuple[str, str]]) -> dict[Ground, GroundWords]:
    return {ground: GroundWords(role, *texts) for ground, texts in rows.items()}


GROUND_WORDS: Final[Mapping[Ground, GroundWords]] = {
    **_words(
        Role.GROUND,
        {
            Ground.NO_OBJECTIVE: (
                "Tanpa sasaran",
                "Tidak ada sasaran RPJMD yang dituju pada {years}.",
            ),
            Ground.REPEATED: (
                "Berulang tiap tahun",
                "Muncul lagi dengan nama yang sama atau mirip ({per_mille}) pada {years}.",
            ),
            Ground.SAME_INDICATOR: (
                "Indikator yang sama",
                "Indikatornya sama atau mirip ({per_mille}) pada {years}: “{text}”.",
            ),
            Ground.SAME_CEILING: (
                "Pagu yang hampir sama",
                "Pagunya hampir sama pada {years}: {amounts}.",
            ),
            Ground.NO_INDICATOR: (
                "Tanpa indikator",
                "Tidak ada indikator pada {years}, jadi hasilnya tidak dapat diukur.",
            ),
            Ground.TARGET_MISSING: (
                "Target kosong",
                "Indikator “{text}” belum bertarget pada {years}.",
            ),
            Ground.INDICATOR_FROM_NAME: (
                "Indikator mengulang nama",
                "Indikator “{text}” mengulang nama “{other}” ({per_mille}).",
            ),
            Ground.INDICATOR_FROM_PARENT: (
                "Indikator disalin dari induk",
                (
                    "Indikator “{text}” sama atau mirip ({per_mille}) dengan indikator induknya, "
                    "{other_code}: “{other}”."
                ),
            ),
            Ground.INDICATOR_SHARED: (
                "Indikator dipakai untuk hasil lain",
                (
                    "Indikator “{text}” juga dipakai {other_code} untuk hasil yang lain "
                    "({per_mille}): “{other}”."
                ),
            ),
            Ground.OUTPUT_AS_OUTCOME: (
                "Keluaran disebut hasil",
                "Indikator “{text}” menghitung keluaran, padahal tingkat ini menjanjikan hasil.",
            ),
            Ground.TARGET_UNCHANGED: (
                "Target tidak berubah",
                "Target “{text}” tetap {target} pada {years}.",
            ),
        },
    ),
    **_words(
        Role.MISSING,
        {
            Ground.NO_YEAR: (
                "Belum ada data",
                "Belum ada dokumen satu tahun pun. Muat dokumen rencananya.",
            ),
            Ground.OBJECTIVE_NOT_KNOWN: (
                "Sasaran belum diketahui",
                "Dokumen {years} tidak memuat sasaran. Lengkapi dengan sasaran yang dituju.",
            ),
            Ground.TOO_FEW_YEARS: (
                "Tahun sebelumnya belum ada",
                (
                    "Baru diketahui {years}. Muat dokumen tahun sebelumnya untuk melihat apakah "
                    "ini berulang."
                ),
            ),
        },
    ),
    **_words(
        Role.FACT,
        {
            Ground.SERVES_OBJECTIVE: (
                "Menuju sasaran",
                "Menuju sasaran {other_code} pada {years}.",
            ),
            Ground.SUPPORT_PROGRAMME: (
                "Program penunjang",
                "Program penunjang urusan (X.XX.01) wajib ada pada setiap perangkat daerah.",
            ),
            Ground.SERVED_BEFORE: (
                "Dulu menuju sasaran",
                "Pada {years} masih menuju sasaran {other_code}.",
            ),
            Ground.NEW_LINE: ("Baru muncul", "Belum ada pada dokumen {years}."),
            Ground.NOT_REPEATED: (
                "Tidak sama dengan tahun sebelumnya",
                (
                    "Pada {years} nama, indikator, atau pagunya berbeda ({per_mille}): "
                    "“{other}” menjadi “{text}”."
                ),
            ),
            Ground.PRESCRIBED_INDICATOR: (
                "Indikator baku nomenklatur",
                "Indikator “{text}” ditetapkan nomenklatur, bukan disalin.",
            ),
            Ground.TARGET_AT_LIMIT: (
                "Target sudah di batasnya",
                "Target “{text}” tetap {target} pada {years}; nilai itu sudah di batasnya.",
            ),
            Ground.TOO_FEW_TARGETS: (
                "Target belum dapat dibandingkan",
                "Target “{text}” baru diketahui pada {years}.",
            ),
        },
    ),
}


@dataclass(frozen=True)
class Evidence:
    """One finding with its values: which years, which text, which other line, how similar.

    `sentence` is Indonesian, ready to be shown; everything else is data for tables and links.
    """

    ground: Ground
    years: tuple[int, ...] = ()
    text: str = ""
    other: str = ""
    other_code: str = ""
    per_mille: int | None = None
    target: str = ""
    amounts: tuple[Decimal, ...] = ()

    @property
    def role(self) -> Role:
        """What it does to the verdict."""
        return GROUND_WORDS[self.ground].role

    @property
    def title(self) -> str:
        """Its short name."""
        return GROUND_WORDS[self.ground].title

    @property
    def sentence(self) -> str:
        """What was found, with its values."""
        return GROUND_WORDS[self.ground].sentence.format(
            years=years_text(self.years),
            text=self.text,
            other=self.other,
            other_code=self.other_code,
            per_mille=per_mille_text(self.per_mille),
            target=self.target,
            amounts=", ".join(format_rupiah(amount) for amount in self.amounts),
        )


def years_text(years: tuple[int, ...]) -> str:
    """Years in order: "2024–2026" when none is left out, else "2023, 2025"."""
    if not years:
        return "tahun yang ada"
    if len(years) > 1 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}–{years[-1]}"
    return ", ".join(str(year) for year in years)


def per_mille_text(share: int | None) -> str:
    """875 as "87,5 %"."""
    return "–" if share is None else f"{format_decimal(Decimal(share) / 10, 1)} %"
