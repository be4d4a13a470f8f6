"""Recording what was measured, and correcting it with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from sasando.core import audit, clock
from sasando.core.clock import DatabaseNow
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.organization.models import Duty
from sasando.planning.errors import (
    CorrectionUnexplained,
    MeasurementFromSystem,
    MeasurementIncomplete,
    MeasurementPeriodOpen,
    MeasurementPeriodUnknown,
)
from sasando.planning.models import Indicator, IndicatorSeries, Measurement
from sasando.planning.periods import Span
from sasando.planning.scales import label_at, scale_of
from sasando.planning.shown import figure_text
from sasando.rules.aggregation import Aggregation

from .examples import ratio

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from sasando.organization.queries import Viewer

FIRST_YEAR = 2000
OWN_SERIES = "pencatatan perencana"
Status = Measurement.Status


@dataclass(frozen=True)
class Report:
    """What a planner reports of one period; a blank has a status that says why.

    A ratio of sums is reported by its parts, and its value follows from them.
    """

    year: int
    quarter: int
    source: str
    status: str = Status.REPORTED
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def span(self) -> Span:
        return Span(self.year, self.quarter)


@transaction.atomic
def record_measurement(
    *, viewer: Viewer, now: datetime, code: str, report: Report, reason: str = ""
) -> Measurement:
    """Write down or correct the figure of one period in the current series; planners only.

    A second report of the same period is a correction and needs a reason; one that changes
    nothing leaves everything as it is. Raises NotPermitted, NotFoundForViewer,
    MeasurementFromSystem, MeasurementPeriodUnknown, MeasurementPeriodOpen, MeasurementIncomplete,
    CorrectionUnexplained.
    """
    if not viewer.has(Duty.PLANNER):
        raise NotPermitted
    # The lock keeps two planners from reporting the same period at once.
    indicator = Indicator.objects.select_for_update(of=("self",)).filter(code=code).first()
    if indicator is None:
        raise NotFoundForViewer(kind="indikator")
    _refuse_wrong_period(indicator, report, now)
    wanted = _contents(indicator, report)
    row = Measurement(series=_current_series(indicator), year=report.year, quarter=report.quarter)
    standing = Measurement.objects.filter(
        series=row.series, year=row.year, quarter=row.quarter
    ).first()
    if standing is None:
        return _write(viewer=viewer, indicator=indicator, row=row, wanted=wanted)
    if all(getattr(standing, name) == value for name, value in wanted.items()):
        return standing
    if not reason.strip():
        raise CorrectionUnexplained(period=report.span.label)
    return _write(
        viewer=viewer, indicator=indicator, row=standing, wanted=wanted, reason=reason.strip()
    )


def _refuse_wrong_period(indicator: Indicator, report: Report, now: datetime) -> None:
    if indicator.source_code:
        raise MeasurementFromSystem(code=indicator.code)
    today = clock.local_day(now)
    yearly = indicator.aggregation == Aggregation.ANNUAL_ONLY
    quarters = (0,) if yearly else range(5)
    if report.quarter not in quarters or not FIRST_YEAR <= report.year <= today.year:
        raise MeasurementPeriodUnknown(code=indicator.code)
    if report.span.last_day > today:
        raise MeasurementPeriodOpen(period=report.span.label, day=report.span.last_day)


def _contents(indicator: Indicator, report: Report) -> dict[str, Any]:
    """The columns of the row. Raises MeasurementIncomplete."""
    parts = (report.numerator, report.denominator)
    given = [part for part in (report.value, *parts) if part is not None]
    blank = report.status != Status.REPORTED
    if not report.source.strip() or report.status not in Status.values or blank == bool(given):
        raise MeasurementIncomplete(code=indicator.code)
    value = None if blank else _value(indicator, report)
    return {
        "status": report.status,
        "value": value,
        "numerator": report.numerator,
        "denominator": report.denominator,
        "source": report.source.strip(),
        "is_example": indicator.is_example,
    }


def _value(indicator: Indicator, report: Report) -> Decimal:
    """The figure of the period, computed where it is a ratio. Raises MeasurementIncomplete."""
    scale = scale_of(indicator)
    if indicator.aggregation == Aggregation.RATIO_OF_SUMS:
        above, below = report.numerator, report.denominator
        if report.value is None and above is not None and below is not None and below > 0:
            return ratio(above, below)
    elif report.value is not None and report.numerator is None and report.denominator is None:
        on_scale = scale is None or label_at(scale, report.value) is not None
        if on_scale:
            return report.value
    raise MeasurementIncomplete(code=indicator.code)


def _current_series(indicator: Indicator) -> IndicatorSeries:
    series = indicator.series.filter(is_current=True).first()
    return series or IndicatorSeries.objects.create(
        indicator=indicator, name=OWN_SERIES, is_current=True
    )


def _write(
    *,
    viewer: Viewer,
    indicator: Indicator,
    row: Measurement,
    wanted: dict[str, Any],
    reason: str = "",
) -> Measurement:
    span = Span(row.year, row.quarter)
    before = _told(indicator, row, span) if row.pk else None
    for name, value in wanted.items():
        setattr(row, name, value)
    if row.pk:
        row.recorded_at = DatabaseNow()
    row.save()
    row.refresh_from_db()
    audit.record(
        actor=viewer,
        action="measurement.corrected" if before else "measurement.recorded",
        subject_kind="indicator",
        subject_code=indicator.code,
        subject_label=f"{indicator.name}, {span.label}",
        before=before,
        after=_told(indicator, row, span),
        reason=reason,
    )
    return row


def _told(indicator: Indicator, row: Measurement, span: Span) -> dict[str, Any]:
    """The row as the audit trail keeps it: exact figures as text."""
    shown = figure_text(indicator, row.value)
    exact = {
        name: None if getattr(row, name) is None else str(getattr(row, name))
        for name in ("value", "numerator", "denominator")
    }
    return {
        "periode": span.label,
        "tertulis": shown if row.value is not None else Status(row.status).label,
        "keadaan": row.status,
        "nilai": exact["value"],
        "pembilang": exact["numerator"],
        "penyebut": exact["denominator"],
        "sumber": row.source,
    }
