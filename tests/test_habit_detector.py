"""The habit detector against the labelled half it was not tuned on: floors under what was measured.

Measured by `./sasando bench habit`: pairs precision 0.970, recall 0.867; verdicts 0.956.
"""

from collections import Counter

import pytest
from bench.habit import agreement, ground_share, right_share
from bench.labelled import HELD_OUT, TUNED, labelled_histories, labelled_pairs

from sasando.rules.evidence import Ground, Role, Verdict
from sasando.rules.habit import judge

PAIRS = [pair for pair in labelled_pairs() if pair.part == HELD_OUT]
HISTORIES = [found for found in labelled_histories() if found.part == HELD_OUT]


def test_the_set_is_large_enough_and_halved_evenly():
    pairs, histories = labelled_pairs(), labelled_histories()
    assert (len(pairs) >= 300, len(histories) >= 120) == (True, True)
    for labelled in (pairs, histories):
        halves = Counter(found.part for found in labelled)
        assert set(halves) == {TUNED, HELD_OUT}
        assert abs(halves[TUNED] - halves[HELD_OUT]) <= len(labelled) // 20
    assert {found.verdict for found in HISTORIES} == set(Verdict)
    assert 0.4 < sum(pair.is_same for pair in PAIRS) / len(PAIRS) < 0.6


def test_no_pair_stands_in_both_halves():
    seen = {part: set() for part in (TUNED, HELD_OUT)}
    for pair in labelled_pairs():
        seen[pair.part].add(frozenset((pair.first, pair.second)))
    assert seen[TUNED].isdisjoint(seen[HELD_OUT])


def test_pairs_held_out():
    found = agreement(PAIRS)
    assert found.precision >= 0.95
    assert found.recall >= 0.84
    exact = agreement(PAIRS, lambda pair: pair.first.casefold() == pair.second.casefold())
    assert found.f1 > exact.f1 + 0.5


@pytest.mark.parametrize("kind", ["satu-kata", "ingkaran", "arah", "angka"])
def test_one_word_that_changes_the_meaning_is_never_overlooked(kind):
    found = agreement(pair for pair in PAIRS if pair.kind == kind)
    assert (found.wrong, found.hit, found.missed) == (0, 0, 0)


def test_verdicts_held_out():
    assert right_share(HISTORIES) >= 0.94
    assert ground_share(HISTORIES) >= 0.94


def test_nobody_is_called_a_habit_wrongly():
    accused = [
        found for found in labelled_histories() if judge(found.history).verdict is Verdict.HABIT
    ]
    assert {found.verdict for found in accused} == {Verdict.HABIT}


def test_every_verdict_says_why_in_whole_sentences():
    told = [
        evidence for found in labelled_histories() for evidence in judge(found.history).evidences
    ]
    assert {evidence.ground for evidence in told} >= set(Ground) - {Ground.SAME_CEILING}
    for evidence in told:
        assert evidence.sentence.endswith(".")
        assert "{" not in evidence.sentence
        assert "None" not in evidence.sentence


def test_what_speaks_against_a_line_stands_before_the_facts_unless_it_is_traced():
    for found in labelled_histories():
        judged = judge(found.history)
        if judged.verdict in (Verdict.ON_PAPER, Verdict.HABIT):
            assert judged.evidences[0].role is Role.GROUND
        assert judged.main_ground is judged.evidences[0].ground
