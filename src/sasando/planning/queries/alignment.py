"""The city's objectives beside the goals of the nation and the province, both ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sasando.planning.models import Alignment, HigherGoal, Objective

from .plan import missions_of, plan_of

if TYPE_CHECKING:
    from sasando.planning.models import PlanDocument


@dataclass(frozen=True)
class ObjectiveSide:
    """An objective with the higher goals it serves."""

    objective: Objective
    links: tuple[Alignment, ...]


@dataclass(frozen=True)
class GoalSide:
    """A higher goal with the objectives that serve it."""

    goal: HigherGoal
    links: tuple[Alignment, ...]


@dataclass(frozen=True)
class AlignmentPage:
    """Both directions, and the objectives and goals that nothing ties."""

    plan: PlanDocument
    objectives: tuple[ObjectiveSide, ...]
    goals: tuple[GoalSide, ...]

    @property
    def untied(self) -> int:
        return sum(not side.links for side in self.objectives)

    @property
    def unserved(self) -> int:
        return sum(not side.links for side in self.goals)


def alignment_page(year: int, kind: str = "") -> AlignmentPage:
    """The map of a year's plan, narrowed to one kind of higher goal; five queries.

    Raises NotFoundForViewer when no plan runs in that year.
    """
    plan = plan_of(year)
    objectives = (
        Objective.objects.in_force()
        .filter(mission__in=missions_of(plan))
        .select_related("mission")
        .order_by("code")
    )
    goals = HigherGoal.objects.all()
    if kind:
        goals = goals.filter(kind=kind)
    links = list(
        Alignment.objects.filter(objective__in=objectives.values("pk"), goal__in=goals.values("pk"))
        .select_related("objective", "goal")
        .order_by("goal__kind", "goal__number", "objective__code")
    )
    return AlignmentPage(
        plan,
        tuple(
            ObjectiveSide(row, tuple(link for link in links if link.objective_id == row.pk))
            for row in objectives
        ),
        tuple(
            GoalSide(goal, tuple(link for link in links if link.goal_id == goal.pk))
            for goal in goals
        ),
    )
