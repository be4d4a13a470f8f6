"""The checks of a tree with their evidence: what the rule is given, and how it is told."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from sasando.organization.models import Position
from sasando.planning.actions.tree_nodes import plan_row_key
from sasando.planning.models import (
    CrosscuttingRequest,
    PerformanceNode,
    PerformanceTree,
    PlanRow,
)
from sasando.rules.tree import (
    Agreed,
    Chain,
    Check,
    Condition,
    Finding,
    Gauge,
    Level,
    Programme,
    alignment,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BUDGETED: Final = (PlanRow.Level.PROGRAMME, PlanRow.Level.ACTIVITY, PlanRow.Level.SUB_ACTIVITY)


@dataclass(frozen=True)
class CheckWords:
    """How a check is told: its name, why it matters, and what mends it."""

    title: Any
    why: Any
    mend: Any


WORDS: Final[Mapping[Check, CheckWords]] = {
    Check.ORPHAN: CheckWords(
        _("Simpul tanpa induk"),
        _("Hanya hasil akhir yang berdiri tanpa sebab di atasnya."),
        _("Pindahkan ke bawah induknya"),
    ),
    Check.WITHOUT_PROGRAMME: CheckWords(
        _("Hasil tanpa program"),
        _("Cabang berhenti di sebuah hasil, dan belum ada program yang mewujudkannya."),
        _("Kaitkan dengan program"),
    ),
    Check.LOOSE_PROGRAMME: CheckWords(
        _("Program berpagu tanpa simpul"),
        _("Ada uangnya, tetapi tidak diketahui kondisi apa yang diwujudkannya."),
        _("Tambahkan simpulnya"),
    ),
    Check.OUTPUT_ON_OUTCOME: CheckWords(
        _("Indikator keluaran di jenjang hasil"),
        _("Keluaran belum membuktikan bahwa kondisi warga berubah."),
        _("Ganti indikatornya"),
    ),
    Check.OUTSIDE_COMMAND: CheckWords(
        _("Pemilik di luar rantai komando"),
        _("Pemilik simpul di atasnya tidak dapat memerintah pemilik simpul ini."),
        _("Minta lewat lintas sektor"),
    ),
    Check.WEIGHTS: CheckWords(
        _("Bobot bukan 100"),
        _("Bobot simpul di bawah satu induk berjumlah 100, atau tidak dipakai sama sekali."),
        _("Betulkan bobotnya"),
    ),
    Check.OUTPUT_WORDS: CheckWords(
        _("Bunyinya seperti keluaran"),
        _("Jumlah, terlaksananya, tersedianya, dan tersusunnya menyebut barang, bukan kondisi."),
        _("Rumuskan ulang"),
    ),
    Check.WITHOUT_INDICATOR: CheckWords(
        _("Simpul tanpa indikator"),
        _("Tanpa indikator, simpul belum dapat masuk perjanjian kinerja."),
        _("Pilih indikatornya"),
    ),
    Check.OLD_PLAN: CheckWords(
        _("Kaitan ke rencana lama"),
        _("Dokumennya sudah diganti versi baru."),
        _("Kaitkan dengan versi baru"),
    ),
}


@dataclass(frozen=True)
class FindingRow:
    """One finding as shown: `code` of the node, or `plan_row` of the programme."""

    check: Check
    evidence: str
    text: str
    code: str = ""
    plan_row: str = ""
    parent: str = ""

    @property
    def words(self) -> CheckWords:
        return WORDS[self.check]


@dataclass(frozen=True)
class FindingsPage:
    """All findings of a tree, by kind, and those that were asked for."""

    tree: PerformanceTree
    nodes: int
    rows: tuple[FindingRow, ...]
    counts: tuple[tuple[Check, CheckWords, int], ...]
    total: int
    hidden: int = 0


def findings(tree: PerformanceTree, asked: str = "", most: int | None = None) -> FindingsPage:
    """What the checks see in a tree, in a fixed number of queries.

    `asked` names one check; `most` is how many rows are told, None for all.
    """
    nodes = _nodes(tree)
    programmes = _programmes(tree)
    conditions = _conditions(nodes, tree)
    found = alignment(
        conditions, [row for row, _key in programmes], _agreed(tree), _chain(nodes)
    ).value
    counts = Counter(finding.check for finding in found)
    by_key = {node.code: node for node in nodes}
    shown = [finding for finding in found if not asked or finding.check == asked]
    keys = {row.key: key for row, key in programmes}
    names = {row.key: row.name for row, _key in programmes}
    return FindingsPage(
        tree=tree,
        nodes=len(nodes),
        rows=tuple(_told(finding, by_key, keys, names) for finding in shown[:most]),
        hidden=0 if most is None else max(0, len(shown) - most),
        counts=tuple((check, WORDS[check], counts[check]) for check in Check),
        total=len(found),
    )


def _told(
    finding: Finding,
    nodes: Mapping[str, PerformanceNode],
    keys: Mapping[str, str],
    names: Mapping[str, str],
) -> FindingRow:
    if finding.check is Check.LOOSE_PROGRAMME:
        return FindingRow(
            finding.check, finding.evidence, names[finding.key], plan_row=keys[finding.key]
        )
    node = nodes[finding.key]
    parent = node.parent.code if node.parent else ""
    return FindingRow(finding.check, finding.evidence, node.text, code=node.code, parent=parent)


def _nodes(tree: PerformanceTree) -> list[PerformanceNode]:
    """In the order of the outline as far as the checks need it: by path, which groups branches."""
    return list(
        PerformanceNode.objects.standing()
        .filter(tree=tree)
        .select_related("parent", "unit", "position__unit", "plan_row__document__superseded_by")
        .prefetch_related("indicators")
        .order_by("path")
    )


def _conditions(nodes: Sequence[PerformanceNode], tree: PerformanceTree) -> list[Condition]:
    carrying = PerformanceNode.objects.standing().filter(supports__tree=tree)
    reached = set(carrying.values_list("supports_id", flat=True))
    accepted = CrosscuttingRequest.objects.filter(status=CrosscuttingRequest.Status.ACCEPTED)
    reached |= set(accepted.filter(node__tree=tree).values_list("node_id", flat=True))
    answers = set(accepted.filter(answer__tree=tree).values_list("answer_id", flat=True))
    return [
        Condition(
            key=node.code,
            level=Level(node.level),
            text=node.text,
            parent=node.parent.code if node.parent else "",
            weight=node.weight,
            has_programme=node.plan_row is not None and node.plan_row.level in BUDGETED,
            is_old_plan=_is_old(node.plan_row),
            hangs=node.supports_id is not None or node.pk in answers,
            reaches=node.pk in reached,
            owner=_owner(node),
            post=str(node.position_id or ""),
            gauges=tuple(Gauge(row.name, row.level_type) for row in node.indicators.all()),
        )
        for node in nodes
    ]


def _owner(node: PerformanceNode) -> str:
    unit = node.position.unit if node.position else node.unit
    return unit.path if unit else ""


def _is_old(row: PlanRow | None) -> bool:
    if row is None:
        return False
    later = getattr(row.document, "superseded_by", None)
    return later is not None and later.adopted_on is not None


def _agreed(tree: PerformanceTree) -> list[Agreed]:
    rows = CrosscuttingRequest.objects.filter(
        node__tree=tree, status=CrosscuttingRequest.Status.ACCEPTED, supplier__isnull=False
    )
    return [Agreed(*pair) for pair in rows.values_list("node__code", "supplier__path")]


def _chain(nodes: Sequence[PerformanceNode]) -> list[Chain]:
    """Who answers to whom in the city, by row number; only where nodes name posts at all."""
    if not any(node.position_id for node in nodes):
        return []
    rows = Position.objects.filter(reports_to__isnull=False)
    return [
        Chain(str(post), str(superior))
        for post, superior in rows.values_list("pk", "reports_to_id")
    ]


def _programmes(tree: PerformanceTree) -> list[tuple[Programme, str]]:
    """Programmes with money in the plans in force, each once, with the key of its line.

    The city's tree answers for the lines of the city's documents, an agency's for its own units.
    """
    linked = _linked(tree)
    found: dict[tuple[int, str], PlanRow] = {}
    for row in _budgeted_rows(tree):
        known = found.get((row.unit_id, row.code))
        if known is None or row.total > known.total:  # type: ignore[attr-defined]
            found[row.unit_id, row.code] = row
    return [
        (
            Programme(
                key=f"{row.unit.code}/{row.code}",
                name=f"{row.code} {row.name} ({row.unit.name})",
                ceiling=row.total,  # type: ignore[attr-defined]
                has_node=any(
                    code == row.code or code.startswith(f"{row.code}.")
                    for code in linked.get(row.unit_id, ())
                ),
            ),
            plan_row_key(row),
        )
        for row in found.values()
    ]


def _budgeted_rows(tree: PerformanceTree) -> Any:
    is_city = tree.unit.parent_id is None
    years = Q(ceilings__year__gte=tree.first_year, ceilings__year__lte=tree.last_year)
    return (
        PlanRow.objects.filter(
            Q(document__unit__isnull=True) if is_city else Q(unit__path__startswith=tree.unit.path),
            level=PlanRow.Level.PROGRAMME,
            document__adopted_on__isnull=False,
            document__superseded_by__adopted_on__isnull=True,
        )
        .select_related("unit", "document")
        .annotate(total=Sum("ceilings__amount", filter=years))
        .filter(total__gt=0)
        .order_by("unit__path", "code")
    )


def _linked(tree: PerformanceTree) -> Mapping[int, list[str]]:
    """Codes of lines that some node of a tree of these years stands for, by unit."""
    rows = PerformanceNode.objects.standing().filter(
        tree__first_year__lte=tree.last_year,
        tree__last_year__gte=tree.first_year,
        plan_row__isnull=False,
    )
    codes: dict[int, list[str]] = defaultdict(list)
    for unit, code in rows.values_list("plan_row__unit_id", "plan_row__code"):
        codes[unit].append(code)
    return codes
