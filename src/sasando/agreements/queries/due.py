"""Until when an agreement is to be signed: one month after its budget document was authorised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sasando.agreements.models import BudgetDocumentDate
from sasando.rules.agreements import RevisionReason, agreement_due_date

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sasando.agreements.models import Agreement

Kind = BudgetDocumentDate.Kind


def document_kind(agreement: Agreement) -> str | None:
    """By which document the agreement is due: DPA first, DPPA for a change of the budget.

    A change of the official or of priorities follows no budget document and has no due date [D].
    """
    if agreement.version == 1:
        return Kind.DPA
    if agreement.revision_reason == RevisionReason.STRATEGY_OR_BUDGET_CHANGED:
        return Kind.DPPA
    return None


def authorised_on(agreement: Agreement) -> date | None:
    """The day its budget document was authorised: of the agency, else of the whole city."""
    kind = document_kind(agreement)
    if kind is None:
        return None
    return document_date(agreement.year, kind, agreement.unit.path)


def document_date(year: int, kind: str, unit_path: str) -> date | None:
    """The authorisation of a year's document for the agency that holds a unit, else the city's."""
    rows = BudgetDocumentDate.objects.filter(year=year, kind=kind)
    return _nearest(dict(rows.values_list("unit_id", "authorised_on")), unit_path)


def _nearest(by_unit: Mapping[int | None, date], unit_path: str) -> date | None:
    """Of the unit itself or the nearest above it, else of the city as a whole."""
    for part in reversed(unit_path.rstrip(".").split(".")):
        if int(part) in by_unit:
            return by_unit[int(part)]
    return by_unit.get(None)


def due_date(agreement: Agreement) -> date | None:
    """The last day to sign; None while the authorisation is not known, or none is needed."""
    if document_kind(agreement) is None:
        return None
    known = agreement.budget_authorised_on or authorised_on(agreement)
    return None if known is None else agreement_due_date(known).value


@dataclass(frozen=True)
class DueDates:
    """The authorisations of a year's first budget documents, by unit; None is the city's."""

    year: int
    by_unit: Mapping[int | None, date]

    def of_path(self, unit_path: str) -> date | None:
        """The last day to sign a first version in a unit; None while unknown."""
        known = _nearest(self.by_unit, unit_path)
        return None if known is None else agreement_due_date(known).value


def due_dates(year: int) -> DueDates:
    """What is known of a year. One query, for lists of any length."""
    rows = BudgetDocumentDate.objects.filter(year=year, kind=Kind.DPA)
    return DueDates(year, dict(rows.values_list("unit_id", "authorised_on")))
