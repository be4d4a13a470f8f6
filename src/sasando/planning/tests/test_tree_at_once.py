"""Two people at one tree in the same instant, on real connections."""

import threading

import psycopg
import pytest
from django.db import connections

from sasando.core.errors import DomainError
from sasando.core.models import User
from sasando.organization.queries import viewer_for
from sasando.planning.actions.tree import edit_node, move_node
from sasando.planning.errors import NodeBelowItself, NodeChangedMeanwhile
from sasando.planning.models import NodeChange, PerformanceNode

from .factories import NOVEMBER
from .tree_factories import draft, fresh, grow, plant

pytestmark = pytest.mark.concurrency


def someone(login):
    return viewer_for(User.objects.get(username=login), NOVEMBER.date())


def together(*deeds):
    """Run the deeds on connections of their own, starting at one signal; what each met."""
    start = threading.Barrier(len(deeds))
    met = [None] * len(deeds)

    def run(number, deed):
        start.wait()
        try:
            deed()
        except DomainError as refusal:
            met[number] = type(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return met


def test_two_that_move_into_each_other_close_no_circle(own_database):
    planner, mayor = someone("perencana"), someone("walikota")
    tree = plant(planner)
    a, b = grow(planner, tree, "A"), grow(planner, tree, "B")
    met = together(
        lambda: move_node(viewer=planner, code=a.code, revision=1, parent_code=b.code),
        lambda: move_node(viewer=mayor, code=b.code, revision=1, parent_code=a.code),
    )
    assert set(met) == {NodeBelowItself, None}
    assert {fresh(a).parent_id, fresh(b).parent_id} in ({None, a.pk}, {None, b.pk})
    assert NodeChange.objects.filter(kind="PINDAH").count() == 1


def test_of_two_edits_one_is_told_about_the_other(own_database):
    planner, mayor = someone("perencana"), someone("walikota")
    node = grow(planner, plant(planner), "A")
    met = together(
        lambda: edit_node(viewer=planner, code=node.code, revision=1, draft=draft("Satu")),
        lambda: edit_node(viewer=mayor, code=node.code, revision=1, draft=draft("Dua")),
    )
    assert met.count(NodeChangedMeanwhile) == 1
    assert fresh(node).revision == 2


def test_many_that_add_at_once_get_places_and_codes_of_their_own(own_database):
    planner = someone("perencana")
    tree = plant(planner)
    together(*(lambda text=str(n): grow(planner, tree, text) for n in range(6)))
    rows = PerformanceNode.objects.filter(tree=tree)
    assert sorted(row.place for row in rows) == [1, 2, 3, 4, 5, 6]
    assert len({row.code for row in rows}) == 6
    assert sorted(NodeChange.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_the_database_itself_lets_moves_wait_for_each_other(own_database):
    """By SQL as the application's role: the second statement waits, then sees the first move."""
    planner = someone("perencana")
    tree = plant(planner)
    a, b = grow(planner, tree, "A"), grow(planner, tree, "B")
    move = "UPDATE planning_performancenode SET parent_id = %s, place = 1 WHERE id = %s"
    refused = []

    def second():
        try:
            with psycopg.connect(own_database.app_url) as other:
                other.execute(move, [a.pk, b.pk])
        except psycopg.errors.CheckViolation as refusal:
            refused.append(refusal.diag.constraint_name)

    with psycopg.connect(own_database.app_url) as first:
        first.execute(move, [b.pk, a.pk])
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.5)
        assert thread.is_alive()
    thread.join(10)
    assert refused == ["planning_node_no_cycle"]
