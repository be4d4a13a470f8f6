"""Bringing a draft to what the rows of a file say: removed, changed, new, in this order.

New rows go in by COPY; of touched rows only what the file speaks of is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

from sasando.core.listings.judging import new_ids, update_rows
from sasando.core.listings.writing import copy_rows
from sasando.planning.models import PlanCeiling, PlanRow, PlanRowIndicator, PlanRowTarget

from .columns import target_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sasando.core.listings.report import Row
    from sasando.planning.models import PlanDocument

    from .lines import FileLine
    from .nomenclature import NomenclatureIndex
    from .standing import Key, StandingLine

LINE_FIELDS = (
    "level", "name", "parent", "objective", "location", "funding", "reason", "is_example",
)  # fmt: skip
COPIED_LINE = (
    "id", "document_id", "unit_id", "level", "code", "name", "parent_id", "node_id",
    "objective_id", "location", "funding", "reason", "is_example",
)  # fmt: skip
COPIED_INDICATOR = ("id", "row_id", "number", "text", "kind", "measure", "baseline")
INDICATOR_FIELDS = {
    "text": "indicator", "kind": "indicator_kind", "measure": "measure", "baseline": "baseline",
}  # fmt: skip
# Children first: the rows point at each other.
REMOVALS = (
    """DELETE FROM planning_planrowtarget WHERE indicator_id IN
       (SELECT id FROM planning_planrowindicator WHERE row_id = ANY(%(rows)s))""",
    "DELETE FROM planning_planrowindicator WHERE row_id = ANY(%(rows)s)",
    "DELETE FROM planning_planceiling WHERE row_id = ANY(%(rows)s)",
    "DELETE FROM planning_planrow WHERE id = ANY(%(rows)s)",
)


@dataclass(frozen=True)
class Found:
    """What codes of a file stand for: units and objectives by row number, the nomenclature."""

    units: Mapping[str, int]
    objectives: Mapping[str, int]
    nodes: NomenclatureIndex


def write_lines(
    document: PlanDocument,
    lines: Sequence[FileLine],
    standing: Mapping[Key, StandingLine],
    found: Found,
) -> None:
    """Write the touched lines of a draft."""
    remove_rows([line.standing.row.pk for line in lines if line.is_removed and line.standing])
    kept = [line for line in lines if not line.is_removed]
    added = [line for line in kept if line.standing is None]
    ids = {key: row.row.pk for key, row in standing.items()}
    ids.update(zip((line.key for line in added), new_ids(PlanRow, len(added)), strict=True))
    writer = _Writer(document, ids, found)
    copy_rows(PlanRow, COPIED_LINE, map(writer.line, added))
    update_rows(PlanRow, (writer.changed(line) for line in kept if line.standing), LINE_FIELDS)
    writer.write_ceilings(kept)
    writer.write_indicators(kept)


def remove_rows(ids: Sequence[int]) -> None:
    """Take lines with all they carry out of a draft."""
    if ids:
        with connection.cursor() as cursor:
            for statement in REMOVALS:
                cursor.execute(statement, {"rows": list(ids)})


class _Writer:
    def __init__(self, document: PlanDocument, ids: Mapping[Key, int], found: Found) -> None:
        self.document = document
        self.ids = ids
        self.found = found

    def line(self, line: FileLine) -> tuple[Any, ...]:
        """A new line as it is copied."""
        unit, code = line.key
        facts, node = line.facts, self.found.nodes.find(code)
        return (
            self.ids[line.key], self.document.pk, self.found.units[unit], facts["level"], code,
            facts["name"], self._parent(line), node.pk if node else None,
            self.found.objectives.get(facts.get("objective") or ""), facts.get("location", ""),
            facts.get("funding", ""), facts.get("reason", ""), facts.get("is_example", False),
        )  # fmt: skip

    def changed(self, line: FileLine) -> PlanRow:
        """A standing line with what the file says of it."""
        assert line.standing is not None
        row = line.standing.row
        for name in ("level", "name", "location", "funding", "reason", "is_example"):
            if name in line.facts:
                setattr(row, name, line.facts[name])
        if "objective" in line.facts:
            row.objective_id = self.found.objectives.get(line.facts["objective"])
        row.parent_id = self._parent(line)
        return row

    def _parent(self, line: FileLine) -> int | None:
        parent = line.facts.get("parent")
        return self.ids[line.key[0], parent] if parent else None

    def write_ceilings(self, lines: Iterable[FileLine]) -> None:
        """Ceilings that are new, other than before, or taken away."""
        said = [(self.ids[line.key], line) for line in lines if line.ceilings]
        gone = [(row, year) for row, line in said if line.standing for year in line.ceilings]
        _delete_years(PlanCeiling, "row_id", gone)
        copy_rows(
            PlanCeiling,
            ("row_id", "year", "amount"),
            (
                (row, year, amount)
                for row, line in said
                for year, amount in line.ceilings.items()
                if amount is not None
            ),
        )

    def write_indicators(self, lines: Iterable[FileLine]) -> None:
        """Indicators with the targets the file speaks of."""
        removed, changed, added, targets = [], [], [], []
        for line in lines:
            for number, row in line.indicators.items():
                held = line.standing.indicators.get(number) if line.standing else None
                if held and row.values.get("removed"):
                    removed.append(held.row.pk)
                elif held:
                    if row.changes:
                        changed.append(_with_facts(held.row, row))
                        targets.append((held.row.pk, row))
                elif row.values.get("indicator"):
                    added.append((line, number, row))
        _delete_indicators(removed)
        update_rows(PlanRowIndicator, changed, INDICATOR_FIELDS)
        ids = new_ids(PlanRowIndicator, len(added))
        copy_rows(
            PlanRowIndicator,
            COPIED_INDICATOR,
            (
                (pk, self.ids[line.key], number, *_facts(row))
                for pk, (line, number, row) in zip(ids, added, strict=True)
            ),
        )
        self._write_targets(targets, zip(ids, (row for _, _, row in added), strict=True))

    def _write_targets(
        self, changed: Sequence[tuple[int, Row]], added: Iterable[tuple[int, Row]]
    ) -> None:
        years = self.document.years
        gone = [(pk, y) for pk, row in changed for y in years if target_name(y) in row.values]
        _delete_years(PlanRowTarget, "indicator_id", gone)
        copy_rows(
            PlanRowTarget,
            ("indicator_id", "year", "value", "upper", "text"),
            (
                (pk, year, found.value, found.upper, found.label)
                for pk, row in (*changed, *added)
                for year in years
                if (found := row.values.get(target_name(year))) is not None
            ),
        )


def _facts(row: Row) -> list[str]:
    return [row.values.get(said) or "" for said in INDICATOR_FIELDS.values()]


def _with_facts(held: PlanRowIndicator, row: Row) -> PlanRowIndicator:
    for name, said in INDICATOR_FIELDS.items():
        if said in row.values:
            setattr(held, name, row.values[said])
    return held


def _delete_years(
    model: type[PlanCeiling | PlanRowTarget], column: str, gone: Sequence[tuple[int, int]]
) -> None:
    if not gone:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {model._meta.db_table} held"
            " USING unnest(%s::bigint[], %s::int[]) AS gone(id, year)"
            f" WHERE held.{column} = gone.id AND held.year = gone.year",
            [[pk for pk, _ in gone], [year for _, year in gone]],
        )


def _delete_indicators(ids: Sequence[int]) -> None:
    PlanRowTarget.objects.filter(indicator__in=ids).delete()
    PlanRowIndicator.objects.filter(pk__in=ids).delete()
