"""`/anggaran/berikutnya/`: next year's budget begins with what this one's money came to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sasando.budget.access import may_manage
from sasando.budget.documents.results import RESULT_HEADINGS, result_rows
from sasando.budget.forms.next_year import NextYearForm
from sasando.budget.queries.execution import execution_years, version_in_force
from sasando.budget.queries.results import CLASSES, SUPPORT, Untraced, programme_results
from sasando.budget.results_words import CLASS_MARKS, CLASS_NOTES, CLASS_WORDS, WHY_WORDS
from sasando.core.errors import NotFoundForViewer
from sasando.core.listings.files import KINDS, table_file
from sasando.core.paging import asked_page
from sasando.rules.numerals import round_half_up

from .shared import budget_crumb, shown_page, today_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.budget.models import BudgetVersion
    from sasando.budget.queries.results import ProgrammeResult, ProgrammeResults
    from sasando.organization.requests import CityRequest

RESULT_YEARS = 3


@dataclass(frozen=True)
class ClassSum:
    """One class with its programmes and rupiah; `share` is of the whole, in percent."""

    code: str
    word: str
    mark: str
    note: str
    count: int
    ceiling: Decimal
    share: Decimal | None
    url: str


@dataclass(frozen=True)
class ShownResult:
    """A programme as the page shows it, with where its money, thread and mend are."""

    row: ProgrammeResult
    word: str
    mark: str
    why: str
    money_url: str
    thread_url: str
    mend_url: str


@dataclass(frozen=True)
class Asked:
    """What the address asks for: the year to be budgeted, its start, and the results of a year."""

    year: int
    version: BudgetVersion
    results: ProgrammeResults
    form: NextYearForm
    query: dict[str, str]

    @property
    def rows(self) -> list[ProgrammeResult]:
        """The programmes that pass the filter, the most money first."""
        wanted = self.query.get
        found = [
            row
            for row in self.results.rows
            if wanted("kelas", row.class_code) == row.class_code
            and wanted("skpd", row.agency_code) == row.agency_code
        ]
        # Support programmes are the largest everywhere and the last to be decided about.
        return sorted(found, key=lambda row: (row.class_code == SUPPORT, -row.ceiling))


@never_cache
@login_required
@require_GET
def next_year(request: CityRequest) -> HttpResponse:
    """`/anggaran/berikutnya/?tahun=&hasil=&kelas=&skpd=`: every programme by what it came to."""
    year = _asked_year(request)
    try:
        asked = _asked(request, year)
    except NotFoundForViewer:
        return _without_budget(request, year)
    manages = may_manage(request.viewer)
    context: dict[str, Any] = {
        "asked": asked,
        "ground": asked.results.ground,
        "classes": _classes(asked),
        "filter_form": asked.form,
        "pager": shown_page(
            asked.rows, asked_page(request), asked.query, lambda row: _shown(row, asked)
        ),
        "total": sum((row.ceiling for row in asked.rows), Decimal(0)),
        "query": urlencode(asked.query),
        "scenario_url": _scenario_url(asked) if manages else "",
        "trail": [budget_crumb()],
    }
    return render(request, "budget/next_year.html", context)


@login_required
@require_GET
def next_year_file(request: CityRequest, kind: str) -> HttpResponse:
    """`/anggaran/berikutnya.csv` or `.xlsx`: the same programmes with their indicators."""
    if kind not in KINDS:
        raise NotFoundForViewer(kind="berkas")
    asked = _asked(request, _asked_year(request))
    rows = result_rows(asked.results, asked.rows)
    return table_file(f"hasil-program-{asked.results.year}", kind, RESULT_HEADINGS, rows)


def _asked_year(request: CityRequest) -> int:
    """The year to be budgeted: the one asked for, else next year."""
    text = request.GET.get("tahun", "")
    known = text.isascii() and text.isdigit() and len(text) == 4
    return int(text) if known else today_of(request).year + 1


def _without_budget(request: CityRequest, year: int) -> HttpResponse:
    """The page of a year that has nothing to begin with yet, and the years that have."""
    today = today_of(request)
    context = {
        "year": year,
        "before": year - 1,
        "known": [one + 1 for one in execution_years() if one <= today.year],
        "may_manage": may_manage(request.viewer),
        "trail": [budget_crumb()],
    }
    return render(request, "budget/next_year_without.html", context, status=404)


def _asked(request: CityRequest, year: int) -> Asked:
    """Raises NotFoundForViewer where no budget of the year before is in force."""
    today = today_of(request)
    version = version_in_force(year - 1, today)
    years = [one for one in range(year - 1, year - 1 - RESULT_YEARS, -1) if one <= today.year]
    wanted = request.GET.get("hasil", "")
    judged = int(wanted) if wanted in map(str, years) else years[0]
    results = programme_results(judged, today, version)
    agencies = sorted({(row.agency_code, row.agency_name) for row in results.rows})
    shown = {**request.GET.dict(), "tahun": year, "hasil": judged}
    form = NextYearForm(shown, years=years, agencies=agencies)
    chosen = form.cleaned_data if form.is_valid() else {}
    query = {"tahun": str(year), "hasil": str(judged)}
    query |= {name: chosen[name] for name in ("kelas", "skpd") if chosen.get(name)}
    return Asked(year, version, results, form, query)


def _classes(asked: Asked) -> list[ClassSum]:
    """The classes over all programmes, whatever is filtered; their sums are the whole."""
    whole = sum((row.ceiling for row in asked.results.rows), Decimal(0))
    found = []
    for code in CLASSES:
        rows = asked.results.of_class(code)
        ceiling = sum((row.ceiling for row in rows), Decimal(0))
        share = round_half_up(ceiling * 100 / whole) if whole else None
        query = urlencode({**asked.query, "kelas": code})
        found.append(
            ClassSum(code, CLASS_WORDS[code], CLASS_MARKS[code], CLASS_NOTES[code], len(rows),
                     ceiling, share, f"?{query}#program")
        )  # fmt: skip
    return found


def _shown(row: ProgrammeResult, asked: Asked) -> ShownResult:
    page = reverse("budget:version", args=[asked.version.code])
    query = urlencode({"skpd": row.agency_code, "program": row.programme_code})
    return ShownResult(
        row=row,
        word=CLASS_WORDS[row.class_code],
        mark=CLASS_MARKS[row.class_code],
        why=WHY_WORDS[row.why] if row.why else "",
        money_url=f"{page}?{query}" if row.programme_code else "",
        thread_url=_thread_url(row),
        mend_url=_mend_url(row),
    )


def _thread_url(row: ProgrammeResult) -> str:
    if not row.objective_code:
        return ""
    return reverse("scoreboard:node", args=["sasaran", row.objective_code])


def _mend_url(row: ProgrammeResult) -> str:
    """Where the first missing link is tied."""
    if row.class_code == SUPPORT or row.why is None:
        return ""
    if row.why is Untraced.AGENCY_UNTIED:
        return reverse("budget:code_tie", args=[row.agency_code])
    if row.objective_code:
        return f"{_thread_url(row)}?lihat=indikator"
    return reverse("planning:programmes", args=[row.unit_code]) if row.unit_code else ""


def _scenario_url(asked: Asked) -> str:
    """Where a planner begins the scenario of next year's draft."""
    query = urlencode({"base": asked.version.code, "tujuan": "tahun-berikut"})
    return f"{reverse('budget:scenario_new')}?{query}"
