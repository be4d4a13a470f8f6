"""The money behind an agreement: its table, and what the adopted plans offer to fill it with."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from sasando.agreements.access import UNDER_THE_MAYOR
from sasando.agreements.models import AgreementBudgetLine, BudgetDocumentDate
from sasando.organization.models import Unit
from sasando.planning.models import PlanCeiling, PlanDocument
from sasando.rules.agreements import AgreementTier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.agreements.models import Agreement

Level = AgreementBudgetLine.Level
# A yearly plan of the agency says it best, then the city's, then the five-year plan.
SOURCES = (PlanDocument.Kind.RENJA, PlanDocument.Kind.RKPD, PlanDocument.Kind.RENSTRA)


@dataclass(frozen=True)
class PlanLine:
    """One line of a plan with its ceiling of the year."""

    level: str
    code: str
    name: str
    amount: Decimal
    funding: str


@dataclass(frozen=True)
class BudgetTable:
    """The annex's second table; whole rupiah."""

    lines: Sequence[AgreementBudgetLine]
    total: Decimal
    heading: str


def budget_table(agreement: Agreement) -> BudgetTable:
    """The lines with their sum. One query."""
    lines = list(agreement.budget_lines.order_by("number"))
    levels = {line.level for line in lines} or {level_for(agreement)}
    names = [str(Level(level).label) for level in Level.values if level in levels]
    return BudgetTable(lines, sum((line.amount for line in lines), Decimal(0)), " / ".join(names))


def level_for(agreement: Agreement) -> str:
    """What the table lists at this tier: programmes, below them activities, then sub-activities."""
    if agreement.tier in UNDER_THE_MAYOR:
        return Level.PROGRAMME
    return Level.ACTIVITY if agreement.tier == AgreementTier.DIVISION else Level.SUB_ACTIVITY


def plan_lines(agreement: Agreement) -> list[PlanLine]:
    """Lines of the newest adopted plan that has any for this unit, level and year.

    A unit inside an agency has no plan of its own: its lines are those of the agency, from which
    it keeps its own. Two queries at most per kind of plan.
    """
    ids = [int(part) for part in agreement.unit.path.rstrip(".").split(".")][:2]
    for kind in SOURCES:
        rows = (
            PlanCeiling.objects.filter(
                row__document__in=PlanDocument.objects.adopted().filter(
                    kind=kind,
                    first_year__lte=agreement.year,
                    last_year__gte=agreement.year,
                    superseded_by__isnull=True,
                ),
                row__unit_id=ids[-1],
                row__level=level_for(agreement),
                year=agreement.year,
            )
            .select_related("row")
            .order_by("row__code")
        )
        lines = [
            PlanLine(r.row.level, r.row.code, r.row.name, r.amount, r.row.funding) for r in rows
        ]
        if lines:
            return lines
    return []


def budget_dates(year: int) -> list[BudgetDocumentDate]:
    """The authorisations known of a year, the city's first. One query."""
    rows = BudgetDocumentDate.objects.filter(year=year).select_related("unit", "entered_by")
    return sorted(rows, key=lambda row: (row.kind, row.unit.path if row.unit else ""))


def agencies_with_budget() -> list[tuple[str, str]]:
    """Code and name of each unit directly under the city."""
    rows = Unit.objects.filter(parent__kind=Unit.Kind.CITY).order_by("name")
    return list(rows.values_list("code", "name"))
