"""How many people and entries lie in each branch of the thread.

Totals of closed days plus the entries of days not yet closed. Whatever the length of history, only
the running week is read, by period or day, so the cost follows the size of the branch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.scoreboard.week import Week

# One lookup per result in the totals and one among the entries of the open days. The alternative,
# joining whole tables, would read the week of the whole city for the smallest branch.
COUNTS = """
WITH branch AS MATERIALIZED (
    SELECT r.id, r.person_id, r.state, {key} AS key
    FROM work_plannedresult r {join}
    WHERE {condition}
)
SELECT branch.key, grouping(branch.key), count(*),
       count(DISTINCT branch.person_id) FILTER (WHERE branch.state = 'DISEPAKATI'),
       coalesce(sum(closed.entries), 0) + coalesce(sum(live.entries), 0),
       coalesce(sum(closed.today), 0) + coalesce(sum(live.today), 0)
FROM branch
LEFT JOIN LATERAL (
    SELECT sum(d.entries) AS entries,
           sum(d.entries) FILTER (WHERE d.period = %(last_period)s) AS today
    FROM work_resultday d
    WHERE d.result_id = branch.id AND d.period BETWEEN %(first_period)s AND %(last_period)s
) closed ON true
LEFT JOIN LATERAL (
    SELECT count(*) AS entries, count(*) FILTER (WHERE e.day = %(today)s) AS today
    FROM work_dailyentry e
    LEFT JOIN work_dailyentry newer ON newer.replaces_id = e.id
    WHERE e.result_id = branch.id AND e.day = ANY(%(open_days)s::date[])
      AND e.kind = 'KERJA' AND newer.id IS NULL
) live ON true
GROUP BY GROUPING SETS ((branch.key), ())
"""
PEOPLE = """
SELECT o.mission_id, r.objective_id, count(DISTINCT r.person_id)
FROM work_plannedresult r
JOIN work_skp s ON s.id = r.skp_id AND s.year = %(year)s
JOIN planning_objective o ON o.id = r.objective_id
WHERE o.mission_id = ANY(%(missions)s) AND r.state = 'DISEPAKATI'
GROUP BY GROUPING SETS ((o.mission_id), (r.objective_id))
"""
ENTRIES = """
SELECT objective_id, sum(entries)::bigint, sum(today)::bigint FROM (
    SELECT d.objective_id, d.entries,
           CASE WHEN d.period = %(last_period)s THEN d.entries ELSE 0 END AS today
    FROM work_objectiveday d
    WHERE d.period BETWEEN %(first_period)s AND %(last_period)s
    UNION ALL
    SELECT r.objective_id, count(*), count(*) FILTER (WHERE e.day = %(today)s)
    FROM work_dailyentry e
    JOIN work_plannedresult r ON r.id = e.result_id
    LEFT JOIN work_dailyentry newer ON newer.replaces_id = e.id
    WHERE e.day = ANY(%(open_days)s::date[]) AND e.kind = 'KERJA' AND newer.id IS NULL
    GROUP BY r.objective_id
) counted GROUP BY objective_id
"""


@dataclass(frozen=True)
class Count:
    """What lies in a branch: planned results, people who promised them, entries."""

    results: int = 0
    people: int = 0
    week: int = 0
    today: int = 0


NOTHING = Count()


@dataclass(frozen=True)
class Counts:
    """The counts of each child by key, and of the whole; "" is what hangs on the node itself."""

    whole: Count
    by_key: dict[str, Count]

    def of(self, key: str) -> Count:
        return self.by_key.get(key, NOTHING)


def counts_below_paths(prefixes: Sequence[str], week: Week) -> Counts:
    """Below a result or the versions of an agreement item, by the code of the next result down.

    A prefix is a chain of codes, each followed by a stroke; all given have the same length.
    """
    values: dict[str, Any] = {f"p{at}": f"{prefix}%" for at, prefix in enumerate(prefixes)}
    return _counts(
        condition=" OR ".join(f"r.path LIKE %({name})s" for name in values),
        key="split_part(r.path, '/', %(place)s)",
        values={**values, "place": prefixes[0].count("/") + 1},
        week=week,
    )


def counts_below_objective(
    objective_id: int, year: int, line_of: dict[str, str], week: Week
) -> Counts:
    """Below an objective in one year, by promise: `line_of` gives each item's promise by code."""
    return _counts(
        join="JOIN work_skp s ON s.id = r.skp_id LEFT JOIN unnest(%(codes)s::text[], "
        "%(lines)s::text[]) AS known (code, line) ON known.code = split_part(r.path, '/', 1)",
        condition="r.objective_id = %(objective)s AND s.year = %(year)s",
        key="coalesce(known.line, split_part(r.path, '/', 1))",
        values={
            "objective": objective_id,
            "year": year,
            "codes": list(line_of),
            "lines": list(line_of.values()),
        },
        week=week,
    )


def counts_of_programme(node_id: int, unit_path: str, year: int, week: Week) -> Counts:
    """Below a programme of one agency in a year, by the code of the result itself."""
    return _counts(
        join="JOIN work_skp s ON s.id = r.skp_id JOIN organization_unit u ON u.id = r.unit_id "
        "JOIN planning_nomenclaturenode sub ON sub.id = r.sub_activity_id "
        "JOIN planning_nomenclaturenode activity ON activity.id = sub.parent_id",
        condition="activity.parent_id = %(node)s AND u.path LIKE %(unit)s AND s.year = %(year)s",
        key="r.code",
        values={"node": node_id, "unit": f"{unit_path}%", "year": year},
        week=week,
    )


def counts_of_missions(
    mission_ids: Sequence[int], year: int, week: Week
) -> tuple[dict[int, int], dict[int, Count]]:
    """People by mission, and counts by objective, of all these missions. Two queries.

    One person may serve two objectives of a mission, so people are not summed but counted.
    """
    values = {"missions": list(mission_ids), "year": year, **_of_week(week)}
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, values)
        people = cursor.fetchall()
        cursor.execute(ENTRIES, values)
        entries = {row[0]: row[1:] for row in cursor.fetchall()}
    by_objective = {objective: count for mission, objective, count in people if mission is None}
    return (
        {mission: count for mission, _objective, count in people if mission is not None},
        {
            objective: Count(0, by_objective.get(objective, 0), *entries.get(objective, (0, 0)))
            for objective in {*by_objective, *entries}
        },
    )


def _counts(
    *, condition: str, key: str, values: dict[str, Any], week: Week, join: str = ""
) -> Counts:
    statement = COUNTS.format(key=key, join=join, condition=condition)
    with connection.cursor() as cursor:
        cursor.execute(statement, {**values, **_of_week(week)})
        rows = cursor.fetchall()
    whole = next((Count(*map(int, row[2:])) for row in rows if row[1]), NOTHING)
    return Counts(whole, {row[0]: Count(*map(int, row[2:])) for row in rows if not row[1]})


def _of_week(week: Week) -> dict[str, Any]:
    return {
        "first_period": week.first_period,
        "last_period": week.last_period,
        "today": week.today,
        "open_days": list(week.open_days),
    }
