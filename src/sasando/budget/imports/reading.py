"""A file as rows of cells, one at a time: CSV is streamed, Excel is read by its first sheet.

Cells are text as the file has them. The size an Excel file says it has is not trusted, a number
cell that holds text is text, and a number is written out exactly.
"""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING, Any, BinaryIO

from python_calamine import CalamineError, CalamineWorkbook

from sasando.budget.errors import BudgetFileRefused

if TYPE_CHECKING:
    from collections.abc import Generator

ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
SNIFFED = 64 * 1024
MAX_UNPACKED = 400 * 1024 * 1024
MAX_EXCEL_ROWS = 200_000

Cells = list[str]


def rows_of(stream: BinaryIO) -> Generator[tuple[int, Cells], None, None]:
    """Every row with its number, the headings first; wholly empty rows are left out.

    Raises BudgetFileRefused (file-empty, file-not-utf8, file-old-excel, file-broken,
    file-too-long, quotes-open).
    """
    start = stream.read(4)
    stream.seek(0)
    if not start:
        raise BudgetFileRefused(problem="file-empty", what="", row=0)
    if start == OLD_EXCEL:
        raise BudgetFileRefused(problem="file-old-excel", what="", row=0)
    return _excel(stream) if start == ZIP else _csv(stream)


def _csv(stream: BinaryIO) -> Generator[tuple[int, Cells], None, None]:
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    number = 1
    try:
        head = text.read(SNIFFED).partition("\n")[0]
        text.seek(0)
        delimiter = max(",;\t", key=head.count)
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        for cells in reader:
            if any(cells):
                yield number, cells
            number = reader.line_num + 1
    except UnicodeDecodeError as unreadable:
        raise BudgetFileRefused(problem="file-not-utf8", what="", row=number) from unreadable
    except csv.Error as unreadable:
        raise BudgetFileRefused(problem="quotes-open", what="", row=number) from unreadable
    finally:
        text.detach()


def _excel(stream: BinaryIO) -> Generator[tuple[int, Cells], None, None]:
    try:
        with zipfile.ZipFile(stream) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                raise BudgetFileRefused(problem="file-too-long", what=MAX_EXCEL_ROWS, row=0)
        stream.seek(0)
        sheet = CalamineWorkbook.from_filelike(stream).get_sheet_by_index(0)
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            if number > MAX_EXCEL_ROWS:
                raise BudgetFileRefused(problem="file-too-long", what=MAX_EXCEL_ROWS, row=0)
            written = [_written(cell) for cell in cells]
            if any(written):
                yield number, written
    except (CalamineError, zipfile.BadZipFile, OSError) as unreadable:
        raise BudgetFileRefused(problem="file-broken", what="", row=0) from unreadable


def _written(cell: Any) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return "" if cell is None else str(cell)
