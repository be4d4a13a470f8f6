"""Agencies beside agencies of their own kind, each against its own plan and its own last year.

There is no order over all of them: a district does not answer for what a hospital answers for.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Q

from sasando.core import clock, policies
from sasando.core.errors import NotPermitted
from sasando.organization.models import Unit
from sasando.planning.models import Indicator
from sasando.planning.periods import Span
from sasando.planning.queries.indicators import yardstick_on
from sasando.rules.registry import Status
from sasando.rules.rollup_tree import Node, roll_up_tree
from sasando.scoreboard.access import may_see_rows
from sasando.scoreboard.addresses import achievement_url
from sasando.scoreboard.kinds import by_kind
from sasando.scoreboard.periods import known_at

from .achievement import judged
from .agreements import agreements_below, in_force
from .last_year import figures_before
from .results import band_mark
from .units import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from sasando.organization.queries import Viewer
    from sasando.planning.policies import Yardstick
    from sasando.rules.rollup import RollUp
    from sasando.rules.rollup_tree import Figure

    from .achievement import Judged, JudgedItem
    from .results import BandMark

LevelType = Indicator.LevelType
DELIVERED = frozenset({LevelType.INPUT, LevelType.PROCESS, LevelType.OUTPUT})
BY_PLAN = "rencana"
WIDEST_OPEN = 12
Kind = Unit.Kind
# What a paper promises in words of its own counts among its indicators, and is never counted.
NOT_MEASURED = (Status.NOT_APPLICABLE, Status.NOT_APPLICABLE)
# Units that are shown even when they have signed nothing: the missing agreement is the message.
EXPECTED = frozenset(
    {
        Kind.SETDA, Kind.SETWAN, Kind.INSPEKTORAT, Kind.DINAS, Kind.BADAN, Kind.SATUAN, Kind.RSUD,
        Kind.KECAMATAN, Kind.KELURAHAN,
    }
)  # fmt: skip


@dataclass(frozen=True)
class EnoughData:
    """From how many counted indicators, and from which share of all, a unit is compared."""

    indicators: int
    percent: Decimal

    def holds(self, rolled: RollUp) -> bool:
        """Whether a roll-up rests on enough."""
        share = Decimal(rolled.counted * 100) / (rolled.total or 1)
        return rolled.counted >= self.indicators and share >= self.percent


@dataclass(frozen=True)
class Difficulty:
    """What makes figures of two units hard to compare."""

    indicators: int
    outputs: int
    too_low: int

    @property
    def output_share(self) -> Decimal | None:
        """Share of indicators that measure what was spent, done or delivered; percent."""
        return Decimal(self.outputs * 100) / self.indicators if self.indicators else None


@dataclass(frozen=True)
class UnitResult:
    """A unit against its signed targets; `value` is None where too little is counted."""

    unit: Unit
    name: str
    url: str
    value: Decimal | None
    last_year: Decimal | None
    rolled: RollUp | None
    band: BandMark | None
    difficulty: Difficulty
    why_not: str

    @property
    def counted_text(self) -> str:
        if self.rolled is None:
            return "belum ada perjanjian yang berlaku"
        return f"{self.rolled.counted} dari {self.rolled.total} indikator terhitung"

    @property
    def change(self) -> Decimal | None:
        """Percentage points gained since the same quarter of last year."""
        if self.value is None or self.last_year is None:
            return None
        return self.value - self.last_year


@dataclass(frozen=True)
class UnitGroup:
    """Units of one kind."""

    label: str
    units: tuple[UnitResult, ...]
    is_open: bool

    @property
    def compared(self) -> list[UnitResult]:
        return [row for row in self.units if row.value is not None]

    @property
    def not_compared(self) -> list[UnitResult]:
        return [row for row in self.units if row.value is None]


@dataclass(frozen=True)
class Comparison:
    """Everything the page of agencies shows."""

    span: Span
    before: Span
    as_of: datetime
    groups: tuple[UnitGroup, ...]
    enough: EnoughData
    too_low_above: Decimal

    @property
    def units(self) -> list[UnitResult]:
        return [row for group in self.groups for row in group.units]


def comparison(
    *, viewer: Viewer, span: Span, now: datetime, order: str = "", open_all: bool = False
) -> Comparison:
    """The units the viewer may see the board of, by kind. Seven queries, whatever their number.

    An indicator that names a source of the system adds that source's own. Raises NotPermitted for
    a viewer without any post.
    """
    if not viewer.posts:
        raise NotPermitted
    seen_at = known_at(span, now)
    enough = enough_data(clock.local_day(now))
    yardstick = yardstick_on(span.year, seen_at)
    city = Unit.objects.get(parent=None)
    binding = in_force(agreements_below(city, span.year))
    found = judged(binding, seen_at, span.year)
    rolled = _Rolled(found, span, seen_at)
    signed = {row.unit_id for row in binding}
    results = [
        _result(unit, rolled=rolled, enough=enough, yardstick=yardstick, span=span, viewer=viewer)
        for unit in _units(viewer, clock.local_day(now), signed)
    ]
    return Comparison(
        span=span,
        before=Span(span.year - 1, span.quarter),
        as_of=seen_at,
        groups=tuple(_groups(results, order, open_all=open_all)),
        enough=enough,
        too_low_above=yardstick.limits.low_target_above,
    )


def enough_data(day: date) -> EnoughData:
    """When a unit may be compared (policy `cukup-data-perbandingan`)."""
    value = policies.value_on("cukup-data-perbandingan", day)
    return EnoughData(value["indikator_terhitung"], Decimal(value["bagian_persen"]))


def _units(viewer: Viewer, day: date, signed: set[int]) -> list[Unit]:
    """Units in the viewer's scope and his own; of the smaller kinds only those with agreement."""
    own = {post.unit_id for post in viewer.posts}
    seen = Unit.objects.current(day).filter(viewer.scope_filter("path") | Q(pk__in=own))
    return [
        row
        for row in seen.exclude(kind=Kind.CITY).order_by("name")
        if row.kind in EXPECTED or row.pk in signed or row.pk in own
    ]


class _Rolled:
    """The means of every unit over its own objectives, this year and last, in one pass."""

    def __init__(self, found: Judged, span: Span, seen_at: datetime) -> None:
        self.items: dict[int, list[JudgedItem]] = {}
        for row in found.items:
            self.items.setdefault(row.agreement.unit_id, []).append(row)
        before = figures_before([row.indicator for row in found.items], span, seen_at)
        nodes: list[Node] = []
        self._place: dict[int, int] = {}
        for unit_id, items in self.items.items():
            nodes += [Node(figures=(_headline(row), before[row.indicator.pk])) for row in items]
            by_objective: dict[int, list[int]] = {}
            for place, row in enumerate(items, len(nodes) - len(items)):
                by_objective.setdefault(row.item.objective_id, []).append(place)
            first = len(nodes)
            nodes += [Node(children=places) for places in by_objective.values()]
            nodes += [Node(figures=NOT_MEASURED)] * items[0].agreement.own_words
            self._place[unit_id] = len(nodes)
            nodes.append(Node(children=range(first, len(nodes))))
        cap = found.yardstick.limits.aggregation_cap
        self._tree = roll_up_tree(nodes, periods=2, cap=cap)

    def of_unit(self, unit_id: int) -> tuple[RollUp, RollUp] | None:
        """This year and last year; None without agreement."""
        place = self._place.get(unit_id)
        if place is None:
            return None
        return self._tree.roll_up(place, 0), self._tree.roll_up(place, 1)


def _headline(row: JudgedItem) -> Figure:
    headline = row.figures.headline
    return headline.status if headline.value is None else headline.value.value


def _result(
    unit: Unit,
    *,
    rolled: _Rolled,
    enough: EnoughData,
    yardstick: Yardstick,
    span: Span,
    viewer: Viewer,
) -> UnitResult:
    both, items = rolled.of_unit(unit.pk), rolled.items.get(unit.pk, [])
    now, before = both or (None, None)
    is_enough = now is not None and enough.holds(now)
    value = now.value if now is not None and is_enough else None
    url = ""
    if may_see_rows(viewer, unit) and items:
        url = achievement_url(unit.code, tahun=span.year, triwulan=span.quarter)
    return UnitResult(
        unit=unit,
        name=name_of(unit),
        url=url,
        value=value,
        last_year=before.value if before is not None and enough.holds(before) else None,
        rolled=now,
        band=band_mark(value, yardstick),
        difficulty=_difficulty(items),
        why_not="" if is_enough else _why_not(now, items),
    )


def _difficulty(items: Iterable[JudgedItem]) -> Difficulty:
    rows = list(items)
    values = [row.figures.headline.value for row in rows]
    return Difficulty(
        indicators=len(rows),
        outputs=sum(row.indicator.level_type in DELIVERED for row in rows),
        too_low=sum(value is not None and value.is_target_too_low for value in values),
    )


def _why_not(rolled: RollUp | None, items: Iterable[JudgedItem]) -> str:
    if rolled is None:
        return "belum ada perjanjian yang berlaku"
    waiting = sum(row.figures.headline.status is Status.NOT_REPORTED for row in items)
    return f"{waiting} indikator belum dilaporkan" if waiting else "terlalu sedikit yang terhitung"


def _groups(results: Sequence[UnitResult], order: str, *, open_all: bool) -> Iterable[UnitGroup]:
    """The kinds that occur; a long list of units keeps all but its first group folded."""
    is_short = len(results) <= WIDEST_OPEN
    is_first = True
    for label, own in by_kind(results, lambda row: row.unit.kind):
        own.sort(key=_by_plan if order == BY_PLAN else _by_name)
        yield UnitGroup(label, tuple(own), open_all or is_short or is_first)
        is_first = False


def _by_name(row: UnitResult) -> tuple[object, ...]:
    return (row.name,)


def _by_plan(row: UnitResult) -> tuple[object, ...]:
    return (row.value is None, row.value or Decimal(0), row.name)
