"""What will be paid by the end of the year: four methods, always shown together with their names.

None is the truth: the city sees how far each was off in past years (`mean_error`). Amounts in
rupiah, never above the ceiling. A method that lacks its facts says which, and gives no figure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from sasando.rules.achievement import HUNDRED, ZERO
from sasando.rules.arguments import DECIMAL, INTEGER, Argument
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import format_percent, format_rupiah, round_half_up
from sasando.rules.registry import Mark, Outcome, Status, Step, rule

LEAST_PLAN: Final = Decimal(10)
MONTHS: Final = 12
_CLAUSE: Final = "Cara perkiraan [D]"


class Method(StrEnum):
    """How a year-end figure is projected."""

    PLAN_RATIO = "PLAN_RATIO"
    RUN_RATE = "RUN_RATE"
    HISTORY = "HISTORY"
    CONTRACTS = "CONTRACTS"


METHOD_WORDS: Final = {
    Method.PLAN_RATIO: "Menurut rencana kas",
    Method.RUN_RATE: "Menurut laju bulanan",
    Method.HISTORY: "Menurut pola tahun lalu",
    Method.CONTRACTS: "Menurut kontrak dan gaji",
}


class Lacking(StrEnum):
    """Why a method gives no figure."""

    PLAN_TOO_SMALL = "PLAN_TOO_SMALL"
    NO_MONTH_YET = "NO_MONTH_YET"
    NO_HISTORY = "NO_HISTORY"
    NO_CONTRACTS = "NO_CONTRACTS"


LACKING_WORDS: Final = {
    Lacking.PLAN_TOO_SMALL: "rencana kas sampai bulan ini masih di bawah 10 %",
    Lacking.NO_MONTH_YET: "belum ada bulan yang selesai",
    Lacking.NO_HISTORY: "belum ada pola tahun-tahun lalu",
    Lacking.NO_CONTRACTS: "nilai kontrak dan gaji yang mengikat belum dicatat",
}


@dataclass(frozen=True)
class Forecast:
    """One projection: the amount in rupiah and as a share of the ceiling, or what it lacks."""

    method: Method
    amount: Decimal | None
    percent: Decimal | None
    lacking: Lacking | None = None


@rule(
    "year-end-forecast",
    title="Perkiraan realisasi akhir tahun menurut empat cara",
    source="Rencana kas, laju, pola, kontrak; batas paling tinggi pagu",
    mark=Mark.DESIGN,
    arguments=(
        Argument("ceiling", DECIMAL, "Pagu (rupiah)"),
        Argument("paid", DECIMAL, "SP2D sampai akhir bulan terakhir yang selesai (rupiah)"),
        Argument("months", INTEGER, "Banyaknya bulan yang selesai, 0 sampai 12"),
        Argument("planned", DECIMAL, "Anggaran kas sampai bulan itu (rupiah)", None),
        Argument(
            "usual_share", DECIMAL, "Rata-rata bagian setahun yang biasa tercapai (persen)", None
        ),
        Argument("committed", DECIMAL, "Sisa kontrak dan gaji yang mengikat (rupiah)", None),
    ),
    example={
        "ceiling": 12_000_000_000,
        "paid": 3_540_000_000,
        "months": 6,
        "planned": 4_800_000_000,
    },
)
def year_end_forecast(
    *,
    ceiling: Decimal,
    paid: Decimal,
    months: int,
    planned: Decimal | None = None,
    usual_share: Decimal | None = None,
    committed: Decimal | None = None,
) -> Outcome[tuple[Forecast, ...]]:
    """All four projections, in fixed order.

    `usual_share` is the average share of the year's payments reached by the end of that month in
    past years, in percent. Raises RuleInputError (OUT_OF_RANGE).
    """
    _refuse(ceiling, months, planned, usual_share, committed)
    found = (
        _by_plan(ceiling, paid, planned),
        _by_run_rate(ceiling, paid, months),
        _by_history(ceiling, paid, usual_share),
        _by_contracts(ceiling, paid, committed),
    )
    status = Status.OK if ceiling else Status.NOT_APPLICABLE
    return Outcome(found, status, tuple(_step(row, paid) for row in found))


def mean_error(pairs: Sequence[tuple[Decimal, Decimal]]) -> Decimal | None:
    """How far forecasts were off: the mean of |forecast - actual| / actual x 100, in percent.

    `pairs` hold forecast and actual in rupiah; pairs without actual payments are left out. None
    when nothing is left.
    """
    errors = [abs(guess - actual) * HUNDRED / actual for guess, actual in pairs if actual > 0]
    return round_half_up(sum(errors, ZERO) / len(errors)) if errors else None


def usual_share(years: Iterable[Sequence[Decimal]], closed: int) -> Decimal | None:
    """The mean share of a year's payments reached by a month, in percent.

    `years` hold twelve monthly payments each; years without payments are left out, None when none
    is left. Shares outside 0 to 100 (after large refunds) are left out too. Part of method 3 [D].
    """
    shares = [
        sum(paid[:closed], ZERO) * HUNDRED / total
        for paid in years
        if (total := sum(paid, ZERO)) > 0
    ]
    fit = [share for share in shares if 0 <= share <= HUNDRED]
    return round_half_up(sum(fit, ZERO) / len(fit), 4) if fit else None


def _by_plan(ceiling: Decimal, paid: Decimal, planned: Decimal | None) -> Forecast:
    if not planned or planned * HUNDRED < LEAST_PLAN * ceiling:
        return Forecast(Method.PLAN_RATIO, None, None, Lacking.PLAN_TOO_SMALL)
    return _made(Method.PLAN_RATIO, paid * ceiling / planned, ceiling)


def _by_run_rate(ceiling: Decimal, paid: Decimal, months: int) -> Forecast:
    if not months:
        return Forecast(Method.RUN_RATE, None, None, Lacking.NO_MONTH_YET)
    return _made(Method.RUN_RATE, paid * MONTHS / months, ceiling)


def _by_history(ceiling: Decimal, paid: Decimal, usual_share: Decimal | None) -> Forecast:
    if not usual_share:
        return Forecast(Method.HISTORY, None, None, Lacking.NO_HISTORY)
    return _made(Method.HISTORY, paid * HUNDRED / usual_share, ceiling)


def _by_contracts(ceiling: Decimal, paid: Decimal, committed: Decimal | None) -> Forecast:
    if committed is None:
        return Forecast(Method.CONTRACTS, None, None, Lacking.NO_CONTRACTS)
    return _made(Method.CONTRACTS, paid + committed, ceiling)


def _made(method: Method, amount: Decimal, ceiling: Decimal) -> Forecast:
    capped = round_half_up(min(max(amount, ZERO), ceiling), 0)
    percent = round_half_up(capped * HUNDRED / ceiling) if ceiling else None
    return Forecast(method, capped, percent)


def _refuse(
    ceiling: Decimal,
    months: int,
    planned: Decimal | None,
    usual_share: Decimal | None,
    committed: Decimal | None,
) -> None:
    amounts = {"ceiling": ceiling, "planned": planned, "committed": committed}
    for name, amount in amounts.items():
        if amount is not None and amount < 0:
            raise RuleInputError(name, Problem.OUT_OF_RANGE, amount)
    if not 0 <= months <= MONTHS:
        raise RuleInputError("months", Problem.OUT_OF_RANGE, months)
    if usual_share is not None and not 0 <= usual_share <= HUNDRED:
        raise RuleInputError("usual_share", Problem.OUT_OF_RANGE, usual_share)


def _step(row: Forecast, paid: Decimal) -> Step:
    if row.lacking is not None:
        return Step(METHOD_WORDS[row.method], LACKING_WORDS[row.lacking], "tidak dihitung", _CLAUSE)
    shown = format_rupiah(row.amount or ZERO)
    if row.percent is not None:
        shown = f"{shown} ({format_percent(row.percent)})"
    return Step(METHOD_WORDS[row.method], f"SP2D {format_rupiah(paid)}", shown, _CLAUSE)
