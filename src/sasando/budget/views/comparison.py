"""Two versions side by side, on the page and as files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sasando.budget.documents.paper import comparison_pdf
from sasando.budget.documents.tables import (
    COMPARISON_HEADINGS,
    SAME,
    change_name,
    comparison_rows,
    mark_of,
    scope_words,
    shown_code,
)
from sasando.budget.documents.workbook import comparison_workbook
from sasando.budget.errors import VersionsMissing
from sasando.budget.forms.versions import SCOPE_FIELDS, CompareForm, asked_scope, scope_query
from sasando.budget.models import BudgetVersion
from sasando.budget.queries.comparison import Comparison, Dimension, compare
from sasando.budget.queries.finding import finding_of
from sasando.budget.queries.identities import identities_of_all
from sasando.budget.queries.rollup import DIMENSION_WORDS, NARROWS, path_of
from sasando.budget.queries.versions import default_pair
from sasando.core.downloads import PDF_TYPE, download
from sasando.core.errors import NotFoundForViewer
from sasando.core.listings.files import CSV, KINDS, XLSX, table_file

from .shared import budget_crumb, shown_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.budget.queries.comparison import Change, Scope
    from sasando.budget.queries.rollup import Part, Step
    from sasando.organization.requests import CityRequest

PDF = "pdf"
_BELOW = {
    Dimension.AGENCY: Dimension.PROGRAMME,
    Dimension.PROGRAMME: Dimension.ACTIVITY,
    Dimension.ACTIVITY: Dimension.SUB_ACTIVITY,
    Dimension.SUB_ACTIVITY: Dimension.ACCOUNT,
    Dimension.GROUP: Dimension.ACCOUNT,
    Dimension.OBJECTIVE: Dimension.PROGRAMME,
}


@dataclass(frozen=True)
class ShownChange:
    """A row as the page shows it: the address below it, its name, its mark."""

    row: Change
    code: str
    name: str
    mark: str
    url: str


@dataclass(frozen=True)
class Asked:
    """What an address asks to compare."""

    form: CompareForm
    found: Comparison
    part: Part
    scope: Scope

    @property
    def finding(self) -> str:
        """The comparison in a sentence."""
        return finding_of(self.found, self.part)

    @property
    def words(self) -> str:
        """By what is compared."""
        return DIMENSION_WORDS[self.found.dimension]

    @property
    def covers(self) -> str:
        """What both sides cover."""
        return f"{self.part.label}; {scope_words(self.found.new, self.path)}"

    @property
    def only_changed(self) -> bool:
        """Whether rows that stayed are left out of the list; sums keep them."""
        return self.form.cleaned_data.get("hanya") == "berubah"

    def query(self, **other: str) -> dict[str, str]:
        """The address of this comparison, with something else."""
        held = {
            "lama": self.found.old.code,
            "baru": self.found.new.code,
            "menurut": self.found.dimension.value,
            "bagian": self.part.value,
            **({"hanya": "berubah"} if self.only_changed else {}),
            **scope_query(self.scope),
        }
        return {**held, **other}

    @property
    def path(self) -> Sequence[Step]:
        """The steps down to what is compared."""
        return path_of(self.scope)


@never_cache
@login_required
@require_GET
def compare_versions(request: CityRequest) -> HttpResponse:
    """`/anggaran/banding/?lama=&baru=&menurut=`: murni and perubahan when nothing is chosen."""
    asked = _asked(request)
    rows = asked.found.rows
    if asked.only_changed:
        rows = [row for row in rows if mark_of(row) != SAME]
    sums = identities_of_all([asked.found.old, asked.found.new])
    context = {
        "asked": asked,
        "found": asked.found,
        "coverage": [
            (version, sums[version.pk].coverage) for version in (asked.found.old, asked.found.new)
        ],
        "filter_form": asked.form,
        "kept": scope_query(asked.scope),
        "pager": shown_page(rows, asked.form.page, asked.query(), partial(_shown, asked)),
        "query": urlencode(asked.query()),
        "without_scope": urlencode(
            {name: value for name, value in asked.query().items() if name not in SCOPE_FIELDS}
        ),
        "trail": [budget_crumb()],
    }
    return render(request, "budget/compare.html", context)


@login_required
@require_GET
def compare_file(request: CityRequest, kind: str) -> HttpResponse:
    """`/anggaran/banding.csv`, `.xlsx` (with formulas) or `.pdf`: the same comparison."""
    if kind not in {CSV, XLSX, PDF}:
        raise NotFoundForViewer(kind="berkas")
    asked = _asked(request)
    found = asked.found
    name = f"banding-{found.old.code}-{found.new.code}-{found.dimension}".lower()
    if kind == CSV:
        return table_file(name, CSV, COMPARISON_HEADINGS, comparison_rows(found))
    if kind == XLSX:
        content = comparison_workbook(found, finding=asked.finding, scope=asked.covers)
        content_type = KINDS[XLSX]
    else:
        content = comparison_pdf(
            found, words=asked.words, finding=asked.finding, scope=asked.covers, now=request.now
        )
        content_type = PDF_TYPE
    return download(f"{name}.{kind}", content, content_type)


def _asked(request: CityRequest) -> Asked:
    versions = list(BudgetVersion.objects.order_by("year", "number"))
    default = default_pair(versions)
    if default is None:
        raise VersionsMissing
    given = request.GET.copy()
    for name, version in zip(("lama", "baru"), default, strict=True):
        given.setdefault(name, version.code)
    given.setdefault("menurut", Dimension.AGENCY.value)
    form = CompareForm(given, versions=versions)
    form.full_clean()
    old, new = form.chosen(default)
    part, scope = form.part(), asked_scope(request.GET)
    dimension = form.dimension() or Dimension.AGENCY
    found = compare(old, new, dimension, _narrowed(part, scope))
    return Asked(form, found, part, scope)


def _narrowed(part: Part, scope: Scope) -> Scope:
    """The scope with the part's accounts, unless it names its own."""
    return scope if scope.account else replace(scope, account=part.account)


def _shown(asked: Asked, row: Change) -> ShownChange:
    dimension = asked.found.dimension
    below = _BELOW.get(dimension)
    url = ""
    if below and row.code:
        given = {NARROWS[dimension]: row.code}
        if row.agency:
            given["agency_code"] = row.agency
        narrowed = {name: given[field] for name, field in SCOPE_FIELDS.items() if field in given}
        url = f"?{urlencode(asked.query(menurut=below.value, **narrowed))}"
    return ShownChange(row, shown_code(row.code), change_name(row, dimension), mark_of(row), url)
