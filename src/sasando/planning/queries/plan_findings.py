"""Where the lines of a document do not keep to the plans above it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from sasando.planning.findings import WORDS
from sasando.planning.imports.nomenclature import NomenclatureIndex
from sasando.planning.imports.standing import standing_lines
from sasando.planning.models import PlanDocument, PlanRow
from sasando.rules.numerals import format_rupiah
from sasando.rules.plans import Above, Fault, Finding, Line, findings, programme_of

from .documents import adopted_in

if TYPE_CHECKING:
    from sasando.planning.imports.standing import StandingLine

Level = PlanRow.Level
SHOWN: Final = 100


@dataclass(frozen=True)
class ShownFinding:
    """A finding with its words, the name of its line and of its unit."""

    finding: Finding
    unit_name: str
    name: str
    title: str
    mend: str

    @property
    def expected(self) -> str:
        return _shown(self.finding, self.finding.expected)

    @property
    def found(self) -> str:
        return _shown(self.finding, self.finding.found)


@dataclass(frozen=True)
class FindingsPage:
    """The findings of a document, of all its units or of one, and beside what it was held."""

    document: PlanDocument
    rpjmd: PlanDocument | None
    renstra: PlanDocument | None
    rows: tuple[ShownFinding, ...]
    by_fault: tuple[tuple[str, str, int], ...]
    by_unit: tuple[tuple[str, str, int], ...]

    @property
    def shown(self) -> tuple[ShownFinding, ...]:
        """As many as a page bears; the download has them all."""
        return self.rows[:SHOWN]

    @property
    def lacks_rpjmd(self) -> bool:
        """Whether there was no RPJMD with programmes to be held beside."""
        return self.document.kind not in ("RPJMD", "RPD") and self.rpjmd is None

    @property
    def lacks_renstra(self) -> bool:
        return self.document.kind == "RENJA" and self.renstra is None


def findings_page(document: PlanDocument, unit: str = "", fault: str = "") -> FindingsPage:
    """Every finding of a document, narrowed to a unit or a fault; the counts are of all of it.

    A fixed number of queries: the lines of the document, of the RPJMD and of the Renstra.
    """
    rpjmd, renstra = _plans_above(document)
    standing = standing_lines(document)
    index = NomenclatureIndex(document.nomenclature_version)
    lines = [_line(line, document, index) for line in standing.values()]
    lines = _with_sums(lines)
    above = Above(
        renstra=_programmes(renstra) if renstra else None,
        rpjmd=_programmes(rpjmd) if rpjmd else None,
    )
    found = [_worded(row, standing) for row in findings(document.kind, lines, above)]
    shown = [
        row
        for row in found
        if unit in ("", row.finding.unit) and fault in ("", row.finding.fault.value)
    ]
    return FindingsPage(document, rpjmd, renstra, tuple(shown), _by_fault(found), _by_unit(found))


def _plans_above(document: PlanDocument) -> tuple[PlanDocument | None, PlanDocument | None]:
    """The RPJMD (or RPD) with programmes and the agency's Renstra, of the document's first year."""
    if document.kind in ("RPJMD", "RPD"):
        return None, None
    year = document.first_year
    rpjmd = adopted_in(year, "RPJMD") or adopted_in(year, "RPD")
    if rpjmd and not rpjmd.rows.filter(level=Level.PROGRAMME).exists():
        rpjmd = None
    renstra = adopted_in(year, "RENSTRA", document.unit) if document.kind == "RENJA" else None
    return rpjmd, renstra


def _line(line: StandingLine, document: PlanDocument, index: NomenclatureIndex) -> Line:
    row = line.row
    listed = None
    if document.nomenclature_version and row.level not in (Level.GOAL, Level.OBJECTIVE):
        listed = row.node_id is not None or index.find(row.code) is not None
    return Line(
        unit=row.unit.code,
        code=row.code,
        level=row.level,
        targets={held.row.text: held.targets for held in line.indicators.values()},
        ceilings=line.ceilings,
        reason=row.reason,
        is_listed=listed,
    )


def _with_sums(lines: list[Line]) -> list[Line]:
    """Programmes without a ceiling of their own get the sum of their sub-activities."""
    sums: dict[tuple[str, str], dict[int, Decimal]] = {}
    for line in lines:
        if line.level == Level.SUB_ACTIVITY:
            held = sums.setdefault((line.unit, programme_of(line.code)), {})
            for year, amount in line.ceilings.items():
                held[year] = held.get(year, Decimal(0)) + amount
    return [
        replace(line, ceilings=sums.get((line.unit, programme_of(line.code)), {}))
        if line.level == Level.PROGRAMME and not line.ceilings
        else line
        for line in lines
    ]


def _programmes(document: PlanDocument) -> dict[tuple[str, str], Line]:
    nothing = NomenclatureIndex(None)
    return {
        (unit, programme_of(code)): _line(line, document, nothing)
        for (unit, code), line in standing_lines(document).items()
        if line.row.level == Level.PROGRAMME
    }


def _worded(finding: Finding, standing: dict[tuple[str, str], StandingLine]) -> ShownFinding:
    row = standing[finding.unit, finding.code].row
    title, mend = WORDS[finding.fault]
    return ShownFinding(finding, row.unit.name, row.name, str(title), str(mend))


def _by_fault(found: list[ShownFinding]) -> tuple[tuple[str, str, int], ...]:
    counts = Counter(row.finding.fault for row in found)
    return tuple(
        (fault.value, str(WORDS[fault][0]), counts[fault]) for fault in Fault if counts[fault]
    )


def _by_unit(found: list[ShownFinding]) -> tuple[tuple[str, str, int], ...]:
    counts = Counter((row.finding.unit, row.unit_name) for row in found)
    return tuple((code, name, number) for (code, name), number in counts.most_common())


def _shown(finding: Finding, value: str) -> str:
    if finding.fault is Fault.CEILING_ABOVE and value:
        return format_rupiah(Decimal(value))
    return value
