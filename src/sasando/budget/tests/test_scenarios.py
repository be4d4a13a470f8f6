"""Scenarios of a small budget: exact, ordered, and told."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from sasando.budget.actions import adopt_version, discard_version, import_lines, open_version
from sasando.budget.actions.scenario_draft import scenario_to_draft
from sasando.budget.actions.scenarios import (
    RuleOrder,
    add_rule,
    copy_scenario,
    create_scenario,
    discard_scenario,
    move_rule,
    remove_rule,
)
from sasando.budget.errors import (
    ScenarioBaseRefused,
    ScenarioDraftStands,
    ScenarioFixed,
    ScenarioOvertaken,
    ScenarioPartsRefused,
    ScenarioRuleRefused,
    ScenarioRuleTakesNothing,
    ScenarioWithoutEffect,
    VersionOutOfChain,
)
from sasando.budget.models import BudgetVersion, Contract, Scenario, ScenarioRule
from sasando.budget.queries.identities import identities_of
from sasando.budget.queries.scenarios import scenario_result, scenarios_for
from sasando.budget.queries.selection import Selection
from sasando.core.errors import NotPermitted
from sasando.core.models import AuditEvent

from .conftest import viewer_of
from .factories import AGENCY, BUILDING, FIRST, GOODS, HEADINGS, SECOND, line

OTHER = ("1.03.0.00.0.00.01.0000", "Dinas PUPR")
SALARY = "5.1.01.01.01.0001"
LINES = [
    line(FIRST, GOODS, 1_000, agency=OTHER),
    line(FIRST, GOODS, "1000.75"),
    line(FIRST, SALARY, 5_000),
    line(SECOND, BUILDING, 1_000),
]
EVERYTHING = Selection()
MURNI, NEXT_YEAR = "VERSI_BERIKUT", "TAHUN_BERIKUT"


def filled(version):
    """Load the lines of two agencies into a draft."""
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, *LINES])
    report = import_lines(
        viewer=None, code=version.code, stream=io.BytesIO(text.getvalue().encode()),
        file_name="dua.csv", apply=True,
    )  # fmt: skip
    assert report.applied, report.odd


@pytest.fixture
def base(planner, draft):
    """An adopted budget of Rp 8,000.75 in two agencies."""
    filled(draft)
    return adopt_version(
        viewer=planner, code=draft.code, legal_act="Perda 9/2024", adopted_on=date(2024, 12, 30)
    )


@pytest.fixture
def paper(planner, base):
    return create_scenario(viewer=planner, base_code=base.code, purpose=MURNI, protects=False)


@pytest.fixture
def order(planner, paper):
    """Add a rule to the paper."""

    def added(operation, value=0, selection=EVERYTHING, per="SELURUHNYA"):
        given = RuleOrder(operation, selection, Decimal(value), per, "Contoh alasan")
        return add_rule(viewer=planner, code=paper.code, order=given)

    return added


def expenditure(rows):
    return {(row.agency, row.code): row.after for row in rows}


def test_a_new_scenario_protects_what_the_policy_names(planner, base):
    paper = create_scenario(viewer=planner, base_code=base.code, purpose=MURNI)
    assert (paper.code, paper.name) == ("SKN-2025-1", "Perubahan atas APBD murni 2025")
    rules = list(paper.rules.values_list("operation", "account", "contracted", "funding"))
    assert rules == [
        ("LINDUNGI", "5.1.01", False, ""),
        ("LINDUNGI", "", True, ""),
        ("LINDUNGI", "", False, "2"),
    ]
    event = AuditEvent.objects.get(subject_code=paper.code)
    assert event.action == "budget.scenario-opened"


def test_contracts_of_this_year_bind_nothing_of_the_next(planner, base):
    paper = create_scenario(viewer=planner, base_code=base.code, purpose=NEXT_YEAR)
    assert (paper.code, paper.name) == ("SKN-2026-1", "Rancangan APBD 2026 dari APBD murni 2025")
    assert not paper.rules.filter(contracted=True).exists()
    assert paper.rules.count() == 2


def test_a_cut_goes_in_code_order_to_the_last_rupiah(paper, order):
    order("LINDUNGI", selection=Selection(account="5.1.01"))
    order("POTONG_RUPIAH", 100)
    result = scenario_result(paper)
    assert result.cut == 100
    assert result.before.expenditure == Decimal("8000.75")
    assert expenditure(result.agencies) == {("", OTHER[0]): 966, ("", AGENCY): Decimal("6934.75")}
    assert [row.effect.held for row in result.rules] == [0, 5_000]
    assert result.protected == 5_000
    assert sum(row.after for row in result.programmes) == result.after.expenditure
    assert sum(row.change for row in result.groups) == result.change == -100
    assert not result.short


def test_what_cannot_be_taken_is_told(paper, order):
    order("LINDUNGI", selection=Selection(account="5.1.01"))
    order("POTONG_RUPIAH", 4_000)
    result = scenario_result(paper)
    (short,) = result.short
    assert (short.effect.asked, short.effect.moved, short.effect.shortfall) == (4_000, 3_000, 1_000)
    assert result.after.expenditure == Decimal("5000.75")


def test_a_cap_holds_for_each_agency_or_sub_activity(paper, order):
    order("BATASI", 900, Selection(account="5.1.02"), per="SKPD")
    assert expenditure(scenario_result(paper).agencies)["", AGENCY] == Decimal("6899.75")
    order("BATASI", 500, Selection(activity=SECOND), per="SUBKEGIATAN")
    assert scenario_result(paper).cut == 100 + 101 + 500


def test_a_contract_protects_its_lines(base, paper, order):
    line_of = base.lines.select_related("agency", "activity").get(account__code=BUILDING)
    Contract.objects.create(
        number="K-1", year=2025, agency=line_of.agency, activity=line_of.activity, amount=10,
        signed_on=date(2025, 2, 1), ends_on=date(2025, 6, 1), firm="Contoh",
    )  # fmt: skip
    order("LINDUNGI", selection=Selection(contracted=True))
    order("POTONG_PERSEN", 50, Selection(agency=AGENCY))
    assert dict(scenario_result(paper).board.changes.items()).get(line_of.pk) is None
    assert scenario_result(paper).cut == 3_000


def test_the_order_of_rules_decides(planner, paper, order):
    cut = order("POTONG_PERSEN", 10)
    shield = order("LINDUNGI", selection=Selection(account="5.1.01"))
    assert scenario_result(paper).cut == 800
    move_rule(viewer=planner, code=paper.code, number=shield.number, up=True)
    assert scenario_result(paper).cut == 300
    assert list(paper.rules.values_list("number", flat=True)) == [shield.number, cut.number]
    remove_rule(viewer=planner, code=paper.code, number=shield.number)
    assert scenario_result(paper).cut == 800
    assert list(paper.rules.values_list("position", flat=True)) == [1]
    again = order("BATASI", 10)
    assert (again.number, again.position) == (3, 2)


def test_moving_beyond_the_end_changes_nothing(planner, paper, order):
    rule = order("POTONG_PERSEN", 10)
    move_rule(viewer=planner, code=paper.code, number=rule.number, up=True)
    move_rule(viewer=planner, code=paper.code, number=rule.number, up=False)
    rule.refresh_from_db()
    assert rule.position == 1


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        (("POTONG_PERSEN", "100.5"), ScenarioRuleRefused),
        (("POTONG_RUPIAH", "0.5"), ScenarioRuleRefused),
        (("HAPUS", 1), ScenarioRuleRefused),
        (("TAMBAH_PERSEN", "1000"), ScenarioRuleRefused),
        (("POTONG_PERSEN", 5, Selection(), "SKPD"), ScenarioPartsRefused),
        (("POTONG_PERSEN", 5, Selection(account="5.4")), ScenarioRuleTakesNothing),
        (("LINDUNGI", 0, Selection(contracted=True)), ScenarioRuleTakesNothing),
    ],
)
def test_a_rule_that_does_nothing_clear_is_refused(paper, order, given, refusal):
    with pytest.raises(refusal):
        order(*given)
    assert not paper.rules.exists()


def test_a_draft_is_no_base(planner, draft):
    with pytest.raises(ScenarioBaseRefused):
        create_scenario(viewer=planner, base_code=draft.code, purpose=MURNI)


def test_a_copy_stands_alone(planner, paper, order):
    order("POTONG_PERSEN", 10)
    copy = copy_scenario(viewer=planner, code=paper.code)
    order("POTONG_PERSEN", 10)
    assert scenario_result(copy).cut == 800
    assert scenario_result(paper).cut == 800 + 720
    assert (copy.code, copy.name) == ("SKN-2025-2", f"Salinan {paper.name}")


def test_only_planners_write_and_only_who_decides_reads(planner, paper):
    for login in ("walikota", "sekda", "pemeriksa", "perencana"):
        assert list(scenarios_for(viewer_of(login))) == [paper]
    with pytest.raises(NotPermitted):
        scenarios_for(viewer_of("kadis"))
    with pytest.raises(NotPermitted):
        discard_scenario(viewer=viewer_of("sekda"), code=paper.code)
    discard_scenario(viewer=planner, code=paper.code)
    assert not Scenario.objects.exists()


def made(planner, paper, stage="PERGESERAN"):
    return scenario_to_draft(viewer=planner, code=paper.code, stage=stage, as_of=date(2025, 3, 1))


def test_a_scenario_becomes_the_next_version_line_by_line(planner, base, paper, order):
    order("POTONG_PERSEN", "12.5", Selection(account="5.1.02"))
    result = scenario_result(paper)
    version = made(planner, paper)
    assert (version.code, version.supersedes, version.stage) == ("APBD-2025-1", base, "PERGESERAN")
    assert version.adopted_on is None
    assert identities_of(version) == result.after
    fields = ("row", "agency", "sub_unit", "activity", "account", "funding", "package")
    assert list(version.lines.values_list(*fields)) == list(base.lines.values_list(*fields))
    rows = version.totals.values_list("agency__code").annotate(Sum("amount"))
    assert dict(rows) == {row.code: row.after for row in result.agencies}
    assert version.source == f"Skenario {paper.code}: {paper.name}"
    assert version.file_digest
    paper.refresh_from_db()
    assert paper.became == version


def test_next_year_begins_with_its_original_budget(planner, base):
    paper = create_scenario(viewer=planner, base_code=base.code, purpose=NEXT_YEAR)
    grow = RuleOrder("TAMBAH_PERSEN", Selection(account="5.1.01"), Decimal(10))
    add_rule(viewer=planner, code=paper.code, order=grow)
    version = made(planner, paper)
    assert (version.code, version.stage) == ("APBD-2026-0", "MURNI")
    assert identities_of(version).expenditure == Decimal("8500.75")
    other = create_scenario(viewer=planner, base_code=base.code, purpose=NEXT_YEAR)
    with pytest.raises(ScenarioDraftStands) as refused:
        made(planner, other)
    assert refused.value.values["version"] == "APBD murni 2026"


def test_a_standing_draft_is_never_overwritten(planner, base, paper, order):
    order("POTONG_PERSEN", 1)
    open_version(viewer=planner, year=2025, stage="PERGESERAN", as_of=date(2025, 3, 1))
    with pytest.raises(ScenarioDraftStands):
        made(planner, paper)


def test_a_scenario_on_an_old_version_is_overtaken(planner, base, paper, order):
    order("POTONG_PERSEN", 1)
    later = open_version(viewer=planner, year=2025, stage="PERUBAHAN", as_of=date(2025, 9, 1))
    filled(later)
    adopt_version(viewer=planner, code=later.code, legal_act="x", adopted_on=date(2025, 9, 30))
    with pytest.raises(ScenarioOvertaken):
        made(planner, paper)


def test_the_chain_is_kept_as_for_any_version(planner, paper, order):
    with pytest.raises(ScenarioWithoutEffect):
        made(planner, paper)
    order("POTONG_PERSEN", 1)
    with pytest.raises(VersionOutOfChain):
        made(planner, paper, stage="PERGESERAN_PERUBAHAN")
    assert BudgetVersion.objects.count() == 1


def test_what_became_a_version_is_fixed_until_its_draft_is_thrown_away(planner, paper, order):
    rule = order("POTONG_PERSEN", 1)
    version = made(planner, paper)
    with pytest.raises(ScenarioFixed):
        made(planner, paper)
    with pytest.raises(ScenarioFixed):
        remove_rule(viewer=planner, code=paper.code, number=rule.number)
    copy = copy_scenario(viewer=planner, code=paper.code)
    assert copy.rules.count() == 1
    discard_version(viewer=planner, code=version.code)
    paper.refresh_from_db()
    assert paper.became is None
    assert made(planner, paper).code == version.code


@pytest.mark.parametrize(
    "deed",
    [
        lambda paper: paper.rules.update(value=5),
        lambda paper: paper.rules.all()._raw_delete("default"),
        lambda paper: Scenario.objects.filter(pk=paper.pk).update(name="Lain"),
        lambda paper: Scenario.objects.filter(pk=paper.pk).update(became=None, name="Lain"),
        lambda paper: Scenario.objects.filter(pk=paper.pk)._raw_delete("default"),
        lambda paper: ScenarioRule.objects.create(
            scenario=paper, number=9, position=9, operation="LINDUNGI"
        ),
    ],
)
def test_the_database_keeps_what_became_a_version(planner, paper, order, deed):
    order("POTONG_PERSEN", 1)
    made(planner, paper)
    with pytest.raises(IntegrityError, match=r"(is|are) fixed"), transaction.atomic():
        deed(paper)


def test_an_adopted_version_never_lets_its_scenario_go(planner, paper, order):
    order("POTONG_PERSEN", 1)
    version = made(planner, paper)
    adopt_version(viewer=planner, code=version.code, legal_act="x", adopted_on=date(2025, 3, 9))
    with pytest.raises(IntegrityError, match="is fixed"), transaction.atomic():
        Scenario.objects.filter(pk=paper.pk).update(became=None)


@pytest.mark.parametrize(
    "values",
    [
        {"operation": "POTONG_PERSEN", "value": 101},
        {"operation": "POTONG_RUPIAH", "value": Decimal("1.5")},
        {"operation": "LINDUNGI", "value": 1},
        {"operation": "LINDUNGI", "per": "SKPD"},
    ],
)
def test_the_database_refuses_a_rule_without_sense(paper, values):
    with pytest.raises(IntegrityError, match="budget_scenario_rule"), transaction.atomic():
        ScenarioRule.objects.create(scenario=paper, number=1, position=1, **values)


def test_the_database_wants_an_adopted_base_and_the_right_year(planner, base, paper):
    other = open_version(viewer=planner, year=2027, stage="MURNI", as_of=date(2026, 9, 1))
    with pytest.raises(IntegrityError, match="base of a scenario"), transaction.atomic():
        Scenario.objects.create(code="SKN-2027-1", name="x", base=other, purpose=MURNI)
    with pytest.raises(IntegrityError, match="own year"), transaction.atomic():
        Scenario.objects.filter(pk=paper.pk).update(became=other)


def test_the_queries_do_not_grow_with_lines(paper, order, django_assert_max_num_queries):
    order("LINDUNGI", selection=Selection(account="5.1.01"))
    order("POTONG_PERSEN", 5)
    with django_assert_max_num_queries(20):
        scenario_result(paper)


def test_who_changes_most_stands_first_whether_they_lose_or_gain(paper, order):
    order("POTONG_PERSEN", 10, Selection(agency=OTHER[0]))
    order("TAMBAH_PERSEN", 20, Selection(agency=AGENCY))
    changes = [row.change for row in scenario_result(paper).agencies]
    assert changes == [1_400, -100]
