"""The totals of a day, computed once at its closing by set-based SQL.

Minutes are the union of a person's intervals (range_agg), as `rules.intervals` defines it; a test
runs both on the same entries. Only the last entry of each chain of corrections counts.
"""

from datetime import date
from typing import Any

from django.db import connection

from sasando.work.days import is_working_day, period_of

COUNTING = """
    SELECT e.* FROM work_dailyentry e
    LEFT JOIN work_dailyentry newer ON newer.replaces_id = e.id AND newer.day = e.day
    WHERE e.day = %(day)s AND e.kind = 'KERJA' AND newer.id IS NULL
"""
MINUTES = """
    (SELECT coalesce(sum(upper(r) - lower(r)), 0)
     FROM unnest(range_agg(int4range(c.start_minute, c.end_minute))) r)
"""
PERSON_DAYS = f"""
INSERT INTO work_personday (person_id, unit_id, period, minutes, entries)
SELECT c.person_id, min(c.unit_id), %(period)s, {MINUTES}, count(*)
FROM ({COUNTING}) c GROUP BY c.person_id
"""
RESULT_DAYS = f"""
INSERT INTO work_resultday (result_id, period, entries, minutes)
SELECT c.result_id, %(period)s, count(*), {MINUTES}
FROM ({COUNTING}) c GROUP BY c.result_id
"""
OBJECTIVE_DAYS = """
INSERT INTO work_objectiveday (objective_id, period, entries, people)
SELECT r.objective_id, %(period)s, sum(d.entries), count(DISTINCT r.person_id)
FROM work_resultday d JOIN work_plannedresult r ON r.id = d.result_id
WHERE d.period = %(period)s GROUP BY r.objective_id
"""
# Whoever holds a definitive post and has an agreed result is expected to file on a working day,
# and in a unit with rosters on the days of his shifts.
UNIT_DAYS = """
INSERT INTO work_unitday (unit_id, period, expected, filed, minutes, entries)
SELECT u.id, %(period)s, coalesce(duty.people, 0), coalesce(done.people, 0),
       coalesce(done.minutes, 0), coalesce(done.entries, 0)
FROM organization_unit u
LEFT JOIN (
    SELECT q.unit_id, count(DISTINCT a.person_id) AS people
    FROM organization_appointment a
    JOIN organization_position q ON q.id = a.position_id
    JOIN organization_unit w ON w.id = q.unit_id
    WHERE a.kind = 'DEFINITIF' AND a.valid_from <= %(day)s
      AND (a.valid_to IS NULL OR a.valid_to >= %(day)s)
      AND w.pattern = ANY(%(patterns)s)
      AND (w.pattern <> 'GILIR' OR EXISTS (
          SELECT 1 FROM organization_rostershift s
          WHERE s.person_id = a.person_id AND s.day = %(day)s))
      AND EXISTS (SELECT 1 FROM work_plannedresult r
                  WHERE r.person_id = a.person_id AND r.state = 'DISEPAKATI')
    GROUP BY q.unit_id
) duty ON duty.unit_id = u.id
LEFT JOIN (
    SELECT unit_id, count(*) AS people, sum(minutes) AS minutes, sum(entries) AS entries
    FROM work_personday WHERE period = %(period)s GROUP BY unit_id
) done ON done.unit_id = u.id
WHERE duty.people IS NOT NULL OR done.people IS NOT NULL
"""
PATTERNS = ("LIMA_HARI", "ENAM_HARI", "GILIR")


def store_totals(day: date) -> int:
    """Write the totals of a day by person, result, objective and unit; how many people filed."""
    values: dict[str, Any] = {
        "day": day,
        "period": period_of(day),
        "patterns": [pattern for pattern in PATTERNS if is_working_day(pattern, day)],
    }
    with connection.cursor() as cursor:
        cursor.execute(PERSON_DAYS, values)
        people: int = cursor.rowcount
        for statement in (RESULT_DAYS, OBJECTIVE_DAYS, UNIT_DAYS):
            cursor.execute(statement, values)
    return people
