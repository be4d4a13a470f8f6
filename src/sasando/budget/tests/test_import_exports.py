"""The three real exports: control totals, odd rows, all or nothing (planning_budget F1, H 6-8)."""

from datetime import date
from decimal import Decimal

import pytest

from sasando.budget.actions import adopt_version, open_version
from sasando.budget.errors import VersionFixed
from sasando.budget.models import Account, BudgetActivity, BudgetLine, BudgetTotal, BudgetUnit
from sasando.core.errors import NotPermitted
from sasando.core.models import AuditEvent

from .conftest import viewer_of

DLH, PERHUBUNGAN = "Dinas Lingkungan Hidup", "Dinas Perhubungan"


def test_the_original_budget_of_2025(draft, load):
    report = load(draft)
    assert (report.rows, report.without_account, report.applied) == (131, 12, True)
    assert report.total == Decimal(9_239_668_432)
    assert report.by_agency == {DLH: Decimal(5_257_558_829), PERHUBUNGAN: Decimal(3_982_109_603)}
    assert report.by_group == {"5.1": Decimal(9_176_577_332), "5.2": Decimal(63_091_100)}
    assert draft.lines.count() == 131
    assert sum(draft.totals.values_list("amount", flat=True)) == report.total


@pytest.mark.parametrize(
    ("programme", "amount"),
    [
        ("2.11.01", 2_947_276_629),
        ("2.11.03", 2_061_375_600),
        ("2.11.06", 70_000_300),
        ("2.11.11", 178_906_300),
    ],
)
def test_sums_of_programmes(draft, load, programme, amount):
    load(draft)
    found = draft.totals.filter(programme__code=programme).values_list("amount", flat=True)
    assert sum(found) == amount


@pytest.mark.parametrize(
    ("name", "year", "rows", "total", "groups"),
    [
        ("buru_rekap5_2025_perubahan.csv", 2025, 144, 9_502_959_885, None),
        (
            "buru_rekap5_2026_murni.csv", 2026, 175, 10_188_086_163,
            {"5.1": 8_156_286_163, "5.2": 2_031_800_000},
        ),
    ],
)  # fmt: skip
def test_the_other_exports(planner, lists, load, name, year, rows, total, groups):
    version = open_version(viewer=planner, year=year, stage="MURNI", as_of=date(year, 1, 2))
    report = load(version, name)
    assert (report.rows, report.total) == (rows, total)
    assert groups is None or report.by_group == groups


def test_both_widths_of_an_account_are_one(planner, draft, load):
    load(draft)
    codes = set(draft.lines.exclude(account=None).values_list("account__code", flat=True))
    version = open_version(viewer=planner, year=2026, stage="MURNI", as_of=date(2026, 1, 2))
    load(version, "buru_rekap5_2026_murni.csv")
    later = set(version.lines.exclude(account=None).values_list("account__code", flat=True))
    assert "5.1.02.01.01.0024" in codes & later
    assert not any(len(code) > len("5.1.02.01.01.0024") for code in codes | later)


def test_a_sub_activity_without_budget_stays_in_the_tree(draft, load):
    load(draft)
    empty = draft.lines.filter(account=None).first()
    assert (empty.amount, empty.activity.level) == (None, BudgetActivity.Level.SUB_ACTIVITY)
    assert BudgetTotal.objects.get(version=draft, activity=empty.activity, group="").amount == 0


def test_support_programmes_are_found_in_the_nomenclature(draft, load):
    load(draft)
    salaries = BudgetActivity.objects.get(code="2.11.01.2.02.0001")
    assert salaries.node.code == "X.XX.01.2.02.0001"


def test_units_hang_below_their_agency(draft, load):
    load(draft)
    assert BudgetUnit.objects.filter(parent=None).count() >= 2
    assert BudgetUnit.objects.get(name=DLH).unit is not None or BudgetUnit.objects.filter(
        name=DLH, unit=None
    )


def test_a_dry_run_leaves_nothing(draft, load):
    report = load(draft, apply=False)
    assert (report.total, report.applied) == (Decimal(9_239_668_432), False)
    assert not BudgetLine.objects.exists()
    assert not BudgetActivity.objects.exists()
    assert not AuditEvent.objects.filter(action="budget.lines-loaded").exists()


def test_the_same_file_twice_changes_nothing(draft, load):
    load(draft)
    before = list(draft.lines.values_list("pk", flat=True))
    report = load(draft)
    assert (report.same_file, report.applied, report.total) == (True, False, 9_239_668_432)
    assert list(draft.lines.values_list("pk", flat=True)) == before


def test_another_file_replaces_the_draft_whole(draft, load):
    load(draft)
    report = load(draft, "buru_rekap5_2025_perubahan.csv")
    assert draft.lines.count() == report.rows == 144
    assert sum(draft.totals.values_list("amount", flat=True)) == 9_502_959_885


def test_the_year_of_the_rows_must_be_the_year_of_the_version(planner, lists, load):
    version = open_version(viewer=planner, year=2027, stage="MURNI", as_of=date(2027, 1, 2))
    report = load(version)
    assert report.odd_counts["year-differs"] == 131
    assert not report.is_accepted
    assert not version.lines.exists()


def test_codes_nobody_knows_are_kept_and_reported(draft, load):
    Account.objects.filter(code="5.1.02.01.01.0024").update(code="5.9", is_listed=False)
    report = load(draft)
    kept = Account.objects.get(code="5.1.02.01.01.0024")
    assert not kept.is_listed
    assert report.odd_counts["account-unknown"] == draft.lines.filter(account=kept).count() > 0


def test_an_adopted_version_takes_no_file(planner, draft, load):
    load(draft)
    adopt_version(
        viewer=planner, code=draft.code, legal_act="Perda 9/2024", adopted_on=date(2024, 12, 30)
    )
    with pytest.raises(VersionFixed):
        load(draft, "buru_rekap5_2025_perubahan.csv")


@pytest.mark.parametrize("login", ["staf", "kadis", "pemeriksa", "warga", "pengelola"])
def test_only_planners_open_versions(db, login):
    with pytest.raises(NotPermitted):
        open_version(viewer=viewer_of(login), year=2025, stage="MURNI", as_of=date(2025, 1, 2))
