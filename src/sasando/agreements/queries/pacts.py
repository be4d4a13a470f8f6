"""Integrity pacts: one's own, those to witness, and whose are missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from sasando.agreements.models import IntegrityPact
from sasando.agreements.parties import second_post
from sasando.core.errors import NotFoundForViewer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.db.models import QuerySet

    from sasando.organization.queries import HeldPost, Viewer


@dataclass(frozen=True)
class OwnPact:
    """A post the viewer holds, and his pact of the year for it, None while it is not signed."""

    post: HeldPost
    pact: IntegrityPact | None


def visible_pacts(viewer: Viewer) -> QuerySet[IntegrityPact]:
    """The viewer's own, those of posts that report to his, those in his scope, those he witnessed.

    Closed by default.
    """
    person = viewer.person_id or -1
    return IntegrityPact.objects.filter(
        viewer.scope_filter("unit__path")
        | Q(person_id=person)
        | Q(witness_id=person)
        | Q(position__reports_to_id__in=viewer.position_ids)
    ).select_related("unit", "position__unit__parent")


def pact_for(viewer: Viewer, code: str) -> IntegrityPact:
    """One pact the viewer may know of. Raises NotFoundForViewer."""
    found = visible_pacts(viewer).filter(code=code).first()
    if found is None:
        raise NotFoundForViewer(kind="pakta")
    return found


def newest_pact(viewer: Viewer, *, position_id: int, year: int) -> IntegrityPact | None:
    """The last pact signed for a post and year that the viewer may know of. One query."""
    found = visible_pacts(viewer).filter(position_id=position_id, year=year)
    return found.order_by("-signed_at", "-id").first()


def own_pacts(viewer: Viewer, year: int) -> Sequence[OwnPact]:
    """For each post the viewer holds today his pact of a year. One query."""
    rows = IntegrityPact.objects.filter(person_id=viewer.person_id or -1, year=year)
    by_post = {row.position_id: row for row in rows}
    return [OwnPact(post, by_post.get(post.position_id)) for post in viewer.posts]


def may_witness(viewer: Viewer, pact: IntegrityPact, day: date) -> str | None:
    """The title under which the viewer witnesses a pact, None when he is not the one above."""
    if pact.person_id == viewer.person_id:
        return None
    above = second_post(pact.position, day)
    titles = {post.position_id: post.shown_title for post in viewer.posts}
    return None if above is None else titles.get(above.pk)


def pacts_to_witness(viewer: Viewer, year: int, day: date) -> list[IntegrityPact]:
    """Pacts of a year that wait for the viewer as witness, oldest first.

    Heads under the mayor report to somebody else in the daily line, so each is asked.
    """
    found = visible_pacts(viewer).filter(year=year, witness__isnull=True).order_by("signed_at")
    near = Q(position__reports_to_id__in=viewer.position_ids)
    if any(post.unit_path.count(".") == 1 for post in viewer.posts):
        near |= Q(unit__parent__kind="KOTA")
    return [row for row in found.filter(near) if may_witness(viewer, row, day) is not None]
