"""*Pohon kinerja*: the trees, one tree as an outline, its history, findings and picture."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from sasando.core.downloads import download
from sasando.core.errors import NotPermitted
from sasando.core.paging import Crumb
from sasando.core.sentences import sentence_for
from sasando.core.trail import safe_cell
from sasando.planning.actions.tree import plant_tree
from sasando.planning.errors import TreeExists, TreeNotForUnit
from sasando.planning.queries.crosscutting import waiting_for
from sasando.planning.queries.tree import history, outline, plantable_units, tree_for, trees
from sasando.planning.queries.tree_findings import WORDS, findings
from sasando.planning.queries.tree_picture import picture
from sasando.planning.tree_access import may_edit
from sasando.planning.tree_forms import PlantForm
from sasando.planning.tree_paper import pdf, sheet_svg, whole_svg
from sasando.rules.tree import Check
from sasando.rules.tree_layout import A3, PAPERS, on_sheets

from .shared import asked_year, plan_crumb

if TYPE_CHECKING:
    from sasando.organization.requests import CityRequest
    from sasando.planning.models import PerformanceTree
    from sasando.rules.tree_layout import Paper

FINDING_COLUMNS = (
    "pemeriksaan",
    "kode",
    "simpul_atau_program",
    "yang_terlihat",
    "cara_membetulkan",
)
MOST_OPENED, MOST_FINDINGS = 200, 200


def is_fragment(request: CityRequest) -> bool:
    """Whether only a part of the page is asked for."""
    return "HX-Request" in request.headers


def trees_crumb() -> Crumb:
    return Crumb("Pohon kinerja", reverse("planning:trees"))


def tree_crumbs(tree: PerformanceTree) -> list[Crumb]:
    """The path up from a page below a tree."""
    return [
        plan_crumb(),
        trees_crumb(),
        Crumb(tree.name, reverse("planning:tree", args=[tree.code])),
    ]


@login_required
@require_GET
def tree_list(request: CityRequest) -> HttpResponse:
    """`/perencanaan/pohon/`: every tree of the city and its agencies."""
    context = {
        "rows": trees(request.viewer),
        "may_plant": bool(plantable_units(request.viewer)),
        "waiting": waiting_for(request.viewer),
        "trail": [plan_crumb()],
    }
    return render(request, "planning/trees.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def plant(request: CityRequest) -> HttpResponse:
    """`/perencanaan/pohon/tanam/`: begin a tree."""
    units = plantable_units(request.viewer)
    if not units:
        raise NotPermitted
    year = asked_year(request)
    form = PlantForm(
        request.POST or None,
        units=[(unit.code, unit.name) for unit in units],
        initial={"first_year": year, "last_year": year, "unit": request.GET.get("unit", "")},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            tree = plant_tree(
                viewer=request.viewer, unit_code=given["unit"], name=given["name"],
                first_year=given["first_year"], last_year=given["last_year"],
            )  # fmt: skip
        except (TreeExists, TreeNotForUnit) as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            messages.success(request, "Pohon ditanam. Tambahkan hasil akhirnya lebih dahulu.")
            return redirect("planning:tree", tree.code)
    context = {
        "form": form, "title": "Tanam pohon kinerja", "button": "Tanam", "base": "core/base.html",
        "lead": "Pohon menyimpan sebab dan akibat: kondisi apa yang harus terjadi agar hasilnya "
        "tercapai. Program, unit, dan jabatan dikaitkan kemudian.",
        "trail": [plan_crumb(), trees_crumb()],
    }  # fmt: skip
    return render(request, "planning/tree_form.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_GET
def tree(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/pohon/<code>/`: the outline of a tree, and its editor."""
    found = tree_for(code)
    opened = request.GET.getlist("buka")[:MOST_OPENED]
    page = outline(found, request.viewer, opened=opened)
    context = {"page": page, "tree": found, "opened": opened, "trail": tree_crumbs(found)[:-1]}
    template = "_tree_outline.html" if is_fragment(request) else "tree.html"
    return render(request, f"planning/{template}", context)


@login_required
@require_GET
def tree_history(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/pohon/<code>/riwayat/`: who changed what, newest first."""
    found = tree_for(code)
    before = request.GET.get("sebelum", "")
    is_number = before.isascii() and before.isdigit() and len(before) < 10
    changes, older = history(found, int(before) if is_number else 0)
    context = {"tree": found, "changes": changes, "older": older, "trail": tree_crumbs(found)}
    return render(request, "planning/tree_history.html", context)


@login_required
@require_GET
def tree_findings(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/pohon/<code>/temuan/`: what the checks of alignment see."""
    found = tree_for(code)
    asked = _asked_check(request)
    context = {
        "page": findings(found, asked, MOST_FINDINGS),
        "asked": asked,
        "asked_words": WORDS[Check(asked)] if asked else None,
        "may_edit": may_edit(request.viewer, found),
        "trail": tree_crumbs(found),
    }
    return render(request, "planning/tree_findings.html", context)


@login_required
@require_GET
def tree_findings_file(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/pohon/<code>/temuan.csv`: the same findings as a table."""
    found = tree_for(code)
    response = download(f"temuan-{found.code.lower()}.csv")
    writer = csv.writer(response)
    writer.writerow(FINDING_COLUMNS)
    for row in findings(found, _asked_check(request)).rows:
        cells = [str(row.words.title), row.code or row.plan_row, row.text, row.evidence]
        writer.writerow([safe_cell(cell) for cell in (*cells, str(row.words.mend))])
    return response


def _asked_check(request: CityRequest) -> str:
    """The check the address names; an unknown one asks for all."""
    asked = request.GET.get("jenis", "")
    return asked if asked in set(Check) else ""


@login_required
@require_GET
def tree_picture(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/pohon/<code>/gambar/`: the tree on sheets of paper, one after the other."""
    found = tree_for(code)
    paper = _asked_paper(request)
    drawn = picture(found)
    context = {
        "tree": found,
        "paper": paper,
        "papers": list(PAPERS.values()),
        "sheets": on_sheets(drawn.cards, paper),
        "nodes": len(drawn.cards),
        "trail": tree_crumbs(found),
    }
    return render(request, "planning/tree_picture.html", context)


@login_required
@require_GET
def tree_svg(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/pohon/<code>/gambar.svg`: the whole in one piece, or one sheet of it."""
    drawn = picture(tree_for(code))
    number = request.GET.get("lembar", "")
    if not number:
        return _file(whole_svg(drawn, request.now), "image/svg+xml", f"{code.lower()}.svg")
    paper = _asked_paper(request)
    sheets = on_sheets(drawn.cards, paper)
    if not (number.isascii() and number.isdigit() and 0 < int(number[:6]) <= len(sheets)):
        raise Http404
    content = sheet_svg(drawn, sheets, int(number), paper, request.now)
    return _file(content, "image/svg+xml", f"{code.lower()}-{number}.svg")


@login_required
@require_GET
def tree_pdf(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/pohon/<code>/gambar.pdf`: every sheet, for the printer."""
    drawn = picture(tree_for(code))
    if not drawn.cards:
        raise Http404
    paper = _asked_paper(request)
    return _file(pdf(drawn, paper, request.now), "application/pdf", f"{code.lower()}.pdf")


def _asked_paper(request: CityRequest) -> Paper:
    return PAPERS.get(request.GET.get("kertas", ""), A3)


def _file(content: str | bytes, kind: str, name: str) -> HttpResponse:
    return download(name, content, kind)
