"""*Pemantauan*: what waits for me, each branch below a post, a quarter's report, obstacles."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sasando.agreements.actions.monitoring import (
    answer_request,
    ask_for_help,
    close_obstacle,
    pass_on_request,
    report_quarter,
    review_report,
)
from sasando.agreements.forms.action_plans import QuarterFilter, WordsForm
from sasando.agreements.forms.monitoring import ReportForms, ReviewForm
from sasando.agreements.models import MonitoringReport
from sasando.agreements.queries.action_plans import own_plans, plans_to_agree
from sasando.agreements.queries.monitoring import (
    Quarter,
    decisions,
    latest_to_report,
    obstacle_for,
    plan_for_quarter,
    post_for,
    to_report,
    waiting_reports,
    waiting_requests,
)
from sasando.agreements.queries.report_pages import (
    lines_to_report,
    quarter_page,
    report_evidence,
)
from sasando.agreements.queries.tiers import line_above, tier_rows, top_post, totals_of
from sasando.core import clock
from sasando.core.attachments import path_of
from sasando.core.downloads import download
from sasando.core.errors import DomainError, NotFoundForViewer, NotPermitted
from sasando.core.paging import Crumb
from sasando.core.sentences import sentence_for
from sasando.core.trail import safe_cell

from .answers import status_of

if TYPE_CHECKING:
    from sasando.agreements.models import Obstacle
    from sasando.agreements.queries.report_pages import QuarterPage
    from sasando.organization.models import Position
    from sasando.organization.requests import CityRequest

WAITING_SHOWN, DECISIONS_SHOWN = 50, 200
COLUMNS = (
    ("kode_jabatan", "code"), ("jabatan", "title"), ("kode_unit", "unit_code"),
    ("unit", "unit_name"), ("berjanji", "promised"), ("tanpa_rencana_aksi", "without_plan"),
    ("wajib_lapor", "due"), ("tepat_waktu", "on_time"), ("terlambat", "late"),
    ("belum_lapor", "missing"), ("sudah_ditinjau", "reviewed"), ("menunggu_tinjauan", "waiting"),
    ("diminta_diperbaiki", "returned"), ("keputusan", "decisions"),
    ("kendala_terbuka", "obstacles"),
)  # fmt: skip


@never_cache
@login_required
@require_GET
def index(request: CityRequest) -> HttpResponse:
    """`/pemantauan/`: what waits for the viewer, his plans, and the branches below his post."""
    viewer, today = request.viewer, clock.local_day(request.now)
    form, quarter = _quarter(request)
    top = top_post(viewer, today)
    if top is None:
        raise NotPermitted
    reports = waiting_reports(viewer)
    context = {
        **_tier(request, top, quarter),
        "filter_form": form,
        "to_report": to_report(viewer, request.now),
        "to_review": list(reports[:WAITING_SHOWN]),
        "to_review_count": reports.count(),
        "plans_to_agree": plans_to_agree(viewer),
        "requests": list(waiting_requests(viewer)[:WAITING_SHOWN]),
        "own_plans": own_plans(viewer, today.year),
        "is_front": True,
    }
    return render(request, "agreements/monitoring.html", context)


@never_cache
@login_required
@require_GET
def tier(request: CityRequest, code: str) -> HttpResponse:
    """`/pemantauan/jabatan/<code>/`: the branches below one post; each leads one level down."""
    post = post_for(request.viewer, code)
    form, quarter = _quarter(request)
    context = {
        **_tier(request, post, quarter),
        "filter_form": form,
        "trail": _trail(request, post, quarter),
    }
    return render(request, "agreements/monitoring.html", context)


@never_cache
@login_required
@require_GET
def tier_csv(request: CityRequest, code: str) -> HttpResponse:
    """`/pemantauan/jabatan/<code>/unduh.csv`: the same branches as a table."""
    post = post_for(request.viewer, code)
    _form, quarter = _quarter(request)
    today = clock.local_day(request.now)
    response = download(f"pemantauan-{code}-{quarter.year}-TW{quarter.number}.csv")
    writer = csv.writer(response)
    writer.writerow([*(heading for heading, _name in COLUMNS), "kendala_terlama_hari"])
    for row in tier_rows(post, quarter, request.now):
        cells = [safe_cell(str(getattr(row, name))) for _heading, name in COLUMNS]
        writer.writerow([*cells, row.open_days(today)])
    return response


def _quarter(request: CityRequest) -> tuple[QuarterFilter, Quarter]:
    """The quarter in the address, else the last that can be reported."""
    latest = latest_to_report(clock.local_day(request.now))
    given = {"tahun": latest.year, "triwulan": latest.number, **request.GET.dict()}
    running = clock.local_day(request.now).year
    form = QuarterFilter(given, years=(running + 1, running, running - 1))
    if not form.is_valid():
        return form, latest
    chosen = form.cleaned_data
    return form, Quarter(chosen["tahun"] or latest.year, chosen["triwulan"] or latest.number)


def _tier(request: CityRequest, post: Position, quarter: Quarter) -> dict[str, Any]:
    rows = tier_rows(post, quarter, request.now)
    today = clock.local_day(request.now)
    query = f"tahun={quarter.year}&triwulan={quarter.number}"
    return {
        "post": post,
        "quarter": quarter,
        "rows": [(row, row.open_days(today)) for row in rows],
        "totals": totals_of(rows),
        "query": query,
        "download_url": f"{reverse('agreements:monitoring_csv', args=[post.code])}?{query}",
    }


def _trail(request: CityRequest, post: Position, quarter: Quarter) -> list[Crumb]:
    query = f"?tahun={quarter.year}&triwulan={quarter.number}"
    above = [
        Crumb(row.title, reverse("agreements:monitoring_post", args=[row.code]) + query)
        for row in line_above(request.viewer, post)
    ]
    return [Crumb(_("Pemantauan"), reverse("agreements:monitoring") + query), *above]


@never_cache
@login_required
@require_GET
def quarter(request: CityRequest, code: str, year: int, number: int) -> HttpResponse:
    """`/pemantauan/jabatan/<code>/<year>/<quarter>/`: what was reported, reviewed and decided."""
    return _quarter_answer(request, code, _asked_quarter(year, number), ReviewForm())


def _asked_quarter(year: int, number: int) -> Quarter:
    if number not in range(1, 5) or not 2000 <= year <= 2100:
        raise NotFoundForViewer(kind="triwulan")
    return Quarter(year, number)


def _quarter_answer(
    request: CityRequest, code: str, asked: Quarter, form: ReviewForm
) -> HttpResponse:
    page = quarter_page(request.viewer, code, asked, request.now)
    context = {
        "page": page,
        "form": form,
        "trail": [*_trail(request, page.post, asked), _post_crumb(page)],
    }
    return render(request, "agreements/monitoring_quarter.html", context, status=status_of(form))


def _post_crumb(page: QuarterPage) -> Crumb:
    return Crumb(page.post.title, reverse("agreements:monitoring_post", args=[page.post.code]))


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def report(request: CityRequest, code: str, year: int, number: int) -> HttpResponse:
    """`/pemantauan/jabatan/<code>/<year>/<quarter>/lapor/`: the holder reports the quarter."""
    asked = _asked_quarter(year, number)
    page = quarter_page(request.viewer, code, asked, request.now)
    if not page.may_report:
        raise NotPermitted
    plan = plan_for_quarter(page.post, asked)
    assert plan is not None
    lines = lines_to_report(plan, asked)
    sent = request.method == "POST"
    forms = ReportForms(
        request.POST if sent else None, request.FILES if sent else None, lines=lines
    )
    if sent and forms.is_valid() and _reported(request, code, asked, forms):
        messages.success(request, _("Laporan tersimpan dan menunggu tinjauan atasan."))
        return redirect("agreements:monitoring_quarter", code, year, number)
    context = {
        "page": page,
        "forms": forms.forms,
        "trail": [*_trail(request, page.post, asked), _post_crumb(page)],
    }
    is_mended = any(form.errors for form in forms.forms)
    return render(
        request, "agreements/monitoring_report.html", context, status=422 if is_mended else 200
    )


def _reported(request: CityRequest, code: str, asked: Quarter, forms: ReportForms) -> bool:
    try:
        report_quarter(
            viewer=request.viewer,
            now=request.now,
            position_code=code,
            quarter=asked,
            lines=forms.drafts(),
        )
    except DomainError as failure:
        form = forms.of(failure.values.get("number"))
        if form is None:
            raise
        figure = form.figure()
        form.add_error(figure.name if figure is not None else None, sentence_for(failure))
        return False
    return True


@login_required
@require_POST
def review(request: CityRequest, code: str) -> HttpResponse:
    """A superior notes a report, asks to mend it, or writes his decision."""
    found = _report(request, code)
    asked = Quarter(found.year, found.quarter)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _quarter_answer(request, found.position.code, asked, form)
    given = form.cleaned_data
    review_report(viewer=request.viewer, code=code, verdict=given["verdict"], note=given["note"])
    messages.success(request, _("Tinjauan Anda tersimpan."))
    return redirect("agreements:monitoring_quarter", found.position.code, asked.year, asked.number)


def _report(request: CityRequest, code: str) -> MonitoringReport:
    found = MonitoringReport.objects.select_related("position").filter(code=code).first()
    if found is None:
        raise NotFoundForViewer(kind="laporan")
    post_for(request.viewer, found.position.code)
    return found


@never_cache
@login_required
@require_GET
def evidence(request: CityRequest, code: str, digest: str) -> HttpResponse | FileResponse:
    """`/pemantauan/laporan/<code>/bukti/<sha256>`: a file of a report, in its reader's scope."""
    attachment = report_evidence(request.viewer, code, digest)
    path = path_of(attachment.sha256)
    if not path.exists():
        raise NotFoundForViewer(kind="bukti")
    response = FileResponse(path.open("rb"), content_type=attachment.media_type)
    # Whatever an uploaded PDF or picture holds, it runs nothing here.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def obstacle(request: CityRequest, code: str) -> HttpResponse:
    """`/pemantauan/kendala/<code>/`: an obstacle, who was asked, what was answered."""
    found = obstacle_for(request.viewer, code)
    step = request.POST.get("langkah", "") if request.method == "POST" else ""
    forms = {
        name: WordsForm(request.POST if name == step else None, label=label, prefix=name)
        for name, label in _steps(request, found).items()
    }
    if step and step not in forms:
        raise NotPermitted
    if step and forms[step].is_valid():
        _take(request, code, step, forms[step].cleaned_data["note"])
        return redirect("agreements:obstacle", code)
    origin = found.opened_in.report
    context = {
        "obstacle": found,
        "origin": origin,
        "requests": list(found.requests.select_related("to_position", "asked_by", "answered_by")),
        "forms": forms,
        "trail": [
            *_trail(request, found.position, Quarter(origin.year, origin.quarter)),
            Crumb(
                found.position.title,
                reverse("agreements:monitoring_post", args=[found.position.code]),
            ),
        ],
        "days": (clock.local_day(request.now) - clock.local_day(found.opened_at)).days,
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "agreements/monitoring_obstacle.html", context, status=status)


ASK, ANSWER, PASS_ON, CLOSE = "minta", "jawab", "teruskan", "teratasi"
DEEDS = {ASK: ask_for_help, PASS_ON: pass_on_request}


def _steps(request: CityRequest, found: Obstacle) -> dict[str, str]:
    """What this viewer may do to an obstacle now, with what the form asks."""
    if found.closed_at is not None:
        return {}
    posts = request.viewer.position_ids
    waiting = found.requests.filter(answered_at__isnull=True).select_related("to_position").first()
    steps: dict[str, str] = {}
    if waiting is not None and waiting.to_position_id in posts:
        steps[ANSWER] = _("Jawaban atau bantuan Anda")
        if waiting.to_position.reports_to_id is not None:
            steps[PASS_ON] = _("Mengapa perlu diteruskan ke atasan Anda")
    if found.position_id in posts:
        if waiting is None and found.position.reports_to_id is not None:
            steps[ASK] = _("Mengapa perlu bantuan atasan")
        steps[CLOSE] = _("Bagaimana kendala ini teratasi")
    return steps


def _take(request: CityRequest, code: str, step: str, words: str) -> None:
    viewer = request.viewer
    if step in DEEDS:
        DEEDS[step](viewer=viewer, code=code, reason=words)
        messages.success(request, _("Permintaan bantuan diteruskan satu tingkat ke atas."))
    elif step == ANSWER:
        answer_request(viewer=viewer, code=code, answer=words)
        messages.success(request, _("Jawaban Anda tersimpan."))
    else:
        close_obstacle(viewer=viewer, code=code, note=words)
        messages.success(request, _("Kendala dinyatakan teratasi."))


@never_cache
@login_required
@require_GET
def leaders_decisions(request: CityRequest) -> HttpResponse:
    """`/pemantauan/keputusan/`: decisions of leaders on reports, as evidence that they are used."""
    running = clock.local_day(request.now).year
    asked = request.GET.get("tahun", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else running
    if not request.viewer.posts:
        raise NotPermitted
    found = decisions(request.viewer, year)
    context = {
        "rows": list(found[:DECISIONS_SHOWN]),
        "total": found.count(),
        "year": year,
        "years": (running, running - 1),
        "trail": [Crumb(_("Pemantauan"), reverse("agreements:monitoring"))],
    }
    return render(request, "agreements/monitoring_decisions.html", context)
