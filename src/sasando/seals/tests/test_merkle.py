"""Trees and proofs against the published roots, the formulas of the RFC, and pymerkle."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from sasando.seals.merkle import (
    EMPTY_ROOT,
    Node,
    Tree,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
)
from sasando.seals.refusal import Reason, SealError

LEAVES = [
    bytes.fromhex(digits)
    for digits in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LIMIT = 40
CONTENTS = [b"leaf %d" % number for number in range(LIMIT)]
HASHES = [leaf_hash(content) for content in CONTENTS]


@cache
def tree(size):
    return Tree.of_leaf_hashes(HASHES[:size])


@cache
def oracle():
    built = InmemoryTree(algorithm="sha256")
    for content in CONTENTS:
        built.append_entry(content)
    return built


def mth(leaves):
    """The root by the recursive words of RFC 6962, for comparison."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY_ROOT
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return node_hash(mth(leaves[:middle]), mth(leaves[middle:]))


@pytest.mark.parametrize("size", range(9))
def test_root_is_the_published_one(size):
    built = Tree.of_leaf_hashes([leaf_hash(content) for content in LEAVES[:size]])
    assert built.root().hex() == ROOTS[size]


@pytest.mark.parametrize("size", range(1, LIMIT))
def test_root_agrees_with_the_recursive_formula_and_pymerkle(size):
    assert tree(size).root() == mth(HASHES[:size]) == oracle().get_root(size)


@pytest.mark.parametrize("size", range(1, LIMIT))
def test_every_inclusion_path_is_pymerkles_and_verifies(size):
    root = tree(size).root()
    for index in range(size):
        path = tree(size).inclusion(index)
        # pymerkle counts from one and puts the leaf itself in front.
        assert [HASHES[index], *path] == oracle().prove_inclusion(index + 1, size).path
        assert verify_inclusion(index=index, size=size, leaf=HASHES[index], path=path, root=root)


@pytest.mark.parametrize("size", range(1, LIMIT))
def test_inclusion_path_has_the_length_that_position_and_size_give(size):
    for index in range(size):
        inner = (index ^ (size - 1)).bit_length()
        assert len(tree(size).inclusion(index)) == inner + (index >> inner).bit_count()


@pytest.mark.parametrize("size", range(1, LIMIT))
def test_inclusion_at_another_position_is_refused(size):
    for index in range(size):
        path, root = tree(size).inclusion(index), tree(size).root()
        for claimed in range(size):
            accepted = verify_inclusion(
                index=claimed, size=size, leaf=HASHES[index], path=path, root=root
            )
            assert accepted is (claimed == index)


@pytest.mark.parametrize("size", range(1, LIMIT))
def test_every_consistency_proof_verifies_and_pymerkle_accepts_the_same_roots(size):
    for old_size in range(1, size + 1):
        path = tree(size).consistency(old_size)
        assert verify_consistency(
            old_size=old_size,
            size=size,
            old_root=tree(old_size).root(),
            root=tree(size).root(),
            path=path,
        )
        oracle().prove_consistency(old_size, size).verify(tree(old_size).root(), tree(size).root())


@pytest.mark.parametrize("size", range(2, LIMIT))
def test_consistency_with_a_rewritten_old_tree_is_refused(size):
    for old_size in range(1, size):
        rewritten = Tree.of_leaf_hashes([leaf_hash(b"other"), *HASHES[1:old_size]])
        assert not verify_consistency(
            old_size=old_size,
            size=size,
            old_root=rewritten.root(),
            root=tree(size).root(),
            path=tree(size).consistency(old_size),
        )


def test_consistency_from_an_empty_tree_proves_nothing():
    with pytest.raises(SealError) as refused:
        tree(5).consistency(0)
    assert refused.value.reason is Reason.TREE_RANGE
    assert not verify_consistency(
        old_size=0, size=5, old_root=EMPTY_ROOT, root=tree(5).root(), path=()
    )


def test_equal_sizes_need_an_empty_proof_and_equal_roots():
    facts = {"old_size": 5, "size": 5, "old_root": tree(5).root()}
    assert verify_consistency(**facts, root=tree(5).root(), path=())
    assert not verify_consistency(**facts, root=tree(4).root(), path=())
    assert not verify_consistency(**facts, root=tree(5).root(), path=(HASHES[0],))


@given(st.data())
def test_one_changed_bit_of_an_inclusion_proof_is_refused(data):
    size = data.draw(st.integers(2, LIMIT - 1))
    index = data.draw(st.integers(0, size - 1))
    parts = [HASHES[index], tree(size).root(), *tree(size).inclusion(index)]
    chosen = data.draw(st.integers(0, len(parts) - 1))
    parts[chosen] = flipped(parts[chosen], data.draw(st.integers(0, 255)))
    leaf, root, *path = parts
    assert not verify_inclusion(index=index, size=size, leaf=leaf, path=path, root=root)


@given(st.data())
def test_one_changed_bit_of_a_consistency_proof_is_refused(data):
    size = data.draw(st.integers(2, LIMIT - 1))
    old_size = data.draw(st.integers(1, size - 1))
    parts = [tree(old_size).root(), tree(size).root(), *tree(size).consistency(old_size)]
    chosen = data.draw(st.integers(0, len(parts) - 1))
    parts[chosen] = flipped(parts[chosen], data.draw(st.integers(0, 255)))
    old_root, root, *path = parts
    assert not verify_consistency(
        old_size=old_size, size=size, old_root=old_root, root=root, path=path
    )


@pytest.mark.parametrize("change", [lambda path: path[:-1], lambda path: (*path, HASHES[0])])
def test_a_proof_of_another_length_is_refused(change):
    path = change(tree(11).inclusion(4))
    assert not verify_inclusion(index=4, size=11, leaf=HASHES[4], path=path, root=tree(11).root())
    path = change(tree(11).consistency(6))
    assert not verify_consistency(
        old_size=6, size=11, old_root=tree(6).root(), root=tree(11).root(), path=path
    )


def test_an_inner_node_cannot_pose_as_a_leaf():
    size_two = tree(2)
    posed = leaf_hash(HASHES[0] + HASHES[1])
    assert not verify_inclusion(index=0, size=1, leaf=posed, path=(), root=size_two.root())


def test_hashes_of_another_length_are_refused():
    joined = tree(4).inclusion(0)
    assert not verify_inclusion(
        index=0, size=4, leaf=HASHES[0], path=(joined[0] + joined[1],), root=tree(4).root()
    )
    with pytest.raises(SealError):
        Tree.of_leaf_hashes([b"short"])


@pytest.mark.parametrize(("index", "size"), [(0, 0), (-1, 3), (3, 3)])
def test_a_position_outside_the_tree_is_refused(index, size):
    with pytest.raises(SealError):
        tree(size).inclusion(index)
    assert not verify_inclusion(
        index=index, size=size, leaf=HASHES[0], path=(), root=tree(1).root()
    )


@pytest.mark.parametrize("node", [Node(0, 5), Node(3, 0), Node(-1, 0), Node(0, -1)])
def test_a_node_outside_the_tree_is_refused(node):
    with pytest.raises(SealError):
        tree(5).node(node)


def flipped(content, bit):
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)
