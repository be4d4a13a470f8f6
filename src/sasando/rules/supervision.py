"""Who decides on a daily entry: a post, never a person's favour.

The chain is the posts above the author, nearest first. A post is filled by its definitive holder,
else a Plt (post vacant), else a Plh (holder away for a while), else the next post decides [P].
Nobody decides on his own entry, also not through an acting post. When the deadline passes the
next superior decides; the employee's being in time is not touched by it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sasando.rules.arguments import (
    BOOLEAN,
    DATE,
    INTEGER,
    TEXT,
    Argument,
    choice,
    list_of,
    record,
    utc_instant,
)
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import format_date
from sasando.rules.registry import Mark, Outcome, Status, Step, rule

_CLAUSE = "SE BKN 1/2021 tentang Plt. dan Plh. [V]; urutan pengganti [P]"


class Capacity(StrEnum):
    """In which capacity somebody fills a post, in order of precedence."""

    DEFINITIVE = "DEFINITIVE"
    PLT = "PLT"
    PLH = "PLH"


_TITLES = {Capacity.DEFINITIVE: "definitif", Capacity.PLT: "Plt.", Capacity.PLH: "Plh."}
_PRECEDENCE = tuple(Capacity)


@dataclass(frozen=True)
class Holder:
    """One person in a post, from a day to a day inclusive; `person` is a public code.

    `is_away` says that the holder cannot act now (leave, official trip) and a Plh may.
    """

    person: str
    capacity: Capacity
    since: date
    until: date | None = None
    is_away: bool = False

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise RuleInputError("until", Problem.OUT_OF_ORDER, self.until)

    def can_act(self, on: date) -> bool:
        """Whether this person acts for the post on that day."""
        is_in_range = self.since <= on and (self.until is None or on <= self.until)
        return is_in_range and not self.is_away


@dataclass(frozen=True)
class Post:
    """A post in the line of command and everyone appointed to it."""

    code: str
    holders: tuple[Holder, ...] = ()

    def acting_holder(self, on: date) -> Holder | None:
        """Who acts for the post on that day; None when nobody does."""
        able = [holder for holder in self.holders if holder.can_act(on)]
        return min(able, key=lambda h: _PRECEDENCE.index(h.capacity), default=None)


@dataclass(frozen=True)
class Decider:
    """The person whose decision counts now, through which post, how many levels up (0 nearest)."""

    person: str
    post: str
    capacity: Capacity
    level: int


def deciders(chain: Sequence[Post], author: str, on: date) -> tuple[Decider, ...]:
    """All who may decide, nearest first, each person once, the author never.

    A person who acts for two posts of the chain counts once: passing the entry from him to
    himself would be no escalation.
    """
    found: dict[str, Decider] = {}
    for level, post in enumerate(chain):
        holder = post.acting_holder(on)
        if holder and holder.person != author and holder.person not in found:
            found[holder.person] = Decider(holder.person, post.code, holder.capacity, level)
    return tuple(found.values())


def decider_for(
    chain: Sequence[Post], author: str, on: date, escalations: int = 0
) -> Decider | None:
    """Who decides on that local day after so many missed deadlines; None when nobody can.

    At the top of the chain the last one keeps the duty. Raises RuleInputError (OUT_OF_RANGE)
    when `escalations` is negative.
    """
    if escalations < 0:
        raise RuleInputError("escalations", Problem.OUT_OF_RANGE, escalations)
    able = deciders(chain, author, on)
    return able[min(escalations, len(able) - 1)] if able else None


def escalations_due(now: datetime, deadlines: Iterable[datetime]) -> int:
    """How many superiors in turn have let their deadline (exclusive instant) pass."""
    moment = utc_instant(now, "now")
    return sum(moment >= utc_instant(deadline, "deadlines") for deadline in deadlines)


_HOLDER = record(
    Holder,
    Argument("person", TEXT, "Kode pegawai, bukan NIP"),
    Argument("capacity", choice(Capacity), "Definitif, Plt., atau Plh."),
    Argument("since", DATE, "Mulai berlaku"),
    Argument("until", DATE, "Hari terakhir; kosong berarti belum berakhir", None),
    Argument("is_away", BOOLEAN, "Sedang berhalangan", default=False),
)
_POST = record(
    Post,
    Argument("code", TEXT, "Kode jabatan"),
    Argument("holders", list_of(_HOLDER), "Pejabat yang ditetapkan", ()),
)


@rule(
    "decider",
    title="Atasan yang berwenang memutuskan catatan harian",
    source="SE BKN 1/SE/I/2021; urutan pengganti dan eskalasi: usulan",
    mark=Mark.PROPOSAL,
    arguments=(
        Argument("chain", list_of(_POST), "Jabatan di atas pegawai, terdekat lebih dulu"),
        Argument("author", TEXT, "Kode pegawai yang mencatat"),
        Argument("on", DATE, "Tanggal setempat"),
        Argument("escalations", INTEGER, "Banyak batas waktu atasan yang terlewat", 0),
    ),
    example={
        "chain": [
            {
                "code": "KADIS",
                "holders": [{"person": "kabid-x", "capacity": "PLT", "since": "2026-01-01"}],
            },
            {
                "code": "SEKDA",
                "holders": [{"person": "sekda", "capacity": "DEFINITIVE", "since": "2025-01-01"}],
            },
        ],
        "author": "kabid-x",
        "on": "2026-03-06",
    },
)
def explained_decider(
    chain: Sequence[Post], author: str, on: date, escalations: int = 0
) -> Outcome[Decider | None]:
    """decider_for with a line for each post of the chain. Raises as decider_for."""
    chosen = decider_for(chain, author, on, escalations)
    steps = tuple(_post_step(post, author, on) for post in chain)
    if chosen is None:
        step = Step("Tidak ada atasan yang dapat memutuskan", author, "–", _CLAUSE)
        return Outcome(None, Status.NOT_APPLICABLE, (*steps, step))
    inputs = f"{escalations} batas waktu terlewat"
    return Outcome(chosen, Status.OK, (*steps, Step("Pemutus", inputs, chosen.person, _CLAUSE)))


def _post_step(post: Post, author: str, on: date) -> Step:
    holder = post.acting_holder(on)
    if holder is None:
        return Step(f"Jabatan {post.code}", format_date(on), "tidak terisi, naik", _CLAUSE)
    inputs = f"{holder.person} ({_TITLES[holder.capacity]})"
    is_self = holder.person == author
    outcome = "catatan sendiri, naik" if is_self else "dapat memutuskan"
    return Step(f"Jabatan {post.code}", inputs, outcome, _CLAUSE)
