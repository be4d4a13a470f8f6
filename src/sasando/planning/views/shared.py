"""What the pages of planning have in common: the year asked for, the path up, tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse

from sasando.core import clock

if TYPE_CHECKING:
    from sasando.organization.requests import CityRequest

FIRST_YEAR, LAST_YEAR = 2018, 2100


@dataclass(frozen=True)
class Crumb:
    """One step of the path up the thread."""

    label: str
    url: str


@dataclass(frozen=True)
class Pager:
    """Where one stands in a list of several pages."""

    first: int
    last: int
    total: int
    previous_url: str | None
    next_url: str | None


def asked_year(request: CityRequest) -> int:
    """The year in the address when it can be judged, else the running one."""
    text = request.GET.get("tahun", "")
    if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:5]) <= LAST_YEAR:
        return int(text)
    return clock.local_day(request.now).year


def plan_crumb() -> Crumb:
    """Where every path of planning begins."""
    return Crumb("RPJMD", reverse("planning:rpjmd"))


def csv_response(name: str) -> HttpResponse:
    """An empty CSV to be downloaded under this name."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


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
