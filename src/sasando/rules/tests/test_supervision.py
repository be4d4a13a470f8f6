"""Who decides: vectors 38 and 40 of the personnel reference, acting posts and escalation."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.registry import Status
from sasando.rules.supervision import (
    Capacity,
    Holder,
    Post,
    decider_for,
    deciders,
    escalations_due,
    explained_decider,
)

ON = date(2026, 3, 6)
YEAR = date(2026, 1, 1)
DEADLINE = datetime(2026, 3, 10, 16, tzinfo=UTC)


def holder(person, capacity=Capacity.DEFINITIVE, since=YEAR, until=None, *, is_away=False):
    return Holder(person, capacity, since, until, is_away)


KABID = Post("KABID-X", (holder("kabid-x"),))
KADIS = Post("KADIS", (holder("kadis"),))
SEKDA = Post("SEKDA", (holder("sekda"),))
CHAIN = (KABID, KADIS, SEKDA)


def person(chain, author="staf", on=ON, escalations=0):
    found = decider_for(chain, author, on, escalations)
    return found and found.person


def test_nearest_definitive_holder_decides():
    found = decider_for(CHAIN, "staf", ON)
    assert (found.person, found.post, found.capacity, found.level) == (
        "kabid-x",
        "KABID-X",
        Capacity.DEFINITIVE,
        0,
    )


def test_vector_38_nobody_decides_on_himself_through_an_acting_post():
    acting = Post("KADIS", (holder("kabid-x", Capacity.PLT),))
    assert person((acting, SEKDA), author="kabid-x") == "sekda"
    assert person((acting, SEKDA), author="kabid-y") == "kabid-x"


def test_vector_40_after_the_deadline_the_next_superior_decides():
    due = escalations_due(DEADLINE, [DEADLINE])
    assert person(CHAIN, escalations=due) == "kadis"


@pytest.mark.parametrize(("seconds", "due"), [(-1, 0), (0, 1), (1, 1)])
def test_deadline_is_exclusive(seconds, due):
    assert escalations_due(DEADLINE + timedelta(seconds=seconds), [DEADLINE]) == due


def test_each_superior_has_his_own_deadline():
    deadlines = [DEADLINE, DEADLINE + timedelta(days=2)]
    assert escalations_due(DEADLINE + timedelta(days=1), deadlines) == 1
    assert escalations_due(DEADLINE + timedelta(days=2), deadlines) == 2


def test_deadline_without_zone_is_refused():
    with pytest.raises(RuleInputError) as refused:
        escalations_due(DEADLINE, [datetime(2026, 3, 10)])
    assert refused.value.problem is Problem.WITHOUT_ZONE


def test_order_of_precedence():
    plt, plh = holder("plt", Capacity.PLT), holder("plh", Capacity.PLH)
    assert person([Post("KADIS", (plh, plt, holder("definitif")))]) == "definitif"
    assert person([Post("KADIS", (plh, plt))]) == "plt"
    assert person([Post("KADIS", (plh,))]) == "plh"


def test_plh_acts_while_the_holder_is_away():
    post = Post("KADIS", (holder("kadis", is_away=True), holder("plh", Capacity.PLH)))
    assert person([post]) == "plh"


def test_holder_away_without_plh_passes_it_up():
    assert person([Post("KADIS", (holder("kadis", is_away=True),)), SEKDA]) == "sekda"


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 3, 4), "sekda"),
        (date(2026, 3, 5), "plh"),
        (date(2026, 3, 6), "plh"),
        (date(2026, 3, 7), "sekda"),
    ],
)
def test_plh_only_within_his_dates(on, expected):
    plh = holder("plh", Capacity.PLH, date(2026, 3, 5), date(2026, 3, 6))
    assert person([Post("KADIS", (plh,)), SEKDA], on=on) == expected


def test_acting_for_a_single_day():
    plh = Holder("plh", Capacity.PLH, ON, ON)
    assert [plh.can_act(ON + timedelta(days=n)) for n in (-1, 0, 1)] == [False, True, False]


def test_vacant_post_passes_it_up():
    assert person([Post("KABID-X"), KADIS]) == "kadis"


def test_escalation_never_returns_to_the_same_person():
    acting = Post("KABID-X", (holder("kadis", Capacity.PLT),))
    chain = (acting, KADIS, SEKDA)
    assert [found.person for found in deciders(chain, "staf", ON)] == ["kadis", "sekda"]
    assert person(chain, escalations=1) == "sekda"


def test_the_top_keeps_the_duty():
    assert person(CHAIN, escalations=9) == "sekda"


def test_nobody_above():
    assert decider_for((), "staf", ON) is None
    alone = explained_decider([Post("SEKDA", (holder("sekda"),))], "sekda", ON)
    assert (alone.value, alone.status) == (None, Status.NOT_APPLICABLE)
    assert alone.steps[0].outcome == "catatan sendiri, naik"


def test_explanation_walks_the_chain():
    found = explained_decider([Post("KABID-X"), KADIS], "staf", ON)
    assert [step.outcome for step in found.steps] == [
        "tidak terisi, naik",
        "dapat memutuskan",
        "kadis",
    ]


def test_impossible_input_is_refused():
    with pytest.raises(RuleInputError) as negative:
        decider_for(CHAIN, "staf", ON, escalations=-1)
    assert negative.value.field == "escalations"
    with pytest.raises(RuleInputError) as reversed_dates:
        holder("plh", Capacity.PLH, ON, YEAR)
    assert reversed_dates.value.problem is Problem.OUT_OF_ORDER
