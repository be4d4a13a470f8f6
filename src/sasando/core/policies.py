"""Reading dated policy."""

from datetime import date
from typing import Any

from .errors import PolicyMissing
from .models import Policy

_remembered: dict[tuple[str, date], Any] = {}


def value_on(name: str, day: date) -> Any:
    """The value of policy `name` in force on a day in the city.

    A row never changes and a new one may only start after the day it is written, so the value of
    a day is remembered for the life of the process. Raises PolicyMissing when none was in force.
    """
    if (name, day) not in _remembered:
        row = Policy.objects.filter(name=name, valid_from__lte=day).order_by("-valid_from").first()
        if row is None:
            raise PolicyMissing(name=name, day=day)
        _remembered[name, day] = row.value
    return _remembered[name, day]


def forget() -> None:
    """Drop remembered values; tests and loaders that write policy call this."""
    _remembered.clear()
