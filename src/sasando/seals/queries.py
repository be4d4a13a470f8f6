"""Reading the seals. Everything here is public: no entry's words, no person."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from .errors import DayNotSealed, EntryNotInDay, TileNotFound
from .merkle import (
    HASH_SIZE,
    Span,
    consistency_path,
    consistency_spans,
    inclusion_path,
    inclusion_spans,
    needed_nodes,
    root_of,
)
from .models import LOG_TREE, Checkpoint, SealedDay, Tile, day_tree
from .receipt import InclusionProof, Receipt
from .records import EntryRecord
from .tiles import (
    ENTRIES,
    FULL_WIDTH,
    TileId,
    TileNodes,
    entry_bundle,
    tile_positions,
)


def sealed_day_or_none(day: date) -> SealedDay | None:
    """The seal of a day, if it has one."""
    return SealedDay.objects.filter(day=day).first()


def sealed_day(day: date) -> SealedDay:
    """The seal of a day. DayNotSealed."""
    sealed = sealed_day_or_none(day)
    if sealed is None:
        raise DayNotSealed(day=day)
    return sealed


def latest_checkpoint() -> Checkpoint | None:
    """The newest signed head of the log of days; None before the first sealing."""
    return Checkpoint.objects.first()


def sealed_days(*, month: date | None) -> QuerySet[SealedDay]:
    """Sealed days, latest day first: all, or those of the month this date lies in."""
    days = SealedDay.objects.order_by("-day")
    return days.filter(day__year=month.year, day__month=month.month) if month else days


def _widest(tree: str) -> QuerySet[Tile]:
    """The widest stored row at each place of a tree."""
    ordered = Tile.objects.filter(tree=tree).order_by("level", "number", "-width")
    return ordered.distinct("level", "number")


def leaf_hashes_of(tree: str) -> list[bytes]:
    """All leaf hashes of a stored tree, in order."""
    joined = b"".join(bytes(tile.hashes) for tile in _widest(tree).filter(level=0))
    return [joined[at : at + HASH_SIZE] for at in range(0, len(joined), HASH_SIZE)]


def day_leaf_hashes(day: date) -> list[bytes]:
    """The leaf hashes of a sealed day in order, to be compared with the entries. DayNotSealed."""
    sealed_day(day)
    return leaf_hashes_of(day_tree(day))


def _nodes(tree: str, spans: Iterable[Span]) -> TileNodes:
    """The few tiles these subtrees are read from, in one query."""
    places = Q(pk__in=[])
    for level, number in tile_positions(needed_nodes(list(spans))):
        places |= Q(level=level, number=number)
    found = _widest(tree).filter(places)
    return TileNodes({(tile.level, tile.number): bytes(tile.hashes) for tile in found})


def day_inclusion(sealed: SealedDay, index: int) -> InclusionProof:
    """Proof that a leaf stands at `index` of a day. SealError (TREE_RANGE) outside the day."""
    nodes = _nodes(day_tree(sealed.day), inclusion_spans(index, sealed.entry_count))
    path = inclusion_path(index, sealed.entry_count, nodes)
    return InclusionProof(index, sealed.entry_count, path, bytes(sealed.root))


def log_inclusion(sealed: SealedDay, checkpoint: Checkpoint) -> InclusionProof:
    """Proof that a day stands in the log under a signed head. SealError if it came later."""
    size = checkpoint.tree_size
    nodes = _nodes(LOG_TREE, inclusion_spans(sealed.leaf_index, size))
    path = inclusion_path(sealed.leaf_index, size, nodes)
    return InclusionProof(sealed.leaf_index, size, path, bytes(checkpoint.root))


def log_consistency(old_size: int, size: int) -> tuple[bytes, ...]:
    """Proof that the log of `size` days only added days to that of `old_size`. SealError."""
    return consistency_path(old_size, size, _nodes(LOG_TREE, consistency_spans(old_size, size)))


def log_root(size: int) -> bytes:
    """Root of the first `size` days, from the stored tiles. SealError if there are fewer."""
    return root_of(size, _nodes(LOG_TREE, [Span(0, size)] if size else []))


def receipt_for(*, entry: EntryRecord, index: int) -> Receipt:
    """The receipt of the entry at `index` (from 0) of its sealed day; `file_bytes` makes the file.

    Raises DayNotSealed, and EntryNotInDay when these words do not stand there: something was
    changed after sealing.
    """
    sealed = sealed_day(entry.day)
    checkpoint = Checkpoint.objects.latest("tree_size")
    proof = day_inclusion(sealed, index)
    if not proof.holds_for(entry.leaf_hash()):
        raise EntryNotInDay(code=entry.code, day=entry.day)
    return Receipt(
        entry=entry,
        entry_proof=proof,
        day=sealed.record(),
        day_proof=log_inclusion(sealed, checkpoint),
        checkpoint=checkpoint.note,
    )


def leaf_position(day: date, leaf: bytes) -> int | None:
    """Where a leaf hash stands in a sealed day, from 0; None when it is not there. DayNotSealed."""
    sealed_day(day)
    leaves = leaf_hashes_of(day_tree(day))
    return leaves.index(leaf) if leaf in leaves else None


def tile_content(tree: str, tile: TileId) -> bytes:
    """The bytes of one published tile of hashes. TileNotFound."""
    stored = _widest(tree).filter(level=tile.level, number=tile.number).first()
    hashes = bytes(stored.hashes)[: tile.width * HASH_SIZE] if stored else b""
    if len(hashes) != tile.width * HASH_SIZE:
        raise TileNotFound
    return hashes


def day_bundle(tile: TileId) -> bytes:
    """A bundle of the log's leaves: the sealed days' records. TileNotFound."""
    first = tile.number * FULL_WIDTH
    days = SealedDay.objects.filter(leaf_index__gte=first, leaf_index__lt=first + tile.width)
    entries = [day.record().leaf_bytes() for day in days.order_by("leaf_index")]
    if len(entries) != tile.width:
        raise TileNotFound
    return entry_bundle(entries)


def log_content(tile: TileId) -> bytes:
    """One file of the log of days: hashes, or a bundle of its leaves. TileNotFound."""
    return day_bundle(tile) if tile.level == ENTRIES else tile_content(LOG_TREE, tile)
