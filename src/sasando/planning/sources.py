"""The registry of measurement sources: how indicators fill themselves.

An upper package registers a source in its AppConfig.ready(); planning asks it by code and knows
nobody. The only inversion of the package order.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sasando.organization.models import Unit


@dataclass(frozen=True)
class Period:
    """A span of days in the city, both ends included."""

    first: date
    last: date


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
    return sorted(_sources.values(), key=lambda source: source.code)


def find_source(code: str) -> MeasurementSource:
    """The source with this code. Raises KeyError when nobody registered it."""
    return _sources[code]
