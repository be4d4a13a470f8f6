"""A lost second factor, cleared by the personnel officer so that its owner can set up a new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from sasando.core.errors import NotFoundForViewer
from sasando.core.second_factor import has_second_factor
from sasando.core.second_factor_setup import clear
from sasando.organization.access import require_personnel
from sasando.organization.errors import (
    AccountMissing,
    OwnSecondFactorNotReset,
    SecondFactorAbsent,
    SecondFactorResetUnexplained,
)
from sasando.organization.models import Person

if TYPE_CHECKING:
    from sasando.core.models import User
    from sasando.organization.queries import Viewer


@dataclass(frozen=True)
class LostFactor:
    """Somebody else's account whose second factor may be cleared."""

    person_code: str
    name: str
    user: User
    is_set: bool


def lost_factor(viewer: Viewer, person_code: str) -> LostFactor:
    """What a personnel officer may clear.

    Raises NotPermitted, NotFoundForViewer, OwnSecondFactorNotReset, AccountMissing.
    """
    require_personnel(viewer)
    person = Person.objects.select_related("user").filter(code=person_code).first()
    if person is None:
        raise NotFoundForViewer(kind="pegawai")
    if viewer.person_id == person.pk:
        raise OwnSecondFactorNotReset
    if person.user is None or not person.user.is_active:
        raise AccountMissing(name=person.name)
    return LostFactor(person.code, person.name, person.user, has_second_factor(person.user))


@transaction.atomic
def reset_second_factor(*, viewer: Viewer, person_code: str, reason: str) -> LostFactor:
    """End the second factor and recovery codes of somebody else, for a reason that is traced.

    The owner sets up a new one with his password. Raises as `lost_factor`, and
    SecondFactorResetUnexplained, SecondFactorAbsent.
    """
    found = lost_factor(viewer, person_code)
    if not reason.strip():
        raise SecondFactorResetUnexplained
    if not clear(actor=viewer, user=found.user, label=found.name, reason=reason.strip()):
        raise SecondFactorAbsent(name=found.name)
    return found
