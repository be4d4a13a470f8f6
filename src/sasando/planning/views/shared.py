"""What the pages of planning have in common: the year asked for, the path up, tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from sasando.core import clock
from sasando.core.paging import Crumb

if TYPE_CHECKING:
    from sasando.organization.requests import CityRequest

FIRST_YEAR, LAST_YEAR = 2018, 2100


def asked_year(request: CityRequest) -> int:
    """The year in the address when it can be judged, else the running one."""
    text = request.GET.get("tahun", "")
    if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:5]) <= LAST_YEAR:
        return int(text)
    return clock.local_day(request.now).year


def plan_crumb() -> Crumb:
    """Where every path of planning begins."""
    return Crumb("RPJMD", reverse("planning:rpjmd"))


def cell_text(value: object) -> str:
    """A value in a CSV; blank stays blank."""
    return "" if value is None else str(value)


def habit_unit_url(unit: str, year: int) -> str:
    """The worklist of an agency, or of the whole city; the scoreboard owns these pages."""
    name, parts = ("scoreboard:habit_unit", [unit]) if unit else ("scoreboard:habits", [])
    return f"{reverse(name, args=parts)}?tahun={year}"


def habit_line_url(unit: str, code: str, year: int) -> str:
    """The page of one judged line."""
    return f"{reverse('scoreboard:habit_line', args=[unit, code])}?tahun={year}"
