"""Action plans of the example city and their quarterly reports, made by the real actions.

Most are agreed in January and reported in time; some are late, one reports nothing, one has no
plan, and one obstacle was passed up to the secretary. What the actions can only date today is then
dated to where it belongs.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from sasando.agreements.actions import action_plans as plans
from sasando.agreements.actions import monitoring
from sasando.agreements.models import ActionPlan, Agreement, AgreementParty, MonitoringReport
from sasando.agreements.queries.action_plans import is_numeric, plan_items
from sasando.agreements.queries.monitoring import Quarter, latest_to_report
from sasando.core import clock
from sasando.core.models import User
from sasando.organization.models import Appointment, valid_on
from sasando.organization.queries import viewer_for
from sasando.rules.aggregation import Aggregation
from sasando.rules.numerals import round_half_up

from .chance import chance
from .owner import guards_off

if TYPE_CHECKING:
    from datetime import date, datetime

    from sasando.agreements.models import ActionPlanItem, AgreementItem
    from sasando.organization.queries import Viewer

    from .owner import Connection

GUARDED = (
    "agreements_actionplan", "agreements_monitoringreport", "agreements_monitoringreview",
    "agreements_obstacle", "agreements_obstaclerequest",
)  # fmt: skip
WITHOUT_PLAN, PROPOSED, SILENT, LATE = "DINKES", "BAPENDA", "DISHUB", "53.71.03"
HINDERED = "DLHK"
SHARES = {1: Decimal("0.2"), 2: Decimal("0.45"), 3: Decimal("0.75"), 4: Decimal(1)}
ACTIVITIES = (
    ("Menyusun jadwal kerja bersama bidang (contoh)", 1, 3, "Jadwal kerja"),
    ("Turun ke lapangan dan mencatat hasilnya (contoh)", 2, 11, "Catatan lapangan"),
    ("Menilai hasil dan memperbaiki cara kerja (contoh)", 6, 12, "Catatan perbaikan"),
)
DECISION = "Kegiatan lapangan didahulukan pada triwulan berikutnya (contoh)"
OBSTACLE = "Dua truk menunggu suku cadang (contoh)"


@dataclass(frozen=True)
class _Promised:
    """An agreement with whoever promised and whoever answers for it."""

    agreement: Agreement
    owner: Viewer
    superior: Viewer


def load_monitoring(connection: Connection, *, now: datetime) -> int:
    """Plans and reports of this year where there are none yet; how many plans were made."""
    today = clock.local_day(now)
    if ActionPlan.objects.filter(year=today.year).exists():
        return 0
    promised = _promised(today)
    for row in promised:
        _plan(row, now)
    _date_plans(connection, today.year)
    last = latest_to_report(today)
    quarters = range(1, last.number + 1) if last.year == today.year else range(0)
    for number in quarters:
        for row in promised:
            _report(row, Quarter(today.year, number), now)
    _ask_for_help(promised, today)
    _date_reports(connection, today.year)
    return len(promised)


def _promised(today: date) -> list[_Promised]:
    """Agreements in force whose first party holds a log-in, but the few without a plan."""
    rows = (
        Agreement.objects.in_force()
        .filter(year=today.year)
        .exclude(unit__code=WITHOUT_PLAN)
        .select_related("unit", "position")
        .prefetch_related("parties__person__user")
        .order_by("unit__path", "code")
    )
    found = []
    for row in rows:
        parties = {party.role: party.person.user for party in row.parties.all()}
        owner = parties.get(AgreementParty.Role.FIRST)
        above = _holder(row.position.reports_to_id, today) or parties.get(
            AgreementParty.Role.SECOND
        )
        if owner is not None and above is not None and owner != above:
            found.append(_Promised(row, viewer_for(owner, today), viewer_for(above, today)))
    return found


def _holder(post: int | None, today: date) -> User | None:
    held = (
        Appointment.objects.filter(valid_on(today), position=post, person__user__isnull=False)
        .select_related("person__user")
        .order_by("kind", "id")
        .first()
    )
    return held.person.user if held else None


def _plan(row: _Promised, now: datetime) -> None:
    owner, unit = row.owner, row.agreement.unit.code
    plan = plans.begin_plan(viewer=owner, now=now, agreement_code=row.agreement.code)
    luck = chance("rencana", row.agreement.code)
    for item in plan_items(plan):
        targets = _targets(item.agreement_item)
        if targets:
            plans.set_targets(viewer=owner, code=plan.code, number=item.number, targets=targets)
        name, first, last, output = luck.choice(ACTIVITIES)
        plans.add_activity(
            viewer=owner,
            now=now,
            code=plan.code,
            number=item.number,
            activity=plans.ActivityDraft(
                name=name,
                first_month=first,
                last_month=last,
                in_charge_code=row.agreement.position.code,
                output=output,
                budget=Decimal(luck.randrange(50, 900) * 1_000_000),
            ),
        )
    plans.propose_plan(viewer=owner, now=now, code=plan.code)
    if unit != PROPOSED:
        plans.agree_plan(viewer=row.superior, now=now, code=plan.code)


def _targets(promise: AgreementItem) -> dict[int, Decimal | str]:
    """The year's target spread over the quarters, rising to it or adding up to it."""
    if not is_numeric(promise) or promise.target is None:
        return {4: promise.shown_target}
    places = min(promise.shown_decimals, 4)
    whole = promise.target
    reached = {number: round_half_up(whole * share, places) for number, share in SHARES.items()}
    adds_up = promise.indicator is not None and promise.indicator.aggregation == Aggregation.SUM
    if not adds_up:
        return dict(reached)
    return {number: reached[number] - reached.get(number - 1, Decimal(0)) for number in SHARES}


def _report(row: _Promised, quarter: Quarter, now: datetime) -> None:
    unit = row.agreement.unit.code
    latest = latest_to_report(clock.local_day(now))
    if unit == PROPOSED or (unit == SILENT and quarter == latest):
        return
    plan = ActionPlan.objects.filter(agreement=row.agreement).first()
    assert plan is not None
    luck = chance("laporan", row.agreement.code, quarter.number)
    hindered = unit == HINDERED and row.agreement.leads_unit and quarter == latest
    lines = [_line(item, quarter, luck.random(), is_hindered=hindered) for item in plan_items(plan)]
    report = monitoring.report_quarter(
        viewer=row.owner,
        now=now,
        position_code=row.agreement.position.code,
        quarter=quarter,
        lines=lines,
    )
    if quarter < latest or luck.random() < 0.5:
        verdict = "KEPUTUSAN" if luck.random() < 0.15 else "DICATAT"
        note = DECISION if verdict == "KEPUTUSAN" else ""
        monitoring.review_report(viewer=row.superior, code=report.code, verdict=verdict, note=note)


def _line(
    item: ActionPlanItem, quarter: Quarter, luck: float, *, is_hindered: bool
) -> monitoring.LineDraft:
    target = item.by_period.get(quarter.number)
    places = min(item.agreement_item.shown_decimals, 4)
    value = None
    if target is not None:
        value = round_half_up(target * (Decimal("0.85") + Decimal(f"{luck:.2f}") / 4), places)
    obstacle = "" if value is not None else "Angkanya baru dinilai pada akhir tahun (contoh)"
    first = is_hindered and item.number == 1
    progress = {
        row.number: (min(100, 25 * quarter.number), "")
        for row in item.activities.all()
        if row.runs_in(quarter.number)
    }
    return monitoring.LineDraft(
        number=item.number,
        realisation=value,
        obstacle=OBSTACLE if first else obstacle,
        follow_up="Meminjam truk dinas lain (contoh)" if first else "",
        progress=progress,
    )


def _ask_for_help(promised: list[_Promised], today: date) -> None:
    """The hindered agency asks its superior, who has not answered yet."""
    for row in promised:
        report = (
            MonitoringReport.objects.filter(
                position=row.agreement.position_id, year=today.year, lines__obstacle=OBSTACLE
            )
            .order_by("-id")
            .first()
        )
        if report is None:
            continue
        obstacle = report.lines.get(obstacle=OBSTACLE).opened_obstacles.first()
        if obstacle is not None:
            monitoring.ask_for_help(
                viewer=row.owner, code=obstacle.code, reason="Anggaran perbaikan habis (contoh)"
            )


def _date_plans(connection: Connection, year: int) -> None:
    with guards_off(connection, GUARDED):
        connection.execute(DATE_PLANS, {"year": year})


def _date_reports(connection: Connection, year: int) -> None:
    values = {"year": year, "late": LATE}
    with guards_off(connection, GUARDED):
        for statement in (DATE_REPORTS, DATE_REVIEWS, DATE_OBSTACLES, DATE_REQUESTS):
            connection.execute(statement, values)


DATE_PLANS = """
    UPDATE agreements_actionplan SET
        created_at = least(created_at, sasando_local_midnight(make_date(%(year)s, 1, 22))),
        -- least() skips NULL: what was not proposed or agreed must not get a date by it.
        proposed_at = CASE WHEN proposed_at IS NOT NULL THEN
            least(proposed_at, sasando_local_midnight(make_date(%(year)s, 1, 24))
                               + interval '10 hours') END,
        agreed_at = CASE WHEN agreed_at IS NOT NULL THEN
            least(agreed_at, sasando_local_midnight(make_date(%(year)s, 1, 26))
                             + interval '9 hours') END
    WHERE is_example AND year = %(year)s
"""
# One district reports twelve days late, everybody else one to nine days before the end.
DATE_REPORTS = """
    UPDATE agreements_monitoringreport r SET reported_at = least(r.reported_at,
        r.due_at + CASE WHEN u.code = %(late)s THEN interval '12 days'
                        ELSE - (1 + r.id %% 9) * interval '1 day' + interval '10 hours' END)
    FROM organization_unit u
    WHERE u.id = r.unit_id AND r.is_example AND r.year = %(year)s
"""
DATE_REVIEWS = """
    UPDATE agreements_monitoringreview v
    SET reviewed_at = least(v.reviewed_at, r.reported_at + interval '3 days 2 hours')
    FROM agreements_monitoringreport r
    WHERE r.id = v.report_id AND r.is_example AND r.year = %(year)s
"""
DATE_OBSTACLES = """
    UPDATE agreements_obstacle o SET opened_at = least(o.opened_at, r.reported_at)
    FROM agreements_monitoringline l JOIN agreements_monitoringreport r ON r.id = l.report_id
    WHERE l.id = o.opened_in_id AND o.is_example AND o.year = %(year)s
"""
DATE_REQUESTS = """
    UPDATE agreements_obstaclerequest q
    SET asked_at = least(q.asked_at, o.opened_at + interval '1 day')
    FROM agreements_obstacle o
    WHERE o.id = q.obstacle_id AND o.is_example AND o.year = %(year)s
"""
