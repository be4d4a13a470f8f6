"""Beginning an agreement, filling it with promises and money, and proposing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sasando.agreements.access import may_prepare_any
from sasando.agreements.actions import (
    add_item,
    change_target,
    draft_agreement,
    propose,
    remove_item,
    withdraw_proposal,
)
from sasando.agreements.forms import (
    BudgetLineForm,
    DraftForm,
    ItemForm,
    ProposeForm,
    TargetForm,
    UnitChoice,
)
from sasando.agreements.pages import item_line, objective_groups
from sasando.agreements.queries import (
    budget_table,
    due_date,
    indicator_choices,
    objective_choices,
    posts_to_prepare,
    support_choices,
    units_to_prepare,
)
from sasando.core import clock
from sasando.core.errors import DomainError, NotFoundForViewer, NotPermitted

from .answers import draft_of, head, mend, status_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.agreements.models import Agreement
    from sasando.organization.requests import CityRequest

ITEM_FIELDS = {
    "agreement-target-missing": "target",
    "target-too-fine": "target",
    "agreement-target-label-unknown": "target",
    "agreement-target-must-be-number": "target",
    "agreement-quarter-needs-number": "quarter_1",
    "agreement-own-indicator-incomplete": "own_indicator",
    "agreement-dictionary-indicator-needed": "indicator",
    "agreement-direct-needs-same-indicator": "cascade",
    "agreement-objective-missing": "objective",
    "indicator-already-promised": "indicator",
    "indicator-of-other-objective": "indicator",
}


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def draft(request: CityRequest) -> HttpResponse:
    """`/perjanjian/baru/`: begin an agreement for a post and a year, unit by unit."""
    viewer = request.viewer
    if not may_prepare_any(viewer):
        raise NotPermitted
    units, today = units_to_prepare(viewer, request.now), clock.local_day(request.now)
    unit_code = _chosen_unit(request, units)
    posts = posts_to_prepare(viewer, unit_code=unit_code, day=today)
    form = DraftForm(request.POST or None, unit_code=unit_code, posts=posts, running=today.year)
    if request.method == "POST" and form.is_valid():
        made = draft_agreement(
            viewer=viewer,
            now=request.now,
            position_code=form.cleaned_data["position"],
            year=form.cleaned_data["year"],
        )
        return redirect("agreements:edit", made.code)
    context = {
        "form": form,
        "unit_form": UnitChoice({"unit": unit_code}, units=units) if len(units) > 1 else None,
    }
    return render(request, "agreements/draft.html", context, status=status_of(form))


def _chosen_unit(request: CityRequest, units: list[tuple[str, str]]) -> str:
    """The unit in the address or the form if it can be chosen, else the viewer's own, else none."""
    known = {code for code, _name in units}
    asked = request.POST.get("unit") or request.GET.get("unit") or ""
    if asked in known:
        return asked
    own = request.viewer.main_post
    return own.unit_code if own is not None and own.unit_code in known else ""


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def edit(request: CityRequest, code: str) -> HttpResponse:
    """`/perjanjian/<code>/susun/`: the items and the money of a draft; a post adds an item."""
    found = draft_of(request, code)
    form = _item_form(request, found, request.POST or None)
    if request.method == "POST" and form.is_valid() and _added(request, code, form):
        messages.success(request, _("Butir tersimpan."))
        return redirect("agreements:edit", code)
    return edit_page(request, found, item_form=form)


def _item_form(request: CityRequest, found: Agreement, data: object) -> ItemForm:
    return ItemForm(
        data,
        agreement=found,
        indicators=indicator_choices(found),
        supports=support_choices(found, clock.local_day(request.now)),
        objectives=objective_choices(),
    )


def _added(request: CityRequest, code: str, form: ItemForm) -> bool:
    try:
        add_item(viewer=request.viewer, now=request.now, code=code, item=form.draft())
    except DomainError as failure:
        return mend(form, failure, ITEM_FIELDS)
    return True


def edit_page(
    request: CityRequest,
    found: Agreement,
    *,
    item_form: ItemForm | None = None,
    budget_form: BudgetLineForm | None = None,
    propose_form: ProposeForm | None = None,
) -> HttpResponse:
    """The page of a draft, with whatever form has to be mended."""
    item_form = item_form or _item_form(request, found, None)
    budget_form = budget_form or BudgetLineForm()
    propose_form = propose_form or ProposeForm()
    context = {
        **head(request, found),
        "groups": objective_groups(found),
        "budget": budget_table(found),
        "returned": found.returns.filter(answered_at__isnull=True).first(),
        "form": item_form,
        "budget_form": budget_form,
        "propose_form": propose_form,
        "due": due_date(found),
    }
    status = max(status_of(form) for form in (item_form, budget_form, propose_form))
    return render(request, "agreements/edit.html", context, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def change_item(request: CityRequest, code: str, number: int) -> HttpResponse:
    """`/perjanjian/<code>/butir/<n>/`: another target for an item of a draft."""
    found = draft_of(request, code)
    row = found.items.select_related("indicator", "objective", "supports").filter(
        number=number
    ).first()  # fmt: skip
    if row is None:
        raise NotFoundForViewer(kind="butir")
    item = item_line(row)
    quarters = {f"quarter_{place}": text for place, text in enumerate(item.quarters, start=1)}
    form = TargetForm(request.POST or None, initial={"target": item.shown_target, **quarters})
    if request.method == "POST" and form.is_valid() and _changed(request, code, number, form):
        messages.success(request, _("Target tersimpan."))
        return redirect("agreements:edit", code)
    context = {**head(request, found), "item": item, "form": form}
    return render(request, "agreements/item.html", context, status=status_of(form))


def _changed(request: CityRequest, code: str, number: int, form: TargetForm) -> bool:
    try:
        change_target(
            viewer=request.viewer,
            now=request.now,
            code=code,
            number=number,
            target=form.cleaned_data["target"],
            quarters=form.quarters(),
        )
    except DomainError as failure:
        return mend(form, failure, {**ITEM_FIELDS, "agreement-target-already-realised": "target"})
    return True


@login_required
@require_POST
def remove(request: CityRequest, code: str, number: int) -> HttpResponse:
    """Take one item out of a draft."""
    remove_item(viewer=request.viewer, now=request.now, code=code, number=number)
    messages.success(request, _("Butir dihapus dari draf."))
    return redirect("agreements:edit", code)


@login_required
@require_POST
def propose_agreement(request: CityRequest, code: str) -> HttpResponse:
    """Fix the content and ask for the signatures."""
    form = ProposeForm(request.POST)
    if not form.is_valid():
        return edit_page(request, draft_of(request, code), propose_form=form)
    propose(
        viewer=request.viewer,
        now=request.now,
        code=code,
        budget_authorised_on=form.cleaned_data["budget_authorised_on"],
    )
    messages.success(request, _("Perjanjian diajukan. Isinya tetap sampai ditandatangani."))
    return redirect("agreements:agreement", code)


@login_required
@require_POST
def withdraw(request: CityRequest, code: str) -> HttpResponse:
    """Take an unsigned proposal back to draft."""
    withdraw_proposal(viewer=request.viewer, now=request.now, code=code)
    messages.success(request, _("Pengajuan ditarik. Perjanjian ini kembali menjadi draf."))
    return redirect("agreements:edit", code)
