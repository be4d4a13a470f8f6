"""One indicator with everything said of it: series, target, achievement step by step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from sasando.core import clock
from sasando.organization.queries import NOBODY
from sasando.planning.completeness import completeness_of
from sasando.planning.indicator_access import may_define, may_reopen, may_report
from sasando.planning.judging import Goal
from sasando.planning.models import Measurement, MeasurementVersion
from sasando.planning.periods import ROMAN, Span
from sasando.planning.readings import span_of
from sasando.planning.shown import (
    AGGREGATIONS,
    ENTRY_MODES,
    POLARITIES,
    TONES,
    ZERO_TARGETS,
    figure_text,
    goal_text,
    judged_text,
)
from sasando.rules.achievement import Polarity, ZeroTarget
from sasando.rules.aggregation import Aggregation, EntryMode
from sasando.rules.numerals import format_percent

from .indicator_chart import chart_for
from .indicators import line_of, rows_of, yardstick_on
from .verification import figure_or_state

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from sasando.organization.queries import Viewer
    from sasando.planning.charts import Chart
    from sasando.planning.completeness import Completeness
    from sasando.planning.models import (
        Indicator,
        IndicatorSeries,
        IndicatorTargetVersion,
        PeriodReopening,
    )
    from sasando.planning.policies import Yardstick
    from sasando.planning.readings import IndicatorRows
    from sasando.rules.registry import Step

    from .indicators import IndicatorLine

CORRECTIONS_SHOWN = 20


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
    verification: str = ""
    tone: str = "neutral"
    versions: int = 1


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
    former: tuple[IndicatorTargetVersion, ...] = ()


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
    reopenings: tuple[PeriodReopening, ...]
    drafts: tuple[Span, ...]
    completeness: Completeness
    revisions: int
    may_record: bool
    may_define: bool
    may_reopen: bool

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
    row = rows.indicator
    viewer = viewer or NOBODY
    reports = may_report(viewer, row) and not row.source_code
    return IndicatorView(
        line=line,
        year=year,
        facts=_facts(rows, line.indicator),
        series=tuple(_table(rows, series) for series in reversed(rows.series)),
        targets=_targets(rows),
        verdicts=_verdicts(line, yardstick),
        chart=chart_for(rows),
        corrections=_corrections(row),
        reopenings=tuple(row.reopenings.select_related("granted_by")),
        drafts=_drafts(rows) if reports else (),
        completeness=completeness_of(row),
        revisions=row.revision,
        may_record=reports,
        may_define=may_define(viewer),
        may_reopen=may_reopen(viewer),
    )


def _facts(rows: IndicatorRows, row: Indicator) -> tuple[tuple[str, str], ...]:
    """What the year's revision says; what nobody has entered yet is left out."""
    source = row.data_source
    if row.source_code:
        label = rows.source.label if rows.source else "belum terpasang"
        source = f"Diukur sistem: {label} ({row.source_code})"
    position = row.owner_position
    cap = row.display_cap
    facts = (
        ("Definisi operasional", row.definition),
        ("Rumus", row.formula),
        ("Pembilang", row.numerator_definition),
        ("Penyebut", row.denominator_definition),
        ("Satuan", row.measure),
        ("Jenis satuan", row.get_unit_type_display()),
        ("Jenis", row.get_level_type_display()),
        ("Arah", POLARITIES[Polarity(row.polarity)]),
        ("Triwulan menjadi tahun", AGGREGATIONS[Aggregation(row.aggregation)]),
        ("Cara mengisi", ENTRY_MODES[EntryMode(row.entry_mode)]),
        ("Penanggung jawab", row.owner.name if row.owner else "belum ditetapkan"),
        ("Jabatan penanggung jawab", position.title if position else ""),
        ("Sumber data", source),
        ("Cara mengumpulkan data", row.collection_method),
        ("Frekuensi", row.get_frequency_display()),
        ("Jeda terbit", f"{row.release_lag} hari" if row.release_lag else ""),
        ("Kondisi awal", _baseline(row)),
        ("Batas atas capaian", f"{format_percent(cap)} (khusus)" if cap is not None else ""),
        ("Arti target nol", ZERO_TARGETS[ZeroTarget(row.zero_target)] if row.zero_target else ""),
    )
    return tuple((label, text) for label, text in facts if text)


def _baseline(row: Indicator) -> str:
    if row.baseline_value is None:
        return ""
    return f"{figure_text(row, row.baseline_value)} ({row.baseline_year})"


def _drafts(rows: IndicatorRows) -> tuple[Span, ...]:
    """Periods whose figure somebody began and has not submitted."""
    return tuple(
        span_of(row)
        for series in rows.series
        for row in series.measurements.all()
        if row.state == Measurement.State.DRAFT
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
            verification=_verification(row),
            tone=TONES[Measurement.State(row.state)],
            versions=row.version,
        )
        for row in reversed(rows.measurements(series))
    ]
    return SeriesTable(series.name, series.is_current, tuple(found))


def _verification(row: Measurement) -> str:
    """The word beside a figure; nothing for one that was loaded from a published list."""
    return "" if row.state == Measurement.State.LOADED else str(row.get_state_display())


def _targets(rows: IndicatorRows) -> tuple[TargetRow, ...]:
    """Every target with its former versions; one more query when one was revised."""
    targets = sorted(rows.indicator.targets.all(), key=lambda row: (row.year, row.quarter))
    revised = [row for row in targets if row.version > 1]
    prefetch_related_objects(revised, "versions")
    former = {row.pk: tuple(row.versions.all())[:-1] for row in revised}
    return tuple(
        TargetRow(
            label=Span(row.year, row.quarter).label,
            text=goal_text(rows.indicator, Goal(row.value, row.upper)),
            basis=row.basis,
            is_example=row.is_example,
            former=former.get(row.pk, ()),
        )
        for row in targets
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
            text=judged_text(judged),
            band=yardstick.bands.classify(judged.value.value).name if judged.value else "",
            steps=(*figures.steps, *judged.steps),
        )
        for title, judged in parts
    )


def _corrections(indicator: Indicator) -> tuple[Correction, ...]:
    """The newest corrections, each beside the figure it took the place of. One query."""
    rows = MeasurementVersion.objects.filter(
        measurement__series__indicator=indicator, measurement__version__gt=1
    ).select_related("measurement", "recorded_by")
    by_place = {(row.measurement_id, row.number): row for row in rows}
    corrections = [
        Correction(
            at=row.recorded_at,
            actor=row.recorded_by.name if row.recorded_by else "",
            label=span_of(row.measurement).label,
            before=figure_or_state(indicator, by_place[row.measurement_id, row.number - 1]),
            after=figure_or_state(indicator, row),
            reason=row.reason,
        )
        for row in rows
        if row.number > 1
    ]
    return tuple(sorted(corrections, key=lambda row: row.at, reverse=True)[:CORRECTIONS_SHOWN])
