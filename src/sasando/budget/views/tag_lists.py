"""Rows of a tag as a file: out, edited, and in again through a report."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sasando.budget.access import require_may_manage
from sasando.budget.actions.tags import import_tag_rows
from sasando.budget.imports.tags import TAG_ROWS, tag_cells
from sasando.budget.queries.tags import tag_named
from sasando.core.errors import NotFoundForViewer
from sasando.core.listings.files import CSV, KINDS, XLSX, table_file, template_file
from sasando.core.listings.pages import Desk, Links, desk_views
from sasando.core.paging import Crumb

from .shared import budget_crumb
from .tags import tags_crumb

if TYPE_CHECKING:
    from django.http import HttpResponse

    from sasando.organization.requests import CityRequest


@login_required
@require_GET
def tag_template(request: CityRequest, code: str, form: str) -> HttpResponse:
    """`/anggaran/tag/<code>/templat.csv` or `.xlsx`: an empty list of rows."""
    require_may_manage(request.viewer)
    _known(form)
    tag_named(code)
    return template_file(TAG_ROWS, form)


@login_required
@require_GET
def tag_rows_file(request: CityRequest, code: str, form: str) -> HttpResponse:
    """`/anggaran/tag/<code>/baris.csv` or `.xlsx`: the rows that have not ended."""
    _known(form)
    tag = tag_named(code)
    rows = tag_cells(tag.rows.filter(ended_at=None).order_by("number"))
    return table_file(f"tag-{code.lower()}", form, TAG_ROWS.headings, rows)


def _known(form: str) -> None:
    if form not in KINDS:
        raise NotFoundForViewer(kind="berkas")


def _desk(request: CityRequest, code: str) -> Desk:
    """Where rows of one tag are taken in; only planners may."""
    require_may_manage(request.viewer)
    tag = tag_named(code)
    here = reverse("budget:tag", args=[code])
    links = Links(
        upload=reverse("budget:tag_upload", args=[code]),
        confirm=reverse("budget:tag_confirm", args=[code]),
        report=reverse("budget:tag_report", args=[code]),
        template_csv=reverse("budget:tag_template", args=[code, CSV]),
        template_xlsx=reverse("budget:tag_template", args=[code, XLSX]),
        export_csv=reverse("budget:tag_rows_file", args=[code, CSV]),
        export_xlsx=reverse("budget:tag_rows_file", args=[code, XLSX]),
    )
    load = partial(import_tag_rows, viewer=request.viewer, tag_code=code)
    about = _("Masuk ke tag %(code)s, %(name)s.") % {"code": code, "name": tag.name}
    trail = [budget_crumb(), tags_crumb(), Crumb(tag.name, here)]
    return Desk(
        TAG_ROWS, f"tag:{code}", links, load, about=about, after=here, context={"trail": trail}
    )


# `/anggaran/tag/<code>/muat/`, `simpan/` and `laporan.csv`.
tag_upload, tag_confirm, tag_report = desk_views(_desk)
