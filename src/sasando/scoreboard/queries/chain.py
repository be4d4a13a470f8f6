"""Planned results upward: the chain above one, and what of it the viewer may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from sasando.agreements.queries.money import line_codes
from sasando.organization.models import Unit
from sasando.scoreboard.addresses import RESULT, node_url
from sasando.work.models import PlannedResult

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from sasando.organization.queries import Viewer


@dataclass(frozen=True)
class Sight:
    """What a viewer may see of planned results.

    `above_own` are the codes of his own results and of all they serve: whoever works for a result
    may know it.
    """

    viewer: Viewer
    above_own: frozenset[str]

    def may_read(self, result: PlannedResult) -> bool:
        """Whether the words of its entries are open to him: his own, or in his scope."""
        own = result.person_id == self.viewer.person_id
        return own or self.viewer.may_see_path(result.unit.path)

    def may_walk(self, result: PlannedResult) -> bool:
        """Whether he may know the result and whose it is; else it only counts."""
        return (
            self.may_read(result)
            or result.code in self.above_own
            or result.skp.position.reports_to_id in self.viewer.position_ids
        )


def sight_of(viewer: Viewer) -> Sight:
    """What the viewer may see. One query."""
    if viewer.person_id == 0:
        return Sight(viewer, frozenset())
    paths = PlannedResult.objects.filter(person_id=viewer.person_id).values_list("path", flat=True)
    return Sight(viewer, frozenset(code for path in paths for code in path.split("/") if code))


def with_words(rows: QuerySet[PlannedResult]) -> QuerySet[PlannedResult]:
    """Results with whose they are and where they stand."""
    return rows.select_related("skp__position", "person", "unit")


def chain_to(result: PlannedResult) -> list[PlannedResult]:
    """The result with all those above it, the top one first. One query.

    The top one knows the codes in the budget table of its agreement, as `budget_codes`.
    """
    codes = [code for code in result.path.split("/") if code]
    rows = (
        with_words(PlannedResult.objects.filter(code__in=codes))
        .select_related(
            "agreement_item__agreement__unit",
            "agreement_item__agreement__position",
            "agreement_item__indicator",
            "objective",
        )
        .annotate(budget_codes=line_codes("agreement_item__agreement"))
    )
    return sorted(rows, key=lambda row: len(row.path))


def readable(viewer: Viewer) -> Q:
    """`Sight.may_read` as a filter on a table with a unit and a person.

    The units are looked up once, instead of joined to every row.
    """
    scope = Q(unit__in=Unit.objects.visible_to(viewer).order_by())
    return scope if viewer.person_id == 0 else scope | Q(person_id=viewer.person_id)


def url_of(result: PlannedResult) -> str:
    return node_url(RESULT, result.code)
