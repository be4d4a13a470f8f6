"""A scenario from its first rule to the draft it becomes."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.db import connection, transaction
from django.db.models import F, Max

from sasando.budget.access import require_may_manage
from sasando.budget.errors import (
    ScenarioBaseRefused,
    ScenarioFixed,
    ScenarioPartsRefused,
    ScenarioRuleRefused,
    ScenarioRuleTakesNothing,
    ScenarioTooLong,
)
from sasando.budget.models import BudgetVersion, Scenario, ScenarioRule
from sasando.budget.queries.identities import EXPENDITURE
from sasando.budget.queries.selection import Selection, selected_lines
from sasando.core import audit, clock
from sasando.core.errors import NotFoundForViewer
from sasando.core.policies import value_on
from sasando.organization.models import Person
from sasando.rules.errors import RuleInputError
from sasando.rules.numerals import format_percent, format_rupiah
from sasando.rules.scenarios import Instruction, Operation

if TYPE_CHECKING:
    from sasando.organization.queries import Viewer

PROTECTIONS: Final = "perlindungan-skenario"
MOST_RULES: Final = 40
NUMBER_LOCK: Final = "sasando.budget.scenarios"


@dataclass(frozen=True)
class RuleOrder:
    """A rule as somebody asks for it; see `ScenarioRule` for its parts."""

    operation: str
    selection: Selection = field(default_factory=Selection)
    value: Decimal = Decimal(0)
    per: str = ScenarioRule.Per.WHOLE
    reason: str = ""


@transaction.atomic
def create_scenario(
    *,
    viewer: Viewer | None,
    base_code: str,
    purpose: str,
    name: str = "",
    note: str = "",
    protects: bool = True,
) -> Scenario:
    """Begin a scenario on an adopted version, with the usual protections as its first rules.

    Without a name it gets one that says what it drafts. Raises NotPermitted, NotFoundForViewer,
    ScenarioBaseRefused.
    """
    require_may_manage(viewer)
    base = BudgetVersion.objects.filter(code=base_code).first()
    if base is None:
        raise NotFoundForViewer(kind="versi anggaran")
    if base.adopted_on is None or not base.totals.filter(group__startswith=EXPENDITURE).exists():
        raise ScenarioBaseRefused(code=base_code)
    scenario = _written(viewer, Scenario(base=base, purpose=purpose, note=note.strip()), name)
    if protects:
        _protect(scenario)
    _trace(viewer, scenario, "budget.scenario-opened", after={"dasar": base.code})
    return scenario


@transaction.atomic
def copy_scenario(*, viewer: Viewer | None, code: str, name: str = "") -> Scenario:
    """Copy a scenario with its rules, also one that became a version.

    Raises NotPermitted, NotFoundForViewer.
    """
    require_may_manage(viewer)
    source = Scenario.objects.select_related("base").filter(code=code).first()
    if source is None:
        raise NotFoundForViewer(kind="skenario")
    made = Scenario(base=source.base, purpose=source.purpose, note=source.note)
    copy = _written(viewer, made, name or f"Salinan {source.name}"[:120])
    rules = list(source.rules.order_by("position"))
    for position, rule in enumerate(rules, start=1):
        rule.pk = None
        rule.scenario, rule.number, rule.position = copy, position, position
    ScenarioRule.objects.bulk_create(rules)
    _number(copy, len(rules))
    _trace(viewer, copy, "budget.scenario-opened", after={"disalin dari": code})
    return copy


@transaction.atomic
def discard_scenario(*, viewer: Viewer | None, code: str) -> None:
    """Throw a scenario away. Raises NotPermitted, NotFoundForViewer, ScenarioFixed."""
    require_may_manage(viewer)
    scenario = paper_for_update(code)
    _trace(viewer, scenario, "budget.scenario-discarded", after={})
    scenario.delete()


@transaction.atomic
def add_rule(*, viewer: Viewer | None, code: str, order: RuleOrder) -> ScenarioRule:
    """Add a rule at the end.

    Raises NotPermitted, NotFoundForViewer, ScenarioFixed, ScenarioTooLong, ScenarioRuleRefused (a
    value the operation cannot use), ScenarioPartsRefused, ScenarioRuleTakesNothing.
    """
    require_may_manage(viewer)
    scenario = paper_for_update(code)
    _require_usable(scenario, order)
    if scenario.rules.count() >= MOST_RULES:
        raise ScenarioTooLong(code=code, most=MOST_RULES)
    rule = _append(scenario, order)
    _trace(viewer, scenario, "budget.scenario-rule-added", after=_facts(rule), reason=rule.reason)
    return rule


@transaction.atomic
def change_value(*, viewer: Viewer | None, code: str, number: int, value: Decimal) -> None:
    """Give a rule another value; what it does and to which lines stays.

    Raises NotPermitted, NotFoundForViewer, ScenarioFixed, ScenarioRuleRefused.
    """
    require_may_manage(viewer)
    scenario = paper_for_update(code)
    rule = _rule(scenario, number)
    before = _facts(rule)
    _require_value(scenario, rule.operation, value)
    rule.value = value
    rule.save(update_fields=["value"])
    after = _facts(rule)
    _trace(viewer, scenario, "budget.scenario-rule-changed", before=before, after=after)


@transaction.atomic
def move_rule(*, viewer: Viewer | None, code: str, number: int, up: bool) -> None:
    """Let a rule work one place earlier, or later; at the end of the list nothing happens.

    Raises NotPermitted, NotFoundForViewer, ScenarioFixed.
    """
    require_may_manage(viewer)
    scenario = paper_for_update(code)
    rule = _rule(scenario, number)
    others = scenario.rules.filter(
        **{"position__lt" if up else "position__gt": rule.position}
    ).order_by("-position" if up else "position")
    other = others.first()
    if other is None:
        return
    before, rule.position, other.position = rule.position, other.position, rule.position
    ScenarioRule.objects.bulk_update([rule, other], ["position"])
    _trace(
        viewer, scenario, "budget.scenario-rule-moved",
        before={"aturan": number, "urutan": before}, after={"urutan": rule.position},
    )  # fmt: skip


@transaction.atomic
def remove_rule(*, viewer: Viewer | None, code: str, number: int) -> None:
    """Take a rule away; the others keep their order.

    Raises NotPermitted, NotFoundForViewer, ScenarioFixed.
    """
    require_may_manage(viewer)
    scenario = paper_for_update(code)
    rule = _rule(scenario, number)
    _trace(viewer, scenario, "budget.scenario-rule-removed", before=_facts(rule), after={})
    position = rule.position
    rule.delete()
    scenario.rules.filter(position__gt=position).update(position=F("position") - 1)


def paper_for_update(code: str) -> Scenario:
    """A scenario that is still a paper, locked. Raises NotFoundForViewer, ScenarioFixed."""
    # Who waited for the lock looks again: what another made meanwhile is not in the first look.
    list(Scenario.objects.select_for_update().filter(code=code).values_list("pk"))
    scenario = Scenario.objects.select_related("base", "became").filter(code=code).first()
    if scenario is None:
        raise NotFoundForViewer(kind="skenario")
    if scenario.became is not None:
        raise ScenarioFixed(code=code, version=scenario.became.code)
    return scenario


def _written(viewer: Viewer | None, scenario: Scenario, name: str) -> Scenario:
    """Number and store a new scenario, one after the other, so that no two get one number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [NUMBER_LOCK])
    year = scenario.year
    taken = Scenario.objects.filter(code__startswith=f"SKN-{year}-").values_list("code", flat=True)
    last = max((int(code.rpartition("-")[2]) for code in taken), default=0)
    scenario.code = f"SKN-{year}-{last + 1}"
    scenario.name = name.strip() or _usual_name(scenario)
    if viewer is not None:
        scenario.author = Person.objects.filter(pk=viewer.person_id).first()
        scenario.is_example = viewer.is_example
    scenario.save()
    return scenario


def _usual_name(scenario: Scenario) -> str:
    if scenario.purpose == Scenario.Purpose.NEXT_YEAR:
        return f"Rancangan APBD {scenario.year} dari {scenario.base.name}"
    return f"Perubahan atas {scenario.base.name}"


def _protect(scenario: Scenario) -> None:
    """The usual protections; contracts of this year bind nothing of the next one."""
    is_next_year = scenario.purpose == Scenario.Purpose.NEXT_YEAR
    for given in value_on(PROTECTIONS, clock.local_day(clock.now())):
        if is_next_year and given.get("contracted"):
            continue
        known = {part.name for part in fields(Selection)}
        selection = Selection(**{name: value for name, value in given.items() if name in known})
        order = RuleOrder(Operation.PROTECT.value, selection, reason=given["reason"])
        _append(scenario, order)


def _append(scenario: Scenario, order: RuleOrder) -> ScenarioRule:
    last = scenario.rules.aggregate(last=Max("position"))["last"] or 0
    _number(scenario, scenario.numbered + 1)
    chosen = {part.name: getattr(order.selection, part.name) for part in fields(order.selection)}
    return ScenarioRule.objects.create(
        scenario=scenario,
        number=scenario.numbered,
        position=last + 1,
        operation=order.operation,
        value=order.value,
        per=order.per,
        reason=order.reason.strip(),
        **chosen,
    )


def _number(scenario: Scenario, last: int) -> None:
    scenario.numbered = last
    scenario.save(update_fields=["numbered"])


def _require_value(scenario: Scenario, operation: str, value: Decimal) -> None:
    try:
        Instruction(Operation(operation), (), value)
    except (RuleInputError, ValueError) as refusal:
        raise ScenarioRuleRefused(code=scenario.code) from refusal


def _require_usable(scenario: Scenario, order: RuleOrder) -> None:
    _require_value(scenario, order.operation, order.value)
    if order.per != ScenarioRule.Per.WHOLE and order.operation != Operation.CAP:
        raise ScenarioPartsRefused(code=scenario.code)
    base = scenario.base
    taken = selected_lines(base, order.selection, results_year=base.year)
    if not taken.filter(amount__isnull=False).exists():
        raise ScenarioRuleTakesNothing(code=scenario.code)


def _rule(scenario: Scenario, number: int) -> ScenarioRule:
    rule = scenario.rules.filter(number=number).first()
    if rule is None:
        raise NotFoundForViewer(kind="aturan skenario")
    return rule


def _facts(rule: ScenarioRule) -> dict[str, Any]:
    chosen = {part.name: getattr(rule, part.name) for part in fields(Selection)}
    value = format_percent if Operation(rule.operation).is_percent else format_rupiah
    return {
        "nomor": rule.number,
        "aturan": rule.get_operation_display(),
        "nilai": "" if rule.operation == Operation.PROTECT else value(rule.value),
        **{name: given for name, given in chosen.items() if given},
    }


def _trace(
    viewer: Viewer | None,
    scenario: Scenario,
    action: str,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any],
    reason: str = "",
) -> None:
    audit.record(
        actor=viewer,
        action=action,
        subject_kind="budget-scenario",
        subject_code=scenario.code,
        subject_label=scenario.name,
        before=before,
        after=after,
        reason=reason,
    )
