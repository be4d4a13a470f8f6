"""Series of indicators, made when they are first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .models import Indicator, IndicatorSeries

if TYPE_CHECKING:
    from collections.abc import Iterable


def series_by_name(
    wanted: Iterable[tuple[Indicator, str]],
) -> dict[tuple[int, str], IndicatorSeries]:
    """The series of these indicators by (indicator id, name); those that are missing are made."""
    pairs = dict.fromkeys(wanted)
    IndicatorSeries.objects.bulk_create(
        (IndicatorSeries(indicator=indicator, name=name) for indicator, name in pairs),
        ignore_conflicts=True,
    )
    ids = {indicator.pk for indicator, _name in pairs}
    return {
        (row.indicator_id, row.name): row
        for row in IndicatorSeries.objects.filter(indicator_id__in=ids)
    }
