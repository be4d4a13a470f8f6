"""Two planners report the same quarter at the same moment: one figure stands, nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from sasando.core.models import AuditEvent, User
from sasando.organization.models import Unit
from sasando.organization.queries import viewer_for
from sasando.planning.actions import Report, record_measurement
from sasando.planning.actions.verification import decide_measurement
from sasando.planning.errors import CorrectionUnexplained, NotWaitingForVerification
from sasando.planning.models import IndicatorSeries, Measurement
from sasando.planning.periods import Span
from sasando.planning.tests.factories import OCTOBER, indicator

pytestmark = pytest.mark.concurrency
AT_ONCE = 6


def report_at_once(values):
    """Each value reported by a thread of its own; what each was answered."""
    planner = viewer_for(User.objects.get(username="perencana"), OCTOBER.date())
    start = Barrier(len(values))

    def report(value):
        start.wait(timeout=20)
        try:
            return record_measurement(
                viewer=planner,
                now=OCTOBER,
                code="IKU-UJI",
                report=Report(year=2026, quarter=3, value=value, source="uji"),
            ).value
        except CorrectionUnexplained:
            return None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(values)) as pool:
        return list(pool.map(report, values))


def test_different_figures_leave_one_and_ask_the_others_for_a_reason(own_database, at):
    at("2026-10-05 12.00")
    indicator()
    IndicatorSeries.objects.all().delete()
    answers = report_at_once(list(range(70, 70 + AT_ONCE)))
    written = [value for value in answers if value is not None]
    assert [Measurement.objects.get().value] == written
    assert IndicatorSeries.objects.filter(indicator__code="IKU-UJI").count() == 1
    assert AuditEvent.objects.filter(action="measurement.recorded").count() == 1


def test_the_same_figure_sent_many_times_is_written_once(own_database, at):
    at("2026-10-05 12.00")
    indicator()
    answers = report_at_once([71] * AT_ONCE)
    assert answers == [71] * AT_ONCE
    assert Measurement.objects.get().value == 71
    assert AuditEvent.objects.filter(action="measurement.recorded").count() == 1


def test_two_verdicts_at_once_leave_one(own_database, at):
    """Inspector and head decide at the same moment: one verdict stands, the other is told."""
    at("2026-10-05 12.00")
    indicator(owner=Unit.objects.get(code="DLHK"))
    report_at_once([71])
    people = [viewer_for(User.objects.get(username=login), OCTOBER.date())
              for login in ("kadis", "pemeriksa")]  # fmt: skip
    start = Barrier(len(people))

    def decide(person):
        start.wait(timeout=20)
        try:
            return decide_measurement(
                viewer=person, now=OCTOBER, code="IKU-UJI", span=Span(2026, 3), version=1,
                verdict="TERVERIFIKASI",
            ).decided_by_id  # fmt: skip
        except NotWaitingForVerification:
            return None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(people)) as pool:
        answers = list(pool.map(decide, people))
    assert sorted(answer is None for answer in answers) == [False, True]
    assert Measurement.objects.get().decisions.count() == 1
