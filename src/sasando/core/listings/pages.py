"""The pages by which a list is loaded: upload, read the report, confirm.

A package says at which desk a list is taken in, its permission included; `desk_views` makes the
three views of it. Nothing is written before the confirmation, and only the very file that was
judged.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from . import uploads
from .files import CSV, table_file
from .forms import UploadForm
from .report import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from django.http import HttpRequest

    from .columns import Listing
    from .report import Report, Row

ROWS_SHOWN: Final = 200
GRAVEST_FIRST: Final = (Outcome.REFUSED, Outcome.CHANGED, Outcome.NEW, Outcome.SAME)
REPORT_HEADINGS: Final = (
    "baris", "kode", "hasil", "kolom", "sebelum_atau_masalah", "sesudah_atau_saran",
)  # fmt: skip


class Load(Protocol):
    """Judges a file and, with `apply`, loads it (`loading.load_content`)."""

    def __call__(self, *, content: bytes, apply: bool) -> Report: ...


@dataclass(frozen=True)
class Links:
    """Where the pages of one list are; exports are empty where there are none."""

    upload: str
    confirm: str
    report: str
    template_csv: str
    template_xlsx: str
    export_csv: str = ""
    export_xlsx: str = ""


@dataclass(frozen=True)
class Desk:
    """Where one list is taken in.

    `kind` binds a kept file to this list and to what it goes into, `after` is where a confirmed
    file leads to (the upload page when empty), `context` goes to the templates (the trail).
    """

    listing: Listing
    kind: str
    links: Links
    load: Load
    about: str = ""
    after: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)


class DeskViews(NamedTuple):
    """The views of a list: ask and judge, load what was judged, the whole report as a file."""

    upload: Callable[..., HttpResponse]
    confirm: Callable[..., HttpResponse]
    report: Callable[..., HttpResponse]


def desk_views(desk_of: Callable[..., Desk]) -> DeskViews:
    """The three views of the lists a package takes in, for whoever is logged in.

    `desk_of(request, **parts of the address)` gives the desk; it raises what refuses the viewer.
    """

    def upload(request: HttpRequest, **address: str) -> HttpResponse:
        return upload_page(request, desk_of(request, **address))

    def confirm(request: HttpRequest, **address: str) -> HttpResponse:
        return confirm_upload(request, desk_of(request, **address))

    def report(request: HttpRequest, **address: str) -> HttpResponse:
        return report_file(request, desk_of(request, **address))

    asked = require_http_methods(["GET", "POST"])
    return DeskViews(
        upload=never_cache(login_required(asked(upload))),
        confirm=never_cache(login_required(require_POST(confirm))),
        report=never_cache(login_required(require_POST(report))),
    )


def upload_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask for a file; judge one that was sent and show what would happen."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        content = form.cleaned_data["file"]
        report = desk.load(content=content, apply=False)
        ticket = ""
        if report.rows:
            ticket = uploads.keep(owner=_owner(request), kind=desk.kind, content=content)
        return _show(request, desk, report, ticket)
    context = {
        "listing": desk.listing,
        "links": desk.links,
        "about": desk.about,
        "form": form,
        **desk.context,
    }
    status = 422 if form.errors else 200
    return render(request, "core/listings/upload.html", context, status=status)


def confirm_upload(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Load the very file that was judged; it is judged once more, for the city may have changed.

    Raises ImportTokenExpired.
    """
    ticket = request.POST.get("ticket", "")
    kept = uploads.fetch(owner=_owner(request), kind=desk.kind, ticket=ticket)
    report = desk.load(content=kept.content, apply=True)
    if not report.is_accepted:
        return _show(request, desk, report, ticket)
    uploads.discard(kept)
    messages.success(request, f"{desk.listing.title}: {report.summary}")
    return redirect(desk.after or desk.links.upload)


def report_file(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The whole report of a judged file, every row, to mend the list by. As `confirm_upload`."""
    ticket = request.POST.get("ticket", "")
    kept = uploads.fetch(owner=_owner(request), kind=desk.kind, ticket=ticket)
    report = desk.load(content=kept.content, apply=False)
    warned = (("", "", "peringatan", "", found.problem, found.mend) for found in report.warnings)
    rows = (cells for row in report.rows for cells in _report_cells(row))
    return table_file(f"laporan-{desk.listing.code}", CSV, REPORT_HEADINGS, chain(warned, rows))


def _owner(request: HttpRequest) -> int:
    # A desk stands behind the login, so there is an account.
    assert request.user.pk is not None
    return int(request.user.pk)


def _show(request: HttpRequest, desk: Desk, report: Report, ticket: str) -> HttpResponse:
    context = {
        "report": report,
        "listing": report.listing,
        "links": desk.links,
        "counts": list(report.counts.items()),
        "rows": _shown_rows(report.rows),
        "rows_shown": ROWS_SHOWN,
        "ticket": ticket,
        "may_load": report.is_accepted and not report.changes_nothing,
        **desk.context,
    }
    status = 200 if report.is_accepted else 422
    return render(request, "core/listings/report.html", context, status=status)


def _shown_rows(rows: Sequence[Row]) -> list[Row]:
    """What needs reading first; rows that stay as they are are only counted."""
    told = [row for row in rows if row.outcome is not Outcome.SAME or row.notices]
    return sorted(told, key=lambda row: (GRAVEST_FIRST.index(row.outcome), row.line))[:ROWS_SHOWN]


def _report_cells(row: Row) -> Iterator[list[str]]:
    head = [str(row.line), row.code, row.outcome.value]
    for found in (*row.troubles, *row.notices):
        yield [*head, found.field, found.problem, found.mend]
    if not row.troubles:
        for change in row.changes:
            yield [*head, change.field, change.before, change.after]
    if not row.troubles and not row.changes and not row.notices:
        yield [*head, "", "", ""]
