"""Years of entries for measurements: set-based, as fast as the disk allows, and not sealed.

What is written keeps every constraint and has the totals of closed days, so pages and counts can
be measured over millions of rows. Nobody signed its days: the seals' audit has nothing to say of
them. Never in a production database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sasando.work.days import period_of

from .chance import CODE_LETTERS, CODE_MASK, HEX_DIGITS, SPREAD
from .errors import NoBulkGround
from .owner import continue_ids, first_free_id, guards_off, require_example, taken_down

if TYPE_CHECKING:
    from datetime import date
    from typing import LiteralString

    from .owner import Connection

ENTRIES: Final = "work_dailyentry"
HEAVY: Final = (ENTRIES, "work_personday", "work_resultday")
GUARDED: Final = (
    *HEAVY, "work_unitday", "work_objectiveday", "work_daywindow", "work_dayclosing",
)  # fmt: skip
FIRST_MINUTE, LAST_MINUTE = 450, 960
MOST_A_DAY: Final = 16
WRITERS = """
CREATE TEMP TABLE demo_writer AS
SELECT row_number() OVER (ORDER BY p.id) AS place, p.id AS person_id, q.id AS position_id,
       q.unit_id, r.result_id
FROM organization_person p
JOIN organization_appointment a ON a.person_id = p.id AND a.kind = 'DEFINITIF'
    AND a.valid_to IS NULL
JOIN organization_position q ON q.id = a.position_id
JOIN (SELECT person_id, min(id) AS result_id FROM work_plannedresult
      WHERE state = 'DISEPAKATI' GROUP BY person_id) r ON r.person_id = p.id
ORDER BY p.id
"""
WINDOWS = """
INSERT INTO work_daywindow (day, closes_at)
SELECT d::date, sasando_local_midnight(d::date + 1)
FROM generate_series(%(first)s::date, %(last)s::date, interval '1 day') d
ON CONFLICT DO NOTHING
"""
# One day after the other, one entry round after the other: the order in which they come in.
WRITE = """
INSERT INTO work_dailyentry (id, code, key, person_id, position_id, unit_id, result_id, day, kind,
    start_minute, end_minute, activity, quantity, measure, salt, recorded_at, closes_at,
    is_example)
SELECT n.id,
       'C-' || translate(lpad(to_hex(n.id * %(spread)s & %(mask)s), 10, '0'),
                         %(digits)s, %(letters)s),
       gen_random_uuid(), w.person_id, w.position_id, w.unit_id, w.result_id, d.day, 'KERJA',
       r.starts, r.starts + %(step)s, 'Catatan pengukuran', 1, 'kegiatan',
       uuid_send(gen_random_uuid()), d.midnight + make_interval(mins => r.starts + %(step)s + 5),
       d.closes_at, true
FROM (SELECT day::date AS day, row_number() OVER (ORDER BY day) - 1 AS place,
             sasando_local_midnight(day::date) AS midnight,
             sasando_local_midnight(day::date + 1) AS closes_at
      FROM generate_series(%(first)s::date, %(last)s::date, interval '1 day') day) d
CROSS JOIN (SELECT place, %(start)s + place * %(step)s AS starts
            FROM generate_series(0, %(per_day)s - 1) place) r
CROSS JOIN demo_writer w
CROSS JOIN LATERAL (SELECT %(first_id)s - 1 + w.place
    + %(writers)s * (r.place + %(per_day)s * d.place) AS id) n
"""
# Everybody writes as much on every day, without overlap, so the totals need no look at the rows.
EVERY_DAY = """
FROM demo_writer w CROSS JOIN (
    SELECT to_char(day, 'YYYYMMDD')::int AS period
    FROM generate_series(%(first)s::date, %(last)s::date, interval '1 day') day) d
"""
PERSON_DAYS = f"""
INSERT INTO work_personday (person_id, unit_id, period, minutes, entries)
SELECT w.person_id, w.unit_id, d.period, %(per_day)s * %(step)s, %(per_day)s {EVERY_DAY}
"""
RESULT_DAYS = f"""
INSERT INTO work_resultday (result_id, period, entries, minutes)
SELECT w.result_id, d.period, %(per_day)s, %(per_day)s * %(step)s {EVERY_DAY}
"""
OBJECTIVE_DAYS = """
INSERT INTO work_objectiveday (objective_id, period, entries, people)
SELECT r.objective_id, d.period, sum(d.entries), count(DISTINCT r.person_id)
FROM work_resultday d JOIN work_plannedresult r ON r.id = d.result_id
WHERE d.period BETWEEN %(first_period)s AND %(last_period)s GROUP BY r.objective_id, d.period
"""
UNIT_DAYS = """
INSERT INTO work_unitday (unit_id, period, expected, filed, minutes, entries)
SELECT unit_id, period, count(*), count(*), sum(minutes), sum(entries) FROM work_personday
WHERE period BETWEEN %(first_period)s AND %(last_period)s GROUP BY unit_id, period
"""
CLOSINGS = """
INSERT INTO work_dayclosing (day, closed_at, entry_count, people_count)
SELECT to_date(period::text, 'YYYYMMDD'),
       sasando_local_midnight(to_date(period::text, 'YYYYMMDD') + 1), sum(entries), sum(filed)
FROM work_unitday WHERE period BETWEEN %(first_period)s AND %(last_period)s GROUP BY period
"""


@dataclass(frozen=True)
class Written:
    """How many entries were written, for how many people, over how many days."""

    entries: int
    people: int
    days: int


def copy_entries(
    owner_connection: Connection, *, people: int, first_day: date, days: int, per_day: int
) -> Written:
    """Write `per_day` (1 to 16) entries a day for so many people with agreed results, over days
    before the first sealed one, with windows, closings and totals; without decisions and seals.

    Needs the example city. Raises DemoRefusedHere (a production database) and NoBulkGround.
    Takes the tables of entries for itself while it runs.
    """
    require_example(owner_connection)
    last_day = first_day + timedelta(days=days - 1)
    _require_ground(owner_connection, last_day, days, per_day)
    with guards_off(owner_connection, GUARDED):
        owner_connection.execute(f"{WRITERS} LIMIT {people:d}")
        writers = _one(owner_connection, "SELECT count(*) FROM demo_writer")
        if writers < people:
            raise NoBulkGround(people=writers, asked=people)
        values = {
            "first": first_day,
            "last": last_day,
            "first_period": period_of(first_day),
            "last_period": period_of(last_day),
            "per_day": per_day,
            "step": (LAST_MINUTE - FIRST_MINUTE) // per_day,
            "writers": writers,
        }
        written = _write(owner_connection, values)
    return Written(written, writers, days)


def _write(connection: Connection, values: dict[str, Any]) -> int:
    values |= {
        "first_id": first_free_id(connection, ENTRIES),
        "start": FIRST_MINUTE,
        "spread": SPREAD,
        "mask": CODE_MASK,
        "digits": HEX_DIGITS,
        "letters": CODE_LETTERS,
    }
    connection.execute(WINDOWS, values)
    with taken_down(connection, HEAVY):
        written = connection.execute(WRITE, values).rowcount
        connection.execute(PERSON_DAYS, values)
        connection.execute(RESULT_DAYS, values)
    for statement in (OBJECTIVE_DAYS, UNIT_DAYS, CLOSINGS):
        connection.execute(statement, values)
    continue_ids(connection, [ENTRIES])
    connection.execute("DROP TABLE demo_writer")
    connection.execute("ANALYZE work_dailyentry, work_personday, work_resultday")
    return written


def _require_ground(connection: Connection, last_day: date, days: int, per_day: int) -> None:
    row = connection.execute("SELECT min(day) FROM seals_sealedday").fetchone()
    first_sealed = row[0] if row else None
    if first_sealed is None or last_day >= first_sealed:
        raise NoBulkGround(last_day=last_day, first_sealed=first_sealed)
    if days < 1 or not 1 <= per_day <= MOST_A_DAY:
        raise NoBulkGround(days=days, per_day=per_day)


def _one(connection: Connection, query: LiteralString) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0
