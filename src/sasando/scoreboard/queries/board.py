"""The page *Papan* of any unit: what needs a decision, the agendas, and the units below it.

It reads totals of closed days and short work lists, so it costs the same after ten years.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from sasando.budget.queries.money_behind import Money, MoneyBook, money_of_programmes
from sasando.budget.shown import NO_BUDGET, paid_url
from sasando.core import clock, policies
from sasando.core.templatetags.sasando_format import hari_tanggal, persen, rupiah
from sasando.planning.models import PriorityAgenda
from sasando.scoreboard.access import may_see_rows
from sasando.scoreboard.addresses import (
    achievement_url,
    board_url,
    days_in_words,
    filing_url,
    reverse,
    waiting_url,
)
from sasando.scoreboard.kinds import by_kind
from sasando.seals.models import SealedDay

from .achievement import Judged, judged
from .agreements import agreements_below, in_force
from .decisions import Decision, Grounds, decisions_from
from .filing import FilingDay, filing_by_row
from .units import OWN, Family, family_of, name_of, own_family
from .waiting import Waiting, WaitingSummary, waiting_summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.organization.models import Unit
    from sasando.organization.queries import Viewer
    from sasando.planning.trends import Trend

    from .figures import AgendaLine

# Four weeks: twenty working days of an office, fewer when a holiday is among them.
DAYS_READ = 28
DECISIONS_SHOWN = 7
# A phone has room for a dozen units; of more, so many stand open and the others are folded.
UNITS_UNFOLDED, UNITS_FIRST = 12, 7
OF_AGENCY = "anggaran dicatat per perangkat daerah"


@dataclass(frozen=True)
class TrendSeries:
    """Values of a few periods, oldest first, for the small line."""

    values: Sequence[Decimal | None]
    target: Decimal | None
    finding: str


@dataclass(frozen=True)
class Figure:
    """A percentage with the address of its rows ("" where they are not open to the viewer)."""

    value: Decimal | None
    url: str = ""
    note: str = ""
    is_behind: bool = False


@dataclass(frozen=True)
class CountFigure:
    """A number of things with the address of its rows."""

    value: int
    url: str = ""
    note: str = ""
    is_behind: bool = False


@dataclass(frozen=True)
class UnitRow:
    """One unit on the board."""

    name: str
    url: str
    filing: Figure
    overdue: CountFigure
    achievement: Figure
    absorption: Figure
    trend: TrendSeries | None
    kind: str = ""

    @property
    def shortfall(self) -> Decimal:
        """How far it stays behind plan: the larger gap to 100 % of filing and achievement."""
        known = [row.value for row in (self.filing, self.achievement) if row.value is not None]
        return max((Decimal(100) - value for value in known), default=Decimal(0))


@dataclass(frozen=True)
class Agenda:
    """A priority agenda with its leading indicator."""

    name: str
    url: str
    measure: str
    source: str
    source_url: str
    note: str
    value: Decimal | None
    target: Decimal | None
    decimals: int
    value_url: str
    target_url: str
    as_of: date | None
    trend: Trend | None


@dataclass(frozen=True)
class SealLine:
    """The seal of the last closed day."""

    day: date
    url: str
    head: str
    entries: int
    sealed_at: datetime


@dataclass(frozen=True)
class BoardPage:
    """Everything the board shows. `decisions` is None for whoever decides on nothing here."""

    unit_name: str
    as_of: datetime
    scope_note: str
    decisions: Sequence[Decision] | None
    decisions_more_url: str | None
    decisions_total: int
    agendas: Sequence[Agenda]
    units_label: str
    units_order: str
    units: Sequence[UnitRow]
    seal: SealLine | None
    is_open: bool = False

    @property
    def first_units(self) -> Sequence[UnitRow]:
        """Those shown at once: all of a short list, of a long one the furthest behind its plan."""
        return self.units if len(self.units) <= UNITS_UNFOLDED else self.units[:UNITS_FIRST]

    @property
    def folded_units(self) -> list[tuple[str, list[UnitRow]]]:
        """The others of a long list, by kind."""
        return list(by_kind(self.units[len(self.first_units) :], lambda row: row.kind))


@dataclass(frozen=True)
class Facts:
    """What the rows of one board are made of."""

    family: Family
    filing: dict[str, list[FilingDay]]
    waiting: WaitingSummary
    judged: Judged
    threshold: Decimal
    money: MoneyBook
    with_rows: bool


def board_page(
    *,
    viewer: Viewer,
    now: datetime,
    code: str = "",
    all_decisions: bool = False,
    open_all: bool = False,
) -> tuple[Family, BoardPage]:
    """The board of a unit, or of the viewer's own. Eleven queries, whatever the history.

    Raises NotFoundForViewer.
    """
    today = clock.local_day(now)
    family = family_of(viewer, code, today) if code else own_family(viewer, today)
    seals = list(SealedDay.objects.order_by("-day").defer("closings")[:DAYS_READ])
    agreements = agreements_below(family.unit, today.year)
    facts = Facts(
        family=family,
        filing=filing_by_row(family, [row.day for row in seals]),
        waiting=waiting_summary(family, now),
        judged=judged(in_force(agreements), now, today.year),
        threshold=filing_threshold(today),
        money=money_of_programmes(today.year, today),
        with_rows=may_see_rows(viewer, family.unit),
    )
    rows = _unit_rows(facts, now)
    grounds = Grounds(
        family, facts.filing, facts.waiting, facts.judged, agreements, facts.threshold
    )
    decisions = decisions_from(grounds, now) if facts.with_rows else None
    total = len(decisions or ())
    shown = total if all_decisions else DECISIONS_SHOWN
    return family, BoardPage(
        unit_name=name_of(family.unit),
        as_of=now,
        scope_note=_scope_note(facts.money),
        decisions=None if decisions is None else decisions[:shown],
        decisions_more_url="?putusan=semua" if total > shown else None,
        decisions_total=total,
        agendas=_agendas(facts),
        units_label=family.children_label if family.children else "Unit ini",
        units_order="yang paling jauh di bawah rencana di atas",
        units=rows,
        seal=_seal(seals[0]) if seals else None,
        is_open=open_all,
    )


def filing_threshold(day: date) -> Decimal:
    """Below how many percent a unit's filing counts as behind (policy `ambang-papan`)."""
    return Decimal(policies.value_on("ambang-papan", day)["pengisian_persen"])


def _unit_rows(facts: Facts, now: datetime) -> list[UnitRow]:
    """The units below, the worst against its plan first, and the unit itself where it has people
    or an agreement of its own.
    """
    rows = []
    for key, unit in facts.family.rows:
        known = key in facts.filing or key in facts.waiting.overdue
        if key or known or not facts.family.children or facts.judged.of_unit(unit.pk):
            rows.append(_unit_row(facts, key, unit, now))
    return sorted(rows, key=lambda row: (-row.shortfall, -row.overdue.value, row.name))


def _unit_row(facts: Facts, key: str, unit: Unit, now: datetime) -> UnitRow:
    itself = not key and bool(facts.family.children)
    filed = facts.filing.get(key, [])
    return UnitRow(
        name=f"Langsung di {name_of(unit)}" if itself else name_of(unit),
        url=board_url(unit.code) if facts.with_rows and key else "",
        filing=_filing(facts, unit, filed, itself=itself),
        overdue=_overdue(facts, unit, key, now, itself=itself),
        achievement=_achievement(facts, unit, itself=itself),
        absorption=_absorption(facts.money, unit),
        trend=_trend(filed, facts.threshold),
        kind=unit.kind,
    )


def _absorption(book: MoneyBook, unit: Unit) -> Figure:
    """What a unit paid of its ceiling; only an agency has a ceiling of its own."""
    if book.ground is None:
        return Figure(None, note=NO_BUDGET)
    parts = [part for part in book.parts if part.unit_id == unit.pk]
    if not parts:
        return Figure(None, note=OF_AGENCY)
    money = Money(book.ground, parts)
    return Figure(money.absorption, paid_url(money), f"pagu {rupiah(money.ceiling)}")


def _scope_note(book: MoneyBook) -> str:
    return f"Serapan menurut {book.ground.words}." if book.ground else f"Serapan: {NO_BUDGET}."


def _filing(facts: Facts, unit: Unit, filed: list[FilingDay], *, itself: bool) -> Figure:
    if not filed:
        return Figure(None, note="belum ada yang wajib mengisi")
    last = filed[-1]
    only = {"unit": OWN} if itself else {}
    return Figure(
        value=last.rate,
        url=filing_url(unit.code, last.day, **only) if facts.with_rows else "",
        note=f"{last.counted_text}, {hari_tanggal(last.day)}",
        is_behind=last.rate < facts.threshold,
    )


def _overdue(facts: Facts, unit: Unit, key: str, now: datetime, *, itself: bool) -> CountFigure:
    found = facts.waiting.overdue.get(key, Waiting())
    only = {"unit": OWN} if itself else {}
    return CountFigure(
        value=found.count,
        url=waiting_url(unit.code, lewat="on", **only) if facts.with_rows else "",
        note=f"terlama {days_in_words(now - found.oldest)}" if found.oldest else "",
        is_behind=found.count > 0,
    )


def _achievement(facts: Facts, unit: Unit, *, itself: bool) -> Figure:
    found = facts.judged.of_unit(unit.pk)
    if found is None:
        return Figure(None, note="belum ada perjanjian yang berlaku")
    url = achievement_url(unit.code) if facts.with_rows else ""
    note = f"perjanjian seluruh unit, {found.counted_text}" if itself else found.counted_text
    return Figure(found.value, url, note, found.is_low)


def _trend(filed: list[FilingDay], threshold: Decimal) -> TrendSeries | None:
    if len(filed) < 2:
        return None
    first, last = filed[0], filed[-1]
    if last.rate == first.rate:
        finding = f"Pengisian tetap {persen(last.rate)} dalam {len(filed)} hari kerja"
    else:
        way = "naik" if last.rate > first.rate else "turun"
        finding = (
            f"Pengisian {way} dari {persen(first.rate)} menjadi {persen(last.rate)} dalam "
            f"{len(filed)} hari kerja"
        )
    return TrendSeries([row.rate for row in filed], threshold, finding)


def _agendas(facts: Facts) -> list[Agenda]:
    """All agendas on the city's board; elsewhere those with an indicator owned in the branch."""
    unit, lines = facts.family.unit, facts.judged.agendas
    if unit.parent_id is None:
        agendas = list(PriorityAgenda.objects.order_by("number"))
    else:
        lines = [row for row in lines if _owns(unit, row)]
        known = {row.indicator.agenda for row in lines if row.indicator.agenda}
        agendas = sorted(known, key=lambda row: row.number)
    return [
        _agenda(agenda, [row for row in lines if row.indicator.agenda_id == agenda.pk])
        for agenda in agendas
    ]


def _owns(unit: Unit, line: AgendaLine) -> bool:
    owner = line.indicator.owner
    return owner is not None and owner.path.startswith(unit.path)


def _agenda(agenda: PriorityAgenda, lines: Sequence[AgendaLine]) -> Agenda:
    """An agenda by the first of its indicators that has a value, else by the first."""
    line = next((row for row in lines if row.value is not None), next(iter(lines), None))
    if line is None:
        return Agenda(
            agenda.name, "", "", "", "", "belum ada indikator", None, None, 0, "", "", None, None
        )
    url = reverse("planning:indicator", args=[line.indicator.code])
    goal, latest = line.figures.goal, line.latest
    notes = [line.indicator.name] + (["contoh"] if line.is_example else [])
    if len(lines) > 1:
        notes.append(f"satu dari {len(lines)} indikator")
    if latest is not None:
        notes.append(latest.span.label)
    return Agenda(
        name=agenda.name,
        url=url,
        measure=line.indicator.measure,
        source=latest.source if latest else line.indicator.data_source,
        source_url=url,
        note=", ".join(notes),
        value=line.value,
        target=goal.value if goal else None,
        decimals=line.indicator.decimals,
        value_url=url,
        target_url=url,
        as_of=latest.as_of if latest else None,
        trend=line.trend,
    )


def _seal(row: SealedDay) -> SealLine:
    url = reverse("seals:day", args=[row.day.isoformat()])
    return SealLine(row.day, url, row.short_root, row.entry_count, row.sealed_at)
