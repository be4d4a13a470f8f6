"""What one person writes down on one day, and what his superior makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import UUID

from sasando.seals.records import SALT_SIZE
from sasando.work.models import DailyEntry, EntryDecision

from .chance import chance
from .words import ANYWHERE, DEEDS, RETURN_NOTES, Field

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

COUNTS: Final = (2, 3, 3, 4, 4, 5)
LENGTHS: Final = (30, 45, 60, 60, 75, 90, 90, 120)
PAUSES: Final = (0, 0, 0, 5, 10, 15)
BREAK: Final = (720, 780)
EVENING: Final = (960, 1380)
OVERLAP, AT_ONCE, LAST_MINUTE = 0.04, 0.65, 0.05
CORRECTED, WITHDRAWN_OF_THESE = 0.02, 0.25
RETURNED, TAKEN_OVER = 0.06, 0.4
NOT_DECIDED: Final = ("", "", None, False)
# Mean hours until a superior decides: most within a day, some late, a few hardly ever.
PACES: Final = (4, 4, 5, 6, 6, 8, 8, 9, 10, 12, 14, 18, 24, 50, 300)


class Hours(NamedTuple):
    """The duty hours of a day in minutes from its midnight, and its instants in UTC."""

    first: int
    last: int
    midnight: datetime
    closes_at: datetime
    decide_by: datetime

    @property
    def is_shift_past_midnight(self) -> bool:
        """Whether the hours run into the next day."""
        return self.last > 1440


class Worker(NamedTuple):
    """Who writes: his post and unit, his agreed results, and whose turn it is to decide."""

    person_id: int
    position_id: int
    unit_id: int
    results: list[int]
    decider_id: int | None
    is_head: bool


class Line(NamedTuple):
    """One entry as it goes into the day, with the decision on it; `verdict` empty while waiting."""

    code: str
    key: UUID
    person_id: int
    position_id: int
    unit_id: int
    result_id: int
    kind: str
    start_minute: int
    end_minute: int
    activity: str
    quantity: Decimal
    measure: str
    replaces_code: str
    salt: bytes
    recorded_at: datetime
    closes_at: datetime
    decide_by: datetime
    is_replaced: bool = False
    verdict: str = ""
    note: str = ""
    decided_at: datetime | None = None
    escalated: bool = False


@dataclass
class Storyteller:
    """Tells days one after the other; `codes` gives the next unused public code."""

    now: datetime
    rng: Random
    codes: Iterator[str]

    def day_of(self, worker: Worker, hours: Hours, work: Field) -> Iterator[Line]:
        """The entries of one person's day that are recorded before now, corrections among them."""
        for start, end in self._spans(hours):
            line = self._line(worker, hours, work, start, end)
            if line is None:
                return
            mended = self._mended(line) if self.rng.random() < CORRECTED else None
            if mended is None:
                yield self._decided(line, worker)
            else:
                yield line._replace(is_replaced=True)
                yield self._decided(mended, worker)

    def _spans(self, hours: Hours) -> Iterator[tuple[int, int]]:
        rng = self.rng
        at = hours.first
        for _ in range(rng.choice(COUNTS)):
            start = at - 15 if at > hours.first and rng.random() < OVERLAP else at
            end = start + rng.choice(LENGTHS)
            if start < BREAK[1] and end > BREAK[0] and not hours.is_shift_past_midnight:
                start, end = BREAK[1], BREAK[1] + end - start
            if end > hours.last:
                return
            yield start, end
            at = end + rng.choice(PAUSES)

    def _line(self, worker: Worker, hours: Hours, work: Field, start: int, end: int) -> Line | None:
        rng = self.rng
        recorded_at = self._recorded_at(hours, end)
        if recorded_at >= self.now:
            return None
        subjects = ANYWHERE if rng.random() < 0.1 else DEEDS[work]
        if worker.is_head and rng.random() < 0.7:
            subjects = DEEDS[Field.LEAD]
        deed = rng.choice(subjects)
        return Line(
            code=next(self.codes),
            key=UUID(int=rng.getrandbits(128), version=4),
            person_id=worker.person_id,
            position_id=worker.position_id,
            unit_id=worker.unit_id,
            result_id=rng.choice(worker.results),
            kind=DailyEntry.Kind.WORK,
            start_minute=start,
            end_minute=end,
            activity=deed.text.format(n=rng.randint(1, 24)),
            quantity=Decimal(rng.randint(1, deed.most)),
            measure=deed.measure,
            replaces_code="",
            salt=rng.randbytes(SALT_SIZE),
            recorded_at=recorded_at,
            closes_at=hours.closes_at,
            decide_by=hours.decide_by,
        )

    def _recorded_at(self, hours: Hours, end: int) -> datetime:
        """Mostly soon after the work, often in the evening, sometimes just before the closing."""
        rng = self.rng
        last = int((hours.closes_at - hours.midnight).total_seconds()) // 60 - 2
        minute = end + rng.randint(1, 40)
        draw = rng.random()
        if draw > AT_ONCE and not hours.is_shift_past_midnight:
            minute = max(minute, rng.randint(*EVENING))
        if draw < LAST_MINUTE:
            minute = max(minute, last - rng.randint(0, 25))
        seconds = timedelta(seconds=rng.randint(0, 59), microseconds=rng.randint(0, 999_999))
        return hours.midnight + timedelta(minutes=min(minute, last)) + seconds

    def _mended(self, line: Line) -> Line | None:
        """A correction or withdrawal of a line, if there is still time for it."""
        rng = self.rng
        recorded_at = line.recorded_at + timedelta(minutes=rng.randint(3, 25))
        if recorded_at >= min(line.closes_at, self.now):
            return None
        is_withdrawn = rng.random() < WITHDRAWN_OF_THESE
        return line._replace(
            code=next(self.codes),
            key=UUID(int=rng.getrandbits(128), version=4),
            kind=DailyEntry.Kind.WITHDRAWAL if is_withdrawn else DailyEntry.Kind.WORK,
            quantity=line.quantity if is_withdrawn else line.quantity + 1,
            replaces_code=line.code,
            salt=rng.randbytes(SALT_SIZE),
            recorded_at=recorded_at,
        )

    def _decided(self, line: Line, worker: Worker) -> Line:
        if worker.decider_id is None or line.kind == DailyEntry.Kind.WITHDRAWAL:
            return line
        rng = self.rng
        hours = rng.expovariate(1 / _pace(worker.decider_id))
        decided_at = line.recorded_at + timedelta(hours=hours)
        escalated = decided_at >= line.decide_by
        if escalated:
            decided_at = line.decide_by + timedelta(hours=rng.uniform(1, 9))
        if decided_at >= self.now or (escalated and rng.random() > TAKEN_OVER):
            return line
        returned = rng.random() < RETURNED
        verdict = EntryDecision.Verdict
        return line._replace(
            verdict=verdict.RETURNED if returned else verdict.ACCEPTED,
            note=rng.choice(RETURN_NOTES) if returned else "",
            decided_at=decided_at,
            escalated=escalated,
        )


_paces: dict[int, int] = {}


def _pace(decider_id: int) -> int:
    """Mean hours in which this superior decides, the same on every day."""
    if decider_id not in _paces:
        _paces[decider_id] = chance("pace", decider_id).choice(PACES)
    return _paces[decider_id]
