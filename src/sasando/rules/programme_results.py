"""What a programme came to: its targets reached, missed, or nothing that anybody could trace.

Next year's budget starts from this and not from last year's amounts. A programme that reached one
indicator and measured no other is not said to have reached its target.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from sasando.rules.achievement import HUNDRED
from sasando.rules.arguments import DECIMAL, Argument, choice, list_of, record
from sasando.rules.registry import Mark, Outcome, Status, Step, rule
from sasando.rules.rollup import Part

_CLAUSE: Final = "Hasil program sebagai awal anggaran berikutnya [D]"
# Nobody can be asked for these yet, so they neither help nor harm.
_LEFT_OUT: Final = frozenset({Status.NOT_APPLICABLE, Status.NOT_YET_RELEASED})


class ResultClass(StrEnum):
    """What is known of the result of a programme's money."""

    REACHED = "TERCAPAI"
    MISSED = "MELESET"
    UNTRACED = "TAK_TERTELUSUR"


RESULT_WORDS: Final = {
    ResultClass.REACHED: "tercapai",
    ResultClass.MISSED: "meleset",
    ResultClass.UNTRACED: "tak tertelusur",
}


@rule(
    "programme-result",
    title="Hasil program: tercapai, meleset, atau tak tertelusur",
    source="Anggaran berikutnya berawal dari hasil: rancangan",
    mark=Mark.DESIGN,
    arguments=(
        Argument(
            "indicators",
            list_of(
                record(
                    Part,
                    Argument("value", DECIMAL, "Capaian dalam persen", None),
                    Argument("status", choice(Status), "Status capaian", Status.OK),
                )
            ),
            "Indikator sasaran yang dilayani program",
        ),
    ),
    example={"indicators": [{"value": "100"}, {"value": "97.94"}]},
)
def programme_result(indicators: Sequence[Part]) -> Outcome[ResultClass]:
    """Missed when any figure is below 100 %, reached when all that are due reached it.

    Indicators that do not apply or are not yet released are left out. Without an indicator, or
    with one that is due and has no figure, the result cannot be traced.
    """
    due = [part for part in indicators if part.status not in _LEFT_OUT]
    judged = [part.value for part in due if part.value is not None]
    missed = sum(value < HUNDRED for value in judged)
    if missed:
        found = ResultClass.MISSED
    elif judged and len(judged) == len(due):
        found = ResultClass.REACHED
    else:
        found = ResultClass.UNTRACED
    inputs = (
        f"{len(judged)} dari {len(indicators)} indikator terukur, "
        f"{len(judged) - missed} mencapai 100 %"
    )
    return Outcome(found, Status.OK, (Step("Hasil program", inputs, RESULT_WORDS[found], _CLAUSE),))
