"""Example people below the real units: teams, posts, holders, accounts, acting posts, rosters."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from django.contrib.auth.hashers import make_password

from sasando.core import clock
from sasando.organization.models import Appointment, Duty, Person, Position, Unit
from sasando.rules.nip import Sex

from . import names
from .cast import PASSWORD, SINCE
from .chance import chance, code_of
from .owner import Sheaf, continue_ids, first_free_id
from .structure import (
    WITHOUT_STAFF,
    Ground,
    Team,
    head_code,
    head_of,
    headcounts,
    teams_of,
)
from .words import TITLES, Field, field_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from .owner import Connection

TABLES = {
    "organization_unit": (
        "id", "code", "name", "kind", "parent_id", "path", "pattern", "valid_from", "source",
        "is_example",
    ),
    "core_user": (
        "id", "password", "username", "is_active", "must_change_password", "is_example",
        "created_at",
    ),
    "organization_person": (
        "id", "code", "name", "employment", "grade", "user_id", "is_example", "created_at",
    ),
    "organization_personnumber": ("person_id", "number", "valid_from"),
    "organization_position": (
        "id", "code", "title", "unit_id", "kind", "level", "duty", "reports_to_id", "valid_from",
        "is_example",
    ),
    "organization_appointment": (
        "person_id", "position_id", "kind", "valid_from", "valid_to", "decree",
    ),
}  # fmt: skip
ROSTER = {"organization_rostershift": ("person_id", "day", "name", "starts_at", "ends_at")}
# The turns of a nurse, two days of each and two free: name, first hour, hours.
TURNS: tuple[tuple[str, int, int] | None, ...] = (
    ("pagi", 7, 7), ("pagi", 7, 7), ("sore", 14, 7), ("sore", 14, 7),
    ("malam", 21, 10), ("malam", 21, 10), None, None,
)  # fmt: skip
DAYS_AHEAD = 7
ACTING_DAYS = 80
PPPK_SHARE = 0.35
VACANT_HEAD, VACANT_STAFF = 0.04, 0.02
AWAY_HEADS = 3
# Two agencies without a definitive head: one led by the head of another, one by its own secretary.
VACANT_UNITS = ("DISPERINDAG", "DKP")


@dataclass
class Head:
    """A post at the head of a unit while people are placed; `person_id` None when vacant."""

    position_id: int
    person_id: int | None
    team_heads: list[Head] = field(default_factory=list)


@dataclass
class Placer:
    """Hands out row numbers and writes people into posts, a few thousand rows at a time."""

    sheaf: Sheaf
    ids: dict[str, int]
    today: date
    now: datetime
    password: str
    rng: Random
    ordinal: int = 0
    heads: dict[int, Head] = field(default_factory=dict)

    def next_id(self, table: str) -> int:
        """The next row number of a table."""
        number = self.ids[table]
        self.ids[table] = number + 1
        return number

    def post(
        self, *, code: str, title: str, unit_id: int, kind: str, level: str, duty: str,
        reports_to: int,
    ) -> int:  # fmt: skip
        """Write one post; its row number."""
        position_id = self.next_id("organization_position")
        self.sheaf.add(
            "organization_position",
            (position_id, code, title, unit_id, kind, level, duty, reports_to, SINCE, True),
        )
        return position_id

    def hold(self, position_id: int, *, is_head: bool) -> int:
        """Write one person with account, number and definitive appointment; the row number."""
        self.ordinal += 1
        rng = self.rng
        employment = (
            Person.Employment.PPPK
            if not is_head and rng.random() < PPPK_SHARE
            else Person.Employment.PNS
        )
        sex = rng.choice((Sex.FEMALE, Sex.MALE))
        number, since = names.number_of(
            self.ordinal, employment=employment, sex=sex, rng=rng, today=self.today
        )
        user_id, person_id = self.next_id("core_user"), self.next_id("organization_person")
        add = self.sheaf.add
        login = f"contoh{self.ordinal}"
        add("core_user", (user_id, self.password, login, True, False, True, self.now))
        code, name = code_of("P", self.ordinal), names.name_of(sex, rng)
        grade = names.grade_of(employment=employment, is_head=is_head, rng=rng)
        add(
            "organization_person",
            (person_id, code, name, employment, grade, user_id, True, self.now),
        )
        add("organization_personnumber", (person_id, number, since))
        self.appoint(person_id, position_id, Appointment.Kind.DEFINITIVE, max(since, SINCE))
        return person_id

    def appoint(
        self, person_id: int, position_id: int, kind: str, since: date, until: date | None = None
    ) -> None:
        """Write one appointment."""
        decree = "" if kind == Appointment.Kind.DEFINITIVE else f"SPT contoh {position_id}"
        row = (person_id, position_id, kind, since, until, decree)
        self.sheaf.add("organization_appointment", row)


def load_people(
    connection: Connection, *, scale: str, now: datetime, say: Callable[[str, int, int], None]
) -> int:
    """Fill the city to its size with example people; how many. Raises ScaleUnknown."""
    units = _ground()
    counts = headcounts(units, scale)
    total = sum(counts.values())
    placer = Placer(
        Sheaf(connection, TABLES),
        {table: first_free_id(connection, table) for table in TABLES if "id" in TABLES[table]},
        clock.local_day(now),
        now,
        make_password(PASSWORD),
        chance("people", scale),
    )
    _remember_heads(placer)
    top = Position.objects.get(duty=Duty.SECRETARY).pk
    for unit in units:
        _fill(placer, unit, counts[unit.code], top)
        say("Pegawai contoh", min(placer.ordinal, total - 1), total)
    _act(placer, [unit for unit in units if unit.kind == Unit.Kind.DINAS])
    placer.sheaf.write()
    continue_ids(connection, list(placer.ids))
    say("Pegawai contoh", total, total)
    return placer.ordinal


def _ground() -> list[Ground]:
    rows = Unit.objects.filter(is_example=False).exclude(kind__in=WITHOUT_STAFF)
    fields = ("id", "code", "name", "kind", "path", "pattern")
    # Shorter paths first, so that a camat stands before his lurah.
    ordered = sorted(rows.values_list(*fields), key=lambda row: (row[4].count("."), row[1]))
    return [Ground(*row) for row in ordered]


def _remember_heads(placer: Placer) -> None:
    """The heads that the cast holds already."""
    rows = Appointment.objects.filter(
        kind=Appointment.Kind.DEFINITIVE, position__duty__in=(Duty.HEAD, Duty.SECRETARY)
    )
    for unit_id, position_id, person_id in rows.values_list(
        "position__unit_id", "position_id", "person_id"
    ):
        placer.heads[unit_id] = Head(position_id, person_id)


def _fill(placer: Placer, unit: Ground, people: int, top: int) -> None:
    head = placer.heads.get(unit.id)
    if head is None:
        title, kind, level = head_of(unit)
        position_id = placer.post(
            code=head_code(unit), title=title, unit_id=unit.id, kind=kind, level=level,
            duty=Duty.HEAD, reports_to=_above(placer, unit, top),
        )  # fmt: skip
        person_id = None if unit.code in VACANT_UNITS else placer.hold(position_id, is_head=True)
        head = placer.heads[unit.id] = Head(position_id, person_id)
    teams = list(teams_of(unit, people))
    if not teams:
        work = field_of(unit.code, unit.kind)
        _staff(placer, unit_id=unit.id, code=unit.code, head=head, people=people - 1, work=work)
    known = Unit.objects.filter(parent_id=unit.id, is_example=True).values_list("id", "code")
    for team, standing in zip_longest(teams, known[: len(teams)]):
        _team(placer, unit, team, head, standing)


def _above(placer: Placer, unit: Ground, top: int) -> int:
    """The superior of a unit's head: the head of the unit above, or the regional secretary."""
    parent_id = int(unit.path.split(".")[-3]) if unit.path.count(".") > 1 else 0
    above = placer.heads.get(parent_id)
    return above.position_id if above and unit.kind == Unit.Kind.KELURAHAN else top


def _team(
    placer: Placer, unit: Ground, team: Team, above: Head, standing: tuple[int, str] | None
) -> None:
    """Place a team, in a unit of the cast that stands there already or in a new one."""
    work = field_of(unit.code, team.kind, team.name)
    if standing is not None:
        unit_id, code = standing
        head = placer.heads[unit_id]
    else:
        unit_id, code = _new_unit(placer, unit, team), team.code
        position_id = placer.post(
            code=f"{code}.KEPALA", title=team.head_title, unit_id=unit_id,
            kind=Position.Kind.ADMINISTRATOR, level=Position.Level.III_B, duty=Duty.HEAD,
            reports_to=above.position_id,
        )  # fmt: skip
        # The first team of an agency is never without head: it is the one that acts for others.
        is_vacant = bool(above.team_heads) and placer.rng.random() < VACANT_HEAD
        person_id = None if is_vacant else placer.hold(position_id, is_head=True)
        head = placer.heads[unit_id] = Head(position_id, person_id)
    above.team_heads.append(head)
    _staff(placer, unit_id=unit_id, code=code, head=head, people=team.people - 1, work=work)


def _new_unit(placer: Placer, unit: Ground, team: Team) -> int:
    unit_id = placer.next_id("organization_unit")
    path = f"{unit.path}{unit_id}."
    placer.sheaf.add(
        "organization_unit",
        (unit_id, team.code, team.name, team.kind, unit.id, path, team.pattern, SINCE, "contoh",
         True),
    )  # fmt: skip
    return unit_id


def _staff(
    placer: Placer, *, unit_id: int, code: str, head: Head, people: int, work: Field
) -> None:
    for ordinal in range(1, people + 1):
        title = placer.rng.choice(TITLES[work])
        kind, level = _rank(title)
        position_id = placer.post(
            code=f"{code}.{ordinal:04d}", title=title, unit_id=unit_id, kind=kind, level=level,
            duty=Duty.STAFF, reports_to=head.position_id,
        )  # fmt: skip
        if placer.rng.random() >= VACANT_STAFF:
            placer.hold(position_id, is_head=False)


def _rank(title: str) -> tuple[str, str]:
    """A functional post says its level at the end of its title; all others are executive."""
    for level in Position.Level:
        if level != Position.Level.NONE and title.endswith(f" {level.label}"):
            return Position.Kind.FUNCTIONAL, level
    return Position.Kind.EXECUTIVE, Position.Level.NONE


def _act(placer: Placer, agencies: list[Ground]) -> None:
    """Plt for posts without holder, and Plh for a few heads who are away this week."""
    since = placer.today - timedelta(days=ACTING_DAYS)
    for position_id, person_id in _acting(placer, agencies):
        placer.appoint(person_id, position_id, Appointment.Kind.PLT, since)
    first, last = placer.today - timedelta(days=1), placer.today + timedelta(days=3)
    for unit in agencies[-AWAY_HEADS:]:
        head = placer.heads[unit.id]
        deputy = head.team_heads[0].person_id
        if head.person_id is not None and deputy is not None:
            placer.appoint(deputy, head.position_id, Appointment.Kind.PLH, first, last)


def _acting(placer: Placer, agencies: list[Ground]) -> Iterator[tuple[int, int]]:
    """Vacant post and who acts for it: a neighbour, or the nearest team's head."""
    heads = [placer.heads[unit.id] for unit in agencies]
    filled = [head.person_id for head in heads if head.person_id is not None]
    vacant = [head for head in heads if head.person_id is None]
    for ordinal, head in enumerate(vacant):
        own = head.team_heads[0].person_id
        acting = filled[-1] if ordinal == 0 or own is None else own
        yield head.position_id, acting
    for head in placer.heads.values():
        for left, right in zip(head.team_heads, head.team_heads[1:], strict=False):
            neighbour = left.person_id or head.team_heads[0].person_id
            if right.person_id is None and neighbour is not None:
                yield right.position_id, neighbour


def load_roster(connection: Connection, *, first: date, today: date) -> None:
    """Turns of everybody in units on roster, from the first day to a week ahead."""
    held = Appointment.objects.filter(
        kind=Appointment.Kind.DEFINITIVE, position__unit__pattern=Unit.Pattern.ROSTER
    )
    rows = held.order_by("person_id").values_list("person_id", "position__duty")
    sheaf = Sheaf(connection, ROSTER)
    days = [first + timedelta(days=n) for n in range((today - first).days + DAYS_AHEAD + 1)]
    for ordinal, (person_id, duty) in enumerate(rows.iterator()):
        for day in days:
            turn = _turn(ordinal, day, is_head=duty == Duty.HEAD)
            if turn is not None:
                sheaf.add("organization_rostershift", (person_id, day, *_shift(day, turn)))
    sheaf.write()


def _turn(ordinal: int, day: date, *, is_head: bool) -> tuple[str, int, int] | None:
    if is_head:
        return TURNS[0] if day.weekday() < 5 else None
    return TURNS[(day.toordinal() + ordinal) % len(TURNS)]


def _shift(day: date, turn: tuple[str, int, int]) -> tuple[Any, ...]:
    name, hour, hours = turn
    starts_at = datetime.combine(day, time(hour), clock.zone()).astimezone(UTC)
    return name, starts_at, starts_at + timedelta(hours=hours)
