"""Our notes, proofs and tiles as seen by Go's golang.org/x/mod/sumdb, which is not ours.

Needs the Debian packages golang-go and golang-golang-x-mod-dev. Without them the test is skipped
by name; where CI=true it fails instead, so that nobody takes a skip for a pass.
"""

import json
import os
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from sasando.seals.merkle import Tree, leaf_hash
from sasando.seals.note import TreeHead, VerifierKey, verified_text
from sasando.seals.tests.samples import ORIGIN, OTHER_SIGNER, SIGNER, TRUSTED_KEY
from sasando.seals.tiles import TileId, tile_bytes, tiles_of

PROGRAM = Path(__file__).parent / "foreign" / "main.go"
GO_PATH = Path("/usr/share/gocode")
LIBRARY = GO_PATH / "src" / "golang.org" / "x" / "mod" / "sumdb" / "tlog"
LEAVES = 70_000
SIZES = range(1, 34)
HASHES = [leaf_hash(b"%d" % number) for number in range(LEAVES)]
LARGE = Tree.of_leaf_hashes(HASHES)
HEAD = TreeHead(ORIGIN, LEAVES, LARGE.root()).text()
SIGNED = SIGNER.sign(HEAD)
WITNESSED = SIGNED + OTHER_SIGNER.sign(HEAD).removeprefix(HEAD + "\n")
SPOILT = SIGNED.replace(str(LEAVES), str(LEAVES + 1))


def trees():
    return [Tree.of_leaf_hashes(HASHES[:size]) for size in SIZES]


def proof(old, old_hash, tree, path):
    return {
        "Old": old,
        "OldHash": old_hash.hex(),
        "Size": tree.size,
        "Root": tree.root().hex(),
        "Path": [step.hex() for step in path],
    }


def inclusion(tree, index):
    return proof(index, HASHES[index], tree, tree.inclusion(index))


def consistency(tree, old_size):
    old_root = Tree.of_leaf_hashes(HASHES[:old_size]).root()
    return proof(old_size, old_root, tree, tree.consistency(old_size))


def spoilt(honest):
    """The same proof with one bit of its old hash changed."""
    changed = bytearray.fromhex(honest["OldHash"])
    changed[7] ^= 4
    return honest | {"OldHash": changed.hex()}


@pytest.fixture(scope="module")
def inclusions():
    found = [inclusion(tree, index) for tree in trees() for index in range(tree.size)]
    return found + [inclusion(LARGE, index) for index in (0, 255, 256, 65_535, 65_536, 69_999)]


@pytest.fixture(scope="module")
def consistencies():
    found = [consistency(tree, size) for tree in trees() for size in range(1, tree.size + 1)]
    return found + [consistency(LARGE, size) for size in (1, 256, 40_000, 65_536, 69_999)]


@pytest.fixture(scope="module")
def answer(inclusions, consistencies):
    go = shutil.which("go")
    if go is None or not LIBRARY.is_dir():
        missing = "needs Debian packages golang-go and golang-golang-x-mod-dev"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    job = {
        "Key": TRUSTED_KEY,
        "Notes": [SIGNED, WITNESSED, SPOILT, OTHER_SIGNER.sign(HEAD)],
        "Leaves": LEAVES,
        "Inclusion": inclusions + [spoilt(honest) for honest in inclusions],
        "Consistency": consistencies + [spoilt(honest) for honest in consistencies],
    }
    done = subprocess.run(
        [go, "run", str(PROGRAM)],
        input=json.dumps(job),
        env={**os.environ, "GO111MODULE": "off", "GOPATH": str(GO_PATH), "GOFLAGS": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_our_checkpoint_opens_and_others_do_not(answer):
    assert answer["Texts"] == [HEAD, HEAD, "", ""]


def test_our_inclusion_proofs_hold_and_spoilt_ones_do_not(answer, inclusions):
    count = len(inclusions)
    assert answer["Inclusion"] == [True] * count + [False] * count


def test_our_consistency_proofs_hold_and_spoilt_ones_do_not(answer, consistencies):
    count = len(consistencies)
    assert answer["Consistency"] == [True] * count + [False] * count


def test_root_and_every_tile_of_seventy_thousand_leaves_agree(answer):
    assert answer["Root"] == LARGE.root().hex()
    # The Go program also names every narrower width a tile had while the tree grew.
    assert {tile.path() for tile in tiles_of(LEAVES)} <= answer["Tiles"].keys()
    for path, digest in answer["Tiles"].items():
        assert sha256(tile_bytes(LARGE, TileId.parse(path))).hexdigest() == digest


def test_a_note_signed_there_verifies_here(answer):
    key = VerifierKey.parse(answer["ForeignKey"])
    text, signers = verified_text(answer["ForeignNote"], [key])
    assert text == "asing.invalid/hari\n1\nAA==\n"
    assert signers == (key,)
