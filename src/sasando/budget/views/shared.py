"""What the pages of the budget have in common: the path up, the pager, the versions to choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import urlencode

from django.urls import reverse

from sasando.budget.queries.execution import execution_years, version_in_force
from sasando.core import clock
from sasando.core.paging import Crumb, Pager, pager_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from sasando.budget.models import BudgetVersion
    from sasando.organization.requests import CityRequest

PAGE_SIZE = 50
Row = TypeVar("Row")
Shown = TypeVar("Shown")


@dataclass(frozen=True)
class Page(Pager, Generic[Row]):
    """One page of a list with its rows."""

    rows: Sequence[Row]


def paged(rows: Sequence[Row], page: int, query: Mapping[str, Any]) -> Page[Row]:
    """One page of a list; a page beyond the end is the last one."""
    return shown_page(rows, page, query, lambda row: row)


def shown_page(
    rows: Sequence[Row], page: int, query: Mapping[str, Any], show: Callable[[Row], Shown]
) -> Page[Shown]:
    """The same, with its rows alone made ready by `show`."""
    number = min(page, max(-(-len(rows) // PAGE_SIZE), 1))
    wanted = rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    at = pager_of(
        page=number,
        size=PAGE_SIZE,
        shown=len(wanted),
        total=len(rows),
        query=urlencode(query),
    )
    ready = [show(row) for row in wanted]
    return Page(at.first, at.last, at.total, at.previous_url, at.next_url, ready)


def today_of(request: CityRequest) -> date:
    """The city's day of a request."""
    return clock.local_day(request.now)


def asked_year(request: CityRequest) -> int:
    """The year asked for, else the newest with a budget in force; the city's year without any."""
    text = request.GET.get("tahun", "")
    if text.isascii() and text.isdigit() and len(text) == 4:
        return int(text)
    this_year = today_of(request).year
    return next((year for year in execution_years() if year <= this_year), this_year)


def asked_version(request: CityRequest) -> BudgetVersion:
    """The version in force today of the year asked for. Raises NotFoundForViewer."""
    return version_in_force(asked_year(request), today_of(request))


def budget_crumb() -> Crumb:
    """Where every path of the budget begins."""
    return Crumb("Anggaran", reverse("budget:years"))


def year_crumb(year: int) -> Crumb:
    """A year, in the path up."""
    return Crumb(str(year), f"{reverse('budget:years')}?tahun={year}")


def version_crumb(version: BudgetVersion) -> Crumb:
    """A version, in the path up."""
    return Crumb(version.name, reverse("budget:version", args=[version.code]))


def version_trail(version: BudgetVersion) -> list[Crumb]:
    """The path to what lies below a version."""
    return [budget_crumb(), year_crumb(version.year), version_crumb(version)]
