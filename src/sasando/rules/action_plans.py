"""Action plans: whether the targets of the quarters come to the target of the year.

A plan that does not add up is told so and stays possible: the officials may know why [D]. Own
indicators, written in own words, say nowhere how quarters become a year, so either way is right.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sasando.rules.aggregation import Aggregation
from sasando.rules.arguments import DECIMAL, INTEGER, Argument, choice, list_of, record
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import checked, format_decimal, round_half_up
from sasando.rules.registry import Mark, Outcome, Status, Step, rule

MONTHS: Final = 12
_CLAUSE = "Target triwulan dan target tahun [D]"
_WAYS: Final = {
    Aggregation.SUM: "Jumlah semua periode",
    Aggregation.AVERAGE: "Rata-rata semua periode",
    Aggregation.MAX: "Nilai tertinggi",
    Aggregation.MIN: "Nilai terendah",
}
_LAST = "Periode terakhir"


@dataclass(frozen=True)
class PeriodTarget:
    """The target of one period of a plan: a quarter (1 to 4) or a month (1 to 12)."""

    number: int
    value: Decimal

    def __post_init__(self) -> None:
        if not 1 <= self.number <= MONTHS:
            raise RuleInputError("number", Problem.OUT_OF_RANGE, self.number)
        checked(self.value, "value")


@dataclass(frozen=True)
class PlanJudgement:
    """What the periods come to, and whether that is what the year promises."""

    reached: Decimal | None
    fits: bool


def year_of(
    targets: Mapping[int, Decimal], aggregation: Aggregation | None, *, decimals: int = 2
) -> Decimal | None:
    """What the targets of the periods come to in a year; None when none is set.

    Without a known aggregation the last period stands for the year.
    """
    if not targets:
        return None
    values = [targets[number] for number in sorted(targets)]
    if aggregation is Aggregation.SUM:
        return sum(values, Decimal(0))
    if aggregation is Aggregation.AVERAGE:
        return round_half_up(sum(values, Decimal(0)) / len(values), decimals)
    if aggregation is Aggregation.MAX:
        return max(values)
    if aggregation is Aggregation.MIN:
        return min(values)
    return values[-1]


def judge_targets(
    targets: Mapping[int, Decimal],
    *,
    annual: Decimal,
    upper: Decimal | None = None,
    aggregation: Aggregation | None = None,
    decimals: int = 2,
) -> PlanJudgement:
    """Hold a plan's targets against the year's, which may be a range up to `upper`."""
    ways = [aggregation] if aggregation else [Aggregation.LAST, Aggregation.SUM]
    reached = [year_of(targets, way, decimals=decimals) for way in ways]
    highest = annual if upper is None else upper
    fitting = [value for value in reached if value is not None and annual <= value <= highest]
    return PlanJudgement((fitting or reached)[0], bool(fitting))


@rule(
    "action-plan-targets",
    title="Kecocokan target rencana aksi dengan target tahun",
    source="Rencana aksi mengikuti perjanjian kinerja; cara menjumlahkan: rancangan",
    mark=Mark.DESIGN,
    arguments=(
        Argument(
            "targets",
            list_of(
                record(
                    PeriodTarget,
                    Argument("number", INTEGER, "Nomor triwulan atau bulan"),
                    Argument("value", DECIMAL, "Target periode itu"),
                )
            ),
            "Target setiap periode",
        ),
        Argument("annual", DECIMAL, "Target tahun"),
        Argument("upper", DECIMAL, "Batas atas bila target berupa rentang", None),
        Argument("aggregation", choice(Aggregation), "Cara menggabungkan, boleh kosong", None),
    ),
    example={
        "targets": [{"number": 1, "value": "10"}, {"number": 2, "value": "30"}],
        "annual": "40",
        "aggregation": "SUM",
    },
)
def action_plan_targets(
    targets: list[PeriodTarget],
    annual: Decimal,
    upper: Decimal | None = None,
    aggregation: Aggregation | None = None,
) -> Outcome[PlanJudgement]:
    """The judgement with its explanation; TARGET_MISSING when no period has a target.

    Raises RuleInputError (DUPLICATE) when two targets are of one period.
    """
    by_number = {target.number: target.value for target in targets}
    if len(by_number) < len(targets):
        raise RuleInputError("targets", Problem.DUPLICATE)
    judged = judge_targets(by_number, annual=annual, upper=upper, aggregation=aggregation)
    if judged.reached is None:
        return Outcome(judged, Status.TARGET_MISSING, ())
    way = _WAYS.get(aggregation, _LAST) if aggregation else _LAST
    shown = format_decimal(judged.reached)
    whole = format_decimal(annual) if upper is None else _range(annual, upper)
    verdict = "cocok" if judged.fits else "berbeda, jelaskan atau perbaiki"
    steps = (
        Step(way, "; ".join(format_decimal(row.value) for row in targets), shown, _CLAUSE),
        Step("Dibanding target tahun", f"{shown} dan {whole}", verdict, _CLAUSE),
    )
    return Outcome(judged, Status.OK, steps)


def _range(low: Decimal, high: Decimal) -> str:
    return f"{format_decimal(low)}–{format_decimal(high)}"
