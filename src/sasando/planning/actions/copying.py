"""Copying the lines of one plan document into another, whole sets at a time."""

from __future__ import annotations

from typing import Final

from django.db import connection

# A line is found again in the copy by its unit and code, an indicator by its number.
TWIN: Final = """
    JOIN planning_planrow twin ON twin.document_id = %(to)s AND twin.unit_id = line.unit_id
        AND twin.code = line.code
"""
LINES: Final = """
INSERT INTO planning_planrow (document_id, unit_id, level, code, name, node_id, objective_id,
    location, funding, reason, is_example)
SELECT %(to)s, unit_id, level, code, name, node_id, objective_id, location, funding, reason,
    is_example
FROM planning_planrow WHERE document_id = %(from)s
"""
PARENTS: Final = f"""
UPDATE planning_planrow copied SET parent_id = twin.id
FROM planning_planrow child JOIN planning_planrow line ON line.id = child.parent_id {TWIN}
WHERE child.document_id = %(from)s AND copied.document_id = %(to)s
    AND copied.unit_id = child.unit_id AND copied.code = child.code
"""
INDICATORS: Final = f"""
INSERT INTO planning_planrowindicator (row_id, number, text, kind, measure, baseline)
SELECT twin.id, held.number, held.text, held.kind, held.measure, held.baseline
FROM planning_planrowindicator held JOIN planning_planrow line ON line.id = held.row_id {TWIN}
WHERE line.document_id = %(from)s
"""
TARGETS: Final = f"""
INSERT INTO planning_planrowtarget (indicator_id, year, value, upper, text)
SELECT mine.id, aim.year, aim.value, aim.upper, aim.text
FROM planning_planrowtarget aim
JOIN planning_planrowindicator held ON held.id = aim.indicator_id
JOIN planning_planrow line ON line.id = held.row_id {TWIN}
JOIN planning_planrowindicator mine ON mine.row_id = twin.id AND mine.number = held.number
WHERE line.document_id = %(from)s
"""
CEILINGS: Final = f"""
INSERT INTO planning_planceiling (row_id, year, amount)
SELECT twin.id, pagu.year, pagu.amount
FROM planning_planceiling pagu JOIN planning_planrow line ON line.id = pagu.row_id {TWIN}
WHERE line.document_id = %(from)s
"""


def copy_lines(source: int, copy: int) -> None:
    """Copy every line of a document with parents, indicators, targets and ceilings.

    The copy must be a draft without lines. Five statements, however many lines; runs inside the
    caller's transaction.
    """
    with connection.cursor() as cursor:
        # Lines written a moment ago have no statistics yet, and without them the database takes
        # thousands of lines for a handful and compares each with each: minutes instead of seconds.
        cursor.execute("SET LOCAL enable_nestloop = off")
        for statement in (LINES, PARENTS, INDICATORS, TARGETS, CEILINGS):
            cursor.execute(statement, {"from": source, "to": copy})
        cursor.execute("SET LOCAL enable_nestloop TO DEFAULT")
