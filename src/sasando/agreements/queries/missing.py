"""Posts that should have an agreement or a pact of a year and have none in force yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from sasando.agreements.models import Agreement, IntegrityPact, State
from sasando.agreements.parties import HEADS
from sasando.core import policies
from sasando.core.paging import Pager, pager_of
from sasando.organization.models import Appointment, Position, valid_on

from .due import due_dates
from .lists import PAGE_SIZE, TONES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from sasando.organization.queries import Viewer

AGREEMENT_POLICY = "wajib-perjanjian"
PACT_POLICY = "wajib-pakta-integritas"
NONE_YET, VACANT = "belum disusun", "jabatan kosong"


@dataclass(frozen=True)
class MissingRow:
    """A post and how far its agreement has come; `late_days` past the last day to sign."""

    position_code: str
    title: str
    unit_code: str
    unit_name: str
    stage: str
    tone: str
    url: str
    due: date | None
    late_days: int
    is_example: bool


@dataclass(frozen=True)
class MissingList:
    """One page; `total` of `expected` posts."""

    year: int
    rows: Sequence[MissingRow]
    total: int
    expected: int
    pager: Pager


def expected_posts(viewer: Viewer, day: date, policy: str) -> QuerySet[Position]:
    """Posts in the viewer's scope that should sign, by the dated choice of the city."""
    chosen = policies.value_on(policy, day)
    wanted = Q(kind__in=chosen["jenis"])
    if chosen["pemimpin_unit"]:
        wanted |= Q(duty__in=HEADS)
    return (
        Position.objects.filter(
            wanted, viewer.scope_filter("unit__path"), valid_on(day), valid_on(day, "unit__")
        )
        .exclude(unit__kind="PERUMDA")
        .select_related("unit")
        .order_by("unit__code", "code")
    )


def missing_posts(
    viewer: Viewer, *, year: int, day: date, unit_path: str = ""
) -> QuerySet[Position]:
    """Of these the ones without an agreement in force."""
    binding = Agreement.objects.filter(position=OuterRef("pk"), year=year).signed_by_all()
    found = expected_posts(viewer, day, AGREEMENT_POLICY).filter(~Exists(binding))
    return found.filter(unit__path__startswith=unit_path) if unit_path else found


def count_missing(viewer: Viewer, *, year: int, day: date) -> tuple[int, int]:
    """How many are missing, of how many. Two queries."""
    expected = expected_posts(viewer, day, AGREEMENT_POLICY).count()
    return missing_posts(viewer, year=year, day=day).count(), expected


def missing_list(
    *, viewer: Viewer, year: int, day: date, unit_path: str = "", query: str = "", page: int = 1
) -> MissingList:
    """One page of posts, by unit. Six queries, however many posts there are."""
    found = missing_posts(viewer, year=year, day=day, unit_path=unit_path)
    expected = expected_posts(viewer, day, AGREEMENT_POLICY)
    if unit_path:
        expected = expected.filter(unit__path__startswith=unit_path)
    total = found.count()
    page = min(page, max(1, -(-total // PAGE_SIZE)))
    before = (page - 1) * PAGE_SIZE
    rows = list(_rows(list(found[before : before + PAGE_SIZE]), year, day))
    pager = pager_of(page=page, size=PAGE_SIZE, shown=len(rows), total=total, query=query)
    return MissingList(year, rows, total, expected.count(), pager)


def all_missing(
    *, viewer: Viewer, year: int, day: date, unit_path: str = ""
) -> Iterator[MissingRow]:
    """Every row, for the download."""
    return _rows(list(missing_posts(viewer, year=year, day=day, unit_path=unit_path)), year, day)


def _rows(posts: list[Position], year: int, day: date) -> Iterator[MissingRow]:
    ids = [post.pk for post in posts]
    begun = {
        row.position_id: row
        for row in Agreement.objects.filter(position_id__in=ids, year=year)
        .with_state()
        .order_by("version")
    }
    held = set(
        Appointment.objects.filter(valid_on(day), position_id__in=ids).values_list(
            "position_id", flat=True
        )
    )
    dates = due_dates(year)
    for post in posts:
        agreement = begun.get(post.pk)
        state = State(agreement.state) if agreement else None
        due = dates.of_path(post.unit.path)
        stage = NONE_YET if post.pk in held else VACANT
        yield MissingRow(
            position_code=post.code,
            title=post.title,
            unit_code=post.unit.code,
            unit_name=post.unit.name,
            stage=str(state.label) if state else stage,
            tone=TONES[state] if state else "neutral",
            url=reverse("agreements:agreement", args=[agreement.code]) if agreement else "",
            due=due,
            late_days=max((day - due).days, 0) if due else 0,
            is_example=post.is_example,
        )


def posts_without_pact(viewer: Viewer, *, year: int, day: date) -> QuerySet[Position]:
    """Posts in scope that are held today and whose holder has not signed the year's pact."""
    held = Appointment.objects.filter(valid_on(day), position=OuterRef("pk"))
    signed = IntegrityPact.objects.filter(
        position=OuterRef("position"), person=OuterRef("person"), year=year
    )
    return expected_posts(viewer, day, PACT_POLICY).filter(
        Exists(held.filter(~Exists(signed), kind__in=["DEFINITIF", "PLT"]))
    )
