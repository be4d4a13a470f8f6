"""Codes of the official nomenclature as its rows hold them; `rules.codes` says how they are read.

A row's code stands in its usual form: what would first have to be put right has no level here.
"""

from __future__ import annotations

from sasando.rules.codes import SUPPORT, parse_nomenclature_code
from sasando.rules.errors import RuleInputError

from .models import NomenclatureNode

__all__ = ["SUPPORT", "Level", "level_of", "parent_of", "stored_code"]

Level = NomenclatureNode.Level


def level_of(code: str) -> NomenclatureNode.Level | None:
    """The level a code stands on, or None when it is no code of this nomenclature."""
    try:
        read = parse_nomenclature_code(code)
    except RuleInputError:
        return None
    return Level(read.level.value) if read.text == code else None


def parent_of(code: str) -> str:
    """The code one level up; empty for an affair. Raises RuleInputError for what is no code."""
    return parse_nomenclature_code(code).parent


def stored_code(code: str) -> str:
    """The code under which a row stands: support programmes `2.11.01…` are kept as `X.XX.01…`."""
    return parse_nomenclature_code(code).stored
