"""Writing down what was measured with its evidence, correcting it, submitting it for a check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from sasando.core import audit, clock
from sasando.core.attachments import store
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.planning.closings import window_of
from sasando.planning.errors import (
    CorrectionUnexplained,
    DraftNotPossible,
    MeasurementFromSystem,
    MeasurementIncomplete,
    MeasurementPeriodOpen,
    MeasurementPeriodUnknown,
    PeriodClosed,
    ReasonMissing,
    RunningTotalFalls,
)
from sasando.planning.guards import (
    PERIOD_IS_CLOSED,
    REPORTED_ONCE,
    RUNNING_TOTAL_FALLS,
    constraint_of,
)
from sasando.planning.indicator_access import may_report
from sasando.planning.models import (
    Indicator,
    IndicatorSeries,
    Measurement,
    MeasurementEvidence,
)
from sasando.planning.periods import Span
from sasando.planning.scales import label_at, scale_of
from sasando.planning.shown import figure_text
from sasando.rules.aggregation import Aggregation

from .examples import ratio

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from django.core.files.uploadedfile import UploadedFile

    from sasando.organization.queries import Viewer

FIRST_YEAR = 2000
OWN_SERIES = "pencatatan perencana"
RELEASED = "Angka resmi terbit"
Status, State = Measurement.Status, Measurement.State


@dataclass(frozen=True)
class Report:
    """What is reported of one period; a blank has a status that says why.

    A ratio of sums is reported by its parts, and its value follows from them. `released_on` is the
    day its publisher released the figure, where there is one.
    """

    year: int
    quarter: int
    source: str
    status: str = Status.REPORTED
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    released_on: date | None = None

    @property
    def span(self) -> Span:
        return Span(self.year, self.quarter)


@transaction.atomic
def record_measurement(
    *,
    viewer: Viewer,
    now: datetime,
    code: str,
    report: Report,
    reason: str = "",
    uploads: Sequence[UploadedFile] = (),
    is_draft: bool = False,
) -> Measurement:
    """Write down, correct or release the figure of one period in the current series.

    It then waits for a second person. A second report of a submitted figure is a correction and
    needs a reason, unless it releases one that was not published yet; a draft is written over; the
    same report again changes nothing but adds its files. Raises NotPermitted, NotFoundForViewer,
    MeasurementFromSystem, MeasurementPeriodUnknown, MeasurementPeriodOpen, MeasurementIncomplete,
    PeriodClosed, ReasonMissing, CorrectionUnexplained, DraftNotPossible, RunningTotalFalls,
    AttachmentRefused.
    """
    # The lock keeps two people from reporting the same period at once.
    indicator = Indicator.objects.select_for_update(of=("self",)).filter(code=code).first()
    if not viewer.posts or (indicator is not None and not may_report(viewer, indicator)):
        raise NotPermitted
    if indicator is None:
        raise NotFoundForViewer(kind="indikator")
    refuse_wrong_period(indicator, report, now)
    wanted = contents_of(indicator, report)
    row = Measurement(series=current_series(indicator), year=report.year, quarter=report.quarter)
    standing = Measurement.objects.filter(
        series=row.series, year=row.year, quarter=row.quarter
    ).first()
    if standing is None or not _says_the_same(standing, wanted, is_draft=is_draft):
        # First what no reason can mend.
        _refuse_closed(indicator, report.span, now)
        _refuse_unexplained(standing, report, reason.strip(), is_draft=is_draft)
        wanted["state"] = State.DRAFT if is_draft else State.SUBMITTED
        row = _write(
            viewer=viewer,
            indicator=indicator,
            row=standing or row,
            wanted=wanted,
            reason=_reason(standing, report, reason.strip()),
        )
    else:
        row = standing
    if uploads:
        _refuse_closed(indicator, report.span, now)
        _keep_evidence(viewer=viewer, indicator=indicator, row=row, uploads=uploads)
    return row


def refuse_wrong_period(indicator: Indicator, report: Report, now: datetime) -> None:
    """Raises MeasurementFromSystem, MeasurementPeriodUnknown, MeasurementPeriodOpen."""
    if indicator.source_code:
        raise MeasurementFromSystem(code=indicator.code)
    today = clock.local_day(now)
    yearly = indicator.aggregation == Aggregation.ANNUAL_ONLY
    quarters = (0,) if yearly else range(5)
    if report.quarter not in quarters or not FIRST_YEAR <= report.year <= today.year:
        raise MeasurementPeriodUnknown(code=indicator.code)
    if report.span.last_day > today:
        raise MeasurementPeriodOpen(period=report.span.label, day=report.span.last_day)


def contents_of(indicator: Indicator, report: Report) -> dict[str, Any]:
    """The columns of the row. Raises MeasurementIncomplete."""
    parts = (report.numerator, report.denominator)
    given = [part for part in (report.value, *parts) if part is not None]
    blank = report.status != Status.REPORTED
    if not report.source.strip() or report.status not in Status.values or blank == bool(given):
        raise MeasurementIncomplete(code=indicator.code)
    return {
        "status": report.status,
        "value": None if blank else _value(indicator, report),
        "numerator": report.numerator,
        "denominator": report.denominator,
        "source": report.source.strip(),
        "released_on": report.released_on,
    }


def current_series(indicator: Indicator) -> IndicatorSeries:
    """The series that takes new figures; made when the indicator has none."""
    series = indicator.series.filter(is_current=True).first()
    return series or IndicatorSeries.objects.create(
        indicator=indicator, name=OWN_SERIES, is_current=True
    )


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


def _says_the_same(standing: Measurement, wanted: dict[str, Any], *, is_draft: bool) -> bool:
    submits = standing.state == State.DRAFT and not is_draft
    return not submits and all(getattr(standing, name) == v for name, v in wanted.items())


def _refuse_unexplained(
    standing: Measurement | None, report: Report, reason: str, *, is_draft: bool
) -> None:
    if report.status == Status.NOT_APPLICABLE and not reason:
        raise ReasonMissing(period=report.span.label)
    if standing is None or standing.state == State.DRAFT:
        return
    if is_draft:
        raise DraftNotPossible
    if not reason and not _releases(standing, report):
        raise CorrectionUnexplained(period=report.span.label)


def _refuse_closed(indicator: Indicator, span: Span, now: datetime) -> None:
    window = window_of(indicator, span, now)
    if not window.is_open:
        raise PeriodClosed(period=span.label, closed=window.last_moment)


def _releases(standing: Measurement, report: Report) -> bool:
    return standing.status == Status.NOT_RELEASED and report.status == Status.REPORTED


def _reason(standing: Measurement | None, report: Report, reason: str) -> str:
    if not reason and standing is not None and _releases(standing, report):
        return RELEASED
    return reason


def _write(
    *,
    viewer: Viewer,
    indicator: Indicator,
    row: Measurement,
    wanted: dict[str, Any],
    reason: str,
) -> Measurement:
    span = Span(row.year, row.quarter)
    corrects = row.pk is not None and row.state != State.DRAFT
    before = told_of(indicator, row) if corrects else None
    for name, value in {**wanted, "reason": reason, "recorded_by_id": viewer.person_id}.items():
        setattr(row, name, value)
    if row.pk is None:
        row.is_example = indicator.is_example
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as failure:
        _refuse(failure, span)
        raise
    row.refresh_from_db()
    audit.record(
        actor=viewer,
        action=_action(row, corrects=corrects),
        subject_kind="indicator",
        subject_code=indicator.code,
        subject_label=f"{indicator.name}, {span.label}",
        before=before,
        after=told_of(indicator, row),
        reason=reason,
    )
    return row


def _refuse(failure: IntegrityError, span: Span) -> None:
    """The database had the last word; say it as a refusal when it is one of the rules."""
    constraint = constraint_of(failure)
    if constraint == PERIOD_IS_CLOSED:
        raise PeriodClosed(period=span.label, closed="beberapa saat lalu") from failure
    if constraint == REPORTED_ONCE:
        # A list that was loaded in the same moment brought the period first.
        raise CorrectionUnexplained(period=span.label) from failure
    if constraint == RUNNING_TOTAL_FALLS:
        raise RunningTotalFalls(period=span.label) from failure


def _action(row: Measurement, *, corrects: bool) -> str:
    if corrects:
        return "measurement.corrected"
    return "measurement.drafted" if row.state == State.DRAFT else "measurement.recorded"


def _keep_evidence(
    *, viewer: Viewer, indicator: Indicator, row: Measurement, uploads: Sequence[UploadedFile]
) -> None:
    """Keep files with the newest version; one that is there already is not kept twice."""
    files = [(upload.name or "", store(upload=upload, by_id=viewer.user_id)) for upload in uploads]
    MeasurementEvidence.objects.bulk_create(
        (
            MeasurementEvidence(
                measurement=row, version=row.version, attachment=attachment, name=name[-120:]
            )
            for name, attachment in files
        ),
        ignore_conflicts=True,
    )
    audit.record(
        actor=viewer,
        action="measurement.evidence-added",
        subject_kind="indicator",
        subject_code=indicator.code,
        subject_label=f"{indicator.name}, {Span(row.year, row.quarter).label}",
        after={"berkas": [attachment.sha256 for _name, attachment in files]},
    )


def told_of(indicator: Indicator, row: Measurement) -> dict[str, Any]:
    """The row as the audit trail keeps it: exact figures as text."""
    exact = {
        name: None if getattr(row, name) is None else str(getattr(row, name))
        for name in ("value", "numerator", "denominator")
    }
    shown = figure_text(indicator, row.value)
    return {
        "periode": Span(row.year, row.quarter).label,
        "tertulis": shown if row.value is not None else Status(row.status).label,
        "keadaan": row.status,
        "nilai": exact["value"],
        "pembilang": exact["numerator"],
        "penyebut": exact["denominator"],
        "sumber": row.source,
    }
