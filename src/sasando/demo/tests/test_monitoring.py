"""Monitoring in the example city: in time and late, silent and hindered, dated where it belongs."""

from datetime import date

import pytest
from django.db.models import F

from sasando.agreements.models import (
    ActionPlan,
    MonitoringReport,
    MonitoringReview,
    Obstacle,
    ObstacleRequest,
)
from sasando.agreements.queries.monitoring import Quarter, due_at, waiting_reports
from sasando.agreements.queries.tiers import tier_rows
from sasando.core import clock
from sasando.core.models import User
from sasando.organization.models import Position
from sasando.organization.queries import viewer_for

from .conftest import NOW

pytestmark = pytest.mark.usefixtures("city")
QUARTER = Quarter(2026, 3)


def rows():
    secretary = Position.objects.get(code="SEKDA")
    return {row.unit_code: row for row in tier_rows(secretary, QUARTER, NOW)}


def test_everything_is_marked_as_an_example():
    for model in (ActionPlan, MonitoringReport, Obstacle):
        assert model.objects.exists(), model
        assert not model.objects.filter(is_example=False).exists(), model


def test_plans_are_agreed_in_january_by_another_person():
    agreed = ActionPlan.objects.filter(state="DISEPAKATI")
    assert agreed.count() > 40
    assert {clock.local_day(row.agreed_at) for row in agreed} == {date(2026, 1, 26)}
    assert not agreed.filter(agreed_by=F("proposed_by")).exists()
    assert ActionPlan.objects.filter(state="DIAJUKAN").exists()


def test_three_quarters_are_reported_and_one_district_is_late():
    assert set(MonitoringReport.objects.values_list("quarter", flat=True)) == {1, 2, 3}
    late = MonitoringReport.objects.filter(reported_at__gte=F("due_at"))
    assert set(late.values_list("unit__code", flat=True)) == {"53.71.03"}
    wrong = [row.code for row in MonitoringReport.objects.filter(quarter=3)
             if row.due_at != due_at(QUARTER)]  # fmt: skip
    assert wrong == []


def test_the_tier_of_the_secretary_shows_who_is_missing_and_without_a_plan():
    found = rows()
    assert found["DISHUB"].missing >= 1
    assert found["DINKES"].without_plan >= 1
    assert found["53.71.03"].late >= 1
    assert found["DLHK"].obstacles >= 1
    assert sum(row.reviewed for row in found.values()) > 5


def test_one_obstacle_waits_for_the_secretary():
    asked = ObstacleRequest.objects.get()
    assert (asked.to_position.code, asked.answered_at) == ("SEKDA", None)
    assert asked.asked_at > asked.obstacle.opened_at


def test_reviews_follow_reports_and_some_are_decisions():
    assert not MonitoringReview.objects.filter(reviewed_at__lt=F("report__reported_at")).exists()
    assert MonitoringReview.objects.filter(verdict="KEPUTUSAN").exists()
    secretary = viewer_for(User.objects.get(username="sekda"), NOW.date())
    assert waiting_reports(secretary).exists()
