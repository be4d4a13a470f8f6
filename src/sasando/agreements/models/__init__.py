"""Rows of the Perjanjian Kinerja, by noun: agreements, items, money, papers, pacts."""

from .action_plans import (
    ActionPlan,
    ActionPlanActivity,
    ActionPlanItem,
    ActionPlanReturn,
    ActionPlanTarget,
)
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
from .monitoring import (
    MonitoringEvidence,
    MonitoringLine,
    MonitoringProgress,
    MonitoringReport,
    MonitoringReview,
    Obstacle,
    ObstacleRequest,
)
from .pacts import IntegrityPact
from .returns import AgreementReturn
from .scans import PaperScan

__all__ = [
    "OPEN_STATES",
    "SIGNED_STATES",
    "TIER_LABELS",
    "ActionPlan",
    "ActionPlanActivity",
    "ActionPlanItem",
    "ActionPlanReturn",
    "ActionPlanTarget",
    "Agreement",
    "AgreementBudgetLine",
    "AgreementItem",
    "AgreementParty",
    "AgreementPartyQuerySet",
    "AgreementQuerySet",
    "AgreementReturn",
    "BudgetDocumentDate",
    "IntegrityPact",
    "MonitoringEvidence",
    "MonitoringLine",
    "MonitoringProgress",
    "MonitoringReport",
    "MonitoringReview",
    "Obstacle",
    "ObstacleRequest",
    "PaperScan",
    "State",
    "agency_prefixes",
]
