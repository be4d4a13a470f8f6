"""Absorption as a workbook that computes: percentages, deviations, ratios, classes, totals.

Every percentage of a sum is computed from sums. The limits of the classes and the national
reference stand on the sheet "Dasar": who changes them there sees the classes change.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from sasando.budget.curves import MONTH_WORDS
from sasando.budget.queries.early_warning import ZERO
from sasando.budget.queries.reference import QUARTERS, paid_by
from sasando.core.templatetags.sasando_format import tanggal
from sasando.rules.absorption import WARNING_WORDS, EarlyWarning
from sasando.rules.forecast import LACKING_WORDS, LEAST_PLAN, METHOD_WORDS, MONTHS, Method

from .absorption import facts_of
from .absorption_curve import write_curve
from .sheets import SheetColumn, SheetTable, Total, formats_of, write_plain, write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from sasando.budget.queries.early_warning import Standing
    from sasando.rules.absorption import Absorption

    from .absorption import AbsorptionReport

BASIS: Final = "Dasar"
# Cells of the sheet "Dasar" to which formulas point; its rows are counted from 1.
CLOSED, LIMITS, REFERENCE = 9, 10, 14
GREEN, YELLOW, ORANGE = (f"{BASIS}!$B${LIMITS + number}" for number in range(3))
_CLASS: Final = (
    f'=IF(K{{r}}="","{WARNING_WORDS[EarlyWarning.GREY]}",'
    f'IF(K{{r}}>={GREEN},"{WARNING_WORDS[EarlyWarning.GREEN]}",'
    f'IF(K{{r}}>={YELLOW},"{WARNING_WORDS[EarlyWarning.YELLOW]}",'
    f'IF(K{{r}}>={ORANGE},"{WARNING_WORDS[EarlyWarning.ORANGE]}",'
    f'"{WARNING_WORDS[EarlyWarning.RED]}"))))'
)
HOW_TO_READ: Final = (
    "Serapan = SP2D / pagu. Deviasi = serapan dikurangi rencana, negatif berarti tertinggal. "
    "Rasio = SP2D / rencana kas. Jumlah dihitung dari rupiah, bukan dari rata-rata persen. Fisik "
    "ditimbang dengan pagu sub kegiatan yang melapor."
)
NAMED: Final = (
    SheetColumn["Standing"]("Kode", 24, "text", lambda row: row.code),
    SheetColumn["Standing"]("Uraian", 56, "text", lambda row: row.name or "", total=Total.VALUE),
)


def absorption_workbook(report: AbsorptionReport) -> bytes:
    """The workbook: the tables, the reference, the forecasts, the S-curve, what all rests on."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        formats = formats_of(book)
        for part in report.parts:
            facts = facts_of(report, part.name.lower())
            table = SheetTable(part.name, facts, _columns(), part.rows, report.total)
            write_table(book, table, formats)
        rows = report.parts[0].rows
        if report.basis.quarter:
            facts = facts_of(report, "acuan nasional")
            table = SheetTable("Acuan", facts, _reference_columns(report), rows, report.total)
            write_table(book, table, formats)
        _write_forecasts(book, report, formats)
        write_curve(book, report, formats, reference_row=REFERENCE)
        _write_basis(book, report, formats)
    return file.getvalue()


def _of(name: str) -> Callable[[Standing], Any]:
    """A figure of the absorption; None where it is not judged."""

    def value(row: Standing) -> Any:
        found: Absorption | None = row.absorption
        return getattr(found, name) if found else None

    return value


def _columns() -> Sequence[SheetColumn[Standing]]:
    """C pagu, D plan, E paid, M told and N done are figures; all others are formulas of them."""
    column = SheetColumn["Standing"]
    return (
        *NAMED,
        column("Pagu", 22, "money", lambda row: row.ceiling, total=Total.SUM),
        column("Rencana kas", 22, "money", lambda row: row.planned, total=Total.SUM),
        column("SP2D", 22, "money", lambda row: row.paid, total=Total.SUM),
        column("Belum dibayar", 22, "money", lambda row: row.left, "=C{r}-E{r}", Total.FORMULA),
        column("Serapan (%)", 10, "share", _of("percent"),
               '=IF(C{r}=0,"",ROUND(E{r}*100/C{r},2))', Total.FORMULA),
        column("Rencana (%)", 10, "share", _of("planned_percent"),
               '=IF(OR(C{r}=0,D{r}=0),"",ROUND(D{r}*100/C{r},2))', Total.FORMULA),
        column("Deviasi (poin)", 10, "share", _of("deviation"),
               '=IF(H{r}="","",ROUND(G{r}-H{r},2))', Total.FORMULA),
        column("Deviasi relatif (% rencana)", 12, "share", _of("relative_deviation"),
               '=IF(H{r}="","",ROUND((D{r}-E{r})*100/D{r},2))', Total.FORMULA),
        column("Rasio SP2D terhadap rencana", 12, "ratio", _of("ratio"),
               '=IF(H{r}="","",ROUND(E{r}/D{r},4))', Total.FORMULA),
        column("Kelas", 24, "text", lambda row: WARNING_WORDS[row.warning], _CLASS, Total.FORMULA),
        column("Pagu yang melaporkan fisik", 22, "money", lambda row: row.told, total=Total.SUM),
        column("Pagu × fisik", 22, "money", lambda row: row.done, total=Total.SUM),
        column("Fisik (%)", 10, "share", lambda row: row.physical,
               '=IF(M{r}=0,"",ROUND(N{r}*100/M{r},2))', Total.FORMULA),
        column("Cakupan fisik (% pagu)", 10, "share", _covered,
               '=IF(OR(C{r}=0,M{r}=0),"",ROUND(M{r}*100/C{r},2))', Total.FORMULA),
        column("Fisik dikurangi serapan (poin)", 12, "share", lambda row: row.gap,
               '=IF(OR(O{r}="",G{r}=""),"",ROUND(O{r}-G{r},2))', Total.FORMULA),
    )  # fmt: skip


def _covered(row: Standing) -> Decimal | None:
    return row.physical_share if row.told else None


def _reference_columns(report: AbsorptionReport) -> Sequence[SheetColumn[Standing]]:
    """The last quarter beside the reference: all expenditure, then belanja modal."""
    row = REFERENCE + report.basis.quarter - 1
    spending = _Quarter(report, "belanja", ("C", "D", "E", "F"), f"{BASIS}!$B${row}")
    letters = ("H", "I", "J", "K")
    capital = _Quarter(report, "belanja modal", letters, f"{BASIS}!$C${row}", is_capital=True)
    return (*NAMED, *spending.columns(), *capital.columns())


@dataclass(frozen=True)
class _Quarter:
    """Five columns of a kind of expenditure at the end of the last quarter that is over.

    `letters` are those of ceiling, payments, share and reference; `expected` is the cell of the
    reference.
    """

    report: AbsorptionReport
    what: str
    letters: tuple[str, str, str, str]
    expected: str
    is_capital: bool = False

    def columns(self) -> Sequence[SheetColumn[Standing]]:
        """Ceiling and payments are figures, the others formulas."""
        column = SheetColumn["Standing"]
        ceiling, paid, share, reference = self.letters
        until = f"sampai akhir triwulan {QUARTERS[self.report.basis.quarter - 1]}"
        return (
            column(f"Pagu {self.what}", 22, "money", self._ceiling, total=Total.SUM),
            column(f"SP2D {self.what} {until}", 22, "money", self._paid, total=Total.SUM),
            column(f"Serapan {self.what} (%)", 10, "share", self._end("percent"),
                   f'=IF({ceiling}{{r}}=0,"",ROUND({paid}{{r}}*100/{ceiling}{{r}},2))',
                   Total.FORMULA),
            column("Acuan (%)", 10, "share", self._end("expected"),
                   f'=IF({share}{{r}}="","",{self.expected})', Total.FORMULA),
            column("Selisih (poin)", 10, "share", self._end("deviation"),
                   f'=IF({share}{{r}}="","",ROUND({share}{{r}}-{reference}{{r}},2))',
                   Total.FORMULA),
        )  # fmt: skip

    def _part(self, row: Standing) -> Standing | None:
        return row.capital if self.is_capital else row

    def _ceiling(self, row: Standing) -> Decimal | None:
        part = self._part(row)
        return part.ceiling if part else None

    def _paid(self, row: Standing) -> Decimal | None:
        part = self._part(row)
        return paid_by(part, self.report.basis.quarter) if part else None

    def _end(self, name: str) -> Callable[[Standing], Decimal | None]:
        found = self.report.capital_quarter if self.is_capital else self.report.quarter

        def value(row: Standing) -> Decimal | None:
            end = found(row)
            return getattr(end, name) if end else None

        return value


def _forecast(method: Method) -> Callable[[Standing], Decimal | None]:
    def amount(row: Standing) -> Decimal | None:
        return next(found.amount for found in row.forecasts if found.method is method)

    return amount


def _left(which: int) -> Callable[[Standing], Decimal | None]:
    def amount(row: Standing) -> Decimal | None:
        return row.unspent[which] if row.unspent else None

    return amount


def _capped(lacking: str, amount: str) -> str:
    return f'=IF({lacking},"",ROUND(MIN(MAX({amount},0),C{{r}}),0))'


def _forecast_columns() -> Sequence[SheetColumn[Standing]]:
    column = SheetColumn["Standing"]
    months = f"{BASIS}!$B${CLOSED}"
    formulas = {
        Method.PLAN_RATIO: _capped(
            f"OR(E{{r}}=0,E{{r}}*100<{LEAST_PLAN}*C{{r}})", "D{r}*C{r}/E{r}"
        ),
        Method.RUN_RATE: _capped(f"{months}=0", f"D{{r}}*{MONTHS}/{months}"),
        Method.HISTORY: _capped("F{r}=0", "D{r}*100/F{r}"),
        Method.CONTRACTS: _capped('G{r}=""', "D{r}+G{r}"),
    }
    return (
        *NAMED,
        column("Pagu", 22, "money", lambda row: row.ceiling, total=Total.SUM),
        column("SP2D", 22, "money", lambda row: row.paid, total=Total.SUM),
        column("Rencana kas", 22, "money", lambda row: row.planned, total=Total.SUM),
        column("Bagian setahun yang biasa tercapai (%)", 14, "ratio",
               lambda row: row.usual_share, total=Total.VALUE),
        column("Sisa kontrak dan gaji yang mengikat", 22, "money",
               lambda row: None if row.committed is None else max(row.committed, ZERO),
               total=Total.VALUE),
        *(
            column(METHOD_WORDS[method], 22, "money", _forecast(method), formula, Total.FORMULA)
            for method, formula in formulas.items()
        ),
        column("Mungkin tidak terserap, terkecil", 22, "money", _left(0),
               '=IF(COUNT(H{r}:K{r})=0,"",C{r}-MAX(H{r}:K{r}))', Total.FORMULA),
        column("Mungkin tidak terserap, terbesar", 22, "money", _left(1),
               '=IF(COUNT(H{r}:K{r})=0,"",C{r}-MIN(H{r}:K{r}))', Total.FORMULA),
    )  # fmt: skip


def _write_forecasts(
    book: xlsxwriter.Workbook, report: AbsorptionReport, formats: dict[str, Any]
) -> None:
    """Each place by the four methods; under the sums how far each method was off before."""
    facts = facts_of(report, "perkiraan akhir tahun")
    rows = report.parts[0].rows
    table = SheetTable("Perkiraan", facts, _forecast_columns(), rows, report.total)
    sheet = write_table(book, table, formats)
    line = table.sum_row + 1
    write_plain(sheet, (line, 1), "Meleset pada tahun lalu, rata-rata (%)", formats["text"])
    write_plain(sheet, (line + 1, 1), "Yang belum ada", formats["text"])
    for place, row in enumerate(report.total.forecasts, start=7):
        error = report.errors.get(row.method)
        write_plain(sheet, (line, place), error, formats["share"])
        lacking = LACKING_WORDS[row.lacking] if row.lacking else None
        write_plain(sheet, (line + 1, place), lacking, formats["wrapped"])


def _write_basis(
    book: xlsxwriter.Workbook, report: AbsorptionReport, formats: dict[str, Any]
) -> None:
    """What the other sheets rest on. `CLOSED`, `LIMITS` and `REFERENCE` are rows of this one."""
    basis = report.basis
    version, limits = basis.version, report.limits
    sheet = book.add_worksheet(BASIS)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, 60, formats["wrapped"])
    sheet.set_column(2, 2, 14)
    quarters = zip(QUARTERS, basis.reference.spending, basis.reference.capital, strict=True)
    lines: list[tuple[Any, ...]] = [
        (facts_of(report)[0],),
        ("Versi anggaran", f"{version.name} ({version.code})"),
        ("Dasar hukum", version.legal_act or "belum ditetapkan"),
        ("Keadaan versi", tanggal(version.as_of)),
        ("Cakupan", report.scope),
        ("Pembayaran", f"{report.until} menurut {report.payments}"),
        ("Rencana kas", report.plan),
        ("Data", "contoh, bukan dokumen resmi" if report.is_example else "dimuat kota"),
        ("Banyaknya bulan yang selesai", basis.closed),
        ("Rasio terendah hijau", limits.green),
        ("Rasio terendah kuning", limits.yellow),
        ("Rasio terendah jingga", limits.orange),
        ("Acuan nasional akhir triwulan (%)", "Belanja", "Belanja modal"),
        *((f"Triwulan {word}", spent, capital) for word, spent, capital in quarters),
        ("Dasar acuan", report.ground),
        ("Bulan terakhir", MONTH_WORDS[basis.closed - 1] if basis.closed else "belum ada"),
        ("Cara membaca", HOW_TO_READ),
    ]  # fmt: skip
    for line, cells in enumerate(lines):
        for place, cell in enumerate(cells):
            shape = formats["title"] if line == 0 else formats["wrapped"]
            write_plain(sheet, (line, place), cell, shape)
