"""Absorption of the city and of one agency, and telling how far the work is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from sasando.budget.access import may_manage
from sasando.budget.actions import execution as actions
from sasando.budget.curves import MONTH_WORDS, curve_pictures, finding_of
from sasando.budget.queries.early_warning import GRAVITY, closed_months
from sasando.budget.queries.execution import (
    agency_page,
    city_page,
    execution_years,
)
from sasando.budget.queries.loose_payments import loose_of
from sasando.core.errors import DomainError, NotPermitted
from sasando.core.paging import Crumb
from sasando.core.sentences import sentence_for
from sasando.rules.absorption import WARNING_WORDS

from .shared import asked_version, budget_crumb, today_of
from .standing import forecast_rows, month_rows, shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.http import HttpResponse

    from sasando.budget.models import BudgetVersion
    from sasando.budget.queries.early_warning import Standing
    from sasando.organization.requests import CityRequest


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
        "total": shown(page.total, page.basis),
        "pictures": curve_pictures(page.total, page.basis.reference),
        "months": month_rows(page.total, page.basis),
        "finding": finding_of(page.total),
        "rows": [shown(row, page.basis) for row in rows],
        "forecasts": forecast_rows(page.total.forecasts, page.errors),
        "classes": [
            (kind, WARNING_WORDS[kind], sum(row.warning == kind for row in page.rows))
            for kind in GRAVITY
        ],
        "wanted": wanted,
        "years": execution_years(),
        "query": urlencode({"tahun": version.year}),
        "may_manage": may_manage(request.viewer),
        "loose": loose_of(version.year, page.basis.closed),
        "trail": [budget_crumb()],
    }
    return render(request, "budget/absorption.html", context)


@never_cache
@login_required
@require_GET
def agency(request: CityRequest, code: str) -> HttpResponse:
    """`/anggaran/serapan/<code>/`: the S-curve of an agency, its programmes, its sub-activities."""
    version, day = _asked(request)
    page = agency_page(version, code, day)
    untied = [page.untied] if page.untied else []
    context = {
        "agency": page.agency,
        "basis": page.basis,
        "standing": shown(page.standing, page.basis),
        "pictures": curve_pictures(page.standing, page.basis.reference),
        "months": month_rows(page.standing, page.basis),
        "finding": finding_of(page.standing),
        "programmes": [shown(row, page.basis) for row in (*page.programmes, *untied)],
        "activities": [shown(row, page.basis) for row in page.activities],
        "query": urlencode({"tahun": version.year}),
        "forecasts": forecast_rows(page.standing.forecasts, page.errors),
        "may_tell": actions.may_record_progress(request.viewer, page.agency),
        "loose": loose_of(version.year, page.basis.closed, page.agency.pk),
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


def _asked(request: CityRequest) -> tuple[BudgetVersion, date]:
    day = today_of(request)
    return asked_version(request), day


def _here_crumb(year: int) -> Crumb:
    return Crumb(_("Serapan"), f"{reverse('budget:absorption')}?tahun={year}")


def _agency_at(code: str) -> str:
    return reverse("budget:absorption_agency", args=[code])
