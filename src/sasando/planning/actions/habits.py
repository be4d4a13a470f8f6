"""Judging the lines of a year for habits, and keeping the verdicts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from sasando.core import audit, clock
from sasando.core.listings.writing import copy_rows
from sasando.organization.models import Unit
from sasando.planning.errors import HabitYearUnknown
from sasando.planning.habit_access import require_may_review
from sasando.planning.habit_limits import limits_for
from sasando.planning.models import HabitJudging, HabitVerdict, PlanDocument
from sasando.planning.models.plan import YEARLY_KINDS
from sasando.planning.queries.habit_facts import stored_form
from sasando.planning.queries.habit_judging import (
    all_histories,
    digest_of_line,
    facts_digest,
    judged,
)
from sasando.planning.queries.habits import is_current, judging_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from typing import Any

    from sasando.organization.queries import Viewer
    from sasando.planning.queries.habit_judging import JudgedLine, LineHistory

COPIED = (
    "year", "unit_id", "code", "stored", "level", "name", "verdict", "evidences", "elsewhere",
    "objective", "ceiling", "digest", "judged_at", "is_example",
)  # fmt: skip
# Two judgings of one year come one after the other.
LOCK_SPACE = 7_310


@dataclass(frozen=True)
class Judging:
    """What a judging found: lines by verdict, and how many verdicts or facts are new."""

    year: int
    lines: int
    changed: int
    gone: int
    verdicts: Mapping[str, int]


@transaction.atomic
def judge_habits(*, viewer: Viewer | None, now: datetime, year: int) -> Judging:
    """Judge every line of a year anew and keep what changed; twice gives the same rows.

    No viewer is Sasando itself, after a plan was adopted, or the operator. Raises NotPermitted,
    HabitYearUnknown (no adopted yearly plan), PolicyMissing.
    """
    if viewer is not None:
        require_may_review(viewer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_SPACE, year])
    if year not in years_with_plans():
        raise HabitYearUnknown(year=year)
    today = clock.local_day(now)
    # The digest is taken first: what changes while lines are judged leaves the verdicts outdated.
    digest = facts_digest(year, today)
    judging = _keep(year, today, now)
    HabitJudging.objects.update_or_create(year=year, defaults={"digest": digest, "judged_at": now})
    _trace(viewer, judging)
    return judging


def judge_after(*, now: datetime, document: PlanDocument) -> None:
    """Once the adoption of a plan stands, judge the years whose verdicts rest on it.

    A judging that does not succeed leaves the adoption as it is, and the pages say that the
    verdicts are out of date.
    """
    first = document.first_year
    transaction.on_commit(lambda: _judge_outdated(now, first), robust=True)


def _judge_outdated(now: datetime, first: int) -> None:
    """Years that another adoption of the same transaction had judged are left alone."""
    today = clock.local_day(now)
    for year in sorted(years_with_plans()):
        if year >= first and not is_current(judging_of(year), today):
            judge_habits(viewer=None, now=now, year=year)


def years_with_plans() -> set[int]:
    """The years that have an adopted yearly plan."""
    found = PlanDocument.objects.adopted().filter(kind__in=YEARLY_KINDS)
    return set(found.values_list("first_year", flat=True))


@dataclass(frozen=True)
class _Standing:
    """A verdict as it is kept."""

    verdict: str
    digest: str
    elsewhere: list[dict[str, Any]]


def _keep(year: int, today: date, now: datetime) -> Judging:
    """Only lines whose facts are other than at the last judging are judged and written."""
    limits = limits_for(year, today)
    standing = {
        (unit, code): _Standing(*kept)
        for unit, code, *kept in HabitVerdict.objects.filter(year=year).values_list(
            "unit_id", "code", "verdict", "digest", "elsewhere"
        )
    }
    codes = dict(Unit.objects.values_list("pk", "code"))
    found: Counter[str] = Counter()
    rows: dict[tuple[int, str], tuple[Any, ...]] = {}
    seen: set[tuple[int, str]] = set()
    for source in all_histories(year, limits):
        key = (source.line.unit_id, source.line.code)
        seen.add(key)
        elsewhere, kept = _elsewhere(source, codes), standing.get(key)
        if kept and kept.elsewhere == elsewhere and kept.digest == digest_of_line(source, limits):
            found[kept.verdict] += 1
            continue
        line = judged(source, limits)
        found[line.verdict] += 1
        rows[key] = _row(year, line, elsewhere, now)
    gone = standing.keys() - seen
    _delete(year, [*gone, *(rows.keys() & standing.keys())])
    copy_rows(HabitVerdict, COPIED, (_for_copy(row) for row in rows.values()))
    return Judging(year, len(seen), len(rows), len(gone), found)


def _elsewhere(source: LineHistory, codes: Mapping[int, str]) -> list[dict[str, Any]]:
    return [
        {
            "unit": codes[one.unit_id],
            "code": one.code,
            "text": one.text,
            "per_mille": one.per_mille,
        }
        for one in source.elsewhere
    ]


def _row(
    year: int, judged_line: JudgedLine, elsewhere: list[dict[str, Any]], now: datetime
) -> tuple[Any, ...]:
    source, line = judged_line.source, judged_line.source.line
    return (
        year, line.unit_id, line.code, stored_form(line.code), line.level, line.name,
        judged_line.verdict, judged_line.evidences, elsewhere, source.objective, source.ceiling,
        judged_line.digest, now, line.is_example,
    )  # fmt: skip


def _for_copy(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """JSON is copied as JSON."""
    return tuple(Jsonb(cell) if isinstance(cell, list) else cell for cell in row)


def _delete(year: int, keys: Iterable[tuple[int, str]]) -> None:
    gone = list(keys)
    if not gone:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM planning_habitverdict held"
            " USING unnest(%s::bigint[], %s::text[]) AS gone(unit, code)"
            " WHERE held.year = %s AND held.unit_id = gone.unit AND held.code = gone.code",
            [[unit for unit, _ in gone], [code for _, code in gone], year],
        )


def _trace(viewer: Viewer | None, judging: Judging) -> None:
    audit.record(
        actor=viewer,
        action="habit.judged",
        subject_kind="habit-year",
        subject_code=str(judging.year),
        after={"baris": judging.lines, "berubah": judging.changed, **judging.verdicts},
    )
