"""The top of the thread: missions of a plan with their objectives."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import Count

from sasando.planning.models import Mission, Objective, PlanDocument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet


@dataclass(frozen=True)
class ObjectiveLine:
    """An objective (or goal) with how many indicators tell whether it is reached."""

    id: int
    code: str
    kind_label: str
    text: str
    is_example: bool
    indicators: int


@dataclass(frozen=True)
class MissionLine:
    """A mission with its objectives."""

    id: int
    code: str
    number: int
    text: str
    objectives: tuple[ObjectiveLine, ...]

    @property
    def kind_label(self) -> str:
        return f"Misi {self.number}"

    @property
    def indicators(self) -> int:
        return sum(row.indicators for row in self.objectives)


@dataclass(frozen=True)
class PlanTree:
    """All missions of one RPJMD, in their order."""

    missions: Sequence[MissionLine]

    def mission(self, code: str) -> MissionLine | None:
        return next((row for row in self.missions if row.code == code), None)

    def objective(self, code: str) -> tuple[MissionLine, ObjectiveLine] | None:
        """An objective with the mission it belongs to."""
        found = ((top, row) for top in self.missions for row in top.objectives)
        return next((pair for pair in found if pair[1].code == code), None)


def running_tree(year: int) -> PlanTree:
    """The plan that runs in a year: of those begun by then, the one that lasts longest."""
    begun = PlanDocument.objects.with_missions().filter(first_year__lte=year)
    begun = begun.order_by("-last_year", "-adopted_on")
    return _tree(begun.values("pk")[:1])


def tree_with_mission(code: str) -> PlanTree:
    """The plan that has this mission; without missions when there is none."""
    return _tree(Mission.objects.filter(code=code).values("plan_id")[:1])


def tree_with_objective(code: str) -> PlanTree:
    """The plan that has this objective; without missions when there is none."""
    return _tree(Objective.objects.filter(code=code).values("mission__plan_id")[:1])


def _tree(plan: QuerySet[Any, Any]) -> PlanTree:
    rows = (
        Mission.objects.filter(plan__in=plan)
        .annotate(indicators=Count("objectives__indicators"))
        .order_by("number", "objectives__code")
        .values_list(
            "id", "code", "number", "text", "objectives__id", "objectives__code",
            "objectives__kind", "objectives__text", "objectives__is_example", "indicators",
        )
    )  # fmt: skip
    return PlanTree(
        [
            MissionLine(
                pk,
                code,
                number,
                text,
                tuple(_objective(row[4:]) for row in group if row[4] is not None),
            )
            for (pk, code, number, text), group in groupby(rows, key=lambda row: row[:4])
        ]
    )


def _objective(row: tuple[Any, ...]) -> ObjectiveLine:
    pk, code, kind, text, is_example, indicators = row
    return ObjectiveLine(pk, code, Objective.Kind(kind).label, text, is_example, indicators)
