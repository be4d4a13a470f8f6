"""*Perjanjian Kinerja*: the list, one agreement, preparing, signing and revising it."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sasando.core import clock
from sasando.core.errors import NotFoundForViewer, NotPermitted

from .access import may_prepare_any, require_may_prepare
from .actions import (
    add_item,
    draft_agreement,
    propose,
    remove_item,
    revise,
    sign,
    withdraw_proposal,
)
from .comparison import compare_with_superseded
from .content import content_of
from .errors import (
    ContentFixed,
    IndicatorAlreadyPromised,
    IndicatorOfOtherObjective,
    TargetTooFine,
)
from .forms import DraftForm, ItemForm, ListFilter, ProposeForm, ReviseForm, SignForm
from .models import State
from .pages import agreement_page, objective_groups, print_head_of, reason_label, trail_of
from .queries import (
    Filters,
    agreement_for,
    agreement_list,
    all_rows,
    indicator_choices,
    units_to_prepare,
    units_with_agreements,
    waits_for_signature_of,
    years_of,
)

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from sasando.core.models import User
    from sasando.organization.queries import Viewer

    from .models import Agreement, AgreementParty

    class Request(HttpRequest):
        """A request as the middleware hands it on."""

        now: datetime
        viewer: Viewer
        user: User


COLUMNS = ("kode", "kode_unit", "unit", "tahun", "versi", "keadaan")
PARTY_COLUMNS = ("pihak", "nama", "jabatan", "ditandatangani")


@never_cache
@login_required
@require_GET
def index(request: Request) -> HttpResponse:
    """`/perjanjian/`: agreements of the viewer's scope by year, unit and state."""
    form, filters = _filters(request)
    number = request.GET.get("halaman", "1")
    page = agreement_list(
        viewer=request.viewer,
        filters=filters,
        page=int(number) if number.isdecimal() and 0 < len(number) < 6 and int(number) else 1,
    )
    context = {
        "page": page,
        "filter_form": form,
        "download_url": f"daftar.csv?{filters.query()}",
        "waiting": waits_for_signature_of(request.viewer),
        "may_prepare": may_prepare_any(request.viewer),
    }
    return render(request, "agreements/list.html", context)


@never_cache
@login_required
@require_GET
def download(request: Request) -> HttpResponse:
    """`/perjanjian/daftar.csv`: the same rows as a table, one line per party."""
    _form, filters = _filters(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="perjanjian-{filters.year}.csv"'
    writer = csv.writer(response)
    writer.writerow([*COLUMNS, *PARTY_COLUMNS])
    for row in all_rows(viewer=request.viewer, filters=filters):
        facts = [row.code, row.unit_code, row.unit_name, row.year, row.version, row.state]
        cells = [_party_cells(party) for party in row.parties] or [[""] * len(PARTY_COLUMNS)]
        for cell in cells:
            writer.writerow([*facts, *cell])
    return response


def _party_cells(party: AgreementParty) -> list[str]:
    signed = party.signed_at.astimezone(clock.zone()).isoformat() if party.signed_at else ""
    return [party.role, party.name, party.title, signed]


def _filters(request: Request) -> tuple[ListFilter, Filters]:
    running = clock.local_day(request.now).year
    form = ListFilter(
        {"tahun": running, **request.GET.dict()},
        years=years_of(request.viewer, running),
        units=units_with_agreements(request.viewer),
    )
    chosen = form.cleaned_data if form.is_valid() else {}
    filters = Filters(
        year=chosen.get("tahun") or running,
        unit_code=chosen.get("unit", ""),
        state=chosen.get("keadaan", ""),
    )
    return form, filters


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def draft(request: Request) -> HttpResponse:
    """`/perjanjian/baru/`: begin an agreement for a unit and a year."""
    if not may_prepare_any(request.viewer):
        raise NotPermitted
    units = units_to_prepare(request.viewer, request.now)
    running = clock.local_day(request.now).year
    form = DraftForm(request.POST or None, units=units, running=running)
    if request.method == "POST" and form.is_valid():
        made = draft_agreement(
            viewer=request.viewer,
            now=request.now,
            unit_code=form.cleaned_data["unit"],
            year=form.cleaned_data["year"],
        )
        return redirect("agreements:edit", made.code)
    return render(request, "agreements/draft.html", {"form": form}, status=_status(form))


@never_cache
@login_required
@require_GET
def agreement(request: Request, code: str) -> HttpResponse:
    """`/perjanjian/<code>/`: the agreement in its legal form."""
    found = agreement_for(request.viewer, code)
    context = {**_shown(request, found), "print_head": print_head_of(found, request.now)}
    return render(request, "agreements/agreement.html", context)


@never_cache
@login_required
@require_GET
def content(request: Request, code: str) -> HttpResponse:
    """`/perjanjian/<code>/isi.json`: the very bytes whose SHA-256 is signed."""
    found = agreement_for(request.viewer, code)
    if found.state == State.DRAFT:
        raise NotFoundForViewer(kind="isi")
    response = HttpResponse(content_of(found), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{found.code}.json"'
    return response


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def edit(request: Request, code: str) -> HttpResponse:
    """`/perjanjian/<code>/susun/`: the items of a draft; a post adds one."""
    found = _to_edit(request, code)
    form = ItemForm(request.POST or None, choices=indicator_choices(found))
    if request.method == "POST" and form.is_valid() and _added(request, code, form):
        messages.success(request, _("Butir tersimpan."))
        return redirect("agreements:edit", code)
    return _edit_page(request, found, form, ProposeForm())


def _added(request: Request, code: str, form: ItemForm) -> bool:
    objective_code, indicator_code = form.codes()
    try:
        add_item(
            viewer=request.viewer,
            code=code,
            objective_code=objective_code,
            indicator_code=indicator_code,
            target=form.cleaned_data["target"],
        )
    except TargetTooFine as failure:
        words = _("Indikator ini diukur paling halus %(decimals)s angka di belakang koma.")
        form.add_error("target", words % failure.values)
        return False
    except (IndicatorAlreadyPromised, IndicatorOfOtherObjective):
        form.add_error("indicator", _("Indikator ini baru saja berubah. Pilih sekali lagi."))
        return False
    return True


def _to_edit(request: Request, code: str) -> Agreement:
    found = agreement_for(request.viewer, code)
    require_may_prepare(request.viewer, found.unit.path)
    if found.proposed_at is not None:
        raise ContentFixed(code=code)
    return found


def _edit_page(
    request: Request, found: Agreement, form: ItemForm, propose_form: ProposeForm
) -> HttpResponse:
    context = {
        **_head(request, found),
        "groups": objective_groups(found),
        "form": form,
        "propose_form": propose_form,
    }
    status = max(_status(form), _status(propose_form))
    return render(request, "agreements/edit.html", context, status=status)


@login_required
@require_POST
def remove(request: Request, code: str, number: int) -> HttpResponse:
    """Take one item out of a draft."""
    remove_item(viewer=request.viewer, code=code, number=number)
    messages.success(request, _("Butir dihapus dari draf."))
    return redirect("agreements:edit", code)


@login_required
@require_POST
def propose_agreement(request: Request, code: str) -> HttpResponse:
    """Fix the content and ask for the signatures."""
    form = ProposeForm(request.POST)
    if not form.is_valid():
        found = _to_edit(request, code)
        return _edit_page(request, found, ItemForm(None, choices=indicator_choices(found)), form)
    propose(
        viewer=request.viewer,
        now=request.now,
        code=code,
        budget_authorised_on=form.cleaned_data["budget_authorised_on"],
    )
    messages.success(request, _("Perjanjian diajukan. Isinya tetap sampai ditandatangani."))
    return redirect("agreements:agreement", code)


@login_required
@require_POST
def withdraw(request: Request, code: str) -> HttpResponse:
    """Take an unsigned proposal back to draft."""
    withdraw_proposal(viewer=request.viewer, code=code)
    messages.success(request, _("Pengajuan ditarik. Perjanjian ini kembali menjadi draf."))
    return redirect("agreements:edit", code)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def sign_agreement(request: Request, code: str) -> HttpResponse:
    """`/perjanjian/<code>/tanda-tangan/`: read it whole, type the password again, sign."""
    found = agreement_for(request.viewer, code)
    context = _shown(request, found)
    if context["page"].sign_url is None and request.method == "GET":
        return redirect("agreements:agreement", code)
    form = SignForm(request.POST or None, request=request, initial={"digest": found.content_digest})
    if request.method == "POST" and form.is_valid():
        sign(
            viewer=request.viewer,
            now=request.now,
            code=code,
            digest=form.cleaned_data["digest"],
        )
        messages.success(request, _("Anda sudah menandatangani perjanjian ini."))
        return redirect("agreements:agreement", code)
    return render(request, "agreements/sign.html", {**context, "form": form}, status=_status(form))


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def revise_agreement(request: Request, code: str) -> HttpResponse:
    """`/perjanjian/<code>/perubahan/`: begin the next version, with one of three grounds."""
    found = agreement_for(request.viewer, code)
    require_may_prepare(request.viewer, found.unit.path)
    form = ReviseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = revise(
            viewer=request.viewer,
            code=code,
            reason=form.cleaned_data["reason"],
            note=form.cleaned_data["note"],
        )
        return redirect("agreements:edit", made.code)
    context = {**_head(request, found), "form": form}
    return render(request, "agreements/revise.html", context, status=_status(form))


@never_cache
@login_required
@require_GET
def compare(request: Request, code: str) -> HttpResponse:
    """`/perjanjian/<code>/banding/`: a revision beside the version before it."""
    found = agreement_for(request.viewer, code)
    context = {
        **_head(request, found),
        "comparison": compare_with_superseded(found),
        "reason_label": reason_label(found),
    }
    return render(request, "agreements/compare.html", context)


def _shown(request: Request, found: Agreement) -> dict[str, Any]:
    page = agreement_page(agreement=found, viewer=request.viewer, now=request.now)
    return {"page": page, "trail": trail_of(found, request.viewer)}


def _head(request: Request, found: Agreement) -> dict[str, Any]:
    return {"agreement": found, "trail": trail_of(found, request.viewer)}


def _status(form: Any) -> int:
    return 422 if form.errors else 200
