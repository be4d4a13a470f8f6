"""Mandatory spending of a version, and the money each rule counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sasando.budget.access import may_manage
from sasando.budget.documents.mandatory import (
    CHECK_HEADINGS,
    COUNTED_HEADINGS,
    check_table,
    counted_table,
)
from sasando.budget.documents.mandatory_workbook import MandatoryReport, mandatory_workbook
from sasando.budget.queries.mandatory import (
    CountedBy,
    counted_rows,
    mandatory_check,
    mandatory_of,
)
from sasando.budget.queries.selection import (
    Selection,
    selection_names,
    selection_of,
    selection_words,
)
from sasando.budget.queries.versions import version_for
from sasando.core.downloads import download
from sasando.core.errors import NotFoundForViewer
from sasando.core.listings.files import KINDS, XLSX, table_file
from sasando.core.paging import Crumb, asked_page
from sasando.rules.mandatory_spending import VERDICT_WORDS, Direction, Verdict

from .shared import shown_page, today_of, version_trail

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpResponse

    from sasando.budget.models import BudgetVersion, SpendingTagRow
    from sasando.budget.queries.mandatory import CountedRow, MandatoryCheck
    from sasando.organization.requests import CityRequest

TONES: Final = {
    Verdict.MET: "good",
    Verdict.MISSED: "bad",
    Verdict.EARLY_MET: "good",
    Verdict.EARLY_MISSED: "attention",
    Verdict.WITHOUT_LIMIT: "neutral",
    Verdict.UNTAGGED: "local",
    Verdict.WITHOUT_SPENDING: "local",
}
LEVELS: Final = {
    CountedBy.AGENCY: "perangkat daerah",
    CountedBy.SUB_ACTIVITY: "sub kegiatan",
    CountedBy.ACCOUNT: "rekening",
}


@dataclass(frozen=True)
class ShownRow:
    """A row of a tag in words."""

    row: SpendingTagRow
    words: str


@dataclass(frozen=True)
class ShownCheck:
    """A check with its verdict in word and shape, and the rows that decided what counts."""

    check: MandatoryCheck
    word: str
    tone: str
    rows: Sequence[ShownRow]

    @property
    def is_most(self) -> bool:
        """Whether the limit is one from above."""
        return self.check.rule.direction is Direction.AT_MOST


@dataclass(frozen=True)
class LinkedCount:
    """Counted money with its code, its name and the address of what it consists of."""

    code: str
    name: str
    row: CountedRow
    url: str


@never_cache
@login_required
@require_GET
def mandatory(request: CityRequest, code: str) -> HttpResponse:
    """`/anggaran/<code>/wajib/`: every rule, its share, its limit and what decided the count."""
    version = version_for(code)
    checks = mandatory_of(version, day=today_of(request))
    names = selection_names(selection_of(row) for check in checks for row in check.rows)
    context = {
        "version": version,
        "checks": [shown_check(check, names) for check in checks],
        "may_manage": may_manage(request.viewer),
        "trail": version_trail(version),
    }
    return render(request, "budget/mandatory.html", context)


@login_required
@require_GET
def mandatory_file(request: CityRequest, code: str, kind: str) -> HttpResponse:
    """`/anggaran/<code>/wajib.csv` or `.xlsx` (with formulas): every rule and its share."""
    if kind not in KINDS:
        raise NotFoundForViewer(kind="berkas")
    version = version_for(code)
    checks = mandatory_of(version, day=today_of(request))
    name = f"wajib-{code.lower()}"
    if kind == XLSX:
        return download(f"{name}.xlsx", mandatory_workbook(_report(version, checks)), KINDS[XLSX])
    return table_file(name, kind, CHECK_HEADINGS, check_table(version, checks))


@never_cache
@login_required
@require_GET
def counted(request: CityRequest, code: str, rule: str) -> HttpResponse:
    """`/anggaran/<code>/wajib/<rule>/?skpd=&sub=`: the money a rule counts, down to accounts."""
    version = version_for(code)
    check = mandatory_check(version, rule, day=today_of(request))
    asked = _asked(request)
    by = _level(asked)
    scope = Selection(agency=asked.get("skpd", ""), activity=asked.get("sub", ""))
    rows = counted_rows(version, check.rows, by, scope)
    names = selection_names(selection_of(row) for row in check.rows)
    context = {
        "version": version,
        "shown": shown_check(check, names),
        "level": LEVELS[by],
        "asked": asked,
        "here": rows[0] if asked and rows else None,
        "total": sum(row.amount for row in rows),
        "pager": shown_page(rows, asked_page(request), asked, lambda row: _linked(row, by)),
        "trail": [*version_trail(version), *_path(version, check, asked)],
    }
    return render(request, "budget/mandatory_counted.html", context)


@login_required
@require_GET
def counted_file(request: CityRequest, code: str, rule: str, kind: str) -> HttpResponse:
    """`/anggaran/<code>/wajib/<rule>/rincian.csv` or `.xlsx`: every account a rule counts."""
    if kind not in KINDS:
        raise NotFoundForViewer(kind="berkas")
    version = version_for(code)
    check = mandatory_check(version, rule, day=today_of(request))
    rows = counted_rows(version, check.rows, CountedBy.ACCOUNT)
    table = counted_table(version, check, rows)
    return table_file(f"wajib-{code.lower()}-{check.rule.code}", kind, COUNTED_HEADINGS, table)


def shown_check(check: MandatoryCheck, names: Mapping[tuple[str, str], str]) -> ShownCheck:
    """A check as pages show it; `names` are those of the codes in its rows."""
    verdict = check.share.verdict
    rows = [ShownRow(row, selection_words(selection_of(row), names)) for row in check.rows]
    return ShownCheck(check, VERDICT_WORDS[verdict], TONES[verdict], rows)


def _report(version: BudgetVersion, checks: Sequence[MandatoryCheck]) -> MandatoryReport:
    rows = [row for check in checks for row in check.rows]
    names = selection_names(selection_of(row) for row in rows)
    counted = {
        check.rule.code: counted_rows(version, check.rows, CountedBy.ACCOUNT) for check in checks
    }
    words = {row.pk: selection_words(selection_of(row), names) for row in rows}
    return MandatoryReport(version, checks, counted, words)


def _asked(request: CityRequest) -> dict[str, str]:
    """The agency and sub-activity in the address; a sub-activity needs its agency."""
    agency, activity = (request.GET.get(name, "")[:60] for name in ("skpd", "sub"))
    found = {"skpd": agency, "sub": activity if agency else ""}
    return {name: value for name, value in found.items() if value}


def _level(asked: Mapping[str, str]) -> CountedBy:
    if "sub" in asked:
        return CountedBy.ACCOUNT
    return CountedBy.SUB_ACTIVITY if "skpd" in asked else CountedBy.AGENCY


def _linked(row: CountedRow, by: CountedBy) -> LinkedCount:
    if by is CountedBy.AGENCY:
        query = urlencode({"skpd": row.agency})
        return LinkedCount(row.agency, row.agency_name, row, f"?{query}")
    if by is CountedBy.SUB_ACTIVITY:
        query = urlencode({"skpd": row.agency, "sub": row.activity}) if row.activity else ""
        name = row.activity_name or _("Tanpa program")
        return LinkedCount(row.activity, name, row, f"?{query}" if query else "")
    return LinkedCount(row.account, row.account_name, row, "")


def _path(version: BudgetVersion, check: MandatoryCheck, asked: Mapping[str, str]) -> list[Crumb]:
    steps = [Crumb(_("Belanja wajib"), reverse("budget:mandatory", args=[version.code]))]
    here = reverse("budget:mandatory_counted", args=[version.code, check.rule.code])
    if asked:
        steps.append(Crumb(check.rule.name, here))
    if "sub" in asked:
        query = urlencode({"skpd": asked["skpd"]})
        steps.append(Crumb(asked["skpd"], f"{here}?{query}"))
    return steps
