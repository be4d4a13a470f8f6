"""When a day closes, and when a supervisor has to have decided.

"Closed is closed": the closing instant is exclusive. An entry is in time only when it was
recorded before it; the instant itself is late already. The model is proposed [P]; the city's own
regulation replaces it as a dated policy.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from sasando.rules.arguments import (
    CLOCK,
    DATE,
    INSTANT,
    INTEGER,
    ZONE,
    Argument,
    Kind,
    choice,
    record,
    utc_instant,
)
from sasando.rules.calendars import (
    CALENDAR,
    DEFAULT_CALENDAR,
    ONE_DAY,
    Calendar,
    add_working_days,
)
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.intervals import MINUTES_PER_DAY
from sasando.rules.numerals import format_date
from sasando.rules.registry import Mark, Outcome, Status, Step, rule

_LAST_SECOND: Final = timedelta(seconds=1)
_LONGEST_SHIFT_END: Final = timedelta(days=2)
_CLAUSE = "Kebijakan penutupan hari [P]"


class ClosingMode(StrEnum):
    """On which day an entry's day closes."""

    SAME_DAY = "SAME_DAY"
    NEXT_WORKING_DAY = "NEXT_WORKING_DAY"


_MODE_WORDS: Final = {
    ClosingMode.SAME_DAY: "tutup hari itu juga",
    ClosingMode.NEXT_WORKING_DAY: "tutup pada hari kerja berikutnya",
}


@dataclass(frozen=True)
class ClosingPolicy:
    """How days close, in force by date [P].

    `close_minute`: local minutes since midnight, 1440 is 24:00, the end of the day.
    `shift_grace_minutes`: time left to write after a shift that is still on at the closing.
    """

    mode: ClosingMode = ClosingMode.SAME_DAY
    close_minute: int = MINUTES_PER_DAY
    shift_grace_minutes: int = 60

    def __post_init__(self) -> None:
        if not 1 <= self.close_minute <= MINUTES_PER_DAY:
            raise RuleInputError("close_minute", Problem.OUT_OF_RANGE, self.close_minute)
        if not 0 <= self.shift_grace_minutes <= MINUTES_PER_DAY:
            raise RuleInputError(
                "shift_grace_minutes", Problem.OUT_OF_RANGE, self.shift_grace_minutes
            )


DEFAULT_CLOSING: Final = ClosingPolicy()


def closes_at(
    day: date,
    policy: ClosingPolicy,
    zone: tzinfo,
    shift_end: datetime | None = None,
    calendar: Calendar = DEFAULT_CALENDAR,
) -> datetime:
    """The first instant (UTC) at which nothing can be written to `day` any more.

    A shift that ends at or after the ordinary closing (a night shift) belongs to the day it
    starts, and closes at its own end plus the grace.
    Raises RuleInputError when `shift_end` has no zone (WITHOUT_ZONE) or does not lie within two
    days from the day's midnight (OUT_OF_RANGE).
    """
    ordinary = _ordinary_closing(day, policy, zone, calendar)
    if shift_end is None:
        return ordinary
    ends = utc_instant(shift_end, "shift_end")
    midnight = _local_midnight(day, zone)
    if not midnight < ends <= midnight + _LONGEST_SHIFT_END:
        raise RuleInputError("shift_end", Problem.OUT_OF_RANGE, shift_end)
    if ends < ordinary:
        return ordinary
    return ends + timedelta(minutes=policy.shift_grace_minutes)


def is_in_time(recorded_at: datetime, closing: datetime) -> bool:
    """Whether an entry recorded at `recorded_at` (server clock) beats its closing."""
    return recorded_at < closing


def decide_by(closing: datetime, working_days: int, calendar: Calendar, zone: tzinfo) -> datetime:
    """The first instant (UTC) at which a supervisor is too late to decide.

    The end of the k-th working day after the local day whose end was the closing. Raises
    RuleInputError (OUT_OF_RANGE) when `working_days` is below 1.
    """
    if working_days < 1:
        raise RuleInputError("working_days", Problem.OUT_OF_RANGE, working_days)
    last_day = _last_day(utc_instant(closing, "closes_at"), zone)
    return _local_midnight(add_working_days(last_day, working_days, calendar) + ONE_DAY, zone)


def sealable_at(closings: Iterable[datetime]) -> datetime:
    """When a day can be sealed: when the last of its entries' closings has come.

    Raises RuleInputError (EMPTY) without any closing.
    """
    instants = [utc_instant(closing, "closings") for closing in closings]
    if not instants:
        raise RuleInputError("closings", Problem.EMPTY)
    return max(instants)


def last_moment_text(closing: datetime, zone: tzinfo) -> str:
    """The last accepted minute as shown to people: "23.59 WITA"."""
    local = (closing - _LAST_SECOND).astimezone(zone)
    return f"{local:%H.%M} {local:%Z}"


def _policy(mode: ClosingMode, close_time: int, shift_grace_minutes: int) -> ClosingPolicy:
    return ClosingPolicy(mode, close_time, shift_grace_minutes)


POLICY: Kind[ClosingPolicy] = record(
    _policy,
    Argument("mode", choice(ClosingMode), "Hari penutupan", ClosingMode.SAME_DAY),
    Argument("close_time", CLOCK, "Jam tutup setempat, 24:00 akhir hari", MINUTES_PER_DAY),
    Argument("shift_grace_minutes", INTEGER, "Menit setelah giliran jaga berakhir", 60),
)


@rule(
    "closing-instant",
    title="Saat penutupan hari kerja",
    source="Pernyataan wali kota 17-9-2025 (tutup berarti tutup); cara menghitung: usulan",
    mark=Mark.PROPOSAL,
    arguments=(
        Argument("day", DATE, "Hari yang dicatat; giliran malam ikut tanggal mulainya"),
        Argument("zone", ZONE, "Zona waktu kota"),
        Argument("policy", POLICY, "Kebijakan penutupan", DEFAULT_CLOSING),
        Argument("shift_end", INSTANT, "Akhir giliran jaga", None),
        Argument("calendar", CALENDAR, "Kalender unit atau jadwal regu", DEFAULT_CALENDAR),
    ),
    example={
        "day": "2026-03-06",
        "zone": "Asia/Makassar",
        "policy": {"mode": "NEXT_WORKING_DAY"},
    },
)
def closing_instant(
    day: date,
    zone: tzinfo,
    policy: ClosingPolicy = DEFAULT_CLOSING,
    shift_end: datetime | None = None,
    calendar: Calendar = DEFAULT_CALENDAR,
) -> Outcome[datetime]:
    """The closing instant (UTC, exclusive) with its explanation. Raises as closes_at."""
    closing = closes_at(day, policy, zone, shift_end, calendar)
    ordinary = _ordinary_closing(day, policy, zone, calendar)
    inputs = f"{format_date(day)}, {_MODE_WORDS[policy.mode]}"
    steps = [Step("Penutupan biasa", inputs, _last(ordinary, zone), _CLAUSE)]
    if closing != ordinary:
        grace = f"akhir giliran + {policy.shift_grace_minutes} menit"
        steps.append(Step("Giliran melewati penutupan", grace, _last(closing, zone), _CLAUSE))
    return Outcome(closing, Status.OK, tuple(steps))


@rule(
    "decision-deadline",
    title="Batas waktu keputusan atasan",
    source="Batas atasan terpisah dari batas pegawai: usulan",
    mark=Mark.PROPOSAL,
    arguments=(
        Argument("closes_at", INSTANT, "Saat penutupan hari"),
        Argument("working_days", INTEGER, "Banyak hari kerja untuk memutuskan"),
        Argument("zone", ZONE, "Zona waktu kota"),
        Argument("calendar", CALENDAR, "Kalender unit atasan", DEFAULT_CALENDAR),
    ),
    example={
        "closes_at": "2026-03-09T16:00:00+00:00",
        "working_days": 2,
        "zone": "Asia/Makassar",
    },
)
def decision_deadline(
    closes_at: datetime,
    working_days: int,
    zone: tzinfo,
    calendar: Calendar = DEFAULT_CALENDAR,
) -> Outcome[datetime]:
    """The supervisor's deadline (UTC, exclusive) with its explanation. Raises as decide_by."""
    deadline = decide_by(closes_at, working_days, calendar, zone)
    inputs = f"tutup {_last(closes_at, zone)}, {working_days} hari kerja"
    step = Step("Batas keputusan atasan", inputs, _last(deadline, zone), _CLAUSE)
    return Outcome(deadline, Status.OK, (step,))


def _ordinary_closing(
    day: date, policy: ClosingPolicy, zone: tzinfo, calendar: Calendar
) -> datetime:
    if policy.mode is ClosingMode.NEXT_WORKING_DAY:
        day = calendar.next_working_day(day)
    if policy.close_minute == MINUTES_PER_DAY:
        return _local_midnight(day + ONE_DAY, zone)
    hour, minute = divmod(policy.close_minute, 60)
    return datetime.combine(day, time(hour, minute), tzinfo=zone).astimezone(UTC)


def _local_midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


def _last_day(closing: datetime, zone: tzinfo) -> date:
    return (closing - timedelta.resolution).astimezone(zone).date()


def _last(closing: datetime, zone: tzinfo) -> str:
    local = (closing - _LAST_SECOND).astimezone(zone)
    return f"terakhir {format_date(local.date())} {local:%H.%M.%S} {local:%Z}"
