"""The example trees: marked, linked, and with something for the checks to show."""

from datetime import UTC, datetime

import pytest

from sasando.demo.tree import load_trees
from sasando.planning.models import CrosscuttingRequest, PerformanceNode, PerformanceTree
from sasando.planning.queries.tree_findings import findings
from sasando.planning.queries.tree_picture import picture

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


@pytest.fixture
def trees(db):
    load_trees(NOW)
    return {tree.code: tree for tree in PerformanceTree.objects.select_related("unit")}


def test_the_trees_are_examples_and_hang_together(trees):
    assert set(trees) == {
        "POHON-KOTA-2025",
        "POHON-DLHK-2026",
        "POHON-RSUD-2026",
        "POHON-53.71.03-2026",
    }
    assert 50 <= PerformanceNode.objects.count() <= 70
    assert not PerformanceNode.objects.filter(is_example=False).exists()
    roots = PerformanceNode.objects.filter(supports__isnull=False)
    assert {row.tree.code for row in roots} == {"POHON-DLHK-2026", "POHON-RSUD-2026"}
    linked = PerformanceNode.objects.filter(unit__isnull=False, position__isnull=False)
    assert linked.count() >= 10
    assert all(picture(tree).example for tree in trees.values())


def test_two_requests_one_answered_by_who_was_asked(trees):
    rows = {row.supplier.code: row for row in CrosscuttingRequest.objects.all()}
    assert rows["53.71.03"].answered_by.code == "P-CAMAT"
    assert rows["53.71.03"].answer.tree.code == "POHON-53.71.03-2026"
    assert rows["RSUD"].status == "MENUNGGU"


def test_the_checks_have_something_to_show(trees):
    page = findings(trees["POHON-KOTA-2025"])
    counts = {check.value: number for check, _words, number in page.counts}
    assert counts["tanpa-induk"] == 1
    assert counts["bobot"] == 1
    assert counts["kata-keluaran"] == 2
    assert counts["tanpa-program"] > 5


def test_a_second_call_adds_nothing(trees):
    before = PerformanceNode.objects.count()
    assert load_trees(NOW) == 0
    assert PerformanceNode.objects.count() == before
