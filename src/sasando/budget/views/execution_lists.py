"""Loading the lists of a budget on its way: cash plan, contracts, payments, reports, progress."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sasando.budget.access import require_may_manage
from sasando.budget.actions import execution as actions
from sasando.budget.imports.execution.columns import (
    ACCOUNT_REPORT,
    CASH_PLAN,
    CONTRACT_PROGRESS,
    CONTRACTS,
    LISTINGS,
    PAYMENTS,
    PROGRESS,
    SIPD_IDS,
    STATEMENT,
)
from sasando.budget.queries.sipd import sipd_id_rows
from sasando.budget.queries.versions import version_for
from sasando.core.errors import NotFoundForViewer
from sasando.core.listings.files import CSV, KINDS, XLSX, table_file
from sasando.core.listings.pages import Desk, Links, desk_views
from sasando.core.paging import Crumb

from .shared import asked_version, budget_crumb

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.budget.models import BudgetVersion
    from sasando.core.listings.columns import Listing
    from sasando.organization.requests import CityRequest

LOADERS: Final = {
    PAYMENTS.code: actions.import_payments,
    CONTRACTS.code: actions.import_contracts,
    CONTRACT_PROGRESS.code: actions.import_contract_progress,
    SIPD_IDS.code: actions.import_sipd_ids,
    PROGRESS.code: actions.import_progress,
    ACCOUNT_REPORT.code: actions.import_account_report,
    STATEMENT.code: actions.import_statement,
}


@never_cache
@login_required
@require_GET
def lists(request: CityRequest) -> HttpResponse:
    """`/anggaran/pelaksanaan/`: the lists that can be loaded."""
    require_may_manage(request.viewer)
    version = _version_or_none(request)
    rows = [
        (listing, _list_at("list_upload", listing, version))
        for listing in LISTINGS.values()
        if version is not None or listing is not CASH_PLAN
    ]
    context = {"rows": rows, "version": version, "trail": [budget_crumb()]}
    return render(request, "budget/execution_lists.html", context)


@login_required
@require_GET
def list_template(request: CityRequest, kind: str, form: str) -> HttpResponse:
    """`templat.csv` or `templat.xlsx` of a list: its headings alone.

    No example rows: a payment once loaded is never taken away, also one nobody meant.
    """
    listing = _listing(request, kind)
    if form not in KINDS:
        raise NotFoundForViewer(kind="berkas")
    return table_file(f"templat-{listing.code}", form, listing.headings, [])


@login_required
@require_GET
def sipd_ids_file(request: CityRequest, form: str) -> HttpResponse:
    """`id-sipd/unduh.csv` or `.xlsx`: the meanings that stand, to be mended and loaded again."""
    require_may_manage(request.viewer)
    if form not in KINDS:
        raise NotFoundForViewer(kind="berkas")
    return table_file(SIPD_IDS.code, form, SIPD_IDS.headings, sipd_id_rows())


def _listing(request: CityRequest, kind: str) -> Listing:
    require_may_manage(request.viewer)
    listing = LISTINGS.get(kind)
    if listing is None:
        raise NotFoundForViewer(kind="daftar")
    return listing


def _desk(request: CityRequest, kind: str) -> Desk:
    listing = _listing(request, kind)
    version = None
    if listing is CASH_PLAN:
        asked = request.GET.get("versi", "")
        version = version_for(asked) if asked else asked_version(request)
        load = partial(actions.import_cash_plan, viewer=request.viewer, code=version.code)
        about = _("Masuk ke versi: %(name)s.") % {"name": version.name}
        bound = f"budget-{kind}:{version.code}"
    else:
        load = partial(LOADERS[kind], viewer=request.viewer, now=request.now)
        about, bound = "", f"budget-{kind}"
    links = Links(
        upload=_list_at("list_upload", listing, version),
        confirm=_list_at("list_confirm", listing, version),
        report=_list_at("list_report", listing, version),
        template_csv=reverse("budget:list_template", args=[kind, CSV]),
        template_xlsx=reverse("budget:list_template", args=[kind, XLSX]),
        export_csv=_export_at(listing, CSV),
        export_xlsx=_export_at(listing, XLSX),
    )
    trail = [budget_crumb(), Crumb(_("Muat daftar"), reverse("budget:lists"))]
    return Desk(listing, bound, links, load, about=about, context={"trail": trail})


def _list_at(name: str, listing: Listing, version: BudgetVersion | None) -> str:
    """Only a cash plan goes into a version; everything else belongs to its year."""
    address = reverse(f"budget:{name}", args=[listing.code])
    return f"{address}?versi={version.code}" if version and listing is CASH_PLAN else address


def _version_or_none(request: CityRequest) -> BudgetVersion | None:
    """The version in force; None in a city that has adopted none yet."""
    try:
        return asked_version(request)
    except NotFoundForViewer:
        return None


def _export_at(listing: Listing, form: str) -> str:
    """Only what the city itself maintains is taken out again; the rest lives in SIPD."""
    return reverse("budget:sipd_ids_file", args=[form]) if listing is SIPD_IDS else ""


# `/anggaran/pelaksanaan/<kind>/muat/`, `simpan/` and `laporan.csv`.
list_upload, list_confirm, list_report = desk_views(_desk)
