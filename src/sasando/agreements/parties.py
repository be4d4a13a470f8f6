"""Who signs with whom (Permen PANRB 53/2014 as repeated by city regulations [V]).

The mayor signs the city's agreement alone. Whoever leads an agency or district signs with the
mayor, everybody else with the holder of the post he reports to; posts decide, not echelons [D].
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sasando.organization.models import Appointment, Duty, Position, Unit, valid_on
from sasando.rules.agreements import AgreementTier, agreement_tier

from .errors import ChainTooLong, PositionVacant, SignsWithSelf, SuperiorMissing, UnitWithoutHead
from .models import AgreementParty

if TYPE_CHECKING:
    from datetime import date

HEADS = frozenset({Duty.HEAD, Duty.SECRETARY, Duty.MAYOR})
LONGEST_CHAIN = 12


@dataclass(frozen=True)
class Holder:
    """One party as it stands on a day; `title` has the acting prefix ("Plt. Camat ...")."""

    role: str
    person_id: int
    position_id: int
    name: str
    title: str
    grade: str


@dataclass(frozen=True)
class Standing:
    """Where a post stands when its agreement is begun."""

    tier: AgreementTier
    leads_unit: bool


def parties_on(position: Position, day: date) -> list[Holder]:
    """First party, then second if there is one.

    Raises PositionVacant, UnitWithoutHead, SuperiorMissing, SignsWithSelf.
    """
    first = holder_on(position, AgreementParty.Role.FIRST, day)
    if first is None:
        raise PositionVacant(title=position.title)
    if signs_alone(position, day):
        return [first]
    above = second_post(position, day)
    second = holder_on(above, AgreementParty.Role.SECOND, day) if above else None
    if second is None:
        raise SuperiorMissing(title=first.title)
    if second.person_id == first.person_id:
        raise SignsWithSelf(name=first.name)
    return [first, second]


def standing_of(position: Position, day: date) -> Standing:
    """How far below the mayor a post stands and whether it leads its unit.

    Raises UnitWithoutHead, SuperiorMissing (nobody above, and not the mayor), ChainTooLong.
    """
    steps, current = 0, position
    while not signs_alone(current, day):
        above = second_post(current, day)
        if above is None:
            raise SuperiorMissing(title=current.title)
        steps, current = steps + 1, above
        if steps > LONGEST_CHAIN:
            raise ChainTooLong(title=position.title)
    leads_unit = leads(position, day)
    has_people = Position.objects.filter(valid_on(day), reports_to=position).exists()
    return Standing(agreement_tier(steps, leads=leads_unit or has_people), leads_unit)


def signs_alone(position: Position, day: date) -> bool:
    """Whether it is the post that leads the city."""
    return position.unit.parent_id is None and leads(position, day)


def leads(position: Position, day: date) -> bool:
    """Whether this post leads its unit."""
    leading = leading_posts(position.unit, day)
    return len(leading) == 1 and leading[0].pk == position.pk


def head_post(unit: Unit, day: date) -> Position:
    """The post that leads a unit. Raises UnitWithoutHead when there is none, or several."""
    leading = leading_posts(unit, day)
    if len(leading) != 1:
        raise UnitWithoutHead(unit=unit.name)
    return leading[0]


def leading_posts(unit: Unit, day: date) -> list[Position]:
    """Of the heads of a unit those that report to no other of them."""
    posts = Position.objects.filter(valid_on(day), unit=unit, duty__in=HEADS)
    by_id = {post.pk: post for post in posts.select_related("unit__parent")}
    return [post for post in by_id.values() if post.reports_to_id not in by_id]


def second_post(position: Position, day: date) -> Position | None:
    """The post whose holder gives the mandate. Raises UnitWithoutHead for a city without mayor."""
    parent = position.unit.parent
    if parent is not None and parent.kind == Unit.Kind.CITY and leads(position, day):
        return head_post(parent, day)
    if position.reports_to_id is None:
        return None
    return Position.objects.select_related("unit__parent").get(pk=position.reports_to_id)


def holder_on(post: Position, role: str, day: date) -> Holder | None:
    """Who holds a post on a day, None while it is vacant."""
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
