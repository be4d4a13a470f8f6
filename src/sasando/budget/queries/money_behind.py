"""The money behind places of the thread: ceiling, payments and absorption, in one query.

A promise is tied to money by the programmes given to agencies: a programme of an agency serves an
objective. So the same rupiah may stand behind several promises, and these are never added up.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse

from sasando.core.templatetags.sasando_format import tanggal
from sasando.rules.absorption import absorption

from .early_warning import closed_months
from .execution import last_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sasando.budget.models import BudgetVersion

ZERO: Final = Decimal(0)
_PARTS: Final = """
WITH in_force AS MATERIALIZED (
    SELECT id, code, name, scope, as_of, is_example FROM budget_budgetversion
    WHERE {version} LIMIT 1
), parts AS (
    SELECT t.agency_id, t.programme_id, {leaf} AS activity_id, sum(t.amount) AS ceiling,
           0::numeric AS paid
    FROM budget_budgettotal t
    WHERE t.version_id = (SELECT id FROM in_force) AND starts_with(t."group", '5') {narrowed}
    GROUP BY 1, 2, 3
    UNION ALL
    SELECT t.agency_id, t.programme_id, {leaf}, 0, sum(t.amount)
    FROM {payments}
    WHERE {paid} {narrowed}
    GROUP BY 1, 2, 3
), sums AS MATERIALIZED (
    SELECT agency_id, programme_id, activity_id, sum(ceiling) AS ceiling, sum(paid) AS paid
    FROM parts GROUP BY 1, 2, 3
)
SELECT v.code, v.name, v.scope, v.as_of, v.is_example,
       (SELECT min(month) FROM budget_paymenttotal WHERE year = %(year)s) IS NOT NULL,
       coalesce(u.id, 0), coalesce(u.code, ''), coalesce(u.name, ''), u.unit_id,
       coalesce(unit.code, ''), coalesce(unit.path, ''), p.id, coalesce(p.code, ''),
       coalesce(p.name, ''), p.node_id, link.id, link.objective_id, coalesce(o.code, ''),
       coalesce(o.text, ''), {of_leaf}, sums.ceiling, sums.paid
FROM in_force v
LEFT JOIN sums ON true
LEFT JOIN budget_budgetunit u ON u.id = sums.agency_id
LEFT JOIN organization_unit unit ON unit.id = u.unit_id
LEFT JOIN budget_budgetactivity p ON p.id = sums.programme_id
LEFT JOIN planning_agencyprogramme link ON link.unit_id = u.unit_id AND link.node_id = p.node_id
LEFT JOIN planning_objective o ON o.id = link.objective_id
{leaves}
"""
# Sums by programme know nothing of sub-activities.
_BY_PROGRAMME: Final = {"leaf": "NULL::bigint", "of_leaf": "'', NULL::bigint", "leaves": ""}
_BY_LEAF: Final = {
    "leaf": "t.activity_id",
    "of_leaf": "coalesce(s.code, ''), s.node_id",
    "leaves": "LEFT JOIN budget_budgetactivity s ON s.id = sums.activity_id",
}
_PAYMENTS: Final = {
    "payments": "budget_paymenttotal t",
    "paid": """t.year = %(year)s AND t.month <= %(closed)s AND starts_with(t."group", '5')""",
}
# A report of realised figures stands in only where no payment of the year is recorded.
_REPORTED: Final = {
    "payments": """(
        SELECT l.agency_id, l.activity_id, l.realised AS amount,
               coalesce(k.parent_id, s.parent_id, s.id) AS programme_id
        FROM budget_realisationline l
        LEFT JOIN budget_budgetactivity s ON s.id = l.activity_id
        LEFT JOIN budget_budgetactivity k ON k.id = s.parent_id
        WHERE l.report_id = %(report)s AND l.is_leaf AND starts_with(l.account_code, '5')
    ) t""",
    "paid": "true",
}
_IN_FORCE: Final = "year = %(year)s AND adopted_on <= %(day)s ORDER BY number DESC"
_OF_OBJECTIVES: Final = """t.programme_id IN (
    SELECT p.id FROM budget_budgetactivity p
    JOIN planning_agencyprogramme link ON link.node_id = p.node_id
    WHERE link.objective_id = ANY(%(objectives)s))"""
_OF_NODES: Final = """t.{column} IN (
    SELECT id FROM budget_budgetactivity WHERE node_id = ANY(%({name})s))"""


@dataclass(frozen=True)
class Ground:
    """What figures rest on: the version, its scope and day, and until when payments are counted.

    `paid_until` is None where nothing is known to be paid: no month is over, or neither payments
    nor a report of a whole month are recorded. `is_reported` says that a report stands in.
    """

    year: int
    version_code: str
    version_name: str
    scope: str
    as_of: date
    is_example: bool
    paid_until: date | None
    is_reported: bool

    @property
    def words(self) -> str:
        """All of it in one line, as it stands beside every figure."""
        version = f"{self.version_name}, {self.scope.lower()}, keadaan per {tanggal(self.as_of)}"
        example = " (contoh)" if self.is_example and "contoh" not in version.lower() else ""
        if self.paid_until is None:
            return f"{version}{example}; pembayaran belum tercatat"
        source = "realisasi laporan SIPD" if self.is_reported else "pembayaran (SP2D)"
        return f"{version}{example}; {source} sampai {tanggal(self.paid_until)}"


class Part(NamedTuple):
    """The money of a programme of an agency, or of a sub-activity of it, with what it is tied to.

    Money without programme has `programme_id` None. `link_id` is the programme as given to the
    agency, None where nobody gave it; `sub_code` is empty when sums are by programme.
    """

    agency_id: int
    agency_code: str
    agency_name: str
    unit_id: int | None
    unit_code: str
    path: str
    programme_id: int | None
    programme_code: str
    programme_name: str
    programme_node: int | None
    link_id: int | None
    objective_id: int | None
    objective_code: str
    objective_text: str
    sub_code: str
    sub_node: int | None
    ceiling: Decimal
    paid: Decimal


class Ask(NamedTuple):
    """What money is asked for; what is not given does not narrow.

    `path` is that of a unit: only the money of its agency. `programme` and `sub_activity` are rows
    of the nomenclature. `codes` are printed codes of programmes, activities or sub-activities;
    they narrow what an objective asks for and cannot stand alone.
    """

    objective: int | None = None
    path: str = ""
    programme: int | None = None
    sub_activity: int | None = None
    codes: frozenset[str] = frozenset()

    def takes(self, part: Part) -> bool:
        """Whether the money of a part is meant."""
        return (
            (self.objective is None or part.objective_id == self.objective)
            and (not self.path or (bool(part.path) and self.path.startswith(part.path)))
            and (self.programme is None or part.programme_node == self.programme)
            and (self.sub_activity is None or part.sub_node == self.sub_activity)
            and (not self.codes or any(_is_below(part, code) for code in self.codes))
        )


@dataclass(frozen=True)
class Money:
    """Ceiling and payments of what was asked, in rupiah, with the parts they are the sums of."""

    ground: Ground
    parts: Sequence[Part]

    @property
    def ceiling(self) -> Decimal:
        """The ceiling of the version in force."""
        return sum((part.ceiling for part in self.parts), ZERO)

    @property
    def paid(self) -> Decimal | None:
        """What was paid until the day the ground names; None where nobody knows."""
        if self.ground.paid_until is None:
            return None
        return sum((part.paid for part in self.parts), ZERO)

    @property
    def absorption(self) -> Decimal | None:
        """Payments in percent of the ceiling; None without a ceiling or without payments known."""
        if self.paid is None:
            return None
        found = absorption(self.ceiling, self.paid).value
        return found.percent if found else None

    @property
    def programmes(self) -> int:
        """How many programmes of agencies it comes from."""
        return len({(part.agency_id, part.programme_code) for part in self.parts})

    @property
    def agencies(self) -> int:
        """How many agencies spend it."""
        return len({part.agency_id for part in self.parts})

    @property
    def url(self) -> str:
        """The version's page, narrowed to what all parts have in common.

        Where the page holds more than these parts, it lists the rows they are among: by objective
        when they have none in common, by sub-activity when only some of a programme are meant.
        """
        asked = self._in_common()
        some_leaves = "sub" not in asked and any(part.sub_code for part in self.parts)
        if "sasaran" not in asked and "program" not in asked:
            asked["menurut"] = "sasaran"
        elif some_leaves:
            asked["menurut"] = "subkegiatan"
        page = reverse("budget:version", args=[self.ground.version_code])
        rows = "#rincian" if "menurut" in asked else ""
        return f"{page}?{urlencode(asked)}{rows}"

    def _in_common(self) -> dict[str, str]:
        """The codes of the address all parts share. A programme means one only in an agency."""
        found = {
            "skpd": _common(part.agency_code for part in self.parts),
            "program": _common(part.programme_code for part in self.parts),
            "sub": _common(part.sub_code for part in self.parts),
        }
        if not found["skpd"]:
            found = {}
        if not found.get("program"):
            found["sasaran"] = _common(part.objective_code for part in self.parts)
        return {name: code for name, code in found.items() if code}

    @property
    def is_one_row(self) -> bool:
        """Whether it is one programme, or one sub-activity, of one agency."""
        return len(self.parts) == 1 and bool(self.parts[0].programme_code)


class MoneyBook:
    """The money of a year as somebody sees it on a day; what was not asked for is not in it."""

    def __init__(self, ground: Ground | None, parts: Sequence[Part]) -> None:
        self.ground = ground
        self.parts = parts
        self._by_objective: dict[int | None, list[Part]] = defaultdict(list)
        for part in parts:
            self._by_objective[part.objective_id].append(part)

    def of(self, ask: Ask) -> Money | None:
        """The money of one ask; None where no budget is in force or nothing is tied to it."""
        found = self.parts if ask.objective is None else self._by_objective.get(ask.objective, [])
        taken = [part for part in found if ask.takes(part)]
        return Money(self.ground, taken) if taken and self.ground is not None else None


def money_behind(year: int, day: date, asks: Iterable[Ask]) -> MoneyBook:
    """The money of several asks in a year, by the version in force on a day; one query.

    Payments are those of the months that were over on that day; while none is recorded for the
    year, a report is looked for, which takes two queries more. Without asks no query is made.
    """
    wanted = list(asks)
    if not wanted:
        return MoneyBook(None, [])
    conditions, values = _narrowed(wanted)
    by_leaf = any(ask.sub_activity is not None or ask.codes for ask in wanted)
    return _book(year, day, values, narrowed=f"AND ({conditions})", by_leaf=by_leaf)


def money_of_programmes(year: int, day: date, version: BudgetVersion | None = None) -> MoneyBook:
    """The money of every programme of every agency in a year; one query.

    By the version in force on the day, or by the one given, whose year then counts.
    """
    if version is None:
        return _book(year, day, {})
    return _book(version.year, day, {"version": version.pk}, by_version=True)


def _book(
    year: int,
    day: date,
    values: dict[str, Any],
    *,
    narrowed: str = "",
    by_leaf: bool = False,
    by_version: bool = False,
) -> MoneyBook:
    """Read the sums; once more, from a report, where no payment of the year is recorded."""
    closed = closed_months(year, day)
    shape = {
        **(_BY_LEAF if by_leaf else _BY_PROGRAMME),
        "version": "id = %(version)s" if by_version else _IN_FORCE,
        "narrowed": narrowed,
    }
    asked = {"year": year, "day": day, "closed": closed, **values}
    rows = _rows(_PARTS.format(**shape, **_PAYMENTS), asked)
    if not rows:
        return MoneyBook(None, [])
    ends_on = date(year, closed, monthrange(year, closed)[1]) if closed else None
    report = None if rows[0][5] else last_report(year, closed)
    if report is not None:
        rows = _rows(_PARTS.format(**shape, **_REPORTED), {**asked, "report": report.pk})
        ends_on = report.as_of
    ground = _ground(rows[0], year, ends_on, is_reported=report is not None)
    return MoneyBook(ground, [Part(*row[6:]) for row in rows if row[6]])


def _rows(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _ground(row: tuple[Any, ...], year: int, ends_on: date | None, *, is_reported: bool) -> Ground:
    code, name, scope, as_of, is_example, has_payments = row[:6]
    return Ground(
        year=year,
        version_code=code,
        version_name=name,
        scope=scope,
        as_of=as_of,
        is_example=is_example,
        paid_until=ends_on if has_payments or is_reported else None,
        is_reported=is_reported,
    )


def _narrowed(asks: Sequence[Ask]) -> tuple[str, dict[str, list[int]]]:
    """What the sums are narrowed to, so that a small place does not read the whole budget."""
    values: dict[str, list[int]] = {
        "objectives": sorted({ask.objective for ask in asks if ask.objective is not None}),
        "programmes": sorted({ask.programme for ask in asks if ask.programme is not None}),
        "sub_activities": sorted(
            {ask.sub_activity for ask in asks if ask.sub_activity is not None}
        ),
    }
    conditions = {
        "objectives": _OF_OBJECTIVES,
        "programmes": _OF_NODES.format(column="programme_id", name="programmes"),
        "sub_activities": _OF_NODES.format(column="activity_id", name="sub_activities"),
    }
    found = [conditions[name] for name, ids in values.items() if ids]
    return " OR ".join(found) or "false", values


def _is_below(part: Part, code: str) -> bool:
    """Whether a part is, or stands below, a printed code."""
    return part.programme_code == code or f"{part.sub_code}.".startswith(f"{code}.")


def _common(codes: Iterable[str]) -> str:
    """The code all have; empty when they differ."""
    found = set(codes)
    return found.pop() if len(found) == 1 else ""
