"""Which lines of a year have a like indicator: in the same agency, and in others."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from sasando.rules.habit import OtherIndicator, Relation
from sasando.rules.texts import SAME, near_duplicates, similarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sasando.rules.habit import HabitLimits

    from .habit_facts import PlanLine

# A page shows a few; the rest is found under the line itself.
MOST_NAMED: Final = 3


@dataclass(frozen=True)
class Worded:
    """A line with the words of its indicators; those the nomenclature sets are left out."""

    line: PlanLine
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Elsewhere:
    """A line of another agency with a like indicator; `unit_id` says whose."""

    unit_id: int
    code: str
    text: str
    per_mille: int


class AlikeLines:
    """Lines of one year by the likeness of their indicators, level by level.

    Every distinct text is compared once, however many lines carry it.
    """

    def __init__(self, lines: Sequence[Worded], limits: HabitLimits) -> None:
        self._limits = limits
        self._holders: dict[tuple[str, str], dict[int, list[PlanLine]]] = {}
        for worded in lines:
            for text in dict.fromkeys(worded.texts):
                by_unit = self._holders.setdefault((worded.line.level, text), {})
                by_unit.setdefault(worded.line.unit_id, []).append(worded.line)
        self._near: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
        for level in {level for level, _ in self._holders}:
            self._compare(level)

    def _compare(self, level: str) -> None:
        texts = sorted(text for own, text in self._holders if own == level)
        for pair in near_duplicates(texts, at_least=self._limits.similar_indicator):
            one, other = texts[pair.first], texts[pair.second]
            self._near[level, one].append((pair.per_mille, other))
            self._near[level, other].append((pair.per_mille, one))

    def others_of(self, worded: Worded) -> tuple[OtherIndicator, ...]:
        """Lines of the same agency and level that promise a different result."""
        return tuple(islice(self._others(worded), MOST_NAMED))

    def _others(self, worded: Worded) -> Iterator[OtherIndicator]:
        line = worded.line
        for _, text in self._ranked(line.level, worded.texts):
            for held in self._holders[line.level, text].get(line.unit_id, ()):
                alike = similarity(held.name, line.name) >= self._limits.similar_name
                if held.code != line.code and not alike:
                    yield OtherIndicator(held.code, text, Relation.OTHER)

    def elsewhere_of(self, worded: Worded) -> tuple[Elsewhere, ...]:
        """Lines of other agencies under another code, the most alike first; one an agency."""
        line = worded.line
        found: dict[int, Elsewhere] = {}
        for per_mille, text in self._ranked(line.level, worded.texts):
            for unit, held in self._holders[line.level, text].items():
                codes = [one.code for one in held if one.code != line.code]
                if codes and unit != line.unit_id and unit not in found:
                    found[unit] = Elsewhere(unit, codes[0], text, per_mille)
                if len(found) == MOST_NAMED:
                    return tuple(found.values())
        return tuple(found.values())

    def _ranked(self, level: str, texts: Iterable[str]) -> list[tuple[int, str]]:
        best: dict[str, int] = {}
        for own in texts:
            for per_mille, text in ((SAME, own), *self._near.get((level, own), ())):
                best[text] = max(per_mille, best.get(text, 0))
        return sorted(((value, text) for text, value in best.items()), key=_most_alike_first)


def _most_alike_first(found: tuple[int, str]) -> tuple[int, str]:
    return -found[0], found[1]
