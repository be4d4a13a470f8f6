"""Reporting a quarter on an action plan, reviewing a report, and passing an obstacle up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from sasando.agreements.errors import (
    NoAgreedActionPlan,
    NobodyAbove,
    NoRequestWaiting,
    NotReportingPost,
    NotTheSuperior,
    ObstacleAlreadyClosed,
    ObstacleAlreadyPassedUp,
    QuarterStillRunning,
    RealisationTooFine,
    RealisationUnexplained,
    ReportOutdated,
    SuperiorNoteMissing,
)
from sasando.agreements.models import (
    MonitoringEvidence,
    MonitoringLine,
    MonitoringProgress,
    MonitoringReport,
    MonitoringReview,
    Obstacle,
    ObstacleRequest,
)
from sasando.agreements.queries.action_plans import plan_items, superior_ids
from sasando.agreements.queries.monitoring import (
    Quarter,
    measured_by_indicator,
    newest_report,
    obstacle_for,
    plan_for_quarter,
    post_for,
)
from sasando.core import attachments, audit, clock
from sasando.core.errors import NotFoundForViewer
from sasando.organization.models import Position

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from decimal import Decimal

    from django.core.files.uploadedfile import UploadedFile

    from sasando.agreements.models import ActionPlan, ActionPlanItem
    from sasando.organization.queries import HeldPost, Viewer
    from sasando.planning.models import Measurement

Source = MonitoringLine.Source
Verdict = MonitoringReview.Verdict
STORED_DECIMALS = 4


@dataclass(frozen=True)
class LineDraft:
    """What somebody reports on one item; activities by their number, as (percent, words).

    A typed figure is only taken where no verified measurement stands.
    """

    number: int
    realisation: Decimal | None = None
    realisation_text: str = ""
    obstacle: str = ""
    follow_up: str = ""
    progress: Mapping[int, tuple[int, str]] = field(default_factory=dict)
    uploads: Sequence[UploadedFile] = ()


NOTHING = LineDraft(0)


@transaction.atomic
def report_quarter(
    *,
    viewer: Viewer,
    now: datetime,
    position_code: str,
    quarter: Quarter,
    lines: Sequence[LineDraft],
) -> MonitoringReport:
    """Report a quarter of the plan of a post one holds; again, to mend what was reported.

    Late reports are taken. The evidence of the version before stays with the new one.
    Raises NotFoundForViewer, NotReportingPost, QuarterStillRunning, NoAgreedActionPlan,
    RealisationUnexplained, RealisationTooFine, AttachmentRefused.
    """
    post_for(viewer, position_code)
    # The lock on the post numbers versions and obstacles one after the other.
    post = (
        Position.objects.select_related("unit")
        .select_for_update(of=("self",))
        .get(code=position_code)
    )
    held = _held(viewer, [post.pk])
    if held is None:
        raise NotReportingPost(title=post.title)
    plan = plan_for_quarter(post, quarter)
    if plan is None:
        raise NoAgreedActionPlan(title=post.title, year=quarter.year)
    if clock.local_day(now) < quarter.last_day:
        raise QuarterStillRunning(quarter=quarter.label, last_day=quarter.last_day)
    before = newest_report(post, quarter)
    report = _new_report(viewer, held, plan, quarter, before)
    _write_lines(viewer, report, plan, {line.number: line for line in lines}, before)
    audit.record(
        actor=viewer,
        action="monitoring.reported",
        subject_kind="monitoring-report",
        subject_code=report.code,
        subject_label=str(report),
        after={"versi": report.version, "terlambat": "ya" if report.is_late else "tidak"},
    )
    return report


@transaction.atomic
def review_report(*, viewer: Viewer, code: str, verdict: str, note: str = "") -> MonitoringReview:
    """A superior notes the newest version of a report, asks to mend it, or writes his decision.

    Raises NotFoundForViewer, ReportOutdated, NotTheSuperior, SuperiorNoteMissing.
    """
    report = (
        MonitoringReport.objects.select_related("plan__agreement__position", "position")
        .select_for_update(of=("self",))
        .filter(code=code)
        .first()
    )
    if report is None or verdict not in set(Verdict):
        raise NotFoundForViewer(kind="laporan")
    post_for(viewer, report.position.code)
    newest = newest_report(report.position, Quarter(report.year, report.quarter))
    if newest is not None and newest.pk != report.pk:
        raise ReportOutdated(code=newest.code)
    held = _held(viewer, superior_ids(report.plan.agreement))
    if held is None or report.reported_by_id == viewer.person_id:
        raise NotTheSuperior(title=report.position.title)
    if verdict != Verdict.NOTED and not note.strip():
        raise SuperiorNoteMissing
    review = MonitoringReview.objects.create(
        report=report,
        verdict=verdict,
        note=note.strip(),
        position_id=held.position_id,
        reviewed_by_id=viewer.person_id,
        title=held.shown_title,
    )
    audit.record(
        actor=viewer,
        action="monitoring.reviewed",
        subject_kind="monitoring-report",
        subject_code=report.code,
        subject_label=str(report),
        after={"tinjauan": review.get_verdict_display()},
        reason=review.note,
    )
    return review


@transaction.atomic
def ask_for_help(*, viewer: Viewer, code: str, reason: str) -> ObstacleRequest:
    """Pass an open obstacle of one's own post up one tier.

    Raises NotFoundForViewer, ObstacleAlreadyClosed, NotReportingPost, ObstacleAlreadyPassedUp,
    NobodyAbove, SuperiorNoteMissing.
    """
    obstacle = _open_obstacle(viewer, code)
    held = _held(viewer, [obstacle.position_id])
    if held is None:
        raise NotReportingPost(title=obstacle.position.title)
    waiting = obstacle.requests.filter(answered_at__isnull=True).select_related("to_position")
    if (standing := waiting.first()) is not None:
        raise ObstacleAlreadyPassedUp(title=standing.to_position.title)
    return _asked(viewer, obstacle, held, reason)


@transaction.atomic
def answer_request(*, viewer: Viewer, code: str, answer: str) -> ObstacleRequest:
    """Answer a request for help that waits for a post one holds.

    Raises NotFoundForViewer, ObstacleAlreadyClosed, NoRequestWaiting, SuperiorNoteMissing.
    """
    obstacle = _open_obstacle(viewer, code)
    return _answered(viewer, obstacle, ObstacleRequest.Outcome.ANSWERED, answer)[0]


@transaction.atomic
def pass_on_request(*, viewer: Viewer, code: str, reason: str) -> ObstacleRequest:
    """Pass a request that waits for oneself further up, with a reason.

    Raises as answer_request, and NobodyAbove.
    """
    obstacle = _open_obstacle(viewer, code)
    passed, held = _answered(viewer, obstacle, ObstacleRequest.Outcome.PASSED_ON, reason)
    return _asked(viewer, obstacle, held, passed.answer)


@transaction.atomic
def close_obstacle(*, viewer: Viewer, code: str, note: str) -> Obstacle:
    """Say how an obstacle of one's own post was solved.

    Raises NotFoundForViewer, ObstacleAlreadyClosed, NotReportingPost, SuperiorNoteMissing.
    """
    obstacle = _open_obstacle(viewer, code)
    if _held(viewer, [obstacle.position_id]) is None:
        raise NotReportingPost(title=obstacle.position.title)
    if not note.strip():
        raise SuperiorNoteMissing
    obstacle.closed_at = obstacle.opened_at
    obstacle.closed_by_id = viewer.person_id
    obstacle.closed_note = note.strip()
    obstacle.save(update_fields=["closed_at", "closed_by", "closed_note"])
    _trace_obstacle(viewer, obstacle, "obstacle.closed", note.strip())
    return obstacle


def _held(viewer: Viewer, posts: Sequence[int]) -> HeldPost | None:
    return next((post for post in viewer.posts if post.position_id in posts), None)


def _new_report(
    viewer: Viewer,
    held: HeldPost,
    plan: ActionPlan,
    quarter: Quarter,
    before: MonitoringReport | None,
) -> MonitoringReport:
    version = before.version + 1 if before else 1
    stem = plan.agreement.code.removeprefix("PK-").rsplit("-", 2)[0]
    report = MonitoringReport.objects.create(
        code=f"LM-{stem}-{quarter.year}.{quarter.number}-{version}",
        plan=plan,
        position=plan.position,
        unit_id=plan.position.unit_id,
        year=quarter.year,
        quarter=quarter.number,
        version=version,
        reported_by_id=viewer.person_id,
        reported_title=held.shown_title,
        is_example=plan.is_example,
    )
    report.refresh_from_db(fields=["reported_at", "due_at"])
    return report


def _write_lines(
    viewer: Viewer,
    report: MonitoringReport,
    plan: ActionPlan,
    drafts: Mapping[int, LineDraft],
    before: MonitoringReport | None,
) -> None:
    items = plan_items(plan)
    quarter = Quarter(report.year, report.quarter)
    known = measured_by_indicator([item.agreement_item for item in items], quarter)
    for item in items:
        draft = drafts.get(item.number, NOTHING)
        measurement = known.get(item.agreement_item.indicator_id or 0)
        line = _line(report, item, draft, measurement)
        _write_progress(line, item, draft)
        _keep_evidence(viewer, line, draft, before)
        if line.obstacle:
            _open_or_keep(viewer, report, line)


def _line(
    report: MonitoringReport,
    item: ActionPlanItem,
    draft: LineDraft,
    measurement: Measurement | None,
) -> MonitoringLine:
    value, text = draft.realisation, draft.realisation_text.strip()
    source = Source.TYPED
    if measurement is not None:
        value, text, source = measurement.value, "", Source.MEASURED
    elif value is None and not text:
        source = Source.NONE
        if not draft.obstacle.strip():
            raise RealisationUnexplained(number=item.number)
    decimals = min(item.agreement_item.shown_decimals, STORED_DECIMALS)
    if source == Source.TYPED and value is not None and value != round(value, decimals):
        raise RealisationTooFine(number=item.number, decimals=decimals)
    return MonitoringLine.objects.create(
        report=report,
        item=item,
        source=source,
        realisation=value,
        realisation_text="" if value is not None else text,
        measurement=measurement,
        obstacle=draft.obstacle.strip(),
        follow_up=draft.follow_up.strip(),
    )


def _write_progress(line: MonitoringLine, item: ActionPlanItem, draft: LineDraft) -> None:
    MonitoringProgress.objects.bulk_create(
        MonitoringProgress(
            line=line,
            activity=activity,
            percent=draft.progress[activity.number][0],
            note=draft.progress[activity.number][1].strip(),
        )
        for activity in item.activities.all()
        if activity.number in draft.progress
    )


def _keep_evidence(
    viewer: Viewer, line: MonitoringLine, draft: LineDraft, before: MonitoringReport | None
) -> None:
    """New files, and those of the same item in the version before."""
    kept: dict[int, str] = {}
    if before is not None:
        rows = MonitoringEvidence.objects.filter(
            line__report=before, line__item__number=line.item.number
        )
        kept = dict(rows.values_list("attachment_id", "name"))
    for upload in draft.uploads:
        stored = attachments.store(upload=upload, by_id=viewer.user_id)
        kept[stored.pk] = (upload.name or "bukti")[-120:]
    MonitoringEvidence.objects.bulk_create(
        MonitoringEvidence(line=line, attachment_id=pk, name=name) for pk, name in kept.items()
    )


def _open_or_keep(viewer: Viewer, report: MonitoringReport, line: MonitoringLine) -> None:
    """An obstacle of the same indicator that is still open goes on; otherwise one begins."""
    subject = line.item.agreement_item.shown_indicator[:200]
    same = Obstacle.objects.filter(position_id=report.position_id, year=report.year)
    if same.filter(subject=subject, closed_at__isnull=True).exists():
        return
    stem = report.code.removeprefix("LM-").split(f"-{report.year}.")[0]
    obstacle = Obstacle.objects.create(
        code=f"KD-{stem}-{report.year}-{same.count() + 1}",
        position_id=report.position_id,
        unit_id=report.unit_id,
        year=report.year,
        subject=subject,
        text=line.obstacle,
        opened_in=line,
        is_example=report.is_example,
    )
    _trace_obstacle(viewer, obstacle, "obstacle.opened", line.obstacle)


def _open_obstacle(viewer: Viewer, code: str) -> Obstacle:
    """Locked, known to the viewer, and not solved yet."""
    obstacle_for(viewer, code)
    obstacle = (
        Obstacle.objects.select_related("position").select_for_update(of=("self",)).get(code=code)
    )
    if obstacle.closed_at is not None:
        raise ObstacleAlreadyClosed(code=code)
    return obstacle


def _asked(viewer: Viewer, obstacle: Obstacle, held: HeldPost, reason: str) -> ObstacleRequest:
    if not reason.strip():
        raise SuperiorNoteMissing
    if held.reports_to_id is None:
        raise NobodyAbove(title=held.title)
    last = obstacle.requests.aggregate(last=Max("number"))["last"] or 0
    made = ObstacleRequest.objects.create(
        obstacle=obstacle,
        number=last + 1,
        to_position_id=held.reports_to_id,
        reason=reason.strip(),
        asked_by_id=viewer.person_id,
        asked_title=held.shown_title,
    )
    _trace_obstacle(viewer, obstacle, "obstacle.passed-up", reason.strip())
    return made


def _answered(
    viewer: Viewer, obstacle: Obstacle, outcome: str, answer: str
) -> tuple[ObstacleRequest, HeldPost]:
    waiting = obstacle.requests.filter(answered_at__isnull=True).first()
    held = _held(viewer, [waiting.to_position_id]) if waiting else None
    if waiting is None or held is None or waiting.asked_by_id == viewer.person_id:
        raise NoRequestWaiting(code=obstacle.code)
    if not answer.strip():
        raise SuperiorNoteMissing
    waiting.outcome = outcome
    waiting.answer = answer.strip()
    waiting.answered_by_id = viewer.person_id
    waiting.answered_title = held.shown_title
    waiting.answered_at = waiting.asked_at
    waiting.save()
    _trace_obstacle(viewer, obstacle, "obstacle.answered", answer.strip())
    return waiting, held


def _trace_obstacle(viewer: Viewer, obstacle: Obstacle, action: str, reason: str) -> None:
    audit.record(
        actor=viewer,
        action=action,
        subject_kind="obstacle",
        subject_code=obstacle.code,
        subject_label=str(obstacle),
        reason=reason,
    )
