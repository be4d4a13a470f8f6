"""The habit detector: is a line of a plan there for an objective, on paper, or out of habit.

One programme, activity or sub-activity is judged over the years its documents are known, and gets
exactly one verdict with the findings that led to it. The mayor's question (17 September 2025):
programmes follow the RPJMD, not "we usually do it so". Grounds: the alignment checks of the
performance tree (Permen PANRB 89/2021 [V]) and decisions of this system [D]; every threshold is a
dated proposal [P] that comes in as `HabitLimits`. "On paper" needs every indicator to be at
fault: one sound indicator holds the thread, the faults of the others are told beside it [D].
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final

from sasando.rules.apportion import apportion
from sasando.rules.codes import Level, parse_nomenclature_code
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.evidence import Evidence, Ground, Role, Verdict
from sasando.rules.targets import NO_TARGET, Target
from sasando.rules.texts import SAME, similarity, words_of, written_substance
from sasando.rules.tree import OUTPUT_OPENINGS


class IndicatorKind(StrEnum):
    """What an indicator measures, as the document labels it."""

    OUTPUT = "OUTPUT"
    OUTCOME = "OUTCOME"
    IMPACT = "IMPACT"


class Relation(StrEnum):
    """How another line of the plan stands to the judged one."""

    PARENT = "PARENT"
    OTHER = "OTHER"  # a line of the same level that promises a different result


@dataclass(frozen=True)
class PlannedIndicator:
    """An indicator of a line in one year; a blank target is missing, never zero."""

    text: str
    target: Target = NO_TARGET
    measure: str = ""
    kind: IndicatorKind | None = None


@dataclass(frozen=True)
class PlannedYear:
    """A line of a plan in one year. `ceiling` in rupiah, None when the document has none.

    `objective` is the code of the RPJMD objective it serves, "" when the documents name none, and
    None when they could not say (an export without that column).
    """

    year: int
    name: str
    objective: str | None
    indicators: tuple[PlannedIndicator, ...] = ()
    ceiling: Decimal | None = None

    def __post_init__(self) -> None:
        if self.ceiling is not None and self.ceiling < 0:
            raise RuleInputError("ceiling", Problem.OUT_OF_RANGE, self.ceiling)


@dataclass(frozen=True)
class OtherIndicator:
    """An indicator of another line of the same plan, with which the judged one is compared."""

    code: str
    text: str
    relation: Relation = Relation.OTHER


@dataclass(frozen=True)
class History:
    """Everything the verdict on one line rests on.

    `years` may come in any order, one entry a year. `known_years` are the years for which the
    agency's documents are known at all, so that absence is a fact; empty means only those of
    `years`. `prescribed` is the indicator the nomenclature sets for a sub-activity.
    """

    code: str
    years: tuple[PlannedYear, ...]
    others: tuple[OtherIndicator, ...] = ()
    prescribed: str = ""
    known_years: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        named = [planned.year for planned in self.years]
        if len(set(named)) < len(named):
            raise RuleInputError("years", Problem.DUPLICATE, named)

    @property
    def in_order(self) -> tuple[PlannedYear, ...]:
        """Its years, oldest first."""
        return tuple(sorted(self.years, key=lambda planned: planned.year))


@dataclass(frozen=True)
class HabitLimits:
    """Dated choices of the city by which a line is judged [P]; similarities in per mille.

    `habit_years` consecutive years without objective make a habit, `same_target_years` with one
    target an unchanged target; `ceiling_change` is how far (per mille of the earlier year) a
    ceiling may move and still count as the same. A text that begins with one of `output_words`
    names an output (sakip 2.5); one of `doing_words` says only that something was done.
    `top_labels` are predicates that cannot be raised.
    """

    habit_years: int = 2
    same_target_years: int = 3
    similar_name: int = 760
    similar_indicator: int = 760
    copied_name: int = 700
    ceiling_change: int = 100
    output_words: tuple[str, ...] = OUTPUT_OPENINGS
    doing_words: tuple[str, ...] = (
        "terlaksananya",
        "terselenggaranya",
        "tersedianya",
        "tersusunnya",
        "pelaksanaan",
        "penyelenggaraan",
    )
    top_labels: tuple[str, ...] = ("WTP", "AA")

    def __post_init__(self) -> None:
        for name in ("habit_years", "same_target_years"):
            if getattr(self, name) < 2:  # one year proves nothing
                raise RuleInputError(name, Problem.OUT_OF_RANGE, getattr(self, name))
        for name in ("similar_name", "similar_indicator", "copied_name"):
            if not 0 < getattr(self, name) <= SAME:
                raise RuleInputError(name, Problem.OUT_OF_RANGE, getattr(self, name))
        if self.ceiling_change < 0:
            raise RuleInputError("ceiling_change", Problem.OUT_OF_RANGE, self.ceiling_change)


DEFAULT_LIMITS: Final = HabitLimits()


@dataclass(frozen=True)
class Judgement:
    """The verdict on one line and its findings, in the order they are told."""

    verdict: Verdict
    evidences: tuple[Evidence, ...]

    @property
    def main_ground(self) -> Ground | None:
        """The finding that stands first in the reasons of the verdict."""
        return self.evidences[0].ground if self.evidences else None


@dataclass(frozen=True)
class VerdictShare:
    """How much of a plan has one verdict: lines, rupiah, and per mille of all rupiah."""

    verdict: Verdict
    lines: int
    amount: Decimal
    per_mille: int


def judge(history: History, limits: HabitLimits = DEFAULT_LIMITS) -> Judgement:
    """The verdict on one line, from its latest year backwards.

    SUPPORT when it lies in X.XX.01; HABIT when no objective stands behind it and it came back
    each year for `habit_years`; ON_PAPER when an objective does but no indicator of it is sound;
    TRACED when at least one is; UNKNOWN, saying what is missing, in every other case.
    Raises RuleInputError when the code cannot be read. Source: design [D], limits [P].
    """
    years = history.in_order
    if parse_nomenclature_code(history.code).is_support:
        support = Evidence(Ground.SUPPORT_PROGRAMME, tuple(planned.year for planned in years))
        return Judgement(Verdict.SUPPORT, (support,))
    if not years:
        return Judgement(Verdict.UNKNOWN, (Evidence(Ground.NO_YEAR),))
    latest = years[-1]
    if latest.objective is None:
        missing = Evidence(Ground.OBJECTIVE_NOT_KNOWN, (latest.year,))
        return Judgement(Verdict.UNKNOWN, (missing, *_faults(history, limits)))
    if not latest.objective:
        return _without_objective(history, limits)
    return _with_objective(history, limits)


def verdict_shares(lines: Iterable[tuple[Verdict, Decimal | None]]) -> tuple[VerdictShare, ...]:
    """Every verdict with its lines and money; the per milles sum to 1000 when there is money."""
    listed = list(lines)
    amounts = [
        sum((amount or Decimal(0) for own, amount in listed if own is verdict), Decimal(0))
        for verdict in Verdict
    ]
    shares = apportion(SAME, amounts) if any(amounts) else (0,) * len(amounts)
    return tuple(
        VerdictShare(verdict, sum(own is verdict for own, _ in listed), amount, share)
        for verdict, amount, share in zip(Verdict, amounts, shares, strict=True)
    )


def _with_objective(history: History, limits: HabitLimits) -> Judgement:
    latest = history.in_order[-1]
    serves = Evidence(Ground.SERVES_OBJECTIVE, (latest.year,), other_code=latest.objective or "")
    faults = _faults(history, limits)
    at_fault = {found.text for found in faults if found.role is Role.GROUND}
    if any(indicator.text not in at_fault for indicator in latest.indicators):
        return Judgement(Verdict.TRACED, (serves, *faults))
    return Judgement(Verdict.ON_PAPER, (*faults, serves))


def _without_objective(history: History, limits: HabitLimits) -> Judgement:
    run, stopped = _run_without_objective(history, limits)
    years = tuple(planned.year for planned in run)
    nowhere = Evidence(Ground.NO_OBJECTIVE, years)
    if len(run) < limits.habit_years:
        return Judgement(Verdict.UNKNOWN, (nowhere, stopped, *_faults(history, limits)))
    same = _repetition(run, limits)
    return Judgement(Verdict.HABIT, (nowhere, *same, *_faults(history, limits)))


def _run_without_objective(
    history: History, limits: HabitLimits
) -> tuple[tuple[PlannedYear, ...], Evidence]:
    """The latest years in a row, oldest first, in which the line came back without objective.

    The evidence says what ended the row of years.
    """
    years = history.in_order
    run = [years[-1]]
    for earlier in reversed(years[:-1]):
        stopped = _stop(earlier, run[0], history, limits)
        if stopped is not None:
            return tuple(run), stopped
        run.insert(0, earlier)
    return tuple(run), _beginning(run, history)


def _stop(
    earlier: PlannedYear, later: PlannedYear, history: History, limits: HabitLimits
) -> Evidence | None:
    if earlier.year != later.year - 1:
        return _beginning([later], history)
    if earlier.objective:
        return Evidence(Ground.SERVED_BEFORE, (earlier.year,), other_code=earlier.objective)
    if earlier.objective is None:
        return Evidence(Ground.OBJECTIVE_NOT_KNOWN, (earlier.year,))
    if _is_repeated(earlier, later, limits):
        return None
    return Evidence(
        Ground.NOT_REPEATED,
        (earlier.year, later.year),
        text=later.name,
        other=earlier.name,
        per_mille=similarity(earlier.name, later.name),
    )


def _beginning(run: list[PlannedYear], history: History) -> Evidence:
    """The line was not there the year before, or nobody knows."""
    before = run[0].year - 1
    if before in history.known_years:
        return Evidence(Ground.NEW_LINE, (before,))
    return Evidence(Ground.TOO_FEW_YEARS, tuple(planned.year for planned in run))


def _is_repeated(earlier: PlannedYear, later: PlannedYear, limits: HabitLimits) -> bool:
    if similarity(earlier.name, later.name) < limits.similar_name:
        return False
    if not earlier.indicators and not later.indicators:
        return True
    _, likeness = _closest(earlier, later)
    return likeness >= limits.similar_indicator or _same_ceiling(earlier, later, limits)


def _repetition(run: tuple[PlannedYear, ...], limits: HabitLimits) -> Iterator[Evidence]:
    """What came back in every year of the run: the name always, indicator and ceiling perhaps."""
    years = tuple(planned.year for planned in run)
    pairs = list(pairwise(run))
    names = min(similarity(one.name, other.name) for one, other in pairs)
    yield Evidence(Ground.REPEATED, years, text=run[-1].name, per_mille=names)
    text, _ = _closest(*pairs[-1])
    likeness = min(_closest(one, other)[1] for one, other in pairs)
    if likeness >= limits.similar_indicator:
        yield Evidence(Ground.SAME_INDICATOR, years, text=text, per_mille=likeness)
    if all(_same_ceiling(one, other, limits) for one, other in pairs):
        amounts = tuple(planned.ceiling or Decimal(0) for planned in run)
        yield Evidence(Ground.SAME_CEILING, years, amounts=amounts)


def _closest(earlier: PlannedYear, later: PlannedYear) -> tuple[str, int]:
    """The indicator of the later year that stood most alike in the earlier one."""
    pairs = [
        (similarity(before.text, now.text), now.text)
        for now in later.indicators
        for before in earlier.indicators
    ]
    likeness, text = max(pairs, key=lambda pair: pair[0], default=(0, ""))
    return text, likeness


def _same_ceiling(earlier: PlannedYear, later: PlannedYear, limits: HabitLimits) -> bool:
    if earlier.ceiling is None or later.ceiling is None:
        return False
    moved = abs(later.ceiling - earlier.ceiling)
    return moved * SAME <= earlier.ceiling * limits.ceiling_change


def _faults(history: History, limits: HabitLimits) -> tuple[Evidence, ...]:
    """What speaks against the indicators of the latest year, and what explains them."""
    latest = history.in_order[-1]
    if not latest.indicators:
        return (Evidence(Ground.NO_INDICATOR, (latest.year,)),)
    found = [
        evidence
        for indicator in latest.indicators
        for evidence in _faults_of(indicator, history, limits)
    ]
    return tuple(sorted(found, key=lambda evidence: tuple(Ground).index(evidence.ground)))


def _faults_of(
    indicator: PlannedIndicator, history: History, limits: HabitLimits
) -> Iterator[Evidence]:
    year = history.in_order[-1].year
    if indicator.target.is_blank:
        yield Evidence(Ground.TARGET_MISSING, (year,), text=indicator.text)
    else:
        yield from _standing_target(indicator, history, limits)
    if _is_prescribed(indicator, history, limits):
        yield Evidence(Ground.PRESCRIBED_INDICATOR, (year,), text=indicator.text)
        return
    yield from _copies(indicator, history, limits)
    if _names_output(indicator, history.code, limits):
        yield Evidence(Ground.OUTPUT_AS_OUTCOME, (year,), text=indicator.text)


def _is_prescribed(indicator: PlannedIndicator, history: History, limits: HabitLimits) -> bool:
    is_lowest = parse_nomenclature_code(history.code).level is Level.SUB_ACTIVITY
    return is_lowest and similarity(indicator.text, history.prescribed) >= limits.similar_indicator


def _copies(
    indicator: PlannedIndicator, history: History, limits: HabitLimits
) -> Iterator[Evidence]:
    latest = history.in_order[-1]
    if _repeats_name(indicator.text, latest.name, limits):
        likeness = similarity(indicator.text, latest.name)
        yield Evidence(
            Ground.INDICATOR_FROM_NAME,
            (latest.year,),
            text=indicator.text,
            other=latest.name,
            per_mille=likeness,
        )
    for relation, ground in _COPIED_FROM.items():
        others = [other for other in history.others if other.relation is relation]
        alike = [(similarity(indicator.text, other.text), other) for other in others]
        likeness, other = max(alike, key=lambda pair: pair[0], default=(0, None))
        if other is not None and likeness >= limits.similar_indicator:
            yield Evidence(
                ground,
                (latest.year,),
                text=indicator.text,
                other=other.text,
                other_code=other.code,
                per_mille=likeness,
            )


_COPIED_FROM: Final = {
    Relation.PARENT: Ground.INDICATOR_FROM_PARENT,
    Relation.OTHER: Ground.INDICATOR_SHARED,
}


def _repeats_name(text: str, name: str, limits: HabitLimits) -> bool:
    """Whether an indicator only says that the named thing was done.

    "Persentase sampah yang terkelola" shares its stems with "Pengelolaan Persampahan" and still
    measures something; "Terlaksananya pengelolaan persampahan" does not.
    """
    if written_substance(text) == written_substance(name):
        return bool(written_substance(name))
    only_done = any(word in limits.doing_words for word in words_of(text))
    return only_done and similarity(text, name) >= limits.copied_name


def _names_output(indicator: PlannedIndicator, code: str, limits: HabitLimits) -> bool:
    """Whether an output stands where a result is promised: on programmes, or where labelled so."""
    is_programme = parse_nomenclature_code(code).level is Level.PROGRAMME
    if is_programme and indicator.kind is IndicatorKind.OUTPUT:
        return True
    promises = is_programme or indicator.kind in (IndicatorKind.OUTCOME, IndicatorKind.IMPACT)
    return promises and next(iter(words_of(indicator.text)), "") in limits.output_words


def _standing_target(
    indicator: PlannedIndicator, history: History, limits: HabitLimits
) -> Iterator[Evidence]:
    """Whether the target stood still for `same_target_years` up to the latest year."""
    known = _targets(indicator, history, limits)
    if len(known) < limits.same_target_years:
        yield Evidence(Ground.TOO_FEW_TARGETS, tuple(known), text=indicator.text)
        return
    standing: list[int] = []
    for year in reversed(known):
        if known[year] != indicator.target:
            break
        standing.insert(0, year)
    if len(standing) >= limits.same_target_years:
        at_limit = _is_at_limit(indicator, limits)
        ground = Ground.TARGET_AT_LIMIT if at_limit else Ground.TARGET_UNCHANGED
        shown = f"{indicator.target.text} {indicator.measure}".strip()
        yield Evidence(ground, tuple(standing), text=indicator.text, target=shown)


def _targets(
    indicator: PlannedIndicator, history: History, limits: HabitLimits
) -> dict[int, Target]:
    """The targets of the same indicator in the years up to the latest, without a gap."""
    found: dict[int, Target] = {}
    for planned in reversed(history.in_order):
        likeness, target = max(
            (
                (similarity(own.text, indicator.text), own.target)
                for own in planned.indicators
                if not own.target.is_blank
            ),
            key=lambda pair: pair[0],
            default=(0, NO_TARGET),
        )
        is_next = not found or planned.year == min(found) - 1
        if likeness < limits.similar_indicator or not is_next:
            break
        found[planned.year] = target
    return dict(sorted(found.items()))


def _is_at_limit(indicator: PlannedIndicator, limits: HabitLimits) -> bool:
    """Whether nothing better can be promised: 100 %, none at all, or the best predicate.

    Minimum services must reach everybody each year, so their 100 % rightly stands still.
    """
    target = indicator.target
    if target.upper is not None:
        return False
    if target.value is None:
        return target.label in limits.top_labels
    is_percent = "%" in indicator.measure or "persen" in (
        f"{indicator.measure} {indicator.text}".casefold()
    )
    return target.value == 0 or (is_percent and target.value == 100)
