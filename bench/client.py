"""A browser reduced to what costs the server something: HTTP/1.1 with keep-alive and cookies.

One process holds all connections. It must use little of the processor it shares with the server.
"""

from __future__ import annotations

import asyncio
import gzip
import re
from dataclasses import dataclass, field
from typing import NamedTuple

HEAD_END = b"\r\n\r\n"
COOKIE = re.compile(rb"set-cookie: ([^=]+)=([^;\r]*)", re.IGNORECASE)
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
LOCATION = re.compile(rb"\r\nlocation: ([^\r]+)", re.IGNORECASE)
GZIPPED = re.compile(rb"\r\ncontent-encoding: gzip", re.IGNORECASE)
NO_BODY = (204, 304)
BOUNDARY = "----UkurBatasFormulir7MA4YWxkTrZu0gW"


class Answer(NamedTuple):
    """What came back."""

    status: int
    head: bytes
    raw: bytes

    @property
    def body(self) -> bytes:
        return gzip.decompress(self.raw) if GZIPPED.search(self.head) else self.raw

    @property
    def location(self) -> str:
        found = LOCATION.search(self.head)
        return found[1].decode() if found else ""


class Line(asyncio.Protocol):
    """One connection that is kept; asks one thing at a time and connects again when cut."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[Answer] | None = None
        self._buffer = bytearray()
        self._body_at = self._end = 0

    async def ask(self, request: bytes) -> Answer:
        """Send one request, wait for its answer. ConnectionError when the server hangs up."""
        loop = asyncio.get_running_loop()
        if self._transport is None:
            await loop.create_connection(lambda: self, "127.0.0.1", self.port)
        self._waiting = loop.create_future()
        self._buffer.clear()
        self._end = 0
        assert self._transport is not None
        self._transport.write(request)
        return await self._waiting

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(ConnectionResetError(str(exc)))

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._end:
            self._read_head()
        if self._end and len(self._buffer) >= self._end and self._waiting:
            head, body = self._buffer[: self._body_at], self._buffer[self._body_at : self._end]
            self._waiting.set_result(Answer(int(head[9:12]), bytes(head), bytes(body)))
            self._waiting = None

    def _read_head(self) -> None:
        at = self._buffer.find(HEAD_END)
        if at < 0:
            return
        self._body_at = at + len(HEAD_END)
        length = LENGTH.search(self._buffer, 0, self._body_at)
        if length is None and int(self._buffer[9:12]) not in NO_BODY:
            raise ValueError("an answer without content-length is not spoken here")
        self._end = self._body_at + (int(length[1]) if length else 0)


@dataclass
class Browser:
    """Somebody's cookies on one connection."""

    line: Line
    cookies: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str) -> Answer:
        return await self._ask(f"GET {path} HTTP/1.1\r\n{self._head()}\r\n".encode())

    async def post(self, path: str, fields: dict[str, str], *, by_script: bool) -> Answer:
        """Send a form; `by_script` as the phone's own script does, else as a plain browser."""
        body = multipart(fields, with_empty_file=not by_script)
        head = (
            f"POST {path} HTTP/1.1\r\n{self._head()}"
            f"Origin: http://127.0.0.1:{self.line.port}\r\n"
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n"
            f"Content-Length: {len(body)}\r\n"
        )
        if by_script:
            head += "HX-Request: true\r\n"
        return await self._ask(f"{head}\r\n".encode() + body)

    async def _ask(self, request: bytes) -> Answer:
        answer = await self.line.ask(request)
        for name, value in COOKIE.findall(answer.head):
            self.cookies[name.decode()] = value.decode()
        return answer

    def _head(self) -> str:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items() if value)
        return (
            f"Host: 127.0.0.1:{self.line.port}\r\n"
            "User-Agent: Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Mobile\r\n"
            "Accept: text/html\r\nAccept-Language: id\r\nAccept-Encoding: gzip\r\n"
            + (f"Cookie: {cookies}\r\n" if cookies else "")
        )


def multipart(fields: dict[str, str], *, with_empty_file: bool) -> bytes:
    """A form's body as browsers write it."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    if with_empty_file:
        parts.append(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="evidence"; filename=""\r\n'
            "Content-Type: application/octet-stream\r\n\r\n\r\n"
        )
    return ("".join(parts) + f"--{BOUNDARY}--\r\n").encode()
