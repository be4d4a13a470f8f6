"""One closing in a process of its own, so that its memory is its own: prints JSON.

`python -m bench.closing DATABASE_URL 2026-11-20`
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

import psutil
import psycopg

ROOT = Path(__file__).resolve().parents[1]


def main(url: str, day: date) -> None:
    """Read the day's rows twice without work, then close the day."""
    os.environ["DATABASE_URL"] = url
    from sasando.cli.environment import start_django

    start_django()
    from sasando.core import clock
    from sasando.seals import keys
    from sasando.work.actions import close_day

    now = clock.now()
    keys.signer()
    reading, again = _read_once(url, day), _read_once(url, day)
    backend, memory_before = _backend(), psutil.Process().memory_info().rss
    database_at, began_at, processor_at = _processor(backend), perf_counter(), process_time()
    sealed = close_day(day=day, now=now)
    found = {
        "seconds": perf_counter() - began_at,
        "own_processor_seconds": process_time() - processor_at,
        "database_processor_seconds": _processor(backend) - database_at,
        "reading_seconds": reading,
        "reading_again_seconds": again,
        "memory_mb": peak_mb() - memory_before / 2**20,
    }
    rounded = {name: round(value, 3) for name, value in found.items()}
    print(json.dumps({"entries": sealed.entry_count, **rounded}))


def _read_once(url: str, day: date) -> float:
    """The same SELECT as the closing's, its rows fetched by psycopg and let go."""
    from sasando.work.leaves import BATCH, FIELDS, SOURCE

    began_at = perf_counter()
    with psycopg.connect(url) as connection, connection.cursor(name="ukur") as cursor:
        cursor.execute(f"SELECT {FIELDS} {SOURCE} WHERE e.day = %s ORDER BY e.id", [day])
        while cursor.fetchmany(BATCH):
            pass
    return perf_counter() - began_at


def _backend() -> psutil.Process:
    """The process of PostgreSQL that works for Django's connection."""
    from django.db import connection

    connection.ensure_connection()
    return psutil.Process(connection.connection.info.backend_pid)


def _processor(process: psutil.Process) -> float:
    used = process.cpu_times()
    return used.user + used.system


def peak_mb() -> float:
    """The most memory this program ever held; getrusage would count what its parent held."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise LookupError("VmHWM")


if __name__ == "__main__":
    main(sys.argv[1], date.fromisoformat(sys.argv[2]))
