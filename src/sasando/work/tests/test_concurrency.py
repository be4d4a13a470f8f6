"""Several real connections at once, and a crash in the middle, on PostgreSQL itself."""

import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import psycopg
import pytest
from django.db import connection, connections

from sasando.core.clock import now
from sasando.seals.models import Checkpoint, SealedDay
from sasando.work.actions import close_day, decide, record_entry
from sasando.work.audit import audit_everything
from sasando.work.errors import DayAlreadyClosed, EntryAlreadyDecided
from sasando.work.models import DailyEntry, EntryDecision, PersonDay

from .steps import FRIDAY, draft, record, viewer, with_key

pytestmark = pytest.mark.concurrency


def at_once(count: int, deed) -> list:
    """Run a deed in that many threads, all released together, each on its own connection."""
    gate = threading.Barrier(count)

    def one(number: int):
        gate.wait()
        try:
            return deed(number)
        except Exception as failure:  # noqa: BLE001
            return failure
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_the_same_key_twenty_times_at_once_is_one_entry(own_database, at):
    at("2026-11-20 15.00")
    same = draft("staf")
    who, instant = viewer("staf"), now()
    results = at_once(20, lambda _n: record_entry(viewer=who, now=instant, draft=same))
    assert [type(result).__name__ for result in results] == ["Recorded"] * 20
    assert sum(result.is_new for result in results) == 1
    assert {result.entry.pk for result in results} == {DailyEntry.objects.get().pk}


def test_two_deciders_at_once_make_one_decision(own_database, at):
    at("2026-11-20 15.00")
    entry = record("staf")
    boss, instant = viewer("kabid"), now()
    results = at_once(
        2,
        lambda _n: decide(viewer=boss, now=instant, entry_code=entry.code, verdict="DITERIMA"),
    )
    assert sorted(type(result).__name__ for result in results) == [
        "EntryAlreadyDecided",
        "EntryDecision",
    ]
    assert EntryDecision.objects.count() == 1
    assert any(isinstance(result, EntryAlreadyDecided) for result in results)


def test_two_closers_at_once_seal_once(own_database, at):
    with_key()
    at("2026-11-20 15.00")
    record("staf")
    at("2026-11-21 00.05")
    instant = now()
    results = at_once(2, lambda _n: close_day(day=FRIDAY, now=instant))
    assert results[0].pk == results[1].pk
    assert (SealedDay.objects.count(), Checkpoint.objects.count()) == (1, 1)
    assert audit_everything(say=lambda _line: None) is None


def test_posts_racing_the_closing_instant(own_database, at):
    """Writers never stop; the instant passes; a closer waits at it. None late, none lost."""
    with_key()
    at("2026-11-20 23.59.58")
    who = [viewer("staf"), viewer("staf2"), viewer("kabid")]
    names = ["staf", "staf2", "kabid"]
    closes_at = record("stafkel").closes_at

    def write(number: int):
        if number == 3:
            while now() < closes_at:
                time.sleep(0.01)
            return close_day(day=FRIDAY, now=now())
        accepted = []
        while True:
            try:
                made = record_entry(viewer=who[number], now=now(), draft=draft(names[number]))
            except DayAlreadyClosed:
                return accepted
            accepted.append(made.entry.pk)

    *written, sealed = at_once(4, write)
    accepted = {pk for one in written for pk in one}
    assert len(accepted) > 10
    assert not isinstance(sealed, Exception)
    assert set(DailyEntry.objects.values_list("pk", flat=True)) >= accepted
    assert not DailyEntry.objects.filter(recorded_at__gte=closes_at).exists()
    assert DailyEntry.objects.latest("recorded_at").recorded_at > closes_at - timedelta(seconds=1)
    assert sealed.entry_count == DailyEntry.objects.count() == len(accepted) + 1
    assert audit_everything(say=lambda _line: None) is None


def test_an_entry_in_time_but_not_yet_committed_is_waited_for(own_database, at):
    """It was recorded before the instant; its transaction ends after it. It is in the seal."""
    with_key()
    at("2026-11-20 23.59.58")
    closes_at = record("stafkel").closes_at
    who, slow = viewer("staf"), draft("staf")
    recorded, may_commit = threading.Event(), threading.Event()

    def write(_number: int):
        from django.db import transaction

        with transaction.atomic():
            record_entry(viewer=who, now=now(), draft=slow)
            recorded.set()
            may_commit.wait(10)
        connections.close_all()

    writer = threading.Thread(target=write, args=(0,))
    writer.start()
    assert recorded.wait(10)
    while now() < closes_at:
        time.sleep(0.02)
    closer = ThreadPoolExecutor(1).submit(_close_in_thread)
    time.sleep(0.5)
    assert not closer.done()
    may_commit.set()
    writer.join()
    assert closer.result(10) == 2


def _close_in_thread() -> int:
    try:
        return close_day(day=FRIDAY, now=now()).entry_count
    finally:
        connections.close_all()


CRASHING = """
import os, sys, django
django.setup()
from datetime import date
from sasando.core import clock
from sasando.work.actions import closing
real = closing.seal_day
def stop(**given):
    sealed = real(**given)
    sys.stdout.write("sealed, not committed\\n"); sys.stdout.flush()
    import time; time.sleep(60)
closing.seal_day = stop
closing.close_day(day=date(2026, 11, 20), now=clock.now())
"""


def test_a_crash_in_mid_closing_leaves_nothing_and_the_next_run_completes(
    own_database, at, settings
):
    """kill -9 of the closing process and of its database session, after sealing, before commit."""
    with_key()
    at("2026-11-20 15.00")
    for login in ("staf", "staf2", "kabid"):
        record(login)
    at("2026-11-21 00.05")
    environment = {
        **os.environ,
        "DATABASE_URL": own_database.app_url,
        "DJANGO_SETTINGS_MODULE": "sasando.settings",
        "SEAL_KEY_FILE_PATH": str(settings.SEAL_KEY_FILE),
    }
    closer = subprocess.Popen(
        [sys.executable, "-c", CRASHING], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert closer.stdout.readline() == "sealed, not committed\n"
    with psycopg.connect(own_database.admin_url, autocommit=True) as admin:
        (backend,) = admin.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = %s AND state = 'idle in transaction'",
            [own_database.name],
        ).fetchone()
    # Killing one session with -9 makes PostgreSQL crash and recover as a whole.
    os.kill(backend, signal.SIGKILL)
    os.kill(closer.pid, signal.SIGKILL)
    closer.communicate()
    connections.close_all()
    _wait_until_back()
    assert not SealedDay.objects.exists()
    assert not PersonDay.objects.exists()
    assert close_day(day=FRIDAY, now=now() + timedelta(seconds=1)).entry_count == 3
    assert audit_everything(say=lambda _line: None) is None


def _wait_until_back() -> None:
    from django.db import OperationalError

    for _attempt in range(100):
        try:
            connection.ensure_connection()
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except OperationalError:
            connection.close()
            time.sleep(0.1)
        else:
            return
    raise AssertionError("PostgreSQL did not come back")


def test_a_key_of_another_day_is_still_that_entry(own_database, at):
    at("2026-11-20 15.00")
    key = uuid.uuid4()
    first = record("staf", key=key)
    at("2026-11-21 09.00")
    assert record("staf", key=key).pk == first.pk
