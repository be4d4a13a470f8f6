"""Loading the list of indicators with their targets, and the list of their figures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import IntegrityError

from sasando.core.listings.loading import Loading, load_content, trace_file
from sasando.organization.errors import ImportOverlaps
from sasando.planning.errors import PeriodClosed
from sasando.planning.guards import PERIOD_IS_CLOSED, constraint_of
from sasando.planning.imports.indicator_columns import MEASUREMENTS, indicator_listing
from sasando.planning.imports.indicators import IndicatorImport
from sasando.planning.imports.measurements import MeasurementImport
from sasando.planning.indicator_access import require_may_define

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sasando.core.listings.report import Report
    from sasando.organization.queries import Viewer

LOCK = "sasando.planning.indicators.import"


def import_indicators(
    *, viewer: Viewer, now: datetime, years: Sequence[int], content: bytes, apply: bool
) -> Report:
    """Judge a list of indicators with targets of these years and, with `apply`, load it whole.

    Raises NotPermitted, and ImportOverlaps when somebody changed the same indicators meanwhile; a
    wrong file raises nothing, its report says what to mend.
    """
    require_may_define(viewer)
    listing = indicator_listing(years)
    make = partial(IndicatorImport, listing=listing, years=years, viewer=viewer, now=now)
    trace = partial(
        trace_file, viewer, action="indicator.imported", kind="indicator", code=listing.code,
        label=listing.title,
    )  # fmt: skip
    return _load(Loading(listing, make, LOCK, trace), content, apply=apply)


def import_measurements(*, viewer: Viewer, now: datetime, content: bytes, apply: bool) -> Report:
    """Judge a list of figures and, with `apply`, load it whole; they wait for a second person.

    Figures of periods before measuring in Sasando began are history and stand as loaded. Raises
    NotPermitted, and PeriodClosed or ImportOverlaps when a period closed or was reported between
    judging and writing.
    """
    require_may_define(viewer)
    trace = partial(
        trace_file, viewer, action="measurement.imported", kind="indicator",
        code=MEASUREMENTS.code, label=MEASUREMENTS.title,
    )  # fmt: skip
    make = partial(MeasurementImport, viewer=viewer, now=now)
    return _load(Loading(MEASUREMENTS, make, LOCK, trace), content, apply=apply)


def _load(loading: Loading, content: bytes, *, apply: bool) -> Report:
    """What the database refuses between judging and writing is said as a refusal, too."""
    try:
        return load_content(loading, content, apply=apply)
    except IntegrityError as failure:
        if constraint_of(failure) == PERIOD_IS_CLOSED:
            raise PeriodClosed(
                period="Salah satu periode", closed="beberapa saat lalu"
            ) from failure
        raise ImportOverlaps from failure
