"""Judging printed codes: what they are in their usual form, and what is odd about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sasando.rules.codes import (
    CITY_AUTHORITY,
    Level,
    parse_account_code,
    parse_agency_code,
    parse_nomenclature_code,
)
from sasando.rules.errors import RuleInputError

if TYPE_CHECKING:
    from collections.abc import Container, Sequence


class Judged(NamedTuple):
    """A value read from printed codes, and (trouble code, cell) for each thing that is odd."""

    value: Any
    troubles: tuple[tuple[str, str], ...] = ()


def judged_account(text: str, listed: Container[str]) -> Judged:
    """The normalised account, None when it is none; both printed widths are one account."""
    try:
        code = parse_account_code(text).text
    except RuleInputError:
        return Judged(None, (("account-malformed", text),))
    return Judged(code) if code in listed else Judged(code, (("account-unknown", text),))


def judged_agency(text: str) -> Judged:
    """An SKPD code; an unusual form is told and kept."""
    try:
        return Judged(parse_agency_code(text).text)
    except RuleInputError:
        return Judged(text, (("agency-malformed", text),))


def judged_activities(cells: Sequence[str], known: Container[str]) -> Judged:
    """The chain programme, activity, sub-activity as pairs of code and name.

    A chain may end at its activity (a real export has such a row); codes the nomenclature of the
    year does not know are kept.
    """
    pairs = [(cells[at], cells[at + 1]) for at in (0, 2, 4)]
    chain: list[tuple[str, str]] = []
    troubles: list[tuple[str, str]] = []
    for (text, name), level in zip(pairs, _LEVELS, strict=True):
        if not text:
            continue
        code, odd = _read(text, level, known)
        troubles += odd
        chain.append((code, name))
    gaps = [bool(text) for text, _name in pairs]
    if gaps not in _WHOLE:
        troubles.append(("activity-malformed", " / ".join(text for text, _name in pairs)))
        return Judged((), tuple(troubles))
    if gaps == _WITHOUT_SUB_ACTIVITY:
        troubles.append(("sub-activity-missing", pairs[1][0]))
    return Judged(tuple(chain), tuple(troubles))


_LEVELS = (Level.PROGRAMME, Level.ACTIVITY, Level.SUB_ACTIVITY)
_WITHOUT_SUB_ACTIVITY = [True, True, False]
_WHOLE = ([True, True, True], _WITHOUT_SUB_ACTIVITY, [False, False, False])


def _read(text: str, level: Level, known: Container[str]) -> tuple[str, list[tuple[str, str]]]:
    try:
        code = parse_nomenclature_code(text)
    except RuleInputError:
        return text, [("activity-malformed", text)]
    if code.level != level:
        return text, [("activity-malformed", text)]
    if level != Level.SUB_ACTIVITY:
        return code.text, []
    if code.authority != CITY_AUTHORITY:
        return code.text, [("authority-foreign", text)]
    return code.text, [] if code.stored in known else [("activity-unknown", text)]


def stored_code(code: str) -> str:
    """The code under which the nomenclature keeps it; itself when it is none."""
    try:
        return parse_nomenclature_code(code).stored
    except RuleInputError:
        return code
