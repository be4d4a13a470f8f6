"""Numbers and dates as Indonesian offices write them: decimal comma, dots between groups of three.

A wrongly read dot turns 1,5 billion rupiah into fifteen, so what can be read in two ways is
refused (vector 30 of the achievement table) [D]. Everything is Decimal; rounding is half up.
"""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from sasando.rules.errors import Problem, RuleInputError

LARGEST_DIGITS = 18  # digits before the decimal sign: a city budget in rupiah has 13
SMALLEST_DIGITS = 9  # digits after it

_ROUNDING = Context(prec=60, rounding=ROUND_HALF_UP)
_MAX_TEXT = 40
_MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
_BLANKS = re.compile(r"[\s\u00a0\u202f]+")
_NOT_FINITE = re.compile(r"[+-]?(s?nan\d*|inf(inity)?)", re.IGNORECASE)
_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?")
_UNGROUPED = re.compile(r"-?[0-9]+(,[0-9]+)?")
_ONE_GROUP = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
_DOT_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")
_RUPIAH_SIGN = re.compile(r"^(-?)\s*Rp\.?\s*", re.IGNORECASE)
_RUPIAH_TAIL = re.compile(r",-+$")


class NumberStyle(StrEnum):
    """How the writer of a column of numbers separates groups and decimals."""

    UNDECLARED = "UNDECLARED"
    INDONESIAN = "INDONESIAN"
    PLAIN = "PLAIN"  # decimal point, no groups: JSON and program exports


def parse_decimal(
    text: str, *, style: NumberStyle = NumberStyle.UNDECLARED, field: str = "value"
) -> Decimal:
    """Read one number. "8,24" and "1.234,5" are clear; "1.234" needs a declared style.

    Raises RuleInputError (AMBIGUOUS_NUMBER, DOT_IS_NOT_DECIMAL, NOT_A_NUMBER, NOT_FINITE,
    OUT_OF_RANGE) with `field` as its field.
    """
    cleaned = text.strip().replace("\u2212", "-")
    if _NOT_FINITE.fullmatch(cleaned):
        raise RuleInputError(field, Problem.NOT_FINITE, text)
    if style is NumberStyle.PLAIN:
        return _bounded(cleaned, _PLAIN, field)
    if _ONE_GROUP.fullmatch(cleaned) and style is NumberStyle.UNDECLARED:
        raise RuleInputError(field, Problem.AMBIGUOUS_NUMBER, text)
    if _GROUPED.fullmatch(cleaned) or _UNGROUPED.fullmatch(cleaned):
        return _bounded(cleaned.replace(".", "").replace(",", "."), _PLAIN, field)
    if _DOT_DECIMAL.fullmatch(cleaned):
        raise RuleInputError(field, Problem.DOT_IS_NOT_DECIMAL, text)
    raise RuleInputError(field, Problem.NOT_A_NUMBER, text)


def parse_rupiah(text: str, *, field: str = "amount") -> Decimal:
    """Read an amount of rupiah: "Rp 1.234.567", "1234567", "1.234,50", "Rp 5.000,-".

    Dots are only ever groups of three, so "1.234" is one thousand two hundred thirty-four and
    "1.50" is refused.
    """
    cleaned = _BLANKS.sub(" ", text).strip().replace("\u2212", "-")
    cleaned = _RUPIAH_TAIL.sub("", _RUPIAH_SIGN.sub(r"\1", cleaned))
    return parse_decimal(cleaned, style=NumberStyle.INDONESIAN, field=field)


def checked(value: Decimal, field: str) -> Decimal:
    """`value` when it is finite and of a size the rules compute exactly, else a refusal."""
    if not value.is_finite():
        raise RuleInputError(field, Problem.NOT_FINITE, value)
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else 0
    if value and (value.adjusted() >= LARGEST_DIGITS or decimals > SMALLEST_DIGITS):
        raise RuleInputError(field, Problem.OUT_OF_RANGE, value)
    return value if value else Decimal(0)


def round_half_up(value: Decimal, places: int = 2) -> Decimal:
    """Round as offices do: 0.005 becomes 0.01, whatever the surrounding decimal context."""
    rounded = value.quantize(Decimal(1).scaleb(-places), context=_ROUNDING)
    return rounded if rounded else abs(rounded)


def format_decimal(value: Decimal, places: int | None = None) -> str:
    """1234.5 as "1.234,5"; with `places`, rounded half up to that many decimals."""
    shown = value if places is None else round_half_up(value, places)
    whole, _, fraction = f"{shown:,f}".partition(".")
    whole = whole.replace(",", ".")
    return f"{whole},{fraction}" if fraction else whole


def format_rupiah(amount: Decimal | int) -> str:
    """1234567 as "Rp 1.234.567"; sen are shown only when there are some."""
    exact = Decimal(amount)
    places = 0 if exact == exact.to_integral_value() else 2
    sign = "-" if exact < 0 else ""
    return f"{sign}Rp {format_decimal(abs(exact), places)}"


def format_percent(value: Decimal, places: int = 2) -> str:
    """97.94 as "97,94 %"."""
    return f"{format_decimal(value, places)} %"


def format_date(day: date) -> str:
    """2026-03-06 as "6 Maret 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _bounded(plain: str, pattern: re.Pattern[str], field: str) -> Decimal:
    if len(plain) > _MAX_TEXT:
        raise RuleInputError(field, Problem.OUT_OF_RANGE, plain)
    if not pattern.fullmatch(plain):
        raise RuleInputError(field, Problem.NOT_A_NUMBER, plain)
    return checked(Decimal(plain), field)
