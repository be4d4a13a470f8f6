"""Where one stands: the path above a page, and the page within a long list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True)
class Crumb:
    """One step of the path above a page."""

    label: str
    url: str


@dataclass(frozen=True)
class Pager:
    """Where a page of a list stands: its first and last row, counted from 1, and its neighbours."""

    first: int
    last: int
    total: int
    previous_url: str | None
    next_url: str | None


def asked_page(request: HttpRequest) -> int:
    """The page of a list the address asks for, from 1; no small number asks for the first."""
    text = request.GET.get("halaman", "")
    return max(int(text), 1) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


def pager_of(*, page: int, size: int, shown: int, total: int, query: str = "") -> Pager:
    """The pager under page `page`, counted from 1, of a list of `total` rows, `size` to a page.

    `shown` rows stand on the page; `query` is what else the address says, encoded.
    """
    before = (page - 1) * size
    base = f"?{query}&halaman=" if query else "?halaman="
    return Pager(
        first=before + 1 if shown else 0,
        last=before + shown,
        total=total,
        previous_url=f"{base}{page - 1}" if page > 1 else None,
        next_url=f"{base}{page + 1}" if before + shown < total else None,
    )
