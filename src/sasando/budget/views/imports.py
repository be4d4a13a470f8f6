"""Loading an export: upload, read the report, say which column is which, confirm."""

from __future__ import annotations

import io
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sasando.budget.access import require_may_manage
from sasando.budget.actions import import_lines, judge_lines
from sasando.budget.errors import BudgetFileRefused, VersionFixed
from sasando.budget.forms.versions import MapForm
from sasando.budget.imports.layouts import FIELDS
from sasando.budget.imports.reading import rows_of
from sasando.budget.imports.report import REFUSING
from sasando.budget.imports.sentences import MENDED_BY_MAP, refusal_words
from sasando.budget.models import Account
from sasando.budget.queries.versions import version_for
from sasando.core.listings import uploads
from sasando.core.listings.files import CSV, table_file
from sasando.core.listings.forms import UploadForm

from .shared import version_trail

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from django.http import HttpResponse

    from sasando.budget.imports.report import LineReport, OddRow
    from sasando.budget.models import BudgetVersion
    from sasando.organization.requests import CityRequest

MAP_PREFIX = "peta"
NAMES_KEPT = 120
ODD_HEADINGS = ("baris", "akibat", "masalah", "isi_sel", "saran")


@dataclass(frozen=True)
class Waiting:
    """A file that waits for its confirmation: its ticket, its name, its content."""

    ticket: str
    name: str
    content: bytes


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def upload(request: CityRequest, code: str) -> HttpResponse:
    """`/anggaran/<code>/muat/`: judge a file and show what would happen."""
    version = _draft(request, code)
    form = UploadForm(request.POST or None, request.FILES or None)
    if not (request.method == "POST" and form.is_valid()):
        return _ask(request, version, form)
    content, name = form.cleaned_data["file"], _file_name(request)
    ticket = uploads.keep(owner=request.user.pk, kind=_kind(version), content=content)
    return _judge(request, version, Waiting(ticket, name, content), None)


@never_cache
@login_required
@require_POST
def map_columns(request: CityRequest, code: str) -> HttpResponse:
    """`/anggaran/<code>/muat/kolom/`: judge a kept file once more, by the columns chosen."""
    version = _draft(request, code)
    file = _kept(request, version)
    try:
        form = MapForm(request.POST, headings=_headings(file.content), prefix=MAP_PREFIX)
    except BudgetFileRefused as refusal:
        return _ask(request, version, UploadForm(), refusal)
    if not form.is_valid():
        return _ask_columns(request, version, form, file)
    return _judge(request, version, file, form.mapping())


@never_cache
@login_required
@require_POST
def confirm(request: CityRequest, code: str) -> HttpResponse:
    """`/anggaran/<code>/muat/simpan/`: load the very file that was judged."""
    version = _draft(request, code)
    file = _kept(request, version)
    mapping = _given_mapping(request)
    report = _load(request, version, file, mapping, apply=True)
    if not report.is_accepted:
        return _show(request, version, file, report, mapping)
    owner, kind = request.user.pk, _kind(version)
    uploads.discard(uploads.fetch(owner=owner, kind=kind, ticket=file.ticket))
    words = ngettext("%(count)s baris dimuat.", "%(count)s baris dimuat.", report.rows)
    same = _("Berkas yang sama sudah dimuat, jadi tidak ada yang berubah.")
    messages.success(request, same if report.same_file else words % {"count": report.rows})
    return redirect("budget:version", code)


@never_cache
@login_required
@require_POST
def odd_rows(request: CityRequest, code: str) -> HttpResponse:
    """`/anggaran/<code>/muat/laporan.csv`: every odd row of a kept file, to mend it by."""
    version = _draft(request, code)
    file = _kept(request, version)
    report = judge_lines(
        viewer=request.viewer, code=code, stream=io.BytesIO(file.content),
        mapping=_given_mapping(request),
    )  # fmt: skip
    name = f"laporan-{version.code.lower()}"
    return table_file(name, CSV, ODD_HEADINGS, (_odd_cells(row) for row in report.odd))


def _odd_cells(row: OddRow) -> tuple[str, ...]:
    problem, mend = row.words
    effect = "menahan berkas" if row.code in REFUSING else "tetap dimuat"
    return (str(row.row or ""), effect, problem, row.cell, mend)


def _judge(
    request: CityRequest, version: BudgetVersion, file: Waiting, mapping: Mapping[str, str] | None
) -> HttpResponse:
    try:
        report = _load(request, version, file, mapping, apply=False)
    except BudgetFileRefused as refusal:
        if refusal.values["problem"] not in MENDED_BY_MAP:
            return _ask(request, version, UploadForm(), refusal)
        form = MapForm(headings=_headings(file.content), prefix=MAP_PREFIX)
        return _ask_columns(request, version, form, file, refusal=refusal)
    return _show(request, version, file, report, mapping)


def _load(
    request: CityRequest,
    version: BudgetVersion,
    file: Waiting,
    mapping: Mapping[str, str] | None,
    *,
    apply: bool,
) -> LineReport:
    return import_lines(
        viewer=request.viewer,
        code=version.code,
        stream=io.BytesIO(file.content),
        file_name=file.name,
        apply=apply,
        mapping=mapping,
    )


def _ask(
    request: CityRequest,
    version: BudgetVersion,
    form: UploadForm,
    refusal: BudgetFileRefused | None = None,
) -> HttpResponse:
    context = {
        "version": version,
        "form": form,
        "refused": refusal_words(refusal) if refusal else None,
        "trail": version_trail(version),
    }
    status = 422 if refusal or form.errors else 200
    return render(request, "budget/upload.html", context, status=status)


def _ask_columns(
    request: CityRequest,
    version: BudgetVersion,
    form: MapForm,
    file: Waiting,
    *,
    refusal: BudgetFileRefused | None = None,
) -> HttpResponse:
    context = {
        "version": version,
        "form": form,
        "file": file,
        "refused": refusal_words(refusal) if refusal else None,
        "trail": version_trail(version),
    }
    return render(request, "budget/upload_columns.html", context, status=422)


def _show(
    request: CityRequest,
    version: BudgetVersion,
    file: Waiting,
    report: LineReport,
    mapping: Mapping[str, str] | None,
) -> HttpResponse:
    context = {
        "version": version,
        "report": report,
        "groups": _named_groups(report),
        "file": file,
        "mapping": {f"{MAP_PREFIX}-{field}": text for field, text in (mapping or {}).items()},
        "may_load": report.is_accepted and not report.same_file,
        "trail": version_trail(version),
    }
    status = 200 if report.is_accepted else 422
    return render(request, "budget/upload_report.html", context, status=status)


def _named_groups(report: LineReport) -> list[tuple[str, str, Decimal]]:
    """Code, name and rupiah of each account group; a group no list knows has no name."""
    names = dict(Account.objects.filter(code__in=report.by_group).values_list("code", "name"))
    return [(code, names.get(code, ""), amount) for code, amount in report.by_group.items()]


def _draft(request: CityRequest, code: str) -> BudgetVersion:
    require_may_manage(request.viewer)
    version = version_for(code)
    if version.adopted_on:
        raise VersionFixed(code=code)
    return version


def _kept(request: CityRequest, version: BudgetVersion) -> Waiting:
    """The file of the ticket that was sent. Raises ImportTokenExpired."""
    ticket = request.POST.get("ticket", "")
    kept = uploads.fetch(owner=request.user.pk, kind=_kind(version), ticket=ticket)
    return Waiting(ticket, request.POST.get("file_name", "")[:NAMES_KEPT], kept.content)


def _given_mapping(request: CityRequest) -> dict[str, str] | None:
    found = {
        field: request.POST[f"{MAP_PREFIX}-{field}"]
        for field in FIELDS
        if request.POST.get(f"{MAP_PREFIX}-{field}")
    }
    return found or None


def _headings(content: bytes) -> list[str]:
    with closing(rows_of(io.BytesIO(content))) as rows:
        _number, headings = next(rows)
    return headings


def _file_name(request: CityRequest) -> str:
    sent = request.FILES["file"]
    return str(getattr(sent, "name", "") or "")[:NAMES_KEPT]


def _kind(version: BudgetVersion) -> str:
    return f"budget-lines:{version.code}"
