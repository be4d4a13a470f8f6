"""A budget tied to the cast's plan: the agency's programme serves the objective of its promise."""

from datetime import date
from typing import NamedTuple

from sasando.budget.actions import (
    adopt_version,
    load_accounts,
    load_funding_sources,
    open_version,
)
from sasando.budget.actions.execution import import_payments
from sasando.budget.models import BudgetUnit, BudgetVersion
from sasando.core import clock
from sasando.organization.models import Unit
from sasando.organization.tests.files import csv_of
from sasando.planning.actions import load_nomenclature
from sasando.planning.models import AgencyProgramme, Objective
from sasando.planning.tests.factories import DATA

from .factories import FIRST, GOODS, SECOND, Stood, agency_with_lines, line
from .test_execution_imports import SP2D, sp2d

OBJECTIVE = "SASARAN-7.1"
NOVEMBER = "2026-11-20 15.00"
MILLION = 1_000_000


def load_lists():
    """The official lists a budget is judged by."""
    load_nomenclature(DATA / "nasional")
    load_accounts(DATA / "nasional" / "kode_rekening.csv")
    load_funding_sources(DATA / "nasional" / "sumber_dana_2026.csv")


class Tied(NamedTuple):
    """A version in force whose only agency is the cast's, with one programme that may serve."""

    version: BudgetVersion
    stood: Stood
    unit: Unit
    link: AgencyProgramme


def tied_budget(*, objective=OBJECTIVE, year=2026, unit="DLHK"):
    """12 million for two sub-activities of one programme, adopted before the year begins."""
    version = open_version(viewer=None, year=year, stage="MURNI", as_of=date(year, 1, 2))
    rows = [line(FIRST, GOODS, 8 * MILLION, year), line(SECOND, GOODS, 4 * MILLION, year)]
    stood = agency_with_lines(version, rows)
    adopt_version(
        viewer=None, code=version.code, legal_act="Perda 8", adopted_on=date(year - 1, 12, 30)
    )
    owner = Unit.objects.get(code=unit)
    BudgetUnit.objects.filter(pk=stood.agency.pk).update(unit=owner)
    link = AgencyProgramme.objects.create(
        unit=owner, node=stood.programme.node,
        objective=Objective.objects.get(code=objective) if objective else None,
    )  # fmt: skip
    version.refresh_from_db()
    return Tied(version, stood, owner, link)


def paid(number, amount, day="2026-03-04", activity=FIRST):
    """One payment order of the agency."""
    content = csv_of(SP2D, sp2d(number, amount, day=day, activity=activity))
    report = import_payments(viewer=None, now=clock.now(), content=content, apply=True)
    assert report.applied, report.lines()
