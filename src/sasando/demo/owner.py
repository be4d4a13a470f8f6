"""The owner's hand: what only the role that owns the tables can do, and never in production."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql

from .errors import DemoRefusedHere

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Connection = psycopg.Connection[Any]
CHUNK = 5_000


def connect(owner_url: str) -> Connection:
    """The owner's own connection. Raises DemoRefusedHere for a production database."""
    connection = psycopg.connect(owner_url, autocommit=True)
    try:
        require_example(connection)
    except DemoRefusedHere:
        connection.close()
        raise
    return connection


def require_example(connection: Connection) -> None:
    """Raises DemoRefusedHere unless the database is marked demo or test.

    A database without its mark counts as production, as it does for the clock.
    """
    row = connection.execute("SELECT kind FROM core_deployment").fetchone()
    kind = row[0] if row else "production"
    if kind not in {"demo", "test"}:
        raise DemoRefusedHere(kind=kind)


@contextmanager
def guards_off(connection: Connection, tables: Sequence[str]) -> Iterator[None]:
    """One transaction in which the guards of these tables sleep; foreign keys and checks do not.

    Past days can be written only so. When it ends, well or badly, the guards are awake again.
    """
    with connection.transaction():
        for table in tables:
            _triggers(connection, table, "DISABLE")
        # A table with checks still to come cannot be altered, so none may be put off to the end.
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield
        for table in tables:
            _triggers(connection, table, "ENABLE")


def _triggers(connection: Connection, table: str, what: str) -> None:
    statement = sql.SQL("ALTER TABLE {} {} TRIGGER USER")
    connection.execute(statement.format(sql.Identifier(table), sql.SQL(what)))


CONSTRAINTS = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = %s::regclass AND contype IN ('f', 'u') ORDER BY contype, conname
"""
INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid = %s::regclass AND NOT indisprimary ORDER BY 1
"""


@contextmanager
def taken_down(connection: Connection, tables: Sequence[str]) -> Iterator[None]:
    """Foreign keys and indexes of these tables, but the primary keys, are built again afterwards
    over all rows at once: the same promises, kept in a tenth of the time. Needs a transaction.
    """
    again: list[sql.Composed] = []
    for table in tables:
        name = sql.Identifier(table)
        for constraint, definition in connection.execute(CONSTRAINTS, [table]).fetchall():
            parts = (name, sql.Identifier(constraint))
            connection.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(*parts))
            add = sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} {}")
            again.append(add.format(*parts, sql.SQL(definition)))
        for index, definition in connection.execute(INDEXES, [table]).fetchall():
            connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(index)))
            again.append(sql.Composed([sql.SQL(definition)]))
    yield
    for statement in again:
        connection.execute(statement)


def first_free_id(connection: Connection, table: str) -> int:
    """The row number after the last one of a table."""
    query = sql.SQL("SELECT coalesce(max(id), 0) + 1 FROM {}").format(sql.Identifier(table))
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 1


def continue_ids(connection: Connection, tables: Sequence[str]) -> None:
    """Let the row numbers of these tables continue after the last one written."""
    statement = "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s, false)"
    for table in tables:
        connection.execute(statement, [table, first_free_id(connection, table)])


class Sheaf:
    """Rows of several tables, written by COPY a few thousand at a time: memory stays flat.

    Rows must be added in an order in which a row refers only to earlier ones; `tables` names the
    tables with their columns, referred before referring.
    """

    def __init__(self, connection: Connection, tables: Mapping[str, Sequence[str]]) -> None:
        self._connection = connection
        self._columns = tables
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in tables}

    def add(self, table: str, row: tuple[Any, ...]) -> None:
        """Take one row; writes all waiting rows when there are many."""
        rows = self._rows[table]
        rows.append(row)
        if len(rows) >= CHUNK:
            self.write()

    def write(self) -> None:
        """Write what waits."""
        for table, rows in self._rows.items():
            if rows:
                self._copy(table, rows)
                rows.clear()

    def _copy(self, table: str, rows: list[tuple[Any, ...]]) -> None:
        columns = sql.SQL(", ").join(map(sql.Identifier, self._columns[table]))
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), columns)
        with self._connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
