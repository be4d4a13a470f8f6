"""One node of a performance tree: reading, adding, changing, moving, removing, undoing.

Every form works as a page of its own; asked for as a fragment it stands beside the outline, and
what was done is told to the page by an event.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sasando.core.errors import DomainError, NotFoundForViewer
from sasando.core.paging import Crumb
from sasando.core.sentences import sentence_for
from sasando.planning.actions.tree import (
    Step,
    add_node,
    edit_node,
    move_node,
    remove_node,
    shift_node,
)
from sasando.planning.actions.tree_nodes import NodeDraft
from sasando.planning.actions.tree_undo import undo_last
from sasando.planning.errors import (
    NodeAnswersRequest,
    NodeBelowItself,
    NodeCarriesOthers,
    NodeChangedMeanwhile,
    NodeHasRequests,
    NodeLinkWrong,
)
from sasando.planning.models import PerformanceNode
from sasando.planning.queries.tree import NodePage, node_page, parents_for, tree_for
from sasando.planning.queries.tree_choices import link_choices
from sasando.planning.tree_access import require_may_edit
from sasando.planning.tree_forms import MoveForm, NodeForm

from .tree import is_fragment, tree_crumbs

if TYPE_CHECKING:
    from sasando.organization.requests import CityRequest
    from sasando.planning.models import PerformanceTree

Level = PerformanceNode.Level
NEXT_LEVEL = {
    Level.ULTIMATE: Level.INTERMEDIATE,
    Level.INTERMEDIATE: Level.IMMEDIATE,
    Level.IMMEDIATE: Level.OUTPUT,
    Level.OUTPUT: Level.PROCESS,
    Level.PROCESS: Level.PROCESS,
    Level.FACTOR: Level.INTERMEDIATE,
}
CHANGED = "pohon-berubah"
PANEL, PAGE = "planning/_tree_panel.html", "core/base.html"
UNREMOVABLE = (NodeChangedMeanwhile, NodeHasRequests, NodeAnswersRequest, NodeCarriesOthers)


@never_cache
@login_required
@require_GET
def node(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/simpul/<code>/`: a node with its links, and what can be done with it."""
    page = node_page(code, request.viewer)
    context = {"page": page, "trail": tree_crumbs(page.node.tree)}
    return render(request, "planning/tree_node.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def add(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/pohon/<code>/tambah/?di=<node>`: a new node under another, or a root."""
    tree = tree_for(code)
    require_may_edit(request.viewer, tree)
    parent = _parent_asked(tree, request)
    form = NodeForm(
        request.POST or None,
        choices=link_choices(tree, is_root=parent is None),
        initial=_first_words(tree, parent, request.GET.get("baris", "")),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = add_node(
                viewer=request.viewer, tree_code=code, draft=form.draft(),
                parent_code=parent.code if parent else "",
            )  # fmt: skip
        except NodeLinkWrong as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            return changed(request, tree, made.code, f"Ditambahkan: {made.text}")
    lead = f"Di bawah: {parent.text}" if parent else "Simpul tanpa induk: akar pohon."
    return _form_page(request, tree, form, "Tambah simpul", lead)


def _parent_asked(tree: PerformanceTree, request: CityRequest) -> PerformanceNode | None:
    code = request.GET.get("di", "")
    if not code:
        return None
    found = tree.nodes.filter(code=code, is_removed=False).first()
    if found is None:
        raise NotFoundForViewer(kind="simpul")
    return found


def _first_words(
    tree: PerformanceTree, parent: PerformanceNode | None, plan_row: str
) -> dict[str, Any]:
    level = NEXT_LEVEL[Level(parent.level)] if parent else Level.ULTIMATE
    if parent is None and plan_row:
        level = Level.IMMEDIATE
    return {"level": level, "plan_row": plan_row, "unit": tree.unit.code if plan_row else ""}


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def edit(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/simpul/<code>/ubah/`: the words and links of a node."""
    page = _editable(request, code)
    row = page.node
    draft = NodeDraft.of(row)
    form = NodeForm(
        request.POST or None,
        choices=link_choices(row.tree, draft, is_root=row.parent_id is None),
        initial=NodeForm.initial_of(draft, row.revision),
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = edit_node(
                viewer=request.viewer, code=code, draft=form.draft(),
                revision=form.cleaned_data["revision"] or 0,
            )  # fmt: skip
        except NodeLinkWrong as refusal:
            form.add_error(None, sentence_for(refusal))
        except NodeChangedMeanwhile as refusal:
            _show_both(form, request, page.node, refusal)
        else:
            return changed(request, row.tree, saved.code, f"Tersimpan: {saved.text}")
    return _form_page(request, row.tree, form, "Ubah simpul", row.code, row=row)


def _show_both(
    form: NodeForm, request: CityRequest, row: PerformanceNode, refusal: NodeChangedMeanwhile
) -> None:
    """What was typed stays in the form; the words that stand now are said, and saving is free."""
    form.add_error(None, sentence_for(refusal))
    form.add_error("text", f"Sekarang tertulis: {row.text}")
    form.data = request.POST.copy()
    form.data["revision"] = str(row.revision)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def move(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/simpul/<code>/pindah/`: under another node, or to another place."""
    page = _editable(request, code)
    row = page.node
    form = MoveForm(
        request.POST or None,
        parents=parents_for(row),
        initial={
            "parent": row.parent.code if row.parent else "",
            "place": row.place,
            "revision": row.revision,
        },
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            move_node(
                viewer=request.viewer, code=code, revision=given["revision"],
                parent_code=given["parent"], place=given["place"],
            )  # fmt: skip
        except (NodeChangedMeanwhile, NodeBelowItself) as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            return changed(request, row.tree, code, f"Dipindahkan: {row.text}")
    return _form_page(request, row.tree, form, "Pindahkan simpul", row.text, row=row)


@login_required
@require_POST
def shift(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/simpul/<code>/geser/`: one step up, down, in or out."""
    page = _editable(request, code)
    step = request.POST.get("arah", "")
    if step not in set(Step):
        raise NotFoundForViewer(kind="arah")
    revision = _number(request.POST.get("revision", ""))
    row = shift_node(viewer=request.viewer, code=code, revision=revision, step=Step(step))
    return changed(request, page.node.tree, code, f"Digeser: {row.text}")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def remove(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/simpul/<code>/hapus/`: ask once, then remove the node with its branch."""
    page = _editable(request, code)
    mend = ""
    if request.method == "POST":
        try:
            count = remove_node(
                viewer=request.viewer, code=code,
                revision=_number(request.POST.get("revision", "")),
                branch=_number(request.POST.get("branch", "")),
            )  # fmt: skip
        except UNREMOVABLE as refusal:
            mend = sentence_for(refusal)
        else:
            said = f"Dihapus: {page.node.text} ({count} simpul). Dapat diurungkan."
            above = page.above[-1].code if page.above else ""
            return changed(request, page.node.tree, above, said)
    context = {
        "page": page,
        "mend": mend,
        "base": PANEL if is_fragment(request) else PAGE,
        "trail": [*tree_crumbs(page.node.tree), _node_crumb(page.node)],
    }
    return render(request, "planning/tree_remove.html", context, status=422 if mend else 200)


@login_required
@require_POST
def undo(request: CityRequest, code: str) -> HttpResponse:
    """`/perencanaan/pohon/<code>/urungkan/`: take back one's own last change."""
    found = tree_for(code)
    try:
        done = undo_last(viewer=request.viewer, tree_code=code)
    except DomainError as refusal:
        if is_fragment(request) or refusal.status != 409:
            raise
        messages.error(request, sentence_for(refusal))
        return redirect("planning:tree", code)
    return changed(request, found, done.node.code, f"Diurungkan: {done.node.text}")


def changed(request: CityRequest, tree: PerformanceTree, code: str, said: str) -> HttpResponse:
    """After a change: an event for the outline that asked, else back to the tree."""
    if is_fragment(request):
        response = HttpResponse(status=200)
        response["HX-Trigger"] = json.dumps({CHANGED: {"code": code, "said": said}})
        return response
    messages.success(request, said)
    address = reverse("planning:tree", args=[tree.code])
    return redirect(f"{address}?buka={code}#{code}" if code else address)


def _editable(request: CityRequest, code: str) -> NodePage:
    """The node for whoever may change it. Raises NotFoundForViewer, NotPermitted."""
    page = node_page(code, request.viewer)
    require_may_edit(request.viewer, page.node.tree)
    return page


def _form_page(
    request: CityRequest, tree: PerformanceTree, form: Any, title: str, lead: str,
    *, row: PerformanceNode | None = None,
) -> HttpResponse:  # fmt: skip
    context = {
        "form": form,
        "title": title,
        "lead": lead,
        "button": "Simpan",
        "back": reverse("planning:tree", args=[tree.code]),
        "base": PANEL if is_fragment(request) else PAGE,
        "trail": [*tree_crumbs(tree), *([_node_crumb(row)] if row else [])],
    }
    return render(request, "planning/tree_form.html", context, status=422 if form.errors else 200)


def _node_crumb(row: PerformanceNode) -> Crumb:
    return Crumb(row.text, reverse("planning:node", args=[row.code]))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
