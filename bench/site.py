"""Where a benchmark stands: its own PostgreSQL, an example city, copies of it, a web server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import fasteners
import psycopg

from sasando.cli import postgres
from sasando.cli.demo import SERVER_SETTINGS, point_at
from sasando.cli.environment import data_dir, start_django
from sasando.cli.serving import (
    free_port,
    gather_static_files,
    make_key_once,
    start_server,
    wait_until_healthy,
)

from .figures import Meter
from .report import say

if TYPE_CHECKING:
    from collections.abc import Iterator

CITY, ZONE = "Kota Kupang", "Asia/Makassar"
TEMPLATE = "ukur_kota"
# A Friday on which everybody but the hospital's free shift is on duty.
MORNING = "2026-11-20 09.00"
HISTORY_DAYS = 5
SHOWN_SETTINGS = (
    "shared_buffers", "max_wal_size", "work_mem", "fsync", "synchronous_commit", "jit",
)  # fmt: skip


@dataclass(frozen=True)
class Database:
    """One database of a benchmark, as the owner and as the application."""

    name: str
    owner_url: str
    app_url: str


@dataclass(frozen=True)
class Site:
    """A running PostgreSQL with its folder."""

    folder: Path
    admin_url: str

    def database(self, name: str) -> Database:
        return Database(
            name,
            postgres.address_as(self.admin_url, role=postgres.OWNER, database=name),
            postgres.address_as(self.admin_url, role=postgres.APPLICATION, database=name),
        )

    def admin_of(self, name: str) -> str:
        """The superuser's address of a database: only for filling, never for measuring."""
        return postgres.address_as(self.admin_url, role="postgres", database=name)

    @property
    def postmaster_pid(self) -> int:
        lines = (self.folder / "pg" / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        return int(lines[0])

    def server_version(self) -> str:
        return self._show("server_version")

    def server_settings(self) -> dict[str, str]:
        return {name: self._show(name) for name in SHOWN_SETTINGS}

    def _show(self, name: str) -> str:
        with psycopg.connect(self.admin_url) as connection:
            row = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
        return str(row[0]) if row else ""


@contextmanager
def open_site(*, keep: bool) -> Iterator[Site]:
    """A PostgreSQL of the benchmarks' own, stopped at the end and, unless kept, thrown away."""
    folder = data_dir() / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    # Everything started from here works in that folder: keys, static files, the web server.
    os.environ["SASANDO_DATA_DIR"] = str(folder)
    lock = fasteners.InterProcessLock(folder / "lock")
    if not lock.acquire(blocking=False):
        raise SystemExit("Pengukuran lain sedang berjalan di folder ini. Tunggu sampai selesai.")
    try:
        yield Site(folder, _start(folder))
    finally:
        _disconnect()
        postgres.stop_embedded(folder)
        lock.release()
        if not keep:
            shutil.rmtree(folder)


def _start(folder: Path) -> str:
    say("menyalakan PostgreSQL tertanam")
    # Some of these settings hold only from the next start, which takes another process.
    once = f"start_embedded(Path({str(folder)!r}), settings={SERVER_SETTINGS!r})"
    stop = f"stop_embedded(Path({str(folder)!r}))"
    program = f"from pathlib import Path; from {postgres.__name__} import *; {once}; {stop}"
    subprocess.run([sys.executable, "-c", program], check=True)
    return postgres.start_embedded(folder)


def _disconnect() -> None:
    from django.apps import apps
    from django.db import connections

    if apps.ready:
        connections.close_all()


def prepare_city(site: Site) -> None:
    """The template: an example city of about 6,000 people on a Friday morning."""
    made = site.database(TEMPLATE)
    os.environ["DATABASE_URL"] = made.app_url
    if postgres.database_exists(site.admin_url, TEMPLATE) and not _is_current(made):
        for name in _databases(site):
            postgres.drop_database(site.admin_url, name)
    if not postgres.database_exists(site.admin_url, TEMPLATE):
        _build(site)
    start_django()
    gather_static_files()
    make_key_once()


def _is_current(database: Database) -> bool:
    command = [sys.executable, "-m", "django", "migrate", "--check", "--skip-checks"]
    environment = {**os.environ, "DATABASE_URL": database.app_url}
    environment["DJANGO_SETTINGS_MODULE"] = "sasando.settings"
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    return done.returncode == 0


def _databases(site: Site) -> list[str]:
    with psycopg.connect(site.admin_url) as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'ukur%'")
        return [row[0] for row in rows]


def _build(site: Site) -> None:
    say("membangun kota contoh 6.000 orang")
    building = site.database(f"{TEMPLATE}_belum_jadi")
    postgres.drop_database(site.admin_url, building.name)
    postgres.create_database(site.admin_url, building.name)
    postgres.migrate(building.owner_url)
    postgres.mark(building.owner_url, kind="test", city=CITY, zone=ZONE)
    os.environ["DATABASE_URL"] = building.app_url
    start_django()
    use(building)
    make_key_once()
    from sasando.core import clock
    from sasando.demo.loader import build_city

    move_clock(MORNING)
    build_city(
        owner_url=building.owner_url,
        scale="city",
        days=HISTORY_DAYS,
        now=clock.now(),
        say=lambda label, done, total: say(label) if done == total else None,
    )
    tidy(site, building)
    postgres.rename_database(site.admin_url, building.name, TEMPLATE)


def prepare_cast(site: Site, name: str) -> Database:
    """A fresh database with nobody but the cast, in use by Django, on the same Friday morning."""
    database = site.database(name)
    postgres.drop_database(site.admin_url, name)
    postgres.create_database(site.admin_url, name)
    postgres.migrate(database.owner_url)
    postgres.mark(database.owner_url, kind="test", city=CITY, zone=ZONE)
    os.environ["DATABASE_URL"] = database.app_url
    start_django()
    use(database)
    gather_static_files()
    make_key_once()
    from sasando.demo.cast import load_cast

    move_clock(MORNING)
    load_cast()
    return database


def tidy(site: Site, database: Database) -> None:
    """Leave no housekeeping of the filling to fall into the measurement; nobody stays connected."""
    _disconnect()
    with psycopg.connect(site.admin_of(database.name), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")


def use(database: Database) -> None:
    """Let this process's Django use a database from now on."""
    from sasando.work import days

    point_at(database.app_url)
    days.forget()


def move_clock(text: str) -> datetime:
    """Move the clock of Django's database to a local instant, "2026-11-20 23.50"; the instant."""
    from sasando.core import clock
    from sasando.core.models import ClockMove

    instant = datetime.strptime(text, "%Y-%m-%d %H.%M").replace(tzinfo=clock.zone())
    ClockMove.objects.create(offset=instant - clock.system_now())
    return instant


def clone(site: Site, template: str, name: str) -> None:
    """Copy a database in the place of an earlier copy; nobody is connected to either."""
    _disconnect()
    postgres.drop_database(site.admin_url, name)
    postgres.clone_database(site.admin_url, template=template, name=name)


@contextmanager
def copy_of(site: Site, template: str, name: str) -> Iterator[Database]:
    """A fresh copy of a database, in use by Django, dropped at the end."""
    copy = site.database(name)
    clone(site, template, name)
    use(copy)
    move_clock(MORNING)
    try:
        yield copy
    finally:
        _disconnect()
        postgres.drop_database(site.admin_url, name)


@dataclass(frozen=True)
class WebServer:
    """The production server for one database."""

    port: int
    meter: Meter


@contextmanager
def web_server(site: Site, database: Database) -> Iterator[WebServer]:
    """Serve a database as a city would: one worker per core, on the loopback."""
    port = free_port(0)
    environment = {"DATABASE_URL": database.app_url}
    server = start_server(port, workers=os.cpu_count() or 1, environment=environment)
    try:
        wait_until_healthy(port)
        yield WebServer(port, Meter(server.pid, site.postmaster_pid))
    finally:
        server.terminate()
        server.wait()
