"""A place as pages and papers show it: words and shape of its class, what the country expects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sasando.budget.curves import MONTH_WORDS
from sasando.budget.queries.reference import quarter_end
from sasando.rules.absorption import WARNING_WORDS, EarlyWarning
from sasando.rules.forecast import LACKING_WORDS, METHOD_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from sasando.budget.queries.early_warning import Point, Standing
    from sasando.budget.queries.execution import Basis
    from sasando.rules.forecast import Forecast, Method

TONES: Final = {
    EarlyWarning.GREEN: "good",
    EarlyWarning.YELLOW: "attention",
    EarlyWarning.ORANGE: "accent",
    EarlyWarning.RED: "bad",
    EarlyWarning.GREY: "local",
}


@dataclass(frozen=True)
class MonthRow:
    """A month of a curve's table; `expected` is the national share in percent, at quarter ends."""

    month: str
    point: Point
    capital: Point | None
    expected: Decimal | None
    expected_capital: Decimal | None


def shown(row: Standing, basis: Basis) -> dict[str, Any]:
    """A place with the words and shape of its class, and its last quarter beside the reference."""
    return {
        "row": row,
        "word": WARNING_WORDS[row.warning],
        "tone": TONES[row.warning],
        "quarter": quarter_end(row, basis.quarter, basis.reference.spending),
        "capital": quarter_end(row.capital, basis.quarter, basis.reference.capital),
    }


def month_rows(row: Standing, basis: Basis) -> list[MonthRow]:
    """The table beside the curves."""
    reference = basis.reference
    capital: list[Point | None] = [None] * len(row.curve)
    if row.capital is not None:
        capital = list(row.capital.curve)
    return [
        MonthRow(
            month=MONTH_WORDS[point.month - 1],
            point=point,
            capital=part,
            expected=None if point.month % 3 else reference.spending[point.month // 3 - 1],
            expected_capital=None if point.month % 3 else reference.capital[point.month // 3 - 1],
        )
        for point, part in zip(row.curve, capital, strict=True)
    ]


def forecast_rows(
    forecasts: Sequence[Forecast], errors: Mapping[Method, Decimal | None]
) -> list[dict[str, Any]]:
    """The four methods with their names, what they lack, and how far they were off before."""
    return [
        {
            "name": METHOD_WORDS[row.method],
            "forecast": row,
            "lacking": LACKING_WORDS[row.lacking] if row.lacking else "",
            "error": errors.get(row.method),
        }
        for row in forecasts
    ]
