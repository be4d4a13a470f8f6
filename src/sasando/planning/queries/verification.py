"""Figures that wait for a second person, and what is known of one figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sasando.core import clock
from sasando.core.errors import NotFoundForViewer
from sasando.planning.closings import Window, Windows, window_of
from sasando.planning.indicator_access import (
    may_reopen,
    may_report,
    may_see_evidence,
    may_verify,
    waiting_for,
)
from sasando.planning.models import Indicator, Measurement
from sasando.planning.periods import Span
from sasando.planning.policies import longest_reopening, verifying_on
from sasando.planning.shown import TONES, figure_text
from sasando.rules.aggregation import Aggregation

if TYPE_CHECKING:
    from datetime import datetime

    from sasando.core.models import Attachment
    from sasando.organization.queries import Viewer
    from sasando.planning.models import (
        MeasurementDecision,
        MeasurementEvidence,
        MeasurementVersion,
        PeriodReopening,
    )

Status, State = Measurement.Status, Measurement.State
WAITING_SHOWN = 200


@dataclass(frozen=True)
class WaitingFigure:
    """One line of the queue: what was reported, by whom, and until when it can be verified."""

    indicator: Indicator
    row: Measurement
    window: Window
    files: int

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def span(self) -> Span:
        return Span(self.row.year, self.row.quarter)

    @property
    def text(self) -> str:
        """The figure with its unit, or why there is none."""
        return figure_or_state(self.indicator, self.row)

    @property
    def reporter(self) -> str:
        return self.row.recorded_by.name if self.row.recorded_by else ""


def figure_or_state(indicator: Indicator, row: Measurement | MeasurementVersion) -> str:
    """A figure with its unit, or why there is none, in words."""
    if row.value is None:
        return str(Status(row.status).label)
    return f"{figure_text(indicator, row.value)} {indicator.measure}"


def waiting_figures(viewer: Viewer, now: datetime) -> list[WaitingFigure]:
    """Submitted figures that are still open and may be verified by the viewer, oldest first.

    Four queries. At most 200; who has more filters by verifying.
    """
    rows = list(
        waiting_for(viewer, verifying_on(clock.local_day(now)))
        .select_related("series__indicator__owner", "recorded_by")
        .prefetch_related("evidence")
        .order_by("recorded_at")[:WAITING_SHOWN]
    )
    windows = Windows([row.series.indicator for row in rows], now)
    waiting = [
        WaitingFigure(
            indicator=row.series.indicator,
            row=row,
            window=windows.of(row.series.indicator, Span(row.year, row.quarter)),
            files=len([item for item in row.evidence.all() if item.version == row.version]),
        )
        for row in rows
    ]
    return [figure for figure in waiting if figure.window.is_open]


def open_windows(indicator: Indicator, now: datetime) -> list[Window]:
    """The periods of this year and the last that have ended and still take figures.

    At most two queries. A yearly indicator knows only whole years.
    """
    windows = Windows([indicator], now)
    year = clock.local_day(now).year
    yearly = indicator.aggregation == Aggregation.ANNUAL_ONLY
    spans = [
        Span(each, quarter)
        for each in (year, year - 1)
        for quarter in ((0,) if yearly else (4, 3, 2, 1, 0))
    ]
    today = clock.local_day(now)
    ended = [windows.of(indicator, span) for span in spans if span.last_day <= today]
    return [window for window in ended if window.is_open]


@dataclass(frozen=True)
class VersionView:
    """One version of a figure with its files and what a second person found."""

    version: MeasurementVersion
    text: str
    evidence: tuple[MeasurementEvidence, ...]
    decision: MeasurementDecision | None

    @property
    def reporter(self) -> str:
        return self.version.recorded_by.name if self.version.recorded_by else "dimuat dari daftar"


@dataclass(frozen=True)
class FigureView:
    """One period of an indicator: its figure with all that was said of it, and what may be done."""

    indicator: Indicator
    span: Span
    row: Measurement | None
    versions: tuple[VersionView, ...]
    reopenings: tuple[PeriodReopening, ...]
    window: Window
    may_correct: bool
    may_decide: bool
    may_reopen: bool
    longest_reopening: int
    shows_evidence: bool

    @property
    def text(self) -> str:
        return figure_or_state(self.indicator, self.row) if self.row else "belum ada angka"

    @property
    def state(self) -> str:
        """How far the figure is verified, in words."""
        return str(State(self.row.state).label) if self.row else ""

    @property
    def tone(self) -> str:
        return TONES[State(self.row.state)] if self.row else "neutral"


def figure_view(code: str, span: Span, *, viewer: Viewer, now: datetime) -> FigureView:
    """The figure of one period in the current series. Raises NotFoundForViewer."""
    indicator = _indicator(code)
    row = _row(indicator, span)
    reports = may_report(viewer, indicator) and not indicator.source_code
    if row is not None and row.state == State.DRAFT and not reports:
        row = None
    window = window_of(indicator, span, now)
    today = clock.local_day(now)
    checks = may_verify(viewer, indicator, verifying_on(today))
    is_over = span.is_over(now) or span.last_day == today
    return FigureView(
        indicator=indicator,
        span=span,
        row=row,
        versions=_versions(indicator, row) if row else (),
        reopenings=tuple(
            indicator.reopenings.filter(year=span.year, quarter=span.quarter).select_related(
                "granted_by"
            )
        ),
        window=window,
        may_correct=reports and window.is_open and is_over,
        may_decide=checks and window.is_open and _waits(row, viewer),
        may_reopen=may_reopen(viewer) and not window.is_open,
        longest_reopening=longest_reopening(today),
        shows_evidence=may_see_evidence(viewer, indicator),
    )


def evidence_file(code: str, span: Span, digest: str, *, viewer: Viewer) -> Attachment:
    """A file of a figure that the viewer may see. Raises NotFoundForViewer."""
    indicator = _indicator(code)
    row = _row(indicator, span)
    found = (
        row.evidence.select_related("attachment").filter(attachment__sha256=digest).first()
        if row
        else None
    )
    if found is None or not may_see_evidence(viewer, indicator):
        raise NotFoundForViewer(kind="bukti")
    return found.attachment


def _indicator(code: str) -> Indicator:
    found = (
        Indicator.objects.select_related("owner", "objective__mission").filter(code=code).first()
    )
    if found is None:
        raise NotFoundForViewer(kind="indikator")
    return found


def _row(indicator: Indicator, span: Span) -> Measurement | None:
    return (
        Measurement.objects.filter(
            series__indicator=indicator,
            series__is_current=True,
            year=span.year,
            quarter=span.quarter,
        )
        .select_related("recorded_by")
        .first()
    )


def _versions(indicator: Indicator, row: Measurement) -> tuple[VersionView, ...]:
    """Newest first; three queries."""
    decisions = {item.version: item for item in row.decisions.select_related("decided_by")}
    files: dict[int, list[MeasurementEvidence]] = {}
    for item in row.evidence.select_related("attachment"):
        files.setdefault(item.version, []).append(item)
    return tuple(
        VersionView(
            version=version,
            text=figure_or_state(indicator, version),
            evidence=tuple(files.get(version.number, ())),
            decision=decisions.get(version.number),
        )
        for version in row.versions.select_related("recorded_by").order_by("-number")
    )


def _waits(row: Measurement | None, viewer: Viewer) -> bool:
    return (
        row is not None and row.state == State.SUBMITTED and row.recorded_by_id != viewer.person_id
    )
