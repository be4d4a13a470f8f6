"""The example city, ready to look at: embedded PostgreSQL, people who do not exist, a real seal."""

from __future__ import annotations

import argparse
import os
import signal
import threading
import time
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from . import postgres
from .check import check_demo
from .environment import data_dir, start_django
from .serving import free_port, start_server, wait_until_healthy

SCALES = ("small", "city", "province")
CLOSE_EVERY_SECONDS = 20
AFTERNOON = timedelta(hours=15, minutes=4)
console = Console()


def demo(arguments: list[str]) -> int:
    """`demo`: prepare the example city where it is missing, close what is due, serve it."""
    parser = argparse.ArgumentParser(prog="sasando demo")
    parser.add_argument("--scale", choices=SCALES, default="small")
    parser.add_argument("--days", type=int, default=10, help="hari kerja riwayat")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--check", action="store_true", help="periksa semuanya, lalu berhenti")
    parser.add_argument("--fresh", action="store_true", help="buang kota contoh yang ada")
    given = parser.parse_args(arguments)
    admin_url, database = prepare_city(given.scale, given.days, fresh=given.fresh)
    if given.check:
        return _check_a_copy(admin_url, database)
    return _serve(given.port)


def prepare_city(scale: str, days: int, *, fresh: bool = False) -> tuple[str, str]:
    """Start the server, build the city where it is missing; the server's address and its name."""
    folder = data_dir()
    console.print(f"[bold]Sasando[/bold] · kota contoh, skala {scale}")
    with console.status("Menyalakan PostgreSQL tertanam …"):
        admin_url = postgres.start_embedded(folder, settings=SERVER_SETTINGS)
    name = f"sasando_{scale}_{days}"
    app_url = postgres.address_as(admin_url, role=postgres.APPLICATION, database=name)
    os.environ["DATABASE_URL"] = app_url
    if fresh:
        postgres.drop_database(admin_url, name)
    if postgres.database_exists(admin_url, name):
        with console.status("Memeriksa migrasi …"):
            owner = postgres.address_as(admin_url, role=postgres.OWNER, database=name)
            postgres.migrate(owner)
    else:
        _build(admin_url, name, scale, days)
    start_django()
    _prepare_files()
    return admin_url, name


def _check_a_copy(admin_url: str, database: str) -> int:
    """The check closes the running day, so it works on a copy that is dropped afterwards."""
    copy = f"{database}_periksa"
    postgres.drop_database(admin_url, copy)
    postgres.clone_database(admin_url, template=database, name=copy)
    url = postgres.address_as(admin_url, role=postgres.APPLICATION, database=copy)
    os.environ["DATABASE_URL"] = url
    point_at(url)
    close_due()
    try:
        return check_demo(console)
    finally:
        from django.db import connections

        connections.close_all()
        postgres.drop_database(admin_url, copy)


# A machine that shows a demo has some memory to spare; the rest stays PostgreSQL's own default.
SERVER_SETTINGS = {"shared_buffers": "256MB", "max_wal_size": "4GB"}


def _build(admin_url: str, name: str, scale: str, days: int) -> None:
    """Build under another name, so that a half-built city is never taken for a whole one."""
    building = f"{name}_belum_jadi"
    postgres.drop_database(admin_url, building)
    with console.status("Membuat basis data dan kedua perannya …"):
        postgres.create_database(admin_url, building)
        owner_url = postgres.address_as(admin_url, role=postgres.OWNER, database=building)
        postgres.migrate(owner_url)
        postgres.mark(owner_url, kind="demo", city="Kota Kupang", zone="Asia/Makassar")
    asked = os.environ["DATABASE_URL"]
    os.environ["DATABASE_URL"] = postgres.address_as(
        admin_url, role=postgres.APPLICATION, database=building
    )
    start_django()
    from django.db import connections

    from sasando.core import clock
    from sasando.demo.loader import build_city

    from .serving import make_key_once

    make_key_once()
    _begin_in_an_afternoon()
    with _progress() as bar:
        tasks: dict[str, TaskID] = {}

        def say(label: str, done: int, total: int) -> None:
            if label not in tasks:
                tasks[label] = bar.add_task(label, total=total or 1)
            bar.update(tasks[label], completed=done, total=total or 1)

        build_city(owner_url=owner_url, scale=scale, days=days, now=clock.now(), say=say)
    connections.close_all()
    postgres.rename_database(admin_url, building, name)
    os.environ["DATABASE_URL"] = asked
    point_at(asked)


def _begin_in_an_afternoon() -> None:
    """Move the example city's clock back to the last working afternoon, a few hours before closing.

    At any other time of the real day there would be nothing to record, decide or close. Every
    page says that the clock is moved.
    """
    from sasando.core import clock
    from sasando.core.models import ClockMove
    from sasando.organization.models import Unit
    from sasando.work.days import is_working_day

    now = clock.now()
    day = clock.local_day(now)
    while (
        not is_working_day(Unit.Pattern.FIVE_DAYS, day)
        or clock.midnight_before(day) + AFTERNOON > now
    ):
        day -= timedelta(days=1)
    ClockMove.objects.create(offset=clock.midnight_before(day) + AFTERNOON - now)


def point_at(url: str) -> None:
    """Let this process's Django use another database from now on."""
    from django.db import connection, connections

    from sasando.core import clock, policies

    from .environment import database_from_url

    connections.close_all()
    connection.settings_dict.update(database_from_url(url, data_dir=Path()))
    clock.is_production.cache_clear()
    policies.forget()


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description:<34}"), BarColumn(), MofNCompleteColumn(),
        TimeElapsedColumn(), console=console,
    )  # fmt: skip


def _prepare_files() -> None:
    from .serving import gather_static_files, make_key_once

    with console.status("Menyiapkan berkas statis …"):
        gather_static_files()
        make_key_once()


def _serve(port: int) -> int:
    close_due()
    port = free_port(port)
    server = start_server(port, environment={"SITE_URL": f"http://127.0.0.1:{port}"})
    wait_until_healthy(port)
    _print_cast(port)
    closer = threading.Thread(target=_close_again_and_again, daemon=True)
    closer.start()
    # Ended from outside, it must take its server along just as at Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return server.wait()
    except KeyboardInterrupt:
        server.terminate()
        server.wait()
        postgres.stop_embedded(data_dir())
        console.print("Selesai. Kota contoh tersimpan; mulai lagi hanya beberapa detik.")
        return 0


def close_due() -> int:
    """Close and seal every day that is over, and say so; how many."""
    from sasando.core import clock
    from sasando.work.actions import close_due_days

    closed = close_due_days(now=clock.now())
    for sealed in closed:
        console.print(
            f"Hari kerja {sealed.day} tutup dan disegel: {sealed.entry_count} catatan, "
            f"kepala [bold]{sealed.short_root}[/bold]"
        )
    return len(closed)


def _close_again_and_again() -> None:
    """The demo closes days by itself, also after `./sasando move-clock +9h`."""
    from django.db import OperationalError, connections

    while True:
        time.sleep(CLOSE_EVERY_SECONDS)
        try:
            close_due()
        except OperationalError:
            connections.close_all()


def _print_cast(port: int) -> None:
    from sasando.demo.cast import CAST, PASSWORD, RESIDENT

    table = Table(title=f"Pemeran contoh · kata sandi semua: {PASSWORD}")
    table.add_column("Nama pengguna")
    table.add_column("Jabatan")
    for role in CAST:
        table.add_row(role.login, role.title)
    table.add_row(RESIDENT, "Warga")
    console.print(table)
    console.print(
        f"Buka [bold]http://127.0.0.1:{port}/[/bold] · segel http://127.0.0.1:{port}/segel/"
    )
    console.print("Memperagakan penutupan: [bold]./sasando move-clock +9h[/bold] di terminal lain.")
    console.print("Berhenti dengan Ctrl-C.")
