"""The text of the integrity pact: a dated policy row, so that the city may word it itself [M]."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sasando.core.errors import PolicyMissing
from sasando.core.models import Policy
from sasando.seals.canonical import canonical_bytes

if TYPE_CHECKING:
    from datetime import date

    from sasando.seals.canonical import JsonObject

POLICY = "pakta-integritas"
FORMAT = "sasando/pakta/v1"


@dataclass(frozen=True)
class PactText:
    """The text in force on a day: opening sentence, points, closing sentence, and its ground."""

    valid_from: date
    opening: str
    points: tuple[str, ...]
    closing: str
    legal_basis: str
    evidence: str

    @property
    def as_json(self) -> JsonObject:
        """As it is kept with a signed pact."""
        return {"pembuka": self.opening, "butir": list(self.points), "penutup": self.closing}


def pact_text_on(day: date) -> PactText:
    """The text in force. Raises PolicyMissing."""
    row = Policy.objects.filter(name=POLICY, valid_from__lte=day).order_by("-valid_from").first()
    if row is None:
        raise PolicyMissing(name=POLICY, day=day)
    return PactText(
        valid_from=row.valid_from,
        opening=row.value["pembuka"],
        points=tuple(row.value["butir"]),
        closing=row.value["penutup"],
        legal_basis=row.legal_basis,
        evidence=row.get_evidence_display(),
    )


def pact_digest(facts: JsonObject) -> str:
    """SHA-256 of the canonical JSON of a pact: who, which post, which year, which text."""
    return hashlib.sha256(canonical_bytes({"format": FORMAT, **facts})).hexdigest()
