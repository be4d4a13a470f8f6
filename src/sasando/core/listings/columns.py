"""What a list holds: its columns, what they mean and how they are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Column:
    """One column: its heading, the name of its value, how a cell is read, what it means.

    `needed` columns must be in every file. Any other may be left out: then rows that exist keep
    what they have and new rows get `default`. A column that is there with an empty cell means
    `default` too. A `numeric` column takes the number cells of a spreadsheet.
    """

    heading: str
    name: str
    read: Callable[[str], Any]
    meaning: str
    examples: tuple[str, str]
    needed: bool = False
    filled: bool = False
    default: Any = None
    numeric: bool = False


@dataclass(frozen=True)
class Listing:
    """One list that can be loaded, with its columns.

    `named_by` is the value a row is called by in the report, where it is not its code. `summed`
    is the heading of the money column whose total is shown before loading, to be held against the
    source; empty without one.
    """

    code: str
    title: str
    about: str
    columns: tuple[Column, ...]
    named_by: str = "code"
    summed: str = ""

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(column.heading for column in self.columns)

    def column(self, heading: str) -> Column | None:
        """The column with this heading, if the list has it."""
        return next((row for row in self.columns if row.heading == heading), None)
