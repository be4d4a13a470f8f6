"""An agency answers a finding of the habit detector; the city's planner accepts or sends back.

No answer changes a verdict: only the plans do. A link is therefore entered in the drafts that come
next (an amendment of the year, or a later year), where the judging after their adoption finds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction

from sasando.core import audit
from sasando.core.errors import NotFoundForViewer
from sasando.organization.models import Unit
from sasando.planning.errors import (
    HabitAnswerIncomplete,
    HabitAnswerOvertaken,
    HabitNotAsked,
    HabitReturnUnexplained,
    HabitReviewsOneself,
)
from sasando.planning.habit_access import (
    require_may_answer,
    require_may_read,
    require_may_review,
)
from sasando.planning.models import (
    AgencyProgramme,
    HabitAnswer,
    HabitReview,
    HabitVerdict,
    Objective,
    PlanRow,
)
from sasando.planning.models.plan import YEARLY_KINDS
from sasando.planning.plan_access import may_write_city_plans, may_write_for
from sasando.planning.queries.habit_facts import stored_form

if TYPE_CHECKING:
    from sasando.organization.queries import Viewer
    from sasando.planning.models import PlanDocument

Kind, Outcome = HabitAnswer.Kind, HabitReview.Outcome
STANDING_LINK: Final = "kaitan tetap"


@dataclass(frozen=True)
class LineKey:
    """A judged line: of which agency, under which code, in which year."""

    unit_code: str
    code: str
    year: int


@dataclass(frozen=True)
class AnswerDraft:
    """What an agency will do about a line; which parts are needed depends on the kind."""

    kind: str
    objective_code: str = ""
    from_year: int | None = None
    reason: str = ""
    legal_duty: str = ""


@transaction.atomic
def answer_habit(*, viewer: Viewer, line: LineKey, answer: AnswerDraft) -> HabitAnswer:
    """Answer a line judged a habit or on paper; a later answer stands beside the earlier one.

    A link is written at once into the coming drafts the viewer himself may write; the rest is
    written when the city's planner accepts. Raises NotFoundForViewer, NotPermitted,
    HabitNotAsked, HabitAnswerIncomplete.
    """
    unit = require_may_read(viewer, Unit.objects.filter(code=line.unit_code).first())
    require_may_answer(viewer, unit)
    verdict = _locked_verdict(unit, line)
    if not verdict.needs_answer:
        raise HabitNotAsked(code=line.code, verdict=verdict.get_verdict_display())
    made = HabitAnswer(
        year=line.year,
        unit=unit,
        code=line.code,
        number=_answers_to(verdict) + 1,
        name=verdict.name,
        verdict=verdict.verdict,
        answered_by_id=viewer.person_id,
        is_example=viewer.is_example,
        **_checked(answer, line.year),
    )
    if made.objective is not None:
        made.written = _link(viewer, made, made.objective)
    made.save(force_insert=True)
    after = {"jawaban": made.get_kind_display(), "tahun": made.year}
    if made.objective is not None:
        after["sasaran"] = made.objective.code
    audit.record(
        actor=viewer,
        action="habit.answered",
        subject_kind="habit-answer",
        subject_code=_code(made),
        subject_label=made.name,
        after=after,
        reason=made.reason,
    )
    return made


@transaction.atomic
def review_answer(
    *, viewer: Viewer, line: LineKey, number: int, outcome: str, note: str = ""
) -> HabitReview:
    """Accept an answer or send it back with a note; an accepted link is written into the drafts.

    Only the newest answer to a line can be reviewed, once, and not by whoever gave it. Raises
    NotFoundForViewer, NotPermitted, HabitAnswerOvertaken, HabitReviewsOneself,
    HabitReturnUnexplained.
    """
    require_may_review(viewer)
    unit = require_may_read(viewer, Unit.objects.filter(code=line.unit_code).first())
    verdict = _locked_verdict(unit, line)
    answer = (
        HabitAnswer.objects.filter(year=line.year, unit=unit, code=line.code, number=number)
        .select_related("objective", "unit")
        .first()
    )
    if answer is None:
        raise NotFoundForViewer(kind="jawaban")
    if number != _answers_to(verdict) or HabitReview.objects.filter(answer=answer).exists():
        raise HabitAnswerOvertaken
    if answer.answered_by_id == viewer.person_id:
        raise HabitReviewsOneself
    if outcome != Outcome.ACCEPTED and not note.strip():
        raise HabitReturnUnexplained
    review = HabitReview(
        answer=answer,
        outcome=Outcome(outcome),
        note=note.strip(),
        reviewed_by_id=viewer.person_id,
        is_example=viewer.is_example,
    )
    if outcome == Outcome.ACCEPTED and answer.objective is not None:
        review.written = _link(viewer, answer, answer.objective)
    review.save(force_insert=True)
    audit.record(
        actor=viewer,
        action="habit.reviewed",
        subject_kind="habit-answer",
        subject_code=_code(answer),
        subject_label=answer.name,
        after={"putusan": review.get_outcome_display()},
        reason=review.note,
    )
    return review


def _locked_verdict(unit: Unit, line: LineKey) -> HabitVerdict:
    """The verdict that is answered to; answers and reviews of one line come one after another."""
    found = HabitVerdict.objects.select_for_update().filter(
        unit=unit, code=line.code, year=line.year
    )
    verdict = found.first()
    if verdict is None:
        raise NotFoundForViewer(kind="baris rencana")
    return verdict


def _answers_to(verdict: HabitVerdict) -> int:
    return HabitAnswer.objects.filter(
        year=verdict.year, unit=verdict.unit_id, code=verdict.code
    ).count()


def _checked(answer: AnswerDraft, year: int) -> dict[str, object]:
    """The parts that belong to the kind of answer. Raises HabitAnswerIncomplete."""
    reason, duty = answer.reason.strip(), answer.legal_duty.strip()
    parts: dict[str, object] = {"kind": answer.kind, "reason": reason}
    if answer.kind == Kind.LINK:
        objective = Objective.objects.in_force().filter(code=answer.objective_code).first()
        if objective is None:
            raise HabitAnswerIncomplete(parts="sasaran RPJMD yang dituju")
        return parts | {"objective": objective}
    if answer.kind == Kind.STOP:
        if answer.from_year is None or answer.from_year <= year:
            raise HabitAnswerIncomplete(parts=f"tahun mulai dihentikan, sesudah {year}")
        return parts | {"from_year": answer.from_year}
    if answer.kind == Kind.KEEP:
        if not reason or not duty:
            raise HabitAnswerIncomplete(parts="alasan dan dasar kewajibannya")
        return parts | {"legal_duty": duty}
    if answer.kind != Kind.MEND:
        raise HabitAnswerIncomplete(parts="salah satu dari empat jawaban")
    return parts


def _link(viewer: Viewer, answer: HabitAnswer, objective: Objective) -> list[str]:
    """Enter the objective where the viewer may; the names of what was changed."""
    drafts = PlanRow.objects.filter(
        document__adopted_on__isnull=True,
        document__kind__in=YEARLY_KINDS,
        document__first_year__gte=answer.year,
        unit=answer.unit,
        code=answer.code,
    )
    written = []
    for row in drafts.select_related("document__unit", "objective").select_for_update(of=("self",)):
        if _may_write(viewer, row.document) and row.objective_id != objective.pk:
            before = row.objective.code if row.objective else None
            row.objective = objective
            row.save(update_fields=["objective"])
            written.append(row.document.code)
            _trace_link(viewer, answer, row.document.code, before, objective)
    return [*written, *_link_programme(viewer, answer, objective)]


def _may_write(viewer: Viewer, document: PlanDocument) -> bool:
    return may_write_for(viewer, document.unit)


def _link_programme(viewer: Viewer, answer: HabitAnswer, objective: Objective) -> list[str]:
    """The standing link of an agency's programme is the city planner's to enter."""
    if not may_write_city_plans(viewer):
        return []
    given = (
        AgencyProgramme.objects.filter(unit=answer.unit, node__code=stored_form(answer.code))
        .select_related("objective")
        .order_by("-node__version")
        .first()
    )
    if given is None or given.objective_id == objective.pk:
        return []
    before = given.objective.code if given.objective else None
    given.objective = objective
    given.save(update_fields=["objective"])
    _trace_link(viewer, answer, STANDING_LINK, before, objective)
    return [STANDING_LINK]


def _trace_link(
    viewer: Viewer, answer: HabitAnswer, where: str, before: str | None, objective: Objective
) -> None:
    audit.record(
        actor=viewer,
        action="habit.linked",
        subject_kind="habit-answer",
        subject_code=_code(answer),
        subject_label=answer.name,
        before={where: before},
        after={where: objective.code},
    )


def _code(answer: HabitAnswer) -> str:
    """What the trail calls an answer: "2026/DLHK/2.11.09/1"."""
    return f"{answer.year}/{answer.unit.code}/{answer.code}/{answer.number}"[:60]
