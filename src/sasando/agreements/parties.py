"""Who signs with whom (Permen PANRB 53/2014 as repeated by city regulations [V]).

The mayor signs the city's agreement alone. The head of an agency or district signs with the mayor,
everybody below with the holder of the post he reports to; posts decide, not echelons [D].
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sasando.organization.models import Appointment, Duty, Position, Unit, valid_on

from .errors import SignsWithSelf, SuperiorMissing, UnitWithoutHead
from .models import AgreementParty

if TYPE_CHECKING:
    from datetime import date

HEADS = frozenset({Duty.HEAD, Duty.SECRETARY, Duty.MAYOR})


@dataclass(frozen=True)
class Holder:
    """One party as it stands on a day; `title` has the acting prefix ("Plt. Camat ...")."""

    role: str
    person_id: int
    position_id: int
    name: str
    title: str
    grade: str


def parties_on(unit: Unit, day: date) -> list[Holder]:
    """First party, then second if there is one.

    Raises UnitWithoutHead, SuperiorMissing, SignsWithSelf.
    """
    head = head_post(unit, day)
    first = _holder(head, AgreementParty.Role.FIRST, day)
    if first is None:
        raise UnitWithoutHead(unit=unit.name)
    if unit.parent_id is None:
        return [first]
    above = _post_above(unit, head, day)
    second = _holder(above, AgreementParty.Role.SECOND, day) if above else None
    if second is None:
        raise SuperiorMissing(title=first.title)
    if second.person_id == first.person_id:
        raise SignsWithSelf(name=first.name)
    return [first, second]


def head_post(unit: Unit, day: date) -> Position:
    """The post that leads a unit: of its heads the one that reports to no other of them."""
    posts = Position.objects.filter(valid_on(day), unit=unit, duty__in=HEADS)
    by_id = {post.pk: post for post in posts}
    leading = [post for post in by_id.values() if post.reports_to_id not in by_id]
    if len(leading) != 1:
        raise UnitWithoutHead(unit=unit.name)
    return leading[0]


def _post_above(unit: Unit, head: Position, day: date) -> Position | None:
    if unit.parent is not None and unit.parent.kind == Unit.Kind.CITY:
        return head_post(unit.parent, day)
    return head.reports_to


def _holder(post: Position, role: str, day: date) -> Holder | None:
    # "DEFINITIF" sorts first: an acting holder signs only where there is no definitive one.
    held = (
        Appointment.objects.filter(valid_on(day), position=post)
        .select_related("person")
        .order_by("kind", "id")
        .first()
    )
    if held is None:
        return None
    prefix = "" if held.kind == Appointment.Kind.DEFINITIVE else held.get_kind_display()
    return Holder(
        role=role,
        person_id=held.person_id,
        position_id=post.pk,
        name=held.person.name,
        title=f"{prefix} {post.title}".strip(),
        grade=held.person.grade,
    )
