"""Who would hold which post on which days once a file is loaded, and where that cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from sasando.organization.models import Appointment
from sasando.rules.numerals import format_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sasando.core.listings.report import Row

FOREVER = date.max


@dataclass
class Holding:
    """One appointment as it would stand, with the row that says so (None: nothing changes)."""

    person: str
    position: str
    kind: str
    first: date
    last: date | None
    row: Row | None = None

    @property
    def is_definitive(self) -> bool:
        return self.kind == Appointment.Kind.DEFINITIVE

    @property
    def end(self) -> date:
        return self.last or FOREVER


def note_overlaps(holdings: Iterable[Holding]) -> None:
    """Refuse rows by which a post gets two holders, or a person two definitive posts, at once."""
    rows = list(holdings)
    definitive = [row for row in rows if row.is_definitive]
    acting = [row for row in rows if not row.is_definitive]
    _note(definitive, lambda row: row.position, "holder-overlaps")
    _note(acting, lambda row: row.position, "acting-overlaps")
    _note(definitive, lambda row: row.person, "post-overlaps")


def _note(rows: list[Holding], key: Callable[[Holding], str], code: str) -> None:
    ordered = sorted(rows, key=lambda row: (key(row), row.first, row.end))
    for _name, group in groupby(ordered, key=key):
        longest: Holding | None = None
        for holding in group:
            if longest is not None and holding.first <= longest.end:
                _refuse(holding, longest, code)
            if longest is None or holding.end > longest.end:
                longest = holding


def _refuse(one: Holding, other: Holding, code: str) -> None:
    """Tell it at the row of the file that brings the clash about."""
    row, standing = (one.row, other) if one.row else (other.row, one)
    if row is not None:
        until = "seterusnya" if standing.last is None else f"sampai {format_date(standing.last)}"
        since = f"sejak {format_date(standing.first)} {until}"
        position, person = standing.position, standing.person
        row.refuse("jabatan", code, position=position, person=person, since=since)
