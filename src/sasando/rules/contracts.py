"""Contracts: how far the work lags behind its schedule, and when that is critical.

Percentages of the work since the contract began; a delay is in percentage points and positive when
late. What was not told is unknown, never zero.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from sasando.rules.achievement import HUNDRED, ZERO
from sasando.rules.arguments import DATE, DECIMAL, INTEGER, Argument, record
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import format_decimal, format_percent, round_half_up
from sasando.rules.registry import Mark, Outcome, Status, Step, rule

_LKPP: Final = "Syarat kontrak LKPP, batas: kebijakan bertanggal [M]"
_PLAIN: Final = "Hitungan [D]"


class ContractClass(StrEnum):
    """Where a contract stands, the gravest first."""

    CRITICAL = "KRITIS"
    EXPIRED = "LEWAT"
    LATE = "TERLAMBAT"
    ON_TIME = "SESUAI"
    DONE = "SELESAI"
    UNKNOWN = "BELUM_DILAPORKAN"


CONTRACT_WORDS: Final = {
    ContractClass.CRITICAL: "kritis",
    ContractClass.EXPIRED: "lewat masa",
    ContractClass.LATE: "terlambat",
    ContractClass.ON_TIME: "sesuai jadwal",
    ContractClass.DONE: "fisik selesai",
    ContractClass.UNKNOWN: "fisik belum dilaporkan",
}


@dataclass(frozen=True)
class CriticalLimits:
    """From which delay, in points, a contract is critical.

    Up to `turning` percent of planned work the delay must exceed `early`, beyond it `late`.
    Raises RuleInputError (OUT_OF_ORDER, OUT_OF_RANGE).
    """

    turning: Decimal = Decimal(70)
    early: Decimal = Decimal(10)
    late: Decimal = Decimal(5)

    def __post_init__(self) -> None:
        if not 0 < self.turning < HUNDRED:
            raise RuleInputError("turning", Problem.OUT_OF_RANGE, self.turning)
        if not 0 <= self.late <= self.early:
            raise RuleInputError("late", Problem.OUT_OF_ORDER, self.late)


DEFAULT_LIMITS: Final = CriticalLimits()


@dataclass(frozen=True)
class ContractStanding:
    """A contract's class and its delay in points; None while one of the two figures is unknown."""

    verdict: ContractClass
    delay: Decimal | None


@rule(
    "contract-standing",
    title="Keterlambatan kontrak dan kontrak kritis",
    source="Kontrak kritis menurut syarat kontrak LKPP; batasnya kebijakan bertanggal",
    mark=Mark.MEMORY,
    arguments=(
        Argument("planned", DECIMAL, "Rencana fisik (persen), bila ada", None),
        Argument("actual", DECIMAL, "Realisasi fisik (persen), bila ada", None),
        Argument("ends_on", DATE, "Kontrak berakhir"),
        Argument("day", DATE, "Hari penilaian"),
        Argument("year", INTEGER, "Tahun anggaran"),
        Argument(
            "limits",
            record(
                CriticalLimits,
                Argument("turning", DECIMAL, "Batas rencana fisik (persen)"),
                Argument("early", DECIMAL, "Keterlambatan sampai batas itu (poin)"),
                Argument("late", DECIMAL, "Keterlambatan sesudah batas itu (poin)"),
            ),
            "Batas kontrak kritis",
            DEFAULT_LIMITS,
        ),
    ),
    example={
        "planned": 82, "actual": 76, "ends_on": "2026-12-15", "day": "2026-11-20", "year": 2026,
    },
)  # fmt: skip
def contract_standing(
    planned: Decimal | None = None,
    actual: Decimal | None = None,
    *,
    ends_on: date,
    day: date,
    year: int,
    limits: CriticalLimits = DEFAULT_LIMITS,
) -> Outcome[ContractStanding]:
    """The class of a contract on a day.

    Work that is done is done, however late. Without both figures the class is unknown
    (NOT_REPORTED), unless the term is over and the work is known not to be. Raises RuleInputError
    (OUT_OF_RANGE) for a percentage outside 0 to 100.
    """
    _refuse_no_percent(planned=planned, actual=actual)
    delay = None if planned is None or actual is None else planned - actual
    if actual is not None and actual >= HUNDRED:
        verdict, clause = ContractClass.DONE, _PLAIN
    elif actual is not None and day > ends_on:
        verdict, clause = ContractClass.EXPIRED, _PLAIN
    elif planned is None or delay is None:
        standing = ContractStanding(ContractClass.UNKNOWN, None)
        step = Step("Kelas kontrak", "tanpa laporan fisik", _word(standing), _PLAIN)
        return Outcome(standing, Status.NOT_REPORTED, (step,))
    elif _is_critical(planned, delay, ends_after=ends_on.year > year, limits=limits):
        verdict, clause = ContractClass.CRITICAL, _LKPP
    else:
        verdict, clause = (ContractClass.LATE if delay > 0 else ContractClass.ON_TIME), _LKPP
    standing = ContractStanding(verdict, delay)
    return Outcome(standing, Status.OK, _steps(planned, actual, standing, clause))


@rule(
    "contract-schedule",
    title="Rencana fisik menurut waktu kontrak",
    source="Bagian masa kontrak yang sudah lewat; dipakai bila jadwal kontrak belum dimuat",
    mark=Mark.DESIGN,
    arguments=(
        Argument("signed_on", DATE, "Kontrak ditandatangani"),
        Argument("ends_on", DATE, "Kontrak berakhir"),
        Argument("day", DATE, "Hari penilaian"),
    ),
    example={"signed_on": "2026-03-02", "ends_on": "2026-11-30", "day": "2026-10-31"},
)
def contract_schedule(signed_on: date, ends_on: date, day: date) -> Outcome[Decimal]:
    """The share of a contract's days that are over, both ends counted, in percent.

    Raises RuleInputError (OUT_OF_ORDER) when it ends before it begins.
    """
    if ends_on < signed_on:
        raise RuleInputError("ends_on", Problem.OUT_OF_ORDER, ends_on)
    days = (ends_on - signed_on).days + 1
    over = min(max((day - signed_on).days + 1, 0), days)
    percent = round_half_up(Decimal(over) * HUNDRED / days)
    step = Step("Hari yang lewat / masa kontrak × 100", f"{over} dari {days} hari",
                format_percent(percent), _PLAIN)  # fmt: skip
    return Outcome(percent, Status.OK, (step,))


def _refuse_no_percent(**figures: Decimal | None) -> None:
    for name, figure in figures.items():
        if figure is not None and not ZERO <= figure <= HUNDRED:
            raise RuleInputError(name, Problem.OUT_OF_RANGE, figure)


def _is_critical(
    planned: Decimal, delay: Decimal, *, ends_after: bool, limits: CriticalLimits
) -> bool:
    """Exactly at the turning point the earlier, wider limit still holds."""
    if planned <= limits.turning:
        return delay > limits.early
    return delay > limits.late or (delay > 0 and ends_after)


def _word(standing: ContractStanding) -> str:
    return CONTRACT_WORDS[standing.verdict]


def _steps(
    planned: Decimal | None, actual: Decimal | None, standing: ContractStanding, clause: str
) -> tuple[Step, ...]:
    verdict = Step("Kelas kontrak", _told(standing.delay), _word(standing), clause)
    if planned is None or actual is None or standing.delay is None:
        return (verdict,)
    return (
        Step(
            "Keterlambatan = rencana – realisasi fisik",
            f"{format_percent(planned)} – {format_percent(actual)}",
            _told(standing.delay),
            _PLAIN,
        ),
        verdict,
    )


def _told(delay: Decimal | None) -> str:
    return "tanpa rencana" if delay is None else f"{format_decimal(delay, 2)} poin"
