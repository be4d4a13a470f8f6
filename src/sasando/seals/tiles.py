"""Tiles of C2SP `tlog-tiles`: a tree cut into files of at most 256 hashes that never change [V].

Tile n of level l holds the hashes of the complete subtrees of 256**l leaves number 256n to
256n + width - 1. A full tile stays as it is for ever; a partial one is replaced by a wider one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .merkle import HASH_SIZE, Node, Tree, node_hash
from .refusal import Reason, SealError

TILE_HEIGHT = 8
FULL_WIDTH = 1 << TILE_HEIGHT
MAX_LEVEL = 63
MAX_ENTRY_SIZE = 0xFFFF
ENTRIES = -1

_PATH = re.compile(
    r"tile/(?P<level>entries|0|[1-9][0-9]?)/(?P<number>(?:x[0-9]{3}/){0,5}[0-9]{3})"
    r"(?:\.p/(?P<width>[1-9][0-9]{0,2}))?",
    re.ASCII,
)


class TileId(NamedTuple):
    """Which tile: level (ENTRIES for a bundle of entries), its number there, hashes in it."""

    level: int
    number: int
    width: int

    def path(self) -> str:
        """Its path below the log's address: tile/0/x001/x234/067 or tile/0/273.p/112."""
        level = "entries" if self.level == ENTRIES else str(self.level)
        partial = "" if self.width == FULL_WIDTH else f".p/{self.width}"
        return f"tile/{level}/{_number_path(self.number)}{partial}"

    @classmethod
    def parse(cls, path: str) -> "TileId":
        """Read a path, spelt exactly as `path` writes it. SealError (TILE_MALFORMED)."""
        found = _PATH.fullmatch(path)
        if not found:
            raise SealError(Reason.TILE_MALFORMED, path)
        level = ENTRIES if found["level"] == "entries" else int(found["level"])
        number = int(found["number"].replace("x", "").replace("/", ""))
        tile = cls(level, number, int(found["width"] or FULL_WIDTH))
        if level > MAX_LEVEL or tile.width > FULL_WIDTH or tile.path() != path:
            raise SealError(Reason.TILE_MALFORMED, path)
        return tile


def _number_path(number: int) -> str:
    groups = [f"{number % 1000:03}"]
    while number := number // 1000:
        groups.append(f"x{number % 1000:03}")
    return "/".join(reversed(groups))


def tiles_of(size: int) -> Iterator[TileId]:
    """Every tile of hashes of a tree of `size` leaves, lowest level first."""
    return tiles_added(0, size)


def tiles_added(old_size: int, size: int) -> Iterator[TileId]:
    """The tiles that growing from `old_size` to `size` leaves makes new or wider."""
    level = 0
    while size:
        for number in range(old_size // FULL_WIDTH, -(-size // FULL_WIDTH)):
            width = min(FULL_WIDTH, size - number * FULL_WIDTH)
            if number * FULL_WIDTH + width > old_size:
                yield TileId(level, number, width)
        level, old_size, size = level + 1, old_size // FULL_WIDTH, size // FULL_WIDTH


def tile_bytes(tree: Tree, tile: TileId) -> bytes:
    """The hashes of one tile, joined. SealError (TREE_RANGE) if the tree has no such tile."""
    start = tile.number * FULL_WIDTH * HASH_SIZE
    height = tile.level * TILE_HEIGHT
    level = tree.levels[height] if 0 <= height < len(tree.levels) else b""
    hashes = level[start : start + tile.width * HASH_SIZE]
    if len(hashes) != tile.width * HASH_SIZE:
        raise SealError(Reason.TREE_RANGE, tile.path())
    return hashes


def tile_position(node: Node) -> tuple[int, int]:
    """Level and number of the tile a complete subtree's hash is read from."""
    above = node.level % TILE_HEIGHT
    return node.level // TILE_HEIGHT, (node.position << above) // FULL_WIDTH


def tile_positions(nodes: Iterable[Node]) -> set[tuple[int, int]]:
    """Level and number of every tile needed to know these subtrees."""
    return {tile_position(node) for node in nodes}


@dataclass(frozen=True, slots=True)
class TileNodes:
    """Hashes of complete subtrees, read from the widest stored tile at each (level, number)."""

    tiles: Mapping[tuple[int, int], bytes]

    def __call__(self, node: Node) -> bytes:
        """Hash of one complete subtree. SealError (TREE_RANGE) if no tile holds it."""
        above = node.level % TILE_HEIGHT
        count = 1 << above
        start = (node.position << above) % FULL_WIDTH
        stored = self.tiles.get(tile_position(node), b"")
        hashes = stored[start * HASH_SIZE : (start + count) * HASH_SIZE]
        if len(hashes) != count * HASH_SIZE:
            raise SealError(Reason.TREE_RANGE, str(node))
        return _top_of(hashes)


def _top_of(hashes: bytes) -> bytes:
    level = [hashes[at : at + HASH_SIZE] for at in range(0, len(hashes), HASH_SIZE)]
    while len(level) > 1:
        level = [node_hash(level[at], level[at + 1]) for at in range(0, len(level), 2)]
    return level[0]


def entry_bundle(entries: Sequence[bytes]) -> bytes:
    """Leaf contents, each after its length in two big-endian bytes. SealError (TILE_MALFORMED)."""
    if any(len(entry) > MAX_ENTRY_SIZE for entry in entries):
        raise SealError(Reason.TILE_MALFORMED)
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def split_bundle(bundle: bytes) -> list[bytes]:
    """The leaf contents of a bundle. SealError (TILE_MALFORMED) if it is cut short."""
    entries = []
    at = 0
    while at < len(bundle):
        end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
        if at + 2 > len(bundle) or end > len(bundle):
            raise SealError(Reason.TILE_MALFORMED)
        entries.append(bundle[at + 2 : end])
        at = end
    return entries
