"""The last minutes before a day closes: everybody reads *Hari ini* and records two entries.

The clock of the measured city is moved so that the closing instant falls into the run. Up to it
everything must be saved, from it on everything refused, and nothing may be lost or come in late.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID, uuid4

from .client import Answer, Browser, Line
from .figures import aim, latency
from .people import SEED, Visitor, writers
from .report import say
from .site import TEMPLATE, copy_of, prepare_city, web_server

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from .figures import ProcessorTime
    from .site import Site, WebServer

DAY = date(2026, 11, 20)
TODAY = "/hari-ini/"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
RESULT = re.compile(rb'<option value="(H-[^"]+)"')
ACTION = re.compile(rb'<form class="entry-form"[^>]* action="([^"]+)"')
DEEDS = (
    "Memeriksa berkas permohonan warga dan mencatat yang belum lengkap",
    "Mengangkut sampah dari titik resmi di tiga kelurahan",
    "Menyusun bahan rapat koordinasi dan notulensinya",
    "Melayani warga di loket dan memperbarui buku register",
    "Memeriksa kelas, menilai tugas siswa, dan mengisi jurnal mengajar",
)
WARM_UP_SECONDS = 3
AFTER_SECONDS = 4
# Both clocks are read a moment apart; what is sent within this of the closing may go either way.
MARGIN = 0.05


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--people", type=int, default=6_000, help="paling banyak orang")
    parser.add_argument("--connections", type=int, default=24)
    parser.add_argument("--seconds", type=int, default=60, help="sampai saat tutup")
    parser.add_argument("--plain-seconds", type=int, default=20, help="peramban tanpa skrip")


class Sample(NamedTuple):
    """One request: what it was, when it was sent, how long it took, what came of it."""

    kind: str
    sent_at: float
    seconds: float
    outcome: str


class Page(NamedTuple):
    """What a person's open page holds: whose it is, where it posts, its token and its result."""

    browser: Browser
    action: str
    token: str
    result: str


@dataclass
class Crowd:
    """Visitors on a few connections for a stretch of time."""

    port: int
    visitors: Iterator[Visitor]
    by_script: bool
    stop_at: float
    closes_at: float
    samples: list[Sample] = field(default_factory=list)
    saved: list[UUID] = field(default_factory=list)
    refused: list[UUID] = field(default_factory=list)
    visits: int = 0

    async def run(self, connections: int) -> None:
        await asyncio.gather(*(self._person_after_person(n) for n in range(connections)))

    async def _person_after_person(self, number: int) -> None:
        rng = Random(SEED + number)  # noqa: S311  not a secret
        line = Line(self.port)
        page: Page | None = None
        while perf_counter() < self.stop_at:
            # After the closing a page that was opened in time is what people have in their hands.
            if page is None or perf_counter() < self.closes_at:
                page = await self._open(Browser(line, dict(next(self.visitors).cookies)))
            for _entry in range(2):
                if page is not None:
                    await self._record(page, rng)
            self.visits += 1
        line.close()

    async def _open(self, browser: Browser) -> Page | None:
        answer = await self._timed("read", browser.get(TODAY), lambda found: found.status == 200)
        if answer is None:
            return None
        token, result, action = (
            expression.search(answer.body) for expression in (TOKEN, RESULT, ACTION)
        )
        if token is None or result is None or action is None:
            self.samples.append(Sample("read", perf_counter(), 0.0, "no form"))
            return None
        return Page(browser, action[1].decode(), token[1].decode(), result[1].decode())

    async def _record(self, page: Page, rng: Random) -> None:
        key = uuid4()
        fields = entry_fields(page, key, rng)
        post = page.browser.post(page.action, fields, by_script=self.by_script)
        said_saved = self._said_saved_by_script(key) if self.by_script else _said_saved_plainly
        answer = await self._timed("record", post, said_saved)
        if answer is not None:
            self.saved.append(key)
            if not self.by_script:
                await self._timed("read again", page.browser.get(answer.location), _is_page)
        elif self.samples[-1].outcome == "refused":
            self.refused.append(key)

    @staticmethod
    def _said_saved_by_script(key: UUID) -> Any:
        mark = f'data-saved-key="{key}"'.encode()
        return lambda answer: answer.status == 200 and mark in answer.body

    async def _timed(self, kind: str, asking: Any, is_good: Any) -> Answer | None:
        sent_at = perf_counter()
        try:
            answer: Answer = await asking
        except ConnectionError:
            self.samples.append(Sample(kind, sent_at, perf_counter() - sent_at, "cut off"))
            return None
        seconds = perf_counter() - sent_at
        if is_good(answer):
            self.samples.append(Sample(kind, sent_at, seconds, "good"))
            return answer
        outcome = "refused" if answer.status == 422 else f"status {answer.status}"
        self.samples.append(Sample(kind, sent_at, seconds, outcome))
        return None


def _is_page(answer: Answer) -> bool:
    return answer.status == 200


def _said_saved_plainly(answer: Answer) -> bool:
    return answer.status in {302, 303} and "hari-ini" in answer.location


def entry_fields(page: Page, key: UUID, rng: Random) -> dict[str, str]:
    """The fields of the form as a person fills them in."""
    start = rng.randrange(7 * 60, 21 * 60)
    end = start + rng.choice((30, 45, 60, 90))
    return {
        "key": str(key),
        "day": DAY.isoformat(),
        "replaces": "",
        "result": page.result,
        "start": f"{start // 60:02}:{start % 60:02}",
        "end": f"{end // 60:02}:{end % 60:02}",
        "quantity": str(rng.randrange(1, 40)),
        "measure": "kegiatan",
        "activity": rng.choice(DEEDS),
        "csrfmiddlewaretoken": page.token,
    }


def measure(site: Site, given: Namespace) -> dict[str, Any]:
    """Plain browsers first, then phones across the closing instant, then the day's own closing."""
    prepare_city(site)
    with copy_of(site, TEMPLATE, "ukur_tutup") as database, web_server(site, database) as server:
        people = writers(given.people)
        say(f"{len(people)} orang, {given.connections} sambungan")
        visitors = cycle(people)
        _drive(server, visitors, given.connections, by_script=True, seconds=WARM_UP_SECONDS)
        plain = _drive(
            server, visitors, given.connections, by_script=False, seconds=given.plain_seconds
        )
        phones = _drive(
            server, visitors, given.connections, by_script=True, seconds=given.seconds,
            crosses_closing=True,
        )  # fmt: skip
        found = _figures(plain, phones, people=len(people), connections=given.connections)
        ledger = _ledger([plain.crowd, phones.crowd])
    return {**found, "ledger": ledger, "broken": _broken(ledger, found)}


@dataclass(frozen=True)
class Stretch:
    """A stretch of load and the processor time it took."""

    crowd: Crowd
    began_at: float
    ended_at: float
    used: ProcessorTime


def _drive(
    server: WebServer,
    visitors: Iterator[Visitor],
    connections: int,
    *,
    by_script: bool,
    seconds: float,
    crosses_closing: bool = False,
) -> Stretch:
    began_at = perf_counter()
    closes_at = _close_in(seconds) if crosses_closing else began_at + 86_400
    stop_at = closes_at + AFTER_SECONDS if crosses_closing else began_at + seconds
    crowd = Crowd(server.port, visitors, by_script, stop_at, closes_at)
    before = server.meter.read()
    asyncio.run(crowd.run(connections))
    return Stretch(crowd, began_at, perf_counter(), server.meter.read().since(before))


def _close_in(seconds: float) -> float:
    """Move the city's clock to so many seconds before midnight; the closing on our own clock."""
    from sasando.core import clock
    from sasando.core.models import ClockMove

    closing = clock.midnight_before(DAY + timedelta(days=1))
    start = closing - timedelta(seconds=seconds)
    ClockMove.objects.create(offset=start - clock.system_now())
    return perf_counter() + (closing - clock.now()).total_seconds()


def _figures(plain: Stretch, phones: Stretch, *, people: int, connections: int) -> dict[str, Any]:
    closes_at = phones.crowd.closes_at
    before = [row for row in phones.crowd.samples if row.sent_at + row.seconds < closes_at]
    after = [row for row in phones.crowd.samples if row.sent_at > closes_at + MARGIN]
    main = _rates(before, closes_at - phones.began_at)
    main |= _processor(phones)
    main["seconds_for_6000_people"] = round(12_000 / max(main["entries_per_second"], 0.001), 1)
    plainly = _rates(plain.crowd.samples, plain.ended_at - plain.began_at)
    plainly |= _processor(plain)
    slowest = max(main["latency"][kind]["p95_ms"] for kind in ("read", "record"))
    return {
        "people": people,
        "connections": connections,
        "phones_before_closing": main,
        "after_closing": _rates(after, AFTER_SECONDS),
        "plain_browsers": plainly,
        "aims": [
            aim("entries recorded per second", main["entries_per_second"], least=250),
            aim("slowest kind, p95 ms", slowest, most=250),
            aim("saved after the closing", _saved(after), most=0),
        ],
    }


def _processor(stretch: Stretch) -> dict[str, Any]:
    """Of one request, and the rates at which a machine with nothing else to do would be full."""
    samples = stretch.crowd.samples
    written = sum(row.kind == "record" for row in samples) / max(len(samples), 1)
    requests = stretch.used.bound(len(samples))
    return {
        "processor_per_request": stretch.used.per(len(samples)),
        "processor_bound": {
            "requests_per_second": requests,
            "entries_per_second": round(requests * written, 1),
        },
    }


def _rates(samples: list[Sample], seconds: float) -> dict[str, Any]:
    kinds = sorted({row.kind for row in samples})
    return {
        "seconds": round(seconds, 1),
        "requests_per_second": round(len(samples) / seconds, 1),
        "entries_per_second": round(_saved(samples) / seconds, 1),
        "latency": {
            kind: latency([row.seconds for row in samples if row.kind == kind]) for kind in kinds
        },
        "outcomes": {
            kind: dict(Counter(row.outcome for row in samples if row.kind == kind))
            for kind in kinds
        },
    }


def _saved(samples: list[Sample]) -> int:
    return sum(row.kind == "record" and row.outcome == "good" for row in samples)


def _ledger(crowds: list[Crowd]) -> dict[str, Any]:
    """What the server said against what the database holds, and the day's closing on top."""
    from sasando.core import clock
    from sasando.core.models import ClockMove
    from sasando.work.actions import close_day
    from sasando.work.models import DailyEntry

    rows = DailyEntry.objects.filter(day=DAY).values_list("key", "recorded_at", "closes_at")
    held = {key: (recorded_at, closes_at) for key, recorded_at, closes_at in rows}
    saved = {key for crowd in crowds for key in crowd.saved}
    refused = {key for crowd in crowds for key in crowd.refused}
    noon = clock.midnight_before(DAY + timedelta(days=1)) + timedelta(hours=14)
    ClockMove.objects.create(offset=noon - clock.system_now())
    began_at = perf_counter()
    sealed = close_day(day=DAY, now=clock.now())
    seconds = perf_counter() - began_at
    return {
        "said_saved": len(saved),
        "lost": len(saved - held.keys()),
        "said_refused": len(refused),
        "refused_yet_held": len(refused & held.keys()),
        "recorded_late": sum(recorded_at >= closes_at for recorded_at, closes_at in held.values()),
        "last_recorded_seconds_before_closing": min(
            (closes_at - recorded_at).total_seconds()
            for key, (recorded_at, closes_at) in held.items()
            if key in saved
        ),
        "held_but_not_sealed": len(held) - sealed.entry_count,
        "closing_of_the_day": {"entries": sealed.entry_count, "seconds": round(seconds, 2)},
    }


def _broken(ledger: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """Promises that must hold on any machine."""
    never = ("lost", "refused_yet_held", "recorded_late", "held_but_not_sealed")
    broken = [name for name in never if ledger[name]]
    if not next(row["met"] for row in found["aims"] if row["aim"] == "saved after the closing"):
        broken.append("saved after the closing")
    return broken
