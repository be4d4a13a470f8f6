"""What a page weighs on its way to a phone, seen by a real Chromium, first and second visit.

Bytes are those that crossed the wire, heads included, as the browser's own network log counts
them. Lighthouse is asked too where npm can bring it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .figures import aim
from .people import Visitor, named
from .report import say
from .site import TEMPLATE, copy_of, prepare_city, web_server

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, CDPSession

    from .site import Site

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "id-ID",
}
# The last one that also runs on Node 18 and 20.
LIGHTHOUSE = "lighthouse@12.8.2"
KINDS = ("performance", "accessibility", "best-practices", "seo")
KILOBYTE = 1000


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--no-lighthouse", action="store_true")


def measure(site: Site, given: Namespace) -> dict[str, Any]:
    """The log-in page, *Hari ini* and the public page of the seals."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        return {"skipped": "tidak ada Chromium di mesin ini", "aims": []}
    prepare_city(site)
    with copy_of(site, TEMPLATE, "ukur_berat") as database, web_server(site, database) as server:
        address = f"http://127.0.0.1:{server.port}"
        clerk = named("staf")
        pages: dict[str, tuple[str, Visitor | None]] = {
            "login": ("/masuk/", None),
            "today": ("/hari-ini/", clerk),
            "seals": ("/segel/", None),
        }
        with chromium(program) as browser:
            found = {
                name: _two_visits(browser, address, path, who)
                for name, (path, who) in pages.items()
            }
        scores = {} if given.no_lighthouse else _lighthouse(program, address, pages)
    return {"pages": found, "lighthouse": scores, "aims": _aims(found)}


def _aims(found: dict[str, Any]) -> list[dict[str, Any]]:
    first, second = "first visit, kB", "second visit, kB"
    return [
        aim(f"login, {first}", found["login"]["first"]["kilobytes"], most=45),
        aim(f"today, {first}", found["today"]["first"]["kilobytes"], most=120),
        aim(f"today, {second}", found["today"]["second"]["kilobytes"], most=15),
        aim(
            "requests to foreign hosts",
            sum(len(page["first"]["foreign_hosts"]) for page in found.values()),
            most=0,
        ),
    ]


@contextmanager
def chromium(program: str) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class NetworkLog:
    """What the browser's network log says of one visit."""

    host: str
    requests: dict[str, dict[str, Any]] = field(default_factory=dict)

    def listen(self, session: CDPSession) -> None:
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.requestServedFromCache", self._from_cache)
        session.on("Network.responseReceived", self._received)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def _sent(self, event: dict[str, Any]) -> None:
        entry = {"url": event["request"]["url"], "bytes": 0, "cached": False, "encoding": ""}
        self.requests[event["requestId"]] = entry

    def _from_cache(self, event: dict[str, Any]) -> None:
        self.requests[event["requestId"]]["cached"] = True

    def _received(self, event: dict[str, Any]) -> None:
        entry, response = self.requests[event["requestId"]], event["response"]
        headers = {name.lower(): value for name, value in response["headers"].items()}
        entry["encoding"] = headers.get("content-encoding", "")
        entry["status"] = response["status"]
        entry["cached"] |= response.get("fromDiskCache", False)

    def _finished(self, event: dict[str, Any]) -> None:
        self.requests[event["requestId"]]["bytes"] = event["encodedDataLength"]

    def figures(self) -> dict[str, Any]:
        """Bytes and requests that went over the wire; pictures written into the page do not."""
        over_wire = [
            row
            for row in self.requests.values()
            if not row["url"].startswith("data:") and not row["cached"]
        ]
        hosts = {urlsplit(row["url"]).netloc for row in over_wire} - {self.host}
        return {
            "kilobytes": round(sum(row["bytes"] for row in over_wire) / KILOBYTE, 1),
            "requests": len(over_wire),
            "from_cache": sum(row["cached"] for row in self.requests.values()),
            "foreign_hosts": sorted(hosts),
            "files": [
                {
                    "path": urlsplit(row["url"]).path,
                    "kilobytes": round(row["bytes"] / KILOBYTE, 1),
                    "encoding": row["encoding"],
                }
                for row in over_wire
            ],
        }


def _two_visits(
    browser: Browser, address: str, path: str, visitor: Visitor | None
) -> dict[str, Any]:
    """The same phone twice: with an empty cache, then with what the first visit left."""
    context: BrowserContext = browser.new_context(**PHONE)
    for name, value in (visitor.cookies if visitor else {}).items():
        context.add_cookies([{"name": name, "value": value, "url": address}])
    visits = {visit: _visit(context, address, path) for visit in ("first", "second")}
    context.close()
    return visits


def _visit(context: BrowserContext, address: str, path: str) -> dict[str, Any]:
    page = context.new_page()
    log = NetworkLog(urlsplit(address).netloc)
    log.listen(context.new_cdp_session(page))
    response = page.goto(f"{address}{path}", wait_until="networkidle")
    if response is None or response.status != 200 or urlsplit(page.url).path != path:
        raise RuntimeError(f"{path}: {response and response.status} {page.url}")
    page.close()
    return log.figures()


def _lighthouse(
    program: str, address: str, pages: dict[str, tuple[str, Visitor | None]]
) -> dict[str, Any]:
    """Scores at Lighthouse's own settings for a phone, or why there are none."""
    npm = shutil.which("npm")
    if npm is None:
        return {"skipped": "tidak ada npm di mesin ini"}
    with tempfile.TemporaryDirectory(prefix="sasando-ukur-") as folder:
        say("memasang Lighthouse")
        install = [npm, "install", "--silent", "--no-audit", "--no-fund", LIGHTHOUSE]
        done = subprocess.run(install, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            return {"skipped": f"{LIGHTHOUSE} tidak dapat dipasang"}
        return {
            name: _scores(Path(folder), program, address + path, who)
            for name, (path, who) in pages.items()
        }


def _scores(folder: Path, program: str, url: str, visitor: Visitor | None) -> dict[str, Any]:
    say(f"Lighthouse {urlsplit(url).path}")
    cookies = "; ".join(f"{n}={v}" for n, v in (visitor.cookies if visitor else {}).items())
    extra = [f"--extra-headers={json.dumps({'Cookie': cookies})}"] if cookies else []
    command = [
        str(folder / "node_modules" / ".bin" / "lighthouse"), url, "--output=json", "--quiet",
        "--output-path=stdout", f"--chrome-flags={' '.join(FLAGS)}",
        f"--only-categories={','.join(KINDS)}", *extra,
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": program}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        return {"skipped": done.stderr.strip()[-300:]}
    report = json.loads(done.stdout)
    audits = report["audits"]
    return {
        **{kind: round(report["categories"][kind]["score"] * 100) for kind in KINDS},
        "first_contentful_paint_ms": round(audits["first-contentful-paint"]["numericValue"]),
        "largest_contentful_paint_ms": round(audits["largest-contentful-paint"]["numericValue"]),
        "total_blocking_ms": round(audits["total-blocking-time"]["numericValue"]),
        "layout_shift": round(audits["cumulative-layout-shift"]["numericValue"], 3),
        "version": report["lighthouseVersion"],
    }
