"""The contracts of a year: by agency, by class, as a page and as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sasando.budget.access import may_manage
from sasando.budget.actions.execution import progress_agency
from sasando.budget.queries.contracts import contract_page
from sasando.budget.queries.execution import execution_years
from sasando.core.errors import NotFoundForViewer
from sasando.core.listings.files import KINDS, table_file
from sasando.core.paging import Crumb, asked_page
from sasando.rules.contracts import CONTRACT_WORDS, ContractClass

from .shared import asked_year, budget_crumb, shown_page, today_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.budget.models import BudgetUnit
    from sasando.budget.queries.contracts import ContractPage, ContractRow
    from sasando.organization.requests import CityRequest

TONES: Final = {
    ContractClass.CRITICAL: "bad",
    ContractClass.EXPIRED: "bad",
    ContractClass.LATE: "attention",
    ContractClass.ON_TIME: "good",
    ContractClass.DONE: "good",
    ContractClass.UNKNOWN: "neutral",
}
FILE_HEADINGS: Final = (
    "nomor_kontrak", "kode_skpd", "nama_skpd", "kode_sub_giat", "nama_sub_giat", "kode_rekening",
    "penyedia", "nilai", "sp2d", "sisa", "tanggal_mulai", "tanggal_selesai", "sisa_hari",
    "rencana_fisik", "rencana_menurut", "realisasi_fisik", "realisasi_menurut", "fisik_sampai",
    "terlambat_poin", "kelas", "keadaan", "contoh",
)  # fmt: skip


@never_cache
@login_required
@require_GET
def contracts(request: CityRequest) -> HttpResponse:
    """`/anggaran/kontrak/?tahun=&skpd=&kelas=`: the gravest first."""
    agency = _agency(request)
    page = _page(request, agency)
    wanted = request.GET.get("kelas", "")
    kept = {"tahun": str(page.year), **({"skpd": agency.code} if agency else {})}
    full = {**kept, **({"kelas": wanted} if wanted else {})}
    context = {
        "page": page,
        "agency": agency,
        "pager": shown_page(_chosen(page, wanted), asked_page(request), full, _shown),
        "classes": [(kind, CONTRACT_WORDS[kind], count) for kind, count in page.counts.items()],
        "wanted": wanted,
        "years": execution_years(),
        "query": urlencode(kept),
        "may_manage": may_manage(request.viewer),
        "trail": [
            budget_crumb(),
            Crumb(_("Serapan"), f"{reverse('budget:absorption')}?tahun={page.year}"),
        ],
    }
    return render(request, "budget/contracts.html", context)


@login_required
@require_GET
def contracts_file(request: CityRequest, kind: str) -> HttpResponse:
    """`/anggaran/kontrak.csv` or `.xlsx`: the same contracts with every figure."""
    if kind not in KINDS:
        raise NotFoundForViewer(kind="berkas")
    page = _page(request, _agency(request))
    rows = (_cells(row, page) for row in _chosen(page, request.GET.get("kelas", "")))
    return table_file(f"kontrak-{page.year}", kind, FILE_HEADINGS, rows)


def _page(request: CityRequest, agency: BudgetUnit | None) -> ContractPage:
    return contract_page(asked_year(request), today_of(request), agency.code if agency else "")


def _agency(request: CityRequest) -> BudgetUnit | None:
    asked = request.GET.get("skpd", "")
    return progress_agency(asked) if asked else None


def _shown(row: ContractRow) -> tuple[ContractRow, str, str]:
    return row, CONTRACT_WORDS[row.verdict], TONES[row.verdict]


def _chosen(page: ContractPage, wanted: str) -> list[ContractRow]:
    return [row for row in page.rows if not wanted or row.verdict == wanted]


def _cells(row: ContractRow, page: ContractPage) -> list[Any]:
    contract = row.contract
    activity = (contract.activity.code, contract.activity.name) if contract.activity else ("", "")
    planned_by = "" if row.planned is None else ("waktu" if row.by_time else "jadwal kontrak")
    told_by = "" if row.actual is None else ("sub kegiatan" if row.by_activity else "kontrak")
    return [
        contract.number, contract.agency.code, contract.agency.name, *activity,
        contract.account.code if contract.account else "", contract.firm, contract.amount,
        row.paid, row.left, contract.signed_on, contract.ends_on, row.days_left, row.planned,
        planned_by, row.actual, told_by, row.until, row.delay, CONTRACT_WORDS[row.verdict],
        page.day, contract.is_example,
    ]  # fmt: skip
