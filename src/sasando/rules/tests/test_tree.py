"""The checks of alignment, one by one: what each sees, and what it must leave alone."""

from decimal import Decimal

import pytest

from sasando.rules.registry import Status, evaluate, find_rule
from sasando.rules.tree import (
    Agreed,
    Chain,
    Check,
    Condition,
    Gauge,
    Level,
    Programme,
    alignment,
)

OUTCOME, OUTPUT = Gauge("Sampah terangkut", "OUTCOME"), Gauge("Titik dilayani", "OUTPUT")


def node(key, level=Level.IMMEDIATE, parent="A", text="Sampah terangkut", **given):
    """A node without a fault of its own: measured, and tied to a programme."""
    facts = {"has_programme": True, "gauges": (OUTCOME,)} | given
    return Condition(key, level, text, parent, **facts)


TOP = node("A", Level.ULTIMATE, "", owner="1.", post="p1")


def checks(*nodes, **context):
    found = alignment([TOP, *nodes], **context).value
    return [(finding.check, finding.key) for finding in found]


def test_a_whole_tree_has_no_findings():
    outcome = alignment([TOP, node("B", Level.INTERMEDIATE), node("C", Level.OUTPUT, "B")])
    assert outcome.value == ()
    assert outcome.status is Status.OK
    assert alignment([]).value == ()


@pytest.mark.parametrize(
    ("level", "given", "seen"),
    [
        (Level.INTERMEDIATE, {}, True),
        (Level.OUTPUT, {}, True),
        (Level.FACTOR, {"gauges": ()}, True),
        (Level.ULTIMATE, {}, False),
        (Level.INTERMEDIATE, {"hangs": True}, False),
    ],
)
def test_only_an_ultimate_outcome_stands_alone(level, given, seen):
    found = checks(node("B", level, parent="", **given))
    assert ((Check.ORPHAN, "B") in found) is seen


@pytest.mark.parametrize(
    ("level", "given", "below", "seen"),
    [
        (Level.IMMEDIATE, {"has_programme": False}, [], True),
        (Level.INTERMEDIATE, {"has_programme": False}, [], True),
        (Level.IMMEDIATE, {}, [], False),
        (Level.OUTPUT, {"has_programme": False}, [], False),
        (Level.IMMEDIATE, {"has_programme": False, "reaches": True}, [], False),
        (Level.IMMEDIATE, {"has_programme": False}, [node("C", Level.OUTPUT, "B")], False),
        (Level.IMMEDIATE, {"has_programme": False},
         [node("C", Level.FACTOR, "B", gauges=())], True),
        (Level.IMMEDIATE, {"has_programme": False},
         [node("C", Level.FACTOR, "B", gauges=()), node("D", Level.OUTPUT, "C")], False),
    ],
)  # fmt: skip
def test_a_branch_that_ends_in_an_outcome_needs_a_programme(level, given, below, seen):
    assert ((Check.WITHOUT_PROGRAMME, "B") in checks(node("B", level, **given), *below)) is seen


@pytest.mark.parametrize(
    ("ceiling", "has_node", "seen"), [(1, False, True), (1, True, False), (0, False, False)]
)
def test_money_without_a_node(ceiling, has_node, seen):
    row = Programme("P1", "Pengelolaan sampah", Decimal(ceiling), has_node)
    found = alignment([TOP, node("B")], programmes=[row]).value
    assert bool(found) is seen
    if seen:
        assert (found[0].check, found[0].key) == (Check.LOOSE_PROGRAMME, "P1")
        assert found[0].evidence == "Pengelolaan sampah: pagu Rp 1"


@pytest.mark.parametrize(
    ("level", "gauge", "seen"),
    [
        (Level.ULTIMATE, OUTPUT, True),
        (Level.IMMEDIATE, OUTPUT, True),
        (Level.OUTPUT, OUTPUT, False),
        (Level.IMMEDIATE, OUTCOME, False),
        (Level.IMMEDIATE, Gauge("Kemiskinan", "IMPACT"), False),
    ],
)
def test_an_output_proves_no_outcome(level, gauge, seen):
    found = checks(node("B", level, gauges=(gauge,)))
    assert ((Check.OUTPUT_ON_OUTCOME, "B") in found) is seen


CHAIN = [Chain("p2", "p1"), Chain("p3", "p2"), Chain("q2", "q1")]


@pytest.mark.parametrize(
    ("above", "below", "seen"),
    [
        # By posts: the same one, a direct and a further subordinate; a stranger.
        ({"post": "p1"}, {"post": "p1"}, False),
        ({"post": "p1"}, {"post": "p2"}, False),
        ({"post": "p1"}, {"post": "p3"}, False),
        ({"post": "p2"}, {"post": "p1"}, True),
        ({"post": "p1"}, {"post": "q2"}, True),
        ({"post": "p1", "owner": "1.2."}, {"post": "p2", "owner": "1.9."}, False),
        # By units, where a post is not named on both sides.
        ({"owner": "1.2."}, {"owner": "1.2.7."}, False),
        ({"owner": "1.2."}, {"owner": "1.2."}, False),
        ({"owner": "1.2."}, {"owner": "1.20."}, True),
        ({"owner": "1.2.", "post": "p1"}, {"owner": "1.3."}, True),
        ({"owner": ""}, {"owner": "1.3."}, False),
        ({"owner": "1.2."}, {"owner": ""}, False),
    ],
)
def test_who_owns_below_is_commanded_from_above(above, below, seen):
    nodes = [node("B", Level.INTERMEDIATE, **above), node("C", Level.OUTPUT, "B", **below)]
    assert ((Check.OUTSIDE_COMMAND, "C") in checks(*nodes, chain=CHAIN)) is seen
    factor = node("F", Level.FACTOR, "B", gauges=())
    through = [nodes[0], factor, node("C", Level.OUTPUT, "F", **below)]
    assert ((Check.OUTSIDE_COMMAND, "C") in checks(*through, chain=CHAIN)) is seen


@pytest.mark.parametrize(
    ("agreed", "seen"),
    [
        ([], True),
        ([Agreed("B", "1.3.")], False),
        ([Agreed("B", "1.4.")], True),
        ([Agreed("C", "1.3.")], True),
        ([Agreed("B", "1.3.7.")], True),
    ],
)
def test_an_accepted_request_stands_for_command(agreed, seen):
    nodes = [node("B", owner="1.2."), node("C", Level.OUTPUT, "B", owner="1.3.5.")]
    assert ((Check.OUTSIDE_COMMAND, "C") in checks(*nodes, agreed=agreed)) is seen


def test_a_circle_of_superiors_ends():
    nodes = [node("B", post="x"), node("C", Level.OUTPUT, "B", post="y")]
    circle = [Chain("y", "z"), Chain("z", "y")]
    assert (Check.OUTSIDE_COMMAND, "C") in checks(*nodes, chain=circle)


@pytest.mark.parametrize(
    ("weights", "evidence"),
    [
        (["60", "40"], ""),
        (["33.33", "33.33", "33.34"], ""),
        ([None, None], ""),
        (["100"], ""),
        (["60", "30"], "Jumlah bobot di bawahnya 90, bukan 100"),
        (["60.5", "40"], "Jumlah bobot di bawahnya 100,5, bukan 100"),
        (["60", None], "1 dari 2 simpul di bawahnya berbobot"),
    ],
)
def test_weights_make_up_one_hundred_or_are_not_used(weights, evidence):
    nodes = [
        node(str(number), weight=None if weight is None else Decimal(weight))
        for number, weight in enumerate(weights)
    ]
    found = alignment([TOP, *nodes]).value
    assert [(row.check, row.key, row.evidence) for row in found] == (
        [(Check.WEIGHTS, "A", evidence)] if evidence else []
    )


@pytest.mark.parametrize(
    ("level", "text", "gauge", "seen"),
    [
        (Level.IMMEDIATE, "Jumlah bank sampah bertambah", OUTCOME, True),
        (Level.IMMEDIATE, "TERLAKSANANYA sosialisasi", OUTCOME, True),
        (Level.IMMEDIATE, "Tersedianya armada", OUTCOME, True),
        (Level.ULTIMATE, "Tersusunnya rencana", OUTCOME, True),
        (Level.OUTPUT, "Tersedianya armada", OUTCOME, False),
        (Level.IMMEDIATE, "Warga memilah sampah", OUTCOME, False),
        (Level.IMMEDIATE, "Berkurangnya jumlah kasus", OUTCOME, False),
        (Level.OUTPUT, "Armada siap", Gauge("Jumlah armada", "OUTCOME"), True),
        (Level.OUTPUT, "Armada siap", Gauge("Jumlah armada", "OUTPUT"), False),
    ],
)
def test_words_that_name_a_product(level, text, gauge, seen):
    found = checks(node("B", level, text=text, gauges=(gauge,)))
    assert ((Check.OUTPUT_WORDS, "B") in found) is seen


@pytest.mark.parametrize(
    ("level", "gauges", "seen"),
    [
        (Level.ULTIMATE, (), True),
        (Level.OUTPUT, (), True),
        (Level.PROCESS, (), False),
        (Level.FACTOR, (), False),
        (Level.OUTPUT, (OUTPUT,), False),
    ],
)
def test_what_is_promised_is_measured(level, gauges, seen):
    assert ((Check.WITHOUT_INDICATOR, "B") in checks(node("B", level, gauges=gauges))) is seen


def test_an_old_plan_is_told():
    assert (Check.OLD_PLAN, "B") in checks(node("B", is_old_plan=True))


def test_findings_are_counted_in_the_steps():
    outcome = alignment([TOP, node("B", gauges=()), node("C", gauges=(), has_programme=False)])
    assert {step.rule: step.outcome for step in outcome.steps} == {
        "tanpa-indikator": "2",
        "tanpa-program": "1",
    }


def test_anybody_can_recompute_the_checks():
    outcome = evaluate("tree-alignment", find_rule("tree-alignment").example)
    assert [finding.check for finding in outcome.value] == [
        Check.WITHOUT_INDICATOR,
        Check.WITHOUT_PROGRAMME,
        Check.OUTPUT_ON_OUTCOME,
    ]
