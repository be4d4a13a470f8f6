"""Two sealings at the same time, on real connections that commit."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from sasando.seals.audit import audit_log
from sasando.seals.errors import DayHeadMismatch
from sasando.seals.models import Checkpoint, SealedDay
from sasando.seals.tests.factories import FIRST, day_number, seal

pytestmark = pytest.mark.concurrency


def at_once(*jobs):
    """Run each job on a connection of its own, all starting together; results or DomainErrors."""
    barrier = Barrier(len(jobs))

    def run(job):
        try:
            barrier.wait(timeout=20)
            return job()
        except DayHeadMismatch as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_the_same_day_twice_at_once_is_sealed_once(own_database, key):
    found = at_once(*[lambda: seal(FIRST, 50)] * 4)
    assert len({sealed.pk for sealed in found}) == 1
    assert Checkpoint.objects.count() == 1
    assert audit_log(key) is None


def test_two_contents_for_one_day_at_once_leave_one_and_a_refusal(own_database, key):
    found = at_once(lambda: seal(FIRST, 5), lambda: seal(FIRST, 6))
    assert {type(outcome) for outcome in found} == {SealedDay, DayHeadMismatch}
    assert SealedDay.objects.count() == 1


def test_different_days_at_once_stand_in_the_log_one_after_the_other(own_database, key):
    at_once(*[lambda number=number: seal(day_number(number), 3) for number in range(6)])
    indexes = SealedDay.objects.order_by("leaf_index").values_list("leaf_index", flat=True)
    assert list(indexes) == list(range(6))
    assert audit_log(key) is None
