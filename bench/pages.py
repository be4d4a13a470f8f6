"""The pages of every day at 1 million and at 10 million entries, sixteen readers at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .figures import aim
from .filling import city_with_history
from .load import Look, in_process, under_load
from .people import Visitor, supervisors, writers
from .report import say
from .site import prepare_city, web_server

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from .site import Site

OWN = ("today", "month")
THREAD = """
SELECT p.user_id, min(r.code)
FROM work_plannedresult r JOIN organization_person p ON p.id = r.person_id
WHERE p.user_id = ANY(%s) AND r.state = 'DISEPAKATI' GROUP BY p.user_id
"""


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--entries", type=int, nargs=2, default=[1_000_000, 10_000_000])
    parser.add_argument("--people", type=int, default=6_000)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=10)


def measure(site: Site, given: Namespace) -> dict[str, Any]:
    """Both histories page by page, and how much each page grew."""
    prepare_city(site)
    few, many = (_at(site, total, given) for total in given.entries)
    growth = {name: _growth(few["pages"][name], many["pages"][name]) for name in many["pages"]}
    return {"few": few, "many": many, "growth": growth, "aims": _aims(many, growth)}


def _at(site: Site, total: int, given: Namespace) -> dict[str, Any]:
    with city_with_history(site, total) as (database, filled):
        say(f"halaman pada {filled.entries:,} catatan".replace(",", "."))
        views = _looks(writers(given.people))
        pages: dict[str, Any] = {}
        with web_server(site, database) as server:
            for name, looks in views.items():
                say(name)
                pages[name] = {
                    "in_process": in_process(looks, times=100),
                    "served": under_load(
                        server, looks, connections=given.connections, seconds=given.seconds
                    ),
                }
    return {
        "entries": filled.entries, "filling_seconds": round(filled.seconds, 1), "pages": pages,
    }  # fmt: skip


def _looks(people: list[Visitor]) -> dict[str, list[Look]]:
    """Each page with those who look at it."""
    some = people[:500]
    codes = _result_codes(some)
    return {
        "today": [Look("/hari-ini/", person) for person in people],
        "month": [Look("/kinerja/bulan/", person) for person in people],
        "queue": [Look("/antrean/", person) for person in supervisors()],
        "thread": [Look(f"/utas/hasil/{codes[person.user_id]}/", person) for person in some],
        "login": [Look("/masuk/")],
    }


def _result_codes(people: list[Visitor]) -> dict[int, str]:
    """One result of each, by account."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(THREAD, [[person.user_id for person in people]])
        return dict(cursor.fetchall())


def _growth(few: dict[str, Any], many: dict[str, Any]) -> dict[str, float]:
    """Ten times the rows against one: processor of both sides, and time between them."""

    def both(found: dict[str, Any]) -> float:
        used = found["served"]["processor_per_request"]
        return float(used["application_ms"]) + float(used["database_ms"])

    return {
        "processor": round(both(many) / max(both(few), 0.01), 3),
        "time_per_request": round(
            few["served"]["requests_per_second"] / max(many["served"]["requests_per_second"], 0.01),
            3,
        ),
    }


def _aims(many: dict[str, Any], growth: dict[str, dict[str, float]]) -> list[dict[str, Any]]:
    aims = []
    for name, page in many["pages"].items():
        served = page["served"]
        if name in OWN:
            aims += [
                aim(f"{name}: queries", page["in_process"]["queries"], most=8),
                aim(
                    f"{name}: application ms",
                    served["processor_per_request"]["application_ms"],
                    most=10,
                ),
                aim(f"{name}: requests per second", served["requests_per_second"], least=150),
            ]
        aims.append(aim(f"{name}: growth of processor time", growth[name]["processor"], most=1.1))
    return aims
