"""One quarter of one post as its pages show it: the report, its versions, and the form for it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sasando.agreements.models import MonitoringEvidence, MonitoringLine, MonitoringReport
from sasando.core import clock
from sasando.core.errors import NotFoundForViewer
from sasando.rules.numerals import format_decimal

from .action_plans import is_numeric, plan_items, shown_figure, superior_post
from .monitoring import (
    Quarter,
    due_at,
    last_day_of,
    latest_to_report,
    measured_by_indicator,
    newest_report,
    open_obstacles,
    plan_for_quarter,
    post_for,
    reports_of,
    reviews_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sasando.agreements.models import (
        ActionPlan,
        ActionPlanActivity,
        ActionPlanItem,
        MonitoringProgress,
        MonitoringReview,
        Obstacle,
    )
    from sasando.core.models import Attachment
    from sasando.organization.models import Position
    from sasando.organization.queries import Viewer

QUARTER_MONTHS = 3


@dataclass(frozen=True)
class LineToReport:
    """One item of the plan, with what its form begins with."""

    number: int
    indicator: str
    measure: str
    target: str
    is_number: bool
    measured: str
    activities: Sequence[ActionPlanActivity]
    initial: dict[str, Any]


def lines_to_report(plan: ActionPlan, quarter: Quarter) -> list[LineToReport]:
    """The items of a plan for the form of a quarter, begun with the version before. Seven queries
    at most, however many items.
    """
    items = plan_items(plan)
    known = measured_by_indicator([item.agreement_item for item in items], quarter)
    report = newest_report(plan.position, quarter)
    before = _lines_of(report) if report else {}
    found = []
    for item in items:
        promise = item.agreement_item
        figure = known.get(promise.indicator_id or 0)
        found.append(
            LineToReport(
                number=item.number,
                indicator=promise.shown_indicator,
                measure=promise.shown_measure,
                target=target_of(plan, item, quarter),
                is_number=is_numeric(promise),
                measured=shown_figure(promise, figure.value, "") if figure else "",
                activities=[row for row in item.activities.all() if row.runs_in(quarter.number)],
                initial=_initial(before.get(item.number)),
            )
        )
    return found


def target_of(plan: ActionPlan, item: ActionPlanItem, quarter: Quarter) -> str:
    """The target of a quarter as written; of months its last one that has a target."""
    promise = item.agreement_item
    monthly = len(plan.periods) > 4
    last = quarter.number * QUARTER_MONTHS if monthly else quarter.number
    first = last - QUARTER_MONTHS + 1 if monthly else last
    rows = [row for row in item.targets.all() if first <= row.period <= last]
    if not rows:
        return ""
    newest = max(rows, key=lambda row: row.period)
    counts = promise.indicator is not None and promise.indicator.aggregation == "SUM"
    if monthly and counts:
        values = [row.value for row in rows if row.value is not None]
        return format_decimal(sum(values, Decimal(0)), promise.shown_decimals) if values else ""
    return shown_figure(promise, newest.value, newest.text)


def _initial(line: MonitoringLine | None) -> dict[str, Any]:
    if line is None:
        return {}
    promise = line.item.agreement_item
    shown = shown_figure(promise, line.realisation, line.realisation_text)
    begun: dict[str, Any] = {
        "realisation": shown,
        "realisation_text": shown,
        "obstacle": line.obstacle,
        "follow_up": line.follow_up,
    }
    for row in line.progress.all():
        begun[f"percent_{row.activity.number}"] = row.percent
        begun[f"words_{row.activity.number}"] = row.note
    return begun


def _lines_of(report: MonitoringReport) -> dict[int, MonitoringLine]:
    rows = (
        report.lines.select_related(
            "item__agreement_item__indicator", "item__agreement_item__objective"
        )
        .prefetch_related(
            "progress__activity", "evidence__attachment", "item__targets", "item__activities"
        )
        .order_by("item__number")
    )
    return {row.item.number: row for row in rows}


@dataclass(frozen=True)
class ReportedLine:
    """One reported item beside its target."""

    number: int
    indicator: str
    measure: str
    target: str
    realisation: str
    source: str
    source_label: str
    obstacle: str
    follow_up: str
    progress: Sequence[MonitoringProgress]
    evidence: Sequence[MonitoringEvidence]


@dataclass(frozen=True)
class QuarterPage:
    """A quarter of a post: what is planned, reported, reviewed and open, and what one may do."""

    post: Position
    quarter: Quarter
    plan: ActionPlan | None
    last_day: date
    is_over: bool
    is_past_due: bool
    report: MonitoringReport | None
    was_late: bool
    lines: Sequence[ReportedLine]
    versions: Sequence[MonitoringReport]
    reviews: Sequence[MonitoringReview]
    obstacles: Sequence[Obstacle]
    may_report: bool
    may_review: bool

    @property
    def tone(self) -> str:
        """How its state looks."""
        if self.report is None:
            return "bad" if self.is_past_due else "neutral"
        return "attention" if self.was_late or self.was_corrected_late else "good"

    @property
    def was_corrected_late(self) -> bool:
        """Whether what is shown came after the days of grace though a first report was in time."""
        return self.report is not None and self.report.is_late and not self.was_late


def quarter_page(viewer: Viewer, code: str, quarter: Quarter, now: datetime) -> QuarterPage:
    """Build it for a post the viewer may see. Raises NotFoundForViewer. About fifteen queries."""
    post = post_for(viewer, code)
    plan = plan_for_quarter(post, quarter)
    versions = list(reports_of(post, quarter).order_by("-version"))
    report = versions[0] if versions else None
    lines = _lines_of(report).values() if report else ()
    above = superior_post(viewer, report.plan.agreement) if report else None
    own = post.pk in viewer.position_ids
    is_over = latest_to_report(clock.local_day(now)) >= quarter
    return QuarterPage(
        post=post,
        quarter=quarter,
        plan=plan,
        last_day=last_day_of(quarter),
        is_over=is_over,
        is_past_due=now >= due_at(quarter),
        report=report,
        was_late=bool(versions) and versions[-1].is_late,
        lines=[_reported(report, line) for line in lines] if report else (),
        versions=versions,
        reviews=reviews_of(post, quarter),
        obstacles=list(open_obstacles(post)),
        may_report=own and plan is not None and is_over,
        may_review=above is not None
        and report is not None
        and not own
        and report.reported_by_id != viewer.person_id,
    )


def _reported(report: MonitoringReport, line: MonitoringLine) -> ReportedLine:
    promise = line.item.agreement_item
    quarter = Quarter(report.year, report.quarter)
    return ReportedLine(
        number=line.item.number,
        indicator=promise.shown_indicator,
        measure=promise.shown_measure,
        target=target_of(report.plan, line.item, quarter),
        realisation=shown_figure(promise, line.realisation, line.realisation_text),
        source=line.source,
        source_label=str(line.get_source_display()),
        obstacle=line.obstacle,
        follow_up=line.follow_up,
        progress=list(line.progress.all()),
        evidence=list(line.evidence.all()),
    )


def report_evidence(viewer: Viewer, code: str, digest: str) -> Attachment:
    """A file of a report of a post the viewer may see. Raises NotFoundForViewer."""
    found = (
        MonitoringEvidence.objects.select_related("attachment", "line__report__position")
        .filter(line__report__code=code, attachment__sha256=digest)
        .first()
    )
    if found is None:
        raise NotFoundForViewer(kind="bukti")
    post_for(viewer, found.line.report.position.code)
    return found.attachment
