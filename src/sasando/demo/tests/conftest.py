"""One small example city for all tests of this folder, and copies of it for those that write."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import psycopg
import pytest
from django.db import connection, connections
from django.test import override_settings
from psycopg import sql

from sasando.core import clock, policies
from sasando.demo.loader import build_city
from sasando.seals import keys
from sasando.work import days

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 11, 20, 11, 0, tzinfo=ZoneInfo("Asia/Makassar"))
WORKING_DAYS = 4


@dataclass
class City:
    """A built city: its database, the owner's address, its seal key, what was said on the way."""

    name: str
    owner_url: str
    key_file: Path
    said: list[tuple[str, int, int]] = field(default_factory=list)

    def build(self) -> None:
        def say(label: str, done: int, total: int) -> None:
            self.said.append((label, done, total))

        build_city(owner_url=self.owner_url, scale="small", days=WORKING_DAYS, now=NOW, say=say)


@contextmanager
def standing_in(city: City) -> Iterator[City]:
    """Django's default connection is the city's for a while."""
    before = dict(connection.settings_dict)
    connections.close_all()
    connection.settings_dict.update(NAME=city.name, CONN_MAX_AGE=None)
    _forget()
    with override_settings(SEAL_KEY_FILE=city.key_file):
        try:
            yield city
        finally:
            connections.close_all()
            connection.settings_dict.update(before)
            _forget()


def _forget() -> None:
    clock.is_production.cache_clear()
    policies.forget()
    days.forget()


def _copy(server, template: str, key_file: Path) -> City:
    name = f"sasando_kota_{secrets.token_hex(4)}"
    statement = sql.SQL("CREATE DATABASE {} OWNER sasando_owner TEMPLATE {}")
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        admin.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
    return City(name, server.url("sasando_owner", name), key_file)


def _drop(server, city: City) -> None:
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(city.name)))


def _move_clock() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO core_clockmove ("offset", moved_at) VALUES (%s, now())',
            [NOW - clock.system_now()],
        )


@pytest.fixture(scope="session")
def built(
    database_server, template_database, django_db_setup, django_db_blocker, tmp_path_factory
) -> Iterator[City]:
    key_file = tmp_path_factory.mktemp("kota") / "segel.key"
    city = _copy(database_server, template_database, key_file)
    with django_db_blocker.unblock(), standing_in(city):
        _move_clock()
        keys.create_key_file()
        city.build()
    yield city
    _drop(database_server, city)


@pytest.fixture
def city(built, django_db_blocker) -> Iterator[City]:
    """The built city, to be read."""
    with django_db_blocker.unblock(), standing_in(built) as here:
        yield here


@pytest.fixture
def own_city(built, database_server, django_db_blocker) -> Iterator[City]:
    """A copy of the built city, to be written to."""
    copy = _copy(database_server, built.name, built.key_file)
    with django_db_blocker.unblock(), standing_in(copy) as here:
        yield here
    _drop(database_server, copy)
