"""Writing many rows at once, by COPY."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db import models


def copy_rows(
    model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Add rows of a model by COPY: `fields` are names of fields (`unit_id` for a relation).

    Constraints and triggers see the rows as those of one statement; save() is not called and
    defaults of the model are not filled in. Must run inside a transaction. Raises IntegrityError.
    """
    held = {field.attname: field.column for field in model._meta.concrete_fields}
    columns = ", ".join(str(held[name]) for name in fields)
    statement = f"COPY {model._meta.db_table} ({columns}) FROM STDIN"
    # The connection is busy while it copies: a row still to be asked for would wait forever.
    ready = list(rows)
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        for row in ready:
            copy.write_row(row)
