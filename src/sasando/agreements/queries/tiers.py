"""Supervision in tiers (pengawasan berjenjang): below a post each branch as one line of counts.

One statement counts a whole branch, however many posts it has: who had to report on the quarter,
who did in time or late, what was reviewed and decided, and which obstacle is open longest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

from sasando.agreements.parties import head_post
from sasando.core import clock
from sasando.organization.models import Position, Unit

from .monitoring import LONGEST_LINE, due_at

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from sasando.organization.queries import Viewer

    from .monitoring import Quarter

# Every fact of a post is one row and they are grouped, not joined: the cost then never depends on
# what the planner believes of tables that have just grown.
TIER = """
WITH RECURSIVE below AS (
    SELECT p.id AS branch, p.id AS post FROM organization_position p
    WHERE p.reports_to_id = %(above)s AND p.valid_from <= %(day)s
      AND (p.valid_to IS NULL OR p.valid_to >= %(day)s)
    UNION
    SELECT below.branch, p.id
    FROM below JOIN organization_position p ON p.reports_to_id = below.post
    WHERE p.id <> %(above)s AND p.valid_from <= %(day)s
      AND (p.valid_to IS NULL OR p.valid_to >= %(day)s)
), told AS (
    SELECT post, branch, false AS promised, NULL::timestamptz AS planned, NULL::int AS version,
           NULL::boolean AS late, NULL::text AS verdict, 0 AS decisions, 0 AS obstacles,
           NULL::timestamptz AS since
    FROM below
    UNION ALL
    SELECT a.position_id, NULL, true, NULL, NULL, NULL, NULL, 0, 0, NULL
    FROM agreements_agreement a
    JOIN agreements_agreementparty party ON party.agreement_id = a.id
    WHERE a.year = %(year)s
    GROUP BY a.id HAVING bool_and(party.signed_at IS NOT NULL)
    UNION ALL
    SELECT position_id, NULL, false, agreed_at, NULL, NULL, NULL, 0, 0, NULL
    FROM agreements_actionplan WHERE year = %(year)s AND state = 'DISEPAKATI'
    UNION ALL
    SELECT report.position_id, NULL, false, NULL, report.version,
           report.version = 1 AND report.reported_at >= report.due_at,
           (SELECT verdict FROM agreements_monitoringreview r WHERE r.report_id = report.id
            ORDER BY r.reviewed_at DESC, r.id DESC LIMIT 1),
           (SELECT count(*) FROM agreements_monitoringreview r
            WHERE r.report_id = report.id AND r.verdict = 'KEPUTUSAN'), 0, NULL
    FROM agreements_monitoringreport report
    WHERE report.year = %(year)s AND report.quarter = %(quarter)s
    UNION ALL
    SELECT position_id, NULL, false, NULL, NULL, NULL, NULL, 0, 1, opened_at
    FROM agreements_obstacle WHERE closed_at IS NULL AND year = %(year)s
), facts AS (
    SELECT max(branch) AS branch, max(branch) = post AS is_head,
           bool_or(promised) AS has_promised,
           min(planned) IS NOT NULL AS has_plan,
           coalesce(min(planned) < %(due)s, false) OR count(version) > 0 AS has_to_report,
           count(version) > 0 AS has_reported, bool_or(late) AS late,
           (array_agg(verdict ORDER BY version DESC) FILTER (WHERE version IS NOT NULL))[1]
               AS verdict,
           sum(decisions) AS decisions, sum(obstacles) AS obstacles, min(since) AS since
    FROM told GROUP BY post HAVING max(branch) IS NOT NULL
)
SELECT post.code, post.title, unit.code, unit.name,
       count(*) FILTER (WHERE facts.has_promised OR facts.has_plan),
       count(*) FILTER (WHERE facts.has_promised AND NOT facts.has_plan),
       count(*) FILTER (WHERE facts.has_to_report),
       count(*) FILTER (WHERE facts.has_reported AND NOT facts.late),
       count(*) FILTER (WHERE facts.late),
       count(*) FILTER (WHERE facts.has_to_report AND NOT facts.has_reported),
       count(*) FILTER (WHERE facts.verdict IN ('DICATAT', 'KEPUTUSAN')),
       count(*) FILTER (WHERE facts.has_reported AND facts.verdict IS NULL),
       count(*) FILTER (WHERE facts.verdict = 'DIKEMBALIKAN'),
       coalesce(sum(facts.decisions), 0)::int,
       coalesce(sum(facts.obstacles), 0)::int,
       min(facts.since),
       bool_or(NOT facts.is_head AND (facts.has_promised OR facts.has_plan)),
       bool_or(facts.is_head AND facts.has_plan)
FROM facts
JOIN organization_position post ON post.id = facts.branch
JOIN organization_unit unit ON unit.id = post.unit_id
GROUP BY post.id, unit.id
HAVING bool_or(facts.has_promised OR facts.has_plan)
ORDER BY count(*) FILTER (WHERE facts.has_to_report AND NOT facts.has_reported) DESC,
         min(facts.since) NULLS LAST, unit.path, post.code
"""


@dataclass(frozen=True)
class TierRow:
    """One post directly below and everybody under it, as counts of one quarter.

    `promised` have an agreement in force or a plan, `without_plan` of these no agreed plan;
    `due` had to report. What came is `on_time` or `late`; what did not is `missing`.
    """

    code: str
    title: str
    unit_code: str
    unit_name: str
    promised: int
    without_plan: int
    due: int
    on_time: int
    late: int
    missing: int
    reviewed: int
    waiting: int
    returned: int
    decisions: int
    obstacles: int
    oldest: datetime | None
    has_below: bool
    has_own: bool

    def open_days(self, today: date) -> int:
        """How long its oldest obstacle is open; 0 when none is."""
        return (today - clock.local_day(self.oldest)).days if self.oldest else 0


COUNTS = ("promised", "without_plan", "due", "on_time", "late", "missing", "reviewed", "waiting",
          "returned", "decisions", "obstacles")  # fmt: skip


def tier_rows(post: Position, quarter: Quarter, now: datetime) -> list[TierRow]:
    """One line for each post directly below that has promised anything, or has such below it.

    One query; who may see the post may see this. What is missing most stands first.
    """
    values: dict[str, Any] = {
        "above": post.pk,
        "day": clock.local_day(now),
        "year": quarter.year,
        "quarter": quarter.number,
        "due": due_at(quarter),
    }
    with connection.cursor() as cursor:
        cursor.execute(TIER, values)
        rows = cursor.fetchall()
    return [TierRow(*row) for row in rows]


def totals_of(rows: Iterable[TierRow]) -> dict[str, int]:
    """The counts of all branches together."""
    found = list(rows)
    return {name: sum(getattr(row, name) for row in found) for name in COUNTS}


def top_post(viewer: Viewer, day: date) -> Position | None:
    """Where the viewer's monitoring begins: his own post, for who sees the whole city its head."""
    city = Unit.objects.filter(parent=None).first()
    main = viewer.main_post
    if main is None:
        return None
    sees_city = city is not None and viewer.may_see_path(city.path)
    if city is not None and sees_city and not main.has_subordinates:
        return head_post(city, day)
    return Position.objects.select_related("unit").get(pk=main.position_id)


def line_above(viewer: Viewer, post: Position) -> list[Position]:
    """The posts between where the viewer's scope begins and this one, the highest first."""
    chain: list[Position] = []
    current = post
    own = set(viewer.position_ids)
    while current.reports_to_id is not None and len(chain) < LONGEST_LINE:
        if current.pk in own:
            break
        current = Position.objects.select_related("unit").get(pk=current.reports_to_id)
        if current.pk not in own and not viewer.may_see_path(current.unit.path):
            break
        chain.append(current)
    return list(reversed(chain))
