"""Whose turn it is to sign: policy `urutan-tanda-tangan`, first the first party by proposal [P]."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasando.core import policies

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .models import AgreementParty

POLICY = "urutan-tanda-tangan"
EITHER = "BEBAS"


def first_to_sign(day: date) -> str:
    """The role that signs first on a day, or `BEBAS` when the order is free."""
    return str(policies.value_on(POLICY, day)["pertama"])


def whose_turn(parties: Sequence[AgreementParty], day: date) -> list[AgreementParty]:
    """Of the parties that have not signed those that may now; empty when all have."""
    waiting = [row for row in parties if row.signed_at is None]
    first = [row for row in waiting if row.role == first_to_sign(day)]
    return first or waiting
