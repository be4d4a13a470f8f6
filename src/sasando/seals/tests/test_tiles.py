"""Tiles: paths and counts of the specification, and proofs read from tiles alone."""

from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sasando.seals.merkle import (
    Node,
    Span,
    Tree,
    complete_nodes,
    consistency_path,
    consistency_spans,
    inclusion_path,
    inclusion_spans,
    needed_nodes,
    root_of,
)
from sasando.seals.refusal import Reason, SealError
from sasando.seals.tiles import (
    ENTRIES,
    TileId,
    TileNodes,
    entry_bundle,
    split_bundle,
    tile_bytes,
    tile_positions,
    tiles_added,
    tiles_of,
)

LARGE = 70_000


@cache
def tree(size):
    return Tree.of_leaf_hashes([sha256(b"\0%d" % number).digest() for number in range(size)])


def nodes_of(size):
    return TileNodes(
        {(tile.level, tile.number): tile_bytes(tree(size), tile) for tile in tiles_of(size)}
    )


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (TileId(0, 1234067, 256), "tile/0/x001/x234/067"),
        (TileId(0, 0, 256), "tile/0/000"),
        (TileId(1, 273, 112), "tile/1/273.p/112"),
        (TileId(63, 1000, 1), "tile/63/x001/000.p/1"),
        (TileId(ENTRIES, 5, 256), "tile/entries/005"),
        (TileId(ENTRIES, 1000, 3), "tile/entries/x001/000.p/3"),
    ],
)
def test_path_is_written_and_read_as_specified(tile, path):
    assert tile.path() == path
    assert TileId.parse(path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/0",
        "tile/00/000",
        "tile/64/000",
        "tile/0/x000/001",
        "tile/0/001/002",
        "tile/0/x001",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/07",
        "tile/0/000.p/999",
        "tile/-1/000",
        "tile/0/０００",
        "tile/data/000",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/../000",
    ],
)
def test_any_other_path_is_refused(path):
    with pytest.raises(SealError) as refused:
        TileId.parse(path)
    assert refused.value.reason is Reason.TILE_MALFORMED


def test_seventy_thousand_leaves_have_the_tiles_the_specification_counts():
    tiles = list(tiles_of(LARGE))
    by_level = {level: [tile.width for tile in tiles if tile.level == level] for level in range(4)}
    assert by_level == {0: [256] * 273 + [112], 1: [256, 17], 2: [1], 3: []}
    assert tiles[-1].path() == "tile/2/000.p/1"


def test_a_tile_of_a_higher_level_holds_roots_of_256_below():
    below = tile_bytes(tree(LARGE), TileId(0, 256, 256))
    subtree = Tree.of_leaf_hashes([below[at : at + 32] for at in range(0, len(below), 32)])
    assert tile_bytes(tree(LARGE), TileId(1, 1, 17))[:32] == subtree.root()
    assert tile_bytes(tree(LARGE), TileId(2, 0, 1)) == tree(LARGE).node(Node(16, 0))


@pytest.mark.parametrize("tile", [TileId(0, 273, 113), TileId(3, 0, 1), TileId(1, 1, 18)])
def test_a_tile_the_tree_does_not_have_is_refused(tile):
    with pytest.raises(SealError) as refused:
        tile_bytes(tree(LARGE), tile)
    assert refused.value.reason is Reason.TREE_RANGE


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 511, 512, 65_536, 65_793, LARGE])
def test_root_is_read_from_tiles(size):
    assert root_of(size, nodes_of(size)) == tree(size).root()


@given(st.integers(0, LARGE - 1))
@settings(max_examples=60)
def test_inclusion_is_read_from_few_tiles(index):
    stored = nodes_of(LARGE).tiles
    needed = tile_positions(needed_nodes(inclusion_spans(index, LARGE)))
    assert len(needed) <= 6
    from_tiles = TileNodes({position: stored[position] for position in needed})
    assert inclusion_path(index, LARGE, from_tiles) == tree(LARGE).inclusion(index)


@given(st.integers(1, LARGE))
@settings(max_examples=60)
def test_consistency_is_read_from_few_tiles(old_size):
    stored = nodes_of(LARGE).tiles
    needed = tile_positions(needed_nodes(consistency_spans(old_size, LARGE)))
    assert len(needed) <= 6
    from_tiles = TileNodes({position: stored[position] for position in needed})
    assert consistency_path(old_size, LARGE, from_tiles) == tree(LARGE).consistency(old_size)


def test_a_tile_that_is_absent_or_too_narrow_is_refused():
    narrow = TileNodes({(0, 0): tile_bytes(tree(300), TileId(0, 0, 256))[: 32 * 5]})
    assert narrow(Node(2, 0)) == tree(300).node(Node(2, 0))
    for node in (Node(0, 5), Node(2, 1), Node(8, 0)):
        with pytest.raises(SealError):
            narrow(node)


@given(st.integers(0, 700), st.integers(0, 700))
def test_growing_adds_exactly_the_tiles_that_changed(one, other):
    old_size, size = sorted((one, other))
    before = set(tiles_of(old_size))
    assert list(tiles_added(old_size, size)) == [
        tile for tile in tiles_of(size) if tile not in before
    ]


def test_seven_leaves_are_complete_subtrees_of_four_two_and_one():
    assert complete_nodes(Span(8, 15)) == [Node(2, 2), Node(1, 6), Node(0, 14)]


@given(st.lists(st.binary(max_size=40), max_size=10))
def test_a_bundle_reads_back_its_entries(entries):
    assert split_bundle(entry_bundle(entries)) == entries


def test_a_bundle_counts_in_two_big_endian_bytes():
    assert entry_bundle([b"", b"a" * 258]) == b"\0\0\1\2" + b"a" * 258
    with pytest.raises(SealError):
        entry_bundle([b"a" * 65_536])


@pytest.mark.parametrize("bundle", [b"\0", b"\0\2a", b"\0\1a\0"])
def test_a_bundle_cut_short_is_refused(bundle):
    with pytest.raises(SealError):
        split_bundle(bundle)
