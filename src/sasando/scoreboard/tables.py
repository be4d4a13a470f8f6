"""A list as the scoreboard shows it: a table of words with links, page by page, or as a file.

Every page that stands behind a number is such a table, so all of them can be filtered in the
address, turned page by page and downloaded in the same way.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from sasando.core.paging import Pager, pager_of
from sasando.core.trail import safe_cell

PAGE_SIZE = 50


@dataclass(frozen=True)
class Column:
    """A heading; `note` names what stands small below the cells, a column of its own in a file."""

    label: str
    is_number: bool = False
    note: str = ""


@dataclass(frozen=True)
class Cell:
    """Words or a number already written out, with where it leads ("" leads nowhere)."""

    text: str
    url: str = ""
    note: str = ""
    is_behind: bool = False


@dataclass(frozen=True)
class Table:
    """The rows of one page of a list, or all of them for a file. The first column names a row."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    total: int


@dataclass(frozen=True)
class ListPage:
    """A list with its words. `names_people` says that people are named in it: looking is noted."""

    title: str
    lead: str
    table: Table
    empty: str
    file_name: str
    notes: Sequence[str] = ()
    names_people: bool = False

    @property
    def shown_rows(self) -> list[list[tuple[Column, Cell]]]:
        """Each row's cells with their columns, as a page walks them."""
        return [list(zip(self.table.columns, row, strict=True)) for row in self.table.rows]


@dataclass(frozen=True)
class Slice:
    """Which rows of a list are wanted: one page of it (from 1), or everything."""

    page: int = 1
    size: int = PAGE_SIZE
    is_everything: bool = False
    query: dict[str, str] = field(default_factory=dict)

    @property
    def start(self) -> int:
        return 0 if self.is_everything else (self.page - 1) * self.size

    @property
    def stop(self) -> int | None:
        return None if self.is_everything else self.start + self.size

    def pager(self, shown: int, total: int) -> Pager | None:
        """The links to the neighbouring pages; None when one page holds everything."""
        if self.is_everything or (self.page == 1 and total <= self.size):
            return None
        return pager_of(
            page=self.page, size=self.size, shown=shown, total=total, query=urlencode(self.query)
        )

    def address(self, **more: object) -> str:
        """This list's address with its filter and something changed or added."""
        return "?" + urlencode({**self.query, **{name: str(value) for name, value in more.items()}})


def csv_text(table: Table) -> str:
    """The table as comma-separated values for a spreadsheet; no cell of it can be a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([words for column in table.columns for words in _headings(column)])
    for row in table.rows:
        writer.writerow(
            [
                safe_cell(words)
                for column, cell in zip(table.columns, row, strict=True)
                for words in ((cell.text, cell.note) if column.note else (cell.text,))
            ]
        )
    return out.getvalue()


def _headings(column: Column) -> tuple[str, ...]:
    return (column.label, column.note) if column.note else (column.label,)
