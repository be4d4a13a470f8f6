"""Recomputing every seal from the stored rows, to name the first one that no longer fits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from django.conf import settings

from sasando.rules.numerals import format_date

from .merkle import Tree, root_of, verify_consistency
from .models import LOG_TREE, Checkpoint, SealedDay, Tile, day_tree
from .note import TreeHead, VerifierKey, verified_text
from .queries import leaf_hashes_of
from .refusal import SealError
from .sentences import sentence_of
from .tiles import TileId, tile_bytes, tiles_added, tiles_of


@dataclass(frozen=True, slots=True)
class Finding:
    """The first row that does not fit: which table, which row, and what is wrong with it."""

    table: str
    row: str
    problem: str

    def __str__(self) -> str:
        return f"{self.row}: {self.problem}"


def audit_log(key: VerifierKey) -> Finding | None:
    """Recompute days, tiles, the log, and every signed head under `key`. None when all fits."""
    days = list(SealedDay.objects.order_by("leaf_index"))
    leaves: list[bytes] = []
    findings = chain(
        _days(days, leaves), _log_tiles(leaves), _heads(leaves, key), _stray_tiles(days)
    )
    return next(findings, None)


def _days(days: list[SealedDay], leaves: list[bytes]) -> Iterator[Finding]:
    """Check each day with its tiles, and collect the leaves of the log on the way."""
    for position, day in enumerate(days):
        if day.leaf_index != position:
            yield _of_day(day, f"urutannya {day.leaf_index}, seharusnya {position}")
        try:
            leaves.append(day.record().leaf_hash())
        except SealError as refusal:
            yield _of_day(day, sentence_of(refusal))
            return
        yield from _day_tree(day)


def _day_tree(day: SealedDay) -> Iterator[Finding]:
    tree = Tree.of_leaf_hashes(leaf_hashes_of(day_tree(day.day)))
    if tree.size != day.entry_count:
        yield _of_day(day, f"ubinnya memuat {tree.size} catatan, bukan {day.entry_count}")
    if tree.root() != bytes(day.root):
        yield _of_day(day, "kepala harinya tidak sama dengan hitungan ulang dari ubin")
    yield from _tiles(day_tree(day.day), tree, tiles_of(tree.size))


def _log_tiles(leaves: list[bytes]) -> Iterator[Finding]:
    growth = (tiles_added(size - 1, size) for size in range(1, len(leaves) + 1))
    yield from _tiles(LOG_TREE, Tree.of_leaf_hashes(leaves), chain.from_iterable(growth))


def _tiles(name: str, tree: Tree, expected: Iterable[TileId]) -> Iterator[Finding]:
    """Compare the stored tiles of a tree, all widths, with those it must have."""
    stored = {
        TileId(tile.level, tile.number, tile.width): bytes(tile.hashes)
        for tile in Tile.objects.filter(tree=name)
    }
    for tile in expected:
        if stored.pop(tile, None) != tile_bytes(tree, tile):
            yield _of_tile(name, tile, "hilang atau isinya lain dari hitungan ulang")
    for tile in stored:
        yield _of_tile(name, tile, "tidak seharusnya ada")


def _heads(leaves: list[bytes], key: VerifierKey) -> Iterator[Finding]:
    """Check every signed head against the log, its signature, and the head before it."""
    tree = Tree.of_leaf_hashes(leaves)
    heads = {head.tree_size: head for head in Checkpoint.objects.order_by("tree_size")}
    for size in sorted({*heads, *range(1, tree.size + 1)}):
        head = heads.get(size)
        if head is None or size > tree.size:
            problem = "tidak ada" if head is None else f"log hanya memuat {tree.size} hari"
            yield Finding("checkpoint", f"Kepala log {size} hari", problem)
        else:
            yield from _head(head, heads.get(size - 1), tree, key)


def _head(
    head: Checkpoint, before: Checkpoint | None, tree: Tree, key: VerifierKey
) -> Iterator[Finding]:
    row = f"Kepala log {head.tree_size} hari"
    said = TreeHead(settings.SEAL_ORIGIN, head.tree_size, bytes(head.root))
    if said.root != root_of(said.size, tree.node):
        yield Finding("checkpoint", row, "tidak sama dengan hitungan ulang dari hari-harinya")
    try:
        text, _signers = verified_text(head.note, [key])
    except SealError as refusal:
        yield Finding("checkpoint", row, sentence_of(refusal))
        return
    if text != said.text():
        yield Finding("checkpoint", row, "isi suratnya lain dari barisnya")
    if before and not _continues(before, said, tree):
        yield Finding("checkpoint", row, f"tidak melanjutkan kepala log {before.tree_size} hari")


def _continues(before: Checkpoint, head: TreeHead, tree: Tree) -> bool:
    earlier = Tree(head.size, tree.levels)
    return verify_consistency(
        old_size=before.tree_size,
        size=head.size,
        old_root=bytes(before.root),
        root=head.root,
        path=earlier.consistency(before.tree_size),
    )


def _stray_tiles(days: list[SealedDay]) -> Iterator[Finding]:
    known = [LOG_TREE, *(day_tree(day.day) for day in days)]
    for tile in Tile.objects.exclude(tree__in=known).order_by("tree", "level", "number", "width"):
        place = TileId(tile.level, tile.number, tile.width)
        yield _of_tile(tile.tree, place, "milik hari yang tidak disegel")


def _of_day(day: SealedDay, problem: str) -> Finding:
    return Finding("sealedday", f"Segel hari {format_date(day.day)}", problem)


def _of_tile(tree: str, tile: TileId, problem: str) -> Finding:
    return Finding("tile", f"Ubin {tree}, {tile.path()}", problem)
