"""What the pages of the organisation show: the tree, a unit, a person, one's own account."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Prefetch, Q
from django.urls import reverse

from sasando.core.errors import NotFoundForViewer
from sasando.core.paging import Crumb, Pager, pager_of

from .access import may_see_number, shown_units
from .models import Appointment, Duty, Person, Position, Unit, valid_on
from .queries import CITY_WIDE, number_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.db.models import QuerySet

    from .queries import Viewer

POSTS_PER_PAGE = 100


@dataclass
class UnitNode:
    """A unit in the tree, with its posts and how many of them have a definitive holder."""

    code: str
    name: str
    kind: str
    source: str
    is_example: bool
    posts: int
    held: int
    children: list[UnitNode] = field(default_factory=list)


def unit_tree(viewer: Viewer, day: date, search: str = "") -> list[UnitNode]:
    """The units the viewer sees, as trees; with a search, those whose name or code fits, flat.

    One query, however many units.
    """
    in_force = valid_on(day, "positions__")
    definitive = valid_on(day, "positions__appointments__") & Q(
        positions__appointments__kind=Appointment.Kind.DEFINITIVE
    )
    units = shown_units(viewer).current(day)
    if search:
        units = units.filter(Q(name__icontains=search) | Q(code__icontains=search))
    counted = units.annotate(
        posts=Count("positions", filter=in_force, distinct=True),
        held=Count("positions", filter=in_force & definitive, distinct=True),
    ).order_by("code")
    names = ("code", "name", "kind", "source", "is_example", "posts", "held")
    rows = list(counted.values("pk", "parent_id", *names))
    nodes = {row["pk"]: _node({name: row[name] for name in names}) for row in rows}
    parents = {} if search else {row["pk"]: row["parent_id"] for row in rows}
    return _joined(nodes, parents)


def _node(row: dict[str, Any]) -> UnitNode:
    return UnitNode(**{**row, "kind": Unit.Kind(row["kind"]).label})


def _joined(nodes: dict[int, UnitNode], parents: dict[int, int | None]) -> list[UnitNode]:
    """The nodes below their parents; without parents, side by side."""
    tops: list[UnitNode] = []
    for number, node in nodes.items():
        above = nodes.get(parents.get(number) or 0)
        (above.children if above else tops).append(node)
    return tops


@dataclass(frozen=True)
class Holder:
    """Who holds a post: definitive or acting (Plt., Plh.), with the last day where there is one."""

    name: str
    url: str | None
    acting: str
    until: date | None
    is_example: bool


@dataclass(frozen=True)
class Post:
    """A post of a unit with its holders; vacant when nobody holds it definitively."""

    code: str
    title: str
    kind: str
    level: str
    duty: str
    is_example: bool
    holders: Sequence[Holder]
    is_vacant: bool
    appoint_url: str | None


@dataclass(frozen=True)
class UnitPage:
    """A unit with its posts of today and the units below it."""

    code: str
    name: str
    kind: str
    pattern: str
    source: str
    is_example: bool
    trail: Sequence[Crumb]
    children: Sequence[Crumb]
    posts: Sequence[Post]
    pager: Pager


def unit_page(viewer: Viewer, day: date, code: str, page: int = 1) -> UnitPage:
    """A unit the viewer sees. Raises NotFoundForViewer."""
    unit = shown_units(viewer).filter(code=code).first()
    if unit is None:
        raise NotFoundForViewer(kind="unit")
    positions = Position.objects.filter(valid_on(day), unit=unit)
    begin = (page - 1) * POSTS_PER_PAGE
    shown = list(_with_holders(positions, day)[begin : begin + POSTS_PER_PAGE])
    ids = [int(part) for part in unit.path.rstrip(".").split(".")[:-1]]
    above = shown_units(viewer).filter(pk__in=ids).order_by("path")
    below = shown_units(viewer).current(day).filter(parent=unit)
    return UnitPage(
        code=unit.code,
        name=unit.name,
        kind=unit.get_kind_display(),
        pattern=unit.get_pattern_display(),
        source=unit.source,
        is_example=unit.is_example,
        trail=[_unit_crumb(row) for row in above],
        children=[_unit_crumb(row) for row in below],
        posts=[_post(viewer, row, unit.path) for row in shown],
        pager=pager_of(page=page, size=POSTS_PER_PAGE, shown=len(shown), total=positions.count()),
    )


def _unit_crumb(unit: Unit) -> Crumb:
    return Crumb(unit.name, reverse("organization:unit", args=[unit.code]))


def _with_holders(positions: QuerySet[Position], day: date) -> QuerySet[Position]:
    today = Appointment.objects.filter(valid_on(day)).select_related("person").order_by("kind")
    return positions.prefetch_related(Prefetch("appointments", today, to_attr="holders_today"))


def _post(viewer: Viewer, position: Position, path: str) -> Post:
    today: list[Appointment] = getattr(position, "holders_today", [])
    is_open = viewer.may_see_path(path)
    appoints = viewer.has(Duty.PERSONNEL)
    return Post(
        code=position.code,
        title=position.title,
        kind=position.get_kind_display(),
        level=position.get_level_display(),
        duty=position.get_duty_display(),
        is_example=position.is_example,
        holders=[_holder(viewer, row, is_open=is_open) for row in today],
        is_vacant=not any(row.kind == Appointment.Kind.DEFINITIVE for row in today),
        appoint_url=reverse("organization:appoint", args=[position.code]) if appoints else None,
    )


def _holder(viewer: Viewer, row: Appointment, *, is_open: bool) -> Holder:
    person = row.person
    may_open = is_open or person.pk == viewer.person_id
    return Holder(
        name=person.name,
        url=reverse("organization:person", args=[person.code]) if may_open else None,
        acting="" if row.kind == Appointment.Kind.DEFINITIVE else row.get_kind_display(),
        until=row.valid_to,
        is_example=person.is_example,
    )


@dataclass(frozen=True)
class PersonPost:
    """A post a person holds or held."""

    title: str
    acting: str
    unit: str
    unit_url: str | None
    since: date
    until: date | None
    decree: str


@dataclass(frozen=True)
class PersonPage:
    """A person as the viewer may see him; `number` is empty where the NIP is not shown."""

    code: str
    name: str
    employment: str
    grade: str
    is_example: bool
    is_self: bool
    shows_number: bool
    number: str = field(repr=False)
    posts: Sequence[PersonPost] = ()
    former_posts: Sequence[PersonPost] = ()
    username: str = ""
    awaits_password: bool = False
    issue_url: str | None = None


def person_page(viewer: Viewer, day: date, code: str) -> PersonPage:
    """A person who holds a post in the viewer's scope, or the viewer himself.

    A personnel officer also sees who holds no post now. Raises NotFoundForViewer.
    """
    person = Person.objects.select_related("user").filter(code=code).first()
    if person is None:
        raise NotFoundForViewer(kind="pegawai")
    rows = list(
        person.appointments.select_related("position__unit").order_by("-valid_from", "kind")
    )
    current = [row for row in rows if _is_current(row, day)]
    paths = [row.position.unit.path for row in current]
    is_self = viewer.person_id == person.pk
    officer = viewer.has(Duty.PERSONNEL)
    if not (is_self or officer or any(viewer.may_see_path(path) for path in paths)):
        raise NotFoundForViewer(kind="pegawai")
    shows_number = may_see_number(viewer, person.pk, paths)
    account = person.user if officer else None
    return PersonPage(
        code=person.code,
        name=person.name,
        employment=person.get_employment_display(),
        grade=person.grade,
        is_example=person.is_example,
        is_self=is_self,
        shows_number=shows_number,
        number=number_of(person.pk, day) if shows_number else "",
        posts=[_person_post(viewer, row) for row in current],
        former_posts=[_person_post(viewer, row) for row in rows if row not in current],
        username=account.username if account else "",
        awaits_password=bool(account and not account.has_usable_password()),
        issue_url=reverse("organization:issue_password", args=[person.code])
        if account and not is_self
        else None,
    )


def _is_current(row: Appointment, day: date) -> bool:
    return row.valid_from <= day and (row.valid_to is None or row.valid_to >= day)


def _person_post(viewer: Viewer, row: Appointment) -> PersonPost:
    unit = row.position.unit
    shown = viewer.may_see_path(unit.path) or viewer.has(Duty.ADMINISTRATOR)
    return PersonPost(
        title=row.position.title,
        acting="" if row.kind == Appointment.Kind.DEFINITIVE else row.get_kind_display(),
        unit=unit.name,
        unit_url=reverse("organization:unit", args=[unit.code]) if shown else None,
        since=row.valid_from,
        until=row.valid_to,
        decree=row.decree,
    )


def own_number(viewer: Viewer, day: date) -> str:
    """The viewer's own NIP, spaced; empty where there is none."""
    return number_of(viewer.person_id, day)


def scope_in_words(viewer: Viewer) -> list[str]:
    """What the viewer's posts let him see today, a sentence for each reason."""
    told = []
    wide = sorted(Duty(duty).label for duty in viewer.duties & CITY_WIDE)
    if wide:
        told.append(f"Seluruh kota, karena tugas Anda: {', '.join(wide)}.")
    told += [
        f"{post.unit_name} dan semua unit di bawahnya, karena Anda {post.shown_title}."
        for post in viewer.posts
        if post.duty == Duty.HEAD and not wide
    ]
    if viewer.has(Duty.ADMINISTRATOR):
        told.append("Pohon organisasi dan jejak, untuk mengelola sistem; bukan catatan pegawai.")
    return told or ["Catatan dan data Anda sendiri."]
