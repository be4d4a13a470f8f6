"""Scenarios: the list, one computed, and the draft one becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sasando.budget.access import may_manage, require_may_manage
from sasando.budget.actions.scenario_draft import scenario_to_draft
from sasando.budget.actions.scenarios import copy_scenario, create_scenario, discard_scenario
from sasando.budget.documents.scenario import scenario_rows
from sasando.budget.documents.scenario_paper import scenario_pdf
from sasando.budget.documents.scenario_workbook import scenario_workbook
from sasando.budget.errors import ScenarioFixed
from sasando.budget.forms.scenarios import DraftForm, NewScenarioForm
from sasando.budget.queries.scenario_words import (
    balance_words,
    effect_words,
    finding_of,
    idle_words,
    indicator_words,
    rule_words,
    shortfall_words,
    verdict_words,
)
from sasando.budget.queries.scenarios import (
    ScenarioResult,
    bases,
    mandatory_changes,
    scenario_for,
    scenario_result,
    scenarios_for,
)
from sasando.core.downloads import PDF_TYPE, download
from sasando.core.errors import DomainError, NotFoundForViewer
from sasando.core.listings.files import CSV, KINDS, XLSX, table_file
from sasando.core.paging import Crumb
from sasando.core.sentences import sentence_for
from sasando.rules.mandatory_spending import VERDICT_WORDS
from sasando.rules.numerals import format_decimal
from sasando.rules.scenarios import Operation

from .shared import budget_crumb, today_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from sasando.budget.models import Scenario
    from sasando.budget.queries.comparison import Change
    from sasando.budget.queries.scenarios import MandatoryChange, RuleRow
    from sasando.organization.requests import CityRequest

PDF = "pdf"
# As many agencies and indicators as one sees before unfolding the others.
FIRST = 7


@dataclass(frozen=True)
class ShownRule:
    """A rule as the page shows it: itself and what came of it, in words; its value as one types it.

    A protection has no value.
    """

    row: RuleRow
    words: str
    came: str
    typed: str
    unit: str


@dataclass(frozen=True)
class ShownChange:
    """A row with the width of its bar, from 0 to 100 of the largest change."""

    row: Change
    bar: int


def scenarios_crumb() -> Crumb:
    """The list, in the path up."""
    return Crumb("Skenario", reverse("budget:scenarios"))


def scenario_crumb(found: Scenario) -> Crumb:
    """A scenario, in the path up."""
    return Crumb(found.name, reverse("budget:scenario", args=[found.code]))


def shown_rules(rows: Sequence[RuleRow]) -> list[ShownRule]:
    """Rules in words."""
    return [_shown_rule(row) for row in rows]


@never_cache
@login_required
@require_GET
def scenario_list(request: CityRequest) -> HttpResponse:
    """`/anggaran/skenario/?dasar=`: every scenario, newest first, or those of one version."""
    rows = scenarios_for(request.viewer).annotate(rule_count=Count("rules"))
    known = list(rows)
    base = request.GET.get("dasar", "")
    context = {
        "scenarios": [row for row in known if base in {"", row.base.code}],
        "bases": sorted({(row.base.code, row.base.name) for row in known}),
        "base": base,
        "may_manage": may_manage(request.viewer),
        "trail": [budget_crumb()],
    }
    return render(request, "budget/scenarios.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def scenario_new(request: CityRequest) -> HttpResponse:
    """`/anggaran/skenario/baru/?base=&tujuan=`: begin a scenario on an adopted version."""
    require_may_manage(request.viewer)
    versions = bases()
    given = {name: request.GET[name] for name in ("base", "tujuan") if name in request.GET}
    form = NewScenarioForm(request.POST or None, versions=versions, initial=given)
    if form.is_valid():
        try:
            found = create_scenario(viewer=request.viewer, **form.asked())
        except DomainError as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            messages.success(request, _("Skenario dibuat. Tambahkan aturannya."))
            return redirect("budget:scenario_rules", found.code)
    context = {
        "form": form, "versions": versions, "trail": [budget_crumb(), scenarios_crumb()],
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "budget/scenario_new.html", context, status=status)


@never_cache
@login_required
@require_GET
def scenario(request: CityRequest, code: str) -> HttpResponse:
    """`/anggaran/skenario/<code>/`: the result first, then the rules that led to it."""
    found = scenario_for(request.viewer, code)
    result = scenario_result(found)
    shown = _bars(result.agencies)
    changed = [row for row in shown if row.row.change]
    context = {
        **told_of(result, today_of(request)),
        "agencies": changed[:FIRST],
        "more_agencies": changed[FIRST:],
        "unchanged": len(shown) - len(changed),
        "programmes": [row for row in result.programmes if row.change],
        "indicators": result.indicators[:FIRST],
        "more_indicators": result.indicators[FIRST:],
        "may_manage": may_manage(request.viewer),
        "trail": [budget_crumb(), scenarios_crumb()],
    }
    return render(request, "budget/scenario.html", context)


@login_required
@require_GET
def scenario_file(request: CityRequest, code: str, kind: str) -> HttpResponse:
    """`/anggaran/skenario/<code>/hasil.csv`, `.xlsx` (with formulas) or `.pdf`."""
    if kind not in {CSV, XLSX, PDF}:
        raise NotFoundForViewer(kind="berkas")
    found = scenario_for(request.viewer, code)
    result = scenario_result(found)
    name = f"skenario-{found.code.lower()}"
    if kind == CSV:
        return table_file(name, CSV, *scenario_rows(result))
    told = mandatory_changes(result, today_of(request))
    if kind == XLSX:
        content, content_type = scenario_workbook(result, told), KINDS[XLSX]
    else:
        content = scenario_pdf(result, told, now=request.now)
        content_type = PDF_TYPE
    return download(f"{name}.{kind}", content, content_type)


@login_required
@require_POST
def scenario_copy(request: CityRequest, code: str) -> HttpResponse:
    """Copy a scenario with its rules."""
    made = copy_scenario(viewer=request.viewer, code=code)
    messages.success(request, _("Skenario disalin. Aturan salinannya dapat diubah."))
    return redirect("budget:scenario_rules", made.code)


@login_required
@require_POST
def scenario_discard(request: CityRequest, code: str) -> HttpResponse:
    """Throw a scenario away."""
    discard_scenario(viewer=request.viewer, code=code)
    messages.success(request, _("Skenario %(code)s dibuang.") % {"code": code})
    return redirect("budget:scenarios")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def scenario_draft(request: CityRequest, code: str) -> HttpResponse:
    """`/anggaran/skenario/<code>/jadikan/`: say what will be written, then write it."""
    require_may_manage(request.viewer)
    found = scenario_for(request.viewer, code)
    if found.became is not None:
        raise ScenarioFixed(code=code, version=found.became.name)
    given = {"as_of": today_of(request)}
    form = DraftForm(request.POST or None, scenario=found, initial=given)
    if form.is_valid():
        try:
            version = scenario_to_draft(viewer=request.viewer, code=code, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            messages.success(request, _("%(name)s dibuka sebagai draf.") % {"name": version.name})
            return redirect("budget:version", version.code)
    result = scenario_result(found)
    context = {
        **told_of(result, today_of(request)),
        "form": form,
        "trail": [budget_crumb(), scenarios_crumb(), scenario_crumb(found)],
    }
    status = 422 if form.errors else 200
    return render(request, "budget/scenario_draft.html", context, status=status)


def told_of(result: ScenarioResult, day: date) -> dict[str, Any]:
    """A result with everything said of it."""
    shares = mandatory_changes(result, day)
    return {
        "scenario": result.scenario,
        "result": result,
        "finding": finding_of(result),
        "short": [shortfall_words(row) for row in result.short],
        "idle": [idle_words(row) for row in result.idle],
        "losing": indicator_words(result),
        "verdicts": verdict_words(shares),
        "balance": balance_words(result),
        "rules": shown_rules(result.rules),
        "mandatory": _verdicts(shares),
    }


def _verdicts(changes: Sequence[MandatoryChange]) -> list[dict[str, Any]]:
    return [
        {
            "change": change,
            "before": VERDICT_WORDS[change.before.share.verdict],
            "after": VERDICT_WORDS[change.after.share.verdict],
        }
        for change in changes
    ]


def _shown_rule(row: RuleRow) -> ShownRule:
    operation = Operation(row.rule.operation)
    value = row.rule.value
    typed = "" if operation is Operation.PROTECT else format_decimal(value.normalize() + 0)
    unit = _("persen") if operation.is_percent else _("rupiah")
    return ShownRule(row, rule_words(row.rule, row.taken), effect_words(row), typed, unit)


def _bars(rows: Sequence[Change]) -> list[ShownChange]:
    largest = max((abs(row.change) for row in rows), default=None)
    return [ShownChange(row, _share(row.change, largest)) for row in rows]


def _share(change: Decimal, largest: Decimal | None) -> int:
    return int(abs(change) * 100 / largest) if largest else 0
