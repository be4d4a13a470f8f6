"""Budgets as a planner loads them: the official lists, and real exports of another regency."""

from datetime import date

import pytest

from sasando.budget.actions import (
    adopt_version,
    import_lines,
    open_version,
)
from sasando.core import clock
from sasando.core.models import User
from sasando.organization.queries import viewer_for
from sasando.planning.tests.factories import DATA

EXPORTS = DATA / "sipd"


def viewer_of(login):
    return viewer_for(User.objects.get(username=login), clock.local_day(clock.now()))


@pytest.fixture
def planner(db):
    return viewer_of("perencana")


@pytest.fixture
def lists(db):
    """The official lists, which stand in every database that is rolled back."""


@pytest.fixture
def draft(planner, lists):
    return open_version(viewer=planner, year=2025, stage="MURNI", as_of=date(2025, 1, 2))


@pytest.fixture
def load(planner):
    """Load an export into a version; the report."""

    def loaded(version, name="buru_rekap5_2025_murni.csv", *, apply=True):
        with (EXPORTS / name).open("rb") as stream:
            return import_lines(
                viewer=planner, code=version.code, stream=stream, file_name=name, apply=apply
            )

    return loaded


@pytest.fixture
def versions(planner, draft, load):
    """Murni and perubahan 2025 of two real agencies, the second still a draft."""
    load(draft)
    adopt_version(
        viewer=planner, code=draft.code, legal_act="Perda 9/2024", adopted_on=date(2024, 12, 30),
        approved_on=date(2024, 12, 5),
    )  # fmt: skip
    amended = open_version(viewer=planner, year=2025, stage="PERUBAHAN", as_of=date(2025, 10, 1))
    load(amended, "buru_rekap5_2025_perubahan.csv")
    draft.refresh_from_db()
    amended.refresh_from_db()
    return draft, amended


@pytest.fixture
def as_login(client):
    """The test client logged in as somebody of the cast."""

    def entered(login):
        client.force_login(User.objects.get(username=login))
        return client

    return entered
