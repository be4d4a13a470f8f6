"""Running Sasando: the web server, and the preparation of a production database."""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from . import postgres
from .environment import start_django


def serve(arguments: list[str]) -> int:
    """`serve`: the web server for the database in DATABASE_URL, one worker per core."""
    parser = argparse.ArgumentParser(prog="sasando serve")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args(arguments)
    start_django()
    problem = _problem_before_serving()
    if problem:
        print(problem, file=sys.stderr)
        return 1
    command = server_command(given.host, given.port, given.workers)
    # The server takes this process's place.
    return os.execv(command[0], command)


def server_command(host: str, port: int, workers: int) -> list[str]:
    """The production server: granian, WSGI, one blocking thread in each worker."""
    return [
        str(Path(sys.executable).with_name("granian")),
        "--interface", "wsgi",
        "--host", host,
        "--port", str(port),
        "--workers", str(workers),
        "--blocking-threads", "1",
        "--backlog", "1024",
        "--respawn-failed-workers",
        "--no-ws",
        "--log-level", "warning",
        "sasando.wsgi:application",
    ]  # fmt: skip


def start_server(
    port: int, *, workers: int = 2, environment: dict[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """A server on the loopback as a child of this process, which shares its secret with it."""
    from django.conf import settings

    command = server_command("127.0.0.1", port, workers)
    shared = {"SECRET_KEY": settings.SECRET_KEY}
    return subprocess.Popen(command, env={**os.environ, **shared, **(environment or {})})


def free_port(wanted: int) -> int:
    """The wanted port, or another free one when it is taken."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            number: int = probe.getsockname()[1]
            return number
    return wanted


def wait_until_healthy(port: int, *, longest: timedelta = timedelta(seconds=30)) -> None:
    """Wait for `/sehat`. Raises TimeoutError when the server does not answer in time."""
    address = f"http://127.0.0.1:{port}/sehat"
    for _attempt in range(int(longest.total_seconds() * 10)):
        try:
            with urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError(address)


def prepare(arguments: list[str]) -> int:
    """`prepare`: make a city's own installation ready; safe to run again at every upgrade.

    Needs DATABASE_OWNER_URL (the owner's role) beside DATABASE_URL (the application's role).
    Migrates, marks a new database as production, gathers static files, makes the seal's key once.
    """
    parser = argparse.ArgumentParser(prog="sasando prepare")
    parser.add_argument("--admin-url", default="", help="buat basis data dan kedua perannya dulu")
    given = parser.parse_args(arguments)
    owner_url = os.environ.get("DATABASE_OWNER_URL", "")
    if not owner_url:
        print(
            "DATABASE_OWNER_URL belum diisi: alamat basis data untuk peran pemilik.",
            file=sys.stderr,
        )
        return 1
    if given.admin_url:
        _create_where_missing(given.admin_url, owner_url)
    print("Migrasi …")
    postgres.migrate(owner_url)
    start_django()
    from django.conf import settings

    postgres.mark(owner_url, kind="production", city=settings.CITY_NAME, zone=settings.TIME_ZONE)
    gather_static_files()
    make_key_once()
    problem = _problem_before_serving()
    print(problem or "Siap. Jalankan ./sasando serve, lalu periksa /sehat.")
    return 1 if problem else 0


def gather_static_files() -> None:
    """Collect, fingerprint and compress the static files where the server reads them."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def make_key_once() -> None:
    """Make the seal's signing key when there is none yet."""
    from django.conf import settings

    from sasando.seals.keys import create_key_file

    if not Path(settings.SEAL_KEY_FILE).exists():
        create_key_file()


def _create_where_missing(admin_url: str, owner_url: str) -> None:
    name = owner_url.partition("?")[0].rpartition("/")[2]
    if not postgres.database_exists(admin_url, name):
        print(f"Membuat basis data {name} …")
        postgres.create_database(admin_url, name)


def _problem_before_serving() -> str:
    from django.conf import settings
    from django.db import OperationalError

    from sasando.core.checks import application_role_owns_nothing
    from sasando.core.models import Deployment

    try:
        found = application_role_owns_nothing(databases=["default"])
    except OperationalError as failure:
        return f"Basis data tidak dapat dihubungi: {str(failure).splitlines()[0]}"
    if found:
        return f"{found[0].msg} {found[0].hint}"
    deployment = Deployment.objects.first()
    if deployment is None:
        return "Basis data belum disiapkan. Jalankan ./sasando prepare."
    if settings.PRODUCTION is not (deployment.kind == Deployment.Kind.PRODUCTION):
        return (
            f"Basis data ini bertanda {deployment.get_kind_display()}, tidak sesuai dengan "
            "SASANDO_PRODUCTION."
        )
    if deployment.zone != settings.TIME_ZONE:
        return f"Zona waktu basis data {deployment.zone} berbeda dari CITY_ZONE."
    return ""
