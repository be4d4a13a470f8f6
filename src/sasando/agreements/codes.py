"""Public codes of agreements: of a unit for its head, of the post for everybody else."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sasando.organization.models import Unit

from .models import Agreement

if TYPE_CHECKING:
    from sasando.organization.models import Position

# "PK-" + 26 + "-2027-99" + ".99" stays within the 40 characters of a code.
LONGEST_STEM = 26
SHORTENED = 19


def code_for(position: Position, *, leads_unit: bool, year: int, version: int) -> str:
    """`PK-<unit>-<year>-<version>` for who leads a unit, `PK-<post>-…` for others.

    What is too long, or would be mistaken for another's, ends in six letters of a digest.
    """
    plain = _stem(position.unit.code if leads_unit else position.code)
    clashes = not leads_unit and Unit.objects.filter(code=position.code).exists()
    code = f"PK-{plain}-{year}-{version}"
    if clashes or Agreement.objects.filter(code=code).exists():
        return f"PK-{_shortened(position.code)}-{year}-{version}"
    return code


def next_code(agreement: Agreement) -> str:
    """The code of the version after: the same stem, so that versions stay together."""
    stem, _dash, _version = agreement.code.rpartition("-")
    return f"{stem}-{agreement.version + 1}"


def _stem(code: str) -> str:
    return code if len(code) <= LONGEST_STEM else _shortened(code)


def _shortened(code: str) -> str:
    digest = hashlib.sha256(code.encode()).hexdigest()[:6].upper()
    return f"{code[:SHORTENED].rstrip('.-')}-{digest}"


def pact_code(position: Position, *, year: int, ordinal: int) -> str:
    """`PI-<post>-<year>`, and for whoever takes the post over later `-2`, `-3`."""
    plain = f"PI-{_stem(position.code)}-{year}"
    return plain if ordinal == 1 else f"{plain}-{ordinal}"
