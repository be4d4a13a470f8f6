"""The performance tree (Permen PANRB 89/2021): levels, and the checks of its alignment.

A check is a message for whoever builds the tree, never a block: a tree grows through states that
are not yet whole. What each check looks at is a design of this system after sakip 2.3-2.5.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from sasando.rules.arguments import BOOLEAN, DECIMAL, TEXT, Argument, choice, list_of, record
from sasando.rules.numerals import format_decimal, format_rupiah
from sasando.rules.registry import Mark, Outcome, Status, Step, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Level(StrEnum):
    """What a node is in the chain from cause to effect; depth is free, the level is chosen."""

    ULTIMATE = "AKHIR"
    INTERMEDIATE = "ANTARA"
    IMMEDIATE = "LANGSUNG"
    OUTPUT = "KELUARAN"
    PROCESS = "PROSES"
    FACTOR = "FAKTOR"


class Check(StrEnum):
    """The kinds of findings; the value is their word in addresses and downloads."""

    ORPHAN = "tanpa-induk"
    WITHOUT_PROGRAMME = "tanpa-program"
    LOOSE_PROGRAMME = "program-lepas"
    OUTPUT_ON_OUTCOME = "keluaran-di-hasil"
    OUTSIDE_COMMAND = "luar-komando"
    WEIGHTS = "bobot"
    OUTPUT_WORDS = "kata-keluaran"
    WITHOUT_INDICATOR = "tanpa-indikator"
    OLD_PLAN = "rencana-lama"


OUTCOMES: Final = frozenset({Level.ULTIMATE, Level.INTERMEDIATE, Level.IMMEDIATE})
MEASURED: Final = OUTCOMES | {Level.OUTPUT}
OUTPUT_KIND: Final = "OUTPUT"
OUTPUT_OPENINGS: Final = ("jumlah", "terlaksananya", "tersedianya", "tersusunnya")
WHOLE: Final = Decimal(100)
_CLAUSE: Final = "Permen PANRB 89/2021, rancangan pemeriksaan [D]"


@dataclass(frozen=True)
class Gauge:
    """An indicator of a node: its words and whether it is of output, outcome or impact."""

    name: str
    kind: str


@dataclass(frozen=True)
class Condition:
    """A node as the checks see it.

    `hangs` says that a root is carried elsewhere (on a city node, or as answer to a request),
    `reaches` that something elsewhere hangs on it. `owner` is a prefix code of the owning unit,
    `post` the owning post.
    """

    key: str
    level: Level
    text: str
    parent: str = ""
    weight: Decimal | None = None
    has_programme: bool = False
    is_old_plan: bool = False
    hangs: bool = False
    reaches: bool = False
    owner: str = ""
    post: str = ""
    gauges: tuple[Gauge, ...] = ()


@dataclass(frozen=True)
class Programme:
    """A programme of a plan with money; `has_node` when some node of a tree is linked to it."""

    key: str
    name: str
    ceiling: Decimal
    has_node: bool = False


@dataclass(frozen=True)
class Agreed:
    """An accepted crosscutting request: the node that asked, and the unit that supplies."""

    node: str
    supplier: str


@dataclass(frozen=True)
class Chain:
    """One step of the chain of command: a post and the post it answers to."""

    post: str
    superior: str


@dataclass(frozen=True)
class Finding:
    """One thing to look at: which check, at which node or programme, and what was seen there."""

    check: Check
    key: str
    evidence: str


_GAUGE = record(
    Gauge, Argument("name", TEXT, "Nama indikator"), Argument("kind", TEXT, "Jenis indikator")
)
_CONDITION = record(
    Condition,
    Argument("key", TEXT, "Kode simpul"),
    Argument("level", choice(Level), "Jenjang"),
    Argument("text", TEXT, "Kondisi"),
    Argument("parent", TEXT, "Kode induk", ""),
    Argument("weight", DECIMAL, "Bobot", None),
    Argument("has_programme", BOOLEAN, "Terkait program atau di bawahnya", default=False),
    Argument("is_old_plan", BOOLEAN, "Terkait dokumen yang sudah diganti", default=False),
    Argument("hangs", BOOLEAN, "Akar yang menggantung di tempat lain", default=False),
    Argument("reaches", BOOLEAN, "Ada yang menggantung padanya", default=False),
    Argument("owner", TEXT, "Unit pemilik sebagai awalan", ""),
    Argument("post", TEXT, "Jabatan pemilik", ""),
    Argument("gauges", list_of(_GAUGE), "Indikator", ()),
)
_PROGRAMME = record(
    Programme,
    Argument("key", TEXT, "Kode program"),
    Argument("name", TEXT, "Nama program"),
    Argument("ceiling", DECIMAL, "Pagu dalam rupiah"),
    Argument("has_node", BOOLEAN, "Sudah ada simpulnya", default=False),
)
_AGREED = record(
    Agreed, Argument("node", TEXT, "Simpul peminta"), Argument("supplier", TEXT, "Unit pemasok")
)
_CHAIN = record(Chain, Argument("post", TEXT, "Jabatan"), Argument("superior", TEXT, "Atasannya"))


@rule(
    "tree-alignment",
    title="Keselarasan pohon kinerja",
    source="Permen PANRB 89/2021 tentang penjenjangan kinerja; butir pemeriksaan: rancangan",
    mark=Mark.DESIGN,
    arguments=(
        Argument("conditions", list_of(_CONDITION), "Simpul pohon"),
        Argument("programmes", list_of(_PROGRAMME), "Program berpagu", ()),
        Argument("agreed", list_of(_AGREED), "Lintas sektor yang diterima", ()),
        Argument("chain", list_of(_CHAIN), "Rantai komando", ()),
    ),
    example={
        "conditions": [
            {"key": "1", "level": "AKHIR", "text": "Prevalensi stunting menurun"},
            {
                "key": "2",
                "parent": "1",
                "level": "LANGSUNG",
                "text": "Balita berisiko tertangani",
                "gauges": [{"name": "Jumlah balita", "kind": "OUTPUT"}],
            },
        ]
    },
)
def alignment(
    conditions: Sequence[Condition],
    programmes: Sequence[Programme] = (),
    agreed: Sequence[Agreed] = (),
    chain: Sequence[Chain] = (),
) -> Outcome[tuple[Finding, ...]]:
    """Everything the checks see in a tree, node by node in the order given, then programmes."""
    tree = _Tree.of(conditions, agreed, chain)
    found = [finding for node in conditions for finding in _at_node(node, tree)]
    found += [
        Finding(Check.LOOSE_PROGRAMME, row.key, f"{row.name}: pagu {format_rupiah(row.ceiling)}")
        for row in programmes
        if row.ceiling > 0 and not row.has_node
    ]
    counts: dict[Check, int] = defaultdict(int)
    for finding in found:
        counts[finding.check] += 1
    steps = tuple(
        Step(check.value, f"{len(conditions)} simpul, {len(programmes)} program", str(n), _CLAUSE)
        for check, n in counts.items()
    )
    return Outcome(tuple(found), Status.OK, steps)


@dataclass(frozen=True)
class _Tree:
    """The tree with what the checks look up in it."""

    nodes: Mapping[str, Condition]
    children: Mapping[str, list[Condition]]
    suppliers: Mapping[str, list[str]]
    superiors: Mapping[str, str]

    @classmethod
    def of(
        cls, conditions: Sequence[Condition], agreed: Sequence[Agreed], chain: Sequence[Chain]
    ) -> _Tree:
        children: dict[str, list[Condition]] = defaultdict(list)
        for node in conditions:
            children[node.parent].append(node)
        suppliers: dict[str, list[str]] = defaultdict(list)
        for row in agreed:
            suppliers[row.node].append(row.supplier)
        superiors = {row.post: row.superior for row in chain}
        return cls({node.key: node for node in conditions}, children, suppliers, superiors)

    def condition_above(self, node: Condition) -> Condition | None:
        """The nearest condition above, passing over critical success factors."""
        above = self.nodes.get(node.parent)
        while above is not None and above.level is Level.FACTOR:
            above = self.nodes.get(above.parent)
        return above


def _at_node(node: Condition, tree: _Tree) -> Iterator[Finding]:
    seen = (
        (Check.ORPHAN, _orphan(node)),
        (Check.WITHOUT_PROGRAMME, _without_programme(node, tree)),
        (Check.OUTPUT_ON_OUTCOME, _output_on_outcome(node)),
        (Check.OUTSIDE_COMMAND, _outside_command(node, tree)),
        (Check.WEIGHTS, _weights(tree.children.get(node.key, []))),
        (Check.OUTPUT_WORDS, _output_words(node)),
        (Check.WITHOUT_INDICATOR, _without_indicator(node)),
        (Check.OLD_PLAN, "Dokumen rencananya sudah diganti versi baru" if node.is_old_plan else ""),
    )
    return (Finding(check, node.key, evidence) for check, evidence in seen if evidence)


def _orphan(node: Condition) -> str:
    """Only an ultimate outcome stands without a cause above it, or what is carried elsewhere."""
    if node.parent or node.hangs or node.level is Level.ULTIMATE:
        return ""
    return "Simpul ini bukan hasil akhir, tetapi tidak berinduk"


def _without_programme(node: Condition, tree: _Tree) -> str:
    """The end of a branch is still an outcome, and no programme stands ready to bring it about."""
    goes_on = node.reaches or any(
        child.level is not Level.FACTOR or tree.children.get(child.key)
        for child in tree.children.get(node.key, [])
    )
    if node.level not in OUTCOMES or goes_on or node.has_programme:
        return ""
    return "Cabang berakhir di sini, dan belum ada program yang dikaitkan"


def _output_on_outcome(node: Condition) -> str:
    names = [gauge.name for gauge in node.gauges if gauge.kind == OUTPUT_KIND]
    if node.level not in OUTCOMES or not names:
        return ""
    return f"Indikator keluaran di jenjang hasil: {'; '.join(names)}"


def _outside_command(node: Condition, tree: _Tree) -> str:
    above = tree.condition_above(node)
    if above is None or node.level is Level.FACTOR or _commands(above, node, tree):
        return ""
    if any(node.owner.startswith(supplier) for supplier in tree.suppliers.get(above.key, [])):
        return ""
    return "Pemilik simpul bukan bawahan pemilik simpul di atasnya, dan belum ada lintas sektor"


def _commands(above: Condition, node: Condition, tree: _Tree) -> bool:
    """Whether the owner above commands the owner below; an owner not yet named is no finding.

    Posts are compared by who answers to whom, as long as both are named; else units by their path.
    """
    if above.post and node.post:
        return above.post in _posts_from(node.post, tree.superiors)
    return not above.owner or not node.owner or node.owner.startswith(above.owner)


def _posts_from(post: str, superiors: Mapping[str, str]) -> set[str]:
    """The post and all posts above it."""
    seen: set[str] = set()
    while post and post not in seen:
        seen.add(post)
        post = superiors.get(post, "")
    return seen


def _weights(children: list[Condition]) -> str:
    """Weights are used for all children of a node or for none, and make up one hundred."""
    given = [child.weight for child in children if child.weight is not None]
    if not given:
        return ""
    total = sum(given, Decimal(0))
    if len(given) < len(children):
        return f"{len(given)} dari {len(children)} simpul di bawahnya berbobot"
    if total != WHOLE:
        return f"Jumlah bobot di bawahnya {format_decimal(total)}, bukan 100"
    return ""


def _output_words(node: Condition) -> str:
    """Words that name a product or a deed, standing where a condition of people is promised."""
    said = [gauge.name for gauge in node.gauges if gauge.kind != OUTPUT_KIND]
    said += [node.text] if node.level in OUTCOMES else []
    smelling = [text for text in said if text.casefold().startswith(OUTPUT_OPENINGS)]
    return f"Bunyinya seperti keluaran: {'; '.join(smelling)}" if smelling else ""


def _without_indicator(node: Condition) -> str:
    if node.level not in MEASURED or node.gauges:
        return ""
    return "Belum punya indikator, jadi belum dapat masuk perjanjian kinerja"
