"""Mandatory spending as a workbook that computes: shares from the very lines that were counted.

The sheet "Dihitung" holds every account a rule counts, "Baris tag" the rows that decided it; the
shares are formulas over both, so that a reader who changes a line sees the share change.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import xlsxwriter

from sasando.budget.queries.mandatory import CountedRow
from sasando.core.templatetags.sasando_format import tanggal
from sasando.rules.mandatory_spending import VERDICT_WORDS, Direction, Verdict

from .sheets import SheetColumn, SheetTable, formats_of, write_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sasando.budget.models import BudgetVersion, SpendingTagRow
    from sasando.budget.queries.mandatory import MandatoryCheck

COUNTED, ROWS = "Dihitung", "Baris tag"
COUNTS: Final = "dihitung"
_WORDS: Final = {verdict: f'"{word}"' for verdict, word in VERDICT_WORDS.items()}
_COUNTED: Final = (
    f"=IF(COUNTIFS('{ROWS}'!$A:$A,$A{{r}},'{ROWS}'!$C:$C,\"{COUNTS}\")=0,\"\","
    f"SUMIF({COUNTED}!$A:$A,$A{{r}},{COUNTED}!$H:$H))"
)
_SHARE: Final = '=IF(OR(C{r}="",D{r}=0),"",ROUND(C{r}/D{r}*100,2))'
_GAP: Final = (
    '=IF(OR(C{r}="",D{r}=0,G{r}=""),"",MAX(0,'
    f'IF(F{{r}}="{Direction.AT_LEAST}",G{{r}}*D{{r}}/100-C{{r}},C{{r}}-G{{r}}*D{{r}}/100)))'
)
HOW_TO_READ: Final = (
    "Bagian = yang ditandai / penyebut. Yang ditandai dijumlahkan dari lembar Dihitung; belanja "
    "yang sama dapat dihitung beberapa aturan, jadi jangan dijumlahkan antar aturan."
)


@dataclass(frozen=True)
class CountedUnder:
    """Money under the rule that counts it."""

    rule: str
    row: CountedRow


@dataclass(frozen=True)
class RowUnder:
    """A row of a tag under its rule, in words."""

    rule: str
    row: SpendingTagRow
    words: str


@dataclass(frozen=True)
class MandatoryReport:
    """The rules of a version, what each counts, and the words of the tag rows that decided it."""

    version: BudgetVersion
    checks: Sequence[MandatoryCheck]
    counted: Mapping[str, Sequence[CountedRow]]
    words: Mapping[int, str]

    @property
    def facts(self) -> list[str]:
        """What every sheet says of itself."""
        version = self.version
        rows = [row for check in self.checks for row in check.rows]
        is_example = version.is_example or any(row.is_example for row in rows)
        return [
            f"Belanja wajib: {version.name}",
            f"Keadaan {tanggal(version.as_of)}. Cakupan: {version.scope}.",
            *(["CONTOH, bukan dokumen resmi."] if is_example else []),
            HOW_TO_READ,
        ]


def mandatory_workbook(report: MandatoryReport) -> bytes:
    """The workbook: the rules, every account they count, and the rows of their tags."""
    counted = [
        CountedUnder(check.rule.name, row)
        for check in report.checks
        for row in report.counted.get(check.rule.code, ())
    ]
    rows = [
        RowUnder(check.rule.name, row, report.words[row.pk])
        for check in report.checks
        for row in check.rows
    ]
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        formats = formats_of(book)
        columns = _check_columns(report.version.year)
        facts = report.facts
        write_table(book, SheetTable("Belanja wajib", facts, columns, report.checks), formats)
        write_table(book, SheetTable(COUNTED, facts, _COUNTED_COLUMNS, counted), formats)
        write_table(book, SheetTable(ROWS, facts, _ROW_COLUMNS, rows), formats)
    return file.getvalue()


def _verdict(year: int) -> str:
    """The verdict of a row; a limit whose year is still to come does not bind yet."""
    word = _WORDS
    return (
        f'=IF(C{{r}}="",{word[Verdict.UNTAGGED]},IF(D{{r}}=0,{word[Verdict.WITHOUT_SPENDING]},'
        f'IF(G{{r}}="",{word[Verdict.WITHOUT_LIMIT]},IF(I{{r}}>"{year}",'
        f"IF(H{{r}}=0,{word[Verdict.EARLY_MET]},{word[Verdict.EARLY_MISSED]}),"
        f"IF(H{{r}}=0,{word[Verdict.MET]},{word[Verdict.MISSED]})))))"
    )


def _check_columns(year: int) -> Sequence[SheetColumn[MandatoryCheck]]:
    column = SheetColumn["MandatoryCheck"]
    return (
        column("Belanja wajib", 30, "text", lambda row: row.rule.name),
        column("Tag", 18, "text", lambda row: row.rule.tag),
        column("Ditandai", 22, "money", lambda row: row.share.counted, _COUNTED),
        column("Penyebut", 22, "money", lambda row: row.share.base),
        column("Bagian (%)", 12, "share", lambda row: row.share.percent, _SHARE),
        column("Arah", 12, "text", _direction),
        column("Batas (%)", 12, "share", lambda row: row.share.limit),
        column("Jarak ke batas", 22, "money", lambda row: row.share.gap, _GAP),
        column("Mengikat mulai anggaran", 14, "text", _binding_year),
        column("Keadaan", 34, "text", _word, _verdict(year)),
        column("Dasar", 90, "text", lambda row: row.rule.basis),
        column("Bukti", 34, "text", lambda row: row.rule.evidence),
    )


def _direction(check: MandatoryCheck) -> str:
    return check.rule.direction.value if check.rule.direction else ""


def _binding_year(check: MandatoryCheck) -> str:
    return str(check.rule.binds_on.year) if check.rule.binds_on else ""


def _word(check: MandatoryCheck) -> str:
    return VERDICT_WORDS[check.share.verdict]


_COUNTED_COLUMNS: Final = (
    SheetColumn[CountedUnder]("Belanja wajib", 30, "text", lambda item: item.rule),
    SheetColumn[CountedUnder]("Kode SKPD", 24, "text", lambda item: item.row.agency),
    SheetColumn[CountedUnder]("Nama SKPD", 40, "text", lambda item: item.row.agency_name),
    SheetColumn[CountedUnder]("Kode sub kegiatan", 20, "text", lambda item: item.row.activity),
    SheetColumn[CountedUnder]("Sub kegiatan", 50, "text", lambda item: item.row.activity_name),
    SheetColumn[CountedUnder]("Kode rekening", 20, "text", lambda item: item.row.account),
    SheetColumn[CountedUnder]("Rekening", 50, "text", lambda item: item.row.account_name),
    SheetColumn[CountedUnder]("Jumlah", 22, "money", lambda item: item.row.amount),
)
_ROW_COLUMNS: Final = (
    SheetColumn[RowUnder]("Belanja wajib", 30, "text", lambda item: item.rule),
    SheetColumn[RowUnder]("Baris", 8, "text", lambda item: str(item.row.number)),
    SheetColumn[RowUnder]("Cara hitung", 14, "text", lambda item: item.row.get_sign_display()),
    SheetColumn[RowUnder]("Yang diambil", 60, "text", lambda item: item.words),
    SheetColumn[RowUnder]("Diputuskan dengan", 50, "text", lambda item: item.row.legal_act),
    SheetColumn[RowUnder]("Mulai tahun", 12, "text", lambda item: str(item.row.from_year)),
)
