"""What is known of an indicator on a day: its rows once loaded, or what a source measures."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sasando.organization.models import Unit

from . import sources
from .judging import QUARTERS, Goal, Reading
from .models import Indicator, Measurement
from .periods import Span, first_day
from .policies import verifying_on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .models import IndicatorSeries, IndicatorTarget

State = Measurement.State
EXACT = ("display_cap", "baseline_value")


@dataclass(frozen=True)
class Known:
    """One figure with its period, where it comes from, and how far it is verified."""

    span: Span
    value: Decimal
    as_of: date
    source: str
    is_example: bool
    state: str = ""

    @property
    def is_unverified(self) -> bool:
        """Whether it waits for a second person."""
        return self.state == State.SUBMITTED


class IndicatorRows:
    """An indicator with its targets and series loaded, as somebody sees them on `today`.

    Figures of periods that have not ended by then are left out, and so are drafts.
    """

    def __init__(self, indicator: Indicator, today: date, city: Unit | None) -> None:
        self.indicator = indicator
        self.today = today
        self._city = city
        self._asked: dict[int, dict[Span, Decimal]] = {}

    @cached_property
    def series(self) -> list[IndicatorSeries]:
        """Every series, the current one last."""
        return sorted(self.indicator.series.all(), key=lambda row: (row.is_current, row.pk))

    def measurements(self, series: IndicatorSeries) -> list[Measurement]:
        """The rows of a series that are known by today, oldest first; returned ones too."""
        rows = [
            row
            for row in series.measurements.all()
            if row.state != State.DRAFT and span_of(row).last_day <= self.today
        ]
        return sorted(rows, key=lambda row: span_of(row).place)

    def counted(self, series: IndicatorSeries) -> list[Measurement]:
        """The rows of a series that count: those that were not returned, oldest first."""
        states = counted_states(self.today)
        return [row for row in self.measurements(series) if row.state in states]

    @cached_property
    def current(self) -> list[Measurement]:
        """The rows of the current series that count by today, oldest first."""
        chosen = next((row for row in self.series if row.is_current), None)
        return self.counted(chosen) if chosen else []

    def said_in(self, year: int) -> Indicator:
        """The indicator as it was defined at the end of a year, or is today; by its revisions."""
        day = min(date(year, 12, 31), self.today)
        if self.indicator.revised_from <= day:
            return self.indicator
        earlier = [row for row in self.indicator.revisions.all() if row.valid_from <= day]
        return revised(self.indicator, earlier[-1].content) if earlier else self.indicator

    def targets(self, year: int) -> dict[int, IndicatorTarget]:
        """The targets of a year by quarter; 0 is the year."""
        return {row.quarter: row for row in self.indicator.targets.all() if row.year == year}

    def goals(self, year: int) -> dict[int, Goal]:
        """The same as the judge takes them."""
        return {
            quarter: Goal(trimmed(row.value), None if row.upper is None else trimmed(row.upper))
            for quarter, row in self.targets(year).items()
        }

    @cached_property
    def source(self) -> sources.MeasurementSource | None:
        """The source of the system that measures this indicator, if it names one that stands."""
        known = {source.code: source for source in sources.all_sources()}
        return known.get(self.indicator.source_code)

    def readings(self, year: int) -> dict[int, Reading]:
        """What is known of a year by quarter; measured by its source when it names one."""
        if self.indicator.source_code:
            return {span.quarter: Reading(value) for span, value in self._measured(year).items()}
        return {row.quarter: reading_of(row) for row in self.current if row.year == year}

    def latest(self, year: int) -> Known | None:
        """The newest figure up to the end of a year."""
        if self.indicator.source_code:
            measured = self._measured(year)
            return self._known(max(measured), measured[max(measured)]) if measured else None
        found = [known for row in self.current if row.year <= year for known in known_in(row)]
        return found[-1] if found else None

    def _measured(self, year: int) -> dict[Span, Decimal]:
        """Ended quarters where quarters have targets, else the year up to today; asked once."""
        if year not in self._asked:
            self._asked[year] = self._ask_for(year)
        return self._asked[year]

    def _ask_for(self, year: int) -> dict[Span, Decimal]:
        if self.source is None or self._unit is None:
            return {}
        spans = [Span(year, quarter) for quarter in QUARTERS if quarter in self.targets(year)]
        spans = [span for span in spans if span.last_day <= self.today] if spans else [Span(year)]
        found = {span: self._ask(self.source, self._unit, span) for span in spans}
        return {span: value for span, value in found.items() if value is not None}

    @property
    def _unit(self) -> Unit | None:
        return self.indicator.owner or self._city

    def _ask(self, source: sources.MeasurementSource, unit: Unit, span: Span) -> Decimal | None:
        begins = first_day(span.year, span.quarter)
        if begins > self.today:
            return None
        return source.measure(unit, sources.Period(begins, min(span.last_day, self.today)))

    def _known(self, span: Span, value: Decimal) -> Known:
        label = self.source.label if self.source else ""
        return Known(span, value, min(span.last_day, self.today), label, is_example=False)


def counted_states(today: date) -> frozenset[str]:
    """The states whose figures are judged on a day, by the policy of verification."""
    counted = {State.LOADED.value, State.VERIFIED.value}
    if verifying_on(today).counts_before:
        counted.add(State.SUBMITTED.value)
    return frozenset(counted)


def revised(indicator: Indicator, content: dict[str, Any]) -> Indicator:
    """A copy of an indicator that says what one of its revisions said; not to be saved."""
    said = copy.copy(indicator)
    for name, value in content.items():
        exact = name in EXACT and value is not None
        setattr(said, name, Decimal(value) if exact else value)
    return said


def span_of(row: Measurement) -> Span:
    """The period of a measurement."""
    return Span(row.year, row.quarter)


def trimmed(value: Decimal) -> Decimal:
    """A stored figure without the zeros its column adds: 80.0000 is 80."""
    whole = value == value.to_integral_value()
    return value.quantize(Decimal(1)) if whole else value.normalize()


def reading_of(row: Measurement) -> Reading:
    """A measurement as the judge takes it."""
    figures = (row.value, row.numerator, row.denominator)
    value, numerator, denominator = (None if f is None else trimmed(f) for f in figures)
    return Reading(value, numerator, denominator, row.status)


def known_in(row: Measurement) -> list[Known]:
    """A measurement as a figure; nothing when it is blank."""
    if row.value is None:
        return []
    span = span_of(row)
    value = trimmed(row.value)
    return [Known(span, value, span.last_day, row.source, row.is_example, row.state)]


def city_if_needed(indicators: Iterable[Indicator]) -> Unit | None:
    """The city, which answers for indicators that fill themselves and have no owner."""
    if any(row.source_code and row.owner_id is None for row in indicators):
        return Unit.objects.filter(parent=None).first()
    return None
