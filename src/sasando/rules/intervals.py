"""Working minutes of a day: the union of what was logged, never the sum of overlapping lines.

Minutes count from local midnight of the day a shift starts, so 21:00-07:00 is [1260, 1860) and
belongs wholly to its first day. Union, minus breaks, capped at the scheduled minutes [P].
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Final

from sasando.rules.arguments import INTEGER, Argument, list_of, record
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import format_percent, round_half_up
from sasando.rules.registry import Mark, Outcome, Status, Step, rule

MINUTES_PER_DAY: Final = 24 * 60
LAST_MINUTE: Final = 2 * MINUTES_PER_DAY


@dataclass(frozen=True, order=True)
class Interval:
    """Minutes [start, end) from local midnight, 0 to 2880 (the end of the next day)."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= LAST_MINUTE:
            raise RuleInputError("start", Problem.OUT_OF_RANGE, self.start)
        if not 0 <= self.end <= LAST_MINUTE:
            raise RuleInputError("end", Problem.OUT_OF_RANGE, self.end)
        if self.end <= self.start:
            raise RuleInputError("end", Problem.OUT_OF_ORDER, self.end)

    @property
    def minutes(self) -> int:
        """Its length."""
        return self.end - self.start


@dataclass(frozen=True)
class WorkedTime:
    """Counted minutes of a day, what they were before the cap, and the joined intervals."""

    minutes: int
    minutes_before_cap: int
    has_overlap: bool
    joined: tuple[Interval, ...]

    @property
    def is_capped(self) -> bool:
        """Whether more was logged than is counted."""
        return self.minutes < self.minutes_before_cap


def interval_of(start: time, end: time, *, is_night_shift: bool = False) -> Interval:
    """Local clock times as an interval; an end before the start is the next day's, at night only.

    Seconds are dropped. Raises RuleInputError (OUT_OF_ORDER) on "end" when the end is not after
    the start and the shift is not a night shift, or when both are equal.
    """
    first = start.hour * 60 + start.minute
    last = end.hour * 60 + end.minute
    if last < first and is_night_shift:
        last += MINUTES_PER_DAY
    return Interval(first, last)


def join(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The union as disjoint intervals in order; touching ones become one."""
    joined: list[Interval] = []
    for current in sorted(intervals):
        if joined and current.start <= joined[-1].end:
            joined[-1] = Interval(joined[-1].start, max(joined[-1].end, current.end))
        else:
            joined.append(current)
    return tuple(joined)


_INTERVAL = record(
    Interval,
    Argument("start", INTEGER, "Menit mulai sejak 00.00 setempat, 0–2880"),
    Argument("end", INTEGER, "Menit selesai (tidak termasuk), lebih besar dari mulai"),
)


@rule(
    "interval-union",
    title="Menit kerja sehari",
    source="Gabungan rentang waktu, dikurangi istirahat, dibatasi menit terjadwal: usulan",
    mark=Mark.PROPOSAL,
    arguments=(
        Argument("intervals", list_of(_INTERVAL), "Rentang kerja yang dicatat"),
        Argument("breaks", list_of(_INTERVAL), "Istirahat yang tidak dihitung", ()),
        Argument("cap", INTEGER, "Menit terjadwal hari itu; kosong berarti tanpa batas", None),
    ),
    example={"intervals": [{"start": 480, "end": 570}, {"start": 540, "end": 600}]},
)
def interval_union(
    intervals: Iterable[Interval], breaks: Iterable[Interval] = (), cap: int | None = None
) -> Outcome[WorkedTime]:
    """Minutes of the union of `intervals`, without `breaks`, at most `cap`.

    Raises RuleInputError (OUT_OF_RANGE) when `cap` is negative. Source: counting rules [P].
    """
    given = tuple(intervals)
    if cap is not None and cap < 0:
        raise RuleInputError("cap", Problem.OUT_OF_RANGE, cap)
    joined, pauses = join(given), join(breaks)
    logged, union = _total(given), _total(joined)
    rested = sum(_shared(work, pause) for work in joined for pause in pauses)
    worked = union - rested
    counted = worked if cap is None else min(worked, cap)
    steps = [
        Step(
            "Gabungan rentang", f"{len(given)} rentang, jumlah {logged} menit", f"{union} menit", _P
        )
    ]
    if rested:
        steps.append(Step("Dikurangi istirahat", f"{rested} menit", f"{worked} menit", _P))
    if counted < worked:
        steps.append(Step("Batas menit terjadwal", f"{cap} menit", f"{counted} menit", _P))
    result = WorkedTime(counted, worked, union < logged, joined)
    return Outcome(result, Status.OK, tuple(steps))


@rule(
    "minutes-share",
    title="Persentase menit kerja terhadap menit wajib",
    source="Hitungan menit; dibatasi 100 %: usulan",
    mark=Mark.PROPOSAL,
    arguments=(
        Argument("worked", INTEGER, "Menit kerja terhitung"),
        Argument("required", INTEGER, "Menit wajib"),
    ),
    example={"worked": 359, "required": 390},
)
def minutes_share(worked: int, required: int) -> Outcome[Decimal | None]:
    """Worked minutes as a percentage of the required ones, at most 100, 2 decimals.

    No required minutes: NOT_APPLICABLE. Raises RuleInputError on negative minutes.
    """
    for name, minutes in (("worked", worked), ("required", required)):
        if minutes < 0:
            raise RuleInputError(name, Problem.OUT_OF_RANGE, minutes)
    inputs = f"{minutes_text(worked)} dari {minutes_text(required)}"
    if required == 0:
        step = Step("Menit wajib nol", inputs, "tidak dinilai", _P)
        return Outcome(None, Status.NOT_APPLICABLE, (step,))
    share = min(round_half_up(Decimal(worked * 100) / required), Decimal(100))
    step = Step("Menit kerja / menit wajib × 100", inputs, format_percent(share), _P)
    return Outcome(share, Status.OK, (step,))


def minutes_text(minutes: int) -> str:
    """340 as "5 j 40 m"; under an hour only "40 m"."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} j {rest} m" if hours else f"{rest} m"


_P = "Kaidah hitung menit kerja [P]"


def _total(intervals: Iterable[Interval]) -> int:
    return sum(interval.minutes for interval in intervals)


def _shared(work: Interval, pause: Interval) -> int:
    return max(0, min(work.end, pause.end) - max(work.start, pause.start))
