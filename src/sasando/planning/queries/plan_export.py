"""The lines of a plan in the very columns of its lists, so that an export can be loaded again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sasando.planning.imports.columns import THREAD, ceiling_name, target_name
from sasando.planning.imports.standing import standing_lines
from sasando.planning.models import Mission, Objective, PlanDocument

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sasando.core.listings.columns import Listing
    from sasando.planning.imports.standing import StandingIndicator, StandingLine
    from sasando.rules.targets import Target

# Codes sort as text so that parents come before their children.
OWN_LEVELS = ("TUJUAN", "SASARAN")


def export_rows(document: PlanDocument, listing: Listing) -> Iterator[list[Any]]:
    """The rows of a list of a document, cells in the order of its columns."""
    values = _thread_values(document) if listing.code == THREAD else _line_values(document)
    for row in values:
        yield [row.get(column.name) for column in listing.columns]


def _line_values(document: PlanDocument) -> Iterator[dict[str, Any]]:
    for (unit, _code), line in standing_lines(document).items():
        if document.unit_id is None and line.row.level in OWN_LEVELS:
            continue
        yield from _rows_of(line, unit)


def _rows_of(line: StandingLine, unit: str) -> Iterator[dict[str, Any]]:
    """The first row of a line says all of it, the others only what is theirs."""
    row = line.row
    key = {"unit": unit, "level": row.level, "code": row.code}
    own = {
        "parent": row.parent.code if row.parent and row.parent.level in OWN_LEVELS else "",
        "name": row.name,
        "objective": row.objective.code if row.objective else "",
        "location": row.location,
        "funding": row.funding,
        "reason": row.reason,
        "is_example": row.is_example,
        **{ceiling_name(year): amount for year, amount in line.ceilings.items()},
    }
    numbers = sorted(line.indicators)
    if not numbers or numbers[0] != 1:
        yield {**key, **own, "number": 1}
    for number in numbers:
        first = own if number == 1 else {"is_example": row.is_example}
        yield {**key, **first, **_indicator_values(line.indicators[number])}


def _indicator_values(held: StandingIndicator) -> dict[str, Any]:
    return {
        "number": held.row.number,
        "indicator": held.row.text,
        "indicator_kind": held.row.kind,
        "measure": held.row.measure,
        "baseline": held.row.baseline,
        **{target_name(year): _cell(target) for year, target in held.targets.items()},
    }


def _cell(target: Target) -> Any:
    """A number as a number; a range or a word as it is printed."""
    return target.text if target.value is None or target.upper is not None else target.value


def _thread_values(document: PlanDocument) -> Iterator[dict[str, Any]]:
    versions = PlanDocument.objects.filter(
        kind=document.kind, first_year=document.first_year, unit=None, version__lte=document.version
    )
    for mission in Mission.objects.filter(plan__in=versions).order_by("number"):
        yield {"kind": "MISI", "code": mission.code, "name": mission.text}
    objectives = {
        row.code: row
        for row in Objective.objects.filter(mission__plan__in=versions).select_related(
            "mission", "goal"
        )
    }
    for (_unit, code), line in standing_lines(document).items():
        if line.row.level in OWN_LEVELS and code in objectives:
            held = objectives[code]
            place = held.goal.code if held.goal else held.mission.code
            for row in _rows_of(line, ""):
                yield {**row, "kind": line.row.level, "parent": place, "name": line.row.name}
