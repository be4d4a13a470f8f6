"""The nomenclature: finding a code or words, two versions side by side, what replaced what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from sasando.core.errors import NotFoundForViewer
from sasando.planning.models import (
    NomenclatureNode,
    NomenclatureReplacement,
    PlanDocument,
    PlanRow,
)
from sasando.planning.nomenclature import Level
from sasando.rules.codes import parse_nomenclature_code
from sasando.rules.errors import RuleInputError

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN: Final = 100
SHORTEST: Final = 2


@dataclass(frozen=True)
class Sides:
    """A code beside every version, oldest first; None where a version does not have it."""

    code: str
    by_version: tuple[tuple[int, NomenclatureNode | None], ...]

    @property
    def nodes(self) -> tuple[NomenclatureNode | None, ...]:
        return tuple(node for _version, node in self.by_version)

    @property
    def name(self) -> str:
        return next(node.name for node in reversed(self.nodes) if node)

    @property
    def level(self) -> str:
        return next(str(node.get_level_display()) for node in reversed(self.nodes) if node)


@dataclass(frozen=True)
class SearchPage:
    """What a search found, in every version."""

    versions: tuple[int, ...]
    rows: tuple[Sides, ...]
    total: int


@dataclass(frozen=True)
class NodePage:
    """A code in every version, what it replaces, what replaced it, and its children."""

    code: str
    versions: tuple[int, ...]
    sides: Sides
    replaces: tuple[NomenclatureReplacement, ...]
    replaced_by: tuple[NomenclatureReplacement, ...]
    children: tuple[NomenclatureNode, ...]
    ancestors: tuple[NomenclatureNode, ...]


def versions() -> tuple[int, ...]:
    """The versions that are loaded, oldest first."""
    found = NomenclatureNode.objects.filter(level=Level.AFFAIR).order_by("version")
    return tuple(found.values_list("version", flat=True).distinct())


def search(words: str, level: str = "") -> SearchPage:
    """Rows whose code begins so or whose name holds every word, in all versions; three queries.

    With nothing to look for the affairs are shown.
    """
    known = versions()
    wanted = _condition(words)
    nodes = NomenclatureNode.objects.filter(wanted)
    if level:
        nodes = nodes.filter(level=level)
    codes = nodes.order_by("code").values_list("code", flat=True).distinct()
    total = codes.count()
    shown = list(codes[:SHOWN])
    return SearchPage(known, tuple(_sides(shown, known)), total)


def node_page(code: str) -> NodePage:
    """One code with everything known of it. Raises NotFoundForViewer."""
    known = versions()
    found = list(_sides([code], known))
    if not found:
        raise NotFoundForViewer(kind="kode nomenklatur")
    newest = next(node for node in reversed(found[0].nodes) if node)
    replaces = NomenclatureReplacement.objects.filter(node__code=code).select_related("node")
    after = NomenclatureReplacement.objects.filter(former_code=code).select_related("node")
    return NodePage(
        code=code,
        versions=known,
        sides=found[0],
        replaces=tuple(replaces),
        replaced_by=tuple(after),
        children=tuple(newest.children.order_by("code")),
        ancestors=tuple(_ancestors(newest)),
    )


def replacements() -> list[NomenclatureReplacement]:
    """The whole map of what replaced what, by the older code."""
    return list(
        NomenclatureReplacement.objects.select_related("node").order_by("former_code", "node__code")
    )


@dataclass(frozen=True)
class Carried:
    """Where a line of a plan goes in another version: `code` is empty when nowhere."""

    row: PlanRow
    code: str
    why: str
    node_id: int | None = None


SAME, REPLACED, AMBIGUOUS, NOWHERE = "tetap", "diganti", "lebih dari satu", "tidak ada"


def carried_lines(document: PlanDocument, version: int) -> list[Carried]:
    """Every line that has a code, with where it goes in another version; three queries."""
    rows = (
        PlanRow.objects.filter(document=document)
        .select_related("unit")
        .order_by("unit__code", "code")
    )
    nodes = dict(NomenclatureNode.objects.filter(version=version).values_list("code", "pk"))
    followed: dict[str, list[tuple[str, int]]] = {}
    for former, code, pk in NomenclatureReplacement.objects.filter(
        node__version=version
    ).values_list("former_code", "node__code", "node_id"):
        followed.setdefault(former, []).append((code, pk))
    own = (Level.PROGRAMME, Level.ACTIVITY, Level.SUB_ACTIVITY)
    return [_carried(row, nodes, followed) for row in rows if row.level in own]


def _carried(
    row: PlanRow, nodes: dict[str, int], followed: dict[str, list[tuple[str, int]]]
) -> Carried:
    stored = parse_nomenclature_code(row.code).stored
    if stored in nodes:
        return Carried(row, row.code, SAME, nodes[stored])
    after = followed.get(stored, [])
    if len(after) == 1:
        code, pk = after[0]
        return Carried(row, _printed(code, row.code), REPLACED, pk)
    return Carried(row, "", AMBIGUOUS if after else NOWHERE)


def _printed(stored: str, like: str) -> str:
    """A support programme is printed with the field the line has printed."""
    if not stored.startswith("X.XX."):
        return stored
    return ".".join((*like.split(".")[:2], *stored.split(".")[2:]))


def _condition(words: str) -> Q:
    text = words.strip()
    if not text:
        return Q(level=Level.AFFAIR)
    code = _as_code(text)
    if code:
        return Q(code__startswith=code)
    condition = Q()
    for word in text.split():
        if len(word) >= SHORTEST:
            condition &= Q(name__icontains=word)
    return condition if condition else Q(pk__in=[])


def _as_code(text: str) -> str:
    """The stored code a text begins, whether or not it is a whole one; empty when it is words."""
    if not text[0].isdigit() and not text.upper().startswith("X"):
        return ""
    try:
        return parse_nomenclature_code(text).stored
    except RuleInputError:
        raised = text.upper().rstrip(".")
        return raised if all(part.isalnum() and len(part) < 5 for part in raised.split(".")) else ""


def _sides(codes: Iterable[str], known: tuple[int, ...]) -> Iterable[Sides]:
    nodes: dict[str, dict[int, NomenclatureNode]] = {}
    for node in NomenclatureNode.objects.filter(code__in=list(codes)).order_by("code", "version"):
        nodes.setdefault(node.code, {})[node.version] = node
    for code, by_version in nodes.items():
        yield Sides(code, tuple((version, by_version.get(version)) for version in known))


def _ancestors(node: NomenclatureNode) -> list[NomenclatureNode]:
    segments = node.code.split(".")
    above = [".".join(segments[:length]) for length in (1, 2, 3, 5) if length < len(segments)]
    found = NomenclatureNode.objects.filter(version=node.version, code__in=above)
    return list(found.order_by("code"))
