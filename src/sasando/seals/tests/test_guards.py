"""The database refuses what would break a seal, from whoever asks."""

from datetime import timedelta

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

from sasando.core import clock
from sasando.seals.models import LOG_TREE, Checkpoint, SealedDay, Tile, day_tree
from sasando.seals.tests.factories import FIRST, day_number, seal
from sasando.seals.wire import instant_text

TABLES = ["seals_sealedday", "seals_checkpoint", "seals_tile"]
CHANGES = ["UPDATE {} SET id = id", "DELETE FROM {}"]


def constraint_of(raised):
    return raised.value.__cause__.diag.constraint_name


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", [*CHANGES, "TRUNCATE {}", "DROP TABLE {}"])
def test_the_application_may_not_change_delete_or_empty(key, table, statement):
    seal(FIRST, 3)
    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
def test_the_application_may_not_switch_a_guard_off(key, table):
    with (
        pytest.raises(ProgrammingError, match="must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", CHANGES)
def test_even_the_owner_is_refused(own_database, key, table, statement):
    seal(FIRST, 3)
    with (
        psycopg.connect(own_database.owner_url) as owner,
        pytest.raises(psycopg.errors.CheckViolation, match="append-only"),
    ):
        owner.execute(statement.format(table))


def day_row(**changed):
    facts = {
        "day": day_number(1),
        "leaf_index": 1,
        "entry_count": 0,
        "root": b"r" * 32,
        "closings": [],
        "sealed_at": clock.now(),
    }
    return SealedDay(**(facts | changed))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"leaf_index": 0}, "seals_day_no_gap"),
        ({"leaf_index": 2}, "seals_day_no_gap"),
        ({"root": b"r" * 31}, "seals_day_root_length"),
        ({"day": FIRST}, "seals_sealedday_day_key"),
    ],
)
def test_a_day_out_of_order_or_out_of_shape_is_refused(key, changed, constraint):
    seal(FIRST, 3)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        day_row(**changed).save()
    assert constraint_of(refused) == constraint


@pytest.mark.django_db
@pytest.mark.parametrize("closings", [{}, "besok", ["besok"], 5])
def test_closings_that_are_no_list_of_instants_are_refused(key, closings):
    seal(FIRST, 3)
    with pytest.raises(DatabaseError), transaction.atomic():
        day_row(closings=closings).save()


@pytest.mark.django_db
def test_a_day_still_open_is_refused_whatever_the_row_says_of_its_sealing(key):
    seal(FIRST, 3)
    open_until = clock.now() + timedelta(minutes=1)
    for sealed_at in (clock.now(), open_until + timedelta(hours=1)):
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            day_row(closings=[instant_text(open_until)], sealed_at=sealed_at).save()
        assert constraint_of(refused) == "seals_day_still_open"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"tree_size": 2, "root": b"r" * 32}, "seals_checkpoint_has_days"),
        ({"tree_size": 0, "root": b"r" * 32}, "seals_checkpoint_has_days"),
        ({"tree_size": 1, "root": b"r" * 32}, "seals_checkpoint_tree_size_key"),
        ({"tree_size": 1, "root": b"r"}, "seals_checkpoint_root_length"),
    ],
)
def test_a_head_without_its_days_or_a_second_one_is_refused(key, facts, constraint):
    seal(FIRST, 3)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Checkpoint.objects.create(note="-", created_at=clock.now(), **facts)
    assert constraint_of(refused) == constraint


def test_a_day_without_a_signed_head_is_not_committed(own_database, key):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        day_row(leaf_index=0).save()
    assert constraint_of(refused) == "seals_day_is_signed"
    assert not SealedDay.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tree", "level", "number", "width", "constraint"),
    [
        (day_tree(FIRST), 0, 1, 1, "seals_tile_in_tree"),
        (day_tree(FIRST), 0, 0, 4, "seals_tile_in_tree"),
        (day_tree(FIRST), 1, 0, 1, "seals_tile_in_tree"),
        (day_tree(FIRST), 8, 0, 1, "seals_tile_in_tree"),
        (day_tree(day_number(9)), 0, 0, 1, "seals_tile_in_tree"),
        (LOG_TREE, 0, 0, 3, "seals_tile_in_tree"),
        (LOG_TREE, 0, 0, 1, "seals_tile_only_grows"),
        (LOG_TREE, 0, 0, 2, "seals_tile_only_grows"),
    ],
)
def test_a_tile_outside_its_tree_or_over_another_is_refused(
    key, tree, level, number, width, constraint
):
    seal(FIRST, 3)
    seal(day_number(1), 0)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Tile.objects.create(
            tree=tree, level=level, number=number, width=width, hashes=b"h" * 32 * width
        )
    assert constraint_of(refused) == constraint


def test_a_wider_tile_must_begin_as_the_narrower_one(own_database, key):
    seal(FIRST, 3)
    held = bytes(Tile.objects.get(tree=LOG_TREE).hashes)
    for hashes, is_stored in ((b"h" * 64, False), (held + b"h" * 32, True)):
        with transaction.atomic():
            day_row().save()
            if is_stored:
                Tile.objects.create(tree=LOG_TREE, level=0, number=0, width=2, hashes=hashes)
            else:
                with pytest.raises(IntegrityError) as refused, transaction.atomic():
                    Tile.objects.create(tree=LOG_TREE, level=0, number=0, width=2, hashes=hashes)
                assert constraint_of(refused) == "seals_tile_only_grows"
            transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({}, None),
        ({"hashes": b"h" * 31}, "seals_tile_length"),
        ({"width": 0, "hashes": b""}, "seals_tile_size"),
        ({"tree": "lain/2024-11-19"}, "seals_tile_tree"),
    ],
)
def test_a_tile_of_another_shape_is_refused(key, changed, constraint):
    seal(FIRST, 3)
    day_row(entry_count=1).save()
    Checkpoint.objects.create(tree_size=2, root=b"r" * 32, note="-", created_at=clock.now())
    tile = {"level": 0, "number": 0, "width": 1, "hashes": b"h" * 32}
    facts = {"tree": day_tree(day_number(1)), **tile, **changed}
    if constraint is None:
        assert Tile.objects.create(**facts).pk
        return
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Tile.objects.create(**facts)
    assert constraint_of(refused) == constraint
