"""Whether a period of an indicator still takes figures, and until when.

The database judges by the same rule (`planning_takes_figures`); this says it beforehand, in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sasando.core import clock
from sasando.rules.measuring import last_second_text, period_closes_at

from .models import MeasurementVersion, PeriodReopening
from .policies import grace_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from .models import Indicator
    from .periods import Span

Key = tuple[int, int, int]


@dataclass(frozen=True)
class Window:
    """Until when (exclusive, UTC) a period takes figures, and whether it still does."""

    span: Span
    closes_at: datetime
    is_open: bool
    is_reopened: bool = False

    @property
    def last_moment(self) -> str:
        """The last accepted minute: "10 April 2026 pukul 23.59 WITA"."""
        return last_second_text(self.closes_at, clock.zone())


def ordinary_closing(span: Span, now: datetime) -> datetime:
    """When a period closes for everybody."""
    grace = grace_for(span.last_day, clock.local_day(now))
    return period_closes_at(span.year, span.quarter, grace, clock.zone())


def release_closing(indicator: Indicator, span: Span, now: datetime) -> datetime:
    """When a period closes for a figure that its publisher had not released in time."""
    grace = grace_for(span.last_day, clock.local_day(now))
    return period_closes_at(
        span.year, span.quarter, grace, clock.zone(), release_lag=indicator.release_lag
    )


def window_of(indicator: Indicator, span: Span, now: datetime) -> Window:
    """Whether an indicator's period takes figures now. At most two queries."""
    return Windows([indicator], now).of(indicator, span)


class Windows:
    """The windows of many indicators at an instant; two queries, once a period has closed."""

    def __init__(self, indicators: Iterable[Indicator], now: datetime) -> None:
        self._indicators = [row.pk for row in indicators]
        self._now = now
        self._closings: dict[Span, datetime] = {}

    def of(self, indicator: Indicator, span: Span) -> Window:
        """The window of one period."""
        if span not in self._closings:
            self._closings[span] = ordinary_closing(span, self._now)
        closing = self._closings[span]
        if self._now < closing:
            return Window(span, closing, is_open=True)
        key = (indicator.pk, span.year, span.quarter)
        if key in self._reopened:
            return Window(span, self._reopened[key], is_open=True, is_reopened=True)
        release = release_closing(indicator, span, self._now)
        if self._now < release and self._unreleased.get(key, closing) < closing:
            return Window(span, release, is_open=True)
        return Window(span, closing, is_open=False)

    @cached_property
    def _reopened(self) -> dict[Key, datetime]:
        """Until when a period is reopened, by indicator and period."""
        rows = PeriodReopening.objects.filter(
            indicator__in=self._indicators, open_until__gt=self._now
        ).order_by("open_until")
        return {(row.indicator_id, row.year, row.quarter): row.open_until for row in rows}

    @cached_property
    def _unreleased(self) -> dict[Key, datetime]:
        """When it was first said that a figure was not released yet, by indicator and period."""
        said = MeasurementVersion.objects.filter(
            measurement__series__indicator__in=self._indicators, status="BELUM_RILIS"
        ).order_by("-recorded_at")
        where = ("series__indicator", "year", "quarter")
        columns = [f"measurement__{name}" for name in where]
        return {tuple(key): at for *key, at in said.values_list(*columns, "recorded_at")}
