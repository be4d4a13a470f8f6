"""How alike two texts of a plan are, in per mille, and which of many are nearly the same.

A text becomes the set of its word stems with a weight each: measuring words ("jumlah") weigh a
quarter of a word of substance, a word that turns the sentence round ("tidak") three. Typing slips
are forgiven, a word replaced by another is not: "SD" for "SMP" is another indicator, however long
the sentence round it. Whole numbers throughout, and no statistics of other texts: two texts are
as alike today as next year, whatever else is loaded, so anyone can recompute a verdict [D].
How well it does is measured by `./sasando bench habit`.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

from sasando.rules.arguments import TEXT, Argument
from sasando.rules.lexicon import LEXICON
from sasando.rules.registry import Mark, Outcome, Status, Step, rule
from sasando.rules.stems import stem_of
from sasando.rules.vocabulary import (
    EQUALS,
    PHRASES,
    SHORT_FORMS,
    STOP,
    TURNING,
    WEAK,
)

SAME: Final = 1000
WEAK_WEIGHT, WEIGHT, TURNING_WEIGHT = 1, 4, 12
SLIP_CREDIT: Final = 900  # per mille of a word's weight when it is only misspelt
SHORTEST_SLIP, SHORTEST_DOUBLE_SLIP = 5, 12  # letters of words that may be one or two letters off
ADDED: Final = 120  # per mille off for each word of substance only one text has
REPLACED: Final = 300  # per mille off for a word of substance replaced by another

_WORD = re.compile(r"[a-z]+|[0-9]+")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_LONGEST_PHRASE = max(len(phrase.split()) for phrase in PHRASES)
_EQUALS = {stem_of(word): stem_of(equal) for word, equal in EQUALS.items()}
_EQUAL_STEMS = frozenset(_EQUALS.values())
_PHRASES = {tuple(phrase.split()): short for phrase, short in PHRASES.items()}


@dataclass(frozen=True)
class Word:
    """One stem of a text: how it was written, and how much it weighs."""

    stem: str
    written: str
    weight: int


@dataclass(frozen=True)
class PlanText:
    """A text read once, to be compared often."""

    text: str
    words: tuple[Word, ...]

    @property
    def weight(self) -> int:
        """What all its words weigh."""
        return sum(word.weight for word in self.words)


@dataclass(frozen=True)
class Likeness:
    """How alike two texts are, and the words that decided it."""

    per_mille: int
    shared: tuple[str, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


@dataclass(frozen=True, order=True)
class Pair:
    """Two texts of a list that are nearly the same; places count from 0, first < second."""

    first: int
    second: int
    per_mille: int


@lru_cache(maxsize=32_768)
def read_text(text: str) -> PlanText:
    """The stems of a text; years, stop words and repeated words are left out."""
    found: dict[str, Word] = {}
    held: Counter[str] = Counter()
    for written in dict.fromkeys(_joined(_plain_words(text))):
        word = _weighed(written)
        if word is None:
            continue
        again = held[word.stem]
        held[word.stem] += 1
        # "bangunan yang dibangun" says two things with one stem, "warga masyarakat" says one.
        if again and word.stem in _EQUAL_STEMS:
            continue
        stem = f"{word.stem}+{again}" if again else word.stem
        found[stem] = Word(stem, word.written, word.weight)
    return PlanText(text, tuple(found.values()))


def similarity(first: str, second: str) -> int:
    """0 (nothing shared) to 1000 (the same words); a blank text is like no other."""
    return compare(read_text(first), read_text(second)).per_mille


def words_of(text: str) -> tuple[str, ...]:
    """Every word in order, short forms spelled out, years left out."""
    return tuple(_plain_words(text))


def written_substance(text: str) -> frozenset[str]:
    """The words of substance as they were written, before any stem is taken."""
    return frozenset(word.written for word in read_text(text).words if word.weight >= WEIGHT)


def compare(first: PlanText, second: PlanText) -> Likeness:
    """The likeness of two texts that were read; the same whichever comes first."""
    ours = {word.stem: word for word in first.words}
    theirs = {word.stem: word for word in second.words}
    shared = [word for stem, word in ours.items() if stem in theirs]
    left = [word for stem, word in ours.items() if stem not in theirs]
    right = [word for stem, word in theirs.items() if stem not in ours]
    credit = sum(word.weight for word in shared) * SAME
    for one, other in _slips(left, right):
        left.remove(one)
        right.remove(other)
        shared.append(one)
        credit += min(one.weight, other.weight) * SLIP_CREDIT
    return Likeness(
        _per_mille(credit, first.weight + second.weight, _substance(left), _substance(right)),
        *(tuple(word.written for word in words) for words in (shared, left, right)),
    )


@rule(
    "text-similarity",
    title="Kemiripan dua teks rencana",
    source="Kata dasar berbobot, salah ketik dimaafkan, kata yang diganti tidak: rancangan",
    mark=Mark.DESIGN,
    arguments=(
        Argument("first", TEXT, "Teks pertama, misalnya nama program atau indikator"),
        Argument("second", TEXT, "Teks kedua"),
    ),
    example={
        "first": "Jumlah sekolah dasar yang direhabilitasi",
        "second": "Banyaknya SD yang di rehab",
    },
)
def text_similarity(first: str, second: str) -> Outcome[Likeness]:
    """How alike two texts are, with the words that decided it."""
    likeness = compare(read_text(first), read_text(second))
    steps = (
        Step("Kata yang sama", f"{first} | {second}", _listed(likeness.shared), _CLAUSE),
        Step("Hanya di teks pertama", first, _listed(likeness.only_first), _CLAUSE),
        Step("Hanya di teks kedua", second, _listed(likeness.only_second), _CLAUSE),
        Step("Kemiripan", "bobot kata yang sama", f"{likeness.per_mille} per seribu", _CLAUSE),
    )
    return Outcome(likeness, Status.OK, steps)


def near_duplicates(texts: Sequence[str], *, at_least: int) -> tuple[Pair, ...]:
    """Every pair of `texts` with a similarity of `at_least` per mille, in order.

    Only pairs that share a rare enough word are compared: a pair that shares none of the words
    left after setting the commonest aside cannot reach `at_least`. 10,000 texts take seconds.
    """
    read = [read_text(text) for text in texts]
    slips = tuple(_misspelt({word.written for one in read for word in one.words}))
    scales = _scales(read, slips)
    found = (
        Pair(first, second, compare(read[first], read[second]).per_mille)
        for first, second in _candidates(read, slips, at_least)
        if _may_reach(scales[first], scales[second], at_least)
    )
    return tuple(sorted(pair for pair in found if pair.per_mille >= at_least))


_CLAUSE: Final = "Kemiripan teks rencana [D]"


def _plain_words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).casefold().replace("kab/kota", "kabkota")
    return [
        SHORT_FORMS.get(word, word) for word in _WORD.findall(plain) if not _YEAR.fullmatch(word)
    ]


def _joined(words: list[str]) -> Iterator[str]:
    """The words with whole phrases put into their short form, the longest that fits."""
    place = 0
    while place < len(words):
        for length in range(_LONGEST_PHRASE, 0, -1):
            short = _PHRASES.get(tuple(words[place : place + length]))
            if short is not None:
                yield short
                place += length
                break
        else:
            yield words[place]
            place += 1


def _weighed(written: str) -> Word | None:
    if written in STOP:
        return None
    if written in TURNING:
        return Word(written, written, TURNING_WEIGHT)
    stem = stem_of(written)
    stem = _EQUALS.get(stem, stem)
    # A measuring word keeps its own form: "tingkat" is not "peningkatan".
    if written in WEAK:
        return Word(f"~{stem}", written, WEAK_WEIGHT)
    return Word(stem, written, WEIGHT)


def _per_mille(credit: int, whole: int, ours: int, theirs: int) -> int:
    """The share of the shared words, less what only one text says; `ours`, `theirs` its weight."""
    if not credit:
        return 0
    overlap = (2 * credit + whole // 2) // whole
    replaced, added = min(ours, theirs), abs(ours - theirs)
    kept = max(SAME - (REPLACED * replaced + ADDED * added) // WEIGHT, 0)
    return (overlap * kept + SAME // 2) // SAME


def _substance(words: Iterable[Word]) -> int:
    return sum(word.weight for word in words if word.weight >= WEIGHT)


def _slips(left: list[Word], right: list[Word]) -> list[tuple[Word, Word]]:
    """Pairs of words that differ by typing only, each word used once."""
    close = sorted(
        ((one, other) for one in left for other in right if _is_slip(one.written, other.written)),
        key=lambda pair: sorted((pair[0].written, pair[1].written)),
    )
    pairs: list[tuple[Word, Word]] = []
    for one, other in close:
        if all(one != used and other != taken for used, taken in pairs):
            pairs.append((one, other))
    return pairs


@lru_cache(maxsize=65_536)
def _is_slip(one: str, other: str) -> bool:
    """Whether one word is the other mistyped: one letter from five on, two from nine on."""
    shorter = min(len(one), len(other))
    if shorter < SHORTEST_SLIP or one[0] != other[0] or not (one + other).isalpha():
        return False
    if _is_known(one) and _is_known(other):
        return False
    return _distance(one, other) <= (2 if shorter >= SHORTEST_DOUBLE_SLIP else 1)


def _is_known(word: str) -> bool:
    return word.removesuffix("nya") in LEXICON


def _distance(one: str, other: str) -> int:
    """Letters to add, drop, change or swap with their neighbour; 3 stands for more than two."""
    if abs(len(one) - len(other)) > 2:
        return 3
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        following = [i]
        for j, against in enumerate(other, 1):
            best = min(row[j] + 1, following[-1] + 1, row[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                best = min(best, before[j - 2] + 1)
            following.append(best)
        before, row = row, following
    return row[-1]


@dataclass(frozen=True)
class _Scale:
    """A text made ready for many quick comparisons."""

    weights: dict[str, int]
    weight: int
    substance: int
    slips: dict[str, set[str]]  # its stems that are a slip of some others, with those


def _scales(read: Sequence[PlanText], slips: Sequence[tuple[str, str]]) -> list[_Scale]:
    partners: dict[str, set[str]] = defaultdict(set)
    for one, other in slips:
        partners[one].add(other)
        partners[other].add(one)
    stems: dict[str, set[str]] = defaultdict(set)
    for word in chain.from_iterable(one.words for one in read):
        stems[word.written].add(word.stem)
    return [
        _Scale(
            weights={word.stem: word.weight for word in one.words},
            weight=one.weight,
            substance=_substance(one.words),
            slips={
                word.stem: set().union(*(stems[other] for other in partners[word.written]))
                for word in one.words
                if word.written in partners
            },
        )
        for one in read
    ]


def _may_reach(one: _Scale, other: _Scale, at_least: int) -> bool:
    """Whether the shared words reach `at_least`, or a slip might make up for what lacks."""
    shared = one.weights.keys() & other.weights.keys()
    weights = [one.weights[stem] for stem in shared]
    credit, substance = sum(weights), sum(weight for weight in weights if weight >= WEIGHT)
    lacking = (one.substance - substance, other.substance - substance)
    if _per_mille(credit * SAME, one.weight + other.weight, *lacking) >= at_least:
        return True
    return any(
        not partners.isdisjoint(other.weights)
        for stem, partners in one.slips.items()
        if stem not in shared
    )


def _candidates(
    read: Sequence[PlanText], slips: Sequence[tuple[str, str]], at_least: int
) -> Iterator[tuple[int, int]]:
    """Places of pairs that share a telling word, each once, first < second.

    The shared words of a pair of `at_least` weigh, in either text, at_least / (2000 - at_least)
    of it or more. So the rarest of them stands before the commonest words that weigh less than
    that together, and those need not be looked up.
    """
    often, spelled = _vocabulary(read, slips)
    holders: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(read):
        telling = _telling(one, often, spelled, at_least)
        near = {holder for stem in telling for holder in holders[stem]}
        yield from ((holder, place) for holder in sorted(near))
        for stem in telling:
            holders[stem].append(place)


def _telling(
    one: PlanText, often: Counter[str], spelled: dict[str, str], at_least: int
) -> set[str]:
    by_frequency = sorted(
        ((often[stem], stem, word.weight) for word in one.words for stem in (spelled[word.stem],)),
        reverse=True,
    )
    left_aside = 0
    for place, (_, _, weight) in enumerate(by_frequency):
        left_aside += weight
        if left_aside * (2 * SAME - at_least) >= at_least * one.weight:
            return {stem for _, stem, _ in by_frequency[place:]}
    return set()


def _vocabulary(
    read: Sequence[PlanText], slips: Sequence[tuple[str, str]]
) -> tuple[Counter[str], dict[str, str]]:
    """How many texts hold each stem, and for each stem the commonest it may be a slip of."""
    held = Counter(word.stem for one in read for word in one.words)
    stems = {word.written: word.stem for one in read for word in one.words}
    spelled = {stem: stem for stem in held}
    for one, other in slips:
        rarer, commoner = sorted((stems[one], stems[other]), key=lambda stem: (held[stem], stem))
        known = spelled[rarer]
        spelled[rarer] = max(known, commoner, key=lambda stem: (held[stem], stem))
    often: Counter[str] = Counter()
    for stem, times in held.items():
        often[spelled[stem]] += times
    return often, spelled


def _misspelt(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of words that are slips of each other, found by the letters both keep."""
    keeping: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        near: set[str] = set()
        for kept in _with_letters_left_out(word):
            near.update(keeping[kept])
            keeping[kept].append(word)
        yield from ((other, word) for other in sorted(near) if _is_slip(other, word))


def _with_letters_left_out(word: str) -> set[str]:
    if len(word) < SHORTEST_SLIP:
        return set()
    kept = {word} | {word[:at] + word[at + 1 :] for at in range(1, len(word))}
    if len(word) < SHORTEST_DOUBLE_SLIP - 2:
        return kept
    return kept | {part[:at] + part[at + 1 :] for part in kept for at in range(1, len(part))}


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(words) or "tidak ada"
