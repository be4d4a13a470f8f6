"""What the tests of planning share: the city's data in the test database."""

import psycopg
import pytest

from sasando.core import clock
from sasando.core.models import User
from sasando.organization.models import Unit
from sasando.organization.queries import viewer_for
from sasando.planning.actions import load_indicators, load_nomenclature, load_rpjmd
from sasando.planning.tests.factories import DATA, KUPANG, NOVEMBER, load_units


@pytest.fixture
def plan(db):
    """The plan with its example objectives."""
    return load_rpjmd(KUPANG / "rpjmd_2025_2029.json")


@pytest.fixture
def indicators(plan):
    """Every agency of the city, and the indicators with published and example figures."""
    load_units()
    load_indicators(KUPANG / "indikator.csv")
    return Unit.objects.get(code="KOTA")


@pytest.fixture
def nomenclature(plan):
    """The nomenclature of 2027 beside the plan."""
    load_nomenclature(DATA / "nasional")


@pytest.fixture
def production_database(own_database):
    """A database that was created as a production one; only its owner can pretend that."""
    with psycopg.connect(own_database.owner_url) as owner:
        owner.execute("ALTER TABLE core_deployment DISABLE TRIGGER core_deployment_fixed")
        owner.execute("UPDATE core_deployment SET kind = 'production'")
    clock.is_production.cache_clear()
    return own_database


@pytest.fixture
def as_(db, at, client):
    """A browser in which a member of the cast is logged in, on Friday 20 November 2026."""
    at("2026-11-20 10.00")

    def log_in(login):
        client.force_login(User.objects.get(username=login))
        return client

    return log_in


@pytest.fixture
def viewer(db):
    """Who a member of the cast is on Friday 20 November 2026."""

    def look(login):
        return viewer_for(User.objects.get(username=login), NOVEMBER.date())

    return look
