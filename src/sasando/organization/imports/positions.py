"""Judging and writing the list of positions: who answers to whom never runs in a circle."""

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
from sasando.organization.models import Position, Unit

from .columns import POSITIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.core.listings.report import Row

    from .context import Context

FIELDS = {"title", "kind", "level", "duty", "valid_from", "valid_to", "is_example"}


class PositionImport:
    """Positions from a file beside all positions that stand."""

    def __init__(self, rows: Sequence[Row], context: Context) -> None:
        self.rows = rows
        self.context = context
        self.unit_ids = dict(Unit.objects.values_list("code", "id"))
        self.unit_codes = {number: code for code, number in self.unit_ids.items()}
        self.positions = {row.code: row for row in Position.objects.all()}
        codes = {row.pk: row.code for row in self.positions.values()}
        self.above = {
            code: codes.get(row.reports_to_id or 0, "") for code, row in self.positions.items()
        }

    def judge(self) -> None:
        self.by_code = once_each(self.rows, "code", "kode")
        for code, row in self.by_code.items():
            self._judge_row(code, row)
            self.above[code] = row.values.get("reports_to", self.above.get(code, ""))
        for row in self.by_code.values():
            self._judge_links(row)
        note_cycles(self.by_code, self.above, "atasan")

    def _judge_row(self, code: str, row: Row) -> None:
        position = self.positions.get(code)
        row.is_new = position is None
        current: dict[str, Any] = {}
        if position is None:
            note_missing(row, POSITIONS)
        else:
            current = {name: getattr(position, name) for name in FIELDS}
            current |= {"unit": self.unit_codes[position.unit_id], "reports_to": self.above[code]}
            note_changes(row, POSITIONS, current, {*FIELDS, "unit", "reports_to"})
        final = {**current, **row.values}
        first, last = final.get("valid_from"), final.get("valid_to")
        if first and last and last < first:
            row.refuse("sampai", "dates-reversed")
        if code in self.context.position_codes and row.changes:
            row.refuse("kode", "own-post")

    def _judge_links(self, row: Row) -> None:
        unit, superior = row.values.get("unit"), row.values.get("reports_to")
        if unit and unit not in self.unit_ids:
            row.refuse("unit", "unit-unknown", value=unit)
        if superior and superior not in self.positions and superior not in self.by_code:
            row.refuse("atasan", "position-unknown", value=superior)

    def write(self) -> None:
        added = [code for code, row in self.by_code.items() if row.is_new]
        for code, number in zip(added, new_ids(Position, len(added)), strict=True):
            self.positions[code] = Position(pk=number)
        touched = [code for code, row in self.by_code.items() if row.is_new or row.changes]
        for code in touched:
            self._fill(code)
        Position.objects.bulk_create([self.positions[code] for code in added], batch_size=BATCH)
        changed = [self.positions[code] for code in touched if not self.by_code[code].is_new]
        update_rows(Position, changed, [*sorted(FIELDS), "unit", "reports_to"])

    def _fill(self, code: str) -> None:
        position, row = self.positions[code], self.by_code[code]
        values = {**defaults_of(POSITIONS), **row.values} if row.is_new else row.values
        position.code = code
        for name in FIELDS.intersection(values):
            setattr(position, name, values[name])
        if "unit" in values:
            position.unit_id = self.unit_ids[values["unit"]]
        superior = self.above[code]
        position.reports_to_id = self.positions[superior].pk if superior else None
