"""The registry of measurement sources: how indicators fill themselves.

An upper package registers a source in its AppConfig.ready(); planning asks it by code and knows
nobody. The only inversion of the package order. A source answers from stored totals in a fixed
number of queries, because boards ask it for every indicator that names it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sasando.organization.models import Unit


@dataclass(frozen=True)
class Period:
    """A span of days in the city, both ends included. Raises ValueError when it is reversed."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"period ends {self.last} before it begins {self.first}")


@dataclass(frozen=True)
class MeasurementSource:
    """A figure the system can measure by itself; None means not known, never zero."""

    code: str
    label: str
    measure: Callable[[Unit, Period], Decimal | None]


_sources: dict[str, MeasurementSource] = {}


def register(source: MeasurementSource) -> None:
    """Add a source. Raises ValueError when its code is taken."""
    if source.code in _sources:
        raise ValueError(f"measurement source {source.code} registered twice")
    _sources[source.code] = source


def all_sources() -> list[MeasurementSource]:
    """Every registered source, by code."""
    return sorted(_sources.values(), key=lambda source: source.code)


def find_source(code: str) -> MeasurementSource:
    """The source with this code. Raises KeyError when nobody registered it."""
    return _sources[code]
