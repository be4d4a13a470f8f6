"""Absorption as files: the plain table, a workbook that computes, a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth.decorators import login_required
from django.views.decorators.http import require_GET

from sasando.budget.documents.absorption import agency_report, city_report
from sasando.budget.documents.absorption_paper import absorption_pdf
from sasando.budget.documents.absorption_workbook import absorption_workbook
from sasando.budget.queries.execution import agency_page, city_page
from sasando.core.downloads import PDF_TYPE, download
from sasando.core.errors import NotFoundForViewer
from sasando.core.listings.files import CSV, KINDS, XLSX, table_file
from sasando.rules.absorption import WARNING_WORDS

from .shared import asked_version, today_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.http import HttpResponse

    from sasando.budget.documents.absorption import AbsorptionReport
    from sasando.budget.queries.early_warning import Standing
    from sasando.organization.requests import CityRequest

FILE_HEADINGS: Final = (
    "kode_skpd", "nama_skpd", "pagu", "sp2d", "rencana_kas", "serapan_persen", "rencana_persen",
    "deviasi_poin", "deviasi_relatif_persen", "rasio", "kelas", "fisik_persen",
    "fisik_cakupan_persen", "selisih_fisik_keuangan", "versi", "sampai_tanggal", "cakupan",
    "contoh",
)  # fmt: skip


@login_required
@require_GET
def absorption_file(request: CityRequest, kind: str) -> HttpResponse:
    """`/anggaran/serapan.csv`, `.xlsx` (with formulas) or `.pdf`: every agency."""
    page = city_page(asked_version(request), today_of(request))
    name = f"serapan-{page.basis.version.year}"
    report = city_report(page)
    if kind == CSV:
        return table_file(name, CSV, FILE_HEADINGS, _rows(page.rows, report))
    return _document(name, kind, report, request)


@login_required
@require_GET
def agency_file(request: CityRequest, code: str, kind: str) -> HttpResponse:
    """`/anggaran/serapan/<code>/laporan.csv`, `.xlsx` or `.pdf`; the table has sub-activities."""
    page = agency_page(asked_version(request), code, today_of(request))
    name = f"serapan-{page.basis.version.year}-{code}"
    report = agency_report(page)
    if kind == CSV:
        untied = [page.untied] if page.untied else []
        # Programmes would count every rupiah twice in one table.
        rows = _rows((*page.activities, *untied), report)
        return table_file(name, CSV, FILE_HEADINGS, rows)
    return _document(name, kind, report, request)


def _document(name: str, kind: str, report: AbsorptionReport, request: CityRequest) -> HttpResponse:
    """The workbook or the paper. Raises NotFoundForViewer for another kind of file."""
    if kind == XLSX:
        return download(f"{name}.xlsx", absorption_workbook(report), KINDS[XLSX])
    if kind == "pdf":
        return download(f"{name}.pdf", absorption_pdf(report, now=request.now), PDF_TYPE)
    raise NotFoundForViewer(kind="berkas")


def _rows(rows: Iterable[Standing], report: AbsorptionReport) -> Iterator[Sequence[Any]]:
    """Rows under `FILE_HEADINGS`; each can be read alone, also outside the file."""
    basis = report.basis
    until = basis.closes_on.isoformat() if basis.closes_on else ""
    for row in rows:
        found = row.absorption
        judged = (
            (found.percent, found.planned_percent, found.deviation, found.relative_deviation,
             found.ratio)
            if found
            else (None,) * 5
        )  # fmt: skip
        yield (
            row.code, row.name, row.ceiling, row.paid, row.planned, *judged,
            WARNING_WORDS[row.warning], row.physical, row.physical_share, row.gap,
            basis.version.name, until, report.scope, "contoh" if report.is_example else "",
        )  # fmt: skip
