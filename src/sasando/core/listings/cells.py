"""Reading one cell: text in, value out, or a refusal that says what to mend."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sasando.rules.numerals import NumberStyle, parse_decimal, parse_rupiah

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import TextChoices

LATEST = date(9999, 12, 31)
DATE_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
YES, NO = ("ya", "y", "1"), ("tidak", "t", "0")

_BLANKS = re.compile(r"\s+")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9.\-]*")
_MANY_DIGITS = re.compile(r"\d{14,}")
_TIME = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)(?:[.:]00)?")


class NumberText(str):
    """The text of a cell that a spreadsheet kept as a number: exact, with a decimal point.

    A column of numbers takes it as it stands; in text "8.24" would not be clear.
    """

    __slots__ = ()

    @property
    def is_whole(self) -> bool:
        return "." not in self


@dataclass(frozen=True)
class Noticed:
    """A value that was read otherwise than written, with the trouble code that tells it."""

    value: Any
    code: str
    told: dict[str, Any]


class CellRefused(Exception):
    """A cell cannot be read; `code` and `values` are those of a trouble."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values_shown = values


def tidy(raw: str) -> str:
    """A cell without outer blanks, inner blanks single, letters composed the usual way."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", raw)).strip()


def text(limit: int) -> Callable[[str], str]:
    """A reader of plain text of bounded length."""

    def read(cell: str) -> str:
        if any(unicodedata.category(letter) in {"Cc", "Cs", "Co"} for letter in cell):
            raise CellRefused("control-character")
        if len(cell) > limit:
            raise CellRefused("too-long", limit=limit)
        return cell

    return read


def code(limit: int) -> Callable[[str], str]:
    """A reader of public codes; small letters are taken as capitals."""

    def read(cell: str) -> str:
        value = cell.upper()
        if _MANY_DIGITS.search(_BLANKS.sub("", value)):
            raise CellRefused("code-personal")
        if len(value) > limit or not _CODE.fullmatch(value):
            raise CellRefused("code-malformed", value=cell, limit=limit)
        return value

    return read


def choice(choices: type[TextChoices]) -> Callable[[str], str]:
    """A reader of one of the choices, by its value or by its label."""
    found = {label.casefold(): value for value, label in choices.choices}
    found.update({value.casefold(): value for value in choices.values})

    def read(cell: str) -> str:
        value = found.get(cell.casefold())
        if value is None:
            raise CellRefused("choice-unknown", value=cell, known=", ".join(choices.values))
        return str(value)

    return read


def day(cell: str) -> date:
    """2026-01-31, 31/01/2026, 31-01-2026 or 31.01.2026; the day always stands before the month."""
    for form in DATE_FORMS:
        try:
            found = datetime.strptime(cell, form).date()  # noqa: DTZ007  a calendar day has no zone
        except ValueError:
            continue
        if 1900 <= found.year < LATEST.year:
            return found
    raise CellRefused("date-malformed", value=cell)


def clock_time(cell: str) -> time:
    """07.30 or 07:30."""
    found = _TIME.fullmatch(cell)
    if found is None:
        raise CellRefused("time-malformed", value=cell)
    return time(int(found[1]), int(found[2]))


def yes_no(cell: str) -> bool:
    """ya or tidak."""
    if cell.casefold() in YES + NO:
        return cell.casefold() in YES
    raise CellRefused("choice-unknown", value=cell, known="ya, tidak")


def number(
    *, lowest: Decimal | None = None, highest: Decimal | None = None, decimals: int = 4
) -> Callable[[str], Decimal]:
    """A reader of exact numbers: "8,24" and "1.234,5" are clear, "1.234" is not.

    Raises RuleInputError for what cannot be read, CellRefused for what does not fit.
    """

    def read(cell: str) -> Decimal:
        style = NumberStyle.PLAIN if isinstance(cell, NumberText) else NumberStyle.UNDECLARED
        return _fitting(parse_decimal(cell, style=style), lowest, highest, decimals)

    return read


def rupiah(cell: str) -> Decimal:
    """An amount of rupiah that is not below zero; in text dots are only ever groups of three."""
    plain = isinstance(cell, NumberText)
    amount = parse_decimal(cell, style=NumberStyle.PLAIN) if plain else parse_rupiah(cell)
    return _fitting(amount, Decimal(0), None, 2)


def whole(lowest: int, highest: int) -> Callable[[str], int]:
    """A reader of whole numbers within limits, both included."""

    def read(cell: str) -> int:
        style = NumberStyle.PLAIN if isinstance(cell, NumberText) else NumberStyle.UNDECLARED
        value = parse_decimal(cell, style=style)
        if value != value.to_integral_value():
            raise CellRefused("number-not-whole")
        return int(_fitting(value, Decimal(lowest), Decimal(highest), 0))

    return read


def _fitting(
    value: Decimal, lowest: Decimal | None, highest: Decimal | None, decimals: int
) -> Decimal:
    if lowest is not None and value < lowest:
        raise CellRefused("number-below", limit=lowest)
    if highest is not None and value > highest:
        raise CellRefused("number-above", limit=highest)
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > decimals:
        raise CellRefused("number-too-fine", limit=decimals)
    return value
