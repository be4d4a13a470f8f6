"""Files as offices send them, and the step of loading one."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import xlsxwriter

from sasando.core import clock
from sasando.core.models import User
from sasando.organization.actions import import_list
from sasando.organization.imports.columns import LISTINGS
from sasando.organization.queries import Viewer, viewer_for

if TYPE_CHECKING:
    from sasando.core.listings.report import Report, Row


def viewer(login: str) -> Viewer:
    return viewer_for(User.objects.get(username=login), clock.local_day(clock.now()))


def csv_of(*lines: str, encoding: str = "utf-8") -> bytes:
    return "\r\n".join(lines).encode(encoding)


def xlsx_of(*rows) -> bytes:
    """A workbook; dates and times get the formats a spreadsheet gives them."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, column, cell)
            else:
                sheet.write(number, column, cell)
    book.close()
    return file.getvalue()


def load(kind: str, content: bytes, *, by: str = "kepegawaian", apply: bool = False) -> Report:
    return import_list(
        viewer=viewer(by), now=clock.now(), listing=LISTINGS[kind], content=content, apply=apply
    )


def outcomes(report: Report) -> list[str]:
    return [row.outcome.value for row in report.rows]


def codes_of(row: Row) -> list[str]:
    return [found.code for found in row.troubles]
