"""The list of indicators with its filter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from sasando.organization.models import Unit
from sasando.planning.models import Indicator, Mission, PriorityAgenda

from .indicators import board_of, lines_of, yardstick_on

if TYPE_CHECKING:
    from datetime import datetime

    from .indicators import IndicatorBoard

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class IndicatorFilters:
    """What the list is narrowed to; empty means all."""

    year: int
    unit_code: str = ""
    mission_code: str = ""
    agenda_number: str = ""

    def query(self) -> str:
        """The same filter as it stands in an address."""
        return urlencode(
            {
                "tahun": self.year,
                "unit": self.unit_code,
                "misi": self.mission_code,
                "agenda": self.agenda_number,
            }
        )


def indicator_list(filters: IndicatorFilters, *, now: datetime) -> IndicatorBoard:
    """The indicators of a year that pass the filter, by code."""
    rows = Indicator.objects.all()
    if filters.unit_code:
        rows = rows.filter(owner__code=filters.unit_code)
    if filters.mission_code:
        rows = rows.filter(objective__mission__code=filters.mission_code)
    if filters.agenda_number:
        rows = rows.filter(agenda__number=filters.agenda_number)
    lines = lines_of(rows, year=filters.year, now=now)
    return board_of(lines, yardstick_on(filters.year, now))


def filter_choices() -> dict[str, Choices]:
    """What can be chosen: owners of indicators, missions, agendas; three queries."""
    owners = Unit.objects.filter(indicators__isnull=False).distinct().order_by("name")
    missions = Mission.objects.order_by("plan", "number")
    return {
        "units": [(row.code, row.name) for row in owners],
        "missions": [(row.code, f"Misi {row.number}") for row in missions],
        "agendas": [(str(row.number), row.name) for row in PriorityAgenda.objects.all()],
    }
