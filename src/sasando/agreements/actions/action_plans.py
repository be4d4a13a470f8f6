"""Preparing an action plan, agreeing to it, and changing an agreed one by a new version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from sasando.agreements.access import require_may_prepare
from sasando.agreements.errors import (
    ActionPlanChangeUnexplained,
    ActionPlanEmpty,
    ActionPlanExists,
    ActionPlanFixed,
    ActionPlanNeedsSignedAgreement,
    ActionPlanNotAgreed,
    ActionPlanNotProposed,
    ActivityMonthsReversed,
    AgreesWithOneself,
    NotTheSuperior,
    SuperiorNoteMissing,
    TargetTooFine,
)
from sasando.agreements.models import (
    ActionPlan,
    ActionPlanActivity,
    ActionPlanItem,
    ActionPlanReturn,
    ActionPlanTarget,
    Agreement,
    State,
)
from sasando.agreements.queries.action_plans import (
    agreed_plan,
    is_numeric,
    newest_plan,
    plan_for,
    posts_in_charge,
    rhythm_on,
    superior_post,
)
from sasando.core import audit, clock
from sasando.core.errors import NotFoundForViewer
from sasando.organization.models import Position
from sasando.rules.agreements import AgreementTier

from .finding import prepared_agreement

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from decimal import Decimal
    from typing import Any

    from sasando.agreements.models import AgreementItem
    from sasando.organization.queries import HeldPost, Viewer

PlanState = ActionPlan.State
FOLLOWS = "Mengikuti perubahan perjanjian."
Promise = tuple[int | None, str]


@dataclass(frozen=True)
class ActivityDraft:
    """One activity: months 1 to 12, whole rupiah or none, the post in charge, what comes of it."""

    name: str
    first_month: int
    last_month: int
    in_charge_code: str
    output: str
    budget: Decimal | None = None


@transaction.atomic
def begin_plan(*, viewer: Viewer, now: datetime, agreement_code: str) -> ActionPlan:
    """Begin the plan of an agreement; that of a revision starts as a copy of the plan before it.

    Raises NotFoundForViewer, NotPermitted, ActionPlanExists.
    """
    agreement = prepared_agreement(viewer, agreement_code)
    standing = agreement.action_plans.order_by("-id").first()
    if standing is not None:
        raise ActionPlanExists(code=standing.code)
    before = agreed_plan(agreement.position_id, agreement.year)
    follows = before is not None and not ActionPlan.objects.filter(supersedes=before).exists()
    plan = _new_version(agreement, before if follows else None, FOLLOWS if follows else "", now)
    if before is not None:
        _copy_content(before, plan)
    trace_plan(viewer, plan, "action-plan.begun", after={"perjanjian": agreement.code})
    return plan


@transaction.atomic
def change_plan(*, viewer: Viewer, now: datetime, code: str, reason: str) -> ActionPlan:
    """Begin the next version of an agreed plan within the year; the old one holds until then.

    Raises NotFoundForViewer, NotPermitted, ActionPlanNotAgreed, ActionPlanExists,
    ActionPlanChangeUnexplained.
    """
    plan = _prepared_plan(viewer, code)
    newest = newest_plan(plan.position_id, plan.year)
    assert newest is not None
    if plan.state != PlanState.AGREED:
        raise ActionPlanNotAgreed(code=newest.code)
    if newest.pk != plan.pk:
        raise ActionPlanExists(code=newest.code)
    if not reason.strip():
        raise ActionPlanChangeUnexplained
    new = _new_version(plan.agreement, plan, reason.strip(), now)
    _copy_content(plan, new)
    trace_plan(
        viewer, new, "action-plan.changed", after={"mengubah": plan.code}, reason=reason.strip()
    )
    return new


@transaction.atomic
def set_targets(
    *, viewer: Viewer, code: str, number: int, targets: Mapping[int, Decimal | str]
) -> ActionPlanItem:
    """Write the targets of an item by period; a period that is left out has none.

    Raises NotFoundForViewer, NotPermitted, ActionPlanFixed, TargetTooFine.
    """
    plan = _open_plan(viewer, code)
    item = _item(plan, number)
    promise = item.agreement_item
    places = min(promise.shown_decimals, 4)
    rows = []
    for period, value in targets.items():
        if period not in plan.periods:
            raise NotFoundForViewer(kind="periode")
        if isinstance(value, str) or not is_numeric(promise):
            rows.append(ActionPlanTarget(item=item, period=period, text=str(value).strip()))
            continue
        if value != round(value, places):
            raise TargetTooFine(decimals=places)
        rows.append(ActionPlanTarget(item=item, period=period, value=value))
    before = _target_facts(item)
    item.targets.all().delete()
    ActionPlanTarget.objects.bulk_create(rows)
    trace_plan(viewer, plan, "action-plan.targets-set", before=before, after=_target_facts(item))
    return item


@transaction.atomic
def add_activity(
    *, viewer: Viewer, now: datetime, code: str, number: int, activity: ActivityDraft
) -> ActionPlanActivity:
    """Plan one activity for an item.

    Raises NotFoundForViewer (also for a post that cannot be in charge), NotPermitted,
    ActionPlanFixed, ActivityMonthsReversed.
    """
    plan = _open_plan(viewer, code)
    item = _item(plan, number)
    if activity.last_month < activity.first_month:
        raise ActivityMonthsReversed
    known = {post for post, _title in posts_in_charge(plan.agreement, clock.local_day(now))}
    if activity.in_charge_code not in known:
        raise NotFoundForViewer(kind="jabatan")
    row = ActionPlanActivity.objects.create(
        item=item,
        number=(item.activities.aggregate(last=Max("number"))["last"] or 0) + 1,
        name=activity.name.strip(),
        first_month=activity.first_month,
        last_month=activity.last_month,
        budget=activity.budget,
        in_charge=Position.objects.get(code=activity.in_charge_code),
        output=activity.output.strip(),
    )
    trace_plan(viewer, plan, "action-plan.activity-added", after=_activity_facts(row))
    return row


@transaction.atomic
def remove_activity(*, viewer: Viewer, code: str, number: int, activity: int) -> None:
    """Take an activity out of a draft.

    Raises NotFoundForViewer, NotPermitted, ActionPlanFixed.
    """
    plan = _open_plan(viewer, code)
    row = _item(plan, number).activities.filter(number=activity).first()
    if row is None:
        raise NotFoundForViewer(kind="kegiatan")
    before = _activity_facts(row)
    row.delete()
    trace_plan(viewer, plan, "action-plan.activity-removed", before=before)


@transaction.atomic
def propose_plan(*, viewer: Viewer, now: datetime, code: str) -> ActionPlan:
    """Ask the superior to agree; from now on the content is fixed.

    Raises NotFoundForViewer, NotPermitted, ActionPlanFixed, ActionPlanEmpty,
    ActionPlanNeedsSignedAgreement.
    """
    plan = _open_plan(viewer, code)
    _require_in_force(plan)
    filled = plan.items.filter(targets__isnull=False) | plan.items.filter(activities__isnull=False)
    if not filled.exists():
        raise ActionPlanEmpty(code=code)
    plan.state = PlanState.PROPOSED
    plan.proposed_by_id = viewer.person_id
    plan.proposed_at = now
    plan.save(update_fields=["state", "proposed_by", "proposed_at"])
    trace_plan(viewer, plan, "action-plan.proposed")
    return plan


@transaction.atomic
def withdraw_plan(*, viewer: Viewer, code: str) -> ActionPlan:
    """Take a proposal back to draft.

    Raises NotFoundForViewer, NotPermitted, ActionPlanNotProposed.
    """
    plan = _prepared_plan(viewer, code)
    _require_proposed(plan)
    _reopen(plan, PlanState.DRAFT)
    trace_plan(viewer, plan, "action-plan.withdrawn")
    return plan


@transaction.atomic
def agree_plan(*, viewer: Viewer, now: datetime, code: str) -> ActionPlan:
    """The superior agrees; the database fixes the plan for good.

    Raises NotFoundForViewer, ActionPlanNotProposed, NotTheSuperior, AgreesWithOneself,
    ActionPlanNeedsSignedAgreement.
    """
    plan = _locked_plan(viewer, code)
    post = _answering(viewer, plan)
    _require_in_force(plan)
    alone = plan.agreement.tier == AgreementTier.CITY
    if plan.proposed_by_id == viewer.person_id and not alone:
        raise AgreesWithOneself(code=code)
    plan.state = PlanState.AGREED
    plan.agreed_by_id = viewer.person_id
    plan.agreed_title = post.shown_title
    plan.agreed_at = now
    plan.save(update_fields=["state", "agreed_by", "agreed_title", "agreed_at"])
    trace_plan(viewer, plan, "action-plan.agreed")
    return plan


@transaction.atomic
def return_plan(*, viewer: Viewer, code: str, note: str) -> ActionPlanReturn:
    """The superior sends a proposal back with a note; it is a draft again.

    Raises NotFoundForViewer, ActionPlanNotProposed, NotTheSuperior, SuperiorNoteMissing.
    """
    plan = _locked_plan(viewer, code)
    post = _answering(viewer, plan)
    if not note.strip():
        raise SuperiorNoteMissing
    made = ActionPlanReturn.objects.create(
        plan=plan, note=note.strip(), returned_by_id=viewer.person_id, title=post.shown_title
    )
    _reopen(plan, PlanState.RETURNED)
    trace_plan(viewer, plan, "action-plan.returned", reason=note.strip())
    return made


def trace_plan(
    viewer: Viewer,
    plan: ActionPlan,
    action: str,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Write the deed into the audit, in the transaction of the deed."""
    audit.record(
        actor=viewer,
        action=action,
        subject_kind="action-plan",
        subject_code=plan.code,
        subject_label=str(plan),
        before=before,
        after=after,
        reason=reason,
    )


def _locked_plan(viewer: Viewer, code: str) -> ActionPlan:
    plan_for(viewer, code)
    return (
        ActionPlan.objects.select_related("agreement__unit__parent", "position")
        .select_for_update(of=("self",))
        .get(code=code)
    )


def _prepared_plan(viewer: Viewer, code: str) -> ActionPlan:
    plan = _locked_plan(viewer, code)
    require_may_prepare(viewer, plan.agreement)
    return plan


def _open_plan(viewer: Viewer, code: str) -> ActionPlan:
    """A draft, with an item for every promise the agreement has by now."""
    plan = _prepared_plan(viewer, code)
    if not plan.is_open:
        raise ActionPlanFixed(code=code)
    _add_items(plan)
    return plan


def _require_in_force(plan: ActionPlan) -> None:
    if not Agreement.objects.in_state(State.IN_FORCE).filter(pk=plan.agreement_id).exists():
        raise ActionPlanNeedsSignedAgreement(code=plan.agreement.code)


def _require_proposed(plan: ActionPlan) -> None:
    if plan.state != PlanState.PROPOSED:
        raise ActionPlanNotProposed(code=plan.code)


def _answering(viewer: Viewer, plan: ActionPlan) -> HeldPost:
    """The post under which the viewer answers a proposal."""
    _require_proposed(plan)
    post = superior_post(viewer, plan.agreement)
    if post is None:
        raise NotTheSuperior(title=plan.position.title)
    return post


def _reopen(plan: ActionPlan, state: str) -> None:
    plan.state = state
    plan.proposed_by = plan.proposed_at = None
    plan.save(update_fields=["state", "proposed_by", "proposed_at"])


def _item(plan: ActionPlan, number: int) -> ActionPlanItem:
    found = plan.items.select_related("agreement_item__indicator").filter(number=number).first()
    if found is None:
        raise NotFoundForViewer(kind="butir")
    return found


def _new_version(
    agreement: Agreement, before: ActionPlan | None, reason: str, now: datetime
) -> ActionPlan:
    version = (agreement.action_plans.aggregate(last=Max("version"))["last"] or 0) + 1
    plan = ActionPlan.objects.create(
        code=f"RA-{agreement.code.removeprefix('PK-')}-{version}",
        agreement=agreement,
        position=agreement.position,
        year=agreement.year,
        version=version,
        supersedes=before,
        reason=reason,
        rhythm=before.rhythm if before else rhythm_on(clock.local_day(now)),
        is_example=agreement.is_example,
    )
    _add_items(plan)
    return plan


def _add_items(plan: ActionPlan) -> None:
    """An item for each promise; the quarters written in the agreement are its first targets."""
    known = set(plan.items.values_list("agreement_item_id", flat=True))
    for promise in plan.agreement.items.exclude(pk__in=known).select_related("indicator"):
        item = ActionPlanItem.objects.create(
            plan=plan, agreement_item=promise, number=promise.number
        )
        if plan.rhythm == ActionPlan.Rhythm.QUARTERLY and is_numeric(promise):
            ActionPlanTarget.objects.bulk_create(
                ActionPlanTarget(item=item, period=period, value=value)
                for period, value in enumerate(_quarters(promise), start=1)
                if value is not None
            )


def _quarters(promise: AgreementItem) -> tuple[Decimal | None, ...]:
    return (promise.quarter_1, promise.quarter_2, promise.quarter_3, promise.quarter_4)


def _copy_content(old: ActionPlan, new: ActionPlan) -> None:
    """Targets and activities of the items that promise the same as before."""
    fresh = {_promise(row): row for row in new.items.select_related("agreement_item")}
    rows = old.items.select_related("agreement_item").prefetch_related("targets", "activities")
    for item in rows:
        target = fresh.get(_promise(item))
        if target is None:
            continue
        _copy_targets(item, target, is_same=old.agreement_id == new.agreement_id)
        ActionPlanActivity.objects.bulk_create(
            ActionPlanActivity(
                item=target,
                number=row.number,
                name=row.name,
                first_month=row.first_month,
                last_month=row.last_month,
                budget=row.budget,
                in_charge_id=row.in_charge_id,
                output=row.output,
            )
            for row in item.activities.all()
        )


def _copy_targets(old: ActionPlanItem, new: ActionPlanItem, *, is_same: bool) -> None:
    """Quarters written in a revised agreement stand before those of the old plan."""
    if not is_same and new.targets.exists():
        return
    new.targets.all().delete()
    ActionPlanTarget.objects.bulk_create(
        ActionPlanTarget(item=new, period=row.period, value=row.value, text=row.text)
        for row in old.targets.all()
    )


def _promise(item: ActionPlanItem) -> Promise:
    promise = item.agreement_item
    return promise.indicator_id, "" if promise.indicator_id else promise.indicator_name


def _target_facts(item: ActionPlanItem) -> dict[str, Any]:
    rows = item.targets.order_by("period")
    shown = [row.text if row.value is None else str(row.value.normalize()) for row in rows]
    return {"butir": item.number, "target": shown}


def _activity_facts(row: ActionPlanActivity) -> dict[str, Any]:
    return {
        "butir": row.item.number,
        "kegiatan": row.name,
        "jadwal": row.schedule,
        "anggaran": str(row.budget) if row.budget is not None else None,
        "penanggung_jawab": row.in_charge.code,
    }
