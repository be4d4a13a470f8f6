"""The shape of an indicator over time: its last periods as a small line, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sasando.rules.aggregation import Aggregation

from .readings import known_in, span_of
from .shown import figure_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from .models import Indicator, Measurement
    from .periods import Span

LONGEST = 8


@dataclass(frozen=True)
class Trend:
    """Values of consecutive periods, oldest first; a period without figure is a gap (None)."""

    values: tuple[Decimal | None, ...]
    labels: tuple[str, ...]
    target: Decimal | None
    finding: str


def trend_of(
    indicator: Indicator, rows: Sequence[Measurement], target: Decimal | None
) -> Trend | None:
    """The last periods of a series; None when there are not two figures to join.

    A series with quarters is drawn by quarters, since a year among them is their sum or end; the
    target of a year is not drawn beside quarters that are summed.
    """
    quarterly = any(row.quarter for row in rows)
    if quarterly and indicator.aggregation == Aggregation.SUM:
        target = None
    known = {
        span_of(row): found.value
        for row in rows
        if bool(row.quarter) == quarterly
        for found in known_in(row)
    }
    if len(known) < 2:
        return None
    spans = _consecutive(min(known), max(known))[-LONGEST:]
    return Trend(
        values=tuple(known.get(span) for span in spans),
        labels=tuple(span.label for span in spans),
        target=target,
        finding=finding_of(indicator, {span: known[span] for span in spans if span in known}),
    )


def finding_of(indicator: Indicator, known: dict[Span, Decimal]) -> str:
    """What a series shows, in words: "Naik dari 81,91 (2020) ke 83,21 (2024)"."""
    if not known:
        return "Belum ada nilai"
    first, last = min(known), max(known)
    end = f"{figure_text(indicator, known[last])} ({last.label})"
    if first == last:
        return end
    start = f"{figure_text(indicator, known[first])} ({first.label})"
    if known[first] == known[last]:
        return f"Tetap {start} sampai {last.label}"
    return f"{'Naik' if known[last] > known[first] else 'Turun'} dari {start} ke {end}"


def _consecutive(first: Span, last: Span) -> list[Span]:
    spans = [first]
    while spans[-1] < last:
        spans.append(spans[-1].following)
    return spans
