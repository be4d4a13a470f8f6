"""Undoing one's own changes: each kind, in every order, and when somebody else came between."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sasando.core.errors import NotPermitted
from sasando.core.models import AuditEvent
from sasando.planning.actions.tree import edit_node, move_node, remove_node
from sasando.planning.actions.tree_undo import undo_last
from sasando.planning.errors import NothingToUndo, UndoHasNoPlace, UndoOvertaken
from sasando.planning.models import NodeChange, PerformanceNode

from .tree_factories import draft, fresh, grow, outline, plant


@pytest.fixture
def planner(viewer):
    return viewer("perencana")


@pytest.fixture
def mayor(viewer):
    return viewer("walikota")


@pytest.fixture
def tree(planner):
    return plant(planner)


@pytest.fixture
def abcd(mayor, tree):
    """A over B over C, and D beside B: the work of somebody else."""
    a = grow(mayor, tree, "A", level="AKHIR")
    b = grow(mayor, tree, "B", a)
    c = grow(mayor, tree, "C", b)
    d = grow(mayor, tree, "D", a)
    return a, b, c, d


START = ["A", ".B", "..C", ".D"]


def undo(viewer, tree):
    return undo_last(viewer=viewer, tree_code=tree.code)


def move(viewer, node, parent=None, place=None):
    parent_code = parent.code if parent else ""
    return move_node(
        viewer=viewer, code=node.code, revision=fresh(node).revision,
        parent_code=parent_code, place=place,
    )  # fmt: skip


def edit(viewer, node, text):
    return edit_node(
        viewer=viewer, code=node.code, revision=fresh(node).revision, draft=draft(text)
    )


def remove(viewer, node):
    branch = PerformanceNode.objects.standing().below(fresh(node)).count()
    return remove_node(viewer=viewer, code=node.code, revision=fresh(node).revision, branch=branch)


DEEDS = {
    "add": lambda viewer, tree, abcd: grow(viewer, tree, "E", abcd[1], place=1),
    "edit": lambda viewer, tree, abcd: edit(viewer, abcd[1], "B baru"),
    "move": lambda viewer, tree, abcd: move(viewer, abcd[1], abcd[3]),
    "order": lambda viewer, tree, abcd: move(viewer, abcd[3], abcd[0], 1),
    "remove": lambda viewer, tree, abcd: remove(viewer, abcd[1]),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_each_change_is_undone(planner, tree, abcd, deed):
    deed(planner, tree, abcd)
    assert outline(tree) != START
    change = undo(planner, tree)
    assert outline(tree) == START
    assert change.undoes.user_id == planner.user_id
    assert change.node.pk == change.undoes.node_id
    event = AuditEvent.objects.order_by("-id").first()
    assert event.reason == f"mengurungkan perubahan {change.undoes.number}"
    with pytest.raises(NothingToUndo):
        undo(planner, tree)


def test_links_come_back(planner, tree, abcd):
    linked = draft("B", unit="DLHK", position="DLHK.KEPALA", indicators=("IKU-SAMPAH",))
    edit_node(viewer=planner, code=abcd[1].code, revision=1, draft=linked)
    edit(planner, abcd[1], "Tanpa kaitan")
    assert not fresh(abcd[1]).indicators.exists()
    undo(planner, tree)
    node = fresh(abcd[1])
    assert (node.text, node.unit.code, node.position.code) == ("B", "DLHK", "DLHK.KEPALA")
    assert [row.code for row in node.indicators.all()] == ["IKU-SAMPAH"]


def test_a_root_hangs_on_the_city_again(planner, viewer, abcd):
    head = viewer("kadis")
    agency = plant(head, "DLHK")
    root = grow(head, agency, "X", supports=abcd[1].code)
    move(head, root, grow(head, agency, "Y"))
    assert fresh(root).supports is None
    undo(head, agency)
    assert fresh(root).supports_id == abcd[1].pk


# A step is (deed, node, node or place): numbers are taken modulo what stands there at that time.
STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "edit", "move", "remove"]), st.integers(0, 99),
              st.integers(0, 99)),
    min_size=1, max_size=8,
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_undoing_everything_leads_back_whatever_was_done(planner, tree, abcd, steps):
    """One after the other, last first, through every state the tree has been in."""
    states = [outline(tree)]
    for deed, first, second in steps:
        before = NodeChange.objects.count()
        _random_deed(planner, tree, deed, first, second)
        if NodeChange.objects.count() > before:
            states.append(outline(tree))
    while len(states) > 1:
        assert outline(tree) == states.pop()
        undo(planner, tree)
    assert outline(tree) == states.pop() == START
    _put_right()


def _random_deed(planner, tree, deed, first, second):
    standing = list(PerformanceNode.objects.standing().filter(tree=tree).order_by("pk"))
    if not standing or deed == "add":
        parent = standing[first % len(standing)] if standing and second % 4 else None
        grow(planner, tree, f"Baru {first}", parent, place=second % 4 + 1)
        return
    node = standing[first % len(standing)]
    if deed == "edit":
        edit(planner, node, f"Teks {second}")
    elif deed == "remove":
        remove(planner, node)
    else:
        own = set(PerformanceNode.objects.below(node).values_list("pk", flat=True))
        others = [row for row in standing if row.pk not in own]
        target = others[second % len(others)] if others and second % 5 else None
        move(planner, node, target, second % 3 + 1)


def _put_right():
    """Every standing brother has a place of his own, without gaps."""
    places = {}
    for node in PerformanceNode.objects.standing().order_by("place"):
        places.setdefault((node.tree_id, node.parent_id), []).append(node.place)
    assert all(own == list(range(1, len(own) + 1)) for own in places.values())


@pytest.mark.parametrize("deed", ["edit", "move", "order", "remove"])
def test_an_undo_is_refused_when_somebody_changed_the_node_since(planner, mayor, tree, abcd, deed):
    node = abcd[3] if deed == "order" else abcd[1]
    if deed == "remove":
        edit(planner, node, "Milik perencana")
        remove(mayor, node)
    else:
        DEEDS[deed](planner, tree, abcd)
        edit(mayor, node, "Lain lagi")
    before = outline(tree)
    with pytest.raises(UndoOvertaken) as refused:
        undo(planner, tree)
    assert refused.value.values["name"] == mayor.name
    assert "WITA" in refused.value.values["moment"]
    assert outline(tree) == before


def test_once_the_other_took_his_change_back_the_way_is_free(planner, mayor, tree, abcd):
    edit(planner, abcd[1], "Milik perencana")
    edit(mayor, abcd[1], "Milik wali kota")
    undo(mayor, tree)
    assert fresh(abcd[1]).text == "Milik perencana"
    undo(planner, tree)
    assert outline(tree) == START


def test_what_others_put_under_a_new_node_keeps_it_standing(planner, mayor, tree, abcd):
    mine = grow(planner, tree, "E", abcd[0])
    grow(mayor, tree, "F", mine)
    with pytest.raises(UndoOvertaken):
        undo(planner, tree)
    undo(mayor, tree)
    undo(planner, tree)
    assert outline(tree) == START


def test_a_node_moved_under_a_new_one_keeps_it_standing(planner, mayor, tree, abcd):
    mine = grow(planner, tree, "E", abcd[0])
    move(mayor, abcd[1], mine)
    with pytest.raises(UndoOvertaken):
        undo(planner, tree)


def test_a_removed_branch_takes_another_persons_node_with_it(planner, mayor, tree, abcd):
    grow(planner, tree, "E", abcd[1])
    remove(mayor, abcd[1])
    with pytest.raises(UndoOvertaken) as refused:
        undo(planner, tree)
    assert refused.value.values["name"] == mayor.name


def test_a_way_back_that_would_close_a_circle_is_refused(planner, mayor, tree, abcd):
    """B went from A to the root; then A was put below B."""
    move(planner, abcd[1])
    move(mayor, abcd[0], abcd[1])
    with pytest.raises(UndoHasNoPlace):
        undo(planner, tree)
    assert outline(tree) == ["B", ".C", ".A", "..D"]


def test_a_parent_that_is_gone_is_no_way_back(planner, mayor, tree, abcd):
    move(planner, abcd[2], abcd[3])
    remove(mayor, abcd[1])
    with pytest.raises(UndoHasNoPlace):
        undo(planner, tree)
    remove(planner, abcd[2])
    remove(mayor, abcd[3])
    with pytest.raises(UndoHasNoPlace):
        undo(planner, tree)


def test_everybody_undoes_only_his_own(planner, mayor, tree, abcd):
    edit(planner, abcd[1], "B baru")
    undo(mayor, tree)
    assert outline(tree) == ["A", ".B baru", "..C"]
    undo(planner, tree)
    assert outline(tree) == ["A", ".B", "..C"]


def test_who_may_not_edit_may_not_undo(viewer, tree, abcd):
    with pytest.raises(NotPermitted):
        undo(viewer("staf"), tree)
