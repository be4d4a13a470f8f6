"""What the tests of reminders share."""

import pytest

from sasando.agreements.tests import plan_scenes
from sasando.core.models import User


@pytest.fixture
def as_(db, client):
    """A browser in which a member of the cast is logged in."""

    def log_in(login):
        client.force_login(User.objects.get(username=login))
        return client

    return log_in


@pytest.fixture
def october(db, at):
    """The division's plan was agreed in January; it is 3 October 2026, 10.00."""
    at("2026-01-20 10.00")
    plan = plan_scenes.agreed()
    for moment, quarter in (("2026-04-01", plan_scenes.Q1), ("2026-07-01", plan_scenes.Q2)):
        at(f"{moment} 10.00")
        plan_scenes.report(quarter)
    at("2026-10-03 10.00")
    return plan
