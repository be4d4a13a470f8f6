"""Reading the data files of planning: CSV and JSON in UTF-8, numbers with a decimal point."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

from sasando.rules.errors import RuleInputError
from sasando.rules.numerals import NumberStyle, parse_decimal

from .errors import DataFileRefused

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

Row = dict[str, str]


def read_table(path: Path, *columns: str) -> list[Row]:
    """The rows of a CSV file that has at least these columns. Raises DataFileRefused."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            missing = [name for name in columns if name not in (reader.fieldnames or [])]
            if missing:
                raise DataFileRefused(
                    file=path.name, row=1, problem=f"kolom {missing[0]} tidak ada"
                )
            rows = list(reader)
    except FileNotFoundError as absent:
        raise DataFileRefused(file=path.name, row=0, problem="berkas tidak ada") from absent
    except (UnicodeDecodeError, csv.Error) as unreadable:
        raise DataFileRefused(file=path.name, row=0, problem="bukan CSV UTF-8") from unreadable
    _refuse_ragged(path, rows)
    return rows


def _refuse_ragged(path: Path, rows: list[Row]) -> None:
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise DataFileRefused(file=path.name, row=number, problem="jumlah kolom tidak sama")


def read_document(path: Path, *keys: str) -> dict[str, Any]:
    """A JSON object that has at least these keys. Raises DataFileRefused."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as absent:
        raise DataFileRefused(file=path.name, row=0, problem="berkas tidak ada") from absent
    except ValueError as unreadable:
        raise DataFileRefused(file=path.name, row=0, problem="bukan JSON UTF-8") from unreadable
    missing = [key for key in keys if not isinstance(document, dict) or key not in document]
    if missing:
        raise DataFileRefused(file=path.name, row=0, problem=f"isian {missing[0]} tidak ada")
    return dict(document)


def whole(path: Path, number: int, row: Row, column: str) -> int:
    """A whole number in a cell. Raises DataFileRefused naming the row."""
    text = row[column]
    if not (text.isascii() and text.isdigit()):
        problem = f"{column} bukan bilangan bulat"
        raise DataFileRefused(file=path.name, row=number, problem=problem)
    return int(text)


def decimal_or_none(path: Path, number: int, row: Row, column: str) -> Decimal | None:
    """An exact number in a cell, None when it is empty. Raises DataFileRefused."""
    if not row[column]:
        return None
    try:
        return parse_decimal(row[column], style=NumberStyle.PLAIN, field=column)
    except RuleInputError as refusal:
        problem = f"{column} bukan angka"
        raise DataFileRefused(file=path.name, row=number, problem=problem) from refusal
