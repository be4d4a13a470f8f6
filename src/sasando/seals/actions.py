"""Sealing a day, and promising at the moment of recording that an entry will be sealed."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction

from sasando.core import audit

from . import keys
from .errors import DayHeadMismatch, LogHeadMismatch, SealTooEarly
from .merkle import Tree
from .models import LOG_TREE, Checkpoint, SealedDay, Tile, day_tree
from .note import TreeHead
from .queries import leaf_hashes_of, sealed_day_or_none
from .receipt import Promise, PromiseFile
from .records import DayRecord, EntryRecord
from .tiles import TileId, tile_bytes, tiles_added, tiles_of
from .wire import instant_text

# The same numbers stand in the guards of the tables (migration 0002).
SEALING_LOCK = (7302, 0)


def seal_day(
    *, day: date, leaf_hashes: Sequence[bytes], closings: Iterable[datetime], now: datetime
) -> SealedDay:
    """Seal a closed day: its tiles, its leaf in the log of days, and a signed head of the log.

    `leaf_hashes` are the entries' leaf hashes in the day's order; `closings` its closing instants.
    A day already sealed with the same contents is returned as it is. Raises SealTooEarly,
    DayHeadMismatch, LogHeadMismatch, SealKeyMissing, SealKeyUnsafe.
    """
    tree = Tree.of_leaf_hashes(leaf_hashes)
    record = DayRecord(day, tree.size, tree.root(), tuple(sorted(set(closings))))
    if record.closings and now < record.closings[-1]:
        raise SealTooEarly(day=day, closes_at=record.closings[-1])
    with transaction.atomic():
        _wait_for_other_sealings()
        sealed = sealed_day_or_none(day)
        if sealed is None:
            return _seal(record, tree, now)
    if sealed.record() != record:
        raise DayHeadMismatch(day=day)
    return sealed


def _wait_for_other_sealings() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", SEALING_LOCK)


def _seal(record: DayRecord, tree: Tree, now: datetime) -> SealedDay:
    log_before = leaf_hashes_of(LOG_TREE)
    _require_signed_head(log_before)
    sealed = SealedDay.objects.create(
        day=record.day,
        leaf_index=len(log_before),
        entry_count=record.entry_count,
        root=record.root,
        closings=[instant_text(closing) for closing in record.closings],
        sealed_at=now,
    )
    log = Tree.of_leaf_hashes([*log_before, record.leaf_hash()])
    _store_tiles(day_tree(record.day), tree, tiles_of(tree.size))
    _store_tiles(LOG_TREE, log, tiles_added(len(log_before), log.size))
    head = TreeHead(settings.SEAL_ORIGIN, log.size, log.root())
    Checkpoint.objects.create(
        tree_size=head.size,
        root=head.root,
        note=keys.signer().sign(head.text()),
        created_at=now,
    )
    audit.record(
        actor=None,
        action="seals.day-sealed",
        subject_kind="day",
        subject_code=record.day.isoformat(),
        after=record.to_json(),
    )
    return sealed


def _require_signed_head(log: list[bytes]) -> None:
    """A log never signs two heads that disagree, so the stored one must lead to the last."""
    last = Checkpoint.objects.first()
    size, root = (last.tree_size, bytes(last.root)) if last else (0, Tree.of_leaf_hashes([]).root())
    if (len(log), Tree.of_leaf_hashes(log).root()) != (size, root):
        raise LogHeadMismatch(size=size)


def _store_tiles(name: str, tree: Tree, tiles: Iterable[TileId]) -> None:
    Tile.objects.bulk_create(
        [
            Tile(
                tree=name,
                level=tile.level,
                number=tile.number,
                width=tile.width,
                hashes=tile_bytes(tree, tile),
            )
            for tile in tiles
        ],
        batch_size=200,
    )


def promise_for(*, entry: EntryRecord, recorded_at: datetime, closes_at: datetime) -> PromiseFile:
    """Sign, at recording, that exactly this entry will be in the tree of its day.

    `file_bytes` makes the file the employee keeps. Raises SealKeyMissing, SealKeyUnsafe; SealError
    when a field is of a kind the seal does not hold.
    """
    promise = Promise(
        origin=settings.SEAL_ORIGIN,
        code=entry.code,
        day=entry.day,
        leaf=entry.leaf_hash(),
        recorded_at=recorded_at,
        closes_at=closes_at,
    )
    return PromiseFile(entry, keys.signer().sign(promise.text()))
