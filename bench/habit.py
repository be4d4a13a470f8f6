"""How well the habit detector agrees with a reader, and how fast it reads ten thousand texts."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

from sasando.rules.evidence import Verdict
from sasando.rules.habit import DEFAULT_LIMITS, judge
from sasando.rules.texts import near_duplicates, read_text, similarity

from .figures import aim
from .labelled import (
    FOLDER,
    HELD_OUT,
    TUNED,
    VERDICTS,
    LabelledHistory,
    LabelledPair,
    labelled_histories,
    labelled_pairs,
)
from .report import say

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Iterable

    from .site import Site

NOMENCLATURE = FOLDER.parent / "nasional" / "nomenklatur_subkegiatan_kabkota_2027.csv"


@dataclass(frozen=True)
class Agreement:
    """How often "the same" was said rightly and how often it was missed."""

    hit: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Of what was called the same, how much is."""
        return self.hit / (self.hit + self.wrong) if self.hit else 0.0

    @property
    def recall(self) -> float:
        """Of what is the same, how much was called so."""
        return self.hit / (self.hit + self.missed) if self.hit else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.hit / (2 * self.hit + self.wrong + self.missed) if self.hit else 0.0

    @property
    def as_json(self) -> dict[str, float | int]:
        """The figures to two or three digits."""
        figures = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        counts = {"hit": self.hit, "wrong": self.wrong, "missed": self.missed}
        return {**{name: round(value, 3) for name, value in figures.items()}, **counts}


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--texts", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=3)


def measure(_site: Site, given: Namespace) -> dict[str, Any]:
    """Both halves of the labelled set, the baselines beside them, and the search for doubles."""
    say("membandingkan dengan data berlabel")
    pairs, histories = labelled_pairs(), labelled_histories()
    held_out = [pair for pair in pairs if pair.part == HELD_OUT]
    seconds, doubles = _search(given.texts, given.times)
    judged = [found for found in histories if found.part == HELD_OUT]
    return {
        "similarity": {part: _methods(pairs, part) for part in (TUNED, HELD_OUT)},
        "errors_held_out": [
            {"first": pair.first, "second": pair.second, "same": pair.is_same}
            for pair in held_out
            if called_same(pair) != pair.is_same
        ],
        "verdicts": {part: _verdicts(histories, part) for part in (TUNED, HELD_OUT)},
        "near_duplicates": {"texts": given.texts, "pairs": doubles, "seconds": seconds},
        "aims": [
            aim(f"search among {given.texts} texts, seconds", seconds, most=10),
            aim("wrong pairs, held out, share", 1 - agreement(held_out).precision, most=0.05),
            aim("missed pairs, held out, share", 1 - agreement(held_out).recall, most=0.15),
            aim("wrong verdicts, held out, share", 1 - right_share(judged), most=0.1),
        ],
    }


def called_same(pair: LabelledPair) -> bool:
    """What the detector says of a pair at the default limits."""
    return similarity(pair.first, pair.second) >= DEFAULT_LIMITS.similar_indicator


def agreement(
    pairs: Iterable[LabelledPair], says_same: Callable[[LabelledPair], bool] = called_same
) -> Agreement:
    """The reader against `says_same`."""
    counted = Counter((says_same(pair), pair.is_same) for pair in pairs)
    return Agreement(counted[True, True], counted[True, False], counted[False, True])


def verdict_of(labelled: LabelledHistory) -> Verdict:
    """What the detector says of a history at the default limits."""
    return judge(labelled.history).verdict


def right_share(histories: list[LabelledHistory]) -> float:
    """How many verdicts agree with the reader's, 0 to 1."""
    return sum(verdict_of(found) is found.verdict for found in histories) / len(histories)


def ground_share(histories: list[LabelledHistory]) -> float:
    """How many main grounds agree with the reader's, 0 to 1."""
    right = sum(judge(found.history).main_ground is found.ground for found in histories)
    return right / len(histories)


def _methods(pairs: list[LabelledPair], part: str) -> dict[str, Any]:
    chosen = [pair for pair in pairs if pair.part == part]
    methods: dict[str, Callable[[LabelledPair], bool]] = {
        "sasando": called_same,
        "exact text": lambda pair: _plain(pair.first) == _plain(pair.second),
        "same set of stems": lambda pair: _stems(pair.first) == _stems(pair.second),
    }
    found = {name: agreement(chosen, says).as_json for name, says in methods.items()}
    return {"pairs": len(chosen), **found}


def _verdicts(histories: list[LabelledHistory], part: str) -> dict[str, Any]:
    chosen = [found for found in histories if found.part == part]
    table = Counter((found.verdict, verdict_of(found)) for found in chosen)
    return {
        "histories": len(chosen),
        "right": round(right_share(chosen), 3),
        "main_ground_right": round(ground_share(chosen), 3),
        "confusion": {
            label.value: {said.value: table[label, said] for said in Verdict if table[label, said]}
            for label in VERDICTS.values()
        },
        "by_exact_text": round(_right_by_exact_text(chosen), 3),
        "wrong": [
            {"number": found.number, "label": found.verdict, "said": verdict_of(found)}
            for found in chosen
            if verdict_of(found) is not found.verdict
        ],
    }


def _right_by_exact_text(histories: list[LabelledHistory]) -> float:
    """The baseline: no objective and the very same name in two years is habit, else traced."""
    right = 0
    for found in histories:
        years = found.history.in_order
        names = {_plain(planned.name) for planned in years}
        nowhere = all(planned.objective == "" for planned in years)
        said = Verdict.HABIT if nowhere and len(years) > len(names) else Verdict.TRACED
        right += said is found.verdict
    return right / len(histories)


def _search(count: int, times: int) -> tuple[float, int]:
    """The median seconds of the search for doubles, every text read anew."""
    texts = _texts(count)
    seconds: list[float] = []
    doubles = 0
    for _time in range(times):
        say(f"mencari yang kembar di antara {len(texts)} teks")
        read_text.cache_clear()
        begun = perf_counter()
        doubles = len(near_duplicates(texts, at_least=DEFAULT_LIMITS.similar_indicator))
        seconds.append(round(perf_counter() - begun, 2))
    return median(seconds), doubles


def _texts(count: int) -> list[str]:
    """Real names, outputs and indicators, then the same with another measuring word."""
    with NOMENCLATURE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    real = [row[column] for column in ("indikator", "kinerja", "nama") for row in rows]
    return (real + [f"Persentase {text}" for text in real])[:count]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in read_text(text).words)
