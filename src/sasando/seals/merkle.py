"""Merkle trees of RFC 6962 section 2.1 (same as RFC 9162), over SHA-256 [V].

Positions are counted from 0; a hash is 32 bytes. A tree keeps only the hashes of its complete
subtrees; the ragged right edge is folded from them when a root or a proof is asked for. So the
same proof code reads from memory, from tiles on disk, or from rows of a database.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from .refusal import Reason, SealError

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()


class Node(NamedTuple):
    """The complete subtree over leaves position * 2**level up to (position + 1) * 2**level - 1."""

    level: int
    position: int


class Span(NamedTuple):
    """Leaves [begin, end) that form one, perhaps incomplete, subtree of a tree."""

    begin: int
    end: int


NodeHash = Callable[[Node], bytes]


def leaf_hash(content: bytes) -> bytes:
    """Hash of a leaf: SHA-256(0x00 ‖ content)."""
    return sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node: SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree of `size` leaves; `levels[h]` joins the hashes of its complete subtrees of 2**h."""

    size: int
    levels: tuple[bytes, ...]

    @classmethod
    def of_leaf_hashes(cls, leaf_hashes: Sequence[bytes]) -> "Tree":
        """Build from leaf hashes in order. SealError (VALUE_MALFORMED) if one is not 32 bytes."""
        if any(len(leaf) != HASH_SIZE for leaf in leaf_hashes):
            raise SealError(Reason.VALUE_MALFORMED, "leaf hash")
        levels = [b"".join(leaf_hashes)]
        while len(levels[-1]) >= 2 * HASH_SIZE:
            levels.append(_level_above(levels[-1]))
        return cls(len(leaf_hashes), tuple(levels))

    def node(self, node: Node) -> bytes:
        """Hash of one complete subtree. SealError (TREE_RANGE) outside the tree."""
        start = node.position * HASH_SIZE
        if not 0 <= node.level < len(self.levels) or not 0 <= start < len(self.levels[node.level]):
            raise SealError(Reason.TREE_RANGE, str(node))
        return self.levels[node.level][start : start + HASH_SIZE]

    def root(self) -> bytes:
        """Root of the whole tree."""
        return root_of(self.size, self.node)

    def inclusion(self, index: int) -> tuple[bytes, ...]:
        """PATH(index, D[size]) of RFC 6962."""
        return inclusion_path(index, self.size, self.node)

    def consistency(self, old_size: int) -> tuple[bytes, ...]:
        """PROOF(old_size, D[size]) of RFC 6962."""
        return consistency_path(old_size, self.size, self.node)


def _level_above(level: bytes) -> bytes:
    pair = 2 * HASH_SIZE
    whole = len(level) - len(level) % pair
    return b"".join(
        [sha256(b"\x01" + level[at : at + pair]).digest() for at in range(0, whole, pair)]
    )


def complete_nodes(span: Span) -> list[Node]:
    """The complete subtrees that make up a span, largest (leftmost) first."""
    nodes = []
    begin = span.begin
    while begin < span.end:
        level = (span.end - begin).bit_length() - 1
        nodes.append(Node(level, begin >> level))
        begin += 1 << level
    return nodes


def span_hash(span: Span, node_of: NodeHash) -> bytes:
    """MTH of the leaves of a span, folded from its complete subtrees."""
    *earlier, last = complete_nodes(span)
    folded = node_of(last)
    for node in reversed(earlier):
        folded = node_hash(node_of(node), folded)
    return folded


def root_of(size: int, node_of: NodeHash) -> bytes:
    """Root of the first `size` leaves; SHA-256("") when there are none."""
    return span_hash(Span(0, size), node_of) if size else EMPTY_ROOT


def inclusion_spans(index: int, size: int) -> list[Span]:
    """The subtrees that make up PATH(index, D[size]), lowest first. SealError (TREE_RANGE)."""
    if not 0 <= index < size:
        raise SealError(Reason.TREE_RANGE, f"{index}/{size}")
    spans = []
    begin, end = 0, size
    while end - begin > 1:
        middle = begin + _largest_power_below(end - begin)
        if index < middle:
            spans.append(Span(middle, end))
            end = middle
        else:
            spans.append(Span(begin, middle))
            begin = middle
    return spans[::-1]


def consistency_spans(old_size: int, size: int) -> list[Span]:
    """The subtrees that make up PROOF(old_size, D[size]). SealError (TREE_RANGE) from size 0."""
    if not 0 < old_size <= size:
        raise SealError(Reason.TREE_RANGE, f"{old_size}/{size}")
    spans = []
    begin, end = 0, size
    while end != old_size:
        middle = begin + _largest_power_below(end - begin)
        if old_size <= middle:
            spans.append(Span(middle, end))
            end = middle
        else:
            spans.append(Span(begin, middle))
            begin = middle
    # The old tree itself (begin 0) is known to the asker and is left out.
    if begin:
        spans.append(Span(begin, end))
    return spans[::-1]


def _largest_power_below(count: int) -> int:
    return 1 << (count - 1).bit_length() - 1


def inclusion_path(index: int, size: int, node_of: NodeHash) -> tuple[bytes, ...]:
    """PATH(index, D[size]), reading hashes of complete subtrees through `node_of`."""
    return tuple(span_hash(span, node_of) for span in inclusion_spans(index, size))


def consistency_path(old_size: int, size: int, node_of: NodeHash) -> tuple[bytes, ...]:
    """PROOF(old_size, D[size]), reading hashes of complete subtrees through `node_of`."""
    return tuple(span_hash(span, node_of) for span in consistency_spans(old_size, size))


def verify_inclusion(
    *, index: int, size: int, leaf: bytes, path: Sequence[bytes], root: bytes
) -> bool:
    """Whether the leaf hash `leaf` stands at `index` in the tree of that size and root."""
    if not 0 <= index < size or not _all_hashes([leaf, root, *path]):
        return False
    low, high, folded = index, size - 1, leaf
    for sibling in path:
        if high == 0:
            return False
        if low & 1 or low == high:
            folded = node_hash(sibling, folded)
            low, high = _skip_right_edge(low, high)
        else:
            folded = node_hash(folded, sibling)
        low, high = low >> 1, high >> 1
    return high == 0 and folded == root


def verify_consistency(
    *, old_size: int, size: int, old_root: bytes, root: bytes, path: Sequence[bytes]
) -> bool:
    """Whether the newer tree only added leaves to the older; size 0 proves nothing: False."""
    if not 0 < old_size <= size or not _all_hashes([old_root, root, *path]):
        return False
    if old_size == size:
        return not path and old_root == root
    known = [old_root, *path] if old_size & (old_size - 1) == 0 else list(path)
    return bool(known) and _grows(old_size, size, known) == (old_root, root)


def _grows(old_size: int, size: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The old and new root a consistency proof leads to; None when its length does not fit."""
    low, high = old_size - 1, size - 1
    while low & 1:
        low, high = low >> 1, high >> 1
    old_folded = new_folded = path[0]
    for sibling in path[1:]:
        if high == 0:
            return None
        if low & 1 or low == high:
            old_folded = node_hash(sibling, old_folded)
            new_folded = node_hash(sibling, new_folded)
            low, high = _skip_right_edge(low, high)
        else:
            new_folded = node_hash(new_folded, sibling)
        low, high = low >> 1, high >> 1
    return (old_folded, new_folded) if high == 0 else None


def _skip_right_edge(low: int, high: int) -> tuple[int, int]:
    while low and not low & 1:
        low, high = low >> 1, high >> 1
    return low, high


def _all_hashes(values: Sequence[bytes]) -> bool:
    return all(len(value) == HASH_SIZE for value in values)


def needed_nodes(spans: Sequence[Span]) -> Iterator[Node]:
    """Every complete subtree that must be read to hash these spans."""
    for span in spans:
        yield from complete_nodes(span)
