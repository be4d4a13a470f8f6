"""Two people or two taps at the same moment: versions in a row, one agreement, one open request."""

import threading

import pytest
from django.db import connections

from sasando.agreements.models import MonitoringReport, ObstacleRequest
from sasando.core.errors import DomainError

from . import plan_scenes as scene

pytestmark = pytest.mark.concurrency


def at_once(*calls):
    """Run each call in its own connection, all let go together; what each gave or refused."""
    gate = threading.Barrier(len(calls))
    outcomes = []

    def run(call):
        try:
            gate.wait(timeout=30)
            outcomes.append(call())
        except DomainError as refused:
            outcomes.append(refused)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(outcomes) == len(calls)
    return outcomes


@pytest.fixture
def agreed(own_database, at):
    at("2026-01-20 10.00")
    made = scene.agreed()
    at("2026-04-01 10.00")
    return made


def test_reports_sent_twice_are_two_versions_and_one_obstacle(agreed):
    lines = [scene.line(obstacle="Dua truk rusak (contoh)")]
    made = at_once(*[lambda: scene.report(lines=lines)] * 3)
    assert sorted(report.version for report in made) == [1, 2, 3]
    assert MonitoringReport.objects.count() == 3
    assert scene.post().obstacles.count() == 1


def test_a_plan_is_agreed_once(own_database, at):
    at("2026-01-20 10.00")
    scene.proposed()
    outcomes = at_once(*[scene.agree] * 3)
    assert sum(isinstance(row, DomainError) for row in outcomes) == 2


def test_a_changed_plan_has_one_next_version(agreed):
    outcomes = at_once(*[scene.change] * 3)
    assert sum(isinstance(row, DomainError) for row in outcomes) == 2


def test_one_request_for_help_waits(agreed):
    code = scene.hindered().code
    outcomes = at_once(*[lambda: scene.ask(code)] * 3)
    assert sum(isinstance(row, DomainError) for row in outcomes) == 2
    assert ObstacleRequest.objects.count() == 1
