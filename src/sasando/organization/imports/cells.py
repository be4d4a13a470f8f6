"""Reading one cell: text in, value out, or a refusal that says what to mend."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from sasando.rules.nip import CivilServantNumber, parse_nip

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


def nip(cell: str) -> CivilServantNumber:
    """A NIP whose digits can be true. That its start has come is judged with the day at hand.

    Raises RuleInputError, which never carries the digits.
    """
    return parse_nip(cell, today=LATEST)
