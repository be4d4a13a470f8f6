"""`demo --check`: every member of the cast opens the main pages; a day is closed and verified."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from rich.console import Console

from .serving import free_port, start_server, wait_until_healthy

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PAGES = ("/hari-ini/", "/rencana/", "/utas/", "/papan/", "/segel/", "/kinerja/bulan/")
# A resident has no post, so only these are his.
RESIDENT_PAGES = ("/hari-ini/", "/segel/")


class Visitor:
    """One browser without JavaScript: cookies, forms, nothing else."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        """The text of a page. Raises HTTPError for any refusal."""
        with self.opener.open(f"{self.address}{path}", timeout=30) as answer:
            content: bytes = answer.read()
            return content.decode()

    def post(self, path: str, fields: dict[str, str], *, form_page: str = "") -> str:
        """Send the form of a page. Raises HTTPError for any refusal."""
        token = TOKEN.search(self.get(form_page or path))
        if token is None:
            raise LookupError(f"no form on {form_page or path}")
        body = urlencode({**fields, "csrfmiddlewaretoken": token[1]}).encode()
        with self.opener.open(f"{self.address}{path}", body, timeout=30) as answer:
            content: bytes = answer.read()
            return content.decode()


def check_demo(console: Console) -> int:
    """Run all checks on the prepared city; 0 only when every one of them worked."""
    with _server() as address:
        failures = [*_open_pages(console, address), *_close_a_day(console, address)]
    for failure in failures:
        console.print(f"[red]gagal[/red] {failure}")
    console.print("Semua pemeriksaan berhasil." if not failures else f"{len(failures)} gagal.")
    return 1 if failures else 0


@contextmanager
def _server() -> Iterator[str]:
    port = free_port(0)
    server = start_server(port)
    try:
        wait_until_healthy(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _open_pages(console: Console, address: str) -> Iterator[str]:
    from sasando.demo.cast import CAST, PASSWORD, RESIDENT

    for login in [role.login for role in CAST] + [RESIDENT]:
        visitor = Visitor(address)
        visitor.post("/masuk/", {"username": login, "password": PASSWORD})
        for path in RESIDENT_PAGES if login == RESIDENT else PAGES:
            try:
                visitor.get(path)
            except HTTPError as refusal:
                yield f"{login} {path}: {refusal.code}"
        console.print(f"{login}: halaman utama terbuka")


def _close_a_day(console: Console, address: str) -> Iterator[str]:
    """Record as a clerk, move the clock past midnight, close, take the receipt, verify it."""
    from sasando.core import clock
    from sasando.core.models import ClockMove
    from sasando.demo.cast import PASSWORD
    from sasando.work.actions import close_due_days

    visitor = Visitor(address)
    visitor.post("/masuk/", {"username": "staf", "password": PASSWORD})
    try:
        code = _record(visitor)
    except HTTPError as refusal:
        code = None
        console.print(f"server menjawab {refusal.code}")
    if code is None:
        yield "staf: catatan tidak tersimpan"
        return
    before = clock.moved_by()
    midnight = clock.midnight_before(clock.local_day(clock.now()) + timedelta(days=1))
    # The last shift of a day closes in the next morning.
    ClockMove.objects.create(offset=before + (midnight - clock.now()) + timedelta(hours=12))
    try:
        closed = close_due_days(now=clock.now())
        console.print(f"{len(closed)} hari ditutup; terakhir {closed[-1].day}" if closed else "-")
        yield from _verify(visitor, code)
    finally:
        ClockMove.objects.create(offset=before)


def _record(visitor: Visitor) -> str | None:
    import uuid

    page = visitor.get("/hari-ini/")
    result = re.search(r'<option value="(H-[^"]+)"', page)
    day = re.search(r'name="day" value="([^"]+)"', page)
    if result is None or day is None:
        return None
    fields = {
        "key": str(uuid.uuid4()), "day": day[1], "result": result[1], "start": "08:00",
        "end": "09:00", "quantity": "12", "measure": "titik", "activity": "Pemeriksaan peragaan",
    }  # fmt: skip
    saved = visitor.post("/hari-ini/", fields)
    codes = re.findall(r'id="catatan-(C-[A-Z0-9]+)"', saved)
    return codes[-1] if codes else None


def _verify(visitor: Visitor, code: str) -> Iterator[str]:
    receipt = visitor.get(f"/kinerja/catatan/{code}/tanda-terima.json")
    if "sasando/tanda-terima/v1" not in receipt:
        yield f"{code}: hari belum tersegel"
        return
    with tempfile.TemporaryDirectory() as folder:
        good, bad = Path(folder) / "tanda-terima.json", Path(folder) / "palsu.json"
        good.write_text(receipt, encoding="utf-8")
        bad.write_text(receipt.replace("Pemeriksaan", "Pemeriksaam"), encoding="utf-8")
        if _verify_command(good) != 0:
            yield f"{code}: tanda terima tidak lolos pemeriksaan"
        if _verify_command(bad) != 1:
            yield f"{code}: tanda terima palsu lolos"


def _verify_command(file: Path) -> int:
    command = [sys.executable, "-m", "sasando", "verify", str(file)]
    return subprocess.run(command, capture_output=True, check=False).returncode
