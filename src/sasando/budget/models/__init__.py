"""Rows of the budget: codes as printed and known, versions, lines, totals."""

from .codes import Account, BudgetActivity, BudgetUnit, FundingSource
from .contract_progress import ContractProgress
from .execution import (
    CashPlanMonth,
    Contract,
    Payment,
    PaymentTotal,
    PhysicalProgress,
    RealisationLine,
    RealisationReport,
)
from .scenarios import Scenario, ScenarioRule
from .sipd import SipdId
from .tags import SpendingTag, SpendingTagRow
from .ties import PaymentTie
from .versions import BudgetLine, BudgetTotal, BudgetVersion, PrintedFigure

__all__ = [
    "Account",
    "BudgetActivity",
    "BudgetLine",
    "BudgetTotal",
    "BudgetUnit",
    "BudgetVersion",
    "CashPlanMonth",
    "Contract",
    "ContractProgress",
    "FundingSource",
    "Payment",
    "PaymentTie",
    "PaymentTotal",
    "PhysicalProgress",
    "PrintedFigure",
    "RealisationLine",
    "RealisationReport",
    "Scenario",
    "ScenarioRule",
    "SipdId",
    "SpendingTag",
    "SpendingTagRow",
]
