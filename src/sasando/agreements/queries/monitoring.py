"""Monitoring as seen by a viewer: what waits for him, and what was reported on one post's plan.

Who sees a report: the post's holder, everybody above it in the daily line, its second party, and
whoever has the unit in his scope.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, Subquery

from sasando.agreements.models import (
    ActionPlan,
    AgreementParty,
    MonitoringReport,
    MonitoringReview,
    Obstacle,
    ObstacleRequest,
)
from sasando.core import clock
from sasando.core.errors import NotFoundForViewer
from sasando.core.policies import value_on
from sasando.organization.models import Position
from sasando.planning.models import Measurement
from sasando.rules.agreements import quarter_end
from sasando.rules.monitoring import last_day_to_report, report_due_at

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from sasando.agreements.models import AgreementItem
    from sasando.organization.queries import Viewer

GRACE = "tenggang-monitoring"
LONGEST_LINE = 12
Verdict = MonitoringReview.Verdict
COUNTED = (Measurement.State.VERIFIED, Measurement.State.LOADED)

BELOW = """
WITH RECURSIVE line AS (
    SELECT id, 0 AS depth FROM organization_position WHERE id = ANY(%(posts)s)
    UNION ALL
    SELECT p.id, line.depth + 1 FROM organization_position p JOIN line ON p.reports_to_id = line.id
    WHERE line.depth < %(longest)s
)
SELECT EXISTS (SELECT 1 FROM line WHERE id = %(wanted)s)
"""


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a year; its report is due some days after its last day."""

    year: int
    number: int

    @property
    def last_day(self) -> date:
        return quarter_end(self.year, self.number)

    @property
    def label(self) -> str:
        return f"TW {('', 'I', 'II', 'III', 'IV')[self.number]} {self.year}"

    @property
    def before(self) -> Quarter:
        """The quarter that ended when this one began."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)


def quarter_of(day: date) -> Quarter:
    """The quarter a day lies in."""
    return Quarter(day.year, (day.month + 2) // 3)


def latest_to_report(day: date) -> Quarter:
    """The last quarter that can be reported on a day: its last day has come."""
    running = quarter_of(day)
    return running if running.last_day <= day else running.before


def grace_of(quarter: Quarter) -> int:
    """The days of grace of a quarter, by the policy in force on its last day [P]."""
    return int(value_on(GRACE, quarter.last_day)["hari"])


def due_at(quarter: Quarter) -> datetime:
    """The first instant (UTC) at which its reports are late; twin of the database's own."""
    return report_due_at(quarter.year, quarter.number, grace_of(quarter), clock.zone())


def last_day_of(quarter: Quarter) -> date:
    """The last day on which its reports are in time."""
    return last_day_to_report(quarter.year, quarter.number, grace_of(quarter))


def post_for(viewer: Viewer, code: str) -> Position:
    """A post whose monitoring the viewer may see. Raises NotFoundForViewer. At most two queries."""
    post = Position.objects.select_related("unit", "reports_to").filter(code=code).first()
    if post is None or not _may_see(viewer, post):
        raise NotFoundForViewer(kind="jabatan")
    return post


def _may_see(viewer: Viewer, post: Position) -> bool:
    if viewer.may_see_path(post.unit.path):
        return True
    if not viewer.posts:
        return False
    values: dict[str, Any] = {
        "posts": viewer.position_ids,
        "longest": LONGEST_LINE,
        "wanted": post.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(BELOW, values)
        (is_below,) = cursor.fetchone()
    is_party = AgreementParty.objects.filter(
        agreement__position=post, position_id__in=viewer.position_ids
    )
    return bool(is_below) or is_party.exists()


def plan_for_quarter(post: Position, quarter: Quarter) -> ActionPlan | None:
    """The plan a quarter is reported on: agreed by its last day, else the first agreed after it."""
    agreed = ActionPlan.objects.filter(
        position=post, year=quarter.year, state=ActionPlan.State.AGREED
    ).select_related("agreement__unit", "position__unit")
    over_at = clock.midnight_before(quarter.last_day + timedelta(days=1))
    in_time = agreed.filter(agreed_at__lt=over_at).order_by("-agreed_at").first()
    return in_time or agreed.order_by("agreed_at").first()


def newest_report(post: Position, quarter: Quarter) -> MonitoringReport | None:
    """The last version reported for a quarter."""
    return reports_of(post, quarter).order_by("-version").first()


def reports_of(post: Position, quarter: Quarter) -> QuerySet[MonitoringReport]:
    """Every version of a quarter, oldest first."""
    return MonitoringReport.objects.filter(
        position=post, year=quarter.year, quarter=quarter.number
    ).select_related("reported_by", "plan", "position__unit")


def measured_by_indicator(
    promises: Sequence[AgreementItem], quarter: Quarter
) -> dict[int, Measurement]:
    """The verified figures of their indicators for a quarter, by indicator. One query."""
    found = Measurement.objects.filter(
        series__indicator__in=[row.indicator_id for row in promises if row.indicator_id],
        series__is_current=True,
        year=quarter.year,
        quarter=quarter.number,
        state__in=COUNTED,
        value__isnull=False,
    ).select_related("series")
    return {row.series.indicator_id: row for row in found}


@dataclass(frozen=True)
class ToReport:
    """A quarter of one of the viewer's posts that has to be reported, or mended with a note."""

    position: Position
    quarter: Quarter
    last_day: date
    is_late: bool
    note: str = ""


def to_report(viewer: Viewer, now: datetime) -> list[ToReport]:
    """What the viewer has to report or mend for his own posts, this year's and the last quarter.

    Three queries.
    """
    today = clock.local_day(now)
    last = latest_to_report(today)
    quarters = [Quarter(last.year, number) for number in range(1, last.number + 1)]
    plans = _first_agreed(viewer, last.year)
    newest = _newest_of(viewer, last.year)
    returned = _returned([row.pk for row in newest.values()])
    found = []
    for post, agreed_at in plans:
        for quarter in quarters:
            report = newest.get((post.pk, quarter.number))
            note = returned.get(report.pk, "") if report else ""
            missed = report is None and agreed_at < due_at(quarter)
            if missed or note:
                is_late = report is None and now >= due_at(quarter)
                found.append(ToReport(post, quarter, last_day_of(quarter), is_late, note))
    return found


def _first_agreed(viewer: Viewer, year: int) -> list[tuple[Position, datetime]]:
    rows = (
        ActionPlan.objects.filter(
            position__in=viewer.position_ids, year=year, state=ActionPlan.State.AGREED
        )
        .select_related("position__unit")
        .order_by("position_id", "agreed_at")
    )
    first: dict[int, tuple[Position, datetime]] = {}
    for row in rows:
        assert row.agreed_at is not None
        first.setdefault(row.position_id, (row.position, row.agreed_at))
    return list(first.values())


def _newest_of(viewer: Viewer, year: int) -> dict[tuple[int, int], MonitoringReport]:
    rows = MonitoringReport.objects.filter(position__in=viewer.position_ids, year=year).order_by(
        "version"
    )
    return {(row.position_id, row.quarter): row for row in rows}


def _returned(reports: list[int]) -> dict[int, str]:
    """Notes of reports whose last review asks to mend."""
    last: dict[int, MonitoringReview] = {}
    for row in MonitoringReview.objects.filter(report__in=reports).order_by("reviewed_at", "id"):
        last[row.report_id] = row
    return {pk: row.note for pk, row in last.items() if row.verdict == Verdict.RETURNED}


def waiting_reports(viewer: Viewer) -> QuerySet[MonitoringReport]:
    """Newest versions of direct subordinates that nobody has reviewed, the oldest first."""
    later = MonitoringReport.objects.filter(
        position=OuterRef("position"),
        year=OuterRef("year"),
        quarter=OuterRef("quarter"),
        version__gt=OuterRef("version"),
    )
    reviewed = MonitoringReview.objects.filter(report=OuterRef("pk"))
    return (
        MonitoringReport.objects.filter(
            ~Exists(later), ~Exists(reviewed), position__reports_to__in=viewer.position_ids
        )
        .exclude(reported_by_id=viewer.person_id or -1)
        .select_related("position__unit", "reported_by")
        .order_by("reported_at")
    )


def waiting_requests(viewer: Viewer) -> QuerySet[ObstacleRequest]:
    """Requests for help that wait for a post of the viewer, the oldest first."""
    return (
        ObstacleRequest.objects.filter(
            to_position__in=viewer.position_ids,
            answered_at__isnull=True,
            obstacle__closed_at__isnull=True,
        )
        .select_related("obstacle__position__unit", "asked_by")
        .order_by("asked_at")
    )


def obstacle_for(viewer: Viewer, code: str) -> Obstacle:
    """One obstacle of a post the viewer sees, or that was passed up to him.

    Raises NotFoundForViewer.
    """
    found = (
        Obstacle.objects.select_related("position__unit", "closed_by", "opened_in__report")
        .filter(code=code)
        .first()
    )
    if found is None:
        raise NotFoundForViewer(kind="kendala")
    asked = found.requests.filter(to_position__in=viewer.position_ids)
    if not asked.exists() and not _may_see(viewer, found.position):
        raise NotFoundForViewer(kind="kendala")
    return found


def open_obstacles(post: Position) -> QuerySet[Obstacle]:
    """Obstacles of a post that are not solved, those open longest first."""
    waiting = ObstacleRequest.objects.filter(obstacle=OuterRef("pk"), answered_at__isnull=True)
    return (
        Obstacle.objects.filter(position=post, closed_at__isnull=True)
        .annotate(asks=Subquery(waiting.values("to_position__title")[:1]))
        .order_by("opened_at")
    )


def reviews_of(post: Position, quarter: Quarter) -> list[MonitoringReview]:
    """What superiors said to every version of a quarter, newest first."""
    return list(
        MonitoringReview.objects.filter(
            report__position=post, report__year=quarter.year, report__quarter=quarter.number
        )
        .select_related("reviewed_by", "report")
        .order_by("-reviewed_at", "-id")
    )


def decisions(viewer: Viewer, year: int) -> QuerySet[MonitoringReview]:
    """Decisions of leaders in a year within the viewer's scope: evidence of use (1c, 2c)."""
    own = Q(report__position__in=viewer.position_ids) | Q(position__in=viewer.position_ids)
    return (
        MonitoringReview.objects.filter(
            viewer.scope_filter("report__unit__path") | own,
            verdict=Verdict.DECIDED,
            report__year=year,
        )
        .annotate(unit_name=F("report__unit__name"))
        .select_related("report__position", "reviewed_by")
        .order_by("-reviewed_at")
    )
