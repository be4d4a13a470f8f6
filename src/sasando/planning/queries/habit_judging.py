"""Judging the lines of a year: their histories, verdicts, and the digests that prove them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.db import connection

from sasando.planning.habit_findings import finding_as_kept
from sasando.planning.habit_limits import limits_for
from sasando.planning.models import HabitVerdict
from sasando.rules import evidence, habit, lexicon, stems, texts, vocabulary
from sasando.rules.habit import History, OtherIndicator, PlannedYear, Relation, judge

from .habit_alike import AlikeLines, Worded
from .habit_facts import (
    documents_for,
    facts_of,
    objective_of,
    readable,
    same_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from sasando.rules.habit import HabitLimits

    from .habit_alike import Elsewhere
    from .habit_facts import Facts, PlanLine

Verdict = HabitVerdict.Verdict
# What can change a verdict without a plan being adopted: standing links, the nomenclature, and the
# lines of plans that are known from a summary and still being completed.
LOOSE: Final = """
SELECT
  (SELECT md5(string_agg(concat_ws('|', unit_id, node_id, objective_id), ',' ORDER BY id))
   FROM planning_agencyprogramme WHERE objective_id IS NOT NULL),
  (SELECT md5(string_agg(concat_ws('|', version, code, indicator), ',' ORDER BY id))
   FROM planning_nomenclaturenode WHERE level = 'SUBKEGIATAN'),
  (SELECT md5(string_agg(concat_ws('|', node_id, former_code), ',' ORDER BY id))
   FROM planning_nomenclaturereplacement),
  (SELECT md5(string_agg(line::text, ',' ORDER BY line.id))
   FROM planning_planrow line WHERE document_id = ANY(%(summaries)s)),
  (SELECT md5(string_agg(held::text, ',' ORDER BY held.id))
   FROM planning_planrowindicator held JOIN planning_planrow line ON line.id = held.row_id
   WHERE line.document_id = ANY(%(summaries)s)),
  (SELECT md5(string_agg(aim::text, ',' ORDER BY aim.id)) FROM planning_planrowtarget aim
   JOIN planning_planrowindicator held ON held.id = aim.indicator_id
   JOIN planning_planrow line ON line.id = held.row_id
   WHERE line.document_id = ANY(%(summaries)s)),
  (SELECT md5(string_agg(pagu::text, ',' ORDER BY pagu.id)) FROM planning_planceiling pagu
   JOIN planning_planrow line ON line.id = pagu.row_id
   WHERE line.document_id = ANY(%(summaries)s))
"""


@dataclass(frozen=True)
class LineHistory:
    """A line of the judged year with everything its verdict rests on; no history when its code
    cannot be read.
    """

    line: PlanLine
    planned: tuple[PlannedYear, ...]
    history: History | None
    objective: str
    ceiling: Decimal | None
    elsewhere: tuple[Elsewhere, ...]


@dataclass(frozen=True)
class JudgedLine:
    """A line with its verdict, as it is kept."""

    source: LineHistory
    verdict: str
    evidences: list[dict[str, Any]]
    digest: str


def facts_digest(year: int, today: date) -> str:
    """A digest over whatever can change a verdict of the year. Two queries.

    Adopted documents are fixed by the database, so their names stand for all their lines.
    """
    documents = documents_for(year)
    summaries = [document.id for document in documents if document.is_summary]
    with connection.cursor() as cursor:
        cursor.execute(LOOSE, {"summaries": summaries})
        loose = cursor.fetchone()
    named = [(document.code, document.version) for document in documents]
    return digest_of((named, loose, limits_for(year, today)))


def all_histories(year: int, limits: HabitLimits) -> Iterator[LineHistory]:
    """The lines of a year in the last adopted plans of the whole city."""
    return histories(facts_of(year), limits)


def histories(facts: Facts, limits: HabitLimits) -> Iterator[LineHistory]:
    """The lines of the judged year with their years, and the lines they are compared with."""
    worded = [_worded(facts, line) for line in facts.judged_lines()]
    compared = [own for own in worded if not _is_support(own.line)]
    alike = AlikeLines(compared, limits)
    for own in worded:
        yield _line_history(facts, own, alike)


def digest_of_line(found: LineHistory, limits: HabitLimits) -> str:
    """A digest over everything the verdict on a line rests on: a like one means a like verdict."""
    line = found.line
    said = (line.level, line.name, line.is_example, found.ceiling)
    return digest_of((found.history, said, limits))


def judged(found: LineHistory, limits: HabitLimits) -> JudgedLine:
    """The verdict on one line; a line whose code cannot be read is kept without one."""
    digest = digest_of_line(found, limits)
    if found.history is None:
        return JudgedLine(found, Verdict.UNREADABLE, [], digest)
    said = judge(found.history, limits)
    kept = [finding_as_kept(one) for one in said.evidences]
    return JudgedLine(found, said.verdict.value, kept, digest)


def _line_history(facts: Facts, own: Worded, alike: AlikeLines) -> LineHistory:
    line = own.line
    years = tuple(_years(facts, line))
    is_support = _is_support(line)
    others = () if is_support else (*_parent_indicators(facts, line), *alike.others_of(own))
    elsewhere = () if is_support else alike.elsewhere_of(own)
    history = None
    if readable(line.code) is not None:
        history = History(
            code=line.code,
            years=years,
            others=others,
            prescribed=facts.prescribed.get(line.node_id or 0, ""),
            known_years=facts.known_years(line.unit_id),
        )
    return LineHistory(
        line,
        years,
        history,
        years[-1].objective or "",
        facts.ceilings.get(line.id),
        elsewhere,
    )


def _years(facts: Facts, line: PlanLine) -> Iterator[PlannedYear]:
    """The line in every year it is known in, the judged one last."""
    for year in facts.known_years(line.unit_id):
        found = line if year == facts.judged else same_line(facts, line, year)
        if found is not None:
            yield PlannedYear(
                year,
                found.name,
                objective_of(facts, found, year),
                tuple(facts.indicators.get(found.id, ())),
                facts.ceilings.get(found.id),
            )


def _worded(facts: Facts, line: PlanLine) -> Worded:
    prescribed = facts.prescribed.get(line.node_id or 0, "").casefold()
    texts = (indicator.text for indicator in facts.indicators.get(line.id, ()))
    return Worded(line, tuple(text for text in texts if text.casefold() != prescribed))


def _parent_indicators(facts: Facts, line: PlanLine) -> Iterator[OtherIndicator]:
    above = facts.lines.get(line.parent_id) if line.parent_id else None
    if above is not None:
        for indicator in facts.indicators.get(above.id, ()):
            yield OtherIndicator(above.code, indicator.text, Relation.PARENT)


def _is_support(line: PlanLine) -> bool:
    read = readable(line.code)
    return read is not None and read.is_support


def digest_of(facts: object) -> str:
    """A digest of values that print the same whenever they are the same, and of the rules."""
    return hashlib.sha256(f"{_rules_digest()} {facts!r}".encode()).hexdigest()


@cache
def _rules_digest() -> str:
    """The rules as this process runs them: another rule makes every verdict out of date."""
    modules = (evidence, habit, lexicon, stems, texts, vocabulary)
    read = b"".join(Path(str(module.__file__)).read_bytes() for module in modules)
    return hashlib.sha256(read).hexdigest()
