"""Efficiency of resources: how much result the city got for the money it spent.

Three published ways are computed side by side. Low spending with a missed target is never called
efficient [D]. Money in rupiah, everything else in percent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from sasando.rules.achievement import HUNDRED, ZERO
from sasando.rules.arguments import DECIMAL, Argument, list_of, record
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import format_decimal, format_percent, format_rupiah, round_half_up
from sasando.rules.registry import Mark, Outcome, Status, Step, rule

GAP_EDGE: Final = Decimal(5)
CLAMP: Final = Decimal(20)
FIFTY: Final = Decimal(50)


class GapVerdict(StrEnum):
    """What the distance between achievement and absorption says (way 2)."""

    EFFICIENT = "EFFICIENT"
    FAIRLY_EFFICIENT = "FAIRLY_EFFICIENT"
    NOT_EFFICIENT = "NOT_EFFICIENT"


_GAP_WORDS: Final = {
    GapVerdict.EFFICIENT: "efisien",
    GapVerdict.FAIRLY_EFFICIENT: "cukup efisien",
    GapVerdict.NOT_EFFICIENT: "tidak efisien",
}


@dataclass(frozen=True)
class Spending:
    """Budget, realised budget (rupiah) and achievement (percent) of one output."""

    budget: Decimal
    realised: Decimal
    achievement: Decimal

    def __post_init__(self) -> None:
        for name in ("budget", "realised", "achievement"):
            if getattr(self, name) < 0:
                raise RuleInputError(name, Problem.OUT_OF_RANGE, getattr(self, name))


@dataclass(frozen=True)
class Efficiency:
    """Ways 1 and 2 of one objective, in percent.

    `unspent` (way 1) exists only when the target is met. `is_called_efficient` is what a report
    may print: the gap says so and the target is met.
    """

    absorption: Decimal
    unspent: Decimal | None
    gap: Decimal
    verdict: GapVerdict
    is_called_efficient: bool


@dataclass(frozen=True)
class OutputEfficiency:
    """Way 3: efficiency, -20 to 20 percent after the clamp, and its score, 0 to 100."""

    before_clamp: Decimal
    efficiency: Decimal
    score: Decimal


_SPENDING: Final = (
    Argument("budget", DECIMAL, "Pagu anggaran (rupiah)"),
    Argument("realised", DECIMAL, "Realisasi anggaran (rupiah)"),
    Argument("achievement", DECIMAL, "Capaian kinerja (persen)"),
)
_EXAMPLE: Final = {"budget": 2_000_000_000, "realised": 1_850_000_000, "achievement": "97.94"}


@rule(
    "efficiency",
    title="Efisiensi sumber daya: serapan, sisa, dan selisih",
    source="LKjIP daerah; rendah serapan dengan target meleset bukan efisien: rancangan",
    mark=Mark.VERIFIED,
    arguments=_SPENDING,
    example=_EXAMPLE,
)
def efficiency(
    budget: Decimal, realised: Decimal, achievement: Decimal
) -> Outcome[Efficiency | None]:
    """Ways 1 and 2, as annual reports print them; NOT_APPLICABLE without a budget.

    Raises RuleInputError (OUT_OF_RANGE) on negative figures.
    Source: published LKjIP [V]; the last word on "efficient" [D].
    """
    spent = Spending(budget, realised, achievement)
    if not spent.budget:
        step = Step("Serapan anggaran", "pagu nol", "tidak dinilai", "Rancangan sistem [D]")
        return Outcome(None, Status.NOT_APPLICABLE, (step,))
    absorption = round_half_up(spent.realised * HUNDRED / spent.budget)
    gap = round_half_up(spent.achievement) - absorption
    verdict = gap_verdict(gap)
    is_met = spent.achievement >= HUNDRED
    figures = Efficiency(
        absorption=absorption,
        unspent=HUNDRED - absorption if is_met else None,
        gap=gap,
        verdict=verdict,
        is_called_efficient=is_met and verdict is GapVerdict.EFFICIENT,
    )
    return Outcome(figures, Status.OK, _steps(spent, figures))


@rule(
    "output-efficiency",
    title="Efisiensi keluaran tertimbang dan nilainya",
    source="PMK 214/2017 dan PMK 22/2021",
    mark=Mark.MEMORY,
    arguments=(Argument("outputs", list_of(record(Spending, *_SPENDING)), "Keluaran"),),
    example={"outputs": [_EXAMPLE]},
)
def output_efficiency(outputs: Sequence[Spending]) -> Outcome[OutputEfficiency | None]:
    """Way 3 over several outputs; NOT_APPLICABLE when no budget earned any result.

    Efficiency is clamped to -20..20 before it is scored, and the score to 0..100: a report that
    forgot the clamp once printed 235 %. Source: PMK 214/2017, 22/2021 [M].
    """
    earned = sum((part.budget * part.achievement / HUNDRED for part in outputs), ZERO)
    realised = sum((part.realised for part in outputs), ZERO)
    if not earned:
        step = Step("Efisiensi keluaran", "tidak ada hasil", "tidak dinilai", "PMK 22/2021 [M]")
        return Outcome(None, Status.NOT_APPLICABLE, (step,))
    before = round_half_up((earned - realised) * HUNDRED / earned)
    clamped = min(max(before, -CLAMP), CLAMP)
    score = efficiency_score(clamped)
    inputs = f"hasil {format_rupiah(round_half_up(earned))}, belanja {format_rupiah(realised)}"
    shown = format_percent(clamped)
    steps = (
        Step("(hasil – belanja) / hasil × 100", inputs, format_percent(before), "PMK 22/2021 [M]"),
        Step("Batas –20 sampai 20 %", format_percent(before), shown, "PMK 22/2021 [M]"),
        Step("50 + E / 20 × 50", shown, format_decimal(score), "PMK 22/2021 [M]"),
    )
    return Outcome(OutputEfficiency(before, clamped, score), Status.OK, steps)


def efficiency_score(percent: Decimal) -> Decimal:
    """The score of a printed efficiency, 0 to 100, clamped whatever comes in."""
    score = FIFTY + min(max(percent, -CLAMP), CLAMP) / CLAMP * FIFTY
    return round_half_up(min(max(score, ZERO), HUNDRED))


def gap_verdict(gap: Decimal) -> GapVerdict:
    """Above 5 efficient, -5 to 5 fairly, below -5 not [V]."""
    if gap > GAP_EDGE:
        return GapVerdict.EFFICIENT
    return GapVerdict.NOT_EFFICIENT if gap < -GAP_EDGE else GapVerdict.FAIRLY_EFFICIENT


def _steps(spent: Spending, figures: Efficiency) -> tuple[Step, ...]:
    achieved, absorbed = format_percent(spent.achievement), format_percent(figures.absorption)
    money = f"{format_rupiah(spent.realised)} / {format_rupiah(spent.budget)}"
    word = _GAP_WORDS[figures.verdict]
    unspent = "tidak dihitung" if figures.unspent is None else format_percent(figures.unspent)
    may_say = "boleh" if figures.is_called_efficient else "tidak boleh"
    return (
        Step("Serapan anggaran", money, absorbed, "LKjIP daerah [V]"),
        Step("Sisa anggaran, bila target tercapai", f"capaian {achieved}", unspent, "LKjIP [V]"),
        Step(
            "Selisih capaian dan serapan",
            f"{achieved} – {absorbed}",
            f"{format_percent(figures.gap)}, {word}",
            "LKjIP daerah [V]",
        ),
        Step("Sebutan efisien dalam laporan", f"capaian {achieved}", may_say, "Rancangan [D]"),
    )
