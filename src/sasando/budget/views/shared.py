"""What the pages of the budget have in common: the path up, the pager, the versions to choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import urlencode

from django.urls import reverse

from sasando.core import clock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sasando.budget.models import BudgetVersion
    from sasando.organization.requests import CityRequest

PAGE_SIZE = 50
Row = TypeVar("Row")


@dataclass(frozen=True)
class Crumb:
    """One step of the path up."""

    label: str
    url: str


@dataclass(frozen=True)
class Pager(Generic[Row]):
    """The rows of one page of a list, and where the others are."""

    rows: Sequence[Row]
    first: int
    last: int
    total: int
    previous_url: str | None
    next_url: str | None


def paged(rows: Sequence[Row], page: int, query: Mapping[str, Any]) -> Pager[Row]:
    """One page of a list; a page beyond the end is the last one."""
    pages = max(-(-len(rows) // PAGE_SIZE), 1)
    shown = min(page, pages)
    start = (shown - 1) * PAGE_SIZE

    def address(number: int) -> str | None:
        found = urlencode({**query, "halaman": number})
        return f"?{found}" if 1 <= number <= pages else None

    return Pager(
        rows[start : start + PAGE_SIZE],
        start + 1,
        min(start + PAGE_SIZE, len(rows)),
        len(rows),
        address(shown - 1),
        address(shown + 1),
    )


def today_of(request: CityRequest) -> date:
    """The city's day of a request."""
    return clock.local_day(request.now)


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
