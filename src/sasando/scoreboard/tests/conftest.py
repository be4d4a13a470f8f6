"""What several files of these tests share: the city's plan with its figures."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sasando.budget.tests.thread_scene import load_lists
from sasando.organization.models import Unit
from sasando.planning.actions import load_indicators, load_rpjmd
from sasando.planning.tests.factories import KUPANG, load_units


@pytest.fixture
def city_plan(db, at):
    """The plan, its indicators with published and example figures, and every agency.

    It is the afternoon of Friday 20 November 2026: three quarters have ended.
    """
    at("2026-11-20 15.00")
    load_rpjmd(KUPANG / "rpjmd_2025_2029.json")
    load_units()
    load_indicators(KUPANG / "indikator.csv")
    return Unit.objects.get(code="KOTA")


@pytest.fixture
def lists(db):
    """The nomenclature, accounts and funding sources."""
    load_lists()


@pytest.fixture
def queries_of():
    """How many queries an address takes once the process remembers its policies."""

    def count(client, address: str) -> int:
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    return count
