"""How the pages of this package answer: a page, a list behind a number, or a file of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.templatetags.static import static

import sasando
from sasando.core.downloads import download
from sasando.core.paging import Crumb, asked_page
from sasando.organization.requests import CityRequest
from sasando.papers.head import crest_url
from sasando.scoreboard.actions import note_people_viewed
from sasando.scoreboard.tables import ListPage, Slice, Table, csv_text
from sasando.seals.printing import qr_svg

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.forms import Form
    from django.utils.safestring import SafeString


# Excel takes a file for UTF-8 only when it begins with this mark.
BYTE_ORDER_MARK = "\ufeff"
# Words of the address that turn the page or fetch the file; the rest is the filter.
OWN_WORDS = frozenset({"halaman", "unduh"})
drawn_qr = lru_cache(maxsize=512)(qr_svg)


@dataclass(frozen=True)
class PrintHead:
    """The head of a page on paper: what, when, of which version, and the way back to it."""

    title: str
    printed_at: datetime
    version: str
    address: str
    crest_url: str | None
    qr_svg: SafeString


def print_head(request: CityRequest, title: str) -> PrintHead:
    address = f"{settings.SITE_URL}{request.get_full_path()}"
    return PrintHead(
        title=title,
        printed_at=request.now,
        version=sasando.__version__,
        address=address,
        crest_url=crest_url() or static("sasando/mark.svg"),
        qr_svg=drawn_qr(address),
    )


def wanted_slice(request: CityRequest) -> Slice:
    """The page asked for in the address, or everything when a file is."""
    query = {name: str(request.GET[name]) for name in request.GET if name not in OWN_WORDS}
    return Slice(page=asked_page(request), is_everything=wants_file(request), query=query)


def wants_file(request: CityRequest) -> bool:
    return request.GET.get("unduh") == "csv"


def file_of(table: Table, name: str) -> HttpResponse:
    """The table as a file to keep."""
    safe = "".join(letter if letter.isalnum() or letter in ".-" else "-" for letter in name.lower())
    return download(f"{safe}.csv", BYTE_ORDER_MARK + csv_text(table))


def list_answer(
    request: CityRequest,
    *,
    page: ListPage,
    wanted: Slice,
    trail: Sequence[Crumb],
    tab: str,
    subject: tuple[str, str],
    filter_form: Form | None = None,
) -> HttpResponse:
    """A list as page or file. Naming people is noted for the subject (kind and code)."""
    if page.names_people:
        note_people_viewed(
            viewer=request.viewer,
            subject_kind=subject[0],
            subject_code=subject[1],
            title=page.title,
            rows=len(page.table.rows),
        )
    if wanted.is_everything:
        return file_of(page.table, page.file_name)
    context = {
        "page": page,
        "pager": wanted.pager(len(page.table.rows), page.table.total),
        "trail": trail,
        "tab": tab,
        "filter_form": filter_form,
        "download_url": wanted.address(unduh="csv"),
        "print_head": print_head(request, page.title),
    }
    return render(request, "scoreboard/list.html", context)
