"""What one may choose from while preparing an agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from sasando.agreements.access import may_prepare_post, may_prepare_unit
from sasando.agreements.models import Agreement, AgreementItem
from sasando.agreements.parties import leading_posts
from sasando.core import clock
from sasando.organization.models import Position, Unit, valid_on
from sasando.planning.models import Indicator, IndicatorTarget, Objective
from sasando.rules.numerals import format_decimal

from .cascade import superior_items

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from sasando.organization.queries import Viewer

Choices = list[tuple[str, str]]


def units_to_prepare(viewer: Viewer, now: datetime) -> Choices:
    """Code and name of each unit in which the viewer may begin an agreement for some post.

    Every agency has a secretariat: below an agency a unit is named with the one above it.
    """
    day = clock.local_day(now)
    own = Q(positions__in=viewer.position_ids)
    below = Q(positions__reports_to_id__in=viewer.position_ids)
    near = set(Unit.objects.filter(own | below).values_list("code", flat=True))
    scoped = Unit.objects.visible_to(viewer).current(day).select_related("parent")
    rows = [row for row in scoped.order_by("path") if may_prepare_unit(viewer, row.path)]
    found = {row.code for row in rows}
    current = Unit.objects.current(day).select_related("parent")
    missing = current.filter(code__in=near - found).order_by("path")
    return [(row.code, _with_agency(row)) for row in (*rows, *missing)]


def _with_agency(unit: Unit) -> str:
    if unit.parent is None or unit.parent.kind == Unit.Kind.CITY:
        return unit.name
    return f"{unit.name}, {unit.parent.name}"


def posts_to_prepare(viewer: Viewer, *, unit_code: str, day: date) -> Choices:
    """Code and title of each filled post of a unit the viewer may begin an agreement for.

    Who leads the unit stands first. Who leads an agency signs with the mayor, so the post he
    reports to in the daily line prepares nothing for him.
    """
    unit = Unit.objects.select_related("parent").filter(code=unit_code).first()
    if unit is None:
        return []
    is_agency = unit.parent is not None and unit.parent.kind == Unit.Kind.CITY
    leading = {post.pk for post in leading_posts(unit, day)} if is_agency else set()
    posts = (
        Position.objects.filter(valid_on(day), unit=unit)
        .select_related("unit__parent")
        .annotate(
            is_led=Exists(
                Position.objects.filter(pk=OuterRef("reports_to_id"), unit_id=OuterRef("unit_id"))
            )
        )
        .order_by("is_led", "code")
    )
    return [
        (post.code, post.title)
        for post in posts
        if may_prepare_post(viewer, post, under_mayor=post.pk in leading)
    ]


def posts_without_agreement(viewer: Viewer, year: int) -> QuerySet[Position]:
    """The viewer's own posts that have no agreement of a year."""
    begun = Agreement.objects.filter(position=OuterRef("pk"), year=year)
    return Position.objects.filter(~Exists(begun), pk__in=viewer.position_ids)


def indicator_choices(agreement: Agreement) -> list[tuple[str, Choices]]:
    """Indicators not yet promised here, by objective, each with its planned target of the year.

    A choice is "objective:indicator"; neither code can hold a colon. Two queries.
    """
    promised = agreement.items.filter(indicator__isnull=False).values("indicator_id")
    indicators = (
        Indicator.objects.filter(objective__isnull=False)
        .exclude(pk__in=promised)
        .select_related("objective")
        .order_by("objective__code", "code")
    )
    planned = IndicatorTarget.objects.filter(year=agreement.year, quarter=0)
    targets = {row.indicator_id: row for row in planned}
    groups: dict[str, Choices] = {}
    for row in indicators:
        assert row.objective is not None
        label = f"{row.name} ({row.measure}){_planned(targets.get(row.pk), row.decimals)}"
        value = f"{row.objective.code}:{row.code}"
        groups.setdefault(row.objective.text, []).append((value, label))
    return list(groups.items())


def objective_choices() -> Choices:
    """Objectives of the plan in force, for an own indicator that serves nobody above."""
    rows = Objective.objects.select_related("mission").order_by("code")
    return [(row.code, row.text) for row in rows]


def support_choices(agreement: Agreement, day: date) -> Choices:
    """Items of the superior's agreement in force that an item here may serve."""
    return [(row.code, _offered(row)) for row in superior_items(agreement, day)]


def _offered(row: AgreementItem) -> str:
    return f"{row.number}. {row.shown_indicator} ({row.shown_target} {row.shown_measure})"


def _planned(target: IndicatorTarget | None, decimals: int) -> str:
    if target is None:
        return ""
    return f", target rencana {format_decimal(target.value, decimals)}"
