"""One server and one Chromium for all browser tests.

The server is the production one (granian) on a copy of the scene. Playwright keeps an event loop
in this thread, in which Django refuses its database: while it runs, tests speak SQL instead.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.scene import ANONYMOUS, Scene

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Request

DATABASE = "sasando_peramban"
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
CHROMIUM_FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
OWN_ADDRESS = re.compile(r"^(http://127\.0\.0\.1:\d+/|data:|blob:)")
HERE = Path(__file__).resolve().parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


def chromium_path() -> str:
    """The browser of this machine. Without one the test is skipped by name, in CI it fails."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found:
        return found
    if os.environ.get("CI") == "true":
        pytest.fail("Chromium is missing; in CI the browser tests must run.")
    pytest.skip("Chromium is missing: apt-get install chromium, or ./sasando test as root.")


@dataclass(frozen=True)
class City:
    """The running server: its address, the scene it serves, and its database."""

    address: str
    scene: Scene
    database_url: str

    def move_clock(self, local_time: str) -> None:
        """Let the city's clock read "2026-11-20 15:00" now and run on from there."""
        self._run(
            'INSERT INTO core_clockmove ("offset") '
            "VALUES (%s::timestamp AT TIME ZONE 'Asia/Makassar' - clock_timestamp())",
            local_time,
        )

    def entries(self, activity: str) -> int:
        """How many entries with exactly these words the database holds."""
        return self._run("SELECT count(*) FROM work_dailyentry WHERE activity = %s", activity)

    def decision(self, code: str) -> tuple[str, str]:
        """Verdict and note on an entry."""
        return self._run(
            "SELECT ROW(verdict, note) FROM work_entrydecision d "
            "JOIN work_dailyentry e ON e.id = d.entry_id WHERE e.code = %s",
            code,
        )

    def _run(self, statement: str, value: str):
        with psycopg.connect(self.database_url) as connection:
            cursor = connection.execute(statement, [value])
            return cursor.fetchone()[0] if cursor.description else None


@pytest.fixture(scope="package")
def city(scene: Scene, database_server, template_database: str) -> Iterator[City]:
    """A server on a committed copy of the scene."""
    from sasando.cli.postgres import APPLICATION, clone_database, drop_database
    from sasando.cli.serving import free_port, start_server, wait_until_healthy

    chromium_path()
    clone_database(database_server.admin_url, template=scene.database, name=DATABASE)
    url = database_server.url(APPLICATION, DATABASE)
    port = free_port(0)
    environment = {
        "DATABASE_URL": url,
        "SASANDO_DATA_DIR": str(scene.data_dir),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "DJANGO_SETTINGS_MODULE": "sasando.settings",
    }
    gather = [sys.executable, "-m", "django", "collectstatic", "--no-input", "-v", "0"]
    subprocess.run(gather, env={**os.environ, **environment}, check=True)
    server = start_server(port, environment=environment)
    try:
        wait_until_healthy(port)
        yield City(f"http://127.0.0.1:{port}", scene, url)
    finally:
        server.terminate()
        server.wait()
        drop_database(database_server.admin_url, DATABASE)


@pytest.fixture(scope="package")
def browser(city: City) -> Iterator[Browser]:
    """Chromium. It asks for the city first: Django must be done before Playwright's loop runs."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=chromium_path(), args=CHROMIUM_FLAGS, timeout=60_000
        )
        yield chromium
        chromium.close()


@pytest.fixture
def open_as(browser: Browser, city: City) -> Iterator[Callable[..., BrowserContext]]:
    """A browser window of a member of the cast, already logged in."""
    opened: list[BrowserContext] = []

    def open_window(login: str, *, size: dict[str, int] = PHONE, **options) -> BrowserContext:
        context = browser.new_context(
            base_url=city.address, viewport=size, locale="id-ID", **options
        )
        context.set_default_timeout(15_000)
        if login != ANONYMOUS:
            cookie = {"name": "sasando_sesi", "value": city.scene.sessions[login]}
            context.add_cookies([{**cookie, "url": city.address}])
        opened.append(context)
        return context

    yield open_window
    for context in opened:
        context.close()


@pytest.fixture
def at_hour(city: City) -> Iterator[Callable[[str], None]]:
    """Move the city's clock in a test; afterwards it is the afternoon of the scene again."""
    yield city.move_clock
    city.move_clock("2026-11-20 15:00")


def watch(context: BrowserContext) -> list[str]:
    """What the pages of a window do that none of ours may: speak to strangers, or complain."""
    seen: list[str] = []

    def requested(request: Request) -> None:
        if not OWN_ADDRESS.match(request.url):
            seen.append(request.url)

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            seen.append(message.text)

    context.on("request", requested)
    context.on("console", said)
    context.on("weberror", lambda failure: seen.append(str(failure.error)))
    return seen
