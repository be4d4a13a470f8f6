"""What every list needs while its rows are compared with what stands, and written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db import models

    from .columns import Listing
    from .report import Row
    from .troubles import Trouble

BATCH = 1_000


class Importer(Protocol):
    """A list that can be judged and then written; `write` only follows a clean judgement."""

    def judge(self) -> None:
        """Note in every row what is wrong with it or what it changes."""

    def write(self) -> None:
        """Bring the database to what the rows say."""


@runtime_checkable
class Warns(Protocol):
    """An importer that, once it judged, may have to warn of the file as a whole.

    A warning refuses nothing: it tells what loading would do beyond the rows of the file.
    """

    warnings: Sequence[Trouble]


def once_each(rows: Sequence[Row], name: str, heading: str) -> dict[str, Row]:
    """The rows by their code; a later row with the same code is refused."""
    found: dict[str, Row] = {}
    for row in rows:
        code = row.values.get(name)
        if code in found:
            row.refuse(heading, "duplicate", line=found[code].line)
        elif code:
            found[code] = row
    return found


def note_missing(row: Row, listing: Listing) -> None:
    """A new row needs every column that may not be empty, so the file needs those columns."""
    told = {found.field for found in row.troubles}
    for column in listing.columns:
        if column.filled and column.name not in row.values and column.heading not in told:
            row.refuse(column.heading, "empty")


def defaults_of(listing: Listing) -> dict[str, Any]:
    """What a new row gets where the file says nothing."""
    return {column.name: column.default for column in listing.columns}


def note_changes(row: Row, listing: Listing, current: Mapping[str, Any], names: set[str]) -> None:
    """Compare what the file says with what stands, for these values."""
    for column in listing.columns:
        if column.name in names and column.name in row.values:
            after = row.values[column.name]
            if current[column.name] != after:
                row.note(column.heading, current[column.name], after)


def note_cycles(rows: Mapping[str, Row], above: Mapping[str, str], heading: str) -> None:
    """Refuse rows that stand above themselves. `above` is the final order, by codes."""
    sound: set[str] = set()
    for code, row in rows.items():
        chain = _chain_up(code, above, sound)
        if chain and chain[-1] == code:
            row.refuse(heading, "cycle", chain=" → ".join(chain))
        elif chain is not None and chain[-1] == "":
            sound.update(chain)


def _chain_up(code: str, above: Mapping[str, str], sound: set[str]) -> list[str]:
    """The codes from one row upwards: to "" when it reaches a top, else to where it repeats."""
    chain = [code]
    seen = {code}
    while True:
        following = above.get(chain[-1], "")
        if following in sound:
            following = ""
        chain.append(following)
        if not following or following in seen:
            return chain
        seen.add(following)


def new_ids(model: type[models.Model], count: int) -> list[int]:
    """Row numbers for rows to be written, so that rows of one file can point at each other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [number for (number,) in cursor.fetchall()]


def update_rows(model: type[models.Model], rows: Iterable[Any], fields: Iterable[str]) -> None:
    """Write these fields of rows that stand already."""
    model._default_manager.bulk_update(list(rows), list(fields), batch_size=BATCH)
