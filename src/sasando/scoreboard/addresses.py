"""Where things are: the addresses and words that pages of the scoreboard share."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from sasando.rules.numerals import format_decimal

if TYPE_CHECKING:
    from datetime import date, timedelta

    from sasando.planning.periods import Span

MISSION, OBJECTIVE, ITEM = "misi", "sasaran", "butir"
RESULT, ENTRY, PROGRAMME = "hasil", "catatan", "program"
KIND_LABELS = {
    MISSION: "Misi",
    OBJECTIVE: "Sasaran",
    ITEM: "Butir perjanjian",
    RESULT: "Hasil kerja",
    ENTRY: "Catatan",
    PROGRAMME: "Program",
}
EXAMPLE = "contoh"


@dataclass(frozen=True)
class Fact:
    """Something counted or known, in words, with the address of its rows ("" for none)."""

    text: str
    url: str = ""
    note: str = ""


# A board has some hundred addresses, the same ones every time.
@lru_cache(maxsize=8192)
def _path(name: str, *parts: str) -> str:
    return reverse(name, args=parts)


def node_url(kind: str, code: str, **query: object) -> str:
    """The address of a node of the thread."""
    return _with(_path("scoreboard:node", kind, code), query)


def board_url(unit_code: str) -> str:
    return _path("scoreboard:unit", unit_code)


def filing_url(unit_code: str, day: date, **query: object) -> str:
    """Who filed on a day in a unit."""
    return _with(_path("scoreboard:filing", unit_code, day.isoformat()), query)


def waiting_url(unit_code: str, **query: object) -> str:
    """What waits for a decision in a unit."""
    return _with(_path("scoreboard:waiting", unit_code), query)


def achievement_url(unit_code: str, **query: object) -> str:
    """The items of a unit's agreement with what was reached."""
    return _with(_path("scoreboard:achievement", unit_code), query)


def results_url(page: str, span: Span, **query: object) -> str:
    """A page of the plan's results for a year up to a quarter; `page` is its name."""
    asked = {"tahun": span.year, "triwulan": span.quarter, **query}
    return _with(_path(f"scoreboard:{page}"), asked)


def programme_code(unit_code: str, node_code: str) -> str:
    """The code of a programme of an agency; neither part can hold a tilde."""
    return f"{unit_code}~{node_code}"


def number(value: int | Decimal, places: int | None = None) -> str:
    """A number as pages write it."""
    return format_decimal(Decimal(value), places)


def marked(text: str, *, is_example: bool) -> str:
    """A name with the mark that it is made up."""
    return f"{text} ({EXAMPLE})" if is_example and EXAMPLE not in text.lower() else text


def days_in_words(gap: timedelta) -> str:
    """A span in whole days; what is shorter says so."""
    return f"{number(gap.days)} hari" if gap.days > 0 else "kurang dari sehari"


def _with(path: str, query: dict[str, object]) -> str:
    return f"{path}?{urlencode(query)}" if query else path
