"""One version of a plan beside the one before: what came, what went, what reads otherwise."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sasando.planning.imports.standing import standing_lines
from sasando.rules.numerals import format_rupiah

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sasando.planning.imports.standing import Key, StandingLine
    from sasando.planning.models import PlanDocument

ADDED, GONE, CHANGED = "baru", "hilang", "berubah"
FACTS: Final = {
    "uraian": "name", "lokasi": "location", "sumber dana": "funding", "alasan": "reason",
}  # fmt: skip


@dataclass(frozen=True)
class FieldChange:
    """One thing that reads otherwise."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class LineChange:
    """A line that came, went or changed."""

    kind: str
    unit: str
    code: str
    name: str
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """Everything that differs between two versions."""

    before: PlanDocument
    after: PlanDocument
    changes: tuple[LineChange, ...]
    same: int

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(change.kind for change in self.changes)
        return {kind: found[kind] for kind in (ADDED, GONE, CHANGED)}


def compare(before: PlanDocument, after: PlanDocument) -> Comparison:
    """Two versions line by line, by unit and code; eight queries."""
    old, new = standing_lines(before), standing_lines(after)
    changes = list(_changes(old, new))
    return Comparison(before, after, tuple(changes), len(set(old) | set(new)) - len(changes))


def _changes(old: dict[Key, StandingLine], new: dict[Key, StandingLine]) -> Iterator[LineChange]:
    for key in sorted(set(old) | set(new)):
        line = new.get(key) or old[key]
        if key not in old:
            yield LineChange(ADDED, *key, line.row.name)
        elif key not in new:
            yield LineChange(GONE, *key, line.row.name)
        else:
            found = tuple(_fields(old[key], new[key]))
            if found:
                yield LineChange(CHANGED, *key, line.row.name, found)


def _fields(old: StandingLine, new: StandingLine) -> Iterator[FieldChange]:
    for label, name in FACTS.items():
        yield from _differ(label, getattr(old.row, name), getattr(new.row, name))
    yield from _differ("sasaran", str(old.row.objective or ""), str(new.row.objective or ""))
    for number in sorted(set(old.indicators) | set(new.indicators)):
        yield from _indicator(number, old, new)
    for year in sorted(set(old.ceilings) | set(new.ceilings)):
        sides = (
            format_rupiah(line.ceilings[year]) if year in line.ceilings else ""
            for line in (old, new)
        )
        yield from _differ(f"pagu {year}", *sides)


def _indicator(number: int, old: StandingLine, new: StandingLine) -> Iterator[FieldChange]:
    before, after = old.indicators.get(number), new.indicators.get(number)
    label = f"indikator {number}"
    yield from _differ(label, before.row.text if before else "", after.row.text if after else "")
    if before is None or after is None:
        return
    yield from _differ(f"satuan {label}", before.row.measure, after.row.measure)
    for year in sorted(set(before.targets) | set(after.targets)):
        sides = (
            held.targets[year].text if year in held.targets else "" for held in (before, after)
        )
        yield from _differ(f"target {year} {label}", *sides)


def _differ(label: str, before: str, after: str) -> Iterator[FieldChange]:
    if before != after:
        yield FieldChange(label, before, after)
