"""Reading a file into rows of text: CSV (UTF-8; comma or semicolon) or Excel (.xlsx).

Everything is text; what a spreadsheet kept as a number says so (`NumberText`). A number cell that
it can no longer tell exactly (more than 15 digits) is refused instead of guessed: a NIP would
silently lose its last digits. What is wrong with the headings is told in one sentence, and lines
are counted while they are read, so that a file without end costs no more than the longest allowed.
"""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from python_calamine import CalamineError, CalamineWorkbook

from sasando.core.trail import FORMULA_SIGNS

from .cells import NumberText, tidy
from .troubles import Trouble, masked, trouble

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .columns import Listing

MAX_ROWS = 50_000
MAX_COLUMNS = 300
HEADINGS_WITHIN = 10
COLUMNS_TOLD = 3
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
    found = _heading_trouble(headings, lines[1:], listing)
    if found is not None:
        return Table(troubles=[found])
    if len(lines) == 1:
        return Table(troubles=[trouble("", "file-empty")])
    return Table([_row(line, headings) for line in lines[1:]], [name for name in headings if name])


def _lines(content: bytes) -> Iterator[Line]:
    """The lines with their numbers, without wholly empty ones."""
    if len(content) > settings.LISTING_MAX_BYTES:
        raise FileRefused("file-too-large", limit=settings.LISTING_MAX_BYTES // 1024**2)
    if content.startswith(OLD_EXCEL):
        raise FileRefused("file-old-excel")
    lines = _excel_lines(content) if content.startswith(ZIP) else _csv_lines(content)
    kept = 0
    for line in lines:
        if any(line[1]):
            kept += 1
            if kept > MAX_ROWS + 1:
                raise FileRefused("file-too-long", limit=f"{MAX_ROWS:,}".replace(",", "."))
            if len(line[1]) > MAX_COLUMNS:
                raise FileRefused("file-too-wide", limit=MAX_COLUMNS)
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
            yield begin, [_bare(tidy(cell)) for cell in cells]
            begin = reader.line_num + 1
    except csv.Error as failure:
        raise FileRefused("file-bad-quotes", line=begin) from failure


def _bare(cell: str) -> str:
    """Without the stroke by which an export kept a spreadsheet from computing the cell."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA_SIGNS) else cell


def _excel_lines(content: bytes) -> Iterator[Line]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                raise FileRefused("file-too-large", limit=MAX_UNPACKED // 1024**2)
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        if sheet.width > MAX_COLUMNS:
            raise FileRefused("file-too-wide", limit=MAX_COLUMNS)
    except (CalamineError, zipfile.BadZipFile, OSError) as failure:
        raise FileRefused("file-broken") from failure
    for number, cells in enumerate(sheet.iter_rows(), start=1):
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
    """As the spreadsheet shows it: 15 digits, so that 0.1 + 0.2 is 0.3."""
    if abs(cell) >= EXACT_BELOW:
        return trouble("", "cell-rounded")
    plain = format(Decimal(format(cell, ".15g")), "f")
    return NumberText(plain.rstrip("0").rstrip(".") if "." in plain else plain)


def _heading(cell: Cell) -> str:
    return cell.casefold().replace(" ", "_") if isinstance(cell, str) else cell.problem


def _heading_trouble(
    headings: list[str], below: Sequence[Line], listing: Listing
) -> Trouble | None:
    """What is wrong with the headings, the gravest only: one thing to mend at a time."""
    found = {name for name in headings if listing.column(name)}
    missing = [row.heading for row in listing.columns if row.needed and row.heading not in found]
    if missing:
        return _missing_trouble(missing, below, listing, nothing_known=not found)
    unknown = [name for name in headings if name and not listing.column(name)]
    if unknown:
        return _unknown_trouble(unknown, listing)
    for number, name in enumerate(headings, start=1):
        if name and headings.index(name) < number - 1:
            return trouble(name, "column-twice", column=name)
    return _blank_trouble(headings, below)


def _missing_trouble(
    missing: list[str], below: Sequence[Line], listing: Listing, *, nothing_known: bool
) -> Trouble:
    needed = {column.heading for column in listing.columns if column.needed}
    for number, cells in below[:HEADINGS_WITHIN]:
        if needed <= {_heading(cell) for cell in cells}:
            return trouble("", "heading-below", line=number)
    if nothing_known:
        return trouble("", "heading-none")
    return trouble(missing[0], "column-missing", column="”, “".join(missing))


def _unknown_trouble(unknown: list[str], listing: Listing) -> Trouble:
    known = ", ".join(listing.headings)
    shown = [masked(name) for name in unknown[:COLUMNS_TOLD]]
    if len(unknown) == 1:
        return trouble(shown[0], "column-unknown", column=shown[0], known=known)
    return trouble("", "columns-unknown", count=len(unknown), columns=", ".join(shown), known=known)


def _blank_trouble(headings: list[str], below: Sequence[Line]) -> Trouble | None:
    """A heading that a merged cell left blank although data stand below it."""
    last = max((at for at, name in enumerate(headings) if name), default=0)
    for at in (at for at, name in enumerate(headings[:last]) if not name):
        if any(len(cells) > at and cells[at] for _number, cells in below):
            return trouble("", "heading-blank", number=at + 1)
    return None


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
