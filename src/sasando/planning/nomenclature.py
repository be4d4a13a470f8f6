"""Codes of the official nomenclature (Permendagri 90/2019 and its updates) [V].

`U.BB.PP.J.KK.SSSS`: affair, field, programme, authority with activity, sub-activity. The fourth
segment is the authority and makes no level of its own, so no code has four segments.
"""

from __future__ import annotations

import re

from .models import NomenclatureNode

Level = NomenclatureNode.Level
SUPPORT = "X.XX.01"
_CODE = re.compile(
    r"(?:[1-9]|X)(?:\.(?:\d{2}|XX)(?:\.\d{2}(?:\.\d\.\d{2}(?:\.\d{4})?)?)?)?", re.ASCII
)
_LEVELS = {
    1: Level.AFFAIR,
    2: Level.FIELD,
    3: Level.PROGRAMME,
    5: Level.ACTIVITY,
    6: Level.SUB_ACTIVITY,
}
_PARENT_SEGMENTS = {1: 0, 2: 1, 3: 2, 5: 3, 6: 5}


def level_of(code: str) -> NomenclatureNode.Level | None:
    """The level a code stands on, or None when it is no code of this nomenclature."""
    return _LEVELS[len(code.split("."))] if _CODE.fullmatch(code) else None


def parent_of(code: str) -> str:
    """The code one level up; empty for an affair."""
    segments = code.split(".")
    return ".".join(segments[: _PARENT_SEGMENTS[len(segments)]])


def stored_code(code: str) -> str:
    """The code under which a row stands: support programmes `2.11.01…` are kept as `X.XX.01…`.

    Budget documents print the support programme with the agency's first field, the nomenclature
    keeps it once.
    """
    segments = code.split(".")
    if len(segments) >= 3 and segments[2] == "01":
        return ".".join(["X", "XX", *segments[2:]])
    return code
