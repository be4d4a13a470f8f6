"""Payments whose printed code nobody knows, and tying such a code to what it means."""

from __future__ import annotations

from dataclasses import dataclass
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
from django.views.decorators.http import require_GET, require_http_methods

from sasando.budget.access import may_manage, require_may_manage
from sasando.budget.actions.ties import tie_payment_code
from sasando.budget.queries.execution import execution_years
from sasando.budget.queries.loose_payments import (
    activities_of,
    loose_code,
    loose_codes,
    payments_of,
)
from sasando.core.errors import DomainError, NotFoundForViewer
from sasando.core.listings.files import KINDS, table_file
from sasando.core.paging import Crumb
from sasando.core.sentences import sentence_for

from .shared import asked_year, budget_crumb

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.budget.queries.loose_payments import LooseCode
    from sasando.organization.requests import CityRequest

FILE_HEADINGS: Final = (
    "jenis", "kode_skpd", "nama_skpd", "kode_tercetak", "nilai", "banyak_sp2d", "sp2d_pertama",
    "sp2d_terakhir", "dikaitkan_ke", "alasan",
)  # fmt: skip


class TieCodeForm(forms.Form):
    """What a printed code means, and why one knows."""

    reason = forms.CharField(
        label=gettext_lazy("Alasan"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Misalnya salah ketik di SP2D, menurut DPA. Tanpa nama orang."),
        error_messages={"required": gettext_lazy("Tulis dari mana Anda tahu artinya.")},
    )  # fmt: skip
    field_order = ["meaning", "reason"]

    def __init__(self, *args: Any, row: LooseCode, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What is tied may be let go; what is not must be told.
        asked: dict[str, Any] = {
            "required": not row.is_tied,
            "initial": row.meaning.code if row.meaning else "",
            "error_messages": {"required": _("Sebut apa yang dimaksud kode ini.")},
        }
        if row.agency is None:
            self.fields["meaning"] = forms.CharField(
                label=_("Rekening yang dimaksud"), max_length=40,
                help_text=_("Kode rekening belanja, misalnya 5.1.02.01.01.0024."), **asked,
            )  # fmt: skip
        else:
            empty = ("", _("belum diketahui") if row.is_tied else _("pilih"))
            budgeted = activities_of(row.year, row.agency)
            self.fields["meaning"] = forms.ChoiceField(
                label=_("Sub kegiatan yang dimaksud"),
                choices=[empty, *((one.code, f"{one.code} {one.name}") for one in budgeted)],
                **asked,
            )
        self.order_fields(self.field_order)


@dataclass(frozen=True)
class Shown:
    """A code with the address of its tie; empty where it cannot be tied."""

    row: LooseCode
    url: str


@never_cache
@login_required
@require_GET
def loose(request: CityRequest) -> HttpResponse:
    """`/anggaran/pelaksanaan/tak-terkait/?tahun=`: unknown codes of payments, heaviest first."""
    year = asked_year(request)
    rows = loose_codes(year)
    open_rows = [row for row in rows if not row.is_tied]
    context = {
        "year": year,
        "years": execution_years(),
        "rows": [Shown(row, _tie_at(row)) for row in rows],
        "amount": sum(row.amount for row in open_rows),
        "payments": sum(row.payments for row in open_rows),
        "is_example": any(row.is_example for row in rows),
        "may_manage": may_manage(request.viewer),
        "trail": _trail(year),
    }
    return render(request, "budget/loose.html", context)


@login_required
@require_GET
def loose_file(request: CityRequest, kind: str) -> HttpResponse:
    """`/anggaran/pelaksanaan/tak-terkait.csv` or `.xlsx`: the same list."""
    if kind not in KINDS:
        raise NotFoundForViewer(kind="berkas")
    year = asked_year(request)
    rows = (_cells(row) for row in loose_codes(year))
    return table_file(f"sp2d-tak-terkait-{year}", kind, FILE_HEADINGS, rows)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def loose_tie(request: CityRequest) -> HttpResponse:
    """`/anggaran/pelaksanaan/tak-terkait/kaitkan/?tahun=&jenis=&skpd=&kode=`: say what it means."""
    require_may_manage(request.viewer)
    year = asked_year(request)
    asked = {name: request.GET.get(name, "")[:60] for name in ("jenis", "skpd", "kode")}
    row = loose_code(year, asked["jenis"], asked["skpd"], asked["kode"])
    form = TieCodeForm(request.POST or None, row=row)
    if form.is_valid():
        try:
            tie_payment_code(
                viewer=request.viewer, year=year, kind=row.kind, agency_code=asked["skpd"],
                printed=row.printed, **form.cleaned_data,
            )  # fmt: skip
        except DomainError as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            messages.success(request, _("Kaitan dicatat. SP2D tetap seperti diterbitkan."))
            return redirect(f"{reverse('budget:loose')}?tahun={year}")
    trail = [*_trail(year), Crumb(_("SP2D tak terkait"), f"{reverse('budget:loose')}?tahun={year}")]
    context = {"form": form, "row": row, "payments": payments_of(row), "trail": trail}
    status = 422 if form.errors else 200
    return render(request, "budget/loose_tie.html", context, status=status)


def _tie_at(row: LooseCode) -> str:
    if not row.printed:
        return ""
    found = {
        "tahun": row.year,
        "jenis": row.kind,
        "skpd": row.agency.code if row.agency else "",
        "kode": row.printed,
    }
    return f"{reverse('budget:loose_tie')}?{urlencode(found)}"


def _cells(row: LooseCode) -> list[Any]:
    agency = (row.agency.code, row.agency.name) if row.agency else ("", "")
    meaning = row.meaning.code if row.meaning else ""
    return [
        row.kind_word, *agency, row.printed, row.amount, row.payments, row.first_on, row.last_on,
        meaning, row.tie.reason if row.tie else "",
    ]  # fmt: skip


def _trail(year: int) -> list[Crumb]:
    return [budget_crumb(), Crumb(_("Serapan"), f"{reverse('budget:absorption')}?tahun={year}")]
