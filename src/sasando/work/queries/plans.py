"""Plans: what one may tie to, one's own results, and what waits for agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasando.agreements.models import Agreement, AgreementItem, AgreementParty
from sasando.organization.models import Appointment, valid_on
from sasando.work.models import PlannedResult

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from sasando.organization.queries import HeldPost, Viewer


def superior_results(post: HeldPost, day: date) -> QuerySet[PlannedResult]:
    """Agreed results of whoever holds the post above, of the running year."""
    return PlannedResult.objects.filter(
        skp__position_id=post.reports_to_id or 0,
        skp__year=day.year,
        state=PlannedResult.State.AGREED,
        person__in=Appointment.objects.filter(
            valid_on(day), position_id=post.reports_to_id or 0
        ).values("person_id"),
    )


def tieable_items(viewer: Viewer, year: int) -> QuerySet[AgreementItem]:
    """Items of agreements in force that the viewer signed as first party."""
    return AgreementItem.objects.filter(
        agreement__in=Agreement.objects.in_force().filter(year=year).values("pk"),
        agreement__parties__role=AgreementParty.Role.FIRST,
        agreement__parties__person_id=viewer.person_id,
    ).select_related("objective", "indicator")


def own_results(viewer: Viewer, year: int) -> QuerySet[PlannedResult]:
    """The viewer's promised results of a year with what each is tied to."""
    return (
        PlannedResult.objects.filter(person_id=viewer.person_id, skp__year=year)
        .select_related("parent__person", "agreement_item__indicator", "objective")
        .order_by("kind", "id")
    )


def results_to_agree(viewer: Viewer) -> QuerySet[PlannedResult]:
    """Submitted results of the people whose post reports to one of the viewer's."""
    return (
        PlannedResult.objects.filter(
            state=PlannedResult.State.SUBMITTED,
            skp__position__reports_to_id__in=viewer.position_ids,
        )
        .exclude(person_id=viewer.person_id)
        .select_related("person", "skp__position", "parent")
        .order_by("person__name", "id")
    )
