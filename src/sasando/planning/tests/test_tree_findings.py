"""What the checks are given from the database: programmes with money, chains, old plans."""

from datetime import date
from decimal import Decimal

import pytest

from sasando.organization.models import Unit
from sasando.planning.actions.crosscutting import (
    Acceptance,
    Asking,
    accept_crosscutting,
    ask_crosscutting,
)
from sasando.planning.models import PlanCeiling, PlanDocument, PlanRow
from sasando.planning.queries.tree_findings import findings

from .factories import NOVEMBER
from .tree_factories import grow, plant


def document(code="RENSTRA-DLHK-1", *, unit="DLHK", version=1, supersedes=None, adopted=True):
    owner = Unit.objects.get(code=unit) if unit else None
    return PlanDocument.objects.create(
        code=code, kind="RENSTRA" if unit else "RPJMD", unit=owner, name=code, first_year=2025,
        last_year=2029, version=version, supersedes=supersedes,
    ), adopted  # fmt: skip


def adopt(row):
    PlanDocument.objects.filter(pk=row.pk).update(
        adopted_on=date(2025, 9, 1), legal_act="Perwali contoh"
    )


def programme(owner, code="2.11.11", *, unit="DLHK", level="PROGRAM", years=((2026, 100),)):
    row = PlanRow.objects.create(
        document=owner, unit=Unit.objects.get(code=unit), level=level, code=code, name="Sampah"
    )
    for year, amount in years:
        PlanCeiling.objects.create(row=row, year=year, amount=Decimal(amount))
    return row


@pytest.fixture
def head(viewer):
    return viewer("kadis")


@pytest.fixture
def tree(head):
    return plant(head, "DLHK")


@pytest.fixture
def renstra(db):
    return document()[0]


def loose(tree):
    return [row.plan_row for row in findings(tree, "program-lepas").rows]


def test_money_of_the_years_without_a_node(tree, head, renstra):
    row = programme(renstra)
    programme(renstra, "2.11.12", years=((2027, 100),))
    programme(renstra, "2.11.13", years=())
    assert loose(tree) == []
    adopt(renstra)
    assert loose(tree) == [f"RENSTRA-DLHK-1/DLHK/{row.code}"]
    grow(head, tree, "Sampah", level="KELUARAN", plan_row=f"RENSTRA-DLHK-1/DLHK/{row.code}")
    assert loose(tree) == []


def test_an_activity_stands_for_its_programme(tree, head, renstra):
    programme(renstra)
    activity = programme(renstra, "2.11.11.2.01", level="KEGIATAN")
    adopt(renstra)
    grow(head, tree, "X", level="KELUARAN", plan_row=f"RENSTRA-DLHK-1/DLHK/{activity.code}")
    assert loose(tree) == []


def test_another_agencys_money_is_not_ours(tree, renstra):
    other = document("RENSTRA-RSUD-1", unit="RSUD")[0]
    programme(other, unit="RSUD")
    adopt(other)
    assert loose(tree) == []


def test_a_newer_version_makes_the_link_old(tree, head, renstra):
    row = programme(renstra)
    adopt(renstra)
    node = grow(head, tree, "Sampah", level="LANGSUNG", plan_row=f"RENSTRA-DLHK-1/DLHK/{row.code}")
    assert findings(tree, "rencana-lama").rows == ()
    later = document("RENSTRA-DLHK-2", version=2, supersedes=renstra)[0]
    programme(later)
    assert findings(tree, "rencana-lama").rows == ()
    adopt(later)
    assert [found.code for found in findings(tree, "rencana-lama").rows] == [node.code]
    # The programme itself is still the same one: the node stands for it.
    assert loose(tree) == []


def test_a_request_in_force_stands_for_command(head, viewer, tree):
    above = grow(head, tree, "Warga memilah", level="LANGSUNG", unit="DLHK")
    below = grow(head, tree, "RT mengumumkan", above, level="KELUARAN", unit="53.71.03.1010")
    assert [row.code for row in findings(tree, "luar-komando").rows] == [below.code]
    asking = Asking("Umumkan", "RT", "90 persen", date(2026, 12, 1), supplier="53.71.03")
    row = ask_crosscutting(viewer=head, now=NOVEMBER, node_code=above.code, asking=asking)
    assert len(findings(tree, "luar-komando").rows) == 1
    done = accept_crosscutting(
        viewer=viewer("camat"), now=NOVEMBER, code=row.code, acceptance=Acceptance(level="ANTARA")
    )
    assert findings(tree, "luar-komando").rows == ()
    # The promise stands as a root in the camat's tree without being an orphan there.
    assert findings(done.answer.tree, "tanpa-induk").rows == ()


def test_posts_are_compared_by_who_answers_to_whom(head, tree):
    above = grow(head, tree, "A", level="ANTARA", position="DLHK.KEPALA")
    grow(head, tree, "B", above, level="LANGSUNG", position="DLHK.SAMPAH.01")
    assert findings(tree, "luar-komando").rows == ()
    stranger = grow(head, tree, "C", above, level="LANGSUNG", position="RSUD.01")
    assert [row.code for row in findings(tree, "luar-komando").rows] == [stranger.code]


def test_what_hangs_on_the_city_is_no_orphan_and_carries_on(viewer, head, tree):
    planner = viewer("perencana")
    city = plant(planner)
    carrier = grow(planner, city, "Kota bersih", level="ANTARA")
    assert [row.code for row in findings(city, "tanpa-program").rows] == [carrier.code]
    grow(head, tree, "Sampah terangkut", level="ANTARA", supports=carrier.code)
    assert findings(city, "tanpa-program").rows == ()
    assert findings(tree, "tanpa-induk").rows == ()
