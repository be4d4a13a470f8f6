"""Planting, adding, changing, moving and removing: by the actions, and against the database."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.core.models import AuditEvent
from sasando.planning.actions.tree import (
    Step,
    edit_node,
    move_node,
    plant_tree,
    remove_node,
    shift_node,
)
from sasando.planning.errors import (
    NodeBelowItself,
    NodeCarriesOthers,
    NodeChangedMeanwhile,
    NodeLinkWrong,
    TreeExists,
    TreeNotForUnit,
)
from sasando.planning.models import NodeChange, PerformanceNode

from .tree_factories import draft, fresh, grow, outline, plant


@pytest.fixture
def planner(viewer):
    return viewer("perencana")


@pytest.fixture
def tree(planner):
    return plant(planner)


@pytest.fixture
def abc(planner, tree):
    """A over B over C, and D beside B."""
    a = grow(planner, tree, "A", level="AKHIR")
    b = grow(planner, tree, "B", a)
    c = grow(planner, tree, "C", b)
    d = grow(planner, tree, "D", a)
    return a, b, c, d


def sql(statement, *values):
    """One statement as the application's role, taken back when it is refused."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_tree_is_planted_once_for_a_unit_and_a_year(planner, tree):
    assert tree.code == "POHON-KOTA-2026"
    assert tree.name == "Pohon kinerja Kota Kupang 2026"
    with pytest.raises(TreeExists):
        plant(planner)
    assert AuditEvent.objects.filter(action="tree.planted", subject_code=tree.code).count() == 1


@pytest.mark.parametrize(
    ("unit", "first", "last"),
    [("DLHK.SAMPAH", 2026, 2026), ("53.71.03.1010", 2026, 2026), ("KOTA", 2026, 2025),
     ("KOTA", 2026, 2036)],
)  # fmt: skip
def test_only_city_and_agencies_have_trees_of_at_most_ten_years(planner, unit, first, last):
    with pytest.raises(TreeNotForUnit):
        plant(planner, unit, first, last)


def test_nodes_get_codes_places_and_paths(tree, abc):
    a, b, c, d = abc
    assert outline(tree) == ["A", ".B", "..C", ".D"]
    assert [node.code for node in abc] == [f"{tree.code}.{n}" for n in (1, 2, 3, 4)]
    assert fresh(c).path == f"{a.pk}.{b.pk}.{c.pk}."
    assert (fresh(b).place, fresh(d).place) == (1, 2)


def test_a_node_is_put_between_others(planner, tree, abc):
    grow(planner, tree, "E", abc[0], place=2)
    assert outline(tree) == ["A", ".B", "..C", ".E", ".D"]


def test_a_branch_moves_with_its_root(planner, tree, abc):
    _a, b, c, d = abc
    moved = move_node(viewer=planner, code=b.code, revision=1, parent_code=d.code)
    assert outline(tree) == ["A", ".D", "..B", "...C"]
    assert fresh(c).path == f"{moved.path}{c.pk}."
    assert moved.revision == 2


def test_places_close_and_open(planner, tree):
    nodes = [grow(planner, tree, text) for text in "ABCD"]
    move_node(viewer=planner, code=nodes[3].code, revision=1, place=1)
    assert outline(tree) == ["D", "A", "B", "C"]
    move_node(viewer=planner, code=nodes[0].code, revision=1, place=99)
    assert outline(tree) == ["D", "B", "C", "A"]
    rows = PerformanceNode.objects.filter(tree=tree).order_by("place")
    assert [row.place for row in rows] == [1, 2, 3, 4]


def test_a_move_to_where_it_stands_is_no_change(planner, tree, abc):
    before = NodeChange.objects.count()
    node = move_node(viewer=planner, code=abc[1].code, revision=1, parent_code=abc[0].code, place=1)
    assert (node.revision, NodeChange.objects.count()) == (1, before)


@pytest.mark.parametrize(
    ("which", "step", "expected"),
    [
        (3, Step.UP, ["A", ".D", ".B", "..C"]),
        (1, Step.DOWN, ["A", ".D", ".B", "..C"]),
        (3, Step.IN, ["A", ".B", "..C", "..D"]),
        (2, Step.OUT, ["A", ".B", ".C", ".D"]),
        (1, Step.OUT, ["A", ".D", "B", ".C"]),
        (1, Step.UP, ["A", ".B", "..C", ".D"]),
        (3, Step.DOWN, ["A", ".B", "..C", ".D"]),
        (0, Step.OUT, ["A", ".B", "..C", ".D"]),
        (0, Step.IN, ["A", ".B", "..C", ".D"]),
    ],
)
def test_a_step_moves_by_one_or_not_at_all(planner, tree, abc, which, step, expected):
    shift_node(viewer=planner, code=abc[which].code, revision=1, step=step)
    assert outline(tree) == expected


def test_no_node_moves_below_itself(planner, tree, abc):
    a, _b, c, _d = abc
    for target in (a, c):
        with pytest.raises(NodeBelowItself):
            move_node(viewer=planner, code=a.code, revision=1, parent_code=target.code)
    assert outline(tree) == ["A", ".B", "..C", ".D"]


def test_no_node_moves_into_another_tree(planner, abc):
    other = plant(planner, first=2027, last=2027)
    stranger = grow(planner, other, "X")
    with pytest.raises(NotFoundForViewer):
        move_node(viewer=planner, code=abc[1].code, revision=1, parent_code=stranger.code)


def test_a_removal_takes_the_branch_and_says_how_much(planner, tree, abc):
    assert remove_node(viewer=planner, code=abc[1].code, revision=1, branch=2) == 2
    assert outline(tree) == ["A", ".D"]
    assert fresh(abc[3]).place == 1
    change = NodeChange.objects.filter(kind="HAPUS").get()
    assert change.nodes == [abc[1].code, abc[2].code]


def test_a_branch_that_grew_meanwhile_is_not_removed(planner, tree, abc):
    grow(planner, tree, "Baru", abc[2])
    with pytest.raises(NodeChangedMeanwhile) as refused:
        remove_node(viewer=planner, code=abc[1].code, revision=1, branch=2)
    assert refused.value.values["name"] == planner.name


def test_who_saw_an_older_node_is_told_who_changed_it(planner, viewer, abc):
    edit_node(viewer=viewer("walikota"), code=abc[1].code, revision=1, draft=draft("B baru"))
    for refused in (
        lambda: edit_node(viewer=planner, code=abc[1].code, revision=1, draft=draft("B lain")),
        lambda: move_node(viewer=planner, code=abc[1].code, revision=1),
        lambda: remove_node(viewer=planner, code=abc[1].code, revision=1, branch=2),
        lambda: shift_node(viewer=planner, code=abc[1].code, revision=1, step=Step.DOWN),
    ):
        with pytest.raises(NodeChangedMeanwhile) as failure:
            refused()
        assert failure.value.values["name"] == "Wali Kota Contoh"
        assert "WITA" in failure.value.values["moment"]
    assert fresh(abc[1]).text == "B baru"


def test_an_edit_links_the_node_and_is_kept(planner, tree, abc):
    links = {
        "unit": "DLHK", "position": "DLHK.KEPALA", "objective": "SASARAN-7.1",
        "indicators": ("IKU-SAMPAH",), "weight": Decimal(40),
    }  # fmt: skip
    edit_node(viewer=planner, code=abc[1].code, revision=1, draft=draft("B", **links))
    node = fresh(abc[1])
    assert (node.unit.code, node.position.code, node.objective.code) == (
        "DLHK", "DLHK.KEPALA", "SASARAN-7.1",
    )  # fmt: skip
    assert [row.code for row in node.indicators.all()] == ["IKU-SAMPAH"]
    change = NodeChange.objects.filter(node=node).first()
    assert (change.kind, change.before["unit"], change.after["unit"]) == ("UBAH", "", "DLHK")
    assert change.after["weight"] == "40.00"
    event = AuditEvent.objects.filter(action="tree.node-edited").get()
    assert event.after["indikator"] == ["IKU-SAMPAH"]


def test_an_edit_that_changes_nothing_is_no_change(planner, abc):
    count = NodeChange.objects.count()
    node = edit_node(viewer=planner, code=abc[1].code, revision=1, draft=draft("B"))
    assert (node.revision, NodeChange.objects.count()) == (1, count)


@pytest.mark.parametrize("link", ["unit", "position", "objective", "plan_row", "supports"])
def test_an_unknown_link_is_refused(planner, abc, link):
    with pytest.raises(NotFoundForViewer):
        edit_node(
            viewer=planner, code=abc[1].code, revision=1, draft=draft("B", **{link: "TIDAK-ADA"})
        )


def test_a_factor_is_no_condition(planner, abc):
    factor = draft("Armada", "FAKTOR", indicators=("IKU-SAMPAH",))
    with pytest.raises(NodeLinkWrong):
        edit_node(viewer=planner, code=abc[1].code, revision=1, draft=factor)


def test_an_agency_hangs_on_the_city_by_its_roots(planner, viewer, abc):
    head = viewer("kadis")
    agency = plant(head, "DLHK")
    root = grow(head, agency, "Sampah terangkut", supports=abc[1].code)
    assert fresh(root).supports == abc[1]
    below = grow(head, agency, "Armada jalan", root)
    with pytest.raises(NodeLinkWrong):
        edit_node(viewer=head, code=below.code, revision=1, draft=draft("X", supports=abc[1].code))
    with pytest.raises(NodeLinkWrong):
        edit_node(
            viewer=planner, code=abc[0].code, revision=1, draft=draft("A", supports=abc[1].code)
        )
    with pytest.raises(NotFoundForViewer):
        edit_node(viewer=head, code=root.code, revision=1, draft=draft("X", supports=below.code))
    with pytest.raises(NodeCarriesOthers):
        remove_node(viewer=planner, code=abc[1].code, revision=1, branch=2)
    other = grow(head, agency, "Induk baru")
    moved = move_node(viewer=head, code=root.code, revision=1, parent_code=other.code)
    assert moved.supports is None


@pytest.mark.parametrize("login", ["sekda", "kabid", "staf", "camat", "kepegawaian", "orangluar"])
def test_others_only_read(planner, viewer, abc, login):
    someone = viewer(login)
    for deed in (
        lambda: grow(someone, abc[0].tree, "X"),
        lambda: edit_node(viewer=someone, code=abc[0].code, revision=1, draft=draft("X")),
        lambda: move_node(viewer=someone, code=abc[3].code, revision=1),
        lambda: shift_node(viewer=someone, code=abc[3].code, revision=1, step=Step.UP),
        lambda: remove_node(viewer=someone, code=abc[0].code, revision=1, branch=4),
        lambda: plant_tree(viewer=someone, unit_code="RSUD", first_year=2026, last_year=2026),
    ):
        with pytest.raises(NotPermitted):
            deed()


@pytest.mark.parametrize(
    ("login", "unit"), [("kadis", "DLHK"), ("camat", "53.71.03"), ("sekda", "SETDA"),
                        ("dirrsud", "RSUD"), ("walikota", "KOTA"), ("perencana", "RSUD")],
)  # fmt: skip
def test_a_head_tends_his_own_tree(viewer, login, unit):
    tree = plant(viewer(login), unit)
    assert grow(viewer(login), tree, "Kondisi").tree_id == tree.pk


def test_a_head_does_not_tend_another_tree(planner, viewer):
    tree = plant(planner, "RSUD")
    with pytest.raises(NotPermitted):
        grow(viewer("kadis"), tree, "X")


# What the database refuses by itself, asked as the application's role.


def refused_as(name):
    return pytest.raises(IntegrityError, match=name)


def test_sql_closes_no_circle(abc):
    a, b, c, d = abc
    move = "UPDATE planning_performancenode SET parent_id = %s, place = 50 WHERE id = %s"
    for child, parent in ((a, c), (b, c), (b, b), (a, a)):
        with refused_as("cannot stand below itself"):
            sql(move, parent.pk, child.pk)
    swap = """UPDATE planning_performancenode
        SET parent_id = CASE id WHEN %s THEN %s ELSE %s END, place = 60 WHERE id IN (%s, %s)"""
    with refused_as("cannot stand below itself"):
        sql(swap, b.pk, d.pk, b.pk, b.pk, d.pk)


def test_sql_keeps_paths_parents_and_codes(planner, abc):
    node = abc[1]
    stranger = grow(planner, plant(planner, first=2027, last=2027), "X")
    update = "UPDATE planning_performancenode SET {} WHERE id = %s"
    with refused_as("follows from its parent"):
        sql(update.format("path = '1.'"), node.pk)
    with refused_as("same tree"):
        sql(update.format(f"parent_id = {stranger.pk}"), node.pk)
    with refused_as("keeps its tree"):
        sql(update.format(f"tree_id = {stranger.tree_id}"), node.pk)
    with refused_as("keeps its tree"):
        sql(update.format("code = 'LAIN'"), node.pk)
    with refused_as("planning_node_place"):
        sql(update.format("place = 2"), node.pk)
    with refused_as("planning_node_says_something"):
        sql(update.format("text = ''"), node.pk)
    with refused_as("planning_node_weight"):
        sql(update.format("weight = 101"), node.pk)


def test_sql_hangs_only_agencies_on_the_city(planner, abc):
    agency = plant(planner, "RSUD")
    root, other = grow(planner, agency, "X"), grow(planner, agency, "Y")
    hang = "UPDATE planning_performancenode SET supports_id = %s WHERE id = %s"
    with refused_as("hangs on a node of the tree of the city"):
        sql(hang, other.pk, root.pk)
    with refused_as("hangs on a node of the tree of the city"):
        sql(hang, root.pk, abc[0].pk)
    with refused_as("planning_node_only_roots_hang"):
        sql(hang, abc[0].pk, grow(planner, agency, "Z", root).pk)
    sql(hang, abc[0].pk, root.pk)
    assert fresh(root).supports_id == abc[0].pk


def test_sql_parts_no_branch(abc):
    remove = "UPDATE planning_performancenode SET is_removed = true WHERE id = %s"
    with refused_as("never hangs on a removed one"):
        sql(remove, abc[1].pk)
    sql(remove, abc[2].pk)
    sql(remove, abc[1].pk)
    with refused_as("never hangs on a removed one"):
        sql("UPDATE planning_performancenode SET is_removed = false WHERE id = %s", abc[2].pk)


def test_sql_moves_a_whole_branch_with_its_paths(abc):
    a, b, c, d = abc
    sql("UPDATE planning_performancenode SET parent_id = %s, place = 1 WHERE id = %s", d.pk, b.pk)
    assert fresh(c).path == f"{a.pk}.{d.pk}.{b.pk}.{c.pk}."


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM planning_performancenode",
        "DELETE FROM planning_performancetree",
        "DELETE FROM planning_nodechange",
        "UPDATE planning_nodechange SET user_name = 'x'",
        "DELETE FROM planning_crosscuttingrequest",
    ],
)
def test_sql_takes_nothing_away(abc, statement):
    with pytest.raises(ProgrammingError, match="permission denied"):
        sql(statement)
