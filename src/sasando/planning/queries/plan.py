"""The plan as a tree: missions, objectives, and what each rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from sasando.core.errors import NotFoundForViewer
from sasando.planning.models import (
    AgencyProgramme,
    Indicator,
    Mission,
    Objective,
    PlanDocument,
    PriorityAgenda,
    PriorityProgramme,
)

from .indicators import board_of, indicators_by_agenda, lines_of, yardstick_on

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from sasando.planning.policies import Yardstick

    from .indicators import IndicatorBoard, IndicatorLine


@dataclass(frozen=True)
class ObjectiveBranch:
    """An objective with its indicators and how many programmes are meant to serve it."""

    objective: Objective
    board: IndicatorBoard
    programmes: int


@dataclass(frozen=True)
class MissionBranch:
    """A mission with its objectives; the board holds the indicators of all of them."""

    mission: Mission
    objectives: tuple[ObjectiveBranch, ...]
    board: IndicatorBoard

    @property
    def programmes(self) -> int:
        return sum(branch.programmes for branch in self.objectives)


@dataclass(frozen=True)
class AgendaRow:
    """A priority agenda with the indicators that follow it."""

    agenda: PriorityAgenda
    board: IndicatorBoard | None


@dataclass(frozen=True)
class PlanTree:
    """The plan of a year with everything below it."""

    plan: PlanDocument
    year: int
    missions: tuple[MissionBranch, ...]
    priorities: tuple[PriorityProgramme, ...]
    agendas: tuple[AgendaRow, ...]


def plan_of(year: int) -> PlanDocument:
    """The plan in force in a year: an adopted RPJMD before an RPD, its latest version.

    Raises NotFoundForViewer.
    """
    found = PlanDocument.objects.adopted().medium_term().covering(year)
    plan = found.latest_first().first()
    if plan is None:
        raise NotFoundForViewer(kind="RPJMD")
    return plan


def missions_of(plan: PlanDocument) -> QuerySet[Mission]:
    """The missions of a plan as they are in force; they hang on its first version."""
    versions = PlanDocument.objects.filter(kind=plan.kind, first_year=plan.first_year, unit=None)
    return Mission.objects.in_force().filter(plan__in=versions).order_by("number")


def mission_tree(*, year: int, now: datetime) -> PlanTree:
    """The plan of a year as a tree, in a fixed number of queries. Raises NotFoundForViewer."""
    plan = plan_of(year)
    branches = _branches(list(missions_of(plan)), year, now)
    boards = indicators_by_agenda(year=year, now=now)
    return PlanTree(
        plan=plan,
        year=year,
        missions=tuple(branches),
        priorities=tuple(_priorities(plan)),
        agendas=tuple(
            AgendaRow(agenda, boards.get(agenda.number)) for agenda in PriorityAgenda.objects.all()
        ),
    )


def mission_branch(code: str, *, year: int, now: datetime) -> MissionBranch:
    """One mission with all below it. Raises NotFoundForViewer."""
    mission = Mission.objects.select_related("plan").filter(code=code).first()
    if mission is None:
        raise NotFoundForViewer(kind="misi")
    return _branches([mission], year, now)[0]


def programmes_serving(mission: Mission) -> list[AgencyProgramme]:
    """The programmes of agencies that serve an objective of the mission."""
    rows = AgencyProgramme.objects.filter(objective__mission=mission)
    return list(
        rows.select_related("unit", "node", "objective").order_by(
            "objective__code", "unit__code", "node__code"
        )
    )


def _priorities(plan: PlanDocument) -> QuerySet[PriorityProgramme]:
    versions = PlanDocument.objects.filter(kind=plan.kind, first_year=plan.first_year, unit=None)
    counted = PriorityProgramme.objects.filter(plan__in=versions).annotate(
        number_of=Count("programmes")
    )
    # A counted query forgets the order of the model.
    return counted.order_by("number")


def _branches(missions: list[Mission], year: int, now: datetime) -> list[MissionBranch]:
    objectives = (
        Objective.objects.in_force()
        .filter(mission__in=missions)
        .annotate(programme_count=Count("programmes"))
        .order_by("code")
    )
    lines = lines_of(Indicator.objects.filter(objective__mission__in=missions), year=year, now=now)
    yardstick = yardstick_on(year, now)
    by_objective: dict[int | None, list[IndicatorLine]] = {}
    for line in lines:
        by_objective.setdefault(line.indicator.objective_id, []).append(line)
    grouped: dict[int, list[ObjectiveBranch]] = {}
    for objective in objectives:
        own = board_of(by_objective.get(objective.pk, []), yardstick)
        branch = ObjectiveBranch(objective, own, objective.programme_count)
        grouped.setdefault(objective.mission_id, []).append(branch)
    return [_branch(mission, grouped.get(mission.pk, []), yardstick) for mission in missions]


def _branch(
    mission: Mission, objectives: Iterable[ObjectiveBranch], yardstick: Yardstick
) -> MissionBranch:
    own = tuple(objectives)
    lines = [line for branch in own for line in branch.board.lines]
    return MissionBranch(mission, own, board_of(lines, yardstick))
