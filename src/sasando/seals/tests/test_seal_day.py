"""Sealing a day: once, in order, signed, and never in two ways."""

from datetime import timedelta

import pytest

from sasando.core.models import AuditEvent
from sasando.seals import queries
from sasando.seals.errors import DayHeadMismatch, SealKeyMissing, SealTooEarly
from sasando.seals.merkle import EMPTY_ROOT, Tree
from sasando.seals.models import LOG_TREE, Checkpoint, SealedDay, Tile, day_tree
from sasando.seals.note import TreeHead, verified_text
from sasando.seals.tests.factories import FIRST, day_number, seal
from sasando.seals.tests.samples import closing_of, entries_of
from sasando.seals.tiles import tiles_of

pytestmark = pytest.mark.django_db


def head_of(checkpoint, key):
    return TreeHead.parse(verified_text(checkpoint.note, [key])[0])


def test_a_sealed_day_has_its_root_its_place_and_a_signed_head(key):
    sealed = seal(FIRST, 5)
    tree = Tree.of_leaf_hashes([entry.leaf_hash() for entry in entries_of(FIRST, 5)])
    sealed.refresh_from_db()
    assert (sealed.leaf_index, sealed.entry_count, bytes(sealed.root)) == (0, 5, tree.root())
    assert sealed.closings == ["2024-11-18T15:59:00Z"]
    head = head_of(queries.latest_checkpoint(), key)
    assert head == TreeHead("contoh.invalid/hari", 1, sealed.record().leaf_hash())


def test_a_second_day_grows_the_log_of_the_first(key):
    first, second = seal(FIRST, 5), seal(day_number(1), 3)
    log = Tree.of_leaf_hashes([first.record().leaf_hash(), second.record().leaf_hash()])
    assert second.leaf_index == 1
    assert head_of(queries.latest_checkpoint(), key).root == log.root() == queries.log_root(2)
    widths = Tile.objects.filter(tree=LOG_TREE).values_list("level", "number", "width")
    assert list(widths) == [(0, 0, 1), (0, 0, 2)]


def test_days_are_numbered_in_the_order_of_sealing(key):
    assert seal(day_number(3), 1).leaf_index == 0
    assert seal(FIRST, 1).leaf_index == 1


def test_a_day_without_entries_is_sealed_too(key):
    sealed = seal(FIRST, 0, closings=[])
    assert bytes(sealed.root) == EMPTY_ROOT
    assert not Tile.objects.filter(tree=day_tree(FIRST)).exists()


def test_the_tiles_of_a_large_day_are_stored(key):
    seal(FIRST, 600)
    stored = Tile.objects.filter(tree=day_tree(FIRST)).values_list("level", "number", "width")
    assert list(stored) == [tuple(tile) for tile in tiles_of(600)]


def test_sealing_again_returns_the_same_day_and_writes_nothing(key):
    first = seal(FIRST, 5)
    again = seal(FIRST, 5, now=closing_of(FIRST) + timedelta(days=3))
    assert (again.pk, again.sealed_at) == (first.pk, first.sealed_at)
    assert (SealedDay.objects.count(), Checkpoint.objects.count()) == (1, 1)


@pytest.mark.parametrize("changed", [{"leaf_hashes": [b"x" * 32]}, {"closings": []}])
def test_sealing_again_with_other_contents_is_refused(key, changed):
    seal(FIRST, 5)
    with pytest.raises(DayHeadMismatch) as refused:
        seal(FIRST, 5, **changed)
    assert refused.value.values == {"day": FIRST}
    assert SealedDay.objects.get().entry_count == 5


@pytest.mark.parametrize(
    ("seconds", "is_sealed"), [(-1, False), (0, True), (1, True)], ids=["before", "at", "after"]
)
def test_a_day_is_sealed_from_its_last_closing_on(key, seconds, is_sealed):
    last = closing_of(FIRST) + timedelta(hours=9)
    facts = {"closings": [last, closing_of(FIRST)], "now": last + timedelta(seconds=seconds)}
    if is_sealed:
        assert seal(FIRST, 1, **facts).record().closings == (closing_of(FIRST), last)
    else:
        with pytest.raises(SealTooEarly):
            seal(FIRST, 1, **facts)
    assert SealedDay.objects.exists() is is_sealed


def test_without_a_key_nothing_is_sealed(settings, tmp_path):
    settings.SEAL_KEY_FILE = tmp_path / "tidak-ada.key"
    with pytest.raises(SealKeyMissing):
        seal(FIRST, 1)
    assert not SealedDay.objects.exists()
    assert not Tile.objects.exists()


def test_sealing_leaves_a_trace(key):
    seal(FIRST, 2)
    event = AuditEvent.objects.get(action="seals.day-sealed")
    assert event.subject_code == "2024-11-18"
    assert event.after["jumlah"] == 2


def test_the_log_passes_256_days(key):
    for number in range(258):
        seal(day_number(number), 1)
    days = SealedDay.objects.order_by("leaf_index")
    log = Tree.of_leaf_hashes([day.record().leaf_hash() for day in days])
    assert head_of(queries.latest_checkpoint(), key).root == log.root() == queries.log_root(258)
    upper = Tile.objects.filter(tree=LOG_TREE, level=1).values_list("number", "width")
    assert list(upper) == [(0, 1)]
