"""Saying which higher goals an objective serves, and wording the goals themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from sasando.core import audit
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.planning.errors import HigherGoalExists
from sasando.planning.models import Alignment, HigherGoal, Objective
from sasando.planning.plan_access import may_write_city_plans

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sasando.organization.queries import Viewer


@dataclass(frozen=True)
class GoalWords:
    """What the city enters of a higher goal: its wording and the document it was read in."""

    text: str
    source: str


@transaction.atomic
def align_objective(
    *, viewer: Viewer, code: str, notes: Mapping[str, str], is_example: bool = False
) -> int:
    """Let an objective serve exactly these goals, each with its note; how many links changed.

    Raises NotPermitted and NotFoundForViewer (objective or goal).
    """
    _require_planner(viewer)
    objective = Objective.objects.select_for_update().filter(code=code).first()
    if objective is None:
        raise NotFoundForViewer(kind="sasaran")
    goals = {goal.code: goal for goal in HigherGoal.objects.filter(code__in=notes)}
    if set(goals) != set(notes):
        raise NotFoundForViewer(kind="sasaran nasional atau provinsi")
    standing = {row.goal.code: row for row in objective.alignments.select_related("goal")}
    before = {code: row.note for code, row in standing.items()}
    if before == dict(notes):
        return 0
    objective.alignments.exclude(goal__in=goals.values()).delete()
    Alignment.objects.bulk_create(
        (
            Alignment(objective=objective, goal=goals[code], note=note, is_example=is_example)
            for code, note in notes.items()
        ),
        update_conflicts=True,
        unique_fields=["objective", "goal"],
        update_fields=["note"],
    )
    _trace(viewer, objective.code, objective.text, before=before, after=dict(notes))
    changed = set(before.items()) ^ set(notes.items())
    return len({code for code, _note in changed})


@transaction.atomic
def word_goal(*, viewer: Viewer, code: str, words: GoalWords) -> HigherGoal:
    """Enter the wording of a numbered goal. Raises NotPermitted and NotFoundForViewer."""
    _require_planner(viewer)
    goal = HigherGoal.objects.select_for_update().filter(code=code).first()
    if goal is None:
        raise NotFoundForViewer(kind="sasaran nasional atau provinsi")
    before = {"rumusan": goal.text, "sumber": goal.source}
    goal.text, goal.source = words.text, words.source
    goal.save(update_fields=["text", "source"])
    after = {"rumusan": goal.text, "sumber": goal.source}
    if before != after:
        _trace(viewer, goal.code, str(goal), before=before, after=after)
    return goal


@transaction.atomic
def add_province_goal(*, viewer: Viewer, number: int, words: GoalWords) -> HigherGoal:
    """Enter a goal of the province by its number. Raises NotPermitted and HigherGoalExists."""
    _require_planner(viewer)
    goal = HigherGoal(
        code=f"PROV-{number}",
        kind=HigherGoal.Kind.PROVINCE,
        number=number,
        text=words.text,
        source=words.source,
    )
    try:
        with transaction.atomic():
            goal.save(force_insert=True)
    except IntegrityError as failure:
        raise HigherGoalExists(code=goal.code) from failure
    _trace(viewer, goal.code, str(goal), after={"rumusan": goal.text})
    return goal


def _require_planner(viewer: Viewer) -> None:
    if not may_write_city_plans(viewer):
        raise NotPermitted


def _trace(
    viewer: Viewer,
    code: str,
    label: str,
    *,
    after: dict[str, Any],
    before: dict[str, Any] | None = None,
) -> None:
    audit.record(
        actor=viewer,
        action="plan.aligned",
        subject_kind="plan",
        subject_code=code,
        subject_label=label,
        before=before,
        after=after,
    )
