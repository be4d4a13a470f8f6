"""Public pages and files of the seals: no log-in, no person, no word of anybody's work."""

import csv
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from sasando.core.downloads import download

from . import keys, queries
from .errors import DayNotSealed, TileNotFound
from .forms import LeafForm, MonthForm, ReceiptForm
from .inspection import inspect
from .models import SealedDay, day_tree
from .refusal import SealError
from .tiles import ENTRIES, FULL_WIDTH, TileId
from .wire import day_of

DAYS_SHOWN = 31
BINARY = "application/octet-stream"
PLAIN = "text/plain; charset=utf-8"
# The path of a tile names its width, so its content never changes.
FOREVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=60"


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """`/segel/`: the last heads, how to check, and a place to have a receipt checked."""
    sent = request.method == "POST"
    form = ReceiptForm(request.POST, request.FILES) if sent else ReceiptForm()
    verdict = inspect(form.cleaned_data["receipt"]) if form.is_valid() else None
    month_form = MonthForm(request.GET)
    month = month_form.month()
    days = queries.sealed_days(month=month)
    context = {
        "form": form,
        "verdict": verdict,
        "month_form": month_form,
        "month": month,
        "days": days if month else days[:DAYS_SHOWN],
        "checkpoint": queries.latest_checkpoint(),
        "key": keys.published_key(),
    }
    return render(request, "seals/index.html", context)


@require_safe
def heads_csv(request: HttpRequest) -> HttpResponse:
    """`/segel/kepala.csv`: all heads, or those of one month, as a table to keep."""
    response = download("kepala-segel.csv")
    writer = csv.writer(response)
    writer.writerow(["hari", "urutan", "catatan", "kepala_hari", "disegel"])
    for day in queries.sealed_days(month=MonthForm(request.GET).month()):
        writer.writerow(
            [day.day, day.leaf_index + 1, day.entry_count, day.root_hex, day.sealed_at.isoformat()]
        )
    return response


@require_safe
def day_page(request: HttpRequest, day: str) -> HttpResponse:
    """`/segel/hari/2026-11-20/`: the head of one day; with `?daun=` whether an entry is in it."""
    sealed = queries.sealed_day(_day(day))
    form = LeafForm(request.GET or None)
    asked = form.cleaned_data["daun"] if form.is_valid() else ""
    context = {
        "sealed": sealed,
        "record": sealed.record().leaf_bytes().decode(),
        "first_tile": TileId(0, 0, min(FULL_WIDTH, sealed.entry_count)).path()[len("tile/") :],
        "form": form,
        "asked": asked,
        "position": _position(sealed, asked),
    }
    return render(request, "seals/day.html", context)


def _position(sealed: SealedDay, leaf: str) -> int | None:
    """The place of a leaf in the day, counted from 1 as people do."""
    found = queries.leaf_position(sealed.day, bytes.fromhex(leaf)) if leaf else None
    return None if found is None else found + 1


@require_safe
def checkpoint(_request: HttpRequest) -> HttpResponse:
    """`/segel/checkpoint`: the latest signed head, as C2SP `tlog-tiles` serves it."""
    latest = queries.latest_checkpoint()
    if latest is None:
        raise TileNotFound
    return _file(latest.note, PLAIN, BRIEFLY)


@require_safe
def verifier_key(_request: HttpRequest) -> HttpResponse:
    """`/segel/kunci`: the public key in one line."""
    return _file(f"{keys.verifier_key()}\n", PLAIN, BRIEFLY)


@require_safe
def log_tile(_request: HttpRequest, path: str) -> HttpResponse:
    """`/segel/tile/...`: hashes of the log of days, and bundles of its leaves."""
    return _file(queries.log_content(_tile(path)), BINARY, FOREVER)


@require_safe
def day_tile(_request: HttpRequest, day: str, path: str) -> HttpResponse:
    """`/segel/hari/<day>/tile/...`: hashes of one day's entries. Their words are not published."""
    tile = _tile(path)
    if tile.level == ENTRIES:
        raise TileNotFound
    return _file(queries.tile_content(day_tree(_day(day)), tile), BINARY, FOREVER)


def _file(content: bytes | str, content_type: str, caching: str) -> HttpResponse:
    return HttpResponse(content, content_type=content_type, headers={"Cache-Control": caching})


def _tile(path: str) -> TileId:
    try:
        return TileId.parse(f"tile/{path}")
    except SealError:
        raise TileNotFound from None


def _day(text: str) -> date:
    try:
        return day_of(text, "hari")
    except SealError:
        raise DayNotSealed(day=text) from None
