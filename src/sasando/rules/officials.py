"""Who answered for a post on which days of a year, so that a handover splits no period unseen.

Sakip 1.5 asks that the period be reportable by official when one takes over from another [D].
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from itertools import pairwise

from sasando.rules.errors import Problem, RuleInputError

_DAY = timedelta(days=1)


class Hold(IntEnum):
    """How a post is held, the one who answers first [D].

    A Plh. stands in for somebody who is away for a short time and still answers himself; a Plt.
    holds a vacant post.
    """

    DEFINITIVE = 1
    PLT = 2
    PLH = 3


@dataclass(frozen=True)
class Tenure:
    """One person's time in a post, both ends included; `until` None is open."""

    who: str
    hold: Hold
    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the post is held on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class OfficialSpan:
    """Unbroken days of one year for which one person answered; `tenure` None is a vacant post.

    `quarter_days` are the days of it in each of the four quarters.
    """

    tenure: Tenure | None
    first: date
    last: date
    quarter_days: tuple[int, int, int, int]

    @property
    def days(self) -> int:
        """How many days, both ends counted."""
        return (self.last - self.first).days + 1


def official_spans(tenures: Sequence[Tenure], year: int) -> list[OfficialSpan]:
    """The days of a year by who answered for them, in order, without gap or overlap.

    Raises RuleInputError (OUT_OF_ORDER) for a tenure that ends before it begins.
    """
    for tenure in tenures:
        if tenure.until is not None and tenure.until < tenure.since:
            raise RuleInputError("until", Problem.OUT_OF_ORDER, tenure.until)
    begin, end = date(year, 1, 1), date(year, 12, 31)
    starts = {begin}
    for tenure in tenures:
        starts |= {tenure.since} if begin <= tenure.since <= end else set()
        if tenure.until is not None and begin <= tenure.until + _DAY <= end:
            starts.add(tenure.until + _DAY)
    merged: list[tuple[Tenure | None, date]] = []
    for day in sorted(starts):
        who = answering(tenures, day)
        if not merged or merged[-1][0] != who:
            merged.append((who, day))
    lasts = [day - _DAY for _who, day in merged[1:]] + [end]
    return [
        OfficialSpan(who, first, last, _by_quarter(first, last))
        for (who, first), last in zip(merged, lasts, strict=True)
    ]


def answering(tenures: Sequence[Tenure], day: date) -> Tenure | None:
    """Who answers for a post on a day; None while nobody holds it."""
    holding = [tenure for tenure in tenures if tenure.covers(day)]
    return min(holding, key=lambda tenure: (tenure.hold, tenure.since), default=None)


def _by_quarter(first: date, last: date) -> tuple[int, int, int, int]:
    starts = [date(first.year, month, 1) for month in (1, 4, 7, 10)] + [date(first.year + 1, 1, 1)]
    days = [
        max((min(last, following - _DAY) - max(first, start)).days + 1, 0)
        for start, following in pairwise(starts)
    ]
    return (days[0], days[1], days[2], days[3])
