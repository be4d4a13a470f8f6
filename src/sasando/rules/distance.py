"""How far an indicator still is from the last target of the plan (LKjIP table "progress").

The share of the way is the indicator's own formula held against the last target: where more is
better it is R / T × 100; where less is better that fraction would praise what got worse. Beside it
stands what is left in the indicator's own unit, and how much of it each year.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sasando.rules.achievement import Polarity, achievement
from sasando.rules.arguments import DECIMAL, INTEGER, Argument, choice
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import format_decimal, format_percent
from sasando.rules.registry import Mark, Outcome, Status, Step, rule

_CLAUSE: Final = "Permen PANRB 53/2014, perbandingan dengan target jangka menengah [V]"
_LOWER: Final = frozenset({Polarity.LOWER_LINEAR, Polarity.LOWER_RATIO, Polarity.MAXIMUM_ALLOWED})


@dataclass(frozen=True)
class Distance:
    """How far a figure is from a last target.

    `progress` is in percent, None where the last target is zero and a share means nothing. `gap`
    and `per_year` are in the indicator's unit, `gap` zero once it is reached; `per_year` is None
    in the last year.
    """

    progress: Decimal | None
    gap: Decimal
    years_left: int
    per_year: Decimal | None

    @property
    def is_reached(self) -> bool:
        """Whether nothing is left to do."""
        return self.gap == 0


@rule(
    "distance",
    title="Jarak ke target akhir rencana",
    source="Permen PANRB 53/2014: perbandingan dengan target jangka menengah; sisa per tahun: "
    "rancangan",
    mark=Mark.VERIFIED,
    arguments=(
        Argument("polarity", choice(Polarity), "Arah dan rumus penilaian"),
        Argument("target", DECIMAL, "Target tahun terakhir; tepi bawah untuk target rentang"),
        Argument("realisation", DECIMAL, "Realisasi terakhir"),
        Argument("year", INTEGER, "Tahun yang sedang dilihat"),
        Argument("last_year", INTEGER, "Tahun terakhir rencana"),
        Argument("target_high", DECIMAL, "Tepi atas target rentang", None),
    ),
    example={
        "polarity": "LOWER_LINEAR", "target": "7.00", "realisation": "8.24", "year": 2026,
        "last_year": 2029,
    },
)  # fmt: skip
def distance(
    *,
    polarity: Polarity,
    target: Decimal,
    realisation: Decimal,
    year: int,
    last_year: int,
    target_high: Decimal | None = None,
) -> Outcome[Distance]:
    """The way to the last target. Raises RuleInputError when the year lies after the plan.

    Source: Permen PANRB 53/2014, annex II: comparison with the medium-term target [V]; formula of
    the indicator instead of R / T where less is better, and the share per year [D].
    """
    if year > last_year:
        raise RuleInputError("year", Problem.OUT_OF_RANGE, year)
    judged = achievement(
        polarity=polarity, target=target, realisation=realisation, target_high=target_high
    )
    progress = None if judged.value is None or target == 0 else judged.value.value
    gap = gap_to(polarity, target, realisation, target_high)
    left = last_year - year
    found = Distance(progress, gap, left, gap / left if left else None)
    inputs = f"T {last_year} {format_decimal(target)}, R {format_decimal(realisation)}"
    words = f"sisa {format_decimal(gap)}, {left} tahun lagi" if gap else "sudah tercapai"
    share = "" if progress is None else f"{format_percent(progress)}, "
    return Outcome(
        found, Status.OK, (Step("Jarak ke target akhir", inputs, share + words, _CLAUSE),)
    )


def gap_to(
    polarity: Polarity, target: Decimal, realisation: Decimal, target_high: Decimal | None = None
) -> Decimal:
    """What is left to the target in the indicator's unit, 0 once the formula calls it reached."""
    missing, beyond = target - realisation, realisation - target
    if polarity is Polarity.STABILISE:
        return abs(missing)
    if polarity in _LOWER:
        return max(beyond, Decimal(0))
    if polarity is Polarity.RANGE_LOWER and target_high is not None:
        return max(realisation - target_high, Decimal(0))
    return max(missing, Decimal(0))
