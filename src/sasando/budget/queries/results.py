"""What every programme with money came to: target reached, missed, or nothing anybody traced.

A programme is judged by the indicators of the objective it is meant to serve. Next year's budget
starts here. The support programme keeps the office running and is judged by nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from sasando.budget.imports.codes import stored_code
from sasando.core.errors import NotFoundForViewer
from sasando.planning.models import Indicator
from sasando.planning.policies import yardstick_for
from sasando.planning.queries.indicators import line_of, load_rows
from sasando.rules.absorption import absorption
from sasando.rules.codes import SUPPORT as SUPPORT_PROGRAMME
from sasando.rules.programme_results import ResultClass, programme_result
from sasando.rules.registry import Status
from sasando.rules.rollup import part_of

from .money_behind import Ground, money_of_programmes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sasando.budget.models import BudgetVersion
    from sasando.planning.queries.indicators import IndicatorLine

    from .money_behind import Part

ZERO: Final = Decimal(0)
# Stands beside the classes of the rule: money that no objective has to answer for.
SUPPORT: Final = "PENUNJANG"
CLASSES: Final = (*(found.value for found in ResultClass), SUPPORT)


class Untraced(StrEnum):
    """Why nobody can say what came of the money."""

    NO_PROGRAMME = "tanpa-program"
    AGENCY_UNTIED = "skpd-belum-dihubungkan"
    CODE_UNKNOWN = "kode-program-tidak-dikenal"
    NOT_ASSIGNED = "program-belum-diberikan"
    NO_OBJECTIVE = "tanpa-sasaran"
    NO_INDICATOR = "sasaran-tanpa-indikator"
    NOT_MEASURED = "belum-terukur"
    PARTLY_MEASURED = "terukur-sebagian"


@dataclass(frozen=True)
class ProgrammeResult:
    """A programme of an agency with its money in rupiah and what is known of its result.

    `class_code` is one of CLASSES. `why` is given for what cannot be traced. `paid` is None where
    no payment is known. `programme_ids` are the printed programmes it is the sum of.
    """

    agency_id: int
    agency_code: str
    agency_name: str
    unit_id: int | None
    unit_code: str
    programme_ids: Sequence[int]
    programme_code: str
    programme_name: str
    programme_node: int | None
    objective_id: int | None
    objective_code: str
    objective_text: str
    indicators: Sequence[IndicatorLine]
    class_code: str
    why: Untraced | None
    ceiling: Decimal
    paid: Decimal | None

    @property
    def measured(self) -> int:
        """How many indicators have an achievement."""
        return sum(line.status is Status.OK for line in self.indicators)

    @property
    def absorption(self) -> Decimal | None:
        """Payments in percent of the ceiling."""
        if self.paid is None:
            return None
        found = absorption(self.ceiling, self.paid).value
        return found.percent if found else None


@dataclass(frozen=True)
class ProgrammeResults:
    """Every programme of a version, by agency and code; `year` is the year of the results."""

    year: int
    ground: Ground
    rows: Sequence[ProgrammeResult]

    def of_class(self, class_code: str) -> Sequence[ProgrammeResult]:
        """The programmes of one class."""
        return [row for row in self.rows if row.class_code == class_code]


def programme_results(
    year: int, day: date, version: BudgetVersion | None = None
) -> ProgrammeResults:
    """What the programmes of a budget came to in a year, as known on a day; six queries at most.

    The money is that of the version in force on the day, or of the one given, which may be of
    another year: then the results of `year` are laid beside its programmes. Indicators that name a
    source of the system add that source's own queries. Raises NotFoundForViewer without a budget.
    """
    book = money_of_programmes(year, day, version)
    if book.ground is None:
        raise NotFoundForViewer(kind="versi anggaran")
    lines = _judged({part.objective_id for part in book.parts}, year, day)
    grouped: dict[tuple[int, str], list[Part]] = defaultdict(list)
    for part in book.parts:
        grouped[part.agency_id, part.programme_code].append(part)
    is_paid = book.ground.paid_until is not None
    rows = [_row(parts, lines, is_paid=is_paid) for parts in grouped.values()]
    rows.sort(key=lambda row: (row.agency_code, row.programme_code))
    return ProgrammeResults(year, book.ground, rows)


def programmes_of_class(
    version: BudgetVersion, class_code: str, *, year: int, day: date
) -> set[tuple[int, int]]:
    """Agency and printed programme, as rows of the budget's codes, whose result is of a class."""
    found = programme_results(year, day, version).of_class(class_code)
    return {(row.agency_id, programme) for row in found for programme in row.programme_ids}


def _judged(
    objectives: set[int | None], year: int, day: date
) -> Mapping[int | None, Sequence[IndicatorLine]]:
    """The indicators of objectives, judged for a year as known on a day."""
    rows = load_rows(Indicator.objects.filter(objective__in=objectives - {None}), day)
    yardstick = yardstick_for(year, day)
    found: dict[int | None, list[IndicatorLine]] = defaultdict(list)
    for row in rows:
        line = line_of(row, year, yardstick)
        found[line.indicator.objective_id].append(line)
    return found


def _row(
    parts: Sequence[Part],
    judged: Mapping[int | None, Sequence[IndicatorLine]],
    *,
    is_paid: bool,
) -> ProgrammeResult:
    """One programme of one agency; names typed differently under one code are one programme."""
    tied = next((part for part in parts if part.objective_id is not None), parts[0])
    lines = judged.get(tied.objective_id, ()) if tied.objective_id is not None else ()
    class_code, why = _class_of(tied, lines)
    return ProgrammeResult(
        agency_id=tied.agency_id,
        agency_code=tied.agency_code,
        agency_name=tied.agency_name,
        unit_id=tied.unit_id,
        unit_code=tied.unit_code,
        programme_ids=[part.programme_id for part in parts if part.programme_id is not None],
        programme_code=tied.programme_code,
        programme_name=tied.programme_name,
        programme_node=tied.programme_node,
        objective_id=tied.objective_id,
        objective_code=tied.objective_code,
        objective_text=tied.objective_text,
        indicators=lines,
        class_code=class_code,
        why=why,
        ceiling=sum((part.ceiling for part in parts), ZERO),
        paid=sum((part.paid for part in parts), ZERO) if is_paid else None,
    )


def _class_of(part: Part, lines: Sequence[IndicatorLine]) -> tuple[str, Untraced | None]:
    if part.objective_id is None and part.programme_id and _is_support(part.programme_code):
        return SUPPORT, None
    found = programme_result([part_of(line.figures.headline) for line in lines]).value
    if found is not ResultClass.UNTRACED:
        return found.value, None
    return found.value, _why(part, lines)


def _is_support(code: str) -> bool:
    return stored_code(code) == SUPPORT_PROGRAMME


def _why(part: Part, lines: Sequence[IndicatorLine]) -> Untraced:
    """The first thing that is missing on the way from the money to a figure."""
    if part.objective_id is not None:
        if not lines:
            return Untraced.NO_INDICATOR
        measured = any(line.status is Status.OK for line in lines)
        return Untraced.PARTLY_MEASURED if measured else Untraced.NOT_MEASURED
    missing = {
        Untraced.NO_PROGRAMME: part.programme_id is None,
        Untraced.AGENCY_UNTIED: part.unit_id is None,
        Untraced.CODE_UNKNOWN: part.programme_node is None,
        Untraced.NOT_ASSIGNED: part.link_id is None,
    }
    return next((why for why, is_so in missing.items() if is_so), Untraced.NO_OBJECTIVE)
