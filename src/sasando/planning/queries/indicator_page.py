"""One indicator with everything said of it: series, target, achievement step by step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sasando.core import clock
from sasando.core.models import AuditEvent
from sasando.organization.models import Duty
from sasando.planning.judging import Goal
from sasando.planning.models import Measurement
from sasando.planning.periods import ROMAN, Span
from sasando.planning.readings import span_of
from sasando.planning.shown import AGGREGATIONS, POLARITIES, STATES, figure_text, goal_text
from sasando.rules.achievement import Polarity
from sasando.rules.aggregation import Aggregation
from sasando.rules.numerals import format_percent

from .indicator_chart import chart_for
from .indicators import line_of, rows_of, yardstick_on

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from sasando.organization.queries import Viewer
    from sasando.planning.charts import Chart
    from sasando.planning.judging import Judged
    from sasando.planning.models import Indicator, IndicatorSeries
    from sasando.planning.policies import Yardstick
    from sasando.planning.readings import IndicatorRows
    from sasando.rules.registry import Step

    from .indicators import IndicatorLine

SUBJECT = "indicator"


@dataclass(frozen=True)
class SeriesRow:
    """One period of a series as the table shows it."""

    label: str
    year: int
    quarter: int
    value: Decimal | None
    text: str
    state: str
    source: str
    is_example: bool
    recorded_at: datetime


@dataclass(frozen=True)
class SeriesTable:
    """One unbroken way of measuring, newest period first."""

    name: str
    is_current: bool
    rows: tuple[SeriesRow, ...]


@dataclass(frozen=True)
class TargetRow:
    """A target of a year or quarter."""

    label: str
    text: str
    basis: str
    is_example: bool


@dataclass(frozen=True)
class Verdict:
    """One published achievement with how it came about."""

    title: str
    text: str
    band: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Correction:
    """A figure that was changed after it had been recorded."""

    at: datetime
    actor: str
    label: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class IndicatorView:
    """The indicator's page for a year."""

    line: IndicatorLine
    year: int
    facts: tuple[tuple[str, str], ...]
    series: tuple[SeriesTable, ...]
    targets: tuple[TargetRow, ...]
    verdicts: tuple[Verdict, ...]
    chart: Chart | None
    corrections: tuple[Correction, ...]
    may_record: bool

    @property
    def indicator(self) -> Indicator:
        return self.line.indicator


def indicator_view(code: str, *, viewer: Viewer | None, year: int, now: datetime) -> IndicatorView:
    """An indicator for a year, as known at an instant. Raises NotFoundForViewer.

    Indicators hold no personal data and are shown to everyone; the viewer decides only whether
    figures can be recorded.
    """
    rows = rows_of(code, clock.local_day(now))
    yardstick = yardstick_on(year, now)
    line = line_of(rows, year, yardstick)
    is_planner = viewer is not None and viewer.has(Duty.PLANNER)
    return IndicatorView(
        line=line,
        year=year,
        facts=_facts(rows),
        series=tuple(_table(rows, series) for series in reversed(rows.series)),
        targets=_targets(rows),
        verdicts=_verdicts(line, yardstick),
        chart=chart_for(rows),
        corrections=_corrections(code),
        may_record=is_planner and not rows.indicator.source_code,
    )


def _facts(rows: IndicatorRows) -> tuple[tuple[str, str], ...]:
    row = rows.indicator
    source = row.data_source
    if row.source_code:
        label = rows.source.label if rows.source else "belum terpasang"
        source = f"Diukur sistem: {label} ({row.source_code})"
    return (
        ("Definisi", row.definition),
        ("Satuan", row.measure),
        ("Jenis", row.get_level_type_display()),
        ("Arah", POLARITIES[Polarity(row.polarity)]),
        ("Triwulan menjadi tahun", AGGREGATIONS[Aggregation(row.aggregation)]),
        ("Penanggung jawab", row.owner.name if row.owner else "belum ditetapkan"),
        ("Sumber data", source),
    )


def _table(rows: IndicatorRows, series: IndicatorSeries) -> SeriesTable:
    found = [
        SeriesRow(
            label=span_of(row).label,
            year=row.year,
            quarter=row.quarter,
            value=row.value,
            text=figure_text(rows.indicator, row.value),
            state="" if row.value is not None else Measurement.Status(row.status).label,
            source=row.source,
            is_example=row.is_example,
            recorded_at=row.recorded_at,
        )
        for row in reversed(rows.measurements(series))
    ]
    return SeriesTable(series.name, series.is_current, tuple(found))


def _targets(rows: IndicatorRows) -> tuple[TargetRow, ...]:
    return tuple(
        TargetRow(
            label=Span(row.year, row.quarter).label,
            text=goal_text(rows.indicator, Goal(row.value, row.upper)),
            basis=row.basis,
            is_example=row.is_example,
        )
        for row in sorted(rows.indicator.targets.all(), key=lambda row: (row.year, row.quarter))
    )


def _verdicts(line: IndicatorLine, yardstick: Yardstick) -> tuple[Verdict, ...]:
    figures = line.figures
    parts = [(f"Terhadap target tahun {line.year}", figures.toward_year)]
    if figures.to_date is not None:
        quarters = ", ".join(ROMAN[number] for number in figures.reported) or "belum ada"
        parts.insert(0, (f"Sampai triwulan terlapor ({quarters})", figures.to_date))
    return tuple(
        Verdict(
            title=title,
            text=_percent(judged),
            band=yardstick.bands.classify(judged.value.value).name if judged.value else "",
            steps=(*figures.steps, *judged.steps),
        )
        for title, judged in parts
    )


def _percent(judged: Judged) -> str:
    return STATES[judged.status] if judged.value is None else format_percent(judged.value.value)


def _corrections(code: str) -> tuple[Correction, ...]:
    events = AuditEvent.objects.filter(
        subject_kind=SUBJECT, subject_code=code, action="measurement.corrected"
    ).order_by("-at")[:20]
    return tuple(
        Correction(
            at=event.at,
            actor=event.actor_name,
            label=event.after["periode"],
            before=event.before["tertulis"],
            after=event.after["tertulis"],
            reason=event.reason,
        )
        for event in events
        if event.before and event.after
    )
