"""Action plans: the plan of an agreement, filling it, and the superior's answer to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sasando.agreements.access import may_prepare, require_may_prepare
from sasando.agreements.actions.action_plans import (
    add_activity,
    agree_plan,
    begin_plan,
    change_plan,
    propose_plan,
    remove_activity,
    return_plan,
    set_targets,
    withdraw_plan,
)
from sasando.agreements.errors import ActionPlanFixed
from sasando.agreements.forms.action_plans import ActivityForm, PlanTargetsForm, WordsForm
from sasando.agreements.models import ActionPlan, State
from sasando.agreements.queries import agreement_for
from sasando.agreements.queries.action_plans import (
    newest_plan,
    plan_for,
    plan_lines,
    posts_in_charge,
    superior_post,
    visible_plans,
)
from sasando.core import clock
from sasando.core.errors import DomainError, NotFoundForViewer
from sasando.core.paging import Crumb

from .answers import mend, status_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.agreements.queries.action_plans import PlanLine
    from sasando.organization.queries import Viewer
    from sasando.organization.requests import CityRequest

TARGET_FIELDS = {"target-too-fine": "period_1"}
ACTIVITY_FIELDS = {"activity-months-reversed": "last_month"}
TONES = {
    ActionPlan.State.DRAFT: "neutral",
    ActionPlan.State.RETURNED: "attention",
    ActionPlan.State.PROPOSED: "accent",
    ActionPlan.State.AGREED: "good",
}


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def plan_of(request: CityRequest, code: str) -> HttpResponse:
    """`/perjanjian/<code>/rencana-aksi/`: the newest plan of an agreement, or beginning one."""
    agreement = agreement_for(request.viewer, code)
    if request.method == "POST":
        made = begin_plan(viewer=request.viewer, now=request.now, agreement_code=code)
        messages.success(request, _("Rencana aksi mulai disusun. Isi setiap butirnya."))
        return redirect("agreements:action_plan", made.code)
    standing = visible_plans(request.viewer).filter(agreement=agreement).order_by("-id").first()
    if standing is not None:
        return redirect("agreements:action_plan", standing.code)
    context = {"agreement": agreement, "may_begin": may_prepare(request.viewer, agreement)}
    return render(request, "agreements/action_plan_none.html", context)


@never_cache
@login_required
@require_GET
def plan(request: CityRequest, code: str) -> HttpResponse:
    """`/rencana-aksi/<code>/`: one version with its targets, activities and history."""
    return plan_page(request, plan_for(request.viewer, code))


def plan_page(
    request: CityRequest, found: ActionPlan, *, return_form: WordsForm | None = None
) -> HttpResponse:
    """The page of a plan, with the superior's form when that has to be mended."""
    viewer = request.viewer
    prepares = may_prepare(viewer, found.agreement)
    newest = newest_plan(found.position_id, found.year)
    lines = plan_lines(found)
    return_form = return_form or WordsForm(label=_("Apa yang perlu diperbaiki"))
    answers = found.state == ActionPlan.State.PROPOSED and superior_post(viewer, found.agreement)
    context = {
        **_head(found),
        "lines": lines,
        "findings": [line.finding for line in lines if line.finding],
        "is_in_force": _is_in_force(found),
        "state_label": found.get_state_display(),
        "tone": TONES[ActionPlan.State(found.state)],
        "versions": _versions(viewer, found),
        "returns": list(found.returns.order_by("-at")),
        "may_fill": prepares and found.is_open,
        "may_withdraw": prepares and found.state == ActionPlan.State.PROPOSED,
        "may_change": prepares
        and found.state == ActionPlan.State.AGREED
        and newest is not None
        and newest.pk == found.pk,
        "may_answer": bool(answers),
        "return_form": return_form,
    }
    return render(request, "agreements/action_plan.html", context, status=status_of(return_form))


def _is_in_force(found: ActionPlan) -> bool:
    """Whether its agreement binds, so that the plan can be proposed and agreed."""
    agreement = type(found.agreement).objects.with_state().get(pk=found.agreement_id)
    return bool(agreement.state == State.IN_FORCE)


def _versions(viewer: Viewer, found: ActionPlan) -> list[ActionPlan]:
    rows = visible_plans(viewer).filter(position=found.position_id, year=found.year)
    versions = list(rows.order_by("id"))
    return versions if len(versions) > 1 else []


def _head(found: ActionPlan) -> dict[str, Any]:
    agreement = found.agreement
    title = agreement.unit.name if agreement.leads_unit else found.position.title
    trail = [
        Crumb(_("Pemantauan"), reverse("agreements:monitoring")),
        Crumb(agreement.code, reverse("agreements:agreement", args=[agreement.code])),
    ]
    return {"plan": found, "title": title, "trail": trail}


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def plan_item(request: CityRequest, code: str, number: int) -> HttpResponse:
    """`/rencana-aksi/<code>/butir/<n>/`: the targets and activities of one item of a draft."""
    found = _to_fill(request, code)
    line = _line(found, number)
    asked = request.POST.get("isi") if request.method == "POST" else None
    targets = PlanTargetsForm(request.POST if asked == "target" else None, line=line)
    posts = posts_in_charge(found.agreement, clock.local_day(request.now))
    activity = ActivityForm(request.POST if asked == "kegiatan" else None, posts=posts)
    if asked == "target" and targets.is_valid() and _wrote_targets(request, code, number, targets):
        messages.success(request, _("Target tersimpan."))
        return redirect("agreements:action_plan_item", code, number)
    if asked == "kegiatan" and activity.is_valid() and _added(request, code, number, activity):
        messages.success(request, _("Kegiatan tersimpan."))
        return redirect("agreements:action_plan_item", code, number)
    context = {**_head(found), "line": line, "form": targets, "activity_form": activity}
    context["trail"] = [
        *context["trail"],
        Crumb(_("Rencana aksi"), reverse("agreements:action_plan", args=[code])),
    ]
    status = max(status_of(targets), status_of(activity))
    return render(request, "agreements/action_plan_item.html", context, status=status)


def _to_fill(request: CityRequest, code: str) -> ActionPlan:
    found = plan_for(request.viewer, code)
    require_may_prepare(request.viewer, found.agreement)
    if not found.is_open:
        raise ActionPlanFixed(code=code)
    return found


def _line(found: ActionPlan, number: int) -> PlanLine:
    line = next((row for row in plan_lines(found) if row.number == number), None)
    if line is None:
        raise NotFoundForViewer(kind="butir")
    return line


def _wrote_targets(request: CityRequest, code: str, number: int, form: PlanTargetsForm) -> bool:
    try:
        set_targets(viewer=request.viewer, code=code, number=number, targets=form.targets())
    except DomainError as failure:
        return mend(form, failure, TARGET_FIELDS)
    return True


def _added(request: CityRequest, code: str, number: int, form: ActivityForm) -> bool:
    try:
        add_activity(
            viewer=request.viewer,
            now=request.now,
            code=code,
            number=number,
            activity=form.draft(),
        )
    except DomainError as failure:
        return mend(form, failure, ACTIVITY_FIELDS)
    return True


@login_required
@require_POST
def drop_activity(request: CityRequest, code: str, number: int, activity: int) -> HttpResponse:
    """Take an activity out of a draft."""
    remove_activity(viewer=request.viewer, code=code, number=number, activity=activity)
    messages.success(request, _("Kegiatan dihapus dari draf."))
    return redirect("agreements:action_plan_item", code, number)


@login_required
@require_POST
def propose(request: CityRequest, code: str) -> HttpResponse:
    """Ask the superior to agree."""
    propose_plan(viewer=request.viewer, now=request.now, code=code)
    messages.success(request, _("Rencana aksi diajukan. Isinya tetap sampai dijawab atasan."))
    return redirect("agreements:action_plan", code)


@login_required
@require_POST
def withdraw(request: CityRequest, code: str) -> HttpResponse:
    """Take a proposal back to draft."""
    withdraw_plan(viewer=request.viewer, code=code)
    messages.success(request, _("Pengajuan ditarik. Rencana aksi ini kembali menjadi draf."))
    return redirect("agreements:action_plan", code)


@login_required
@require_POST
def agree(request: CityRequest, code: str) -> HttpResponse:
    """The superior agrees."""
    agree_plan(viewer=request.viewer, now=request.now, code=code)
    messages.success(request, _("Rencana aksi disepakati. Mulai sekarang isinya tetap."))
    return redirect("agreements:action_plan", code)


@login_required
@require_POST
def give_back(request: CityRequest, code: str) -> HttpResponse:
    """The superior sends it back with a note."""
    form = WordsForm(request.POST, label=_("Apa yang perlu diperbaiki"))
    if not form.is_valid():
        return plan_page(request, plan_for(request.viewer, code), return_form=form)
    return_plan(viewer=request.viewer, code=code, note=form.cleaned_data["note"])
    messages.success(request, _("Rencana aksi dikembalikan dengan catatan Anda."))
    return redirect("agreements:action_plan", code)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def change(request: CityRequest, code: str) -> HttpResponse:
    """`/rencana-aksi/<code>/perubahan/`: the next version of an agreed plan, with a reason."""
    found = plan_for(request.viewer, code)
    require_may_prepare(request.viewer, found.agreement)
    form = WordsForm(request.POST or None, label=_("Apa yang berubah, dan mengapa"))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["note"]
        made = change_plan(viewer=request.viewer, now=request.now, code=code, reason=reason)
        messages.success(request, _("Versi baru siap diisi. Versi lama berlaku sampai disepakati."))
        return redirect("agreements:action_plan", made.code)
    context = {**_head(found), "form": form}
    return render(request, "agreements/action_plan_change.html", context, status=status_of(form))
