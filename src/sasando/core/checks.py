"""What must hold before Sasando serves: the application's role owns nothing."""

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Critical, Tags, register
from django.db import connections

OWNED_TABLES = """
    SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND (r.rolname = current_user OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user))
"""


@register(Tags.database)
def application_role_owns_nothing(
    databases: Iterable[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """A role that owns a table can switch off its guards; Sasando must not serve as such a role."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            cursor.execute(OWNED_TABLES)
            (owned,) = cursor.fetchone()
        if owned:
            found.append(
                Critical(
                    f"Peran basis data aplikasi memiliki {owned} tabel.",
                    hint="Beri DATABASE_URL peran aplikasi, dan DATABASE_OWNER_URL peran pemilik.",
                    id="sasando.E001",
                )
            )
    return found
