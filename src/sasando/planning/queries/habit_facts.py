"""The facts the habit detector judges by, gathered for a whole city in a fixed number of queries.

Which document speaks for an agency in a year: the last adopted version of the RKPD when it has
lines of that agency, else that of its Renja [D]. Which objective a line serves: what the line
says, else the line above it in the same document, else the Renstra or RPJMD that runs in that year.
A document in which no line at all names an objective could not say; then the standing link of the
agency's programme speaks, and without one nothing is known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db import connection
from django.db.models import Q

from sasando.planning.models import (
    AgencyProgramme,
    NomenclatureNode,
    NomenclatureReplacement,
    PlanCeiling,
    PlanDocument,
    PlanRow,
)
from sasando.rules.codes import NomenclatureCode, parse_nomenclature_code
from sasando.rules.errors import RuleInputError
from sasando.rules.habit import IndicatorKind, PlannedIndicator
from sasando.rules.targets import Target

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from decimal import Decimal

Kind = PlanDocument.Kind
Level = PlanRow.Level
JUDGED_LEVELS: Final = (Level.PROGRAMME, Level.ACTIVITY, Level.SUB_ACTIVITY)
# What speaks first for a year, and first for several years.
YEARLY: Final = (Kind.RKPD, Kind.RENJA)
LASTING: Final = (Kind.RENSTRA, Kind.RPJMD, Kind.RPD)
PROGRAMME_SEGMENTS: Final = 3

# The target of a yearly document is that of its own year.
INDICATORS: Final = """
SELECT held.row_id, held.text, held.measure, held.kind, aim.value, aim.upper, aim.text
FROM planning_planrowindicator held
JOIN planning_planrow line ON line.id = held.row_id
JOIN planning_plandocument document ON document.id = line.document_id
LEFT JOIN planning_planrowtarget aim
    ON aim.indicator_id = held.id AND aim.year = document.first_year
WHERE line.document_id = ANY(%(documents)s) AND line.level = ANY(%(levels)s)
    AND (%(units)s::bigint[] IS NULL OR line.unit_id = ANY(%(units)s))
ORDER BY held.row_id, held.number
"""


class PlanLine(NamedTuple):
    """A line of a plan document as it stands in the database; `objective` is a code or None."""

    id: int
    document_id: int
    unit_id: int
    level: str
    code: str
    name: str
    parent_id: int | None
    node_id: int | None
    objective: str | None
    is_example: bool


@dataclass(frozen=True)
class Document:
    """A version of a plan that counts."""

    id: int
    code: str
    kind: str
    unit_id: int | None
    first_year: int
    last_year: int
    version: int
    is_adopted: bool
    is_summary: bool

    @property
    def is_yearly(self) -> bool:
        return self.kind in YEARLY


@dataclass(frozen=True)
class YearOfUnit:
    """The lines of one agency in one year, by their code as printed and as the list keeps it."""

    document: Document
    lines: dict[str, PlanLine]
    stored: dict[str, PlanLine]

    def find(self, code: str) -> PlanLine | None:
        """The line with this code, or the support line that is kept under the same one."""
        return self.lines.get(code) or self.stored.get(stored_form(code))


@dataclass
class Facts:
    """Everything that was read; `judged` is the year to be judged."""

    judged: int
    documents: tuple[Document, ...]
    years: dict[tuple[int, int], YearOfUnit] = field(default_factory=dict)
    lines: dict[int, PlanLine] = field(default_factory=dict)
    indicators: dict[int, list[PlannedIndicator]] = field(default_factory=dict)
    ceilings: dict[int, Decimal] = field(default_factory=dict)
    silent: set[int] = field(default_factory=set)
    lasting: dict[tuple[int, str], list[tuple[range, str]]] = field(default_factory=dict)
    standing: dict[tuple[int, str], str] = field(default_factory=dict)
    prescribed: dict[int, str] = field(default_factory=dict)
    former: dict[str, list[str]] = field(default_factory=dict)

    @property
    def units(self) -> list[int]:
        """Agencies with lines in the judged year, in the order of their numbers."""
        return sorted(unit for unit, year in self.years if year == self.judged)

    def judged_lines(self) -> Iterator[PlanLine]:
        """The lines to be judged, agency by agency, by code."""
        for unit in self.units:
            own = self.years[unit, self.judged].lines
            yield from (own[code] for code in sorted(own))

    def known_years(self, unit: int) -> tuple[int, ...]:
        """The years for which a document of the agency was read."""
        return tuple(sorted(year for own, year in self.years if own == unit))


@lru_cache(maxsize=32_768)
def readable(code: str) -> NomenclatureCode | None:
    """A printed code as the nomenclature knows it, None when it cannot be read."""
    try:
        return parse_nomenclature_code(code)
    except RuleInputError:
        return None


def stored_form(code: str) -> str:
    """The code under which the nomenclature keeps a line; itself when it cannot be read."""
    read = readable(code)
    return read.stored if read else code


def documents_for(year: int, *, with_drafts: bool = False) -> tuple[Document, ...]:
    """The versions that count up to a year: the last adopted of each plan. One query.

    With drafts, the judged year is spoken for by its last version, adopted or not.
    """
    counting = Q(adopted_on__isnull=False)
    if with_drafts:
        counting |= Q(kind__in=YEARLY, first_year=year)
    found = (
        PlanDocument.objects.filter(counting, kind__in=[*YEARLY, *LASTING], first_year__lte=year)
        .order_by("kind", "unit_id", "first_year", "-version")
        .distinct("kind", "unit_id", "first_year")
    )
    return tuple(
        Document(
            row.pk, row.code, row.kind, row.unit_id, row.first_year, row.last_year, row.version,
            is_adopted=row.adopted_on is not None, is_summary=row.is_summary,
        )
        for row in found.defer("vision", "note")
    )  # fmt: skip


def facts_of(
    year: int, *, units: Collection[int] | None = None, with_drafts: bool = False
) -> Facts:
    """The facts for judging the lines of a year: of some agencies, or of the whole city.

    Seven queries, however many lines.
    """
    facts = Facts(year, documents_for(year, with_drafts=with_drafts))
    _read_lines(facts, units)
    yearly = [document.id for document in facts.documents if document.is_yearly]
    _read_indicators(facts, yearly, units)
    ceilings = PlanCeiling.objects.filter(row__document__in=yearly, **_within(units, "row__"))
    facts.ceilings = {
        row: amount
        for row, own, first, amount in ceilings.values_list(
            "row_id", "year", "row__document__first_year", "amount"
        )
        if own == first
    }
    _read_standing_links(facts)
    _read_nomenclature(facts)
    return facts


def _within(units: Collection[int] | None, prefix: str = "") -> dict[str, Collection[int]]:
    return {} if units is None else {f"{prefix}unit__in": units}


def _read_lines(facts: Facts, units: Collection[int] | None) -> None:
    by_id = {document.id: document for document in facts.documents}
    rows = PlanRow.objects.filter(
        document__in=by_id, level__in=JUDGED_LEVELS, **_within(units)
    ).values_list(
        "id", "document_id", "unit_id", "level", "code", "name", "parent_id", "node_id",
        "objective__code", "is_example",
    )  # fmt: skip
    facts.silent = set(by_id)
    spoken: dict[tuple[int, int], dict[str, list[PlanLine]]] = {}
    for row in map(PlanLine._make, rows):
        document = by_id[row.document_id]
        facts.lines[row.id] = row
        if row.objective:
            facts.silent.discard(document.id)
        if document.is_yearly:
            own = spoken.setdefault((row.unit_id, document.first_year), {})
            own.setdefault(document.kind, []).append(row)
        elif row.objective:
            span = range(document.first_year, document.last_year + 1)
            facts.lasting.setdefault((row.unit_id, row.code), []).append((span, row.objective))
    for key, kinds in spoken.items():
        lines = next(kinds[kind] for kind in YEARLY if kind in kinds)
        facts.years[key] = _year_of_unit(by_id[lines[0].document_id], lines)
    _ask_whole_documents(facts, units)


def _year_of_unit(document: Document, lines: Iterable[PlanLine]) -> YearOfUnit:
    by_code = {line.code: line for line in lines}
    support = {
        read.stored: line
        for code, line in by_code.items()
        if (read := readable(code)) is not None and read.is_support
    }
    return YearOfUnit(document, by_code, support)


def _ask_whole_documents(facts: Facts, units: Collection[int] | None) -> None:
    """Whether a document names objectives is a matter of all its lines, not of one agency's."""
    if units is not None and facts.silent:
        speaking = PlanRow.objects.filter(document__in=facts.silent, objective__isnull=False)
        facts.silent -= set(speaking.values_list("document_id", flat=True))


def _read_indicators(facts: Facts, documents: list[int], units: Collection[int] | None) -> None:
    wanted: dict[str, list[int] | list[str] | None] = {
        "documents": documents,
        "levels": [level.value for level in JUDGED_LEVELS],
        "units": None if units is None else list(units),
    }
    with connection.cursor() as cursor:
        cursor.execute(INDICATORS, wanted)
        for row, text, measure, kind, value, upper, label in cursor:
            facts.indicators.setdefault(row, []).append(
                PlannedIndicator(
                    text,
                    Target(_plain(value), _plain(upper), label or ""),
                    measure,
                    IndicatorKind(kind) if kind else None,
                )
            )


def _plain(value: Decimal | None) -> Decimal | None:
    """75.0000 as 75, 8.2400 as 8.24: targets are told in sentences."""
    if value is None:
        return None
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def _read_standing_links(facts: Facts) -> None:
    """The links of programmes to objectives that hold whatever the year; the newest list wins."""
    links = AgencyProgramme.objects.filter(objective__isnull=False).order_by("node__version")
    facts.standing = {
        (unit, code): objective
        for unit, code, objective in links.values_list("unit_id", "node__code", "objective__code")
    }


def _read_nomenclature(facts: Facts) -> None:
    nodes = NomenclatureNode.objects.filter(level=Level.SUB_ACTIVITY).exclude(indicator="")
    facts.prescribed = dict(nodes.values_list("id", "indicator"))
    replaced = NomenclatureReplacement.objects.order_by("node__version", "former_code")
    for code, former in replaced.values_list("node__code", "former_code"):
        facts.former.setdefault(code, []).append(former)


def objective_of(facts: Facts, line: PlanLine, year: int) -> str | None:
    """The objective a line serves in a year; "" for none, None when no document could say."""
    own = _said_in_document(facts, line)
    if own:
        return own
    program = ".".join(line.code.split(".")[:PROGRAMME_SEGMENTS])
    for code in dict.fromkeys((line.code, program)):
        for span, objective in facts.lasting.get((line.unit_id, code), ()):
            if year in span:
                return objective
    if line.document_id in facts.silent:
        return facts.standing.get((line.unit_id, program))
    return ""


def _said_in_document(facts: Facts, line: PlanLine) -> str:
    """The objective of the line or of the nearest line above it."""
    at: PlanLine | None = line
    while at is not None:
        if at.objective:
            return at.objective
        at = facts.lines.get(at.parent_id) if at.parent_id else None
    return ""


def same_line(facts: Facts, line: PlanLine, year: int) -> PlanLine | None:
    """The line in an earlier year: under its own code, else under the one it replaced.

    A sub-activity that replaced several of one agency's has no single past, so none is claimed.
    """
    lines = facts.years.get((line.unit_id, year))
    if lines is None:
        return None
    found = lines.find(line.code)
    if found is not None or line.level != Level.SUB_ACTIVITY:
        return found
    older = [lines.find(code) for code in facts.former.get(stored_form(line.code), ())]
    known = [one for one in older if one is not None]
    return known[0] if len(known) == 1 else None
