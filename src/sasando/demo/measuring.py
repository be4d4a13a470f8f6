"""Figures of the cast that a second person verified, returned, or has not looked at yet.

The last quarter has closed for most days of a year, so the mayor reopens it for three indicators,
with a written reason; everything goes through the real actions.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from sasando.core import clock
from sasando.core.models import User
from sasando.organization.queries import viewer_for
from sasando.planning.actions import Report, record_measurement
from sasando.planning.actions.verification import decide_measurement, reopen_period
from sasando.planning.closings import window_of
from sasando.planning.models import Indicator, Measurement, MeasurementDecision
from sasando.planning.periods import Span

if TYPE_CHECKING:
    from datetime import datetime

    from sasando.organization.queries import Viewer

VERIFIED, RETURNED, WAITING = "IKU-SAMPAH", "IKU-LAMA-IZIN", "IKU-STUNTING"
OPEN_DAYS: Final = 7
REASON: Final = "Rekap triwulan dari unit terlambat tiba (contoh)"
NOTE: Final = "Lampirkan rekap register perizinannya (contoh)"


def load_verification(now: datetime) -> None:
    """Report three figures of the last quarter once more; one verified, one returned."""
    if MeasurementDecision.objects.exists():
        return
    span = last_quarter(now)
    for code in (VERIFIED, RETURNED, WAITING):
        row = Measurement.objects.filter(
            series__indicator__code=code,
            series__is_current=True,
            year=span.year,
            quarter=span.quarter,
            value__isnull=False,
        ).first()
        if row is not None:
            _report_again(row, code, span, now)
    for code, verdict, note in (
        (VERIFIED, MeasurementDecision.Verdict.VERIFIED, ""),
        (RETURNED, MeasurementDecision.Verdict.RETURNED, NOTE),
    ):
        _decide(code, span, now, verdict=verdict, note=note)


def last_quarter(now: datetime) -> Span:
    """The newest quarter that has ended."""
    today = clock.local_day(now)
    running = (today.month + 2) // 3
    return Span(today.year, running - 1) if running > 1 else Span(today.year - 1, 4)


def _report_again(row: Measurement, code: str, span: Span, now: datetime) -> None:
    indicator = Indicator.objects.get(code=code)
    if not window_of(indicator, span, now).is_open:
        until = clock.local_day(now) + timedelta(days=OPEN_DAYS)
        reopen_period(
            viewer=_viewer("walikota", now), now=now, code=code, span=span, reason=REASON,
            until=until,
        )  # fmt: skip
    assert row.value is not None
    report = Report(
        year=span.year,
        quarter=span.quarter,
        source="Rekap unit, angka contoh",
        value=round(row.value + Decimal("0.3"), 2),
    )
    record_measurement(
        viewer=_viewer("perencana", now),
        now=now,
        code=code,
        report=report,
        reason="Rekap lengkap (contoh)",
    )


def _decide(code: str, span: Span, now: datetime, *, verdict: str, note: str) -> None:
    """The inspector's verdict on what was reported."""
    row = Measurement.objects.filter(
        series__indicator__code=code, series__is_current=True, state=Measurement.State.SUBMITTED
    ).first()
    if row is not None:
        decide_measurement(
            viewer=_viewer("pemeriksa", now), now=now, code=code, span=span, version=row.version,
            verdict=verdict, note=note,
        )  # fmt: skip


def _viewer(login: str, now: datetime) -> Viewer:
    return viewer_for(User.objects.get(username=login), clock.local_day(now))
