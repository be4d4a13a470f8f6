"""Judging missions, goals and objectives of an RPJMD or RPD, with their indicators and targets.

Missions and objectives keep their identity through amendments: a draft amendment words them anew
in its own lines, adds new ones (`added_by`) and ends others (`ended_by`); both come into force with
its adoption.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from sasando.core.listings.judging import once_each
from sasando.organization.models import Unit
from sasando.planning.models import Mission, Objective, PlanDocument

from .columns import ThreadKind
from .lines import OWN_LEVELS, LineImport, number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.core.listings.report import Row


class ThreadImport:
    """The top of the thread from a file, beside what the plan has."""

    def __init__(self, rows: Sequence[Row], document: PlanDocument) -> None:
        self.rows = rows
        self.document = document
        versions = PlanDocument.objects.filter(
            kind=document.kind, first_year=document.first_year, unit=None
        )
        self.root = versions.get(version=1)
        self.city = str(Unit.objects.values_list("code", flat=True).get(parent=None))
        own = Q(added_by=None) | Q(added_by__in=versions)
        self.missions = {row.code: row for row in Mission.objects.filter(own, plan=self.root)}
        self.objectives = {
            row.code: row
            for row in Objective.objects.filter(own, mission__plan=self.root).select_related(
                "goal", "mission"
            )
        }
        codes = [row.values.get("code") for row in rows]
        self.foreign = (
            {
                *Mission.objects.filter(code__in=codes).values_list("code", flat=True),
                *Objective.objects.filter(code__in=codes).values_list("code", flat=True),
            }
            - set(self.missions)
            - set(self.objectives)
        )

    def judge(self) -> None:
        top = [row for row in self.rows if row.values.get("kind") == ThreadKind.MISSION]
        below = [row for row in self.rows if row.values.get("kind") != ThreadKind.MISSION]
        self.mission_rows = once_each(top, "code", "kode")
        self.below: dict[str, Row] = {}
        for row in sorted(below, key=number_of):
            self._prepare(row)
        for code, row in self.mission_rows.items():
            self._judge_mission(code, row)
        for code, row in self.below.items():
            self._judge_place(code, row)
        self.lines = LineImport(
            [row for row in below if row.values.get("code")],
            self.document,
            levels=OWN_LEVELS,
            objectives={},
        )
        self.lines.judge()

    def _prepare(self, row: Row) -> None:
        """Say of a goal or objective what a line of the plan needs, and of whose it is."""
        values = row.values
        code, kind = values.get("code"), values.get("kind")
        if not code or not kind:
            values.pop("code", None)
            return
        if code in self.foreign:
            row.refuse("kode", "plan-thread-code", value=code)
        self.below.setdefault(code, row)
        values["level"] = kind
        values["unit"] = self.city
        # Where it hangs is its identity's; its line of the plan stands by itself.
        values["place"] = values.pop("parent", "")

    def _judge_mission(self, code: str, row: Row) -> None:
        mission = self.missions.get(code)
        if code in self.foreign:
            row.refuse("kode", "plan-thread-code", value=code)
        if row.values.get("parent"):
            row.refuse("induk", "plan-mission-parent")
        row.is_new = mission is None
        if mission is None or "name" not in row.values:
            return
        is_other = mission.text != row.values["name"]
        if self.document.version > 1 and (is_other or row.values.get("removed")):
            row.refuse("uraian", "plan-mission-fixed")
        elif is_other:
            row.note("uraian", mission.text, row.values["name"])

    def _judge_place(self, code: str, row: Row) -> None:
        parent, kind = row.values.get("place") or "", row.values.get("kind")
        standing = self.objectives.get(code)
        if not parent and standing is not None:
            parent = row.values["place"] = _place_of(standing)
        is_mission = parent in self.missions or parent in self.mission_rows
        goal = self.below.get(parent)
        is_goal = (goal is not None and goal.values.get("kind") == ThreadKind.GOAL) or (
            parent in self.objectives and self.objectives[parent].kind == Objective.Kind.GOAL
        )
        if not parent:
            row.refuse("induk", "empty")
        elif not is_mission and not (is_goal and kind == ThreadKind.OBJECTIVE):
            row.refuse("induk", "plan-thread-parent", value=parent)
        if standing is not None and _place_of(standing) != parent and parent:
            row.note("induk", _place_of(standing), parent)

    def write(self) -> None:
        self._write_missions()
        kept = {code: row for code, row in self.below.items() if not row.values.get("removed")}
        self._end(set(self.below) - set(kept), self.document)
        self._end(set(kept), None)
        for kind in (ThreadKind.GOAL, ThreadKind.OBJECTIVE):
            for code, row in kept.items():
                if row.values["kind"] == kind:
                    self._write_objective(code, row)
        self.lines.objectives = {code: row.pk for code, row in self.objectives.items()}
        for line in self.lines.lines.values():
            line.facts["objective"] = line.key[1]
        self.lines.write()

    def _write_missions(self) -> None:
        taken = [row.number for row in self.missions.values()]
        number = max(taken, default=0)
        for code, row in self.mission_rows.items():
            mission = self.missions.get(code)
            if mission is None:
                number += 1
                self.missions[code] = Mission.objects.create(
                    plan=self.root, code=code, number=number, text=row.values["name"],
                    added_by=self._adder(),
                )  # fmt: skip
            elif row.changes:
                mission.text = row.values["name"]
                mission.save(update_fields=["text"])

    def _write_objective(self, code: str, row: Row) -> None:
        place = row.values["place"]
        goal = self.objectives.get(place)
        mission = goal.mission if goal else self.missions[place]
        facts: dict[str, Any] = {"mission": mission, "goal": goal, "kind": row.values["kind"]}
        standing = self.objectives.get(code)
        if standing is None:
            self.objectives[code] = Objective.objects.create(
                code=code,
                text=row.values["name"],
                added_by=self._adder(),
                is_example=bool(row.values.get("is_example")),
                **facts,
            )
        elif row.changes and self._may_reword(standing):
            for name, value in {**facts, "text": row.values["name"]}.items():
                setattr(standing, name, value)
            standing.save(update_fields=[*facts, "text"])

    def _end(self, codes: set[str], by: PlanDocument | None) -> None:
        """Objectives that this draft ends; one that it has again is no longer ended by it."""
        known = [self.objectives[code].pk for code in codes if code in self.objectives]
        rows = Objective.objects.filter(pk__in=known)
        if by is None:
            rows.filter(ended_by=self.document).update(ended_by=None)
        else:
            rows.filter(ended_by=None).update(ended_by=by)

    def _adder(self) -> PlanDocument | None:
        return self.document if self.document.version > 1 else None

    def _may_reword(self, objective: Objective) -> bool:
        """An objective of an earlier version keeps its words; the amendment's line has its own."""
        return objective.added_by_id == (self.document.pk if self.document.version > 1 else None)


def _place_of(objective: Objective) -> str:
    return objective.goal.code if objective.goal else objective.mission.code
