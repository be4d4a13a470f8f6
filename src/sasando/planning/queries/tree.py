"""Reading performance trees: the list of trees, the outline, one node, what was changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Max, Q

from sasando.core.errors import NotFoundForViewer
from sasando.organization.models import Unit
from sasando.planning.actions.tree_nodes import LINKS
from sasando.planning.actions.tree_undo import last_undoable
from sasando.planning.models import (
    CrosscuttingRequest,
    NodeChange,
    PerformanceNode,
    PerformanceTree,
)
from sasando.planning.tree_access import may_build_for, may_edit

from .tree_picture import weight_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sasando.organization.queries import Viewer

MOST_ROWS: Final = 300
LAST_CHANGES: Final = 10
PAGE_OF_CHANGES: Final = 100
Level, Status = PerformanceNode.Level, CrosscuttingRequest.Status
OPEN: Final = (Status.WAITING, Status.ACCEPTED)


@dataclass(frozen=True)
class TreeRow:
    """A tree in the list, with how many nodes stand in it and when it last changed."""

    tree: PerformanceTree
    nodes: int
    changed_at: Any
    is_mine: bool


@dataclass(frozen=True)
class OutlineRow:
    """A node as the outline shows it.

    `below` is how many nodes stand directly under it, `is_drawn` whether they follow here;
    `closing` how many branches end after it; `place` of `brothers` says where it stands.
    """

    code: str
    text: str
    level: str
    unit: str
    weight: Any
    revision: int
    depth: int
    place: int
    brothers: int
    below: int
    is_drawn: bool
    indicators: int
    requests: int
    carries: int
    is_answer: bool
    is_example: bool
    closing: range = range(0)

    @property
    def level_label(self) -> str:
        return Level(self.level).label

    @property
    def weight_text(self) -> str:
        return "" if self.weight is None else weight_text(self.weight)

    @property
    def is_factor(self) -> bool:
        return self.level == Level.FACTOR


@dataclass(frozen=True)
class Outline:
    """A tree (or one branch of it) as rows from top to bottom."""

    tree: PerformanceTree
    rows: tuple[OutlineRow, ...]
    nodes: int
    may_edit: bool
    undo: NodeChange | None

    @property
    def is_whole(self) -> bool:
        return len(self.rows) == self.nodes


@dataclass(frozen=True)
class NodePage:
    """One node with all its links, what lies above, below and beside it, and its changes."""

    node: PerformanceNode
    above: tuple[PerformanceNode, ...]
    children: tuple[PerformanceNode, ...]
    requests: tuple[CrosscuttingRequest, ...]
    answers: CrosscuttingRequest | None
    carries: tuple[PerformanceNode, ...]
    changes: tuple[NodeChange, ...]
    branch: int
    may_edit: bool


def trees(viewer: Viewer) -> list[TreeRow]:
    """Every tree, the newest years first, the city before its agencies. One query."""
    rows = (
        PerformanceTree.objects.select_related("unit")
        .annotate(
            node_count=Count("nodes", filter=Q(nodes__is_removed=False), distinct=True),
            changed_at=Max("changes__at"),
        )
        .order_by("-first_year", "unit__path")
    )
    return [
        TreeRow(tree, tree.node_count, tree.changed_at, may_edit(viewer, tree)) for tree in rows
    ]


def tree_for(code: str) -> PerformanceTree:
    """The tree with this code; everybody logged in may read it. Raises NotFoundForViewer."""
    tree = PerformanceTree.objects.select_related("unit").filter(code=code).first()
    if tree is None:
        raise NotFoundForViewer(kind="pohon kinerja")
    return tree


@dataclass(frozen=True)
class _Bare:
    """The columns of a node the outline needs, without a model object for each row."""

    pk: int
    parent: int | None
    code: str
    text: str
    level: str
    unit: str
    weight: Any
    revision: int
    is_example: bool


COLUMNS: Final = (
    "pk", "parent_id", "code", "text", "level", "unit__name", "weight", "revision", "is_example",
)  # fmt: skip


def outline(tree: PerformanceTree, viewer: Viewer, *, opened: Sequence[str] = ()) -> Outline:
    """The tree unfolded from the top as far as `MOST_ROWS` reach.

    `opened` are nodes that are unfolded in any case, with everything above them. A fixed number of
    queries.
    """
    children, by_code = _bare(tree)
    drawn = _unfolded(children, _with_those_above(by_code, opened))
    rows = _rows(children, drawn, _facts(tree))
    undo = last_undoable(viewer.user_id, tree.code) if may_edit(viewer, tree) else None
    return Outline(tree, tuple(rows), len(by_code), may_edit(viewer, tree), undo)


def _with_those_above(by_code: Mapping[str, _Bare], codes: Sequence[str]) -> set[int]:
    """Nodes by code with all that stand above them, by row number."""
    parents = {row.pk: row.parent for row in by_code.values()}
    found: set[int] = set()
    for code in codes:
        pk = by_code[code].pk if code in by_code else None
        while pk is not None and pk not in found:
            found.add(pk)
            pk = parents[pk]
    return found


def _bare(
    tree: PerformanceTree,
) -> tuple[Mapping[int | None, list[_Bare]], dict[str, _Bare]]:
    rows = PerformanceNode.objects.standing().filter(tree=tree).order_by("place")
    children: dict[int | None, list[_Bare]] = defaultdict(list)
    by_code: dict[str, _Bare] = {}
    for values in rows.values_list(*COLUMNS):
        row = _Bare(*values)
        children[row.parent].append(row)
        by_code[row.code] = row
    return children, by_code


def _unfolded(children: Mapping[int | None, list[_Bare]], opened: set[int]) -> set[int | None]:
    """The nodes whose children are drawn: the upper levels first, whole families at a time."""
    drawn: set[int | None] = set()
    count = 0
    layer: list[int | None] = [None]
    while layer:
        below: list[int | None] = []
        for pk in layer:
            family = children.get(pk, ())
            if pk is None or pk in opened or count + len(family) <= MOST_ROWS:
                drawn.add(pk)
                count += len(family)
                below += [row.pk for row in family if row.pk in children]
        layer = below
    return drawn


@dataclass(frozen=True)
class _Facts:
    """What stands beside the nodes of a tree, by row number."""

    indicators: Mapping[int, int]
    requests: Mapping[int, int]
    carries: Mapping[int, int]
    answers: frozenset[int]


def _facts(tree: PerformanceTree) -> _Facts:
    standing = PerformanceNode.objects.standing()
    linked = PerformanceNode.indicators.through.objects.filter(performancenode__tree=tree)
    requests = CrosscuttingRequest.objects.filter(status__in=OPEN)
    return _Facts(
        Counter(linked.values_list("performancenode_id", flat=True)),
        Counter(requests.filter(node__tree=tree).values_list("node_id", flat=True)),
        Counter(standing.filter(supports__tree=tree).values_list("supports_id", flat=True)),
        frozenset(
            requests.filter(answer__tree=tree)
            .exclude(answer=None)
            .values_list("answer_id", flat=True)
        ),
    )


def _rows(
    children: Mapping[int | None, list[_Bare]],
    drawn: set[int | None],
    facts: _Facts,
) -> Iterable[OutlineRow]:
    """Depth first, without recursion: each row knows how many branches end behind it."""
    stack = [(row, 1, index) for index, row in _last_first(children.get(None, ()))]
    while stack:
        row, depth, index = stack.pop()
        below = children.get(row.pk, ())
        is_drawn = bool(below) and row.pk in drawn
        if is_drawn:
            stack += [(kid, depth + 1, number) for number, kid in _last_first(below)]
        next_depth = stack[-1][1] if stack else 1
        yield OutlineRow(
            code=row.code, text=row.text, level=row.level, unit=row.unit or "",
            weight=row.weight, revision=row.revision, depth=depth, place=index,
            brothers=len(children[row.parent]), below=len(below), is_drawn=is_drawn,
            indicators=facts.indicators.get(row.pk, 0), requests=facts.requests.get(row.pk, 0),
            carries=facts.carries.get(row.pk, 0), is_answer=row.pk in facts.answers,
            is_example=row.is_example, closing=range(max(0, depth - next_depth)),
        )  # fmt: skip


def _last_first(rows: Sequence[_Bare]) -> list[tuple[int, _Bare]]:
    return list(enumerate(rows, 1))[::-1]


def node_page(code: str, viewer: Viewer) -> NodePage:
    """One standing node; everybody logged in may read it. Raises NotFoundForViewer."""
    node = (
        PerformanceNode.objects.standing()
        .select_related("tree__unit", "supports__tree", *LINKS)
        .prefetch_related("indicators")
        .filter(code=code)
        .first()
    )
    if node is None:
        raise NotFoundForViewer(kind="simpul")
    requests = CrosscuttingRequest.objects.select_related("supplier", "answer__tree")
    answers = CrosscuttingRequest.objects.select_related("node__tree__unit").filter(answer=node)
    return NodePage(
        node=node,
        above=tuple(_above(node)),
        children=tuple(_children(node)),
        requests=tuple(requests.filter(node=node).order_by("-asked_at")),
        answers=answers.first(),
        carries=tuple(
            PerformanceNode.objects.standing()
            .filter(supports=node)
            .select_related("tree__unit")
            .order_by("tree__unit__path", "place")
        ),
        changes=tuple(_changes(NodeChange.objects.filter(node=node))[:LAST_CHANGES]),
        branch=PerformanceNode.objects.standing().below(node).count(),
        may_edit=may_edit(viewer, node.tree),
    )


def _children(node: PerformanceNode) -> Any:
    rows = PerformanceNode.objects.standing().filter(parent=node)
    return rows.select_related("unit").order_by("place")


def _above(node: PerformanceNode) -> list[PerformanceNode]:
    """The nodes above, from the root down; their row numbers stand in the path."""
    keys = [int(part) for part in node.path.split(".")[:-2]]
    found = PerformanceNode.objects.in_bulk(keys)
    return [found[key] for key in keys]


def _changes(rows: Any) -> Any:
    return rows.select_related("node", "undoes", "undone_by").order_by("-number")


def history(tree: PerformanceTree, before: int = 0) -> tuple[list[NodeChange], int]:
    """The changes of a tree, newest first, and the number to go on before; 0 at the end."""
    rows = _changes(NodeChange.objects.filter(tree=tree))
    if before:
        rows = rows.filter(number__lt=before)
    found = list(rows[: PAGE_OF_CHANGES + 1])
    shown = found[:PAGE_OF_CHANGES]
    return shown, shown[-1].number if len(found) > PAGE_OF_CHANGES else 0


def parents_for(node: PerformanceNode) -> list[tuple[str, str]]:
    """Where a node may be moved: every node outside its own branch, indented by depth."""
    children, by_code = _bare(node.tree)
    own = by_code[node.code]
    choices: list[tuple[str, str]] = []
    stack = [(row, 0) for _index, row in _last_first(children.get(None, ()))]
    while stack:
        row, depth = stack.pop()
        if row.pk == own.pk:
            continue
        choices.append((row.code, f"{'— ' * depth}{row.text}"))
        stack += [(kid, depth + 1) for _index, kid in _last_first(children.get(row.pk, ()))]
    return choices


def plantable_units(viewer: Viewer) -> list[Unit]:
    """Units the viewer may plant a tree for: the city and the agencies below it."""
    rows = Unit.objects.filter(
        Q(kind=Unit.Kind.CITY) | Q(parent__kind=Unit.Kind.CITY), valid_to=None
    ).order_by("path")
    return [unit for unit in rows if may_build_for(viewer, unit)]
