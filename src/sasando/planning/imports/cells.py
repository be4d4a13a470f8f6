"""Reading the cells of a plan: targets, baselines, own numbers of goals."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from sasando.core.listings.cells import CellRefused, NumberText, text
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import NumberStyle
from sasando.rules.targets import Target, parse_target

DECIMALS: Final = 4
WHOLE_DIGITS: Final = 16
BASELINE: Final = 60


def target(cell: str) -> Target | None:
    """One target: "8,24", "80-90", "WTP"; a lone hyphen says as little as a blank.

    Raises RuleInputError, and CellRefused for a figure finer than is kept.
    """
    plain = isinstance(cell, NumberText)
    found = parse_target(cell, style=NumberStyle.PLAIN if plain else NumberStyle.UNDECLARED)
    for value in (found.value, found.upper):
        if value is not None:
            _check_size(value)
    return None if found.is_blank else found


def baseline(cell: str) -> str:
    """The state at the beginning, as the document prints it."""
    return text(BASELINE)(cell.replace(".", ",") if isinstance(cell, NumberText) else cell)


def _check_size(value: Decimal) -> None:
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > DECIMALS:
        raise CellRefused("number-too-fine", limit=DECIMALS)
    if value and value.adjusted() >= WHOLE_DIGITS:
        raise RuleInputError("target", Problem.OUT_OF_RANGE, value)
