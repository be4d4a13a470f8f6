"""Findings of the habit detector as rows keep them (JSON) and as the rules know them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sasando.rules.evidence import Evidence, Ground


def finding_as_kept(found: Evidence) -> dict[str, Any]:
    """Only the parts that say something."""
    parts = {
        "ground": found.ground.value,
        "years": list(found.years),
        "text": found.text,
        "other": found.other,
        "other_code": found.other_code,
        "per_mille": found.per_mille,
        "target": found.target,
        "amounts": [str(amount) for amount in found.amounts],
    }
    return {name: value for name, value in parts.items() if value not in ("", [], None)}


def finding_from(kept: dict[str, Any]) -> Evidence:
    """The finding that was kept. Raises ValueError for a ground that the rules do not know."""
    return Evidence(
        ground=Ground(kept["ground"]),
        years=tuple(kept.get("years", ())),
        text=kept.get("text", ""),
        other=kept.get("other", ""),
        other_code=kept.get("other_code", ""),
        per_mille=kept.get("per_mille"),
        target=kept.get("target", ""),
        amounts=tuple(Decimal(amount) for amount in kept.get("amounts", ())),
    )
