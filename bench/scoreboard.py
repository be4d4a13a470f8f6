"""The mayor's board at 100,000 and at 10 million entries: it must not feel the past."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .figures import aim
from .filling import city_with_history
from .load import Look, in_process, under_load
from .people import named
from .report import say
from .site import prepare_city, web_server

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from .site import Site

BOARD = "/papan/"


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--entries", type=int, nargs=2, default=[100_000, 10_000_000])
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=10)


def measure(site: Site, given: Namespace) -> dict[str, Any]:
    """Both histories; the ratio of their median times."""
    prepare_city(site)
    few, many = (
        _at(site, total, requests=given.requests, seconds=given.seconds) for total in given.entries
    )
    return {
        "few": few,
        "many": many,
        "aims": [
            aim("p95 in process at the most entries, ms", many["in_process"]["p95_ms"], most=100),
            aim("p95 through the server, ms", many["served"]["latency"]["p95_ms"], most=100),
            aim("queries", many["in_process"]["queries"], most=15),
            aim("many against few, median", _median(many) / max(_median(few), 0.1), most=1.3),
        ],
    }


def _median(found: dict[str, Any]) -> float:
    median: float = found["in_process"]["latency"]["p50_ms"]
    return median


def _at(site: Site, total: int, *, requests: int, seconds: float) -> dict[str, Any]:
    with city_with_history(site, total) as (database, filled):
        say(f"papan pada {filled.entries:,} catatan".replace(",", "."))
        looks = [Look(BOARD, named("walikota"))]
        found = in_process(looks, times=requests)
        with web_server(site, database) as server:
            served = under_load(server, looks, connections=1, seconds=seconds)
    return {
        "entries": filled.entries,
        "filling_seconds": round(filled.seconds, 1),
        "in_process": found,
        "served": served,
    }
