"""Example plan documents: RPJMD programmes, Renstra of some agencies, RKPD of four years.

Names, indicators and units are those of the real nomenclature; targets and ceilings are made up and
every row says so. Much is repeated from year to year, some of it without an objective, so that a
look for habit finds something.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.db import transaction

from sasando.core import clock
from sasando.core.listings.judging import new_ids
from sasando.core.listings.writing import copy_rows
from sasando.core.models import User
from sasando.organization.queries import viewer_for
from sasando.planning.actions.alignment import align_objective
from sasando.planning.actions.documents import (
    LegalAct,
    NewPlan,
    adopt_plan,
    amend_plan,
    draft_plan,
)
from sasando.planning.models import (
    AgencyProgramme,
    NomenclatureNode,
    Objective,
    PlanCeiling,
    PlanDocument,
    PlanRow,
    PlanRowIndicator,
    PlanRowTarget,
)
from sasando.planning.nomenclature import SUPPORT

from .chance import chance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

RPJMD = "RPJMD-2025-2029"
YEARS: Final = (2024, 2025, 2026, 2027)
RENSTRA_UNITS: Final = ("DLHK", "DINKES", "DISDIKBUD", "PUPR", "BAPPEDA", "DISHUB", "DINSOS")
RENJA_UNITS: Final = ("DLHK", "DINKES")
MILLION: Final = 1_000_000
# Of a programme so many activities, and of an activity so many sub-activities, get a line.
ACTIVITIES, SUB_ACTIVITIES = 2, 2
# The share of sub-activities that come back every year whatever happens.
REPEATED: Final = 0.7
# The share of those whose target also stands still, of programmes without a link of their own that
# serve their field's objective, and of programmes and activities with an indicator of their own.
STILL, SERVING, MEASURED = 0.3, 0.75, 0.8
# Which example objective a field of affairs mostly serves.
OBJECTIVE_OF_FIELD: Final = {
    "1.01": "SASARAN-1.1", "1.02": "SASARAN-1.2", "1.03": "SASARAN-7.2", "1.04": "SASARAN-7.2",
    "1.05": "SASARAN-5.1", "1.06": "SASARAN-6.1", "2.07": "SASARAN-2.1", "2.08": "SASARAN-1.1",
    "2.09": "SASARAN-4.1", "2.11": "SASARAN-5.2", "2.12": "SASARAN-3.2", "2.14": "SASARAN-1.2",
    "2.16": "SASARAN-3.2", "2.17": "SASARAN-2.2", "2.18": "SASARAN-8.1", "2.19": "SASARAN-1.1",
    "3.25": "SASARAN-2.1", "3.26": "SASARAN-8.2", "3.27": "SASARAN-2.1", "3.30": "SASARAN-4.1",
    "3.31": "SASARAN-2.1", "4.01": "SASARAN-3.1", "5.01": "SASARAN-3.1", "5.02": "SASARAN-3.3",
    "5.03": "SASARAN-3.1", "6.01": "SASARAN-4.2", "7.01": "SASARAN-3.2",
}  # fmt: skip
# Which national goals an example objective serves. Some serve none, so that the page about it finds
# something; what the city enters replaces it.
SERVED: Final = {
    "SASARAN-1.1": ("AC-4",), "SASARAN-1.2": ("AC-4",), "SASARAN-2.1": ("AC-3", "AC-5"),
    "SASARAN-2.2": ("AC-3", "AC-6"), "SASARAN-3.1": ("AC-7",), "SASARAN-3.2": ("AC-7",),
    "SASARAN-5.2": ("AC-2", "AC-8"), "SASARAN-6.1": ("AC-4", "AC-6"), "SASARAN-7.1": ("AC-8",),
    "SASARAN-7.2": ("AC-3",), "SASARAN-8.1": ("AC-3", "AC-7"), "SASARAN-8.2": ("AC-3",),
}  # fmt: skip
Level = PlanRow.Level


@dataclass(frozen=True)
class Leaf:
    """A sub-activity an agency carries out, with what a year of it costs."""

    node: NomenclatureNode
    cost: int
    target: int
    is_repeated: bool
    is_still: bool


@dataclass(frozen=True)
class Course:
    """A programme of an agency with the activities it is made of."""

    unit_id: int
    unit_code: str
    prefix: str
    node: NomenclatureNode
    objective_id: int | None
    activities: tuple[tuple[NomenclatureNode, tuple[Leaf, ...]], ...]

    def printed(self, node: NomenclatureNode) -> str:
        """The code as the agency prints it: support programmes carry its own first field."""
        if not node.code.startswith("X.XX"):
            return node.code
        return f"{self.prefix}{node.code.removeprefix('X.XX')}"

    def cost(self, year: int) -> int:
        """What the programme costs in a year, from what lies below it."""
        return sum(
            price(leaf, year) for _activity, leaves in self.activities for leaf in _of(leaves, year)
        )

    @property
    def leaves(self) -> list[Leaf]:
        return [leaf for _activity, leaves in self.activities for leaf in leaves]


@dataclass
class Sheaf:
    """Lines of one document, gathered and then copied at once."""

    document: PlanDocument
    rows: list[tuple[object, ...]] = field(default_factory=list)
    indicators: list[tuple[object, ...]] = field(default_factory=list)
    targets: list[tuple[int, int, Decimal]] = field(default_factory=list)
    ceilings: list[tuple[int, int, Decimal]] = field(default_factory=list)
    ids: dict[tuple[int, str], int] = field(default_factory=dict)
    free: list[int] = field(default_factory=list)

    def line(
        self,
        course: Course,
        node: NomenclatureNode,
        *,
        parent: NomenclatureNode | None = None,
        leaf: Leaf | None,
        costs: dict[int, int],
        years: Iterable[int],
    ) -> None:
        """A line for a row of the nomenclature, measured by the indicator of one sub-activity."""
        code = course.printed(node)
        pk = self._next()
        self.ids[course.unit_id, code] = pk
        above = self.ids[course.unit_id, course.printed(parent)] if parent else None
        objective = course.objective_id if node.level == Level.PROGRAMME else None
        self.rows.append(
            (
                pk, self.document.pk, course.unit_id, node.level, code, node.name, above, node.pk,
                objective, "Kota Kupang", "", "", True,
            )
        )  # fmt: skip
        self.ceilings += [(pk, year, Decimal(cost)) for year, cost in costs.items() if cost]
        if leaf is None:
            return
        if node.level == Level.PROGRAMME and _is_measured(course, node):
            words = node.name.lower().removeprefix("program ")
            self._indicator(pk, leaf, years, (f"Tingkat keberhasilan {words}", "OUTCOME", "persen"))
        else:
            text = leaf.node.indicator or f"Jumlah keluaran {leaf.node.name}"
            self._indicator(pk, leaf, years, (text, "OUTPUT", leaf.node.measure or "dokumen"))

    def _indicator(
        self, row: int, leaf: Leaf, years: Iterable[int], said: tuple[str, str, str]
    ) -> None:
        """An indicator by its text, kind and measure, with the targets of a sub-activity."""
        pk = self._next()
        self.indicators.append((pk, row, 1, *said, str(leaf.target)))
        self.targets += [(pk, year, _aim(leaf, year)) for year in years]

    def _next(self) -> int:
        if not self.free:
            # Lines and indicators share one stock of numbers; each table only needs them unique.
            self.free = new_ids(PlanRow, 500)[::-1]
        return self.free.pop()

    def write(self) -> None:
        """Copy everything into the draft."""
        copy_rows(
            PlanRow,
            (
                "id", "document_id", "unit_id", "level", "code", "name", "parent_id", "node_id",
                "objective_id", "location", "funding", "reason", "is_example",
            ),
            self.rows,
        )  # fmt: skip
        numbers = new_ids(PlanRowIndicator, len(self.indicators))
        renumbered = dict(zip((row[0] for row in self.indicators), numbers, strict=True))
        copy_rows(
            PlanRowIndicator,
            ("id", "row_id", "number", "text", "kind", "measure", "baseline"),
            [(renumbered[row[0]], *row[1:]) for row in self.indicators],
        )
        copy_rows(
            PlanRowTarget,
            ("indicator_id", "year", "value", "text"),
            [(renumbered[pk], year, value, "") for pk, year, value in self.targets],
        )
        copy_rows(PlanCeiling, ("row_id", "year", "amount"), self.ceilings)


@transaction.atomic
def load_plan_documents(now: datetime) -> int:
    """Example plans beside the RPJMD; how many documents are new. Standing ones are left alone."""
    if PlanDocument.objects.filter(kind="RKPD").exists():
        return 0
    courses = _courses()
    if not courses:
        return 0
    _fill_rpjmd(courses)
    made = [_yearly(now, courses, year) for year in YEARS]
    own = {unit: [row for row in courses if row.unit_code == unit] for unit in RENSTRA_UNITS}
    made += [_renstra(now, unit, rows) for unit, rows in own.items() if rows]
    made += [_renja(now, unit, own[unit]) for unit in RENJA_UNITS if own.get(unit)]
    _amended(now)
    _aligned(now)
    return len(made)


def _courses() -> list[Course]:
    """Every programme of every agency with some of what lies below it."""
    assigned = list(
        AgencyProgramme.objects.select_related("node", "unit").order_by("unit__code", "node__code")
    )
    below: dict[int, list[NomenclatureNode]] = {}
    versions = {row.node.version for row in assigned}
    nodes = NomenclatureNode.objects.filter(version__in=versions, level__in=LEVELS_BELOW)
    for node in nodes.order_by("code"):
        below.setdefault(node.parent_id or 0, []).append(node)
    objectives = dict(Objective.objects.values_list("code", "pk"))
    prefixes: dict[str, str] = {}
    for row in assigned:
        if row.node.code[:1] != "X":
            prefixes.setdefault(row.unit.code, row.node.code[:4])
    return [
        Course(
            row.unit_id, row.unit.code, prefixes[row.unit.code], row.node,
            row.objective_id or _objective(row, objectives), _activities(row, below),
        )
        for row in assigned
        if row.unit.code in prefixes
    ]  # fmt: skip


def _objective(row: AgencyProgramme, objectives: dict[str, int]) -> int | None:
    """The objective of the programme's field, for most programmes and never for support."""
    if chance("serving", row.unit.code, row.node.code).random() >= SERVING:
        return None
    return objectives.get(OBJECTIVE_OF_FIELD.get(row.node.code[:4], ""))


LEVELS_BELOW: Final = (Level.ACTIVITY, Level.SUB_ACTIVITY)


def _activities(
    row: AgencyProgramme, below: dict[int, list[NomenclatureNode]]
) -> tuple[tuple[NomenclatureNode, tuple[Leaf, ...]], ...]:
    rng = chance("plan-documents", row.unit.code, row.node.code)
    found = []
    for activity in below.get(row.node_id, [])[:ACTIVITIES]:
        leaves = tuple(
            Leaf(
                node,
                rng.randint(8, 90) * 5 * MILLION,
                rng.randint(1, 40),
                rng.random() < REPEATED,
                rng.random() < STILL,
            )
            for node in below.get(activity.pk, [])[:SUB_ACTIVITIES]
        )
        found.append((activity, leaves))
    return tuple(found)


def price(leaf: Leaf, year: int) -> int:
    """What a sub-activity costs in a year: three in a hundred more each year, out of habit."""
    grown = leaf.cost * (100 + 3 * (year - YEARS[0])) // 100
    return grown // MILLION * MILLION


def _of(leaves: Sequence[Leaf], year: int) -> list[Leaf]:
    """The sub-activities of a year: those that come back, and the others every second year."""
    return [leaf for leaf in leaves if leaf.is_repeated or (year + leaf.target) % 2 == 0]


def _aim(leaf: Leaf, year: int) -> Decimal:
    """A target that stays the same where habit rules, and grows elsewhere."""
    grown = 0 if leaf.is_repeated and leaf.is_still else max(year - YEARS[0], 0)
    return Decimal(leaf.target + grown)


def _fill_rpjmd(courses: Sequence[Course]) -> None:
    """Programmes for which the RPJMD has an objective, and those that keep an office running."""
    document = PlanDocument.objects.filter(code=RPJMD, is_summary=True).first()
    if document is None or document.rows.exists():
        return
    sheaf = Sheaf(document)
    for course in courses:
        if course.objective_id is None and course.node.code != SUPPORT:
            continue
        costs = {year: course.cost(year) for year in document.years}
        leaf = next(iter(course.leaves), None)
        sheaf.line(course, course.node, leaf=leaf, costs=costs, years=document.years)
    sheaf.write()


def _is_measured(course: Course, node: NomenclatureNode) -> bool:
    """Whether an activity has an indicator, or a programme one of a result instead of an output."""
    return chance("measured", course.unit_code, node.code).random() < MEASURED


def _draft(kind: str, first: int, last: int, unit: str = "") -> PlanDocument:
    version = max(
        NomenclatureNode.objects.values_list("version", flat=True).distinct(), default=None
    )
    plan = NewPlan(kind, first, last, unit, nomenclature_version=version, is_example=True)
    return draft_plan(viewer=None, plan=plan)


def _fill(document: PlanDocument, courses: Sequence[Course]) -> None:
    sheaf = Sheaf(document)
    years = document.years
    for course in courses:
        leaf = next(iter(course.leaves), None)
        costs = {year: course.cost(year) for year in document.ceiling_years}
        sheaf.line(course, course.node, leaf=leaf, costs=costs, years=years)
        for activity, leaves in course.activities:
            own_leaf = next(iter(leaves), None) if _is_measured(course, activity) else None
            sheaf.line(course, activity, parent=course.node, leaf=own_leaf, costs={}, years=years)
            for own in _of(leaves, document.first_year):
                prices = {year: price(own, year) for year in document.ceiling_years}
                sheaf.line(course, own.node, parent=activity, leaf=own, costs=prices, years=years)
    sheaf.write()


def _yearly(now: datetime, courses: Sequence[Course], year: int) -> PlanDocument:
    document = _draft("RKPD", year, year)
    _fill(document, courses)
    return _adopted(now, document, date(year - 1, 7, 1))


def _renstra(now: datetime, unit: str, courses: Sequence[Course]) -> PlanDocument:
    document = _draft("RENSTRA", 2025, 2029, unit)
    _fill(document, courses)
    return _adopted(now, document, date(2025, 9, 19))


def _renja(now: datetime, unit: str, courses: Sequence[Course]) -> PlanDocument:
    year = clock.local_day(now).year
    document = _draft("RENJA", year, year, unit)
    _fill(document, courses)
    return _adopted(now, document, date(year - 1, 8, 1))


def _adopted(now: datetime, document: PlanDocument, day: date) -> PlanDocument:
    """Adopted where the day has come; next year's plan stays a draft until then."""
    if day > clock.local_day(now):
        return document
    act = LegalAct(f"Contoh Perwal {document.code}", day)
    return adopt_plan(viewer=None, now=now, code=document.code, act=act)


def _amended(now: datetime) -> None:
    """This year's RKPD has been amended once: somewhat more money, one target raised."""
    year = clock.local_day(now).year
    document = PlanDocument.objects.filter(code=f"RKPD-{year}", adopted_on__isnull=False).first()
    if document is None:
        return
    amended = amend_plan(viewer=None, code=document.code)
    first = amended.rows.filter(level=Level.PROGRAMME).order_by("unit__code", "code")[:5]
    for row in first:
        for ceiling in row.ceilings.filter(year=year):
            ceiling.amount += 25 * MILLION
            ceiling.save(update_fields=["amount"])
    _adopted(now, amended, date(year, 9, 1))


def _aligned(now: datetime) -> None:
    """Objectives with the national goals they serve, entered by the planner as an example."""
    planner = viewer_for(User.objects.get(username="perencana"), clock.local_day(now))
    standing = set(Objective.objects.filter(code__in=SERVED).values_list("code", flat=True))
    for code, goals in SERVED.items():
        if code in standing:
            notes = dict.fromkeys(goals, "")
            align_objective(viewer=planner, code=code, notes=notes, is_example=True)
