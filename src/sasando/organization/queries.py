"""Reading the organisation: who the viewer is today, and what lies in his scope."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Q

from sasando.rules.nip import parse_nip

from .models import Appointment, Duty, PersonNumber, Position, Unit, valid_on

if TYPE_CHECKING:
    from datetime import date

    from sasando.core.models import User

CITY_WIDE = frozenset({Duty.PLANNER, Duty.PERSONNEL, Duty.INSPECTOR, Duty.SECRETARY, Duty.MAYOR})


@dataclass(frozen=True)
class HeldPost:
    """One post the viewer holds today, definitively or acting (`kind` of Appointment)."""

    position_id: int
    code: str
    title: str
    kind: str
    duty: str
    unit_id: int
    unit_code: str
    unit_name: str
    unit_path: str
    unit_pattern: str
    reports_to_id: int | None
    has_subordinates: bool

    @property
    def shown_title(self) -> str:
        """The title with its acting prefix: "Plt. Kepala Dinas Kesehatan"."""
        if self.kind == Appointment.Kind.DEFINITIVE:
            return self.title
        return f"{Appointment.Kind(self.kind).label} {self.title}"


@dataclass(frozen=True)
class Viewer:
    """A logged-in person on a given day: the posts held, the duties and the scope they give.

    `scopes` are unit path prefixes. Empty means nothing is visible: scope is closed by default.
    The numbers 0 stand for nobody; no row has them.
    """

    user_id: int = 0
    person_id: int = 0
    person_code: str = ""
    name: str = ""
    is_example: bool = False
    posts: tuple[HeldPost, ...] = ()
    duties: frozenset[str] = frozenset()
    scopes: tuple[str, ...] = field(default=())

    @property
    def main_post(self) -> HeldPost | None:
        """The definitive post, or the first acting one."""
        return self.posts[0] if self.posts else None

    @property
    def position_ids(self) -> list[int]:
        return [post.position_id for post in self.posts]

    def has(self, *duties: str) -> bool:
        """Whether any of the duties comes with a post held today."""
        return not self.duties.isdisjoint(duties)

    def may_see_path(self, path: str) -> bool:
        """Whether a unit path lies in the viewer's scope."""
        return any(path.startswith(scope) for scope in self.scopes)

    def scope_filter(self, path_field: str) -> Q:
        """The scope as a filter on a path column; matches no row when there is no scope."""
        condition = Q(pk__in=[])
        for scope in self.scopes:
            condition |= Q(**{f"{path_field}__startswith": scope})
        return condition


NOBODY = Viewer()
TRAIL_READERS = (Duty.INSPECTOR, Duty.ADMINISTRATOR, Duty.SECRETARY)


def may_read_trail(viewer: Viewer) -> bool:
    """Whether the viewer may search the audit trail."""
    return viewer.has(*TRAIL_READERS)


# Asked on every page behind the log-in, so it is one statement, written out.
HELD = """
SELECT p.id, p.code, p.name, p.is_example, a.kind, q.id, q.code, q.title, q.duty, u.id, u.code,
       u.name, u.path, u.pattern, q.reports_to_id,
       EXISTS (SELECT 1 FROM organization_position below WHERE below.reports_to_id = q.id)
FROM organization_person p
LEFT JOIN organization_appointment a ON a.person_id = p.id AND a.valid_from <= %(day)s
    AND (a.valid_to IS NULL OR a.valid_to >= %(day)s)
LEFT JOIN organization_position q ON q.id = a.position_id
LEFT JOIN organization_unit u ON u.id = q.unit_id
WHERE p.user_id = %(user)s
ORDER BY a.kind, a.id
"""


def viewer_for(user: User, day: date) -> Viewer:
    """Who this account is on that day. One query; no scope when no post is held."""
    with connection.cursor() as cursor:
        cursor.execute(HELD, {"user": user.pk, "day": day})
        rows = cursor.fetchall()
    if not rows:
        return Viewer(user_id=user.pk, name=user.username, is_example=user.is_example)
    person_id, code, name, is_example = rows[0][:4]
    posts = tuple(_held_post(row[4:]) for row in rows if row[4] is not None)
    return Viewer(
        user_id=user.pk,
        person_id=person_id,
        person_code=code,
        name=name,
        is_example=is_example,
        posts=posts,
        duties=frozenset(post.duty for post in posts),
        scopes=_scopes(posts),
    )


def _held_post(row: tuple[Any, ...]) -> HeldPost:
    return HeldPost(
        kind=row[0],
        position_id=row[1],
        code=row[2],
        title=row[3],
        duty=row[4],
        unit_id=row[5],
        unit_code=row[6],
        unit_name=row[7],
        unit_path=row[8],
        unit_pattern=row[9],
        reports_to_id=row[10],
        has_subordinates=row[11],
    )


def _scopes(posts: tuple[HeldPost, ...]) -> tuple[str, ...]:
    if any(post.duty in CITY_WIDE for post in posts):
        root = min((post.unit_path for post in posts), key=len)
        return (root.split(".", maxsplit=1)[0] + ".",)
    return tuple(sorted({post.unit_path for post in posts if post.duty == Duty.HEAD}))


def number_of(person_id: int, day: date) -> str:
    """The NIP somebody had on a day, spaced as on paper; empty for elected leaders.

    Personal data: for papers whose form the law fixes, never for a page or an address.
    """
    found = PersonNumber.objects.filter(valid_on(day), person_id=person_id).first()
    return parse_nip(found.number, today=day).display if found else ""


def unit_for(viewer: Viewer, code: str) -> Unit | None:
    """The unit with this code if it lies in the viewer's scope."""
    return Unit.objects.visible_to(viewer).filter(code=code).first()


def chain_above(position: Position, day: date) -> list[Position]:
    """The posts above a post, nearest first, as far as they are valid on the day."""
    chain: list[Position] = []
    current = position
    while current.reports_to_id is not None and len(chain) < 12:
        current = Position.objects.select_related("unit").get(pk=current.reports_to_id)
        chain.append(current)
    return [row for row in chain if row.valid_to is None or row.valid_to >= day]
