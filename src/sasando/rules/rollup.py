"""Roll-up: from indicators to an objective, from objectives to an agency and to the city.

Each level is the mean (or weighted mean) of the level below, never of what lies two levels down,
and always says "n of m counted", so that an empty indicator cannot make a good average [D].
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sasando.rules.achievement import HUNDRED, ZERO, Achievement
from sasando.rules.arguments import BOOLEAN, DECIMAL, Argument, choice, list_of, record
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import format_percent, round_half_up
from sasando.rules.registry import Mark, Outcome, Status, Step, rule

_CLAUSE = "Rata-rata berjenjang [D]"


@dataclass(frozen=True)
class Part:
    """One indicator or objective of a roll-up; `value` in percent exists only when it is OK."""

    value: Decimal | None
    status: Status = Status.OK
    weight: Decimal = Decimal(1)

    def __post_init__(self) -> None:
        if self.weight < 0:
            raise RuleInputError("weight", Problem.OUT_OF_RANGE, self.weight)
        if (self.value is None) == (self.status is Status.OK):
            raise RuleInputError("value", Problem.REQUIRED if self.value is None else _MISPLACED)


@dataclass(frozen=True)
class RollUp:
    """The mean in percent (None when nothing counts) and how much of the level it rests on."""

    value: Decimal | None
    counted: int
    total: int

    @property
    def counted_text(self) -> str:
        """The words that stand beside the figure: "3 dari 7 terhitung"."""
        return f"{self.counted} dari {self.total} terhitung"


_MISPLACED: Final = Problem.NOT_ALLOWED_HERE


def part_of(judged: Outcome[Achievement | None], weight: Decimal = Decimal(1)) -> Part:
    """An indicator's outcome as part of its objective, before the aggregation cap."""
    if judged.value is None:
        return Part(None, judged.status, weight)
    return Part(judged.value.value, Status.OK, weight)


@rule(
    "roll-up",
    title="Capaian sasaran, perangkat daerah, atau kota",
    source="Rata-rata berjenjang dengan jumlah yang terhitung: rancangan",
    mark=Mark.DESIGN,
    arguments=(
        Argument(
            "parts",
            list_of(
                record(
                    Part,
                    Argument("value", DECIMAL, "Capaian dalam persen", None),
                    Argument("status", choice(Status), "Status capaian", Status.OK),
                    Argument("weight", DECIMAL, "Bobot", Decimal(1)),
                )
            ),
            "Bagian satu tingkat di bawahnya",
        ),
        Argument("cap", DECIMAL, "Batas tiap bagian; null tanpa batas", HUNDRED, null_is_none=True),
        Argument(
            "unreported_is_zero",
            BOOLEAN,
            "Belum dilaporkan dihitung nol (hanya penutupan tahun)",
            default=False,
        ),
    ),
    example={"parts": [{"value": "97.94"}, {"value": "103.06"}]},
)
def roll_up(
    parts: Sequence[Part], *, cap: Decimal | None = HUNDRED, unreported_is_zero: bool = False
) -> Outcome[RollUp]:
    """The weighted mean of the parts that have a figure, each at most `cap`, 2 decimals.

    Parts without figure are left out; NOT_REPORTED ones count as zero when the city turns that on
    for the final figure of a year. NOT_REPORTED when nothing is left to count, NOT_APPLICABLE
    when no part could ever count or their weights are all zero.
    """
    counted = [
        (_limited(part, cap), part.weight)
        for part in parts
        if part.status is Status.OK or (unreported_is_zero and part.status is Status.NOT_REPORTED)
    ]
    weight = sum((own for _, own in counted), ZERO)
    if not weight:
        is_waiting = any(part.status is Status.NOT_REPORTED for part in parts)
        status = Status.NOT_REPORTED if is_waiting else Status.NOT_APPLICABLE
        empty = RollUp(None, 0, len(parts))
        return Outcome(empty, status, (Step("Rata-rata", empty.counted_text, "–", _CLAUSE),))
    mean = sum((value * own for value, own in counted), ZERO) / weight
    result = RollUp(round_half_up(mean), len(counted), len(parts))
    limit = "tanpa batas" if cap is None else f"tiap bagian paling tinggi {format_percent(cap)}"
    inputs = f"{result.counted_text}, {limit}"
    step = Step("Rata-rata", inputs, format_percent(round_half_up(mean)), _CLAUSE)
    return Outcome(result, Status.OK, (step,))


def _limited(part: Part, cap: Decimal | None) -> Decimal:
    value = ZERO if part.value is None else part.value
    return value if cap is None else min(value, cap)
