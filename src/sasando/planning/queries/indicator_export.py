"""The lists of indicators and figures as they can be loaded again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sasando.planning.imports.indicators import LINKS, exported
from sasando.planning.models import Indicator, Measurement
from sasando.planning.periods import Span
from sasando.planning.readings import trimmed
from sasando.planning.scales import scale_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sasando.core.listings.columns import Listing


def indicator_rows(listing: Listing, years: Collection[int]) -> Iterator[list[Any]]:
    """Every indicator with its targets of these years, as rows of its list. Two queries."""
    found = Indicator.objects.select_related(*LINKS).prefetch_related("targets").order_by("code")
    for row in found:
        targets = {
            Span(target.year, target.quarter): target
            for target in row.targets.all()
            if target.year in years
        }
        yield exported(row, targets, listing)


def measurement_rows(listing: Listing) -> Iterator[list[Any]]:
    """Every figure of the current series, as rows of its list, without drafts. One query."""
    found = (
        Measurement.objects.filter(series__is_current=True)
        .exclude(state=Measurement.State.DRAFT)
        .select_related("series__indicator")
        .order_by("series__indicator__code", "year", "quarter")
    )
    for row in found:
        indicator = row.series.indicator
        values: dict[str, Any] = {
            "code": indicator.code, "year": row.year, "quarter": row.quarter,
            "figure": _figure(indicator, row), "numerator": _exact(row.numerator),
            "denominator": _exact(row.denominator), "status": row.status, "source": row.source,
            "released_on": row.released_on, "reason": row.reason,
        }  # fmt: skip
        yield [values[column.name] for column in listing.columns]


def _figure(indicator: Indicator, row: Measurement) -> Any:
    """A figure as it is typed; a ratio is typed by its parts."""
    if row.value is None or row.numerator is not None:
        return ""
    scale = scale_of(indicator)
    return trimmed(row.value) if scale is None else scale.labels[int(row.value) - 1]


def _exact(value: Any) -> Any:
    return "" if value is None else trimmed(value)
