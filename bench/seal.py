"""Closing and sealing one day of 60,000 entries, beside reading those rows once."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from statistics import median
from typing import TYPE_CHECKING, Any

from . import closing
from .figures import aim, load_average
from .filling import fill_day
from .report import say
from .site import TEMPLATE, clone, copy_of, move_clock, prepare_city, tidy

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from .site import Database, Site

DAY = date(2026, 11, 20)
# After the last shift of that Friday.
NEXT_AFTERNOON = "2026-11-21 16.00"


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--entries", type=int, default=60_000)
    parser.add_argument("--times", type=int, default=3)


def measure(site: Site, given: Namespace) -> dict[str, Any]:
    """The median of several closings, each of a fresh copy in a fresh process."""
    prepare_city(site)
    full = site.database("ukur_hari_penuh")
    clone(site, TEMPLATE, full.name)
    say(f"mengisi satu hari dengan {given.entries} catatan")
    fill_day(full, DAY, given.entries)
    tidy(site, full)
    runs = [_close_a_copy(site, full.name) for _time in range(given.times)]
    seconds = median(run["seconds"] for run in runs)
    memory = max(run["memory_mb"] for run in runs)
    ratio = median(run["seconds"] / run["reading_again_seconds"] for run in runs)
    return {
        "runs": runs,
        "aims": [
            aim("closing, seconds", seconds, most=3),
            aim("memory above the rest of the process, MB", memory, most=300),
            aim("closing against reading the rows once", ratio, most=4),
        ],
        "broken": ["entries not sealed"] if _unsealed(runs, given.entries) else [],
    }


def _close_a_copy(site: Site, full: str) -> dict[str, Any]:
    with copy_of(site, full, "ukur_segel") as database:
        move_clock(NEXT_AFTERNOON)
        say("menutup hari itu")
        return {**_in_a_process_of_its_own(database), "load_average": load_average()}


def _in_a_process_of_its_own(database: Database) -> dict[str, Any]:
    command = [sys.executable, "-m", closing.__name__, database.app_url, DAY.isoformat()]
    done = subprocess.run(command, cwd=closing.ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _unsealed(runs: list[dict[str, Any]], entries: int) -> bool:
    return any(run["entries"] != entries for run in runs)
