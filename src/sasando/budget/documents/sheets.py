"""What all workbooks of the budget share: how figures look, formulas with the values beside them.

Beside each formula stands the value Sasando computed, so that a reader who does not compute (a
phone, a script) sees the same figures. Rupiah of a city have at most 15 digits, which a
spreadsheet keeps exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from xlsxwriter.utility import xl_col_to_name

from sasando.rules.numerals import round_half_up

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Item = TypeVar("Item")
A4: Final = 9
SHOWN: Final = {"money": "#,##0.00;[Red]-#,##0.00", "share": "0.00", "ratio": "0.0000"}
# Figures come rounded to what they show: rupiah and percent to 2 decimals, ratios to 4.
MOST_DECIMALS: Final = 4


class Total(StrEnum):
    """What stands under a column: its sum, the same formula as in the rows, a figure, nothing."""

    SUM = "SUM"
    FORMULA = "FORMULA"
    VALUE = "VALUE"
    NONE = "NONE"


@dataclass(frozen=True)
class SheetColumn(Generic[Item]):
    """A column: its heading, how it looks ("text", "money", "share", "ratio"), where it comes from.

    `value` gives the figure of an item, None for an empty cell. `formula` has `{r}` for the row,
    counted from 1 as a spreadsheet does.
    """

    heading: str
    width: int
    look: str
    value: Callable[[Item], Any]
    formula: str = ""
    total: Total = Total.NONE


@dataclass(frozen=True)
class SheetTable(Generic[Item]):
    """A sheet: what it says of itself, its columns, its items, and what they sum to, if at all."""

    name: str
    facts: Sequence[str]
    columns: Sequence[SheetColumn[Item]]
    items: Sequence[Item]
    total: Item | None = None

    @property
    def head_row(self) -> int:
        """The row of the headings, counted from 0: after the facts and an empty row."""
        return len(self.facts) + 1

    @property
    def sum_row(self) -> int:
        """The row of the sums, counted from 0."""
        return self.head_row + 1 + len(self.items)


def formats_of(book: xlsxwriter.Workbook) -> dict[str, Format]:
    """The looks of cells by name; those of the sums begin with "sum-"."""
    found = {
        "title": book.add_format({"bold": True, "font_size": 13}),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"num_format": "@"}),
        "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
        "sum-text": book.add_format({"bold": True, "top": 1}),
    }
    for look, shape in SHOWN.items():
        found[look] = book.add_format({"num_format": shape})
        found[f"sum-{look}"] = book.add_format({"num_format": shape, "bold": True, "top": 1})
    return found


def number(value: Decimal, places: int = 2) -> int | Decimal:
    """A figure as the file writes it: whole, or with its decimals."""
    exact = round_half_up(value, places)
    return int(exact) if exact == exact.to_integral_value() else exact.normalize()


def sum_formula(column: str, first: int, last: int) -> str:
    """The sum of a column of rows, counted from 1."""
    return f"=SUM({column}{first}:{column}{last})"


def write_facts(sheet: Worksheet, facts: Sequence[str], formats: dict[str, Format]) -> None:
    """What a sheet says of itself, a line each, the first one large."""
    for line, text in enumerate(facts):
        sheet.write_string(line, 0, text, formats["title"] if line == 0 else None)


def lay_out(sheet: Worksheet, head_row: int) -> None:
    """A long table on paper: across, its head on every page."""
    sheet.freeze_panes(head_row + 1, 0)
    sheet.repeat_rows(head_row)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)


def write_table(
    book: xlsxwriter.Workbook, table: SheetTable[Item], formats: dict[str, Format]
) -> Worksheet:
    """Add a sheet with its facts, headings, rows and sums."""
    sheet = book.add_worksheet(table.name)
    write_facts(sheet, table.facts, formats)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(table.head_row, place, column.heading, formats["head"])
    lay_out(sheet, table.head_row)
    for line, item in enumerate(table.items, start=table.head_row + 1):
        for place, column in enumerate(table.columns):
            _write(sheet, (line, place), column.value(item), column, formats[column.look])
    if table.items and table.total is not None:
        _write_sums(sheet, table, formats)
    return sheet


def write_figure(
    sheet: Worksheet, cell: tuple[int, int], formula: str, value: Any, shape: Format
) -> None:
    """A formula with the value it comes to; None is an empty text."""
    sheet.write_formula(*cell, formula, shape, "" if value is None else _stored(value))


def _stored(value: Any) -> Any:
    return number(Decimal(value), MOST_DECIMALS) if isinstance(value, Decimal | int) else value


def _write(
    sheet: Worksheet, cell: tuple[int, int], value: Any, column: SheetColumn[Any], shape: Format
) -> None:
    if column.formula:
        write_figure(sheet, cell, column.formula.format(r=cell[0] + 1), value, shape)
    else:
        write_plain(sheet, cell, value, shape)


def write_plain(sheet: Worksheet, cell: tuple[int, int], value: Any, shape: Format) -> None:
    """A figure or a text as it is; None is an empty cell. A text is never taken for a formula."""
    if value is None:
        sheet.write_blank(*cell, None, shape)
    elif isinstance(value, str):
        sheet.write_string(*cell, value, shape)
    else:
        sheet.write_number(*cell, _stored(value), shape)


def _write_sums(sheet: Worksheet, table: SheetTable[Any], formats: dict[str, Format]) -> None:
    line = table.sum_row
    for place, column in enumerate(table.columns):
        shape = formats[f"sum-{column.look}"]
        value = None if column.total is Total.NONE else column.value(table.total)
        if column.total is Total.SUM:
            formula = sum_formula(xl_col_to_name(place), table.head_row + 2, line)
            write_figure(sheet, (line, place), formula, value or 0, shape)
        elif column.total is Total.FORMULA:
            _write(sheet, (line, place), value, column, shape)
        else:
            write_plain(sheet, (line, place), value, shape)
