"""Targets as plan documents print them: a number, a range, an amount of rupiah or a predicate.

Blank is not zero: a missing target is a fault of the plan, a target of zero may be its promise
(vector 22 of the achievement table). What can be read in two ways is refused (vector 30) [D].
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sasando.rules.achievement import PredicateScale
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import NumberStyle, format_decimal, parse_decimal, parse_rupiah

LONGEST_LABEL: Final = 60

_BLANKS = re.compile(r"[\s\u00a0\u202f]+")
_NOTHING = re.compile(r"[-–—]?")
# A hyphen separates only after a digit, so that "-3" stays a number below zero.
_RANGE = re.compile(
    r"(?<=[\d%])\s*(?:[-–—]|s\.?\s*/?\s*d\.?(?![a-z])|sampai(?: dengan)?|hingga)\s*(?=[-\d]|rp)",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\s*(?:%|persen)$", re.IGNORECASE)
_RUPIAH = re.compile(r"-?\s*rp", re.IGNORECASE)
_LABEL = re.compile(r"[^\W\d_](?:[^\W\d_]|[ ()+/.'-])*")
_RUPIAH_TAIL = re.compile(r",-+(?=\s|$)")
_NOT_FINITE = re.compile(r"s?nan|inf(inity)?", re.IGNORECASE)


@dataclass(frozen=True)
class Target:
    """What a plan promises for one year: `value`, up to `upper` for a range, or a `label`.

    All empty means that the document leaves the target blank, which is never zero.
    """

    value: Decimal | None = None
    upper: Decimal | None = None
    label: str = ""

    def __post_init__(self) -> None:
        if self.value is not None and self.label:
            raise RuleInputError("label", Problem.NOT_ALLOWED_HERE, self.label)
        if self.upper is not None and self.value is None:
            raise RuleInputError("value", Problem.REQUIRED)
        if self.value is not None and self.upper is not None and self.upper < self.value:
            raise RuleInputError("upper", Problem.OUT_OF_ORDER, self.upper)

    @property
    def is_blank(self) -> bool:
        """Whether the document says nothing at all."""
        return self.value is None and not self.label

    @property
    def text(self) -> str:
        """As pages print it: "8,24", "80 – 90", "WTP"; empty when blank."""
        if self.value is None:
            return self.label
        low = format_decimal(self.value)
        return low if self.upper is None else f"{low} – {format_decimal(self.upper)}"


NO_TARGET: Final = Target()


def parse_target(
    text: str,
    *,
    style: NumberStyle = NumberStyle.UNDECLARED,
    scale: PredicateScale | None = None,
    measure: str = "",
    field: str = "target",
) -> Target:
    """Read one printed target: "8,24 %", "80 – 90", "7 s.d. 8", "Rp 1.234.567,-", "WTP".

    `measure` is the unit that may be printed behind it ("12 dokumen"). With a `scale` only its
    labels are known, in any case of letters; without one, words are kept as they stand. A blank
    or a lone hyphen gives a blank target.
    Raises RuleInputError (AMBIGUOUS_NUMBER, NOT_A_NUMBER, NOT_A_CHOICE, OUT_OF_ORDER) on `field`.
    """
    cleaned = _RUPIAH_TAIL.sub("", _BLANKS.sub(" ", text).strip())
    cleaned = _without_measure(cleaned, measure)
    if _NOTHING.fullmatch(cleaned):
        return NO_TARGET
    if scale is not None and not any(letter.isdigit() for letter in cleaned):
        return Target(label=_known_label(cleaned, scale, field))
    if _LABEL.fullmatch(cleaned) and not _NOT_FINITE.fullmatch(cleaned):
        return Target(label=_short_label(cleaned, field))
    low, high = _edges(cleaned)
    value = _number(low, style, field)
    upper = None if high is None else _number(high, style, field)
    if upper is not None and upper < value:
        raise RuleInputError(field, Problem.OUT_OF_ORDER, text)
    return Target(value, upper)


def _without_measure(text: str, measure: str) -> str:
    unit = _BLANKS.sub(" ", measure).strip()
    if unit and text.casefold().endswith(" " + unit.casefold()):
        return text[: -len(unit)].rstrip()
    return text


def _edges(text: str) -> tuple[str, str | None]:
    parts = _RANGE.split(text, maxsplit=1)
    return (parts[0], parts[1]) if len(parts) == 2 else (text, None)


def _number(text: str, style: NumberStyle, field: str) -> Decimal:
    if _RUPIAH.match(text):
        return parse_rupiah(text, field=field)
    return parse_decimal(_PERCENT.sub("", text), style=style, field=field)


def _known_label(text: str, scale: PredicateScale, field: str) -> str:
    known = {label.casefold(): label for label in scale.labels}
    if text.casefold() not in known:
        raise RuleInputError(field, Problem.NOT_A_CHOICE, text, scale.labels)
    return known[text.casefold()]


def _short_label(text: str, field: str) -> str:
    if len(text) > LONGEST_LABEL:
        raise RuleInputError(field, Problem.TOO_LONG, len(text))
    return text
