"""Writing lists: templates and exports as CSV (semicolons, UTF-8 with its mark) and Excel.

What is exported can be loaded again: the same columns, codes as text, exact numbers as numbers in
Excel and with a decimal comma in CSV.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter
from django.http import HttpResponse

from sasando.core.downloads import download
from sasando.core.trail import safe_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .columns import Listing

# The mark lets a spreadsheet know that the file is UTF-8.
MARK: Final = "\ufeff"
CSV, XLSX = "csv", "xlsx"
KINDS: Final = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Beyond 15 digits a spreadsheet would round.
EXACT_DIGITS: Final = 15


def csv_file(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A table as CSV that an Indonesian spreadsheet opens without asking."""
    file = io.StringIO()
    file.write(MARK)
    writer = csv.writer(file, delimiter=";")
    writer.writerow(headings)
    writer.writerows([safe_typed(cell) for cell in row] for row in rows)
    return file.getvalue().encode()


def xlsx_file(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A table as a workbook; every text stays text, also one that looks like a number."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        text = book.add_format({"num_format": "@"})
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(headings) - 1, 0), 18)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, bold)
        for line, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if _is_exact_number(cell):
                    sheet.write_number(line, column, cell)
                else:
                    sheet.write_string(line, column, _typed(cell), text)
    return file.getvalue()


def table_file(
    name: str, kind: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """A table to be downloaded as `name`.csv or `name`.xlsx. Raises KeyError for another kind."""
    content = (csv_file if kind == CSV else xlsx_file)(headings, rows)
    return download(f"{name}.{kind}", content, KINDS[kind])


def template_file(listing: Listing, kind: str) -> HttpResponse:
    """An empty list with its headings and two example rows."""
    return table_file(f"templat-{listing.code}", kind, listing.headings, example_rows(listing))


def example_rows(listing: Listing) -> list[list[str]]:
    """The two example rows of a list, as they would be typed."""
    return [[column.examples[row] for column in listing.columns] for row in (0, 1)]


def safe_typed(cell: Any) -> str:
    """A cell of a CSV: as an office would type it, and nothing that a spreadsheet would compute."""
    return safe_cell(cell) if isinstance(cell, str) else _typed(cell)


def _is_exact_number(cell: Any) -> bool:
    if isinstance(cell, bool) or not isinstance(cell, Decimal | int):
        return False
    return len(Decimal(cell).normalize().as_tuple().digits) <= EXACT_DIGITS


def _typed(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, Decimal):
        plain = format(cell, "f")
        return (plain.rstrip("0").rstrip(".") if "." in plain else plain).replace(".", ",")
    return cell.isoformat() if isinstance(cell, date) else str(cell)
