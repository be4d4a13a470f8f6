"""Promises and receipts as the database gives them, checked as an outsider would."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sasando.seals import keys, queries
from sasando.seals.actions import promise_for
from sasando.seals.errors import DayNotSealed, EntryNotInDay
from sasando.seals.inspection import HEAD_DIFFERS, PROMISE_BROKEN, inspect
from sasando.seals.merkle import verify_consistency
from sasando.seals.models import Checkpoint
from sasando.seals.note import TreeHead
from sasando.seals.receipt import file_bytes
from sasando.seals.refusal import SealError
from sasando.seals.tests.factories import FIRST, day_number, seal
from sasando.seals.tests.samples import closing_of, entries_of, entry_of
from sasando.seals.verify import verify_file

pytestmark = pytest.mark.django_db


def receipt_of(number, day=FIRST):
    return queries.receipt_for(entry=entry_of(day, number), index=number)


def promise_of(entry):
    return promise_for(
        entry=entry,
        recorded_at=closing_of(entry.day) - timedelta(hours=1),
        closes_at=closing_of(entry.day),
    )


@pytest.mark.parametrize("number", [0, 255, 256, 511, 599])
def test_a_receipt_verifies_offline_and_here(key, number):
    seal(FIRST, 600)
    seal(day_number(1), 2)
    content = file_bytes(receipt_of(number))
    assert verify_file(content, trusted_key=str(key)).accepted
    verdict = inspect(content)
    assert verdict.accepted
    assert verdict.lines[-1] == "Kepala segel itu sama dengan yang diterbitkan di sini."


def test_a_receipt_takes_few_queries_however_large_the_day(key, django_assert_max_num_queries):
    seal(FIRST, 1)
    seal(day_number(1), 3000)
    for day, number in ((FIRST, 0), (day_number(1), 2999)):
        with django_assert_max_num_queries(4):
            receipt_of(number, day)


def test_an_entry_that_does_not_stand_there_gets_no_receipt(key):
    seal(FIRST, 5)
    with pytest.raises(EntryNotInDay) as refused:
        queries.receipt_for(entry=entry_of(FIRST, 3), index=2)
    assert refused.value.values == {"code": "CH-1118-0003", "day": FIRST}


def test_there_is_no_receipt_before_sealing_nor_beyond_the_day(key):
    with pytest.raises(DayNotSealed):
        receipt_of(0)
    seal(FIRST, 2)
    with pytest.raises(SealError):
        receipt_of(2)


def test_every_two_heads_of_the_log_are_consistent(key):
    for number in range(9):
        seal(day_number(number), number)
    heads = list(Checkpoint.objects.order_by("tree_size"))
    for newer in heads:
        for older in heads[: newer.tree_size]:
            assert verify_consistency(
                old_size=older.tree_size,
                size=newer.tree_size,
                old_root=bytes(older.root),
                root=bytes(newer.root),
                path=queries.log_consistency(older.tree_size, newer.tree_size),
            )


def test_a_day_is_proven_under_an_older_head_too(key):
    days = [seal(day_number(number), 1) for number in range(6)]
    older = Checkpoint.objects.get(tree_size=4)
    proof = queries.log_inclusion(days[2], older)
    assert proof.root == bytes(older.root)
    assert proof.holds_for(days[2].record().leaf_hash())
    with pytest.raises(SealError):
        queries.log_inclusion(days[5], older)


def test_the_leaves_of_a_day_can_be_compared_with_its_entries(key):
    seal(FIRST, 300)
    assert queries.day_leaf_hashes(FIRST) == [entry.leaf_hash() for entry in entries_of(FIRST, 300)]
    assert queries.leaf_position(FIRST, entry_of(FIRST, 299).leaf_hash()) == 299
    assert queries.leaf_position(FIRST, entry_of(FIRST, 300).leaf_hash()) is None


def test_a_promise_verifies_before_and_after_its_day_is_sealed(key):
    content = file_bytes(promise_of(entry_of(FIRST, 2)))
    assert verify_file(content, trusted_key=str(key)).accepted
    assert inspect(content).lines[-1] == "Hari itu belum disegel."
    seal(FIRST, 5)
    verdict = inspect(content)
    assert verdict.accepted
    assert verdict.lines[-1].endswith("urutan 3 dari 5.")


def test_a_broken_promise_is_called_evidence(key):
    content = file_bytes(promise_of(entry_of(FIRST, 7)))
    seal(FIRST, 5)
    verdict = inspect(content)
    assert not verdict.accepted
    assert verdict.reason == PROMISE_BROKEN


def test_a_head_signed_by_our_key_but_never_published_is_called_evidence(key):
    seal(FIRST, 5)
    receipt = receipt_of(1)
    # A second log of the same size and the same key, shown to one person only.
    entry = entry_of(FIRST, 8)
    day = replace(receipt.day, entry_count=1, root=entry.leaf_hash())
    proof = replace(receipt.entry_proof, index=0, size=1, path=(), root=day.root)
    head = TreeHead(key.name, 1, day.leaf_hash())
    forked = replace(
        receipt,
        entry=entry,
        entry_proof=proof,
        day=day,
        day_proof=replace(receipt.day_proof, root=head.root),
        checkpoint=keys.signer().sign(head.text()),
    )
    content = file_bytes(forked)
    assert verify_file(content, trusted_key=str(key)).accepted
    assert inspect(content).reason == HEAD_DIFFERS


def test_without_a_key_here_nothing_is_accepted(key, settings, tmp_path):
    seal(FIRST, 1)
    content = file_bytes(receipt_of(0))
    settings.SEAL_KEY_FILE = tmp_path / "tidak-ada.key"
    assert not inspect(content).accepted
