"""Tests run on a real PostgreSQL, as the application's own role, on copies of one template.

`db` (pytest-django) rolls each test back. A test that must commit (concurrency, crashes, a real
server) asks for `own_database`: a fresh copy that is dropped afterwards; nothing is ever flushed,
for the application's role cannot truncate.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TEMPLATE = "sasando_templat"
# A vacuum between two rolled back tests leaves the note "this table is empty", by which the next
# test that fills it thousands of rows deep is planned: minutes instead of milliseconds.
SERVER_SETTINGS = {"fsync": "off", "full_page_writes": "off", "autovacuum": "off"}


@dataclass(frozen=True)
class TestServer:
    """A PostgreSQL server for tests, by its administrator's address."""

    __test__ = False
    admin_url: str

    def url(self, role: str, database: str) -> str:
        from sasando.cli.postgres import address_as

        return address_as(self.admin_url, role=role, database=database)


@dataclass(frozen=True)
class OwnDatabase:
    """A database of one test alone: its name, and addresses for both roles."""

    name: str
    admin_url: str
    owner_url: str
    app_url: str


@pytest.fixture(scope="session")
def database_server() -> Iterator[TestServer]:
    """The server: `TEST_DATABASE_ADMIN_URL`, or an embedded one in a folder that is removed."""
    from sasando.cli.postgres import start_embedded

    given = os.environ.get("TEST_DATABASE_ADMIN_URL")
    if given:
        yield TestServer(given)
        return
    folder = Path(tempfile.mkdtemp(prefix="sasando-uji-"))
    admin_url = start_embedded(folder, settings=SERVER_SETTINGS)
    yield TestServer(admin_url)
    from django.db import connections

    connections.close_all()
    from sasando.cli.postgres import stop_embedded

    stop_embedded(folder)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def template_database(database_server: TestServer) -> str:
    """The migrated template with the cast of the tests in it; nobody stays connected to it."""
    from sasando.cli.postgres import OWNER, create_database, drop_database, mark, migrate

    drop_database(database_server.admin_url, TEMPLATE)
    create_database(database_server.admin_url, TEMPLATE)
    owner_url = database_server.url(OWNER, TEMPLATE)
    migrate(owner_url)
    mark(owner_url, kind="test", city="Kota Kupang", zone="Asia/Makassar")
    return TEMPLATE


@pytest.fixture(scope="session")
def django_db_setup(
    database_server: TestServer, template_database: str, django_db_blocker
) -> Iterator[None]:
    """Stand in for pytest-django's own: our database is made by the owner, used by the app role."""
    from sasando.cli.postgres import clone_database
    from sasando.demo.cast import load_cast

    with django_db_blocker.unblock():
        point_django_at(database_server.url("sasando_app", template_database))
        load_cast()
        disconnect()
    name = "sasando_uji"
    clone_database(database_server.admin_url, template=template_database, name=name)
    point_django_at(database_server.url("sasando_app", name))
    with django_db_blocker.unblock():
        load_official_lists()
        disconnect()
    forget_deeds(database_server.url("postgres", name))
    yield
    with django_db_blocker.unblock():
        disconnect()


def load_official_lists() -> None:
    """What every city loads first: nomenclature, accounts, funding sources.

    Only tests that are rolled back have them; a database of one's own begins without.
    """
    from django.conf import settings

    from sasando.budget.actions import load_accounts, load_funding_sources
    from sasando.planning.actions import load_nomenclature

    folder = Path(settings.CITY_DATA_DIR) / "nasional"
    load_nomenclature(folder)
    load_accounts(folder / "kode_rekening.csv")
    load_funding_sources(folder / "sumber_dana_2026.csv")


def forget_deeds(superuser_url: str) -> None:
    """The trail of every test begins empty; only the superuser can do that."""
    with psycopg.connect(superuser_url) as superuser:
        superuser.execute("SET session_replication_role = replica")
        superuser.execute("DELETE FROM core_auditevent")


@pytest.fixture
def own_database(
    database_server: TestServer, template_database: str, django_db_setup, django_db_blocker
) -> Iterator[OwnDatabase]:
    """A committed database of this test alone; Django's default connection points at it."""
    from django.db import connection

    from sasando.cli.postgres import APPLICATION, OWNER, clone_database, drop_database

    name = f"sasando_uji_{secrets.token_hex(4)}"
    clone_database(database_server.admin_url, template=template_database, name=name)
    before = dict(connection.settings_dict)
    app_url = database_server.url(APPLICATION, name)
    with django_db_blocker.unblock():
        disconnect()
        point_django_at(app_url)
        forget_everything()
        yield OwnDatabase(
            name, database_server.admin_url, database_server.url(OWNER, name), app_url
        )
        disconnect()
        connection.settings_dict.update(before)
        forget_everything()
    drop_database(database_server.admin_url, name)


@pytest.fixture
def at() -> Callable[[str], datetime]:
    """Move the city's clock: `at("2026-11-20 15.00")` or, exactly, `at("2026-11-20 23.59.59")`.

    Gives the instant back. The clock then runs on from there; a step takes milliseconds.
    """
    from sasando.core import clock
    from sasando.core.models import ClockMove

    def move(text: str) -> datetime:
        form = "%Y-%m-%d %H.%M.%S" if text.count(".") == 2 else "%Y-%m-%d %H.%M"
        instant = datetime.strptime(text, form).replace(tzinfo=clock.zone())
        # The two clocks are read microseconds apart; never be before the instant that was named.
        offset = instant - clock.system_now() + timedelta(milliseconds=1)
        ClockMove.objects.create(offset=offset)
        return instant

    return move


@pytest.fixture(autouse=True)
def _fresh_memory() -> None:
    forget_everything()


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path) -> None:
    """Files of a test lie in its own folder."""
    settings.ATTACHMENT_DIR = tmp_path / "lampiran"
    settings.SEAL_KEY_FILE = tmp_path / "segel.key"
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def point_django_at(url: str) -> None:
    """Let Django's default connection use this address."""
    from django.db import connection

    from sasando.cli.environment import database_from_url

    connection.settings_dict.update(database_from_url(url, data_dir=Path()))
    connection.settings_dict["CONN_MAX_AGE"] = None


def disconnect() -> None:
    from django.db import connections

    connections.close_all()


def forget_everything() -> None:
    """What the process remembers of a database must not cross into another."""
    from sasando.core import clock, policies
    from sasando.work import days

    clock.is_production.cache_clear()
    policies.forget()
    days.forget()
