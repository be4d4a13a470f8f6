"""Reading a file into rows of text: CSV (UTF-8; comma or semicolon) or Excel (.xlsx).

Everything is text. A number cell that a spreadsheet can no longer tell exactly (more than 15
digits) is refused instead of guessed: a NIP would silently lose its last digits.
"""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.conf import settings
from python_calamine import CalamineError, CalamineWorkbook

from .cells import tidy
from .troubles import Trouble, masked, trouble

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .columns import Listing

MAX_ROWS = 20_000
MAX_UNPACKED = 100 * 1024 * 1024
EXACT_BELOW = 10**15
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

Cell = str | Trouble
Line = tuple[int, list[Cell]]


class FileRefused(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.trouble = trouble("", code, **values)


@dataclass(frozen=True)
class RawRow:
    """One row of the file: its line number and its cells by heading, all text."""

    line: int
    cells: dict[str, str]
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True)
class Table:
    """A file read as text. With troubles, its rows are not to be trusted."""

    rows: Sequence[RawRow] = ()
    headings: Sequence[str] = ()
    troubles: Sequence[Trouble] = field(default=())


def read_table(content: bytes, listing: Listing) -> Table:
    """The file as rows under the list's headings, or what is wrong with it as a whole."""
    try:
        lines = list(_lines(content))
    except FileRefused as refusal:
        return Table(troubles=[refusal.trouble])
    if not lines:
        return Table(troubles=[trouble("", "file-empty")])
    headings = [_heading(cell) for cell in lines[0][1]]
    troubles = list(_heading_troubles(headings, listing))
    if troubles:
        return Table(troubles=troubles)
    if len(lines) == 1:
        return Table(troubles=[trouble("", "file-empty")])
    return Table([_row(line, headings) for line in lines[1:]], [name for name in headings if name])


def _lines(content: bytes) -> Iterator[Line]:
    """The lines with their numbers, without wholly empty ones."""
    if len(content) > settings.ATTACHMENT_MAX_BYTES:
        raise FileRefused("file-too-large", limit=settings.ATTACHMENT_MAX_BYTES // 1024**2)
    if content.startswith(OLD_EXCEL):
        raise FileRefused("file-old-excel")
    lines = _excel_lines(content) if content.startswith(ZIP) else _csv_lines(content)
    kept = 0
    for line in lines:
        if any(line[1]):
            kept += 1
            if kept > MAX_ROWS + 1:
                raise FileRefused("file-too-long", limit=MAX_ROWS)
            yield line


def _csv_lines(content: bytes) -> Iterator[Line]:
    try:
        whole = content.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        raise FileRefused("file-not-utf8") from failure
    first = whole.lstrip().partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(whole, newline=""), delimiter=delimiter, strict=True)
    begin = 1
    try:
        for cells in reader:
            yield begin, [tidy(cell) for cell in cells]
            begin = reader.line_num + 1
    except csv.Error as failure:
        raise FileRefused("file-bad-quotes", line=begin) from failure


def _excel_lines(content: bytes) -> Iterator[Line]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                raise FileRefused("file-too-long", limit=MAX_ROWS)
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, zipfile.BadZipFile, OSError) as failure:
        raise FileRefused("file-broken") from failure
    for number, cells in enumerate(rows, start=1):
        yield number, [_excel_text(cell) for cell in cells]


def _excel_text(cell: Any) -> Cell:
    """A cell as it would have been typed."""
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, int | float):
        return _excel_number(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.strftime("%H.%M")
    return tidy(str(cell))


def _excel_number(cell: float) -> Cell:
    if abs(cell) >= EXACT_BELOW:
        return trouble("", "cell-rounded")
    return str(int(cell)) if cell == int(cell) else trouble("", "cell-not-text")


def _heading(cell: Cell) -> str:
    return cell.casefold().replace(" ", "_") if isinstance(cell, str) else cell.problem


def _heading_troubles(headings: list[str], listing: Listing) -> Iterator[Trouble]:
    seen: set[str] = set()
    for heading in filter(None, headings):
        shown = masked(heading)
        if listing.column(heading) is None:
            known = ", ".join(listing.headings)
            yield trouble(shown, "column-unknown", column=shown, known=known)
        elif heading in seen:
            yield trouble(shown, "column-twice", column=shown)
        seen.add(heading)
    for column in listing.columns:
        if column.needed and column.heading not in seen:
            yield trouble(column.heading, "column-missing", column=column.heading)


def _row(line: Line, headings: list[str]) -> RawRow:
    number, cells = line
    troubles: list[Trouble] = []
    if any(cell for at, cell in enumerate(cells) if at >= len(headings) or not headings[at]):
        troubles.append(trouble("", "row-too-wide"))
    found: dict[str, str] = {}
    for heading, cell in zip(headings, cells, strict=False):
        if heading and isinstance(cell, Trouble):
            troubles.append(Trouble(heading, cell.code, cell.problem, cell.mend))
        elif heading and isinstance(cell, str):
            found[heading] = cell
    return RawRow(number, found, tuple(troubles))
