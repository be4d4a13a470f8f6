"""A comparison as a workbook that computes: change, percent and totals are formulas."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from sasando.core.templatetags.sasando_format import tanggal

from .sheets import formats_of, lay_out, number, sum_formula, write_facts
from .tables import change_name, mark_of, shown_code

if TYPE_CHECKING:
    from decimal import Decimal

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from sasando.budget.queries.comparison import Change, Comparison

HEADINGS: Final = (
    "SKPD", "Kode", "Uraian", "Semula", "Menjadi", "Selisih", "Persen", "Tanda",
)  # fmt: skip
WIDTHS: Final = (26, 20, 60, 20, 20, 20, 10, 12)
# Where the table begins: five rows of facts, an empty one, the headings.
HEAD_ROW: Final = 6
BEFORE, AFTER, CHANGE, PERCENT = "D", "E", "F", "G"


def comparison_workbook(found: Comparison, *, finding: str, scope: str) -> bytes:
    """The workbook: what is compared, the rows, and their sums under them."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Perbandingan")
        _Sheet(sheet, formats_of(book)).write(found, finding, scope)
    return file.getvalue()


def facts_of(found: Comparison, finding: str, scope: str) -> list[str]:
    """What every copy of a comparison says of itself."""
    mark = "CONTOH, bukan dokumen resmi. " if is_example(found) else ""
    return [
        f"{mark}Perbandingan {found.old.name} dengan {found.new.name}",
        f"Semula: {found.old.name}, keadaan {tanggal(found.old.as_of)}",
        f"Menjadi: {found.new.name}, keadaan {tanggal(found.new.as_of)}",
        f"Cakupan: {scope}",
        finding,
    ]


def is_example(found: Comparison) -> bool:
    """Whether one of the two versions is made up."""
    return found.old.is_example or found.new.is_example


def change_formula(row: int) -> str:
    """The change of a row, counted from 1 as a spreadsheet does."""
    return f"={AFTER}{row}-{BEFORE}{row}"


def percent_formula(row: int) -> str:
    """The percentage of a row; empty when nothing stood there before."""
    return f'=IF({BEFORE}{row}=0,"",ROUND({CHANGE}{row}*100/{BEFORE}{row},2))'


class _Sheet:
    """The one sheet being written."""

    def __init__(self, sheet: Worksheet, formats: dict[str, Format]) -> None:
        self.sheet = sheet
        self.formats = formats

    def write(self, found: Comparison, finding: str, scope: str) -> None:
        """Facts, headings, rows, sums."""
        sheet = self.sheet
        write_facts(sheet, facts_of(found, finding, scope), self.formats)
        for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(HEAD_ROW, column, heading, self.formats["head"])
        lay_out(sheet, HEAD_ROW)
        for line, row in enumerate(found.rows, start=HEAD_ROW + 1):
            self._row(line, row, change_name(row, found.dimension))
        self._sums(found)

    def _row(self, line: int, row: Change, name: str) -> None:
        for column, text in enumerate((row.agency, shown_code(row.code), name)):
            self.sheet.write_string(line, column, text, self.formats["text"])
        self.sheet.write_number(line, 3, number(row.before), self.formats["money"])
        self.sheet.write_number(line, 4, number(row.after), self.formats["money"])
        self._formulas(line, row.change, row.percent, "money", "share")
        self.sheet.write_string(line, 7, mark_of(row))

    def _sums(self, found: Comparison) -> None:
        line = HEAD_ROW + 1 + len(found.rows)
        first, last = HEAD_ROW + 2, HEAD_ROW + 1 + len(found.rows)
        for column in (0, 1, 7):
            self.sheet.write_blank(line, column, None, self.formats["sum-text"])
        self.sheet.write_string(line, 2, "Jumlah", self.formats["sum-text"])
        if not found.rows:
            return
        for column, letter, value in ((3, BEFORE, found.before), (4, AFTER, found.after)):
            formula = sum_formula(letter, first, last)
            self.sheet.write_formula(
                line, column, formula, self.formats["sum-money"], number(value)
            )
        self._formulas(line, found.change, found.percent, "sum-money", "sum-share")

    def _formulas(
        self, line: int, change: Decimal, percent: Decimal | None, money: str, share: str
    ) -> None:
        sheet, formats = self.sheet, self.formats
        sheet.write_formula(line, 5, change_formula(line + 1), formats[money], number(change))
        shown: Any = "" if percent is None else number(percent)
        sheet.write_formula(line, 6, percent_formula(line + 1), formats[share], shown)
