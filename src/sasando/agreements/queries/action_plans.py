"""Action plans as seen by a viewer, who stands above them, and what in them does not add up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max, Q

from sasando.agreements.models import (
    ActionPlan,
    ActionPlanItem,
    Agreement,
    AgreementParty,
)
from sasando.core.errors import NotFoundForViewer
from sasando.core.policies import value_on
from sasando.organization.models import Position, Unit, valid_on
from sasando.rules.action_plans import judge_targets
from sasando.rules.aggregation import Aggregation
from sasando.rules.numerals import format_decimal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from django.db.models import QuerySet

    from sasando.agreements.models import ActionPlanActivity, AgreementItem
    from sasando.organization.queries import HeldPost, Viewer

RHYTHM = "irama-rencana-aksi"
State = ActionPlan.State
NO_TARGETS, DIFFERS = "BELUM_ADA_TARGET", "BERBEDA_DARI_TAHUN"


def rhythm_on(day: date) -> str:
    """Whether plans begun on a day set targets for quarters or months: a dated choice [P]."""
    return str(value_on(RHYTHM, day)["irama"])


def visible_plans(viewer: Viewer) -> QuerySet[ActionPlan]:
    """Plans of agreements the viewer may know of; drafts only in his scope or his own line.

    What colleagues of the same agency may read is what was proposed or agreed.
    """
    seen = Agreement.objects.visible_to(viewer)
    posts = viewer.position_ids
    parties = AgreementParty.objects.filter(position__in=posts, person_id=viewer.person_id or -1)
    near = (
        viewer.scope_filter("agreement__unit__path")
        | Q(position__in=posts)
        | Q(position__reports_to__in=posts)
        | Q(agreement__in=parties.values("agreement_id"))
    )
    return ActionPlan.objects.filter(
        near | Q(state__in=[State.PROPOSED, State.AGREED]), agreement__in=seen.values("pk")
    ).select_related(
        "agreement__unit__parent",
        "position__unit__parent",
        "proposed_by",
        "agreed_by",
        "supersedes",
    )


def plan_for(viewer: Viewer, code: str) -> ActionPlan:
    """One plan the viewer may know of. Raises NotFoundForViewer."""
    found = visible_plans(viewer).filter(code=code).first()
    if found is None:
        raise NotFoundForViewer(kind="rencana aksi")
    return found


def agreed_plan(position_id: int, year: int) -> ActionPlan | None:
    """The plan of a post that holds now: the newest agreed one."""
    return _agreed(position_id, year).order_by("-agreed_at", "-id").first()


def newest_plan(position_id: int, year: int) -> ActionPlan | None:
    """The last version of a post and year, whatever its state."""
    return ActionPlan.objects.filter(position_id=position_id, year=year).order_by("-id").first()


def _agreed(position_id: int, year: int) -> QuerySet[ActionPlan]:
    return ActionPlan.objects.filter(
        position_id=position_id, year=year, state=State.AGREED
    ).select_related("agreement__unit", "position__unit")


def plan_items(plan: ActionPlan) -> list[ActionPlanItem]:
    """Its items with their promises, targets and activities. Three queries."""
    return list(
        plan.items.select_related("agreement_item__indicator", "agreement_item__objective")
        .prefetch_related("targets", "activities__in_charge__unit")
        .order_by("number")
    )


@dataclass(frozen=True)
class Finding:
    """What an item's targets leave open; told, never blocked."""

    kind: str
    number: int
    indicator: str
    reached: str = ""
    annual: str = ""


@dataclass(frozen=True)
class PlanLine:
    """One item as its page shows it: what the year promises, the periods, what is to be done."""

    number: int
    objective: str
    indicator: str
    measure: str
    annual: str
    is_number: bool
    decimals: int
    targets: Sequence[tuple[str, str]]
    activities: Sequence[ActionPlanActivity]
    finding: Finding | None

    @property
    def budget(self) -> Decimal | None:
        """The money of its activities together, None when none costs anything."""
        amounts = [row.budget for row in self.activities if row.budget is not None]
        return sum(amounts[1:], amounts[0]) if amounts else None

    @property
    def is_empty(self) -> bool:
        """Neither a target nor an activity."""
        return not self.activities and not any(text for _label, text in self.targets)


def plan_lines(plan: ActionPlan) -> list[PlanLine]:
    """Every item of a plan. Three queries, however many items; papers print these."""
    return [_line(plan, item) for item in plan_items(plan)]


def _line(plan: ActionPlan, item: ActionPlanItem) -> PlanLine:
    promise = item.agreement_item
    rows = {row.period: row for row in item.targets.all()}
    shown = []
    for period in plan.periods:
        row = rows.get(period)
        text = "" if row is None else shown_figure(promise, row.value, row.text)
        shown.append((plan.period_label(period), text))
    return PlanLine(
        number=item.number,
        objective=promise.shown_objective,
        indicator=promise.shown_indicator,
        measure=promise.shown_measure,
        annual=promise.shown_target,
        is_number=is_numeric(promise),
        decimals=promise.shown_decimals,
        targets=shown,
        activities=list(item.activities.all()),
        finding=finding_of(item),
    )


def is_numeric(promise: AgreementItem) -> bool:
    """Whether its periods take numbers; labels of a scale and of own words are words."""
    return promise.target is not None and not (promise.indicator and promise.indicator.scale)


def shown_figure(promise: AgreementItem, value: Decimal | None, text: str) -> str:
    """A figure with the decimals of its indicator, or the label; empty when there is neither."""
    return text if value is None else format_decimal(value, promise.shown_decimals)


def finding_of(item: ActionPlanItem) -> Finding | None:
    """Targets that are missing, or that do not come to the target of the year."""
    promise, targets = item.agreement_item, item.by_period
    if not is_numeric(promise):
        has_any = any(row.text for row in item.targets.all())
        return None if has_any else Finding(NO_TARGETS, item.number, promise.shown_indicator)
    if not targets:
        return Finding(NO_TARGETS, item.number, promise.shown_indicator)
    assert promise.target is not None
    judged = judge_targets(
        targets,
        annual=promise.target,
        upper=promise.target_upper,
        aggregation=Aggregation(promise.indicator.aggregation) if promise.indicator else None,
        decimals=promise.shown_decimals,
    )
    if judged.fits or judged.reached is None:
        return None
    reached = format_decimal(judged.reached, promise.shown_decimals)
    return Finding(DIFFERS, item.number, promise.shown_indicator, reached, promise.shown_target)


def superior_ids(agreement: Agreement) -> list[int]:
    """The posts whose holders answer for it: the one it reports to, and its second party's."""
    second = AgreementParty.objects.filter(agreement=agreement, role=AgreementParty.Role.SECOND)
    found = [agreement.position.reports_to_id, *second.values_list("position_id", flat=True)]
    return list(dict.fromkeys(pk for pk in found if pk is not None))


def superior_post(viewer: Viewer, agreement: Agreement) -> HeldPost | None:
    """The post under which the viewer answers as superior; for the city the mayor's own."""
    above = superior_ids(agreement) or [agreement.position_id]
    return next((post for pk in above for post in viewer.posts if post.position_id == pk), None)


def plans_to_agree(viewer: Viewer) -> list[ActionPlan]:
    """Proposed plans that wait for the viewer in the daily line, oldest first. One query."""
    posts = viewer.position_ids
    alone = Q(position__in=posts, position__reports_to__isnull=True)
    return list(
        ActionPlan.objects.filter(Q(position__reports_to__in=posts) | alone, state=State.PROPOSED)
        .exclude(Q(proposed_by_id=viewer.person_id or -1) & ~alone)
        .select_related("position__unit", "agreement")
        .order_by("proposed_at")
    )


@dataclass(frozen=True)
class OwnPlan:
    """A post of the viewer with its agreement in force and the newest version of its plan."""

    agreement: Agreement
    plan: ActionPlan | None


def own_plans(viewer: Viewer, year: int) -> list[OwnPlan]:
    """For each post the viewer holds and has promised for. Two queries."""
    agreements = list(
        Agreement.objects.in_force()
        .filter(position__in=viewer.position_ids, year=year)
        .select_related("unit", "position")
    )
    newest = (
        ActionPlan.objects.filter(position__in=viewer.position_ids, year=year)
        .values("position_id")
        .annotate(last=Max("id"))
        .values("last")
    )
    plans = {row.position_id: row for row in ActionPlan.objects.filter(pk__in=newest)}
    return [OwnPlan(row, plans.get(row.position_id)) for row in agreements]


def posts_in_charge(agreement: Agreement, day: date) -> list[tuple[str, str]]:
    """Code and title of each post that may be in charge: the owner's and those in his units."""
    unit = agreement.unit
    path = unit.path if unit.kind != Unit.Kind.CITY else ""
    near = Q(pk=agreement.position_id) | Q(reports_to=agreement.position_id)
    if path and agreement.leads_unit:
        near |= Q(unit__path__startswith=path)
    posts = Position.objects.filter(valid_on(day), near).select_related("unit")
    rows = posts.order_by("unit__path", "code")
    return [(row.code, f"{row.title} ({row.unit.name})") for row in rows]
