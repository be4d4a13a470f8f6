"""What the accounts say and what the payment orders say, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sasando.budget.access import may_manage
from sasando.budget.documents.statements import (
    BY_WORDS,
    HEADINGS,
    NAMING_HINTS,
    is_example,
    name_of,
    report_label,
    statement_finding,
    statement_rows,
    statement_workbook,
)
from sasando.budget.models import RealisationReport
from sasando.budget.queries.statements import (
    By,
    report_code,
    report_named,
    reports_of,
    statement_page,
)
from sasando.core.downloads import download
from sasando.core.errors import NotFoundForViewer
from sasando.core.listings.files import CSV, KINDS, XLSX, table_file
from sasando.rules.statements import NAMING_WORDS, Naming

from .shared import budget_crumb

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.budget.queries.statements import StatementPage
    from sasando.organization.requests import CityRequest

TONES: Final = {
    Naming.SAME: "good",
    Naming.REFUNDS: "neutral",
    Naming.LATER: "neutral",
    Naming.ONLY_REPORT: "local",
    Naming.ONLY_ORDERS: "local",
    Naming.REPORT_MORE: "accent",
    Naming.REPORT_LESS: "attention",
}


@never_cache
@login_required
@require_GET
def statements(request: CityRequest) -> HttpResponse:
    """`/anggaran/lra/?laporan=&menurut=`: the newest report when nothing is chosen."""
    page = _asked(request)
    context: dict[str, Any] = {
        "page": page,
        "may_manage": may_manage(request.viewer),
        "trail": [budget_crumb()],
    }
    if page is not None:
        context |= _shown(page)
    return render(request, "budget/statements.html", context)


@login_required
@require_GET
def statements_file(request: CityRequest, kind: str) -> HttpResponse:
    """`/anggaran/lra.csv` or `.xlsx` (with formulas): the same comparison."""
    if kind not in KINDS:
        raise NotFoundForViewer(kind="berkas")
    page = _asked(request)
    if page is None:
        raise NotFoundForViewer(kind="laporan realisasi")
    name = f"lra-sp2d-{report_code(page.report)}-{page.by}".lower()
    if kind == CSV:
        return table_file(name, CSV, HEADINGS, statement_rows(page))
    return download(f"{name}.xlsx", statement_workbook(page), KINDS[XLSX])


def _asked(request: CityRequest) -> StatementPage | None:
    report = report_named(request.GET.get("laporan", ""))
    if report is None:
        return None
    wanted = request.GET.get("menurut", "")
    return statement_page(report, By(wanted) if wanted in set(By) else By.GROUP)


def _shown(page: StatementPage) -> dict[str, Any]:
    code = report_code(page.report)
    has_agencies = page.report.form == RealisationReport.Form.ACCOUNTS
    return {
        "finding": statement_finding(page),
        "is_example": is_example(page),
        "rows": [
            {
                "row": row,
                "name": name_of(row, page.by),
                "word": NAMING_WORDS[row.naming],
                "tone": TONES[row.naming],
            }
            for row in page.rows
        ],
        "named": [
            (NAMING_WORDS[naming], NAMING_HINTS[naming], amount)
            for naming, amount in page.named.items()
        ],
        "reports": [(report_code(row), report_label(row)) for row in reports_of()],
        "chosen": code,
        "dimensions": [
            (word, urlencode({"laporan": code, "menurut": by}), by is page.by)
            for by, word in BY_WORDS.items()
            if has_agencies or by is By.GROUP
        ],
        "query": urlencode({"laporan": code, "menurut": page.by}),
    }
