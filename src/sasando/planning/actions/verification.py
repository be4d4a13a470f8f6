"""A second person verifies a figure or sends it back, and the leaders reopen a closed period."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from sasando.core import audit, clock
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.planning.closings import window_of
from sasando.planning.errors import (
    NotWaitingForVerification,
    PeriodClosed,
    PeriodStillOpen,
    ReopeningUnexplained,
    ReturnUnexplained,
    VerifiesOneself,
)
from sasando.planning.guards import (
    DECIDES_ON_ONESELF,
    DECIDES_ON_SUBMITTED,
    DECISION_ONCE,
    PERIOD_IS_CLOSED,
    constraint_of,
)
from sasando.planning.indicator_access import may_reopen, may_verify
from sasando.planning.models import Indicator, Measurement, MeasurementDecision, PeriodReopening
from sasando.planning.periods import Span
from sasando.planning.policies import longest_reopening, verifying_on

if TYPE_CHECKING:
    from datetime import date, datetime

    from sasando.organization.queries import Viewer

Verdict = MeasurementDecision.Verdict
ACTIONS = {
    Verdict.VERIFIED: "measurement.verified",
    Verdict.RETURNED: "measurement.returned",
}


@transaction.atomic
def decide_measurement(
    *,
    viewer: Viewer,
    now: datetime,
    code: str,
    span: Span,
    version: int,
    verdict: str,
    note: str = "",
) -> MeasurementDecision:
    """Verify the submitted figure of a period, or return it with a note on what to mend.

    `version` is the one that was read: a figure changed meanwhile is not decided on. Raises
    NotFoundForViewer, NotPermitted, VerifiesOneself, NotWaitingForVerification, ReturnUnexplained,
    PeriodClosed.
    """
    indicator, row = _figure(code, span)
    if not may_verify(viewer, indicator, verifying_on(clock.local_day(now))):
        raise NotPermitted
    if row.recorded_by_id == viewer.person_id:
        raise VerifiesOneself
    if row.state != Measurement.State.SUBMITTED or row.version != version:
        raise NotWaitingForVerification(state=Measurement.State(row.state).label)
    if verdict == Verdict.RETURNED and not note.strip():
        raise ReturnUnexplained
    window = window_of(indicator, span, now)
    if not window.is_open:
        raise PeriodClosed(period=span.label, closed=window.last_moment)
    decision = _decided(viewer, row, Verdict(verdict), note.strip(), span)
    audit.record(
        actor=viewer,
        action=ACTIONS[Verdict(verdict)],
        subject_kind="indicator",
        subject_code=indicator.code,
        subject_label=f"{indicator.name}, {span.label}",
        after={"periode": span.label, "versi": version},
        reason=note.strip(),
    )
    return decision


def _figure(code: str, span: Span) -> tuple[Indicator, Measurement]:
    """The indicator and its current figure of a period, locked. Raises NotFoundForViewer."""
    row = (
        Measurement.objects.select_for_update(of=("self",))
        .select_related("series__indicator__owner")
        .filter(
            series__indicator__code=code,
            series__is_current=True,
            year=span.year,
            quarter=span.quarter,
        )
        .first()
    )
    if row is None:
        raise NotFoundForViewer(kind="realisasi")
    return row.series.indicator, row


def _decided(
    viewer: Viewer, row: Measurement, verdict: MeasurementDecision.Verdict, note: str, span: Span
) -> MeasurementDecision:
    title = viewer.main_post.shown_title if viewer.main_post else ""
    try:
        with transaction.atomic():
            return MeasurementDecision.objects.create(
                measurement=row,
                version=row.version,
                verdict=verdict,
                note=note,
                decided_by_id=viewer.person_id,
                decided_title=title,
            )
    except IntegrityError as failure:
        constraint = constraint_of(failure)
        if constraint == PERIOD_IS_CLOSED:
            raise PeriodClosed(period=span.label, closed="beberapa saat lalu") from failure
        if constraint == DECIDES_ON_ONESELF:
            raise VerifiesOneself from failure
        if constraint in (DECIDES_ON_SUBMITTED, DECISION_ONCE):
            raise NotWaitingForVerification(state="diputus") from failure
        raise


@transaction.atomic
def reopen_period(
    *, viewer: Viewer, now: datetime, code: str, span: Span, reason: str, until: date
) -> PeriodReopening:
    """Let one indicator's closed period take figures until the end of a day; leaders only.

    The exception with its reason stays on the indicator's page forever. Raises NotPermitted,
    NotFoundForViewer, PeriodStillOpen, ReopeningUnexplained.
    """
    if not may_reopen(viewer):
        raise NotPermitted
    indicator = Indicator.objects.filter(code=code).first()
    if indicator is None:
        raise NotFoundForViewer(kind="indikator")
    window = window_of(indicator, span, now)
    if window.is_open:
        raise PeriodStillOpen(period=span.label, until=window.last_moment)
    today = clock.local_day(now)
    days = longest_reopening(today)
    if not reason.strip() or not today <= until <= today + timedelta(days=days):
        raise ReopeningUnexplained(days=days)
    opening = PeriodReopening.objects.create(
        indicator=indicator,
        year=span.year,
        quarter=span.quarter,
        reason=reason.strip(),
        granted_by_id=viewer.person_id,
        granted_title=viewer.main_post.shown_title if viewer.main_post else "",
        open_until=clock.midnight_before(until + timedelta(days=1)),
    )
    audit.record(
        actor=viewer,
        action="period.reopened",
        subject_kind="indicator",
        subject_code=indicator.code,
        subject_label=f"{indicator.name}, {span.label}",
        after={"periode": span.label, "sampai": until.isoformat()},
        reason=reason.strip(),
    )
    return opening
