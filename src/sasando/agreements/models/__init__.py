"""Rows of the Perjanjian Kinerja, by noun: agreements, items, money, papers, pacts."""

from .agreements import (
    OPEN_STATES,
    SIGNED_STATES,
    TIER_LABELS,
    Agreement,
    AgreementParty,
    AgreementPartyQuerySet,
    AgreementQuerySet,
    State,
    agency_prefixes,
)
from .budget import AgreementBudgetLine, BudgetDocumentDate
from .items import AgreementItem
from .pacts import IntegrityPact
from .returns import AgreementReturn
from .scans import PaperScan

__all__ = [
    "OPEN_STATES",
    "SIGNED_STATES",
    "TIER_LABELS",
    "Agreement",
    "AgreementBudgetLine",
    "AgreementItem",
    "AgreementParty",
    "AgreementPartyQuerySet",
    "AgreementQuerySet",
    "AgreementReturn",
    "BudgetDocumentDate",
    "IntegrityPact",
    "PaperScan",
    "State",
    "agency_prefixes",
]
