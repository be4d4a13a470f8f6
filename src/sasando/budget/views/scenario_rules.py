"""The rules of a scenario: adding one at the end, moving, taking away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sasando.budget.access import require_may_manage
from sasando.budget.actions.scenarios import add_rule, change_value, move_rule, remove_rule
from sasando.budget.errors import ScenarioFixed, ScenarioRuleRefused
from sasando.budget.forms.scenarios import RuleForm, value_of
from sasando.budget.queries.scenario_words import finding_of, shortfall_words
from sasando.budget.queries.scenarios import scenario_for, scenario_result
from sasando.budget.queries.selection import selection_choices
from sasando.core.errors import DomainError, NotFoundForViewer
from sasando.core.sentences import sentence_for
from sasando.rules.errors import RuleInputError
from sasando.rules.scenarios import Operation

from .scenarios import scenario_crumb, scenarios_crumb, shown_rules
from .shared import budget_crumb

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.organization.requests import CityRequest


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def rules(request: CityRequest, code: str) -> HttpResponse:
    """`/anggaran/skenario/<code>/aturan/`: the rules in their order, and a form for the next."""
    require_may_manage(request.viewer)
    found = scenario_for(request.viewer, code)
    if found.became is not None:
        raise ScenarioFixed(code=code, version=found.became.name)
    form = RuleForm(request.POST or None, choices=selection_choices())
    if form.is_valid():
        try:
            add_rule(viewer=request.viewer, code=code, order=form.order())
        except DomainError as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            messages.success(request, _("Aturan ditambahkan di urutan terakhir."))
            return redirect("budget:scenario_rules", code)
    result = scenario_result(found)
    context = {
        "scenario": found,
        "result": result,
        "finding": finding_of(result),
        "short": [shortfall_words(row) for row in result.short],
        "rules": shown_rules(result.rules),
        "form": form,
        "trail": [budget_crumb(), scenarios_crumb(), scenario_crumb(found)],
    }
    status = 422 if form.errors else 200
    return render(request, "budget/scenario_rules.html", context, status=status)


@login_required
@require_POST
def rule_value(request: CityRequest, code: str, number: int) -> HttpResponse:
    """Give a rule another value."""
    require_may_manage(request.viewer)
    rule = scenario_for(request.viewer, code).rules.filter(number=number).first()
    if rule is None:
        raise NotFoundForViewer(kind="aturan skenario")
    try:
        value = value_of(Operation(rule.operation), request.POST.get("value", "").strip())
    except RuleInputError as refusal:
        raise ScenarioRuleRefused(code=code) from refusal
    change_value(viewer=request.viewer, code=code, number=number, value=value)
    messages.success(request, _("Nilai aturan diubah."))
    return redirect("budget:scenario_rules", code)


@login_required
@require_POST
def rule_move(request: CityRequest, code: str, number: int) -> HttpResponse:
    """Let a rule work one place earlier (`arah=naik`) or later."""
    up = request.POST.get("arah") == "naik"
    move_rule(viewer=request.viewer, code=code, number=number, up=up)
    return redirect("budget:scenario_rules", code)


@login_required
@require_POST
def rule_remove(request: CityRequest, code: str, number: int) -> HttpResponse:
    """Take a rule away."""
    remove_rule(viewer=request.viewer, code=code, number=number)
    messages.success(request, _("Aturan dihapus. Urutan yang lain tetap."))
    return redirect("budget:scenario_rules", code)
