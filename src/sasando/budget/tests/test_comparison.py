"""Murni against perubahan 2025 of two real agencies (planning_budget H 7)."""

from datetime import date
from decimal import Decimal

import pytest

from sasando.budget.actions import adopt_version, open_version
from sasando.budget.queries.comparison import Dimension, Scope, compare, sums_of

DLH, PERHUBUNGAN = "2.11.3.28.0.00.01.0000", "2.15.0.00.0.00.01.0000"


@pytest.fixture
def versions(planner, draft, load):
    load(draft)
    adopt_version(
        viewer=planner, code=draft.code, legal_act="Perda 9/2024", adopted_on=date(2024, 12, 30)
    )
    amended = open_version(viewer=planner, year=2025, stage="PERUBAHAN", as_of=date(2025, 10, 1))
    load(amended, "buru_rekap5_2025_perubahan.csv")
    return draft, amended


def test_by_agency(versions):
    found = compare(*versions, Dimension.AGENCY)
    assert (found.after, found.change, found.percent) == (
        Decimal(9_502_959_885), Decimal(263_291_453), Decimal("2.85"),
    )  # fmt: skip
    assert {row.name: row.change for row in found.rows} == {
        "Dinas Lingkungan Hidup": 527_448_599,
        "Dinas Perhubungan": -264_157_146,
    }


def test_by_sub_activity(versions):
    found = compare(*versions, Dimension.SUB_ACTIVITY)
    assert (found.in_both, found.changed_in_both) == (42, 16)
    (salaries,) = [row for row in found.rows if row.code == "2.11.01.2.02.0001"]
    assert (salaries.before, salaries.after) == (2_372_136_604, 2_495_348_703)


@pytest.mark.parametrize("dimension", list(Dimension))
def test_every_dimension_has_the_same_sums(versions, dimension, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = compare(*versions, dimension)
    assert (found.before, found.after) == (9_239_668_432, 9_502_959_885)


@pytest.mark.parametrize("dimension", list(Dimension))
def test_the_scope_narrows_every_dimension(versions, dimension):
    murni, amended = versions
    found = compare(murni, amended, dimension, Scope(agency_code=DLH, programme_code="2.11.06"))
    assert found.before == 70_000_300


def test_one_version_alone(versions):
    found = sums_of(versions[0], Dimension.GROUP)
    assert found.after == 9_239_668_432
    assert {row.code[:3] for row in found.rows if row.code} == {"5.1", "5.2"}
    assert all(row.percent is None for row in found.rows)


def test_what_is_only_in_one_version_is_told(versions):
    found = compare(*versions, Dimension.ACCOUNT)
    fresh = [row for row in found.rows if not row.stood_before]
    gone = [row for row in found.rows if not row.stands_after]
    assert all(row.before == 0 and row.percent is None for row in fresh)
    assert all(row.after == 0 and row.change == -row.before for row in gone)
