"""Budgets as a planner loads them: the official lists, and real exports of another regency."""

from datetime import date

import pytest

from sasando.budget.actions import (
    import_lines,
    load_accounts,
    load_funding_sources,
    open_version,
)
from sasando.core import clock
from sasando.core.models import User
from sasando.organization.queries import viewer_for
from sasando.planning.actions import load_nomenclature
from sasando.planning.tests.factories import DATA

EXPORTS = DATA / "sipd"


def viewer_of(login):
    return viewer_for(User.objects.get(username=login), clock.local_day(clock.now()))


@pytest.fixture
def planner(db):
    return viewer_of("perencana")


@pytest.fixture
def lists(db):
    load_nomenclature(DATA / "nasional")
    load_accounts(DATA / "nasional" / "kode_rekening.csv")
    load_funding_sources(DATA / "nasional" / "sumber_dana_2026.csv")


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
