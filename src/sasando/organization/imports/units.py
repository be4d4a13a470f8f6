"""Judging and writing the list of units: the tree stays a tree with the city on top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sasando.core.listings.judging import (
    BATCH,
    defaults_of,
    new_ids,
    note_changes,
    note_cycles,
    note_missing,
    once_each,
    update_rows,
)
from sasando.organization.models import Unit

from .columns import UNITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.core.listings.report import Row

    from .context import Context

FIELDS = {"name", "kind", "pattern", "valid_from", "valid_to", "source", "is_example"}
DEEPEST = 10


class UnitImport:
    """Units from a file beside all units that stand."""

    def __init__(self, rows: Sequence[Row], context: Context) -> None:
        self.rows = rows
        self.units = {unit.code: unit for unit in Unit.objects.all()}
        self.codes_by_id = {unit.pk: unit.code for unit in self.units.values()}
        self.above = {
            code: self.codes_by_id.get(unit.parent_id or 0, "") for code, unit in self.units.items()
        }

    def judge(self) -> None:
        self.by_code = once_each(self.rows, "code", "kode")
        for code, row in self.by_code.items():
            self._judge_row(code, row)
            self.above[code] = row.values.get("parent", self.above.get(code, ""))
        self._judge_parents()
        note_cycles(self.by_code, self.above, "induk")
        self._judge_depth()

    def _judge_row(self, code: str, row: Row) -> None:
        unit = self.units.get(code)
        row.is_new = unit is None
        if unit is None:
            note_missing(row, UNITS)
            current: dict[str, Any] = {}
        else:
            current = {name: getattr(unit, name) for name in FIELDS}
            current["parent"] = self.above[code]
            note_changes(row, UNITS, current, {*FIELDS, "parent"})
        final = {**current, **row.values}
        first, last = final.get("valid_from"), final.get("valid_to")
        if first and last and last < first:
            row.refuse("sampai", "dates-reversed")

    def _judge_parents(self) -> None:
        tops = {code for code, unit in self.units.items() if unit.kind == Unit.Kind.CITY}
        for code, row in self.by_code.items():
            parent, kind = self.above[code], self._kind(code)
            if kind == Unit.Kind.CITY:
                self._judge_top(row, parent, tops - {code})
                tops.add(code)
            elif kind and not parent:
                row.refuse("induk", "empty")
            elif parent and parent not in self.units and parent not in self.by_code:
                row.refuse("induk", "unit-unknown", value=parent)

    @staticmethod
    def _judge_top(row: Row, parent: str, others: set[str]) -> None:
        if parent:
            row.refuse("induk", "root-has-parent")
        if others:
            row.refuse("jenis", "second-root", value=min(others))

    def _kind(self, code: str) -> str:
        standing = self.units[code].kind if code in self.units else ""
        return str(self.by_code[code].values.get("kind", standing))

    def _judge_depth(self) -> None:
        if any(row.troubles for row in self.rows):
            return
        for code, row in self.by_code.items():
            if len(self._chain(code)) - 1 > DEEPEST:
                row.refuse("induk", "too-deep", limit=DEEPEST)

    def _chain(self, code: str) -> list[str]:
        """The codes from the city down to this unit."""
        chain = [code]
        while self.above[chain[-1]]:
            chain.append(self.above[chain[-1]])
        return chain[::-1]

    def write(self) -> None:
        added = [code for code, row in self.by_code.items() if row.is_new]
        for code, number in zip(added, new_ids(Unit, len(added)), strict=True):
            self.units[code] = Unit(pk=number)
        touched = [code for code, row in self.by_code.items() if row.is_new or row.changes]
        for code in touched:
            self._fill(code)
        moved = self._place()
        Unit.objects.bulk_create([self.units[code] for code in added], batch_size=BATCH)
        changed = (set(touched) | moved).difference(added)
        update_rows(
            Unit,
            (self.units[code] for code in sorted(changed)),
            [*sorted(FIELDS), "parent", "path"],
        )

    def _fill(self, code: str) -> None:
        unit, row = self.units[code], self.by_code[code]
        values = {**defaults_of(UNITS), **row.values} if row.is_new else row.values
        unit.code = code
        for name in FIELDS.intersection(values):
            setattr(unit, name, values[name])
        parent = self.above[code]
        unit.parent_id = self.units[parent].pk if parent else None

    def _place(self) -> set[str]:
        """Give every unit its path anew; the codes of those whose path became another."""
        moved = set()
        for code, unit in self.units.items():
            path = "".join(f"{self.units[step].pk}." for step in self._chain(code))
            if path != unit.path:
                unit.path = path
                moved.add(code)
        return moved
