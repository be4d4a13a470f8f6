"""Past working days of the example city, and the morning of today.

Everything is written as it would have come in: in the order of recording, before its closing, to
a result of its author. Only the owner can write into days that are over; sealing them is left to
the real closing.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Final

from sasando.core import clock
from sasando.organization.models import Unit
from sasando.work.days import closing_of, decision_deadline, is_working_day

from .chance import chance, code_of
from .owner import CHUNK, Sheaf, continue_ids, first_free_id, guards_off
from .story import Hours, Line, Storyteller, Worker
from .words import Field, field_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .owner import Connection

GUARDED = ("work_daywindow", "work_dailyentry", "work_entrydecision")
OFFICE_HOURS: Final = {
    Unit.Pattern.FIVE_DAYS: (450, 960),
    Unit.Pattern.SIX_DAYS: (420, 810),
}
# How regularly a unit's people write, in order of likelihood: the board must have something to say.
HABITS: Final = (0.97, 0.95, 0.98, 0.93, 0.9, 0.96, 0.84, 0.71, 0.55)
# Who fills each post on the day; a Plh is appointed for days on which the holder is away.
HOLDERS = """
CREATE TEMP TABLE demo_holder AS
SELECT DISTINCT ON (position_id) position_id, person_id FROM organization_appointment
WHERE valid_from <= %(day)s AND (valid_to IS NULL OR valid_to >= %(day)s)
ORDER BY position_id, array_position(ARRAY['PLH', 'DEFINITIF', 'PLT'], kind::text)
"""
# Whoever holds a post definitively and has agreed results, with the nearest post above that
# somebody else fills, and the one above that for what is not decided in time.
STAFF = """
CREATE TEMP TABLE demo_staff AS
WITH RECURSIVE climb AS (
    SELECT a.person_id, q.id AS position_id, q.unit_id, q.duty, q.reports_to_id AS above_id,
           1 AS level
    FROM organization_appointment a JOIN organization_position q ON q.id = a.position_id
    WHERE a.kind = 'DEFINITIF' AND a.valid_from <= %(day)s
      AND (a.valid_to IS NULL OR a.valid_to >= %(day)s)
    UNION ALL
    SELECT c.person_id, c.position_id, c.unit_id, c.duty, q.reports_to_id, c.level + 1
    FROM climb c JOIN organization_position q ON q.id = c.above_id
    LEFT JOIN demo_holder h ON h.position_id = c.above_id
    WHERE (h.person_id IS NULL OR h.person_id = c.person_id) AND c.level < 12
), turn AS (
    SELECT c.*, h.person_id AS decider_person_id, next.id AS next_id, nh.person_id AS next_person_id
    FROM climb c JOIN demo_holder h ON h.position_id = c.above_id AND h.person_id <> c.person_id
    JOIN organization_position q ON q.id = c.above_id
    LEFT JOIN organization_position next ON next.id = q.reports_to_id
    LEFT JOIN demo_holder nh ON nh.position_id = next.id
)
SELECT t.*, u.path AS unit_path, r.results FROM turn t
JOIN organization_unit u ON u.id = t.unit_id
JOIN (SELECT person_id, array_agg(id ORDER BY id) AS results FROM work_plannedresult
      WHERE state = 'DISEPAKATI' GROUP BY person_id) r ON r.person_id = t.person_id
"""
STAFF_KEY = "ALTER TABLE demo_staff ADD PRIMARY KEY (person_id)"
NO_STAFF = "DROP TABLE IF EXISTS demo_holder, demo_staff"
STAFF_AFTER = """
SELECT s.person_id, s.position_id, s.unit_id, s.results, s.above_id, s.duty IN ('KEPALA', 'SEKDA'),
       shift.starts_at, shift.ends_at
FROM demo_staff s
LEFT JOIN organization_rostershift shift ON shift.person_id = s.person_id AND shift.day = %(day)s
WHERE s.person_id > %(after)s ORDER BY s.person_id LIMIT %(limit)s
"""
STAGED = """
CREATE TEMP TABLE demo_staged (
    code text PRIMARY KEY, key uuid, person_id bigint, position_id bigint, unit_id bigint,
    result_id bigint, kind text, start_minute int, end_minute int, activity text,
    quantity numeric, measure text, replaces_code text, salt bytea, recorded_at timestamptz,
    closes_at timestamptz, decide_by timestamptz, is_replaced boolean, verdict text, note text,
    decided_at timestamptz, escalated boolean
) ON COMMIT DROP
"""
WINDOWS = """
INSERT INTO work_daywindow (day, closes_at)
SELECT DISTINCT %(day)s::date, closes_at FROM demo_staged
UNION SELECT %(day)s::date, %(ordinary)s
ON CONFLICT DO NOTHING
"""
ENTRIES = """
WITH numbered AS MATERIALIZED (
    SELECT *, %(last_id)s + row_number() OVER (ORDER BY recorded_at, code) AS id FROM demo_staged
)
INSERT INTO work_dailyentry (id, code, key, person_id, position_id, unit_id, result_id, day, kind,
    start_minute, end_minute, activity, quantity, measure, replaces_id, salt, recorded_at,
    closes_at, is_example)
SELECT n.id, n.code, n.key, n.person_id, n.position_id, n.unit_id, n.result_id, %(day)s, n.kind,
       n.start_minute, n.end_minute, n.activity, n.quantity, n.measure, old.id, n.salt,
       n.recorded_at, n.closes_at, true
FROM numbered n LEFT JOIN numbered old ON n.replaces_code <> '' AND old.code = n.replaces_code
ORDER BY n.id
"""
DECISIONS = """
INSERT INTO work_entrydecision (entry_id, verdict, note, person_id, position_id, decided_for_id,
    escalated, decided_at)
SELECT e.id, s.verdict, s.note,
       CASE WHEN taken THEN f.next_person_id ELSE f.decider_person_id END,
       CASE WHEN taken THEN f.next_id ELSE f.above_id END, f.above_id, taken, s.decided_at
FROM demo_staged s
JOIN demo_staff f ON f.person_id = s.person_id
JOIN work_dailyentry e ON e.code = s.code
CROSS JOIN LATERAL (SELECT s.escalated AND f.next_person_id IS NOT NULL
    AND f.next_person_id <> s.person_id) AS escalation (taken)
WHERE s.verdict <> '' AND (taken OR NOT s.escalated)
"""
PENDING = """
INSERT INTO work_pendingdecision (entry_id, decider_id, unit_path, author_id, day, decide_by)
SELECT e.id, f.above_id, f.unit_path, s.person_id, e.day, s.decide_by
FROM demo_staged s
JOIN demo_staff f ON f.person_id = s.person_id
JOIN work_dailyentry e ON e.code = s.code
LEFT JOIN work_entrydecision d ON d.entry_id = e.id
WHERE d.id IS NULL AND s.kind = 'KERJA' AND NOT s.is_replaced
"""


def first_day_of_history(today: date, working_days: int) -> date:
    """The day so many working days (Monday to Friday) before today, never of another year:
    a year's work serves a year's plan.
    """
    day = today
    while working_days > 0 and day > date(today.year, 1, 1):
        day -= timedelta(days=1)
        working_days -= is_working_day(Unit.Pattern.FIVE_DAYS, day)
    return day


def load_history(
    connection: Connection, *, first: date, now: datetime, say: Callable[[str, int, int], None]
) -> int:
    """Entries, decisions and what waits, from a first day until now; how many entries."""
    today = clock.local_day(now)
    days = [first + timedelta(days=n) for n in range((today - first).days + 1)]
    with guards_off(connection, GUARDED):
        connection.execute(STAGED)
        writer = _DayWriter(connection, now)
        for ordinal, day in enumerate(days, start=1):
            writer.write(day)
            say("Riwayat kerja", ordinal, len(days))
        connection.execute(NO_STAFF)
        continue_ids(connection, ["work_dailyentry"])
    return writer.written


class _DayWriter:
    """Writes one day after the other in the owner's transaction."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now
        self._first_id = first_free_id(connection, "work_dailyentry")
        self._codes = (code_of("C", number) for number in count(self._first_id))
        self._units = _unit_habits()
        self.written = 0

    def write(self, day: date) -> None:
        for statement in (NO_STAFF, HOLDERS, STAFF, STAFF_KEY):
            self._connection.execute(statement, {"day": day})
        sheaf = Sheaf(self._connection, {"demo_staged": Line._fields})
        teller = Storyteller(self._now, chance("day", day), self._codes)
        hours_of = _HoursOfDay(day)
        for worker, shift in self._staff(day, sheaf):
            unit = self._units[worker.unit_id]
            hours = hours_of(unit.pattern, shift)
            if hours is None or teller.rng.random() > unit.habit:
                continue
            for line in teller.day_of(worker, hours, unit.work):
                sheaf.add("demo_staged", line)
        sheaf.write()
        self._settle(day)

    def _staff(
        self, day: date, sheaf: Sheaf
    ) -> Iterator[tuple[Worker, tuple[datetime, datetime] | None]]:
        """Everybody with a plan, and his shift of the day, a few thousand in memory."""
        after = 0
        while True:
            values = {"day": day, "after": after, "limit": CHUNK}
            rows = self._connection.execute(STAFF_AFTER, values).fetchall()
            if not rows:
                return
            for *parts, starts_at, ends_at in rows:
                yield Worker(*parts), (starts_at, ends_at) if starts_at else None
            sheaf.write()
            after = rows[-1][0]

    def _settle(self, day: date) -> None:
        values = {
            "day": day,
            "ordinary": closing_of(day, pattern=Unit.Pattern.FIVE_DAYS),
            "last_id": self._first_id - 1 + self.written,
        }
        self._connection.execute("ANALYZE demo_staged")
        self._connection.execute(WINDOWS, values)
        self.written += self._connection.execute(ENTRIES, values).rowcount
        self._connection.execute(DECISIONS)
        self._connection.execute(PENDING)
        self._connection.execute("TRUNCATE demo_staged")


class _Habit:
    """How the people of a unit work: their field, week pattern, and how regularly they write."""

    def __init__(self, code: str, kind: str, name: str, pattern: str) -> None:
        agency = code if code[:1].isdigit() else code.split(".", maxsplit=1)[0]
        self.work: Field = field_of(agency, kind, name)
        self.pattern = pattern
        self.habit: float = chance("habit", agency).choice(HABITS)


def _unit_habits() -> dict[int, _Habit]:
    rows = Unit.objects.values_list("id", "code", "kind", "name", "pattern")
    return {pk: _Habit(*words) for pk, *words in rows.iterator()}


class _HoursOfDay:
    """The hours of a day by pattern and shift, worked out once for each."""

    def __init__(self, day: date) -> None:
        self._day = day
        self._midnight = clock.midnight_before(day)
        self._known: dict[tuple[str, datetime | None], Hours | None] = {}

    def __call__(self, pattern: str, shift: tuple[datetime, datetime] | None) -> Hours | None:
        """None when there is no duty."""
        key = (pattern, shift[0] if shift else None)
        if key not in self._known:
            self._known[key] = self._hours(pattern, shift)
        return self._known[key]

    def _hours(self, pattern: str, shift: tuple[datetime, datetime] | None) -> Hours | None:
        if pattern == Unit.Pattern.ROSTER:
            span = [self._minute(instant) for instant in shift] if shift else None
        else:
            on_duty = is_working_day(pattern, self._day)
            span = list(OFFICE_HOURS[Unit.Pattern(pattern)]) if on_duty else None
        if span is None:
            return None
        closes_at = closing_of(self._day, pattern=pattern, shift_end=shift[1] if shift else None)
        decide_by = decision_deadline(closes_at, pattern=pattern, day=self._day)
        return Hours(span[0], span[1], self._midnight, closes_at, decide_by)

    def _minute(self, instant: datetime) -> int:
        return int((instant - self._midnight).total_seconds()) // 60
