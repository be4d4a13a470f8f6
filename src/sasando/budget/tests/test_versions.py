"""The chain of versions: what may follow what, and when one may be adopted."""

from datetime import date
from decimal import Decimal

import pytest

from sasando.budget.actions import adopt_version, open_version
from sasando.budget.errors import (
    ActMissing,
    VersionEmpty,
    VersionExists,
    VersionFixed,
    VersionOutOfChain,
    VersionUnbalanced,
)
from sasando.budget.models import Account, BudgetLine, BudgetTotal, BudgetUnit, BudgetVersion
from sasando.budget.queries.identities import Identities, identities_of
from sasando.budget.queries.versions import default_pair

TODAY = date(2025, 1, 2)


def _adopt(planner, version):
    return adopt_version(
        viewer=planner, code=version.code, legal_act="Perda 9/2024", adopted_on=TODAY
    )


def test_a_year_from_murni_to_the_last_shift(planner, draft, load):
    version = draft
    for stage in ("PERGESERAN", "PERGESERAN", "PERUBAHAN", "PERGESERAN_PERUBAHAN"):
        load(version)
        _adopt(planner, version)
        following = open_version(viewer=planner, year=2025, stage=stage, as_of=TODAY)
        assert (following.supersedes, following.number) == (version, version.number + 1)
        version = following


@pytest.mark.parametrize("stage", ["PERGESERAN", "PERUBAHAN", "PERGESERAN_PERUBAHAN"])
def test_nothing_comes_before_the_original(planner, lists, stage):
    with pytest.raises(VersionOutOfChain):
        open_version(viewer=planner, year=2025, stage=stage, as_of=TODAY)


def test_nothing_follows_a_draft(planner, draft):
    with pytest.raises(VersionOutOfChain):
        open_version(viewer=planner, year=2025, stage="PERUBAHAN", as_of=TODAY)


def test_there_is_one_original_and_one_amendment(planner, draft, load):
    load(draft)
    _adopt(planner, draft)
    with pytest.raises(VersionExists):
        open_version(viewer=planner, year=2025, stage="MURNI", as_of=TODAY)
    amended = open_version(viewer=planner, year=2025, stage="PERUBAHAN", as_of=TODAY)
    load(amended)
    _adopt(planner, amended)
    with pytest.raises(VersionOutOfChain):
        open_version(viewer=planner, year=2025, stage="PERUBAHAN", as_of=TODAY)


def test_an_empty_draft_is_not_adopted(planner, draft):
    with pytest.raises(VersionEmpty):
        _adopt(planner, draft)


def test_adoption_needs_an_act_after_the_approval(planner, draft, load):
    load(draft)
    for act, approved in (("  ", None), ("Perda 1", date(2025, 1, 3))):
        with pytest.raises(ActMissing):
            adopt_version(
                viewer=planner, code=draft.code, legal_act=act, adopted_on=TODAY,
                approved_on=approved,
            )  # fmt: skip


def test_adopted_is_adopted(planner, draft, load):
    load(draft)
    _adopt(planner, draft)
    with pytest.raises(VersionFixed):
        _adopt(planner, draft)


def _budget(version, **amounts):
    """Lines of a whole budget in millions, with their totals."""
    unit = BudgetUnit.objects.create(code="5.02.0.00.0.00.01.0000", name="BKAD")
    for row, (code, amount) in enumerate(amounts.items(), 1):
        dotted = code.removeprefix("a").replace("_", ".")
        account, _made = Account.objects.get_or_create(code=dotted, defaults={"name": dotted})
        BudgetLine.objects.create(
            version=version, row=row, agency=unit, sub_unit=unit, account=account, amount=amount
        )
        BudgetTotal.objects.create(
            version=version, agency=unit, sub_unit=unit, group=dotted[:6], amount=amount, lines=1
        )


def test_kupang_2024_balances(draft):
    _budget(draft, a4_1_01=1_272_695, a5_1_01=1_267_695, a6_1_01=2_000, a6_2_02=7_000)
    sums = identities_of(draft)
    assert (sums.surplus, sums.net_financing, sums.remainder) == (5_000, -5_000, 0)


def test_an_unbalanced_budget_is_not_adopted(planner, draft):
    _budget(draft, a4_1_01=1_272_695, a5_1_01=1_267_696, a6_1_01=2_000, a6_2_02=7_000)
    with pytest.raises(VersionUnbalanced) as refusal:
        _adopt(planner, draft)
    assert refusal.value.values["difference"] == Decimal(-1)


@pytest.mark.parametrize(
    ("revenue", "expenditure", "receipts", "outlays", "said"),
    [
        (0, 0, 0, 0, "belum ada isi"),
        (0, 5, 0, 0, "hanya belanja"),
        (4, 0, 0, 0, "hanya pendapatan"),
        (4, 5, 0, 0, "hanya pendapatan dan belanja"),
        (0, 5, 1, 0, "hanya belanja dan pembiayaan"),
        (4, 5, 0, 1, ""),
    ],
)
def test_a_version_says_which_part_is_missing(revenue, expenditure, receipts, outlays, said):
    sums = Identities(*map(Decimal, (revenue, expenditure, receipts, outlays)))
    assert sums.coverage == said


@pytest.mark.parametrize(
    ("stages", "pair"),
    [
        ([], None),
        (["25 MURNI"], None),
        (["25 MURNI", "25 PERGESERAN"], (0, 1)),
        (["25 MURNI", "25 PERGESERAN", "25 PERUBAHAN", "25 PERGESERAN_PERUBAHAN"], (0, 2)),
        (["25 MURNI", "25 PERUBAHAN", "26 MURNI"], (0, 1)),
        (["25 MURNI", "25 PERUBAHAN", "26 MURNI", "26 PERUBAHAN draf"], (0, 1)),
        (["25 MURNI", "25 PERUBAHAN draf"], (0, 1)),
    ],
)
def test_murni_and_perubahan_are_the_pair_nobody_has_to_choose(stages, pair):
    versions = []
    for place, text in enumerate(stages):
        year, stage, *draft = text.split()
        adopted = None if draft else TODAY
        versions.append(
            BudgetVersion(year=int(year), number=place, stage=stage, adopted_on=adopted)
        )
    found = default_pair(versions)
    assert found == (pair and (versions[pair[0]], versions[pair[1]]))
