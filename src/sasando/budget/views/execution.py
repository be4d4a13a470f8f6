"""Absorption of the city and of one agency, physical progress, and loading the lists behind."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sasando.budget.access import may_manage, require_may_manage
from sasando.budget.actions import execution as actions
from sasando.budget.curves import MONTH_WORDS, curve_picture, finding_of
from sasando.budget.imports.execution.columns import (
    ACCOUNT_REPORT,
    CASH_PLAN,
    CONTRACTS,
    LISTINGS,
    PAYMENTS,
    PROGRESS,
    STATEMENT,
)
from sasando.budget.queries.early_warning import GRAVITY, closed_months
from sasando.budget.queries.execution import (
    agency_page,
    city_page,
    execution_years,
    version_in_force,
)
from sasando.budget.queries.versions import version_for
from sasando.core.errors import DomainError, NotFoundForViewer, NotPermitted
from sasando.core.listings.files import CSV, KINDS, XLSX, table_file, template_file
from sasando.core.listings.pages import Desk, Links, confirm_upload, report_file, upload_page
from sasando.core.sentences import sentence_for
from sasando.rules.absorption import WARNING_WORDS, EarlyWarning
from sasando.rules.forecast import LACKING_WORDS, METHOD_WORDS

from .shared import Crumb, budget_crumb, today_of, version_trail

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from django.http import HttpResponse

    from sasando.budget.models import BudgetVersion
    from sasando.budget.queries.early_warning import Standing
    from sasando.core.listings.columns import Listing
    from sasando.organization.requests import CityRequest
    from sasando.rules.forecast import Forecast, Method

TONES: Final = {
    EarlyWarning.GREEN: "good",
    EarlyWarning.YELLOW: "attention",
    EarlyWarning.ORANGE: "accent",
    EarlyWarning.RED: "bad",
    EarlyWarning.GREY: "local",
}
LOADERS: Final = {
    PAYMENTS.code: actions.import_payments,
    CONTRACTS.code: actions.import_contracts,
    PROGRESS.code: actions.import_progress,
    ACCOUNT_REPORT.code: actions.import_account_report,
    STATEMENT.code: actions.import_statement,
}
FILE_HEADINGS: Final = (
    "kode_skpd", "nama_skpd", "pagu", "sp2d", "rencana_kas", "serapan_persen", "rencana_persen",
    "deviasi_poin", "deviasi_relatif_persen", "rasio", "kelas", "fisik_persen",
    "fisik_cakupan_persen", "selisih_fisik_keuangan", "versi", "sampai_tanggal",
)  # fmt: skip


class ProgressForm(forms.Form):
    """Tell the physical progress of one sub-activity at the end of a month."""

    activity_code = forms.ChoiceField(label=gettext_lazy("Sub kegiatan"))
    month = forms.TypedChoiceField(label=gettext_lazy("Sampai akhir bulan"), coerce=int)
    percent = forms.DecimalField(
        label=gettext_lazy("Kemajuan fisik (persen)"), min_value=0, max_value=100, decimal_places=2,
        localize=True, help_text=gettext_lazy("0 sampai 100, sejak awal tahun."),
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("Permasalahan"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("Tanpa nama orang."),
    )  # fmt: skip
    evidence = forms.FileField(
        label=gettext_lazy("Bukti"), required=False,
        help_text=gettext_lazy("Foto atau PDF, paling besar 5 MB."),
    )  # fmt: skip

    def __init__(self, *args: Any, rows: Sequence[Standing], closed: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = sorted(rows, key=lambda row: row.code)
        activity, month = self.fields["activity_code"], self.fields["month"]
        assert isinstance(activity, forms.ChoiceField)
        assert isinstance(month, forms.ChoiceField)
        activity.choices = [(row.code, f"{row.code} {row.name}") for row in chosen]
        month.choices = [(number, MONTH_WORDS[number - 1]) for number in range(closed, 0, -1)]


@never_cache
@login_required
@require_GET
def absorption(request: CityRequest) -> HttpResponse:
    """`/anggaran/serapan/?tahun=&kelas=`: every agency, the worst relative to its plan first."""
    version, day = _asked(request)
    page = city_page(version, day)
    wanted = request.GET.get("kelas", "")
    rows = [row for row in page.rows if not wanted or row.warning == wanted]
    context = {
        "basis": page.basis,
        "total": page.total,
        "picture": curve_picture(page.total),
        "finding": finding_of(page.total),
        "rows": [shown(row) for row in rows],
        "forecasts": forecast_rows(page.total.forecasts, page.errors),
        "classes": [
            (kind, WARNING_WORDS[kind], sum(row.warning == kind for row in page.rows))
            for kind in GRAVITY
        ],
        "wanted": wanted,
        "years": execution_years(),
        "query": urlencode({"tahun": version.year}),
        "may_manage": may_manage(request.viewer),
        "trail": [budget_crumb()],
    }
    return render(request, "budget/absorption.html", context)


@login_required
@require_GET
def absorption_file(request: CityRequest, kind: str) -> HttpResponse:
    """`/anggaran/serapan.csv` or `.xlsx`: the same table with every figure."""
    if kind not in KINDS:
        raise NotFoundForViewer(kind="berkas")
    version, day = _asked(request)
    page = city_page(version, day)
    until = page.basis.closes_on.isoformat() if page.basis.closes_on else ""
    rows = [_cells(row, version, until) for row in page.rows]
    return table_file(f"serapan-{version.year}", kind, FILE_HEADINGS, rows)


@never_cache
@login_required
@require_GET
def agency(request: CityRequest, code: str) -> HttpResponse:
    """`/anggaran/serapan/<code>/`: the S-curve of an agency, its programmes, its sub-activities."""
    version, day = _asked(request)
    page = agency_page(version, code, day)
    context = {
        "agency": page.agency,
        "basis": page.basis,
        "standing": shown(page.standing),
        "picture": curve_picture(page.standing),
        "finding": finding_of(page.standing),
        "points": [
            (MONTH_WORDS[point.month - 1], point.planned, point.paid)
            for point in page.standing.curve
        ],
        "programmes": [shown(row) for row in page.programmes],
        "activities": [shown(row) for row in page.activities],
        "forecasts": forecast_rows(page.standing.forecasts, page.errors),
        "may_tell": actions.may_record_progress(request.viewer, page.agency),
        "trail": [budget_crumb(), _here_crumb(version.year)],
    }
    return render(request, "budget/absorption_agency.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def progress(request: CityRequest, code: str) -> HttpResponse:
    """`/anggaran/serapan/<code>/fisik/`: the head tells how far the work of his agency is."""
    version, day = _asked(request)
    page = agency_page(version, code, day)
    if not actions.may_record_progress(request.viewer, page.agency):
        raise NotPermitted
    closed = closed_months(version.year, day)
    form = ProgressForm(
        request.POST or None, request.FILES or None, rows=page.activities, closed=closed
    )
    if form.is_valid():
        try:
            actions.record_progress(
                viewer=request.viewer,
                now=request.now,
                agency_code=code,
                year=version.year,
                **form.cleaned_data,
            )
        except DomainError as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            messages.success(request, _("Kemajuan fisik dicatat."))
            return redirect("budget:absorption_agency", code)
    trail = [budget_crumb(), _here_crumb(version.year), Crumb(page.agency.name, _agency_at(code))]
    context = {"form": form, "agency": page.agency, "version": version, "trail": trail}
    status = 422 if form.errors else 200
    return render(request, "budget/progress.html", context, status=status)


@never_cache
@login_required
@require_GET
def lists(request: CityRequest) -> HttpResponse:
    """`/anggaran/pelaksanaan/`: the lists that can be loaded."""
    require_may_manage(request.viewer)
    version = version_in_force(_year_of(request), today_of(request))
    rows = [(listing, _list_at("list_upload", listing, version)) for listing in LISTINGS.values()]
    context = {"rows": rows, "version": version, "trail": [budget_crumb()]}
    return render(request, "budget/execution_lists.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def list_upload(request: CityRequest, kind: str) -> HttpResponse:
    """`/anggaran/pelaksanaan/<kind>/muat/`: judge a list and show what would happen."""
    return upload_page(request, _desk(request, kind))


@never_cache
@login_required
@require_POST
def list_confirm(request: CityRequest, kind: str) -> HttpResponse:
    """Load the very list that was judged."""
    return confirm_upload(request, _desk(request, kind))


@never_cache
@login_required
@require_POST
def list_report(request: CityRequest, kind: str) -> HttpResponse:
    """The whole report of a judged list as CSV."""
    return report_file(request, _desk(request, kind))


@login_required
@require_GET
def list_template(request: CityRequest, kind: str, form: str) -> HttpResponse:
    """`templat.csv` or `templat.xlsx` of a list."""
    listing = _listing(request, kind)
    if form not in KINDS:
        raise NotFoundForViewer(kind="berkas")
    return template_file(listing, form)


def shown(row: Standing) -> dict[str, Any]:
    """A place with the words and shape of its class."""
    return {
        "row": row,
        "word": WARNING_WORDS[row.warning],
        "tone": TONES[row.warning],
    }


def forecast_rows(
    forecasts: Sequence[Forecast], errors: Mapping[Method, Decimal | None]
) -> list[dict[str, Any]]:
    """The four methods with their names, what they lack, and how far they were off before."""
    return [
        {
            "name": METHOD_WORDS[row.method],
            "forecast": row,
            "lacking": LACKING_WORDS[row.lacking] if row.lacking else "",
            "error": errors.get(row.method),
        }
        for row in forecasts
    ]


def _asked(request: CityRequest) -> tuple[BudgetVersion, date]:
    day = today_of(request)
    return version_in_force(_year_of(request), day), day


def _year_of(request: CityRequest) -> int:
    """The year asked for, else the newest with a budget in force; the city's year without any."""
    text = request.GET.get("tahun", "")
    if text.isascii() and text.isdigit() and len(text) == 4:
        return int(text)
    this_year = today_of(request).year
    return next((year for year in execution_years() if year <= this_year), this_year)


def _cells(row: Standing, version: BudgetVersion, until: str) -> list[Any]:
    found = row.absorption
    judged = (
        (found.percent, found.planned_percent, found.deviation, found.relative_deviation,
         found.ratio)
        if found
        else (None,) * 5
    )  # fmt: skip
    return [
        row.code, row.name, row.ceiling, row.paid, row.planned, *judged, WARNING_WORDS[row.warning],
        row.physical, row.physical_share, row.gap, version.name, until,
    ]  # fmt: skip


def _here_crumb(year: int) -> Crumb:
    return Crumb(_("Serapan"), f"{reverse('budget:absorption')}?tahun={year}")


def _agency_at(code: str) -> str:
    return reverse("budget:absorption_agency", args=[code])


def _listing(request: CityRequest, kind: str) -> Listing:
    require_may_manage(request.viewer)
    listing = LISTINGS.get(kind)
    if listing is None:
        raise NotFoundForViewer(kind="daftar")
    return listing


def _desk(request: CityRequest, kind: str) -> Desk:
    listing = _listing(request, kind)
    asked = request.GET.get("versi", "")
    version = (
        version_for(asked) if asked else version_in_force(_year_of(request), today_of(request))
    )
    if listing is CASH_PLAN:
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
    )
    trail = [*version_trail(version)[:1], Crumb(_("Muat daftar"), reverse("budget:lists"))]
    return Desk(listing, bound, links, load, about=about, context={"trail": trail})


def _list_at(name: str, listing: Listing, version: BudgetVersion) -> str:
    address = reverse(f"budget:{name}", args=[listing.code])
    return f"{address}?versi={version.code}" if listing is CASH_PLAN else address
