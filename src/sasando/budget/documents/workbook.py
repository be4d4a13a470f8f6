"""A comparison as a workbook that computes: change, percent and totals are formulas.

Beside each formula stands the value Sasando computed, so that a reader who does not compute (a
phone, a script) sees the same figures. Rupiah of a city have at most 15 digits, which a
spreadsheet keeps exactly.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from sasando.core.templatetags.sasando_format import tanggal
from sasando.rules.numerals import round_half_up

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
        _Sheet(sheet, _formats(book)).write(found, finding, scope)
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


def sum_formula(column: str, first: int, last: int) -> str:
    """The sum of a column of rows."""
    return f"=SUM({column}{first}:{column}{last})"


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    money, share = "#,##0.00;[Red]-#,##0.00", "0.00"
    return {
        "title": book.add_format({"bold": True, "font_size": 13}),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
        "text": book.add_format({"num_format": "@"}),
        "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
        "money": book.add_format({"num_format": money}),
        "share": book.add_format({"num_format": share}),
        "sum": book.add_format({"num_format": money, "bold": True, "top": 1}),
        "sum-share": book.add_format({"num_format": share, "bold": True, "top": 1}),
        "sum-text": book.add_format({"bold": True, "top": 1}),
    }


class _Sheet:
    """The one sheet being written."""

    def __init__(self, sheet: Worksheet, formats: dict[str, Format]) -> None:
        self.sheet = sheet
        self.formats = formats

    def write(self, found: Comparison, finding: str, scope: str) -> None:
        """Facts, headings, rows, sums."""
        sheet = self.sheet
        for line, text in enumerate(facts_of(found, finding, scope)):
            sheet.write_string(line, 0, text, self.formats["title"] if line == 0 else None)
        for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(HEAD_ROW, column, heading, self.formats["head"])
        sheet.freeze_panes(HEAD_ROW + 1, 0)
        sheet.repeat_rows(HEAD_ROW)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for line, row in enumerate(found.rows, start=HEAD_ROW + 1):
            self._row(line, row, change_name(row, found.dimension))
        self._sums(found)

    def _row(self, line: int, row: Change, name: str) -> None:
        for column, text in enumerate((row.agency, shown_code(row.code), name)):
            self.sheet.write_string(line, column, text, self.formats["text"])
        self.sheet.write_number(line, 3, _number(row.before), self.formats["money"])
        self.sheet.write_number(line, 4, _number(row.after), self.formats["money"])
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
            self.sheet.write_formula(line, column, formula, self.formats["sum"], _number(value))
        self._formulas(line, found.change, found.percent, "sum", "sum-share")

    def _formulas(
        self, line: int, change: Decimal, percent: Decimal | None, money: str, share: str
    ) -> None:
        sheet, formats = self.sheet, self.formats
        sheet.write_formula(line, 5, change_formula(line + 1), formats[money], _number(change))
        shown: Any = "" if percent is None else _number(percent)
        sheet.write_formula(line, 6, percent_formula(line + 1), formats[share], shown)


def _number(value: Decimal) -> int | Decimal:
    """A figure as the file writes it: whole, or with its sen."""
    exact = round_half_up(value, 2)
    return int(exact) if exact == exact.to_integral_value() else exact.normalize()
