"""What came of each row of a file, and of the file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from sasando.rules.errors import RuleInputError
from sasando.rules.numerals import format_decimal

from .cells import CellRefused, Noticed, NumberText
from .troubles import Trouble, masked, trouble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .columns import Column, Listing
    from .table import RawRow, Table


ZERO: Final = Decimal(0)


class Outcome(StrEnum):
    """What happens, or would happen, with a row."""

    NEW = "baru"
    CHANGED = "berubah"
    SAME = "tetap"
    REFUSED = "ditolak"


@dataclass(frozen=True)
class Change:
    """One field that changes, both sides as shown to people."""

    field: str
    before: str
    after: str


@dataclass
class Row:
    """One row under judgement: its values, and what is found about it.

    `values` holds what the file says. A name that is missing from it is a column the file does
    not have: leave that field alone.
    """

    line: int
    values: dict[str, Any]
    troubles: list[Trouble] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    notices: list[Trouble] = field(default_factory=list)
    is_new: bool = False
    named_by: str = "code"

    @property
    def code(self) -> str:
        """What the row is about, fit to be shown."""
        return masked(str(self.values.get(self.named_by) or self.values.get("person") or ""))

    @property
    def outcome(self) -> Outcome:
        if self.troubles:
            return Outcome.REFUSED
        if self.is_new:
            return Outcome.NEW
        return Outcome.CHANGED if self.changes else Outcome.SAME

    def refuse(self, field: str, code: str, **values: Any) -> None:
        """Note one thing to mend."""
        self.troubles.append(trouble(field, code, **values))

    def notice(self, field: str, code: str, **values: Any) -> None:
        """Note what was read otherwise than written, or deserves a look; it refuses nothing."""
        self.notices.append(trouble(field, code, **values))

    def note(self, field: str, before: Any, after: Any) -> None:
        """Note that a field changes."""
        self.changes.append(Change(field, shown(before), shown(after)))


@dataclass(frozen=True)
class Report:
    """The whole file: what is wrong with it at large, and every row.

    `warnings` tell what loading would do beyond the rows; they refuse nothing.
    """

    listing: Listing
    digest: str
    rows: Sequence[Row]
    troubles: Sequence[Trouble] = ()
    applied: bool = False
    new_people: Sequence[str] = ()
    warnings: Sequence[Trouble] = ()

    @property
    def counts(self) -> dict[Outcome, int]:
        found = Counter(row.outcome for row in self.rows)
        return {outcome: found[outcome] for outcome in Outcome}

    @property
    def total(self) -> Decimal | None:
        """The sum of the money column over every row that could be read; None without one."""
        column = self.listing.column(self.listing.summed)
        if column is None:
            return None
        return sum((row.values.get(column.name) or ZERO for row in self.rows), ZERO)

    @property
    def is_accepted(self) -> bool:
        """Whether nothing stands against loading the file."""
        return not self.troubles and not any(row.troubles for row in self.rows)

    @property
    def changes_nothing(self) -> bool:
        """Whether all of it stands in Sasando already."""
        same = all(row.outcome is Outcome.SAME for row in self.rows)
        return self.is_accepted and same and not self.warnings

    @property
    def summary(self) -> str:
        """The outcome in one sentence."""
        if self.troubles:
            return "Berkas tidak dapat dibaca. Tidak ada yang dimuat."
        if not self.is_accepted:
            return f"{self._counted()}. Tidak ada yang dimuat sampai semua baris benar."
        if self.changes_nothing:
            return f"Semua {len(self.rows)} baris sudah tercatat sama. Tidak ada yang berubah."
        return f"{self._counted()}. {'Sudah dimuat.' if self.applied else 'Belum dimuat.'}"

    def _counted(self) -> str:
        return ", ".join(f"{count} {outcome}" for outcome, count in self.counts.items())

    def lines(self) -> list[str]:
        """The report for a terminal: what is to be mended, else what changes, then the sum."""
        found = [f"{row.problem} {row.mend}" for row in (*self.troubles, *self.warnings)]
        accepted = self.is_accepted
        for row in self.rows:
            head = f"baris {row.line} {row.code}: {row.outcome}"
            if row.troubles:
                found += [
                    f"{head}, {t.field or 'baris'}: {t.problem} {t.mend}" for t in row.troubles
                ]
            elif accepted and row.outcome is not Outcome.SAME:
                found.append(f"{head}{''.join(_told(change) for change in row.changes)}")
        return [*found, self.summary]


def _told(change: Change) -> str:
    return f"; {change.field}: {change.before or '–'} → {change.after or '–'}"


def shown(value: Any) -> str:
    """A value in a report: dates as typed, nothing personal."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, Decimal):
        return format_decimal(value.normalize()) if value else "0"
    return masked(str(value))


def parsed_rows(table: Table, listing: Listing) -> list[Row]:
    """Every row with its cells read; what cannot be read is noted in the row."""
    present = set(table.headings)
    return [_parsed(raw, listing, present) for raw in table.rows]


def _parsed(raw: RawRow, listing: Listing, present: set[str]) -> Row:
    row = Row(raw.line, {}, list(raw.troubles), named_by=listing.named_by)
    refused = {found.field for found in raw.troubles}
    for column in listing.columns:
        if column.heading in present and column.heading not in refused:
            _read(row, column, raw.cells.get(column.heading, ""))
    return row


def _read(row: Row, column: Column, cell: str) -> None:
    if not cell:
        if column.filled:
            row.refuse(column.heading, "empty")
        else:
            row.values[column.name] = column.default
        return
    try:
        value = _value(column, cell)
    except CellRefused as refusal:
        row.refuse(column.heading, refusal.code, **refusal.values_shown)
    except RuleInputError as refusal:
        # The value of a refusal may be personal; the cell is masked where it is shown.
        row.refuse(column.heading, refusal.problem, value=cell)
    else:
        row.values[column.name] = value.value if isinstance(value, Noticed) else value
        if isinstance(value, Noticed):
            row.notice(column.heading, value.code, **value.told)


def _value(column: Column, cell: str) -> Any:
    """The cell as its column reads it; a broken number in a column of text is no text."""
    if isinstance(cell, NumberText) and not column.numeric:
        if not cell.is_whole:
            raise CellRefused("cell-not-text", value=cell.replace(".", ","))
        return column.read(str(cell))
    return column.read(cell)
