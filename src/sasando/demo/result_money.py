"""Example results say which sub-activity pays for them, where their agency has one that serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from .owner import Connection

# Two of three results, so that both ways of finding the money behind a result can be seen.
TIE = """
UPDATE work_plannedresult r SET sub_activity_id = chosen.node_id
FROM (
    SELECT r.id, (array_agg(s.node_id ORDER BY s.code))[
               1 + abs(hashtext(r.code)::bigint) %% count(*)] AS node_id
    FROM work_plannedresult r
    JOIN work_skp k ON k.id = r.skp_id AND k.year = %(year)s
    JOIN organization_unit own ON own.id = r.unit_id
    JOIN budget_budgetunit u ON u.unit_id IS NOT NULL
    JOIN organization_unit agency ON agency.id = u.unit_id AND starts_with(own.path, agency.path)
    JOIN planning_agencyprogramme link
        ON link.unit_id = agency.id AND link.objective_id = r.objective_id
    JOIN budget_budgetactivity p ON p.node_id = link.node_id
    JOIN LATERAL (
        SELECT DISTINCT a.id, a.node_id, a.code
        FROM budget_budgettotal t JOIN budget_budgetactivity a ON a.id = t.activity_id
        WHERE t.version_id = %(version)s AND t.agency_id = u.id AND t.programme_id = p.id
          AND a.node_id IS NOT NULL AND starts_with(t."group", '5')
    ) s ON true
    WHERE r.is_example AND r.sub_activity_id IS NULL AND abs(hashtext(r.code)::bigint) %% 3 > 0
    GROUP BY r.id, r.code
) chosen WHERE chosen.id = r.id
"""
IN_FORCE = """
SELECT id FROM budget_budgetversion WHERE year = %(year)s AND adopted_on <= %(today)s
ORDER BY number DESC LIMIT 1
"""


def tie_results(connection: Connection, today: date) -> int:
    """Tie the example results of the running year; how many were tied. Without a budget none."""
    values = {"year": today.year, "today": today}
    version = connection.execute(IN_FORCE, values).fetchone()
    if version is None:
        return 0
    return connection.execute(TIE, {**values, "version": version[0]}).rowcount
