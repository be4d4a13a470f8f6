"""The demo shows a verified, a returned and a waiting figure, whatever the day it is built."""

import pytest

from sasando.core import clock
from sasando.demo.measuring import (
    RETURNED,
    VERIFIED,
    WAITING,
    last_quarter,
    load_verification,
)
from sasando.planning.models import Measurement, PeriodReopening
from sasando.planning.periods import Span
from sasando.planning.tests.conftest import indicators, plan  # noqa: F401  fixtures of planning

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("moment", "span"),
    [
        ("2026-11-20 10.00", Span(2026, 3)),
        ("2026-10-05 10.00", Span(2026, 3)),
        ("2026-09-30 23.59", Span(2026, 2)),
        ("2027-02-01 10.00", Span(2026, 4)),
    ],
)
def test_the_last_quarter_is_the_newest_that_has_ended(db, at, moment, span):
    at(moment)
    assert last_quarter(clock.now()) == span


def test_each_stage_of_verification_stands_in_the_demo(indicators, at):  # noqa: F811
    at("2026-11-20 10.00")
    load_verification(clock.now())
    told = {
        row.series.indicator.code: row.state
        for row in Measurement.objects.filter(version=2).select_related("series__indicator")
    }
    assert told == {VERIFIED: "TERVERIFIKASI", RETURNED: "DIKEMBALIKAN", WAITING: "DIAJUKAN"}
    assert PeriodReopening.objects.count() == 3
    load_verification(clock.now())
    assert PeriodReopening.objects.count() == 3, "building again changes nothing"


def test_an_open_quarter_needs_no_reopening(indicators, at):  # noqa: F811
    at("2026-10-05 10.00")
    load_verification(clock.now())
    assert not PeriodReopening.objects.exists()
    assert Measurement.objects.filter(state="DIAJUKAN").count() == 1


def test_a_quarter_without_figures_leaves_the_demo_as_it_is(indicators, at):  # noqa: F811
    at("2027-02-01 10.00")
    load_verification(clock.now())
    assert not PeriodReopening.objects.exists()
