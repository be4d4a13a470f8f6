"""One page under load, and what one look at it costs: time, processor, queries."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from itertools import cycle
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

from .client import Browser, Line
from .figures import latency, load_average, percentile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.http import HttpResponse

    from .people import Visitor
    from .site import WebServer


@dataclass(frozen=True)
class Look:
    """Who looks at which address. Nobody looks at a public page."""

    path: str
    visitor: Visitor | None = None

    @property
    def cookies(self) -> dict[str, str]:
        return dict(self.visitor.cookies) if self.visitor else {}


@dataclass
class Readers:
    """Readers on a few connections, one look after the other."""

    port: int
    looks: Iterator[Look]
    stop_at: float
    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    async def run(self, connections: int) -> None:
        await asyncio.gather(*(self._look_after_look() for _ in range(connections)))

    async def _look_after_look(self) -> None:
        line = Line(self.port)
        while perf_counter() < self.stop_at:
            look = next(self.looks)
            sent_at = perf_counter()
            try:
                answer = await Browser(line, look.cookies).get(look.path)
            except ConnectionError:
                self.failures.append("cut off")
                continue
            self.seconds.append(perf_counter() - sent_at)
            if answer.status != 200:
                self.failures.append(f"{look.path} {answer.status}")
        line.close()


def under_load(
    server: WebServer, looks: Sequence[Look], *, connections: int, seconds: float
) -> dict[str, Any]:
    """Requests per second and processor time per request, after a warm-up of two seconds."""
    turns = cycle(looks)
    asyncio.run(Readers(server.port, turns, perf_counter() + 2).run(connections))
    readers = Readers(server.port, turns, perf_counter() + seconds)
    before, began_at = server.meter.read(), perf_counter()
    asyncio.run(readers.run(connections))
    took, used = perf_counter() - began_at, server.meter.read().since(before)
    return {
        "requests_per_second": round(len(readers.seconds) / took, 1),
        "latency": latency(readers.seconds),
        "processor_per_request": used.per(len(readers.seconds)),
        "processor_bound_requests_per_second": used.bound(len(readers.seconds)),
        "failures": sorted(set(readers.failures)),
        "load_average": load_average(),
    }


def in_process(looks: Sequence[Look], *, times: int) -> dict[str, Any]:
    """The same looks without web server: queries, wall time and own processor time of each."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    turns = cycle(looks)
    for _warm_up in range(10):
        _answer(next(turns))
    queries = []
    for look in looks[:20]:
        with CaptureQueriesContext(connection) as captured:
            response = _answer(look)
        queries.append(len(captured))
    seconds = []
    processor_at = process_time()
    for _time in range(times):
        began_at = perf_counter()
        _answer(next(turns))
        seconds.append(perf_counter() - began_at)
    own = (process_time() - processor_at) / times
    return {
        "queries": max(queries),
        "bytes": len(response.content),
        "own_processor_ms": round(own * 1000, 2),
        "latency": latency(seconds),
        "p95_ms": round(percentile(seconds, 0.95) * 1000, 1),
        "load_average": load_average(),
    }


def _answer(look: Look) -> HttpResponse:
    from django.test import Client

    browser = Client(SERVER_NAME="127.0.0.1")
    for name, value in look.cookies.items():
        browser.cookies[name] = value
    response: Any = browser.get(look.path)
    if response.status_code != 200:
        raise RuntimeError(f"{look.path}: {response.status_code}")
    return response
