"""Acting holders: Plt. for a vacant post, Plh. while its holder is away.

Legal ground: UU 30/2014 Art. 14 [M].
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q

from sasando.core import audit, clock
from sasando.core.errors import NotFoundForViewer
from sasando.organization.access import require_personnel, shown_units
from sasando.organization.errors import (
    ActingDatesWrong,
    ActingHolderStands,
    ActingKindWrong,
    ActingPersonWrong,
)
from sasando.organization.models import Appointment, Person, Position, valid_on

if TYPE_CHECKING:
    from datetime import date, datetime

    from sasando.organization.queries import Viewer

ACTING = (Appointment.Kind.PLT, Appointment.Kind.PLH)
ONE_HOLDER = "organization_one_acting_holder"


@dataclass(frozen=True)
class Mandate:
    """An order to act for a post from one day to another, both included."""

    position_code: str
    person_code: str
    kind: str
    first: date
    last: date
    decree: str


def position_for(viewer: Viewer, code: str) -> Position:
    """The post, if the viewer sees its unit. Raises NotFoundForViewer."""
    shown = Position.objects.filter(unit__in=shown_units(viewer))
    position = shown.select_related("unit").filter(code=code).first()
    if position is None:
        raise NotFoundForViewer(kind="jabatan")
    return position


@transaction.atomic
def appoint(*, viewer: Viewer, now: datetime, mandate: Mandate) -> Appointment:
    """Let a person act for a post. A personnel officer does it, never for himself.

    Raises NotPermitted, NotFoundForViewer, ActingDatesWrong, ActingPersonWrong, ActingKindWrong,
    and ActingHolderStands when somebody acts for the post on some of those days already.
    """
    position = position_for(viewer, mandate.position_code)
    require_personnel(viewer)
    person = Person.objects.filter(code=mandate.person_code).first()
    if person is None:
        raise NotFoundForViewer(kind="pegawai")
    _check_dates(mandate, position, clock.local_day(now))
    _check_person(viewer, mandate, person, position)
    _check_kind(mandate, position)
    row = Appointment(
        person=person,
        position=position,
        kind=mandate.kind,
        valid_from=mandate.first,
        valid_to=mandate.last,
        decree=mandate.decree,
    )
    _save(row)
    _trace(viewer, row, "appointment.acting-begun")
    return row


def _check_dates(mandate: Mandate, position: Position, today: date) -> None:
    """From today at the earliest: who decided on a day that is past must not change afterwards."""
    if mandate.last < mandate.first or mandate.first < today:
        raise ActingDatesWrong(today=today)
    if position.valid_to is not None and position.valid_to < mandate.last:
        raise ActingDatesWrong(today=today)


def _check_person(viewer: Viewer, mandate: Mandate, person: Person, position: Position) -> None:
    if viewer.person_id == person.pk:
        raise ActingPersonWrong(name=person.name)
    held = person.appointments.filter(valid_on(mandate.first), kind=Appointment.Kind.DEFINITIVE)
    posts = set(held.values_list("position_id", flat=True))
    if not posts or position.pk in posts:
        raise ActingPersonWrong(name=person.name)


def _check_kind(mandate: Mandate, position: Position) -> None:
    """Plt. needs the post vacant through all its days, Plh. a holder on the first."""
    definitive = position.appointments.filter(kind=Appointment.Kind.DEFINITIVE)
    during = Q(valid_to__isnull=True) | Q(valid_to__gte=mandate.first)
    is_held = definitive.filter(during, valid_from__lte=mandate.last).exists()
    if mandate.kind not in ACTING or is_held != (mandate.kind == Appointment.Kind.PLH):
        raise ActingKindWrong(position=position.title)


def _save(row: Appointment) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as failure:
        if ONE_HOLDER not in str(failure):
            raise
        raise ActingHolderStands(position=row.position.title) from failure


@transaction.atomic
def end_acting(*, viewer: Viewer, now: datetime, position_code: str) -> Appointment:
    """End today's acting appointment of a post: today is its last day.

    Raises NotPermitted, NotFoundForViewer (also when nobody acts today), ActingPersonWrong for
    one's own appointment.
    """
    position = position_for(viewer, position_code)
    require_personnel(viewer)
    today = clock.local_day(now)
    row = position.appointments.filter(valid_on(today), kind__in=ACTING).select_for_update().first()
    if row is None:
        raise NotFoundForViewer(kind="penjabat")
    if row.person_id == viewer.person_id:
        raise ActingPersonWrong(name=viewer.name)
    before = row.valid_to
    row.valid_to = today
    row.save(update_fields=["valid_to"])
    _trace(viewer, row, "appointment.acting-ended", last_before=before)
    return row


def _trace(viewer: Viewer, row: Appointment, action: str, last_before: date | None = None) -> None:
    before = {"sampai": last_before.isoformat()} if last_before else None
    audit.record(
        actor=viewer,
        action=action,
        subject_kind="jabatan",
        subject_code=row.position.code,
        subject_label=row.position.title,
        before=before,
        after={
            "pegawai": row.person.code,
            "cara": row.kind,
            "sejak": row.valid_from.isoformat(),
            "sampai": row.valid_to.isoformat() if row.valid_to else None,
            "sk": row.decree,
        },
    )
