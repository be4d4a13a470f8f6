"""A report beside the payment orders, in words, as a table and as a workbook that computes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from sasando.budget.queries.statements import By
from sasando.core.templatetags.sasando_format import tanggal
from sasando.rules.numerals import format_rupiah
from sasando.rules.statements import NAMING_WORDS, Naming

from .absorption import NOT_OFFICIAL
from .sheets import SheetColumn, SheetTable, Total, formats_of, write_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sasando.budget.models import RealisationReport
    from sasando.budget.queries.statements import StatementPage, StatementRow

FORM_WORDS: Final = {"LRA": "Laporan realisasi anggaran", "AKUN": "Realisasi per akun"}
FORM_LABELS: Final = {"LRA": "LRA", "AKUN": "Per akun"}
BY_WORDS: Final = {By.GROUP: "jenis belanja", By.AGENCY: "perangkat daerah"}
# What to look at first [D]: usual grounds, none of them proven by the figures alone.
NAMING_HINTS: Final = {
    Naming.SAME: "",
    Naming.REFUNDS: "Laporan belum mengurangkan pengembalian yang sudah tercatat di SP2D.",
    Naming.LATER: "Laporan memuat SP2D bulan itu yang bertanggal sesudahnya.",
    Naming.ONLY_REPORT: "Periksa belanja yang disahkan tanpa SP2D, misalnya BLUD atau dana BOS, "
    "atau SP2D yang belum dimuat.",
    Naming.ONLY_ORDERS: "Periksa SP2D yang belum dibukukan, atau dibukukan pada rekening lain.",
    Naming.REPORT_MORE: "Periksa belanja tanpa SP2D, koreksi pembukuan, atau SP2D yang belum "
    "dimuat.",
    Naming.REPORT_LESS: "Periksa SP2D yang belum dibukukan, atau pengembalian yang belum tercatat "
    "di SP2D.",
}
HEADINGS: Final = (
    "kode", "uraian", "anggaran_laporan", "pagu_versi", "selisih_pagu", "realisasi_laporan",
    "sp2d", "selisih", "pengembalian", "sp2d_sesudah_tanggal", "tanda", "laporan", "versi",
)  # fmt: skip


def report_label(report: RealisationReport) -> str:
    """A report in a list to choose from: "LRA per 30 September 2026"."""
    again = f" (ke-{report.number})" if report.number > 1 else ""
    return f"{FORM_LABELS[report.form]} per {tanggal(report.as_of)}{again}"


def report_words(report: RealisationReport) -> str:
    """A report by name: "Laporan realisasi anggaran per 30 September 2026"."""
    again = f" (ke-{report.number})" if report.number > 1 else ""
    return f"{FORM_WORDS[report.form]} per {tanggal(report.as_of)}{again}"


def name_of(row: StatementRow, by: By) -> str:
    """The name of a row; what no list knows says so."""
    if row.name:
        return row.name
    return "Rekening yang tidak dikenal" if by is By.GROUP else "Tanpa perangkat daerah"


def statement_finding(page: StatementPage) -> str:
    """The comparison in a sentence."""
    total, same = page.total, sum(row.naming is Naming.SAME for row in page.rows)
    said = (
        f"{report_words(page.report)} mencatat {format_rupiah(total.realised)}, SP2D "
        f"{format_rupiah(total.orders.paid)}"
    )
    if not total.difference:
        told = "jumlahnya sama"
    else:
        side = "lebih besar" if total.difference > 0 else "lebih kecil"
        told = f"laporan {side} {format_rupiah(abs(total.difference))}"
    return f"{said}: {told}. {same} dari {len(page.rows)} {BY_WORDS[page.by]} sama."


def facts_of(page: StatementPage) -> list[str]:
    """What every copy says of itself: the finding last."""
    version = page.version
    mark = NOT_OFFICIAL if is_example(page) else ""
    pagu = f"{version.name}, keadaan {tanggal(version.as_of)}" if version else "belum ada versi"
    return [
        f"{mark}{report_words(page.report)} dan SP2D menurut {BY_WORDS[page.by]}",
        f"SP2D sampai {tanggal(page.report.as_of)}; pagu: {pagu}",
        "Cakupan: belanja dan pengeluaran pembiayaan, seluruh perangkat daerah",
        statement_finding(page),
    ]


def is_example(page: StatementPage) -> bool:
    """Whether the report or the version is made up."""
    return page.report.is_example or (page.version is not None and page.version.is_example)


def statement_rows(page: StatementPage) -> Iterable[Sequence[Any]]:
    """The rows under `HEADINGS`."""
    version = page.version.name if page.version else ""
    for row in page.rows:
        yield (
            row.code, name_of(row, page.by), row.ceiling, row.budgeted, row.ceiling_difference,
            row.realised, row.orders.paid, row.difference, row.orders.refunds, row.orders.later,
            NAMING_WORDS[row.naming], report_words(page.report), version,
        )  # fmt: skip


def statement_workbook(page: StatementPage) -> bytes:
    """The comparison with its differences and sums as formulas."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        table = SheetTable("LRA dan SP2D", facts_of(page), _columns(page), page.rows, page.total)
        write_table(book, table, formats_of(book))
    return file.getvalue()


def _columns(page: StatementPage) -> Sequence[SheetColumn[StatementRow]]:
    column = SheetColumn["StatementRow"]
    return (
        column("Kode", 24, "text", lambda row: row.code),
        column("Uraian", 50, "text", lambda row: name_of(row, page.by),
               total=Total.VALUE),
        column("Anggaran laporan", 22, "money", lambda row: row.ceiling, total=Total.SUM),
        column("Pagu versi", 22, "money", lambda row: row.budgeted, total=Total.SUM),
        column("Selisih pagu", 22, "money", lambda row: row.ceiling - (row.budgeted or 0),
               "=C{r}-D{r}", Total.FORMULA),
        column("Realisasi laporan", 22, "money", lambda row: row.realised, total=Total.SUM),
        column("SP2D", 22, "money", lambda row: row.orders.paid, total=Total.SUM),
        column("Selisih", 22, "money", lambda row: row.difference, "=F{r}-G{r}", Total.FORMULA),
        column("Pengembalian di SP2D", 22, "money", lambda row: row.orders.refunds,
               total=Total.SUM),
        column("SP2D bulan itu sesudahnya", 22, "money", lambda row: row.orders.later,
               total=Total.SUM),
        column("Tanda", 36, "text", lambda row: NAMING_WORDS[row.naming]),
        column("Yang perlu dilihat", 60, "text", lambda row: NAMING_HINTS[row.naming]),
    )  # fmt: skip
