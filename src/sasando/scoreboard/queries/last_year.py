"""The same indicators a year before, in the same quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasando.core import clock
from sasando.planning.periods import Span
from sasando.planning.queries.indicators import yardstick_on

from .figures import Judge, rows_of_year

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sasando.planning.models import Indicator
    from sasando.rules.rollup_tree import Figure


def figures_before(
    indicators: Sequence[Indicator], span: Span, seen_at: datetime
) -> dict[int, Figure]:
    """The same indicators in the same quarter of last year, against the targets of that year."""
    year = span.year - 1
    day = min(Span(year, span.quarter).last_day, clock.local_day(seen_at))
    rows = list({row.pk: row for row in indicators}.values())
    judge = Judge(yardstick_on(year, seen_at))
    known = rows_of_year(rows, year, day)
    found: dict[int, Figure] = {}
    for row in rows:
        headline = judge(known[row.pk].said, known[row.pk].goals, known[row.pk].readings).headline
        found[row.pk] = headline.status if headline.value is None else headline.value.value
    return found
