"""The audit finds each kind of tampering, and names the first row that does not fit."""

import psycopg
import pytest

from sasando.seals import keys
from sasando.seals.audit import audit_log
from sasando.seals.errors import LogHeadMismatch
from sasando.seals.models import Checkpoint, SealedDay
from sasando.seals.note import TreeHead
from sasando.seals.tests.factories import FIRST, day_number, seal
from sasando.seals.tests.samples import OTHER_SIGNER


@pytest.fixture
def city(own_database, key):
    """Three sealed days, committed: 300, 4 and no entries."""
    for number, count in enumerate((300, 4, 0)):
        seal(day_number(number), count)
    return own_database


def tamper(city, statement, *values):
    """Change rows as only somebody with the owner's password can: guards switched off."""
    with psycopg.connect(city.owner_url) as owner:
        for table in ("seals_sealedday", "seals_checkpoint", "seals_tile"):
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        changed = owner.execute(statement, values).rowcount
        for table in ("seals_sealedday", "seals_checkpoint", "seals_tile"):
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    assert changed


def test_an_untouched_city_has_no_finding(city, key):
    assert audit_log(key) is None


@pytest.mark.django_db
def test_an_empty_city_has_no_finding(key):
    assert audit_log(key) is None


DAY = "day = '2024-11-19'"
DAY_TILE = "tree = 'hari/2024-11-18' AND level = 0"
LOG_TILE = "tree = 'hari' AND width = 2"
FLIP = "SET hashes = set_byte(hashes, 5, get_byte(hashes, 5) # 1)"


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (f"UPDATE seals_sealedday SET entry_count = 5 WHERE {DAY}", "Segel hari 19 November 2024"),
        (
            f"UPDATE seals_sealedday SET root = set_byte(root, 0, 7) WHERE {DAY}",
            "Segel hari 19 November 2024",
        ),
        (f"UPDATE seals_sealedday SET closings = '[]' WHERE {DAY}", "Ubin hari, tile/0/000.p/2"),
        (f"UPDATE seals_sealedday SET closings = '[1]' WHERE {DAY}", "Segel hari 19 November 2024"),
        (
            f"UPDATE seals_sealedday SET day = '2024-12-01' WHERE {DAY}",
            "Segel hari 1 Desember 2024",
        ),
        (f"DELETE FROM seals_sealedday WHERE {DAY}", "Segel hari 20 November 2024"),
        ("DELETE FROM seals_sealedday WHERE leaf_index = 2", "Ubin hari, tile/0/000.p/3"),
        (
            f"UPDATE seals_tile {FLIP} WHERE {DAY_TILE} AND number = 1",
            "Segel hari 18 November 2024",
        ),
        (f"DELETE FROM seals_tile WHERE {DAY_TILE} AND number = 1", "Segel hari 18 November 2024"),
        (
            "DELETE FROM seals_tile WHERE tree = 'hari/2024-11-18' AND level = 1",
            "Ubin hari/2024-11-18, tile/1/000.p/1",
        ),
        (f"UPDATE seals_tile {FLIP} WHERE {LOG_TILE}", "Ubin hari, tile/0/000.p/2"),
        (f"DELETE FROM seals_tile WHERE {LOG_TILE}", "Ubin hari, tile/0/000.p/2"),
        (
            (
                "INSERT INTO seals_tile (tree, level, number, width, hashes)"
                " VALUES ('hari', 0, 1, 1, decode(repeat('00', 32), 'hex'))"
            ),
            "Ubin hari, tile/0/001.p/1",
        ),
        (
            (
                "INSERT INTO seals_tile (tree, level, number, width, hashes)"
                " VALUES ('hari/2025-01-01', 0, 0, 1, decode(repeat('00', 32), 'hex'))"
            ),
            "Ubin hari/2025-01-01, tile/0/000.p/1",
        ),
        (
            "UPDATE seals_checkpoint SET root = set_byte(root, 0, 7) WHERE tree_size = 2",
            "Kepala log 2 hari",
        ),
        (
            (
                "UPDATE seals_checkpoint SET note = replace(note, 'contoh', 'palsu')"
                " WHERE tree_size = 1"
            ),
            "Kepala log 1 hari",
        ),
        ("DELETE FROM seals_checkpoint WHERE tree_size = 2", "Kepala log 2 hari"),
        (
            (
                "INSERT INTO seals_checkpoint (tree_size, root, note, created_at)"
                " SELECT 9, root, note, created_at FROM seals_checkpoint WHERE tree_size = 1"
            ),
            "Kepala log 9 hari",
        ),
    ],
)
def test_each_kind_of_tampering_is_found_and_named(city, key, statement, named):
    tamper(city, statement)
    finding = audit_log(key)
    assert finding is not None
    assert finding.row == named
    assert str(finding).startswith(f"{named}: ")


def test_a_log_rewritten_as_a_whole_but_not_signed_by_us_is_found(city, key):
    head = Checkpoint.objects.get(tree_size=3)
    said = TreeHead(key.name, 3, bytes(head.root))
    forged = OTHER_SIGNER.sign(said.text())
    tamper(city, "UPDATE seals_checkpoint SET note = %s WHERE tree_size = 3", forged)
    assert audit_log(key).row == "Kepala log 3 hari"


def test_a_signed_head_that_says_something_else_than_its_row_is_found(city, key):
    other = keys.signer().sign(TreeHead(key.name, 4, b"r" * 32).text())
    tamper(city, "UPDATE seals_checkpoint SET note = %s WHERE tree_size = 3", other)
    finding = audit_log(key)
    assert (finding.table, finding.row) == ("checkpoint", "Kepala log 3 hari")


def test_nothing_is_signed_on_top_of_a_tampered_log(city, key):
    tamper(city, f"UPDATE seals_tile {FLIP} WHERE tree = 'hari' AND width = 3")
    with pytest.raises(LogHeadMismatch):
        seal(day_number(3), 2)
    assert SealedDay.objects.count() == 3
    assert SealedDay.objects.filter(day=FIRST).exists()
