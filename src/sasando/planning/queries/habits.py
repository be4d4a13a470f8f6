"""Reading kept verdicts, the answers to them, and one line year beside year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sasando.core.errors import NotFoundForViewer
from sasando.organization.models import Unit
from sasando.planning.habit_access import require_may_read
from sasando.planning.habit_limits import limits_for
from sasando.planning.models import (
    HabitAnswer,
    HabitJudging,
    HabitReview,
    HabitVerdict,
    Objective,
    PerformanceNode,
    PlanDocument,
    PlanRow,
)
from sasando.planning.models.plan import YEARLY_KINDS
from sasando.rules.habit import judge

from .habit_facts import facts_of, same_line
from .habit_judging import facts_digest, histories, judged
from .plan import missions_of, plan_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from django.db.models import QuerySet

    from sasando.organization.queries import Viewer
    from sasando.rules.evidence import Evidence
    from sasando.rules.habit import History, PlannedYear

    from .habit_facts import Facts
    from .habit_judging import LineHistory


@dataclass(frozen=True)
class Judged:
    """A year that was judged: when, and whether its facts are still the same today."""

    year: int
    judged_at: datetime
    is_current: bool


@dataclass(frozen=True)
class AnswerState:
    """The newest answer to a line with what the city's planner said to it; both may be missing."""

    answer: HabitAnswer | None = None
    review: HabitReview | None = None

    @property
    def is_answered(self) -> bool:
        """Whether an answer stands; one that was sent back does not."""
        return self.answer is not None and not self.is_returned

    @property
    def is_returned(self) -> bool:
        return self.review is not None and self.review.outcome == HabitReview.Outcome.RETURNED

    @property
    def is_waiting(self) -> bool:
        """Whether the city's planner has to look at it."""
        return self.answer is not None and self.review is None


UNANSWERED = AnswerState()


def judged_years() -> list[int]:
    """The years that were judged, oldest first."""
    return list(HabitJudging.objects.values_list("year", flat=True).order_by("year"))


def judging_of(year: int) -> HabitJudging | None:
    """The last judging of a year."""
    return HabitJudging.objects.filter(year=year).first()


def is_current(judging: HabitJudging | None, today: date) -> bool:
    """Whether the facts are still those of the judging. Two queries."""
    return judging is not None and judging.digest == facts_digest(judging.year, today)


def judged_state(year: int, today: date) -> Judged | None:
    """When a year was judged, and whether that still holds; None when it never was."""
    judging = judging_of(year)
    if judging is None:
        return None
    return Judged(year, judging.judged_at, is_current(judging, today))


def answer_states(year: int, unit: Unit, codes: Collection[str]) -> dict[str, AnswerState]:
    """The newest answer to each of these lines. One query."""
    found = (
        HabitAnswer.objects.filter(year=year, unit=unit, code__in=codes)
        .select_related("objective", "answered_by", "review__reviewed_by")
        .order_by("code", "-number")
        .distinct("code")
    )
    return {row.code: AnswerState(row, _review_of(row)) for row in found}


def _review_of(answer: HabitAnswer) -> HabitReview | None:
    return getattr(answer, "review", None)


@dataclass(frozen=True)
class YearColumn:
    """A line in one year as the page lays the years side by side; `said` is None where absent."""

    year: int
    document: str
    stage: str
    is_draft: bool
    said: PlannedYear | None
    code: str


@dataclass(frozen=True)
class LinePage:
    """One judged line with everything its verdict rests on.

    `history` is what it rests on today; `is_current` says whether the kept verdict still
    follows from it. `preview` is what the verdict would be if the next draft were adopted as it
    stands, None without a draft that holds the line.
    """

    unit: Unit
    verdict: HabitVerdict
    columns: tuple[YearColumn, ...]
    history: History | None
    is_current: bool
    preview: Preview | None
    trace: tuple[PerformanceNode, ...]
    answers: tuple[AnswerState, ...]
    state: AnswerState


@dataclass(frozen=True)
class Preview:
    """The verdict the next draft would get as it stands."""

    year: int
    document_code: str
    verdict: HabitVerdict.Verdict
    evidences: tuple[Evidence, ...]


def line_page(viewer: Viewer, unit_code: str, code: str, *, year: int, today: date) -> LinePage:
    """A line of an agency, year beside year, with its answers. A fixed number of queries.

    Raises NotFoundForViewer.
    """
    unit = require_may_read(viewer, Unit.objects.filter(code=unit_code).first())
    verdict = HabitVerdict.objects.filter(unit=unit, code=code, year=year).first()
    if verdict is None:
        raise NotFoundForViewer(kind="baris rencana")
    limits = limits_for(year, today)
    facts = facts_of(year, units=[unit.pk])
    source = _source(facts, code, year, today)
    preview, ahead = _ahead(viewer, unit, code, year, today)
    answers = _answers(unit, code)
    return LinePage(
        unit=unit,
        verdict=verdict,
        columns=(*_columns(facts, source, is_draft=False), *ahead),
        history=source.history if source else None,
        is_current=source is not None and judged(source, limits).digest == verdict.digest,
        preview=preview,
        trace=_trace_nodes(unit, code),
        answers=answers,
        state=next((one for one in answers if _is_of(one, year)), UNANSWERED),
    )


def _is_of(state: AnswerState, year: int) -> bool:
    return state.answer is not None and state.answer.year == year


def _source(facts: Facts, code: str, year: int, today: date) -> LineHistory | None:
    found = histories(facts, limits_for(year, today))
    return next((one for one in found if one.line.code == code), None)


def _columns(facts: Facts, source: LineHistory | None, *, is_draft: bool) -> tuple[YearColumn, ...]:
    """The years that are known of the agency; only the last one when it is a draft."""
    if source is None:
        return ()
    line = source.line
    years = (facts.judged,) if is_draft else facts.known_years(line.unit_id)
    said = {one.year: one for one in source.planned}
    columns = []
    for year in years:
        own = facts.years[line.unit_id, year]
        found = line if year == facts.judged else same_line(facts, line, year)
        columns.append(
            YearColumn(
                year,
                own.document.code,
                own.document.kind,
                is_draft,
                said.get(year),
                found.code if found else "",
            )
        )
    return tuple(columns)


def _drafts_from(viewer: Viewer, year: int) -> QuerySet[PlanDocument]:
    """Yearly plans still being written that can mend a finding of a year: its amendment, or later.

    Only those the viewer may see.
    """
    return PlanDocument.objects.visible_to(viewer).filter(
        kind__in=YEARLY_KINDS, first_year__gte=year, adopted_on__isnull=True
    )


def _ahead(
    viewer: Viewer, unit: Unit, code: str, year: int, today: date
) -> tuple[Preview | None, tuple[YearColumn, ...]]:
    """The line in the next draft as it stands; nothing without a draft the viewer may see."""
    drafts = dict(_drafts_from(viewer, year).values_list("pk", "first_year"))
    if not drafts:
        return None, ()
    ahead = min(drafts.values())
    facts = facts_of(ahead, units=[unit.pk], with_drafts=True)
    source = _source(facts, code, ahead, today)
    if source is None or source.history is None:
        return None, ()
    document = facts.years[unit.pk, ahead].document
    if document.id not in drafts:
        return None, ()
    said = judge(source.history, limits_for(ahead, today))
    verdict = HabitVerdict.Verdict(said.verdict.value)
    preview = Preview(ahead, document.code, verdict, said.evidences)
    return preview, _columns(facts, source, is_draft=True)


def _trace_nodes(unit: Unit, code: str) -> tuple[PerformanceNode, ...]:
    """Conditions of performance trees that hang on the line in any plan: a fact beside the rule."""
    found = PerformanceNode.objects.standing().filter(plan_row__unit=unit, plan_row__code=code)
    return tuple(found.select_related("tree").order_by("tree__first_year", "code"))


def _answers(unit: Unit, code: str) -> tuple[AnswerState, ...]:
    """Every answer to the line, of whatever year, the newest first."""
    rows = (
        HabitAnswer.objects.filter(unit=unit, code=code)
        .select_related("objective", "answered_by", "review__reviewed_by", "unit")
        .order_by("-year", "-number")
    )
    return tuple(AnswerState(row, _review_of(row)) for row in rows)


def kept_line(viewer: Viewer, unit_code: str, code: str, year: int) -> HabitVerdict:
    """The verdict on one line, with its agency. Raises NotFoundForViewer."""
    unit = require_may_read(viewer, Unit.objects.filter(code=unit_code).first())
    found = HabitVerdict.objects.select_related("unit").filter(unit=unit, code=code, year=year)
    line = found.first()
    if line is None:
        raise NotFoundForViewer(kind="baris rencana")
    return line


def objective_choices(year: int) -> list[tuple[str, str]]:
    """The objectives of the plan in force in a year, as choices."""
    plan = plan_of(year)
    found = Objective.objects.in_force().filter(
        mission__in=missions_of(plan), kind=Objective.Kind.OBJECTIVE
    )
    return [(row.code, f"{row.code} {row.text}") for row in found.order_by("code")]


def draft_with(viewer: Viewer, answer: HabitAnswer) -> str:
    """The next draft that holds the answered line: the agency's own before the city's.

    Empty when there is none the viewer may see.
    """
    drafts = _drafts_from(viewer, answer.year)
    rows = PlanRow.objects.filter(document__in=drafts, unit=answer.unit, code=answer.code)
    in_order = rows.order_by("document__first_year", "document__kind")
    found = in_order.values_list("document__code", flat=True)
    return found.first() or ""
