"""Judging the lines of a plan document: programmes, activities, sub-activities, by their codes.

A line is known by its unit and code, an indicator by its number within the line. The row with the
lowest number speaks for its line, wherever it stands in the file; further rows add indicators and
may repeat what it says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sasando.core.listings.judging import note_cycles
from sasando.organization.models import Unit
from sasando.planning.models import Objective, PlanRow
from sasando.rules.codes import NOTICE_WORDS, parse_nomenclature_code
from sasando.rules.errors import RuleInputError

from .columns import ceiling_name, target_name
from .nomenclature import NomenclatureIndex
from .standing import Key, StandingIndicator, StandingLine, standing_lines
from .writing import Found, write_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from sasando.core.listings.report import Row
    from sasando.planning.models import PlanDocument
    from sasando.rules.targets import Target

Level = PlanRow.Level
_OWN_CODE = re.compile(r"[A-Z0-9][A-Z0-9.\-]{0,39}")
# What opinions and evaluations are called: WTP to TMP, AA to D.
USUAL_WORDS: Final = frozenset(
    {"WTP", "WDP", "TW", "TMP", "AA", "A", "A-", "BB", "B", "CC", "C", "D", "E"}
)
_MEASURED_IN_WORDS = re.compile(r"predikat|opini|kategori|huruf|status", re.IGNORECASE)
OWN_LEVELS: Final = frozenset({Level.GOAL, Level.OBJECTIVE})
LISTED_LEVELS: Final = frozenset({Level.PROGRAMME, Level.ACTIVITY, Level.SUB_ACTIVITY})
# Headings and names of what one row says of the line itself, and of its indicator.
LINE_FACTS: Final = {
    "tingkat": "level", "induk": "parent", "uraian": "name", "sasaran": "objective",
    "lokasi": "location", "sumber_dana": "funding", "alasan": "reason", "contoh": "is_example",
}  # fmt: skip
INDICATOR_FACTS: Final = {
    "indikator": "indicator", "jenis_indikator": "indicator_kind", "satuan": "measure",
    "kondisi_awal": "baseline",
}  # fmt: skip


@dataclass
class FileLine:
    """What a file says of one line: its first row, and the row of each of its indicators."""

    key: Key
    first: Row
    indicators: dict[int, Row] = field(default_factory=dict)
    standing: StandingLine | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    ceilings: dict[int, Decimal | None] = field(default_factory=dict)

    @property
    def is_removed(self) -> bool:
        return bool(self.first.values.get("removed"))

    @property
    def is_touched(self) -> bool:
        """Whether anything of it is to be written."""
        rows = (self.first, *self.indicators.values())
        return any(row.is_new or row.changes for row in rows)


class LineImport:
    """Lines from a file beside those of the document."""

    def __init__(
        self,
        rows: Sequence[Row],
        document: PlanDocument,
        *,
        levels: frozenset[str],
        objectives: dict[str, int] | None = None,
    ) -> None:
        self.rows = rows
        self.document = document
        self.levels = levels
        self.standing = standing_lines(document)
        self.units = _units_of(document)
        self.objectives = objectives if objectives is not None else _objectives_in_force()
        self.nodes = NomenclatureIndex(document.nomenclature_version)
        self.lines: dict[Key, FileLine] = {}

    def judge(self) -> None:
        # A file that was sorted anew says the same as before.
        for row in sorted(self.rows, key=number_of):
            self._place(row)
        for line in self.lines.values():
            self._judge_line(line)
        self._judge_parents()
        self._judge_removed()

    def write(self) -> None:
        touched = [line for line in self.lines.values() if line.is_touched]
        found = Found(self.units, self.objectives, self.nodes)
        write_lines(self.document, touched, self.standing, found)

    # Placing: which line and indicator a row speaks of.

    def _place(self, row: Row) -> None:
        unit, code = self._unit_code(row), self._code(row)
        if not unit or not code:
            return
        row.values["code"] = code
        key, number = (unit, code), number_of(row)
        line = self.lines.get(key)
        if line is None:
            if number > 1:
                self._leave_unsaid(row)
            line = self.lines[key] = FileLine(key, row, standing=self.standing.get(key))
        if number in line.indicators:
            row.refuse("nomor_indikator", "duplicate", line=line.indicators[number].line)
            return
        line.indicators[number] = row
        if row is not line.first:
            self._judge_repeated(row, line.first)

    def _leave_unsaid(self, row: Row) -> None:
        """A file with only a further row of a line leaves what that row leaves blank as it is."""
        ceilings = [ceiling_name(year) for year in self.document.ceiling_years]
        for name in (*LINE_FACTS.values(), *ceilings):
            if row.values.get(name) in (None, "", False):
                row.values.pop(name, None)

    def _unit_code(self, row: Row) -> str:
        if any(found.field == "perangkat_daerah" for found in row.troubles):
            return ""
        code = row.values.get("unit") or self._own_unit
        if code and code not in self.units:
            row.refuse("perangkat_daerah", "plan-unit-outside", value=code)
            return ""
        return str(code)

    @property
    def _own_unit(self) -> str:
        return self.document.unit.code if self.document.unit else ""

    def _code(self, row: Row) -> str:
        """The code in its usual form; what was put right is noted."""
        printed, level = row.values.get("code"), row.values.get("level") or ""
        if not printed:
            return ""
        if level in OWN_LEVELS:
            return self._own_code(row, printed, level)
        try:
            read = parse_nomenclature_code(printed)
        except RuleInputError as refusal:
            row.refuse("kode", refusal.problem, value=printed)
            return ""
        if level and level != read.level:
            row.refuse("tingkat", "plan-level-wrong", level=level, value=read.text)
            return ""
        if read.level not in self.levels:
            row.refuse("kode", "plan-level-wrong", level=read.level, value=read.text)
            return ""
        for notice in read.notices:
            row.notice("kode", "plan-code-normalised", read=read.text, why=NOTICE_WORDS[notice])
        row.values["level"] = read.level.value
        return read.text

    def _own_code(self, row: Row, printed: str, level: str) -> str:
        code = printed.upper()
        if level not in self.levels:
            row.refuse("tingkat", "plan-level-elsewhere")
            return ""
        if not _OWN_CODE.fullmatch(code):
            row.refuse("kode", "code-malformed", value=printed, limit=40)
            return ""
        return code

    def _judge_repeated(self, row: Row, first: Row) -> None:
        """A further row of a line may leave blank what the first row says, or say the same."""
        ceilings = {f"pagu_{y}": ceiling_name(y) for y in self.document.ceiling_years}
        for heading, name in {**LINE_FACTS, **ceilings}.items():
            said, before = row.values.get(name), first.values.get(name)
            if name != "level" and said not in (None, "", False) and said != before:
                row.refuse(heading, "differs-in-file", line=first.line)

    # Judging: what a line becomes, beside what stands.

    def _judge_line(self, line: FileLine) -> None:
        if line.is_removed:
            if line.standing:
                line.first.note("hapus", "", "ya")
            return
        if line.standing is None:
            line.first.is_new = True
        self._judge_facts(line)
        self._judge_ceilings(line)
        for number, row in line.indicators.items():
            self._judge_indicator(line, number, row)

    def _judge_facts(self, line: FileLine) -> None:
        values, row = line.first.values, line.first
        standing = line.standing.row if line.standing else None
        facts = {name: values[name] for name in LINE_FACTS.values() if name in values}
        if not facts.get("name"):
            facts["name"] = standing.name if standing else self._listed_name(line)
            if not facts["name"]:
                row.refuse("uraian", "plan-name-missing")
        if not facts.get("level") and standing:
            facts["level"] = standing.level
        if facts.get("objective") and facts["objective"] not in self.objectives:
            row.refuse("sasaran", "plan-objective-unknown", value=facts["objective"])
        self._judge_listed(line, facts.get("level", ""))
        line.facts = facts
        if standing is None:
            return
        current = _facts_of(standing)
        for heading, name in LINE_FACTS.items():
            # The parent of an activity follows its code, so there is nothing to compare.
            if name in facts and name != "parent" and facts[name] != current[name]:
                row.note(heading, current[name], facts[name])

    def _listed_name(self, line: FileLine) -> str:
        node = self.nodes.find(line.key[1])
        return node.name if node else ""

    def _judge_listed(self, line: FileLine, level: str) -> None:
        version = self.document.nomenclature_version
        if version and level not in OWN_LEVELS and self.nodes.find(line.key[1]) is None:
            line.first.notice("kode", "plan-code-not-listed", version=version)

    def _judge_ceilings(self, line: FileLine) -> None:
        standing = line.standing.ceilings if line.standing else {}
        for year in self.document.ceiling_years:
            if ceiling_name(year) not in line.first.values:
                continue
            amount = line.first.values[ceiling_name(year)]
            if amount != standing.get(year):
                line.ceilings[year] = amount
                if line.standing:
                    line.first.note(f"pagu_{year}", standing.get(year), amount)

    def _judge_indicator(self, line: FileLine, number: int, row: Row) -> None:
        standing = line.standing.indicators.get(number) if line.standing else None
        if row.values.get("removed") and standing:
            row.note("hapus", "", "ya")
            return
        says = {name: row.values[name] for name in INDICATOR_FACTS.values() if row.values.get(name)}
        targets = self._targets(row)
        given = any(target is not None for target in targets.values())
        self._notice_words(row, targets, standing)
        if standing is None:
            if (says or given) and not row.values.get("indicator"):
                row.refuse("indikator", "plan-indicator-missing")
            elif says and line.standing:
                row.note("indikator", "", row.values["indicator"])
            elif says:
                row.is_new = True
            return
        self._note_indicator(row, standing, targets)

    @staticmethod
    def _notice_words(
        row: Row, targets: dict[int, Target | None], standing: StandingIndicator | None
    ) -> None:
        """A word where a number is usual deserves a look: "delapan" is no target of 8."""
        if _MEASURED_IN_WORDS.search(row.values.get("measure") or ""):
            return
        for year, target in targets.items():
            before = standing.targets.get(year) if standing else None
            if target and target != before and target.label and target.label not in USUAL_WORDS:
                row.notice(f"target_{year}", "plan-target-word", value=target.label)

    @staticmethod
    def _note_indicator(
        row: Row, standing: StandingIndicator, targets: dict[int, Target | None]
    ) -> None:
        held = standing.row
        current = {
            "indicator": held.text, "indicator_kind": held.kind, "measure": held.measure,
            "baseline": held.baseline,
        }  # fmt: skip
        for heading, name in INDICATOR_FACTS.items():
            if name in row.values and row.values[name] != current[name]:
                if name == "indicator" and not row.values[name]:
                    row.refuse(heading, "plan-indicator-missing")
                else:
                    row.note(heading, current[name], row.values[name])
        for year, target in targets.items():
            before = standing.targets.get(year)
            if target != before:
                was = before.text if before else ""
                row.note(f"target_{year}", was, target.text if target else "")

    def _targets(self, row: Row) -> dict[int, Target | None]:
        return {
            year: row.values[target_name(year)]
            for year in self.document.years
            if target_name(year) in row.values
        }

    # The tree: every parent stands or comes, and nothing hangs on itself.

    def _judge_parents(self) -> None:
        removed = {key for key, line in self.lines.items() if line.is_removed}
        known = (set(self.standing) | set(self.lines)) - removed
        for key, line in self.lines.items():
            if not line.is_removed and "level" in line.facts:
                self._judge_parent(key, line, known)
        above = {_shown(key): self._above(key, line) for key, line in self._final_lines()}
        note_cycles({_shown(key): line.first for key, line in self.lines.items()}, above, "induk")

    def _judge_parent(self, key: Key, line: FileLine, known: set[Key]) -> None:
        held = line.standing.row.parent if line.standing else None
        parent = line.facts.get("parent", held.code if held else "")
        if line.facts["level"] in (Level.ACTIVITY, Level.SUB_ACTIVITY):
            wanted = parse_nomenclature_code(key[1]).parent
            if parent and parent != wanted:
                line.first.refuse("induk", "plan-parent-fixed", parent=wanted)
            parent = wanted
            if line.standing is None and (key[0], wanted) not in known:
                line.first.refuse("kode", "plan-parent-missing", parent=wanted)
        elif parent and (key[0], parent) not in known:
            line.first.refuse("induk", "plan-parent-missing", parent=parent)
        self._note_parent(line, parent)
        line.facts["parent"] = parent

    def _note_parent(self, line: FileLine, parent: str) -> None:
        if line.standing is None or "parent" not in line.first.values:
            return
        held = line.standing.row.parent
        before = held.code if held else ""
        if before != parent:
            line.first.note("induk", before, parent)

    def _final_lines(self) -> Iterable[tuple[Key, FileLine | StandingLine]]:
        yield from self.lines.items()
        yield from ((key, row) for key, row in self.standing.items() if key not in self.lines)

    def _above(self, key: Key, line: FileLine | StandingLine) -> str:
        if isinstance(line, StandingLine):
            parent = line.row.parent.code if line.row.parent else ""
        else:
            parent = line.facts.get("parent", "")
        return _shown((key[0], parent)) if parent else ""

    def _judge_removed(self) -> None:
        removed = {key for key, line in self.lines.items() if line.is_removed}
        if not removed:
            return
        for key, line in self.standing.items():
            parent = line.row.parent
            if parent and key not in removed and (key[0], parent.code) in removed:
                row = self.lines[key[0], parent.code].first
                row.refuse("hapus", "plan-has-children", child=key[1])


def number_of(row: Row) -> int:
    """Which indicator of its line a row speaks of; 1 where nothing readable is said."""
    number: int = row.values.get("number", 1)
    return number


def _shown(key: Key) -> str:
    return f"{key[0]} {key[1]}"


def _facts_of(row: PlanRow) -> dict[str, Any]:
    return {
        "level": row.level,
        "parent": row.parent.code if row.parent else "",
        "name": row.name,
        "objective": row.objective.code if row.objective else "",
        "location": row.location,
        "funding": row.funding,
        "reason": row.reason,
        "is_example": row.is_example,
    }


def _units_of(document: PlanDocument) -> dict[str, int]:
    """The units a document may have lines for: all of the city's, or the agency and below."""
    units = Unit.objects.all()
    if document.unit:
        units = units.filter(path__startswith=document.unit.path)
    return dict(units.values_list("code", "pk"))


def _objectives_in_force() -> dict[str, int]:
    return dict(Objective.objects.in_force().values_list("code", "pk"))
