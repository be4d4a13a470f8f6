"""First passwords: made by the personnel officer, told once, changed at the first log-in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from axes.utils import reset
from django.db import transaction

from sasando.core import audit
from sasando.core.errors import NotFoundForViewer
from sasando.organization.access import require_personnel
from sasando.organization.errors import AccountMissing, OwnPasswordNotIssued
from sasando.organization.models import Person
from sasando.organization.passwords import readable_password

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.organization.queries import Viewer


@dataclass(frozen=True)
class FirstPassword:
    """A password as told once to its owner; the printed form of this row does not show it."""

    person_code: str
    name: str
    username: str
    password: str = field(repr=False)


@transaction.atomic
def issue_first_password(*, viewer: Viewer | None, person_code: str) -> FirstPassword:
    """Give a person a new random password that must be changed at the first log-in.

    The old password and all open sessions end, and a lock after wrong passwords is lifted.
    Raises NotPermitted, NotFoundForViewer, AccountMissing, OwnPasswordNotIssued.
    """
    require_personnel(viewer)
    person = (
        Person.objects.select_related("user")
        .select_for_update(of=("self",))
        .filter(code=person_code)
        .first()
    )
    if person is None:
        raise NotFoundForViewer(kind="pegawai")
    if viewer is not None and viewer.person_id == person.pk:
        raise OwnPasswordNotIssued
    return _issue(viewer, person)


def _issue(viewer: Viewer | None, person: Person) -> FirstPassword:
    user = person.user
    if user is None or not user.is_active:
        raise AccountMissing(name=person.name)
    password = readable_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    for name in [user.username, *person.numbers.values_list("number", flat=True)]:
        reset(username=name)
    audit.record(
        actor=viewer,
        action="account.password-issued",
        subject_kind="account",
        subject_code=user.username,
        subject_label=person.name,
    )
    return FirstPassword(person.code, person.name, user.username, password)


@transaction.atomic
def issue_first_passwords(
    *, viewer: Viewer | None, person_codes: Sequence[str]
) -> list[FirstPassword]:
    """First passwords for many, in the order asked for. Raises as `issue_first_password`."""
    return [issue_first_password(viewer=viewer, person_code=code) for code in person_codes]
