"""Two scenarios side by side as a workbook that computes: differences and totals are formulas."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import xlsxwriter

from sasando.budget.queries.scenario_sides import IndicatorSide, SideRow

from .scenario import NOT_ADDED
from .scenario_sides import sides_facts
from .sheets import SheetColumn, SheetTable, Total, formats_of, write_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.budget.queries.scenario_sides import Sides


def sides_workbook(sides: Sides) -> bytes:
    """The workbook: agencies with their totals, and the indicators, which are never added up."""
    file = io.BytesIO()
    facts = sides_facts(sides)
    codes = (sides.first.scenario.code, sides.second.scenario.code)
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        formats = formats_of(book)
        rows = sorted(sides.rows, key=lambda row: row.code)
        agencies = SheetTable("Perangkat daerah", facts, _agency_columns(codes), rows, sides.total)
        write_table(book, agencies, formats)
        columns = _indicator_columns(codes)
        indicators = SheetTable("Indikator", [*facts, NOT_ADDED], columns, sides.indicators)
        write_table(book, indicators, formats)
    return file.getvalue()


def _agency_columns(codes: tuple[str, str]) -> Sequence[SheetColumn[SideRow]]:
    column = SheetColumn[SideRow]
    return (
        column("Kode", 26, "text", lambda row: row.code),
        column("Perangkat daerah", 56, "text", lambda row: row.name or "Jumlah", total=Total.VALUE),
        *_figures(codes, Total.SUM, Total.FORMULA),
    )


def _indicator_columns(codes: tuple[str, str]) -> Sequence[SheetColumn[IndicatorSide]]:
    column = SheetColumn[IndicatorSide]
    first, second = codes
    return (
        column("Kode", 18, "text", lambda row: row.code),
        column("Indikator", 60, "text", lambda row: row.name),
        *_figures(codes, Total.NONE, Total.NONE),
        column(f"Kehilangan {first}", 18, "text", lambda row: row.first_loss.value),
        column(f"Kehilangan {second}", 18, "text", lambda row: row.second_loss.value),
    )


def _figures(codes: tuple[str, str], summed: Total, computed: Total) -> Sequence[SheetColumn[Any]]:
    """Before, after each, and the three differences, from column C on."""
    column = SheetColumn[SideRow]
    first, second = codes
    return (
        column("Semula", 20, "money", lambda row: row.before, total=summed),
        column(first, 20, "money", lambda row: row.first, total=summed),
        column(second, 20, "money", lambda row: row.second, total=summed),
        column(
            f"{first} dari semula", 20, "money", lambda row: row.first_change, "=D{r}-C{r}",
            computed,
        ),
        column(
            f"{second} dari semula", 20, "money", lambda row: row.second_change, "=E{r}-C{r}",
            computed,
        ),
        column("Bedanya", 20, "money", lambda row: row.apart, "=E{r}-D{r}", computed),
    )  # fmt: skip
