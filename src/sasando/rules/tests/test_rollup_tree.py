"""The fast roll-up of a tree comes to exactly what `roll_up` comes to, node by node."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasando.rules.errors import RuleInputError
from sasando.rules.registry import Status
from sasando.rules.rollup import Part, roll_up
from sasando.rules.rollup_tree import NO_FIGURE, Node, roll_up_tree

percents = st.decimals(min_value=0, max_value=400, places=2)
cells = st.one_of(percents, st.sampled_from(list(NO_FIGURE)))
weights = st.decimals(min_value=0, max_value=1000, places=3)
caps = st.sampled_from([None, Decimal(100), Decimal("120.5")])
D = Decimal


@st.composite
def trees(draw):
    """Indicators first, then nodes that rest on anything before them; some children are shared."""
    periods = draw(st.integers(1, 4))
    nodes = [
        Node(figures=tuple(draw(cells) for _ in range(periods)))
        for _ in range(draw(st.integers(1, 8)))
    ]
    for _ in range(draw(st.integers(1, 6))):
        below = st.lists(st.integers(0, len(nodes) - 1), max_size=5, unique=True)
        children = tuple(draw(below))
        own = tuple(draw(weights) for _ in children) if draw(st.booleans()) else ()
        nodes.append(Node(children=children, weights=own))
    return periods, nodes


def by_reference(nodes, place, period, **choices):
    """A node's part by the explained rule, walking down to the indicators."""
    node = nodes[place]
    if node.figures:
        figure = node.figures[period]
        return Part(None, figure) if isinstance(figure, Status) else Part(figure)
    own = node.weights or [D(1)] * len(node.children)
    parts = []
    for child, weight in zip(node.children, own, strict=True):
        below = by_reference(nodes, child, period, **choices)
        parts.append(Part(below.value, below.status, weight))
    found = roll_up(parts, **choices)
    return Part(found.value.value, found.status)


@given(tree=trees(), cap=caps, waiting_is_zero=st.booleans())
def test_every_cell_equals_the_explained_rule(tree, cap, waiting_is_zero):
    periods, nodes = tree
    choices = {"cap": cap, "unreported_is_zero": waiting_is_zero}
    rolled = roll_up_tree(nodes, periods=periods, **choices)
    for place in range(len(nodes)):
        for period in range(periods):
            expected = by_reference(nodes, place, period, **choices)
            assert rolled.roll_up(place, period).value == expected.value
            assert rolled.status(place, period) == expected.status


def test_what_is_counted_are_indicators_not_objectives():
    nodes = [
        Node(figures=(D(90), D(80))),
        Node(figures=(Status.NOT_REPORTED, D(70))),
        Node(figures=(Status.NOT_YET_RELEASED, Status.NOT_APPLICABLE)),
        Node(children=(0, 1)),
        Node(children=(2,)),
        Node(children=(3, 4)),
    ]
    rolled = roll_up_tree(nodes, periods=2)
    assert [rolled.roll_up(5, period).counted_text for period in (0, 1)] == [
        "1 dari 3 terhitung",
        "2 dari 3 terhitung",
    ]
    assert [rolled.roll_up(5, period).value for period in (0, 1)] == [D(90), D(75)]
    assert rolled.status(4, 0) is Status.NOT_APPLICABLE


def test_the_mean_goes_over_objectives_not_over_indicators():
    """Three weak indicators of one objective do not outweigh one strong objective."""
    nodes = [
        *(Node(figures=(D(value),)) for value in (40, 40, 40, 100)),
        Node(children=(0, 1, 2)),
        Node(children=(3,)),
        Node(children=(4, 5)),
    ]
    assert roll_up_tree(nodes, periods=1).roll_up(6, 0).value == D("70.00")


def test_half_a_hundredth_is_rounded_up():
    nodes = [Node(figures=(D("97.94"),)), Node(figures=(D("97.95"),)), Node(children=(0, 1))]
    assert roll_up_tree(nodes, periods=1).roll_up(2, 0).value == D("97.95")


def test_the_vectors_of_the_reference():
    """Vectors 25 and 26 of the achievement table."""
    pair = [Node(figures=(D("97.94"),)), Node(figures=(D("103.06"),)), Node(children=(0, 1))]
    assert roll_up_tree(pair, periods=1).roll_up(2, 0).value == D("98.97")
    assert roll_up_tree(pair, periods=1, cap=None).roll_up(2, 0).value == D("100.50")
    weighted = [
        Node(figures=(D("97.94"),)),
        Node(figures=(D("88.50"),)),
        Node(children=(0, 1), weights=(D(60), D(40))),
    ]
    assert roll_up_tree(weighted, periods=1).roll_up(2, 0).value == D("94.16")


@pytest.mark.parametrize(
    ("nodes", "field"),
    [
        ([Node(figures=(D("90.001"),))], "figures"),
        ([Node(figures=(D(-1),))], "figures"),
        ([Node(figures=(D("NaN"),))], "figures"),
        ([Node(figures=(D(1), D(2)))], "figures"),
        ([Node(figures=(D(1),), children=(0,))], "figures"),
        ([Node(children=(0,))], "children"),
        ([Node(figures=(D(1),)), Node(children=(-1,))], "children"),
        ([Node(figures=(D(1),)), Node(children=(0,), weights=(D(1), D(2)))], "weights"),
        ([Node(figures=(D(1),)), Node(children=(0,), weights=(D(-1),))], "weights"),
    ],
)
def test_what_cannot_be_rolled_up_is_refused(nodes, field):
    with pytest.raises(RuleInputError) as refused:
        roll_up_tree(nodes, periods=1)
    assert refused.value.field == field
