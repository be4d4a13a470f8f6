"""Absorption: how much of a budget has been paid out, against the cash plan and against the work.

Money in rupiah, percentages rounded half up to 2 decimals, ratios to 4. Groups are always computed
from sums, never from the percentages of their parts. A missing plan is grey, never zero.
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

_PLAIN: Final = "Hitungan serapan [D]"


class EarlyWarning(StrEnum):
    """How far the payments lag behind the cash plan."""

    GREEN = "GREEN"
    YELLOW = "YELLOW"
    ORANGE = "ORANGE"
    RED = "RED"
    GREY = "GREY"


WARNING_WORDS: Final = {
    EarlyWarning.GREEN: "hijau: sesuai rencana",
    EarlyWarning.YELLOW: "kuning: mulai tertinggal",
    EarlyWarning.ORANGE: "jingga: tertinggal",
    EarlyWarning.RED: "merah: jauh tertinggal",
    EarlyWarning.GREY: "abu-abu: tanpa rencana kas",
}


@dataclass(frozen=True)
class WarningLimits:
    """The lowest ratio of payment to plan of each class; a class begins at its limit.

    Raises RuleInputError (OUT_OF_ORDER) unless green > yellow > orange > 0.
    """

    green: Decimal = Decimal("0.95")
    yellow: Decimal = Decimal("0.85")
    orange: Decimal = Decimal("0.70")

    def __post_init__(self) -> None:
        if not self.green > self.yellow > self.orange > 0:
            raise RuleInputError("limits", Problem.OUT_OF_ORDER, self.green)

    def classify(self, ratio: Decimal | None) -> EarlyWarning:
        """The class of a ratio; grey when there is no plan to compare with."""
        if ratio is None:
            return EarlyWarning.GREY
        for limit, found in (
            (self.green, EarlyWarning.GREEN),
            (self.yellow, EarlyWarning.YELLOW),
            (self.orange, EarlyWarning.ORANGE),
        ):
            if ratio >= limit:
                return found
        return EarlyWarning.RED


DEFAULT_LIMITS: Final = WarningLimits()


@dataclass(frozen=True)
class Absorption:
    """Where the payments of a budget stand.

    `deviation` is in percentage points and negative when late; `relative_deviation` is the share
    of the plan that was not reached, positive when late. Without a cash plan both are None.
    """

    percent: Decimal
    planned_percent: Decimal | None
    deviation: Decimal | None
    relative_deviation: Decimal | None
    ratio: Decimal | None
    warning: EarlyWarning


@dataclass(frozen=True)
class Work:
    """One part of a programme: its ceiling in rupiah and its physical progress, 0 to 100 %."""

    ceiling: Decimal
    progress: Decimal

    def __post_init__(self) -> None:
        if self.ceiling < 0:
            raise RuleInputError("ceiling", Problem.OUT_OF_RANGE, self.ceiling)
        if not 0 <= self.progress <= HUNDRED:
            raise RuleInputError("progress", Problem.OUT_OF_RANGE, self.progress)


@rule(
    "absorption",
    title="Serapan anggaran terhadap rencana kas",
    source="Serapan dan deviasi keuangan; kelas peringatan dini: usulan untuk kebijakan kota",
    mark=Mark.DESIGN,
    arguments=(
        Argument("ceiling", DECIMAL, "Pagu versi anggaran yang dipakai (rupiah)"),
        Argument("paid", DECIMAL, "SP2D sampai hari itu (rupiah)"),
        Argument("planned", DECIMAL, "Anggaran kas sampai hari itu (rupiah), bila ada", None),
        Argument(
            "limits",
            record(
                WarningLimits,
                Argument("green", DECIMAL, "Rasio terendah hijau"),
                Argument("yellow", DECIMAL, "Rasio terendah kuning"),
                Argument("orange", DECIMAL, "Rasio terendah jingga"),
            ),
            "Batas kelas peringatan dini",
            DEFAULT_LIMITS,
        ),
    ),
    example={"ceiling": 12_000_000_000, "paid": 3_540_000_000, "planned": 4_800_000_000},
)
def absorption(
    ceiling: Decimal,
    paid: Decimal,
    planned: Decimal | None = None,
    limits: WarningLimits = DEFAULT_LIMITS,
) -> Outcome[Absorption | None]:
    """Absorption, both deviations and the warning class; NOT_APPLICABLE without a ceiling.

    A cash plan of zero to date is no plan yet: grey. Raises RuleInputError (OUT_OF_RANGE) when
    the ceiling or the plan is negative; payments may be, after a refund.
    """
    _refuse_negative(ceiling=ceiling, planned=planned or ZERO)
    if not ceiling:
        step = Step("Serapan", "pagu nol", "tidak dinilai", _PLAIN)
        return Outcome(None, Status.NOT_APPLICABLE, (step,))
    percent = round_half_up(paid * HUNDRED / ceiling)
    if not planned:
        figures = Absorption(percent, None, None, None, None, EarlyWarning.GREY)
        return Outcome(figures, Status.OK, _steps(ceiling, paid, planned, figures))
    planned_percent = round_half_up(planned * HUNDRED / ceiling)
    ratio = round_half_up(paid / planned, 4)
    figures = Absorption(
        percent=percent,
        planned_percent=planned_percent,
        deviation=percent - planned_percent,
        relative_deviation=round_half_up((planned - paid) * HUNDRED / planned),
        ratio=ratio,
        warning=limits.classify(ratio),
    )
    return Outcome(figures, Status.OK, _steps(ceiling, paid, planned, figures))


@rule(
    "physical-progress",
    title="Kemajuan fisik tertimbang pagu",
    source="Jumlah (pagu × fisik) / jumlah pagu",
    mark=Mark.DESIGN,
    arguments=(
        Argument(
            "works",
            list_of(
                record(
                    Work,
                    Argument("ceiling", DECIMAL, "Pagu (rupiah)"),
                    Argument("progress", DECIMAL, "Kemajuan fisik (persen, 0 sampai 100)"),
                )
            ),
            "Bagian-bagian program",
        ),
    ),
    example={
        "works": [
            {"ceiling": 500_000_000, "progress": 80},
            {"ceiling": 300_000_000, "progress": 50},
            {"ceiling": 200_000_000, "progress": 0},
        ]
    },
)
def physical_progress(works: Sequence[Work]) -> Outcome[Decimal | None]:
    """Physical progress of a programme in percent; NOT_APPLICABLE when nothing has a ceiling."""
    total = sum((work.ceiling for work in works), ZERO)
    if not total:
        step = Step("Fisik tertimbang", "pagu nol", "tidak dinilai", _PLAIN)
        return Outcome(None, Status.NOT_APPLICABLE, (step,))
    done = sum((work.ceiling * work.progress for work in works), ZERO)
    percent = round_half_up(done / total)
    inputs = f"{len(works)} bagian, pagu {format_rupiah(total)}"
    step = Step("Jumlah (pagu × fisik) / jumlah pagu", inputs, format_percent(percent), _PLAIN)
    return Outcome(percent, Status.OK, (step,))


def _refuse_negative(**amounts: Decimal) -> None:
    for name, amount in amounts.items():
        if amount < 0:
            raise RuleInputError(name, Problem.OUT_OF_RANGE, amount)


def _steps(
    ceiling: Decimal, paid: Decimal, planned: Decimal | None, figures: Absorption
) -> tuple[Step, ...]:
    money = f"{format_rupiah(paid)} / {format_rupiah(ceiling)}"
    first = Step("Serapan = SP2D / pagu × 100", money, format_percent(figures.percent), _PLAIN)
    word = WARNING_WORDS[figures.warning]
    if figures.ratio is None or figures.deviation is None or figures.planned_percent is None:
        return (first, Step("Kelas peringatan dini", "tanpa rencana kas", word, _PLAIN))
    shown_plan = format_percent(figures.planned_percent)
    return (
        first,
        Step("Rencana kas / pagu × 100", format_rupiah(planned or ZERO), shown_plan, _PLAIN),
        Step(
            "Deviasi = serapan – rencana",
            f"{format_percent(figures.percent)} – {shown_plan}",
            f"{format_decimal(figures.deviation, 2)} poin",
            _PLAIN,
        ),
        Step(
            "Rasio SP2D terhadap rencana kas",
            f"{format_rupiah(paid)} / {format_rupiah(planned or ZERO)}",
            f"{format_decimal(figures.ratio, 4)}, {word}",
            "Kelas: kebijakan bertanggal [P]",
        ),
    )
