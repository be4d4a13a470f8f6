"""Years and quarters as planning counts them: quarter 0 is the year as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sasando.core import clock
from sasando.rules.agreements import quarter_end

if TYPE_CHECKING:
    from datetime import datetime

ROMAN = ("", "I", "II", "III", "IV")


@dataclass(frozen=True, order=True)
class Span:
    """A year (quarter 0) or one of its quarters."""

    year: int
    quarter: int = 0

    @property
    def last_day(self) -> date:
        """The day the period ends."""
        return quarter_end(self.year, self.quarter or 4)

    def is_over(self, now: datetime) -> bool:
        """Whether the period has ended in the city at an instant."""
        return self.last_day < clock.local_day(now)

    @property
    def label(self) -> str:
        """As readers write it: "2024" or "TW III 2026"."""
        return f"TW {ROMAN[self.quarter]} {self.year}" if self.quarter else str(self.year)

    @property
    def following(self) -> Span:
        """The next period of the same length."""
        if self.quarter in (0, 4):
            return Span(self.year + 1, 1 if self.quarter else 0)
        return Span(self.year, self.quarter + 1)

    @property
    def place(self) -> int:
        """Its place on a line of quarters; a year stands at its end."""
        return self.year * 4 + (self.quarter or 4)


def first_day(year: int, quarter: int = 0) -> date:
    """The day a year or quarter begins."""
    return date(year, 1 if quarter == 0 else quarter * 3 - 2, 1)
