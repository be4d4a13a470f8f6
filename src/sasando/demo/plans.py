"""SKP of the example city: results tied in chains, from the agreements down to every desk.

Heads first: nobody can plan before his superior has. Where an agreement is not signed the whole
agency is without results, and the board says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from sasando.core import clock
from sasando.work.models import PlannedResult

from .chance import chance, code_of
from .owner import CHUNK, Sheaf, continue_ids, first_free_id
from .words import AIMS, PLAN_NOTES, Aim, Field, field_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from .owner import Connection

State = PlannedResult.State
TABLES = {
    "work_skp": ("id", "code", "person_id", "position_id", "year", "created_at", "is_example"),
    "work_plannedresult": (
        "id", "code", "skp_id", "person_id", "unit_id", "kind", "text", "indicator_text",
        "target", "measure", "parent_id", "agreement_item_id", "objective_id", "path", "state",
        "agreed_at", "agreed_by_id", "note", "is_example",
    ),
}  # fmt: skip
# Who fills each post today (definitive, else Plt), how deep he sits, whose office it is; only those
# who have no plan for the year.
DESKS = """
CREATE TEMP TABLE demo_desk ON COMMIT DROP AS
WITH RECURSIVE chain AS (
    SELECT id, reports_to_id, unit_id, 0 AS depth FROM organization_position
    WHERE reports_to_id IS NULL
    UNION ALL
    SELECT q.id, q.reports_to_id, q.unit_id, chain.depth + 1
    FROM organization_position q JOIN chain ON q.reports_to_id = chain.id
)
SELECT DISTINCT ON (chain.id) chain.id AS position_id, a.person_id, chain.reports_to_id,
       chain.depth, u.id AS unit_id, u.code AS unit_code, u.kind AS unit_kind, u.name AS unit_name,
       EXISTS (SELECT 1 FROM organization_position b WHERE b.reports_to_id = chain.id) AS is_head,
       row_number() OVER (ORDER BY chain.depth, chain.id) AS place
FROM chain
JOIN organization_appointment a ON a.position_id = chain.id AND a.kind <> 'PLH'
    AND a.valid_from <= %(today)s AND (a.valid_to IS NULL OR a.valid_to >= %(today)s)
JOIN organization_unit u ON u.id = chain.unit_id
WHERE chain.depth > 0 AND NOT EXISTS (
    SELECT 1 FROM work_skp s
    WHERE s.person_id = a.person_id AND s.position_id = chain.id AND s.year = %(year)s)
ORDER BY chain.id, a.kind
"""
DESKS_INDEX = "CREATE INDEX ON demo_desk (place)"
DESKS_AFTER = """
SELECT place, position_id, person_id, reports_to_id, unit_id, unit_code, unit_kind, unit_name,
       is_head
FROM demo_desk WHERE place > %(place)s ORDER BY place LIMIT %(limit)s
"""
ITEMS = """
SELECT p.position_id, i.id, i.path, i.objective_id, i.objective_text, i.indicator_name, i.target,
       i.measure
FROM agreements_agreementitem i
JOIN agreements_agreement a ON a.id = i.agreement_id
JOIN agreements_agreementparty p ON p.agreement_id = a.id AND p.role = 'PERTAMA'
WHERE a.year = %(year)s AND p.signed_at IS NOT NULL AND a.is_example AND i.target IS NOT NULL
ORDER BY i.code
"""
# A head who has not signed has promised nothing, so nobody below him can plan.
UNSIGNED = """
SELECT a.unit_id FROM agreements_agreement a
WHERE a.year = %(year)s AND a.leads_unit AND NOT EXISTS (
    SELECT 1 FROM agreements_agreementparty p
    WHERE p.agreement_id = a.id AND p.role = 'PERTAMA' AND p.signed_at IS NOT NULL)
"""
STANDING = """
SELECT s.position_id, r.id, r.path, r.objective_id, r.person_id
FROM work_plannedresult r JOIN work_skp s ON s.id = r.skp_id
WHERE s.year = %(year)s AND r.state = 'DISEPAKATI'
"""
# The cast's outsider keeps a plan-less first day, to show how that looks.
WITHOUT_PLAN = "SELECT id FROM organization_person WHERE code = 'P-ORANGLUAR'"
NONE_YET = 0.03
# Shares of results up to which a draw means that state.
WAITING, RETURNED, DRAFT = 0.03, 0.04, 0.06


class Desk(NamedTuple):
    """A filled post as it stands in the line of command."""

    place: int
    position_id: int
    person_id: int
    reports_to_id: int
    unit_id: int
    unit_code: str
    unit_kind: str
    unit_name: str
    is_head: bool

    @property
    def work(self) -> Field:
        """The field of work of the unit."""
        return field_of(self.unit_code.split(".", maxsplit=1)[0], self.unit_kind, self.unit_name)


class Tie(NamedTuple):
    """What a result may hang on: a superior's result, or an item of an agreement."""

    id: int
    path: str
    objective_id: int
    person_id: int | None
    aim: Aim | None = None


@dataclass
class Planner:
    """Hands out codes and remembers what heads have promised, for those below them."""

    sheaf: Sheaf
    ids: dict[str, int]
    year: int
    now: datetime
    mayor_id: int
    rng: Random
    items: dict[int, list[Tie]] = field(default_factory=dict)
    promised: dict[int, list[Tie]] = field(default_factory=dict)
    unsigned: set[int] = field(default_factory=set)

    def next_id(self, table: str) -> int:
        """The next row number of a table."""
        number = self.ids[table]
        self.ids[table] = number + 1
        return number


def load_plans(
    connection: Connection, *, now: datetime, say: Callable[[str, int, int], None]
) -> int:
    """SKP of this year for every filled post that has none; how many results were written."""
    year = clock.local_day(now).year
    with connection.transaction():
        connection.execute(DESKS, {"today": clock.local_day(now), "year": year})
        connection.execute(DESKS_INDEX)
        planner = _planner(connection, year, now)
        first = planner.ids["work_plannedresult"]
        total = _number(connection, "SELECT count(*) FROM demo_desk")
        skipped = _number(connection, WITHOUT_PLAN)
        for ordinal, desk in enumerate(_desks(connection, planner), start=1):
            if desk.person_id != skipped:
                _plan(planner, desk)
            if ordinal % CHUNK == 0:
                say("Rencana hasil kerja", ordinal, total)
        planner.sheaf.write()
        continue_ids(connection, list(TABLES))
    say("Rencana hasil kerja", total, total)
    return planner.ids["work_plannedresult"] - first


def _number(connection: Connection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def _planner(connection: Connection, year: int, now: datetime) -> Planner:
    ids = {table: first_free_id(connection, table) for table in TABLES}
    mayor = _number(
        connection,
        "SELECT a.person_id FROM organization_appointment a JOIN organization_position q"
        " ON q.id = a.position_id WHERE q.duty = 'WALI_KOTA' ORDER BY a.kind LIMIT 1",
    )
    planner = Planner(Sheaf(connection, TABLES), ids, year, now, mayor, chance("plans", year))
    for position_id, item_id, path, objective_id, *words in connection.execute(
        ITEMS, {"year": year}
    ):
        tie = Tie(item_id, path, objective_id, None, Aim(*words))
        planner.items.setdefault(position_id, []).append(tie)
    for position_id, *tie_parts in connection.execute(STANDING, {"year": year}):
        planner.promised.setdefault(position_id, []).append(Tie(*tie_parts))
    planner.unsigned = {row[0] for row in connection.execute(UNSIGNED, {"year": year})}
    return planner


def _desks(connection: Connection, planner: Planner) -> Iterator[Desk]:
    """Desks without SKP, heads before those below them, a few thousand in memory."""
    place = 0
    while True:
        rows = connection.execute(DESKS_AFTER, {"place": place, "limit": CHUNK}).fetchall()
        if not rows:
            return
        yield from map(Desk._make, rows)
        # One connection does one thing at a time: what waits is written before the next rows.
        planner.sheaf.write()
        place = rows[-1][0]


def _plan(planner: Planner, desk: Desk) -> None:
    ties = planner.items.get(desk.position_id)
    if ties is None:
        above = planner.promised.get(desk.reports_to_id)
        late = not desk.is_head and planner.rng.random() < NONE_YET
        if not above or late or desk.unit_id in planner.unsigned:
            return
        ties = _chosen(planner, desk, above)
    skp_id = planner.next_id("work_skp")
    created_at = min(datetime(planner.year, 1, 5, 1, tzinfo=UTC), planner.now)
    code = code_of("S", skp_id)
    planner.sheaf.add(
        "work_skp",
        (skp_id, code, desk.person_id, desk.position_id, planner.year, created_at, True),
    )
    for ordinal, tie in enumerate(ties):
        _result(planner, desk, skp_id, tie, is_first=ordinal == 0)


def _chosen(planner: Planner, desk: Desk, above: list[Tie]) -> list[Tie]:
    """One to three results, each hung on one of the superior's that is not the person's own."""
    others = [tie for tie in above if tie.person_id != desk.person_id]
    aims = AIMS[Field.LEAD] if desk.is_head else AIMS[desk.work]
    own = AIMS[desk.work][:1] if desk.is_head else ()
    wanted = planner.rng.sample(aims, planner.rng.randint(1, len(aims)))
    return [planner.rng.choice(others)._replace(aim=aim) for aim in (*own, *wanted[:2]) if others]


def _result(planner: Planner, desk: Desk, skp_id: int, tie: Tie, *, is_first: bool) -> None:
    assert tie.aim is not None
    result_id = planner.next_id("work_plannedresult")
    code = code_of("H", result_id)
    path = f"{tie.path}{code}/"
    state = State.AGREED if desk.is_head else _state(planner.rng, is_first=is_first)
    agreed = state == State.AGREED
    agreer = tie.person_id or planner.mayor_id
    agreed_at = min(datetime(planner.year, 1, 20, 3, tzinfo=UTC), planner.now)
    is_item = tie.person_id is None
    planner.sheaf.add(
        "work_plannedresult",
        (
            result_id, code, skp_id, desk.person_id, desk.unit_id, PlannedResult.Kind.MAIN,
            tie.aim.text, tie.aim.indicator, Decimal(tie.aim.target), tie.aim.measure,
            None if is_item else tie.id, tie.id if is_item else None, tie.objective_id, path,
            state, agreed_at if agreed else None, agreer if agreed else None,
            planner.rng.choice(PLAN_NOTES) if state == State.RETURNED else "", True,
        ),
    )  # fmt: skip
    if desk.is_head and agreed:
        below = Tie(result_id, path, tie.objective_id, desk.person_id)
        planner.promised.setdefault(desk.position_id, []).append(below)


def _state(rng: Random, *, is_first: bool) -> str:
    """Nearly all are agreed; some wait for the superior, a few came back, a few are drafts."""
    draw = rng.random()
    if draw < WAITING:
        return State.SUBMITTED
    if draw < RETURNED:
        return State.RETURNED
    return State.DRAFT if draw < DRAFT and not is_first else State.AGREED
